"""The public view of the whole city: homes with their relations, districts and streets, features
after their embargo.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.catalogue import addresses, tiles
from generator.catalogue.assessment import Assessment
from generator.catalogue.places import nearest
from generator.model import vocabulary as words
from generator.model.city_lists import Synonym
from generator.model.documents import Feature
from generator.model.federation import City, Hotline, Street
from generator.model.field_types import BEIJING
from generator.model.load import Content, Home
from generator.model.phones import Phone
from generator.model.standard import CityStandard
from generator.model.vocabulary import DEFAULT_AWARD
from generator.public import uids
from generator.public.brands import ChosenYears, brand_view
from generator.public.home import HomeViewBuilder
from generator.public.partial import derived_fields
from generator.public.views import (
    BadgeView,
    BrandView,
    CityView,
    DistrictTile,
    DistrictView,
    FactsView,
    FeatureView,
    HomeView,
    HotlineView,
    LicenceView,
    Link,
    Neighbour,
    OfficeView,
    PhotoView,
    QuietView,
    Site,
    StreetView,
)  # fmt: skip
from generator.standard.standing import Standing

MAX_NEIGHBOURS = 3
UNRELEASED = "尚未发布"
MAX_NEIGHBOUR_METRES = 20_000  # metres


class HomeViewFactory:
    """Builds views of single homes; `Relations` add what depends on others.

    `publishable`: the city without homes.
    """

    def __init__(self, publishable: Content, today: dt.date):
        self.content, self.today = publishable, today
        self.honours = _honours(publishable)
        self.chosen = _chosen_years(publishable)

    def view(self, redacted: Home, standing: Standing) -> HomeView:
        return HomeViewBuilder(self.content, redacted, standing, self.honours, self.chosen, self.today).view()


@dataclass(frozen=True, slots=True)
class Relations:
    """The parts of a home's view that depend on the federation and on other homes: badges, neighbours, successor."""

    badges: tuple[BadgeView, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()
    successor: Link | None = None

    def with_relations(self, home: HomeView) -> HomeView:
        """The home's view with these relations."""
        return dataclasses.replace(home, badges=self.badges, neighbours=self.neighbours, successor=self.successor)


NearestHomes = Mapping[str, Sequence[tuple[str, int]]]
"""Identity → its nearest homes with their distances in metres, nearest first."""


def nearest_homes(points: Mapping[str, tuple[float, float]]) -> NearestHomes:
    """`points`: identity → longitude and latitude (WGS-84) of every open home whose location is known."""
    found = nearest(
        {addresses.home(home): point for home, point in points.items()}, MAX_NEIGHBOURS, MAX_NEIGHBOUR_METRES
    )
    return {
        addresses.identity(home): [(addresses.identity(other), round(metres)) for metres, other in others]
        for home, others in found.items()
    }


def relations(
    identity: str, badges: tuple[BadgeView, ...], near: NearestHomes, successor: str, names: Mapping[str, str]
) -> Relations:
    """`successor`: the identity of the home that took over, or empty; `names` of all homes that may be seen."""
    neighbours = tuple(
        Neighbour(Link(names[other], addresses.home(other)), metres) for other, metres in near.get(identity, ())
    )
    return Relations(
        badges, neighbours, Link(names[successor], addresses.home(successor)) if successor in names else None
    )


def district_views(
    publishable: Content, asks_more: Mapping[str, tuple[str, ...]], today: dt.date
) -> tuple[DistrictView, ...]:
    """The districts in the order of every list with their streets and brands, without homes."""
    brands, cells = area_brands(publishable, today), tiles.places(publishable.districts)
    return tuple(
        _district(publishable, slug, brands, asks_more[slug], cells.get(slug))
        for slug in tiles.in_order(publishable.districts)
    )


def district_tiles(areas: Iterable[DistrictView], count: Mapping[str, int]) -> tuple[DistrictTile, ...]:
    """`count`: slug → open homes."""
    return tuple(DistrictTile(one.slug, one.name, count.get(one.slug, 0), one.prefecture, one.at) for one in areas)


def build_site(assessment: Assessment, homes: Sequence[HomeView], former: Collection[str]) -> Site:
    """The public view of the city as it was judged.

    `homes`: with their relations, sorted by identity; `former`: former identities that may be published.
    """
    content, as_of = assessment.publishable, assessment.as_of
    parts = derived_fields(
        homes,
        district_views(content, assessment.stricter_requirements, as_of.date()),
        area_brands(content, as_of.date()).values(),
    )
    return Site(
        homes=parts["homes"],
        districts=parts["districts"],
        families=parts["families"],
        brands=parts["brands"],
        activities=parts["activities"],
        as_of=as_of,
        city=city_view(content),
        features=feature_views(content, homes, as_of),
        holidays=content.holidays,
        synonyms=item_synonyms(content),
        redirects=redirects(assessment.redirects, former, {home.identity: home.badges for home in homes}),
    )


def redirects(
    moved: Mapping[str, str], former: Iterable[str], held: Mapping[str, tuple[BadgeView, ...]]
) -> dict[str, str]:
    """Former address → present one of homes that `moved`, and of the badges `held` now, whose QR codes are on walls.

    `former`: former identities that may be published, for a withheld name would be an address.
    """
    known, found = {addresses.home(old) for old in former}, {}
    for old, new in moved.items():
        if old in known:
            found[old] = new
            for badge in held.get(addresses.identity(new), ()):
                found[old + badge.address.removeprefix(new)] = badge.address
    return found


def item_synonyms(content: Content) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """(residents' words, items that they mean); without words that lead to quiet help."""
    return tuple((synonym.words, synonym.items) for synonym in content.synonyms if synonym.items and not synonym.quiet)


def _honours(content: Content) -> dict[tuple[str, str], tuple[str, str]]:
    """(home, family) → the highest level that the federation's lists confer, and as what."""
    levels = list(content.standard.honours.family_labels)
    listed = sorted(content.family_honours, key=lambda row: levels.index(row[1].level))
    return {(honour.home, honour.family): (honour.level, honour.award or DEFAULT_AWARD) for _, honour in listed}


def _chosen_years(content: Content) -> dict[str, ChosenYears]:
    """Brand, by its home, district or street → when the federation chose it, the latest first."""
    found = defaultdict(list)
    for year, chosen in sorted(content.chosen_brands, key=lambda row: -row[0]):
        found[chosen.brand].append((year, chosen.document or ""))
    return {brand: tuple(years) for brand, years in found.items()}


def area_brands(content: Content, today: dt.date) -> dict[str, BrandView]:
    """`<district>` or `<district>/<street>` → brand; shown on the page of the district or street."""
    shown, chosen = {}, _chosen_years(content)
    for key, brand in content.brands.items():
        slug, _, street_slug = key.partition("/")
        district = content.districts[slug]
        home = Link(district.name, addresses.district(slug))
        owner, address = home, addresses.district(slug)
        if street_slug:
            street = district.street(street_slug)
            if street is None:
                continue
            address = addresses.street(slug, street_slug)
            owner = Link(street.name, address)
        shown[key] = brand_view(
            brand, brand.level or "", f"{address}#brand", owner, home, (), chosen.get(key, ()), content.standard, today
        )
    return shown


def _district(
    content: Content,
    slug: str,
    brands: Mapping[str, BrandView],
    asks_more: tuple[str, ...],
    cell: tuple[int, int] | None,
) -> DistrictView:
    district = content.districts[slug]
    own = Link(district.name, addresses.district(slug))
    standard = content.standard
    streets = tuple(
        _street(street, slug, own, brands.get(f"{slug}/{street.slug}"), standard) for street in district.streets
    )
    return DistrictView(
        slug,
        district.name,
        own.address,
        streets,
        (),
        brands.get(slug),
        asks_more,
        district.phone,
        district.prefecture or "",
        cell,
        district.postal_code or "",
    )


def _street(street: Street, district: str, own: Link, brand: BrandView | None, standard: CityStandard) -> StreetView:
    address = addresses.street(district, street.slug)
    code, label = _street_kind(street, standard)
    return StreetView(street.slug, street.name, address, code, label, own, street.phone, (), brand)


def _street_kind(street: Street, standard: CityStandard) -> tuple[str, str]:
    """Code and label of a street's kind: as written, else as its name ends, else what the city calls any."""
    labels = standard.kinds.street_labels
    endings = sorted(labels, key=lambda kind: -len(labels[kind]))
    kind = street.kind or next((kind for kind in endings if street.name.endswith(labels[kind])), None)
    if kind is None:
        return "street", (standard.terms.street or "").replace("、", "") or labels["street"]
    return standard.kinds.streets.get(kind, kind), labels[kind]


def feature_views(
    content: Content, homes: Iterable[HomeView], as_of: dt.datetime, embargoed: bool = False
) -> tuple[FeatureView, ...]:
    """Newest first; a feature whose embargo has not ended at `as_of` does not exist, or is marked where `embargoed`
    ones are asked for.
    """
    by_identity = {home.identity: home for home in homes}
    photos = {photo.key: photo for home in homes for photo in home.photos}
    areas = area_brands(content, as_of.date())
    shown = [
        _feature(content, feature, by_identity, photos, areas, as_of)
        for feature in content.features
        if embargoed or not _is_embargoed(feature, as_of)
    ]
    return tuple(sorted(shown, key=lambda feature: (feature.date, feature.slug), reverse=True))


def _feature(
    content: Content,
    feature: Feature,
    homes: dict[str, HomeView],
    photos: dict[str, PhotoView],
    areas: Mapping[str, BrandView],
    as_of: dt.datetime,
) -> FeatureView:
    keys = ("homes/{}/{}/photos/{}".format(*name.split("/", 2)) for name in feature.photos)
    named = [homes[one] for one in feature.homes if one in homes]
    brand = _brand_of(feature.brand, homes, areas)
    functions = brand.functions if brand else tuple(pair for one in named if one.brand for pair in one.brand.functions)
    districts = [one.district for one in named] + ([brand.district] if brand else [])
    early = _is_embargoed(feature, as_of)
    return FeatureView(
        slug=feature.slug,
        address=addresses.feature(feature.date, feature.slug),
        title=f"【{UNRELEASED}】{feature.title}" if early else feature.title,
        date=feature.date,
        subtitle=feature.subtitle or "",
        summary=feature.summary or "",
        author=feature.author or "",
        source=feature.source or "",
        tags=feature.tags,
        homes=tuple(Link(one.name, one.address) for one in named),
        brand=Link(brand.title, brand.address) if brand else None,
        photos=tuple(photos[key] for key in keys if key in photos),
        body=feature.body,
        released=max(_midnight(feature.date), feature.embargo or _midnight(feature.date)),
        uid=uids.uid(content.city.name, "press", f"{feature.date}-{feature.slug}"),
        functions=tuple(dict.fromkeys(functions)),
        districts=tuple(dict.fromkeys(districts)),
        facts=_facts(brand, named),
        mentions=brand.mentions if brand else (),
        embargo=feature.embargo if early else None,
    )


def _is_embargoed(feature: Feature, as_of: dt.datetime) -> bool:
    return feature.embargo is not None and feature.embargo > as_of


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, tzinfo=BEIJING)


