"""The nearest home: by a position that never leaves the phone, or from a street or a community chosen by hand."""

from __future__ import annotations

import datetime as dt
import math
import re
from urllib.parse import unquote

import pytest

from generator.model.field_types import BEIJING
from generator.public.opening import Holidays, is_offered, weekly_services
from generator.public.views import HomeView, Point
from tests.browser.test_pages import overflowing

PLACES = {"麦子店": (116.4730, 39.9430), "西城": (116.3700, 39.9200), "延庆": (115.9750, 40.4600)}
MONDAY = dt.datetime(2026, 11, 23, 10, 0, tzinfo=BEIJING)
RINGS = (2000, 5000, 10_000, 20_000, 50_000)
SILENT = "navigator.geolocation.getCurrentPosition = () => {};"
UNAVAILABLE = "navigator.geolocation.getCurrentPosition = (given, failed) => failed({ code: 2 });"


def metres(place: tuple[float, float], point: Point) -> float:
    """The great circle, by the cosine rule: another way than the script's."""
    a, b = math.radians(place[1]), math.radians(point.latitude)
    turn = math.radians(point.longitude - place[0])
    return 6_371_008.8 * math.acos(math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(turn))


def nearest(sample, place: tuple[float, float]) -> list[tuple[float, HomeView]]:
    known = [(metres(place, home.office.point), home) for home in sample.open_homes if home.office.point]
    return sorted(known, key=lambda row: row[0])


def around(rows: list[tuple[float, HomeView]]) -> list[HomeView]:
    """Homes within the smallest ring that holds three."""
    most = next(ring for ring in RINGS if sum(far <= ring for far, _ in rows) >= 3)
    return [home for far, home in rows if far <= most]


@pytest.fixture
def at(visit):
    """`at(place, query="", width=360, when=MONDAY)`: the page as somebody standing there sees it, and all addresses it
    asked for.
    """

    def at_(place: tuple[float, float], query: str = "", width: int = 360, when: dt.datetime = MONDAY):
        where = {"longitude": place[0], "latitude": place[1]}
        page = visit(f"nearby/{query}", width, when, geolocation=where, permissions=["geolocation"])
        page.locator(".results li").first.wait_for()
        return page

    return at_


@pytest.fixture
def without(open_page, sample, foreign_requests):
    """`without(script, query="")`: the page of a phone whose geolocation the script has spoilt; by default it refuses."""

    def without_(script: str = "", query: str = "", width: int = 360):
        page = open_page(width)
        if script:
            page.add_init_script(script)
        page.clock.install(time=MONDAY)  # the script's patience is measured
        page.clock.pause_at(MONDAY + dt.timedelta(seconds=1))  # and by this clock alone
        page.goto(f"{sample.root}nearby/{query}")
        page.locator("select[name=district] option").nth(1).wait_for(state="attached")
        return page

    yield without_
    assert foreign_requests == []


def sentence(page) -> str:
    return page.locator(".where [role=status]").inner_text()


def names(page) -> list[str]:
    return page.locator(".results h2").all_inner_texts()


def count(page, name: str) -> int:
    return int(page.locator(f".near-chips [name={name}] small").inner_text())


@pytest.mark.parametrize("place", PLACES)
def test_homes_come_nearest_first(at, sample, place):
    page = at(PLACES[place])
    rows = nearest(sample, PLACES[place])
    near = around(rows)
    shown = names(page)
    assert shown == [home.name for _, home in rows[: len(shown)]]
    assert len(shown) == min(10, len(near))
    for line, (far, _) in zip(page.locator(".dist").all(), rows, strict=False):
        number, unit = re.match(r"([\d.,]+)\s*(米|公里)", line.inner_text()).groups()
        told = float(number) * (1 if unit == "米" else 1000)
        assert abs(told - far) <= (6 if unit == "米" else 51 if far < 9950 else 501)
        minutes = max(1, round(far * 1.3 / 80))
        assert ("1 小时以上" if minutes > 60 else f"步行约 {minutes} 分钟") in line.inner_text()
    assert f"公里内 {len(near)} 家" in sentence(page)
    assert rows[0][1].street.name in sentence(page)


