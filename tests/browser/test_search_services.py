"""Finding help by what is done, for whom and when: counts against brute force, open now, the words people type, the
sentence.
"""

from __future__ import annotations

import datetime as dt
import re

import pytest

from generator.model import vocabulary as words
from generator.model.field_types import BEIJING
from generator.public.views import HomeView
from tests.browser.test_pages import overflowing
from tests.browser.test_search import ANSWERED, MOON, ask, chip, choose, counted, rows, told

DAYS = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
MONDAY = dt.datetime(2026, 11, 23, 10, 0, tzinfo=BEIJING)
ASKED = (
    ("family", "elderly", 5),
    ("rights.reception", "single-parent", 5),
    ("work", "job-seekers", 2),
    ("care", "elderly", 6),
)
LAW = {"rights.reception", "rights.law-education"}  # what 法律 means in the national synonyms.yml


def suits(home: HomeView, items: set[str] | None = None, audience: str = "", day: int | None = None) -> bool:
    """Does one and the same service of the home fit? Day 0 is Monday.

    A service without a schedule, or at any time, is there while the office is open; one whose schedule can't be read is
    on no day. Where no service has a day and nothing particular is asked for, it is enough that the office is open.
    """
    open_on = {one for line in home.office.hours for one in line.days.days}
    if items is None and not audience and not any(_days(service, open_on) for service in home.services):
        return day is None or day in open_on
    return any(
        (items is None or service.item in items)
        and (not audience or not service.audience or {audience, "everyone"} & {code for code, _ in service.audience})
        and (day is None or day in _days(service, open_on))
        for service in home.services
    )


def _days(service, open_on: set[int]) -> set[int]:
    if service.schedule is None or service.schedule.text in ("随时", "预约"):
        return open_on
    return set(service.schedule.days.days) if service.schedule.days else set()


def identities(homes) -> set[str]:
    return {home.identity for home in homes}


def items_of(code: str) -> set[str]:
    return {item for item in words.ITEMS if code in (item, words.function_of(item))}


def is_open(home: HomeView, moment: dt.datetime, site) -> bool:
    """By the door sign: not while it is closed, nor on a public holiday."""
    day, minute = moment.date(), moment.hour * 60 + moment.minute
    years = [year for year in site.holidays if year.year == day.year]
    off = any(one.from_ <= day <= (one.to or one.from_) for year in years for one in year.holidays)
    works = day in [made_up for year in years for made_up in year.workdays] or (day.weekday() < 5 and not off)
    if off or any(one.start <= day <= one.end for one in home.office.closures):
        return False
    lines = (line for line in home.office.hours if (works if line.days.working else day.weekday() in line.days.days))
    return any(span.start <= minute < span.end for line in lines for span in line.spans)


def sentence(page) -> str:
    page.evaluate(ANSWERED)
    return page.locator(".search__count").inner_text()


@pytest.fixture
def search(visit):
    page = visit("search/", at=MONDAY)
    page.evaluate(ANSWERED)
    return page


# ---- what is done, for whom, when


def test_audiences_and_days_are_counted(search, sample):
    homes = sample.open_homes
    assert counted(search, "audience") == {
        code: sum(suits(home, audience=code) for home in homes) for code in words.AUDIENCES
    }
    expected = {str(day + 1): sum(suits(home, day=day) for home in homes) for day in range(7)}
    expected["weekend"] = sum(suits(home, day=5) or suits(home, day=6) for home in homes)
    expected["week"] = expected["next"] = sum(
        any(suits(home, day=day) for day in range(7)) for home in homes
    )  # it is Monday
    assert counted(search, "day") == expected
    for code in ("elderly", "single-parent", "everyone"):
        choose(search, "audience", code)
        assert set(rows(search)) == identities(home for home in homes if suits(home, audience=code)), code


