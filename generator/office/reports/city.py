"""The report of the city: districts side by side, progress of the round, renewals, filing, spot checks."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from generator.catalogue.assessment import Assessment
from generator.diagnostics import Finding
from generator.model.load import Home
from generator.model.vocabulary import DECISIONS
from generator.office.reports import rounds as round_views
from generator.office.reports.area import Tally
from generator.office.reports.district import DistrictReport
from generator.office.reports.sampling import sample
from generator.standard.recognition_rules import RULES
from generator.standard.rounds import FullQuota, RoundsCase
from generator.standard.rule import Rule


@dataclass(frozen=True, slots=True)
class DistrictLine:
    """A district in the table of the city. `city`, `own`: plaques held today, by level."""

    report: DistrictReport
    city: int
    own: int


@dataclass(frozen=True)
class CityReport:
    """The report of the city. `rounds`: those of the year, the city first; `named`: city plaques by district."""

    assessment: Assessment
    today: dt.date
    year: int
    tally: Tally
    districts: list[DistrictLine]
    rounds: list[round_views.RoundView]
    quota: FullQuota
    named: list[tuple[str, int, bool]]
    recognised: int
    outstanding: tuple[round_views.PlaqueLine, ...]
    decisions: tuple[round_views.DecisionLine, ...]
    visits: list[tuple[str, list[Home]]]
    outcomes: list[tuple[Rule, str]]
    findings: list[Finding]

    @property
    def delisted(self) -> list[round_views.DecisionLine]:
        return [line for line in self.decisions if line.decision == DECISIONS["delisted"]]

    @property
    def renewed(self) -> list[round_views.DecisionLine]:
        return [line for line in self.decisions if line.decision == DECISIONS["renewed"]]


def report(assessment: Assessment, case: RoundsCase, tally: Tally, districts: list[DistrictReport]) -> CityReport:
    """The report of the whole city over its districts' reports."""
    content, year = assessment.content, round_views.year_of(case)
    held = Counter(
        (home.partition("/")[0], level)
        for home, levels in case.history.plaques.items() for level, plaque in levels.items() if plaque.holding
    )  # fmt: skip
    of_year = sorted((r for r in content.rounds if r.year == year), key=lambda r: (r.by != "city", r.by))
    named = {home for r in of_year if r.by == "city" for home in r.recognised}
    return CityReport(
        assessment=assessment,
        today=case.on,
        year=year,
        tally=tally,
        districts=[
            DistrictLine(d, held[d.district.slug, "city"], held[d.district.slug, "district"]) for d in districts
        ],
        rounds=[round_views.view(case, r) for r in of_year],
        quota=case.quota,
        named=_by_district(assessment, case, named),
        recognised=len(named),
        outstanding=round_views.outstanding(case),
        decisions=round_views.decisions(case, year),
        visits=_visits(assessment, case.on, year),
        outcomes=[(rule, assessment.city_rules[rule.id]) for rule in RULES],
        findings=[f for f in assessment.findings if f.home is None and _concerns_city(f)],
    )


def _concerns_city(finding: Finding) -> bool:
    return finding.rule.startswith("recognition.") or "/" not in finding.place.path


def _by_district(assessment: Assessment, case: RoundsCase, named: set[str]) -> list[tuple[str, int, bool]]:
    """District, its number of city plaques of the year, and whether that is about its share."""
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
