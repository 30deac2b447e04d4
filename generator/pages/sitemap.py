"""The site map for people: every column and the pages in it."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter

from generator.catalogue import addresses
from generator.model.wording import Wording
from generator.pages.page import Page
from generator.public.views import Link, Site

_MAX_FEATURES = 12


def sitemap(site: Site) -> Page:
    standard, word = site.city.standard, Wording(site.city.standard)
    (prefecture, first), *others = _by_prefecture(site) or [("", ())]
    if prefecture:
        first, others = (), [(prefecture, first), *others]
    columns = (
        (word("找{home}"), (Link("离我最近", "nearby/"), Link("查找", "search/"), *first)),
        *others,
        (
            "能帮什么忙",
            (
                Link(word("{functions}项功能"), "services/"),
                *(Link(label, addresses.service(item)) for item, label in standard.items.items()),
            ),
        ),
        ("最美家庭", (Link("光荣榜", "families/"), *(Link(f"{year} 年", f"families/{year}/") for year in site.years))),
        (
            "活动和品牌",
            (
                Link("活动", "activities/"),
                Link("品牌", "brands/"),
                *(Link(f"{label}的品牌", f"brands/{code}/") for code, label in standard.function_labels.items()),
            ),
        ),
        (
            "宣传素材",
            (
                Link("好做法", "press/"),
                *(Link(feature.title, feature.address) for feature in site.features[:_MAX_FEATURES]),
                Link("年度回顾", "digest/"),
                Link("订阅", "subscribe/"),
                *((Link("开放数据", "data/"),) if site.city.licence else ()),
            ),
        ),
        (
            "建设标准",
            (
                Link(word("{standard}、{functions}项功能、{regulations}项制度"), "standard/"),
                *(
                    Link(title, addresses.standard_regulation(code))
                    for code, title in standard.regulation_titles.items()
                ),
                Link("后来的法律", addresses.later_laws()),
                Link("示范名单", "demonstration/"),
            ),
        ),
    )
    return Page(
        "sitemap/",
        "网站地图",
        f"{site.city.site_name}网站有哪些内容，一页看全。",
        "sitemap.html",
        {"columns": columns},
    )


def _by_prefecture(site: Site) -> list[tuple[str, tuple[Link, ...]]]:
    """(prefecture, its districts), in their order."""
    groups = groupby(site.districts, attrgetter("prefecture"))
    return [(prefecture, tuple(Link(d.name, d.address) for d in same)) for prefecture, same in groups]
