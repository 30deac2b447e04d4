"""Applies the rules of districts and of the city on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from generator.diagnostics import Finding, Severity
from generator.model.federation import District
from generator.model.load import REGULATIONS, Content
from generator.standard import district as districts
from generator.standard import recognition_rules, refinement, ruleset
from generator.standard.fields import label
from generator.standard.rounds import PastStanding, RoundsCase
from generator.standard.rule import Outcome, Verdict
from generator.standard.rules import CHECKS
from generator.standard.standing import severity_of, unmet_severity


@dataclass(frozen=True)
class RuleVerdicts:
    """Verdicts by rule, and their findings in the files of the federation."""

    verdicts: dict[str, Verdict]
    findings: tuple[Finding, ...]

    @property
    def outcomes(self) -> dict[str, Outcome]:
        return {id: verdict.outcome for id, verdict in self.verdicts.items()}


def assess_district(content: Content, district: District, on: dt.date) -> RuleVerdicts:
    """Applies the rules of a district; its refinement adds an error for each of its issues."""
    verdicts, findings = {}, list(refinement.findings(content, district))
    path = f"districts/{district.slug}/district.yml"
    for rule in districts.rules(content.standard):
        verdict = verdicts[rule.id] = rule.check(districts.DistrictCase(content, district, on, rule.parameters))
        severity = severity_of(rule, verdict.outcome)
        if severity:
            at = verdict.field or rule.field
            message, remedy = f"{district.name}{rule.title}：{verdict.message}", verdict.remedy or rule.remedy
            findings.append(
                Finding(
                    severity,
                    message,
                    remedy,
                    content.place(path, at, key=True),
                    at,
                    label(path, at),
                    rule.id,
                    rule.clause,
                )
            )
    return RuleVerdicts(verdicts, tuple(findings))


def assess_city(content: Content, on: dt.date, stood: Mapping[tuple[str, dt.date], PastStanding]) -> RuleVerdicts:
    """Applies the rules of recognition to all rounds; an error for each part of standard.yml without effect.

    One verdict a rule, and a finding for each issue, at its line in recognition/. `past_standings`: how each home stood
    on the days of decisions, as `recognition_rules.standings_at_decisions` gives it.
    """
    verdicts, findings = {}, list(_standard_findings(content))
    case = RoundsCase(content, on, stood)
    for rule in recognition_rules.rules(content.standard):
        verdicts[rule.id], issues = recognition_rules.judge_rule(rule, case)
        for issue in issues:
            severity = issue.severity or unmet_severity(rule)
            place = content.place(issue.path, issue.field)
            remedy = issue.remedy or rule.remedy
            named = label(issue.path, issue.field)
            finding = Finding(severity, issue.message, remedy, place, issue.field, named, rule.id, rule.clause)
            findings.append(replace(finding, district=issue.district))
    if "recognition.known-home" not in verdicts:  # whatever a city asks, what has no effect is told
        findings += _own_findings(case)
    return RuleVerdicts(verdicts, tuple(findings))


def _own_findings(case: RoundsCase) -> Iterator[Finding]:
    """What `recognition.known-home` tells, as findings of the site's own rules."""
    for rule, issues in (
        ("house.file-name", recognition_rules.misnamed(case)),
        ("house.reference", recognition_rules.unresolved(case)),
    ):
        for issue in issues:
            place, named = case.content.place(issue.path, issue.field), label(issue.path, issue.field)
            yield Finding(Severity.ERROR, issue.message, issue.remedy, place, issue.field, named, rule)


def _standard_findings(content: Content) -> Iterator[Finding]:
    """What is wrong with standard.yml, at its line."""
    file = content.standard_file
    if file is None:
        return
    for code, own in file.own.items():
        if own.file and own.file not in content.regulation_texts:
            at = f"own.{code}.file"
            message, remedy = f"没有 {REGULATIONS}/{own.file}", f"把正文放进去，或改成 {REGULATIONS}/ 里有的文件名"
            place = content.place("standard.yml", at)
            yield Finding(Severity.ERROR, message, remedy, place, at, label("standard.yml", at), "house.standard")
    for issue in ruleset.issues(file, content.standard, CHECKS):
        place = content.place("standard.yml", issue.field, key=True)
        yield Finding(Severity.ERROR, issue.message, issue.remedy, place, issue.field, "", "house.standard", "", None)
