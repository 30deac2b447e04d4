"""The city's report: districts side by side, the round's progress, renewals, filing, and whom to look at on the spot."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from generator.catalogue.assessment import Assessment
from generator.diagnostics import Finding
from generator.model.federation import Quota
from generator.model.load import Home
from generator.model.vocabulary import DECISIONS
from generator.office.reports import rounds
from generator.office.reports.area import Tally
from generator.office.reports.district import DistrictReport
from generator.office.reports.sampling import sample
from generator.standard.recognition_rules import RULES
from generator.standard.rounds import RoundsCase
from generator.standard.rule import Rule


@dataclass(frozen=True, slots=True)
class DistrictLine:
    """A district as the city's table shows it. `city` and `own` are plaques held today, by level."""

    report: DistrictReport
    city: int
    own: int


@dataclass(frozen=True)
class CityReport:
    """`rounds` are the year's, the city's own first; `quota` the city's figures; `named` city plaques by district."""

    assessment: Assessment
    today: dt.date
    year: int
    tally: Tally
    districts: list[DistrictLine]
    rounds: list[rounds.RoundView]
    quota: Quota
    named: list[tuple[str, int, bool]]
    recognised: int
    outstanding: tuple[rounds.PlaqueLine, ...]
    decisions: tuple[rounds.DecisionLine, ...]
    visits: list[tuple[str, list[Home]]]
    outcomes: list[tuple[Rule, str]]
    findings: list[Finding]

    @property
    def delisted(self) -> list[rounds.DecisionLine]:
        return [line for line in self.decisions if line.decision == DECISIONS["delisted"]]

    @property
    def renewed(self) -> list[rounds.DecisionLine]:
        return [line for line in self.decisions if line.decision == DECISIONS["renewed"]]


def report(assessment: Assessment, case: RoundsCase, tally: Tally, districts: list[DistrictReport]) -> CityReport:
    """The report of the whole city over its districts' reports."""
    content, year = assessment.content, rounds.year_of(case)
    held = Counter(
        (home.partition("/")[0], level)
        for home, levels in case.history.plaques.items() for level, plaque in levels.items() if plaque.holding
    )  # fmt: skip
    of_year = sorted((r for r in content.rounds if r.year == year), key=lambda r: (r.by != "city", r.by))
    named = {home for r in of_year if r.by == "city" for home in r.recognised}
    return CityReport(
        assessment, case.on, year, tally,
        [DistrictLine(d, held[d.district.slug, "city"], held[d.district.slug, "district"]) for d in districts],
        [rounds.view(case, r) for r in of_year], case.quota, _by_district(assessment, case, named), len(named),
        rounds.outstanding(case), rounds.decisions(case, year), _visits(assessment, case.on, year),
        [(rule, assessment.city_rules[rule.id]) for rule in RULES],
        [f for f in assessment.findings if f.home is None and (f.rule.startswith("recognition.") or "/" not in f.place.path)],
    )  # fmt: skip


def _by_district(assessment: Assessment, case: RoundsCase, named: set[str]) -> list[tuple[str, int, bool]]:
    """District, how many of the year's city plaques it has, and whether that is about its share."""
    counts = Counter(home.partition("/")[0] for home in named)
    return [
        (district.name, counts[slug], abs(counts[slug] - case.quota.per_district) <= case.quota.tolerance)
        for slug, district in assessment.content.districts.items()
    ]


def _visits(assessment: Assessment, on: dt.date, year: int) -> list[tuple[str, list[Home]]]:
    homes = assessment.content.homes
    found = []
    for slug, district in assessment.content.districts.items():
        open_ = [
            h.identity
            for h in homes.values()
            if h.district == slug and not (h.profile.closed and h.profile.closed.on <= on)
        ]
        found.append((district.name, [homes[identity] for identity in sample(open_, year)]))
    return found
