"""Every kind of page in a real browser: phone and desk, the elder mode, without scripts, on paper."""

from __future__ import annotations

import pytest

WIDTHS = (320, 360, 1440)
# One page of each kind, found in the sample by what it must have.
KINDS = {
    "front": lambda s: "",
    "home-rich": lambda s: (
        max(s.open_homes, key=lambda h: (len(h.services + h.families + h.activities), h.address)).address
    ),
    "home-thin": lambda s: min(s.open_homes, key=lambda h: (len(h.services) + len(h.introduction), h.address)).address,
    "home-photos": lambda s: next(h.address for h in s.open_homes if _pictures(s, h) > 1),
    "home-badge": lambda s: next(h.address for h in s.open_homes if h.badges),
    "home-closed": lambda s: s.home("旧巷社区妇女之家").address,
    "badge": lambda s: next(b.address for h in s.open_homes for b in h.badges),
    "district": lambda s: max(s.site.districts, key=lambda d: len(d.homes)).address,
    "street": lambda s: max((t for d in s.site.districts for t in d.streets), key=lambda t: len(t.homes)).address,
    "street-empty": lambda s: next(t.address for d in s.site.districts for t in d.streets if not t.homes),
    "family": lambda s: next(f.address for f in s.site.families if f.story and f.motto),
    "families": lambda s: "families/",
    "families-year": lambda s: f"families/{s.site.families[0].year}/",
    "families-district": lambda s: f"families/{s.site.families[0].district.address.split('/')[1]}/",
    "families-home": lambda s: f"{s.site.families[0].home.address}families/",
    "families-recommend": lambda s: "families/recommend/",
    "brand": lambda s: next(b.address for b in s.site.brands if b.level == "home" and b.results),
    "brands": lambda s: "brands/",
    "brands-found": lambda s: "brands/rights/",
    "brands-few": lambda s: f"brands/work/in-{s.site.districts[0].slug}/",
    "activity": lambda s: next(a.address for a in s.site.activities if a.address and a.body),
    "activities": lambda s: "activities/",
    "activities-district": lambda s: (
        f"activities/{max(s.site.districts, key=lambda d: (d.slug != s.own, len(d.homes))).slug}/"
    ),
    "activities-full": lambda s: f"activities/{s.own}/",
    "demonstration": lambda s: "demonstration/",
    "press": lambda s: "press/",
    "press-month": lambda s: f"press/{s.site.features[0].date:%Y-%m}/",
    "press-district": lambda s: f"press/in-{s.site.features[0].districts[0].address.split('/')[1]}/",
    "digests": lambda s: "digest/",
    "digest": lambda s: "digest/2026/",
    "digest-district": lambda s: f"digest/2026/{s.site.districts[0].slug}/",
    "subscribe": lambda s: "subscribe/",
    "data": lambda s: "data/",
    "feature": lambda s: s.site.features[0].address,
    "standard": lambda s: "standard/",
    "rule": lambda s: "standard/venue-place/",
    "standard-regulation": lambda s: "standard/regulations/management/",
    "regulation": lambda s: next(r.address for h in s.open_homes for r in h.regulations if r.text),
    "services": lambda s: "services/",
    "service": lambda s: "services/rights-reception/",
    "service-rare": lambda s: "services/work-technology/",
    "help": lambda s: "help/rights/",
    "search": lambda s: "search/",
    "search-results": lambda s: "search/?q=%E5%AE%B6",
    "sitemap": lambda s: "sitemap/",
    "about": lambda s: "about/",
    "accessibility": lambda s: "accessibility/",
    "guide": lambda s: "guide/",
    "guide-page": lambda s: "guide/press/",
    "parts": lambda s: "about/parts/",
    "lost": lambda s: "no/such/page/at/all/",
}


def _pictures(sample, home) -> int:
    return (sample.folder / home.address / "index.html").read_text().count("<picture")


ELDER = """size => { const root = document.documentElement;
  if (size) root.setAttribute("data-elder", size); else root.removeAttribute("data-elder"); }"""
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What sticks out of the screen, unless it lies in something that scrolls by itself or is cut off on purpose.
STICKING_OUT = """() => {
  const wide = document.documentElement.clientWidth, found = [];
  for (const one of document.body.querySelectorAll("*")) {
    const box = one.getBoundingClientRect();
    if (!box.width || box.right <= wide + 1) continue;
    let parent = one.parentElement;
    while (parent && getComputedStyle(parent).overflowX === "visible") parent = parent.parentElement;
    if (parent && parent !== document.body && parent !== document.documentElement) continue;
    found.push(one.tagName + "." + one.getAttribute("class") + " " + Math.round(box.right));
  }
  return found.slice(0, 5);
}"""


WIDER = f"() => {{ const found = ({STICKING_OUT})(); return found.length || ({OVERFLOW})() > 0 ? found : null; }}"


def overflowing(page, *sizes: str) -> dict:
    """(Width, size of the elder mode) → what is wider than the page. Without sizes: in the mode that the page is in."""
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 780})
        for size in sizes or (None,):
            if size is not None:
                page.evaluate(ELDER, size)
            if (wider := page.evaluate(WIDER)) is not None:
                found[width, size] = wider
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_named(visit, sample, kind):
    address = KINDS[kind](sample)
    page = visit(address)
    assert page.locator("h1").count() == 1
    assert page.locator("h1").inner_text().strip()
    assert page.title().strip()
    assert page.locator("html").get_attribute("lang").startswith("zh")
    if kind != "lost":
        assert page.locator("meta[name=description]").get_attribute("content").strip()


