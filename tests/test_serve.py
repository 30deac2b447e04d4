"""The preview: what is saved shows, at once on the home's own pages and then on all others."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

HOMES = Path(sys.executable).parent / "homes"
OWN = "homes/chaoyang/zaoying-beili/"


class Preview:
    """A running `homes serve`. What it says goes to a file."""

    def __init__(self, content: Path, *more: str):
        command = [str(HOMES), "serve", "--content", str(content), "--port", "0", *more]
        self.log = content.parent / "said"
        with self.log.open("w") as out:
            self.process = subprocess.Popen(command, start_new_session=True, stdout=out, stderr=out)
        self.says("http://")
        self.address = self.log.read_text("utf-8").split()[1].partition("homes/")[0]

    def says(self, word: str) -> None:
        """Waits until it has said this."""
        for _ in range(600):
            if word in self.log.read_text("utf-8"):
                return
            time.sleep(0.1)
        raise AssertionError(self.log.read_text("utf-8"))

    def page(self, address: str) -> str:
        with urllib.request.urlopen(self.address + address) as answer:
            return answer.read().decode()

    def until(self, address: str, word: str) -> None:
        """Waits until a page has the word."""
        for _ in range(600):
            if word in self.page(address):
                return
            time.sleep(0.1)
        raise AssertionError(self.page(address))

    def end(self) -> str:
        """Ctrl+C; what it said last."""
        os.killpg(self.process.pid, signal.SIGINT)
        self.process.wait(timeout=30)
        return self.log.read_text("utf-8")


@pytest.fixture
def preview(folder) -> Iterator[Preview]:
    running = Preview(folder.root)
    for number in range(100):  # until it watches
        folder.home("intro.md", f"第 {number} 次试写。\n", identity="chaoyang/bystander")
        time.sleep(0.3)
        if "全站可以看了" in running.log.read_text("utf-8") and "bystander 的页面" in running.log.read_text("utf-8"):
            break
    yield running
    assert "Traceback" not in running.end()


def test_a_saved_home_shows_first_and_then_the_whole_site(folder, preview):
    folder.home("home.yml", "name: 枣营北里社区妇女之家\nkind: community\nstreet: maizidian\nsummary: 门口添了一把藤椅\n")
    preview.until(OWN, "门口添了一把藤椅")
    preview.says("chaoyang/zaoying-beili 的页面")
    preview.until("districts/chaoyang/maizidian/", "门口添了一把藤椅")
    preview.until(OWN, "门口添了一把藤椅")  # from the site itself now


def test_what_can_not_be_read_is_told_and_the_page_stays(folder, preview):
    folder.home("intro.md", "写得好好的。\n")
    preview.until(OWN, "写得好好的")
    folder.home("home.yml", "name: [枣营\n")
    preview.says("homes/chaoyang/zaoying-beili/home.yml:")
    assert "写得好好的" in preview.page(OWN)


def test_a_change_of_the_citys_own_files_shows(folder, preview):
    district = (folder.root / "districts/chaoyang/district.yml").read_text(encoding="utf-8")
    folder.write("districts/chaoyang/district.yml", district.replace("朝阳区", "朝阳新区"))
    preview.until("districts/chaoyang/", "朝阳新区")
    folder.home("intro.md", "改名以后又写了一段。\n")
    preview.until(OWN, "改名以后又写了一段")
    assert "朝阳新区" in preview.page(OWN)


def test_what_is_not_there_is_not_found(preview):
    with pytest.raises(urllib.error.HTTPError) as refused:
        preview.page("homes/chaoyang/nobody/")
    assert refused.value.code == 404


def test_one_home_alone(folder):
    running = Preview(folder.root, "--only", "chaoyang/zaoying-beili")
    assert "枣营北里" in running.page(OWN)
    folder.home("intro.md", "只看这一家。\n")
    running.until(OWN, "只看这一家")
    assert "停下了" in running.end()
