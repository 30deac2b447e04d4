"""The form, opened as a file without a network: filled in, saved, passed on, imported, reviewed, published."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import astuple
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner
from PIL import Image
from playwright.sync_api import Page

from generator.cli import main
from generator.content.values.hours import read_hours
from generator.diagnostics import InvalidInput
from generator.model.field_types import Date, Integer, Month, Number, Text
from generator.model.hours import OpeningHours, Times
from generator.model.identifiers import Slug
from tests.office.returned_books import inbox, look, run

ID = "chaoyang/zaoying-beili"
HOME = """name: 枣营北里社区妇女之家
kind: community
street: maizidian
founded: 2012-03
office: {address: 枣营北里 1 号楼一层, phone: [010-6500 1234], hours: 周一至周五 9:00-11:30}
services:
  - {item: rights.reception, title: 律师坐班, schedule: 每周三 14:00-16:00}
  - {item: family.education, title: 亲子阅读, audience: [parents, children]}
"""
KINDS = ("changes", "conflicts", "deletions", "errors", "questions")


@pytest.fixture
def open_form(open_page, folder, tmp_path):
    """`open_form(*asked, width=1280)`: a form that was sent out; fails at the end if its scripts had an error."""
    folder.home("home.yml", HOME)
    folder.home("activities/2026-11-20-jiankang.md", "---\ntitle: 健康讲座\ndate: 2026-11-20\n---\n来了四十人。\n")
    problems: list[str] = []

    def open_(*asked: str, width: int = 1280) -> Page:
        run("form", *(asked or (ID,)), "--content", folder.root, "--out", tmp_path / "表.html")
        page = open_page(width, offline=True)
        page.on("console", lambda message: problems.append(message.text))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(next(tmp_path.glob("表*.html")).as_uri())
        return page

    yield open_
    assert problems == []


def save(page: Page, folder: Path) -> Path:
    with page.expect_download() as download:
        page.click("#save")
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def reopen(page: Page, file: Path) -> None:
    page.set_input_files("#open", file)
    page.wait_for_selector("#opened:has-text('接着填')")


def photo(located: bool = True) -> bytes:
    """A lying picture, red on its left half, that a camera held upright took somewhere."""
    made = Image.new("RGB", (3000, 2000), "white")
    made.paste("red", (0, 0, 1500, 2000))
    exif = Image.Exif()
    if located:
        exif[0x0112] = 6
        exif.get_ifd(0x8825)[2] = (39.0, 54.0, 26.0)
    stream = io.BytesIO()
    made.save(stream, "JPEG", exif=exif)
    return stream.getvalue()


def quiet(said) -> bool:
    return not any(said[kind] for kind in KINDS)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("asked", [(ID,), (ID, "--private"), ("chaoyang", "--blank"), (ID, "--activity")])
def test_looks_right_and_can_be_used_by_everybody(open_form, width, asked):
    page = open_form(*asked, width=width)
    for fold in page.locator("details").all():
        fold.evaluate("one => one.open = true")
    for words in ("改一改", "＋"):
        buttons = page.locator(f"main button:has-text('{words}')")
        for button in [buttons.nth(0)] if buttons.count() else []:
            button.click()
    page.click("#save")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == []


@pytest.mark.parametrize("more", [(), ("--private",)])
def test_saved_as_it_came_it_changes_nothing(open_form, folder, tmp_path, more):
    file = save(open_form(ID, *more), tmp_path)
    assert file.name == f"枣营北里社区妇女之家 11月23日{' 内部资料 不发微信' if more else ''}.zip"
    said = look(folder.root, file)
    assert said["refused"] is None and said["notes"] == []
    assert quiet(said["homes"][ID])


def test_the_same_is_saved_in_the_same_bytes_and_nothing_stays_in_the_browser(open_form, tmp_path):
    page = open_form()
    first = save(page, tmp_path).read_bytes()
    assert save(page, tmp_path).read_bytes() == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.testzip() is None and {part.compress_type for part in archive.infolist()} == {zipfile.ZIP_STORED}
    page.reload()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_home_by_keyboard_alone_from_the_form_to_its_page(open_form, folder, tmp_path):
    page = open_form("chaoyang", "--blank")
    type_into(page, "妇女之家名称", "霞光东里社区妇女之家")
    save(page, tmp_path / "草稿")
    assert "“类别”不能空着" in page.inner_text("#left") and "“所在街道乡镇”不能空着" in page.inner_text("#left")
    choose(page, "类别", "社区")
    choose(page, "所在街道乡镇", "望京街道")
    type_into(page, "地址", "霞光东里 3 号楼一层")
    type_into(page, "办公电话", "010-0000 1234")
    type_into(page, "开放时间", "周一至周五 9:00-11:30")
    press(page, "＋ 再加一件（服务）")
    assert page.evaluate("document.activeElement.tagName") == "SELECT"  # in the entry that was added
    pick(page, "普法宣传")
    type_into(page, "服务名称", "讲讲民法典")
    assert page.locator(".was:visible").count() == 0 and "霞光东里" in page.inner_text("#like")
    with page.expect_download() as download:
        press(page, "再保存一次")
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert "下载" in page.inner_text("#done")
    ((identity, home),) = look(folder.root, file)["homes"].items()
    assert home["new"] and home["errors"] == []
    publish(folder, tmp_path, file, identity)
    text = (tmp_path / f"site/homes/{identity}/index.html").read_text()
    assert "霞光东里 3 号楼一层" in text and "讲讲民法典" in text


def tab_to(page: Page, label: str, script: str) -> None:
    """Goes forward by the Tab key until what has the focus is called so."""
    for _ in range(400):
        page.keyboard.press("Tab")
        if label in (page.evaluate(f"(one => {script})(document.activeElement)") or ""):
            return
    raise AssertionError(f"“{label}” is not reached by the keyboard")


def type_into(page: Page, label: str, text: str) -> None:
    tab_to(page, label, "one.labels && one.labels[0] ? one.labels[0].textContent : ''")
    page.keyboard.type(text)


def choose(page: Page, label: str, text: str) -> None:
    tab_to(page, label, "one.labels && one.labels[0] ? one.labels[0].textContent : ''")
    pick(page, text)


def pick(page: Page, text: str) -> None:
    """Goes down in the list that has the focus until the text is chosen."""
    for _ in range(20):
        page.keyboard.press("ArrowDown")
        if page.evaluate("document.activeElement.value") == text:
            return
    raise AssertionError(f"“{text}” can't be chosen")


def press(page: Page, words: str) -> None:
    tab_to(page, words, "one.tagName === 'BUTTON' ? one.textContent : ''")
    page.keyboard.press("Enter")


def publish(folder, tmp_path: Path, file: Path, identity: str) -> None:
    """Imported, looked at in the review page, accepted, built."""
    run("import", file, "--content", folder.root, "--as-of", "2026-11-23")
    run("review", "--content", folder.root, "--as-of", "2026-11-23", "--out", tmp_path / "审核.html")
    assert identity in (tmp_path / "审核.html").read_text()
    submission = next(path.name for path in inbox(folder.root).iterdir() if re.fullmatch("[0-9a-f]{16}", path.name))
    homes = {identity: {"decision": "agreed", "reason": ""}}
    decision = {"submission": submission, "stage": 1, "by_role": "区妇联", "on": "2026-11-23", "homes": homes}
    (tmp_path / "决定.json").write_text(json.dumps(decision))
    run("accept", tmp_path / "决定.json", "--content", folder.root, "--as-of", "2026-11-23")
    arguments = ("build", "--content", folder.root, "--site", tmp_path / "site", "--as-of", "2026-11-23")
    result = CliRunner().invoke(main, list(map(str, arguments)))
    assert result.exit_code == 0, result.output


def test_a_photo_is_made_small_upright_and_bare_and_goes_to_the_page(open_form, folder, tmp_path):
    page = open_form()
    (tmp_path / "IMG_0012.JPG").write_bytes(photo())
    page.set_input_files("#part-photos input[type=file]", tmp_path / "IMG_0012.JPG")
    card = page.locator("#part-photos .card--open")
    card.get_by_label("照片说明").fill("活动室")
    card.get_by_label("照片里有什么").fill("一张长桌")
    card.get_by_label("摄影").fill("社区妇联")
    card.locator(".chip", has_text="没有人像").click()
    file = save(page, tmp_path)
    with zipfile.ZipFile(file) as archive:
        (name,) = (one for one in archive.namelist() if one.startswith("photos/"))
        data = archive.read(name)
    assert re.fullmatch(r"photos/20261123-[0-9a-f]{8}\.jpg", name)
    with Image.open(io.BytesIO(data)) as made:
        assert made.size == (1333, 2000) and not made.getexif() and b"Exif" not in data
        assert made.getpixel((600, 100))[1] < 60 and made.getpixel((600, 1900))[1] > 200  # red on top
    assert look(folder.root, file)["notes"] == []
    publish(folder, tmp_path, file, ID)
    assert "里没有" not in (tmp_path / "审核.html").read_text()  # the photo came with it
    assert (folder.root / f"homes/{ID}" / name).read_bytes() == data
    assert "一张长桌" in (tmp_path / f"site/homes/{ID}/index.html").read_text()


def test_another_goes_on_where_the_first_left_off(open_form, folder, tmp_path):
    page = open_form()
    page.get_by_role("textbox", name="地址").fill("枣营北里 2 号楼")
    page.wait_for_selector(".was:has-text('原来写的：枣营北里 1 号楼一层')")
    page.locator("#part-services .card").nth(0).get_by_role("button", name="去掉").click()
    page.get_by_role("button", name="＋ 再加一件").click()
    page.locator("#part-services .card--open").get_by_label("服务事项").select_option("普法宣传")
    (tmp_path / "a.jpg").write_bytes(photo(located=False))
    page.set_input_files("#part-photos input[type=file]", tmp_path / "a.jpg")
    page.wait_for_selector("#part-photos .card--open img")
    file = save(page, tmp_path)
    page.close()
    second = open_form()
    reopen(second, file)
    assert second.get_by_role("textbox", name="地址").input_value() == "枣营北里 2 号楼"
    assert second.locator("#part-services .card--gone").count() == 1
    assert second.locator("#part-photos .card--open img").count() == 1
    second.get_by_role("button", name="地址改回去").click()
    second.get_by_label("怎么来").fill("亮马桥站 B 口")
    said = look(folder.root, save(second, tmp_path / "b"))["homes"][ID]
    assert [one["field"] for one in said["changes"]][:1] == ["office.transit"]
    assert [one["field"] for one in said["deletions"]] == ["services[0]"]


def test_a_packet_of_another_home_or_no_packet_is_not_opened(open_form, folder, tmp_path):
    file = save(open_form(), tmp_path)
    page = open_form("chaoyang/bystander")
    for name, data, words in (
        ("a.zip", file.read_bytes(), "枣营北里社区妇女之家"),
        ("b.zip", b"PK", "不是"),
        ("c.zip", file.read_bytes()[:-400], "没有传完"),
    ):
        (tmp_path / name).write_bytes(data)
        page.set_input_files("#open", tmp_path / name)
        page.wait_for_selector(f"#opened:has-text('{words}')")
    assert page.get_by_label("妇女之家名称").input_value() == "霞光里社区妇女之家"


def test_what_is_composed_is_not_disturbed(open_form):
    """A slip is told after the composition of an input method has ended, never within it."""
    page = open_form()
    field = page.get_by_label("核对日期")
    session = page.context.new_cdp_session(page)
    field.fill("")
    field.focus()
    for text in ("j", "ji", "jin"):
        session.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
    page.wait_for_timeout(900)
    assert field.input_value() == "jin" and field.get_attribute("aria-invalid") is None
    session.send("Input.insertText", {"text": "甲"})
    page.wait_for_selector("[aria-invalid]")
    assert "“甲”不是日期" in page.inner_text("#part-hours")
    assert page.evaluate("document.activeElement.value") == "甲"


TEXTS = [
    *"甲 乙丙 12 0 -3 1.5 12人 一百 许多 无 暂无 待定 2026-02-30 2026-13-01 2026/3/8 2026年3月8日 今天 3月8日".split(),
    *"1899-01-01 09:00 9:00-11:30 全天 下午两点 不知道 周一至周五 看情况 ABC zhang-2026 Zhang 2012-03".split(),
    *"二〇一二年三月 99999999 1e9 N/A 没数 -- a\u0007b x\u202ey 12,000 十二".split(),
    *("字" * 300, "  前后有空  ", "两行\n文字"),
]


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("office.checked_on", Date()),
        ("founded", Month()),
        ("funding.year", Integer(1990, 2200, "年")),
        ("funding.female_residents", Integer(0, 30_000_000, "人")),
        ("venue.area", Number(0, 100_000, "平方米")),
        ("activities[].time", Times()),
        ("office.hours", OpeningHours()),
        ("families[].id", Slug()),
        ("summary", Text(60)),
        ("intro.body", Text(20_000, lines=True)),
    ],
)
def test_no_slip_is_told_that_the_office_would_not_tell_in_the_same_words(open_form, key, kind):
    page = open_form(ID, "--private")
    told = page.evaluate("([key, texts]) => texts.map(one => Form.check(Form.data.fields[key], one))", [key, TEXTS])
    assert any(told)
    for text, said in zip(TEXTS, told, strict=True):
        if said:
            with pytest.raises(InvalidInput) as slip:
                kind.read(text.strip())
            assert said[0] == slip.value.message, text


def test_the_remarks_of_the_office_stand_on_top(open_form, tmp_path):
    page = open_form()
    file = save(page, tmp_path)
    remarks = [
        {"cell": "服务!第 2 条·服务时间", "path": "home.yml", "field": "services[1].schedule", "remark": "没有写几点"},
        {"cell": "电话和开放时间!办公电话", "path": "home.yml", "field": "office.phone", "remark": "少了一位"},
        {"cell": "", "path": "", "field": "", "remark": "大部分都好"},
    ]
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("remarks.json", json.dumps({"ask": "010-0000 1400", "remarks": remarks}))
    reopen(page, file)
    top = page.locator("#remarks")
    assert top.inner_text().startswith("需要修改：改 3 处")
    assert "大部分都好" in top.inner_text() and "010-0000 1400" in top.inner_text()
    top.get_by_role("button", name="服务时间").click()
    assert page.evaluate("document.activeElement.labels[0].textContent") == "服务时间"
    assert "没有写几点" in page.inner_text("#part-services")
    page.get_by_label("办公电话").fill("010-0000 1414")
    with zipfile.ZipFile(save(page, tmp_path)) as archive:
        assert "remarks.json" not in archive.namelist()


def test_an_activity_with_its_photos(open_form, folder, tmp_path):
    page = open_form(ID, "--activity", width=390)
    page.get_by_label("活动名称").fill("包饺子")
    page.get_by_label("活动日期").fill("2026-11-21")
    page.get_by_label("活动报道").fill("来了二十户。")
    (tmp_path / "a.jpg").write_bytes(photo())
    page.set_input_files("#part-activities input[type=file]", tmp_path / "a.jpg")
    page.wait_for_selector("#part-activities .chip img")
    file = save(page, tmp_path)
    assert file.name == "枣营北里社区妇女之家 活动 11月23日.zip"
    said = look(folder.root, file)["homes"][ID]
    assert "包饺子" in [one["to"].get("title") for one in said["changes"]]
    publish(folder, tmp_path, file, ID)
    (written,) = folder.root.glob(f"homes/{ID}/activities/2026-11-21-*.md")
    (picture,) = folder.root.glob(f"homes/{ID}/photos/*.jpg")
    assert picture.name in written.read_text() and "来了二十户。" in written.read_text()


HOURS = [
    line.split("\t")[1]
    for line in (Path(__file__).parents[1] / "content/times.tsv").read_text("utf-8").splitlines()
    if line.startswith("hours\t")
] + [
    "周一至周五 9:00-11:30、13:30-17:30\n周六 9:00-11:30",
    "周一至周五 上午9点-11点半 下午2:00-5:00，周六日休息",
    "星期一到星期五：8：30—17：30",
    "每天 9:00-11:30 2:00-5:00",
    "周一、三、五 9:00-11:30；周日 下午2点至4点",
    "周一、周三至周五 9:00-12:00",
    "周二 1:00-2:00",
    "周五至周一 9:00-12:00",
    "周一至周五 9:00-17:00（周末休息）",
    "周一至周五 9:00-17:00 午休",
    "周一 9:00-11:30，周一 休息",
    "周一 14:00-16:00、9:00-11:30",
    "周一 22:00-2:00",
    "周六 9:00-13:00 12:00-15:00",
    "9:00-17:00",
    "周一至周五",
]  # fmt: skip


def _week(text: str) -> list[list[list[int]]] | None:
    """For each day its spans in minutes, as the office reads them; None where it asks."""
    try:
        lines = read_hours(text).value
    except InvalidInput:
        return None
    days = [
        [list(astuple(span)[:2]) for line in lines if day in line.days.days for span in line.spans] for day in range(7)
    ]
    return days if not any(line.season or line.holidays for line in lines) else None


def test_the_week_that_is_shown_is_the_one_that_the_office_reads(open_form):
    page = open_form()
    shown = page.evaluate("texts => texts.map(Form.week)", HOURS)
    told = {text: week for text, week in zip(HOURS, shown, strict=True) if week}
    assert {text: _week(text) for text in told} == told
    assert len(told) >= 8 and told["每天 9:00-11:30 2:00-5:00"][6] == [[540, 690], [840, 1020]]


def test_the_week_stands_below_the_hours_while_they_are_written(open_form):
    page = open_form(width=390)
    week = page.locator("#part-hours .week")
    assert week.inner_text().split("\n")[1:] == ["周一至周五\t9:00-11:30", "周六、周日\t休息"]
    page.fill("#part-hours textarea", "周一至周五 9点-11点半，2:00-5:00 周六 9:00-11:30")
    week.get_by_text("14:00-17:00").wait_for()
    assert "周六\t9:00-11:30" in week.inner_text()
    page.fill("#part-hours textarea", "农忙不开")
    week.wait_for(state="hidden")


@pytest.mark.parametrize(
    "said", ["周一至周五上午", "周一至周五 9:00-17:00，周末预约", "24小时", "9:00-17:00", "每天全天，节假日除外"]
)
def test_hours_that_are_not_understood_are_told_beside_them(open_form, said):
    page = open_form(width=390)
    page.fill("#part-hours textarea", said)
    page.locator("#part-hours textarea").first.blur()
    page.locator("#part-hours .week", has_text="送来以后会有人问").wait_for()
    page.fill("#part-hours textarea", "周一至周五 9:00-17:00")
    page.locator("#part-hours textarea").first.blur()
    page.locator("#part-hours .week table").wait_for()
    assert "会有人问" not in page.locator("#part-hours .week").inner_text()


def test_of_several_photos_the_broken_one_is_told(open_form, tmp_path):
    page = open_form(ID, "--activity", width=390)
    (tmp_path / "a.jpg").write_bytes(photo())
    (tmp_path / "b.jpg").write_bytes(photo()[:300])
    page.set_input_files("#part-activities input[type=file]", [tmp_path / "b.jpg", tmp_path / "a.jpg"])
    page.wait_for_selector("#part-activities .chip img")
    told = page.locator("#part-activities .pick [role=status]").inner_text()
    assert "加了 1 张" in told and "b.jpg" in told
