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
    """`place`: `基本情况!B7`; `label`: what the column is called; `at`, `key`: as of a change, of what is a field.

    `grave`: whether all of its row is left out for it.
    """

    place: str
    label: str
    message: str
    remedy: str
    at: str = ""
    key: str = ""
    grave: bool = False


@dataclass(frozen=True)
class Question:
    """`at`, `key`: as of a change, of the field that the answer belongs into; `written`: what the cell says."""

    place: str
    text: str
    proposal: str = ""
    at: str = ""
    key: str = ""
    written: str = ""


@dataclass
class Outcome:
    """What came for one home; `alarms`: what the office has to do at once, whatever becomes of the rest, in Chinese."""

    identity: str
    name: str
    new: bool = False
    changes: list[Change] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    deletions: list[Change] = field(default_factory=list)
    errors: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing came that anybody has to look at."""
        return not any((self.changes, self.conflicts, self.deletions, self.errors, self.questions, self.alarms))

    def add(self, other: Outcome) -> None:
        """Takes in all that came with another part of the home."""
        self.changes += other.changes
        self.conflicts += other.conflicts
        self.deletions += other.deletions
        self.errors += other.errors
        self.questions += other.questions
        self.alarms += other.alarms
