"""A real Chromium for the browser tests. Without one they fail: a browser test that is skipped proves nothing."""

from __future__ import annotations

import datetime as dt
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from click.testing import CliRunner
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from generator import reading
from generator.cli import main
from generator.model.field_types import BEIJING
from generator.pipeline import BuildOptions
from generator.public.views import HomeView, Site
from tests.browser.chromium import OWN_HOST, open_context
from tests.browser.kept import KeptPages

MOMENT = dt.datetime(2026, 11, 23, 10, 0, tzinfo=BEIJING)  # at which the sample is built, and pages are opened


@pytest.fixture
def foreign_requests() -> list[str]:
    """Addresses that this test's pages asked of hosts other than 127.0.0.1, in order."""
    return []


@pytest.fixture
def open_page(browser: Browser, foreign_requests: list[str]) -> Iterator[Callable[..., Page]]:
    """`open_page(width=360, at=MOMENT, **context_options)`: a fresh page in a context of its own, whose clock stands at
    `at`.

    The options are those of Playwright's `Browser.new_context` (`base_url`, `java_script_enabled`, `geolocation`, …).
    """
    contexts: list[BrowserContext] = []

    def open_(width: int = 360, at: dt.datetime = MOMENT, **options: object) -> Page:
        context = open_context(browser, at, width=width, **options)
        contexts.append(context)
        context.on("request", partial(_record, foreign_requests))
        return context.new_page()

    yield open_
    for context in contexts:
        context.close()


def _record(foreign: list[str], request: Request) -> None:
    address = urlsplit(request.url)
    if address.hostname not in (None, OWN_HOST):
        foreign.append(request.url)


SAMPLE = Path(__file__).parents[2] / "content"
BASE = "/a/b/"
WITH_PHOTOS = 3  # homes of the sample whose photos are used; the others show paper-cuts
# Homes of our own, beside the sample's: their hours, names and words are known here.
MOON = """name: 月亮湾社区妇女之家
also_known_as: [弯月之家]
kind: community
street: {street}
office:
  address: 月亮湾 1 号楼
  phone: 010-0000 0001
  hours:
    - {{days: 周一至周五, open: ["9:00-11:30", "13:30-17:30"]}}
    - {{days: 周六, open: ["9:00-11:30"]}}
  closed: [{{from: 2026-12-07, to: 2026-12-08, reason: 盘点}}]
services:
  - {{item: rights.mediation, title: 夜话调解, schedule: 每周三 14:00-16:00}}
"""
STAR = """name: 摘星台村妇女之家
kind: village
street: {street}
office:
  hours: [{{days: 工作日, open: "8:30-17:00"}}]
"""
CLOSED = "name: 旧巷社区妇女之家\nkind: community\nstreet: {street}\nclosed: {{on: 2026-08-01, reason: 社区合并}}\n"
FAIR = """name: 赶集大院社区妇女之家
kind: community
street: {street}
office: {{address: 赶集大院 2 号楼, phone: 010-0000 0002}}
"""
STORY = "---\ntitle: 月光船\n---\n孩子们把一张旧报纸叠成月光船，放在**窗台**上等妈妈下班。\n"
COMING = "---\ntitle: 灯下补衣\ndate: 2026-12-20\ntime: 14:00-16:00\nsignup: 电话预约\n---\n"


