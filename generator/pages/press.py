"""好做法: what is new, month by month; features by month, tag, function and district; and each feature."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from generator.content.markdown import plain_text
from generator.content.pinyin import pinyin
from generator.documents import handout
from generator.pages import take
from generator.pages.page import Article, Page
from generator.public import news
from generator.public.views import FeatureView, Link, NewsView, PhotoView, Site

_ROOT = "press/"
_CRUMBS = (Link("好做法", _ROOT),)
_PAGE_SIZE = 30  # features of a list
_MAX_OF_A_KIND = 24  # of what is new in a month, beside the features
_MAX_TAGS = 24
_KINDS = ("brand", "family", "plaque", "mention", "activity")
_QUOTE = re.compile(r"^ {0,3}>.*(?:\n(?!\s*\n).*)*", re.MULTILINE)
_CHARACTER = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]|[A-Za-z0-9]+(?:[.,][0-9]+)*")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FeatureLine:
    """A feature as lists have it. `characters` of its text; `usable`: photos that others may print."""

    title: str
    address: str
    date: dt.date
    summary: str
    tags: tuple[str, ...]
    author: str
    characters: int
    photos: int
    usable: int
    photo: PhotoView | None


@dataclass(frozen=True, slots=True)
class MonthNews:
    """What is new in a month of one kind: how many, and as many of them as there is room for."""

    kind: str
    label: str
    count: int
    shown: tuple[NewsView, ...]


def features(site: Site) -> Iterator[Page]:
    """Each feature, and lists of those that share a tag, a function or a district."""
    shown = site.features
    for number, feature in enumerate(shown):
        newer = shown[number - 1] if number else None
        yield _feature(site, feature, newer, shown[number + 1] if number + 1 < len(shown) else None)
    for link, found in _lists(shown):
        yield from _list_pages(link, found)


def whats_new(site: Site) -> Iterator[Page]:
    """The front page of the newsroom, and what was new in each month."""
    told = [one for home in site.homes for one in news.of_home(home)]
    told += news.of_areas(site.city.name, site.brands)
    by_month = _by_month(told, lambda one: one.published.date())
    written = _by_month(site.features, lambda feature: feature.date)
    months = sorted({*by_month, *written}, reverse=True)
    counts = tuple((month, _month_address(month), len(written[month]) + len(by_month[month])) for month in months)
    yield _front(site, counts, {month: _of_month(by_month[month]) for month in months[:1]}, written)
    for number, month in enumerate(months):
        around = months[number + 1 : number + 2], months[number - 1 : number] if number else []
        yield _month(month, written[month], _of_month(by_month[month]), *around)


def characters(body: str) -> int:
    """How long a text is: its Chinese characters, and a word or a number for one. What is pulled out as a quotation
    stands in the text already.
    """
    return len(_CHARACTER.findall(plain_text(_QUOTE.sub("", body))))


def line(feature: FeatureView) -> FeatureLine:
    return FeatureLine(
        feature.title,
        feature.address,
        feature.date,
        feature.subtitle or feature.summary,
        feature.tags,
        feature.author,
        characters(feature.body),
        len(feature.photos),
        sum(photo.press for photo in feature.photos),
        next((photo for photo in feature.photos if photo.picture), None),
    )


def _feature(site: Site, feature: FeatureView, newer: FeatureView | None, older: FeatureView | None) -> Page:
    return Page(
        feature.address,
        feature.title,
        feature.summary or feature.subtitle or feature.title,
        "feature.html",
        {
            "feature": feature,
            "characters": characters(feature.body),
            "tags": tuple((tag, _tag_address(tag)) for tag in feature.tags),
            "newer": newer and Link(newer.title, newer.address),
            "older": older and Link(older.title, older.address),
            "take": take.of(handout.of_feature(feature, site.city), site.packs),
        },
        _CRUMBS,
        article=Article(feature.source or site.city.federation, feature.date, feature.author, feature.tags),
        newest=feature.date,
    )


def _lists(shown: Sequence[FeatureView]) -> Iterator[tuple[Link, tuple[FeatureView, ...]]]:
    """Name and address of each list, with its features."""
    for found in (_tags(shown), _functions(shown), _districts(shown)):
        yield from ((link, tuple(features)) for link, features in found.items())


def _tags(shown: Iterable[FeatureView]) -> dict[Link, list[FeatureView]]:
    """Tags that sound alike share a list, and its name."""
    found: dict[str, list[FeatureView]] = defaultdict(list)
    names: dict[str, str] = {}
    for feature in shown:
        for address, tag in {_tag_address(tag): tag for tag in feature.tags}.items():
            found[address].append(feature)
            names.setdefault(address, tag)
    return {Link(names[address], address): features for address, features in found.items() if address}


def _functions(shown: Iterable[FeatureView]) -> dict[Link, list[FeatureView]]:
    found = defaultdict(list)
    for feature in shown:
        for code, label in feature.functions:
            found[Link(label, f"{_ROOT}function-{code}/")].append(feature)
    return found


def _districts(shown: Iterable[FeatureView]) -> dict[Link, list[FeatureView]]:
    found = defaultdict(list)
    for feature in shown:
        for district in feature.districts:
            found[Link(district.name, f"{_ROOT}in-{district.address.split('/')[1]}/")].append(feature)
    return found


def _tag_address(tag: str) -> str:
    """Where the features of a tag are; empty for one that can't stand in an address."""
    slug = "-".join(re.findall(r"[a-z0-9]+", pinyin(tag)))
    return f"{_ROOT}tag-{slug}/" if slug else ""


