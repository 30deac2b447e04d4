"""有长效机制, the systems of 附件1 三, 五 and 六: publicity, rights, family, and the selection of “最美家庭”."""

from __future__ import annotations

from typing import Any

from generator.model.documents import Activity
from generator.model.ledger import Selection
from generator.model.load import Home
from generator.standard.fields import spot
from generator.standard.recorded import (
    Check,
    at_least,
    dated_in_year,
    dated_within_months,
    enough_activities_of_item,
    format_day,
    listed_in_year,
)
from generator.standard.rule import MET, HomeCase, Rule, Verdict, not_recorded, unmet


def activity_file(home: Home, activity: Activity) -> str:
    """The file of an activity in the folder of its home, also where its date differs from its name."""
    name = f"activities/{activity.date}-{activity.slug}.md"
    if f"{home.folder}/{name}" in home.positions:
        return name
    ending = f"-{activity.slug}.md"
    found = (path.removeprefix(f"{home.folder}/") for path in home.positions if path.endswith(ending))
    return next((path for path in found if len(path) == len(name)), name)


def _publicity_person(case: HomeCase) -> Verdict:
    staff = case.home.profile.staff
    person = staff and staff.publicity
    if not person:
        return not_recorded("没有写宣传培训负责人")
    return MET if person.name else unmet("宣传培训负责人没有写姓名")


def _activity_records(case: HomeCase) -> Verdict:
    if not case.activities_in_year:
        how = "办过的活动每次在 activities/ 里写一个文件，正文写上活动情况"
        return not_recorded("一年内没有办过的活动的记录", how)
    bare = [a for a in case.activities_in_year if not a.body and not (a.record and a.record <= case.on)]
    if not bare:
        return MET
    message = f"一年内 {len(case.activities_in_year)} 次活动，有 {len(bare)} 次没有记录，如“{bare[0].title}”"
    return unmet(message, file=activity_file(case.home, bare[0]), field="record")


def _selections(case: HomeCase) -> list[Selection]:
    return [s for s in case.ledger_value("family.selected") or () if s.date <= case.on]


def _yearly(case: HomeCase) -> Verdict:
    selections = _selections(case)
    if not selections:
        return not_recorded("没有推出“最美家庭”的记录")
    households = sum(s.households for s in selections if s.date in case.year)
    return at_least(households, case.parameters["minimum"], "推出“最美家庭”", "户")


def _fresh(case: HomeCase) -> Verdict:
    selections = _selections(case)
    if not selections:
        return not_recorded("没有推出“最美家庭”的记录")
    days = [s.date for s in selections if s.households]
    if not days:
        return unmet("记录里推出的“最美家庭”都是 0 户")
    if max(days) in case.months_window():
        return MET
    return unmet(f"最近一次推出“最美家庭”是 {format_day(max(days))}，已超过 {case.parameters['months']:g} 个月")


def _ledger(id: str, title: str, check: Check, path: str, met_when: str, done: str, **more: Any) -> Rule:
    """A rule about one field of the ledger."""
    where = spot("ledger.yml", path)
    defaults = {"reads": where, "remedy": f"{done}后，把日期填进 {where}"}
    return Rule(
        id=id,
        title=title,
        check=check,
        met_when=met_when,
        file="ledger.yml",
        field=path,
        **defaults | more,
    )


_MONTHS: dict[str, Any] = {"parameters": {"months": 15}, "site_choices": ("months",)}
_YEAR: dict[str, Any] = {"site_choices": ("year",)}

