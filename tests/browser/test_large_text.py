"""Every kind of page with text as large as WeChat, Android and a browser's settings make it: nothing sticks out, is cut
off, or shrinks.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.browser.conftest import BASE, MOMENT, OWN_HOST, _UnderASubPath
from tests.browser.test_pages import ELDER, KINDS, OVERFLOW, STICKING_OUT
from tests.conftest import Folder

WIDTHS = (320, 360, 1440)
# Width, size of the elder mode, scale of the text: the least and the largest of each width, and what lies between once.
VIEWS = ((320, "", 1), (320, "", 2), (320, "1", 1.5), (320, "3", 2), (360, "", 1), (360, "2", 1), (360, "3", 1), (1440, "", 1), (1440, "3", 2))  # fmt: skip
ROOT = """scale => { const root = document.documentElement; root.style.fontSize = "";
  if (scale > 1) root.style.fontSize = parseFloat(getComputedStyle(root).fontSize) * scale + "px"; }"""
# As a WebView's text zoom: the letters grow, lengths in rem do not.
LETTERS = """scale => {
  const all = [...document.body.querySelectorAll("*")].filter(one => !one.closest("svg"));
  const sizes = all.map(one => parseFloat(getComputedStyle(one).fontSize) * scale);
  all.forEach((one, n) => { one.style.fontSize = sizes[n] + "px"; });
}"""
CUT_OFF = """() => [...document.body.querySelectorAll("*")].filter(one => {
  if (one.scrollWidth <= one.clientWidth + 1) return false;
  const style = getComputedStyle(one);
  return /hidden|clip/.test(style.overflowX) && one.textContent.trim() && one.checkVisibility()
    && !one.closest(".sr, thead") && style.webkitLineClamp === "none" && !one.matches(".hero, .honour-hero, .story__cover--motto");
}).map(one => one.tagName + "." + one.className).slice(0, 5)"""
SMALL = """() => [...document.querySelectorAll("a[href], button, select, summary, input")].filter(one => {
  if (!one.checkVisibility() || one.closest(".sr, .skip") || getComputedStyle(one).display === "inline") return false;
  const box = one.getBoundingClientRect(), larger = ["::before", "::after"].map(part => getComputedStyle(one, part)).filter(part => part.position === "absolute");
  const most = side => Math.max(box[side], ...larger.map(part => parseFloat(part[side]) || 0));
  return box.width && (most("width") < 43.5 || most("height") < 43.5);
}).map(one => one.outerHTML.slice(0, 90)).slice(0, 5)"""


WRONG = f"""() => {{ const wider = ({OVERFLOW})();
  return [...({STICKING_OUT})(), ...({CUT_OFF})(), ...(wider > 0 ? [wider + " px wider"] : [])]; }}"""


# One question a view: between two the browser would paint a page that nobody looks at.
VIEW = f"""([size, scale, touch]) => {{ ({ELDER})(size); ({ROOT})(scale);
  return [({WRONG})(), touch ? ({SMALL})() : []]; }}"""


def wrong(page) -> list:
    return page.evaluate(WRONG)


def seen(page, views: Iterable[tuple[int, str, float]]) -> dict:
    """(Width, size of the elder mode, scale) → what is wrong there; with "small": what is too small to touch."""
    found = {}
    for width, of_width in groupby(views, key=itemgetter(0)):
        page.set_viewport_size({"width": width, "height": 780})
        for _, size, scale in of_width:
            here, small = page.evaluate(VIEW, [size, scale, width < 700 and scale == 1])
            found |= {(width, size, scale): here} if here else {}
            found |= {(width, size, "small"): small} if small else {}
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_fits_however_large_its_text(visit, sample, kind):
    page = visit(KINDS[kind](sample), at=sample.site.as_of)
    found = seen(page, VIEWS)
    page.set_viewport_size({"width": 320, "height": 780})
    page.evaluate(VIEW, ["", 1, False])
    if here := page.evaluate(f"scale => {{ ({LETTERS})(scale); return ({WRONG})(); }}", 2):
        found["the letters alone"] = here
    assert found == {}


def test_the_header_names_the_city(visit, sample):
    page, found = visit("about/"), {}
    name = page.locator(".masthead .plate").get_by_text(sample.site.city.name)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 780})
        for size in ("", "1", "3"):
            page.evaluate(ELDER, size)
            found[width, size] = name.is_visible() and name.bounding_box()["height"] > 12
    assert set(found.values()) == {True}, found


def test_text_follows_what_the_reader_asks_her_browser_for(visit, sample):
    page = visit("about/")
    size = "() => parseFloat(getComputedStyle(document.body).fontSize)"
    assert page.evaluate(size) == 17
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(size) == 32
    assert wrong(page) == []


URL = "https://example.org/" + "a" * 40
WORD = "Donaudampfschifffahrtsgesellschaftskapit"
HAN = "春天里大家伙儿一起动手把旧毛衣拆了重新织成小帽子送给刚出生的娃娃们暖和一冬"
FRAME = f"---\ntitle: {HAN}\nsummary: {URL}\n"
BODY = (
    f"{URL}\n\n<{URL}>\n\n{WORD}{HAN}\n\n`{URL}`\n\n    {URL}\n\n- {URL}\n\n|{'|'.join([WORD] * 6)}|\n|"
    f"{'-|' * 6}\n|{'|'.join([URL, HAN, '甲', '乙', '丙', '丁'])}|\n"
)


def _long(folder: Folder) -> None:
    folder.write(
        "city.yml",
        f"name: 巴音郭楞蒙古自治州\nfederation: {HAN[:20]}\nhotlines: [{{name: {HAN[:20]}, phone: '12338'}}]\n",
    )
    folder.write(
        "districts/chaoyang/district.yml",
        f"name: 克孜勒苏柯尔克孜地区\ncode: '110105'\nstreets: [{{slug: maizidian, name: {HAN[:18]}街道, kind: "
        "street, phone: 010-0000 0001}]\n",
    )
    folder.write("districts/chaoyang/brand.md", f"{FRAME}---\n{BODY}")
    folder.home(
        "home.yml",
        f"""name: {HAN[:26]}妇女之家
