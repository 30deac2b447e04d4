"""When a service is given, as people write it: 每周三下午2点至4点, 每月第二、第四个周六, 每月15日上午."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.content.values.days import DAYS, EVERY_DAY, NO_HOLIDAYS, ROW, DaySet, days_but, find_days
from generator.content.values.numerals import NUMERALS, read_numeral
from generator.content.values.times import CLOCK, PART, Span, in_digits, read_spans, read_time
from generator.content.values.times import ROW as SPANS
from generator.content.values.value import Value
from generator.diagnostics import InvalidInput
from generator.patterns import lazy

LAST = -1
_OFFICE_HOURS = "(?:法定)?(?:工作|上班|办公|开放)(?:日|时间|期间)(?:内|里|均可|都可以|随时)*"
_ANY_TIME = lazy(
    "随时(?:可?[来以]|接待|服务|办理|咨询|受理|均可|都可以)*|随到随[办学接]|随来随[办学接]|全天候(?:服务)?"
    rf"|(?:电话|提前|微信|网上|现场|需)*预约(?:制|服务|办理|时间)?|{_OFFICE_HOURS.replace('日|', '')}"
)
_ORDINAL = r"(?:第?[1-5一二三四五]|首|最后[一1]?|末)"
_WEEKS = rf"(?:{_ORDINAL}个?[、,和及]?)+(?:的)?"
_OF_WEEKS = lazy(rf"(?<=月)(?:的)?((?:{_ORDINAL}周?[、,和及]?)+)周(?:的|内的?)?\s*(?=周)")
_DATE = r"\d{1,2}(?:\s?[日号])?"
_DATES = rf"{_DATE}(?:\s*(?:[、,和及]|[-–—~至到])\s*{_DATE})*(?<=[日号])"
_NOTHING = r"[\s,;、:。.()（）]*"
_FILLER = (
    "(?:开放|进行|开展|举办|坐班|值班|接待|服务|的|工作|上班|办公|时间|活动|上课|授课|准时|固定"
    "|随时(?:可[来以]|均可|都可以?)?|均可|都可以?)"
)
# A remark in brackets that can say nothing about the days: （提前10分钟签到）, （二层）.
_REMARK = lazy(r"\((?![^()]*(?:[隔单双除停暂周季改放假节月另]|不[开办上]|取消|\d[:点日号]))[^()]*\)")
_SCHEDULE = lazy(
    rf"(?:(?P<month>每个?月)(?:的)?\s*(?:(?P<weeks>{_WEEKS})\s*(?P<nth>{DAYS})|(?P<dates>{_DATES}))|(?P<days>{ROW}))"
    rf"(?P<rest>.*)"
)
_REST = lazy(
    rf"{_NOTHING}(?:{_FILLER}{_NOTHING})*(?P<row>{SPANS}|{PART}|{CLOCK}(?:起|开始)?)?{_NOTHING}(?:{_FILLER}{_NOTHING})*"
)
_PIECE = lazy(rf"(?P<days>{ROW})(?P<rest>(?:(?!{DAYS}).)*)")


@dataclass(frozen=True)
class Schedule:
    """When a service is given: `text` as it was written, and what it says.

    `days` is None for words that name no days that could be told beforehand. `weeks`: which of such days of the month,
    1 the first, `LAST` the last, none: each; `dates`: days of the month.
    """

    text: str
    days: DaySet | None = None
    weeks: tuple[int, ...] = ()
    dates: tuple[int, ...] = ()
    spans: tuple[Span, ...] = ()

    @property
    def any_time(self) -> bool:
        """At any time, that is while the office is open."""
        return _ANY_TIME.fullmatch(self.text) is not None

    @property
    def monthly(self) -> bool:
        return bool(self.weeks or self.dates)


def read_schedule(text: str) -> Value[Schedule]:
    """The schedule of a line of text; words that say no day are kept as they are."""
    plain = _numbered(_REMARK.sub("", re.sub(rf"[(,;]?\s*{NO_HOLIDAYS}\)?", "", in_digits(text))).strip())
    try:
        days, weeks, dates, spans, part = _read(plain)
    except InvalidInput:
        return Value(Schedule(text))
    schedule = Schedule(_shown(text, spans), days, weeks, dates, spans)
    canonical = _written(schedule, part)
    return Value(schedule, None if _bared(plain) == _bared(canonical) else canonical)


_Parts = tuple[DaySet, tuple[int, ...], tuple[int, ...], tuple[Span, ...], str]
"""Days, weeks, dates, spans, and the part of the day where it is all that is told of the time."""


def _read(plain: str) -> _Parts:
    if re.fullmatch(SPANS, plain) and (spans := read_spans(plain).value) and spans[0].whole_day:
        return DaySet("每天", EVERY_DAY), (), (), spans, ""
    if excepted := days_but(plain):
        return excepted, (), (), (), ""
    plain = _OF_WEEKS.sub(_of_weeks, plain)
    found = _SCHEDULE.fullmatch(plain)
    if not found or not _REST.fullmatch(found["rest"]):
        return _several(plain)
    weeks, dates = _weeks(found["weeks"] or ""), _dates(found["dates"] or "")
    days = DaySet("每天", EVERY_DAY) if dates else find_days(found["nth"] or found["days"])
    if weeks and (days.working or len(days.days) > 1):  # 每月第一个工作日 is on no day of the week
        raise InvalidInput("看不懂日子", "写成 每月第一个周六")
    return days, weeks, dates, *_times(found["rest"])


def _several(plain: str) -> _Parts:
    """每周三 9:00-11:00，每周五 14:00-16:00: these days, and their times where they are the same."""
    pieces = list(_PIECE.finditer(plain))
    if "".join(piece[0] for piece in pieces) != plain or not pieces:
        raise InvalidInput("看不懂日子", "写成 每周三 14:00-16:00")
    days = [find_days(piece["days"]) for piece in pieces]
    if any(one.working for one in days):
        raise InvalidInput("看不懂日子", "写成 工作日 9:00-11:00")
    times = {_times(piece["rest"]) for piece in pieces}
    return DaySet.of(day for one in days for day in one.days), (), (), *(times.pop() if len(times) == 1 else ((), ""))


def _times(rest: str) -> tuple[tuple[Span, ...], str]:
    found = _REST.fullmatch(rest)
    if not found:
        raise InvalidInput("看不懂时间", "写成 14:00-16:00")
    row = found["row"] or ""
    if not row or re.fullmatch(PART, row):
        return (), row
    if not _is_clear(row):  # 2-4点 is told to people as it is
        return (), ""
    return (read_spans(row).value if re.fullmatch(SPANS, row) else (read_time(row).value,)), ""


def _is_clear(row: str) -> bool:
    try:
        return bool(read_spans(row) if re.fullmatch(SPANS, row) else read_time(row))
    except InvalidInput:
        return False


def _numbered(plain: str) -> str:
    """礼拜 as 周, 十五日 as 15日."""

    def number(numeral: re.Match[str]) -> str:
        return str(read_numeral(numeral[0]) or numeral[0])

    plain = re.sub("星期|礼拜", "周", plain).replace("周天", "周日")
    plain = re.sub(r"^每([晚早])", r"每天\1", plain)
    return re.sub(rf"(?<![周第{NUMERALS}])[{NUMERALS}]+(?=[日号])", number, plain)


def _of_weeks(found: re.Match[str]) -> str:
    """第一、三周的周三 is the first and the third 周三."""
    return f"{found[1].replace('周', '')}个"


def _weeks(text: str) -> tuple[int, ...]:
    found = []
    for one in re.findall(r"[1-5一二三四五首末]|最后", re.sub("最后[一1]?", "末", text)):
        found.append(
            LAST if one == "末" else 1 if one == "首" else int(one) if one.isdigit() else "一二三四五".index(one) + 1
        )
    if len(set(found)) < len(found):
        raise InvalidInput("写了两次", "只写一次")
    return tuple(sorted(found, key=lambda week: week if week > 0 else 9))


def _dates(text: str) -> tuple[int, ...]:
    found: list[int] = []
    for first, last in re.findall(r"(\d{1,2})(?:\s?[日号])?(?:\s*[-–—~至到]\s*(\d{1,2})(?:\s?[日号])?)?", text):
        found += range(int(first), int(last or first) + 1)
    if any(not 1 <= date <= 31 for date in found) or len(set(found)) < len(found) or (text and not found):
        raise InvalidInput("没有这样的日子", "核对日子")
    return tuple(found)


def _shown(text: str, spans: tuple[Span, ...]) -> str:
    """00:00-24:00 is called 全天."""
    if not any(span.whole_day for span in spans):
        return text
    return re.sub(r"0?0[:：]00\s*\D\s*24[:：]00", "全天", text)


def _written(schedule: Schedule, part: str) -> str:
    """In the project's own form."""
    assert schedule.days
    if schedule.dates:
        day = "每月" + "、".join(f"{date}日" for date in schedule.dates)
    elif schedule.weeks:
        names = [f"第{'一二三四五'[week - 1]}" if week > 0 else "最后一" for week in schedule.weeks]
        day = f"每月{'、'.join(names)}个{schedule.days.text}"
    else:
        day = schedule.days.text if schedule.days.text[0] != "周" else f"每{schedule.days.text}"
    when = part or "、".join(span.canonical for span in schedule.spans)
    return f"{day} {when}".strip()


def _bared(text: str) -> str:
    """Without what makes no difference: blanks, leading zeros, the kind of dash, 每 and 双休日."""
    plain = re.sub(r"\s", "", text).replace("0:00-24:00", "全天").removeprefix("每")
    plain = re.sub(
        r"[-‐‑‒–—―−~〜─至到]+", "-", re.sub("每个?(?=工作日)|首(?=个)", lambda m: "第一" if m[0] == "首" else "", plain)
    )
    plain = re.sub("周末|双休日", "周六、周日", plain).replace("每日", "每天").replace("日", "").replace("天", "")
    return re.sub(r"(?<!\d)0(?=\d:)", "", re.sub("[,和及/、]", "、", plain)).replace("月第一周", "月第一个周")
