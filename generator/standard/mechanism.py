"""有长效机制, 四（二）5: meetings, reports, activities, regulations, the information system."""

from __future__ import annotations

from generator.model.vocabulary import function_of
from generator.model.wording import counted
from generator.standard.fields import label, spot
from generator.standard.recorded import at_least, dated_in_year, enough_activities, once_each_period
from generator.standard.rule import MET, HomeCase, Rule, Verdict, not_recorded, unmet


def _meetings(case: HomeCase) -> Verdict:
    work, congress = (
        case.ledger_dates("meetings.work"),
        (*case.ledger_dates("meetings.congress"), *case.ledger_dates("meetings.council")),
    )
    if not work and not congress:
        return not_recorded("没有会议的记录")
    if not case.year.among(work):
        return unmet("一年内没有工作例会", field="meetings.work")
    if not case.year.among(congress):
        return unmet("一年内没有妇女代表会议（妇女大会），也没有妇女代表议事会议", field="meetings.congress")
    return MET


def _reports(case: HomeCase) -> Verdict:
    reports = {path: case.ledger_dates(path) for path in ("reports.party", "reports.federation")}
    if not any(reports.values()):
        return not_recorded("没有汇报的记录")
    for path, days in reports.items():
        verdict = at_least(len(case.year.among(days)), case.parameters["minimum"], label("ledger.yml", path))
        if verdict is not MET:
            return unmet(verdict.message, field=path)
    return MET


def _activities(case: HomeCase) -> Verdict:
    if not case.held_activities:
        return not_recorded("没有办过的活动的记录")
    return at_least(len(case.activities_in_year), case.parameters["minimum"], "有活动")


def _four_functions(case: HomeCase) -> Verdict:
    services = case.home.profile.services
    if not services and not case.held_activities:
        return not_recorded("没有服务，也没有办过的活动的记录")
    items = [s.item for s in services] + [a.item for a in case.activities_in_year if a.item]
    functions = case.standard.function_labels
    missing = [name for code, name in functions.items() if code not in map(function_of, items)]
    if not missing:
        return MET
    return unmet(
        f"{counted(len(functions))}项功能里，{'、'.join(missing)}既没有服务，一年内也没有活动（还差 {len(missing)} 项）"
    )


def adopted(case: HomeCase) -> tuple[str, ...]:
    """Codes of those regulations that the standard asks for which were adopted by the day."""
    return tuple(r.regulation for r in case.home.regulations if r.regulation and r.adopted and r.adopted <= case.on)


def all_adopted(case: HomeCase) -> Verdict:
    """Whether all regulations that the standard asks for are adopted."""
    if not case.home.regulations:
        return not_recorded("没有制度的记录")
    titles = case.standard.regulation_titles
    missing = [name for code, name in titles.items() if code not in adopted(case)]
    return unmet(f"{counted(len(titles))}项制度里还没有通过：{'、'.join(missing)}") if missing else MET


def _regulations(case: HomeCase) -> Verdict:
    verdict = all_adopted(case)
    if verdict is not MET:
        return verdict
    for number, regulation in enumerate(case.home.regulations):
        name = case.standard.regulation_titles.get(regulation.regulation or "")
        if name and regulation.on_wall is False:
            field = f"[{number}].on_wall"
            return unmet(f"“{name}”没有上墙", "张贴后，把 regulations.yml 里它的“上墙”（on_wall）写成“是”", field=field)
    return MET