def test_service_audience_and_day_are_true_of_one_service(search, sample):
    """Where a home does one thing on one day and another on the next, they aren't mixed up."""
    homes, mixed = sample.open_homes, 0
    for item, audience, day in ASKED:
        choose(search, "item", item)
        choose(search, "audience", audience)
        choose(search, "day", str(day + 1))
        asked = items_of(item)
        fitting = identities(home for home in homes if suits(home, asked, audience, day))
        assert set(rows(search)) == fitting
        apart = (
            home for home in homes if suits(home, asked) and suits(home, audience=audience) and suits(home, day=day)
        )
        mixed += len(identities(apart) - fitting)
        counts = {
            code: sum(suits(home, items_of(code), audience, day) for home in homes) for code in counted(search, "item")
        }
        assert counted(search, "item") == counts
        assert counted(search, "audience") == {
            code: sum(suits(home, asked, code, day) for home in homes) for code in words.AUDIENCES
        }
        days = counted(search, "day")
        assert [days[str(n + 1)] for n in range(7)] == [
            sum(suits(home, asked, audience, n) for home in homes) for n in range(7)
        ]
        districts = counted(search, "district")
        assert districts == {
            d.slug: sum(suits(home, asked, audience, day) for home in d.homes) for d in sample.site.districts
        }
        search.locator("button[name=clear]").click()
    assert mixed


def test_those_that_name_whom_they_are_for_come_first(search, sample):
    choose(search, "audience", "single-parent")
    naming = [
        any("single-parent" in dict(s.audience) for s in home.services) for home in map(_by(sample), rows(search))
    ]
    assert True in naming and False in naming
    assert naming == sorted(naming, reverse=True)


def _by(sample):
    return {home.identity: home for home in sample.open_homes}.__getitem__


MOMENTS = {
    "monday": "2026-11-23T10:00",
    "saturday": "2026-11-28T10:00",
    "noon": "2026-11-25T12:30",
    "night": "2026-11-23T03:00",
    "holiday": "2026-10-01T10:00",
    "make-up-saturday": "2026-10-10T10:00",
}


@pytest.mark.parametrize("when", MOMENTS)
def test_open_now_is_what_the_door_signs_say(visit, sample, when):
    moment = dt.datetime.fromisoformat(MOMENTS[when]).replace(tzinfo=BEIJING)
    page = visit("search/", at=moment)
    page.wait_for_load_state("networkidle")
    page.evaluate(ANSWERED)
    opened = identities(home for home in sample.open_homes if is_open(home, moment, sample.site))
    assert chip(page, "open") == len(opened)
    said = f"其中 {len(opened)} 家这会儿开着" if opened else "这会儿都没开门"
    assert said in sentence(page)
    page.locator("button[name=open]").click()
    assert set(rows(page)) == opened


def test_what_says_open_follows_the_clock(open_page, sample):
    page = open_page()
    page.clock.install(time=MONDAY.replace(hour=11, minute=29))
    page.goto(f"{sample.root}search/?q=月亮湾&open=1")
    page.evaluate(ANSWERED)
    assert page.locator(".results .open-chip").inner_text() == "快关门了，开到 11:30"
    page.clock.run_for(120_000)
    assert page.locator(".results > li").count() == 0
    assert chip(page, "open") == 0


# ---- the address


def test_the_way_back_leads_through_the_choices(search, sample):
    choose(search, "item", "rights")
    choose(search, "day", "6")
    search.locator("button[name=step-free]").click()
    assert search.url.endswith("?item=rights&day=6&step-free=1")
    both = set(rows(search))
    search.go_back()
    assert set(rows(search)) == identities(home for home in sample.open_homes if suits(home, items_of("rights"), day=5))
    assert search.locator("button[name=step-free]").get_attribute("aria-pressed") == "false"
    search.go_back()
    assert search.locator("select[name=day]").input_value() == ""
    search.go_forward()
    search.go_forward()
    assert set(rows(search)) == both


def test_an_address_may_ask_for_a_service_and_a_day(visit, sample):
    page = visit("search/?item=rights.reception&audience=elderly&day=weekend&district=nowhere")
    fitting = (
        home for home in sample.open_homes if any(suits(home, {"rights.reception"}, "elderly", day) for day in (5, 6))
    )
    assert set(rows(page)) == identities(fitting)
    assert page.locator("select[name=audience]").input_value() == "elderly"
    page = visit("search/?item=care.support")
    assert set(rows(page)) == identities(home for home in sample.open_homes if suits(home, {"care.support"}))
    assert page.locator("select[name=item]").input_value() == "care"  # one choice: the function has this item alone


# ---- as people type it


