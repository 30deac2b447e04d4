"""Rules of a city's own, made from the checks that many rules share; standard.yml names the factory as `check`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any, NamedTuple

from generator.model.field_types import Boolean, Date
from generator.model.standard import FACTORIES, CityStandard, RuleTerm
from generator.model.terms import ListOf, MapOf, Record, terms
from generator.standard.facilities import there
from generator.standard.fields import label, quoted, record_of, spot
from generator.standard.recorded import (
    Check,
    dated_in_year,
    dated_within_months,
    enough_activities_of_item,
    listed_in_year,
    once_each_period,
)
from generator.standard.rule import MET, HomeCase, Rule, Verdict, not_recorded

_MONTHS = {"month": 1, "quarter": 3, "half-year": 6}
_PERIOD = {"month": "月", "quarter": "季度", "half-year": "半年"}


class FactoryError(Exception):
    """A rule that can't be made. `field` is the key in the rule that is wrong, empty for the rule itself."""

    def __init__(self, field: str, message: str, remedy: str):
        super().__init__(message)
        self.field, self.message, self.remedy = field, message, remedy


@dataclass(frozen=True)
class Factory:
    """`needs`: the keys that a rule of it must have; `parameters`: figures it takes, with what they are by default."""

    make: Callable[[RuleTerm, CityStandard], _Made]
    needs: tuple[str, ...]
    parameters: Mapping[str, float]


class _Made(NamedTuple):
    check: Check
    title: str
    reads: str
    met_when: str
    remedy: str
    file: str
    field: str


def own_rule(id: str, asked: RuleTerm, standard: CityStandard) -> Rule:
    """The rule that a city's standard asks for. Raises `FactoryError`."""
    factory = BY_NAME[asked.check or ""]
    for key in ("field", "item", "period"):
        given = getattr(asked, key) is not None
        if given != (key in factory.needs):
            how = f"“{FACTORIES[asked.check or '']}”（{asked.check}）"
            message = f"{how}{'不看' if given else '要写'} {key}"
            raise FactoryError(key if given else "", message, f"{'删掉' if given else '加上'} {key}")
    for name in asked.parameters:
        if name not in factory.parameters:
            known = "、".join(factory.parameters) or "没有"
            raise FactoryError(name, f"{asked.check} 没有 {name} 这个数", f"可以写的数：{known}")
    made = factory.make(asked, standard)
    return Rule(
        id=id,
        title=asked.title or made.title,
        check=made.check,
        reads=made.reads,
        met_when=made.met_when,
        remedy=made.remedy,
        file=made.file,
        field=made.field,
        parameters={**factory.parameters, **asked.parameters},
    )


def _ledger_kind(asked: RuleTerm) -> Any:
    """The type of the ledger's field that a rule reads: a date, or a list of dates."""
    path = asked.field or ""
    kind = _kind("ledger.yml", path, "写台账里的字段，如 meetings.work")
    listed = kind.of if isinstance(kind, ListOf) else kind
    if not isinstance(listed, Date):
        raise FactoryError("field", f"ledger.yml 的“{path}”不是日期", "写记着日期的字段，如 meetings.work")
    return kind


def _kind(file: str, path: str, otherwise: str) -> Any:
    """The type of a field of a file; where it has none, the nearest of its fields is the remedy."""
    known = _kinds(record_of(file))
    if path not in known:
        near = get_close_matches(path, known, 1)
        raise FactoryError("field", f"{file} 里没有“{path}”", f"是不是“{near[0]}”？" if near else otherwise)
    return known[path]


@cache
def _kinds(record: type | None) -> Mapping[str, Any]:
    """Dotted path → type of all fields of a record and of the records in it, those in lists left out."""
    found: dict[str, Any] = {}
    for t in terms(record).values() if record else ():
        inner = _kinds(t.kind.of) if isinstance(t.kind, Record) else {}
        found |= {t.key: t.kind} | {f"{t.key}.{path}": kind for path, kind in inner.items()}
    return found


def _in_year(asked: RuleTerm, _: CityStandard) -> _Made:
    path = asked.field or ""
    check = listed_in_year(path) if isinstance(_ledger_kind(asked), ListOf) else dated_in_year(path)
    return _of_ledger(path, check, f"一年内有“{label('ledger.yml', path)}”的记录")


