"""The life of a plaque by its dates, and the rules of the rounds."""

from __future__ import annotations

import datetime as dt

import pytest

from generator.standard.federation import RuleVerdicts, assess_city
from generator.standard.recognition import plaques
from generator.standard.recognition_rules import standings_at_decisions
from generator.standard.standing import assess

from .folder import GONE, ON, build

A, B, C, D = (f"chaoyang/{name}" for name in ("zaoying-beili", "beta", "gamma", "delta"))
BARE = {"kind": "community", "street": "maizidian"}
HOMES = {f"homes/{home}/home.yml": {"name": home, **BARE} for home in (B, C, D)}


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def city_round(year: int, recognised=(A,), reserves=(), decided=None, **more) -> dict:
    decided = decided or f"{year}-12-18"
    steps = {
        "applied": f"{year}-11-02", "street_party_opinion": {"date": f"{year}-11-05", "text": "同意"},
        "district_opinion": {"date": f"{year}-11-20", "text": "同意"}, "papers": f"{year}-11-28",
        "city_opinion": {"date": f"{year}-12-10", "text": "同意"},
    }  # fmt: skip
    return {
        "level": "city", "year": year, "document": f"京妇发〔{year}〕12号", "decided_on": decided,
        "applications": [{"home": home, **steps} for home in recognised],
        "recognised": list(recognised), "reserves": list(reserves), **more,
    }  # fmt: skip


def renewal(home: str, decision: str = "renewed", on: str = "2026-12-10", level: str = "city", **more) -> dict:
    return {"home": home, "level": level, "decision": decision, "decided_on": on, **more}


def district_round(year: int, *renewals: dict, **more) -> dict:
    return {"level": "district", "year": year, "renewals": list(renewals), **more}


def status(content, on: str, home: str = A, level: str = "city") -> str | None:
    plaque = plaques(content, day(on)).get(home, {}).get(level)
    return plaque and plaque.status


def replayed(root, rounds: dict, **edits):
    return build(root, HOMES | {f"recognition/{name}.yml": round for name, round in rounds.items()} | edits)


def judged(content, on: dt.date = ON) -> RuleVerdicts:
    now = {one: assess(home, content.districts[home.district], on) for one, home in content.homes.items()}
    stood = {
        (one, day): how
        for one, home in content.homes.items()
        for day, how in standings_at_decisions(home, content, now[one]).items()
    }
    return assess_city(content, on, stood)


def outcome(content, rule: str, on: dt.date = ON) -> str:
    return judged(content, on).outcomes[f"recognition.{rule}"]


YEARLY = {"city.yml:honours": {"homes": [{"id": "city", "review": "yearly"}, {"id": "district"}]}}
LAPSING = {"city.yml:honours": {"homes": [{"id": "city", "years": 2, "review": "none"}, {"id": "district"}]}}


def holds(content, on: str) -> bool:
    return plaques(content, day(on))[A]["city"].holding


def test_given_held_awaiting(tmp_path):
    content = replayed(tmp_path, {"2025-city": city_round(2025)})
    assert status(content, "2025-12-17") is None
    assert status(content, "2025-12-18") == status(content, "2026-12-31") == "held"
    assert status(content, "2027-01-01") == status(content, "2030-06-01") == "awaiting"
    assert holds(content, "2030-06-01")
    plaque = plaques(content, ON)[A]["city"]
    assert (plaque.year, plaque.years, plaque.review_by, plaque.document) == (
        2025,
        (2025,),
        day("2026-12-31"),
        "京妇发〔2025〕12号",
    )


def test_renewed_once_it_is_held_without_end(tmp_path):
    content = replayed(tmp_path, {"2025-city": city_round(2025), "2026-chaoyang": district_round(2026, renewal(A))})
    assert plaques(content, day("2026-12-09"))[A]["city"].review_by == day("2026-12-31")
    assert status(content, "2027-12-31") == status(content, "2050-01-01") == "held"


