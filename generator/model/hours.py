"""Fields of days and hours, as a door sign has them: 周一至周五 9:00-11:30, 每周三 14:00-16:00, 每月第一个周六."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from generator.content.values import Value
from generator.content.values.days import DaySet, Season, read_days, read_month_day
from generator.content.values.hours import read_hours
from generator.content.values.occasions import DateRange, read_dates
from generator.content.values.opening import OpeningLine
from generator.content.values.schedules import Schedule, read_schedule
from generator.content.values.times import Span, read_span, read_spans, read_times
from generator.model.field_types import Boolean, FieldType, Text, cached_short
from generator.model.terms import ListOf, term

_days, _schedule, _dates = cached_short(read_days), cached_short(read_schedule), cached_short(read_dates)
_span, _spans, _times = cached_short(read_span), cached_short(read_spans), cached_short(read_times)


class _Interpreted(FieldType):
    def read(self, text: str) -> Any:
        return self.interpret(text).value


@dataclass(frozen=True)
class Weekdays(_Interpreted):
    format_hint = "周一至周五、周一、周三、周六、每天、工作日 或 周末"

    def interpret(self, text: str) -> Value[DaySet]:
        return _days(text)


@dataclass(frozen=True)
class MonthDay(_Interpreted):
    """A day of each year, `06-01`."""

    format_hint = "月-日，如 06-01"

    def interpret(self, text: str) -> Value[str]:
        return read_month_day(text)


@dataclass(frozen=True)
class TimeSpan(_Interpreted):
    format_hint = "起止时间，如 9:00-11:30"

    def interpret(self, text: str) -> Value[Span]:
        return _span(text)


@dataclass(frozen=True)
class TimeSpans(_Interpreted):
    """Spans in a row, of which one bears on the next."""

    format_hint = "几段时间，如 上午9:00-11:30，下午2:00-5:00"

    def interpret(self, text: str) -> Value[tuple[Span, ...]]:
        return _spans(text)


@dataclass(frozen=True)
class Times(_Interpreted):
    """When an activity begins and, where that is known, ends: of each of its days, or of all of them."""

    format_hint = "起止时间，如 14:00-16:00；只知道几点开始的写 14:00，一整天的写 全天"

    def interpret(self, text: str) -> Value[tuple[Span, ...]]:
        return _times(text)


@dataclass(frozen=True)
class Hours:
    """On `days` the office is open in the spans of `open`: all the year, or from a day of the year to another."""

    days: DaySet = term("日子", Weekdays(), required=True, public=True, example="周一至周五")
    open: tuple[Span, ...] = term(
        "开放时间",
        ListOf(TimeSpan(), 6, together=TimeSpans()),
        required=True,
        public=True,
        example='["09:00-11:30", "13:30-17:30"]',
    )
    from_: str | None = term(
        "从", MonthDay(), public=True, key="from", help="只在一年里的一段时间这样开放时才写", example="06-01"
    )
    to: str | None = term("到", MonthDay(), public=True, example="09-30")
    holidays: bool | None = term("节假日照常", Boolean(), public=True, example="否")

    @property
    def season(self) -> Season | None:
        return Season(self.from_ or "01-01", self.to or "12-31") if self.from_ or self.to else None


@dataclass(frozen=True)
class Dates(_Interpreted):
    """Days of an activity, and ranges of days."""

    format_hint = "日期，如 2026-03-08；连着几天写 2026-05-10 至 2026-05-12；一个系列写成列表"

    def interpret(self, text: str) -> Value[tuple[DateRange, ...]]:
        return _dates(text)


@dataclass(frozen=True)
class OpeningHours(_Interpreted):
    """Opening hours as a sentence."""

    max_length: int = 300
    format_hint = "或一句话：周一至周五 9:00-11:30、13:30-17:30，周六 9:00-11:30"

    def interpret(self, text: str) -> Value[tuple[Hours, ...]]:
        lines = read_hours(Text(self.max_length).read(text))
        return Value(tuple(map(_record, lines.value)), lines.canonical)

    def display(self, canonical: str) -> str:
        """The sentence that says the same."""
        lines = (_LINE.sub(_shown_text, line) for line in canonical.split("；"))
        return "；".join(lines)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": self.max_length}


_LINE = re.compile(
    r"\{days: (?P<days>.*?), open: \[(?P<open>.*?)\](?:, from: (?P<first>[\d-]+), to: (?P<last>[\d-]+))?"
    r"(?P<holidays>, holidays: true)?\}"
)


def _shown_text(line: re.Match[str]) -> str:
    season = f"{Season(line['first'], line['last'])} " if line["first"] else ""
    spans = line["open"].replace('"', "").replace(", ", "、")
    return f"{season}{line['days']} {spans}{'，节假日照常' if line['holidays'] else ''}"


def _record(line: OpeningLine) -> Hours:
    first, last = (line.season.first, line.season.last) if line.season else (None, None)
    return Hours(line.days, line.spans, first, last, line.holidays or None)


@dataclass(frozen=True)
class Recurrence(_Interpreted):
    """A schedule; text that matches no pattern is kept as it is."""

    max_length: int = 60
    format_hint = (
        "每周三 14:00-16:00、工作日、每月第一个周六 9:00-11:00、每月第二、第四个周六、每月最后一个周五、每月 15 日；"
        "其他写法照样显示，但不能按日子查找"
    )

    def interpret(self, text: str) -> Value[Schedule]:
        return _schedule(Text(self.max_length).read(text))
