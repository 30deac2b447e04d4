"""Figures over many homes, for a district and the city, added home by home so that no report is kept."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.office.reports.home import HomeReport
from generator.office.reports.todos import AHEAD, SOON, TodoKind
from generator.standard.rule import Outcome, Rule
from generator.standard.standing import Standing


@dataclass(frozen=True, slots=True)
class HomeLine:
    """A home in a list. `dues`: duties due within thirty days: (day, title)."""

    identity: str
    name: str
    street: str
    score: float | None
    haves: tuple[Outcome, ...]
    meets: bool
    badges: tuple[str, ...]
    dues: tuple[tuple[dt.date, str], ...]
    errors: int

    @property
    def haves_met(self) -> int:
        return sum(outcome is Outcome.MET for outcome in self.haves)


@dataclass
class Upcoming:
    """A rule that is due in several homes: in how many within thirty and ninety days, and the first day."""

    title: str
    kind: TodoKind
    soon: int = 0
    ahead: int = 0
    first: dt.date = dt.date.max


@dataclass
class Tally:
    """Figures over homes, added one by one. Closed homes are only counted as such."""

    homes: int = 0
    closed: int = 0
    meeting: int = 0
    without: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    advised: Counter[str] = field(default_factory=Counter)
    upcoming: dict[str, Upcoming] = field(default_factory=dict)
    errors: int = 0
    soon: int = 0
    scores: int = 0
    score_sum: float = 0.0

    def add(self, report: HomeReport) -> None:
        if report.closed:
            self.closed += 1
            return
        standing = report.judged.standing
        self.homes += 1
        self.meeting += standing.meets_standard
        self.without.update(have for have, outcome in standing.haves.items() if outcome is not Outcome.MET)
        self.missed.update(rule.id for rule in standing.duties_missed)
        self.advised.update(advice_missed(standing))
        self._add_todos(report)
        if standing.score is not None:
            self.scores += 1
            self.score_sum += standing.score

    def _add_todos(self, report: HomeReport) -> None:
        self.errors += any(todo.kind is TodoKind.ERROR for todo in report.todos)
        self.soon += any(todo.within(SOON, report.today) and todo.kind is TodoKind.DUTY for todo in report.todos)
        for todo in report.todos:
            if todo.due and todo.within(AHEAD, report.today):
                one = self.upcoming.setdefault(f"{todo.rule} {todo.kind}", Upcoming(todo.title, todo.kind))
                one.ahead += 1
                one.soon += todo.within(SOON, report.today)
                one.first = min(one.first, todo.due)

    def join(self, other: Tally) -> None:
        """Adds another's figures."""
        for name in ("homes", "closed", "meeting", "errors", "soon", "scores", "score_sum"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("without", "missed", "advised"):
            getattr(self, name).update(getattr(other, name))
        for key, theirs in other.upcoming.items():
            mine = self.upcoming.setdefault(key, Upcoming(theirs.title, theirs.kind))
            mine.soon, mine.ahead, mine.first = (
                mine.soon + theirs.soon,
                mine.ahead + theirs.ahead,
                min(mine.first, theirs.first),
            )

    @property
    def average(self) -> float | None:
        """Mean score, one decimal; None where no home has a score."""
        return round(self.score_sum / self.scores, 1) if self.scores else None

    @property
    def share(self) -> str:
        return f"{self.meeting / self.homes:.0%}" if self.homes else "—"

    def haves(self, labels: Mapping[str, str]) -> list[tuple[str, int]]:
        """Each have with how many homes lack it. `labels` by code."""
        return [(label, self.without[have]) for have, label in labels.items()]

    def worst(self, rules: tuple[Rule, ...]) -> list[tuple[Rule, int]]:
        """Duties that homes miss, the most often missed first."""
        found = [(rule, self.missed[rule.id]) for rule in rules if self.missed[rule.id]]
        return sorted(found, key=lambda pair: -pair[1])

    def calendar(self) -> list[Upcoming]:
        """What falls due within ninety days, duties first, by the first of the days."""
        order = list(TodoKind)
        return sorted(self.upcoming.values(), key=lambda one: (order.index(one.kind), one.first, one.title))


def advice_missed(standing: Standing) -> list[str]:
    """Ids of advice that is not followed although something was recorded."""
    return [rule.id for rule in standing.rules if rule.advice and standing.verdicts[rule.id].outcome is Outcome.UNMET]


def line_of(report: HomeReport) -> HomeLine:
    """A home as its district's lists show it."""
    standing = report.judged.standing
    dues = tuple(
        (t.due, t.title) for t in report.todos if t.due and t.kind is TodoKind.DUTY and t.within(SOON, report.today)
    )
    errors = sum(todo.kind is TodoKind.ERROR for todo in report.todos)
    return HomeLine(
        report.identity, report.name, report.street, standing.score, tuple(standing.haves.values()),
        standing.meets_standard, report.badge_notes, dues, errors,
    )  # fmt: skip


def ranked(lines: list[HomeLine]) -> list[tuple[int | None, HomeLine]]:
    """Ranks by score, then by haves met; equal scores share a rank.

    Without scores there are no ranks.
    """
    lines = sorted(lines, key=lambda one: (-(one.score if one.score is not None else -1), -one.haves_met, one.identity))
    places: list[tuple[int | None, HomeLine]] = []
    for number, line in enumerate(lines, 1):
        tied = places and places[-1][1].score == line.score
        places.append((None if line.score is None else places[-1][0] if tied else number, line))
    return places
