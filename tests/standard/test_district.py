"""What a district owes, and what it may ask beyond the city's standard."""

from __future__ import annotations

import pytest

from generator.standard.district import RULES
from generator.standard.federation import assess_district
from generator.standard.refinement import findings, refine, stricter_requirements
from generator.standard.standing import assess

from .folder import GONE, ON, build, home_of

FILE = "districts/chaoyang/district.yml"
_CASES = {
    "funding.district": {
        "two_yuan_each": ({}, "met"),
        "gap": ({f"{FILE}:funding.allocation": 1999}, "unmet"),
        "city_asks_more": ({"city.yml:funding": {"per_woman": 2.5}}, "unmet"),
        "to_the_fen": (
            {f"{FILE}:funding": {"female_residents": 3, "allocation": 6.6}, "city.yml:funding": {"per_woman": 2.2}},
            "met",
        ),
        "no_allocation": ({f"{FILE}:funding.allocation": GONE}, "unmet"),
        "nothing": ({f"{FILE}:funding": GONE}, "not-assessed"),
    },
    "district.assessment": {
        "issued": ({}, "met"),
        "to_be_issued": ({f"{FILE}:assessment.issued": "2026-12-01"}, "not-assessed"),
        "in_no_yearly_review": ({f"{FILE}:assessment.in_yearly_review": False}, "unmet"),
        "yearly_review_not_said": ({f"{FILE}:assessment.in_yearly_review": GONE}, "not-assessed"),
        "nothing": ({f"{FILE}:assessment": GONE}, "not-assessed"),
    },
    "district.plan": {"issued": ({}, "met"), "nothing": ({f"{FILE}:plan": GONE}, "not-assessed")},
    "district.coverage": {
        "each_street": ({}, "met"),
        "one_without": ({f"{FILE}:streets[1]": {"slug": "wangjing", "name": "望京街道"}}, "unmet"),
        "home_closed": ({"home.yml:closed": {"on": "2026-08-01"}}, "unmet"),
        "no_streets": ({f"{FILE}:streets": GONE}, "not-assessed"),
    },
}


@pytest.mark.parametrize(
    ("rule", "edits", "outcome"),
    [(rule, *case) for rule, cases in _CASES.items() for case in cases.values()],
    ids=[f"{rule}_{reason}" for rule, cases in _CASES.items() for reason in cases],
)
def test_district_rule(tmp_path, rule, edits, outcome):
    content = build(tmp_path, edits)
    if rule == "district.coverage" and outcome == "not-assessed":
        content = build(tmp_path / "empty", edits | {"homes/chaoyang/zaoying-beili/home.yml": "x"})
    judgement = assess_district(content, content.districts["chaoyang"], ON)
    assert judgement.outcomes[rule] == outcome
    assert any(f.rule == rule for f in judgement.findings) == (
        outcome == "unmet" or (outcome, rule) == ("not-assessed", "funding.district")
    )


def test_every_district_rule_has_a_case():
    assert _CASES.keys() == {rule.id for rule in RULES}


def test_gap_is_told_in_yuan(tmp_path):
    content = build(tmp_path, {f"{FILE}:funding.allocation": 1500})
    found = next(
        f for f in assess_district(content, content.districts["chaoyang"], ON).findings if f.rule == "funding.district"
    )
    assert "还差 500 元" in found.message and found.place.line


def test_gap_under_a_yuan_is_told_in_fen(tmp_path):
    content = build(tmp_path, {f"{FILE}:funding.female_residents": 1000, f"{FILE}:funding.allocation": 1999.5})
    found = next(
        f for f in assess_district(content, content.districts["chaoyang"], ON).findings if f.rule == "funding.district"
    )
    assert "区级划拨 1,999.50 元" in found.message and "还差 0.50 元" in found.message


def _refined(root, standard, **more):
    content = build(root, {f"{FILE}:standard": standard} | more)
    return content, content.districts["chaoyang"]


def test_raised_minimum_is_asked(tmp_path):
    content, district = _refined(tmp_path, {"mechanism.activities": {"minimum": 5}})
    standing = assess(home_of(content), district, ON)
    assert standing.outcomes["mechanism.activities"] == "unmet"
    assert "至少要 5 次" in next(f.message for f in standing.findings if f.rule == "mechanism.activities")
    assert findings(content, district) == ()


def test_fewer_months_ask_more(tmp_path):
    content, district = _refined(tmp_path, {"mechanism.publicity-plan": {"months": 6}})
    assert assess(home_of(content), district, ON).outcomes["mechanism.publicity-plan"] == "unmet"


def test_advice_made_duty_weighs_in_its_have(tmp_path):
    at = "ledger.yml:meetings.work"
    content, district = _refined(tmp_path, {"mechanism.monthly-meeting": {"duty": True}}, **{at: ["2026-01-09"]})
    standing = assess(home_of(content), district, ON)
    assert standing.haves["mechanism"] == "unmet" and not standing.meets_standard and standing.score < 100
    assert next(f.severity for f in standing.findings if f.rule == "mechanism.monthly-meeting") == "unmet"


def test_asks_more_in_words(tmp_path):
    _, district = _refined(
        tmp_path, {"mechanism.activities": {"minimum": 24}, "mechanism.monthly-meeting": {"duty": True}}
    )
    said = stricter_requirements(district)
    assert any("24" in line for line in said) and any("本区定为必须做到" in line for line in said) and len(said) == 2
    assert not any("原则上" in line or "本站口径" in line for line in said)


@pytest.mark.parametrize(
    ("standard", "named"),
    [
        ({"mechanism.activities": {"minimum": 3}}, ("3", "4")),
        ({"mechanism.rights-plan": {"months": 18}}, ("18", "15")),
        ({"mechanism.reports": {"duty": False}}, ("否", "是")),
        ({"team.contacts": {"per": 5}}, ("5", "10")),
        ({"team.contacts": {"minimum": 5}}, ("5", "{city}里没有")),
        ({"mechanism.activites": {"minimum": 9}}, ("mechanism.activites",)),
        ({"district.plan": {"duty": True}}, ("district.plan",)),
        ({"team.contacts": {"maximum": 5}}, ("妇女代表联系群众",)),
    ],
    ids=[
        "minimum_weaker",
        "months_weaker",
        "duty_weaker",
        "per_weaker",
        "parameter_unknown",
        "rule_unknown",
        "not_a_homes",
        "no_known_parameter",
    ],
)
def test_weaker_or_unknown_is_an_error_without_effect(tmp_path, standard, named):
    content, district = _refined(tmp_path, standard)
    (found,) = findings(content, district)
    assert found.severity == "error" and found.place.line and found.remedy
    assert all(word in found.message for word in named)
    assert refine(district).raised == ()
    assert assess(home_of(content), district, ON).meets_standard


def test_equal_is_no_error(tmp_path):
    content, district = _refined(tmp_path, {"mechanism.activities": {"minimum": 4}})
    assert findings(content, district) == () and stricter_requirements(district) == ()


def test_weights_must_add_up(tmp_path):
    content = build(tmp_path, {f"{FILE}:weights.venue": 11})
    district = content.districts["chaoyang"]
    assert "101" in findings(content, district)[0].message
    assert assess(home_of(content), district, ON).score is None
