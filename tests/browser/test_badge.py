"""What a badge says stays true until the next build: held until a decision ends it, or until the day on which it
lapses.
"""

from __future__ import annotations

import datetime as dt

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.model.field_types import BEIJING
from generator.pages.words import kept
from tests.conftest import CITY

HOME = "chaoyang/zaoying-beili"
ROUND = """level: city
year: 2025
document: 京妇发〔2025〕12号
decided_on: 2025-12-18
recognised: [{home}]
"""
DELISTED = """level: district
year: 2026
renewals: [{{home: {home}, level: city, decision: delisted, decided_on: 2026-12-10, reason: 连着三个季度没有开门}}]
"""


def beijing(day: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=BEIJING)


def site(folder, day: str):
    target = folder.root.parent / "site"
    result = CliRunner().invoke(main, ["build", "--content", str(folder.root), "--site", str(target), "--as-of", day])
    assert result.exit_code == 0, result.output
    return target


@pytest.fixture
def recognised(folder):
    folder.write("recognition/2025-city.yml", ROUND.format(home=HOME))
    return folder


@pytest.fixture
def seen(open_page, served):
    """`seen(site, address, day, **options)`: the page as it is seen on a day."""

    def seen_(site, address: str, day: str, **options):
        page = open_page(at=beijing(day), **options)
        page.goto(served(site) + address)
        page.wait_for_load_state("networkidle")
        return page

    return seen_


@pytest.mark.parametrize("day", ["2026-11-29", "2027-01-15", "2031-06-01"])
def test_it_is_held_until_a_decision_ends_it(recognised, seen, day):
    built = site(recognised, "2026-11-29")
    page = seen(built, f"homes/{HOME}/badge-city/", day)
    assert page.locator(".verdict").inner_text().replace("\n", "") == "是市级“示范妇女之家”2025 年认定，在册。"
    assert kept("名册截至 2026 年 11 月 29 日。") in page.locator("#main").inner_text()
    assert kept("数据截至 2026 年 11 月 29 日。") in page.locator(".foot").inner_text()
    assert seen(built, f"homes/{HOME}/", day).locator(".badge--city").is_visible()


def test_without_scripts_it_is_the_day_of_the_last_update(recognised, seen):
    page = seen(site(recognised, "2026-11-29"), f"homes/{HOME}/badge-city/", "2027-01-15", java_script_enabled=False)
    assert "名册以本站最近一次更新为准。" in page.locator("#main").inner_text()
    assert "数据以本站最近一次更新为准。" in page.locator(".foot").inner_text()


def test_nobody_reviewed_it_and_the_badge_stays(recognised, seen):
    page = seen(site(recognised, "2027-03-01"), f"homes/{HOME}/badge-city/", "2027-03-01")
    assert "2025 年认定，在册。" in page.locator(".verdict").inner_text()


def test_a_delisted_home_is_simply_not_on_the_roster(recognised, seen):
    recognised.write("recognition/2026-chaoyang.yml", DELISTED.format(home=HOME))
    built = site(recognised, "2026-12-10")
    page = seen(built, f"homes/{HOME}/badge-city/", "2026-12-11")
    assert page.locator(".verdict__says").inner_text() == "现在不在市级“示范妇女之家”名册上"
    text = "".join(
        file.read_text(encoding="utf-8") for file in built.rglob("*") if file.suffix in (".html", ".json", ".atom")
    )
    assert (
        "连着三个季度没有开门" not in text
        and "摘牌" not in (built / "demonstration/index.html").read_text(encoding="utf-8").split('id="round"')[0]
    )
    assert not (built / f"homes/{HOME}/badge-city/badge.svg").exists()


def test_where_plaques_lapse_it_does_so_on_its_day(recognised, seen):
    recognised.write("city.yml", CITY + "honours: {homes: [{id: city, years: 2, review: none}]}\n")
    built = site(recognised, "2026-11-29")
    for day, held in (("2027-12-31", True), ("2028-01-01", False)):
        page = seen(built, f"homes/{HOME}/badge-city/", day)
        assert page.get_by_text("2025 年认定，在册，到 2027 年 12 月 31 日为止。").is_visible() == held
        assert page.get_by_text("现在不在市级“示范妇女之家”名册上").is_visible() != held
        assert seen(built, f"homes/{HOME}/", day).locator(".badge--city").is_visible() == held
        found = seen(built, "search/?q=枣营北里", day).locator(".results > li")
        found.first.wait_for()
        assert found.first.locator(".badge--city").count() == held
        assert seen(built, "demonstration/", day).locator(".roster li").first.is_visible() == held


def test_a_new_day_rewrites_one_small_file(recognised):
    def files(built) -> dict[str, bytes]:
        return {path.relative_to(built).as_posix(): path.read_bytes() for path in built.rglob("*") if path.is_file()}

    before = files(site(recognised, "2026-11-29"))
    after = files(site(recognised, "2026-11-30"))
    changed = {path for path in before | after if before.get(path) != after.get(path)}
    assert changed == {"updated.json", "checksums.txt"} | {path for path in changed if path.startswith("activities/")}
    assert len(before["updated.json"]) < 100
