"""A year's recognition round as its clerks see it: how far each application is, what each plaque still needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from generator.model.federation import Application, Opinion, Round
from generator.model.vocabulary import DECISIONS, RECOGNITION_LEVELS
from generator.standard.fields import label
from generator.standard.recognition import Recognition, gives
from generator.standard.rounds import RoundsCase

_STEPS = {
    "city": ("applied", "street_party_opinion", "district_opinion", "papers", "spot_check", "city_opinion"),
    "district": ("applied", "papers", "spot_check"),
}
FILED = ("results", "city_roster", "district_roster")


@dataclass(frozen=True, slots=True)
class ApplicationLine:
    """One application: a cell for each step (empty: not yet), its score, and what came of it."""

    home: str
    name: str
    steps: tuple[str, ...]
    result: float | None
    outcome: str


@dataclass(frozen=True)
class RoundView:
    """A round on a day. `done` is, step by step, how many applications have it behind them."""

    round: Round
    by: str
    level: str
    steps: tuple[str, ...]
    done: tuple[int, ...]
    lines: tuple[ApplicationLine, ...]
    decided: bool
    filed: tuple[tuple[str, dt.date | None], ...]

    @property
    def scored(self) -> int:
        return sum(line.result is not None for line in self.lines)


@dataclass(frozen=True, slots=True)
class PlaqueLine:
    """A plaque that is up for its yearly decision. `days_left` counts to the last day it is held; negative once it is past."""

    home: str
    name: str
    district: str
    level: str
    plaque: Recognition
    days_left: int


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A renewal or delisting of the year; `note` says why it had no effect, or what became of the place."""

    home: str
    name: str
    district: str
    level: str
    effect: bool
    decision: str
    decided_on: dt.date
    document: str
    reason: str
    substitute: str
    note: str


def year_of(case: RoundsCase) -> int:
    """The round that a report of the day is about: this year's, or the latest there is."""
    years = {round.year for round in case.rounds if round.year <= case.on.year}
    return max(years, default=case.on.year)


def view(case: RoundsCase, round: Round) -> RoundView:
    """The round with every date after the day left out."""
    level = gives(round) or round.level
    steps = _STEPS[level]
    decided = round.decided_on is not None and round.decided_on <= case.on
    lines = [_line(case, round, application, steps, decided) for application in round.applications]
    lines.sort(key=lambda line: (-(line.result or -1), line.home))
    district = case.content.districts.get(round.by)
    return RoundView(
        round, "市级" if round.by == "city" else (district.name if district else round.by), level,
        tuple(label("recognition/x.yml", f"applications.{step}") for step in steps),
        tuple(sum(bool(line.steps[n]) for line in lines) for n in range(len(steps))),
        tuple(lines), decided, tuple((label("recognition/x.yml", f"filed.{n}"), _filed(round, n, case.on)) for n in FILED),
    )  # fmt: skip


def _line(case: RoundsCase, round: Round, application: Application, steps: Iterable[str], decided: bool) -> ApplicationLine:
    outcome = ""
    if decided:
        reserve = round.reserves.index(application.home) + 1 if application.home in round.reserves else 0
        outcome = "认定" if application.home in round.recognised else f"候补第 {reserve}" if reserve else "未认定"
    cells = tuple(_step(getattr(application, step), case.on) for step in steps)
    return ApplicationLine(application.home, name(case, application.home), cells, application.result, outcome)


def _step(value: dt.date | Opinion | None, on: dt.date) -> str:
    day = value.date if isinstance(value, Opinion) else value
    if day is None or day > on:
        return ""
    return f"{day}（不同意）" if isinstance(value, Opinion) and value.refuses else str(day)


def _filed(round: Round, name: str, on: dt.date) -> dt.date | None:
    day = getattr(round.filed, name, None)
    return day if day and day <= on else None


def name(case: RoundsCase, home: str) -> str:
    """A home's name, or its identity where no folder has it."""
    found = case.content.homes.get(case.present(home))
    return found.profile.name if found else home


def _district(case: RoundsCase, home: str) -> str:
    slug = home.partition("/")[0]
    return case.content.districts[slug].name if slug in case.content.districts else slug


def outstanding(case: RoundsCase, district: str = "") -> tuple[PlaqueLine, ...]:
    """Plaques that are to be decided in the day's year, and those that were not decided in theirs; soonest first."""
    found = [
        PlaqueLine(home, name(case, home), _district(case, home), RECOGNITION_LEVELS[level], plaque, (plaque.review_by - case.on).days)
        for home, levels in case.lives.badges.items()
        for level, plaque in levels.items()
        if home.startswith(district and f"{district}/")
        and plaque.holding and plaque.review_by and plaque.review_by.year <= case.on.year
    ]
    return tuple(sorted(found, key=lambda line: (line.days_left, line.home.partition("/")[0], line.level, line.home)))


def decisions(case: RoundsCase, year: int, district: str = "") -> tuple[DecisionLine, ...]:
    """Renewals and delistings that the rounds of the year hold, up to the day."""
    return tuple(
        DecisionLine(
            d.renewal.home, name(case, d.renewal.home), _district(case, d.renewal.home),
            RECOGNITION_LEVELS[d.renewal.level], d.effect, DECISIONS[d.renewal.decision], d.renewal.decided_on,
            d.renewal.document or "", d.renewal.reason or "", name(case, d.taken) if d.taken else "", _note(case, d),
        )
        for d in case.lives.decisions
        if d.round.year == year and (not district or d.round.by == district)
    )  # fmt: skip


def _note(case: RoundsCase, decision) -> str:
    if not decision.effect:
        return f"不起作用：{decision.why}"
    if decision.renewal.decision == "delisted" and decision.taken is None:
        return f"还没有递补，候补里轮到{name(case, decision.due)}" if decision.due else "没有候补可以递补"
    return ""
