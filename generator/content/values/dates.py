"""Dates as people and sheets write them: 二〇二六年十一月八日, 46334, 2026-03-08 00:00:00, 2026年3月, 长期."""

from __future__ import annotations

import datetime as dt
import re

from generator.content.values.numerals import DIGITS, NUMERALS, read_numeral
from generator.content.values.value import Value, half_width
from generator.diagnostics import InvalidInput
from generator.patterns import lazy

_FIRST_SERIAL = dt.date(1899, 12, 30)  # Excel's day 0, from March 1900 on
_FIRST_YEAR = 1949  # of the federation; what a sheet makes of a number that is no date lies before it
_SERIAL = lazy(r"([34567]\d{4})(?:\.\d{1,15})?")  # 1982 to 2118
_OPEN_END = lazy("长期(?:有效|开放)?|永久(?:有效)?|一直(?:有效)?|至今|无(?:固定)?期限|不限(?:期)?|无限期|无|9999-12-31")
_UNSETTLED = lazy("(?:暂|尚)?未定|待定|(?:暂)?不确定|(?:恢复)?(?:时间)?(?:另行|等|待|以)通知(?:为准)?")
_SEPARATOR = r"\s*(?:-|/|\.|年)\s*"
_PLAIN = lazy(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?")
_CLOCK = r"(?:[T\s]*\d{1,2}(?::\d{2}(?::\d{2}(?:\.\d+)?)?(?:\+08:?00)?|[点时](?:半|\d{1,2}分?)?))?"
_REMARK, _ANY_REMARK = lazy(r"\s*\([^()\d]*\)$"), lazy(r"\s*\([^()]*\)$")
_WEEKDAY = r"(?:\s*[(（]?(?:周|星期|礼拜)[一二三四五六日天][)）]?)?"
_PART = r"(?:\s*(?:上午|下午|早上|晚上|中午|全天|前后|左右|起|止|截止|为止))?"
_DATE = lazy(
    rf"(?:公元|自|从)?(\d{{4}}){_SEPARATOR}(\d{{1,2}})\s*(?:-|/|\.|月)\s*(\d{{1,2}})\s*(?:日|号)?\.?{_WEEKDAY}{_PART}{_CLOCK}"
)
_RUN = lazy(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_SHORT = lazy(r"[’']?(\d{2})\s*(?:-|/|\.|年)\s*(\d{1,2})\s*(?:-|/|\.|月)\s*(\d{1,2})\s*(?:日|号)?")
_BACKWARDS = lazy(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})")
_NO_YEAR = lazy(r"(\d{1,2})\s*(?:-|/|\.|月)\s*(\d{1,2})\s*(?:日|号)?")
_WITHIN = lazy(r"(?<!\d)((?:19|20)\d{2})[-/.年](0?[1-9]|1[0-2])[-/.月](0?[1-9]|[12]\d|3[01])(?!\d)")
_SINCE = "(?:大约|约|自|从|始?建于|成立于|创建于|于)?"
_OF_IT = "(?:起|开始|以来|至今|(?:正式)?(?:成立|建成|建立|创建|揭牌|挂牌|落成|启用|投入使用)|左右|前后)?"
_YEAR_MONTH = lazy(rf"{_SINCE}(\d{{4}}){_SEPARATOR}(\d{{1,2}})\s*(?:月|月份)?(?:初|上旬|中旬|下旬|底|末)?{_OF_IT}")
_YEAR = lazy(
    rf"{_SINCE}(\d{{4}})(?:\.0+|\s*(?:年|年度)?(?:(?<=年)(?:年?[初底末春夏秋冬]|[上下]半年|第?[一二三四1-4]季度))?{_OF_IT})"
)
_LAST_OF = lazy(r"(\d{4})年?(?:(\d{1,2})月|年)?[份]?[底末]")
_PLAIN_MONTH = lazy(r"(\d{4})(?:(?:-|/|\.|年)(\d{1,2})月?|年)?")
_SHORT_MONTH = lazy(r"[’']?(\d{2})\s*(?:-|/|\.|年)\s*(\d{1,2})\s*月?")


class YearMissing(InvalidInput):
    """A month and a day without a year."""

    def __init__(self, text: str, month: int, day: int):
        self._month, self._day = month, day
        super().__init__(f"“{text[:30]}”没有写年份", self.remedy_beside(None))

    def remedy_beside(self, before: dt.date | None, is_end: bool = False) -> str:
        """The remedy with the year of the date that was told before it; an end is not earlier than that."""
        year = before.year if before else 2026
        if before and is_end and (self._month, self._day) < (before.month, before.day):
            year += 1
        return f"写全年月日，如 {year}-{self._month:02}-{self._day:02}"


def read_date(text: str, open_end: bool = False, unsettled: bool = False) -> Value[dt.date | None]:
    """A day. With `open_end` 长期 and its like are a date that is not set: None; with `unsettled` 待定, 另行通知 too.

    Raises `InvalidInput`.
    """
    plain = _plain(text)
    if (found := _PLAIN.fullmatch(plain.replace(" ", ""))) and not (open_end and found[1] == "9999"):
        return Value(_day(text, *found.groups()))
    told = plain.replace(" ", "")
    if (open_end and _OPEN_END.fullmatch(told)) or (unsettled and _UNSETTLED.fullmatch(told)):
        return Value(None, "")
    plain = _in_digits(_REMARK.sub("", _ONE_MARK.sub("-", plain)))
    if open_end:
        plain = re.sub("^[至到]", "", plain)
    if found := _DATE.fullmatch(plain) or _RUN.fullmatch(plain):
        day = _day(text, *found.groups())
        check_weekday(day, text)
        return _interpreted(day)
    if found := _SERIAL.fullmatch(plain):
        return _interpreted(_FIRST_SERIAL + dt.timedelta(days=int(found[1])))
    raise _question(text, plain)


def read_month(text: str) -> Value[str]:
    """A year and, where it is told, a month: `2012-03`, `2012`; 2012年底 tells the year. Raises `InvalidInput`."""
    plain = _plain(text)
    if (found := _PLAIN_MONTH.fullmatch(plain.replace(" ", ""))) and found[2] != "0":
        return Value(_month(text, found[1], found[2]))
    plain = _in_digits(_ANY_REMARK.sub("", plain))
    if found := re.fullmatch(r"(\d{1,2})[-/.](\d{4})", plain):
        month = _month(text, found[2], found[1])
        return Value(month, month)
    if found := _YEAR.fullmatch(plain) or _YEAR_MONTH.fullmatch(plain):
        month = _month(text, found[1], found[2] if found.re.groups > 1 else None)
        return Value(month, month)
    if found := _DATE.fullmatch(plain) or _RUN.fullmatch(plain):
        month = f"{_day(text, *found.groups()):%Y-%m}"
        return Value(month, month)
    if found := _SERIAL.fullmatch(plain):
        month = f"{_FIRST_SERIAL + dt.timedelta(days=int(found[1])):%Y-%m}"
        return Value(month, month)
    if found := _SHORT_MONTH.fullmatch(plain):
        raise InvalidInput(f"“{text[:30]}”的年份只有两位", f"写全，如 {_century(found[1])}-{int(found[2]):02}")
    if found := re.fullmatch(r"((?:19|20)\d{2})(0\d|1[0-2])", plain):
        raise InvalidInput(f"“{text[:30]}”看不出哪里是年、哪里是月", f"写成 {found[1]}-{found[2]}")
    raise InvalidInput(f"“{text[:30]}”不是年月", "写成 2012-03 这样的年-月")


def read_year(text: str) -> Value[int]:
    """A year, also out of a month or a day: 2018年, 2018年3月. Raises `InvalidInput`."""
    plain = _plain(text)
    if re.fullmatch(r"\d{4}", plain):
        return Value(int(plain))
    try:
        year = int(read_month(text).value[:4])
    except InvalidInput:
        if found := re.fullmatch(r"[’']?(\d{2})\s*年?", plain):
            raise InvalidInput(f"“{text[:30]}”的年份只有两位", f"写全，如 {_century(found[1])}") from None
        raise InvalidInput(f"“{text[:30]}”不是年份", "写成 2018 这样的四位年份") from None
    return Value(year, str(year))


_ALIKE = str.maketrans("‐‑‒–—―−\\_·。曰", "-------/-..日")
_ZERO_AS_LETTER = lazy(f"(?<=[{NUMERALS}])[oO0](?=[{NUMERALS}])")


_ONE_MARK = lazy(
    r"(?<=\d)--+(?=\d)|(?<=^\d{4}) +(?=\d{1,2} +\d{1,2}$)|(?<=^\d{4} \d) +(?=\d{1,2}$)|(?<=^\d{4} \d\d) +(?=\d{1,2}$)"
)
"""What stands for one dash: 2026--3--8, 2026 3 8."""


def _plain(text: str) -> str:
    """A text in the marks that the patterns know; commas between digits part as dots do."""
    plain = half_width(text)
    if plain.isascii() and "," not in plain and "\\" not in plain and "_" not in plain:
        return plain
    plain = _ZERO_AS_LETTER.sub("〇", plain.translate(_ALIKE))
    return re.sub(r"(?<=\d)\s*[,、]\s*(?=\d{1,2}(?!\d))", ".", plain).rstrip(".,;、 ")


_WEEKDAYS = "一二三四五六日"
_TOLD_WEEKDAY = lazy(r"(?:周|星期|礼拜)([一二三四五六日天])")


def check_weekday(day: dt.date, text: str) -> None:
    """Raises `InvalidInput` where a text tells another day of the week than that of its date."""
    told = _TOLD_WEEKDAY.search(text)
    if told and (said := told[1].replace("天", "日")) != (true := _WEEKDAYS[day.weekday()]):
        raise InvalidInput(f"{day} 是周{true}，不是周{said}", f"日子没错就只写 {day}；错了就改日子")


_FESTIVALS = {
    "元旦|新年": "01-01",
    "三八(?:妇女)?|(?:国际)?妇女": "03-08",
    "五一|劳动|国际劳动": "05-01",
    "五四|青年": "05-04",
    "六一|(?:国际)?儿童": "06-01",
    "七一|建党": "07-01",
    "八一|建军": "08-01",
    "教师": "09-10",
    "十一|国庆": "10-01",
    "消除(?:家庭|对妇女的)?暴力|反家暴": "11-25",
}
"""Festivals of the solar calendar, without the word for one → the day."""


def _of_festival(plain: str) -> str:
    """The day of 2026年“三八”节; empty for anything else."""
    found = re.fullmatch(r"(\d{4})年?(\D{2,10}?)(?:节日?|日)?(?:当天|那天)?", re.sub('[“”"]', "", plain))
    if not found:
        return ""
    return next((f"{found[1]}-{day}" for names, day in _FESTIVALS.items() if re.fullmatch(names, found[2])), "")


def _interpreted(day: dt.date) -> Value[dt.date | None]:
    return Value(day, day.isoformat())


def _day(text: str, year: str, month: str, day: str) -> dt.date:
    _check_year(text, year)
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        raise InvalidInput(f"没有 {text[:30]} 这一天", "核对月和日") from None


def _check_year(text: str, year: str) -> None:
    if not _FIRST_YEAR <= int(year) < 2200:
        raise InvalidInput(f"“{text[:30]}”的年份不会是 {year}", "核对年份")


def _month(text: str, year: str, month: str | None) -> str:
    _check_year(text, year)
    if month and not 1 <= int(month) <= 12:
        raise InvalidInput(f"没有 {text[:30]} 这个月", "核对月份")
    return year + (f"-{int(month):02d}" if month else "")


def _in_digits(text: str) -> str:
    """二〇二六年十一月八日 in digits."""

    def number(numeral: re.Match[str]) -> str:
        value = read_numeral(numeral[0])
        return numeral[0] if value is None else str(value)

    if not any(character in text for character in (*DIGITS, "十")):
        return text
    return re.sub(f"[{NUMERALS}]{{1,12}}(?=[年月日号]|$)", number, text)


def _century(year: str) -> str:
    return f"20{year}" if int(year) <= 50 else f"19{year}"


def _question(text: str, plain: str) -> InvalidInput:
    """What a text may have meant."""
    if found := _SHORT.fullmatch(plain):
        year = _century(found[1])
        return InvalidInput(f"“{text[:30]}”的年份只有两位", f"写全，如 {year}-{int(found[2]):02}-{int(found[3]):02}")
    if "农历" in text or "阴历" in text:
        return InvalidInput(f"“{text[:30]}”是农历", "换算成公历，如 2026-03-08")
    if day := _of_festival(plain):
        return InvalidInput(f"“{text[:30]}”没有写是哪一天", f"写全年月日，如 {day}")
    if found := _BACKWARDS.fullmatch(plain):
        first, second, year = found.groups()
        orders = dict.fromkeys(((int(first), int(second)), (int(second), int(first))))
        either = [f"{year}-{month:02}-{day:02}" for month, day in orders if month <= 12]
        return InvalidInput(f"“{text[:30]}”哪个是月、哪个是日，看不出来", f"写成 {' 或 '.join(either)}")
    if (found := _NO_YEAR.fullmatch(plain)) and 1 <= int(found[1]) <= 12 and 1 <= int(found[2]) <= 31:
        return YearMissing(text, int(found[1]), int(found[2]))
    if (found := _LAST_OF.fullmatch(plain)) and 1 <= int(found[2] or 12) <= 12:
        month = int(found[2] or 12)
        last = dt.date(int(found[1]) + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
        return InvalidInput(f"“{text[:30]}”没有写是哪一天", f"写全年月日，如 {last}")
    if (found := _YEAR_MONTH.fullmatch(plain)) and 1 <= int(found[2]) <= 12:
        return InvalidInput(f"“{text[:30]}”没有写是哪一天", f"写全年月日，如 {found[1]}-{int(found[2]):02}-15")
    if re.search("[今去前明本]年|[今昨明前]天|每年|上[周月]|[本下][周月]", plain):
        return InvalidInput(f"“{text[:30]}”过些时候就看不出是哪一天", "写成年-月-日，如 2026-03-08")
    if days := _WITHIN.findall(plain):
        shown = [f"{year}-{int(month):02}-{int(day):02}" for year, month, day in days]
        how = f"写成 {shown[0]}" if len(shown) == 1 else f"只写一天，如 {shown[0]}"
        return InvalidInput(f"“{text[:30]}”不是一个日期", how)
    return InvalidInput(f"“{text[:30]}”不是日期", "写成 2026-03-08 这样的年-月-日")
