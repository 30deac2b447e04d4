"""What was found, kept home by home: where one changed, the report on all is made without looking at the others."""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from generator.diagnostics import Finding, Severity
from generator.office import findings as reports
from generator.pipeline.known import HomeRead, Reading
from generator.store import State

_NOTE = "findings"


@dataclass(frozen=True)
class Said:
    """Findings as lines for people, and how many there are of each severity."""

    lines: list[str]
    counts: dict[Severity, int]

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Said:
        found = list(findings)
        return cls(list(map(str, found)), Counter(finding.severity for finding in found))


@dataclass(frozen=True)
class Report:
    """`said` by home, "" being no home's; `around`: what of it was found by looking at others too; `standing` says how all homes stand."""

    said: dict[str, Said]
    around: dict[str, list[Finding]]
    standing: str

    @classmethod
    def of(cls, reading: Reading, problems: Iterable[Finding]) -> Report:
        """On a whole city; `problems` came up while its release was made."""
        found = defaultdict(list)
        for finding in reading.assessment.findings:
            found[finding.home or ""].append(finding)
        around = {one: [f for f in findings if f not in _own(reading.homes[one])] for one, findings in found.items() if one in reading.joints}
        said = {one: Said.of(findings) for one, findings in found.items()} | {"": Said.of([*problems, *found[""]])}
        return cls(said, {one: findings for one, findings in around.items() if findings}, reports.standing(reading.assessment))

    def found(self, identity: str, read: HomeRead) -> list[Finding]:
        """All that is found in a home that was read anew, in the order of an assessment."""
        return sorted({*_own(read), *self.around.get(identity, ())}, key=lambda finding: finding.order)

    def amended(self, found: Mapping[str, Iterable[Finding]]) -> Report:
        """The same where something else is found in some homes."""
        return dataclasses.replace(self, said=self.said | {one: Said.of(findings) for one, findings in found.items()})

    @property
    def text(self) -> str:
        """As `office.findings.as_text` has it."""
        said = [self.said[one] for one in sorted(self.said)]
        counts = sum((Counter(one.counts) for one in said), Counter())
        return "\n".join([line for one in said for line in one.lines] + [self.standing + reports.counted(counts)])


def _own(read: HomeRead) -> set[Finding]:
    """What is found in a home's folder alone."""
    return {*read.folder.findings, *(read.judgement.findings if read.judgement else ())}


_ENCODER, _DECODER = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Report)


def remember(report: Report, state: State) -> None:
    """Notes it with the live release."""
    state.remember(_NOTE, _ENCODER.encode(report))


def recall(state: State) -> Report | None:
    """The report on the live release."""
    note = state.recall(_NOTE)
    return _DECODER.decode(note) if note else None
