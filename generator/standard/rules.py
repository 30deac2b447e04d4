"""All rules in the order of the policy, collected from their modules."""

from __future__ import annotations

from generator.standard import district, recognition_rules
from generator.standard.haves import HOME_RULES
from generator.standard.rule import Rule

DISTRICT_RULES: tuple[Rule, ...] = district.RULES
RECOGNITION_RULES: tuple[Rule, ...] = recognition_rules.RULES
RULES: tuple[Rule, ...] = (*HOME_RULES, *DISTRICT_RULES, *RECOGNITION_RULES)
BY_ID: dict[str, Rule] = {rule.id: rule for rule in RULES}


def citing(clause: str) -> tuple[Rule, ...]:
    """The rules that cite a clause, a part of it, or the item it is a part of."""
    return tuple(rule for rule in RULES if any(_meets(cited, clause) for cited in rule.clauses))


def _meets(cited: str, clause: str) -> bool:
    if cited == "附件1":  # the six regulations as a whole, not each of their points
        return cited == clause
    return clause.startswith(cited) or cited.startswith(clause)
