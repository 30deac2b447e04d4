"""Papers fit on their sheets, as a browser prints them."""

from __future__ import annotations

import re
from pathlib import Path

from generator import reading
from generator.office.papers import writing
from generator.pipeline import BuildOptions
from tests.browser.conftest import MOMENT, SAMPLE

# Sheets of each paper, and their size in points.
A4, A3, A3_WIDE = (595, 842), (842, 1191), (1191, 842)
SHEETS = {"同意书": (2, A4), "推荐表": (1, A4), "光荣榜": (1, A3_WIDE), "制度上墙": (7, A3), "每月活动": (2, A4)}
CUT_OFF = """() => [...document.querySelectorAll(".page")].filter(page => {
  const inside = page.getBoundingClientRect();
  return [...page.querySelectorAll("*")].some(one => one.getBoundingClientRect().bottom > inside.bottom + 1);
}).length"""


def test_papers_are_as_many_sheets_as_they_should_be(open_page, tmp_path: Path):
    site = reading.read(BuildOptions(SAMPLE, MOMENT, workers=1, only="chaoyang/zaoying-beili")).site
    (home,) = site.homes
    files = writing.write(home, site.city, MOMENT.date(), lambda key: None, tmp_path)
    page = open_page(at=MOMENT)
    found, cut = {}, {}
    for file in files:
        page.goto(file.as_uri())
        cut[file.stem] = page.evaluate(CUT_OFF)
        data = page.pdf(prefer_css_page_size=True, print_background=True)
        boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", data)
        found[file.stem] = (len(boxes), tuple(round(float(side)) for side in boxes[0]))
    page.close()
    sheets = found.pop("活动签到")
    assert found == SHEETS and sheets[0] >= 1 and sheets[1] == A4
    assert not any(cut.values()), cut
