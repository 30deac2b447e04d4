"""What `homes check` prints: text for people, JSON by the contract, GitHub annotations, SARIF for code-review tools."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from generator.diagnostics import Finding, Severity, visible

if TYPE_CHECKING:
    from generator.catalogue.assessment import Assessment, UnreadableCity

    Judgement = Assessment | UnreadableCity

_SARIF_LEVELS = {Severity.ERROR: "error", Severity.UNMET: "warning", Severity.ADVICE: "note", Severity.NOTICE: "note"}
_GITHUB_LEVELS = {
    Severity.ERROR: "error",
    Severity.UNMET: "warning",
    Severity.ADVICE: "notice",
    Severity.NOTICE: "notice",
}


def as_text(assessment: Judgement, chosen: Iterable[Finding]) -> str:
    """One line a finding, `file:line:column: …`, then a count."""
    chosen = list(chosen)
    return "\n".join(
        [
            *map(str, chosen),
            standing_summary(assessment) + severity_counts(Counter(finding.severity for finding in chosen)),
        ]
    )


def standing_summary(assessment: Judgement) -> str:
    """How many homes there are, and how they stand."""
    meeting = sum(one.standing is not None and one.standing.meets_standard for one in assessment.homes.values())
    usable = sum(one.standing is not None for one in assessment.homes.values())
    return standing_line(len(assessment.homes), usable, meeting)


def standing_line(homes: int, usable: int, meeting: int) -> str:
    """How many homes there are, can be published, and meet the standard."""
    return f"共 {homes} 家，能发布 {usable} 家，“七有”达标 {meeting} 家。"


def severity_counts(severities: Mapping[Severity, int]) -> str:
    """How many findings there are of each severity."""
    return "，".join(f"{severity.label} {severities.get(severity, 0)}" for severity in Severity) + "。"


def as_json(assessment: Judgement, chosen: Iterable[Finding]) -> str:
    """The contract's object; every home folder is listed, an unreadable one with nulls."""
    document = {
        "as_of": assessment.as_of.isoformat(timespec="minutes"),
        "findings": [_row(finding) for finding in chosen],
        "homes": {identity: _home(one) for identity, one in sorted(assessment.homes.items())},
        "districts": {slug: _district(assessment, slug) for slug in sorted(assessment.district_rules)},
        "city": {"rules": assessment.city_rules},
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _row(finding: Finding) -> dict:
    return {
        "home": finding.home,
        "path": finding.place.path,
        "line": finding.place.line,
        "column": finding.place.column,
        "field": finding.field or None,
        "rule": finding.rule or None,
        "severity": finding.severity.value,
        "message": finding.message,
        "remedy": finding.remedy,
        "clause": finding.clause or None,
    }


def _home(one) -> dict:
    standing = one.standing
    if standing is None:
        return dict.fromkeys(("meets_standard", "score", "haves", "rules", "recognition")) | {"status": "left-out"}
    recognitions = {level: one.recognitions.get(level) for level in ("city", "district")}
    return {
        "status": "published",
        "meets_standard": standing.meets_standard,
        "score": standing.score,
        "haves": {have: outcome.value for have, outcome in standing.haves.items()},
        "rules": {rule: outcome.value for rule, outcome in standing.outcomes.items()},
        "recognition": {level: r and {"year": r.year, "status": r.status} for level, r in recognitions.items()},
    }


def _district(assessment: Judgement, slug: str) -> dict:
    homes = [one for identity, one in assessment.homes.items() if identity.startswith(f"{slug}/")]
    return {
        "rules": assessment.district_rules[slug],
        "homes": len(homes),
        "meeting_standard": sum(one.standing is not None and one.standing.meets_standard for one in homes),
    }


def as_github(assessment: Judgement, chosen: Iterable[Finding]) -> str:
    """Workflow commands; `%` and, in properties, `:` and `,` are escaped as GitHub asks."""
    lines = []
    for finding in chosen:
        where = f"file={_property(finding.place.path)}"
        if finding.place.line:
            where += f",line={finding.place.line},col={finding.place.column}"
        text = f"{finding.message}　→ {finding.remedy}" if finding.remedy else finding.message
        lines.append(f"::{_GITHUB_LEVELS[finding.severity]} {where},title={_property(finding.rule)}::{_data(text)}")
    return "\n".join(lines)


def _data(text: str) -> str:
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(assessment: Judgement, chosen: Iterable[Finding]) -> str:
    """SARIF 2.1.0."""
    chosen = list(chosen)
    rules = sorted({finding.rule for finding in chosen if finding.rule})
    driver = {"name": "homes check", "rules": [{"id": rule} for rule in rules]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": [_result(f) for f in chosen]}
    document = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(document, ensure_ascii=False, indent=1)


def _result(finding: Finding) -> dict:
    location: dict = {"artifactLocation": {"uri": finding.place.path}}
    if finding.place.line:
        location["region"] = {"startLine": finding.place.line, "startColumn": finding.place.column}
    message = f"{finding.message}　→ {finding.remedy}" if finding.remedy else finding.message
    result = {
        "level": _SARIF_LEVELS[finding.severity],
        "message": {"text": message},
        "locations": [{"physicalLocation": location}],
    }
    return result | ({"ruleId": finding.rule} if finding.rule else {})


FORMATS: dict[str, Callable[[Judgement, Iterable[Finding]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
