"""Fields with one of a closed list: codes with their labels, and what people call them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from generator.content.text import one_line
from generator.content.values import MARKS, Value, half_width
from generator.content.values.nothing import is_unfilled
from generator.diagnostics import InvalidInput
from generator.model.field_types import FieldType

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