@pytest.mark.parametrize("place", PLACES)
def test_the_filters_tell_how_many_are_near(at, sample, place):
    page = at(PLACES[place])
    near = around(nearest(sample, PLACES[place]))
    for code in ("rights", "work", "family", "care"):
        assert count(page, code) == sum(code in home.functions for home in near), code
    assert count(page, "step-free") == sum("无台阶入口" in home.office.accessibility for home in near)
    assert count(page, "weekend") == sum(
        any(day > 4 for line in home.office.hours for day in line.days.days) for home in near
    )
    opened = page.locator(".results [data-state=open], .results [data-state=soon]").count()
    if len(near) <= 10:
        assert count(page, "open") == opened
        assert (f"{opened} 家正开着" if opened else "现在都没开门") in sentence(page)


def test_filters_go_together_and_into_the_address(at, sample):
    page = at(PLACES["西城"])
    page.locator("[name=work]").click()
    page.locator("[name=weekend]").click()
    fitting = [
        home.name
        for _, home in nearest(sample, PLACES["西城"])
        if "work" in home.functions and any(day > 4 for line in home.office.hours for day in line.days.days)
    ]
    shown = names(page)
    assert shown and shown == fitting[: len(shown)]
    assert page.url.endswith("?weekend=1&work=1")
    assert page.locator("[name=work]").get_attribute("aria-pressed") == "true"
    page.reload()
    page.locator(".results li").first.wait_for()
    assert names(page) == shown


def test_open_homes_alone(at):
    page = at(PLACES["西城"], "?open=1")
    states = page.locator(".results .open-chip").evaluate_all("all => all.map(one => one.dataset.state)")
    assert states and set(states) <= {"open", "soon"}
    night = at(PLACES["西城"], when=MONDAY.replace(hour=3))
    assert "现在都没开门" in sentence(night)
    assert count(night, "open") == 0


def test_a_list_says_of_opening_what_the_homes_own_pages_say(at, visit):
    page = at(PLACES["麦子店"])
    for row in page.locator(".results > li").all():
        told, link = row.locator(".open-chip").inner_text(), row.locator("h2 a").get_attribute("href")
        own = visit("nearby/" + link, at=MONDAY)
        own.wait_for_load_state("networkidle")
        assert own.locator(".open-chip").first.inner_text() == told


def test_ten_more(at, sample):
    page = at(PLACES["麦子店"])
    before = len(names(page))
    page.get_by_role("button", name="再看 10 家").click()
    assert names(page) == [home.name for _, home in nearest(sample, PLACES["麦子店"])[: before + 10]]
    assert page.evaluate(
        f"document.activeElement.closest('li') === document.querySelectorAll('.results > li')[{before}]"
    )


@pytest.mark.parametrize("place", PLACES)
def test_a_position_is_neither_sent_nor_kept(visit, sample, place):
    asked: list[str] = []
    longitude, latitude = PLACES[place]
    page = visit(
        "nearby/", 360, MONDAY, geolocation={"longitude": longitude, "latitude": latitude}, permissions=["geolocation"]
    )
    page.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    page.reload()
    page.locator(".results li").first.wait_for()
    page.locator("[name=rights]").click()
    page.get_by_role("button", name=re.compile("再看")).click()
    seen = [*asked, page.url, *page.locator("a").evaluate_all("all => all.map(one => one.href)")]
    seen.append(page.evaluate("JSON.stringify([localStorage, sessionStorage, document.cookie, history.state])"))
    seen.append(page.locator("#main").inner_html())
    for text in seen:
        for degrees in (longitude, latitude):
            assert f"{degrees:.2f}" not in unquote(text)
    assert page.url == sample.root + "nearby/?rights=1"


def test_refused_it_is_found_by_the_street(without, sample):
    page = without()
    page.get_by_text("没有拿到您的位置").wait_for()
    street = next(s for d in sample.site.districts for s in d.streets if s.name == "麦子店街道")
    district = street.address.split("/")[1]
    page.locator("select[name=district]").select_option(district)
    page.locator("select[name=street]").select_option(label="麦子店街道")
    page.locator(".results li").first.wait_for()
    points = [home.office.point for home in street.homes if home.office.point]
    middle = (sum(p.longitude for p in points) / len(points), sum(p.latitude for p in points) / len(points))
    # Two homes as far as each other from the middle of both may stand in either order.
    assert sorted(names(page)[:2]) == sorted(home.name for _, home in nearest(sample, middle)[:2])
    assert "从麦子店街道中间算，" in sentence(page)
    assert page.url.endswith(f"nearby/?street={district}/maizidian")
    again = without(query=f"?street={district}/maizidian")
    again.locator(".results li").first.wait_for()
    assert names(again) == names(page)


