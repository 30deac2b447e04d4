"""What is in doubt about a consent in a returned book is published by none, and a withdrawal is told at once."""

from __future__ import annotations

import json
import re

import pytest

from .returned_books import Returned, inbox, look, run, send_out

ID = "chaoyang/zaoying-beili"
NAME = "枣营北里社区妇女之家"
ON = ("--as-of", "2026-11-20")
HOME = f"name: {NAME}\nkind: community\nstreet: maizidian\noffice: {{address: 1 号楼, phone: 010-0000 1234}}\n"
CONSENTS = "- {id: C-1, obtained: 2026-04-02, scope: [name, story], adults: 1, until: 2029-04-01}\n"
FAMILIES = "- {id: zhang, family: 张××家庭, year: 2026, story: 一家人和睦。, consent: C-1}\n"
NEW = {
    "#home": NAME,
    "consents[].id": "C-2",
    "consents[].obtained": "2026-11-03",
    "consents[].scope": "名字、事迹、照片",
    "consents[].adults": 1,
}
FAMILY = {
    "#home": NAME,
    "families[].id": "li",
    "families[].family": "李××家庭",
    "families[].year": 2026,
    "families[].story": "乐于助人。",
    "families[].consent": "C-2",
}


@pytest.fixture
def city(folder):
    folder.home("home.yml", HOME)
    folder.home("consents.yml", CONSENTS)
    folder.home("families.yml", FAMILIES)
    return folder


@pytest.fixture
def book(city, tmp_path) -> Returned:
    send_out(city.root, ID, tmp_path / "信息表.xlsx", "--private")
    return Returned(tmp_path / "信息表-内部资料-不发微信.xlsx")


def agree(city, tmp_path, book) -> tuple[str, str, str]:
    """Hands the book in and agrees to all of it; what the commands and the page said."""
    told = run("import", "--content", city.root, *ON, book.save())
    run("review", "--content", city.root, "--out", tmp_path / "审核.html", *ON)
    submission = next(one.name for one in inbox(city.root).iterdir() if re.fullmatch("[0-9a-f]{16}", one.name))
    said = {"submission": submission, "stage": 1, "by_role": "区妇联", "on": "2026-11-21"}
    decision = tmp_path / "决定.json"
    decision.write_text(json.dumps(said | {"homes": {ID: {"decision": "agreed", "reason": ""}}}))
    accepted = run("accept", decision, "--content", city.root, *ON)
    return told, (tmp_path / "审核.html").read_text(), accepted


def written(city, name: str) -> str:
    return (city.root / f"homes/{ID}/{name}").read_text()


@pytest.mark.parametrize("until", ["三年", "2029年4月", "待定", "—", "#N/A"])
def test_a_new_consent_that_cannot_be_read_is_not_taken_nor_its_family(city, book, tmp_path, until):
    book.add("同意书", **NEW, **{"consents[].until": until})
    book.add("家庭", **FAMILY)
    _, page, _ = agree(city, tmp_path, book)
    assert (written(city, "consents.yml"), written(city, "families.yml")) == (CONSENTS, FAMILIES)
    assert page.count('<li class="r">') == 2 and "这一行都没有收" in page and "用它的这一条也没有收" in page


def test_a_consent_without_a_required_field_takes_its_family_with_it(city, book, tmp_path):
    book.add("同意书", **NEW | {"consents[].scope": None})
    book.add("家庭", **FAMILY)
    agree(city, tmp_path, book)
    assert written(city, "families.yml") == FAMILIES


def test_a_consent_keeps_all_that_it_was_where_its_row_cannot_be_read(city, book, tmp_path):
    book.set("同意书", f"{ID}:consents[0]", "consents[].until", "三年")
    book.set("同意书", f"{ID}:consents[0]", "consents[].scope", "名字、事迹、照片")
    book.set("同意书", f"{ID}:consents[0]", "consents[].adults", None)
    agree(city, tmp_path, book)
    assert written(city, "consents.yml") == CONSENTS


