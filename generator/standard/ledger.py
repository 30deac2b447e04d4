"""有台账资料, 四（二）7."""

from __future__ import annotations

from generator.model.ledger import Records, Rosters
from generator.model.terms import terms
from generator.standard.fields import label, spot
from generator.standard.mechanism import all_adopted
from generator.standard.recorded import dated_within_months, format_day
from generator.standard.rule import MET, HomeCase, Outcome, Rule, Verdict, not_recorded, unmet

_VILLAGES_ONLY = "village_representatives"


def _rosters(case: HomeCase) -> Verdict:
    kind = case.home.profile.kind
    village = case.standard.kinds.homes.get(kind, kind) == "village"
    return _kept(case, "rosters", [name for name in terms(Rosters) if village or name != _VILLAGES_ONLY])


def _records(case: HomeCase) -> Verdict:
    return _kept(case, "records", list(terms(Records)))


def _kept(case: HomeCase, part: str, names: list[str]) -> Verdict:
    """Whether all of these were updated within the year; an update after the day does not count."""
    paths = [f"{part}.{name}" for name in names]
    dates = {path: case.ledger_value(f"{path}.updated") for path in paths}
    if not any(dates.values()):
        return not_recorded(f"没有{label('ledger.yml', part)}的记录")
    lacking = [path for path, day in dates.items() if day is None or day < case.year.first]
    if lacking:
        labels = "、".join(label("ledger.yml", path) for path in lacking)
        message = f"{len(paths)} 种里有 {len(lacking)} 种一年内没有更新：{labels}"
        return unmet(
            message, f"更新后，填写 ledger.yml 里这几种的“更新日期”（如 {lacking[0]}.updated）", field=lacking[0]
        )
    later = [path for path, day in dates.items() if day > case.on]
    if later:
        return not_recorded(
            f"“{label('ledger.yml', later[0])}”的更新日期是 {format_day(dates[later[0]])}，还没有到",
            field=f"{later[0]}.updated",
        )
    return MET


def _general(case: HomeCase) -> Verdict:
    papers = dated_within_months("general.plan", "general.summary")(case)
    kept = {path: case.ledger_value(path) for path in ("general.superior_documents", "general.materials")}
    written = any(kept.values()) or case.ledger_value("general.plan") or case.ledger_value("general.summary")
    if not written:
        return not_recorded("没有综合类的记录")
    if papers.outcome is Outcome.UNMET:
        return papers
    for path in ("general.plan", *kept):
        if case.ledger_value(path) is None:
            return unmet(f"没有“{label('ledger.yml', path)}”的日期", field=path)
    later = next((path for path, day in kept.items() if day > case.on), None)
    if later:
        return not_recorded(f"“{label('ledger.yml', later)}”是 {format_day(kept[later])}，还没有到", field=later)
    return papers


def _other(case: HomeCase) -> Verdict:
    """Whether honours and cases were updated within the year, or a nil entry made."""
    if case.ledger_day("other.none_this_year") in case.year:
        return MET
    days = {path: case.ledger_day(path) for path in ("other.honours", "other.cases")}
    if not any(days.values()):
        return not_recorded("没有荣誉资料和典型资料的记录")
    for path, day in days.items():
        if day not in case.year:
            since = f"最近一次更新是 {format_day(day)}，已超过一年" if day else "没有记录"
            return unmet(f"“{label('ledger.yml', path)}”{since}", field=path)
    return MET


RULES = (
    Rule(
        id="ledger.rules",
        title="制度类",
        check=all_adopted,
        reads="regulations.yml 里{regulations}项制度的通过日期",
        met_when="{regulations}项制度都已通过（不要求每年更新）",
        remedy="在 regulations.yml 里每项制度一条，填写“制度”（regulation）和“通过日期”（adopted）",
        file="regulations.yml",
    ),
    Rule(
        id="ledger.rosters",
        title="名册类",
        check=_rosters,
        reads="ledger.yml 里每种名册的更新日期（女村民代表名册只有村要）",
        met_when="每种名册一年内更新过（“一年”是本站口径）",
        remedy=f"填写 {spot('ledger.yml', 'rosters')}里每种名册的“更新日期”和“人数”，没有就写 0；不要写姓名",
        file="ledger.yml",
        field="rosters",
        site_choices=("year",),
    ),
    Rule(
        id="ledger.records",
        title="记录类",
        check=_records,
        reads="ledger.yml 里每种记录的更新日期",
        met_when="每种记录一年内更新过（“一年”是本站口径）",
        remedy=f"填写 {spot('ledger.yml', 'records')}里每种记录的“更新日期”",
        file="ledger.yml",
        field="records",
        site_choices=("year",),
    ),
    Rule(
        id="ledger.general",
        title="综合类",
        check=_general,
        reads="ledger.yml 里年度计划、年度总结、上级文件、本地资料的日期",
        met_when="{months:g} 个月内有年度工作计划和总结（月数是本站口径），并存有上级文件和本地资料",
        remedy="填写 "
        + spot("ledger.yml", "general.plan", "general.summary", "general.superior_documents", "general.materials"),
        file="ledger.yml",
        field="general",
        parameters={"months": 15},
        site_choices=("months",),
    ),
    Rule(
        id="ledger.other",
        title="其他类",
        check=_other,
        reads="ledger.yml 里荣誉资料、典型资料更新的日期，或“本年没有”的日期",
        met_when="荣誉资料和典型资料都存有，一年内更新过；本年没有的，记过一次“无”也算（“一年”是本站口径）",
        remedy=f"更新后填写 {spot('ledger.yml', 'other.honours', 'other.cases')}；"
        f"本年没有的，填写 {spot('ledger.yml', 'other.none_this_year')}",
        file="ledger.yml",
        field="other",
        site_choices=("year",),
    ),
)
