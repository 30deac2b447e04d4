"""The types of scalar fields: each parses text, says in Chinese how to write it, and gives its JSON Schema.

`read` returns the value or raises `InvalidInput`. Every scalar arrives as text, so `no`, `8:30` and `010-65001234` mean
what they look like.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache, wraps
from typing import Any, TypeVar

from generator.content.text import forbidden_character, many_lines, one_line
from generator.content.values import (
    MARKS,
    Value,
    half_width,
    read_date,
    read_degrees,
    read_integer,
    read_month,
    read_number,
    read_year,
    read_yes_no,
)
from generator.content.values.nothing import says_none
from generator.content.values.numbers import UNITS
from generator.content.values.times import read_clock
from generator.content.values.yes_no import NO, YES
from generator.diagnostics import InvalidInput
from generator.model.parts import unpadded

_FREE = re.compile(
    r"(?:(?:目前|暂时?)?(?:无|没有?)|[×否]|(?:暂|目前)?不(?:收|要|用|花|需要?)(?:费用?|钱|交费|交钱|缴费|付费)?|无需?(?:费用|收费|缴费|付费|交费)"
    r"|不收取?(?:任何)?费用|零(?:费用|元)|公益(?:性质?)?(?:服务|课程?|项目|活动|课堂|讲座|培训班?)?|公益性?免费|无偿(?:服务|提供)?|义务"
    r"|(?:全部|全程|完全|一律|均|都|目前|全)?免(?:费用?|收费?|费服务|费参加|费开放)?|free|[¥￥]?0(?:\.0+)?元?)"
)
_T = TypeVar("_T")


def cached_short(read: Callable[[str], _T]) -> Callable[[str], _T]:
    """Caches a parser for texts under 40 characters: days and hours repeat over and over, and share one object."""
    cached = lru_cache(4096)(read)
    return wraps(read)(lambda text: (cached if len(text) < 40 else read)(text))


def _check_bounds(value: float, minimum: float, maximum: float) -> None:
    if not minimum <= value <= maximum:
        raise InvalidInput(f"{value:g} 不在 {minimum:g} 到 {maximum:g} 之间", "核对这个数")


class FieldType:
    """A type of scalar field. `absent` is the value of a field that is empty, and `unwritten`, where a type tells these
    apart, of one that was not written.
    """

    absent: object = None

    @property
    def format_hint(self) -> str:
        """How to write a value, in Chinese."""
        return ""

    separators = MARKS
    """Marks that part the values of a list which is written as one text."""

    ignored_part: Callable[[str], str] | None = None
    """The part of a text that is dropped, and said so; empty where nothing is."""

    @cached_property
    def known(self) -> dict[str | None, Any]:
        """Values of short texts that were read without a word about them, kept by the reader of records: most texts of
        a city are days, codes and names that its homes have in common.
        """
        return {}

    def read(self, text: str) -> object:
        """The value of a text. Raises `InvalidInput`."""
        raise NotImplementedError

    def interpret(self, text: str) -> Value[Any]:
        """The value, and how the format writes it where it is written otherwise. Raises `InvalidInput`."""
        return Value(self.read(text))

    def answers(self, text: str) -> bool:
        """Whether 无, None or another text that tells nothing elsewhere is a value of this type."""
        return False

    def display(self, canonical: str) -> str:
        """A value as the format writes it, for people to read."""
        return canonical

    def schema(self) -> dict[str, Any]:
        return {"type": "string"}


@dataclass(frozen=True)
class Text(FieldType):
    """Text for people; one line unless `lines`."""

    max_length: int = 200
    lines: bool = False
    separators = f"{MARKS}/"

    @property
    def format_hint(self) -> str:
        return f"文字，{self.max_length} 字以内" + ("，可以分段" if self.lines else "")

    def read(self, text: str) -> str:
        found = forbidden_character(text)
        if found:
            raise InvalidInput(f"第 {found[0] + 1} 个字是{found[1]}", "删掉这一处，重新输入")
        if "\u00ad" in text:  # where a word processor would part a word
            text = text.replace("\u00ad", "")
        clean = many_lines(text) if self.lines else one_line(text)
        if len(clean) > self.max_length:
            raise InvalidInput(
                f"有 {len(clean)} 个字，超过 {self.max_length} 个字", f"缩短到 {self.max_length} 个字以内"
            )
        return clean

    def schema(self) -> dict[str, Any]:
        return {"type": ["string", "number"], "maxLength": self.max_length}


@dataclass(frozen=True)
class Name(Text):
    """What something is called, without the quotes around it and the comma behind it."""

    def interpret(self, text: str) -> Value[str]:
        name = self.read(text)
        if name[-1:] not in "，,；。、”\"'" or name.count("“") > 1:
            return Value(name)
        bare = name.rstrip("，,；。、 ")  # not the ; of &amp;
        bare = bare[1:-1] if bare[:1] + bare[-1:] in ("“”", '""', "''") else bare
        return Value(bare, None if bare == name else bare)


@dataclass(frozen=True)
class PersonName(Text):
    """The name of a person, without the blank that lists put between two characters to align them."""

    def interpret(self, text: str) -> Value[str]:
        name = self.read(text)
        bare = unpadded(name)
        return Value(bare, None if bare == name else bare)


@dataclass(frozen=True)
class Answer(Text):
    """Text to which 无 is an answer."""

    def answers(self, text: str) -> bool:
        return says_none(text)


@dataclass(frozen=True)
class Fee(Answer):
    """What a service costs, in words; every way to say that it costs nothing is 免费."""

    def interpret(self, text: str) -> Value[str]:
        words = self.read(text)
        free = _FREE.fullmatch(half_width(words).replace(" ", "").rstrip("。!.").lower())
        if free and words != "免费":
            return Value("免费", "免费")
        if re.fullmatch(r"\d+(?:\.\d+)?", words):
            raise InvalidInput(f"“{words[:20]}”没有写是多少钱、怎么收", f"写成 {words}元/次 这样")
        return Value(words)


@dataclass(frozen=True)
class TextOrNone(Text):
    """One-line text, or nothing: a field that is written empty says that there is none."""

    absent = ""
    unwritten = None

    @property
    def format_hint(self) -> str:
        return f"{super().format_hint}；没有就写 null"


@dataclass(frozen=True)
class Integer(FieldType):
    """A whole number. Full-width digits and thousands separators are accepted."""

    minimum: int = 0
    maximum: int = 100_000_000
    unit: str = ""

    def __post_init__(self) -> None:
        assert self.unit in UNITS

    @property
    def format_hint(self) -> str:
        if self.minimum >= 1000:
            return "年份，如 2026"
        return "整数" + (f"（{self.unit}）" if self.unit else "") + "，如 12"

    def answers(self, text: str) -> bool:
        return self.minimum <= 0 and says_none(text)

    def read(self, text: str) -> int:
        return self.interpret(text).value

    def interpret(self, text: str) -> Value[int]:
        found = read_year(text) if self.minimum >= 1000 else read_integer(text, self.unit)
        _check_bounds(found.value, self.minimum, self.maximum)
        return found

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.minimum, "maximum": self.maximum}


@dataclass(frozen=True)
class Number(FieldType):
    """A number rounded to `decimals`: degrees, square metres, points."""

    minimum: float = 0
    maximum: float = 1e9
    unit: str = ""
    decimals: int = 10

    def __post_init__(self) -> None:
        assert self.unit in UNITS or self.unit == "度"

    @property
    def format_hint(self) -> str:
        return "数字" + (f"（{self.unit}）" if self.unit else "") + "，可带小数，如 96.5"

    def answers(self, text: str) -> bool:
        return self.unit != "度" and says_none(text)

    def read(self, text: str) -> float:
        return self.interpret(text).value

    def interpret(self, text: str) -> Value[float]:
        value, canonical = read_degrees(text, self.maximum <= 90) if self.unit == "度" else read_number(text, self.unit)
        value = round(value, self.decimals)
        if self.unit == "度" and self.maximum <= 90 < abs(value) <= 180:
            raise InvalidInput(f"{value:g} 不会是纬度，经度和纬度多半写反了", "把两个数对调")
        _check_bounds(value, self.minimum, self.maximum)
        return Value(value, canonical)

    def schema(self) -> dict[str, Any]:
        return {"type": "number", "minimum": self.minimum, "maximum": self.maximum}


@dataclass(frozen=True)
class Boolean(FieldType):
    format_hint = "是 或 否（也可写 有、无、true、false、yes、no）"

    def answers(self, text: str) -> bool:
        return says_none(text)

    def read(self, text: str) -> bool:
        return self.interpret(text).value

    def interpret(self, text: str) -> Value[bool]:
        return read_yes_no(text)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"type": "boolean"}, {"enum": sorted((*YES, *NO))}]}


@dataclass(frozen=True)
class Date(FieldType):
    """A date as people write it: 2026-03-08, 2026/3/8, 2026.3.8, 2026年3月8日; with `open_end` also 长期: None; with
    `unsettled` also 待定.
    """

    open_end: bool = False
    unsettled: bool = False

    @property
    def format_hint(self) -> str:
        return "日期，如 2026-03-08（也可写 2026/3/8、2026.3.8、2026年3月8日）"

    def answers(self, text: str) -> bool:
        try:
            self.interpret(text)
        except InvalidInput:
            return False
        return True  # 待定 of an end

    def read(self, text: str) -> dt.date | None:
        return self.interpret(text).value

    def interpret(self, text: str) -> Value[dt.date | None]:
        read = _cached_date if len(text) < 40 else read_date
        return read(text, self.open_end, self.unsettled)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\d{4}(-|/|\.|年)\d{1,2}(-|/|\.|月)\d{1,2}日?$"}


@dataclass(frozen=True)
class Month(FieldType):
    """A year and optionally a month; kept as text `2012-03` or `2012`."""

    format_hint = "年-月，如 2012-03"

    def read(self, text: str) -> str:
        return self.interpret(text).value

    def interpret(self, text: str) -> Value[str]:
        return read_month(text)

    def schema(self) -> dict[str, Any]:
        return {"type": ["string", "integer"]}


_cached_date = lru_cache(4096)(read_date)  # the same days over and over; each is then one object


_DAY_AND_CLOCK = re.compile(
    r"(?P<day>\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}(?!\d)\s*[日号]?\s*(?:\([^()]*\)|(?:周|星期)[一二三四五六日天])?)"
    r"[T\s,;]*(?P<clock>.*)"
)
BEIJING = dt.timezone(dt.timedelta(hours=8), "Asia/Shanghai")


@dataclass(frozen=True)
class DateTime(FieldType):
    """A date, or a date with a Beijing time `2026-11-25T09:30`; an aware datetime. A bare date is its first minute."""

    format_hint = "日期，或带北京时间的日期，如 2026-11-25T09:30"

    def read(self, text: str) -> dt.datetime:
        return self.interpret(text).value

    def interpret(self, text: str) -> Value[dt.datetime]:
        plain = half_width(text).removesuffix("+08:00")
        found = _DAY_AND_CLOCK.fullmatch(plain)
        if not found and re.search("[:点时]", plain):
            raise InvalidInput(f"“{text[:30]}”不是日期和时间", "写成 2026-11-25T09:30 这样的日期和时间")
        day = read_date(found["day"] if found else plain)
        clock = read_clock(found["clock"]) if found and found["clock"] else None
        assert day.value is not None
        value = dt.datetime.combine(day.value, dt.time(), BEIJING) + dt.timedelta(minutes=clock.value if clock else 0)
        canonical = f"{value:%Y-%m-%dT%H:%M}" if clock else day.canonical
        plainly = day.canonical is None and (not clock or clock.canonical is None)
        return Value(value, None if plainly else canonical)
