"""The days of something that lasts or comes again: 2026-05-10 至 2026-05-12, 2026年5月10日、17日、24日."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.content.values.dates import read_date
from generator.content.values.times import Span
from generator.content.values.value import Value, half_width
from generator.diagnostics import InvalidInput
from generator.patterns import lazy

_MAX_DAYS = 366
_FULL = r"(?P<year>\d{4})\s*(?:-|/|\.|年)\s*"
_WEEKDAY = r"(?:\s*[(（]?(?:周|星期|礼拜)[一二三四五六日天][)）]?)?"
_DAY = lazy(rf"(?:(?:{_FULL})?(?P<month>\d{{1,2}})\s*(?:-|/|\.|月)\s*)?(?P<day>\d{{1,2}})\s*[日号]?{_WEEKDAY}")
_BETWEEN = lazy(r"\s*(?:至|到|~|—+|–|--+|\s-\s|(?<=[日号)])-|(?<=[./]\d)-|(?<=[./]\d\d)-)\s*")
_APART = lazy(r"\s*[、,;\n]\s*|(?<=[日号\d])\s+(?=\d{4}\s*[-年/.])")
_ISO = r"\d{4}-\d{2}-\d{2}"
_PLAIN = lazy(rf"{_ISO}(?: ?至 ?{_ISO})?(?:[、;] ?{_ISO}(?: ?至 ?{_ISO})?)*")


@dataclass(frozen=True, order=True)
class DateRange:
    """Days, both ends included."""

    first: dt.date
    last: dt.date

    def __str__(self) -> str:
        return f"{self.first}" if self.first == self.last else f"{self.first} 至 {self.last}"


class Session(NamedTuple):
    """Days on each of which something takes place at the same time, as far as that is known."""

    days: DateRange
    span: Span | None = None


def read_dates(text: str) -> Value[tuple[DateRange, ...]]:
    """Days and ranges of days, earliest first. Raises `InvalidInput`."""
    plain = half_width(text).replace("～", "~")
    if len(parts := [part for part in _APART.split(plain) if part]) == 1 and not _BETWEEN.search(plain):
        day = read_date(text)
        assert day.value, "a day without an open end is a date"
        return Value((DateRange(day.value, day.value),), day.canonical)
    found: list[DateRange] = []
    for part in parts:
        ends = _BETWEEN.split(part)
        if len(ends) > 2:
            raise InvalidInput(f"“{text[:40]}”不是起止日期", "写成 2026-05-10 至 2026-05-12")
        first = _day(ends[0], found[-1].last if found else None, text)
        last = _day(ends[1], first, text) if len(ends) > 1 else first
        if last < first and not re.match(r"\s*\d{4}", ends[1]):
            proposal = f"{first} 至 {last.replace(year=first.year + 1)}"
            raise InvalidInput(f"最后一天早于第一天（{text[:40]}）", f"跨年的把年份写上，如 {proposal}")
        found.append(DateRange(first, last))
    _check(found, text)
    ranges = tuple(sorted(found))
    canonical = "、".join(map(str, ranges))
    return Value(ranges, None if _PLAIN.fullmatch(plain) and len(ranges) == len(found) else canonical)


def _day(text: str, before: dt.date | None, whole: str) -> dt.date:
    """A day; what it leaves out, year or month, is that of the day before it."""
    found = _DAY.fullmatch(text)
    if not found or (before is None and not found["year"]):
        day = read_date(text).value  # asks about what is missing
        assert day
        return day
    try:
        year = int(found["year"]) if found["year"] else before.year if before else 0
        month = int(found["month"]) if found["month"] else before.month if before else 0
        return dt.date(year, month, int(found["day"]))
    except ValueError:
        raise InvalidInput(f"没有 {text[:30]} 这一天（{whole[:40]}）", "核对月和日") from None


def _check(found: list[DateRange], text: str) -> None:
    for one in found:
        if one.last < one.first:
            raise InvalidInput(f"最后一天早于第一天（{text[:40]}）", f"核对日期，如 {one.last} 至 {one.first}")
        if (one.last - one.first).days >= _MAX_DAYS:
            raise InvalidInput(f"“{text[:40]}”长过一年", "核对年份")
    for one, other in zip(sorted(found), sorted(found)[1:], strict=False):
        if other.first <= one.last:
            raise InvalidInput(f"“{text[:40]}”里有重复的日子", "每一天只写一次")


# ---- as people say them

_MOST_NAMED = 6  # of so many days each is named


def say_sessions(sessions: Sequence[Session]) -> str:
    """5 月 10 日至 12 日，每天 14:00–16:00; 5 月 10 日、17 日、24 日，14:00–16:00."""
    times: dict[DateRange, list[str]] = {}
    for one in sessions:
        times.setdefault(one.days, []).extend([str(one.span)] if one.span else [])
    spans = list(times.values())
    if len(times) > _MOST_NAMED:
        days = f"{_say(sessions[0].days.first, None)}至 {_say(sessions[-1].days.last, None)}，共 {len(times)} 次"
    elif spans.count(spans[0]) < len(spans):
        return "、".join(" ".join([_say_range(days, None), "、".join(own)]).strip() for days, own in times.items())
    else:
        before = [None, *times]
        days = "、".join(_say_range(one, earlier) for one, earlier in zip(times, before, strict=False))
    if not spans[0] or spans.count(spans[0]) < len(spans):
        return days
    daily = "每天 " if any(one.first < one.last for one in times) else ""
    return f"{days}，{daily}{'、'.join(spans[0])}"


def _say_range(days: DateRange, before: DateRange | None) -> str:
    first = _say(days.first, before.last if before else None)
    if days.first == days.last:
        return first
    last = _say(days.last, days.first)
    return f"{first}至 {last}"


def _say(day: dt.date, before: dt.date | None) -> str:
    """The month is left out where it was just told."""
    same = before is not None and (day.year, day.month) == (before.year, before.month)
    return f"{day.day} 日" if same else f"{day.month} 月 {day.day} 日"
