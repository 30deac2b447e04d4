"""A home's page as a visitor uses it: the way there, the week, what no longer holds, photos, telling of a mistake,
sending it on.
"""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from generator.catalogue.places import wgs84_to_gcj02
from generator.model.field_types import BEIJING
from generator.pages.words import kept
from tests.browser.test_pages import KINDS, overflowing

MOON = "月亮湾社区妇女之家"


def beijing(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=BEIJING)


def settled(page) -> None:
    """The table of holidays has come, and what depends on it is said."""
    page.wait_for_load_state("networkidle")


def test_three_maps_are_told_the_place_in_their_own_datum(visit, sample):
    home = next(home for home in sample.open_homes if home.office.point)
    page = visit(home.address)
    longitude, latitude = wgs84_to_gcj02(home.office.point.longitude, home.office.point.latitude)
    asked = {}
    for link in page.locator(".way__maps a").all():
        address = urlsplit(link.get_attribute("href"))
        assert address.scheme == "https"
        asked[address.netloc] = {key: values[0] for key, values in parse_qs(address.query).items()}
    amap, baidu, tencent = asked["uri.amap.com"], asked["api.map.baidu.com"], asked["apis.map.qq.com"]
    east, north, name = amap["to"].split(",")
    assert (amap["coordinate"], baidu["coord_type"], name) == ("gaode", "gcj02", home.name)
    tencent_north, tencent_east = re.search(r"coord:([\d.]+),([\d.]+);", tencent["marker"]).groups()
    for told in (east, baidu["location"].split(",")[1], tencent_east):
        assert float(told) == pytest.approx(longitude, abs=1e-6)
    for told in (north, baidu["location"].split(",")[0], tencent_north):
        assert float(told) == pytest.approx(latitude, abs=1e-6)


def test_the_address_can_be_copied(visit, sample):
    home = next(home for home in sample.open_homes if home.office.address)
    page = visit(home.address, permissions=["clipboard-read", "clipboard-write"])
    page.locator("[data-copy]").click()
    page.get_by_text("已复制").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == home.office.address


def test_the_next_seven_days_in_one_list(visit, sample):
    page = visit(sample.home(MOON).address, at=beijing("2026-12-14T10:00"))
    settled(page)
    days = page.locator(".week > li")
    assert [re.sub(r"\s+", " ", day.inner_text()) for day in days.all()] == [
        "周三 12 月 16 日 14:00–16:00 夜话调解",
        "周日 12 月 20 日 14:00–16:00 灯下补衣",
    ]
    assert days.last.get_by_role("link", name="灯下补衣").get_attribute("href").endswith("activities/2026-12-20-buyi/")
    later = visit(sample.home(MOON).address, at=beijing("2027-01-04T10:00"))
    settled(later)
    assert later.locator(".week > li").count() == 1  # the activity is over, the service goes on


@pytest.mark.parametrize("elder", ["", "?elder=3"])
def test_whether_it_is_open_is_seen_first_on_a_phone(visit, sample, elder):
    page = visit(sample.home(MOON).address + elder, at=beijing("2026-12-02T10:00"))
    page.set_viewport_size({"width": 360, "height": 640})
    settled(page)
    dock, chips = page.locator(".do-bar").bounding_box(), page.locator(".open-chip:visible")
    assert chips.count() == 1 and chips.bounding_box()["y"] + chips.bounding_box()["height"] < dock["y"]


def test_the_keyboards_focus_stays_above_the_dock(visit, sample):
    page = visit(sample.home(MOON).address)
    page.set_viewport_size({"width": 360, "height": 640})
    settled(page)
    for _ in range(40):
        page.keyboard.press("Tab")
        assert not page.evaluate(
            """() => { const one = document.activeElement, dock = document.querySelector('.do-bar');
            const [own, over] = [one, dock].map(each => each.getBoundingClientRect());
            return !dock.contains(one) && own.top < over.bottom && own.bottom > over.top + 1; }"""
        )


def test_on_days_it_is_closed_it_offers_nothing(visit, sample):
    """月亮湾 is closed on 7 and 8 December; its service is on Wednesdays, the 9th."""
    page = visit(sample.home(MOON).address, at=beijing("2026-12-02T10:00"))
    settled(page)
    assert kept("12 月 2 日") in page.locator(".week").inner_text()
    assert "盘点" in page.locator(".answer").inner_text()
    page = visit(sample.home(MOON).address, at=beijing("2026-12-09T10:00"))
    settled(page)
    assert not page.locator(".answer").get_by_text("盘点").is_visible()  # a closure that is over is not told any more


def test_without_scripts_there_is_no_empty_week(visit, sample):
    page = visit(sample.home(MOON).address, java_script_enabled=False)
    assert not page.locator("#seven-days").is_visible()
    assert page.get_by_text("每周三 14:00-16:00").is_visible()


