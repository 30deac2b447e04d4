"""Whole sites built from small folders, read back from disk."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main


class Reading(HTMLParser):
    """The elements of a page: (tag, attributes) in order, and the text of scripts. Markup to be copied is read, too."""

    def __init__(self, text: str):
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.source = text
        self.text: list[str] = []
        self._in_script = False
        self._copied: str | None = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        self._in_script = tag == "script"
        if self._in_script:
            self.scripts.append("")
        elif tag == "textarea":
            self._copied = ""

    def handle_endtag(self, tag):
        self._in_script = False
        if tag == "textarea" and self._copied is not None:
            copied, self._copied = Reading(self._copied), None
            self.elements += copied.elements
            self.text += copied.text

    def handle_data(self, data):
        if self._in_script:
            self.scripts[-1] += data
        elif self._copied is not None:
            self._copied += data
        else:
            self.text.append(data)

    @property
    def skeleton(self) -> list[tuple[str, tuple[str, ...]]]:
        """Tags with the names of their attributes: what a page is made of, whatever its words."""
        return [(tag, tuple(sorted(attributes))) for tag, attributes in self.elements]


_BUILT: dict[Path, str] = {}
"""Site → the digest of the content that it was last built from."""


@pytest.fixture
def pages() -> Callable[..., dict[str, Reading]]:
    """`pages(folder)`: builds it and returns every page by its path.

    What has the bytes of a folder built before shares its site.
    """

    def build(folder) -> dict[str, Reading]:
        site, content = folder.root.parent / "site", _digest(folder.root)
        before = next((other for other, of in _BUILT.items() if of == content), None)
        if before and not site.exists():
            site.symlink_to(before)
            return _readings(before, content)
        arguments = ["build", "--content", folder.root, "--site", site, "--as-of", "2026-11-23"]
        result = CliRunner().invoke(main, list(map(str, arguments)), catch_exceptions=False)
        assert result.exit_code == 0, result.output
        _BUILT[site] = content
        return _readings(site, content)

    return build


def _digest(root: Path) -> str:
    files = [
        (path.relative_to(root).as_posix(), path.read_bytes()) for path in sorted(root.rglob("*")) if path.is_file()
    ]
    return hashlib.sha256(repr(files).encode()).hexdigest()


@lru_cache(1)
def _readings(site: Path, content: str) -> dict[str, Reading]:
    return {path.relative_to(site).as_posix(): Reading(path.read_text()) for path in sorted(site.rglob("*.html"))}
