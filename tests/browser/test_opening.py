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
from generator.content.values.days import DaySet, Season
from generator.content.values.schedules import LAST, Schedule
from generator.content.values.times import Span
from generator.model.city_lists import Holiday, HolidayYear
from generator.model.field_types import BEIJING
from generator.pages.words import kept
from generator.public.opening import Holidays, is_offered, next_offered, offer_rule, opening_rule, opening_spans
from generator.public.views import OPEN_END, ClosureView, HoursLine

HOLIDAYS = [
    HolidayYear(2026, (Holiday("国庆节", dt.date(2026, 10, 1), dt.date(2026, 10, 7)),), (dt.date(2026, 10, 10),))
]
TABLE = {"years": [2026], "off": {f"2026-10-0{n}": "国庆节" for n in range(1, 8)}, "on": ["2026-10-10"]}
# Asks the scripts about each home at its moment: is it open, when is the service given next, is it going on.
ASK = """rows => rows.map(([lines, closures, when, at]) => {
  const now = new Date(at + "Z"), day = homesHours.next(when, closures, now);
  return [homesHours.state(lines, closures, now)[0], day && day.toISOString().slice(0, 10), !!homesHours.running(when, closures, now)];
})"""


def beijing(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=BEIJING)


class Chance:
    """A home's hours, its closures, a service's schedule and a moment, by chance; the odd ones often."""

    def __init__(self, seed: int):
        dice = self._dice = random.Random(seed)
        self.lines = tuple(self._line() for _ in range(dice.randrange(3)))
        self.moment = dt.datetime(2026, 9, 20, tzinfo=BEIJING) + dt.timedelta(
            minutes=dice.randrange(60 * 24 * 120) // 15 * 15
        )
        self.closures = tuple(self._closure() for _ in range(dice.choice((0, 0, 1, 2))))
        weeks = dice.choice(((), (), (), (1,), (2, 4), (LAST,), (1, 3, LAST)))
        dates = dice.choice(((), (), (), (15,), (1, 10, 20, 31)))
        self.schedule = Schedule("", self._days(), weeks, dates, tuple(dice.choice(((), self._spans()))))

    def _line(self) -> HoursLine:
        season = self._dice.choice((None, None, Season("05-01", "09-30"), Season("10-08", "04-30")))
        return HoursLine(self._days(), tuple(self._spans()), season, holidays=self._dice.random() < 0.2)

    def _days(self) -> DaySet:
        if self._dice.random() < 0.3:
            return DaySet("工作日", (0, 1, 2, 3, 4), True)
        return DaySet("", tuple(sorted(self._dice.sample(range(7), self._dice.randrange(1, 8)))))

    def _spans(self) -> list[Span]:
        if self._dice.random() < 0.15:
            return [Span(0, 1440)]
        if self._dice.random() < 0.15:
            return [Span(self._dice.randrange(1080, 1440, 15), self._dice.randrange(1455, 1800, 15))]
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
        return [
            list(map(opening_rule, self.lines)),
            [[str(c.start), str(c.end), c.reason] for c in self.closures],
            offer_rule(self.schedule),
            f"{self.moment:%Y-%m-%dT%H:%M}",
        ]

    def answer(self, holidays: Holidays) -> list:
        day, minute = self.moment.date(), self.moment.hour * 60 + self.moment.minute
        is_open = any(
            span.start <= minute < span.end for span in opening_spans(self.lines, self.closures, holidays, day)
        )
        soonest = next_offered(self.schedule, self.closures, holidays, self.moment)
        on = any(
            span.start <= minute + ago * 1440 < span.end
            and is_offered(self.schedule, self.closures, holidays, day - dt.timedelta(days=ago))
            for span in self.schedule.spans
            for ago in (0, 1)
        )
        return [is_open, soonest and str(soonest), on]


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
    assert page.locator(".answer .open-chip").inner_text() == kept("临时关闭（装修），12 月 21 日 9:00 开")
    assert page.locator(".offer .next").all_inner_texts() == [
        kept("下次：12 月 23 日 周三"),
        kept("下次：12 月 26 日 周六"),
    ]
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
        for command in (["build", "--site", str(folder.root.parent / "site")], ["check", "--all"])
    )
    assert built.exit_code == told.exit_code == 0 and "从 2026-11-10 起临时关闭，没有写到哪天为止" in told.output
    for at in ("2026-11-10T10:00", "2028-06-01T10:00"):
        page = open_page(at=beijing(at))
        page.goto((folder.root.parent / "site/homes/chaoyang/zaoying-beili/index.html").as_uri())
        assert page.locator(".answer .open-chip").inner_text() == "临时关闭（装修），何时开门另行通知"
        assert page.locator(".offer .next").all_inner_texts() in ([], ["", ""])
        assert kept("11 月 10 日起不开，何时开门另行通知（装修）") in page.locator(".answer").inner_text()
        (data,) = json.loads(page.locator("script[type='application/ld+json']").inner_text())[
            "specialOpeningHoursSpecification"
        ]
        assert data["validFrom"] == "2026-11-10" and "validThrough" not in data