def test_a_notice_ends_on_its_day(visit, sample):
    home = next(home for home in sample.open_homes if home.office.notice_until)
    last = dt.datetime.combine(home.office.notice_until, dt.time(23, 0), BEIJING)
    page = visit(home.address, at=last)
    assert page.locator(".notice").is_visible()
    page = visit(home.address, at=last + dt.timedelta(hours=2))
    assert not page.locator(".notice").is_visible()


def test_facts_that_nobody_checked_for_a_year_say_so(visit, sample):
    home = next(home for home in sample.open_homes if home.office.checked_on)
    stale = dt.datetime.combine(home.office.stale_from, dt.time(0, 5), BEIJING)
    page = visit(home.address, at=stale)
    assert "超过一年了" in page.locator(".checked").inner_text()
    page = visit(home.address, at=stale - dt.timedelta(minutes=10))
    assert "超过一年了" not in page.locator(".checked").inner_text()


def test_a_mistake_is_told_in_words_to_copy(visit, sample):
    home = sample.home(MOON)
    page = visit(home.address, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_text("这一页有写错的？").click()
    page.get_by_role("button", name="复制这段话").click()
    page.get_by_text("已复制").wait_for()
    words = page.evaluate("navigator.clipboard.readText()")
    assert home.name in words and f"{sample.root}{home.address}" in words
    assert page.locator(".mistaken a[href='tel:01000000001']").is_visible()


def test_photos_open_large_and_turn(visit, sample):
    page = visit(KINDS["home-photos"](sample))
    links = page.locator("a[data-large]")
    links.first.click()
    box = page.locator("dialog.lightbox")
    assert box.is_visible()
    page.wait_for_function("() => document.querySelector('.lightbox img').naturalWidth > 400")
    assert box.locator("img").get_attribute("alt") == links.first.locator("img").get_attribute("alt")
    if links.count() > 1:
        page.keyboard.press("ArrowRight")
        assert box.locator("img").get_attribute("alt") == links.nth(1).locator("img").get_attribute("alt")
        box.get_by_role("button", name="上一张").click()
    assert overflowing(page, "", "3") == {}
    page.keyboard.press("Escape")
    assert not box.is_visible()
    assert page.evaluate("document.activeElement.matches('a[data-large]')")


def test_without_scripts_a_photo_opens_by_its_link(visit, sample):
    page = visit(KINDS["home-photos"](sample), java_script_enabled=False)
    page.locator("a[data-large]").first.click()
    page.wait_for_url("**/media/*.webp")


def test_a_page_is_sent_on_by_a_code_and_its_address(visit, sample):
    home = sample.home(MOON)
    page = visit(f"{home.address}?elder=1#way", permissions=["clipboard-read", "clipboard-write"])
    page.locator("[data-share]").click()
    sheet = page.locator("dialog.sheet-send")
    sheet.locator("canvas").wait_for()
    assert sheet.locator("canvas").evaluate("one => one.width") > 25
    assert sheet.locator(".sheet-send__address").inner_text() == f"{sample.root}{home.address}"
    sheet.get_by_role("button", name="复制网址").click()
    sheet.get_by_text("已复制").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == f"{page.title()} {sample.root}{home.address}"
    sheet.get_by_role("button", name="关上").click()
    assert not sheet.is_visible()


def test_in_wechat_the_sheet_says_where_to_press(visit, sample):
    page = visit(
        sample.home(MOON).address, user_agent="Mozilla/5.0 (Linux; Android 10) Chrome/86.0 Mobile MicroMessenger/8.0"
    )
    page.locator("[data-share]").click()
    assert "点右上角的三个点" in page.locator("dialog.sheet-send").inner_text()


def test_every_page_can_be_printed_with_a_code_that_leads_back(visit, sample):
    page = visit("families/")
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_role("button", name="打印这一页").click()
    page.wait_for_function("() => window.printed")
    page.emulate_media(media="print")
    page.locator(".paper-foot canvas").wait_for()
    assert f"{sample.root}families/" in page.locator(".paper-foot").inner_text()


def test_the_poster_for_the_door_is_one_page_with_a_code(visit, sample):
    home = max(sample.open_homes, key=lambda one: (len(one.services), len(one.office.hours)))
    page = visit(home.address)
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_role("button", name="门口的海报").click()
    page.wait_for_function("() => window.printed")
    page.emulate_media(media="print")
    poster = page.locator(".poster")
    assert home.name in poster.inner_text() and f"{sample.root}{home.address}" in poster.inner_text()
    assert poster.locator("canvas").is_visible() and not page.locator(".foot").is_visible()
    assert page.pdf(format="A4", prefer_css_page_size=True).count(b"/Type /Page\n") == 1
