"""Views of the recognition rounds of a year: progress of each application, open decisions on plaques."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.catalogue import tiles
from generator.model.federation import DISTRICT
from generator.model.recognition import Application, Opinion, Publicised, Round
from generator.model.standard import CityStandard
from generator.model.vocabulary import DECISIONS
from generator.model.wording import Wording
from generator.standard.fields import label
from generator.standard.recognition import Decision, Recognition, plaque_level
from generator.standard.recognition_rules import filings
from generator.standard.rounds import RoundsCase

_STEPS = (
    "applied",
    "street_federation",
    "street_party_opinion",
    "district_opinion",
    "papers",
    "spot_check",
    "city_opinion",
)
_DISTRICT_STEPS = ("applied", "street_federation", "papers", "spot_check")
_OPTIONAL = ("street_federation",)


@dataclass(frozen=True, slots=True)
class ApplicationLine:
    """An application: a cell for each step (empty: not yet), its rank in the district, its score, the outcome."""

    home: str
    name: str
    steps: tuple[str, ...]
    review_rank: int | None
    result: float | None
    outcome: str


@dataclass(frozen=True)
class RoundView:
    """A round on a day. `done`: how many applications have completed each step."""

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

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences on 公示 and 征求意见, as far as recorded."""
        publicised, consulted = self.round.publicised, self.round.consulted
        asked = "、".join(f"{one.unit}（{one.on}）" if one.on else one.unit for one in consulted)
        return (
            *((f"公示：{_publicised(publicised)}。",) if publicised else ()),
            *((f"征求意见：{asked}。",) if asked else ()),
        )


