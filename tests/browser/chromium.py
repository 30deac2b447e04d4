"""The Chromium of the tests and the benchmark, and the one way to open pages in it: with a clock that is told, never
the machine's.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright

# The first is Chromium without its windows: the same pages, and a third of the CPU for each that is opened.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# Quiet, and deaf to every host but this one: what a page asks of another is recorded, and goes nowhere.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
OWN_HOST = "127.0.0.1"
# Timers and `performance` stay the real ones. `Page.clock` can take a page's clock over, and drive its timers too.
_CLOCK = """(() => {
  const Real = Date, began = Real.now(), now = () => MOMENT + (RUNS ? Real.now() - began : 0);
  globalThis.Date = class Date extends Real {
    constructor(...given) { if (given.length) super(...given); else super(now()); }
    static now() { return now(); }
  };
})();"""


def find_chromium(playwright: Playwright) -> str:
    """The path of a Chromium: $CHROMIUM, PATH, Playwright's own. Fails the test when there is none."""
    named = os.environ.get("CHROMIUM")
    candidates = [named] if named else [*map(shutil.which, NAMES), playwright.chromium.executable_path]
    for candidate in candidates:
        if candidate and Path(candidate).is_file():
            return candidate
    pytest.fail(
        "No Chromium for the browser tests. Run `make tools`, or name one: CHROMIUM=/path/to/chromium", pytrace=False
    )


def launch(playwright: Playwright) -> Browser:
    """A headless Chromium; without the library that shifts the clock of the tests, which a browser does not bear."""
    environment = {name: value for name, value in os.environ.items() if name != "LD_PRELOAD"}
    return playwright.chromium.launch(executable_path=find_chromium(playwright), args=FLAGS, env=environment)


def open_context(
    browser: Browser, at: dt.datetime, *, width: int = 360, runs: bool = False, **options: object
) -> BrowserContext:
    """A context whose pages, `width` by 780 CSS pixels, take it to be `at`: their clock stands, or `runs` from there.

    The options are those of Playwright's `Browser.new_context`.
    """
    options = {"viewport": {"width": width, "height": 780}, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"} | options
    context = browser.new_context(**options)
    context.add_init_script(
        _CLOCK.replace("MOMENT", str(int(at.timestamp() * 1000))).replace("RUNS", str(runs).lower())
    )
    return context