@pytest.mark.parametrize(
    "typed", ["月亮湾", "yueliangwan", "ylw", "弯月之家", "月亮湾社区妇女之家。", "月亮灣", "月亮湾妇女之家", "ylwsq"]
)
def test_refused_it_is_found_by_a_communitys_name(without, sample, typed):
    """Its own home has no point: its street's middle stands for it."""
    page = without()
    page.get_by_label("或者输入小区").fill(typed)
    page.locator(".where__found button").first.wait_for()
    assert "月亮湾社区" in page.locator(".where__found button").first.inner_text()
    page.keyboard.press("Enter")
    page.locator(".results li").first.wait_for()
    assert sample.home("月亮湾社区妇女之家").street.name in sentence(page)


def test_a_community_is_a_place_to_start_from(without, sample):
    page = without()
    page.get_by_label("或者输入小区").fill("麦田里")
    page.locator(".where__found button", has_text="麦田里社区").click()
    assert names(page)[0] == "麦田里社区妇女之家"
    assert page.locator(".dist").first.inner_text().startswith("就在这里")
    assert sentence(page).startswith("从麦田里社区算起，")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "status"
    assert page.url.endswith("nearby/?home=" + sample.home("麦田里社区妇女之家").identity)


def test_a_district_leads_on_to_its_streets(without, sample):
    page = without()
    page.get_by_label("或者输入小区").fill("朝阳")
    page.locator(".where__found button", has_text="朝阳区").first.click()
    streets = page.locator("select[name=street]")
    assert page.locator("select[name=district]").input_value() == "chaoyang"
    assert page.evaluate("document.activeElement.name") == "street" and streets.locator("option").count() > 1


def test_a_housing_estate_leads_to_the_street_of_its_name(without, sample):
    page = without()
    page.get_by_label("或者输入小区").fill("麦子店小区")
    assert "麦子店街道" in page.locator(".where__found button").first.inner_text()


def test_an_unknown_name_is_told(without):
    page = without()
    page.get_by_label("或者输入小区").fill("月球背面")
    assert "没有找到这个名字" in page.locator(".where__found").inner_text()


@pytest.mark.parametrize(
    "script, words", [(UNAVAILABLE, "手机没有测出位置"), ("delete Navigator.prototype.geolocation;", "不能测位置")]
)
def test_a_phone_that_cannot_tell(without, script, words):
    page = without(script)
    page.get_by_text(words).wait_for()
    assert page.locator("select[name=district]").is_visible()


def test_a_slow_phone_is_waited_for_ten_seconds(without):
    page = without(SILENT)
    page.get_by_text("正在看您在哪儿").wait_for()
    assert page.locator("select[name=district]").is_visible()
    page.clock.run_for(9_000)
    assert "正在看您在哪儿" in sentence(page)
    page.clock.run_for(1_500)
    assert "测位置太慢" in sentence(page)


def test_a_street_nobody_has_marked_begins_from_its_district(without, sample):
    street = next(s for d in sample.site.districts for s in d.streets if not s.homes)
    page = without(query="?street=" + street.address.removeprefix("districts/").strip("/"))
    page.locator(".results li").first.wait_for()
    assert f"{street.name}还没有标出位置的妇女之家，先从{street.district.name}中间算，" in sentence(page)


def test_far_from_every_home_one_may_still_choose(visit):
    page = visit(
        "nearby/", 360, MONDAY, geolocation={"longitude": 121.47, "latitude": 31.23}, permissions=["geolocation"]
    )
    page.get_by_text("有点远").wait_for()
    assert page.locator("select[name=district]").is_visible()
    assert not page.locator(".near-chips").is_visible()


def test_the_rings_are_told_in_words(at):
    page = at(PLACES["麦子店"], width=1440)
    drawing = page.locator(".rings svg")
    assert drawing.is_visible()
    assert drawing.get_attribute("role") == "img"
    label = drawing.get_attribute("aria-label")
    assert label.startswith("示意图，您在中间。1 麦田里社区，东")
    assert page.locator(".rings .dot").count() == len(names(page))


@pytest.mark.parametrize("elder", ["", "?elder=1", "?elder=3"])
def test_it_fits_with_results_and_with_the_choice_open(at, elder):
    page = at(PLACES["麦子店"], elder)
    assert overflowing(page) == {}
    page.get_by_role("button", name="改地方").click()
    page.get_by_label("或者输入小区").fill("里")
    assert overflowing(page) == {}
    small = page.evaluate(
        """() => [...document.querySelectorAll("#main button, #main a, #main select, #main input")].filter(one => one.checkVisibility() && !one.matches("p:not(.do) > a:not([class])"))
        .map(one => [one.textContent.trim(), one.getBoundingClientRect().height]).filter(row => row[1] < 44 && row[0] && !one_name(row[0]));
        function one_name(text) { return text.endsWith("妇女之家"); }"""
    )
    assert small == []


