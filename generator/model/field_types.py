"""The types of scalar fields: each parses text, says in Chinese how to write it, and gives its JSON Schema.

`read` returns the value or raises `InvalidInput`. Every scalar arrives as text, so `no`, `8:30` and `010-65001234` mean
what they look like.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache, wraps
from typing import Any, TypeVar

from generator.content.text import ascii_address, forbidden_character, many_lines, one_line
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
from generator.content.values.times import read_clock
from generator.content.values.yes_no import NO, YES
from generator.diagnostics import InvalidInput

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MAX_SLUG_LENGTH = 60
_FREE = re.compile(
    r"(?:无|没有|不收|不收费|不收钱|不要钱|不用钱|零费用|公益|公益性?服务|无偿|义务|免|全免|免费用|完全免费|0|0 ?元)"
    r"[。！]?"
)
_HAN = re.compile("[\u4e00-\u9fff]")
_T = TypeVar("_T")


def cached_short(read: Callable[[str], _T]) -> Callable[[str], _T]:
    """Caches a parser for texts under 40 characters: days and hours repeat over and over, and share one object."""
    cached = lru_cache(4096)(read)
    return wraps(read)(lambda text: (cached if len(text) < 40 else read)(text))


def _check_bounds(value: float, minimum: float, maximum: float) -> None:
    if not minimum <= value <= maximum:
        raise InvalidInput(f"{value:g} 不在 {minimum:g} 到 {maximum:g} 之间", "核对这个数")


class FieldType:
    """A type of scalar field. `absent` is the value of a field that was not written."""

    absent: object = None

    @property
    def format_hint(self) -> str:
        """How to write a value, in Chinese."""
        return ""

    separators = MARKS
    """Marks that part the values of a list which is written as one text."""

    def read(self, text: str) -> object:
        """The value of a text. Raises `InvalidInput`."""
        raise NotImplementedError

    def interpret(self, text: str) -> Value[Any]:
        """The value, and how the format writes it where it is written otherwise. Raises `InvalidInput`."""
        return Value(self.read(text))

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
class Fee(Text):
    """What a service costs, in words; every way to say that it costs nothing is 免费."""

    def interpret(self, text: str) -> Value[str]:
        words = self.read(text)
        return Value("免费", "免费") if _FREE.fullmatch(words) else Value(words)


@dataclass(frozen=True)
class Slug(FieldType):
    """Part of an address: `[a-z0-9]+(-[a-z0-9]+)*`, at most 60 characters."""

    format_hint = "小写拼音或英文字母、数字，用 - 连接，如 xingfu-jie"

    def read(self, text: str) -> str:
        text = one_line(text)
        if not SLUG.fullmatch(text) or len(text) > MAX_SLUG_LENGTH:
            raise InvalidInput(f"“{text[:40]}”不能用在网址里", f"写成{self.format_hint}，最长 {MAX_SLUG_LENGTH} 个字符")
        return text

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{SLUG.pattern}$", "maxLength": MAX_SLUG_LENGTH}


@dataclass(frozen=True)
class Identity(FieldType):
    """A home `<district>/<home>`; with 1 to 3 parts also a district or a file of a home."""

    min_parts: int = 2
    max_parts: int = 2
    format_hint = "<区>/<家>，和 homes/ 里的文件夹名一样"

    def read(self, text: str) -> str:
        text = one_line(text)
        parts = text.split("/")
        slugs = all(SLUG.fullmatch(part) and len(part) <= MAX_SLUG_LENGTH for part in parts[:2])
        if not self.min_parts <= len(parts) <= self.max_parts or not slugs or not parts[-1]:
            raise InvalidInput(f"“{text[:60]}”不是一个妇女之家的代号", f"写成{self.format_hint}")
        return text

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[a-z0-9-]+(/[^/]+)*$"}


@dataclass(frozen=True)
class StreetCode(FieldType):
    """The slug of a street of the home's district, or its name, which `load` looks up."""

    format_hint = "本区 district.yml 里的街道代号"

    def read(self, text: str) -> str:
        text = one_line(text)
        return text if _HAN.search(text) and len(text) <= 30 else Slug().read(text)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": rf"^({SLUG.pattern}|.*[\u4e00-\u9fff].*)$", "maxLength": MAX_SLUG_LENGTH}


@dataclass(frozen=True)
class Integer(FieldType):
    """A whole number. Full-width digits and thousands separators are accepted."""

    minimum: int = 0
    maximum: int = 100_000_000
    unit: str = ""

    @property
    def format_hint(self) -> str:
        if self.minimum >= 1000:
            return "年份，如 2026"
        return "整数" + (f"（{self.unit}）" if self.unit else "") + "，如 12"

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

    @property
    def format_hint(self) -> str:
        return "数字" + (f"（{self.unit}）" if self.unit else "") + "，可带小数，如 96.5"

    def read(self, text: str) -> float:
        return self.interpret(text).value

    def interpret(self, text: str) -> Value[float]:
        value, canonical = read_degrees(text) if self.unit == "度" else read_number(text, self.unit)
        value = round(value, self.decimals)
        if self.unit == "度" and self.maximum < abs(value) <= 2 * self.maximum:
            raise InvalidInput(f"{value:g} 不会是纬度，经度和纬度多半写反了", "把两个数对调")
        _check_bounds(value, self.minimum, self.maximum)
        return Value(value, canonical)

    def schema(self) -> dict[str, Any]:
        return {"type": "number", "minimum": self.minimum, "maximum": self.maximum}


