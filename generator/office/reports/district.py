"""The report of a district: its own standard, scores, funding, coverage, plaques, findings."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from generator.catalogue.assessment import Assessment
from generator.diagnostics import Finding
from generator.model.federation import District
from generator.office.reports import rounds
from generator.office.reports.area import HomeLine, Tally, ranked
from generator.standard import district as districts
from generator.standard.refinement import refine
from generator.standard.rounds import RoundsCase
from generator.standard.rule import Rule
from generator.standard.ruleset import home_rules


@dataclass(frozen=True, slots=True)
class Raised:
    """A rule that the district refines: its own wording, and that of the city."""

    rule: Rule
    city: str
    now_duty: bool


@dataclass(frozen=True, slots=True)
class Money:
    """四（二）3 in yuan a year. `due`: what the district owes; `gap`: what is missing, 0 where it pays enough."""

    women: int
    per_woman: float
    allocation: float
    year: int | None

    @property
    def due(self) -> float:
        return self.women * self.per_woman

    @property
    def gap(self) -> float:
        return max(0.0, self.due - self.allocation)


@dataclass(frozen=True)
class DistrictReport:
    """The report of a district. `without`: streets without an open home; `findings`: those in its files and rounds."""

    district: District
    today: dt.date
    year: int
    tally: Tally
    places: list[tuple[int | None, HomeLine]]
    left_out: list[str]
    rules: tuple[Rule, ...]
    raised: tuple[Raised, ...]
    weights: list[tuple[str, float]]
    money: Money | None
    without: list[str]
    outcomes: list[tuple[Rule, str]]
    round: rounds.RoundView | None
    outstanding: tuple[rounds.PlaqueLine, ...]
    decisions: tuple[rounds.DecisionLine, ...]
    findings: list[Finding]

    @property
    def soon(self) -> list[tuple[dt.date, str, HomeLine]]:
        """Duties of all homes that fall due within thirty days, by date: (day, title, home)."""
        dues = ((day, title, line) for _, line in self.places for day, title in line.dues)
        return sorted(dues, key=lambda due: (due[0], due[2].identity))

    @property
    def homes_by_street(self) -> list[tuple[str, int]]:
        counts = {street.name: 0 for street in self.district.streets}
        for _, line in self.places:
            counts[line.street] = counts.get(line.street, 0) + 1
        return list(counts.items())


def report(assessment: Assessment, case: RoundsCase, slug: str, tally: Tally, lines: list[HomeLine]) -> DistrictReport:
    """The report of one district over its homes' `lines` (open homes alone)."""
    content, district = assessment.content, assessment.content.districts[slug]
    refined, year = refine(district, content.standard), rounds.year_of(case)
    weights = refined.weights or {}
    of_city = {rule.id: rule for rule in home_rules(content.standard)}
    own = next((r for r in content.rounds if r.by == slug and r.year == year), None)
    used = {line.street for line in lines}
    outcomes = assessment.district_rules[slug]
    return DistrictReport(
        district, case.on, year, tally, ranked(lines),
        [identity for identity in content.left_out if identity.startswith(f"{slug}/")],
        refined.rules, tuple(_raised(rule, of_city[rule.id]) for rule in refined.rules if rule.id in refined.raised),
        [(label, weights[have]) for have, label in content.standard.have_labels.items() if weights],
        money_of(assessment, district), [street.name for street in district.streets if street.name not in used],
        [(rule, outcomes[rule.id]) for rule in districts.rules(content.standard)],
        rounds.view(case, own) if own else None,
        rounds.outstanding(case, slug), rounds.decisions(case, year, slug),
        [f for f in assessment.findings if f.home is None and _concerns(f.place.path, slug)],
    )  # fmt: skip


def _raised(rule: Rule, city: Rule) -> Raised:
    return Raised(rule, city.sentence(), city.advice is not None and not rule.advice)


def money_of(assessment: Assessment, district: District) -> Money | None:
    """What the district owes its homes and pays; None where it has not given both figures, or the city none."""
    funding, per = district.funding, assessment.content.standard.per_woman
    if per is None or funding is None or funding.female_residents is None or funding.allocation is None:
        return None
    return Money(funding.female_residents, per, funding.allocation, funding.year)


def _concerns(path: str, slug: str) -> bool:
    name = path.rpartition("/")[2]
    round = path.startswith("recognition/") and name[5:] == f"{slug}.yml"
    return round or path.startswith(f"districts/{slug}/") or path == f"reviews/{slug}.yml"
