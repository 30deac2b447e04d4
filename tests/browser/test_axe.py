"""axe-core over one page of each kind: no violation of WCAG 2.1 A and AA, nor of axe's best practices."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
import pytest

from tests.browser.test_pages import ELDER, KINDS

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
# Of what axe fetches beforehand, media alone: no rule that is on reads style sheets.
RUN = """async () => (await axe.run(document, { resultTypes: ["violations"], preload: { assets: ["media"] } })).violations
  .map(one => one.id + ": " + one.nodes.slice(0, 3).map(node => node.target.join(" ")).join(" | "))"""
PHONE, DESK = (360, ""), (1440, "3")
"""Width and elder size: as most have it, and as elders do. What fits where is another test's."""
BY_DESK = {"front", "home-rich", "district", "activities-full", "search-results", "digest", "feature"}
"""Kinds whose wide layout differs from the narrow one in more than widths; the frame is the same on all."""


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(visit, sample, kind):
    page = visit(KINDS[kind](sample))
    page.evaluate(AXE)
    found = {}
    for width, size in (PHONE, DESK)[: 1 + (kind in BY_DESK)]:
        page.set_viewport_size({"width": width, "height": 780})
        page.evaluate(ELDER, size)
        if wrong := page.evaluate(RUN):
            found[width, size] = wrong
    assert found == {}
