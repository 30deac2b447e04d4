"""A build of what is there already makes nothing; anything that could change the site makes it build."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import time

import pytest

from generator import pipeline
from generator.content import intake
from tests.test_build import build, built, files, first_build, site  # noqa: F401

HOME = "homes/chaoyang/zaoying-beili/home.yml"
BUILT = "0 个文件有变化"
TICK = 0.06  # seconds: after that a change has another time than what was read


@pytest.fixture
def reads(monkeypatch):
    """Whether content was read: an entry each time."""
    seen: list[bool] = []
    real = intake.take_city_snapshot
    monkeypatch.setattr(intake, "take_city_snapshot", lambda *given: seen.append(True) or real(*given))
    return seen


def settled(folder) -> None:
    """Every file of the content is older than a tick of the clock."""
    time.sleep(TICK)
    assert build(folder).exit_code == 0


def test_nothing_is_read_when_nothing_changed(built, reads):  # noqa: F811
    settled(built)
    reads.clear()
    before = files(site(built))
    again = build(built)
    assert again.exit_code == 0 and BUILT in again.stdout and reads == []
    assert "发布 2 家，沿用旧版 0 家，没有发布 0 家" in again.stdout
    assert files(site(built)) == before


def touched(folder) -> None:
    os.utime(folder.root / HOME)


def written_anew(folder) -> None:
    (folder.root / "homes/chaoyang/zaoying-beili/intro.md").write_text("有了介绍。\n", encoding="utf-8")


def taken_away(folder) -> None:
    shutil.rmtree(folder.root / "homes/chaoyang/bystander")


def made_unreadable(folder) -> None:
    (folder.root / HOME).chmod(0o000)


def page_damaged(folder) -> None:
    page = site(folder) / "homes/chaoyang/zaoying-beili/index.html"
    page.write_bytes(page.read_bytes() + b"<!-- -->")


def page_lost(folder) -> None:
    (site(folder) / "services/index.html").unlink()


def ledger_damaged(folder) -> None:
    ledger = folder.root.parent / ".homes-site/ledger.sqlite"
    ledger.write_bytes(ledger.read_bytes().replace(b"chaoyang", b"chaoyank"))


def rolled_back(folder) -> None:
    pipeline.roll_back(folder.root.parent / "site", dt.date(2026, 11, 23))


@pytest.mark.parametrize(
    "change", [touched, written_anew, taken_away, made_unreadable, page_damaged, page_lost, ledger_damaged, rolled_back]
)
def test_whatever_changed_is_seen(built, reads, change):  # noqa: F811
    built.home("intro.md", "先有一版。\n")
    settled(built)
    settled(built)
    reads.clear()
    change(built)
    assert build(built).exit_code == 0
    assert reads


def test_another_day_and_other_wishes_build_anew(built, reads):  # noqa: F811
    settled(built)
    reads.clear()
    for more in (("--as-of", "2027-02-01"), ("--as-of", "2027-02-01", "--no-photos"), ("--fresh",)):
        reads.clear()
        assert build(built, *more).exit_code == 0
        assert reads


def test_an_embargo_that_ends_within_the_day_is_kept(built, reads):  # noqa: F811
    feature = "---\ntitle: 好做法\ndate: 2026-11-23\nembargo: 2026-11-23 12:00\nsummary: 一件小事\n---\n正文。\n"
    built.write("press/2026-11-23-hao.md", feature)
    page = site(built) / "press/2026-11-23-hao/index.html"
    morning, before, noon = (("--as-of", f"2026-11-23T{hour}") for hour in ("09:00", "11:59", "12:00"))
    time.sleep(TICK)
    assert build(built, *morning).exit_code == 0 and not page.exists()
    reads.clear()
    assert build(built, *before).exit_code == 0 and reads == []
    assert build(built, *noon).exit_code == 0 and reads and page.exists()
