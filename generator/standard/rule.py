"""Rules of the standard, the case that a rule is applied to, and its verdict."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Any

from generator.model.by_identity import ByIdentity
from generator.model.city import default_standard
from generator.model.documents import Activity
from generator.model.load import Home
from generator.model.standard import CityStandard
from generator.standard.calendar import Window, months_to, year_to

_FIGURE = re.compile(r"\{(\w+):g\}")
STRICTER_WHEN_LESS = frozenset({"months"})
"""Parameters whose smaller values are stricter: something must have been done within so many months."""


class Outcome(StrEnum):
    """Outcome of a rule. `NOT_ASSESSED`: nothing was recorded, which is never `MET`."""

    MET = "met"
    UNMET = "unmet"
    NOT_ASSESSED = "not-assessed"
    NOT_APPLICABLE = "not-applicable"

    @property
    def label(self) -> str:
        return {"met": "达到", "unmet": "未达到", "not-assessed": "没有记录，未评", "not-applicable": "不适用"}[
            self.value
        ]

    @property
    def counts(self) -> bool:
        """Whether the rule counts in a score."""
        return self is not Outcome.NOT_APPLICABLE


class Advice(StrEnum):
    """Why a rule is advice: then it counts neither in a have nor in a score."""

    IN_PRINCIPLE = "in-principle"
    NO_HAVE = "no-have"
    NOT_A_HOME = "not-a-home"
    OURS = "ours"
    CITY = "city"

    @property
    def label(self) -> str:
        """In words, with places for a city's own (see `Wording`)."""
        return {
            "in-principle": "文件里说的是“原则上”",
            "no-have": "它只写在“四（一）基本功能”里，不在“{standard}”之内",
            "not-a-home": "它是对{district}或{city}的要求，不是对一个{home}的要求",
            "ours": "这里的次数或期限是本站定的，文件里没有",
            "city": "本{city}的标准把它定为建议",
        }[self.value]


SITE_CHOICES = {
    "year": "“一年”（到当天为止的十二个月）",
    "months": "月数",
    "minimum": "最少的数",
    "tolerance": "上下浮动的数",
    "once": "“各一次”",
    "council": "议事会议也算妇女代表会议",
}
"""What the policy leaves open and the site defines (本站口径), by its name in `Rule.site_choices`, in words."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of a rule.

    `message` says what was found, with figures; `remedy`, `file` and `field` default to those of the rule.
    """

    outcome: Outcome
    message: str = ""
    remedy: str = ""
    file: str = ""
    field: str = ""


MET = Verdict(Outcome.MET)


def unmet(message: str, remedy: str = "", file: str = "", field: str = "") -> Verdict:
    """A verdict that the requirement is not met."""
    return Verdict(Outcome.UNMET, message, remedy, file, field)


def not_recorded(message: str, remedy: str = "", file: str = "", field: str = "") -> Verdict:
    """A verdict that nothing was recorded."""
    return Verdict(Outcome.NOT_ASSESSED, message, remedy, file, field)


@dataclass(frozen=True)
class Rule:
    """A requirement of the standard.

    A module declares what is checked. `have` (empty for requirements of a district or the city), `clauses`, `advice`
    (why it is no duty), figures and often the title are what a city's standard says of it; `applies`: false where the
    city has nothing of the kind.

    `reads`: the fields that it reads, in words. `met_when`: a sentence that may name its parameters (`{minimum:g}`).
    `items`: the items of service that it counts activities of, without which it can't be asked.
    `site_choices`: what of it the policy leaves open (see `SITE_CHOICES`). `file` and `field`: where a home records it.
    `check` maps the case of its kind to a `Verdict`.
    """

    id: str
    title: str
    check: Callable[..., Verdict]
    clauses: tuple[str, ...] = ()
    have: str = ""
    reads: str = ""
    met_when: str = ""
    remedy: str = ""
    file: str = ""
    field: str = ""
    items: tuple[str, ...] = ()
    advice: Advice | None = None
    parameters: Mapping[str, float] = dataclasses.field(default_factory=dict, hash=False)
    site_choices: tuple[str, ...] = ()
    weight: float = 1
    applies: bool = True

    def sentence(self, parameters: Mapping[str, float] | None = None) -> str:
        """When it is met, in words, with its own or the given parameters.

        Where a district makes it a duty, “原则上” is left out.
        """
        figures = {**self.parameters, **(parameters or {})}
        sentence = _FIGURE.sub(
            lambda found: f"{figures[found[1]]:g}" if found[1] in figures else found[0], self.met_when
        )
        return sentence if self.advice else sentence.replace("（原则上）", "")

    @property
    def clause(self) -> str:
        """All clauses in one line."""
        return "，".join(self.clauses)


@dataclass(frozen=True)
class HomeCase:
    """A home on the day `on`, with the parameters of the rule as its district set them, by the city's `standard`."""

    home: Home
    on: dt.date
    parameters: Mapping[str, float] = dataclasses.field(default_factory=dict)
    standard: CityStandard = dataclasses.field(default_factory=default_standard)

    @cached_property
    def year(self) -> Window:
        """The twelve months up to the day."""
        return year_to(self.on)

    def months_window(self, parameter: str = "months") -> Window:
        """The months up to the day that `parameter` names."""
        return months_to(self.on, self.parameters[parameter])

    @cached_property
    def held_activities(self) -> tuple[Activity, ...]:
        """All activities held by the day."""
        return _held(ByIdentity(self.home), self.on)

    @cached_property
    def activities_in_year(self) -> tuple[Activity, ...]:
        """Activities held within the year."""
        return tuple(a for a in self.held_activities if a.date in self.year)

    def ledger_value(self, path: str) -> Any:
        """A value of the ledger by its dotted path; None where the ledger or a part of the path is missing."""
        value = self.home.ledger
        for name in path.split("."):
            if value is None:
                return None
            value = getattr(value, name)
        return value

    def ledger_dates(self, path: str) -> tuple[dt.date, ...]:
        """The distinct days of a list of the ledger, up to the day."""
        return tuple(dict.fromkeys(day for day in self.ledger_value(path) or () if day <= self.on))

    def ledger_day(self, path: str) -> dt.date | None:
        """A date of the ledger, unless it is later than the day."""
        value = self.ledger_value(path)
        return value if value is not None and value <= self.on else None


@lru_cache(16)  # all rules are applied to a home in a row
def _held(home: ByIdentity, on: dt.date) -> tuple[Activity, ...]:
    return tuple(a for a in home.of.activities if a.counts(on))
