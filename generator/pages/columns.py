"""The site's columns (栏目), and the meta tags that Chinese government sites have for a column and an article in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.wording import Wording
from generator.pages.page import Page, escaped
from generator.public.views import CityView


@dataclass(frozen=True)
class Column:
    """Texts with places for the city's words.

    `kind` in the words of the guide for government sites: 办事服务, 工作动态, 政策文件, 概况信息.
    """

    name: str
    kind: str
    about: str
    keywords: tuple[str, ...]


_HOMES = Column("{home}", "办事服务", "各{home}的地址、电话、开放时间和服务", ("{home}", "地址", "电话", "开放时间"))
_FAMILIES = Column("最美家庭", "工作动态", "各{home}推出的“最美家庭”光荣榜", ("最美家庭", "光荣榜", "家风"))
_ACTIVITIES = Column("活动", "工作动态", "各{home}近期和办过的活动", ("活动", "培训", "报名"))
_BRANDS = Column("品牌", "工作动态", "一{district}一品、一镇一品、一家一品", ("特色活动", "品牌"))
_COLUMNS = {  # by the first part of an address
    "": Column("首页", "概况信息", "找身边的{home}", ("{home}", "妇联")),
    "homes": _HOMES,
    "districts": Column(
        "各{district}", "办事服务", "按{district}、按{street}找{home}", ("{district}", "{streets}", "{home}")
    ),
    "nearby": Column("离我最近", "办事服务", "从近到远看{home}", ("附近", "{home}")),
    "search": Column("查找", "办事服务", "按名称、{street}、服务查找{home}", ("查找", "{home}")),
    "services": Column("能帮什么忙", "办事服务", "{home}的{functions}项功能、{items}个服务事项", ("{function_names}",)),
    "families": _FAMILIES,
    "activities": _ACTIVITIES,
    "brands": _BRANDS,
    "demonstration": Column("示范名单", "工作动态", "在册的{plaques}", ("{plaque}", "名单")),
    "press": Column("好做法", "工作动态", "记者和编辑写的{home}故事与做法", ("好做法", "经验")),
    "standard": Column(
        "建设标准", "政策文件", "{home}的建设标准，逐条对照", ("{standard}", "{regulations}项制度", "建设标准")
    ),
    "digest": Column("年度回顾", "工作动态", "一年办了什么，谁登上了光荣榜", ("年度回顾", "活动", "最美家庭")),
    "data": Column(
        "开放数据", "概况信息", "{home}、服务、活动、示范和品牌的数据，可以下载", ("开放数据", "{home}", "下载")
    ),
    "subscribe": Column("订阅", "概况信息", "有新的，送到阅读软件里", ("订阅", "好做法")),
    "sitemap": Column("网站地图", "概况信息", "本站有哪些内容", ("网站地图",)),
    "about": Column("关于本站", "概况信息", "本站的来历、规矩和部件", ("关于本站",)),
    "help": Column("常用电话", "办事服务", "常用的服务电话", ("电话",)),
}
_OF_A_HOME = {"families": _FAMILIES, "activities": _ACTIVITIES, "brand": _BRANDS}  # below a home, by the fourth part


def column_of(address: str) -> Column:
    """The column that a data page stands in, by its address. Raises `LookupError` for an address that has none."""
    parts = [*address.split("/"), "", "", ""]
    column = (_OF_A_HOME.get(parts[3]) if parts[0] == "homes" else None) or _COLUMNS.get(parts[0])
    if column is None:
        raise LookupError(f"generator/pages/columns.py has no Column for /{parts[0]}/")
    return column


def tags(page: Page, city: CityView) -> Iterator[tuple[str, str]]:
    """Name and content of each tag; what the whole site shares stands in the shell."""
    column, word = column_of(page.address), Wording(city.standard)
    yield "ColumnName", word(column.name)
    yield "ColumnType", column.kind
    yield "ColumnDescription", word(column.about)
    yield "ColumnKeywords", ",".join(word(keyword).replace("、", ",") for keyword in column.keywords)
    if city.url and not page.quiet:
        yield "Url", f"{city.url.rstrip('/')}/{page.address}"
    if article := page.article:
        yield "ArticleTitle", page.title
        if article.published:
            yield "PubDate", f"{article.published} 00:00"
        yield "ContentSource", article.source
        if article.author:
            yield "Author", article.author
        if article.keywords:
            yield "Keywords", ",".join(article.keywords)


def markup(page: Page, city: CityView) -> str:
    return "\n".join(f'<meta name="{name}" content="{escaped(content)}">' for name, content in tags(page, city))
