"""The review page, opened as a file: decided by keyboard, saved, and taken by `homes accept`."""

from __future__ import annotations

import json

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.office.returned_books import Returned, run, send_out

ID = "chaoyang/zaoying-beili"


@pytest.fixture
def page_file(folder, tmp_path):
    book = Returned(send_out(folder.root, "chaoyang", tmp_path / "信息表.xlsx"))
    book.set("基本情况", ID, "office.phone", "010-6500 9999")
    book.set("基本情况", "chaoyang/bystander", "venue.area", "四五十")
    book.save()
    run("import", "--content", folder.root, "--as-of", "2026-11-20", book.file)
    run("review", "--content", folder.root, "--as-of", "2026-11-21", "--out", tmp_path / "审核.html")
    return tmp_path / "审核.html"


@pytest.mark.parametrize("width", [1280, 390])
def test_decide_save_and_accept(open_page, folder, page_file, tmp_path, width):
    page, problems = open_page(width, offline=True), []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(page_file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found] == []
    page.click("#save")
    assert "先填" in page.inner_text("#told")
    page.fill("#role", "区妇联宣传部")
    page.click("#all")
    page.focus("article[data-home='chaoyang/bystander'] input[value=later]")
    page.keyboard.press("ArrowUp")
    page.click("#save")
    assert "原因" in page.inner_text("#told")
    page.keyboard.type("面积请写数字")
    with page.expect_download() as download:
        page.click("#save")
    download.value.save_as(tmp_path / "决定.json")
    assert problems == []
    homes = json.loads((tmp_path / "决定.json").read_text())["homes"]
    assert {one: said["decision"] for one, said in homes.items()} == {ID: "agreed", "chaoyang/bystander": "returned"}
    run("accept", tmp_path / "决定.json", "--content", folder.root)
    assert "010-6500 9999" in (folder.root / f"homes/{ID}/home.yml").read_text()
