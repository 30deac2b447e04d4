"""The year in review, of the city and of each district: counted from what is public, and from nothing else."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.pages import charts
from generator.pages.page import Page
from generator.pages.press import FeatureLine, line
from generator.public.views import ActivityView, BrandView, DistrictView, FamilyView, HomeView, Link, Site

_ROOT = "digest/"
_FIRST_YEAR = 2000
_MAX_YEARS = 6  # in plots that go through years
_MAX_BRANDS, _MAX_FAMILIES, _MAX_FEATURES, _MAX_TITLES = 15, 6, 6, 8


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart as SVG with its finding as a sentence, and its numbers. `about`: what was counted."""

    title: str
    about: str
    chart: str
    rows: tuple[tuple[str, int], ...]
    unit: str


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A district in the city's review."""

    name: str
    address: str
    activities: int
    chart: str


@dataclass(frozen=True)
class _YearInput:
    """What is told of a place, whatever the year."""

    homes: int
    activities: Sequence[ActivityView]
    families: Sequence[FamilyView]
    brands: Sequence[BrandView]
    plaques: Counter[int]
    features: Sequence[FeatureLine]

    @property
    def years(self) -> list[int]:
        """Those in which anything happened, the newest first."""
        found = {one.date.year for one in self.activities} | {row.date.year for row in self.features}
        found |= {family.year for family in self.families}
        return sorted((year for year in found if year >= _FIRST_YEAR), reverse=True)


def of_city(site: Site) -> Iterator[Page]:
    """The list of years, and each year of the city."""
    told = _year_input(site.homes, site.brands, map(line, site.features))
    yield _front(site, told)
    for year in told.years:
        latest = year == told.years[0]
        meeting = site.figures.get("meeting") if latest else None
        places = tuple(_places(site, told, year))
        yield _page(site, told, year, site.city.name, f"{_ROOT}{year}/", (), latest, meeting, places)


def of_district(site: Site, district: DistrictView) -> Iterator[Page]:
    """Each year of a district; how many meet the standard is told of no district."""
    place = Link(district.name, district.address)
    areas = [brand for brand in (district.brand, *(street.brand for street in district.streets)) if brand]
    own = [home.brand for home in site.homes if home.brand and home.closed_on is None]
    told = _year_input(site.homes, (*areas, *own), (line(one) for one in site.features if place in one.districts))
    for year in told.years:
        crumbs = (Link(f"{year} 年度回顾", f"{_ROOT}{year}/"),)
        address = f"{_ROOT}{year}/{district.slug}/"
        yield _page(site, told, year, district.name, address, crumbs, year == told.years[0], None, ())


def _year_input(homes: Sequence[HomeView], brands: Iterable[BrandView], features: Iterable[FeatureLine]) -> _YearInput:
    shown = [home for home in homes if home.closed_on is None]
    return _YearInput(
        len(shown),
        [one for home in shown for one in home.activities if one.past and not one.cancelled],
        sorted((family for home in homes for family in home.families), key=lambda family: family.order),
        sorted(brands, key=lambda brand: brand.address),
        Counter(badge.year for home in shown for badge in home.badges),
        list(features),
    )


def _front(site: Site, told: _YearInput) -> Page:
    counts = Counter(one.date.year for one in told.activities)
    families = Counter(one.year for one in told.families)
    return Page(
        _ROOT,
        "年度回顾",
        f"{site.city.site_name}一年一年办了什么、登上光荣榜的有多少户、有哪些品牌。",
        "digests.html",
        {"years": tuple((year, f"{_ROOT}{year}/", counts[year], families[year]) for year in told.years)},
    )


def _page(
    site: Site,
    told: _YearInput,
    year: int,
    name: str,
    address: str,
    crumbs: tuple[Link, ...],
    latest: bool,
    meeting: int | None,
    places: tuple[PlaceLine, ...],
) -> Page:
    held = [one for one in told.activities if one.date.year == year]
    families = [one for one in told.families if one.year == year]
    begun = [brand for brand in told.brands if not brand.since or brand.since <= year]
    chosen = [brand for brand in told.brands if year in dict(brand.chosen)]
    written = [row for row in told.features if row.date.year == year]
    figures = (
        (f"家{site.city.terms.home}", told.homes if latest else 0),
        ("场活动", len(held)),
        ("人次参加", sum(map(_people, held))),
        ("户最美家庭", len(families)),
        ("个品牌", len(begun) if latest else 0),
        ("块当年认定的示范牌", told.plaques[year]),
        ("家达标", meeting or 0),
    )
    title = f"{name} {year} 年度回顾"
    counted = [f"{len(held)} 场活动"] * bool(held) + [f"{len(families)} 户最美家庭"] * bool(families)
    return Page(
        address,
        title,
        f"{title}：{'，'.join(counted)}。" if counted else f"{title}。",
        "digest.html",
        {
            "name": name,
            "year": year,
            "figures": tuple((label, number) for label, number in figures if number),
            "plots": tuple(_plots(site, told, year, held, families)),
            "places": places,
            "brands": tuple(chosen[:_MAX_BRANDS]),
            "families": tuple(sorted(families, key=lambda one: (not one.motto, one.order))[:_MAX_FAMILIES]),
            "features": tuple(written[:_MAX_FEATURES]),
        },
        crumbs or (Link("年度回顾", _ROOT),),
    )