def test_the_404_page_finds_its_way_at_any_depth(visit, sample):
    page = visit("no/such/page/at/all/")
    assert page.evaluate("getComputedStyle(document.querySelector('.masthead')).display") != "inline"
    assert page.evaluate("document.styleSheets[0].cssRules.length") > 50
    page.get_by_role("link", name="首页").first.click()
    page.wait_for_url(sample.root)


@pytest.mark.parametrize("kind", ["front", "home-rich", "district", "activities", "activities-district", "feature"])
def test_without_scripts_a_page_is_whole(visit, sample, kind):
    """The same links, but for what the scripts choose by the moment."""
    links_of = (
        "[...document.querySelectorAll('#main a[href]:not(#seven-days a, #weekly a)')].map(one => "
        "one.getAttribute('href'))"
    )
    address = KINDS[kind](sample)
    without = visit(address, at=sample.site.as_of, java_script_enabled=False)
    assert without.locator("h1").is_visible()
    assert not without.locator("[data-js]").first.is_visible()
    assert without.evaluate(links_of) == visit(address, at=sample.site.as_of).evaluate(links_of)


def test_without_scripts_a_home_tells_its_hours_and_its_number(visit, sample):
    home = sample.home("月亮湾社区妇女之家")
    page = visit(home.address, java_script_enabled=False)
    call = page.locator("a[href='tel:01000000001']").first
    assert call.is_visible()
    hours = page.locator(".hours")
    assert hours.is_visible()
    for said in ("周一至周五", "9:00", "11:30", "13:30", "17:30", "周六"):
        assert said in hours.inner_text()
    assert "9:00" in page.locator(".open-chip").first.inner_text()
    assert not page.locator("[data-share]").is_visible()


def test_elder_mode_is_larger_and_remembered_until_left(visit, sample):
    page = visit("")
    size = "() => parseFloat(getComputedStyle(document.body).fontSize)"
    plain = page.evaluate(size)
    page.get_by_role("button", name="长者版").click()
    assert page.locator("html").get_attribute("data-elder") == "1"
    first = page.evaluate(size)
    page.get_by_role("button", name="最大").click()
    largest = page.evaluate(size)
    assert plain < first < largest
    page.goto(sample.root + "families/")
    assert page.locator("html").get_attribute("data-elder") == "3"
    assert page.evaluate(size) == largest
    page.get_by_role("button", name="退出").click()
    assert page.evaluate(size) == plain
    page.reload()
    assert page.locator("html").get_attribute("data-elder") is None


def test_an_address_can_ask_for_the_elder_mode_and_for_leaving_it(visit, sample):
    page = visit("?elder=2")
    page.goto(sample.root + "activities/")
    assert page.locator("html").get_attribute("data-elder") == "2"
    page.goto(sample.root + "activities/?elder=0")
    assert page.locator("html").get_attribute("data-elder") is None
    page.goto(sample.root)
    assert page.locator("html").get_attribute("data-elder") is None


def test_in_elder_mode_what_can_be_touched_is_large(visit, sample):
    page = visit(sample.home("月亮湾社区妇女之家").address + "?elder=3")
    small = page.evaluate(
        """() => [...document.querySelectorAll("a.btn, button")].filter(one => one.checkVisibility())
        .map(one => [one.textContent.trim(), one.getBoundingClientRect().height]).filter(row => row[1] < 44)"""
    )
    assert small == []


@pytest.mark.parametrize("kind", ["home-rich", "family", "demonstration", "activity", "activities-full"])
def test_on_paper_the_words_stay_and_the_machinery_goes(visit, sample, kind):
    page = visit(KINDS[kind](sample))
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    for machinery in (".masthead nav", ".elder-bar", ".do-bar", ".skip"):
        assert not any(one.is_visible() for one in page.locator(machinery).all()), machinery
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") in (
        "rgb(255, 255, 255)",
        "rgba(0, 0, 0, 0)",
    )


def test_on_paper_a_home_keeps_its_number_and_hours(visit, sample):
    page = visit(sample.home("月亮湾社区妇女之家").address)
    page.emulate_media(media="print")
    assert page.get_by_text("010-0000 0001").first.is_visible()
    assert page.locator(".hours").is_visible()


def test_the_keyboard_reaches_the_content_first(visit):
    page = visit("")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_every_picture_says_what_it_shows_or_that_it_is_decoration(visit, sample):
    page = visit("about/")
    for kind in ("front", "home-photos", "families"):
        page.goto(sample.root + KINDS[kind](sample))
        assert page.locator("img:not([alt])").count() == 0
        assert page.evaluate(
            "[...document.images].every(one => one.hasAttribute('width') && one.hasAttribute('height'))"
        )


def test_photos_are_there_to_be_seen(visit, sample):
    page = visit(KINDS["home-photos"](sample))
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page.wait_for_function(
        "() => [...document.querySelectorAll('picture img')].some(one => one.complete && one.naturalWidth > 100)"
    )
