"""有长效机制, the systems of 附件1 三, 五 and 六: publicity, rights, family, and the choosing of “最美家庭”."""

from __future__ import annotations

from generator.model.documents import Activity
from generator.model.load import Home
from generator.standard.fields import spot
from generator.standard.recorded import (
    at_least,
    dated_in_year,
    dated_within_months,
    enough_activities_of_item,
    format_day,
    listed_in_year,
)
from generator.standard.rule import MET, Advice, HomeCase, Rule, Verdict, not_recorded, unmet


def activity_file(home: Home, activity: Activity) -> str:
    """The activity's file in its home's folder, also where its date and its name disagree."""
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
        return not_recorded("一年内没有办过的活动的记录")
    bare = [a for a in case.activities_in_year if not a.body and not (a.record and a.record <= case.on)]
    if not bare:
        return MET
    said = f"一年内 {len(case.activities_in_year)} 次活动，有 {len(bare)} 次没有记录，如“{bare[0].title}”"
    return unmet(said, file=activity_file(case.home, bare[0]), field="record")


def _chosen(case: HomeCase) -> list:
    return [s for s in case.ledger_value("family.selected") or () if s.date <= case.on]


def _yearly(case: HomeCase) -> Verdict:
    chosen = _chosen(case)
    if not chosen:
        return not_recorded("没有推出“最美家庭”的记录")
    households = sum(s.households for s in chosen if s.date in case.year)
    return at_least(households, case.parameters["minimum"], "推出“最美家庭”", "户")


def _fresh(case: HomeCase) -> Verdict:
    chosen = _chosen(case)
    if not chosen:
        return not_recorded("没有推出“最美家庭”的记录")
    days = [s.date for s in chosen if s.households]
    if not days:
        return unmet("记录里推出的“最美家庭”都是 0 户")
    if max(days) in case.months_window():
        return MET
    return unmet(f"最近一次推出“最美家庭”是 {format_day(max(days))}，已超过 {case.parameters['months']:g} 个月")


def _ledger(id: str, clauses: tuple[str, ...], title: str, check, path: str, met_when: str, done: str, **more) -> Rule:
    """A rule that reads one field of the ledger."""
    where = spot("ledger.yml", path)
    more = {"reads": f"{where}", "remedy": f"{done}后，把日期填进 {where}", "file": "ledger.yml", "field": path} | more
    return Rule(id, clauses, title, check, "mechanism", met_when=met_when, **more)


_MONTHS = {"parameters": {"months": 15}, "site_choices": ("months",)}
_YEAR = {"site_choices": ("year",)}