RULES = (
    Rule(
        id="mechanism.monthly-meeting",
        title="工作例会",
        check=once_each_period("meetings.work", 1, "工作例会"),
        reads="ledger.yml 里工作例会的日期",
        met_when="一年里每个完整的月都开过工作例会（原则上）",
        remedy=f"开会后把日期补进 {spot('ledger.yml', 'meetings.work')}",
        file="ledger.yml",
        field="meetings.work",
    ),
    Rule(
        id="mechanism.council",
        title="妇女代表议事会议",
        check=once_each_period("meetings.council", 6, "妇女代表议事会议"),
        reads="ledger.yml 里妇女代表议事会议的日期",
        met_when="一年里每个完整的半年都开过妇女代表议事会议（原则上）",
        remedy=f"开会后把日期补进 {spot('ledger.yml', 'meetings.council')}",
        file="ledger.yml",
        field="meetings.council",
    ),
    Rule(
        id="mechanism.meetings",
        title="定期召开会议",
        check=_meetings,
        reads="ledger.yml 里工作例会、妇女代表会议（妇女大会）和议事会议的日期",
        met_when="一年内开过工作例会，也开过妇女代表会议（妇女大会）（“一年”“各一次”、议事会议也算，都是本站口径）",
        remedy=f"开会后把日期补进 {spot('ledger.yml', 'meetings.work', 'meetings.congress', 'meetings.council')}",
        file="ledger.yml",
        field="meetings",
        site_choices=("year", "once", "council"),
    ),
    Rule(
        id="mechanism.reports",
        title="主动汇报工作",
        check=_reports,
        reads="ledger.yml 里向同级党组织、上级妇联汇报的日期",
        met_when="一年内向同级党组织和上级妇联各汇报不少于 {minimum:g} 次",
        remedy=f"汇报后把日期补进 {spot('ledger.yml', 'reports.party', 'reports.federation')}",
        file="ledger.yml",
        field="reports",
        parameters={"minimum": 2},
    ),
    Rule(
        id="mechanism.activities",
        title="活动经常化",
        check=_activities,
        reads="activities/ 里已经办过、没有取消的活动",
        met_when="一年内的活动不少于 {minimum:g} 次（次数是本站口径）",
        remedy="办过的活动每次在 activities/ 里写一个文件，文件名如 2026-11-20-dongji-jiankang.md，"
        "填写“标题”“日期”“服务事项”",
        file="activities",
        parameters={"minimum": 4},
        site_choices=("minimum",),
    ),
    Rule(
        id="mechanism.training",
        title="技能和知识培训",
        check=enough_activities(lambda activity: activity.kind == "training", "培训"),
        reads="activities/ 里一年内“类型”是培训（training）的活动",
        met_when="一年内的活动里，培训不少于 {minimum:g} 场（场数是本站口径）",
        remedy="组织技能或知识培训后，在 activities/ 里写一个文件，“类型”填 培训",
        file="activities",
        parameters={"minimum": 1},
        site_choices=("minimum",),
    ),
    Rule(
        id="mechanism.four-functions",
        title="{functions}项基本功能",
        check=_four_functions,
        reads="home.yml 里的服务，activities/ 里一年内的活动，各属哪项功能",
        met_when="{function_names}每项都有服务，或一年内有活动（“一年”是本站口径）",
        remedy=f"在 {spot('home.yml', 'services')}里补上这项功能的服务，"
        "或在 activities/ 里写上办过的活动并填“服务事项”",
        file="home.yml",
        field="services",
        site_choices=("year",),
    ),
    Rule(
        id="mechanism.regulations",
        title="{regulations}项规章制度",
        check=_regulations,
        reads="regulations.yml 里{regulations}项制度的通过日期和是否上墙",
        met_when="{regulations}项制度都已通过，没有一项标明没有上墙",
        remedy="在 regulations.yml 里每项制度一条，填写“制度”（regulation）和“通过日期”（adopted）",
        file="regulations.yml",
    ),
    Rule(
        id="mechanism.information-system",
        title="信息管理系统",
        check=dated_in_year("system.synced"),
        reads="ledger.yml 里信息管理系统更新的日期",
        met_when="一年内在“{information_system}”里更新过（“一年”是本站口径）",
        remedy=f"在系统里更新后，填写 {spot('ledger.yml', 'system.synced')}",
        file="ledger.yml",
        field="system.synced",
        site_choices=("year",),
    ),
)
