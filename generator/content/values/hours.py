"""Opening hours as a sentence: 周一至周五上午9:00—11:30，下午14：00-17：00（法定节假日除外）.

Every word has to say something that is understood; what is left over is asked about, with the hours as they should be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from generator.content.values.days import (
    AS_USUAL,
    DAYS,
    EVERY_DAY,
    HOLIDAYS,
    NO_HOLIDAYS,
    ROW,
    SHUT,
    WORKING_DAYS,
    DaySet,
    Season,
    find_days,
    month_day,
)
from generator.content.values.opening import OpeningLine, sentence, usual_span, with_nap
from generator.content.values.times import (
    CLOCK,
    NAP,
    NO_PAUSE,
    PART,
    PAUSE,
    SPAN,
    Span,
    in_digits,
    read_spans,
    without_pause,
)
from generator.content.values.value import Value
from generator.diagnostics import InvalidInput
from generator.patterns import lazy

_SEASON_NAME = (
    "(?:夏季|夏令时?|夏天|夏时制|冬季|冬令时?|冬天|春夏季?|秋冬季?|春秋季?|春季|秋季|旺季|淡季|汛期"
    "|其余|其他)(?:作息|季节|月份)?(?:时间)?"
)
_MONTH_DAY = r"\d{1,2}月(?:\d{1,2}[日号])?份?"
_SHORT_DAY = r"\d{1,2}[./-]\d{1,2}"
_TO = r"\s*(?:[-‐‑‒–—―−~〜─]+|至|到)\s*(?:次年|翌年|第二年)?"
_PERIOD = rf"(?:每年)?{_MONTH_DAY}{_TO}{_MONTH_DAY}"
_SEASON = rf"(?:{_SEASON_NAME}\s*:?\s*[(]?\s*(?:{_PERIOD}|{_SHORT_DAY}{_TO}{_SHORT_DAY})|{_PERIOD}|{_SEASON_NAME})"
_ENDS = lazy(rf"(\d{{1,2}})[月./-](\d{{1,2}})?[日号]?份?{_TO}(\d{{1,2}})[月./-](\d{{1,2}})?")
_FILLER = (
    "(?:妇女之家|对外|办公室)?(?:开放|办公|服务|接待|工作|上班|作息|营业|值班|开门)(?:时间|日)?|时间|分别|全年(?!无休|365)"
    '|中午不休息?|午间不休息?|[为是的:、,;。"“”()\\s/&及和与]|均|都|北京'
)
_SPANS = rf"{SPAN}(?:[\s、,;/和及]*{SPAN}{NO_PAUSE})*"
_TOKEN = lazy(
    rf"(?P<phone>(?<!\d)(?:0\d{{2,3}}-?\d{{7,8}}|1\d{{10}}|\d{{7,}}))|(?P<usual>{AS_USUAL})|(?P<holidays>{NO_HOLIDAYS})"
    rf"|(?P<festive>(?:{HOLIDAYS}|非工作日)\s*:?\s*{SPAN})"
    rf"|除(?:了)?(?P<but>{ROW})(?:以?外|(?=[\s,;)]|$))|(?P<month>每个?月[^,;。]*?(?={SPAN}|[,;。]|$))|(?P<season>{_SEASON})"
    rf"|(?P<pause>{PAUSE})|(?P<nap>{NAP})|(?P<days>{ROW})|(?P<spans>{_SPANS})|(?P<part>{PART}|半天)(?=[\s,;。、)]|{DAYS}|$)"
    rf"|(?P<start>(?=\d+[点时:]|{PART}){CLOCK}(?:起|开始|\s*[-~—至到]+(?=\s*(?:[,;)]|$)))?)|(?P<same>(?:也|均|都)?照常(?:开放|上班|办公|接待)?)|(?P<shut>{SHUT})|(?P<filler>{_FILLER})|(?P<unknown>.)",
    re.DOTALL,
)
_BRACKETS = lazy(r"((?<![季天制期令间度])\([^()]*\))")  # those behind 夏季 tell its days
_HARMLESS = lazy(r"\((?![^()]*(?:\d|[除休停闭关暂不周日天节假早晚午上下月季或改另约限]))[^()]*\)")
"""A remark in brackets that can say nothing about days and hours: （请走西门）."""
_HOLIDAYS_TOO = lazy(
    rf"({ROW})\s*(?:[、,及和与或]|以及)?\s*(?:国家|法定|公众|公共)*(?:节假日|假日|节日)(?={SHUT})"
)  # 周六、周日及法定节假日休息
_OTHERS = WORKING_DAYS.days
_MONTHLY = lazy(".{0,6}每个?月")
_WINTER = Season("10-01", "04-30")  # where an example needs one


def read_hours(text: str) -> Value[tuple[OpeningLine, ...]]:
    """The lines of a sentence. Raises `InvalidInput`, with the whole as far as it is understood."""
    plain = re.sub("[【\\[]", "(", re.sub("[】\\]]", ")", re.sub("星期|礼拜", "周", in_digits(text))))
    plain = _HOLIDAYS_TOO.sub(r"\1", plain)
    reading = _Reading(text, plain)
    for piece in _BRACKETS.split(plain):
        if piece.startswith("("):
            reading.take_brackets(piece)
        else:
            reading.take_all(_TOKEN.finditer(piece))
    lines = reading.lines()
    return Value(lines, "；".join(line.canonical for line in lines))


@dataclass
class _Reading:
    """What a sentence has said up to a word.

    `days` is what the next spans are of, as `said`; `fresh` where no span has followed yet, `excused` where other words
    have (周末预约); `shut` are the days without hours;
    `unknown` what is not understood, in the order of the text; `guessed` what is told by a part of the day alone.
    """

    text: str
    plain: str = ""
    days: DaySet | None = None
    said: str = ""
    fresh: bool = False
    excused: bool = False
    season: Season | str | None = None
    holidays: bool = False
    shut: set[int] = field(default_factory=set)
    found: list[tuple[DaySet | None, list[Span], Season | str | None]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    guessed: list[str] = field(default_factory=list)
    goes_on: bool = False

    def take_all(self, tokens: Iterable[re.Match[str]]) -> None:
        for found in tokens:
            self.take(found.lastgroup if found["but"] is None else "but", found["but"] or found[0])

    def take_brackets(self, text: str) -> None:
        """What stands in brackets is understood as a whole, or not at all; a remark may be left out."""
        tokens = [found for found in _TOKEN.finditer(text) if found.lastgroup != "filler"]
        kinds = {found.lastgroup for found in tokens}
        if _HARMLESS.fullmatch(text) or (kinds <= {"part"} and self.found and not self.fresh):  # 8:00-12:00（上午）
            return
        if kinds & {"unknown", "part", "start"}:
            self.note(text.strip("()"))
        elif kinds == {"season"} and self.found and not self.fresh and not self.found[-1][2]:  # 8:00-12:00（夏季）
            days, spans, _ = self.found[-1]
            self.found[-1] = (days, spans, _season(tokens[0][0]))
        else:
            self.take_all(tokens)

    def take(self, kind: str | None, word: str) -> None:
        was_unknown, self.goes_on = self.goes_on, False
        match kind:
            case "usual":
                self.holidays = True
            case "but":
                self.shut |= set(find_days(word).days)
            case "season":
                self.season = _season(word)
            case "days":
                self._add_days(find_days(word), word)
            case "spans" if not was_unknown or self.fresh or word[0].isspace():
                self._add_spans(self._spans(word))
            case "pause":
                self._pause(word)
            case "part" | "start" if not was_unknown:
                self._guess(word)
            case "same" if self.fresh and self.days and self.found:  # 周六日照常
                self._add_spans(self.found[-1][1])
            case "shut" if not was_unknown:
                self._close()
            case "festive" if self.fresh:  # 周末及节假日 9:00-17:00
                before = re.sub(rf"\s*:?\s*{SPAN}$", "", word)
                self.note(before)
                self._add_spans(self._spans(word.removeprefix(before).strip(" :")))
            case "nap" if self.found and not self.fresh:
                self.guessed.append(word)
                self.found[-1][1][:] = with_nap(self.found[-1][1])
            case "unknown" | "nap" | "spans" | "shut" | "same" | "festive" | "phone" | "month" | "part" | "start":
                self.note(word, was_unknown)
            case "filler" if was_unknown and word.strip() and word not in "()。;,、":
                self.note(word, True)

    def note(self, word: str, goes_on: bool = False) -> None:
        """Notes what is not understood, with the days that it may be said of."""
        if goes_on:
            self.unknown[-1] += word
        else:
            self.unknown.append(f"{self.said if self.fresh else ''}{word}")
            self.excused = self.fresh
        self.goes_on = True

    def _add_days(self, days: DaySet, said: str) -> None:
        if self.fresh and self.days and not self.excused:  # 周一至周五，周日
            if self.days.working or days.working:
                raise self._asked("把工作日和别的日子写在一处")
            days = DaySet.of((*self.days.days, *days.days))
        self.days, self.said, self.fresh, self.excused = days, said.strip(), True, False

    def _spans(self, word: str) -> tuple[Span, ...]:
        try:
            return read_spans(word).value
        except InvalidInput as error:  # the whole as it would be with the first proposal for these words
            proposal = error.remedy.removeprefix("写成 ").partition(" ")[0]
            mended, other = self.plain.replace(word, proposal, 1), error.remedy.partition(" 或 ")[2]
            if word not in self.plain or not re.fullmatch(r"[\d:次日-]+", proposal):
                raise
            how = f"写成 {mended}"
            try:
                read_hours(mended)
            except InvalidInput as asked:
                how = asked.remedy
            raise InvalidInput(error.message, how + (f"；是 {other} 的，写 {other}" if other else "")) from None

    def _add_spans(self, spans: Sequence[Span]) -> None:
        last = self.found[-1] if self.found else None
        if last and not self.fresh and last[2] == self.season:  # 上午…，下午…
            joined = read_spans("、".join(span.canonical for span in (*last[1], *spans))).value
            last[1][:] = joined
        else:
            self.found.append((self.days, list(spans), self.season))
        self.fresh = False

    def _pause(self, word: str) -> None:
        """9:00-17:00（午休 12:00-13:30）"""
        if not self.found or self.fresh:
            raise self._asked("写的休息时间前面没有开放时间")
        self.found[-1][1][:] = without_pause(self.found[-1][1], word)

    def _guess(self, word: str) -> None:
        """周六上午, 周三下午2点: notes that no end is told, and takes one for the proposal."""
        self.guessed.append(f"{self.said if self.fresh else ''}{word}")
        self._add_spans([usual_span(word, self.found[0][1] if self.found else ())])

    def _close(self) -> None:
        if not self.fresh or not self.days:
            raise self._asked("没有写是哪天休息")
        self.shut |= set(self.days.days)
        self.days, self.fresh = (self.found[-1][0] if self.found else None), False

    def lines(self) -> tuple[OpeningLine, ...]:
        """The lines, once all is read. Raises `InvalidInput`."""
        self._settle_days()
        self._settle_others()
        if self.guessed:
            raise self._asked("没有写几点到几点" if len(self.found) == 1 else f"没有写“{self.guessed[0]}”是几点到几点")
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

    def _settle_others(self) -> None:
        """周一闭馆，其余时间9:00-17:00: where no season is told, others are the other days."""
        if len(self.found) == 1 and self.found[0][2] in ("其余", "其他"):
            days, spans, _ = self.found[0]
            self.found = [(None if self.shut else days, spans, None)]

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
        """Where one season is told by its days, the hours of the rest of the year are those of one other that is told
        by its name alone, or else those of the same days without a season.
        """
        told = [season for _, _, season in self.found]
        periods, names = {s for s in told if isinstance(s, Season)}, {s for s in told if isinstance(s, str)}
        if len(periods) != 1 or len(names) > 1:
            return self.found
        (period,) = periods
        within = {day for days, _, season in self.found if season == period and days for day in days.days}
        return [
            (days, spans, period.rest if season in names or (not season and _meet(days, within)) else season)
            for days, spans, season in self.found
        ]

    def _asked(self, what: str) -> InvalidInput:
        """What can't be told, and the whole as it should be written."""
        if any(_MONTHLY.match(word) for word in self.unknown):
            remedy = f"写到那项服务的时间（schedule）里；这里写每周哪天开，如 {sentence([self._example()])}，没有就空着"
            return InvalidInput(f"“{self.text[:40]}”说的是每月的哪几天，这里只能写每周的", remedy)
        lines, how = self._proposed(), "写成，如" if self.guessed else "写成"
        whole = bool(self.unknown) and not lines and not self.days
        if self.unknown:
            unread = "”“".join(self.unknown)[:40]
            what = "看不出哪天开、几点开" if whole else f"里的“{unread}”看不懂"
        if not lines or (self.fresh and not self.excused):
            lines, how = (*lines, self._example()), "写成，如"
        rest = "”“".join(self.unknown)[:60]
        where = (
            "也写清几点到几点，或写到通知（notice）里"
            if re.search(r"\d[:点]", rest) and not re.search(SPAN, rest)
            else "写到通知（notice）里"
        )
        beside = f"；“{rest}”{where}" if self.unknown and not whole else ""
        return InvalidInput(f"“{self.text[:40]}”{what}", f"{how} {sentence(lines)}{beside}")

    def _proposed(self) -> tuple[OpeningLine, ...]:
        """The lines that are understood, those of a season without dates with usual ones."""
        try:
            lines = self._understood()
        except InvalidInput:
            return ()
        named = [season for _, _, season in self._seasons()]
        lines = tuple(
            replace(line, season=_WINTER if "冬" in season else _WINTER.rest) if isinstance(season, str) else line
            for line, season in zip(lines, named, strict=True)
        )
        seasons = {line.season for line in lines if line.season}
        rest = seasons.pop().rest if len(seasons) == 1 else None  # 9:00-17:00（冬季 9:00-16:30）
        return tuple(replace(line, season=line.season or rest) for line in lines)

    def _example(self) -> OpeningLine:
        """Usual hours of the days that were told, or else of working days."""
        open_on = DaySet.of(set(EVERY_DAY) - self.shut if self.shut else _OTHERS)
        return OpeningLine(self.days if self.fresh and self.days else open_on, (Span(540, 690), Span(810, 1050)))


def _meet(days: DaySet | None, others: set[int]) -> bool:
    return days is None or not others.isdisjoint(days.days)


def _season(word: str) -> Season | str:
    """Its days, or its name where they are not told. Raises `InvalidInput`."""
    found = _ENDS.search(word)
    if not found:
        return re.sub("作息|时间|令时?|季|天|时制", "", word)
    first, first_day, last, last_day = found.groups()
    return Season(month_day(int(first), int(first_day or 1)), month_day(int(last), int(last_day or 0)))