def fair(number: int) -> tuple[str, str]:
    """Name and text of the fair's activity `number` of `FAIRS`: more than a board has room for, of every function, for
    many.
    """
    day = MOMENT.date() + dt.timedelta(days=number // 2)
    item = ("rights.reception", "work.transfer", "family.education", "care.support")[number % 4]
    who = ("[everyone]", "[children, parents]", "[elderly]", "[job-seekers]", "[]")[number % 5]
    lines = [f"title: 赶集第 {number} 场", f"date: {day}", f"item: {item}", f"audience: {who}"]
    lines += [f"time: {9 + number % 8}:00-{10 + number % 8}:30"] if number % 7 else []
    lines += [f"place: {number % 3 + 1} 号摊"] if number % 4 else []
    lines += ["signup: 电话预约"] if number % 3 else []
    lines += ["cancelled: 是"] if number in (5, 30) else []
    return f"{day}-fair-{number}.md", "---\n{}\n---\n".format("\n".join(lines))


FAIRS = 90


@dataclass(frozen=True)
class Sample:
    """The built sample: its public view, the folder it lies in, and the address of its root."""

    site: Site
    folder: Path
    root: str
    own: str

    def home(self, name: str) -> HomeView:
        return next(home for home in self.site.homes if home.name == name)

    @property
    def open_homes(self) -> list[HomeView]:
        return [home for home in self.site.homes if home.closed_on is None]


class _UnderASubPath(SimpleHTTPRequestHandler):
    """The site below `BASE`; at any other address its 404 page, as a web server is set up to do."""

    def send_head(self):
        path = urlsplit(self.path).path
        target = Path(self.directory, path.removeprefix(BASE))
        if path.startswith(BASE) and (target.is_file() or (target / "index.html").is_file()):
            self.path = "/" + self.path.removeprefix(BASE)
            return super().send_head()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        return open(Path(self.directory, "404.html"), "rb")

    def log_message(self, *_) -> None:
        pass


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """The address of the root of a site, served below `BASE`."""
    server = ThreadingHTTPServer((OWN_HOST, 0), partial(_UnderASubPath, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://{OWN_HOST}:{server.server_port}{BASE}"
    server.shutdown()


@pytest.fixture
def served() -> Iterator[Callable[[Path], str]]:
    """`served(site)`: the address of its root."""
    with ExitStack() as servers:
        yield cache(lambda site: servers.enter_context(serving(site)))


def _copied_sample(content: Path) -> str:
    """Copies the sample, with the photos of a few homes and four homes of our own; returns the district of these."""
    shutil.copytree(SAMPLE, content)
    folders = sorted(path for path in content.glob("homes/*/*/photos") if any(path.iterdir()))
    for folder in folders[WITH_PHOTOS:]:
        shutil.rmtree(folder)
    city = yaml.load((content / "city.yml").read_text(), yaml.BaseLoader) | {
        "site": {"url": f"https://example.org{BASE}"}
    }
    (content / "city.yml").write_text(yaml.safe_dump(city, allow_unicode=True))
    with (content / "synonyms.yml").open("a") as synonyms:
        synonyms.write("- {words: [石榴裂了], items: [rights.mediation, care.support], quiet: true}\n")
    file = min(content.glob("districts/*/district.yml"))
    street = yaml.load(file.read_text(), yaml.BaseLoader)["streets"][0]["slug"]
    for slug, profile in {"yueliang-wan": MOON, "zhaixing-tai": STAR, "jiuxiang": CLOSED, "ganji-dayuan": FAIR}.items():
        home = content / "homes" / file.parent.name / slug
        (home / "activities").mkdir(parents=True)
        (home / "home.yml").write_text(profile.format(street=street))
    moon = content / "homes" / file.parent.name / "yueliang-wan"
    (moon / "brand.md").write_text(STORY)
    (moon / "activities/2026-12-20-buyi.md").write_text(COMING)
    for name, text in map(fair, range(FAIRS)):
        (moon.parent / "ganji-dayuan/activities" / name).write_text(text)
    return file.parent.name


def built_sample(folder: Path) -> tuple[Site, Path, str]:
    """What `once("sample", …)` builds: the public view, the site beside `content/`, the district of our own homes."""
    content, site = folder / "content", folder / "site"
    own = _copied_sample(content)
    arguments = ["build", "--content", content, "--site", site, "--as-of", f"{MOMENT:%Y-%m-%dT%H:%M}"]
    result = CliRunner().invoke(main, list(map(str, arguments)), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return reading.read(BuildOptions(content, MOMENT)).site, site, own


@pytest.fixture(scope="session")
def sample(once) -> Iterator[Sample]:
    """The sample content and our own homes, built once and served below `/a/b/`."""
    view, site, own = once("sample", built_sample)
    with serving(site) as root:
        yield Sample(view, site, root, own)


@pytest.fixture(scope="session")
def kept() -> Iterator[KeptPages]:
    with pytest.MonkeyPatch.context() as patch:
        yield KeptPages(patch)


@pytest.fixture
def visit(
    browser: Browser, sample: Sample, foreign_requests: list[str], kept: KeptPages
) -> Iterator[Callable[..., Page]]:
    """`visit(address, width=360, at=MOMENT, **context_options)`: the page at `address`, loaded, the clock standing at
    `at`. Nothing is stored, as in a context of its own; what is in the browser's cache may be.

    Fails the test at its end if any page asked another host for anything, missed a file or had an error in its scripts.
    """
    trouble: list[str] = []
    lent: list[tuple[str, Page, Callable[[], None]]] = []

    def visit_(address: str, width: int = 360, at: dt.datetime = MOMENT, **options: object) -> Page:
        key = f"{at} {sorted(options.items())}"
        page = kept.take(key)
        if page is None:
            page = open_context(browser, at, width=width, **options).new_page()
        else:
            page.set_viewport_size({"width": width, "height": 780})
        lent.append((key, page, _listen(page, trouble, foreign_requests)))
        kept.lend(page)
        page.goto(sample.root + address)
        return page

    yield visit_
    for key, page, stop in lent:
        stop()
        kept.give_back(key, page, sample.root)
    assert foreign_requests == []
    assert [one for one in trouble if "/no/such/" not in one] == []


def _listen(page: Page, trouble: list[str], foreign: list[str]) -> Callable[[], None]:
    """Notes what goes wrong on a page, and what it asks of other hosts, until the returned function is called."""
    context = page.context
    watched = (
        (page, "pageerror", lambda error: trouble.append(str(error))),
        (page, "console", lambda said: trouble.append(said.text) if said.type == "error" and not _lost(said) else None),
        (
            page,
            "response",
            lambda one: trouble.append(one.url) if one.status > 399 and one.url != page.url else None,
        ),
        (context, "request", partial(_record, foreign)),
    )
    for target, event, listener in watched:
        target.on(event, listener)

    def stop() -> None:
        for target, event, listener in watched:
            target.remove_listener(event, listener)

    return stop


def _lost(said: ConsoleMessage) -> bool:
    """A page that is asked for though there is none; the icon that Chromium looks for beside a picture opened by
    itself.
    """
    address = said.location["url"]
    return "404" in said.text and ("/no/such/" in address or address.endswith("/favicon.ico"))
