"""A real Chromium for the browser tests. Without one they fail: a browser test that is skipped proves nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Request, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
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


def find_chromium(playwright: Playwright) -> str:
    """The path of a Chromium: $CHROMIUM, PATH, Playwright's own. Fails the test when there is none."""
    named = os.environ.get("CHROMIUM")
    candidates = [named] if named else [*map(shutil.which, NAMES), playwright.chromium.executable_path]
    for candidate in candidates:
        if candidate and Path(candidate).is_file():
            return candidate
    pytest.fail("No Chromium for the browser tests. Run `make browser`, or name one: CHROMIUM=/path/to/chromium", pytrace=False)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for the whole run."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(playwright), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def foreign_requests() -> list[str]:
    """Addresses that this test's pages asked of hosts other than 127.0.0.1, in order."""
    return []


@pytest.fixture
def open_page(browser: Browser, foreign_requests: list[str]) -> Iterator[Callable[..., Page]]:
    """`open_page(width=360, **context_options)`: a fresh page, `width` by 780 CSS pixels, in a context of its own.

    The options are those of Playwright's `Browser.new_context` (`base_url`, `java_script_enabled`, `geolocation`, …).
    """
    contexts: list[BrowserContext] = []

    def record(request: Request) -> None:
        address = urlsplit(request.url)
        if address.hostname not in (None, OWN_HOST):
            foreign_requests.append(request.url)

    def open_(width: int = 360, **options: object) -> Page:
        options = {"viewport": {"width": width, "height": 780}, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"} | options
        context = browser.new_context(**options)
        contexts.append(context)
        context.on("request", record)
        return context.new_page()

    yield open_
    for context in contexts:
        context.close()
