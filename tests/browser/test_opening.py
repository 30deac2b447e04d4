"""Hours, closures and holidays: the scripts' answers against `generator.public.opening`, over random homes; and on the
pages.
"""

from __future__ import annotations

import datetime as dt
import json
import random

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.model.federation import Holiday, HolidayYear
from generator.model.field_types import BEIJING, Span
from generator.model.hours import DaySet, Schedule
from generator.public.opening import Holidays, next_offered, opening_spans
from generator.public.views import OPEN_END, ClosureView, HoursLine

HOLIDAYS = [
    HolidayYear(2026, (Holiday("国庆节", dt.date(2026, 10, 1), dt.date(2026, 10, 7)),), (dt.date(2026, 10, 10),))
]
TABLE = {"years": [2026], "off": {f"2026-10-0{n}": "国庆节" for n in range(1, 8)}, "on": ["2026-10-10"]}
# Asks the scripts about each home at its moment: is it open, when is the service given next, is it going on.
ASK = """rows => rows.map(([lines, closures, when, at]) => {
  const now = new Date(at + "Z"), day = homesHours.next(when, closures, now);
  return [homesHours.state(lines, closures, now)[0], day && day.toISOString().slice(0, 10), homesHours.running(when, closures, now)];
})"""


def beijing(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=BEIJING)


class Chance:
    """A home's hours, its closures, a service's schedule and a moment, by chance; the odd ones often."""

    def __init__(self, seed: int):
        dice = self._dice = random.Random(seed)
        self.lines = tuple(HoursLine(self._days(), tuple(self._spans())) for _ in range(dice.randrange(3)))
        self.moment = dt.datetime(2026, 9, 20, tzinfo=BEIJING) + dt.timedelta(
            minutes=dice.randrange(60 * 24 * 120) // 15 * 15
        )
        self.closures = tuple(self._closure() for _ in range(dice.choice((0, 0, 1, 2))))
        nth = dice.choice((None, None, None, 1, 2, 4))
        self.schedule = Schedule("", self._days(), nth, dice.choice((None, *self._spans())))

    def _days(self) -> DaySet:
        if self._dice.random() < 0.3:
            return DaySet("工作日", (0, 1, 2, 3, 4), True)
        return DaySet("", tuple(sorted(self._dice.sample(range(7), self._dice.randrange(1, 8)))))

    def _spans(self) -> list[Span]:
        if self._dice.random() < 0.15:
            return [Span(0, 1440)]
        cuts = sorted(self._dice.sample(range(0, 1441, 15), 4))
        return [Span(cuts[0], cuts[1]), Span(cuts[2], cuts[3])]

    def _closure(self) -> ClosureView:
        start = self.moment.date() + dt.timedelta(days=self._dice.randrange(-30, 30))
        end = (
            self._dice.choice((dt.date.max, OPEN_END))
            if self._dice.random() < 0.2
            else start + dt.timedelta(days=self._dice.choice((0, 3, 40)))
        )
        return ClosureView(start, end, "盘点")

    def asked(self) -> list:
        lines = [
            [line.days.days, line.days.working, [[span.start, span.end] for span in line.spans]] for line in self.lines
        ]
        span = self.schedule.span
        when = [
            self.schedule.days.days,
            self.schedule.days.working,
            self.schedule.nth or 0,
            span.start if span else -1,
            span.end if span else -1,
        ]
        return [
            lines,
            [[str(c.start), str(c.end), c.reason] for c in self.closures],
            when,
            f"{self.moment:%Y-%m-%dT%H:%M}",
        ]

    def answer(self, holidays: Holidays) -> list:
        day, minute = self.moment.date(), self.moment.hour * 60 + self.moment.minute
        is_open = any(
            span.start <= minute < span.end for span in opening_spans(self.lines, self.closures, holidays, day)
        )
        soonest = next_offered(self.schedule, self.closures, holidays, self.moment)
        midnight = self.moment.replace(hour=0, minute=0)
        span = self.schedule.span
        # given today at all: asked before it began, on a day it can't begin at its first minute
        on = (
            span
            and next_offered(Schedule("", self.schedule.days, self.schedule.nth), self.closures, holidays, midnight, 1)
            is not None
        )
        return [is_open, soonest and str(soonest), bool(on and span.start <= minute < span.end)]


def test_scripts_and_generator_agree_about_random_homes(visit, sample):
    page = visit(sample.home("月亮湾社区妇女之家").address)
    page.route("**/holidays.json", lambda route: route.fulfill(json=TABLE))
    page.reload()
    page.wait_for_load_state("networkidle")
    cases = [Chance(seed) for seed in range(3000)]
    told = [
        [state in ("open", "soon"), day, on] for state, day, on in page.evaluate(ASK, [case.asked() for case in cases])
    ]
    holidays = Holidays.of(HOLIDAYS)
    wrong = [
        (case.asked(), said, case.answer(holidays))
        for case, said in zip(cases, told, strict=True)
        if said != case.answer(holidays)
    ]
    assert wrong == []
    assert sum(one[0] for one in told) > 200 and sum(one[2] for one in told) > 50


# ---- on the pages

