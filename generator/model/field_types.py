"""The types of scalar fields: each parses text, says in Chinese how to write it, and gives its JSON Schema.

`read` returns the value or raises `InvalidInput`. Every scalar arrives as text, so `no`, `8:30` and `010-65001234` mean
what they look like.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache, wraps
from typing import Any, TypeVar

from generator.content.text import ascii_address, forbidden_character, many_lines, one_line
from generator.diagnostics import InvalidInput

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MAX_SLUG_LENGTH = 60
_INTEGER, _NUMBER = re.compile(r"-?\d{1,12}"), re.compile(r"[-+]?\d{1,12}(\.\d{1,40})?")
_THOUSANDS, _COMMAS = re.compile(r"(?<=\d)[,\s](?=\d{3})"), re.compile(r"(?<=\d),(?=\d{3})")
_T = TypeVar("_T")
_YES = {"true", "yes", "是", "有"}
_NO = {"false", "no", "否", "无"}


def cached_short(read: Callable[[str], _T]) -> Callable[[str], _T]:
    """Caches a parser for texts under 40 characters: days and hours repeat over and over, and share one object."""
    cached = lru_cache(4096)(read)
    return wraps(read)(lambda text: (cached if len(text) < 40 else read)(text))


def _half_width(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


class FieldType:
    """A type of scalar field. `absent` is the value of a field that was not written."""

    absent: object = None

    @property
    def format_hint(self) -> str:
        """How to write a value, in Chinese."""
        return ""

    def read(self, text: str) -> object:
        raise NotImplementedError

    def schema(self) -> dict[str, Any]:
        return {"type": "string"}


@dataclass(frozen=True)
class Text(FieldType):
    """Text for people; one line unless `lines`."""

    max_length: int = 200
    lines: bool = False

    @property
    def format_hint(self) -> str:
        return f"文字，{self.max_length} 字以内" + ("，可以分段" if self.lines else "")

    def read(self, text: str) -> str:
        found = forbidden_character(text)
        if found:
            raise InvalidInput(f"第 {found[0] + 1} 个字是{found[1]}", "删掉这一处，重新输入")
        clean = many_lines(text) if self.lines else one_line(text)
        if len(clean) > self.max_length:
            raise InvalidInput(
                f"有 {len(clean)} 个字，超过 {self.max_length} 个字", f"缩短到 {self.max_length} 个字以内"
            )
        return clean

    def schema(self) -> dict[str, Any]:
        return {"type": ["string", "number"], "maxLength": self.max_length}


@dataclass(frozen=True)
class Slug(FieldType):
    """Part of an address: `[a-z0-9]+(-[a-z0-9]+)*`, at most 60 characters."""

    format_hint = "小写拼音或英文字母、数字，用 - 连接，如 zaoying-beili"

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
    format_hint = "区/妇女之家，如 chaoyang/zaoying-beili"

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
class Integer(FieldType):
    """A whole number. Full-width digits and thousands separators are accepted."""

    minimum: int = 0
    maximum: int = 100_000_000
    unit: str = ""

    @property
    def format_hint(self) -> str:
        return "整数" + (f"（{self.unit}）" if self.unit else "") + "，如 12"

    def read(self, text: str) -> int:
        plain = _THOUSANDS.sub("", _half_width(text))
        if not _INTEGER.fullmatch(plain):
            raise InvalidInput(f"“{text[:30]}”不是整数", "只写数字，不带单位，如 12")
        value = int(plain)
        if not self.minimum <= value <= self.maximum:
            raise InvalidInput(f"{value} 不在 {self.minimum} 到 {self.maximum} 之间", "核对这个数")
        return value

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
        plain = _COMMAS.sub("", _half_width(text))
        if not _NUMBER.fullmatch(plain):
            raise InvalidInput(f"“{text[:30]}”不是数字", "只写数字，不带单位，如 96.5")
        value = round(float(plain), self.decimals)
        if not self.minimum <= value <= self.maximum:
            raise InvalidInput(f"{value:g} 不在 {self.minimum:g} 到 {self.maximum:g} 之间", "核对这个数")
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "number", "minimum": self.minimum, "maximum": self.maximum}


@dataclass(frozen=True)
class Boolean(FieldType):
    format_hint = "是 或 否（也可写 有、无、true、false、yes、no）"

    def read(self, text: str) -> bool:
        word = one_line(text).lower()
        if word in _YES:
            return True
        if word in _NO:
            return False
        raise InvalidInput(f"“{text[:30]}”不是“是”或“否”", "写 是 或 否")

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"type": "boolean"}, {"enum": sorted(_YES | _NO)}]}


_DAY = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?")
_MONTH = re.compile(r"(\d{4})(?:(?:-|/|\.|年)(\d{1,2})月?|年)?")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")


@dataclass(frozen=True)
class Date(FieldType):
    """A date as people write it: 2026-03-08, 2026/3/8, 2026.3.8, 2026年3月8日."""

    format_hint = "日期，如 2026-03-08（也可写 2026/3/8、2026.3.8、2026年3月8日）"

    def read(self, text: str) -> dt.date:
        return read_day(text)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\d{4}(-|/|\.|年)\d{1,2}(-|/|\.|月)\d{1,2}日?$"}


@dataclass(frozen=True)
class Month(FieldType):
    """A year and optionally a month; kept as text `2012-03` or `2012`."""

    format_hint = "年-月，如 2012-03"

    def read(self, text: str) -> str:
        found = _MONTH.fullmatch(_half_width(text).replace(" ", ""))
        if not found or (found[2] and not 1 <= int(found[2]) <= 12):
            raise InvalidInput(f"“{text[:30]}”不是年月", "写成 2012-03 这样的年-月")
        return found[1] + (f"-{int(found[2]):02d}" if found[2] else "")

    def schema(self) -> dict[str, Any]:
        return {"type": ["string", "integer"]}


@cached_short
def read_day(text: str) -> dt.date:
    """The date of `2026-03-08`, `2026/3/8`, `2026.3.8` or `2026年3月8日`. Raises `InvalidInput`."""
    plain = _half_width(text).replace(" ", "")
    found = _DAY.fullmatch(plain)
    if not found:
        raise InvalidInput(f"“{text[:30]}”不是日期", "写成 2026-03-08 这样的年-月-日")
    try:
        return dt.date(*map(int, found.groups()))
    except ValueError:
        raise InvalidInput(f"没有 {text[:30]} 这一天", "核对月和日") from None


BEIJING = dt.timezone(dt.timedelta(hours=8), "Asia/Shanghai")


@dataclass(frozen=True)
class DateTime(FieldType):
    """A date, or a date with a Beijing time `2026-11-25T09:30`; an aware datetime. A bare date is its first minute."""

    format_hint = "日期，或带北京时间的日期，如 2026-11-25T09:30"

    def read(self, text: str) -> dt.datetime:
        day, _, clock = re.sub(r"[T\s]+", "T", _half_width(text)).partition("T")
        minutes = read_clock(clock) if clock else 0
        date = Date().read(day)
        return dt.datetime(date.year, date.month, date.day, minutes // 60 % 24, minutes % 60, tzinfo=BEIJING)


def read_clock(text: str) -> int:
    """Minutes since midnight of `9:00`, `09:00`, `9：00`; `24:00` is the end of the day. Raises `InvalidInput`."""
    found = _CLOCK.fullmatch(_half_width(text))
    if not found or int(found[2]) > 59 or int(found[1]) * 60 + int(found[2]) > 24 * 60:
        raise InvalidInput(f"“{text[:20]}”不是时间", "写成 9:00 或 13:30 这样的 24 小时时间")
    return int(found[1]) * 60 + int(found[2])


def show_clock(minutes: int) -> str:
    """`9:05` of minutes since midnight."""
    return f"{minutes // 60}:{minutes % 60:02d}"


@dataclass(frozen=True, order=True)
class Span:
    """From `start` to `end`, minutes since midnight, `start` < `end`."""

    start: int
    end: int

    @property
    def whole_day(self) -> bool:
        return (self.start, self.end) == (0, 24 * 60)

    def __str__(self) -> str:
        return "全天" if self.whole_day else f"{show_clock(self.start)}–{show_clock(self.end)}"


@dataclass(frozen=True)
class TimeSpan(FieldType):
    format_hint = "起止时间，如 9:00-11:30"

    def read(self, text: str) -> Span:
        return read_span(text)


@cached_short
def read_span(text: str) -> Span:
    """The span of `9:00-11:30`. Raises `InvalidInput`."""
    parts = re.split(r"\s*[-–—~～至到]\s*", _half_width(text))
    if len(parts) != 2:
        raise InvalidInput(f"“{text[:30]}”不是起止时间", "写成 9:00-11:30")
    start, end = map(read_clock, parts)
    if start >= end:
        raise InvalidInput(f"结束时间不晚于开始时间（{text[:30]}）", "写成 9:00-11:30；下午用 24 小时制")
    return Span(start, end)


class Choice(FieldType):
    """One of a closed list.

    `names` maps each code to its Chinese label; either may be written, and any key of `also`.
    """

    format_hint: str = ""

    def __init__(self, names: Mapping[str, str], also: Mapping[str, str] | None = None):
        self.names = dict(names)
        self._codes = (
            {label: code for code, label in self.names.items()} | {code: code for code in self.names} | dict(also or {})
        )
        self.format_hint = "、".join(f"{code}（{label}）" for code, label in self.names.items())

    def read(self, text: str) -> str:
        if text in self._codes:
            return self._codes[text]
        word = one_line(text)
        if word in self._codes:
            return self._codes[word]
        near = get_close_matches(word, list(self._codes), 1)
        hint = f"是不是“{near[0]}”？" if near else ""
        raise InvalidInput(f"不认识“{word[:30]}”", f"{hint}可以写：{self.format_hint}")

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
