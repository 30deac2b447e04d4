"""A rule of our own, what it finds in a home, and which values that keeps from being published."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from generator.diagnostics import Finding, Severity


@dataclass(frozen=True)
class HouseRule:
    """`severity` is that of its findings; the rule's own text is for the site's page about checks."""

    id: str
    title: str
    says: str
    severity: Severity = Severity.ERROR


class Violation(NamedTuple):
    """One thing wrong in a home's folder.

    `redacts` are the values that it keeps from being published.

    A value is named `<file>:<field>`, as `home.yml:office.phone`, `families.yml:[3]`, `brand.md:body`; a whole file by
    its path in the folder, as `activities/2026-11-20-x.md` or `photos/front.jpg`; lines of prose `brand.md:body#2-5`,
    counted from 0, the last not among them. `before`: the text of a Markdown body that stands before what is wrong.
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
    """What the house rules found, and what must not be published; a value hides all that lies beneath it."""

    findings: tuple[Finding, ...] = ()
    redacted: frozenset[str] = frozenset()

    def hides(self, file: str, field: str = "") -> bool:
        """Whether the value `field` of `file` (both as in `Violation`) or anything it lies in is withheld."""
        if not self.redacted:
            return False
        return any(name in self.redacted for name in _above(file, field))


def _above(file: str, field: str) -> Iterable[str]:
    yield file
    while field:
        yield f"{file}:{field}"
        field = re.sub(r"(\.[^.\[\]]*|\[\d+\]|^[^.\[\]]+)$", "", field)
