"""The output of `homes check`: text, JSON by the contract, GitHub annotations, SARIF for code review."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from generator.diagnostics import Finding, Severity, visible
from generator.model import approvals
from generator.model.reader import READING, SHAPE, UNKNOWN
from generator.model.standard import CityStandard

if TYPE_CHECKING:
    from generator.catalogue.assessment import AssessedHome, Assessment, UnreadableCity

    AnyAssessment = Assessment | UnreadableCity

_SARIF_LEVELS = {Severity.ERROR: "error", Severity.UNMET: "warning", Severity.ADVICE: "note", Severity.NOTICE: "note"}
_GITHUB_LEVELS = {
    Severity.ERROR: "error",
    Severity.UNMET: "warning",
    Severity.ADVICE: "notice",
    Severity.NOTICE: "notice",
}

_SCREEN = 40  # lines
_FEW = 5  # homes that are named in the line of totals


def as_text(assessment: AnyAssessment, findings: Iterable[Finding]) -> str:
    """One line a finding, `file:line:column: …`, then a count."""
    findings = list(findings)
    return "\n".join(
        [
            *map(str, findings),
            standing_summary(assessment) + severity_counts(Counter(finding.severity for finding in findings)),
        ]
    )


def overview(assessment: AnyAssessment, findings: Iterable[Finding], shown: Collection[Severity]) -> str:
    """What matters first: counts, errors home by home, then what else is `shown`; the rest as numbers by rule."""
    findings = list(findings)
    waiting = {f.home for f in findings if f.home and f.rule == approvals.RULE}
    total = standing_summary(assessment) + severity_counts(Counter(finding.severity for finding in findings))
    if waiting:
        total += f"改过还没有审的 {len(waiting)} 家，改动先不公开。"
        if len(waiting) <= _FEW:
            total += "看过、登记：" + "；".join(f"homes approve {home}" for home in sorted(waiting)) + "。"
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    others = [f for f in findings if f.severity is not Severity.ERROR and (f.severity in shown or _tells_loss(f))]
    told = {id(one) for one in (*errors, *others)}
    counted = Counter((f.severity, f.rule) for f in findings if id(f) not in told)
    parts = [[total], *_by_home(assessment, errors, waiting), *_by_home(assessment, others, waiting)]
    if counted:
        rows = sorted(counted.items(), key=lambda row: (list(Severity).index(row[0][0]), -row[1], row[0][1]))
        lines = [f"{severity.label} [{rule}] {number:,} 条" for (severity, rule), number in rows]
        where = "" if Severity.UNMET in shown else "，或在后面写上哪一家的文件夹"
        parts.append([f"没有一条条列出来的（要看，加上 --all{where}）：", *lines])
    if sum(map(len, parts)) > _SCREEN:
        parts.append([total])  # where it is read first
    return "\n\n".join("\n".join(lines) for lines in parts)


def _tells_loss(finding: Finding) -> bool:
    """Whether something was written that is used nowhere."""
    return finding.rule == SHAPE and finding.message.startswith(UNKNOWN)


def _by_home(
    assessment: AnyAssessment, findings: Iterable[Finding], waiting: Collection[str | None]
) -> Iterator[list[str]]:
    """For each home its name, what became of it, and its findings; what is no home's own comes first."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.home or "", []).append(finding)
    for home, own in sorted(groups.items()):
        counts = severity_counts(Counter(f.severity for f in own), zeros=False)
        yield [visible(f"── {_head(assessment, home, home in waiting)}，{counts}"), *map(str, own)]


def _head(assessment: AnyAssessment, home: str, waits: bool) -> str:
    if not home:
        return "妇联的文件"
    one = assessment.homes.get(home)
    if one:
        return f"{home} {one.home.profile.name}"
    return f"{home}（{'还没有审过，先不公开' if waits else '没有发布；别的文件也检查了，一起改'}）"


