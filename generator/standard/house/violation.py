"""House rules, their violations, and the values that these keep from being published."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from generator.diagnostics import Finding, Severity


@dataclass(frozen=True)
class HouseRule:
    """A house rule; `severity` is that of its findings, `says` its text on the page about checks."""

    id: str
    title: str
    says: str
    severity: Severity = Severity.ERROR


class Violation(NamedTuple):
    """A violation in the folder of a home.

    `redacts`: the values that must not be published. A value is named `<file>:<field>`, as `home.yml:office.phone`,
    `families.yml:[3]`, `brand.md:body`; a whole file by its path in the folder, as `activities/2026-11-20-x.md` or
    `photos/front.jpg`; lines of prose as `brand.md:body#2-5`, from 0, end exclusive. `before`: the text of a Markdown
    body before the violation.
    """

    rule: str
    file: str
    field: str
    message: str
    remedy: str
    redacts: tuple[str, ...] = ()
    severity: Severity | None = None
    before: str = ""


@dataclass(frozen=True)
class Inspection:
    """The findings of the house rules, and the names of values to redact; each covers all values below it."""

    findings: tuple[Finding, ...] = ()
    redacted: frozenset[str] = frozenset()

    def hides(self, file: str, field: str = "") -> bool:
        """Whether the value `field` of `file` (named as in `Violation`) or a value above it is redacted."""
        if not self.redacted:
            return False
        return any(name in self.redacted for name in _above(file, field))


def _above(file: str, field: str) -> Iterable[str]:
    yield file
    while field:
        yield f"{file}:{field}"
        field = re.sub(r"(\.[^.\[\]]*|\[\d+\]|^[^.\[\]]+)$", "", field)
