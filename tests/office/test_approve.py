"""A city begins its record, and sees what was changed past it."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest

from generator.office.intake import approvals

from .returned_books import Returned, inbox, run, send_out

ID, OTHER = "chaoyang/zaoying-beili", "chaoyang/bystander"
ON = ("--as-of", "2026-11-20")


@pytest.fixture
def city(folder):
    folder.write("city.yml", (folder.root / "city.yml").read_text() + "publish: {approval: required}\n")
    folder.home("consents.yml", "- {id: C-1, obtained: 2026-04-02, scope: [name]}\n")
    return folder


def review(city, tmp_path) -> tuple[str, str]:
    out = tmp_path / "审核.html"
    return run("review", "--content", city.root, "--out", out, *ON), out.read_text()


def test_the_baseline_takes_what_is_there_once(city, tmp_path):
    assert "登记了 2 家" in run("approve", "--baseline", "--by-role", "市妇联", "--content", city.root, *ON)
    record = approvals.read(city.root)
    assert [(one.home, one.decision, one.by_role) for one in record.entries] == [
        (OTHER, "agreed", "市妇联"),
        (ID, "agreed", "市妇联"),
    ]
    with zipfile.ZipFile(city.root / f"approvals/versions/{record.approved[ID].digest}.zip") as version:
        assert version.namelist() == ["home.yml"]
    assert "都已经登记过了" in run("approve", "--baseline", "--content", city.root, *ON)
    assert "和审过的不一样" not in review(city, tmp_path)[1]


def test_what_was_changed_by_hand_is_listed(city, tmp_path):
    run("approve", "--baseline", "--content", city.root, *ON)
    city.home("intro.md", "手工写的介绍\n")
    said, text = review(city, tmp_path)
    assert "1 家和审过的不一样" in said
    listed = text[text.index("和审过的不一样，1 家") :]
    assert ID in listed and OTHER not in listed


def test_who_was_never_approved_is_listed_where_that_is_required(city, tmp_path):
    assert "2 家和审过的不一样" in review(city, tmp_path)[0]
    city.write("city.yml", (city.root / "city.yml").read_text().replace("required", "none"))
    assert "和审过的不一样" not in review(city, tmp_path)[0]


def test_a_broken_chain_is_named_and_no_baseline_covers_it(city, tmp_path):
    run("approve", "--baseline", "--content", city.root, *ON)
    file = city.root / "approvals/2026-11.yml"
    file.write_text(file.read_text().replace("内容管理", "别的岗位", 1))
    said, text = review(city, tmp_path)
    for told in (said, text):
        assert "approvals/2026-11.yml:2:1" in told and "接不上" in told
    assert "接不上" in run("approve", "--baseline", "--content", city.root, *ON, status=1)


def test_approve_says_what_to_write(city):
    assert "--baseline" in run("approve", "--content", city.root, status=2)


@pytest.mark.parametrize("name", ["inbox", "preview"])
def test_no_site_is_called_like_a_folder_beside_the_content(city, tmp_path, name):
    said = run("build", "--content", city.root, "--site", tmp_path / name, *ON, status=2)
    assert f"不能叫“{name}”" in said and not (tmp_path / name).exists()


def test_files_may_lie_in_a_folder_called_inbox(city, tmp_path):
    (tmp_path / "inbox").mkdir()
    (tmp_path / ".homes-inbox").mkdir()
    run("review", "--content", city.root, "--out", tmp_path / "inbox/审核.html", *ON)


def test_what_was_changed_by_hand_is_not_published_and_a_withdrawal_goes_out(city, tmp_path):
    city.home("consents.yml", "- {id: C-1, obtained: 2026-04-02, scope: [name, story]}\n")
    city.home("families.yml", "- {id: zhang, family: 张××家庭, year: 2026, story: 和睦, consent: C-1}\n")
    run("approve", "--baseline", "--content", city.root, *ON)
    city.home("intro.md", "手工写的介绍\n")
    site = tmp_path / "site"
    run("build", "--content", city.root, "--site", site, "--workers", "1", *ON)
    page = (site / f"homes/{ID}/index.html").read_text()
    assert "手工写的介绍" not in page and "张××家庭" in page
    city.write("withdrawals.yml", f"- {{home: {ID}, consent: C-1, on: 2026-11-20}}\n")
    run("build", "--content", city.root, "--site", site, "--workers", "1", *ON)
    assert "张××家庭" not in (site / f"homes/{ID}/index.html").read_text()


@pytest.fixture
def edited(city, tmp_path):
    """A telephone changed by hand, then a book made and handed in in which the summary alone is another; the file."""
    run("approve", "--baseline", "--content", city.root, *ON)
    city.home("home.yml", (city.root / f"homes/{ID}/home.yml").read_text() + "office: {phone: [010-6500 7777]}\n")
    book = Returned(send_out(city.root, "chaoyang", tmp_path / "信息表.xlsx"))
    book.set("基本情况", ID, "summary", "家门口的妇女之家。")
    return book.save()


def decide(city, tmp_path) -> Path:
    (number,) = (path.name for path in inbox(city.root).iterdir() if re.fullmatch("[0-9a-f]{16}", path.name))
    agreed = {ID: {"decision": "agreed", "reason": ""}}
    file = tmp_path / "决定.json"
    file.write_text(
        json.dumps({"submission": number, "stage": 1, "by_role": "区妇联", "on": "2026-11-20", "homes": agreed})
    )
    return file


def test_nothing_is_accepted_on_top_of_an_edit_that_nobody_reviewed(city, edited, tmp_path):
    told = [run("import", "--content", city.root, edited, *ON), review(city, tmp_path)[1]]
    before = approvals.read(city.root)
    told.append(run("accept", decide(city, tmp_path), "--content", city.root, *ON, status=1))
    for said in told:
        assert f"文件夹 homes/{ID} 里有没有审过的改动（home.yml）" in said and f"homes approve {ID}" in said
    assert approvals.read(city.root) == before
    assert "家门口的妇女之家" not in (city.root / f"homes/{ID}/home.yml").read_text()


def test_where_nothing_must_be_approved_an_edit_by_hand_stops_nothing(city, edited, tmp_path):
    city.write("city.yml", (city.root / "city.yml").read_text().replace("required", "none"))
    assert "没有审过的改动" not in run("import", "--content", city.root, edited, *ON)
    run("accept", decide(city, tmp_path), "--content", city.root, *ON)
    assert "家门口的妇女之家" in (city.root / f"homes/{ID}/home.yml").read_text()


def test_an_edit_by_hand_is_shown_then_recorded_and_then_others_are_accepted(city, edited, tmp_path):
    run("import", "--content", city.root, edited, *ON)
    said = run("approve", ID, "--content", city.root, *ON, status=1)
    assert "home.yml：改过" in said and "  +office: {phone: [010-6500 7777]}" in said and "还没有登记" in said
    assert len(approvals.read(city.root).entries) == 2
    run("approve", ID, "--by-role", "市妇联", "--yes", "--content", city.root, *ON)
    record = approvals.read(city.root)
    made = record.entries[-1]
    assert (made.submission, made.home, made.by_role, made.decision) == ("by-hand", ID, "市妇联", "agreed")
    assert made.before == record.entries[1].after and not record.broken
    with zipfile.ZipFile(city.root / f"approvals/versions/{made.after}.zip") as version:
        assert b"7777" in version.read("home.yml")
    assert "没有要登记的" in run("approve", ID, "--content", city.root, *ON)
    assert "没有审过的改动" not in review(city, tmp_path)[1]
    run("accept", decide(city, tmp_path), "--content", city.root, *ON)
    assert approvals.read(city.root).entries[-1].before == made.after


def test_a_home_made_by_hand_is_approved_and_its_errors_are_told(city):
    run("approve", "--baseline", "--content", city.root, *ON)
    new = "chaoyang/nanli"
    city.write(f"homes/{new}/home.yml", "name: 南里妇女之家\nkind: community\nstreet: maizidian\n")
    city.write(f"homes/{new}/intro.md", "---\ntitle: [\n---\n")
    assert f"homes approve {new}" in run("check", "--content", city.root, *ON, status=1)
    said = run("approve", new, "--yes", "--content", city.root, *ON)
    assert "home.yml：新的文件" in said and f"{new} 有 1 处错误" in said
    assert approvals.read(city.root).entries[-1].before is None
    assert new in approvals.read(city.root).approved


def test_a_second_baseline_says_what_nobody_looked_at(city):
    run("approve", "--baseline", "--content", city.root, *ON)
    city.home("intro.md", "手工写的介绍\n")
    said = run("approve", "--baseline", "--content", city.root, *ON)
    assert ID in said and OTHER not in said and "没有人看过就算审过了" in said and "homes approve <区>/<家>" in said