def test_without_scripts_the_districts_are_there(visit):
    page = visit("nearby/", java_script_enabled=False)
    assert page.locator(".nearby__plain .empty-state__title").is_visible()
    assert page.locator(".district-tile").count() == 16
    assert page.locator(".where").is_hidden()
    assert overflowing(page) == {}


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("elder", ["", "?elder=3"])
def test_every_page_leads_here(visit, sample, width, elder):
    page = visit(elder, width)
    link = page.locator(".masthead").get_by_role("link", name="离我最近")
    assert link.is_visible() and link.bounding_box()["height"] >= 44
    assert page.get_by_role("link", name="离我最近的妇女之家").is_visible()
    link.click()
    page.wait_for_url(sample.root + "nearby/")
    assert page.locator(".masthead [aria-current=page]").inner_text() == "离我最近"


@pytest.mark.parametrize(
    "when, hours, words",
    [
        ("2028-03-01T10:00", [[[0, 1, 2, 3, 4], True, [[510, 1020]]]], "正在开放，17:00 关门，节假日以通知为准"),
        ("2028-03-01T10:00", [[[0, 1, 2, 3, 4], False, [[510, 1020]]]], "正在开放，17:00 关门，节假日以通知为准"),
        ("2027-01-01T10:00", [[[0, 1, 2, 3, 4], False, [[510, 1020]]]], "元旦放假，来之前先打电话"),
        ("2027-10-01T10:00", [[[0, 1, 2, 3, 4], True, [[510, 1020]]]], "今天休息，周一 8:30 开，节假日以通知为准"),
        ("2026-11-23T16:45", [[[0, 1, 2, 3, 4], False, [[510, 1020]]]], "快关门了，开到 17:00"),
        ("2026-11-23T10:00", [[[0, 1, 2, 3, 4], True, [[510, 1020]]]], "正在开放，17:00 关门"),
        ("2028-03-01T20:00", [[[0, 1, 2, 3, 4], True, [[510, 1020]]]], "今天已关门，明天 8:30 开，节假日以通知为准"),
        ("2028-03-04T10:00", [[[0, 1, 2, 3, 4], True, [[510, 1020]]]], "今天休息，周一 8:30 开，节假日以通知为准"),
        ("2026-11-23T10:00", [], "开放时间请打电话问"),
    ],
)
def test_working_days_of_an_unknown_year_wait_for_the_notice(at, when, hours, words):
    page = at(PLACES["麦子店"])
    page.wait_for_load_state("networkidle")
    assert page.evaluate("([lines, at]) => homesHours.state(lines, [], new Date(at + 'Z'))[1]", [hours, when]) == words


# ---- what is on near


def on(sample, home: HomeView, days: list[dt.date]) -> set[str]:
    """Titles of what a home holds on these days: activities that take place, services that are not there on most days
    anyway.
    """
    holidays = Holidays.of(sample.site.holidays)
    given = {
        one.title
        for day in days
        for one in weekly_services(home)
        if is_offered(one.schedule, home.office.closures, holidays, day)
    }
    return given | {one.title for one in home.activities if one.date in days and not one.cancelled}


@pytest.mark.parametrize("name, days", [("tomorrow", [24]), ("weekend", [28, 29])])
def test_what_is_on_near_me(at, sample, name, days):
    page = at(PLACES["麦子店"])
    page.locator(f".near-days [value={name}]").click()
    page.locator(".results .on").first.wait_for()
    dates = [dt.date(2026, 11, day) for day in days]
    shown = page.locator(".results > li").evaluate_all("all => all.map(one => one.querySelector('h2').textContent)")
    assert (
        shown == [home.name for _, home in nearest(sample, PLACES["麦子店"]) if on(sample, home, dates)][: len(shown)]
        and shown
    )
    for row in page.locator(".results > li").all():
        home = sample.home(row.locator("h2").inner_text().replace("\n", ""))
        titles = [
            one.split(" ", 2 if any(c.isdigit() for c in one) else 1)[-1]
            for one in row.locator(".on li:not(.quiet)").all_inner_texts()
        ]
        assert titles and set(titles) <= on(sample, home, dates)
    assert page.url.endswith(f"?on={name}")
    assert overflowing(page, "", "") == {}
    page.locator(f".near-days [value={name}]").click()
    assert page.locator(".results .on").count() == 0
