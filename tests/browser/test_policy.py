"""The content policy in force: nothing on any kind of page, and nothing that can be done there, breaks it; what it
forbids is stopped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from generator.publish import headers
from tests.browser.test_pages import KINDS

LISTEN = """window.__broken = [];
document.addEventListener("securitypolicyviolation", one => window.__broken.push(one.violatedDirective + " " + one.blockedURI + " " + one.sample));"""


@pytest.fixture
def guarded(visit) -> Iterator[Callable[..., Page]]:
    """`guarded(address)`: the page there, listening; fails the test at its end if the policy was broken on it."""
    pages: list[Page] = []

    def open_(address: str, **options: object) -> Page:
        page = visit("about/", **options)
        page.add_init_script(LISTEN)
        page.goto(page.url.removesuffix("about/") + address)
        pages.append(page)
        return page

    yield open_
    assert [page.evaluate("window.__broken") for page in pages] == [[] for _ in pages]


def broken(page: Page) -> list[str]:
    return page.evaluate("window.__broken")


def test_no_kind_of_page_breaks_it(guarded, sample):
    page = guarded("")
    for kind, address in KINDS.items():
        page.goto(sample.root + address(sample))
        assert (
            page.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content") == headers.policy()
        ), kind
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        for elder in page.locator("header [data-elder-set='1']:visible").all():
            elder.click()
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="screen")
        assert broken(page) == [], kind


def test_searching_the_full_text_keeps_it(guarded):
    """Which is WebAssembly in a worker."""
    page = guarded("search/?q=%E6%9C%88%E5%85%89%E8%88%B9")
    page.locator(".results .said mark").first.wait_for()
    page.locator(".sentence__open").click()
    page.locator("[name=open]").click()
    assert broken(page) == []


def test_distances_keep_it(guarded):
    page = guarded("nearby/", geolocation={"longitude": 116.41, "latitude": 39.94}, permissions=["geolocation"])
    page.locator(".results li").first.wait_for()
    assert page.locator(".rings svg circle").count() > 3
    page.locator(".near-chips button").first.click()


def test_the_boards_filters_keep_it(guarded, sample):
    page = guarded(f"activities/{sample.own}/")
    for chip in page.locator(".picks button:enabled").all():
        chip.click()
    page.locator("[name=clear]").click()
    page.locator("select[name=for]").select_option(index=1)
    page.locator(".days button:enabled").first.click()
    assert broken(page) == []


def test_large_photos_keep_it(guarded, sample):
    page = guarded(KINDS["home-photos"](sample))
    page.locator("a[data-large]").first.click()
    page.wait_for_function("() => document.querySelector('.lightbox img').naturalWidth > 1")
    page.keyboard.press("ArrowRight")


def test_sending_on_and_printing_keep_it(guarded, sample):
    """Both draw a code."""
    page = guarded(sample.home("月亮湾社区妇女之家").address)
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_role("button", name="转给家人").first.click()
    page.locator(".sheet-send canvas").wait_for()
    page.get_by_role("button", name="复制网址").click()
    page.get_by_role("button", name="关上").click()
    page.get_by_role("button", name="打印这一页").click()
    page.wait_for_function("() => window.printed")


def test_leaving_quietly_keeps_it(guarded, sample):
    page = guarded("help/rights/")
    page.locator("[data-exit]").first.click()
    page.wait_for_url(sample.root)
    assert broken(page) == []


# What somebody could have slipped into a page: where, and which part of the policy stops it.
SLIPPED = {
    "script": ("<script>window.ran = true</script>", "script-src-elem"),
    "handler": ('<img src="assets/img/mark.svg" onload="window.ran = true">', "script-src-attr"),
    "style": ("<style>body { color: red }</style>", "style-src-elem"),
    "style-attribute": ('<p style="color: red">', "style-src-attr"),
    "foreign-image": ('<img src="https://evil.test/x.png">', "img-src"),
    "foreign-script": ('<script src="https://evil.test/x.js"></script>', "script-src-elem"),
    "frame": ('<iframe src="./about/"></iframe>', "frame-src"),
    "plugin": ('<object data="./about/"></object>', "object-src"),
    "base": ('<base href="https://evil.test/">', "base-uri"),
}


@pytest.mark.parametrize("what", SLIPPED)
def test_what_it_forbids_is_stopped(open_page, sample, what):
    """The same page with one thing slipped in: so the other tests can fail."""
    slipped, directive = SLIPPED[what]
    text = re.sub(
        r"(<body[^>]*>)", lambda found: found[1] + slipped, (sample.folder / "index.html").read_text(), count=1
    )
    page = open_page()
    page.add_init_script(LISTEN)
    page.route(sample.root, lambda route: route.fulfill(body=text, content_type="text/html; charset=utf-8"))
    page.goto(sample.root)
    page.wait_for_function("() => window.__broken.length")
    assert broken(page)[0].startswith(directive)
    assert page.evaluate("window.ran") is None
