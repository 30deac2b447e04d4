"""The public view of a brand, and what it is about."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection

from generator.content.markdown import plain_text
from generator.model import vocabulary as words
from generator.model.documents import Brand
from generator.model.standard import CityStandard
from generator.public.views import BrandView, Link, MentionView, PhotoView

_OTHER_WORDS = re.compile(
    r"说(?:(?<=[小传听据学演解诉]说)(?=[和开])|(?=和(?![队屋室会的了都]|\W|$)|开(?![了的]|\W|$)))"
)
"""小说和…, 传说和…, 她说和…, 从小说开始: no 说和 or 说开, which are words for mediation."""
ChosenYears = tuple[tuple[int, str], ...]
"""The years in which the federation chose a brand to be spread, each with its document."""


def level_labels(standard: CityStandard) -> dict[str, str]:
    """Level of a brand → what it is called in the city's words, 一家一品 first."""
    district = standard.terms.district or "区"
    return {level: label.replace("区", district) for level, label in words.BRAND_LEVELS.items()}


def come(day: dt.date | None, today: dt.date) -> dt.date | None:
    """The day, once it has come."""
    return day if day and day <= today else None


def brand_view(
    brand: Brand,
    level: str,
    address: str,
    owner: Link,
    district: Link,
    photos: tuple[PhotoView, ...],
    chosen: ChosenYears,
    standard: CityStandard,
    today: dt.date,
    offered: Collection[str] = (),
) -> BrandView:
    """The view of a brand of any level. Days that have not come are not known yet.

    `offered`: the items of service of its home.
    """
    return BrandView(
        title=brand.title,
        level=level,
        level_label=level_labels(standard)[level],
        address=address,
        owner=owner,
        district=district,
        functions=tuple((code, standard.function_labels[code]) for code in brand.functions),
        since=brand.since,
        summary=brand.summary or "",
        results=tuple((r.label, r.value) for r in brand.results),
        contact=brand.contact or "",
        photos=photos,
        mentions=tuple(
            MentionView(m.title, m.outlet or "", come(m.date, today), m.url or "") for m in brand.featured_in
        ),
        chosen=chosen,
        story=brand.body,
        published=come(brand.published, today),
        items=tuple((code, standard.items[code]) for code in _items(brand, standard, offered)),
    )


def _items(brand: Brand, standard: CityStandard, offered: Collection[str]) -> list[str]:
    """The items of service that a brand is about: those of its functions that its text has a word for, else those that
    its home offers.
    """
    results = (f"{result.label}{result.value}" for result in brand.results)
    text = _OTHER_WORDS.sub(" ", " ".join((brand.title, brand.summary or "", *results, plain_text(brand.body))))
    own = {item: label for item, label in standard.items.items() if words.function_of(item) in brand.functions}
    meant = {item for word, item in words.ITEMS_ALSO.items() if item in own and word in text}
    return [item for item, label in own.items() if item in meant or label in text] or [
        item for item in own if item in offered
    ]
