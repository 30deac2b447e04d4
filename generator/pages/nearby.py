"""The page of nearby homes: by the phone's position, or from a street or a community."""

from __future__ import annotations

from generator.pages.page import Page
from generator.public.views import Site

# Name in the page's address → label. The functions follow, by their codes.
_DAYS = {"today": "今天有什么", "tomorrow": "明天有什么", "weekend": "周末有什么"}
_SWITCHES = {"open": "正在开放", "weekend": "周末开门", "step-free": "没有台阶"}


def nearby(site: Site) -> Page:
    return Page(
        "nearby/",
        f"离我最近的{site.city.terms.home}",
        f"从近到远看{site.city.name}的{site.city.terms.home}：走过去多久，哪家正开着门，能帮什么忙。",
        "nearby.html",
        {"switches": _SWITCHES | site.city.standard.function_labels, "days": _DAYS, "districts": site.tiles},
    )
