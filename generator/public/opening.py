"""On which days a home is open and a service offered, from opening hours, closures and public holidays.

`theme/scripts/open.js` computes the same in the browser, at the moment of viewing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from generator.model.federation import Holiday, HolidayYear
from generator.model.field_types import Span
from generator.model.hours import DaySet, Schedule
from generator.public.views import ClosureView, HomeView, HoursLine, ServiceView

# For years without an entry: the holidays that fall on fixed dates by law.
_STATUTORY = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}
_SEARCH_DAYS = 100  # days


def days_of(holiday: Holiday) -> Iterator[dt.date]:
    """Every day of a holiday."""
    last = holiday.to or holiday.from_
    for number in range((last - holiday.from_).days + 1):
        yield holiday.from_ + dt.timedelta(days=number)


@dataclass(frozen=True)
class Holidays:
    """Days off, make-up working days, and the years of which they are known."""

    off: frozenset[dt.date] = frozenset()
    on: frozenset[dt.date] = frozenset()
    years: frozenset[int] = field(default=frozenset())

    @classmethod
    def of(cls, years: Iterable[HolidayYear]) -> Holidays:
        years = tuple(years)
        off = {day for year in years for holiday in year.holidays for day in days_of(holiday)}
        return cls(
            frozenset(off),
            frozenset(day for year in years for day in year.workdays),
            frozenset(year.year for year in years),
        )

    def is_off(self, day: dt.date) -> bool:
        return day in self.off or (day.year not in self.years and (day.month, day.day) in _STATUTORY)

    def fits(self, days: DaySet, day: dt.date) -> bool:
        """Whether a day is one of `days`, of which working days follow the holidays."""
        if not days.working:
            return day.weekday() in days.days
        return day in self.on or (day.weekday() < 5 and not self.is_off(day))


def closure_on(closures: Iterable[ClosureView], day: dt.date) -> ClosureView | None:
    return next((one for one in closures if one.start <= day <= one.end), None)


def opening_spans(
    lines: Iterable[HoursLine], closures: Iterable[ClosureView], holidays: Holidays, day: dt.date
) -> tuple[Span, ...]:
    """The opening hours of a day, earliest first; none while the home is closed, or on a public holiday."""
    if closure_on(closures, day) or holidays.is_off(day):
        return ()
    return tuple(sorted(span for line in lines if holidays.fits(line.days, day) for span in line.spans))


def is_offered(schedule: Schedule, closures: Iterable[ClosureView], holidays: Holidays, day: dt.date) -> bool:
    """Whether a service is offered on a day; never if its schedule names no days."""
    return (
        schedule.days is not None
        and holidays.fits(schedule.days, day)
        and schedule.nth in (None, (day.day + 6) // 7)
        and not holidays.is_off(day)
        and closure_on(closures, day) is None
    )


def weekly_services(home: HomeView) -> Iterator[ServiceView]:
    """Its services on known days, without those on five days a week or more: these are offered whenever it is open."""
    yield from (
        one
        for one in home.services
        if one.schedule and one.schedule.days and (one.schedule.nth or len(one.schedule.days.days) < 5)
    )


def next_offered(
    schedule: Schedule,
    closures: tuple[ClosureView, ...],
    holidays: Holidays,
    now: dt.datetime,
    within: int = _SEARCH_DAYS,
) -> dt.date | None:
    """The first of `within` days from `now` (Beijing's time) on which a service is offered that has not begun yet."""
    minute = now.hour * 60 + now.minute
    for ahead in range(within):
        day = now.date() + dt.timedelta(days=ahead)
        if is_offered(schedule, closures, holidays, day) and (
            ahead or schedule.span is None or minute < schedule.span.start
        ):
            return day
    return None
