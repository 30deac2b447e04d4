"""Due dates: until when the records of a home suffice, found by applying the rules to later days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from generator.model.documents import Activity
from generator.model.load import Home
from generator.standard.calendar import first_day_outside, months_before
from generator.standard.fields import label
from generator.standard.rule import HomeCase, Outcome, Rule, Verdict
from generator.standard.standing import Standing

_YEAR = 12
_MONTH_ENDS = 16  # the longest period in which a record counts, and one more
_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """A rule met today that is no longer met on `day` unless something new is recorded by that day.

    `verdict` is that of the day. `record` is the recorded day that then is too old, `of` what it records; both are
    empty where a calendar period ends instead.
    """

    rule: Rule
    day: dt.date
    verdict: Verdict
    record: dt.date | None = None
    of: str = ""


@dataclass(frozen=True)
class _TrackingCase(HomeCase):
    """A case that tracks which dates its rule read."""

    dates_read: dict[str, Any] = field(default_factory=dict)

    def ledger_value(self, path: str) -> Any:
        value = super().ledger_value(path)
        self.dates_read[label("ledger.yml", path.removesuffix(".updated"))] = value
        return value

    @cached_property
    def held_activities(self) -> tuple[Activity, ...]:
        self.dates_read["活动"] = self.home.activities
        return super().held_activities


def upcoming_dues(home: Home, standing: Standing) -> tuple[Due, ...]:
    """The due dates of all rules that are met, soonest first; none after the closing of the home."""
    dues = (due for rule in standing.rules if (due := _due(home, rule, standing)))
    closed = home.profile.closed
    living = (due for due in dues if closed is None or due.day < closed.on)
    return tuple(sorted(living, key=lambda due: due.day))


def first_due(home: Home, standing: Standing, rules: Iterable[Rule], before: dt.date | None = None) -> dt.date | None:
    """The first day before `before` on which one of the `rules` that are met is no longer met; None without one."""
    found = None
    for rule in rules:
        if due := _due(home, rule, standing, found or before):
            found = due.day
    return found


def _due(home: Home, rule: Rule, standing: Standing, before: dt.date | None = None) -> Due | None:
    if standing.verdicts[rule.id].outcome is not Outcome.MET:
        return None
    watching = _TrackingCase(home, standing.on, rule.parameters, standing.standard)
    rule.check(watching)
    changes = dict(_changes(watching.dates_read, standing.on, {_YEAR, int(rule.parameters.get("months", _YEAR))}))
    if not changes:
        return None
    for day in sorted({*changes, *_month_ends(standing.on)}):
        if before and day >= before:
            return None
        verdict = rule.check(HomeCase(home, day, rule.parameters, standing.standard))
        if verdict.outcome is not Outcome.MET:
            return Due(rule, day, verdict, *changes.get(day, (None, "")))
    return None


def _changes(
    dates_read: dict[str, Any], today: dt.date, months: Iterable[int]
) -> Iterator[tuple[dt.date, tuple[dt.date, str]]]:
    """Later days on which a recorded day arrives or gets too old, each with that day and what it records."""
    for of, value in dates_read.items():
        for recorded in _days(value):
            for day in (recorded, *(first_day_outside(recorded, n) for n in months)):
                if day > today:
                    yield day, (recorded, of)


def _days(value: Any) -> Iterator[dt.date]:
    if isinstance(value, dt.date):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _days(one)
    else:
        yield from (day for name in ("date", "record") if isinstance(day := getattr(value, name, None), dt.date))


@lru_cache(maxsize=8)
def _month_ends(today: dt.date) -> tuple[dt.date, ...]:
    """Last days of months after today: on each a month, quarter or half-year becomes complete."""
    first = today.replace(day=1)
    ends = (months_before(first, -n) - _ONE_DAY for n in range(1, _MONTH_ENDS + 1))
    return tuple(day for day in ends if day > today)