@dataclass(frozen=True)
class Boolean(FieldType):
    format_hint = "是 或 否（也可写 有、无、true、false、yes、no）"

    def read(self, text: str) -> bool:
        return self.interpret(text).value

    def interpret(self, text: str) -> Value[bool]:
        return read_yes_no(text)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"type": "boolean"}, {"enum": sorted((*YES, *NO))}]}


@dataclass(frozen=True)
class Date(FieldType):
    """A date as people write it: 2026-03-08, 2026/3/8, 2026.3.8, 2026年3月8日; with `open_end` also 长期: None."""

    open_end: bool = False

    @property
    def format_hint(self) -> str:
        return "日期，如 2026-03-08（也可写 2026/3/8、2026.3.8、2026年3月8日）"

    def read(self, text: str) -> dt.date | None:
        return self.interpret(text).value

    def interpret(self, text: str) -> Value[dt.date | None]:
        return _cached_date(text, self.open_end) if len(text) < 40 else read_date(text, self.open_end)

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


BEIJING = dt.timezone(dt.timedelta(hours=8), "Asia/Shanghai")


@dataclass(frozen=True)
class DateTime(FieldType):
    """A date, or a date with a Beijing time `2026-11-25T09:30`; an aware datetime. A bare date is its first minute."""

    format_hint = "日期，或带北京时间的日期，如 2026-11-25T09:30"

    def read(self, text: str) -> dt.datetime:
        day, _, clock = re.sub(r"[T\s]+", "T", half_width(text)).partition("T")
        minutes = read_clock(clock).value if clock else 0
        date = read_date(day).value
        assert date is not None
        return dt.datetime(date.year, date.month, date.day, minutes // 60 % 24, minutes % 60, tzinfo=BEIJING)


class Choice(FieldType):
    """One of a closed list.

    `names` maps each code to its Chinese label; either may be written, and any key of `formerly`. The keys of `also`
    are what people call it: they are understood, and noted.
    """

    format_hint: str = ""
    separators = f"{MARKS}/"

    def __init__(
        self, names: Mapping[str, str], also: Mapping[str, str] | None = None, formerly: Mapping[str, str] | None = None
    ):
        self.names, self._also = dict(names), dict(also or {})
        own = {label: code for code, label in self.names.items()} | {code: code for code in self.names}
        self._codes = own | dict(formerly or {})
        self.format_hint = "、".join(f"{code}（{label}）" for code, label in self.names.items())

    def read(self, text: str) -> str:
        return self.interpret(text).value

    def interpret(self, text: str) -> Value[str]:
        if text in self._codes:
            return Value(self._codes[text])
        word = one_line(text)
        if word in self._codes:
            return Value(self._codes[word])
        code = self._also.get(word) or self._codes.get(half_width(word).lower())
        if code:
            return Value(code, code)
        near = get_close_matches(word, [*self._codes, *self._also], 1)
        hint = f"是不是“{near[0]}”？" if near else ""
        raise InvalidInput(f"不认识“{word[:30]}”", f"{hint}可以写：{self.format_hint}")

    def display(self, canonical: str) -> str:
        return self.names[canonical]

    def schema(self) -> dict[str, Any]:
        return {"enum": [*self.names, *self.names.values()]}


@dataclass(frozen=True)
class FileName(FieldType):
    """The name of a file in the home's own photos/ or regulations/, without folders."""

    format_hint = "文件名，如 front.jpg"

    def read(self, text: str) -> str:
        name = re.sub(r"^(photos|regulations)[/\\]", "", one_line(text))
        if not name or name.startswith(".") or re.search(r"[/\\\x00-\x1f]", name) or len(name) > 120:
            last = re.split(r"[/\\]", name)[-1]
            raise InvalidInput(
                f"“{text[:60]}”不是文件名", f"只写文件名，如 {last if last[1:] else 'front.jpg'}，不带文件夹"
            )
        return name


@dataclass(frozen=True)
class WebAddress(FieldType):
    format_hint = "以 https:// 开头的网址"

    def read(self, text: str) -> str:
        address = one_line(text)
        if not re.fullmatch(r"https://[^\s/?#@\"'<>\\]+\.[^\s\"'<>\\]+", address) or len(address) > 500:
            raise InvalidInput(f"“{address[:60]}”不是可用的网址", f"写成{self.format_hint}")
        try:
            return ascii_address(address)
        except UnicodeError:
            raise InvalidInput(f"“{address[:60]}”的域名不成立", "核对域名，每两个点之间一到六十三个字符") from None
