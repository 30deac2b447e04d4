"""The sample city keeps to the standard that it shows: its holders meet it, and plaques live by decisions alone."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from generator.content.intake import take_snapshot
from generator.model.city import default_standard
from generator.model.load import load_federation, load_home, with_homes
from generator.standard.federation import assess_city, assess_district
from generator.standard.recognition import plaques, replay
from generator.standard.recognition_rules import standings_at_decisions
from generator.standard.rules import all_rules
from generator.standard.standing import assess

RULES = all_rules(default_standard())

ON = dt.date(2026, 11, 20)
"""The sample's own day: what comes later is announced, not recorded."""


@pytest.fixture(scope="module")
def sample():
    snapshot = take_snapshot(Path(__file__).parent.parent.parent / "content")
    federation = load_federation(snapshot)
    return with_homes(federation, (load_home(snapshot, identity, federation) for identity in snapshot.homes))


@pytest.fixture(scope="module")
def standings(sample):
    return {one: assess(home, sample.districts[home.district], ON) for one, home in sample.homes.items()}


def test_whoever_holds_a_plaque_meets_the_standard(sample, standings):
    held = {home for home, levels in plaques(sample, ON).items() if any(plaque.holding for plaque in levels.values())}
    assert len(held) > 50
    assert {
        home: [rule.id for rule in standings[home].duties_missed] for home in held if not standings[home].meets_standard
    } == {}


def test_not_everybody_does(standings):
    meeting = sum(standing.meets_standard for standing in standings.values())
    assert 40 < meeting < 70 and len(standings) == 100


def test_the_rounds_are_in_order_but_for_what_december_brings(sample, standings):
    stood = {
        (one, day): how
        for one, home in sample.homes.items()
        for day, how in standings_at_decisions(home, sample, standings[one]).items()
    }
    judgement = assess_city(sample, ON, stood)
    unmet = {rule for rule, outcome in judgement.outcomes.items() if outcome == "unmet"}
    assert unmet == {
        "recognition.filed",
        "recognition.quota-city-per-district",
    }  # sixteen districts of six homes each have no ten plaques
    assert all("2026" in finding.place.path for finding in judgement.findings if finding.rule == "recognition.filed")


def test_nobody_is_delisted_for_advice_and_places_stay_in_their_district(sample):
    advice = [rule.title for rule in RULES if rule.advice] + ["例会", "走访", "培训"]
    decisions = [one for one in replay(sample, ON).decisions if one.renewal.decision == "delisted"]
    assert len(decisions) == 4 and all(one.effective for one in decisions)
    for one in decisions:
        assert one.renewal.reason and not any(title in one.renewal.reason for title in advice), one.renewal
        assert one.substitute and one.substitute.partition("/")[0] == one.renewal.home.partition("/")[0]


def test_three_years_of_its_plaques(sample):
    """Nothing ends but by a decision: what 2026 leaves undecided waits, and is held, as long as nobody decides."""
    at = {
        year: Counter(
            plaque.status for levels in plaques(sample, dt.date(year, 12, 31)).values() for plaque in levels.values()
        )
        for year in (2024, 2025, 2026, 2027)
    }
    reviewed = sum(one.renewal.decision == "renewed" for one in replay(sample, ON).decisions if one.round.year == 2026)
    assert at[2024] == {"held": 35}
    assert at[2025] == {"held": 65, "delisted": 4}
    assert at[2026] == {"held": 66, "delisted": 4}
    assert at[2027] == {"held": 66 - (34 - reviewed), "awaiting": 34 - reviewed, "delisted": 4} and reviewed == 16


def test_each_plaque_is_reviewed_once_in_the_year_after(sample):
    given = {
        (home, level): plaque.years for home, levels in plaques(sample, ON).items() for level, plaque in levels.items()
    }
    assert {years[1:] for years in given.values()} <= {(), *((year + 1,) for year in (2024, 2025))}
    assert all(years[1] == years[0] + 1 for years in given.values() if len(years) > 1)


def test_districts_that_owe_money_are_few(sample):
    outcomes = [assess_district(sample, district, ON).outcomes for district in sample.districts.values()]
    assert Counter(one["funding.district"] for one in outcomes) == {"met": 13, "unmet": 3}
    assert Counter(one["district.assessment"] for one in outcomes) == {"met": 15, "not-assessed": 1}
