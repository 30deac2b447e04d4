"""The stricter standard of a district (四（二）5（3）): raised parameters, and advice made a duty. Never weaker."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from generator.diagnostics import Finding, Severity
from generator.model.city import default_standard
from generator.model.federation import District, Refinement
from generator.model.load import Content
from generator.model.standard import PARAMETERS, CityStandard
from generator.model.wording import counted
from generator.standard import district as districts
from generator.standard.rule import STRICTER_WHEN_LESS, Rule
from generator.standard.ruleset import home_rules

_CLAUSE = "四（二）5（3）"
_OF_DISTRICTS = {rule.id for rule in districts.RULES}
_PARAMETERS = {name: PARAMETERS[name] for name in ("minimum", "per", "months")}
TOTAL_WEIGHT = 100
"""The sum of the weights of all haves."""


@dataclass(frozen=True)
class RefinementIssue:
    """A refinement without effect, and why. `field` is the dotted path in district.yml."""

    field: str
    message: str
    remedy: str


@dataclass(frozen=True)
class RefinedStandard:
    """The rules of the city's `standard` as a district refines them.

    `weights` is None where none are given, or their sum is wrong. `raised`: ids of the refined rules.
    """

    rules: tuple[Rule, ...]
    standard: CityStandard
    weights: dict[str, float] | None = None
    issues: tuple[RefinementIssue, ...] = ()
    raised: tuple[str, ...] = ()

    @cached_property
    def duties(self) -> dict[str, tuple[Rule, ...]]:
        """The duties of each have."""
        return {
            have: tuple(rule for rule in self.rules if rule.have == have and not rule.advice)
            for have in self.standard.haves
        }


def refine(district: District, standard: CityStandard | None = None) -> RefinedStandard:
    """The city's standard, or the profile's, as a district refines it.

    Weaker or unknown refinements are left out, and listed in `issues`.
    """
    standard = standard or default_standard()
    of_city = home_rules(standard)
    by_id = {rule.id: rule for rule in of_city}
    issues: list[RefinementIssue] = []
    changed: dict[str, Rule] = {}
    for id, refinement in district.standard.items():
        if id in by_id:
            changed[id] = _refined(by_id[id], refinement, issues)
        else:
            issues.append(_unknown(id, list(by_id)))
    rules = tuple(changed.get(rule.id, rule) for rule in of_city)
    raised = tuple(rule.id for rule, own in zip(rules, of_city, strict=True) if rule != own)
    return RefinedStandard(rules, standard, _weights(district, standard, issues), tuple(issues), raised)


def findings(content: Content, district: District) -> tuple[Finding, ...]:
    """An error for each issue of the standard and weights of a district, at its line in district.yml."""
    path = f"districts/{district.slug}/district.yml"
    return tuple(
        Finding(
            Severity.ERROR, s.message, s.remedy, content.place(path, s.field), s.field, "", "district.standard", _CLAUSE
        )
        for s in refine(district, content.standard).issues
    )


def stricter_requirements(district: District, standard: CityStandard | None = None) -> tuple[str, ...]:
    """What the district requires beyond the standard of the city, as sentences for the public."""
    refined = refine(district, standard)
    advised = {rule.id for rule in home_rules(refined.standard) if rule.advice}
    sentences = []
    for rule in refined.rules:
        if rule.id in refined.raised:
            note = (
                f"（本{refined.standard.terms.district}定为必须做到）" if rule.id in advised and not rule.advice else ""
            )
            own = re.sub("（[^（）]*本站口径）", "", rule.sentence()) if rule.parameters else rule.sentence()
            sentences.append(f"{rule.title}：{own}{note}")
    return tuple(sentences)


def _unknown(id: str, known: list[str]) -> RefinementIssue:
    if id in _OF_DISTRICTS:
        return RefinementIssue(f"standard.{id}", f"“{id}”不是对{{home}}的要求，不能在这里改", "删掉这一条")
    near = get_close_matches(id, known, 1)
    hint = f"是不是“{near[0]}”？" if near else "检查拼写，或删掉这一条"
    return RefinementIssue(f"standard.{id}", f"没有“{id}”这条标准", hint)


def _refined(rule: Rule, refinement: Refinement, issues: list[RefinementIssue]) -> Rule:
    raised = dict(rule.parameters)
    if refinement == Refinement():
        known = "、".join([*rule.parameters, "duty"])
        issues.append(RefinementIssue(f"standard.{rule.id}", f"“{rule.title}”没有写出认得的要求", f"可以写：{known}"))
    for name, value in _figures(refinement):
        at, city = f"standard.{rule.id}.{name}", rule.parameters.get(name)
        if city is None:
            known = "、".join(f"{_PARAMETERS[n]}（{n}）" for n in rule.parameters) or "duty"
            message = f"“{rule.title}”没有“{_PARAMETERS[name]}”这个数（本{{district}}写了 {value:g}，{{city}}里没有）"
            issues.append(RefinementIssue(at, message, f"可以写：{known}"))
        elif value > city if name in STRICTER_WHEN_LESS else value < city:
            message = (
                f"“{rule.title}”的“{_PARAMETERS[name]}”本{{district}}写 {value:g}，比{{city}}里的 {city:g} 宽，不起作用"
            )
            bound = "不大于" if name in STRICTER_WHEN_LESS else "不小于"
            issues.append(RefinementIssue(at, message, f"写{bound} {city:g} 的数，或删掉"))
        elif name in STRICTER_WHEN_LESS and value < 1:
            issues.append(
                RefinementIssue(
                    at,
                    f"“{rule.title}”的“月数”本{{district}}写 {value:g}，{{city}}里是 {city:g}，至少要 1 个月",
                    "写 1 以上的数",
                )
            )
        else:
            raised[name] = value
    advice = rule.advice
    if refinement.duty:
        advice = None
    elif refinement.duty is False and not rule.advice:
        message = f"“{rule.title}”本{{district}}写“必须做到：否”，{{city}}里是必须做到的（是），不能放宽"
        issues.append(RefinementIssue(f"standard.{rule.id}.duty", message, "删掉 duty"))
    return dataclasses.replace(rule, parameters=raised, advice=advice)


def _figures(refinement: Refinement) -> Iterator[tuple[str, float]]:
    return ((name, value) for name in _PARAMETERS if (value := getattr(refinement, name)) is not None)


def _weights(district: District, standard: CityStandard, issues: list[RefinementIssue]) -> dict[str, float] | None:
    weights = district.weights
    if not weights:
        return None
    missing = [label for have, label in standard.have_labels.items() if have not in weights]
    total = sum(weights.values())
    if missing:
        issues.append(
            RefinementIssue(
                "weights", f"权重里没有：{'、'.join(missing)}", f"{counted(len(standard.haves))}项都写上，不计分的写 0"
            )
        )
    if round(total, 6) != TOTAL_WEIGHT:
        issues.append(
            RefinementIssue(
                "weights", f"权重加起来是 {total:g}，应该是 {TOTAL_WEIGHT}", f"改成加起来正好 {TOTAL_WEIGHT}"
            )
        )
    return None if missing or round(total, 6) != TOTAL_WEIGHT else dict(weights)
