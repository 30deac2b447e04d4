"""What came for a home: changes, conflicts, what could not be read and what has to be asked."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.office.intake.values import Plain


@dataclass(frozen=True)
class Change:
    """`at`: the entry of the home, empty for the home itself; `key`: of the field, empty for a whole new entry.

    `before` and `after` as the files write them; `written`: what the cell says, where that is not the same.
    """

    at: str
    key: str
    before: Plain
    after: Plain
    public: bool
    place: str
    written: str = ""


@dataclass(frozen=True)
class Conflict:
    at: str
    key: str
    sent: Plain
    now: Plain
    came: Plain
    place: str
    public: bool = True


@dataclass(frozen=True)
class Problem:
    """`place`: `基本情况!B7`; `label`: what the column is called; `at`, `key`: as of a change, of what is a field."""

    place: str
    label: str
    message: str
    remedy: str
    at: str = ""
    key: str = ""


@dataclass(frozen=True)
class Question:
    place: str
    text: str
    proposal: str = ""


@dataclass
class Outcome:
    """What came for one home."""

    identity: str
    name: str
    new: bool = False
    changes: list[Change] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    deletions: list[Change] = field(default_factory=list)
    errors: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing came that anybody has to look at."""
        return not (self.changes or self.conflicts or self.deletions or self.errors or self.questions)
