"""Quiet help: it says nothing of itself, and is left at once and for good."""

from __future__ import annotations

import re

import pytest

HELP = "help/rights/"
TELLING = re.compile("暴|打人|挨打|伤害|求助|维权|受害|安全|violence|abuse", re.IGNORECASE)


def test_the_footer_leads_there_from_every_page(visit, sample):
    page = visit("families/")
    page.get_by_role("link", name="安静求助").click()
    page.wait_for_url(f"{sample.root}{HELP}")


def test_it_is_light(sample):
    assert len((sample.folder / HELP / "index.html").read_bytes()) < 40_000


def test_its_traces_name_no_trouble(visit, sample):
    page = visit(HELP)
    heads = page.locator("head").evaluate(
        "one => [...one.querySelectorAll('title, meta, script')].map(part => part.textContent + (part.content |"
        "| '')).join(' ')"
    )
    assert not TELLING.search(heads), TELLING.search(heads)
    assert not TELLING.search(page.url)
    assert page.locator("[data-share]").count() == 0
    assert "noindex" in page.locator("meta[name=robots]").get_attribute("content")
    assert HELP not in (sample.folder / "sitemap.xml").read_text()


def test_nobody_is_told_where_one_came_from(visit, sample):
    page = visit(HELP)
    asked = []
    page.on("request", lambda request: asked.append(request.header_value("referer")))
    page.locator(".near-by summary").first.click()
    page.locator(".near-by a[href*='homes/']").first.click()
    page.wait_for_url("**/homes/**")
    assert page.evaluate("document.referrer") == ""
    assert asked[0] is None


def test_the_citys_hotlines_come_first_and_can_be_called(visit, sample):
    page = visit(HELP)
    numbers = [one.get_attribute("href") for one in page.locator("#main .hotlines a").all()]
    assert numbers == [line.link for line in sample.site.city.help_lines]
    assert numbers[:4] == ["tel:110", "sms:12110", "tel:120", "tel:12338"]
    assert "12345" not in page.content()
    assert page.locator("#main .hotlines a").first.bounding_box()["y"] < 500
    for heading in ("现在", "今天晚上", "明天"):
        assert page.get_by_role("heading", name=heading, exact=True).is_visible()


def leave_by_button(page):
    page.get_by_role("link", name="快速离开").click()


def leave_by_escape(page):
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")


@pytest.mark.parametrize("leave", [leave_by_button, leave_by_escape])
def test_it_is_left_at_once_and_back_does_not_return(visit, sample, leave):
    page = visit("families/")
    page.goto(sample.root + HELP)
    leave(page)
    page.locator(".hero").wait_for()
    assert page.url == sample.root
    page.go_back()
    assert page.url == f"{sample.root}families/"
    page.go_forward()
    assert page.url == sample.root


def test_an_earlier_visit_does_not_come_back_either(visit, sample):
    page = visit(HELP)
    page.goto(sample.root + "families/")
    page.goto(sample.root + HELP)
    leave_by_button(page)
    page.locator(".hero").wait_for()
    page.go_back()
    page.wait_for_url(f"{sample.root}families/")
    page.evaluate("setTimeout(() => history.back(), 50)")
    page.locator(".hero").wait_for()
    assert page.url == sample.root
    page.goto(sample.root + HELP)  # asked for anew, it opens
    assert page.get_by_role("heading", level=1).is_visible()


def test_one_escape_or_two_slow_ones_do_not_leave(visit, sample):
    page = visit(HELP)
    page.keyboard.press("Escape")
    page.wait_for_timeout(1700)
    page.keyboard.press("Escape")
    page.wait_for_timeout(200)
    assert page.url == sample.root + HELP


def test_a_jump_within_the_page_is_no_step_back_to_it(visit, sample):
    page = visit("families/")
    page.goto(sample.root + HELP)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    leave_by_button(page)
    page.locator(".hero").wait_for()
    page.go_back()
    assert page.url == f"{sample.root}families/"


def test_the_way_out_is_always_in_sight_and_works_without_scripts(visit, sample):
    page = visit(HELP)
    page.evaluate("window.scrollTo(0, document.body.scrollHeight / 2)")
    page.wait_for_timeout(200)
    assert 0 <= page.locator("[data-exit]").bounding_box()["y"] < 100
    plain = visit(HELP, java_script_enabled=False)
    plain.get_by_role("link", name="快速离开").click()
    plain.wait_for_url(sample.root)


def test_homes_that_listen_are_named_by_district(visit, sample):
    page = visit(HELP)
    items = set(sample.site.city.quiet.items)  # as the search has it: nobody mediates, nobody only teaches
    listening = {h.identity: h for h in sample.open_homes if items & {service.item for service in h.services}}
    assert {"rights.reception"} <= items and not {"rights.mediation", "rights.law-education"} & items
    named = {
        one.get_attribute("href").split("homes/")[1].strip("/")
        for one in page.locator(".near-by a[href*='homes/']").all()
    }
    assert named and named <= set(listening)
    assert page.locator(".near-by").count() == len({home.district.address for home in listening.values()})
    sizes = page.locator(".near-by summary small").all_inner_texts()
    assert sum(int(size.split()[0]) for size in sizes) == len(listening)
