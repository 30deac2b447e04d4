"""有经费保障, 四（二）3: the part of the home."""

from __future__ import annotations

from generator.standard.fields import label, spot
from generator.standard.rule import MET, HomeCase, Rule, Verdict, not_recorded, unmet


def _home(case: HomeCase) -> Verdict:
    funding = case.home.profile.funding
    names = ("female_residents", "annual_budget", "in_party_budget")
    values = {name: getattr(funding, name, None) for name in names}
    missing = [name for name in names if values[name] is None]
    if len(missing) == len(names):
        return not_recorded("没有写经费情况")
    if missing:
        listed = "、".join(f"“{label('home.yml', f'funding.{name}')}”" for name in missing)
        return unmet(f"没有写{listed}", field=f"funding.{missing[0]}")
    if not values["annual_budget"]:
        return unmet("工作经费是 0 元", field="funding.annual_budget")
    if not values["in_party_budget"]:
        return unmet("工作经费没有纳入基层党组织工作经费", field="funding.in_party_budget")
    return MET


RULES = (
    Rule(
        id="funding.home",
        title="工作经费",
        check=_home,
        reads="home.yml 里的常住妇女人口、工作经费、是否纳入党组织经费",
        met_when="写明常住妇女人口和年度工作经费，经费纳入基层党组织工作经费",
        remedy="填写 "
        f"{spot('home.yml', 'funding.female_residents', 'funding.annual_budget', 'funding.in_party_budget')}",
        file="home.yml",
        field="funding",
    ),
)
