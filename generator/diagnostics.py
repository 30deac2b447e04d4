"""Findings: what is wrong, where it stands, what to write instead, and which clause asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How a finding weighs. `ERROR` is shape or privacy and makes `homes check` exit with 1."""

    ERROR = "error"
    UNMET = "unmet"
    ADVICE = "advice"
    NOTICE = "notice"

    @property
    def label(self) -> str:
        return {"error": "错误", "unmet": "未达标", "advice": "建议", "notice": "提示"}[self.value]


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in the content folder: `path` relative to it, 1-based `line` and `column` in characters."""

    path: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        if self.line is None:
            return self.path
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One message for a person. `field` is the dotted key, `label` its Chinese name, `clause` the policy's."""

    severity: Severity
    message: str
    remedy: str
    place: Place
    field: str = ""
    label: str = ""
    rule: str = ""
    clause: str = ""
    home: str | None = None

    def __str__(self) -> str:
        subject = f"“{self.label}” " if self.label else ""
        clause = f"（依据：{self.clause}）" if self.clause else ""
        remedy = f"　→ {self.remedy}" if self.remedy else ""
        rule = f" [{self.rule}]" if self.rule else ""
        return visible(f"{self.place}: {self.severity.label}{rule} {subject}{self.message}{clause}{remedy}")

    @property
    def order(self) -> tuple:
        """Sorts findings by file, then position, then text: the same content, the same list."""
        return (self.home or "", self.place.path, self.place.line or 0, self.place.column or 0, self.rule, self.message)


def visible(text: str) -> str:
    """One line in which nothing hides or moves a terminal's cursor, as a message may quote what somebody wrote."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\u3000" else c.encode("unicode_escape").decode() for c in text)


class Misread(ValueError):
    """A value that can't be understood: what is wrong and what to write instead, both in Chinese."""

    def __init__(self, message: str, remedy: str = ""):
        super().__init__(message)
        self.message = message
        self.remedy = remedy
