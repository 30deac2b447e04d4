"""Opening hours as a sentence: 周一至周五上午9:00—11:30，下午14：00-17：00（法定节假日除外）.

Every word has to say something that is understood; what is left over is asked about, with the hours as they should be.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from generator.content.values.days import (
    AS_USUAL,
    EVERY_DAY,
    NO_HOLIDAYS,
    ROW,
    SHUT,
    WORKING_DAYS,
    DaySet,
    Season,
    find_days,
    month_day,
)
from generator.content.values.times import ROW as SPANS
from generator.content.values.times import Span, in_digits, read_spans
from generator.content.values.value import Value
from generator.diagnostics import InvalidInput

_SEASON_NAME = (
    "(?:夏季|夏令时?|夏天|夏时制|冬季|冬令时?|冬天|春夏季?|秋冬季?|春秋季?|春季|秋季|旺季|淡季|汛期"
    "|其余|其他)(?:作息|季节|月份)?(?:时间)?"
)
_MONTH_DAY = r"\d{1,2}月(?:\d{1,2}[日号])?份?"
_SHORT_DAY = r"\d{1,2}[./-]\d{1,2}"
_TO = r"\s*(?:[-‐‑‒–—―−~〜─]+|至|到)\s*(?:次年|翌年|第二年)?"
_PERIOD = rf"(?:每年)?{_MONTH_DAY}{_TO}{_MONTH_DAY}"
_SEASON = rf"(?:{_SEASON_NAME}\s*:?\s*[(]?\s*(?:{_PERIOD}|{_SHORT_DAY}{_TO}{_SHORT_DAY})|{_PERIOD}|{_SEASON_NAME})"
_ENDS = re.compile(rf"(\d{{1,2}})[月./-](\d{{1,2}})?[日号]?份?{_TO}(\d{{1,2}})[月./-](\d{{1,2}})?")
_FILLER = (
    "(?:妇女之家|对外|办公室)?(?:开放|办公|服务|接待|工作|上班|作息|营业|值班|开门)(?:时间|日)?|时间|分别|中午不休息?|午间不休息?"
    "|[为是:、,;。()\\s/及和与]|均|都|北京"
)
_TOKEN = re.compile(
    rf"(?P<usual>{AS_USUAL})|(?P<holidays>{NO_HOLIDAYS})|除(?:了)?(?P<but>{ROW})(?:以)?外|(?P<season>{_SEASON})"
    rf"|(?P<lunch>(?:其中)?(?:午休|午间休息)(?:时间)?\s*[:为]?\s*{SPANS})|(?P<days>{ROW})|(?P<spans>{SPANS})|(?P<shut>{SHUT})|(?P<filler>{_FILLER})|(?P<unknown>.)",
    re.DOTALL,
)
_HOLIDAYS_TOO = re.compile(
    rf"({ROW})\s*(?:[、,及和与或]|以及)?\s*(?:国家|法定|公众|公共)*(?:节假日|假日|节日)(?={SHUT})"
)  # 周六、周日及法定节假日休息
_OTHERS = WORKING_DAYS.days
_WINTER = Season("10-01", "04-30")  # where an example needs one


@dataclass(frozen=True)
class OpeningLine:
    """On `days` it is open in `spans`: the whole year or in a `season`, and with `holidays` on public holidays too."""

    days: DaySet
    spans: tuple[Span, ...]
    season: Season | None = None
    holidays: bool = False

    @property
    def canonical(self) -> str:
        """As an item of the list in a file."""
        spans = ", ".join(f'"{span.canonical}"' for span in self.spans)
        season = f", from: {self.season.first}, to: {self.season.last}" if self.season else ""
        return f"{{days: {self.days.text}, open: [{spans}]{season}{', holidays: true' if self.holidays else ''}}}"


def read_hours(text: str) -> Value[tuple[OpeningLine, ...]]:
    """The lines of a sentence. Raises `InvalidInput`, with the lines as far as they are understood."""
    reading = _Reading(text)
    plain = _HOLIDAYS_TOO.sub(r"\1", re.sub("星期|礼拜", "周", in_digits(text)))
    for found in _TOKEN.finditer(plain):
        reading.take(found.lastgroup if found["but"] is None else "but", found["but"] or found[0])
    lines = reading.lines()
    return Value(lines, "；".join(line.canonical for line in lines))


@dataclass
class _Reading:
    """What a sentence has said up to a word.

    `days` is what the next spans are of, `fresh` where no span has followed yet; `shut` are the days without hours.
    """

    text: str
    days: DaySet | None = None
    fresh: bool = False
    season: Season | str | None = None
    holidays: bool = False
    shut: set[int] = field(default_factory=set)
    found: list[tuple[DaySet | None, list[Span], Season | str | None]] = field(default_factory=list)
    unknown: str = ""

    def take(self, kind: str | None, word: str) -> None:
        match kind:
            case "usual":
                self.holidays = True
            case "but":
                self.shut |= set(find_days(word).days)
            case "season":
                self.season = _season(word)
            case "days":
                self._add_days(find_days(word))
            case "spans":
                self._add_spans(read_spans(word).value)
            case "lunch":
                self._pause(read_spans(re.sub(r"^\D+", "", word)).value)
            case "shut":
                self._close()
            case "unknown":
                self.unknown += word
        if kind != "unknown" and self.unknown and not self.unknown.endswith(" "):
            self.unknown += " "

    def _add_days(self, days: DaySet) -> None:
        if self.fresh and self.days:  # 周一至周五，周日
            if self.days.working or days.working:
                raise self._asked("把工作日和别的日子写在一处")
            days = DaySet.of((*self.days.days, *days.days))
        self.days, self.fresh = days, True

    def _add_spans(self, spans: Sequence[Span]) -> None:
        last = self.found[-1] if self.found else None
        if last and not self.fresh and last[2] == self.season:  # 上午…，下午…
            joined = read_spans("、".join(span.canonical for span in (*last[1], *spans))).value
            last[1][:] = joined
        else:
            self.found.append((self.days, list(spans), self.season))
        self.fresh = False

    def _pause(self, pauses: Sequence[Span]) -> None:
        """9:00-17:00（午休 12:00-13:30）"""
        spans = self.found[-1][1] if self.found else []
        for pause in pauses:
            around = next((span for span in spans if span.start < pause.start and pause.end < span.end), None)
            if around is None:
                raise self._asked("写的午休不在开放时间里")
            at = spans.index(around)
            spans[at : at + 1] = [Span(around.start, pause.start), Span(pause.end, around.end)]

    def _close(self) -> None:
        if not self.fresh or not self.days:
            raise self._asked("没有写是哪天休息")
        self.shut |= set(self.days.days)
        self.days, self.fresh = (self.found[-1][0] if self.found else None), False

    def lines(self) -> tuple[OpeningLine, ...]:
        """The lines, once all is read. Raises `InvalidInput`."""
        self._settle_days()
        if self.unknown or not self.found:
            raise self._asked("没有写几点到几点")
        if self.fresh:
            raise self._asked(f"没有写{self.days.text if self.days else ''}几点到几点")
        if any(days is None for days, _, _ in self.found) and not self.shut:
            raise self._asked("没有写是哪几天")
        if any(isinstance(season, str) for _, _, season in self._seasons()):
            raise self._asked("没有写季节从几月几日到几月几日")
        return self._understood()

    def _settle_days(self) -> None:
        """Days behind their hours: 9:00-17:00（周一至周五）; every day: 24小时开放, 全年无休."""
        if self.unknown or not self.found or any(days for days, _, _ in self.found):
            return
        whole = self.holidays or all(span.whole_day for _, spans, _ in self.found for span in spans)
        days = self.days if self.fresh else DaySet.of(EVERY_DAY) if whole and not self.shut else None
        self.found = [(days, spans, season) for _, spans, season in self.found]
        self.fresh = False

    def _understood(self) -> tuple[OpeningLine, ...]:
        """As far as it can be told; days that were not are Monday to Friday, or those that are left."""
        lines = []
        for days, spans, season in self._seasons():
            days = days or DaySet.of(set(EVERY_DAY) - self.shut if self.shut else _OTHERS)
            if self.shut.intersection(days.days):
                days = DaySet.of(set(days.days) - self.shut)
            if not days.days:
                raise InvalidInput(f"“{self.text[:30]}”里同一天又开放又休息", "核对哪天休息")
            lines.append(OpeningLine(days, tuple(spans), season if isinstance(season, Season) else None, self.holidays))
        return tuple(lines)

    def _seasons(self) -> list[tuple[DaySet | None, list[Span], Season | str | None]]:
        """Where one season is told by its days and one other by its name alone, that is the rest of the year."""
        told = [season for _, _, season in self.found]
        periods, names = {s for s in told if isinstance(s, Season)}, {s for s in told if isinstance(s, str)}
        rest = next(iter(periods)).rest if len(periods) == len(names) == 1 else None
        return [
            (days, spans, rest if rest and isinstance(season, str) else season) for days, spans, season in self.found
        ]

    def _asked(self, what: str) -> InvalidInput:
        """What can't be told, and the hours as they should be written."""
        if self.unknown.strip() == self.text.strip():
            what = "看不出哪天开、几点开"
        elif self.unknown:
            what = f"里的“{self.unknown.strip()[:20]}”看不懂"
        try:
            lines = self._understood()
        except InvalidInput:
            lines = ()
        named = [season for _, _, season in self._seasons()]
        lines = tuple(
            replace(line, season=_WINTER if "冬" in season else _WINTER.rest) if isinstance(season, str) else line
            for line, season in zip(lines, named, strict=False)
        )
        open_on = DaySet.of(set(EVERY_DAY) - self.shut if self.shut else _OTHERS)
        example = OpeningLine(self.days or open_on, (Span(540, 690), Span(810, 1050)))
        shown = "；再一项".join(_shown_lines(line) for line in lines or (example,))
        how = "" if lines else "，如"
        beside = "；别的话写到通知（notice）里" if self.unknown else ""
        return InvalidInput(f"“{self.text[:40]}”{what}", f"写成{how}{shown}{beside}")


def _shown_lines(line: OpeningLine) -> str:
    """The lines of a file, one after the other."""
    days, *rest = re.split(r", (?=open:|from:|to:|holidays:)", line.canonical.strip("{}"))
    return f"“- {days}”，下一行" + "，".join(f"“  {one}”" for one in rest)


def _season(word: str) -> Season | str:
    """Its days, or its name where they are not told. Raises `InvalidInput`."""
    found = _ENDS.search(word)
    if not found:
        return re.sub("作息|时间|令时?|季|天|时制", "", word)
    first, first_day, last, last_day = found.groups()
    return Season(month_day(int(first), int(first_day or 1)), month_day(int(last), int(last_day or 0)))
