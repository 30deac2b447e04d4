"""A city's rules: the checks of the program with what the city's standard says of them, and rules of its own."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, TypeVar

from generator.model import profiles
from generator.model.by_identity import ByIdentity
from generator.model.city import default_standard, profile_file, profile_of, profile_regulations
from generator.model.standard import FACTORIES, PARAMETERS, CityStandard, RuleTerm, StandardFile
from generator.model.wording import Wording
from generator.standard import annex_systems, brand, facilities, funding, ledger, mechanism, team, venue
from generator.standard.factories import FactoryError, own_rule
from generator.standard.rule import Advice, Outcome, Rule, Verdict

R = TypeVar("R", bound=Rule)
_OURS = re.compile("（[^（）]*本站口径）")
HOME_CHECKS: tuple[Rule, ...] = (
    *venue.RULES,
    *team.RULES,
    *funding.RULES,
    *facilities.RULES,
    *mechanism.RULES,
    *annex_systems.RULES,
    *brand.RULES,
    *ledger.RULES,
)
"""What the program can check of a home. Which of it is asked, and under which have, a city's standard says."""


def home_rules(standard: CityStandard) -> tuple[Rule, ...]:
    """The rules of homes, each of which belongs to a have: the program's in their order, then the city's own."""
    return _home_rules(ByIdentity(standard))


@lru_cache(16)
def _home_rules(key: ByIdentity) -> tuple[Rule, ...]:
    standard: CityStandard = key.of
    known = standard.items
    asked = (
        rule
        for rule in asked_rules(HOME_CHECKS, standard)
        if rule.have in standard.haves and all(item in known for item in rule.items)
    )
    own = (
        made
        for id, term in standard.rules.items()
        if term.check and term.have in standard.haves and (made := _own_rule(id, term, standard))
    )
    return (*asked, *own)


def asked_rules(checks: tuple[R, ...], standard: CityStandard) -> tuple[R, ...]:
    """Those of the checks that the standard asks for, as it says, in the city's words."""
    wording = Wording(standard)
    return tuple(
        _as_asked(check, term, standard, wording)
        for check in checks
        if (term := standard.rules.get(check.id)) and not term.check
    )


_NEEDS = {"mechanism.information-system": "information_system"}
"""Rules that are about something which a city may not have, by the term for it."""


def _as_asked(rule: R, term: RuleTerm, standard: CityStandard, wording: Wording) -> R:
    """A rule with what the standard says of it; a figure that a city's own text gives is not ours."""
    figures = {name: value for name, value in term.parameters.items() if name in rule.parameters}
    theirs = standard.profile == "" and figures
    have = standard.haves.get(term.have or "")
    if (need := _NEEDS.get(rule.id)) and not wording.names[need]:
        rule = not_applicable(rule)
    return dataclasses.replace(
        rule,
        check=_worded(rule.check, wording),
        have=term.have or "",
        clauses=term.clause or ((have.clause,) if have and have.clause else ()),
        title=wording(term.title or rule.title),
        reads=wording(rule.reads),
        met_when=wording(_OURS.sub("", rule.met_when) if theirs else rule.met_when),
        remedy=wording(rule.remedy),
        advice=(Advice(term.why) if term.why else Advice.CITY) if term.advice else None,
        parameters={**rule.parameters, **figures},
        site_choices=tuple(name for name in rule.site_choices if not (theirs and name in figures)),
        weight=rule.weight if term.weight is None else term.weight,
    )


def _worded(check: Callable[..., Verdict], word: Wording) -> Callable[..., Verdict]:
    """The check, its verdicts in the city's words."""

    def worded(case: Any) -> Verdict:
        verdict = check(case)
        if "{" not in verdict.message and "{" not in verdict.remedy:
            return verdict
        return dataclasses.replace(verdict, message=word.filled(verdict.message), remedy=word.filled(verdict.remedy))

    return worded


def _own_rule(id: str, term: RuleTerm, standard: CityStandard) -> Rule | None:
    try:
        return _as_asked(own_rule(id, term, standard), term, standard, Wording(standard))
    except FactoryError:
        return None


def not_applicable(rule: R) -> R:
    """The rule where the city has nothing that it could be applied to."""
    return dataclasses.replace(rule, check=lambda case: Verdict(Outcome.NOT_APPLICABLE), applies=False)


@dataclasses.dataclass(frozen=True)
class StandardIssue:
    """A part of standard.yml without effect, and why. `field` is its dotted path."""

    field: str
    message: str
    remedy: str


