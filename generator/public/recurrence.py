"""Services and opening hours as recurrence rules of iCalendar (RFC 5545, 3.3.10), and the days that are exceptions.

The days are those that pages show (`opening.is_offered`, `opening.holds_on`): public holidays and closures are
`exdates`, make-up working days `rdates`. They are told for the year of the build and the next: later holidays are not
known.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from generator.content.values.days import WORKING_DAYS
from generator.content.values.schedules import LAST, Schedule
from generator.public.opening import Holidays, closure_on, is_in_season
from generator.public.views import ClosureView, HoursLine

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Recurrence:
    """`freq` is WEEKLY or MONTHLY; `dtstart` is the first day of the rule, `until` the last on which it may hold."""

    freq: str
    byday: tuple[str, ...]
    bymonthday: tuple[int, ...]
    dtstart: dt.date
    until: dt.date
    exdates: tuple[dt.date, ...] = ()
    rdates: tuple[dt.date, ...] = ()


Days = tuple[dt.date, ...]
_Pattern = tuple[str, tuple[str, ...], tuple[int, ...]]


def of_schedule(
    schedule: Schedule, closures: Iterable[ClosureView], holidays: Holidays, year: int
) -> Recurrence | None:
    """The rule of a service; None where its days can't be told, or it is not offered in these two years."""
    if schedule.days is None:
        return None
    bare = Schedule("", schedule.days, schedule.weeks, schedule.dates)  # whatever the words, the days are the same
    return _schedule_rule(bare, tuple(closures), holidays, year)


def of_hours(line: HoursLine, closures: Iterable[ClosureView], holidays: Holidays, year: int) -> tuple[Recurrence, ...]:
    """The rule of a line of opening hours: one of each time that its season comes."""
    bare = HoursLine(line.days, (), line.season, None, line.holidays)
    return _hours_rules(bare, tuple(closures), holidays, year)


@lru_cache(4_096)
def _schedule_rule(
    schedule: Schedule, closures: tuple[ClosureView, ...], holidays: Holidays, year: int
) -> Recurrence | None:
    assert schedule.days
    ruled, offered = _of_schedule(schedule, holidays, year)
    if schedule.dates:
        pattern: _Pattern = ("MONTHLY", (), schedule.dates)
    elif schedule.weeks:
        pattern = ("MONTHLY", tuple(f"{week}{_WEEKDAYS[schedule.days.days[0]]}" for week in schedule.weeks), ())
    else:
        pattern = ("WEEKLY", tuple(_WEEKDAYS[day] for day in schedule.days.days), ())
    return _rule(pattern, ruled, _without_closures(offered, closures), dt.date(year + 1, 12, 31))


@lru_cache(4_096)
def _hours_rules(
    line: HoursLine, closures: tuple[ClosureView, ...], holidays: Holidays, year: int
) -> tuple[Recurrence, ...]:
    pattern: _Pattern = ("WEEKLY", tuple(_WEEKDAYS[day] for day in line.days.days), ())
    rules = (
        _rule(pattern, ruled, _without_closures(held, closures), last)
        for last, ruled, held in _of_hours(line, holidays, year)
    )
    return tuple(rule for rule in rules if rule)


class _Day(NamedTuple):
    """A day with all that rules ask of it: `week` counts such weekdays in its month, `last`: no such follows."""

    date: dt.date
    weekday: int
    week: int
    last: bool
    off: bool
    working: bool


@lru_cache(8)
def _calendar(holidays: Holidays, year: int) -> tuple[_Day, ...]:
    """The days of two years: what is the same for all schedules is worked out once."""
    return tuple(
        _Day(
            day,
            day.weekday(),
            (day.day + 6) // 7,
            (day + dt.timedelta(days=7)).month != day.month,
            holidays.is_off(day),
            holidays.fits(WORKING_DAYS, day),
        )
        for day in _between(dt.date(year, 1, 1), dt.date(year + 1, 12, 31))
    )


@lru_cache(4_096)
def _of_schedule(schedule: Schedule, holidays: Holidays, year: int) -> tuple[Days, Days]:
    """The days of the rule alone, as if there were no holidays, and those on which a home that never closes offers it
    (`opening.is_offered`).
    """
    assert schedule.days
    weekdays, working = frozenset(schedule.days.days), schedule.days.working
    weeks, dates = frozenset(schedule.weeks), frozenset(schedule.dates)
    chosen = [
        day
        for day in _calendar(holidays, year)
        if (not dates or day.date.day in dates) and (not weeks or day.week in weeks or (day.last and LAST in weeks))
    ]
    return (
        tuple(day.date for day in chosen if day.weekday in weekdays),
        tuple(day.date for day in chosen if not day.off and (day.working if working else day.weekday in weekdays)),
    )


@lru_cache(4_096)
def _of_hours(line: HoursLine, holidays: Holidays, year: int) -> tuple[tuple[dt.date, Days, Days], ...]:
    """For each time that the season comes: its last day, the days of the rule, and those that a home which never closes
    opens on (`opening.holds_on`).
    """
    weekdays, working = frozenset(line.days.days), line.days.working
    seasonal = [day for day in _calendar(holidays, year) if is_in_season(line, day.date)]
    return tuple(
        (
            run[-1].date,
            tuple(day.date for day in run if day.weekday in weekdays),
            tuple(
                day.date
                for day in run
                if (
                    (line.holidays and day.weekday in weekdays)
                    if day.off
                    else (day.working if working else day.weekday in weekdays)
                )
            ),
        )
        for run in _runs(seasonal)
    )


def _without_closures(days: Days, closures: tuple[ClosureView, ...]) -> Days:
    return tuple(day for day in days if closure_on(closures, day) is None) if closures else days


def _rule(pattern: _Pattern, ruled: Days, held: Days, end: dt.date) -> Recurrence | None:
    if not held:
        return None
    freq, byday, bymonthday = pattern
    ruled = tuple(day for day in ruled if day >= held[0])
    if not ruled or ruled[0] > held[-1]:  # make-up days alone
        ruled, freq, byday, bymonthday = held[:1], "WEEKLY", (_WEEKDAYS[held[0].weekday()],), ()
        until = held[0]
    else:
        until = held[-1] if ruled[-1] > held[-1] else end
        ruled = tuple(day for day in ruled if day <= until)
    on, of_rule = set(held), set(ruled)
    return Recurrence(
        freq,
        byday,
        bymonthday,
        ruled[0],
        until,
        tuple(day for day in ruled if day not in on),
        tuple(day for day in held if day not in of_rule),
    )


def _runs(days: list[_Day]) -> Iterator[list[_Day]]:
    """Days in a row."""
    run: list[_Day] = []
    for day in days:
        if run and day.date - run[-1].date > dt.timedelta(days=1):
            yield run
            run = []
        run.append(day)
    if run:
        yield run


def _between(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    for number in range((last - first).days + 1):
        yield first + dt.timedelta(days=number)
