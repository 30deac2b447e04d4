"""The pictures that `tests/guide_pictures.py` takes: all there, light, each shown once in the guide with words to it."""

from __future__ import annotations

import re

import pytest
from PIL import Image

from tests.guide_pictures import FOLDER, HEAVIEST, PICTURES, WIDEST

SHOWN = re.compile(
    r"^!\[(?P<alt>[^\]]+)\]\(pictures/(?P<name>[^)]+)\)(?:\{[^}]*\})?\n\*(?P<caption>[^*\n]+。)\*\n$", re.M
)


@pytest.fixture(scope="module")
def shown() -> list[re.Match[str]]:
    pages = sorted(FOLDER.parent.glob("*.md"))
    return [found for page in pages for found in SHOWN.finditer(page.read_text("utf-8"))]


def test_each_is_shown_once_with_alternative_text_and_a_caption(shown):
    assert sorted(found["name"] for found in shown) == sorted(PICTURES)
    written = "".join(page.read_text("utf-8") for page in FOLDER.parent.glob("*.md"))
    assert written.count("](pictures/") == len(PICTURES)
    assert all(len(found["alt"]) > 20 and len(found["caption"]) > 8 for found in shown)


def test_no_other_lies_there():
    assert {path.name for path in FOLDER.iterdir()} == set(PICTURES)


@pytest.mark.parametrize("name", PICTURES)
def test_it_is_light_and_bare(name):
    file = FOLDER / name
    assert file.stat().st_size <= HEAVIEST
    with Image.open(file) as picture:
        assert picture.format == "WEBP" and 320 < picture.width <= WIDEST
        assert not picture.getexif() and not {"xmp", "icc_profile"} & picture.info.keys()
