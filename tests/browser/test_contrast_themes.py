"""Windows' contrast themes: what is chosen, open, or a plaque is told without our backgrounds and shadows."""

from __future__ import annotations

from tests.browser.test_pages import KINDS

LOOK = """one => { const style = getComputedStyle(one), before = getComputedStyle(one, "::before"); return { background: style.backgroundColor, colour: style.color,
  border: parseFloat(style.borderTopWidth) + style.borderTopStyle, dot: before.backgroundColor + before.backgroundImage } }"""


def look(locator) -> dict:
    return locator.first.evaluate(LOOK)


def test_the_chosen_day_and_the_chosen_filter_differ_from_the_others(visit, sample):
    page = visit(KINDS["activities"](sample), at=sample.site.as_of, forced_colors="active", reduced_motion="reduce")
    page.locator(".day:not(:disabled)").nth(2).click()
    page.locator(".picks__functions .chip:not(:disabled)").nth(1).click()
    for kind in (".day", ".chip"):
        chosen, other = (
            look(page.locator(f"{kind}[aria-pressed=true]")),
            look(page.locator(f"{kind}[aria-pressed=false]")),
        )
        assert chosen["background"] != other["background"], kind
        assert chosen["colour"] != other["colour"], kind
    assert (
        look(page.locator(".day[aria-pressed=true] i"))["colour"]
        == look(page.locator(".day[aria-pressed=true]"))["colour"]
    )


def test_the_chosen_regulation_and_the_buttons_differ(visit, sample):
    page = visit("standard/regulations/management/", forced_colors="active")
    assert (
        look(page.locator(".six a[aria-current]"))["background"]
        != look(page.locator(".six a:not([aria-current])"))["background"]
    )
    page = visit("", forced_colors="active")
    assert look(page.locator(".ask button"))["background"] != look(page.locator(".near-btn"))["background"]
    assert float(look(page.locator(".plate"))["border"].removesuffix("solid")) >= 1


def test_whether_a_home_is_open_and_what_plaque_it_holds_is_seen(visit, sample):
    page = visit("search/", at=sample.site.as_of, forced_colors="active")
    page.wait_for_selector(".open-chip[data-state=open]")
    page.wait_for_selector(".badge--city")
    dots = {
        state: look(page.locator(f".open-chip[data-state={state}]"))["dot"]
        for state in ("open", "shut")
        if page.locator(f".open-chip[data-state={state}]").count()
    }
    assert "0, 0, 0, 0" not in dots["open"]
    assert len(set(dots.values())) == len(dots)
    assert look(page.locator(".badge--city"))["border"] != look(page.locator(".badge--district"))["border"]


def test_a_homes_seals_are_framed(visit, sample):
    page = visit(KINDS["home-badge"](sample), forced_colors="active")
    for seal in page.locator(".seals b").all():
        assert seal.evaluate("one => parseFloat(getComputedStyle(one).borderTopWidth)") >= 1.5
