"""All rules of a city in the order of the policy, collected from their modules."""

from __future__ import annotations

from generator.model.standard import CityStandard
from generator.standard import district, recognition_rules, ruleset
from generator.standard.rule import Rule

CHECKS: tuple[Rule, ...] = (*ruleset.HOME_CHECKS, *district.RULES, *recognition_rules.RULES)
"""All that the program can check."""


def all_rules(standard: CityStandard) -> tuple[Rule, ...]:
    """The rules of homes, of districts and of recognition."""
    return (
        *ruleset.home_rules(standard),
        *district.rules(standard),
        *recognition_rules.rules(standard),
    )


def citing(clause: str, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The rules that cite a clause, a part of it, or the item it is a part of."""
    return tuple(rule for rule in rules if any(_meets(cited, clause) for cited in rule.clauses))


def _meets(cited: str, clause: str) -> bool:
    if cited == "附件1":  # the six regulations as a whole, not each of their points
        return cited == clause
    return clause.startswith(cited) or cited.startswith(clause)