def standing_summary(assessment: AnyAssessment) -> str:
    """Sentence on how many homes there are, can be published, and meet the standard."""
    meeting = sum(one is not None and one.standing.meets_standard for one in assessment.homes.values())
    usable = sum(one is not None for one in assessment.homes.values())
    day = assessment.as_of.date()
    closed = sum(one is not None and one.home.profile.is_closed(day) for one in assessment.homes.values())
    return standing_line(len(assessment.homes), usable, meeting, closed, assessment.standard)


def standing_line(homes: int, usable: int, meeting: int, closed: int, standard: CityStandard) -> str:
    """The same sentence from counts; `closed` homes are among them."""
    among = f"（其中 {closed} 家已关闭）" if closed else ""
    return f"共 {homes} 家{among}，能发布 {usable} 家，“{standard.name}”达标 {meeting} 家。"


def severity_counts(severities: Mapping[Severity, int], zeros: bool = True) -> str:
    """The number of findings of each severity; without `zeros`, of those that there are."""
    counts = ((severity.label, severities.get(severity, 0)) for severity in Severity)
    return "，".join(f"{label} {count}" for label, count in counts if count or zeros) + "。"


def as_json(assessment: AnyAssessment, findings: Iterable[Finding]) -> str:
    """The contract's object; every home folder is listed, an unreadable one with nulls."""
    document = {
        "as_of": assessment.as_of.isoformat(timespec="minutes"),
        "findings": [_row(finding) for finding in findings],
        "homes": {identity: _home(one) for identity, one in sorted(assessment.homes.items())},
        "districts": {slug: _district(assessment, slug) for slug in sorted(assessment.district_rules)},
        "city": {"rules": assessment.city_rules},
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _row(finding: Finding) -> dict[str, Any]:
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
    } | ({"text": finding.text, "value": finding.value} if finding.rule == READING else {})


def _home(one: AssessedHome | None) -> dict[str, Any]:
    if one is None:
        return dict.fromkeys(("meets_standard", "score", "haves", "rules", "recognition")) | {"status": "left-out"}
    standing = one.standing
    levels = standing.standard.honours.home_labels
    recognitions = {level: one.recognitions.get(level) for level in levels}
    return {
        "status": "published",
        "meets_standard": standing.meets_standard,
        "score": standing.score,
        "haves": {have: outcome.value for have, outcome in standing.haves.items()},
        "rules": {rule: outcome.value for rule, outcome in standing.outcomes.items()},
        "recognition": {level: r and {"year": r.year, "status": r.status} for level, r in recognitions.items()},
    }


def _district(assessment: AnyAssessment, slug: str) -> dict[str, Any]:
    homes = [one for identity, one in assessment.homes.items() if identity.startswith(f"{slug}/")]
    return {
        "rules": assessment.district_rules[slug],
        "homes": len(homes),
        "meeting_standard": sum(one is not None and one.standing.meets_standard for one in homes),
    }


def as_github(assessment: AnyAssessment, findings: Iterable[Finding]) -> str:
    """Workflow commands; `%` and, in properties, `:` and `,` are escaped as GitHub asks."""
    lines = []
    for finding in findings:
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


def as_sarif(assessment: AnyAssessment, findings: Iterable[Finding]) -> str:
    """SARIF 2.1.0."""
    findings = list(findings)
    rules = sorted({finding.rule for finding in findings if finding.rule})
    driver = {"name": "homes check", "rules": [{"id": rule} for rule in rules]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": [_result(f) for f in findings]}
    document = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(document, ensure_ascii=False, indent=1)


def _result(finding: Finding) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": finding.place.path}}
    if finding.place.line:
        location["region"] = {"startLine": finding.place.line, "startColumn": finding.place.column}
    message = f"{finding.message}　→ {finding.remedy}" if finding.remedy else finding.message
    result = {
        "level": _SARIF_LEVELS[finding.severity],
        "message": {"text": message},
        "locations": [{"physicalLocation": location}],
    }
    return result | ({"ruleId": finding.rule} if finding.rule else {})


FORMATS: dict[str, Callable[[AnyAssessment, Iterable[Finding]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
