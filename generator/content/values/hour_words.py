"""The words of opening hours that are one sentence, and what stands for a season or a month in it."""

from __future__ import annotations

import re

from generator.content.values.days import (
    AS_USUAL,
    DAYS,
    HOLIDAYS,
    NO_HOLIDAYS,
    ROW,
    SHUT,
    Season,
    month_day,
    without_repeats,
)
from generator.content.values.times import CLOCK, NAP, NO_PAUSE, PART, PAUSE, SPAN, in_digits
from generator.patterns import lazy

_SEASON_NAME = (
    "(?:夏季|夏令时?|夏天|夏时制|冬季|冬令时?|冬天|春夏季?|秋冬季?|春秋季?|春季|秋季|旺季|淡季|汛期"
    "|寒暑假|暑寒假|暑假|寒假|暑期|平时|平常|学期[中内]|(?:上学|开学|在校)(?=期间)|非?假期期间|其余|其他)(?:作息|季节|月份|期间)?(?:时间)?"
)
_MONTH_DAY = r"\d{1,2}月(?:\d{1,2}[日号])?份?"
_SHORT_DAY = r"\d{1,2}[./-]\d{1,2}"
_TO = r"\s*(?:[-‐‑‒–—―−~〜─]+|至|到)\s*(?:次年|翌年|第二年)?"
_PERIOD = rf"(?:每年)?{_MONTH_DAY}{_TO}{_MONTH_DAY}"
_SEASON = rf"(?:{_SEASON_NAME}\s*:?\s*[(]?\s*(?:{_PERIOD}|{_SHORT_DAY}{_TO}{_SHORT_DAY})|{_PERIOD}|{_SEASON_NAME})"
_ENDS = lazy(rf"(\d{{1,2}})[月./-](\d{{1,2}})?[日号]?份?{_TO}(\d{{1,2}})[月./-](\d{{1,2}})?")
_FILLER = (
    "(?:妇女之家|对外|办公室)?(?:开放|办公|服务|接待|工作|上班|作息|营业|值班|开门)(?:时间|日)?|时间|分别|全年(?!无休|365)"
    '|(?:中午|午间)不(?:休息?|闭馆|关门|间断|打烊)|正常|(?:有|专|安排)?人员?(?:值守|值班)|[为是的:、,;。"“”()\\s/&及和与]|均|都|北京'
)
_NO_WEEK = "(?:每个?月|逢集|赶集|集日|[每逢]?(?:农历|阴历)|逢[一二三四五六七八九十\\d]|[单双]周|隔周)"
"""Pattern of what is told by another measure than the week."""
_HALF_SHUT = (
    rf"(?:{ROW})\s*{PART}(?:[^\d,;。()]{{0,8}}?)"
    rf"(?:不对外(?:开放|办公|服务|接待)?|{SHUT}|(?:学习|例会|开会)(?!\s*(?:不|除外|{SHUT})))"
)
_LASTING = r"(?:\s*[:为]?\s*(?:(?:\d(?:\.5)?|[一两])个?半?|半个?)小时)?"
_SPANS = rf"{SPAN}(?:[\s、,;/和及]*{SPAN}{NO_PAUSE})*"
TOKEN = lazy(
    rf"(?P<phone>(?<!\d)(?:0\d{{2,3}}-?\d{{7,8}}|1\d{{10}}|\d{{7,}}))|(?P<usual>{AS_USUAL})|(?P<holidays>{NO_HOLIDAYS})"
    rf"|(?P<festive>(?:{HOLIDAYS}|非工作日)\s*:?\s*{SPAN})"
    rf"|除(?:了)?(?P<but>{ROW})(?:以?外|(?=[\s,;)]|$))|(?P<month>{_NO_WEEK}[^,;。]*?(?={SPAN}|[,;。]|$))|(?P<half>{_HALF_SHUT})|(?P<season>{_SEASON})"
    rf"|(?P<pause>{PAUSE}{_LASTING})|(?P<nap>{NAP}{_LASTING})|(?P<days>{ROW})|(?P<spans>{_SPANS})|(?P<part>{PART}|半天)(?=[\s,;。、)]|{DAYS}|(?:对外)?(?:开放|办公|接待|服务|值班|上班|营业)|$)"
    rf"|(?P<start>(?=\d+[点时:]|{PART}){CLOCK}(?:起|开始|\s*[-~—至到]+(?=\s*(?:[,;)]|$)))?)|(?P<same>(?:也|均|都)?照常(?:开放|上班|办公|接待)?)|(?P<shut>{SHUT})|(?P<filler>{_FILLER})|(?P<unknown>.)",
    re.DOTALL,
)
BRACKETS = lazy(r"((?<![季天制期令间度])\([^()]*\))")  # those behind 夏季 tell its days
HARMLESS = lazy(r"\((?![^()]*(?:\d|[除休停闭关暂不周日天节假早晚午上下月季或改另约限]))[^()]*\)")
"""A remark in brackets that can say nothing about days and hours: （请走西门）."""
_HOLIDAYS_TOO = lazy(
    rf"({ROW})\s*(?:[、,及和与或]|以及)?\s*(?:国家|法定|公众|公共)*(?:节假日|假日|节日)(?={SHUT})"
)  # 周六、周日及法定节假日休息
HOLIDAY = lazy("假|暑")
MONTHLY = lazy(f".{{0,6}}{_NO_WEEK}")
_MONTHS = lazy(r"(?<![\d:.月年])(\d{1,2})(?=\s*(?:[-‐‑‒–—―−~〜─]+|至|到)\s*\d{1,2}月(?!\d))")  # 5-9月
_ENGLISH = lazy(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?s?\b\.?", re.IGNORECASE)
_TO_IN_ENGLISH = lazy(r"(?<=周[一二三四五六日])\s*(?:to|through|thru)\s*(?=周)", re.IGNORECASE)
_TWO_MONTHS = lazy(r"(?<![\d:.月年])(\d{1,2})月?[、和及](\d{1,2})月(?!\d)")  # 7、8月
_WEEKDAY_OF = dict(zip("mon tue wed thu fri sat sun".split(), "一二三四五六日", strict=True))
_SUMMER_HOLIDAY, _WINTER_HOLIDAY, _SCHOOL = Season("07-01", "08-31"), Season("01-20", "02-20"), Season("09-01", "06-30")
WINTER = Season("10-01", "04-30")  # where an example needs one


def prepare(text: str) -> str:
    """A sentence as `TOKEN` expects it."""
    plain = re.sub("[【\\[]", "(", re.sub("[】\\]]", ")", re.sub("星期|礼拜", "周", in_digits(text))))
    plain = _ENGLISH.sub(lambda day: f"周{_WEEKDAY_OF[day[1].lower()]}", plain)
    plain = _TO_IN_ENGLISH.sub("至", plain)
    plain = without_repeats(_MONTHS.sub(r"\1月", _TWO_MONTHS.sub(_two_months, plain)))
    return _HOLIDAYS_TOO.sub(r"\1", plain)


def _two_months(found: re.Match[str]) -> str:
    """7月至8月 for 7、8月."""
    return f"{found[1]}月至{found[2]}月" if int(found[2]) == int(found[1]) % 12 + 1 else found[0]


def usual_season(name: str) -> Season:
    """Days of the year for an example."""
    if "暑" in name:
        return _SUMMER_HOLIDAY
    if "寒" in name:
        return _WINTER_HOLIDAY
    if re.search("平|学", name):
        return _SCHOOL
    return WINTER if "冬" in name else WINTER.rest


def read_season(word: str) -> Season | str:
    """Its days, or its name where they are not told. Raises `InvalidInput`."""
    found = _ENDS.search(word)
    if not found:
        return re.sub("作息|时间|令时?|季|天|时制", "", word)
    first, first_day, last, last_day = found.groups()
    return Season(month_day(int(first), int(first_day or 1)), month_day(int(last), int(last_day or 0)))
