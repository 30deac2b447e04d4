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

from generator.content.values.schedules import Schedule
from generator.public.opening import Holidays, closure_on, holds_on, is_in_season, is_offered
from generator.public.views import ClosureView, HoursLine

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NO_HOLIDAYS = Holidays(years=frozenset(range(1990, 2200)))


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
    ruled, offered = _of_schedule(Schedule("", schedule.days, schedule.weeks, schedule.dates), holidays, year)
    if schedule.dates:
        pattern: _Pattern = ("MONTHLY", (), schedule.dates)
    elif schedule.weeks:
        pattern = ("MONTHLY", tuple(f"{week}{_WEEKDAYS[schedule.days.days[0]]}" for week in schedule.weeks), ())
    else:
        pattern = ("WEEKLY", tuple(_WEEKDAYS[day] for day in schedule.days.days), ())
    return _rule(pattern, ruled, _without_closures(offered, closures), dt.date(year + 1, 12, 31))


def of_hours(line: HoursLine, closures: Iterable[ClosureView], holidays: Holidays, year: int) -> Iterator[Recurrence]:
    """The rule of a line of opening hours: one of each time that its season comes."""
    closures = tuple(closures)
    pattern: _Pattern = ("WEEKLY", tuple(_WEEKDAYS[day] for day in line.days.days), ())
    for last, ruled, held in _of_hours(line, holidays, year):
        if rule := _rule(pattern, ruled, _without_closures(held, closures), last):
            yield rule


@lru_cache(4_096)
def _of_hours(line: HoursLine, holidays: Holidays, year: int) -> tuple[tuple[dt.date, Days, Days], ...]:
    """For each time that the season comes: its last day, the days of the rule, and those that a home which never closes
    opens on.
    """
    seasonal = [day for day in _two_years(year) if is_in_season(line, day)]
    return tuple(
        (
            last,
            tuple(day for day in _between(first, last) if day.weekday() in line.days.days),
            tuple(day for day in _between(first, last) if holds_on(line, holidays, day)),
        )
        for first, last in _runs(seasonal)
    )


@lru_cache(4_096)
def _of_schedule(schedule: Schedule, holidays: Holidays, year: int) -> tuple[Days, Days]:
    """The days of the rule alone, and those on which a home that never closes offers it."""
    days = _two_years(year)
    return (
        tuple(day for day in days if _is_ruled(schedule, day)),
        tuple(day for day in days if is_offered(schedule, (), holidays, day)),
    )


def _is_ruled(schedule: Schedule, day: dt.date) -> bool:
    """Whether a day is one of the rule's: as if there were no holidays. Working days are those of their weekdays."""
    assert schedule.days
    return day.weekday() in schedule.days.days and is_offered(schedule, (), _NO_HOLIDAYS, day)


def _without_closures(days: Days, closures: Iterable[ClosureView]) -> Days:
    closures = tuple(closures)
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


def _runs(days: list[dt.date]) -> Iterator[tuple[dt.date, dt.date]]:
    """First and last of days in a row."""
    first: dt.date | None = None
    last = dt.date.min
    for day in days:
        if first is None or day - last > dt.timedelta(days=1):
            if first:
                yield first, last
            first = day
        last = day
    if first:
        yield first, last


@lru_cache(4)
def _two_years(year: int) -> Days:
    return tuple(_between(dt.date(year, 1, 1), dt.date(year + 1, 12, 31)))


def _between(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    for number in range((last - first).days + 1):
        yield first + dt.timedelta(days=number)
