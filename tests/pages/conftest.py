"""Whole sites built from small folders, read back from disk."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main


class Reading(HTMLParser):
    """The elements of a page: (tag, attributes) in order, and the text of scripts."""

    def __init__(self, text: str):
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.text: list[str] = []
        self._in_script = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        self._in_script = tag == "script"
        if self._in_script:
            self.scripts.append("")

    def handle_endtag(self, tag):
        self._in_script = False

    def handle_data(self, data):
        if self._in_script:
            self.scripts[-1] += data
        else:
            self.text.append(data)

    @property
    def skeleton(self) -> list[tuple[str, tuple[str, ...]]]:
        """Tags with the names of their attributes: what a page is made of, whatever its words."""
        return [(tag, tuple(sorted(attributes))) for tag, attributes in self.elements]


@pytest.fixture
def pages() -> Callable[..., dict[str, Reading]]:
    """`pages(folder)`: builds it and returns every page by its path."""

    def build(folder) -> dict[str, Reading]:
        site = folder.root.parent / "site"
        arguments = ["build", "--content", folder.root, "--site", site, "--as-of", "2026-11-23"]
        result = CliRunner().invoke(main, list(map(str, arguments)), catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return {path.relative_to(site).as_posix(): Reading(path.read_text()) for path in sorted(Path(site).rglob("*.html"))}

    return build
