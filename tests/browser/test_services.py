"""What a home can do for a resident, read from the four tiles down to the door of a home."""

from __future__ import annotations

import re

import pytest

from generator.model import vocabulary as words

ADDRESSES = {item: f"services/{item.replace('.', '-')}/" for item in words.ITEMS}
HEAVIEST = 40_000  # bytes of HTML


def doing(sample, item):
    return {home.identity: home for home in sample.open_homes if any(s.item == item for s in home.services)}


@pytest.mark.parametrize("address", ["services/", *ADDRESSES.values()])
def test_a_page_is_light(sample, address):
    assert len((sample.folder / address / "index.html").read_bytes()) < HEAVIEST


def test_a_tile_leads_to_its_function_and_on_to_an_item(visit, sample):
    page = visit("")
    for function in words.FUNCTIONS:
        assert page.locator(f".service-tile[href$='services/#{function}']").count() == 1
    page.locator(".service-tile").first.click()
    page.wait_for_url("**/services/#rights")
    assert {one.evaluate("one => one.href") for one in page.locator(".kin__items a").all()} == {
        sample.root + a for a in ADDRESSES.values()
    }
    page.locator("#rights").get_by_role("link", name="矛盾调处").click()
    page.wait_for_url("**/services/rights-mediation/")
    assert page.get_by_role("heading", level=1).inner_text().strip() == "矛盾调处"


def test_the_overview_counts_the_homes(visit, sample):
    page = visit("services/")
    for item, address in ADDRESSES.items():
        card = page.locator(f".kin__items li:has(a[href$='{address.split('/')[1]}/'])")
        assert card.locator(".count b").inner_text() == str(len(doing(sample, item)))


@pytest.mark.parametrize("item", ADDRESSES)
def test_an_item_says_in_plain_words_what_one_needs_to_know(visit, item):
    page = visit(ADDRESSES[item])
    for heading in ("来了能得到什么", "这里不办什么", "带什么", "要不要钱", "急的时候", "谁家在做"):
        said = page.locator("section", has=page.get_by_role("heading", name=heading, exact=True)).inner_text()
        assert len(said) > len(heading) + 8, heading
    assert page.locator("#urgent .hotlines a[href^='tel:']").count() >= 1
    assert page.locator(".crumbs a[href$='services/']").count() == 1


def test_residents_words_stand_on_the_items_page_and_find_it(visit, sample):
    said, items = sample.site.synonyms[0]
    page = visit(ADDRESSES[items[0]])
    assert said[0] in page.locator(".said-as li").all_inner_texts()


def test_every_home_named_does_it_and_the_rest_is_one_link_away(visit, sample):
    item = max(ADDRESSES, key=lambda one: len(doing(sample, one)))
    homes = doing(sample, item)
    asked = "care" if item == "care.support" else item  # the search names a function with one item only once
    page = visit(ADDRESSES[item])
    named = [one.get_attribute("href").split("homes/")[1].strip("/") for one in page.locator(".doer__name").all()]
    assert len(named) == len(set(named)) and set(named) <= set(homes)
    for district in sample.site.districts:
        own = [identity for identity, home in homes.items() if home.district.address == district.address]
        part = page.locator(f"#in-{district.slug}")
        assert part.count() == bool(own)
        if own:
            assert f"{len(own)} 家" in part.locator("h3").inner_text()
            hidden = len(own) - part.locator("li").count()
            rest = part.locator(f"a[href*='search/?item={asked}&district={district.slug}']")
            assert rest.count() == bool(hidden) and (not hidden or f"还有 {hidden} 家" in rest.inner_text())
    page.locator(".doer .more").first.click()
    page.wait_for_function("() => document.querySelectorAll('.results > li').length > 0")
    assert page.locator("select[name=item]").input_value() == asked


def test_a_home_can_be_called_from_the_items_page(visit, sample):
    page = visit(ADDRESSES["rights.mediation"])
    mine = page.locator(".doer li", has=page.get_by_role("link", name="月亮湾"))
    if mine.count():  # its district may have more than the page has room for
        assert mine.locator("a[href='tel:01000000001']").is_visible()
    for one in page.locator(".doer li").all():
        assert one.locator("a[href^='tel:'], p").count()


def test_a_service_of_a_home_leads_to_its_item(visit, sample):
    page = visit(sample.home("月亮湾社区妇女之家").address)
    page.locator(".offer .fn a").first.click()
    page.wait_for_url("**/services/rights-mediation/")


def test_the_standard_leads_to_who_does_it(visit):
    page = visit("standard/")
    page.get_by_role("link", name="看看谁家在做").click()
    page.wait_for_url("**/services/")


def test_without_scripts_all_of_it_is_there(visit):
    page = visit(ADDRESSES["care.support"], java_script_enabled=False)
    assert page.locator(".doer__name").first.is_visible()
    assert page.locator("#urgent a[href^='tel:']").first.is_visible()


def test_on_paper_the_words_and_numbers_stay(visit):
    page = visit(ADDRESSES["care.support"])
    page.emulate_media(media="print")
    assert page.locator(".ticks li").first.is_visible() and page.locator(".doer__when").first.is_visible()
    assert not page.locator(".serves .btns").is_visible()


def test_calendars_can_be_taken_along(visit, sample):
    home = sample.home("月亮湾社区妇女之家")
    activity = next(one for one in home.activities if one.title == "灯下补衣")
    for address, link in (
        (activity.address, f"{activity.address.rstrip('/')}.ics"),
        (home.address, f"{home.address}calendar.ics"),
        ("activities/", "activities/calendar.ics"),
    ):
        page = visit(address)
        found = page.get_by_role("link", name=re.compile("加到(手机)?日历")).first
        assert found.evaluate("one => one.href") == sample.root + link
        assert (sample.folder / link).read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
