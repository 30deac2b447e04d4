"""Times of day as people write them: 上午9点至11点半, 下午2:00-5:00, 22:00-次日2:00, 全天."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from generator.content.values.numerals import NUMERALS, read_numeral
from generator.content.values.value import Value, half_width
from generator.diagnostics import InvalidInput
from generator.patterns import lazy

HOUR = 60  # minutes
DAY = 24 * HOUR
_NOON = 12 * HOUR
_WHOLE_DAY = r"(?:全天候|(?:全天|全日|整天)?\s*24\s*小时|全天|全日|整天)(?:开放|服务|值守|营业|接待)?"
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
_TAGS = lazy(r"\?P<\w+>")
_PLAIN_CLOCK = lazy(r"(\d{1,2}):(\d{2})")
_ONE = lazy(_CLOCK)
CLOCK = _TAGS.sub("?:", _CLOCK)
"""Pattern of a clock, or of a bare number."""
_SPAN = lazy(rf"(?:从|自|由)?\s*(?P<a>{CLOCK}){_SEPARATOR}(?P<b>{CLOCK})(?:止|为止)?")
SPAN = rf"(?:{_WHOLE_DAY}|{_TAGS.sub('?:', _SPAN.pattern)})"
"""Pattern of a span in a text that `in_digits` has seen."""
ROW = rf"{SPAN}(?:[\s、,;/和及]*{SPAN})*"
"""Pattern of spans in a row."""
_ROW = lazy(ROW)
NAP = "(?:午休|午间休息|中午休息|午饭|午餐)(?:时间)?"
"""Pattern of a rest at noon."""
_AT_REST = (
    f"(?:为|是)?(?:{NAP}|休息(?![日天])|吃饭|(?:暂停|停止)(?:开放|服务|办公|接待|营业)?|不(?:开放?|办公|接待|上班)"
    "|闭馆|关门)(?:时间)?"
)
PAUSE = rf"(?:(?:其中)?{NAP}\s*[:为]?\s*(?:{SPAN})(?!\s*开)|(?:其中)?(?:{SPAN})\s*{_AT_REST})"
"""Pattern of a pause within the hours, which tells its times: 午休 12:00-13:30, 中午12:00-13:00休息."""
_PAUSED = lazy(rf"[\s(,;、]*(?P<pause>{PAUSE})\s*\)?")
NO_PAUSE = rf"(?![\d:.点时]|\s*{_AT_REST})"
"""Pattern behind a span that is no pause."""
_FROM = lazy(rf"(?P<clock>{CLOCK})\s*(?:起|开始|开场|准时|左右)*\s*(?:[-–—~至到]+\s*(?:活动)?(?:结束|完)?)?")
_DAY_AND_EVENING = lazy(  # 早九晚五, 朝九晚五, 早8点半到晚8点
    rf"[早朝](?P<first>\d{{1,2}}|[{NUMERALS}]{{1,3}})(?P<since>[点时]?半?)[至到-]?晚(?P<last>\d{{1,2}}|[{NUMERALS}]{{1,3}})(?P<until>[点时]?半?)"
    r"(?![\d:点时])"
)
_HALF = lazy(r"(?<![a-zA-Z])([AaPp])\.?[Mm]\.?(?![a-zA-Z])\s*:?\s*")
_BESIDE = lazy(  # what is said beside the time of an activity: 第一场, 9:00签到, （提前10分钟签到）
    rf"\((?![^()]*(?:[改停消暂除不延或]|\d\s*[:点时]))[^()]*\)|第[1-9一二三四五六]+[场节课][:\s]*|{CLOCK}\s*(?:前)?(?:开始)?(?:签到|入场|集合|报到|检票)[,、;\s]*"
)
_STARTS_AND_ENDS = lazy(rf"({CLOCK})\s*(?:开始|开场|起)[,、;\s]*(?:至|到)?({CLOCK})\s*(?:结束|散场|为?止)")
_EARLY = lazy(r"(?:从|自|由)?\s*0?[1-5]\s*(?:[点时半]|[-~—至到])")
_USUAL = {"上": "9:00-11:30", "早": "9:00-11:30", "下": "14:00-16:00", "晚": "19:00-20:30"}
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
    pauses = [found["pause"] for found in _PAUSED.finditer(plain)]
    plain = _PAUSED.sub("", plain) if pauses else plain
    if not _ROW.fullmatch(plain):
        if re.fullmatch("(?:全天)?(?:休息|不开放?|闭馆|关闭)", plain):
            raise InvalidInput(f"“{text[:30]}”不是起止时间", "休息的日子不用写，删掉这一段")
        raise InvalidInput(f"“{text[:30]}”不是起止时间", "写成 9:00-11:30；几段时间写成 [9:00-11:30, 13:30-17:30]")
    spans: list[Span] = []
    for found in re.finditer(SPAN, plain):
        span = _after(_span(found[0], text), spans[-1] if spans else None)
        _check_half(span, found[0])
        spans.append(span)
    for pause in pauses:
        spans = without_pause(spans, pause)
    canonical = "、".join(span.canonical for span in spans)
    return Value(tuple(spans), None if _same(plain, canonical) and not pauses else canonical)


def without_pause(spans: Sequence[Span], text: str) -> list[Span]:
    """The spans without the pause within one of them that `PAUSE` matched. Raises `InvalidInput`."""
    found = re.search(SPAN, text)
    assert found
    pause = _span(found[0], text)
    for near in (pause, replace(pause, start=pause.start + _NOON, end=pause.end + _NOON)):  # 12:00-1:30
        for at, span in enumerate(spans):
            if span.start < near.start and near.end < span.end:
                return [*spans[:at], Span(span.start, near.start), Span(near.end, span.end), *spans[at + 1 :]]
            if any(one.end == near.start for one in spans) and span.start == near.end:
                return list(spans)  # 8:30-12:00（午休 12:00-13:30）13:30-17:30
    raise InvalidInput(f"“{text.strip()[:30]}”不在开放时间里", "写成 9:00-12:00、13:00-17:00 这样，几段分开写")


def read_time(text: str) -> Value[Span]:
    """When something takes place: a span, or a start alone. Raises `InvalidInput`."""
    plain = in_digits(text)
    bare = _STARTS_AND_ENDS.sub(r"\1-\2", plain)
    if not _ROW.fullmatch(bare) and not _FROM.fullmatch(bare):
        bare = _BESIDE.sub(" ", bare).strip(" ,;、。")
    if _ROW.fullmatch(bare):
        found = read_span(bare)
        return found if bare == plain else Value(found.value, found.value.canonical)
    told = _FROM.fullmatch(bare)
    clock = _ONE.fullmatch(told["clock"].strip()) if told else None
    start = clock and _clock(clock)
    if not start or start.bare or start.minute >= DAY:
        raise _no_time(text, plain)
    span = Span(start.minute, start.minute)
    _check_half(span, bare)
    return Value(span, None if _same(plain, span.canonical) else span.canonical)


def read_times(text: str) -> Value[tuple[Span, ...]]:
    """Spans or starts alone, several of them parted by marks. Raises `InvalidInput`."""
    plain = in_digits(text)
    if _ROW.fullmatch(plain):
        return read_spans(text)
    try:
        whole = read_time(text)
        return Value((whole.value,), whole.canonical)
    except InvalidInput:
        parts = [part for part in re.split("[、,;]", plain) if part.strip()]
        if len(parts) < 2:
            raise
    found = [read_time(part) for part in parts]
    canonical = "、".join(one.value.canonical for one in found)
    return Value(tuple(one.value for one in found), canonical if any(one.canonical for one in found) else None)


def _no_time(text: str, plain: str) -> InvalidInput:
    if re.fullmatch(f"{PART}|半天", plain):
        usual = _USUAL.get(plain[0], "9:00-11:30")
        return InvalidInput(
            f"“{text[:30]}”没有写几点", f"写成 {usual} 这样；只知道几点开始的，写 {usual.partition('-')[0]}"
        )
    return InvalidInput(f"“{text[:30]}”不是时间", "写成 9:00-11:30、9:00 或 全天")


def _check_half(span: Span, text: str) -> None:
    """Raises `InvalidInput` where 2-4点 may be in the night or after noon."""
    if span.start < 6 * HOUR and not span.whole_day and _EARLY.match(text) and "次日" not in span.canonical:
        later = replace(span, start=span.start + _NOON, end=span.end + _NOON).canonical
        raise InvalidInput(f"“{text.strip()[:30]}”看不出是凌晨还是下午", f"写成 {later} 或 {span.canonical}")


_SEMICOLON = lazy(r"(?<![\d:.])(\d{1,2})[;:]([0-5]\d\s*[-—~至到]+\s*\d{1,2})[;:]([0-5]\d)(?!\d)")  # 14;00-16;00
_ONE_AS_DASH = lazy(r"(?<=\d)\s*一+\s*(?=\d{1,2}\s*[:点时])")  # 14:00一16:00


def in_digits(text: str) -> str:
    """The text as the patterns here expect it: half-width, 九点半 as 9点半."""

    def number(numeral: re.Match[str]) -> str:
        value = read_numeral(numeral[0])
        return numeral[0] if value is None else str(value)

    plain = half_width(text).replace("∶", ":").replace("零", "〇")
    if plain[:1] in '“"':
        plain = plain.strip('“”"')  # ["9:00-11:30"] as a word processor has it
    if ";" in plain:
        plain = _SEMICOLON.sub(r"\1:\2:\3", plain)
    if plain.isascii() and "m" not in plain.lower():
        return plain
    if "一" in plain:
        plain = _ONE_AS_DASH.sub("-", plain)
    if (half := _HALF.search(plain)) and not plain[: half.start()].rstrip()[-1:].isdigit():  # AM 9:00, no 9:00 AM
        plain = _HALF.sub(lambda mark: "上午" if mark[1] in "Aa" else "下午", plain)
    plain = _DAY_AND_EVENING.sub(_day_and_evening, plain)
    if not any(mark in plain for mark in "点时小分"):
        return plain
    plain = re.sub(rf"(?<![周期拜第])[{NUMERALS}]+(?=\s*(?:点|时|小时))", number, plain)
    return re.sub(rf"(?<=[点时])[{NUMERALS}]{{2,3}}(?![刻{NUMERALS}])|(?<=[点时])[{NUMERALS}]+(?=分)", _minutes, plain)


def _day_and_evening(found: re.Match[str]) -> str:
    """早9点至晚5点 for 早九晚五."""
    first, last = (one if one.isdigit() else read_numeral(one) for one in (found["first"], found["last"]))
    return f"早{first}{found['since'] or '点'}至晚{last}{found['until'] or '点'}"


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
    if last <= start.minute and re.match("凌晨", end.part) and start.minute >= _NOON:  # 晚6点至凌晨1点
        last += DAY
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