def _brand_of(named: str | None, homes: dict[str, HomeView], areas: Mapping[str, BrandView]) -> BrandView | None:
    home = homes.get(named or "")
    if home and home.brand:
        return home.brand
    return areas.get(named or "")


def _facts(brand: BrandView | None, named: Sequence[HomeView]) -> FactsView | None:
    """Of the brand and the home that it belongs to; without one, of the first home that is named."""
    home = next((one for one in named if brand and brand.owner.address == one.address), None)
    if brand is None:
        home = next(iter(named), None)
    if brand is None and home is None:
        return None
    owner = brand.owner if brand else Link(home.name, home.address) if home else Link("")
    office = home.office if home else OfficeView()
    return FactsView(
        owner,
        office.address,
        brand.since if brand else None,
        brand.results if brand else (),
        brand.contact if brand else "",
        office.phones or (office.fallback_contact.phones if office.fallback_contact else ()),
        office.checked_on,
    )


def city_view(content: Content) -> CityView:
    """The facts about the city that every page shows."""
    city = content.city
    place = city.site
    return CityView(
        name=city.name,
        federation=city.federation,
        host=city.host.name if city.host else city.federation,
        contact=(city.host and city.host.contact) or "",
        policy=(city.policy and city.policy.title) or "",
        standard=content.standard,
        regulation_texts={
            code: content.regulation_texts[regulation.file].body
            for code, regulation in content.standard.regulations.items()
            if regulation.file in content.regulation_texts
        },
        hotlines=_hotlines(city.hotlines),
        quiet=_quiet_view(content.synonyms),
        pinyin=city.readings,
        sample=bool(city.sample),
        url=(place and place.url) or "",
        icp=(place and place.icp) or "",
        police=(place and place.police) or "",
        identifier=(place and place.identifier) or "",
        licence=_licence(city),
    )


