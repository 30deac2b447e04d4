"""Activities on several days: each is listed under the day on which it is on or next, and is over after the last."""

from __future__ import annotations

import datetime as dt

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.model.field_types import BEIJING
from generator.pages.words import kept

HOME = "name: 枣营北里社区妇女之家\nkind: community\nstreet: maizidian\noffice: {address: 枣营北里 1 号楼}\n"
ACTIVITIES = {
    "2026-12-05-jianzhi": "title: 剪纸展\ndate: 2026-12-05 至 2026-12-07\ntime: 9:00-11:30",
    "2026-12-02-dushu": "title: 读书会\ndate: [2026-12-02, 2026-12-09, 2026-12-16]\ntime: [14:00-16:00, 14:00-16:00, 上午9点]",
    "2026-12-05-yizhen": "title: 义诊\ndate: 2026-12-05\ntime: 上午9点",
}


@pytest.fixture
def board(folder, open_page):
    """`board(moment, path)`: a page of a site with such activities, built on 2026-12-01."""
    folder.home("home.yml", HOME)
    for name, when in ACTIVITIES.items():
        folder.home(f"activities/{name}.md", f"---\n{when}\nsignup: 到场\n---\n")
    site = folder.root.parent / "site"
    where = ["--content", str(folder.root), "--site", str(site)]
    result = CliRunner().invoke(main, ["build", *where, "--as-of", "2026-12-01"])
    assert result.exit_code == 0, result.output

    def board_(moment: str, path: str = "activities/chaoyang/"):
        page = open_page(at=dt.datetime.fromisoformat(moment).replace(tzinfo=BEIJING))
        page.goto((site / path / "index.html").as_uri())
        return page

    return board_


def listed(page, part: str) -> list[tuple[str, str]]:
    rows = page.locator(f"{part} li[data-day]")
    return [
        (row.locator("h3").inner_text(), row.locator(".when").inner_text()) for row in rows.all() if row.is_visible()
    ]


def test_a_board_lists_each_under_its_next_day(board):
    page = board("2026-12-02T10:00")
    assert listed(page, "#week") == [
        ("读书会", kept("今天12 月 2 日 14:00–16:00、12 月 9 日 14:00–16:00、12 月 16 日 9:00 开始")),
        ("义诊", "9:00 开始"),
        ("剪纸展", kept("12 月 5 日至 7 日，每天 9:00–11:30")),
    ]
    later = board("2026-12-06T10:00")
    assert [title for title, _ in listed(later, "#week")] == ["剪纸展", "读书会"]
    assert listed(later, "#week")[0][1].startswith("今天")
    over = board("2026-12-07T11:30")
    assert "剪纸展" not in [title for title, _ in listed(over, "#week")]
    assert "剪纸展" in [title for title, _ in listed(over, "#past")]


def test_a_day_that_is_picked_has_what_goes_on_then(board):
    page = board("2026-12-04T10:00")
    page.locator(".day[value='2026-12-06']").click()
    assert [title for title, _ in listed(page, "#week")] == ["剪纸展"]
    page.locator(".day[value='2026-12-09']").click()
    assert [title for title, _ in listed(page, "#week")] == ["读书会"]


def test_its_page_says_when_it_is_on_and_when_it_is_over(board):
    path = "homes/chaoyang/zaoying-beili/activities/2026-12-05-jianzhi/"
    assert "正在进行，11:30 结束" in board("2026-12-06T10:00", path).locator(".event__state").inner_text()
    assert "明天" in board("2026-12-06T12:00", path).locator(".event__state").inner_text()
    assert "已经办过了" in board("2026-12-07T12:00", path).locator(".event__state").inner_text()
    assert (
        "已经开始了"
        in board("2026-12-05T10:00", path.replace("jianzhi", "yizhen")).locator(".event__state").inner_text()
    )


def test_a_homes_next_days_have_every_session(board):
    days = board("2026-12-04T10:00", "homes/chaoyang/zaoying-beili/").locator("#seven-days > ol > li").all_inner_texts()
    assert [day.count("剪纸展") for day in days] == [1, 1, 1, 0]
    assert "读书会" in days[3] and "9:00 开始" in days[0]
