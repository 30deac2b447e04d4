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
from functools import cached_property, lru_cache, wraps
from typing import Any, TypeVar

from generator.content.pinyin import as_slug
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
from generator.content.values.nothing import is_unfilled, says_none
from generator.content.values.times import read_clock
from generator.content.values.yes_no import NO, YES
from generator.diagnostics import InvalidInput

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MAX_SLUG_LENGTH = 60
_FREE = re.compile(
    r"(?:(?:目前|暂时?)?(?:无|没有?)|[×否]|(?:暂|目前)?不(?:收|要|用|花|需要?)(?:费用?|钱|交费|交钱|缴费|付费)?|无需?(?:费用|收费|缴费|付费|交费)"
    r"|不收取?(?:任何)?费用|零(?:费用|元)|公益(?:性质?)?(?:服务|课程?|项目|活动|课堂|讲座|培训班?)?|公益性?免费|无偿(?:服务|提供)?|义务"
    r"|(?:全部|全程|完全|一律|均|都|目前|全)?免(?:费用?|收费?|费服务|费参加|费开放)?|free|[¥￥]?0(?:\.0+)?元?)"
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
class Slug(FieldType):
    """Part of an address: `[a-z0-9]+(-[a-z0-9]+)*`, at most 60 characters."""

    format_hint = "小写拼音或英文字母、数字，用 - 连接，如 xingfu-jie"

    def read(self, text: str) -> str:
        text = one_line(text)
        if not SLUG.fullmatch(text) or len(text) > MAX_SLUG_LENGTH:
            proposed = as_slug(text[:40])
            rule = "只用小写拼音或英文字母、数字，用 - 连接"
            remedy = f"写成 {proposed} 这样：{rule}" if proposed else f"写成{self.format_hint}"
            raise InvalidInput(f"“{text[:40]}”不能用在网址里", f"{remedy}，最长 {MAX_SLUG_LENGTH} 个字符")
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
            raise InvalidInput(f"“{text[:60]}”不是哪一家的代号", f"写成{self.format_hint}")
        return text

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[a-z0-9-]+(/[^/]+)*$"}


@dataclass(frozen=True)
class StreetCode(FieldType):
    """The slug of a street of the home's district, or its name, which `load` looks up."""

    format_hint = "本区 district.yml 里的街道代号"

    def read(self, text: str) -> str:
        return self.interpret(text).value

    def interpret(self, text: str) -> Value[str]:
        text = one_line(text)
        bare = text.strip("，,；;。、“”\"' ")
        code = bare if _HAN.search(bare) and len(bare) <= 30 else Slug().read(bare or text)
        return Value(code, None if bare == text else code)

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


_NOT = re.compile("无(?!障碍)|没|未(?!成年)|不")
_NUMBER_BEFORE = re.compile(r"^(?:\d{1,2}[.、)]|\([\d一二三四五六七八九十]{1,2}\))\s*")
_REMARK_BEHIND = re.compile(r"(?:\([^()停坏无没暂修未关待不仅]*\)|\d+[个部间处台辆])$")
_GENERAL = re.compile(
    "(?<=..)(?:服务|活动|工作|项目|指导|讲座|宣传|人群|群体|坐标系?|地图)$|(?:级|类|型)(?:妇女之家)?$|妇女之家$|(?<=..)(?:最美|五好|文明)家庭$"
)
"""Words that say no more than what sort of thing it is."""


class Choice(FieldType):
    """One of a closed list.

    `names` maps each code to its Chinese label; either may be written, and any key of `formerly`. The keys of `also`
    are what people call it: they are understood, and noted. A `strict` one is understood by its whole text alone, where
    a remark may be what keeps something from the public. `otherwise` tells the field, by its key, for what is none of
    them.
    """

    format_hint: str = ""
    separators = f"{MARKS}/"

    def __init__(
        self,
        names: Mapping[str, str],
        also: Mapping[str, str] | None = None,
        formerly: Mapping[str, str] | None = None,
        strict: bool = False,
        otherwise: str = "",
    ):
        self._strict, self._otherwise = strict, otherwise
        self.names, self._also = dict(names), dict(also or {})
        own = {label: code for code, label in self.names.items()} | {code: code for code in self.names}
        self._codes = own | dict(formerly or {})
        self.format_hint = (
            "、".join(f"{code}（{label}）" if code != label else label for code, label in self.names.items())
            or "本市列出来的"
        )

    def read(self, text: str) -> str:
        return self.interpret(text).value

    def interpret(self, text: str) -> Value[str]:
        if text in self._codes:
            return Value(self._codes[text])
        word = one_line(text)
        if word in self._codes:
            return Value(self._codes[word])
        if code := self._understood(word):
            return Value(code, code)
        said_not = _NOT.match(word) is not None
        near = get_close_matches(
            word, [one for one in (*self._codes, *self._also) if bool(_NOT.match(one)) is said_not], 1
        )
        hint = f"是不是“{near[0]}”？" if near else ""
        own = f"；都不是的，写成 {self._otherwise}: {word[:30]}" if self._otherwise else ""
        known = f"可以写：{'、'.join(self.names.values())}" if self.names else "还没有可以写的，请管网站的同事先加上"
        raise InvalidInput(f"不认识“{word[:30]}”", f"{hint}{known}{own}")

    def answers(self, text: str) -> bool:
        return text in self._codes or (not is_unfilled(text) and self._understood(one_line(text)) is not None)

    def _understood(self, word: str) -> str | None:
        """The code of what people call it: in other characters, numbered, with a remark or general word behind."""
        if is_unfilled(word):  # None of a sheet is no `none`
            return None
        plain = _NUMBER_BEFORE.sub("", half_width(word).strip("。.,;:、“”\"' ")).replace(" ", "")
        bare = _REMARK_BEHIND.sub("", plain)
        if plain[-1:] == ")" and (other := self._named(plain[len(bare) + 1 : -1])) and other != self._named(bare):
            return None  # 村（社区）
        general = () if self._strict else (bare, _GENERAL.sub("", bare), bare.removeprefix("有"))
        for one in (word, plain, *general):
            if code := self._also.get(one) or self._codes.get(one) or self._codes.get(one.lower()):
                return code
        return None

    def _named(self, word: str) -> str | None:
        return self._also.get(word) or self._codes.get(word)

    def display(self, canonical: str) -> str:
        return self.names[canonical]

    def schema(self) -> dict[str, Any]:
        return {"enum": [*self.names, *self.names.values()]} if self.names else {"type": "string"}


class CityChoice(Choice):
    """One of a list that each city may have its own of, as `of` names it.

    Here are the codes and labels of the profile; readers are given those of the city.
    """

    def __init__(self, of: str, names: Mapping[str, str], also: Mapping[str, str] | None = None):
        super().__init__(names, also)
        self.of = of

    def interpret(self, text: str) -> Value[str]:
        """Without a list of the profile any word: the city's files tell which of them it knows."""
        return super().interpret(text) if self.names else Value(one_line(text))


_TONES = re.compile("[\u0300\u0301\u0304\u030c]")
_SYLLABLE = re.compile("[a-z]{1,6}")


@dataclass(frozen=True)
class Syllables(FieldType):
    """The pinyin of a name, syllables apart, with or without tones: `dà shí làn` is `da shi lan`; ü is v."""

    format_hint = "拼音，每个字之间空一格，如 da shi lan"

    def read(self, text: str) -> str:
        plain = _TONES.sub("", unicodedata.normalize("NFD", one_line(text).lower())).replace("u\u0308", "v")
        found = re.split("[ '’·-]+", plain)
        if not all(map(_SYLLABLE.fullmatch, found)):
            raise InvalidInput(f"“{text[:40]}”不是拼音", f"写成{self.format_hint}")
        return " ".join(found)

    def schema(self) -> dict[str, Any]:
        return {"type": "string"}


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
