"""Days and hours as they are written on a door sign: 周一至周五 9:00-11:30, 每周三 14:00-16:00, 每月第一个周六."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.content.text import one_line
from generator.diagnostics import InvalidInput
from generator.model.field_types import FieldType, Span, Text, cached_short, read_span

WEEKDAYS = "一二三四五六日"
_NAMED = {"每天": range(7), "每日": range(7), "周末": (5, 6), "双休日": (5, 6)}
_ORDINALS = {
    word: number
    for number, words in enumerate(("第一个首个", "第二个", "第三个", "第四个"), 1)
    for word in re.findall("...|..", words)
}


@dataclass(frozen=True)
class DaySet:
    """Days of the week, 0 is Monday. `working`: 工作日, which follows public holidays and make-up days."""

    text: str
    days: tuple[int, ...]
    working: bool = False


@cached_short
def read_days(text: str) -> DaySet:
    """Reads 周一至周五, 周一、周三, 每天, 工作日, 周末. Raises `InvalidInput`."""
    plain = one_line(text).replace("星期", "周").replace("周天", "周日")
    if plain in ("工作日", "每个工作日"):
        return DaySet("工作日", (0, 1, 2, 3, 4), True)
    if plain in _NAMED:
        return DaySet(plain, tuple(_NAMED[plain]))
    days: list[int] = []
    for part in re.split(r"[、，,和及/ ]+", plain.removeprefix("每")):
        days += _range(part, text)
    if len(set(days)) < len(days):
        raise InvalidInput(f"“{text[:30]}”里有重复的日子", "每一天只写一次")
    return DaySet(plain, tuple(sorted(days)))


def _range(part: str, whole: str) -> list[int]:
    found = re.fullmatch(rf"周?([{WEEKDAYS}])(?:(?:至|到|-|–|—|~)周?([{WEEKDAYS}]))?", part)
    if not found:
        raise InvalidInput(f"看不懂日子“{whole[:30]}”", "写成 周一至周五、周一、周三、周六、每天、工作日 或 周末")
    first = WEEKDAYS.index(found[1])
    last = WEEKDAYS.index(found[2]) if found[2] else first
    return list(range(first, last + 1)) if first <= last else [*range(first, 7), *range(last + 1)]


@dataclass(frozen=True)
class Weekdays(FieldType):
    format_hint = "周一至周五、周一、周三、周六、每天、工作日 或 周末"

    def read(self, text: str) -> DaySet:
        return read_days(text)


@dataclass(frozen=True)
class Schedule:
    """When a service is offered.

    `days` is None for free text, which cannot be filtered by day; `nth`: the week of the month.
    """

    text: str
    days: DaySet | None = None
    nth: int | None = None
    span: Span | None = None


@dataclass(frozen=True)
class Recurrence(FieldType):
    """A schedule; text that matches no pattern is kept as it is."""

    max_length: int = 60
    format_hint = "每周三 14:00-16:00、工作日、每月第一个周六 9:00-11:00；其他写法照样显示，但不能按日子查找"

    def read(self, text: str) -> Schedule:
        return read_schedule(Text(self.max_length).read(text))


@cached_short
def read_schedule(text: str) -> Schedule:
    """The schedule of a line of text."""
    match = re.fullmatch(
        r"(每月)?(第[一二三四]个|首个)?\s*(\S*?)\s*(\d{1,2}[:：]\d{2}\s*\D\s*\d{1,2}[:：]\d{2})?", text
    )
    if not match or bool(match[1]) != bool(match[2]):
        return Schedule(text)
    try:
        days = read_days(match[3])
        span = read_span(match[4]) if match[4] else None
    except InvalidInput:
        return Schedule(text)
    if span and span.whole_day:
        text = text.replace(match[4], str(span))
    return Schedule(text, days, _ORDINALS[match[2]] if match[2] else None, span)