def issues(file: StandardFile, standard: CityStandard, known: tuple[Rule, ...]) -> Iterator[StandardIssue]:
    """What is wrong with a file and the standard that it comes to; `known` are all checks of the program."""
    by_id = {rule.id: rule for rule in known}
    homes = {rule.id for rule in HOME_CHECKS}
    if file.based_on not in (*profiles.NAMES, "none"):
        message = f"没有“{file.based_on}”这套标准" if file.based_on else "没有写依据哪套标准"
        taken = profile_of(file) or "none"
        remedy = f"写 based_on: {'、'.join(profiles.NAMES)} 或 none；改好以前按 {taken} 算"
        yield StandardIssue("based_on", message, remedy)
    for number, code in enumerate(file.regulations):
        if code not in standard.regulations:
            choices = "、".join((*profile_regulations(), *file.own))
            message = f"没有“{code}”这项制度"
            yield StandardIssue(f"regulations[{number}]", message, f"可以写：{choices}；自己的制度写在 own 里")
    for function, named in file.functions.items():
        for code in named.items:
            if not code.startswith(f"{function}."):
                at = f"functions.{function}.items.{code}"
                yield StandardIssue(
                    at, f"“{code}”不属于“{function}”", f"代号以功能的代号开头，如 {function}.{code.rpartition('.')[2]}"
                )
    for code in file.own:
        if code not in standard.regulations:
            message = f"regulations 里没有列“{code}”，这项制度不起作用"
            yield StandardIssue(f"own.{code}", message, f"把 {code} 也写进 regulations，或删掉它")
    yield from _without_items(file, standard, by_id)
    profile = profile_of(file)
    base = profile_file(profile) if profile else StandardFile()
    parts = {*base.rules, *base.haves}
    for number, code in enumerate(file.drop):
        if code not in parts:
            near = get_close_matches(code, list(parts), 1)
            hint = f"是不是“{near[0]}”？" if near else "检查拼写，或删掉这一项"
            yield StandardIssue(f"drop[{number}]", f"所依据的标准里没有“{code}”", hint)
    for id in file.rules:
        if id not in file.drop:
            term = standard.rules[id]
            yield from _rule_issues(id, term, standard, by_id, id in homes or bool(term.check))
    duties = {rule.have for rule in home_rules(standard) if not rule.advice}
    for code, have in standard.haves.items():
        if code not in duties:
            message = f"“{have.label}”（{code}）下面没有一条必须做到的标准，谁都算达到"
            yield StandardIssue(f"haves.{code}", message, f"在 rules 里写上归入 {code} 的标准，或删掉这一项")


def _without_items(file: StandardFile, standard: CityStandard, known: dict[str, Rule]) -> Iterator[StandardIssue]:
    """Rules of the program that count activities of an item that the city hasn't."""
    for id, term in standard.rules.items():
        items = known[id].items if id in known and not term.check else ()
        for item in items:
            if item not in standard.items:
                named = default_standard().items[item]
                at, drop = (f"rules.{id}", "删掉它") if id in file.rules else ("functions", f"把 {id} 列进 drop")
                message = f"“{id}”要看服务事项“{named}”（{item}），functions 里没有，这条不起作用"
                remedy = f"{drop}；或在 functions 里写上 {item}；或用 check: held-of-item 写自己的标准"
                yield StandardIssue(at, message, remedy)


def _rule_issues(
    id: str, term: RuleTerm, standard: CityStandard, known: dict[str, Rule], of_home: bool
) -> Iterator[StandardIssue]:
    at = f"rules.{id}"
    rule = known.get(id)
    if rule and term.check:
        yield StandardIssue(f"{at}.check", f"“{id}”是已有的标准，不能另写检查", "换一个代号，如 own.x；或删掉 check")
        return
    if of_home and term.have not in standard.haves:
        what = f"没有“{term.have}”这一项" if term.have else "没有写归入哪一项（have）"
        yield StandardIssue(f"{at}.have" if term.have else at, f"“{id}”{what}", f"可以写：{'、'.join(standard.haves)}")
    if term.check:
        try:
            own_rule(id, term, standard)
        except FactoryError as error:
            yield StandardIssue(f"{at}.{error.field}" if error.field else at, f"“{id}”：{error.message}", error.remedy)
        return
    if rule is None and (term.field or term.item or term.period):  # one of the city's own
        yield StandardIssue(at, f"“{id}”没有能用的检查", f"check 写其中一种：{'、'.join(FACTORIES)}")
        return
    if rule is None:
        near = get_close_matches(id, list(known), 1)
        hint = f"是不是“{near[0]}”？" if near else "检查拼写；自己的标准要写 check"
        yield StandardIssue(at, f"没有“{id}”这条标准", hint)
        return
    for name in term.parameters:
        if name not in rule.parameters:
            allowed = "、".join(f"{PARAMETERS.get(n, n)}（{n}）" for n in rule.parameters) or "没有"
            message = f"“{id}”没有“{PARAMETERS[name]}”（{name}）这个数"
            yield StandardIssue(f"{at}.{name}", message, f"可以写的数：{allowed}")
    for name in ("field", "item", "period"):
        if getattr(term, name) is not None:
            yield StandardIssue(f"{at}.{name}", f"“{id}”不看 {name}", f"删掉 {name}；自己的标准要写 check")