def test_renewed_year_by_year_where_the_city_says_so(tmp_path):
    rounds = {"2025-city": city_round(2025), "2026-chaoyang": district_round(2026, renewal(A))}
    rounds["2027-chaoyang"] = district_round(2027, renewal(A, on="2027-12-10"))
    content = replayed(tmp_path, rounds, **YEARLY)
    assert plaques(content, day("2026-12-09"))[A]["city"].review_by == day("2026-12-31")
    assert status(content, "2027-12-31") == status(content, "2028-12-31") == "held"
    assert status(content, "2029-01-01") == "awaiting" and holds(content, "2029-01-01")
    assert plaques(content, day("2028-01-01"))[A]["city"].years == (2025, 2026, 2027)


def test_it_lapses_where_the_city_says_so(tmp_path):
    content = replayed(tmp_path, {"2025-city": city_round(2025)}, **LAPSING)
    assert status(content, "2027-12-31") == "held" and plaques(content, ON)[A]["city"].lapses == day("2027-12-31")
    assert status(content, "2028-01-01") == "lapsed" and not holds(content, "2028-01-01")


def test_late_renewal_ends_the_wait(tmp_path):
    rounds = {"2025-city": city_round(2025), "2027-chaoyang": district_round(2027, renewal(A, on="2027-03-01"))}
    content = replayed(tmp_path, rounds)
    assert status(content, "2027-02-28") == "awaiting"
    assert status(content, "2027-03-01") == status(content, "2028-12-31") == status(content, "2029-01-01") == "held"


def test_a_renewal_dated_in_the_year_of_the_plaque_renews_nothing(tmp_path):
    rounds = {"2025-city": city_round(2025), "2026-chaoyang": district_round(2026, renewal(A, on="2025-12-25"))}
    content = replayed(tmp_path, rounds)
    assert status(content, "2026-12-31") == "held" and status(content, "2027-01-01") == "awaiting"
    told = [f for f in judged(content).findings if f.rule == "recognition.yearly-review"]
    assert [(f.field, f.remedy) for f in told] == [("renewals[0].decided_on", "核对决定日期，是不是 2026-12-25？")]


def test_delisted_from_its_date(tmp_path):
    rounds = {"2025-city": city_round(2025), "2026-chaoyang": district_round(2026, renewal(A, "delisted"))}
    content = replayed(tmp_path, rounds)
    assert status(content, "2026-12-09") == "held"
    assert status(content, "2026-12-10") == status(content, "2027-06-01") == "delisted"


def test_recognised_again_starts_again(tmp_path):
    rounds = {"2025-city": city_round(2025), "2026-chaoyang": district_round(2026, renewal(A, "delisted"))}
    content = replayed(tmp_path, rounds | {"2027-city": city_round(2027)})
    plaque = plaques(content, day("2027-12-18"))[A]["city"]
    assert (plaque.status, plaque.year, plaque.years, plaque.review_by) == ("held", 2027, (2027,), day("2028-12-31"))


@pytest.mark.parametrize(
    ("substitute", "gets", "verdict"), [(B, B, "met"), (C, None, "unmet"), (D, None, "unmet"), (None, None, "unmet")]
)
def test_substitute_in_reserve_order_alone(tmp_path, substitute, gets, verdict):
    delisting = renewal(A, "delisted", "2026-11-10", **({"substitute": substitute} if substitute else {}))
    rounds = {"2025-city": city_round(2025, reserves=[B, C]), "2026-chaoyang": district_round(2026, delisting)}
    content = replayed(tmp_path, rounds)
    held = {home for home in (B, C, D) if status(content, "2026-11-10", home) == "held"}
    assert held == ({gets} if gets else set())
    assert outcome(content, "substitution") == verdict
    if gets:
        assert plaques(content, ON)[gets]["city"].review_by == day("2027-12-31")


