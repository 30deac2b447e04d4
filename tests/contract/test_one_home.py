"""Whatever a home writes costs that home alone: the others' pages are published, byte for byte as they were."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.content.markdown import render

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


def test_links_of_one_home_stop_no_build(folder):
    others = (built(folder) / "homes/chaoyang/bystander/index.html").read_bytes()
    folder.home("intro.md", "\n\n".join(LINKS.values()))
    assert (built(folder) / "homes/chaoyang/bystander/index.html").read_bytes() == others
