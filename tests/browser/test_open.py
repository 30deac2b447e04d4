"""What is true at the moment of viewing: in Beijing's time, whatever the phone's zone and whatever day the site was
built.
"""

from __future__ import annotations

import datetime as dt

import pytest

from generator.model.field_types import BEIJING
from generator.pages.words import kept

MOON, STAR = "月亮湾社区妇女之家", "摘星台村妇女之家"
ZONES = ("Asia/Shanghai", "America/Los_Angeles", "Pacific/Auckland")


def beijing(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=BEIJING)


def chip(page, state: str, words: str) -> None:
    """Waits until the page's chip says so: the table of holidays comes a moment after the page."""
    page.wait_for_function(
        """([state, words]) => { const chip = document.querySelector('.open-chip');
        return chip.dataset.state === state && chip.textContent.includes(words); }""",
        arg=[state, words],
        timeout=4000,
    )


MOMENTS = {
    "before-it-opens": ("2026-11-25T08:59", "shut", "9:00 开"),
    "as-it-opens": ("2026-11-25T09:00", "open", "11:30 关门"),
    "open": ("2026-11-25T10:00", "open", "正在开放"),
    "closing-soon": ("2026-11-25T11:01", "soon", "开到 11:30"),
    "lunch": ("2026-11-25T11:30", "shut", "午休，13:30 开"),
    "afternoon": ("2026-11-25T14:00", "open", "17:30 关门"),
    "evening": ("2026-11-25T17:30", "shut", "明天 9:00 开"),
    "saturday-afternoon": ("2026-11-28T15:00", "shut", "周一 9:00 开"),
    "day-off": ("2026-11-29T10:00", "shut", "今天休息，明天 9:00 开"),
    "closure": ("2026-12-07T10:00", "shut", "临时关闭（盘点）"),
    "eve-of-a-closure": ("2026-12-06T10:00", "shut", "周三 9:00 开"),
    "holiday": ("2026-10-01T10:00", "shut", "国庆节放假"),
    "years-later": ("2031-11-26T10:00", "open", "11:30 关门"),
}


def test_the_chip_tells_whether_it_is_open(visit, sample):
    page = visit(sample.home(MOON).address, at=beijing("2026-10-02T10:00"))
    chip(page, "shut", "国庆节放假")  # the table of holidays has come
    wrong = {}
    for name, (moment, state, words) in MOMENTS.items():
        page.clock.set_fixed_time(beijing(moment))
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        shown = page.locator(".open-chip").first
        told = (shown.get_attribute("data-state"), shown.inner_text())
        if told[0] != state or words not in told[1]:
            wrong[name] = told
    assert wrong == {}


@pytest.mark.parametrize("zone", ZONES)
def test_it_is_beijings_clock_in_every_zone(visit, sample, zone):
    page = visit(sample.home(MOON).address, at=beijing("2026-11-28T00:30"), timezone_id=zone)
    chip(page, "shut", "还没开门，9:00 开")
    assert page.locator(".hours tr[aria-current]").inner_text().startswith("周六")


def test_working_days_know_holidays_and_make_up_days(visit, sample):
    page = visit(sample.home(STAR).address, at=beijing("2026-10-01T10:00"))
    chip(page, "shut", kept("今天休息，10 月 8 日 8:30 开"))
    page.clock.set_fixed_time(beijing("2026-10-10T10:00"))
    page.reload()
    chip(page, "open", "17:00 关门")
    page.clock.set_fixed_time(beijing("2026-10-11T10:00"))
    page.reload()
    chip(page, "shut", "今天休息，明天 8:30 开")


def test_a_list_of_what_is_coming_empties_as_the_days_go_by(visit, sample):
    page = visit(sample.home(MOON).address, at=beijing("2026-12-20T20:00"))
    page.wait_for_load_state("networkidle")
    assert page.locator("[data-upcoming] li").first.is_visible()  # over, but of today
    later = visit(sample.home(MOON).address, at=beijing("2026-12-21T08:00"))
    later.wait_for_load_state("networkidle")
    assert not later.locator("[data-upcoming]").is_visible()
    year = visit("", at=beijing("2027-11-25T10:00"))
    year.wait_for_load_state("networkidle")
    assert not year.locator("#activities").is_visible()


def test_a_page_left_open_turns_by_itself(visit, sample):
    page = visit("about/")
    page.clock.install(time=beijing("2026-11-25T11:29:30"))
    page.goto(sample.root + sample.home(MOON).address)
    chip(page, "soon", "开到 11:30")
    page.clock.run_for(61_000)
    chip(page, "shut", "午休")


def test_a_card_in_a_list_tells_it_too(visit, sample):
    home = sample.home(MOON)
    page = visit(home.street.address, at=beijing("2026-11-25T10:00"))
    card = page.locator(".home-card", has=page.get_by_role("link", name="月亮湾"))
    card.locator(".open-chip[data-state=open]").wait_for()


def test_a_service_names_its_next_day(visit, sample):
    address = sample.home(MOON).address
    page = visit(address, at=beijing("2026-11-23T10:00"))
    page.get_by_text("下次：周三").wait_for()
    page = visit(address, at=beijing("2026-11-25T13:00"))
    page.get_by_text("下次：今天").wait_for()
    page = visit(address, at=beijing("2026-11-25T15:00"))
    page.get_by_text("正在进行，到 16:00").wait_for()
    page = visit(address, at=beijing("2026-11-25T16:00"))
    page.get_by_text("下次：12 月 2 日").wait_for()


def test_what_is_over_shows_as_over_whatever_day_the_site_was_built(visit, sample):
    home = sample.home(MOON)
    entry = "#main li[data-day='2026-12-20']"
    page = visit(home.address, at=beijing("2026-12-20T13:00"))
    page.locator(f"{entry}.today").wait_for()
    page = visit(home.address, at=beijing("2026-12-20T15:00"))
    page.locator(entry).get_by_text("正在进行，16:00 结束").wait_for()
    page = visit(home.address, at=beijing("2026-12-20T16:00"))
    page.locator(f"{entry}.past").get_by_text("已经办过了").wait_for()
    page = visit("activities/", at=beijing("2027-06-01T10:00"))
    page.wait_for_function("() => document.querySelectorAll('[data-day]').length > 3")
    days = "all => all.map(one => one.dataset.day)"
    every, shown = (page.locator(f"[data-day]:not(.off){kind}").evaluate_all(days) for kind in ("", ":not(.past)"))
    assert shown == [day for day in every if day >= "2027-06-01"]