RULES = (
    Rule(
        id="mechanism.publicity-person",
        title="宣传培训负责人",
        check=_publicity_person,
        reads=spot("home.yml", "staff.publicity"),
        met_when="有专人负责宣传培训",
        remedy=f"填写 {spot('home.yml', 'staff.publicity.name', 'staff.publicity.title')}",
        file="home.yml",
        field="staff.publicity",
    ),
    _ledger(
        id="mechanism.publicity-plan",
        title="宣传培训全年计划",
        check=dated_within_months("publicity.plan"),
        path="publicity.plan",
        met_when="{months:g} 个月内订过宣传培训计划（月数是本站口径）",
        done="订好全年计划",
        **_MONTHS,
    ),
    Rule(
        id="mechanism.activity-records",
        title="活动有记录",
        check=_activity_records,
        reads="activities/ 里一年内每次活动的正文，或记录归档日期",
        met_when="一年内每次活动都有正文，或有归档的记录",
        remedy="在这个文件里写上活动情况作为正文，或填写“记录归档日期”（record）",
        file="activities",
    ),
    Rule(
        id="mechanism.legal-event",
        title="普法活动",
        check=enough_activities_of_item("rights.law-education", "普法宣传活动"),
        items=("rights.law-education",),
        reads="activities/ 里一年内“服务事项”是普法宣传（rights.law-education）的活动",
        met_when="一年内的普法活动不少于 {minimum:g} 场",
        remedy="办过普法活动后，在 activities/ 里写一个文件，“服务事项”填 普法宣传",
        file="activities",
        parameters={"minimum": 1},
    ),
    _ledger(
        id="mechanism.rights-plan",
        title="权益保障工作计划",
        check=dated_within_months("rights.plan"),
        path="rights.plan",
        met_when="{months:g} 个月内订过妇女儿童权益保障工作计划（月数是本站口径）",
        done="订好计划",
        **_MONTHS,
    ),
    _ledger(
        id="mechanism.rights-training",
        title="参加维权培训",
        check=listed_in_year("rights.training"),
        path="rights.training",
        met_when="一年内参加过维权培训（“一年”是本站口径）",
        done="参加培训",
        **_YEAR,
    ),
    _ledger(
        id="mechanism.petitions",
        title="信访情况上报",
        check=listed_in_year("rights.petitions_reported"),
        path="rights.petitions_reported",
        met_when="一年内向上报过接待来信来访来电的情况，零报告也算（“一年”是本站口径）",
        done="上报（没有受理也报一次零报告）",
        **_YEAR,
    ),
    _ledger(
        id="mechanism.petition-archive",
        title="信访材料归档",
        check=dated_in_year("rights.archived"),
        path="rights.archived",
        met_when="一年内整理归档过接待来信来访来电的材料，没有材料的记过一次“无”也算（“一年”是本站口径）",
        done="整理归档（没有材料也记一次“无”）",
        **_YEAR,
    ),
    _ledger(
        id="mechanism.incidents",
        title="重要事件上报",
        check=listed_in_year("rights.incidents_reported"),
        path="rights.incidents_reported",
        met_when="一年内上报过涉及妇女儿童权益的重要事件，零报告也算（“一年”是本站口径）",
        done="上报（没有发生也报一次零报告）",
        **_YEAR,
    ),
    _ledger(
        id="mechanism.care-visits",
        title="走访困难妇女",
        check=listed_in_year("care.visits"),
        path="care.visits",
        met_when="一年内走访过困难妇女（“一年”是本站口径）",
        done="走访",
        **_YEAR,
    ),
    Rule(
        id="mechanism.family-education",
        title="家庭教育活动",
        check=enough_activities_of_item("family.education", "家庭教育活动"),
        items=("family.education",),
        reads="activities/ 里一年内“服务事项”是推进家庭教育（family.education）的活动",
        met_when="一年内的家庭教育活动不少于 {minimum:g} 场（场数是本站口径）",
        remedy="办过家庭教育活动后，在 activities/ 里写一个文件，“服务事项”填 推进家庭教育",
        file="activities",
        parameters={"minimum": 1},
        site_choices=("minimum",),
    ),
    _ledger(
        id="mechanism.family-plan",
        title="家庭工作计划和总结",
        check=dated_within_months("family.plan", "family.summary"),
        path="family.plan",
        met_when="{months:g} 个月内订过家庭工作计划，写过家庭工作总结（月数是本站口径）",
        done="写好计划和总结",
        reads=spot("ledger.yml", "family.plan", "family.summary"),
        remedy=f"写好后，填写 {spot('ledger.yml', 'family.plan', 'family.summary')}",
        **_MONTHS,
    ),
    _ledger(
        id="mechanism.family-data",
        title="家庭工作数据报送",
        check=listed_in_year("family.data_reported"),
        path="family.data_reported",
        met_when="一年内报送过“最美家庭”评选户数、家风家教活动场次等数据（“一年”是本站口径）",
        done="报送",
        **_YEAR,
    ),
    _ledger(
        id="honour.yearly",
        title="每年推出“最美家庭”",
        check=_yearly,
        path="family.selected",
        met_when="一年内推出“最美家庭”不少于 {minimum:g} 户（户数是本站口径）",
        done="推出",
        parameters={"minimum": 1},
        site_choices=("minimum",),
        remedy=f"推出后，在 {spot('ledger.yml', 'family.selected')}里补上日期和户数",
    ),
    _ledger(
        id="honour.fresh",
        title="“最美家庭”常设常新",
        check=_fresh,
        path="family.selected",
        met_when="{months:g} 个月内推出过“最美家庭”（月数是本站口径）",
        done="推出",
        parameters={"months": 6},
        site_choices=("months",),
        remedy=f"推出后，在 {spot('ledger.yml', 'family.selected')}里补上日期和户数",
    ),
)
