"""Five errands of residents, each in at most three taps from the front page; and without scripts, ending in a number to
call.
"""

from __future__ import annotations

import pytest

from generator.model import vocabulary as words
from tests.browser.test_help import TELLING
from tests.browser.test_search import SETTLED

MOST = 3
SATURDAY = 5


class Taps:
    """A visitor's finger: counts what it touches. Typing is no tap; touching the box to type into is one."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def __call__(self, place) -> None:
        assert place.is_visible()
        place.click()
        self.count += 1
        self.page.wait_for_load_state()

    def ask(self, words: str) -> None:
        self(self.page.locator("#main input[name=q]"))
        self.page.keyboard.type(words)
        self(self.page.get_by_role("button", name="查找", exact=True))
        self.page.wait_for_function(SETTLED)


@pytest.fixture
def taps(visit, sample):
    return Taps(visit("", at=sample.site.as_of))


def number(page) -> str:
    """The first number that can be called, on the page itself."""
    return page.locator("#main a[href^='tel:']").first.get_attribute("href")


def test_legal_advice_near_wangjing_on_saturday(taps, sample):
    taps.ask("望京周六法律咨询")
    first = taps.page.locator(".results > li").first
    assert first.locator("a[href^='tel:']").is_visible()
    taps(first.locator("h2 a"))
    home = next(home for home in sample.open_homes if taps.page.url.endswith(home.address))
    assert home.street.name == "望京街道"
    days = [
        service.schedule.days.days
        for service in home.services
        if service.function == "rights" and service.schedule and service.schedule.days
    ]
    assert any(SATURDAY in one for one in days)
    assert taps.count <= MOST


def test_reading_with_children_this_week_in_fangshan(taps, sample):
    taps(taps.page.get_by_role("link", name="全部活动"))
    taps(taps.page.locator(".district-tile", has_text="房山"))
    reading = taps.page.locator("#week").get_by_role("link", name="亲子阅读").first
    assert taps.page.locator("#week .call").first.is_visible()
    taps(reading)
    assert "亲子阅读" in taps.page.locator("h1").inner_text()
    assert taps.page.locator("#main a[href^='tel:']").first.is_visible()
    assert taps.count <= MOST


def test_a_home_without_steps(taps, sample):
    taps(taps.page.locator(".masthead").get_by_role("link", name="查找"))
    taps.page.wait_for_function(SETTLED)
    taps(taps.page.locator("button[name=step-free]"))
    taps(taps.page.locator(".results h2 a").first)
    home = next(home for home in sample.open_homes if taps.page.url.endswith(home.address))
    assert words.ACCESSIBILITY["step-free"] in home.office.accessibility
    assert words.ACCESSIBILITY["step-free"] in taps.page.locator(".answer").inner_text()
    assert taps.count <= MOST


@pytest.mark.parametrize("said", ["zaoyingbeili", "枣营北里妇女之家", "朝阳区枣营北里的妇联"])
def test_the_number_of_a_home_by_pinyin_and_by_what_people_say(taps, sample, said):
    taps.ask(said)
    row = taps.page.locator(".results > li").first
    assert row.locator("h2").inner_text() == "枣营北里社区妇女之家"
    home = sample.home("枣营北里社区妇女之家")
    assert row.locator("a[href^='tel:']").get_attribute("href") == home.office.phones[0].link
    assert taps.count < MOST


def test_help_after_violence_without_its_name_in_the_history(taps, sample):
    taps(taps.page.get_by_role("link", name="安静求助"))
    assert number(taps.page).startswith("tel:")
    assert not TELLING.search(taps.page.title()) and not TELLING.search(taps.page.url)
    steps = taps.page.evaluate("history.length")
    taps(taps.page.get_by_role("link", name="快速离开"))
    taps.page.locator(".hero").wait_for()
    assert taps.page.evaluate("history.length") == steps
    assert taps.count <= MOST


def test_without_scripts_a_home_is_found_by_its_street(visit, sample):
    """Legal advice, a home without steps, a named home: each is on the list of its street, with what it does and its
    number.
    """
    taps = Taps(visit("", java_script_enabled=False))
    taps(taps.page.locator(".district-tile", has_text="朝阳"))
    taps(taps.page.locator(".street-list").get_by_role("link", name="麦子店街道"))
    taps(taps.page.get_by_role("link", name="枣营北里").first)
    said = taps.page.locator("#main").inner_text()
    assert "律师坐班咨询" in said and "每周三 14:00-16:00" in said and words.ACCESSIBILITY["step-free"] in said
    assert number(taps.page).startswith("tel:010")
    assert taps.count <= MOST


def test_without_scripts_what_is_on_is_found_by_the_district(visit):
    taps = Taps(visit("", java_script_enabled=False))
    taps(taps.page.get_by_role("link", name="全部活动"))
    taps(taps.page.locator(".district-tile", has_text="房山"))
    assert number(taps.page).startswith("tel:010")
    taps(taps.page.get_by_role("link", name="亲子阅读").first)
    assert number(taps.page).startswith("tel:010")
    assert taps.count <= MOST


def test_without_scripts_quiet_help_is_one_tap_away(visit):
    taps = Taps(visit("", java_script_enabled=False))
    taps(taps.page.get_by_role("link", name="安静求助"))
    assert number(taps.page) == "tel:110"
    assert taps.count == 1
