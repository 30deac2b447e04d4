"""The preview: what is saved shows, at once on the home's own pages and then on all others."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.pages.words import kept
from tests.conftest import Folder

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
        self.address = re.search(r"http://\S+?:\d+/", self.log.read_text("utf-8"))[0]

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


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """What `preview` shows; the tests save into it one after the other."""
    return Folder(tmp_path_factory.mktemp("preview") / "content")


@pytest.fixture(scope="module")
def preview(saved: Folder) -> Iterator[Preview]:
    running = Preview(saved.root)
    for number in range(100):  # until it watches
        saved.home("intro.md", f"第 {number} 次试写。\n", identity="chaoyang/bystander")
        time.sleep(0.3)
        if "全站可以看了" in running.log.read_text("utf-8") and "bystander 的页面" in running.log.read_text("utf-8"):
            break
    yield running
    assert "Traceback" not in running.end()


def test_a_saved_home_shows_first_and_then_the_whole_site(saved, preview):
    saved.home(
        "home.yml", "name: 枣营北里社区妇女之家\nkind: community\nstreet: maizidian\nsummary: 门口添了一把藤椅\n"
    )
    preview.until(OWN, "门口添了一把藤椅")
    preview.says("chaoyang/zaoying-beili 的页面")
    preview.until("districts/chaoyang/maizidian/", "门口添了一把藤椅")
    preview.until(OWN, "门口添了一把藤椅")  # from the site itself now


def test_a_change_of_the_citys_own_files_shows(saved, preview):
    district = (saved.root / "districts/chaoyang/district.yml").read_text(encoding="utf-8")
    saved.write("districts/chaoyang/district.yml", district.replace("朝阳区", "朝阳新区"))
    preview.until("districts/chaoyang/", "朝阳新区")
    saved.home("intro.md", "改名以后又写了一段。\n")
    preview.until(OWN, "改名以后又写了一段")
    assert "朝阳新区" in preview.page(OWN)


def test_what_is_not_there_is_not_found(preview):
    with pytest.raises(urllib.error.HTTPError) as refused:
        preview.page("homes/chaoyang/nobody/")
    assert refused.value.code == 404


ANSWERS = {
    "/%00": 400, "/%ff": 400, "/%0d%0aX:%20y": 400, "/homes/%00/": 400, "//[": 404, "/[": 404, "/" + "a" * 4000: 404, "/" + "家" * 3: 404,
    "/../../../../etc/passwd": 404, "/%2e%2e/%2e%2e/etc/passwd": 404, "/search/said/": 404, "/media/": 404, "/theme/": 404, "/index.html/": 404,
    "/": 200, f"/{OWN}": 200, f"/{OWN}?q=%00": 200,
}  # fmt: skip
HOSTS = {
    "localhost": 200, "LocalHost:8000": 200, "127.0.0.1": 200, "[::1]:80": 200, "attacker.example": 421, "127.0.0.1.attacker.example:80": 421,
    "localhost.attacker.example": 421, "": 421, "0.0.0.0": 421, "192.168.1.7:8000": 421,
}  # fmt: skip


def test_it_answers_this_machine_alone_lists_nothing_and_stumbles_over_no_path(preview):
    host, port = urlsplit(preview.address).hostname, urlsplit(preview.address).port

    def answer(path: str, name: str, method: str = "GET") -> tuple[int, bytes]:
        connection = http.client.HTTPConnection(host, port, timeout=30)
        connection.putrequest(method, "/", skip_host=True)
        connection._buffer[0] = f"{method} {path} HTTP/1.1".encode()
        connection.putheader("Host", name)
        connection.endheaders()
        answered = connection.getresponse()
        return answered.status, answered.read()

    assert {path: answer(path, "localhost")[0] for path in ANSWERS} == ANSWERS
    assert {name: answer(f"/{OWN}", name)[0] for name in HOSTS} == HOSTS
    assert "枣营北里" not in answer(f"/{OWN}", "attacker.example")[1].decode()
    assert answer("/", "attacker.example", "HEAD")[0] == 421


def test_what_can_not_be_read_is_told_and_the_page_stays(saved, preview):
    saved.home("intro.md", "写得好好的。\n")
    preview.until(OWN, "写得好好的")
    saved.home("home.yml", "name: [枣营\n")
    preview.says("homes/chaoyang/zaoying-beili/home.yml:")
    assert "写得好好的" in preview.page(OWN)


@pytest.mark.parametrize(
    ("only", "told"),
    [
        ("../../x", "写成 <区>/<家>"),
        ("chaoyang/zaoying-beil", "是不是“chaoyang/zaoying-beili”？"),
        ("/etc", "没有"),
        ("chaoyang/..", "没有"),
        ("", "没有"),
    ],
)
def test_only_a_home_that_is_there(folder, only, told):
    done = CliRunner().invoke(main, ["serve", "--content", str(folder.root), "--only", only, "--port", "0"])
    assert done.exit_code == 2 and told in done.output
    assert not (folder.root.parent / ".homes-preview").exists()


def test_one_home_alone(folder):
    running = Preview(folder.root, "--only", "chaoyang/zaoying-beili")
    assert "枣营北里" in running.page(OWN)
    folder.home("intro.md", "只看这一家。\n")
    running.until(OWN, "只看这一家")
    assert "停下了" in running.end()


def test_features_before_their_embargo_are_shown_to_this_machine_alone(folder):
    folder.write(
        "press/2026-11-25-x.md", "---\ntitle: 石榴\ndate: 2026-11-25\nembargo: 2099-01-01T08:30\n---\n正文。\n"
    )
    running = Preview(folder.root, "--embargoed")
    page = running.page("press/2026-11-25-x/")
    assert "尚未发布" in page and kept("2099 年 1 月 1 日 08:30 解禁") in page
    request = urllib.request.Request(running.address + "press/2026-11-25-x/", headers={"Host": "192.168.1.7"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)
    assert refused.value.code == 421 and "石榴" not in refused.value.read().decode()
    assert "停下了" in running.end()
    assert (folder.root.parent / ".homes-preview").stat().st_mode & 0o077 == 0