def _people(activity: ActivityView) -> int:
    """How many took part, as far as it may be told: fewer than five are none."""
    number = activity.participants.replace(",", "")
    return int(number) if number.isdecimal() else 0


def _plots(
    site: Site, told: _YearInput, year: int, held: Sequence[ActivityView], families: Sequence[FamilyView]
) -> Iterator[Plot]:
    standard = site.city.standard
    months = Counter(one.date.month for one in held)
    last = max(months, default=0) if year == told.years[0] else 12  # later months of the latest year may be to come
    yield from _columns([(f"{n}", months[n]) for n in range(1, last + 1)], "{} 月最忙", "每个月办了多少场活动", "场")
    functions = Counter(one.function for one in held)
    rows = [(label, functions[code]) for code, label in standard.function_labels.items()]
    yield from _bars(rows, "{}的活动最多", "按功能数，没写服务事项的没有算进来", "场")
    campaigns = Counter(one.campaign for one in held)
    rows = [(name, campaigns[code]) for code, name in standard.campaigns.items() if campaigns[code]]
    yield from _bars(rows, "{}一起做得最多", "全市专项行动里办的", "场")
    by_year = Counter(one.year for one in told.families)
    shown = [(f"{one}", by_year[one]) for one in sorted(by_year) if one <= year][-_MAX_YEARS:]
    if len(shown) > 1:
        yield from _columns(shown, "{} 年登上光荣榜的最多", "每年推出多少户“最美家庭”", "户")
    titles = Counter(title for one in families for title in one.titles)
    yield from _bars(
        titles.most_common(_MAX_TITLES), "{}最多", "当年的最美家庭因为什么登上光荣榜，一户可以有几样", "户"
    )
    yield from _brands(told.brands, year)


def _brands(brands: Sequence[BrandView], year: int) -> Iterator[Plot]:
    since = [brand.since for brand in brands if brand.since and brand.since <= year]
    if since:
        shown = range(max(min(since), year - 2 * _MAX_YEARS + 1), year + 1)
        rows = [(f"{one}"[2:], sum(start <= one for start in since)) for one in shown]
        title = f"到 {year} 年，{len(since)} 个品牌"
        yield Plot(title, "到那一年为止，还在做的品牌", charts.columns(rows, title, "个"), tuple(rows), "个")


def _columns(rows: Sequence[tuple[str, int]], finding: str, about: str, unit: str) -> Iterator[Plot]:
    if any(number for _, number in rows):
        title = finding.format(_most(rows))
        yield Plot(title, about, charts.columns(rows, title, unit), tuple(rows), unit)


def _bars(rows: Sequence[tuple[str, int]], finding: str, about: str, unit: str) -> Iterator[Plot]:
    found = sorted((row for row in rows if row[1]), key=lambda row: -row[1])
    if found:
        title = finding.format(_most(found))
        yield Plot(title, about, charts.bars(found, title, unit), tuple(found), unit)


def _most(rows: Sequence[tuple[str, int]]) -> str:
    """The label, or labels, of the most."""
    most = max(number for _, number in rows)
    return "、".join(label for label, number in rows if number == most)


def _places(site: Site, told: _YearInput, year: int) -> Iterator[PlaceLine]:
    """Each district's months on one scale, where it has a review of its own."""
    months: dict[str, Counter[int]] = defaultdict(Counter)
    for one in told.activities:
        if one.date.year == year:
            months[one.district.address][one.date.month] += 1
    reviewed = {family.district.address for family in told.families if family.year == year} | months.keys()
    reviewed |= {link.address for one in site.features if one.date.year == year for link in one.districts}
    most = max((number for counts in months.values() for number in counts.values()), default=0)
    for district in site.districts:
        if district.address in reviewed:
            counts = months[district.address]
            chart = charts.sparks([counts[n] for n in range(1, 13)], most, f"{district.name}每月的活动")
            yield PlaceLine(district.name, f"{_ROOT}{year}/{district.slug}/", counts.total(), chart)
