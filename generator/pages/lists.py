"""Press features, search, and the page of parts."""

from __future__ import annotations

from collections.abc import Iterator

from generator.pages.page import Article, Page
from generator.public.views import Link, Site

_MAX_PARTS = 6


def press(site: Site) -> Iterator[Page]:
    """The list of features, and each feature."""
    yield Page(
        "press/",
        "好做法",
        "记者和编辑写的妇女之家故事与做法。",
        "features.html",
        {"features": site.features},
        newest=max((f.date for f in site.features), default=None),
    )
    for feature in site.features:
        yield Page(
            feature.address,
            feature.title,
            feature.summary or feature.subtitle or feature.title,
            "feature.html",
            {"feature": feature},
            (Link("好做法", "press/"),),
            article=Article(feature.source or site.city.federation, feature.date, feature.author, feature.tags),
            newest=feature.date,
        )


def search(site: Site) -> Page:
    return Page(
        "search/",
        "查找妇女之家",
        f"按名称、拼音、街道、服务查找{site.city.name}的妇女之家。",
        "search.html",
        {"districts": site.tiles},
    )


def parts(site: Site) -> Page:
    """The style guide: every component of the site on one page."""
    rich = sorted(site.homes, key=lambda h: (-len(h.services) - len(h.badges), h.address))
    return Page(
        "about/parts/",
        "页面部件",
        "本站用到的各种部件，放在一起看。",
        "parts.html",
        {
            "homes": tuple(rich[:_MAX_PARTS]),
            "families": site.families[:_MAX_PARTS],
            "activities": tuple(a for a in site.activities if not a.past)[:_MAX_PARTS],
            "brands": site.brands[:_MAX_PARTS],
            "districts": site.tiles,
        },
        listed=False,
    )
