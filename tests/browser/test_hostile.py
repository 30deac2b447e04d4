"""Hostile homes in a real browser: nothing they wrote runs, asks for anything, or stands in the policy's way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from generator.publish import uses
from tests.browser.conftest import serving
from tests.hostile.corpus import AROUND, STRINGS
from tests.hostile.site import HOMES, Built

LISTS = ["", "districts/chaoyang/", "districts/chaoyang/maizidian/", "districts/haidian/", "families/", "families/2026/", "families/chaoyang/", "brands/", "activities/",
         "activities/chaoyang/", "demonstration/", "press/", "press/2026-11-01-evil-0/", "press/2026-11-01-evil-1/", "services/", "services/rights-law-education/", "help/rights/",
         "sitemap/", "standard/", "about/", "about/parts/", "no/such/page/"]  # fmt: skip
OWN = [
    "",
    "brand/",
    "families/",
    "families/zhang/",
    "activities/2026-11-10-past/",
    "activities/2026-12-20-coming/",
    "regulations/management/",
    "badge-city/",
    "badge-district/",
]
# What the strings call, and what would tell that they were taken for more than text.
HOOK = """window.__hits = [];
window.__hit = () => { window.__hits.push(new Error().stack); };
document.addEventListener("securitypolicyviolation", one => window.__hits.push(one.violatedDirective + " " + one.sample + " " + one.blockedURI));
for (const name of ["alert", "confirm", "prompt", "open"]) window[name] = () => { window.__hits.push(name); };"""


@pytest.fixture(scope="module")
def root(hostile: Built) -> Iterator[str]:
    with serving(hostile.site) as root:
        yield root


@pytest.fixture
def watched(open_page, root: str, foreign_requests: list[str]) -> Iterator[Callable[..., Page]]:
    """`watched(**context_options)`: a page on which nothing may happen that the strings ask for."""
    pages: list[Page] = []
    trouble: list[str] = []

    def open_(**options: object) -> Page:
        page = open_page(1440, **options)
        page.add_init_script(HOOK)
        page.on("dialog", lambda one: trouble.append(one.message))
        page.on("popup", lambda one: trouble.append(one.url))
        page.on("download", lambda one: trouble.append(one.url))
        page.on("pageerror", lambda error: trouble.append(f"{page.url} {error}"))
        page.on("console", lambda said: trouble.append(f"{page.url} {said.text}") if _is_trouble(said) else None)
        page.on(
            "request", lambda one: trouble.append(one.url) if not one.url.startswith((root, "data:", "blob:")) else None
        )
        pages.append(page)
        return page

    yield open_
    assert trouble == [] and foreign_requests == []


def _is_trouble(said) -> bool:
    lost = "404" in said.text and "/no/such/" in said.location["url"]
    return (said.type == "error" or "__hit" in said.text) and not lost


def settled(page: Page, address: str) -> None:
    """After whatever an event attribute could wait for: loading, focus, the pointer, a click on all that opens."""
    page.evaluate("""() => {
        for (const one of document.querySelectorAll("details")) one.open = true;
        for (const one of document.querySelectorAll("#main *")) {
            for (const kind of ["mouseover", "focus", "pointerenter", "toggle", "wheel", "animationstart"]) one.dispatchEvent(new Event(kind));
        }
    }""")
    assert page.evaluate("window.__hits") == [], address
    assert (
        page.evaluate(
            """[...document.querySelectorAll("#main *")].filter(one => [...one.attributes].some(a => /^on|^style$/.test(a.name))).length"""
        )
        == 0
    ), address


def addresses(hostile: Built, homes: tuple[str, ...]) -> list[str]:
    """All kinds of page that these homes have, and every list."""
    own = [f"homes/{identity}/{page}" for identity in homes for page in OWN]
    return [page for page in LISTS + own if page.startswith("no/") or (hostile.site / page / "index.html").is_file()]


def test_nothing_runs_even_without_the_policy(hostile: Built, watched, root: str):
    """The policy taken away, so that what slipped through would run."""
    page = watched(bypass_csp=True)
    pages = addresses(hostile, HOMES[:6] + HOMES[-1:])
    assert len(pages) > 60
    for address in pages:
        page.goto(root + address)
        settled(page, address)
    page.set_content("<script>__hit()</script>")
    assert page.evaluate("window.__hits.length") == 1  # the test tests


def test_nothing_stands_in_the_policys_way(hostile: Built, watched, root: str):
    page = watched()
    for address in addresses(hostile, HOMES[6:8]):
        page.goto(root + address)
        settled(page, address)


@pytest.mark.parametrize("free", [True, False], ids=["without-policy", "with-policy"])
def test_scripts_write_what_homes_wrote_as_text(hostile: Built, watched, root: str, free: bool):
    """Search, nearby, the board, the sheet and the album put names and words into pages by themselves."""
    page = watched(bypass_csp=free, geolocation={"longitude": 116.41, "latitude": 39.94}, permissions=["geolocation"])
    names = [home.name for home in hostile.view.homes if home.identity in HOMES]
    page.goto(root + "search/")
    page.wait_for_function("() => document.querySelectorAll('.results li').length > 10")
    while page.locator(".search__more button, button.search__more").first.is_visible():
        page.locator(".search__more button, button.search__more").first.click()
    shown = page.locator(".results h2").all_inner_texts()
    assert sum(any(name in one for one in shown) for name in names) > len(names) * 0.8
    settled(page, "search/")
    for text in [*names[:6], "__hit", "script", "好", "<img src=x onerror=__hit()>"]:
        page.goto(f"{root}search/?q={quote(text)}")
        page.wait_for_function(
            "() => !/正在打开|正在找|还在找/.test(document.querySelector('.search__count').textContent)"
        )
        settled(page, f"search/?q={text}")
    assert page.locator(".results .said, .search__none").count()
    page.goto(root + "nearby/")
    page.wait_for_function("() => document.querySelectorAll('.results li').length > 2")
    if not page.locator("#place").is_visible():
        page.locator("[name=change]").click()
    page.locator("#place").fill("script")
    settled(page, "nearby/")
    page.goto(f"{root}activities/chaoyang/")
    page.wait_for_function("() => document.querySelectorAll('.notices li').length > 3")
    for chip in page.locator(".picks button").all():
        if chip.is_enabled():
            chip.click()
    settled(page, "activities/chaoyang/")
    page.goto(f"{root}homes/{HOMES[0]}/")
    page.get_by_role("button", name="转给家人").first.click()
    settled(page, "sheet")
    page.locator(".sheet-send").get_by_role("button", name="关上").click()
    page.locator("a[data-large]").first.click()
    assert page.locator(".lightbox").is_visible()
    settled(page, "lightbox")


QUERIES = {
    "search/": ("q", "district", "street", "item", "function", "audience", "day", "city", "open"),
    "activities/": ("function", "for", "day"),
    "nearby/": ("street", "home", "open"),
    "": ("elder", "q"),
}


def test_an_address_can_ask_for_nothing_else(hostile: Built, watched, root: str):
    """What stands in a query or behind a hash is looked up among what is known, or shown as text."""
    page = watched(bypass_csp=True)
    asked = [
        "<img src=x onerror=__hit()>",
        "'\"></script><script>__hit()</script>",
        "javascript:__hit()",
        "rights']",
        "__proto__",
        "constructor",
        "\\",
        "%",
        "rights,*",
    ]
    for address, names in QUERIES.items():
        for text in asked:
            page.goto(f"{root}{address}?{'&'.join(f'{name}={quote(text)}' for name in names)}#{quote(text)}")
            settled(page, text)
        page.goto(f"{root}{address}?{'&'.join(f'{name}=%E0%A4%A' for name in names)}")
        settled(page, address)


# What a browser makes of markup, and whether anything in it is active or leads to another host by itself.
ACTIVE = """texts => texts.map(text => {
  const found = new DOMParser().parseFromString(text, "text/html");
  return [...found.querySelectorAll("*")].some(one =>
    (one.localName === "script" && one.type !== "application/ld+json" && (one.src || one.textContent.trim())) ||
    /^(iframe|object|embed|base|style|frame|frameset|portal|applet|foreignobject|animate|set|math)$/i.test(one.localName) ||
    (one.localName === "meta" && /refresh|cookie/i.test(one.httpEquiv)) ||
    [...one.attributes].some(a => /^on./.test(a.name) || /^(style|srcdoc|ping)$/.test(a.name) ||
      (/^(href|xlink:href|action|formaction|src|poster)$/.test(a.name) && /^[\\s\\x00-\\x1f]*(j\\s*a\\s*v\\s*a|v\\s*b|data:text|http:|\\/\\/)/i.test(a.value)) ||
      (/^(src|srcset|action|formaction|poster|background)$/.test(a.name) && /^\\s*https:/i.test(a.value))));
})"""


def test_no_active_markup_passes_the_look(open_page):
    """Whatever the browser would act on, the look before the switch stops: every string in every surrounding."""
    texts = [around.replace("{}", text) for around in AROUND for text in STRINGS]
    active = open_page().evaluate(ACTIVE, texts)
    assert sum(active) > 3000 and not all(active)
    passed = [
        text
        for text, acts in zip(texts, active, strict=True)
        if acts and all(use.kind is uses.UseKind.ADDRESS for use in uses.scan_markup(f"<!doctype html>{text}"))
    ]
    assert passed == []
