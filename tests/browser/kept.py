"""Pages that one test after the other goes on with.

A page in a new context takes 0.35 CPU s to open, most of it for a process of its own; the next address in the same page 0.1.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

# What the next test would notice: a page of which a test uses one of these is closed at its end.
ALTERING = (
    *("on", "once", "route", "clock", "context", "add_init_script", "expose_function", "emulate_media"),
    *("set_content", "set_default_timeout", "close"),
)
LEAF = "updated.json"
"""A file of the site without scripts, at which what the others have stored is cleared."""
MOST = 3
"""How many are kept: each is a process of some 80 MB."""


class KeptPages:
    """A page for each kind of context (`key`: its moment and options), the latest `MOST`."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._pages: dict[str, Page] = {}
        self._altered: set[Page] = set()
        for name in ALTERING:
            member = getattr(Page, name)
            if isinstance(member, property):
                patch.setattr(Page, name, property(self._noting(member.fget)))
            else:
                patch.setattr(Page, name, self._noting(member))

    def _noting(self, member: Callable) -> Callable:
        def noted(page: Page, *arguments: object, **options: object) -> object:
            self._altered.add(page)
            return member(page, *arguments, **options)

        return noted

    def take(self, key: str) -> Page | None:
        """A page at which nothing is stored, without a way back, if one of this kind is kept."""
        return self._pages.pop(key, None)

    def lend(self, page: Page) -> None:
        """Whatever alters the page from now on, a test does."""
        self._altered.discard(page)

    def give_back(self, key: str, page: Page, root: str) -> None:
        """Keeps a page of the site at `root` if it was not altered and opened no other; closes it otherwise."""
        altered, context = page in self._altered, page.context
        self._altered.discard(page)
        if altered or len(context.pages) > 1:
            context.close()
            return
        page.goto(root + LEAF)
        page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        page.mouse.move(-1, -1)  # out of the window: nothing is pointed at
        session = context.new_cdp_session(page)
        session.send("Page.resetNavigationHistory")
        session.detach()
        if key in self._pages or len(self._pages) == MOST:
            self._pages.pop(key if key in self._pages else next(iter(self._pages))).context.close()
        self._pages[key] = page