def test_two_places_of_one_day_are_filled_in_order(tmp_path):
    out = [renewal(A, "delisted", "2026-11-10", substitute=D), renewal(B, "delisted", "2026-11-10", substitute=C)]
    rounds = {"2025-city": city_round(2025, (A, B), (C, D)), "2026-chaoyang": district_round(2026, *out)}
    content = replayed(tmp_path, rounds)
    assert {home for home in (C, D) if status(content, "2026-11-10", home) == "held"} == {C, D}
    assert outcome(content, "substitution") == "met"


OTHER = "haidian/epsilon"
ELSEWHERE = {f"homes/{OTHER}/home.yml": {"name": OTHER, "kind": "community", "street": "yanyuan"}}


@pytest.mark.parametrize("level", ["city", "district"])
def test_a_place_stays_in_its_district(tmp_path, level):
    """Another district's reserve fills no place, though it stands first in the city's list."""
    given = city_round(2025, reserves=[OTHER]) | {"level": level}
    delisting = renewal(A, "delisted", "2026-11-10", level, substitute=OTHER)
    rounds = {
        f"2025-{'city' if level == 'city' else 'chaoyang'}": given,
        "2026-chaoyang": district_round(2026, delisting),
    }
    content = replayed(tmp_path, rounds, **ELSEWHERE)
    assert status(content, "2026-11-10", OTHER, level) is None
    assert outcome(content, "known-home") == outcome(content, "substitution") == "unmet"


def test_the_first_of_the_district_in_the_citys_reserves_is_next(tmp_path):
    delisting = renewal(A, "delisted", "2026-11-10", substitute=C)
    rounds = {"2025-city": city_round(2025, reserves=[OTHER, C, B]), "2026-chaoyang": district_round(2026, delisting)}
    content = replayed(tmp_path, rounds, **ELSEWHERE)
    assert status(content, "2026-11-10", C) == "held"
    assert outcome(content, "known-home") == outcome(content, "substitution") == "met"


def test_no_score_and_no_missed_duty_ends_a_plaque(tmp_path):
    """The worst home with the lowest score and the last place is held until somebody decides; one that lapsed elsewhere
    too.
    """
    round = city_round(2025, (B,)) | {
        "applications": [{"home": B, "applied": "2025-11-02", "result": 0, "review_rank": 99}]
    }
    content = replayed(tmp_path, {"2025-city": round})
    assert [status(content, on, B) for on in ("2026-12-31", "2027-01-01", "2035-06-01")] == [
        "held",
        "awaiting",
        "awaiting",
    ]
    assert plaques(content, day("2035-06-01"))[B]["city"].holding


def test_three_years_of_rounds(tmp_path):
    """Given, reviewed once in the year after, late, delisted and filled: what stands at each year's end."""
    rounds = {
        "2024-city": city_round(2024, (A, B), reserves=[OTHER, C]),
        "2025-chaoyang": district_round(
            2025, renewal(A, on="2025-12-10"), renewal(B, "delisted", "2025-12-10", substitute=C)
        ),
        "2025-city": city_round(2025, (D,)),
        "2026-chaoyang": district_round(2026, renewal(C, on="2026-12-10")),
        "2027-chaoyang": district_round(2027, renewal(D, on="2027-02-01")),
    }
    content = replayed(tmp_path, rounds, **ELSEWHERE)
    at = {
        on: {home: status(content, on, home) for home in (A, B, C, D, OTHER)}
        for on in ("2024-12-31", "2025-12-31", "2026-12-31", "2027-01-31", "2027-12-31")
    }
    assert at == {
        "2024-12-31": {A: "held", B: "held", C: None, D: None, OTHER: None},
        "2025-12-31": {A: "held", B: "delisted", C: "held", D: "held", OTHER: None},
        "2026-12-31": {A: "held", B: "delisted", C: "held", D: "held", OTHER: None},
        "2027-01-31": {A: "held", B: "delisted", C: "held", D: "awaiting", OTHER: None},
        "2027-12-31": {A: "held", B: "delisted", C: "held", D: "held", OTHER: None},
    }


