"""Search, and the page of parts."""

from __future__ import annotations

from generator.model.wording import Wording
from generator.pages.page import Page
from generator.public.views import Site

_MAX_PARTS = 6


def search(site: Site) -> Page:
    return Page(
        "search/",
        f"查找{site.city.terms.home}",
        Wording(site.city.standard)("按名称、拼音、{street}、服务查找") + f"{site.city.name}的{site.city.terms.home}。",
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
