"""Styles and scripts of the theme before stay for pages that lie in browsers' caches, and no longer than that."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator import pipeline
from generator.pipeline import BuildOptions
from generator.plugin import render_shell
from tests.conftest import DAY, Folder
from tests.test_build import site

PROJECT = Path(__file__).parents[1]


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    shutil.copytree(PROJECT / "theme", tmp_path / "project/theme", ignore=shutil.ignore_patterns("fonts"))
    (tmp_path / "project/theme/fonts").symlink_to(PROJECT / "theme/fonts")
    shutil.copy(PROJECT / "mkdocs.yml", tmp_path / "project")
    return tmp_path / "project/theme"


def build(folder: Folder, theme: Path, fresh: bool = False) -> None:
    pipeline.build(BuildOptions(folder.root, DAY, site(folder), 1, photos=False, fresh=fresh), theme, render_shell)


def sheets(folder: Folder) -> set[str]:
    return {path.name for path in (site(folder) / "assets").glob("site-*.css")}


def listed(folder: Folder) -> set[str]:
    return {line[66:] for line in (site(folder) / "checksums.txt").read_text().splitlines()}


def restyle(theme: Path, text: str) -> None:
    sheet = max((theme / "styles").glob("*.css"))
    sheet.write_text(f"{sheet.read_text()}\n/* {text} */\n")


def test_a_page_of_the_release_before_keeps_its_style(folder, theme):
    build(folder, theme)
    first = sheets(folder)
    page = (site(folder) / "index.html").read_text()
    restyle(theme, "one")
    build(folder, theme)
    second = sheets(folder) - first
    assert len(first) == len(second) == 1 and first < sheets(folder)
    assert f"assets/{next(iter(first))}" in page and f"assets/{next(iter(first))}" not in listed(folder)
    folder.home("intro.md", "改了一句。\n")
    build(folder, theme)
    assert sheets(folder) == first | second
    restyle(theme, "two")
    build(folder, theme)
    assert len(sheets(folder)) == 2 and second < sheets(folder) and not first & sheets(folder)
    pipeline.roll_back(site(folder), DAY.date())
    assert sheets(folder) == first | second
    build(folder, theme)
    assert len(sheets(folder)) == 2 and not first & sheets(folder)


def test_a_style_that_was_changed_from_outside_does_not_stay(folder, theme):
    build(folder, theme)
    first = sheets(folder)
    restyle(theme, "one")
    build(folder, theme)
    (site(folder) / "assets" / next(iter(first))).write_text("body { display: none }")
    folder.home("intro.md", "改了一句。\n")
    build(folder, theme)
    assert not first & sheets(folder)
    assert {f"assets/{name}" for name in sheets(folder)} <= listed(folder)


def test_theme_as_it_was_before_is_listed_again(folder, theme):
    build(folder, theme)
    first, sheet = sheets(folder), max((theme / "styles").glob("*.css"))
    text = sheet.read_text()
    restyle(theme, "one")
    build(folder, theme)
    sheet.write_text(text)
    build(folder, theme)
    assert {f"assets/{name}" for name in first} <= listed(folder) and len(sheets(folder)) == 2