also_known_as: [{WORD}]
kind: community
street: maizidian
summary: {URL}
office:
  address: {URL}
  transit: {WORD}
  phone: 010-0000 0001
  hours: [{{days: 周一、周三、周五、周六, open: ["08:30-11:30", "13:30-17:30"]}}]
  notice: {{text: {URL}, until: 2026-12-31}}
services: [{{item: rights.reception, title: {HAN[:30]}, description: {URL}, schedule: 每周三 14:00-16:00 {WORD}, booking: {WORD}, fee: {WORD}}}]
staff: {{director: {{name: {WORD[:20]}, title: {HAN[:20]}}}}}
""",
    )
    folder.home("intro.md", BODY)
    folder.home(
        "brand.md", f"{FRAME}results: [{{label: {HAN[:20]}, value: {WORD[:20]}}}]\nfunctions: [rights]\n---\n{BODY}"
    )
    folder.home(
        "families.yml",
        f"- {{id: zhang, family: 张××家庭, year: 2026, level: home, motto: {HAN}, story: {URL}, consent: C-1}}\n",
    )
    folder.home(
        "consents.yml", "- {id: C-1, obtained: 2026-01-01, scope: [name, story], adults: 1, until: 2029-01-01}\n"
    )
    folder.home(
        "activities/2026-11-26-a.md",
        f"{FRAME}date: 2026-11-26\ntime: 9:00-10:30\nplace: {WORD}\nsignup: {URL}\nitem: rights.reception\n---\n{BODY}",
    )
    folder.home("activities/2026-11-01-b.md", f"{FRAME}date: 2026-11-01\nplace: {WORD}\n---\n{BODY}")
    folder.write(
        "press/2026-11-01-a.md",
        f"{FRAME}date: 2026-11-01\nsubtitle: {URL}\nauthor: {WORD}\nsource: {WORD}\nhomes: "
        f"[chaoyang/zaoying-beili]\n---\n{BODY}",
    )
    folder.write("pages/index.md", "# 首页\n")
    folder.write("pages/about.md", f"# {HAN}\n\n{BODY}")


@pytest.fixture(scope="module")
def long_city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The root's address and the folder of a city whose words find no end."""
    folder = Folder(tmp_path_factory.mktemp("long") / "content")
    _long(folder)
    site = folder.root.parent / "site"
    arguments = ["build", "--content", folder.root, "--site", site, "--as-of", f"{MOMENT:%Y-%m-%dT%H:%M}"]
    result = CliRunner().invoke(main, list(map(str, arguments)), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    server = ThreadingHTTPServer((OWN_HOST, 0), partial(_UnderASubPath, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://{OWN_HOST}:{server.server_port}{BASE}", site
    server.shutdown()


def test_words_without_end_break(open_page, long_city):
    """On every page of a small city: addresses of sixty letters, names, titles, tables."""
    root, site = long_city
    said = "".join(path.read_text() for path in site.rglob("*.html"))
    assert all(text in said for text in (URL, WORD, HAN))
    assert (site / "homes/chaoyang/zaoying-beili/index.html").is_file()
    page, found = open_page(320), {}
    page.clock.set_fixed_time(MOMENT)
    own = ("homes/", "districts/", "press/", "about/", "activities/", "families/", "brands/")
    for path in sorted(site.rglob("index.html")):
        address = path.parent.relative_to(site).as_posix() + "/"
        if not address.startswith(own) and address not in ("./", "search/", "services/rights-reception/", "sitemap/"):
            continue
        page.goto(root + address)
        if here := seen(page, ((320, "", 1), (320, "", 2), (320, "3", 2), (360, "3", 1), (1440, "", 1))):
            found[address] = here
    assert found == {}


def test_a_site_that_does_not_know_its_address_finds_its_404_page_dressed(open_page, long_city):
    """Below a sub-path, at any depth: styles, drawings and links."""
    root, site = long_city
    assert "canonical" not in (site / "index.html").read_text()
    for address in ("no/such/page/at/all/", "nothing"):
        page = open_page(360)
        page.goto(root + address)
        page.wait_for_function("document.documentElement.dataset.root")
        assert (
            page.locator(".masthead").evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(255, 255, 255)"
        )
        assert page.locator(".lost img").evaluate("one => one.decode().then(() => one.naturalWidth > 0)")
        page.get_by_role("button", name="长者版").click()
        assert page.locator("html").get_attribute("data-elder") == "1"
        page.get_by_role("link", name="回首页").click()
        page.wait_for_url(root)
