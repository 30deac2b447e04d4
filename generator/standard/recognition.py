"""The life of plaques (四（示范）): given, held, awaiting review, renewed, delisted, filled from the reserves.

Pure: the same rounds and day give the same plaques. Only a decision takes a plaque away, or the lapse that a city has
defined; never a finding.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from generator.model.federation import DISTRICT
from generator.model.load import Content
from generator.model.recognition import Renewal, Round
from generator.standard.renames import renamed_homes

Status = Literal["held", "awaiting", "delisted", "lapsed"]
HOLDING = ("held", "awaiting")


@dataclass(frozen=True)
class Tenure:
    """How long plaques of a level are held.

    `years` after the year of the last decision they lapse (None: never). `review`: a district decides about each plaque
    in the year after it was given (`next-year`), every year (`yearly`), or never (`none`).
    """

    years: int | None = None
    review: str = "next-year"


DEFAULT_TENURE = Tenure()  # 四（示范）4


@dataclass(frozen=True)
class Recognition:
    """The plaque of a home of one level on a day.

    `year` is that of the round that gave it, `years` those in which it was given or renewed. `since`: the day of the
    decision; `ended`: the last day before it was delisted. `review_by`: the day by which the district is to review it;
    `lapses`: the last day without another decision. `document`: that of the latest decision, `given_by` that of the
    first; `renewals`: day and document of each since.
    """

    home: str
    level: str
    year: int
    years: tuple[int, ...]
    since: dt.date
    status: Status
    document: str = ""
    review_by: dt.date | None = None
    lapses: dt.date | None = None
    ended: dt.date | None = None
    given_by: str = ""
    renewals: tuple[tuple[dt.date, str], ...] = ()

    @property
    def holding(self) -> bool:
        return self.status in HOLDING


@dataclass(frozen=True)
class Decision:
    """A renewal of a round, and whether it is effective (else `reason` says why not).

    `substitute` got the place; `next_reserve` is the reserve whose turn it is.
    """

    round: Round
    number: int
    renewal: Renewal
    effective: bool
    substitute: str | None = None
    next_reserve: str | None = None
    reason: str = ""


@dataclass(frozen=True)
class PlaqueHistory:
    """All plaques on a day, by home and level, and all renewals decided up to it."""

    plaques: dict[str, dict[str, Recognition]]
    decisions: tuple[Decision, ...]


def plaques(content: Content, on: dt.date) -> dict[str, dict[str, Recognition]]:
    """Identity → level → plaque, for all plaques given by `on`, delisted and lapsed ones included."""
    return replay(content, on).plaques


def replay(content: Content, on: dt.date) -> PlaqueHistory:
    """Replays all decisions up to `on` in the order of their dates."""
    return _Replay(content.rounds, renamed_homes(content), on, tenures(content)).run()


def tenures(content: Content) -> dict[str, Tenure]:
    """Level → how long its plaques are held."""
    levels = content.standard.honours.homes
    return {level.id: Tenure(level.years, level.review or DEFAULT_TENURE.review) for level in levels}


def plaque_level(round: Round) -> str | None:
    """The level of the plaques of a round: a district's file gives those of districts, any other those of the level
    that it is named after.

    None where the level does not match the file.
    """
    if round.level == DISTRICT:
        return None if round.by == "city" else DISTRICT
    return round.level if round.by == round.level else None


def round_path(round: Round) -> str:
    return f"recognition/{round.year}-{round.by}.yml"


class _Replay:
    """Replays the decisions; `held` are the plaques so far, by level and home."""

    def __init__(self, rounds: tuple[Round, ...], renamed: Mapping[str, str], on: dt.date, terms: Mapping[str, Tenure]):
        self.rounds, self.renamed, self.on, self.terms = rounds, renamed, on, terms
        self.held: dict[tuple[str, str], Recognition] = {}
        self.decisions: list[Decision] = []

    def run(self) -> PlaqueHistory:
        given = {r.decided_on for r in self.rounds if r.decided_on}
        reviewed = {renewal.decided_on for r in self.rounds for renewal in r.renewals}
        for day in sorted(day for day in given | reviewed if day <= self.on):
            self._review(day)
            self._give(day)
        found: dict[str, dict[str, Recognition]] = {}
        for (level, home), plaque in sorted(self.held.items()):
            found.setdefault(home, {})[level] = replace(plaque, status=_status(plaque, self.on))
        return PlaqueHistory(found, tuple(self.decisions))

    def _name(self, home: str) -> str:
        return self.renamed.get(home, home)

    def _give(self, day: dt.date) -> None:
        for round in self.rounds:
            level = plaque_level(round)
            if level is None or round.decided_on != day:
                continue
            for home in map(self._name, round.recognised):
                if level != DISTRICT or home.partition("/")[0] == round.by:
                    self.held[level, home] = self._given(home, level, round.year, day, round.document or "")

    def _review(self, day: dt.date) -> None:
        """Applies the renewals of one day. Places are filled once all delistings of the day are known."""
        vacated: list[Decision] = []
        for round in self.rounds:
            for number, renewal in enumerate(round.renewals):
                if renewal.decided_on == day:
                    decision = self._decide(round, number, renewal)
                    vacated += [decision] if decision.effective and renewal.decision == "delisted" else []
                    self.decisions.append(decision)
        self._fill(vacated, day)

    def _decide(self, round: Round, number: int, renewal: Renewal) -> Decision:
        home = self._name(renewal.home)
        plaque = self.held.get((renewal.level, home))
        reason = self._objection(round, renewal, home, plaque)
        if plaque is None or reason:
            return Decision(round, number, renewal, False, reason=reason)
        renewed = renewal.decision == "renewed"
        self.held[renewal.level, home] = self._renewed(plaque, round, renewal) if renewed else _ended(plaque, renewal)
        return Decision(round, number, renewal, True)

    def _objection(self, round: Round, renewal: Renewal, home: str, plaque: Recognition | None) -> str:
        """Why a renewal has no effect; empty where it has."""
        if round.by != home.partition("/")[0]:
            return "不是它所在的{district}作的决定"
        if plaque is None or _status(plaque, renewal.decided_on) not in HOLDING:
            return "它没有这一级的牌匾"
        last = plaque.years[-1]
        if renewal.decision == "renewed" and round.year <= last:
            return f"这块牌匾是 {last} 年认定的，要到次年才重新认定"
        if renewal.decision == "renewed" and renewal.decided_on.year <= last:
            return f"决定日期是 {renewal.decided_on}，这块牌匾是 {last} 年认定的，要到次年才重新认定"
        return ""

    def _fill(self, vacated: list[Decision], day: dt.date) -> None:
        """Gives each vacated place to its substitute, as long as substitutes follow the order of the reserves, whatever
        the order of the files.
        """
        waiting = list(vacated)
        while waiting:
            queue = {id(d): self._next_reserve(d, day) for d in waiting}
            served = next(
                (d for d in waiting if d.renewal.substitute and self._name(d.renewal.substitute) == queue[id(d)]), None
            )
            home = queue[id(served)] if served else None
            if served is None or home is None:
                break
            waiting.remove(served)
            level = served.renewal.level
            document = served.renewal.document or ""
            self.held[level, home] = self._given(home, level, served.round.year, day, document)
            self._settle(served, replace(served, substitute=home, next_reserve=home))
        for decision in waiting:
            self._settle(decision, replace(decision, next_reserve=queue[id(decision)]))

    def _settle(self, old: Decision, new: Decision) -> None:
        self.decisions[next(i for i, d in enumerate(self.decisions) if d is old)] = new

    def _next_reserve(self, decision: Decision, day: dt.date) -> str | None:
        """The first reserve of the district in line: of the latest earlier round, else of the same year."""
        level, by = decision.renewal.level, decision.round.by
        reserves = {
            id(r): [home for home in map(self._name, r.reserves) if home.partition("/")[0] == by]
            for r in self.rounds
            if plaque_level(r) == level and r.decided_on and r.decided_on <= day and (level != DISTRICT or r.by == by)
        }
        rounds = [r for r in self.rounds if reserves.get(id(r))]
        earlier = [r for r in rounds if r.year < decision.round.year]
        chosen = max(earlier, key=lambda r: r.year, default=None) or max(
            (r for r in rounds if r.year == decision.round.year), key=lambda r: r.year, default=None
        )
        if chosen is None or chosen.decided_on is None:
            return None
        for home in reserves[id(chosen)]:
            plaque = self.held.get((level, home))
            holds = plaque and _status(plaque, day) in HOLDING
            if not holds and not (plaque and plaque.since >= chosen.decided_on):
                return home
        return None

    def _given(self, home: str, level: str, year: int, day: dt.date, document: str) -> Recognition:
        term = self.terms[level]
        review_by = None if term.review == "none" else _end(year + 1)
        return Recognition(
            home,
            level,
            year,
            (year,),
            day,
            "held",
            document,
            review_by,
            _end(year + term.years) if term.years else None,
            given_by=document,
        )

    def _renewed(self, plaque: Recognition, round: Round, renewal: Renewal) -> Recognition:
        term, year = self.terms[plaque.level], round.year
        return replace(
            plaque,
            years=(*plaque.years, year),
            document=renewal.document or plaque.document,
            review_by=_end(year + 1) if term.review == "yearly" else None,
            lapses=_end(year + term.years) if term.years else None,
            renewals=(*plaque.renewals, (renewal.decided_on, renewal.document or "")),
        )


def _end(year: int) -> dt.date:
    return dt.date(year, 12, 31)


def _ended(plaque: Recognition, renewal: Renewal) -> Recognition:
    return replace(plaque, status="delisted", ended=renewal.decided_on - dt.timedelta(days=1))


def _status(plaque: Recognition, on: dt.date) -> Status:
    if plaque.status == "delisted":
        return "delisted"
    if plaque.lapses and plaque.lapses < on:
        return "lapsed"
    return "awaiting" if plaque.review_by and plaque.review_by < on else "held"
