"""content/standard.yml: a city's standard as data, and what it comes to with the profile it is based on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from generator.diagnostics import InvalidInput
from generator.model import profiles
from generator.model.choices import Choice
from generator.model.federation import Honours, Kinds, Terms
from generator.model.field_types import Boolean, FieldType, Number, Text
from generator.model.identifiers import FileName, Slug
from generator.model.terms import ListOf, MapOf, Record, term

ADVICE = {
    "in-principle": "文件里说的是“原则上”",
    "no-have": "它只写在“四（一）基本功能”里",
    "not-a-home": "是对区或市的要求",
    "ours": "次数或期限是本站定的",
}
FACTORIES = {
    "in-year": "一年内有记录",
    "each-period": "每个周期都有记录",
    "within-months": "几个月内有日期",
    "held-of-item": "办过这个事项的活动",
    "there": "设施里有",
    "noted": "写明了",
}
PERIODS = {"month": "每月", "quarter": "每季度", "half-year": "每半年"}
PARAMETERS = {"minimum": "最少", "per": "每人", "months": "月数", "per_woman": "人均"}
"""Figures of rules, by their key."""


class Code(FieldType):
    """A rule's id, or an item's: slugs joined by dots."""

    format_hint = "小写字母、数字、- 和 .，如 mechanism.activities"

    def read(self, text: str) -> str:
        if not re.fullmatch(r"[a-z][a-z0-9]*([-.][a-z0-9]+)*", text.strip()):
            raise InvalidInput(f"“{text[:40]}”不是代号", f"写成{self.format_hint}")
        return text.strip()


@dataclass(frozen=True)
class Said:
    """What a clause says, in plain words."""

    STRICT = True

    clause: str = term("条款", Text(40), required=True, public=True)
    text: str = term("说法", Text(300), required=True, public=True)


@dataclass(frozen=True)
class Have:
    STRICT = True

    label: str = term("名称", Text(20), required=True, public=True, example="有活动场所")
    clause: str | None = term("条款", Text(40), public=True, example="四（二）1")
    says: tuple[Said, ...] = term("说法", ListOf(Record(Said), 8), public=True)


@dataclass(frozen=True)
class Item:
    STRICT = True

    label: str = term("名称", Text(20), required=True, public=True, example="读书会")
    explains: str | None = term("说明", Text(200), public=True)


@dataclass(frozen=True)
class Function:
    """A function of homes, with the items of service that belong to it, by codes that begin with its own."""

    STRICT = True

    label: str = term("名称", Text(20), required=True, public=True, example="维护权益")
    clause: str | None = term("条款", Text(40), public=True)
    explains: str | None = term("说明", Text(200), public=True)
    items: dict[str, Item] = term("事项", MapOf(Code(), Record(Item)), public=True)


@dataclass(frozen=True)
class Regulation:
    STRICT = True

    title: str = term("标题", Text(40), required=True, public=True, example="图书借阅制度")
    clause: str | None = term("条款", Text(40), public=True)
    explains: str | None = term("说明", Text(200), public=True)
    file: str | None = term(
        "正文文件", FileName(), public=True, help="放在内容文件夹的 regulations/ 里", example="library.md"
    )


@dataclass(frozen=True)
class RuleTerm:
    """What a city's standard says of a rule. With `check` it is a rule of the city's own, made by that factory.

    `weight` counts within its have.
    """

    STRICT = True

    have: str | None = term("归入", Slug(), public=True, example="mechanism")
    advice: bool | None = term("建议", Boolean(), public=True, help="不影响达标和得分", example="是")
    why: str | None = term("为什么是建议", Choice(ADVICE), public=True)
    clause: tuple[str, ...] = term("条款", ListOf(Text(40), 6), public=True, example="四（二）5（1）")
    title: str | None = term("标题", Text(30), public=True, example="活动经常化")
    minimum: float | None = term("最少", Number(0, 10_000), public=True, example="4")
    per: float | None = term("每人", Number(0, 10_000), public=True, example="10")
    months: float | None = term("月数", Number(1, 120, "月"), public=True, example="15")
    per_woman: float | None = term("人均", Number(0, 1000, "元/年"), public=True)
    weight: float | None = term("权重", Number(0, 100))
    check: str | None = term("检查", Choice(FACTORIES), public=True, example="held-of-item")
    field: str | None = term("字段", Text(60), public=True, example="meetings.work")
    item: str | None = term("事项", Code(), public=True, example="work.transfer")
    period: str | None = term("周期", Choice(PERIODS), public=True, example="quarter")

    @property
    def parameters(self) -> dict[str, float]:
        """The figures that are given."""
        return {name: value for name in PARAMETERS if (value := getattr(self, name)) is not None}


@dataclass(frozen=True)
class StandardFile:
    """standard.yml. With `based_on` it says only what differs, and which rules and haves to `drop`."""

    STRICT = True

    name: str | None = term("名称", Text(20), public=True, example="六有")
    based_on: str | None = term("依据", Text(20), help="一定要写：beijing，或 none", example="beijing")
    haves: dict[str, Have] = term("几有", MapOf(Slug(), Record(Have)), public=True)
    functions: dict[str, Function] = term(
        "功能", MapOf(Slug(), Record(Function), elsewhere=profiles.NAMES), public=True
    )
    regulations: tuple[str, ...] = term("制度", ListOf(Slug(), 40), public=True, example="[management, rights]")
    own: dict[str, Regulation] = term("自己的制度", MapOf(Slug(), Record(Regulation)), public=True)
    rules: dict[str, RuleTerm] = term("标准", MapOf(Code(), Record(RuleTerm)), public=True)
    drop: tuple[str, ...] = term("去掉", ListOf(Code(), 200), public=True)


@dataclass(frozen=True)
class CityStandard:
    """A city's standard: all of it that is data. `profile`: whose wording and clauses it has, empty for nobody's.

    `per_woman`: yuan a year that a district owes for each resident woman, None where there is no such figure;
    `campaigns`: code → name. `city`: what kind of place the city is, as in 全市.
    """

    name: str
    profile: str
    haves: dict[str, Have]
    functions: dict[str, Function]
    regulations: dict[str, Regulation]
    rules: dict[str, RuleTerm]
    terms: Terms = field(default_factory=Terms)
    honours: Honours = field(default_factory=Honours)
    per_woman: float | None = None
    kinds: Kinds = field(default_factory=Kinds)
    campaigns: dict[str, str] = field(default_factory=dict)
    city: str = "市"

    @cached_property
    def have_labels(self) -> dict[str, str]:
        return {code: have.label for code, have in self.haves.items()}

    @cached_property
    def function_labels(self) -> dict[str, str]:
        return {code: function.label for code, function in self.functions.items()}

    @cached_property
    def items(self) -> dict[str, str]:
        """Code of each item of service → its label, function by function."""
        return {code: item.label for function in self.functions.values() for code, item in function.items.items()}

    @cached_property
    def regulation_titles(self) -> dict[str, str]:
        return {code: regulation.title for code, regulation in self.regulations.items()}
