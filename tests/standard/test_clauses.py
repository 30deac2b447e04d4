"""Every clause of the policy's 三, 四, 五 and both annexes has a rule or a reason."""

from __future__ import annotations

import pytest

from generator.model.city import default_standard
from generator.standard.clauses import clauses_of
from generator.standard.rules import all_rules, citing

CLAUSES, RULES = clauses_of("beijing"), all_rules(default_standard())

_COUNTED = {
    "四（二）7": 5,
    "附件1 一": 5,
    "附件1 二": 5,
    "附件1 三": 3,
    "附件1 四": 6,
    "附件1 五": 5,
    "附件1 六": 3,
    "四（示范）": 4,
    "五": 3,
}


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: clause.clause.replace(" ", "-"))
def test_rule_or_reason(clause):
    assert clause.asks
    assert bool(citing(clause.clause, RULES)) != bool(clause.reason)


@pytest.mark.parametrize(("part", "items"), _COUNTED.items())
def test_no_item_is_missing(part, items):
    assert sum(clause.clause.startswith(part) for clause in CLAUSES) == items


def test_rules_cite_known_clauses():
    known = [clause.clause for clause in CLAUSES]
    for rule in RULES:
        for cited in rule.clauses:
            assert any(clause.startswith(cited) for clause in known), (rule.id, cited)


def test_ids_are_unique():
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_old_marriage_law_is_said_to_be_replaced():
    for clause in CLAUSES:
        if "婚姻法" in clause.asks + clause.reason:
            assert "民法典" in clause.asks
