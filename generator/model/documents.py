"""Markdown files with front matter: introduction, brand, activity, own regulation, press feature."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from generator.content.values import half_width
from generator.content.values.occasions import DateRange, Session
from generator.content.values.times import Span
from generator.model import vocabulary as words
from generator.model.choices import Choice, CityChoice
from generator.model.field_types import Boolean, Date, DateTime, Integer, Text
from generator.model.home import AUDIENCE, FUNCTION, ITEM
from generator.model.hours import Dates, Times
from generator.model.identifiers import FileName, Identity, WebAddress
from generator.model.terms import SELDOM, ListOf, Record, term


@dataclass(frozen=True)
class Introduction:
    """intro.md: the body alone."""

    title: str | None = term("标题", Text(60), public=True, form="介绍的标题", asked=SELDOM)
    body: str = ""


@dataclass(frozen=True)
class Result:
    label: str = term("名称", Text(30), required=True, public=True, example="调解家事")
    value: str = term("数值", Text(30), required=True, public=True, example="146 件")


@dataclass(frozen=True)
class Mention:
    title: str = term("标题", Text(80), required=True, public=True)
    outlet: str | None = term("媒体", Text(40), public=True)
    date: dt.date | None = term("日期", Date(), public=True)
    url: str | None = term("网址", WebAddress(), public=True)


@dataclass(frozen=True)
class Brand:
    """A characteristic activity: 一家一品, 一镇一品 or 一区一品, by where the file lies (四（二）6)."""

    title: str = term(
        "品牌名称", Text(40), required=True, public=True, example="某某说事", headings="特色品牌 品牌 特色活动"
    )
    level: str | None = term(
        "级别",
        Choice(words.BRAND_LEVELS, words.BRAND_LEVELS_ALSO),
        public=True,
        example="home",
        form="品牌级别",
        asked=SELDOM,
    )
    functions: tuple[str, ...] = term("功能", ListOf(FUNCTION, 4), public=True, example="[rights]", form="属于哪种功能")
    since: int | None = term("始于", Integer(1949, 2200, "年"), public=True, example="2018", form="始于哪年")
    summary: str | None = term("摘要", Text(120), public=True, form="品牌摘要")
    results: tuple[Result, ...] = term("成效", ListOf(Record(Result), 12), public=True)
    contact: str | None = term("联系方式", Text(60), public=True, form="品牌联系方式")
    photos: tuple[str, ...] = term(
        "照片", ListOf(FileName(), 40), public=True, example="[reading.jpg]", form="品牌照片"
    )
    featured_in: tuple[Mention, ...] = term("媒体报道", ListOf(Record(Mention), 40), public=True)
    published: dt.date | None = term("发布日期", Date(), public=True, form="品牌发布日期", asked=SELDOM)
    body: str = ""


@dataclass(frozen=True)
class Activity:
    """activities/<date>-<slug>.md. `slug` and `body` come from the file itself."""

    title: str = term(
        "标题",
        Text(60),
        required=True,
        public=True,
        example="冬季常见病怎么防",
        form="活动名称",
        headings="活动主题 活动标题 活动 主题",
    )
    days: tuple[DateRange, ...] = term(
        "日期",
        ListOf(Dates(), 60, together=Dates()),
        required=True,
        public=True,
        key="date",
        example="2026-11-20",
        form="活动日期",
        headings="开展日期 活动时间 开展时间 举办日期 举办时间",
    )
    times: tuple[Span, ...] = term(
        "时间", ListOf(Times(), 60, together=Times()), public=True, key="time", example="14:00-16:00", form="起止时间"
    )
    place: str | None = term("地点", Text(80), public=True, example="活动室", form="活动地点")
    item: str | None = term("服务事项", ITEM, public=True, example="family.services")
    audience: tuple[str, ...] = term(
        "对象",
        ListOf(AUDIENCE, 12),
        public=True,
        example="[everyone]",
        form="活动对象",
        headings="服务对象 参加对象 参与对象 参加人员 参与人员 面向对象",
    )
    participants: int | None = term(
        "参加人数", Integer(0, 1_000_000, "人"), public=True, example="46", headings="参与人数 人数 参加人次"
    )
    signup: str | None = term("报名", Text(80), public=True, example="电话预约")
    photos: tuple[str, ...] = term("照片", ListOf(FileName(), 40), public=True, form="活动照片")
    summary: str | None = term("摘要", Text(160), public=True, form="活动摘要")
    kind: str | None = term(
        "类型", Choice(words.ACTIVITY_KINDS, words.ACTIVITY_KINDS_ALSO), public=True, example="event", form="活动类型"
    )
    record: dt.date | None = term("记录归档日期", Date(), help="纸质记录存档的日子", form="记录归档日期")
    cancelled: bool | None = term("已取消", Boolean(), public=True)
    campaign: str | None = term(
        "专项行动", CityChoice("campaigns", {}), public=True, form="专项行动", asked=SELDOM
    )  # fmt: skip
    slug: str = ""
    body: str = ""

    @property
    def date(self) -> dt.date:
        """Its first day, which names its file and its page."""
        return self.days[0].first

    @property
    def last(self) -> dt.date:
        return self.days[-1].last

    @property
    def sessions(self) -> tuple[Session, ...]:
        """Its days, each with its time: as many times as days are one each, others are of every day."""
        if len(self.times) == len(self.days):
            return tuple(map(Session, self.days, self.times))
        return tuple(Session(days, time) for days in self.days for time in self.times or (None,))

    def counts(self, on: dt.date) -> bool:
        """Whether it was held by the day `on` and not cancelled (附件1 一4)."""
        return self.last <= on and not self.cancelled


_REGULATION = re.compile(
    r"(?P<regulation>[^\s,;()\d]+)(?:[\s,;(]+(?P<adopted>\d{2,4}[年./-][^\s,;()]*?)(?:通过)?)?"
    r"(?:[\s,;)]+(?P<on_wall>[^\s,;()\d]+))?\)?"
)


def regulation_parts(text: str) -> dict[str, str]:
    """Name, day and wall of a regulation that is told in one text: 日常管理制度（2025年1月10日通过，已上墙）."""
    found = _REGULATION.fullmatch(half_width(text))
    return {key: value for key, value in found.groupdict().items() if value} if found else {"regulation": text}


@dataclass(frozen=True)
class AdoptedRegulation:
    """An entry of regulations.yml: one of the six of 附件1, or a regulation of the home with title and file."""

    PARTS = staticmethod(regulation_parts)

    regulation: str | None = term(
        "制度",
        CityChoice("regulations", words.REGULATIONS, words.REGULATIONS_ALSO),
        public=True,
        example="management",
        form="制度",
        headings="制度名称",
    )
    title: str | None = term(
        "标题", Text(40), public=True, help="自己定的制度写标题", example="图书借阅制度", form="自定制度的名称"
    )
    file: str | None = term(
        "正文文件", FileName(), public=True, example="library.md", form="自定制度的文件", asked=SELDOM
    )
    adopted: dt.date | None = term("通过日期", Date(), public=True, example="2025-01-10")
    on_wall: bool | None = term("上墙", Boolean(), public=True, example="是")
    additions: str | None = term("补充内容", Text(4000, lines=True), public=True)


@dataclass(frozen=True)
class RegulationText:
    """regulations/<name>.md."""

    title: str | None = term("标题", Text(40), public=True, form="自定制度正文的标题", asked=SELDOM)
    body: str = ""


@dataclass(frozen=True)
class Feature:
    """press/<date>-<slug>.md. Not published before `embargo`, Beijing time."""

    title: str = term("标题", Text(60), required=True, public=True)
    subtitle: str | None = term("副标题", Text(80), public=True)
    date: dt.date = term("日期", Date(), required=True, public=True)
    summary: str | None = term("摘要", Text(200), public=True, help="导语，一两句，列表里和转发时都看它")
    homes: tuple[str, ...] = term(
        "妇女之家", ListOf(Identity(), 50), public=True, help="写的是哪一家，可以几家", example="[<区>/<家>]"
    )
    brand: str | None = term(
        "品牌", Identity(1, 2), public=True, help="写的是谁的品牌，要点里的数字从那里来", example="<区>/<家>"
    )
    author: str | None = term("作者", Text(40), public=True)
    source: str | None = term("来源", Text(40), public=True, help="哪家报刊、哪个部门")
    photos: tuple[str, ...] = term(
        "照片",
        ListOf(Identity(3, 3), 60),
        public=True,
        help="各家登记过的照片，第一张放在最前面",
        example="[<区>/<家>/front.jpg]",
    )
    embargo: dt.datetime | None = term(
        "解禁时间",
        DateTime(),
        public=True,
        vital=True,
        help="到这一刻才公开；不写是马上",
        example="2026-12-20T09:30",
    )
    tags: tuple[str, ...] = term("标签", ListOf(Text(20), 20), public=True, example="[就业, 邻里]")
    slug: str = ""
    body: str = ""