def test_who_closes_for_good_says_so_before_and_is_closed_after(shut):
    before = shut("2026-11-30T12:00", "chaoyang/bystander")
    assert before.locator(".answer .open-chip").inner_text() == "全天开放"
    assert kept("12 月 1 日起不再开放（社区合并）") in before.locator(".answer").inner_text()
    assert (
        shut("2026-12-01T12:00", "chaoyang/bystander").locator(".answer .open-chip").inner_text()
        == "不再开放（社区合并）"
    )


NIGHT = """name: 枣营北里社区妇女之家
kind: community
street: maizidian
office:
  address: 枣营北里 1 号楼
  hours:
    - 周五、周六 晚上8点到次日2点
    - {days: 周一至周四, open: "8:00-18:00", from: 06-01, to: 08-31, holidays: true}
    - {days: 周一至周四, open: "9:00-17:00", from: 09-01, to: 05-31}
services:
  - {item: rights.reception, title: 坐班, schedule: 每月第二、最后一个周三 上午9点至11点、下午2点至4点}
  - {item: care.support, title: 赶集, schedule: 每月15日上午}
"""


@pytest.fixture
def night(folder, open_page):
    """`night(moment)`: the page of a home with late evenings, two seasons and monthly services, built on 2026-11-29."""
    folder.home("home.yml", NIGHT)
    site = folder.root.parent / "site"
    result = CliRunner().invoke(
        main, ["build", "--content", str(folder.root), "--site", str(site), "--as-of", "2026-11-29"]
    )
    assert result.exit_code == 0, result.output

    def night_(moment: str):
        page = open_page(at=beijing(moment))
        page.goto((site / "homes/chaoyang/zaoying-beili/index.html").as_uri())
        page.wait_for_load_state("networkidle")
        return page

    return night_


def test_an_evening_goes_on_past_midnight(night):
    chips = {
        "2026-12-04T23:30": "正在开放，明天 2:00 关门",  # a Friday
        "2026-12-05T01:40": "快关门了，开到 2:00",
        "2026-12-05T02:00": "还没开门，20:00 开",
        "2026-12-06T00:30": "正在开放，2:00 关门",
        "2026-12-06T03:00": "今天已关门，明天 9:00 开",
    }
    for moment, words in chips.items():
        assert night(moment).locator(".answer .open-chip").inner_text() == words, moment
    page = night("2026-12-04T23:30")
    assert "20:00–次日 2:00" in page.locator(".hours").inner_text()
    data = json.loads(page.locator("script[type='application/ld+json']").inner_text())
    assert data["openingHoursSpecification"][0] == {
        "@type": "OpeningHoursSpecification", "dayOfWeek": ["Friday", "Saturday"], "opens": "20:00", "closes": "02:00"
    }  # fmt: skip


