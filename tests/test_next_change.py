"""A build says when the site would next come out differently by itself, and it does so then and not before."""

from __future__ import annotations

import datetime as dt

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.conftest import CITY, HOME
from tests.output import everything

OWN = "homes/chaoyang/zaoying-beili"
FAMILY = "- {id: zhang, family: 张××家庭, year: 2026, level: home, story: 一粥一饭。, consent: C-1}\n"
CONSENT = "- {{id: C-1, obtained: {}, scope: [name, story], adults: 1{}}}\n"
LEDGER = "meetings: {work: [2025-12-20], congress: [2025-12-20]}\n"
# What is written, and when it changes the site by itself.
CASES = {
    "nothing": ({}, ""),
    "notice": ({f"{OWN}/home.yml": HOME + "office: {notice: {text: 请到二层, until: 2026-12-31}}\n"}, "2027-01-01"),
    "closure": ({f"{OWN}/home.yml": HOME + "office: {hours: [{days: 周一, open: '9:00-11:00'}], closed: [{from: 2026-12-01, to: 2026-12-07}]}\n"}, "2026-12-08"),
    "export": (
        {
            "city.yml": CITY + "licence: {name: CC BY 4.0}\n",
            f"{OWN}/home.yml": HOME + "office: {hours: [{days: 周一, open: '9:00-11:00'}]}\n",
        },
        "2027-01-01",
    ),
    "for-good": ({f"{OWN}/home.yml": HOME + "closed: {on: 2026-12-01, reason: 社区合并}\n"}, "2026-12-01"),
    "consent-ends": ({f"{OWN}/families.yml": FAMILY, f"{OWN}/consents.yml": CONSENT.format("2026-01-01", ", until: 2026-12-31")}, "2027-01-01"),
    "consent-begins": ({f"{OWN}/families.yml": FAMILY, f"{OWN}/consents.yml": CONSENT.format("2026-12-05", "")}, "2026-12-05"),
    "embargo": ({"press/2026-11-20-x.md": "---\ntitle: 稿子\ndate: 2026-11-20\nembargo: 2026-11-25T09:30\n---\n正文。\n"}, "2026-11-25T09:30"),
    "decision": ({"recognition/2026-city.yml": f"level: city\nyear: 2026\ndecided_on: 2026-12-18\nrecognised: [{OWN[6:]}]\n"}, "2026-12-18"),
    "lapse": (
        {
            "city.yml": CITY + "honours: {homes: [{id: city, years: 1}]}\n",
            "recognition/2025-city.yml": f"level: city\nyear: 2025\ndecided_on: 2025-12-18\nrecognised: [{OWN[6:]}]\n",
        },
        "2027-01-01",
    ),
    "activity": ({f"{OWN}/activities/2026-12-01-a.md": "---\ntitle: 读书\ndate: 2026-12-01\n---\n"}, "2026-12-02"),
    "have": ({f"{OWN}/brand.md": "---\ntitle: 说事\nlevel: home\nfunctions: [rights]\n---\n说事。\n",
              f"{OWN}/activities/2025-12-10-a.md": "---\ntitle: 普法\ndate: 2025-12-10\nitem: rights.law-education\n---\n讲法。\n"}, "2026-12-10"),
}  # fmt: skip


def build(folder, when: str) -> tuple[str, dict[str, str]]:
    """What the build's last line says, and what is published."""
    site = folder.root.parent / "site"
    result = CliRunner().invoke(
        main, ["build", "--content", str(folder.root), "--site", str(site), "--as-of", when], catch_exceptions=False
    )
    assert result.exit_code == 0, result.output
    name, _, told = result.stdout.splitlines()[-1].partition("：")
    assert name == "下一次自己会变"
    # what tells the day itself: the last update's, and the stamps of calendars and boards
    day_by_day = ("updated.json", "checksums.txt", "activities/", "sitemap.xml")
    return told, {
        path: text
        for path, text in everything(site).items()
        if not path.startswith(day_by_day) and not path.endswith(".ics")
    }


@pytest.mark.parametrize("case", CASES)
def test_it_changes_on_that_day_and_not_before(folder, case):
    written, when = CASES[case]
    for path, text in written.items():
        folder.write(path, text)
    told, now = build(folder, "2026-11-23")
    assert told == (when or "没有，内容不改就不会变")
    before = {"": "2030-01-01", "2026-11-25T09:30": "2026-11-25T09:29"}.get(
        when
    ) or f"{dt.date.fromisoformat(when) - dt.timedelta(days=1)}"
    assert build(folder, before)[1] == now
    if when:
        assert build(folder, when)[1] != now


def test_it_is_told_of_a_build_that_changes_one_home_or_nothing(folder):
    folder.home("home.yml", HOME + "office: {notice: {text: 请到二层, until: 2026-12-31}}\n")
    folder.home(
        "home.yml",
        HOME.replace("枣营北里", "霞光里") + "office: {notice: {text: 请走东门, until: 2027-01-31}}\n",
        identity="chaoyang/bystander",
    )
    assert build(folder, "2026-11-23")[0] == "2027-01-01"
    assert build(folder, "2026-11-23")[0] == "2027-01-01"
    folder.home("home.yml", HOME + "office: {notice: {text: 请到二层, until: 2027-03-31}}\n")
    assert build(folder, "2026-11-23")[0] == "2027-02-01"
