"""Recurrence rules, expanded by python-dateutil, fall on the days that pages show."""

from __future__ import annotations

import datetime as dt
import re
from itertools import chain
from pathlib import Path

import pytest
from dateutil.rrule import rrule, rrulestr

from generator.content.values.days import DaySet, Season, read_days
from generator.content.values.schedules import read_schedule
from generator.content.values.times import Span
from generator.model import national
from generator.public.opening import Holidays, holds_on, is_offered
from generator.public.recurrence import Recurrence, of_hours, of_schedule
from generator.public.views import OPEN_END, ClosureView, HoursLine

HOLIDAYS = Holidays.of(national.with_holidays(()))
YEAR = [dt.date(2026, 11, 23) + dt.timedelta(days=number) for number in range(365)]
BOTH = [dt.date(2026, 1, 1) + dt.timedelta(days=number) for number in range(730)]
SAMPLE = Path(__file__).parents[2] / "content" / "homes"
SCHEDULES = sorted(
    {
        line.strip("\"' ")
        for file in SAMPLE.rglob("home.yml")
        for line in re.findall(r"schedule: ?(.+?)(?:, \w+:|\}?$)", file.read_text(), re.MULTILINE)
    }
)
TABLE = (
    "每周三 14:00-16:00", "工作日", "工作日 9:00-11:30、13:30-17:00", "每天", "周末", "周一、周三、周五", "周五至周日 9:00-11:00",
    "每月第一个周六 9:00-11:00", "每月第二、第四个周六", "每月第五个周日", "每月最后一个周五", "每月第一、最后一个周三", "每月 15 日", "每月1日、31日",
    "每月10日至12日 9:00-11:00", "24小时", "每周三 9:00-11:00，每周五 14:00-16:00",
)  # fmt: skip
CLOSURES = (
    (),
    (ClosureView(dt.date(2026, 12, 1), dt.date(2027, 3, 8), "装修"),),
    (ClosureView(dt.date(2027, 2, 1), OPEN_END),),
    (ClosureView(dt.date(2025, 1, 1), dt.date(2028, 1, 1)),),
    (ClosureView(dt.date(2026, 1, 1), dt.date(2027, 9, 20)), ClosureView(dt.date(2027, 10, 11), dt.date.max)),
)


def expanded(rule: Recurrence) -> set[dt.date]:
    """By the text of the rule, as a calendar reads it."""
    parts = [f"FREQ={rule.freq}", f"UNTIL={rule.until:%Y%m%d}"]
    parts += [f"BYDAY={','.join(rule.byday)}"] if rule.byday else []
    parts += [f"BYMONTHDAY={','.join(map(str, rule.bymonthday))}"] if rule.bymonthday else []
    dates = rrulestr(";".join(parts), dtstart=dt.datetime.combine(rule.dtstart, dt.time()))
    assert isinstance(dates, rrule)
    days = {moment.date() for moment in dates}
    assert rule.dtstart in days and set(rule.exdates) <= days and days.isdisjoint(rule.rdates)
    return days - set(rule.exdates) | set(rule.rdates)


def test_the_sample_has_schedules_of_all_sorts():
    read = [read_schedule(text).value for text in SCHEDULES]
    assert sum(one.days is not None for one in read) > 100
    assert any(one.weeks for one in read) and any(one.days and one.days.working for one in read)


@pytest.mark.parametrize("closures", CLOSURES, ids=["open", "rebuilt", "until further notice", "never", "between"])
def test_a_service_is_on_the_days_that_pages_show(closures):
    wrong = {}
    for text in (*TABLE, *SCHEDULES):
        schedule = read_schedule(text).value
        rule = of_schedule(schedule, closures, HOLIDAYS, 2026)
        shown = {day for day in BOTH if is_offered(schedule, closures, HOLIDAYS, day)}
        told = expanded(rule) if rule else set()
        assert not rule or schedule.days
        if told != shown or told.intersection(YEAR) != shown.intersection(YEAR):
            wrong[text] = sorted(told ^ shown)[:5]
    assert wrong == {}


def test_words_without_days_have_no_rule():
    assert of_schedule(read_schedule("随时").value, (), HOLIDAYS, 2026) is None
    assert all(read_schedule(text).value.days for text in TABLE)


_SPANS = (Span(540, 690), Span(810, 1050))
LINES = (
    HoursLine(read_days("周一至周五").value, _SPANS),
    HoursLine(read_days("工作日").value, _SPANS),
    HoursLine(read_days("每天").value, _SPANS, holidays=True),
    HoursLine(read_days("周六").value, _SPANS, Season("06-01", "09-30")),
    HoursLine(read_days("每天").value, _SPANS, Season("11-01", "03-31")),
    HoursLine(read_days("工作日").value, _SPANS, Season("02-29", "02-29")),
    HoursLine(read_days("工作日").value, _SPANS, Season("10-10", "10-10")),
    HoursLine(DaySet.of([6]), _SPANS, Season("01-01", "12-31"), holidays=True),
)


@pytest.mark.parametrize("closures", CLOSURES, ids=["open", "rebuilt", "until further notice", "never", "between"])
@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.days.text} {line.season or ''}")
def test_a_home_opens_on_the_days_that_pages_show(line, closures):
    rules = list(of_hours(line, closures, HOLIDAYS, 2026))
    told = list(chain.from_iterable(map(expanded, rules)))
    shut = [day for day in BOTH if any(one.start <= day <= one.end for one in closures)]
    shown = {day for day in BOTH if holds_on(line, HOLIDAYS, day)} - set(shut)
    assert len(told) == len(set(told)) and set(told) == shown
