"""How dates, numbers and names are written on the pages: the filters of every template."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from itertools import groupby
from operator import attrgetter
from typing import TypeVar

from markupsafe import Markup, escape

from generator.content.values.days import WEEKDAYS
from generator.content.values.occasions import Session
from generator.content.values.schedules import Schedule
from generator.model import phones
from generator.pages.tiles import tile_groups
from generator.public.opening import offer_rule, opening_rule, session_rules
from generator.public.views import HoursLine

T = TypeVar("T")
_CALL = Markup('<a class="dial" href="{}">{}</a>')
_DATE = re.compile(r"\d+ 年|\d+ 月(?: \d+ 日)?|\d+ 日")
_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"


def long_date(day: dt.date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def month_day(day: dt.date) -> str:
    return f"{day.month} 月 {day.day} 日"


def kept(text: str) -> str:
    """The dates in a text with spaces that don't break: a line may end after the year, and nowhere else in a date."""
    return _DATE.sub(lambda date: date[0].replace(" ", "\N{NO-BREAK SPACE}"), text)


def weekday(day: dt.date) -> str:
    return "周" + WEEKDAYS[day.weekday()]


def leaf_month(day: dt.date) -> str:
    return f"{day.month}月"


def leaf_day(day: dt.date) -> str:
    return str(day.day)


def spoken_month(text: str) -> str:
    """`2012-03` → 2012 年 3 月."""
    year, _, month = text.partition("-")
    return f"{year} 年" + (f" {int(month)} 月" if month else "")


def number(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"


def distance(metres: float) -> str:
    """650 米, 1.1 公里; no more exact than a walker needs."""
    return f"{round(metres / 10) * 10} 米" if metres < 995 else f"{metres / 1000:.1f} 公里"


def calls(text: str) -> Markup:
    """A sentence in which each telephone number is a link."""
    pieces = (
        escape(piece) if isinstance(piece, str) else _CALL.format(piece.link, piece)
        for piece in phones.split_phones(text)
    )
    return Markup("").join(pieces)


@lru_cache(10_000)  # a home's name stands on each of its pages, several times
def breakable(name: str, home: str) -> Markup:
    """A name that may break before what the city calls a `home`, and nowhere inside it."""
    return escape(name).replace(home, Markup(f"<wbr>{escape(home)}"))


def verdict(plaque: str, home: str) -> Markup:
    """A level and its plaque, which may break before the plaque and before what the city calls a `home`."""
    return breakable(plaque, home).replace(Markup("“"), Markup("<wbr>“"))


_MIN_PHRASED = 10  # characters; a title of so many breaks where it must
# Between phrases: after 的 and 了, before what joins or asks, around what stands in quotes; never a single character
# apart.
_PAUSE = re.compile(
    r"(?<=\w[的了])(?![的了确解])(?=\w\w)|(?<=\w\w)(?=“)|(?<=”)(?=\w\w)|(?<=\w\w)(?=怎么\w|如何\w|什么\w)"
    r"|(?<=\w[^\W温暖共祥平柔缓])(?=和(?![平谐睦解气美善])\w\w)|(?<=\w[^\W现存正实内自所潜])(?=在\w\w)|"
    r"(?<=\w[^\W交送留寄还发补供])(?=给\w\w)|(?<=\w[^\W服自跟遵])(?=从\w\w)"
)


@lru_cache(10_000)
def phrased(title: str, home: str) -> Markup:
    """A long title that may break between its phrases, and before what the city calls a `home`."""
    if len(title) <= _MIN_PHRASED:
        return escape(title)
    parts = (piece for part in re.split(f"(?<=\\w\\w)(?={re.escape(home)})", title) for piece in _PAUSE.split(part))
    return Markup("<wbr>").join(parts)


def paper_cut(seed: int | str) -> int:
    """Which of the eight paper-cuts stands for something: always the same one."""
    if isinstance(seed, int):
        return seed % 8 + 1
    return sum(_LETTERS.find(letter) * place + 1 for place, letter in enumerate(seed, 1)) % 8 + 1


def join(texts: Iterable[object], between: str = "") -> str:
    """Jinja's looks at each whether it is HTML; ours are words."""
    return between.join(map(str, texts))


def groupby_run(rows: Iterable[T], name: str) -> list[tuple[object, list[T]]]:
    """Rows that follow each other with the same value of an attribute, with that value; the order stays."""
    return [(value, list(same)) for value, same in groupby(rows, attrgetter(name))]


def groupby_year(months: Iterable[tuple[str, str, int]]) -> list[tuple[str, list[tuple[str, str, int]]]]:
    """Months (YYYY-MM first) that follow each other, year by year."""
    return [(year, list(same)) for year, same in groupby(months, key=lambda row: row[0][:4])]


_FIGURE = re.compile(r"\s*([\d.,]*\d)\s*(万|亿)?\s*(.{0,6})")


def figure(value: str, label: str) -> tuple[str, str, str]:
    """A result as number, unit and what it counts; one that is no number has its words in place of it."""
    found = _FIGURE.fullmatch(value)
    return (found[1], (found[2] or "") + found[3], label) if found else (value, "", label)


def labels(pairs: Iterable[tuple[str, str]]) -> str:
    """Codes with their labels → the labels, as a text names them."""
    return "、".join(label for _, label in pairs)


@lru_cache(10_000)
def rule(of: HoursLine | Schedule) -> Markup:
    """A line of hours, or a service's days and times, as scripts read them: the items of a list."""
    return _items(opening_rule(of) if isinstance(of, HoursLine) else offer_rule(of))


@lru_cache(10_000)
def days_rule(line: HoursLine) -> Markup:
    """On which days a line of hours is in force: `rule` without the spans, where nothing follows them."""
    parts = opening_rule(line)
    return _items(parts if len(parts) > 3 else parts[:2])


def sessions_rule(sessions: tuple[Session, ...]) -> Markup:
    """An activity's sessions as scripts read them."""
    return Markup(json.dumps(session_rules(sessions), separators=(",", ":")))


def _items(values: list[object]) -> Markup:
    days, *rest = values
    return Markup(",".join([json.dumps(days), *(json.dumps(value, separators=(",", ":")) for value in rest)]))


_FILTERS: dict[str, Callable[..., object]] = {
    f.__name__: f
    for f in (
        kept,
        weekday,
        leaf_month,
        leaf_day,
        number,
        distance,
        calls,
        paper_cut,
        join,
        labels,
        figure,
        groupby_run,
        groupby_year,
        rule,
        days_rule,
        sessions_rule,
        tile_groups,
    )
} | {
    "long_date": lambda day: kept(long_date(day)),
    "month_day": lambda day: kept(month_day(day)),
    "spoken_month": lambda text: kept(spoken_month(text)),
    "clock": str,
    "replace": str.replace,
}


def filters(home: str) -> dict[str, Callable[..., object]]:
    """All filters, for a city that calls a home so."""
    named: dict[str, Callable[..., object]] = {
        "breakable": partial(breakable, home=home),
        "verdict": partial(verdict, home=home),
        "phrased": partial(phrased, home=home),
    }
    return _FILTERS | named
