"""How dates, numbers and names are written on the pages: the filters of every template."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup, escape

from generator.model.hours import WEEKDAYS, DaySet

_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"


def long_date(day: dt.date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def month_day(day: dt.date) -> str:
    return f"{day.month} 月 {day.day} 日"


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


def tel(phone: str) -> str:
    return "tel:" + re.sub(r"[^\d+]", "", phone)


def in_groups(mobile: str) -> str:
    """138 0013 8000: eleven digits as they are read out; anything else as it is written."""
    digits = re.sub(r"\s", "", mobile)
    return f"{digits[:3]} {digits[3:7]} {digits[7:]}" if re.fullmatch(r"\d{11}", digits) else mobile


@lru_cache(10_000)  # a home's name stands on each of its pages, several times
def breakable(name: str) -> Markup:
    """A name that may break before 妇女之家, and nowhere inside it."""
    return escape(name).replace("妇女之家", Markup("<wbr>妇女之家"))


def paper_cut(seed: int | str) -> int:
    """Which of the eight paper-cuts stands for something: always the same one."""
    if isinstance(seed, int):
        return seed % 8 + 1
    return sum(_LETTERS.find(letter) * place + 1 for place, letter in enumerate(seed, 1)) % 8 + 1


def join(texts: Iterable[object], between: str = "") -> str:
    """Jinja's looks at each whether it is HTML; ours are words."""
    return between.join(map(str, texts))


def labels(pairs: Iterable[tuple[str, str]]) -> str:
    """Codes with their labels → the labels, as a text names them."""
    return "、".join(label for _, label in pairs)


@lru_cache
def in_json(days: DaySet) -> Markup:
    """`[0, 2],false`: which days, whether working days, as scripts read them."""
    return Markup(f"{list(days.days)},{json.dumps(days.working)}")


FILTERS = {
    f.__name__: f
    for f in (long_date, month_day, weekday, leaf_month, leaf_day, spoken_month, number, distance, tel, in_groups, breakable, paper_cut, join, labels, in_json)
} | {"clock": str, "replace": str.replace}