def test_a_family_that_would_change_to_such_a_consent_stays_whole(city, book, tmp_path):
    book.add("同意书", **NEW, **{"consents[].until": "三年"})
    book.set("家庭", f"{ID}:families[0]", "families[].consent", "C-2")
    book.set("家庭", f"{ID}:families[0]", "families[].story", "又写了一些。")
    book.set("家庭", f"{ID}:families[0]", "families[].motto", "勤俭")
    agree(city, tmp_path, book)
    assert written(city, "families.yml") == FAMILIES


def test_a_family_whose_revocation_cannot_be_read_is_not_taken(city, book, tmp_path):
    row = FAMILY | {"families[].consent": "C-1", "families[].revoked": "9月撤销了"}
    book.add("家庭", **row)
    agree(city, tmp_path, book)
    assert written(city, "families.yml") == FAMILIES


def test_a_consent_without_an_end_is_asked_about(city, book, tmp_path):
    book.add("同意书", **NEW, **{"consents[].until": "长期"})
    book.set("同意书", f"{ID}:consents[0]", "consents[].until", "长期")
    told, page, _ = agree(city, tmp_path, book)
    assert "“有效期至”写的是“长期”，当作没有写：不限期" in told and "不限期" in page
    assert "删掉同意书第 1 条·有效期至：2029-04-01（写的是“长期”）" in told and "表里写的是“长期”" in page
    assert "id: C-2" in written(city, "consents.yml")


@pytest.mark.parametrize("words", ["9月撤回了", "已撤回", "撤", "=TODAY()"])
def test_a_withdrawal_in_words_is_told_at_once_and_nothing_of_its_row_is_taken(city, book, tmp_path, words):
    book.set("同意书", f"{ID}:consents[0]", "consents[].withdrawn", words)
    book.set("同意书", f"{ID}:consents[0]", "consents[].adults", 3)
    told, page, accepted = agree(city, tmp_path, book)
    for said in (told, page, accepted):
        assert f"是有人撤回了同意。撤回不等审核，现在就运行：homes withdraw {ID} C-1" in said
    assert page.index('class="warning alarm"') < page.index("读不懂、要重写的") and '<span class="state r">' in page
    assert written(city, "consents.yml") == CONSENTS


def test_a_withdrawal_with_its_day_does_not_wait_either(city, book, tmp_path):
    book.set("同意书", f"{ID}:consents[0]", "consents[].withdrawn", "2026-11-01")
    told, page, _ = agree(city, tmp_path, book)
    assert f"homes withdraw {ID} C-1" in told and "warning alarm" in page
    assert "withdrawn: 2026-11-01" in written(city, "consents.yml")


def test_what_is_withdrawn_already_alarms_nobody_and_the_decision_still_holds(city, book, tmp_path):
    book.set("同意书", f"{ID}:consents[0]", "consents[].withdrawn", "已撤回")
    assert look(city.root, book.save())["homes"][ID]["alarms"]
    city.write("withdrawals.yml", f"- {{home: {ID}, consent: C-1, on: 2026-11-20}}\n")
    assert "alarms" not in look(city.root, book.file)["homes"][ID]


def test_a_withdrawal_is_told_where_the_consents_cannot_be_read_by_now(city, book):
    book.set("同意书", f"{ID}:consents[0]", "consents[].withdrawn", "已撤回")
    city.home("consents.yml", CONSENTS.replace("2029-04-01", "三年"))
    assert f"homes withdraw {ID} C-1" in look(city.root, book.save())["homes"][ID]["alarms"][0]


@pytest.mark.parametrize("words", ["无", "未撤回", "没有"])
def test_no_withdrawal_is_no_alarm(city, book, words):
    book.set("同意书", f"{ID}:consents[0]", "consents[].withdrawn", words)
    assert "alarms" not in look(city.root, book.save())["homes"].get(ID, {})


def test_a_consent_that_two_sheets_tell_differently_stays_as_it_is(city, book, tmp_path):
    row = book.row("同意书", f"{ID}:consents[0]")
    book.set("同意书", f"{ID}:consents[0]", "consents[].adults", 2)
    book.set("同意书", f"{ID}:consents[0]", "consents[].until", "2030-04-01")
    copy = book.book.copy_worksheet(book.book["同意书"])
    copy.cell(row, book.column("同意书", "consents[].until")).value = "2027-04-01"
    agree(city, tmp_path, book)
    assert written(city, "consents.yml") == CONSENTS