SHUT = """name: 枣营北里社区妇女之家
kind: community
street: maizidian
office:
  address: 枣营北里 1 号楼
  hours: [{days: 周一至周五, open: "9:00-17:00"}, {days: 周六, open: "00:00-24:00"}]
  closed: [{from: 2026-11-10, to: 2026-12-20, reason: 装修}]
services:
  - {item: rights.reception, title: 律师坐班, schedule: 每周三 14:00-16:00}
  - {item: care.support, title: 守夜, schedule: 每周六 00:00-24:00}
"""
LEAVING = """name: 霞光里社区妇女之家
kind: community
street: maizidian
office: {address: 霞光里 1 号楼, hours: [{days: 每天, open: "00:00-24:00"}]}
closed: {on: 2026-12-01, reason: 社区合并}
"""


@pytest.fixture
def shut(folder, open_page):
    """`shut(moment, identity)`: the page of a home that is closed for six weeks, or of one that closes for good, as the
    site was on 11-29.
    """
    folder.home("home.yml", SHUT)
    folder.write("homes/chaoyang/bystander/home.yml", LEAVING)
    site = folder.root.parent / "site"
    result = CliRunner().invoke(
        main, ["build", "--content", str(folder.root), "--site", str(site), "--as-of", "2026-11-29"]
    )
    assert result.exit_code == 0, result.output

    def shut_(moment: str, identity: str = "chaoyang/zaoying-beili"):
        page = open_page(at=beijing(moment))
        page.goto((site / "homes" / identity / "index.html").as_uri())
        return page

    return shut_


def test_a_closed_home_is_closed_wherever_its_page_speaks_of_time(shut):
    page = shut("2026-12-02T14:30")  # a Wednesday
    assert page.locator(".answer .open-chip").inner_text() == "临时关闭（装修），12 月 21 日 9:00 开"
    assert page.locator(".offer .next").all_inner_texts() == ["下次：12 月 23 日 周三", "下次：12 月 26 日 周六"]
    assert page.locator(".hours tr[aria-current]").count() == 0
    assert not page.locator("#seven-days").is_visible()
    after = shut("2026-12-23T14:30")
    assert after.locator(".offer .next").first.inner_text() == "正在进行，到 16:00"
    assert after.locator(".hours tr[aria-current]").inner_text().startswith("周一至周五")


def test_search_engines_are_told_of_closures(shut):
    page = shut("2026-12-02T14:30")
    data = json.loads(page.locator("script[type='application/ld+json']").inner_text())
    assert data["specialOpeningHoursSpecification"] == [
        {
            "@type": "OpeningHoursSpecification",
            "opens": "00:00",
            "closes": "00:00",
            "validFrom": "2026-11-10",
            "validThrough": "2026-12-20",
        }
    ]
    assert data["openingHoursSpecification"][1] == {
        "@type": "OpeningHoursSpecification", "dayOfWeek": ["Saturday"], "opens": "00:00", "closes": "23:59"
    }  # fmt: skip


def test_a_day_that_is_open_all_day_has_no_closing_time(shut):
    page = shut("2026-12-26T23:45")
    assert page.locator(".answer .open-chip").inner_text() == "全天开放"
    assert page.locator(".offer .next").nth(1).inner_text() == "今天全天"
    assert "全天" in page.locator(".hours").inner_text()
    assert "24:00" not in page.locator("main, #main").first.inner_text()


def test_an_evening_that_goes_on_through_days_open_all_day_is_not_all_day(shut):
    lines, friday = "[[[4], false, [[1080, 1440]]], [[5, 6], false, [[0, 1440]]]]", "new Date('2026-12-04T23:50Z')"
    assert shut("2026-12-26T23:45").evaluate(f"homesHours.state({lines}, [], {friday})[1]") == "正在开放，今晚不关门"


def test_a_closure_without_an_end_lasts_until_further_notice(folder, open_page):
    folder.home("home.yml", SHUT.replace(", to: 2026-12-20", ""))
    where = ["--content", str(folder.root), "--as-of", "2026-11-29"]
    built, told = (
        CliRunner().invoke(main, [*command, *where])
        for command in (["build", "--site", str(folder.root.parent / "site")], ["check"])
    )
    assert built.exit_code == told.exit_code == 0 and "从 2026-11-10 起临时关闭，没有写到哪天为止" in told.output
    for at in ("2026-11-10T10:00", "2028-06-01T10:00"):
        page = open_page(at=beijing(at))
        page.goto((folder.root.parent / "site/homes/chaoyang/zaoying-beili/index.html").as_uri())
        assert page.locator(".answer .open-chip").inner_text() == "临时关闭（装修），何时开门另行通知"
        assert page.locator(".offer .next").all_inner_texts() in ([], ["", ""])
        assert "11 月 10 日起不开，何时开门另行通知（装修）" in page.locator(".answer").inner_text()
        (data,) = json.loads(page.locator("script[type='application/ld+json']").inner_text())[
            "specialOpeningHoursSpecification"
        ]
        assert data["validFrom"] == "2026-11-10" and "validThrough" not in data


def test_who_closes_for_good_says_so_before_and_is_closed_after(shut):
    before = shut("2026-11-30T12:00", "chaoyang/bystander")
    assert before.locator(".answer .open-chip").inner_text() == "全天开放"
    assert "12 月 1 日起不再开放（社区合并）" in before.locator(".answer").inner_text()
    assert (
        shut("2026-12-01T12:00", "chaoyang/bystander").locator(".answer .open-chip").inner_text()
        == "不再开放（社区合并）"
    )
