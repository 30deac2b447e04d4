"""Days as people write them: 周一至周五, 礼拜三, 周六日, 法定工作日（节假日除外）, 5月1日至9月30日."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass

from generator.content.text import one_line
from generator.content.values.occasions import DateRange
from generator.content.values.value import Value, half_width
from generator.diagnostics import InvalidInput
from generator.patterns import lazy

WEEKDAYS = "一二三四五六日"
EVERY_DAY = tuple(range(7))
WORKING = r"(?:每个?)?(?:法定|国家法定)?工作日(?:期间)?|平日"
"""Pattern of days that follow public holidays and make-up days."""
_EVERY = r"每天|每日|天天|(?:全年)?365\s*天|[一1]周[七7]天|全周|周一到周日"
_WEEKEND = "(?:每个?)?(?:周末|双休日?)|(?<![周期拜])六[、,和]?[日天](?=休息|闭|不|公休|关)"
_WEEK = "(?:周|星期|礼拜)"
_DAY = rf"(?:[{WEEKDAYS}天]|[1-7](?![\d:.点时月日号]))"
_RANGE = (
    rf"每?{_WEEK}{_DAY}\s*(?:[-‐‑‒–—―−~〜─]+|至|到)\s*{_WEEK}?{_DAY}"
    rf"|(?<![\w第])[一二三四五六]\s*[-—~至到]\s*[二三四五六日天](?![点时月日号楼层\w])"
)
_LIST = (
    rf"每?(?:逢)?{_WEEK}{_DAY}(?:[、,及和]?[{WEEKDAYS}天]|[、,及和]{_DAY}|[\s/.]+[{WEEKDAYS}天](?!\w))*"
    rf"(?![{WEEKDAYS}天])"
)
DAYS = rf"(?:{WORKING}|{_EVERY}|{_WEEKEND}|{_RANGE}|{_LIST})"
"""Pattern of days in one piece; several may follow each other."""
ROW = rf"{DAYS}(?:[\s、,;/及和与]*{DAYS})*"
_PART_OF_DAY = "(?:上午|下午|早上|晚上|中午|半天)"
HOLIDAYS = r"(?:国家|法定|公众|公共)*(?:节假日|假日|节日|假期|公休日)"
"""Pattern of public holidays."""
_SHUT = r"(?:均|都|一律)?(?:除外|休息|不开放?|不上班|不接待|不办公|不营业|关闭|闭馆|休馆|放假|公休|顺延|不算|不含)"
AS_USUAL = (
    "全年无休|全年(?:每天)?(?:开放|营业)|无休"
    rf"|{HOLIDAYS}(?:也|均|都)?(?:照常|正常|不休息?|开放)(?:开放|上班|营业|接待)?"
)
"""Pattern of saying that public holidays are days like others."""
NO_HOLIDAYS = rf"(?:除(?:了)?{HOLIDAYS}(?:以)?外|不含{HOLIDAYS}|[遇逢]?{HOLIDAYS}{_SHUT}|{HOLIDAYS}以?外)"
"""Pattern of what holds anyway: nothing is open on public holidays."""
SHUT = _SHUT
_EACH_OF = lazy(r"(?<=\w)的?\s*(?:每天|每日|天天)$")  # 周一至周五每天
_AS_WORKING = lazy(
    rf"(?P<all>(?:法定|国家法定)?工作日)\s*\((?:即|为)?{_WEEK}[一1]\s*(?:[-‐‑‒–—―−~〜─]+|至|到)\s*{_WEEK}?[五5]\)"
    rf"|(?P<days>{_WEEK}[一1]\s*(?:[-‐‑‒–—―−~〜─]+|至|到)\s*{_WEEK}?[五5])\s*\((?:法定|国家法定)?工作日\)"
)
_BUT = lazy(
    rf"除(?:了)?(?P<but>{ROW})(?:以?外)?(?:的?每天|都开放?)?"
    rf"|(?P<all>{ROW})[(,;\s]+(?:除(?:了)?(?P<off>{ROW})(?:以?外)?|(?P<shut>{ROW}){_SHUT})\)?"
)


@dataclass(frozen=True)
class DaySet:
    """Days of the week, 0 is Monday. `working`: 工作日, which follows public holidays and make-up days."""

    text: str
    days: tuple[int, ...]
    working: bool = False

    @classmethod
    def of(cls, days: Iterable[int]) -> DaySet:
        """Days that are called as people call them: 周一至周五, 周二、周四."""
        own = tuple(sorted(set(days)))
        return cls(_name(own), own)


_USUAL_DAY = f"(?:周|星期)[{WEEKDAYS}天]"
_USUAL_PIECE = f"{_USUAL_DAY}(?:[-–—~至到](?:{_USUAL_DAY}|[{WEEKDAYS}]))?"
_USUAL = lazy(f"每?{_USUAL_PIECE}(?:[、,和及/ ]+{_USUAL_PIECE})*|每天|每日|周末|双休日|每?个?工作日")
WORKING_DAYS = DaySet("工作日", (0, 1, 2, 3, 4), True)


def read_days(text: str) -> Value[DaySet]:
    """Days of the week, called as they were written where that is usual. Raises `InvalidInput`."""
    plain = half_width(one_line(text))
    bare = without_repeats(re.sub(rf"[(,;]?\s*{NO_HOLIDAYS}\)?", "", plain))
    if found := days_but(bare):
        return Value(found, found.text)
    if re.fullmatch(rf"({ROW})\s*{_PART_OF_DAY}", bare):
        remedy = "这里只写哪几天，几点到几点写到开放时间（open）里，如 9:00-11:30"
        raise InvalidInput(f"“{text[:30]}”不只是日子", remedy)
    if not re.fullmatch(ROW, bare):
        raise InvalidInput(f"看不懂日子“{text[:30]}”", "写成 周一至周五、周一、周三、周六、每天、工作日 或 周末")
    found = find_days(bare)
    if not _USUAL.fullmatch(plain):
        return Value(found, found.text)
    shown = one_line(text).replace("星期", "周").replace("周天", "周日")
    return Value(DaySet("工作日" if found.working else shown, found.days, found.working))


def without_repeats(text: str) -> str:
    """工作日（周一至周五） and the other way round tell the same days twice."""
    return _AS_WORKING.sub("工作日", text) if "工作日" in text and "(" in text else text


def days_but(text: str) -> DaySet | None:
    """The days of a text that tells which are excepted: 每天（周日除外）; None for anything else."""
    found = _BUT.fullmatch(text)
    return _without(found["all"], found["but"] or found["off"] or found["shut"]) if found else None


def _without(days: str | None, but: str) -> DaySet | None:
    """The days, or every day, without some; None where none is left."""
    rest = set(find_days(days).days if days else EVERY_DAY) - set(find_days(but).days)
    return DaySet.of(rest) if rest else None


def find_days(text: str) -> DaySet:
    """The days of a text that `ROW` matches, in order. Raises `InvalidInput` where one is told twice."""
    days: list[int] = []
    working = 0
    text = _EACH_OF.sub("", text)
    if len(re.findall(_EVERY, text)) > 1:  # 全年365天，每天
        return DaySet.of(EVERY_DAY)
    for found in re.finditer(DAYS, text):
        piece = found[0]
        if re.fullmatch(WORKING, piece):
            working += 1
            days += WORKING_DAYS.days
        elif re.fullmatch(_EVERY, piece):
            days += EVERY_DAY
        elif re.fullmatch(_WEEKEND, piece):
            days += (5, 6)
        else:
            days += _weekdays(piece)
    if len(set(days)) < len(days):
        raise InvalidInput(f"“{text[:30]}”里有重复的日子", "每一天只写一次")
    if working and len(days) > len(WORKING_DAYS.days):  # 工作日和周六 are not of one kind
        raise InvalidInput(f"“{text[:30]}”把工作日和别的日子写在一处", "分成两段，各写各的开放时间")
    return WORKING_DAYS if working else DaySet.of(days)


def _weekdays(piece: str) -> list[int]:
    numbers = [_number(day) for day in re.findall(rf"[{WEEKDAYS}天1-7]", piece)]
    if not re.fullmatch(_RANGE, piece):
        return numbers
    first, last = numbers
    return list(range(first, last + 1)) if first <= last else [*range(first, 7), *range(last + 1)]


def _number(day: str) -> int:
    return int(day) - 1 if day.isdigit() else WEEKDAYS.index(day.replace("天", "日"))


def _name(days: tuple[int, ...]) -> str:
    if days == EVERY_DAY:
        return "每天"
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    words = [
        f"周{WEEKDAYS[run[0]]}至周{WEEKDAYS[run[-1]]}"
        if len(run) > 2
        else "、".join(f"周{WEEKDAYS[day]}" for day in run)
        for run in runs
    ]
    return "、".join(words)


# ---- seasons


@dataclass(frozen=True)
class Season:
    """Days of the year, both ends included, as `MM-DD`; one that ends before it begins runs over the new year."""

    first: str
    last: str

    @property
    def rest(self) -> Season:
        """The rest of the year."""
        return Season(_beside(self.last, 1), _beside(self.first, -1))

    def occurrence(self, day: dt.date) -> DateRange:
        """The days of the season that is on, or else comes next."""
        year = day.year - (self.last < self.first and f"{day:%m-%d}" <= self.last)
        year += self.first <= self.last < f"{day:%m-%d}"
        return DateRange(_in_year(self.first, year), _in_year(self.last, year + (self.last < self.first)))

    @staticmethod
    def meet(one: Season | None, other: Season | None) -> bool:
        """Whether two seasons have a day in common; None is the whole year."""
        return not one or not other or any(a.first in b or a.last in b for a, b in ((one, other), (other, one)))

    def __contains__(self, day: str) -> bool:
        if self.first <= self.last:
            return self.first <= day <= self.last
        return day >= self.first or day <= self.last

    def __str__(self) -> str:
        first, last = (day.split("-") for day in (self.first, self.last))
        return f"{int(first[0])} 月 {int(first[1])} 日至 {int(last[0])} 月 {int(last[1])} 日"


_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTH_DAY = r"(?P<month>\d{1,2})(?:-|/|\.|月)(?P<day>\d{1,2})[日号]?"


def read_month_day(text: str) -> Value[str]:
    """A day of each year, `06-01`. Raises `InvalidInput`."""
    plain = half_width(text).replace(" ", "")
    found = re.fullmatch(_MONTH_DAY, plain)
    if not found:
        raise InvalidInput(f"“{text[:20]}”不是月和日", "写成 06-01 这样的月-日")
    day = month_day(int(found["month"]), int(found["day"]))
    return Value(day, None if re.fullmatch(r"\d{1,2}-\d{1,2}", plain) else day)


def month_day(month: int, day: int) -> str:
    """`06-01`. Raises `InvalidInput` where there is no such day; a `day` of 0 is the last of the month."""
    if not 1 <= month <= 12 or day > _LENGTHS[month - 1]:
        raise InvalidInput(f"没有 {month} 月 {day} 日这一天", "核对月和日")
    return f"{month:02d}-{day or _LENGTHS[month - 1]:02d}"


def _in_year(day: str, year: int) -> dt.date:
    month, number = map(int, day.split("-"))
    return dt.date(year, month, min(number, monthrange(year, month)[1]))


def _beside(day: str, step: int) -> str:
    month, number = map(int, day.split("-"))
    number += step
    if 1 <= number <= _LENGTHS[month - 1]:
        return f"{month:02d}-{number:02d}"
    month = (month - 1 + step) % 12 + 1
    return month_day(month, 1 if step > 0 else 0)
