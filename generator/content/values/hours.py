"""Opening hours as a sentence: 周一至周五上午9:00—11:30，下午14：00-17：00（法定节假日除外）.

Every word has to say something that is understood; what is left over is asked about, with the hours as they should be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from generator.content.values.days import EVERY_DAY, SHUT, WORKING_DAYS, DaySet, Season, find_days
from generator.content.values.hour_words import (
    BRACKETS,
    HARMLESS,
    HOLIDAY,
    MONTHLY,
    TOKEN,
    prepare,
    read_season,
    usual_season,
)
from generator.content.values.opening import OpeningLine, sentence, usual_span, with_nap
from generator.content.values.times import NAP, PART, SPAN, Span, read_spans, without_pause
from generator.content.values.value import Value
from generator.diagnostics import InvalidInput

_OTHERS = WORKING_DAYS.days


def read_hours(text: str) -> Value[tuple[OpeningLine, ...]]:
    """The lines of a sentence. Raises `InvalidInput`, with the whole as far as it is understood."""
    plain = prepare(text)
    reading = _Reading(text, plain)
    for piece in BRACKETS.split(plain):
        if piece.startswith("("):
            reading.take_brackets(piece)
        else:
            reading.take_all(TOKEN.finditer(piece))
    lines = reading.lines()
    return Value(lines, "；".join(line.canonical for line in lines))


@dataclass
class _Reading:
    """What a sentence has said up to a word.

    `days` is what the next spans are of, as `said`; `fresh` where no span has followed yet, `excused` where other words
    have (周末预约); `shut` are the days without hours;
    `behind` where the days of the last spans stood behind them;
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
    behind: bool = False

    def take_all(self, tokens: Iterable[re.Match[str]]) -> None:
        for found in tokens:
            self.take(found.lastgroup if found["but"] is None else "but", found["but"] or found[0])

    def take_brackets(self, text: str) -> None:
        """What stands in brackets is understood as a whole, or not at all; a remark may be left out."""
        tokens = [found for found in TOKEN.finditer(text) if found.lastgroup != "filler"]
        kinds = {found.lastgroup for found in tokens}
        if HARMLESS.fullmatch(text) or (kinds <= {"part"} and self.found and not self.fresh):  # 8:00-12:00（上午）
            return
        if kinds == {"days"} and self.found and not self.fresh and self._repeats(text):
            return
        if kinds == {"days"} and self.found and not self.fresh and any(days is None for days, _, _ in self.found):
            told = find_days(text.strip("() "))  # 9:00-11:30（周一至周五）
            self.found = [(days or told, spans, season) for days, spans, season in self.found]
            self.behind = True
        elif kinds & {"unknown", "part", "start"}:
            self.note(text.strip("()"))
        elif kinds == {"season"} and self.found and not self.fresh and not self.found[-1][2]:  # 8:00-12:00（夏季）
            days, spans, _ = self.found[-1]
            self.found[-1] = (days, spans, read_season(tokens[0][0]))
        else:
            self.take_all(tokens)

    def _repeats(self, text: str) -> bool:
        """Whether days in brackets are those of the hours before them: 工作日9:00-17:00（周一至周五）."""
        days = self.found[-1][0]
        return days is not None and days.days == find_days(text.strip("() ")).days

    def take(self, kind: str | None, word: str) -> None:
        was_unknown, self.goes_on = self.goes_on, False
        match kind:
            case "usual":
                self.holidays = True
            case "but":
                self.shut |= set(find_days(word).days)
            case "season":
                self.season = read_season(word)
            case "days":
                self._add_days(find_days(word), word)
            case "spans" if not was_unknown or self.fresh or word[0].isspace():
                self._add_spans(self._spans(word))
            case "pause":
                self._pause(word)
            case "part" | "start" if not was_unknown:
                self._guess(word)
            case "same" | "shut" if isinstance(self.season, str) and HOLIDAY.search(self.season) and not self.fresh:
                if kind == "shut":  # 寒暑假休息; 暑假照常 says nothing else
                    self.note(f"{self.season}{word}")
                self.season = None
            case "same" if self.fresh and self.days and self.found:  # 周六日照常
                self._add_spans(self.found[-1][1])
            case "shut" if not was_unknown:
                self._close()
            case "festive" if self.fresh:  # 周末及节假日 9:00-17:00
                before = re.sub(rf"\s*:?\s*{SPAN}$", "", word)
                self.unknown.append(before)
                self._add_spans(self._spans(word.removeprefix(before).strip(" :")))
            case "nap" if self.found and not self.fresh:
                self._rest(word)
            case "half" if self.found and not self.fresh:
                self._shut_half(word)
            case (
                "unknown"
                | "nap"
                | "spans"
                | "shut"
                | "same"
                | "festive"
                | "phone"
                | "month"
                | "half"
                | "part"
                | "start"
            ):
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
        if last and not self.fresh and not self.behind and last[2] == self.season:  # 上午…，下午…
            joined = read_spans("、".join(span.canonical for span in (*last[1], *spans))).value
            last[1][:] = joined
        else:
            self.found.append((self.days, list(spans), self.season))
        self.fresh = self.behind = False

    def _pause(self, word: str) -> None:
        """9:00-17:00（午休 12:00-13:30）"""
        if not self.found or self.fresh:
            whole = re.search(SPAN, word)
            if whole and re.match(rf"\s*{NAP}", word[whole.end() :]) and _is_morning(whole[0]):
                self._add_spans(self._spans(whole[0]))  # 9:00-17:00 午休
                self._rest(word[whole.end() :].strip())
                return
            raise self._asked("写的休息时间前面没有开放时间")
        self.found[-1][1][:] = without_pause(self.found[-1][1], word)

    def _rest(self, word: str) -> None:
        """午休, 中午休息1小时: notes that it is not told from when till when."""
        told = re.search(r"(\d(?:\.5)?|[一两半])个?(半)?小时", word)
        hours = {"半": 0.5, "一": 1, "两": 2}
        minutes = int((hours.get(told[1]) or float(told[1])) * 60 + (30 if told[2] else 0)) if told else 90
        spans = self.found[-1][1]
        if (parted := with_nap(spans, minutes)) != spans:  # 9:00-12:00 午休 14:00-17:00 has told it
            self.guessed.append(word)
            spans[:] = parted

    def _shut_half(self, word: str) -> None:
        """周三下午不开放: these days by themselves, without their afternoon. Where it begins, or that it is closed, may
        not have been told.
        """
        half = re.search(PART, word)
        assert half
        off, late = find_days(word[: half.start()].strip()), re.match("下午|午后|傍晚|晚", half[0]) is not None
        if not any(days and set(days.days).intersection(off.days) for days, _, _ in self.found):
            self.note(word)
            return
        rest: list[tuple[DaySet | None, list[Span], Season | str | None]] = []
        for days, spans, season in self.found:
            both = set(days.days).intersection(off.days) if days else set()
            if not days or not both:
                rest.append((days, spans, season))
                continue
            kept = [_half_of(span, late) for span in spans]
            if kept == spans:
                rest.append((days, spans, season))
                continue
            across = any(span.start < _NOON < span.end for span in spans)
            if across or days.working or not re.search(f"不对外|{SHUT}", word):
                self.guessed.append(word)
            if left := set(days.days) - both:
                rest.append((DaySet.of(left), spans, season))
            if any(kept):
                rest.append((DaySet.of(both), [span for span in kept if span], season))
        self.found = rest

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
        self._settle_mornings()
        if self.guessed:
            raise self._asked("没有写几点到几点" if len(self.found) == 1 else f"没有写“{self.guessed[0]}”是几点到几点")
        if self.unknown or not self.found:
            raise self._asked("没有写几点到几点")
        if self.fresh:
            raise self._asked(f"没有写{self.days.text if self.days else ''}几点到几点")
        if any(days is None for days, _, _ in self.found) and not self.shut:
            raise self._asked("没有写是哪几天")
        if any(isinstance(season, str) for _, _, season in self._seasons()):
            names = {season for _, _, season in self._seasons() if isinstance(season, str)}
            holidays = "、".join(sorted(name for name in names if re.search("假|暑期|平|学", name)))
            raise self._asked(f"没有写{f'“{holidays}”' if holidays else '季节'}从几月几日到几月几日")
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

    def _settle_mornings(self) -> None:
        """8:30-12:00，14:00-17:00（夏季15:00-18:00）: a season that tells of the afternoon alone, of days that were
        told for another one, has its morning too.
        """
        for days, spans, season in self.found:
            if not season or spans[0].start < _NOON:
                continue
            mornings = [
                span
                for others, told, when in self.found
                if others is days and when != season
                for span in told
                if span.end <= _NOON + 60
            ]
            if mornings:
                spans[:0] = mornings[:2]
                if isinstance(season, Season):
                    self.guessed.append(f"{str(season).replace(' ', '')}上午")

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
        if others := [word for word in self.unknown if MONTHLY.match(word)]:
            regular = not any(re.search("[单双隔]周", word) for word in others) and self._proposed()
            example = regular or [self._example()]
            monthly = all(re.search("每个?月", word) for word in others)
            put, what = ("那项服务的时间（schedule）", "每月的哪几天") if monthly else ("通知（notice）", "别的日子")
            remedy = f"写到{put}里；这里写每周哪天开，如 {sentence(example)}，没有就空着"
            return InvalidInput(f"“{self.text[:40]}”说的是{what}，这里只能写每周的", remedy)
        undated = any(isinstance(season, str) for _, _, season in self._seasons())
        no_days = not self.shut and any(days is None for days, _, _ in self.found)
        lines, how = self._proposed(), "写成，如" if self.guessed or undated or no_days else "写成"
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
            replace(line, season=usual_season(season)) if isinstance(season, str) else line
            for line, season in zip(lines, named, strict=True)
        )
        seasons = {line.season for line in lines if line.season}
        rest = seasons.pop().rest if len(seasons) == 1 else None  # 9:00-17:00（冬季 9:00-16:30）
        return tuple(replace(line, season=line.season or rest) for line in lines)

    def _example(self) -> OpeningLine:
        """Usual hours of the days that were told, or else of working days."""
        open_on = DaySet.of(set(EVERY_DAY) - self.shut if self.shut else _OTHERS)
        return OpeningLine(self.days if self.fresh and self.days else open_on, (Span(540, 690), Span(810, 1050)))


_FIRST_NAP = 11 * 60  # minutes
_NOON = 12 * 60


def _is_morning(text: str) -> bool:
    """Whether a span begins before any rest at noon does."""
    try:
        return read_spans(text).value[0].start < _FIRST_NAP
    except InvalidInput:
        return False


def _half_of(span: Span, late: bool) -> Span | None:
    """A span without its afternoon (`late`) or its morning."""
    if late:
        return Span(span.start, min(span.end, _NOON)) if span.start < _NOON else None
    return Span(max(span.start, _NOON), span.end) if span.end > _NOON else None


def _meet(days: DaySet | None, others: set[int]) -> bool:
    return days is None or not others.isdisjoint(days.days)
