"""ledger.yml: dates and counts of records (四（二）7 and 附件1), no names; never published."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from generator.content.values import half_width
from generator.model.field_types import Date, Integer
from generator.model.terms import ListOf, Record, one_part, term

_DATES = ListOf(Date(), 200)
_DAY_AND_COUNT = re.compile(
    r"(?:(?P<updated>\d{2,4}[年./-].*?[\d日号])(?:(?<=[日号])|[\s,、;(]+))?"
    r"共?(?P<count>(?:\d{1,3}(?:,\d{3})+|\d+) ?[人名户位])\)?"
)


def roster_parts(text: str) -> dict[str, str]:
    """Day and count of a roster that is told in one text: 2026年3月1日，12人; else it is the day."""
    found = _DAY_AND_COUNT.fullmatch(half_width(text))
    return {key: value for key, value in found.groupdict().items() if value} if found else {"updated": text}


@dataclass(frozen=True)
class Meetings:
    work: tuple[dt.date, ...] = term("工作例会", _DATES, example="[2026-01-12, 2026-02-10]")
    council: tuple[dt.date, ...] = term("妇女代表议事会议", _DATES)
    congress: tuple[dt.date, ...] = term("妇女代表会议（妇女大会）", _DATES)
    volunteers: tuple[dt.date, ...] = term("志愿者队伍会议", _DATES)


@dataclass(frozen=True)
class SuperiorReports:
    party: tuple[dt.date, ...] = term("向同级党组织汇报", _DATES)
    federation: tuple[dt.date, ...] = term("向上级妇联汇报", _DATES)


@dataclass(frozen=True)
class Contacts:
    women: int | None = term("联系妇女", Integer(unit="人"), example="131")
    fewest: int | None = term("代表最少联系", Integer(unit="人"), example="10")
    book_checked: tuple[dt.date, ...] = term("检查联系册", _DATES)
    training: tuple[dt.date, ...] = term("代表学习培训", _DATES)
    opinions: tuple[dt.date, ...] = term("反映意见", _DATES, help="没有听到意见也要报，写报的那天")


@dataclass(frozen=True)
class Publicity:
    plan: dt.date | None = term("宣传培训计划", Date())


@dataclass(frozen=True)
class Volunteers:
    records: dt.date | None = term("志愿服务台账", Date(), help="最近一次记的日子")


@dataclass(frozen=True)
class Rights:
    plan: dt.date | None = term("权益保障工作计划", Date())
    training: tuple[dt.date, ...] = term("维权培训", _DATES)
    petitions_reported: tuple[dt.date, ...] = term("信访情况上报", _DATES, help="没有受理也要报，写报的那天")
    archived: dt.date | None = term("材料归档", Date(), help="最近一次的日子；没有材料，写记“无”的那天")
    incidents_reported: tuple[dt.date, ...] = term("重要事件上报", _DATES, help="没有也要报，写报的那天")


@dataclass(frozen=True)
class Care:
    visits: tuple[dt.date, ...] = term("走访困难妇女", _DATES)


@dataclass(frozen=True)
class Selection:
    date: dt.date = term("日期", Date(), required=True, example="2026-05-15")
    households: int = term("户数", Integer(unit="户"), required=True, example="12")


@dataclass(frozen=True)
class FamilyWork:
    plan: dt.date | None = term("家庭工作计划", Date())
    summary: dt.date | None = term("家庭工作总结", Date())
    data_reported: tuple[dt.date, ...] = term("数据报送", _DATES)
    selected: tuple[Selection, ...] = term("推出“最美家庭”", ListOf(Record(Selection), 60))


@dataclass(frozen=True)
class System:
    synced: dt.date | None = term("信息管理系统更新", Date())


@dataclass(frozen=True)
class Roster:
    PARTS = staticmethod(roster_parts)

    updated: dt.date | None = term("更新日期", Date(), example="2026-03-01")
    count: int | None = term("人数", Integer(), help="没有就写 0", example="2110")


@dataclass(frozen=True)
class Rosters:
    """名册类, 四（二）7（2）."""

    women: Roster | None = term("妇女群众名册", Record(Roster))
    representatives: Roster | None = term("妇女代表名册", Record(Roster))
    village_representatives: Roster | None = term("女村民代表名册", Record(Roster), help="只有村要")
    party_members: Roster | None = term("女党员名册", Record(Roster))
    volunteers: Roster | None = term("巾帼志愿者名册", Record(Roster))
    hardship: Roster | None = term("困难妇女儿童名册", Record(Roster))
    left_behind: Roster | None = term("留守儿童和妇女名册", Record(Roster))
    talents: Roster | None = term("各类妇女人才名册", Record(Roster))
    groups: Roster | None = term("妇女组织和文体活动队伍名册", Record(Roster))


@dataclass(frozen=True)
class KeptRecord:
    PARTS = staticmethod(one_part("updated"))

    updated: dt.date | None = term("更新日期", Date(), example="2026-10-30")


@dataclass(frozen=True)
class Records:
    """记录类, 四（二）7（3）."""

    diary: KeptRecord | None = term("妇情日记", Record(KeptRecord))
    meetings: KeptRecord | None = term("会议记录", Record(KeptRecord))
    study: KeptRecord | None = term("学习记录", Record(KeptRecord))
    activities: KeptRecord | None = term("活动记录", Record(KeptRecord))
    opinions: KeptRecord | None = term("妇情民意台账", Record(KeptRecord))
    assistance: KeptRecord | None = term("帮困助残记录", Record(KeptRecord), formerly="扶贫助困记录")
    petitions: KeptRecord | None = term("来信来访来电记录", Record(KeptRecord))


@dataclass(frozen=True)
class General:
    """综合类, 四（二）7（4）."""

    plan: dt.date | None = term("年度工作计划", Date())
    summary: dt.date | None = term("年度工作总结", Date())
    superior_documents: dt.date | None = term("上级文件及材料", Date())
    materials: dt.date | None = term("本地资料和图片", Date())


@dataclass(frozen=True)
class Other:
    """其他类, 四（二）7（5）."""

    honours: dt.date | None = term("荣誉资料", Date())
    cases: dt.date | None = term("典型资料", Date())
    materials: dt.date | None = term("其他资料", Date(), help="可以没有")
    none_this_year: dt.date | None = term("本年没有", Date(), help="这一年没有荣誉和典型的，写确认的日子")


@dataclass(frozen=True)
class Ledger:
    meetings: Meetings | None = term("会议", Record(Meetings))
    reports: SuperiorReports | None = term("汇报", Record(SuperiorReports))
    contacts: Contacts | None = term("联系妇女群众", Record(Contacts))
    publicity: Publicity | None = term("宣传培训", Record(Publicity))
    volunteers: Volunteers | None = term("志愿服务", Record(Volunteers))
    rights: Rights | None = term("维权保障", Record(Rights))
    care: Care | None = term("困难帮扶", Record(Care))
    family: FamilyWork | None = term("家庭建设", Record(FamilyWork))
    system: System | None = term("信息管理系统", Record(System))
    rosters: Rosters | None = term("名册类", Record(Rosters))
    records: Records | None = term("记录类", Record(Records))
    general: General | None = term("综合类", Record(General))
    other: Other | None = term("其他类", Record(Other))
