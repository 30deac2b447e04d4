"""Periods of time: the year up to a day, and whole months, quarters and half-years within it."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Window:
    """Days from `first` to `last`, both included."""

    first: dt.date
    last: dt.date

    def __contains__(self, day: dt.date | None) -> bool:
        return day is not None and self.first <= day <= self.last

    def among(self, days: Iterable[dt.date]) -> list[dt.date]:
        """The days that lie within."""
        first, last = self.first, self.last
        return [day for day in days if first <= day <= last]

    def periods(self, months: int) -> tuple[Window, ...]:
        """The calendar periods of `months` months (1, 3 or 6) that lie within the window."""
        return _periods(self, months)


@lru_cache(256)  # homes share the same few windows
def _periods(window: Window, months: int) -> tuple[Window, ...]:
    found = []
    year, month = window.first.year, (window.first.month - 1) // months * months + 1
    while dt.date(year, month, 1) <= window.last:
        end_month = month + months - 1
        period = Window(dt.date(year, month, 1), dt.date(year, end_month, calendar.monthrange(year, end_month)[1]))
        if period.first in window and period.last in window:
            found.append(period)
        year, month = (year + 1, 1) if end_month == 12 else (year, end_month + 1)
    return tuple(found)


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day `months` earlier, or the last day of that month where it is shorter."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def first_day_outside(day: dt.date, months: int) -> dt.date:
    """The first day to which `day` is no more within so many months: the day after where that month is too short."""
    end = months_before(day, -months)
    return end if months_before(end, months) >= day else end + dt.timedelta(days=1)


@lru_cache(1024)
def months_to(on: dt.date, months: float) -> Window:
    """The `months` months up to and including `on`."""
    return Window(months_before(on, int(months)) + dt.timedelta(days=1), on)


def year_to(on: dt.date) -> Window:
    """The twelve months up to and including `on`: what all rules call a year."""
    return months_to(on, 12)
