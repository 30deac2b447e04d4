"""Atom feeds (RFC 4287): of the city, of each district and home, of features, honours and plaques.

A feed has the newest fifty. Its ids are UUIDs made from what a thing was called first; its days are those of the
content, never that of the build. Where the city has no address of its own, links are relative to the feed (4.2.7.1).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from generator.content import markdown
from generator.model.field_types import BEIJING
from generator.public import news, subscriptions, uids
from generator.public.views import CityView, DistrictView, FeatureView, HomeView, Link, NewsView, Site

MAX_ENTRIES = 50
BEFORE_ANYTHING = dt.datetime(2000, 1, 1, tzinfo=BEIJING)
"""When a feed without entries was updated: `updated` is required (4.1.1), and no day is known."""
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2


@dataclass(frozen=True)
class Feed:
    """`link`: its name and address; `page`: the page that shows the same."""

    link: Link
    uid: str
    about: str
    page: str
    author: str


def of_city(site: Site) -> Iterator[tuple[str, bytes]]:
    """Of everything, of families, and of plaques that are held."""
    city = site.city
    told = [one for home in site.homes for one in news.of_home(home)]
    everything = (*told, *map(news.of_feature, site.features), *news.of_areas(city.name, site.brands))
    families = (one for one in told if one.kind == "family")
    plaques = (one for one in told if one.kind == "plaque")
    yield _write(
        _of(city, subscriptions.of_city(city), "品牌、荣誉、示范、活动和好做法，有新的就在这里", ""), city, everything
    )
    about = "新登上光荣榜的家庭"
    yield _write(_of(city, subscriptions.of_families(city), about, "families/"), city, families)
    about = f"新认定的示范{site.city.terms.home}，只有在册的"
    yield _write(_of(city, subscriptions.of_plaques(city), about, "demonstration/"), city, plaques)


def of_features(site: Site) -> Iterator[tuple[str, bytes]]:
    """Of features, with their texts."""
    feed = _of(site.city, subscriptions.of_features(site.city), "记者和编辑写的好做法，全文", "press/")
    yield _write(feed, site.city, map(news.of_feature, site.features), whole=True)


def of_district(site: Site, district: DistrictView) -> Iterator[tuple[str, bytes]]:
    """Of a district: its homes, its brands and its streets', and the features that name any of them."""
    city = site.city
    place = Link(district.name, district.address)
    own = [brand for brand in (district.brand, *(street.brand for street in district.streets)) if brand]
    told = [
        *(one for home in site.homes for one in news.of_home(home)),
        *news.of_areas(city.name, own),
        *(news.of_feature(feature) for feature in site.features if place in feature.districts),
    ]
    about = f"{district.name}各{site.city.terms.home}的品牌、荣誉、示范、活动和好做法"
    yield _write(_of(city, subscriptions.of_area(place), about, district.address), city, told)


def of_home(home: HomeView, city: CityView, features: Iterable[FeatureView]) -> Iterator[tuple[str, bytes]]:
    """Of a home. `features`: those that name it."""
    link = subscriptions.of_area(Link(home.name, home.address))
    feed = Feed(link, home.uid, home.summary or f"{home.name}的新消息", home.address, home.name)
    yield _write(feed, city, (*news.of_home(home), *map(news.of_feature, features)))


def _of(city: CityView, link: Link, about: str, page: str) -> Feed:
    return Feed(link, uids.uid(city.name, "feeds", link.address), about, page, city.federation)


def _write(feed: Feed, city: CityView, told: Iterable[NewsView], whole: bool = False) -> tuple[str, bytes]:
    """Path and bytes. `whole`: with the texts, not only their summaries."""
    entries = news.newest_first(told)[:MAX_ENTRIES]
    root = f"{city.url.rstrip('/')}/" if city.url else "../" * feed.link.address.count("/")
    updated = max((entry.updated for entry in entries), default=BEFORE_ANYTHING)
    about = feed.about.rstrip("。") + ("。本站是示例，内容是编的" if city.sample else "")
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
        f"<id>urn:uuid:{feed.uid}</id>",
        f"<title>{_text(feed.link.name)}</title>",
        f"<subtitle>{_text(about)}。</subtitle>",
        f"<updated>{updated.isoformat()}</updated>",
        f"<author><name>{_text(feed.author)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href={_address(root, feed.link.address)}/>',
        f'<link rel="alternate" type="text/html" href={_address(root, feed.page)}/>',
        *(line for entry in entries for line in _entry(entry, root, whole)),
        "</feed>",
    ]
    return feed.link.address, ("\n".join(lines) + "\n").encode()


def _entry(entry: NewsView, root: str, whole: bool) -> Iterator[str]:
    yield "<entry>"
    yield f"<id>urn:uuid:{entry.uid}</id>"
    yield f"<title>{_text(entry.title)}</title>"
    yield f"<published>{entry.published.isoformat()}</published>"
    yield f"<updated>{entry.updated.isoformat()}</updated>"
    if entry.author:
        yield f"<author><name>{_text(entry.author)}</name></author>"
    yield f'<link rel="alternate" type="text/html" href={_address(root, entry.address)}/>'
    if entry.outside:
        yield f'<link rel="related" href={_attribute(entry.outside)}/>'
    yield f"<category term={_attribute(entry.kind)} label={_attribute(news.KINDS[entry.kind])}/>"
    yield f"<summary>{_text(entry.summary or entry.title)}</summary>"
    if whole and entry.body:
        yield f'<content type="html">{_text(markdown.render(entry.body, _no_picture).html)}</content>'
    yield "</entry>"


def _no_picture(*_: str) -> None:
    """Pictures stay on the page: what was taken back there would stay in readers."""


def _address(root: str, address: str) -> str:
    return _attribute(root + address or "./")


def _text(value: str) -> str:
    return escape(_ILLEGAL.sub("", value))


def _attribute(value: str) -> str:
    return quoteattr(_ILLEGAL.sub("", value))
