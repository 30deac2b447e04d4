"""What is new: everything that became public on a known day. What has no day in the content is no news."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from generator.content.markdown import plain_text
from generator.model.field_types import BEIJING
from generator.model.vocabulary import HOME_NAMES
from generator.public import uids
from generator.public.views import ActivityView, BadgeView, BrandView, FamilyView, FeatureView, HomeView, Link, NewsView

KINDS = {
    "feature": "好做法",
    "brand": "品牌",
    "family": "荣誉",
    "plaque": "示范",
    "activity": "活动",
    "mention": "外面的报道",
}
"""Kind of news → its name."""
_SUMMARY = 120  # characters of a report that has no summary


def newest_first(news: Iterable[NewsView]) -> tuple[NewsView, ...]:
    return tuple(sorted(news, key=lambda one: one.order))


def of_home(home: HomeView) -> Iterator[NewsView]:
    """Of a home as far as its view has the fields: its brand, reports and plaques while it is open,
    and its families.
    """
    link = Link(home.name, home.address)
    if hasattr(home, "families"):
        yield from (_family(home.uid, one) for one in home.families if one.published)
    if home.closed_on is not None:
        return
    if hasattr(home, "brand") and home.brand:
        yield from of_brand(home.brand, uids.below(home.uid, "brand"))
    if hasattr(home, "activities"):
        reports = (one for one in home.activities if one.past and one.has_report and not one.cancelled)
        yield from (_activity(home.uid, one) for one in reports)
    if hasattr(home, "badges"):
        held = (one for one in home.badges if one.since)
        yield from (_plaque(home.uid, one, link, home.district) for one in held)


def of_areas(city: str, brands: Iterable[BrandView]) -> Iterator[NewsView]:
    """Of the brands of districts and streets. `city`: its name."""
    for brand in brands:
        if brand.level != "home":
            yield from of_brand(brand, uids.uid(city, brand.address))


def of_brand(brand: BrandView, uid: str) -> Iterator[NewsView]:
    """The brand itself, and who wrote about it."""
    functions = tuple(code for code, _ in brand.functions)
    if brand.published:
        day = _midnight(brand.published)
        yield NewsView(
            "brand", uid, brand.address, brand.title, day, day, brand.owner, brand.district,
            brand.summary, functions=functions, body=brand.story,
        )  # fmt: skip
    for mention in brand.mentions:
        if mention.date:
            day = _midnight(mention.date)
            title = f"{mention.outlet}：{mention.title}" if mention.outlet else mention.title
            own = uids.below(uid, str(mention.date), mention.outlet, mention.title)
            yield NewsView(
                "mention", own, brand.address, title, day, day, brand.owner, brand.district,
                f"写的是{brand.owner.name}的品牌“{brand.title}”。", mention.url, functions,
            )  # fmt: skip


def of_feature(feature: FeatureView) -> NewsView:
    released = feature.released or _midnight(feature.date)
    return NewsView(
        "feature",
        feature.uid,
        feature.address,
        feature.title,
        released,
        released,
        feature.homes[0] if feature.homes else Link(""),
        feature.districts[0] if feature.districts else Link(""),
        feature.summary or feature.subtitle,
        functions=tuple(code for code, _ in feature.functions),
        author=feature.author,
        body=feature.body,
    )


def _family(home: str, family: FamilyView) -> NewsView:
    assert family.published, "without a day it is no news"
    day = _midnight(family.published)
    honour = f"{family.year} 年{family.level_label if family.rank else ''}“最美家庭”"
    summary = "，".join(filter(None, (f"{family.home.name}的 {honour}", "、".join(family.titles), family.motto)))
    return NewsView(
        "family", uids.below(home, "families", family.id), family.address, f"{family.name}：{honour}",
        day, day, family.home, family.district, f"{summary}。",
    )  # fmt: skip


def _activity(home: str, activity: ActivityView) -> NewsView:
    day = _midnight(activity.last)
    return NewsView(
        "activity",
        uids.below(home, "activities", f"{activity.date}-{activity.slug}"),
        activity.address,
        activity.title,
        day,
        day,
        activity.home,
        activity.district,
        activity.summary or _opening(activity.body),
        functions=(activity.function,) if activity.function else (),
        body=activity.body,
    )


def _plaque(home: str, badge: BadgeView, link: Link, district: Link) -> NewsView:
    assert badge.since, "without a day it is no news"
    day = _midnight(badge.since)
    document = f"，{badge.document}" if badge.document else ""
    called = next((name for name in HOME_NAMES if link.name.endswith(name)), "")
    return NewsView(
        "plaque", uids.below(home, "plaques", badge.level, str(badge.year)), badge.address,
        f"{link.name}：{badge.label}{called}", day, day, link, district, f"{badge.year} 年认定，在册{document}。",
    )  # fmt: skip


def _opening(body: str) -> str:
    text = " ".join(plain_text(body).split())
    return text if len(text) <= _SUMMARY else f"{text[:_SUMMARY]}……"


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, tzinfo=BEIJING)
