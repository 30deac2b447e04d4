"""A built site's search, asked in a Chromium whose processor is slowed: how many bytes, how many milliseconds to an
answer.

The site is served on this machine, as gzip sends it; the network is not slowed. Chromium slows the thread of the page
alone: what a worker does, as Material's search, runs at full speed.
"""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from urllib.parse import quote

from playwright.sync_api import Browser, Page

from tests.browser.chromium import OWN_HOST, open_context
from tests.search.city import MOMENT

QUESTIONS = ("孩子", "剪纸", "法律咨询", "缝纫机", "孩子们放学后", "老人 婆媳")
SLOWDOWN = 4
_PATIENCE = 180_000  # milliseconds until a search that says nothing has failed
_PACKED = {".html", ".css", ".js", ".json", ".txt", ".svg", ".xml"}
# When the last key was typed, and when what `answered` sees was painted, in milliseconds since the page was opened.
_WATCH = """(() => {
  const watch = window.watch = { typed: 0, painted: 0, found: "" };
  addEventListener("input", event => { watch.typed = event.timeStamp; watch.found = ""; watch.painted = 0; }, true);
  new MutationObserver(() => {
    if (watch.found) return;
    watch.found = ANSWERED;
    if (watch.found) requestAnimationFrame(() => setTimeout(() => { watch.painted = performance.now(); }));
  }).observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
})();"""


@dataclass(frozen=True)
class Box:
    """Where a site is searched: the page, the selector of its field; what is true (JavaScript) once it can answer, once
    an answer in full text is there, once a name is, and where it has found nothing.
    """

    page: str
    field: str
    ready: str
    text: str
    name: str
    none: str


OURS = Box(
    page="search/",
    field="#q",
    ready="!document.querySelector('.search__count').textContent.includes('正在')",
    # the words that were found are fetched once they come into sight
    text="[...document.querySelectorAll('.results .said')].some((said, number) => { "
    "if (!number) said.scrollIntoView({ block: 'nearest' }); return said.textContent !== '……'; })",
    name="document.querySelector('.results h2 mark')",
    none="!document.querySelector('.search__none').hidden",
)
_FOUND, _TOLD = (
    "document.querySelector('.md-search-result__item')",
    "document.querySelector('.md-search-result__meta').textContent",
)
MATERIAL = Box(
    "", "[data-md-component=search-query]", f"{_TOLD}.includes('键入')", _FOUND, _FOUND, f"{_TOLD}.includes('没有找到')"
)


@dataclass(frozen=True)
class Answers:
    """Medians over the questions that were answered: bytes and milliseconds of a first visit that asks at once,
    milliseconds after the last key where the search was ready, the same for a name; and which questions got no
    answer.
    """

    size: float
    opened: float
    typed: float
    name: float
    unanswered: tuple[str, ...]


def ask(
    browser: Browser, folder: Path, box: Box, names: Sequence[str], runs: int = 3, questions: Sequence[str] = QUESTIONS
) -> Answers:
    """Asks the site in `folder` all `questions`, and for the homes whose names begin with `names`.

    Raises playwright's `Error`.
    """
    with _served(folder) as (root, sent):
        visits = _Visits(browser, root, box, sent)
        visits.opened(questions[0])  # the server has packed the large files
        opened = {question: [visits.opened(question) for _ in range(runs)] for question in questions}
        answered = [question for question in questions if all(opened[question])]
        typed = [visits.typed(question) for question in answered for _ in range(runs)]
        named = [took for _ in range(runs) for took in visits.names(names)]
    size, time = (_middle([median(one[at] for one in opened[question]) for question in answered]) for at in (0, 1))
    return Answers(
        size,
        time,
        _middle(typed),
        _middle(named),
        tuple(question for question in questions if question not in answered),
    )


def _middle(found: Sequence[float | None]) -> float:
    known = [one for one in found if one is not None]
    return median(known) if known else float("nan")


class _Visits:
    """Each in a context of its own, so with an empty cache."""

    def __init__(self, browser: Browser, root: str, box: Box, sent: list[int]):
        self.browser, self.root, self.box, self.sent = browser, root, box, sent

    def opened(self, question: str) -> tuple[int, float] | None:
        """Bytes and milliseconds from opening the page with the question in its address; None where there is no answer."""
        self.sent.clear()
        with self._page(self.box.text, f"?q={quote(question)}") as page:
            took = self._painted(page, since="0")
            return took and (sum(self.sent), took)

    def typed(self, question: str) -> float | None:
        with self._page(self.box.text) as page:
            return self._asked(page, question)

    def names(self, names: Sequence[str]) -> list[float | None]:
        with self._page(self.box.name) as page:
            return [self._asked(page, name) for name in names]

    def _asked(self, page: Page, question: str) -> float | None:
        """Milliseconds from the last key."""
        page.focus(self.box.field)
        self._put(page, "")
        page.wait_for_function(f"() => {self.box.ready}", timeout=_PATIENCE)
        page.wait_for_timeout(500)  # as someone who reads what is there
        self._put(page, question)
        return self._painted(page, since="watch.typed")

    def _put(self, page: Page, words: str) -> None:
        """As an input method does, and a key goes up, which is what Material looks at."""
        page.fill(self.box.field, words)
        page.keyboard.press("Shift")

    def _painted(self, page: Page, since: str) -> float | None:
        page.wait_for_function("() => watch.painted", timeout=_PATIENCE)
        found, took = page.evaluate(f"() => [watch.found, watch.painted - {since}]")
        return took if found == "answer" else None

    @contextmanager
    def _page(self, answer: str, state: str = "") -> Iterator[Page]:
        context = open_context(self.browser, MOMENT, runs=True)
        page = context.new_page()
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        seen = f"{answer} ? 'answer' : {self.box.none} ? 'none' : ''"
        page.add_init_script(
            _WATCH.replace("ANSWERED", f"document.querySelector('footer') && ({seen})")
        )  # the body is there
        page.goto(self.root + self.box.page + state)
        yield page
        context.close()


@contextmanager
def _served(folder: Path) -> Iterator[tuple[str, list[int]]]:
    """The address of the site's root, and the sizes of the answers sent, one after the other."""
    sent: list[int] = []
    server = ThreadingHTTPServer((OWN_HOST, 0), partial(_Packed, sent=sent, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://{OWN_HOST}:{server.server_port}/", sent
    server.shutdown()


@cache
def _packed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6)


class _Packed(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *given, sent: list[int], **named):
        self.sent = sent
        super().__init__(*given, **named)

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        packed = path.suffix in _PACKED
        try:
            data = _packed(path) if packed else path.read_bytes()
        except OSError:
            return self.send_error(404)
        self.sent.append(len(data))
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(data)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        with suppress(ConnectionError):  # who asked has closed the page
            self.end_headers()
            self.wfile.write(data)

    def log_message(self, *_) -> None:
        pass