def test_reserves_of_its_own_level(tmp_path):
    rounds = {
        "2025-chaoyang": district_round(2025, decided_on="2025-12-01", recognised=[A], reserves=[B]),
        "2025-city": city_round(2025, (), [C]),
        "2026-chaoyang": district_round(2026, renewal(A, "delisted", "2026-11-10", "district", substitute=B)),
    }
    content = replayed(tmp_path, rounds)
    assert status(content, "2026-11-10", B, "district") == "held"


def test_a_district_gives_no_city_plaque(tmp_path):
    content = replayed(tmp_path, {"2025-chaoyang": city_round(2025)})
    assert plaques(content, ON) == {}
    assert outcome(content, "known-home") == "unmet"


def test_another_district_decides_nothing(tmp_path):
    rounds = {"2025-city": city_round(2025), "2026-haidian": district_round(2026, renewal(A, "delisted", "2026-11-10"))}
    content = replayed(tmp_path, rounds)
    assert status(content, "2026-11-11") == "held"
    assert outcome(content, "yearly-review") == "unmet"


def test_renamed_home_keeps_its_plaque(tmp_path):
    rounds = {"2025-city": city_round(2025, ("chaoyang/old-name",))}
    content = replayed(tmp_path, rounds, **{"home.yml:formerly": ["chaoyang/old-name"]})
    assert status(content, "2026-06-01") == "held"
    assert outcome(content, "known-home") == "met"


def test_nobody_takes_a_living_homes_plaque_by_naming_it(tmp_path):
    content = replayed(tmp_path, {"2025-city": city_round(2025, (B,))}, **{"home.yml:formerly": [B]})
    assert plaques(content, ON).keys() == {B}


def test_undecided_round_gives_nothing(tmp_path):
    round = city_round(2025)
    del round["decided_on"]
    content = replayed(tmp_path, {"2025-city": round})
    assert plaques(content, ON) == {}
    assert outcome(content, "procedure") == "unmet"


