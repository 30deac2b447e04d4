"""The report of a home: the headline, the to-do list, the seven haves, all rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from generator.catalogue.assessment import AssessedHome
from generator.diagnostics import Finding
from generator.model.federation import District
from generator.model.standard import CityStandard
from generator.office.reports.todo_list import Row, headline, rows
from generator.office.reports.todos import AHEAD, Todo, TodoKind, todos_of
from generator.standard.recognition import Recognition
from generator.standard.rule import Outcome, Rule, Verdict

SYMBOLS = {Outcome.MET: "✓", Outcome.UNMET: "✗", Outcome.NOT_ASSESSED: "○", Outcome.NOT_APPLICABLE: "－"}


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule, its verdict, and until when it is met with the present records (None: for good, or not met)."""

    rule: Rule
    verdict: Verdict
    due: dt.date | None

    @property
    def symbol(self) -> str:
        return SYMBOLS[self.verdict.outcome]


@dataclass(frozen=True, slots=True)
class HaveLine:
    """One of the seven haves, with its rules."""

    name: str
    outcome: Outcome
    rules: tuple[RuleLine, ...]

    @property
    def symbol(self) -> str:
        return SYMBOLS[self.outcome]

    @property
    def lacking(self) -> tuple[str, ...]:
        """Titles of duties that are not met."""
        missed = (Outcome.UNMET, Outcome.NOT_ASSESSED)
        return tuple(line.rule.title for line in self.rules if not line.rule.advice and line.verdict.outcome in missed)


@dataclass(frozen=True)
class HomeReport:
    """The report of a home.

    `urgent`: rows on what is wrong now or due within ninety days; `later`: what is due after that.
    """

    identity: str
    judged: AssessedHome
    today: dt.date
    district: str
    street: str
    kind: str
    todos: tuple[Todo, ...]
    headline: str
    first: tuple[Row, ...]
    urgent: tuple[Row, ...]
    later: tuple[Todo, ...]
    haves: tuple[HaveLine, ...]
    badges: tuple[str, ...]
    badge_notes: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.judged.home.profile.name

    @property
    def closed(self) -> bool:
        closing = self.judged.home.profile.closed
        return closing is not None and closing.on <= self.today

    @property
    def haves_met(self) -> int:
        return sum(have.outcome is Outcome.MET for have in self.haves)

    def days_left(self, day: dt.date) -> int:
        return (day - self.today).days

    def stages(self) -> list[tuple[str, list[Row]]]:
        """The to-do rows by heading; empty ones left out."""
        found: dict[str, list[Row]] = {}
        for row in self.urgent:
            found.setdefault(_stage(row.todos[0], self.today), []).append(row)
        return list(found.items())


def _stage(todo: Todo, today: dt.date) -> str:
    if todo.kind is TodoKind.ERROR:
        return "先改正：写错了，或不能公开"
    if todo.kind is TodoKind.DUTY:
        if todo.due is None:
            return "现在就差的"
        return "30 天内到期" if todo.within(30, today) else "90 天内到期"
    return "建议做到（不影响达标和得分）" if todo.kind is TodoKind.ADVICE else "提示"


def report(judged: AssessedHome, district: District, findings: Iterable[Finding]) -> HomeReport:
    """The report of a home; `findings` are all that name it."""
    home, standing = judged.home, judged.standing
    today, profile = standing.on, home.profile
    todos = todos_of(home, standing, findings)
    urgent = rows(todo for todo in todos if todo.due is None or todo.within(AHEAD, today))
    later = tuple(todo for todo in todos if todo.due and not todo.within(AHEAD, today))
    sentence, first = headline(standing, urgent, profile.closed.on if profile.closed else None)
    street = district.street(profile.street)
    return HomeReport(
        identity=home.identity,
        judged=judged,
        today=today,
        district=district.name,
        street=street.name if street else profile.street,
        kind=standing.standard.kinds.home_labels[profile.kind],
        todos=todos,
        headline=sentence,
        first=first,
        urgent=urgent,
        later=later,
        haves=_haves(judged, todos),
        badges=tuple(badge_text(plaque, today, standing.standard) for plaque in judged.recognitions.values()),
        badge_notes=tuple(badge_note(plaque, standing.standard) for plaque in judged.recognitions.values()),
    )


def _haves(judged: AssessedHome, todos: Iterable[Todo]) -> tuple[HaveLine, ...]:
    standing = judged.standing
    dues = {todo.rule: todo.due for todo in todos if todo.due}
    return tuple(
        HaveLine(
            name,
            standing.haves[have],
            tuple(RuleLine(r, standing.verdicts[r.id], dues.get(r.id)) for r in standing.rules if r.have == have),
        )
        for have, name in standing.standard.have_labels.items()
    )


def badge_note(plaque: Recognition, standard: CityStandard) -> str:
    """The state of a plaque in brief, for a table."""
    state = {"held": "在册", "awaiting": "在册，待重新认定", "delisted": "已摘牌", "lapsed": "已到期"}[plaque.status]
    return f"{standard.honours.home_labels[plaque.level]} {plaque.year} 年，{state}"


def badge_text(plaque: Recognition, today: dt.date, standard: CityStandard) -> str:
    """The state of a plaque and its next date, in words."""
    district = standard.terms.district
    given = f"{standard.honours.home_labels[plaque.level]}示范（{plaque.year} 年认定"
    if plaque.status == "delisted":
        return f"{given}，已摘牌）"
    if plaque.status == "lapsed":
        return f"{given}，{plaque.lapses} 已到期）"
    if plaque.status == "awaiting" and plaque.review_by:
        return f"{given}，在册；应当在 {plaque.review_by.year} 年重新认定，等{district}妇联决定）"
    lasting = f"；到 {plaque.lapses} 为止" if plaque.lapses else ""
    if plaque.review_by is None:
        return f"{given}，在册{lasting}）"
    days = (plaque.review_by - today).days
    return f"{given}，在册；{plaque.review_by.year} 年内由{district}妇联重新认定，还有 {days} 天{lasting}）"