@pytest.mark.parametrize(
    "text", ["{}周六法律咨询", "法律咨询 {} 周六", "周六{}法律咨询", "我想周六去{}问问法律", "{}星期六法律咨询"]
)
def test_a_place_a_need_and_a_day_in_one_breath(search, sample, text):
    homes = [home for home in sample.open_homes if suits(home, LAW, day=5)]
    place = next(home.street for home in homes if len(re.sub("街道|地区|镇|乡", "", home.street.name)) == 2)
    there = identities(home for home in homes if home.street == place)
    found = list(ask(search, text.format(re.sub("(街道|地区|镇|乡)$", "", place.name))))
    assert set(found[: len(there)]) == there
    assert set(found) <= identities(homes)
    assert search.locator("select[name=day]").input_value() == "6"
    search.locator(".search__meant button[name=day]").click()
    assert search.locator("select[name=day]").input_value() == ""
    assert "day=any" in search.url
    assert identities(home for home in sample.open_homes if home.street == place and suits(home, LAW)) <= set(
        rows(search)
    )


@pytest.mark.parametrize(
    "word, days",
    [
        ("周六", {5}),
        ("礼拜天", {6}),
        ("周末", {5, 6}),
        ("今天", {0}),
        ("明天", {1}),
        ("周六周日", {5, 6}),
        ("周三上午", {2}),
    ],
)
def test_a_day_alone_is_a_day(search, sample, word, days):
    assert set(ask(search, word)) == identities(
        home for home in sample.open_homes if any(suits(home, day=day) for day in days)
    )


def test_what_was_understood_may_be_taken_back_part_by_part(search, sample):
    ask(search, "法律咨询 望京 周六")
    chips = search.locator(".search__meant button")
    assert [chip.inner_text().rstrip("×").strip() for chip in chips.all()] == ["法律咨询", "望京", "周六"]
    before = set(rows(search))
    chips.nth(1).click()
    assert search.locator("#q").input_value() == "法律咨询 周六"
    assert before < set(rows(search)) and search.locator("select[name=day]").input_value() == "6"
    search.go_back()
    assert set(rows(search)) == before


def test_a_district_and_words_of_a_story(search, sample):
    district = sample.home(MOON).district.name.removesuffix("区")
    for typed in (f"{district}旧报纸叠成月光船", f"旧报纸叠成月光船{district}", f"{district} 旧报纸"):
        assert next(iter(ask(search, typed))) == sample.home(MOON).identity, typed


def test_a_day_inside_a_phrase_of_a_text_stays_a_word(search, sample):
    texts = (
        (home, service.schedule.text) for home in sample.open_homes for service in home.services if service.schedule
    )
    home, phrase = next((home, text) for home, text in texts if re.fullmatch("每月第.个周六 .*", text))
    assert home.identity in ask(search, phrase.split()[0])
    assert search.locator("select[name=day]").input_value() == ""


def test_words_for_a_step_free_way_in(search, sample):
    label = words.ACCESSIBILITY["step-free"]
    step_free = identities(home for home in sample.open_homes if label in home.office.accessibility)
    for word in ("无障碍", "没有台阶", "轮椅"):
        assert set(list(ask(search, word))[: len(step_free)]) == step_free, word
    assert "没有台阶" in search.locator(".search__meant").inner_text()


def test_a_place_is_found_by_its_pinyin(search, sample):
    street = sample.home(MOON).street
    _, district, slug = street.address.strip("/").split("/")
    assert identities(home for home in sample.open_homes if home.street == street) <= set(
        ask(search, slug.replace("-", ""))
    )
    assert identities(home for home in sample.open_homes if f"/{district}/" in home.address) <= set(
        ask(search, district)
    )


def test_words_for_a_badge(search, sample):
    held = identities(home for home in sample.open_homes if home.badges)
    assert held <= set(ask(search, "示范"))
    city = identities(home for home in sample.open_homes if any(badge.level == "city" for badge in home.badges))
    assert set(list(ask(search, "市级示范"))[: len(city)]) == city


def test_two_needs_in_one_word_are_both_meant(search, sample):
    both = ({"work.policy", "work.transfer"}, {"family.services", "care.support"})
    fitting = identities(home for home in sample.open_homes if all(suits(home, items) for items in both))
    assert fitting <= set(ask(search, "找工作老人"))
    assert identities(home for home in sample.open_homes if suits(home, both[0])) - set(ask(search, "找工作老人"))


