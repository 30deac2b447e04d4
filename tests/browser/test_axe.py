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
WIDTHS = (360, 1440)


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(visit, sample, kind):
    page = visit(KINDS[kind](sample))
    page.wait_for_load_state("networkidle")
    page.evaluate(AXE)
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 780})
        for size in ("", "3"):
            page.evaluate(ELDER, size)
            if wrong := page.evaluate(RUN):
                found[width, size] = wrong
    assert found == {}
