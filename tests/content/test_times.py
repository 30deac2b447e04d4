"""Clocks, days, opening hours, schedules and dates as people write them: `times.tsv`, to which anybody can add a line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.content.values.days import Season, read_days, read_month_day
from generator.content.values.hours import read_hours
from generator.content.values.occasions import read_dates
from generator.content.values.schedules import Schedule, read_schedule
from generator.content.values.times import Span, read_clock, read_span, read_spans, read_times
from generator.content.yaml_nodes import parse
from generator.diagnostics import InvalidInput
from generator.model.hours import Hours, OpeningHours
from generator.model.reader import RecordReader

TABLE = Path(__file__).with_name("times.tsv").read_text(encoding="utf-8")
ROWS = [tuple(line.split("\t")) for line in TABLE.splitlines() if line and not line.startswith("#")]
READERS = {
    "clock": read_clock,
    "spans": read_spans,
    "times": read_times,
    "days": read_days,
    "month-day": read_month_day,
    "hours": read_hours,
    "schedule": read_schedule,
    "dates": read_dates,
}


def meaning(value: object) -> object:
    """What a value says, however it is called."""
    if isinstance(value, Schedule):
        days = value.days and (value.days.days, value.days.working)
        return days, value.weeks, value.dates, value.spans
    return value


@pytest.mark.parametrize(("kind", "text", "outcome"), ROWS, ids=lambda part: part)
def test_a_text_means_what_people_mean(kind, text, outcome):
    if outcome.startswith("?"):
        with pytest.raises(InvalidInput) as asked:
            READERS[kind](text)
        assert outcome[1:] in asked.value.remedy
        return
    found = READERS[kind](text)
    if outcome == "~":
        assert found == (Schedule(text), None)
    else:
        assert found.canonical == (None if outcome == "=" else outcome)


@pytest.mark.parametrize(
    ("kind", "text"), [row[:2] for row in ROWS if row[2][0] not in "=?~" and row[0] != "hours"], ids=lambda part: part
)
def test_what_was_interpreted_reads_the_same_in_the_projects_own_form(kind, text):
    found = READERS[kind](text)
    again = READERS[kind](found.canonical)
    assert meaning(again.value) == meaning(found.value)
    assert again.canonical is None


@pytest.mark.parametrize("text", [row[1] for row in ROWS if row[0] == "hours" and row[2][0] == "{"])
def test_a_sentence_of_hours_is_the_same_as_its_lines_in_a_file(text):
    found = OpeningHours().interpret(text)
    lines = "\n".join(f"- {line}" for line in found.canonical.split("；"))
    reader = RecordReader("home.yml")
    assert reader.records(parse(lines).root, Hours) == found.value
    assert reader.findings == []


@pytest.mark.parametrize("text", [row[1] for row in ROWS if row[0] == "hours" and row[2].startswith("?写成")])
def test_a_proposal_of_hours_is_a_sentence_that_can_be_pasted(text):
    with pytest.raises(InvalidInput) as asked:
        read_hours(text)
    proposal = re.match("写成(?:，如)? (.*?)(?:；“.*|；是 .*)?$", asked.value.remedy)
    assert read_hours(proposal[1]).value


@pytest.mark.parametrize("separator", [*"-–—~～至到─", "--", "——", " - ", " 至 "])
@pytest.mark.parametrize(
    ("start", "end"), [("9:00", "11:30"), ("09：00", "11：30"), ("9点", "11点半"), ("0900", "1130")]
)
def test_whatever_stands_between_the_ends_of_a_span(start, end, separator):
    assert read_span(start + separator + end).value == Span(540, 690)


def test_every_span_of_quarters_reads_back_from_what_is_shown():
    for start in range(0, 1440, 45):
        for end in range(start + 15, start + 1441, 45):
            span = Span(start, end)
            assert read_span(span.canonical) == (span, None), span
            assert read_span(str(span)).value == span


def test_the_rest_of_a_year_is_all_of_it():
    summer = Season("05-01", "09-30")
    days = [f"{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 29)]
    assert all((day in summer) != (day in summer.rest) for day in days)
    assert not Season.meet(summer, summer.rest) and Season.meet(summer, None)
    assert Season.meet(summer.rest, Season("03-01", "05-01"))


@pytest.mark.parametrize("text", [row[1] for row in ROWS if row[0] == "schedule"])
def test_a_schedule_is_shown_as_it_was_written(text):
    assert read_schedule(text).value.text == text


def test_from_midnight_to_midnight_is_called_the_whole_day():
    assert read_schedule("每周六 00:00-24:00").value.text == "每周六 全天"