def _list_pages(link: Link, found: Sequence[FeatureView]) -> Iterator[Page]:
    count = -(-len(found) // _PAGE_SIZE)
    turns = [link.address + (f"page-{number}/" if number > 1 else "") for number in range(1, count + 1)]
    for number, address in enumerate(turns, 1):
        rows = tuple(map(line, found[(number - 1) * _PAGE_SIZE : number * _PAGE_SIZE]))
        yield Page(
            address,
            f"好做法：{link.name}" + (f"（第 {number} 页）" if number > 1 else ""),
            f"写到“{link.name}”的好做法，共 {len(found)} 篇。",
            "features_list.html",
            {
                "title": link.name,
                "total": len(found),
                "rows": rows,
                "number": number,
                "count": count,
                "before": turns[number - 2] if number > 1 else "",
                "after": turns[number] if number < count else "",
            },
            _CRUMBS,
            newest=found[0].date,
        )


def _front(
    site: Site,
    months: tuple[tuple[str, str, int], ...],
    latest: dict[str, tuple[MonthNews, ...]],
    written: dict[str, list[FeatureView]],
) -> Page:
    month = next(iter(latest), "")
    rows = tuple(map(line, site.features[:_PAGE_SIZE]))
    tags = sorted(_tags(site.features).items(), key=lambda row: (-len(row[1]), row[0].address))[:_MAX_TAGS]
    return Page(
        _ROOT,
        "好做法",
        f"记者和编辑写的{site.city.terms.home}故事与做法，新的品牌、荣誉和示范，能拿去用的宣传素材。",
        "features.html",
        {
            "months": months,
            "month": month,
            "new": latest.get(month, ()),
            "new_features": tuple(map(line, written.get(month, []))),
            "by_month": tuple((name, tuple(same)) for name, same in groupby(rows, key=lambda row: f"{row.date:%Y-%m}")),
            "total": len(site.features),
            "tags": tuple((link, len(found)) for link, found in tags),
            "functions": _counted(_functions(site.features), list(site.city.standard.function_labels.values())),
            "districts": _counted(_districts(site.features), [district.name for district in site.districts]),
        },
        newest=max((feature.date for feature in site.features), default=None),
    )


def _counted(found: dict[Link, list[FeatureView]], order: Sequence[str]) -> tuple[tuple[Link, int], ...]:
    known = sorted(found.items(), key=lambda row: order.index(row[0].name) if row[0].name in order else len(order))
    return tuple((link, len(features)) for link, features in known)


def _month(
    month: str,
    written: Sequence[FeatureView],
    new: tuple[MonthNews, ...],
    before: Sequence[str],
    after: Sequence[str],
) -> Page:
    year, number = map(int, month.split("-"))
    name = f"{year} 年 {number} 月"
    return Page(
        _month_address(month),
        f"{name}新的",
        f"{name}：{'、'.join(f'{one.label} {one.count}' for one in new) or '好做法'}，好做法 {len(written)} 篇。",
        "features_month.html",
        {
            "name": name,
            "rows": tuple(map(line, written)),
            "new": new,
            "before": _month_address(before[0]) if before else "",
            "after": _month_address(after[0]) if after else "",
        },
        _CRUMBS,
        newest=max((feature.date for feature in written), default=None),
    )


def _of_month(told: Iterable[NewsView]) -> tuple[MonthNews, ...]:
    told = news.newest_first(told)
    counts = Counter(one.kind for one in told)
    return tuple(
        MonthNews(kind, news.KINDS[kind], counts[kind], tuple(one for one in told if one.kind == kind)[:_MAX_OF_A_KIND])
        for kind in _KINDS
        if counts[kind]
    )


def _by_month(things: Iterable[T], day: Callable[[T], dt.date]) -> dict[str, list[T]]:
    found = defaultdict(list)
    for one in things:
        found[f"{day(one):%Y-%m}"].append(one)
    return found


def _month_address(month: str) -> str:
    return f"{_ROOT}{month}/"
