"""Opening hours line by line, as a file and a sentence have them; and usual ones, where a proposal has to fill in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.content.values.days import DaySet, Season
from generator.content.values.times import Span, read_time


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

    def __str__(self) -> str:
        """As people say it; what is said so can be read."""
        season = f"{str(self.season).replace(' ', '')} " if self.season else ""
        return f"{season}{self.days.text} {'、'.join(span.canonical for span in self.spans)}"


def sentence(lines: Sequence[OpeningLine]) -> str:
    """Opening hours as one line of text that can be read: 周一至周五 9:00-11:30；周六 9:00-11:30."""
    usual = "，节假日照常开放" if any(line.holidays for line in lines) else ""
    return "；".join(map(str, lines)) + usual


def with_nap(spans: Sequence[Span], minutes: int = 90) -> list[Span]:
    """The spans with a pause at noon, as long as is usual."""
    noon = Span(720, 720 + minutes)
    return [
        part
        for span in spans
        for part in (
            (Span(span.start, noon.start), Span(noon.end, span.end))
            if span.start < noon.start and noon.end < span.end
            else (span,)
        )
    ]


def usual_span(word: str, told: Sequence[Span]) -> Span:
    """The hours that a part of the day, or a start alone, may stand for: those that were told of it, or usual ones."""
    late = re.match("下午|午后|傍晚|晚", word) is not None
    if re.search(r"\d", word):
        start = read_time(word).value.start
        return Span(start, 690 if start < 690 else 1050 if start < 1020 else start + 120)
    if same := [span for span in told if (span.start >= 720 if late else span.end <= 780)]:
        return same[0]
    return Span(1140, 1230) if word[0] == "晚" else Span(810, 1050) if late else Span(540, 690)
