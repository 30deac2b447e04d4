"""The review page, opened as a file: decided by keyboard, saved, gone on with, and taken by `homes accept`."""

from __future__ import annotations

import json

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.office.returned_books import Returned, run, send_out

ID, OTHER = "chaoyang/zaoying-beili", "chaoyang/bystander"
ON = ("--as-of", "2026-11-20")
HOME = """name: 枣营北里社区妇女之家
kind: community
street: maizidian
office: {address: 枣营北里 1 号楼, phone: 010-0000 1234}
services: [{item: care.support, title: 缺菜送菜}]
"""


@pytest.fixture
def page_file(folder, tmp_path):
    """A deletion, a conflict, a held word and an ordinary change of one home; of the other a cell to be written anew."""
    folder.write("words.yml", "- {word: 失足, reason: 会伤害人, action: hold}\n")
    folder.home("home.yml", HOME)
    book = Returned(send_out(folder.root, "chaoyang", tmp_path / "信息表.xlsx"))
    book.set("基本情况", ID, "office.phone", "010-0000 9999")
    book.set("基本情况", ID, "office.address", "枣营北里 2 号楼")
    book.set("基本情况", ID, "summary", "失足的人也来")
    book.set("服务", f"{ID}:services[0]", "#delete", "删除")
    book.set("基本情况", OTHER, "venue.area", "四五十")
    book.save()
    run("import", "--content", folder.root, *ON, book.file)
    folder.home("home.yml", HOME.replace("1234", "5555"))
    run("review", "--content", folder.root, *ON, "--out", tmp_path / "审核.html")
    return tmp_path / "审核.html"


@pytest.fixture
def opened(open_page, page_file):
    """`opened(width)`: the page, and what its console said."""

    def open_(width: int):
        page, problems = open_page(width, offline=True), []
        page.on("console", lambda message: problems.append(message.text))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(page_file.as_uri())
        return page, problems

    return open_


def pick(page, item: str, value: str, home: str = ID) -> None:
    page.check(f"article[data-home='{home}'] [data-item='{item}'] input[value={value}]", force=True)


@pytest.mark.parametrize("width", [1280, 390])
def test_decide_save_and_accept(opened, folder, tmp_path, width):
    page, problems = opened(width)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
    page.click("#save")
    assert "先填" in page.inner_text("#told")
    page.fill("#role", "区妇联宣传部")
    page.click("#all")
    assert "选了 0 家" in page.inner_text("#told")  # one has red items, of the other nothing can be taken
    page.focus(f"article[data-home='{OTHER}'] fieldset input[value=later]")
    page.keyboard.press("ArrowUp")
    page.click("#save")
    assert "原因" in page.inner_text("#told")
    page.keyboard.type("面积请写数字")
    page.check(f"article[data-home='{ID}'] fieldset input[value=agreed]", force=True)
    page.click("#save")
    assert "还有 2 处红的没有定" in page.inner_text("#told")
    pick(page, "home.yml:services[0]", "agreed")
    pick(page, "home.yml:summary", "agreed")
    pick(page, "home.yml:office.phone", "came")
    pick(page, "home.yml:office.address", "returned")
    page.click("#save")
    assert "要写原因" in page.inner_text("#told")
    page.click("[data-item='home.yml:office.address'] .ready >> nth=0")
    page.click("#save")
    assert "要写理由" in page.inner_text("#told")
    page.fill(f"article[data-home='{ID}'] .reason input", "报纸原文")
    with page.expect_download() as download:
        page.click("#save")
    download.value.save_as(tmp_path / "决定.json")
    assert problems == []
    homes = json.loads((tmp_path / "决定.json").read_text())["homes"]
    assert {one: said["decision"] for one, said in homes.items()} == {ID: "agreed", OTHER: "returned"}
    assert homes[ID]["values"] == {"home.yml:office.phone": "came"}
    assert homes[ID]["returned"] == {"home.yml:office.address": "请核对以后再报。"}
    run("accept", tmp_path / "决定.json", "--content", folder.root, *ON)
    text = (folder.root / f"homes/{ID}/home.yml").read_text()
    assert "9999" in text and "1 号楼" in text and "失足" in text and "care.support" not in text


def test_go_on_with_what_was_saved(opened, tmp_path):
    page, problems = opened(1280)
    page.fill("#role", "区妇联")
    pick(page, "home.yml:office.address", "returned")
    page.fill("[data-item='home.yml:office.address'] .back input", "请核对")
    with page.expect_download() as download:
        page.click("#save")
    download.value.save_as(tmp_path / "决定.json")
    page.reload()
    assert page.is_hidden("[data-item='home.yml:office.address'] .back")
    page.set_input_files("#again", tmp_path / "决定.json")
    page.wait_for_function("document.querySelector('#told').textContent.indexOf('接上了 2 家') === 0")
    assert page.input_value("[data-item='home.yml:office.address'] .back input") == "请核对"
    assert page.is_visible("[data-item='home.yml:office.address'] .back") and problems == []


def test_print_leaves_the_controls_out(opened):
    page, _ = opened(1280)
    page.emulate_media(media="print")
    assert page.is_hidden("footer") and page.is_hidden(".queue")
    assert page.is_visible("article >> nth=1") and page.is_visible(f"article[data-home='{ID}'] del >> nth=0")
