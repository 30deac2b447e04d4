"""Whatever a home writes costs that home alone: the others' pages are published, byte for byte as they were."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.content.markdown import photo_names, render
from generator.publish.uses import UseKind, scan_markup

LINKS = {
    "link_absolute": "[表格](/files/form.xls)",
    "link_relative": "[上一页](../index.html)",
    "link_foreign_host": "[别处](//example.org/x)",
    "link_fragment": "[下文](#xia)",
    "link_reference": "[表格][1]\n\n[1]: form.xls",
}


def built(folder) -> Path:
    """The site made of `folder`."""
    site = folder.root.parent / "site"
    where = ["--content", folder.root, "--site", site, "--as-of", "2026-11-23", "--no-photos", "--workers", "1"]
    result = CliRunner().invoke(main, list(map(str, ["build", *where])))
    assert result.exit_code == 0, result.output
    return site


@pytest.mark.parametrize("link", LINKS.values(), ids=LINKS)
def test_a_link_that_leads_nowhere_is_words_alone(link):
    assert "href" not in render(f"先看{link}").html


def test_words_that_look_like_a_script_stop_no_build():
    found = scan_markup('<meta name="description" content="javascript: 编程班"><img alt="javascript: 课" src="a.webp">')
    assert {use.kind for use in found} == {UseKind.ADDRESS}


def test_links_of_one_home_stop_no_build(folder):
    others = (built(folder) / "homes/chaoyang/bystander/index.html").read_bytes()
    folder.home("intro.md", "\n\n".join(LINKS.values()))
    assert (built(folder) / "homes/chaoyang/bystander/index.html").read_bytes() == others


PICTURES = {
    "name_bare": "men.jpg",
    "name_in-photos": "photos/men.jpg",
    "name_from-a-folder": "../photos/men.jpg",
    "name_here": "./photos/men.jpg",
}


@pytest.mark.parametrize("address", PICTURES.values(), ids=PICTURES)
def test_a_picture_is_the_same_one_to_the_check_and_to_the_page(address):
    seen = []
    render(f"![门]({address})", lambda name, alt: seen.append(name))
    assert seen == ["men.jpg"] == list(photo_names(f"![门]({address})"))


def test_a_picture_may_have_a_chinese_name():
    seen = []
    render("![门](大门.jpg)", lambda name, alt: seen.append(name))
    assert seen == ["大门.jpg"] == list(photo_names("![门](大门.jpg)"))
