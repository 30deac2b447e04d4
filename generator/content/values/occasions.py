"""The days of something that lasts or comes again: 2026-05-10 至 2026-05-12, 2026年5月10日、17日、24日."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.content.values.dates import check_weekday, read_date
from generator.content.values.numerals import NUMERALS, read_numeral
from generator.content.values.times import Span
from generator.content.values.value import Value, half_width
from generator.diagnostics import InvalidInput
from generator.patterns import lazy

_MAX_DAYS = 366
_FULL = r"(?P<year>\d{4})\s*(?:-|/|\.|年)\s*"
_WEEKDAY = r"(?:\s*[(（]?(?:周|星期|礼拜)[一二三四五六日天][)）]?)?"
_DAY = lazy(rf"(?:(?:{_FULL})?(?P<month>\d{{1,2}})\s*(?:-|/|\.|月)\s*)?(?P<day>\d{{1,2}})\s*[日号]?{_WEEKDAY}")
_BETWEEN = lazy(r"\s*(?:至|到|~|—+|–|--+|\s-\s|(?<=[日号)])-|(?<=[./月]\d)-|(?<=[./月]\d\d)-)\s*")
_APART = lazy(
    r"\s*[、,;\n]\s*|\s*(?:以及|[和及与])\s*(?=\d)|(?<=[日号])\s*/\s*(?=\d)|(?<=[日号\d])\s+(?=\d{4}\s*[-年/.])"
)
_RUN = lazy(r"(?<!\d)(20\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=\s*[-~—至到,、]|$)(?!^\d{8}$)")
_COUNTED = lazy(
    rf"(?P<dates>.*\d[日号]?)\s*(?:起|开始)?[,、;\s]*\(?(?:为期|连续|共计?|一共|历时)\s*(?P<days>\d{{1,3}}|[{NUMERALS}]{{1,3}})\s*天\)?"
)
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
    plain = _RUN.sub(r"\1年\2月\3日", half_width(text).replace("～", "~"))
    if counted := _COUNTED.fullmatch(plain):
        return _for_days(counted, text)
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


def _for_days(counted: re.Match[str], text: str) -> Value[tuple[DateRange, ...]]:
    """The days of a text that tells how many they are, which has to be so."""
    number = int(counted["days"]) if counted["days"].isdigit() else read_numeral(counted["days"]) or 0
    whole = read_dates(counted["dates"].rstrip("起始 ")).value
    if len(whole) == 1 and whole[0].first == whole[0].last and 1 < number <= _MAX_DAYS:
        whole = (DateRange(whole[0].first, whole[0].first + dt.timedelta(days=number - 1)),)
    found = sum((one.last - one.first).days + 1 for one in whole)
    canonical = "、".join(map(str, whole))
    if found != number:
        raise InvalidInput(
            f"“{text[:40]}”写的是 {number} 天，数下来有 {found} 天", f"核对日期；日期没错就只写 {canonical}"
        )
    return Value(whole, canonical)


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
        day = dt.date(year, month, int(found["day"]))
    except ValueError:
        raise InvalidInput(f"没有 {text[:30]} 这一天（{whole[:40]}）", "核对月和日") from None
    check_weekday(day, text)
    return day


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
