"""Requirements of a district: its allocation, its own assessment and plan, a home in every street."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from generator.model.by_identity import ByIdentity
from generator.model.federation import District
from generator.model.load import Content
from generator.model.standard import CityStandard
from generator.standard.fields import label, spot
from generator.standard.rule import MET, Rule, Verdict, not_recorded, unmet
from generator.standard.ruleset import asked_rules, not_applicable


@dataclass(frozen=True)
class DistrictCase:
    """A district on the day `on`, with the parameters of the rule."""

    content: Content
    district: District
    on: dt.date
    parameters: Mapping[str, float] = field(default_factory=dict)


def _funding(case: DistrictCase) -> Verdict:
    funding = case.district.funding
    if funding is None or (funding.female_residents is None and funding.allocation is None):
        return not_recorded("没有写{district}级划拨的经费")
    women, allocation, per = funding.female_residents, funding.allocation, case.parameters["per_woman"]
    if women is None or allocation is None:
        field = "funding.female_residents" if women is None else "funding.allocation"
        return unmet(f"没有写“{label('district.yml', field)}”", field=field)
    gap = round(per * women - allocation, 2)
    if gap <= 0:
        return MET
    given, required, short = map(_yuan, (allocation, per * women, gap))
    message = (
        f"{{district}}级划拨 {given} 元，常住妇女 {women:,} 人，按人均 {per:g} 元要 {required} 元（还差 {short} 元）"
    )
    return unmet(message, field="funding.allocation")


def _yuan(amount: float) -> str:
    """An amount of yuan, with 分 where it has any."""
    return f"{amount:,.2f}".removesuffix(".00")


def _assessment(case: DistrictCase) -> Verdict:
    assessment = case.district.assessment
    if assessment is None or assessment.issued > case.on:
        return not_recorded("没有考核标准的印发日期")
    if assessment.in_yearly_review is None:
        return not_recorded("没有写是否纳入年度工作考核", field="assessment.in_yearly_review")
    return MET if assessment.in_yearly_review else unmet("没有纳入年度工作考核", field="assessment.in_yearly_review")


def _plan(case: DistrictCase) -> Verdict:
    plan = case.district.plan
    return MET if plan and plan.issued <= case.on else not_recorded("没有实施方案的印发日期")


def _coverage(case: DistrictCase) -> Verdict:
    streets = case.district.streets
    if not streets:
        return not_recorded("没有写{street}")
    homes = (h for h in case.content.homes.values() if h.district == case.district.slug)
    covered = {h.profile.street for h in homes if not (h.profile.closed and h.profile.closed.on <= case.on)}
    without = [street.name for street in streets if street.slug not in covered]
    if not without:
        return MET
    return unmet(f"{len(streets)} 个{{street}}里有 {len(without)} 个没有{{home}}：{'、'.join(without[:20])}")


def rules(standard: CityStandard) -> tuple[Rule, ...]:
    """The rules of districts, in the city's words."""
    return _rules(ByIdentity(standard))


@lru_cache(8)
def _rules(key: ByIdentity) -> tuple[Rule, ...]:
    standard: CityStandard = key.of
    per_woman = standard.per_woman
    return tuple(
        rule
        if rule.id != "funding.district"
        else not_applicable(rule)
        if per_woman is None
        else replace(rule, parameters={"per_woman": per_woman})
        for rule in asked_rules(RULES, standard)
    )


RULES = (
    Rule(
        id="funding.district",
        title="{district}级划拨经费",
        check=_funding,
        reads="district.yml 里的常住妇女人口和{district}级划拨",
        met_when="{district}级划拨不低于常住妇女人均 {per_woman:g} 元",
        remedy=f"足额划拨后更新 {spot('district.yml', 'funding.allocation', 'funding.female_residents')}",
        file="district.yml",
        field="funding",
        parameters={"per_woman": 0},
    ),
    Rule(
        id="district.assessment",
        title="考核标准",
        check=_assessment,
        reads="district.yml 里考核标准的印发日期，是否纳入年度工作考核",
        met_when="{district}妇联印发了详细的“{home}”考核标准，并把“{home}”建设纳入各级妇联年度工作考核",
        remedy=f"印发、纳入后填写 {spot('district.yml', 'assessment.issued', 'assessment.in_yearly_review')}",
        file="district.yml",
        field="assessment",
    ),
    Rule(
        id="district.plan",
        title="实施方案",
        check=_plan,
        reads="district.yml 里实施方案的印发日期",
        met_when="{district}妇联印发了具体可操作的实施方案",
        remedy=f"印发后填写 {spot('district.yml', 'plan.issued')}",
        file="district.yml",
        field="plan",
    ),
    Rule(
        id="district.coverage",
        title="{street}全覆盖",
        check=_coverage,
        reads="每个{street}有没有正在开放的{home}",
        met_when="每个{street}都有{home}",
        remedy="在没有{home}的{street}建立{home}，用 homes new 建立它的文件夹",
        file="district.yml",
        field="streets",
    ),
)