def _licence(city: City) -> LicenceView | None:
    given = city.licence
    if given is None:
        return None
    home = (city.terms and city.terms.home) or ""
    citation = given.citation or f"{city.federation}，{city.name}{home}开放数据"
    return LicenceView(given.name, given.url or "", citation, bool(given.locations))


_KNOWN_USES = (
    dict.fromkeys(("110", "12110", "120", "119"), "danger")
    | dict.fromkeys(("12338", "12356", "12348", "12355"), "advice")
    | {"12345": "general"}
)
_USES = list(words.HOTLINE_USES)
_POLICE = HotlineView("报警", Phone("110"), "danger")


def _hotlines(listed: Iterable[Hotline]) -> tuple[HotlineView, ...]:
    """By use, and within it the nationwide numbers first. 110 is added if it is not listed."""
    lines = [
        HotlineView(line.name, phone, line.for_ or _KNOWN_USES.get(phone.number, "advice"))
        for line in listed
        for phone in line.phone
    ]
    if all(line.phone != _POLICE.phone for line in lines):
        lines.insert(0, _POLICE)
    first = list(_KNOWN_USES)
    return tuple(
        sorted(
            lines,
            key=lambda line: (
                _USES.index(line.use),
                first.index(line.phone.number) if line.phone.number in first else len(first),
            ),
        )
    )


def _quiet_view(synonyms: Iterable[Synonym]) -> QuietView:
    rows = [row for row in synonyms if row.quiet]
    items = dict.fromkeys(item for row in rows for item in row.items if item != "rights.mediation")
    return QuietView(
        tuple("".join(word.split()) for row in rows for word in row.words), tuple(items) or QuietView().items
    )