GOOD = city_round(2025)
_ALL = {
    "meets-standard": {
        "good_home": ({"2026-city": city_round(2026, decided="2026-11-20")}, "met"),
        "bare_home": ({"2026-city": city_round(2026, (B,), decided="2026-11-20")}, "unmet"),
        "bare_home_renewed": (
            {"2025-city": city_round(2025, (B,), decided="2025-01-18"),
             "2026-chaoyang": district_round(2026, renewal(B, on="2026-11-01"))}, "unmet",
        ),
        "bare_substitute": (
            {"2024-city": city_round(2024, (C,), reserves=[B]),
             "2025-chaoyang": district_round(2025, renewal(C, "delisted", "2025-12-10", substitute=B))}, "unmet",
        ),
        "good_substitute": (
            {"2024-city": city_round(2024, (C,), reserves=[A]),
             "2026-chaoyang": district_round(2026, renewal(C, "delisted", "2026-11-20", substitute=A))}, "met",
        ),
        "substitute_out_of_turn": (
            {"2024-city": city_round(2024, (C,), reserves=[A, B]),
             "2025-chaoyang": district_round(2025, renewal(C, "delisted", "2025-12-10", substitute=B))}, "not-assessed",
        ),
        "decided_in_future": ({"2026-city": city_round(2026, (B,))}, "not-assessed"),
    },
    "quota-city": {
        "one": ({"2025-city": GOOD}, "met"),
        "over": ({"2025-city": city_round(2025, [f"chaoyang/h-{n}" for n in range(161)])}, "unmet"),
        "no_round": ({}, "not-assessed"),
    },
    "quota-city-per-district": {
        "ten_each": (
            {"2025-city": city_round(2025, [f"{d}/h-{n}" for d in ("chaoyang", "haidian") for n in range(10)])}, "met",
        ),
        "too_few": ({"2025-city": GOOD}, "unmet"),
        "no_round": ({}, "not-assessed"),
    },
    "procedure": {
        "in_order": ({"2025-city": GOOD}, "met"),
        "no_application": ({"2025-city": GOOD | {"applications": []}}, "unmet"),
        "step_missing": ({"2025-city": GOOD | {"applications": [GOOD["applications"][0] | {"papers": None}]}}, "unmet"),
        "out_of_order": ({"2025-city": GOOD | {"applications": [GOOD["applications"][0] | {"papers": "2025-11-01"}]}}, "unmet"),
        "after_the_decision": ({"2025-city": GOOD | {"applications": [GOOD["applications"][0] | {"city_opinion": {"date": "2025-12-20"}}]}}, "unmet"),
        "against": (
            {"2025-city": GOOD | {"applications": [GOOD["applications"][0] | {"district_opinion": {"date": "2025-11-20", "text": "不同意"}}]}},
            "unmet",
        ),
        "no_dissent": (
            {"2025-city": GOOD | {"applications": [GOOD["applications"][0] | {"district_opinion": {"date": "2025-11-20", "text": "无不同意见"}}]}},
            "met",
        ),
        "spot_check_out_of_time": ({"2025-city": GOOD | {"applications": [GOOD["applications"][0] | {"spot_check": "2026-01-20"}]}}, "unmet"),
        "district_needs_less": (
            {"2025-chaoyang": district_round(
                2025, decided_on="2025-12-01", recognised=[A], applications=[{"home": A, "applied": "2025-11-01", "papers": "2025-11-20"}],
            )}, "met",
        ),
        "nothing_decided": ({}, "not-assessed"),
    },
    "yearly-review": {
        "still_held": ({"2025-city": GOOD}, "met"),
        "renewed": (
            {"2024-city": city_round(2024), "2025-chaoyang": district_round(2025, renewal(A, on="2025-12-10"))}, "met",
        ),
        "run_out": ({"2024-city": city_round(2024)}, "unmet"),
        "dated_in_the_year_of_the_plaque": (
            {"2025-city": city_round(2025), "2026-chaoyang": district_round(2026, renewal(A, on="2025-12-25"))}, "unmet",
        ),
        "nothing_given": ({}, "not-assessed"),
    },
    "substitution": {
        "no_reserves": (
            {"2025-city": GOOD, "2026-chaoyang": district_round(2026, renewal(A, "delisted", "2026-11-01"))}, "met",
        ),
        "renewed_with_substitute": (
            {"2025-city": city_round(2025, reserves=[B]),
             "2026-chaoyang": district_round(2026, renewal(A, on="2026-11-01", substitute=B))}, "unmet",
        ),
        "nobody_delisted": ({"2025-city": GOOD}, "not-assessed"),
    },
    "filed": {
        "all_three": (
            {"2025-chaoyang": district_round(
                2025, decided_on="2025-12-01",
                filed={"results": "2025-12-25", "city_roster": "2025-12-25", "district_roster": "2025-12-25"},
            )}, "met",
        ),
        "one_missing": (
            {"2025-chaoyang": district_round(2025, decided_on="2025-12-01", filed={"results": "2025-12-25", "city_roster": "2025-12-25"})},
            "unmet",
        ),
        "not_yet_decided": ({"2026-chaoyang": district_round(2026, decided_on="2026-12-01")}, "not-assessed"),
    },
    "known-home": {
        "known": ({"2025-city": GOOD}, "met"),
        "unknown": ({"2025-city": city_round(2025, ("chaoyang/nowhere",))}, "unmet"),
        "unknown_reserve": ({"2025-city": city_round(2025, reserves=["chaoyang/nowhere"])}, "unmet"),
        "twice": ({"2025-city": city_round(2025, (A, A))}, "unmet"),
        "recognised_and_reserve": ({"2025-city": city_round(2025, reserves=[A])}, "unmet"),
        "of_another_district": ({"2025-haidian": district_round(2025, decided_on="2025-12-01", recognised=[A])}, "unmet"),
        "no_rounds": ({}, "not-assessed"),
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "rounds", "expected"),
    [(rule, *case) for rule, cases in _ALL.items() for case in cases.values()],
    ids=[f"{rule}_{reason}" for rule, cases in _ALL.items() for reason in cases],
)
def test_rule_of_the_rounds(tmp_path, rule, rounds, expected):
    judgement = judged(replayed(tmp_path, rounds))
    assert judgement.outcomes[f"recognition.{rule}"] == expected
    own = [finding for finding in judgement.findings if finding.rule == f"recognition.{rule}"]
    assert bool(own) == (expected == "unmet")
    severity = {"known-home": "error", "quota-city-per-district": "advice"}.get(rule, "unmet")
    assert all(
        f.severity == severity and f.home is None and f.place.path.startswith("recognition/") and f.remedy for f in own
    )