@dataclass(frozen=True, slots=True)
class PlaqueLine:
    """A plaque due for review. `days_left` counts to the day it is due, negative after it.

    `review_rank`: its rank in the district for 末位淘汰, where given.
    """

    home: str
    name: str
    district: str
    level: str
    plaque: Recognition
    days_left: int
    review_rank: int | None


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A renewal or delisting of the year; `note`: why it had no effect, or what became of the place."""

    home: str
    name: str
    district: str
    level: str
    effective: bool
    decision: str
    decided_on: dt.date
    document: str
    reason: str
    substitute: str
    note: str

    @property
    def renewed(self) -> bool:
        return self.decision == DECISIONS["renewed"]


def in_order(case: RoundsCase) -> dict[str, int]:
    """District → its place in every list: by code, those of a prefecture together."""
    return {slug: at for at, slug in enumerate(tiles.in_order(case.content.districts))}


def year_of(case: RoundsCase) -> int:
    """The year of the round that reports are about: this one, or the latest before."""
    years = {round.year for round in case.rounds if round.year <= case.on.year}
    return max(years, default=case.on.year)


def view(case: RoundsCase, round: Round) -> RoundView:
    """The round without dates after the day."""
    level, word = plaque_level(round) or round.level, Wording(case.content.standard)
    steps = [
        step
        for step in (_DISTRICT_STEPS if level == DISTRICT else _STEPS)
        if step not in _OPTIONAL or any(getattr(a, step) for a in round.applications)
    ]
    decided = round.decided_on is not None and round.decided_on <= case.on
    lines = [_line(case, round, application, steps, decided) for application in round.applications]
    places = in_order(case)
    lines.sort(key=lambda line: (_place(places, line.home), *_rank_key(line.review_rank), line.home))
    district = case.content.districts.get(round.by)
    return RoundView(
        round=round,
        by=district.name if district else case.levels.get(round.by, round.by),
        level=level,
        steps=tuple(
            f"{decides(level, case.content.standard)}意见"
            if step == "city_opinion"
            else word.filled(label("recognition/x.yml", f"applications.{step}"))
            for step in steps
        ),
        done=tuple(sum(bool(line.steps[n]) for line in lines) for n in range(len(steps))),
        lines=tuple(lines),
        decided=decided,
        filed=tuple((named, _filed(round, field, case.on)) for field, named in filings(case).items()),
    )


def decides(level: str, standard: CityStandard) -> str:
    """Who decides on a level after the district: its giver, or that of the highest where districts give it."""
    word, levels = Wording(standard), standard.honours.homes
    givers = {one.id: word.declared(one.giver or "") for one in levels}
    above = givers.get(level, "") if givers.get(level) != word("{district}妇联") else ""
    return above or word("{top_giver}")


def _rank_key(rank: int | None) -> tuple[bool, int]:
    """Sorts by rank in the district, those without one last."""
    return rank is None, rank or 0


def _publicised(publicised: Publicised) -> str:
    until = f" 至 {publicised.to}" if publicised.to else " 起"
    objections = publicised.objections
    return f"{publicised.from_}{until}" + (
        f"，异议：{'无' if objections == 'none' else objections}" if objections else ""
    )


def _line(
    case: RoundsCase, round: Round, application: Application, steps: Iterable[str], decided: bool
) -> ApplicationLine:
    outcome = ""
    if decided:
        reserve = round.reserves.index(application.home) + 1 if application.home in round.reserves else 0
        outcome = "认定" if application.home in round.recognised else f"候补第 {reserve}" if reserve else "未认定"
    cells = tuple(_step(getattr(application, step), case.on) for step in steps)
    return ApplicationLine(
        application.home, name(case, application.home), cells, application.review_rank, application.result, outcome
    )


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
    found = case.content.homes.get(case.present_identity(home))
    return found.profile.name if found else home


def _district(case: RoundsCase, home: str) -> str:
    slug = home.partition("/")[0]
    return case.content.districts[slug].name if slug in case.content.districts else slug


def outstanding(case: RoundsCase, district: str = "") -> tuple[PlaqueLine, ...]:
    """Plaques to be reviewed in the year of the day, and overdue ones; soonest first, then by rank in the district."""
    ranks, places = _ranks(case), in_order(case)
    found = [
        PlaqueLine(
            home,
            name(case, home),
            _district(case, home),
            case.levels[level],
            plaque,
            (plaque.review_by - case.on).days,
            ranks.get((home, level)),
        )
        for home, levels in case.history.plaques.items()
        for level, plaque in levels.items()
        if home.startswith(district and f"{district}/")
        and plaque.holding
        and plaque.review_by
        and plaque.review_by.year <= case.on.year
    ]
    return tuple(
        sorted(
            found,
            key=lambda line: (
                line.days_left,
                _place(places, line.home),
                line.level,
                *_rank_key(line.review_rank),
                line.home,
            ),
        )
    )


def _place(places: Mapping[str, int], home: str) -> int:
    return places.get(home.partition("/")[0], -1)


def _ranks(case: RoundsCase) -> dict[tuple[str, str], int]:
    """(home, level) → its rank in the latest order that its district gave up to the year of the day."""
    return {
        (case.present_identity(application.home), level): application.review_rank
        for round in sorted(case.rounds, key=lambda r: r.year)
        if (level := plaque_level(round)) and round.year <= case.on.year
        for application in round.applications
        if application.review_rank is not None
    }


def decisions(case: RoundsCase, year: int, district: str = "") -> tuple[DecisionLine, ...]:
    """Renewals and delistings of the rounds of the year, up to the day."""
    return tuple(
        DecisionLine(
            home=d.renewal.home,
            name=name(case, d.renewal.home),
            district=_district(case, d.renewal.home),
            level=case.levels[d.renewal.level],
            effective=d.effective,
            decision=DECISIONS[d.renewal.decision],
            decided_on=d.renewal.decided_on,
            document=d.renewal.document or "",
            reason=d.renewal.reason or "",
            substitute=name(case, d.substitute) if d.substitute else "",
            note=_note(case, d),
        )
        for d in case.history.decisions
        if d.round.year == year and (not district or d.round.by == district)
    )


def _note(case: RoundsCase, decision: Decision) -> str:
    if not decision.effective:
        return f"不起作用：{decision.reason}"
    if decision.renewal.decision == "delisted" and decision.substitute is None:
        return (
            f"还没有递补，候补里轮到{name(case, decision.next_reserve)}"
            if decision.next_reserve
            else "没有候补可以递补"
        )
    return ""
