"""On which days a home is open and a service offered, from opening hours, closures and public holidays.

`theme/scripts/open.js` computes the same in the browser, at the moment of viewing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from generator.content.values.days import DaySet
from generator.content.values.occasions import Session
from generator.content.values.schedules import LAST, Schedule
from generator.content.values.times import DAY, Span
from generator.model.city_lists import Holiday, HolidayYear
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


def is_in_season(line: HoursLine, day: dt.date) -> bool:
    """Whether a line of hours is in force on a day of the year."""
    return line.season is None or f"{day:%m-%d}" in line.season


def opening_spans(
    lines: Iterable[HoursLine], closures: Iterable[ClosureView], holidays: Holidays, day: dt.date
) -> tuple[Span, ...]:
    """The opening hours of a day, earliest first; none while the home is closed, or on a public holiday, unless they
    hold then too. What goes on past midnight belongs to both days.
    """
    lines, closures = tuple(lines), tuple(closures)
    if closure_on(closures, day):
        return ()
    night = day - dt.timedelta(days=1)
    late = () if closure_on(closures, night) else _spans(lines, holidays, night)
    own = (Span(span.start, min(span.end, DAY)) for span in _spans(lines, holidays, day))
    return tuple(sorted((*own, *(Span(0, span.end - DAY) for span in late if span.end > DAY))))


def _spans(lines: Iterable[HoursLine], holidays: Holidays, day: dt.date) -> tuple[Span, ...]:
    """The spans that begin on a day. Those of a season stand beside those of the whole year, or where they overlap, in
    their place.
    """
    holding = [line for line in lines if holds_on(line, holidays, day)]
    seasonal = tuple(span for line in holding if line.season for span in line.spans)
    usual = tuple(span for line in holding if not line.season for span in line.spans)
    overlap = any(one.start < other.end and other.start < one.end for one in seasonal for other in usual)
    return seasonal if overlap else (*usual, *seasonal)


def holds_on(line: HoursLine, holidays: Holidays, day: dt.date) -> bool:
    """Whether a home opens by a line of hours on a day, closures aside."""
    if not is_in_season(line, day):
        return False
    if holidays.is_off(day):
        return line.holidays and day.weekday() in line.days.days
    return holidays.fits(line.days, day)


def is_offered(schedule: Schedule, closures: Iterable[ClosureView], holidays: Holidays, day: dt.date) -> bool:
    """Whether a service is offered on a day; never if its schedule names no days."""
    return (
        schedule.days is not None
        and holidays.fits(schedule.days, day)
        and (not schedule.dates or day.day in schedule.dates)
        and (not schedule.weeks or not {(day.day + 6) // 7, _last_week(day)}.isdisjoint(schedule.weeks))
        and not holidays.is_off(day)
        and closure_on(closures, day) is None
    )


def _last_week(day: dt.date) -> int | None:
    """`LAST` where no such weekday follows in its month."""
    return LAST if (day + dt.timedelta(days=7)).month != day.month else None


def weekly_services(home: HomeView) -> Iterator[ServiceView]:
    """Its services on known days, without those on five days a week or more: these are offered whenever it is open."""
    yield from (
        one
        for one in home.services
        if one.schedule and one.schedule.days and (one.schedule.monthly or len(one.schedule.days.days) < 5)
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
    last = max((span.start for span in schedule.spans), default=DAY)
    for ahead in range(within):
        day = now.date() + dt.timedelta(days=ahead)
        if is_offered(schedule, closures, holidays, day) and (ahead or minute < last):
            return day
    return None


# ---- as scripts read them


def opening_rule(line: HoursLine) -> list[object]:
    """Days, working days only, spans; where the line needs them whether public holidays too, first and last day of its
    season.
    """
    rule: list[object] = [list(line.days.days), line.days.working, [[span.start, span.end] for span in line.spans]]
    if line.season:
        return [*rule, line.holidays, line.season.first, line.season.last]
    return [*rule, True] if line.holidays else rule


def session_rules(sessions: Iterable[Session], since: dt.date | None = None) -> list[list[object]]:
    """Of each session its first and last day, ISO or counted `since` a day, start and end in minutes (-1: none)."""

    def encoded(day: dt.date) -> object:
        return str(day) if since is None else (day - since).days

    return [
        [encoded(one.days.first), encoded(one.days.last), *((one.span.start, one.span.end) if one.span else (-1, -1))]
        for one in sessions
    ]


def offer_rule(schedule: Schedule) -> list[object]:
    """Days, working days only, weeks of the month (0: each; a number or a list), start and end in minutes (-1: none);
    where the schedule needs them days of the month, further spans.
    """
    assert schedule.days, "only of a schedule that names days"
    weeks = schedule.weeks[0] if len(schedule.weeks) == 1 else list(schedule.weeks) or 0
    spans = [[span.start, span.end] for span in schedule.spans] or [[-1, -1]]
    rule: list[object] = [list(schedule.days.days), schedule.days.working, weeks, *spans[0]]
    if len(spans) > 1:
        return [*rule, list(schedule.dates), spans[1:]]
    return [*rule, list(schedule.dates)] if schedule.dates else rule
