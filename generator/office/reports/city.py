"""The report of the city: districts side by side, progress of the round, renewals, filing, spot checks."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from generator.catalogue.assessment import Assessment
from generator.diagnostics import Finding
from generator.model.federation import PlaqueLevel
from generator.model.load import Home
from generator.model.vocabulary import DECISIONS
from generator.office.reports import rounds as round_views
from generator.office.reports.area import Tally
from generator.office.reports.district import DistrictReport
from generator.office.reports.sampling import drawn
from generator.standard.recognition_rules import rules
from generator.standard.rounds import RoundsCase
from generator.standard.rule import Rule


@dataclass(frozen=True, slots=True)
class DistrictLine:
    """A district in the table of the city. `held`: plaques held today, of each level."""

    report: DistrictReport
    held: tuple[int, ...]


@dataclass(frozen=True)
class CityReport:
    """The report of the city.

    `rounds`: those of the year, the highest level first; `named`: plaques of that level by district.
    """

    assessment: Assessment
    today: dt.date
    year: int
    tally: Tally
    districts: list[DistrictLine]
    rounds: list[round_views.RoundView]
    levels: dict[str, str]
    top: PlaqueLevel | None
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
    places = {level: number for number, level in enumerate((*case.levels, *round_views.in_order(case)))}
    of_year = sorted((r for r in content.rounds if r.year == year), key=lambda r: places.get(r.by, len(places)))
    visited = drawn(case, year)
    named = {home for r in of_year if case.top and r.by == case.top.id for home in r.recognised}
    return CityReport(
        assessment=assessment,
        today=case.on,
        year=year,
        tally=tally,
        districts=[DistrictLine(d, tuple(held[d.district.slug, level] for level in case.levels)) for d in districts],
        rounds=[round_views.view(case, r) for r in of_year],
        levels=case.levels,
        top=case.top,
        named=_by_district(assessment, case, named),
        recognised=len(named),
        outstanding=round_views.outstanding(case),
        decisions=round_views.decisions(case, year),
        visits=[
            (content.districts[slug].name, [content.homes[identity] for identity in visited[slug]])
            for slug in round_views.in_order(case)
        ],
        outcomes=[(rule, assessment.city_rules[rule.id]) for rule in rules(content.standard)],
        findings=_in_order(case, [f for f in assessment.findings if f.home is None and _concerns_city(f)]),
    )


def _in_order(case: RoundsCase, findings: list[Finding]) -> list[Finding]:
    """By the year of their file, then by the district that the file or else the finding is about."""
    places = round_views.in_order(case)

    def key(finding: Finding) -> tuple[str, int]:
        year, _, file = finding.place.path.partition("-")
        return year, places.get(file.removesuffix(".yml"), places.get(finding.district, -1))

    return sorted(findings, key=key)


def _concerns_city(finding: Finding) -> bool:
    return finding.rule.startswith("recognition.") or "/" not in finding.place.path


def _by_district(assessment: Assessment, case: RoundsCase, named: set[str]) -> list[tuple[str, int, bool]]:
    """District, its number of city plaques of the year, and whether that is about its share."""
    counts, top = Counter(home.partition("/")[0] for home in named), case.top
    if top is None:
        return []
    about, tolerance = top.per_district, top.tolerance
    return [
        (
            case.content.districts[slug].name,
            counts[slug],
            about is None or tolerance is None or abs(counts[slug] - about) <= tolerance,
        )
        for slug in round_views.in_order(case)
    ]