RULES = (
    Rule(
        "mechanism.publicity-person", ("附件1 三1",), "宣传培训负责人", _publicity_person, "mechanism",
        reads=spot("home.yml", "staff.publicity"),
        met_when="有专人负责宣传培训",
        remedy=f"填写 {spot('home.yml', 'staff.publicity.name', 'staff.publicity.title')}",
        file="home.yml", field="staff.publicity",
    ),
    _ledger(
        "mechanism.publicity-plan", ("附件1 三3",), "宣传培训全年计划", dated_within_months("publicity.plan"), "publicity.plan",
        "{months:g} 个月内订过宣传培训计划（月数是本站口径）", "订好全年计划", **_MONTHS,
    ),
    Rule(
        "mechanism.activity-records", ("附件1 三3", "附件1 一5"), "活动有记录", _activity_records, "mechanism",
        reads="activities/ 里一年内每次活动的正文，或记录归档日期",
        met_when="一年内每次活动都有正文，或有归档的记录",
        remedy="在这个文件里写上活动情况作为正文，或填写“记录归档日期”（record）",
        file="activities",
    ),
    Rule(
        "mechanism.legal-event", ("附件1 五3",), "普法活动", enough_activities_of_item("rights.law-education", "普法宣传活动"), "mechanism",
        reads="activities/ 里一年内“服务事项”是普法宣传（rights.law-education）的活动",
        met_when="一年内的普法活动不少于 {minimum:g} 场",
        remedy="办过普法活动后，在 activities/ 里写一个文件，“服务事项”填 普法宣传",
        file="activities", parameters={"minimum": 1},
    ),
    _ledger(
        "mechanism.rights-plan", ("附件1 五2",), "权益保障工作计划", dated_within_months("rights.plan"), "rights.plan",
        "{months:g} 个月内订过妇女儿童权益保障工作计划（月数是本站口径）", "订好计划", **_MONTHS,
    ),
    _ledger(
        "mechanism.rights-training", ("附件1 五2",), "参加维权培训", listed_in_year("rights.training"), "rights.training",
        "一年内参加过维权培训（“一年”是本站口径）", "参加培训", **_YEAR,
    ),
    _ledger(
        "mechanism.petitions", ("附件1 五4", "附件1 五5"), "信访情况上报", listed_in_year("rights.petitions_reported"),
        "rights.petitions_reported", "一年内向上报过接待来信来访来电的情况，零报告也算（“一年”是本站口径）",
        "上报（没有受理也报一次零报告）", **_YEAR,
    ),
    _ledger(
        "mechanism.petition-archive", ("附件1 五4",), "信访材料归档", dated_in_year("rights.archived"), "rights.archived",
        "一年内整理归档过接待来信来访来电的材料，没有材料的记过一次“无”也算（“一年”是本站口径）", "整理归档（没有材料也记一次“无”）", **_YEAR,
    ),
    _ledger(
        "mechanism.incidents", ("四（一）1（3）",), "重要事件上报", listed_in_year("rights.incidents_reported"),
        "rights.incidents_reported", "一年内上报过涉及妇女儿童权益的重要事件，零报告也算（“一年”是本站口径）",
        "上报（没有发生也报一次零报告）", advice=Advice.NO_HAVE, **_YEAR,
    ),
    _ledger(
        "mechanism.care-visits", ("四（一）4",), "走访困难妇女", listed_in_year("care.visits"), "care.visits",
        "一年内走访过困难妇女（“一年”是本站口径）", "走访", advice=Advice.NO_HAVE, **_YEAR,
    ),
    Rule(
        "mechanism.family-education", ("附件1 六2",), "家庭教育活动",
        enough_activities_of_item("family.education", "家庭教育活动"), "mechanism",
        reads="activities/ 里一年内“服务事项”是推进家庭教育（family.education）的活动",
        met_when="一年内的家庭教育活动不少于 {minimum:g} 场（场数是本站口径）",
        remedy="办过家庭教育活动后，在 activities/ 里写一个文件，“服务事项”填 推进家庭教育",
        file="activities", parameters={"minimum": 1}, site_choices=("minimum",),
    ),
    _ledger(
        "mechanism.family-plan", ("附件1 六3",), "家庭工作计划和总结", dated_within_months("family.plan", "family.summary"),
        "family.plan", "{months:g} 个月内订过家庭工作计划，写过家庭工作总结（月数是本站口径）", "写好计划和总结",
        reads=spot("ledger.yml", "family.plan", "family.summary"),
        remedy=f"写好后，填写 {spot('ledger.yml', 'family.plan', 'family.summary')}", **_MONTHS,
    ),
    _ledger(
        "mechanism.family-data", ("附件1 六3",), "家庭工作数据报送", listed_in_year("family.data_reported"), "family.data_reported",
        "一年内报送过“最美家庭”评选户数、家风家教活动场次等数据（“一年”是本站口径）", "报送", **_YEAR,
    ),
    _ledger(
        "honour.yearly", ("附件1 六1",), "每年推出“最美家庭”", _yearly, "family.selected",
        "一年内推出“最美家庭”不少于 {minimum:g} 户（户数是本站口径）", "推出", parameters={"minimum": 1}, site_choices=("minimum",),
        remedy=f"推出后，在 {spot('ledger.yml', 'family.selected')}里补上日期和户数",
    ),
    _ledger(
        "honour.fresh", ("附件1 六1",), "“最美家庭”常设常新", _fresh, "family.selected",
        "{months:g} 个月内推出过“最美家庭”（月数是本站口径）", "推出", parameters={"months": 6}, site_choices=("months",),
        advice=Advice.OURS, remedy=f"推出后，在 {spot('ledger.yml', 'family.selected')}里补上日期和户数",
    ),
)  # fmt: skip
