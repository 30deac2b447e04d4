"""Figures of each month, so that a year can be compared with the next: what was held, how many came, what is offered,
who was honoured, by district, kind of place and function. From the records, closed homes included.

Services have no history: those on record are counted in the month of the report.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.catalogue.assessment import AssessedHome, Assessment
from generator.model import vocabulary as words
from generator.model.wording import Wording
from generator.standard.rounds import RoundsCase

FILE = "months.csv"
_MEASURES = ("活动", "参加人次", "没写人数的活动", "服务", "家庭荣誉", "示范认定")
_ACTIVITIES, _PEOPLE, _UNCOUNTED, _SERVICES, _FAMILIES, _PLAQUES = _MEASURES


@dataclass(frozen=True, order=True, slots=True)
class _Where:
    """`month` is 0 where only the year is recorded; `kind` and `function` are labels, the latter empty for honours."""

    year: int
    month: int
    district: str
    kind: str
    function: str


@dataclass
class MonthlyFigures:
    """Added home by home."""

    assessment: Assessment
    case: RoundsCase
    _counts: defaultdict[_Where, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _kinds: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def head(self) -> list[str]:
        return ["年", "月", Wording(self.assessment.content.standard)("{district}"), "类别", "功能", *_MEASURES]

    def add(self, judged: AssessedHome) -> None:
        """What a home held, offers and honoured itself."""
        home, today, standard = judged.home, self.case.on, self.assessment.content.standard
        district = self.assessment.content.districts[home.district].name
        kind = standard.kinds.home_labels[home.profile.kind]
        self._kinds[home.identity] = district, kind
        functions = standard.function_labels
        for activity in home.activities:
            if activity.counts(today):
                function = functions.get(words.function_of(activity.item), "") if activity.item else "没写"
                found = self._at(activity.date, district, kind, function)
                found[_ACTIVITIES] += 1
                found[_PEOPLE] += activity.participants or 0
                found[_UNCOUNTED] += activity.participants is None
        closed = home.profile.closed
        if not (closed and closed.on <= today):
            for service in home.profile.services:
                self._at(today, district, kind, functions[words.function_of(service.item)])[_SERVICES] += 1
        for family in home.families:
            if not (family.revoked and family.revoked <= today):
                day = family.published if family.published and family.published.year == family.year else None
                where = _Where(family.year, day.month if day else 0, district, kind, "")
                self._counts[where][_FAMILIES] += 1

    def _at(self, day: dt.date, district: str, kind: str, function: str) -> Counter[str]:
        return self._counts[_Where(day.year, day.month, district, kind, function)]

    def rows(self) -> Iterator[list[object]]:
        """The latest month first; a month without anything has no row."""
        for round in self.case.decided:
            assert round.decided_on, "a round is decided on a day"
            for named in round.recognised:
                district, kind = self._kinds.get(self.case.present_identity(named), ("", ""))
                if district:
                    self._at(round.decided_on, district, kind, "")[_PLAQUES] += 1
        for at in sorted(self._counts, key=lambda at: (-at.year, -at.month, at)):
            counts = self._counts[at]
            yield [at.year, at.month or None, at.district, at.kind, at.function, *(counts[one] for one in _MEASURES)]