def _each_period(asked: RuleTerm, _: CityStandard) -> _Made:
    path, period = asked.field or "", asked.period or "month"
    if not isinstance(_ledger_kind(asked), ListOf):
        raise FactoryError("field", f"ledger.yml 的“{path}”只有一个日期，看不出每个周期", "写能记很多日期的字段")
    noun = label("ledger.yml", path)
    check = once_each_period(path, _MONTHS[period], noun)
    return _of_ledger(path, check, f"一年里每个完整的{_PERIOD[period]}都有“{noun}”的记录")


def _within_months(asked: RuleTerm, _: CityStandard) -> _Made:
    path = asked.field or ""
    if isinstance(_ledger_kind(asked), ListOf):
        raise FactoryError("field", f"ledger.yml 的“{path}”记很多日期，用 in-year 看", "check: in-year")
    return _of_ledger(path, dated_within_months(path), f"{{months:g}} 个月内有“{label('ledger.yml', path)}”")


def _of_ledger(path: str, check: Check, met_when: str) -> _Made:
    where = spot("ledger.yml", path)
    return _Made(check, label("ledger.yml", path), where, met_when, f"做过后，把日期填进 {where}", "ledger.yml", path)


def _held_of_item(asked: RuleTerm, standard: CityStandard) -> _Made:
    named = standard.items.get(asked.item or "")
    if named is None:
        near = get_close_matches(asked.item or "", standard.items, 1)
        hint = f"是不是“{near[0]}”？" if near else ""
        raise FactoryError("item", f"没有“{asked.item}”这个服务事项", f"{hint}可以写：{'、'.join(standard.items)}")
    return _Made(
        enough_activities_of_item(asked.item or "", f"{named}活动"),
        f"{named}活动",
        f"activities/ 里一年内“服务事项”是{named}（{asked.item}）的活动",
        f"一年内的{named}活动不少于 {{minimum:g}} 场",
        f"办过后，在 activities/ 里写一个文件，“服务事项”填 {named}",
        "activities",
        "",
    )


def _there(asked: RuleTerm, _: CityStandard) -> _Made:
    name = (asked.field or "").removeprefix("facilities.")
    where = f"facilities.{name}"
    if name not in YES_OR_NO:
        near = get_close_matches(name, YES_OR_NO, 1)
        hint = f"是不是“{near[0]}”？" if near else ""
        raise FactoryError("field", f"设施里没有“{name}”这个是或否的项", f"{hint}可以写：{'、'.join(YES_OR_NO)}")
    named = label("home.yml", where)
    return _Made(
        there(name, f"没有做到：{named}"),
        named,
        f"home.yml 里的{quoted('home.yml', where)}",
        f"有{named}",
        f"做好后，把 {spot('home.yml', where)}写成“是”",
        "home.yml",
        where,
    )


def _noted(asked: RuleTerm, _: CityStandard) -> _Made:
    path = asked.field or ""
    if isinstance(_kind("home.yml", path, "写 home.yml 的字段，如 organisation.party"), MapOf):
        raise FactoryError("field", f"home.yml 的“{path}”不能这样看", "写 home.yml 的字段")
    named = label("home.yml", path)

    def check(case: HomeCase) -> Verdict:
        value: Any = case.home.profile
        for name in path.split("."):
            value = getattr(value, name, None)
        return MET if value not in (None, "", ()) else not_recorded(f"没有写“{named}”")

    where = spot("home.yml", path)
    return _Made(check, named, where, f"写明了“{named}”", f"填写 {where}", "home.yml", path)


YES_OR_NO = tuple(
    path.removeprefix("facilities.")
    for path, kind in _kinds(record_of("home.yml")).items()
    if path.startswith("facilities.") and isinstance(kind, Boolean)
)
"""What `there` may look at."""
BY_NAME: Mapping[str, Factory] = {
    "in-year": Factory(_in_year, ("field",), {}),
    "each-period": Factory(_each_period, ("field", "period"), {}),
    "within-months": Factory(_within_months, ("field",), {"months": 15}),
    "held-of-item": Factory(_held_of_item, ("item",), {"minimum": 1}),
    "there": Factory(_there, ("field",), {}),
    "noted": Factory(_noted, ("field",), {}),
}
