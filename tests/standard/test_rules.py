"""Every rule of the seven haves, both ways, from real files."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from generator.diagnostics import Severity
from generator.model.city import default_standard
from generator.standard.rule import SITE_CHOICES, Advice
from generator.standard.rules import all_rules
from generator.standard.ruleset import home_rules
from generator.standard.standing import assess

from .cases import CASES
from .folder import GONE, ON, build, home_of

RULES, HOME_RULES = all_rules(default_standard()), home_rules(default_standard())
_ALL = [(rule, reason, *case) for rule, cases in CASES.items() for reason, case in cases.items()]


def judge(root, edits=None, on=ON):
    content = build(root, edits)
    return assess(home_of(content), content.districts["chaoyang"], on)


@pytest.mark.parametrize(
    ("rule", "edits", "outcome"), [(r, e, o) for r, _, e, o in _ALL], ids=[f"{r}_{n}" for r, n, _, _ in _ALL]
)
def test_outcome(tmp_path, rule, edits, outcome):
    standing = judge(tmp_path, edits)
    assert standing.outcomes[rule] == outcome
    own = [finding for finding in standing.findings if finding.rule == rule]
    advice = next(r.advice for r in standing.rules if r.id == rule)
    expected = {
        "unmet": Severity.ADVICE if advice else Severity.UNMET,
        "not-assessed": None if advice else Severity.NOTICE,
    }.get(outcome)
    assert [finding.severity for finding in own] == ([expected] if expected else [])
    for finding in own:
        assert finding.home == "chaoyang/zaoying-beili" and finding.clause and finding.remedy
        assert re.search("[\u4e00-\u9fff]", finding.message) and finding.place.path.startswith(
            "homes/chaoyang/zaoying-beili/"
        )


def test_every_rule_passes_and_fails_somewhere():
    assert CASES.keys() == {rule.id for rule in HOME_RULES}
    for rule, cases in CASES.items():
        outcomes = {outcome for _, outcome in cases.values()}
        assert "met" in outcomes and "not-assessed" in outcomes, rule
        assert "unmet" in outcomes or rule == "team.organisation", rule


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_has_all_that_its_page_needs(rule):
    assert rule.title and rule.reads and rule.remedy and rule.sentence() and "{" not in rule.sentence()
    assert rule.clauses or rule.id == "recognition.known-home"
    assert (
        set(rule.site_choices) <= {*rule.parameters, "year", "once", "council"}
        and set(rule.site_choices) <= SITE_CHOICES.keys()
    )
    assert bool(rule.site_choices) == ("本站口径" in rule.sentence())
    assert not rule.parameters or any(f"{{{name}" in rule.met_when for name in rule.parameters)


def test_good_home_meets_the_standard(tmp_path):
    standing = judge(tmp_path)
    assert standing.findings == ()
    assert standing.meets_standard and standing.score == 100.0
    assert set(standing.outcomes.values()) == {"met"}


_ADVICE = {
    "team.volunteer-meetings": Advice.IN_PRINCIPLE,
    "mechanism.monthly-meeting": Advice.IN_PRINCIPLE,
    "mechanism.council": Advice.IN_PRINCIPLE,
    "mechanism.training": Advice.OURS,
    "mechanism.incidents": Advice.NO_HAVE,
    "mechanism.care-visits": Advice.NO_HAVE,
    "honour.fresh": Advice.OURS,
    "district.assessment": Advice.NOT_A_HOME,
    "district.plan": Advice.NOT_A_HOME,
    "district.coverage": Advice.NOT_A_HOME,
    "recognition.quota-city-per-district": Advice.OURS,
}


def test_advice_is_what_the_text_makes_no_duty_of_a_have():
    assert {rule.id: rule.advice for rule in RULES if rule.advice} == _ADVICE
    assert len({reason.label for reason in Advice}) == len(Advice) == 5


def test_advice_weighs_in_no_have(tmp_path):
    """A home that follows no advice at all meets the standard with the full score."""
    edits = {
        "ledger.yml:meetings": {"work": ["2026-02-10"], "congress": ["2026-06-20"]},
        "ledger.yml:rights.incidents_reported": GONE,
        "ledger.yml:care": GONE,
        "ledger.yml:family.selected": [{"date": "2026-01-15", "households": 3}],
        "activities/2026-07-01-jineng.md:kind": "event",
    }
    standing = judge(tmp_path, edits)
    homes = {rule for rule in _ADVICE if not rule.startswith(("district.", "recognition."))}
    assert {rule for rule, outcome in standing.outcomes.items() if outcome != "met"} == homes
    assert standing.meets_standard and standing.score == 100.0


_DUTIES = {
    "team.organisation": {"home.yml:organisation.federation": GONE},
    "team.duties": {"home.yml:staff.deputies[0].duties": GONE},
    "team.volunteer-records": {"ledger.yml:volunteers.records": "2024-10-30"},
    "team.opinions": {"ledger.yml:contacts.opinions": GONE},
    "facilities.in-use": {"home.yml:facilities.in_use": False},
    "mechanism.meetings": {"ledger.yml:meetings.work": GONE},
    "mechanism.petition-archive": {"ledger.yml:rights.archived": "2025-06-30"},
    "ledger.other": {"ledger.yml:other.cases": GONE},
}


@pytest.mark.parametrize("rule", _DUTIES)
def test_what_the_text_asks_without_yes_and_but_takes_its_have(tmp_path, rule):
    standing = judge(tmp_path, _DUTIES[rule])
    assert standing.haves[next(r.have for r in HOME_RULES if r.id == rule)] != "met"
    assert not standing.meets_standard and standing.score < 100


def test_silence_is_never_met(tmp_path):
    bare = {"name": "枣营北里社区妇女之家", "kind": "community", "street": "maizidian"}
    others = ("ledger.yml", "regulations.yml", "brand.md", "families.yml", "consents.yml")
    activities = [
        f"activities/{n}.md"
        for n in ("2026-03-08-pufa", "2026-05-15-jiajiao", "2026-07-01-jineng", "2026-09-10-bangfu")
    ]
    standing = judge(tmp_path, {"home.yml": bare} | dict.fromkeys((*others, *activities), GONE))
    assert set(standing.outcomes.values()) == {"not-assessed"}
    assert not standing.meets_standard and standing.score == 0.0


def test_score_weighs_haves_and_met_duties(tmp_path):
    standing = judge(tmp_path, {"home.yml:facilities.sign": False, "home.yml:facilities.plaque": GONE})
    duties = sum(rule.have == "facilities" and not rule.advice for rule in HOME_RULES)
    assert standing.score == round(90 + 10 * (duties - 2) / duties, 1)
    assert standing.haves["facilities"] == "unmet" and standing.haves["venue"] == "met"


def test_no_score_without_weights(tmp_path):
    assert judge(tmp_path, {"districts/chaoyang/district.yml:weights": GONE}).score is None


def test_message_has_figures(tmp_path):
    standing = judge(tmp_path, {"activities/2026-03-08-pufa.md": GONE})
    message = next(f.message for f in standing.findings if f.rule == "mechanism.activities")
    assert "一年内有活动 3 次，至少要 4 次（还差 1 次）" in message


def test_what_is_not_recorded_is_told_as_it_is_written(tmp_path):
    none = judge(tmp_path / "a", {"home.yml:staff.representatives": 0}).verdicts["team.contacts"]
    assert "写的是 0" in none.message and none.outcome == "not-assessed"
    activities = {f"activities/{path.name}": GONE for path in (tmp_path / "a").glob("homes/*/*/activities/*")}
    silent = judge(tmp_path / "b", activities).verdicts["mechanism.activity-records"]
    assert silent.outcome == "not-assessed" and "activities/ 里写一个文件" in silent.remedy


def test_finding_stands_where_the_field_stands(tmp_path):
    standing = judge(tmp_path, {"home.yml:staff.part_time": 0})
    finding = next(f for f in standing.findings if f.rule == "team.deputies")
    lines = (tmp_path / "homes/chaoyang/zaoying-beili/home.yml").read_text().split("\n")
    assert lines[finding.place.line - 1].strip() == "part_time: 0"
    assert finding.label == "兼职人员" and finding.field == "staff.part_time"


def test_year_ends_on_the_day_of_the_build(tmp_path):
    months = [f"2026-{month:02d}-10" for month in range(1, 13)]
    edits = {"ledger.yml:meetings.work": months}
    assert judge(tmp_path / "a", edits, dt.date(2026, 12, 31)).outcomes["mechanism.monthly-meeting"] == "met"
    edits = {"ledger.yml:meetings.work": months[1:]}
    assert judge(tmp_path / "b", edits, dt.date(2026, 12, 31)).outcomes["mechanism.monthly-meeting"] == "unmet"


def test_closed_home_gets_no_findings(tmp_path):
    standing = judge(tmp_path, {"home.yml:closed": {"on": "2026-08-01"}, "home.yml:venue": GONE})
    assert standing.findings == () and standing.outcomes["venue.place"] == "not-assessed"