def test_a_refused_application_is_taken_from_the_list(tmp_path):
    refused = GOOD["applications"][0] | {"district_opinion": {"date": "2025-11-20", "text": "不同意"}}
    found = judged(replayed(tmp_path, {"2025-city": GOOD | {"applications": [refused]}})).findings
    (told,) = [finding for finding in found if finding.rule == "recognition.procedure"]
    assert "不能认定" in told.message and "从“认定”（recognised）里删掉" in told.remedy


def test_tolerance_of_none_is_a_tolerance(tmp_path):
    recognised = [f"{district}/h-{n}" for district, found in (("chaoyang", 10), ("haidian", 11)) for n in range(found)]
    rounds = {"2025-city": city_round(2025, recognised)}
    strict = replayed(tmp_path / "none", rounds, **{"city.yml:quota.tolerance": 0})
    assert outcome(strict, "quota-city-per-district") == "unmet"
    assert outcome(replayed(tmp_path / "default", rounds), "quota-city-per-district") == "met"


def test_every_rule_of_the_rounds_passes_and_fails_somewhere():
    from generator.standard.recognition_rules import RULES

    assert {f"recognition.{rule}" for rule in _ALL} == {rule.id for rule in RULES}
    for cases in _ALL.values():
        assert {"met", "unmet"} <= {expected for _, expected in cases.values()}


def test_record_renewed_since_leaves_a_past_decision_open(tmp_path):
    """A ledger keeps only the last date of a roster: what it was on the day of an older decision, nobody can tell."""
    content = replayed(tmp_path, {"2026-city": city_round(2026, decided="2026-09-20")})
    judgement = judged(content)
    assert judgement.outcomes["recognition.meets-standard"] == "not-assessed"
    assert not [f for f in judgement.findings if f.rule == "recognition.meets-standard"]


def test_brand_and_use_are_needed_for_a_plaque(tmp_path):
    rounds = {"2026-city": city_round(2026, decided="2026-11-20")}
    content = replayed(tmp_path, rounds, **{"home.yml:facilities.in_use": GONE, "brand.md": GONE})
    told = next(f.message for f in judged(content).findings if f.rule == "recognition.meets-standard")
    assert "有特色品牌" in told and "经常使用" in told


def test_opening_a_round_reads_only_its_past(tmp_path):
    """The same rounds and day give the same badges, whatever comes later."""
    rounds = {
        "2025-city": city_round(2025),
        "2026-chaoyang": district_round(2026, renewal(A, "delisted", "2026-12-10")),
    }
    before = plaques(replayed(tmp_path / "a", {"2025-city": rounds["2025-city"]}), ON)
    assert plaques(replayed(tmp_path / "b", rounds), ON) == before


def test_renamed_home_is_judged_under_its_present_name(tmp_path):
    rounds = {"2026-city": city_round(2026, ("chaoyang/old-name",), decided="2026-11-20")}
    content = replayed(tmp_path, rounds, **{"home.yml:formerly": ["chaoyang/old-name"], "home.yml:venue": GONE})
    assert outcome(content, "meets-standard") == "unmet"
