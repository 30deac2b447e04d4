"""Times of day as people write them: 上午9点至11点半, 下午2:00-5:00, 22:00-次日2:00, 全天."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from generator.content.values.numerals import NUMERALS, read_numeral
from generator.content.values.value import Value, half_width
from generator.diagnostics import InvalidInput

HOUR = 60  # minutes
DAY = 24 * HOUR
_NOON = 12 * HOUR
_WHOLE_DAY = r"(?:全天|全日|整天|24小时)(?:开放|服务|值守|营业|接待)?"
_MORNING, _NOONTIME, _AFTERNOON, _EVENING = (
    "凌晨|清晨|清早|早晨|早上|上午|午前|早",
    "中午|正午",
    "下午|午后",
    "傍晚|晚上|晚间|夜间|夜里|夜晚|晚",
)
PART = f"(?:{_MORNING}|{_NOONTIME}|{_AFTERNOON}|{_EVENING})"
"""Pattern of a part of the day."""
_MINUTES = r"[0-5]\d"
_CLOCK = (
    rf"(?:(?P<next>次日|第二天|翌日|隔日|隔天)\s*)?(?:(?P<part>{PART})\s*:?\s*)?"
    rf"(?:(?P<run>[0-2]\d{_MINUTES})(?![\d:.])"
    rf"|(?P<hour>\d{{1,2}})\s*(?:[:.](?P<minutes>{_MINUTES})(?::00)?(?!\d)"
    rf"|[点时]\s*(?:钟|整|(?P<said>半|[一1]刻|[三3]刻|{_MINUTES}|\d(?=分))分?)?)?)"
    r"(?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?"
)
_SEPARATOR = r"\s*(?:[-‐‑‒–—―−~〜─]+|直?至|直?到|→)\s*"
_TAGS = re.compile(r"\?P<\w+>")
_PLAIN_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_ONE = re.compile(_CLOCK)
CLOCK = _TAGS.sub("?:", _CLOCK)
"""Pattern of a clock, or of a bare number."""
_SPAN = re.compile(rf"(?:从|自|由)?\s*(?P<a>{CLOCK}){_SEPARATOR}(?P<b>{CLOCK})(?:止|为止)?")
SPAN = rf"(?:{_WHOLE_DAY}|{_TAGS.sub('?:', _SPAN.pattern)})"
"""Pattern of a span in a text that `in_digits` has seen."""
ROW = rf"{SPAN}(?:[\s、,;/和及]*{SPAN})*"
"""Pattern of spans in a row."""
_ROW = re.compile(ROW)
_FROM = re.compile(r"(?P<clock>.+?)\s*(?:起|开始|开场|准时|左右)*")
_QUARTERS = {"半": 30, "一刻": 15, "1刻": 15, "三刻": 45, "3刻": 45}


@dataclass(frozen=True, order=True)
class Span:
    """From `start` to `end`, minutes since midnight: after 24:00 on the next day; where both are the same, nobody has
    said until when.
    """

    start: int
    end: int

    @property
    def whole_day(self) -> bool:
        return (self.start, self.end) == (0, DAY)

    @property
    def open_ended(self) -> bool:
        return self.start == self.end

    @property
    def canonical(self) -> str:
        """As it is written in a file."""
        if self.whole_day:
            return "全天"
        if self.open_ended:
            return show_clock(self.start)
        return f"{show_clock(self.start)}-{'次日' if self.end > DAY else ''}{show_clock(_within_day(self.end))}"

    def __str__(self) -> str:
        if self.whole_day:
            return "全天"
        if self.open_ended:
            return f"{show_clock(self.start)} 开始"
        return f"{show_clock(self.start)}–{'次日 ' if self.end > DAY else ''}{show_clock(_within_day(self.end))}"


def show_clock(minutes: int) -> str:
    """`9:05` of minutes since midnight."""
    return f"{minutes // HOUR}:{minutes % HOUR:02d}"


def read_clock(text: str) -> Value[int]:
    """Minutes since midnight; `24:00` is the end of the day. Raises `InvalidInput`."""
    plain = in_digits(text)
    found = _ONE.fullmatch(plain)
    clock = found and _clock(found)
    if not clock or clock.bare or clock.minute > DAY:
        raise InvalidInput(f"“{text[:20]}”不是时间", "写成 9:00 或 13:30 这样的 24 小时时间")
    return Value(clock.minute, None if _PLAIN_CLOCK.fullmatch(plain) else show_clock(clock.minute))


def read_span(text: str) -> Value[Span]:
    """One span. Raises `InvalidInput`."""
    spans = read_spans(text)
    if len(spans.value) > 1:
        raise InvalidInput(f"“{text[:30]}”是几段时间", "一段一项，如 [9:00-11:30, 13:30-17:30]")
    return Value(spans.value[0], spans.canonical)


def read_spans(text: str) -> Value[tuple[Span, ...]]:
    """Spans in a row; what comes after a morning with an earlier clock is its afternoon. Raises `InvalidInput`."""
    plain = in_digits(text)
    if not _ROW.fullmatch(plain):
        if re.fullmatch("(?:全天)?(?:休息|不开放?|闭馆|关闭)", plain):
            raise InvalidInput(f"“{text[:30]}”不是起止时间", "休息的日子不用写，删掉这一段")
        raise InvalidInput(f"“{text[:30]}”不是起止时间", "写成 9:00-11:30；几段时间写成 [9:00-11:30, 13:30-17:30]")
    spans: list[Span] = []
    for found in re.finditer(SPAN, plain):
        spans.append(_after(_span(found[0], text), spans[-1] if spans else None))
    canonical = "、".join(span.canonical for span in spans)
    return Value(tuple(spans), None if _same(plain, canonical) else canonical)


def read_time(text: str) -> Value[Span]:
    """When something takes place: a span, or a start alone. Raises `InvalidInput`."""
    plain = in_digits(text)
    if _ROW.fullmatch(plain):
        return read_span(text)
    found = _FROM.fullmatch(plain)
    clock = _ONE.fullmatch(found["clock"]) if found else None
    start = clock and _clock(clock)
    if not start or start.bare or start.minute >= DAY:
        raise InvalidInput(f"“{text[:30]}”不是时间", "写成 9:00-11:30、9:00 或 全天")
    span = Span(start.minute, start.minute)
    return Value(span, None if _same(plain, span.canonical) else span.canonical)


def read_times(text: str) -> Value[tuple[Span, ...]]:
    """Spans or starts alone, several of them parted by marks. Raises `InvalidInput`."""
    if _ROW.fullmatch(in_digits(text)):
        return read_spans(text)
    found = [read_time(part) for part in re.split("[、，,；;]", text) if part.strip()] or [read_time(text)]
    canonical = "、".join(one.value.canonical for one in found)
    return Value(tuple(one.value for one in found), canonical if any(one.canonical for one in found) else None)


def in_digits(text: str) -> str:
    """The text as the patterns here expect it: half-width, 九点半 as 9点半."""

    def number(numeral: re.Match[str]) -> str:
        value = read_numeral(numeral[0])
        return numeral[0] if value is None else str(value)

    plain = half_width(text).replace("∶", ":").replace("零", "〇")
    if not any(mark in plain for mark in "点时小分"):
        return plain
    plain = re.sub(rf"(?<![周期拜第])[{NUMERALS}]+(?=\s*(?:点|时|小时))", number, plain)
    return re.sub(rf"(?<=[点时])[{NUMERALS}]{{2,3}}(?![刻{NUMERALS}])|(?<=[点时])[{NUMERALS}]+(?=分)", _minutes, plain)


def _minutes(numeral: re.Match[str]) -> str:
    value = read_numeral(numeral[0])
    return numeral[0] if value is None else f"{value:02d}"


class _Clock(NamedTuple):
    """`bare`: a number and nothing that makes it a time; `halves`: it may be twelve hours later."""

    minute: int
    part: str
    bare: bool
    halves: bool


def _clock(found: re.Match[str]) -> _Clock | None:
    """None where there is no such time: 25:00, 上午15点."""
    part = found["part"] or ("上午" if (found["half"] or "").lower() == "a" else "下午" if found["half"] else "")
    hour = int(found["run"][:2] if found["run"] else found["hour"])
    said = found["said"] or ""
    minute = int(found["run"][2:]) if found["run"] else int(found["minutes"] or _QUARTERS.get(said) or said or 0)
    bare = not (part or found["run"] or found["minutes"] or re.search("[点时]", found[0]))
    later = _hours_later(part, hour)
    total = hour * HOUR + minute
    if later is None or total > DAY:
        return None
    total += later * HOUR + (DAY if found["next"] else 0)
    halves = not (part or found["next"] or found["run"]) and 0 < hour <= 12 and not re.match("0", found["hour"])
    return _Clock(total, part, bare, halves)


def _hours_later(part: str, hour: int) -> int | None:
    """How much later than its number a part of the day makes an hour; None where they contradict each other."""
    if re.fullmatch(_MORNING, part):
        return -12 if part == "凌晨" and hour == 12 else 0 if hour <= 12 else None
    if re.fullmatch(_NOONTIME, part):
        return 12 if hour < 4 else 0 if 10 <= hour <= 15 else None
    if re.fullmatch(_AFTERNOON, part):
        return 12 if 0 < hour < 12 else 0 if 12 <= hour < 20 else None
    if re.fullmatch(_EVENING, part):
        return 12 if 4 < hour <= 12 else 0 if hour > 15 else None
    return 0


def _span(text: str, whole: str) -> Span:
    if re.fullmatch(_WHOLE_DAY, text):
        return Span(0, DAY)
    found = _SPAN.fullmatch(text)
    ends = found and _ONE.fullmatch(found["a"]), found and _ONE.fullmatch(found["b"])
    start, end = (_clock(one) if one else None for one in ends)
    if not start or not end or start.minute >= DAY:
        raise InvalidInput(f"没有“{text[:30]}”这样的时间", "写成 9:00-11:30；下午用 24 小时制")
    if start.bare and end.bare:
        how = f"写成 {show_clock(start.minute)}-{show_clock(end.minute)} 这样，小时和分钟都写上"
        raise InvalidInput(f"“{text[:30]}”看不出是不是时间", how)
    if start.bare and end.part and end.minute - start.minute > _NOON:  # 2-5pm
        start = start._replace(minute=start.minute + _NOON)
    last = end.minute
    if last <= start.minute and end.halves:
        last = _later(start, end.minute)
    if last <= start.minute or last > start.minute + DAY:
        raise _backwards(start.minute, end.minute, whole)
    return Span(start.minute, last)


def _later(start: _Clock, end: int) -> int:
    """An end that says no more than its hour, after a start that has told the part of the day: 下午2点-5点."""
    if not start.part or re.fullmatch(_MORNING, start.part):
        return end
    if end + _NOON > start.minute:
        return end + _NOON
    return end + DAY if end <= 6 * HOUR else end


def _backwards(start: int, end: int, text: str) -> InvalidInput:
    ways = [f"{show_clock(start)}-{show_clock(end + _NOON)}"] if start < end + _NOON <= DAY else []
    if end <= 8 * HOUR and start >= 16 * HOUR:
        ways.append(f"{show_clock(start)}-次日{show_clock(end)}")
    how = f"写成 {' 或 '.join(ways)}" if ways else "写成 9:00-11:30；下午用 24 小时制"
    return InvalidInput(f"结束时间不晚于开始时间（{text.strip()[:30]}）", how)


def _after(span: Span, before: Span | None) -> Span:
    """2:00-5:00 after a morning is the afternoon."""
    if before is None or before.whole_day or span.start >= before.start or before.start >= _NOON:
        return span
    moved = replace(span, start=span.start + _NOON)
    if moved.end <= moved.start:
        moved = replace(moved, end=moved.end + _NOON)
    return moved if before.end <= moved.start < moved.end <= DAY else span


def _within_day(minutes: int) -> int:
    return minutes - DAY if minutes > DAY else minutes


def _same(text: str, canonical: str) -> bool:
    """Whether a text is the project's own form but for blanks, leading zeros and the kind of dash."""
    if not re.fullmatch(r"[\d:\s、,]*(?:\D*[\d:\s、,次日]*)*", text):
        return False
    return _bared(text) == _bared(canonical)


def _bared(text: str) -> str:
    dashes = re.sub(_SEPARATOR, "-", text).replace("00:00-24:00", "全天").replace("0:00-24:00", "全天")
    return re.sub(r"(?<!\d)0(?=\d:)|\s", "", re.sub(r"[\s、,;]+", "、", dashes))
