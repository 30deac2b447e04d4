"""The standing of a home on a day: verdicts of all rules, the haves, whether it meets the standard, its score."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from generator.diagnostics import Finding, Severity
from generator.model.by_identity import ByIdentity
from generator.model.city import default_standard
from generator.model.federation import District
from generator.model.load import Home
from generator.model.standard import CityStandard
from generator.standard.fields import label
from generator.standard.refinement import RefinedStandard, refine
from generator.standard.rule import HomeCase, Outcome, Rule, Verdict


@dataclass(frozen=True)
class Standing:
    """The standing of a home. `score` is None without weights of the district; `rules` are as the district refines
    them, `of` is the city's standard.
    """

    home: str
    on: dt.date
    verdicts: dict[str, Verdict]
    haves: dict[str, Outcome]
    score: float | None
    findings: tuple[Finding, ...] = ()
    rules: tuple[Rule, ...] = field(default=(), repr=False, compare=False)  # made anew with each reading of the city
    of: CityStandard | None = field(default=None, repr=False, compare=False)

    @property
    def standard(self) -> CityStandard:
        """The city's standard that was applied."""
        return self.of or default_standard()

    @property
    def meets_standard(self) -> bool:
        """Whether all haves are met."""
        return all(outcome is Outcome.MET for outcome in self.haves.values())

    @property
    def outcomes(self) -> dict[str, Outcome]:
        """Rule id → outcome."""
        return {id: verdict.outcome for id, verdict in self.verdicts.items()}

    @property
    def duties_missed(self) -> tuple[Rule, ...]:
        """Duties that are unmet or not assessed."""
        missed = (Outcome.UNMET, Outcome.NOT_ASSESSED)
        return tuple(r for r in self.rules if not r.advice and self.verdicts[r.id].outcome in missed)


def assess(home: Home, district: District, on: dt.date, standard: CityStandard | None = None) -> Standing:
    """Applies the city's standard, or the profile's, as its district has it to a home as of `on`.

    A home closed by then has no findings.
    """
    refined = _refined(district, standard)
    verdicts = {rule.id: rule.check(HomeCase(home, on, rule.parameters, refined.standard)) for rule in refined.rules}
    haves = {have: _have(duties, verdicts) for have, duties in refined.duties.items()}
    closed = home.profile.closed is not None and home.profile.closed.on <= on
    findings = () if closed else tuple(_findings(home, refined.rules, verdicts))
    return Standing(
        home.identity, on, verdicts, haves, _score(refined, verdicts), findings, refined.rules, refined.standard
    )


def rules_of(district: District, standard: CityStandard | None = None) -> tuple[Rule, ...]:
    """The rules of the homes of a district."""
    return _refined(district, standard).rules


def _refined(district: District, standard: CityStandard | None) -> RefinedStandard:
    return _cached_refinement(ByIdentity(district), ByIdentity(standard or default_standard()))


@lru_cache(maxsize=64)
def _cached_refinement(district: ByIdentity, standard: ByIdentity) -> RefinedStandard:
    return refine(district.of, standard.of)


def _have(duties: Iterable[Rule], verdicts: dict[str, Verdict]) -> Outcome:
    outcomes = {verdicts[rule.id].outcome for rule in duties}
    if Outcome.UNMET in outcomes:
        return Outcome.UNMET
    return Outcome.NOT_ASSESSED if Outcome.NOT_ASSESSED in outcomes else Outcome.MET


def _score(refined: RefinedStandard, verdicts: dict[str, Verdict]) -> float | None:
    if refined.weights is None:
        return None
    total = 0.0
    for have, weight in refined.weights.items():
        duties = [(rule.weight, verdicts[rule.id].outcome) for rule in refined.duties[have]]
        applicable = sum(w for w, outcome in duties if outcome.counts)
        met = sum(w for w, outcome in duties if outcome is Outcome.MET)
        total += weight * met / applicable if applicable else weight
    return round(total, 1)


def _findings(home: Home, rules: Iterable[Rule], verdicts: dict[str, Verdict]) -> Iterable[Finding]:
    for rule in rules:
        severity = severity_of(rule, verdicts[rule.id].outcome)
        if severity:
            yield finding_for(home, rule, verdicts[rule.id], severity)


def severity_of(rule: Rule, outcome: Outcome) -> Severity | None:
    """The severity of an outcome: unmet duty, unmet advice, or a notice of a duty not recorded; None otherwise."""
    if outcome is Outcome.UNMET:
        return unmet_severity(rule)
    return Severity.NOTICE if outcome is Outcome.NOT_ASSESSED and not rule.advice else None


def unmet_severity(rule: Rule) -> Severity:
    """The severity of a rule that is not met."""
    return Severity.ADVICE if rule.advice else Severity.UNMET


def finding_for(home: Home, rule: Rule, verdict: Verdict, severity: Severity) -> Finding:
    """The finding of a verdict, at the place where the home records the field."""
    file = verdict.file or rule.file
    at = verdict.field or (rule.field if file == rule.file else "")
    message = f"{rule.title}：{verdict.message}"
    remedy = verdict.remedy or rule.remedy
    return Finding(
        severity,
        message,
        remedy,
        home.place(file, at, key=True),
        at,
        label(file, at),
        rule.id,
        rule.clause,
        home.identity,
    )
