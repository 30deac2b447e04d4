"""The duty clock: one home's year replayed by the calendar, and the clock against asking the rules about every day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from generator import reading
from generator.model.field_types import BEIJING
from generator.office.reports import writing
from generator.office.reports.todos import TodoKind
from generator.pipeline import BuildOptions
from generator.standard.due import upcoming_dues
from generator.standard.rule import HomeCase, Outcome
from generator.standard.standing import assess

from . import report_home as good

PROJECT = Path(__file__).parent.parent.parent


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(hour=12, tzinfo=BEIJING)


def report_on(folder, day: str):
    return {judged.identity: one for judged, one in writing.home_reports(folder.assess(at(day)))}[good.ID]


# As of 1 July 2026: the day on which each falls due, worked out by hand from the calendar.
DUE = {
    "mechanism.monthly-meeting": "2026-07-31",  # no meeting in July
    "team.volunteer-meetings": "2026-09-30",  # none in the third quarter
    "mechanism.council": "2026-12-31",  # none in the second half-year
    "mechanism.reports": "2026-09-10",  # the district asks three; the first of three leaves its year
    "honour.fresh": "2026-11-15",  # six months after 15 May
    "honour.yearly": "2027-05-15",
    "mechanism.publicity-plan": "2027-04-15",  # fifteen months
    "mechanism.family-plan": "2027-03-01",  # the summary of 30 November: fifteen months on there is no 30 February
    "mechanism.activity-records": "2026-09-12",  # the day of an activity that has no report yet
    "mechanism.legal-event": "2027-02-14",
    "team.contact-book": "2027-03-31",
    "team.opinions": "2027-02-28",
    "ledger.rosters": "2027-03-01",
    "ledger.general": "2027-03-20",
    "house.checked": "2027-01-20",
    "house.notice": "2026-12-31",
    "house.consent": "2026-09-30",
}


def test_each_thing_falls_due_on_its_day(folder):
    good.write(folder)
    found = {todo.rule: str(todo.due) for todo in report_on(folder, "2026-07-01").todos if todo.due}
    assert {rule: found.get(rule) for rule in DUE} == DUE


@pytest.mark.parametrize("rule", [rule for rule in DUE if not rule.startswith("house.")])
def test_it_is_met_until_then_and_not_on_the_day(folder, rule):
    good.write(folder)
    day = dt.date.fromisoformat(DUE[rule])
    outcomes = [folder.assess(at(str(d))).homes[good.ID].standing.outcomes[rule] for d in (day - dt.timedelta(1), day)]
    assert outcomes[0] is Outcome.MET and outcomes[1] is not Outcome.MET


def test_a_year_replayed_month_by_month_keeps_what_the_clock_foretold(folder):
    good.write(folder)
    months = [f"{year}-{month:02d}-15" for year in (2026, 2027) for month in range(1, 13)][:20]
    standings = {day: folder.assess(at(day)).homes[good.ID].standing for day in months}
    home = folder.assess(at(months[0])).homes[good.ID].home
    for day, standing in standings.items():
        foretold = {due.rule.id: str(due.day) for due in upcoming_dues(home, standing)}
        for later, then in standings.items():
            for rule, due in foretold.items():
                if day <= later < due:
                    assert then.outcomes[rule] is Outcome.MET, (day, later, rule)
    assert [standings[day].haves["mechanism"].value for day in ("2026-07-15", "2026-09-15")] == ["met", "unmet"]


def test_a_new_record_moves_the_day(folder):
    good.write(folder)
    folder.home("ledger.yml", good.LEDGER.replace("2026-06-09]", "2026-06-09, 2026-07-09]"))
    found = {todo.rule: str(todo.due) for todo in report_on(folder, "2026-07-10").todos}
    assert found["mechanism.monthly-meeting"] == "2026-08-31"


def test_nothing_falls_due_after_the_home_closes(folder):
    good.write(folder)
    folder.home("home.yml", good.HOME + "closed: {on: 2026-09-01}\n")
    dues = upcoming_dues(*_home_and_standing(folder, "2026-07-01"))
    assert dues and max(due.day for due in dues) < dt.date(2026, 9, 1)
    assert "已于 2026 年 9 月 1 日关闭" in report_on(folder, "2026-10-01").headline


def _home_and_standing(folder, day: str):
    judged = folder.assess(at(day)).homes[good.ID]
    return judged.home, judged.standing


def test_urgency_has_what_is_missing_before_what_is_coming_and_duties_before_advice(folder):
    good.write(folder)
    folder.home("ledger.yml", good.LEDGER.replace("book_checked: [2026-03-31], ", ""))
    todos = report_on(folder, "2026-07-01").todos
    order = [
        (todo.kind, todo.due is not None) for todo in todos if not todo.due or todo.within(90, dt.date(2026, 7, 1))
    ]
    assert order[0] == (TodoKind.DUTY, False)
    stages = [(0 if kind is TodoKind.DUTY and not due else 1 if kind is TodoKind.DUTY else 2) for kind, due in order]
    assert stages == sorted(stages)
    within = [
        todo.due for todo in todos if todo.due and todo.kind is TodoKind.DUTY and todo.within(90, dt.date(2026, 7, 1))
    ]
    assert within == sorted(within)


def test_the_clock_is_right_for_every_day_of_the_sample():
    """The candidates miss nothing: for some of the sample's homes each of the next 500 days is asked about."""
    assessment = reading.assess(BuildOptions(PROJECT / "content", at("2026-11-23")))
    checked = 0
    for judged in assessment.usable[::25]:
        district = assessment.content.districts[judged.home.district]
        standing = assess(judged.home, district, dt.date(2026, 11, 23))
        told = {due.rule.id: due.day for due in upcoming_dues(judged.home, standing)}
        for rule in standing.rules:
            if standing.verdicts[rule.id].outcome is Outcome.MET and not _closes(judged.home):
                day = told.get(rule.id)
                assert _first_day_missed(judged.home, rule, standing.on) == (
                    day if _in_reach(day, standing.on) else None
                ), rule.id
                checked += 1
    assert checked > 50


def _closes(home) -> bool:
    return home.profile.closed is not None


def _in_reach(day: dt.date | None, on: dt.date) -> bool:
    return day is not None and (day - on).days <= 500


def _first_day_missed(home, rule, on: dt.date) -> dt.date | None:
    for ahead in range(1, 501):
        day = on + dt.timedelta(ahead)
        if rule.check(HomeCase(home, day, rule.parameters)).outcome is not Outcome.MET:
            return day
    return None