def test_a_home_named_like_a_place_is_found_whole(search, sample):
    """枣园东里 in the district of 东城, say: a name is not taken apart."""
    for home in sample.open_homes[::7]:
        assert home.identity in ask(search, home.name.replace("妇女之家", "")), home.name


# ---- the sentence, and where nothing is left


@pytest.mark.parametrize(
    "query, words_",
    [
        ("", "全市 "),
        ("?district=chaoyang", "朝阳区 "),
        ("?district=chaoyang&item=rights.reception&day=6", "朝阳区，周六能做信访接待的，"),
        ("?audience=elderly&day=weekend", "周末有老年人能用的服务的，"),
        ("?item=family&audience=parents", "能给家长做家庭建设的，"),
        ("?step-free=1&open=1&day=1", "没有台阶、现在开着，周一能去的，"),
        ("?q=月亮湾", "和“月亮湾”有关的，1 家，这会儿开着"),
    ],
)
def test_a_sentence_says_what_is_shown(visit, query, words_):
    page = visit(f"search/{query}", at=MONDAY)
    if query.startswith("?step"):
        page.wait_for_load_state("networkidle")
    said = sentence(page).replace("\n", "")
    assert re.match(re.escape(words_), said.replace("现在开着、没有台阶", "没有台阶、现在开着")), said
    assert f"{len(rows(page))} 家" in said


def test_where_nothing_is_left_it_says_what_to_drop(visit, sample):
    homes = [home for home in sample.open_homes if suits(home, LAW) and suits(home, day=6)]
    elsewhere = {home.street for home in sample.open_homes if suits(home, LAW, day=6)}
    street = next(home.street for home in homes if home.street not in elsewhere)
    _, district, slug = street.address.strip("/").split("/")
    page = visit(f"search/?district={district}&street={slug}&item=rights.reception&day=7")
    assert rows(page) == {}
    assert page.locator(".search__none").is_visible()
    drops = page.locator(".search__drop button")
    offered = {
        button.get_attribute("name"): int(button.locator("small").inner_text().split()[0]) for button in drops.all()
    }
    there = [home for home in sample.open_homes if home.street == street]
    assert offered["item"] == sum(suits(home, day=6) for home in there)
    assert offered.get("day", 0) == sum(suits(home, {"rights.reception"}) for home in there)
    drops.and_(page.locator("[name=item]")).click()
    assert told(page) == offered["item"] == len(rows(page))
    assert "item=" not in page.url


def test_words_too_may_be_dropped(visit, sample):
    page = visit(f"search/?q=天外飞来的石头狮子&district={sample.own}")
    assert rows(page) == {}
    button = page.locator(".search__drop button[name=q]")
    assert button.inner_text().startswith("不找“天外飞来的石头狮子”")
    button.click()
    assert len(rows(page)) == sum(home.district.address.endswith(f"/{sample.own}/") for home in sample.open_homes)


def test_one_of_several_words_may_be_dropped(search, sample):
    assert ask(search, f"{sample.home(MOON).district.name}石头狮子") == {}
    search.get_by_role("button", name="不找“石头狮子”").click()
    assert search.locator("#q").input_value() == sample.home(MOON).district.name
    assert sample.home(MOON).identity in rows(search)


@pytest.mark.parametrize("elder", ["", "elder=1&", "elder=3&"])
@pytest.mark.parametrize(
    "query", ["district=chaoyang&item=work.transfer&audience=left-behind", "q=无此一物&day=7&step-free=1", "q=老人周六"]
)
def test_it_fits_with_filters_and_without_results(visit, elder, query):
    page = visit(f"search/?{elder}{query}")
    page.evaluate(ANSWERED)
    assert overflowing(page) == {}
    small = page.evaluate(
        """() => [...document.querySelectorAll("#main button, #main select, #main input, #main .do a")]
        .filter(one => one.checkVisibility()).map(one => [one.name || one.textContent, one.getBoundingClientRect().height]).filter(row => row[1] < 44)"""
    )
    assert small == []


# ---- who can't wait for a list


def test_a_number_stands_on_its_button(search, sample):
    ask(search, "枣营北里")
    assert "010-0000 1234" in search.locator(".results .do").first.inner_text()