def test_a_seasons_hours_replace_those_they_overlap(sample, visit):
    """On Mondays: in winter, in a season that is longer, in one that adds an evening. Python and the browser say so."""
    usual = HoursLine(DaySet("周一", (0,)), (Span(540, 690), Span(810, 1050)))
    longer = HoursLine(DaySet("每天", tuple(range(7))), (Span(480, 1200),), Season("06-01", "08-31"))
    evening = HoursLine(DaySet("周一", (0,)), (Span(1140, 1260),), Season("09-01", "10-31"))
    lines, page = [usual, longer, evening], visit("")
    for day, starts in (("2026-12-07", [540, 810]), ("2027-06-07", [480]), ("2027-09-06", [540, 810, 1140])):
        assert [span.start for span in opening_spans(lines, (), Holidays(), dt.date.fromisoformat(day))] == starts
        opens = "([lines, day]) => homesHours.state(lines, [], new Date(`${day}T00:00Z`))[1]"
        told = page.evaluate(opens, [[opening_rule(line) for line in lines], day])
        assert f"{starts[0] // 60}:00" in told


def test_each_season_has_its_hours(night):
    winter, summer = night("2026-12-02T08:30"), night("2027-06-02T08:30")  # Wednesdays
    assert winter.locator(".answer .open-chip").inner_text().startswith("还没开门，9:00 开")
    assert summer.locator(".answer .open-chip").inner_text().startswith("正在开放，18:00 关门")
    for page, row in ((winter, "9 月 1 日至 5 月 31 日"), (summer, "6 月 1 日至 8 月 31 日")):
        assert page.locator(".hours tr[aria-current]").count() == 1
        assert kept(row) in page.locator(".hours tr[aria-current]").inner_text()
    data = json.loads(winter.locator("script[type='application/ld+json']").inner_text())
    assert [(one["validFrom"], one["validThrough"]) for one in data["openingHoursSpecification"][1:]] == [
        ("2027-06-01", "2027-08-31"), ("2026-09-01", "2027-05-31")
    ]  # fmt: skip


def test_a_public_holiday_is_like_any_day_only_where_the_home_says_so(visit, sample):
    page = visit(sample.home("月亮湾社区妇女之家").address)
    page.route("**/holidays.json", lambda route: route.fulfill(json=TABLE))
    page.reload()
    page.wait_for_load_state("networkidle")
    plain, as_usual = ([[2, 3, 4], False, [[540, 1020]]], [[2, 3, 4], False, [[540, 1020]], True])
    for line, words in ((plain, "国庆节放假，来之前先打电话"), (as_usual, "正在开放，17:00 关门")):
        ask = "line => homesHours.state([line], [], new Date('2026-10-01T10:00Z'))[1]"
        assert page.evaluate(ask, line) == words


def test_services_of_some_weeks_and_dates_of_the_month_are_told_when_next(night):
    page = night("2026-12-02T08:30")
    assert page.locator(".offer .next").all_inner_texts() == [
        kept("下次：12 月 9 日 周三"),
        kept("下次：12 月 15 日 周二"),
    ]
    between = night("2026-12-09T12:00")
    assert between.locator(".offer .next").first.inner_text() == "下次：今天 周三"
    assert "9:00–11:00、14:00–16:00" in between.locator("#seven-days").inner_text()
    assert night("2026-12-09T15:00").locator(".offer .next").first.inner_text() == "正在进行，到 16:00"
    assert night("2026-12-09T17:00").locator(".offer .next").first.inner_text() == kept("下次：12 月 30 日 周三")


def test_what_goes_on_behind_a_door_that_is_shut_is_said_beside_it(visit, sample):
    said = {}
    for time in ("07:30", "08:45", "10:00"):
        page = visit(sample.home("机械里社区妇女之家").address, at=beijing(f"2026-12-04T{time}"))  # a Friday
        page.wait_for_load_state("networkidle")
        chip, beside = (page.locator(f".answer {one}").inner_text() for one in (".open-chip", "[data-even-so]"))
        said[time] = (chip.partition("，")[0], beside)
    assert said == {
        "07:30": ("还没开门", "不过“老食堂做豆腐脑”正在进行，到 8:30"),
        "08:45": ("还没开门", ""),
        "10:00": ("正在开放", ""),
    }
