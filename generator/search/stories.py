"""Stories: brands, families, activities and features, each a search result of its own that leads to its own page."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from generator.content.markdown import plain_text
from generator.public.views import ActivityView, BrandView, FamilyView, FeatureView, HomeView, Site
from generator.search.names import homes_in_order
from generator.search.packing import pack

ADDRESS = "search/stories.json"
_WRAPPED = re.compile(r"(?<=[\u3001-\u9fff\uf900-\ufaff\uff00-\uffef]) (?=[\u3001-\u9fff\uf900-\ufaff\uff00-\uffef])")


@dataclass(frozen=True, slots=True)
class Story:
    """`kind`: brand, family, activity or feature.

    `note` is shown but not searched; `texts`, most informative first, are searched.
    """

    kind: str
    address: str
    title: str
    note: str
    texts: tuple[str, ...] = ()
    day: dt.date | None = None
    last: dt.date | None = None


def flowing(source: str) -> str:
    """The words of Markdown, with lines that the editor wrapped joined again."""
    return _WRAPPED.sub("", plain_text(source))


def of_home(home: HomeView) -> Iterator[Story]:
    """The stories that have a page, in an order that does not depend on the day."""
    if home.brand:
        yield _brand(home.brand)
    yield from map(_family, home.families)
    yield from (_activity(activity) for activity in home.activities if activity.address and not activity.cancelled)


def of_city(site: Site) -> Iterator[Story]:
    """Brands of districts and streets, and features."""
    yield from map(_brand, _area_brands(site))
    yield from map(_feature, site.features)


def _area_brands(site: Site) -> list[BrandView]:
    return [brand for brand in site.brands if brand.level != "home"]


def _mask(labelled: Iterable[tuple[str, str]], codes: Sequence[str]) -> int:
    return sum(1 << codes.index(code) for code, _ in labelled)


def _brand(brand: BrandView) -> Story:
    owner = brand.owner.name if brand.level != "home" else ""  # a home's name stands below
    about = "、".join(label for _, label in brand.items or brand.functions)
    note = "，".join(filter(None, (owner, about, f"{brand.since} 年起" if brand.since else "")))
    results = (f"{label}{value}" for label, value in brand.results)
    return Story("brand", brand.address, brand.title, note, (brand.summary, *results, flowing(brand.story)))


def _family(family: FamilyView) -> Story:
    note = f"{family.year} 年{family.level_label if family.level != 'home' else ''}“最美家庭”"
    return Story(
        "family",
        family.address,
        family.name,
        note,
        ("，".join(filter(None, (*family.titles, family.motto))), flowing(family.story)),
    )


def _activity(activity: ActivityView) -> Story:
    note = "，".join(filter(None, (activity.when, activity.place)))
    return Story(
        "activity",
        activity.address,
        activity.title,
        note,
        (activity.summary, flowing(activity.body), activity.place),
        activity.date,
        activity.last,
    )


def _feature(feature: FeatureView) -> Story:
    note = f"{feature.date.year} 年 {feature.date.month} 月 {feature.date.day} 日"
    return Story(
        "feature",
        feature.address,
        feature.title,
        note,
        (feature.subtitle, feature.summary, *feature.tags, flowing(feature.body)),
    )


def stories(site: Site) -> bytes:
    """Which of the numbered documents of the full-text index each story is: columns as `packing.pack` writes them, a
    home after the other in the order of the list of homes: `brands`, `families`, `activities`, how many of each; `days`
    of the activities, counted `from` a date. `city`: [kind, address] of those of no home. `lasting`, if there are any:
    place of an activity in the column of days → how many days later it ends. `functions` and `items`: columns of what
    each brand is about, those of no home last, as bit masks in the order of the list of homes.
    """
    standard = site.city.standard
    brands = (*(home.brand for home in homes_in_order(site) if home.brand), *_area_brands(site))
    own = [list(of_home(home)) for home in homes_in_order(site)]
    dated = [story for story in chain.from_iterable(own) if story.day]
    days = [story.day for story in dated if story.day]
    lasting = {
        n: (one.last - one.day).days for n, one in enumerate(dated) if one.day and one.last and one.last > one.day
    }
    start = min(days, default=dt.date(2000, 1, 1))

    def counted(kind: str) -> str:
        return pack(sum(story.kind == kind for story in each) for each in own)

    document = {
        "brands": counted("brand"),
        "families": counted("family"),
        "activities": counted("activity"),
        "functions": pack(_mask(brand.functions, list(standard.function_labels)) for brand in brands),
        "items": pack(_mask(brand.items, list(standard.items)) for brand in brands),
        "from": start.isoformat(),
        "days": pack((day - start).days for day in days),
        **({"lasting": lasting} if lasting else {}),
        "city": [[story.kind, story.address] for story in of_city(site)],
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
