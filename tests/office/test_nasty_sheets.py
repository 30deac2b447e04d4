"""A folder of sheets as nobody should make them: each cell ends where it should, with the message that is expected."""

from __future__ import annotations

from collections.abc import Callable

import openpyxl
import pytest

from .returned_books import look
from .sheet_files import packed, rows, xlsx
from .test_foreign import HOME, ID, NAME, book

HEADS = ["街道", "名称"]
WHO = ["麦子店街道", NAME]


@pytest.fixture
def city(folder):
    folder.home("home.yml", HOME)
    return folder


@pytest.mark.parametrize(
    ("heading", "written", "field", "read"),
    [
        ("成立时间", 41000, "founded", "2012-04"),
        ("成立时间", "二〇一二年三月", "founded", "2012-03"),
        ("面积", "１２０", "venue.area", "120"),
        ("面积", " 120 ㎡ ", "venue.area", "120"),
        ("面积", "1,200平方米", "venue.area", "1200"),
        ("电话", "010-65001235转2", "office.phone", ["010-65001235 转 2"]),
        ("挂牌", "已挂牌", "facilities.plaque", "true"),
        ("挂牌（√）", "×", "facilities.plaque", "false"),
        ("专职", "2名", "staff.full_time", "2"),
        ("专/兼职", "专1兼3", ("staff.full_time", "staff.part_time"), ("1", "3")),
        ("专兼职人数", "1/3", ("staff.full_time", "staff.part_time"), ("1", "3")),
        ("经度/纬度", "116.4712,39.9476", ("office.location.longitude", "office.location.latitude"), ("116.4712", "39.9476")),
        ("功能室", "活动室、调解室", "venue.rooms", ["活动室", "调解室"]),
        ("地址\n（全称）", "枣营北里 1 号楼", "office.address", "枣营北里 1 号楼"),
        ("＊地址：", "枣营北里 1 号楼", "office.address", "枣营北里 1 号楼"),
    ],
)  # fmt: skip
def test_what_people_write_is_read(city, tmp_path, heading, written, field, read):
    said = look(city.root, book(tmp_path / "名单.xlsx", [*HEADS, heading], [*WHO, written]))
    fields, values = (field, read) if isinstance(field, tuple) else ((field,), (read,))
    home = said["homes"][ID]
    assert [(one["field"], one["to"]) for one in home["changes"]] == list(zip(fields, values, strict=True))
    assert not home["errors"] and not home["questions"]


@pytest.mark.parametrize(
    ("heading", "written", "kind", "message"),
    [
        ("电话", "1.38E+10", "errors", "科学记数"),
        ("电话", 1.38e15, "errors", "科学记数"),
        ("面积", "=SUM(A1:A9)", "errors", "公式没有算出结果"),
        ("面积", "#REF!", "errors", "公式出错"),
        ("面积", "几十平", "errors", "不是数字"),
        ("面积", "80-120", "errors", "范围"),
        ("成立时间", "去年", "errors", "不是年月"),
        ("类别", "大院", "errors", "不认识"),
        ("开放时间", "农闲时开放", "errors", "看不出"),
        ("专/兼职人数", 3, "questions", "看不出哪个是"),
        ("挂牌/上墙", "√/√/√", "questions", "看不出哪个是"),
        ("经费", 2, "questions", "元还是万元"),
        ("谁也不认识的", "字", "questions", "还不知道填到哪儿"),
        ("地址", "同上", "errors", "看不出写的是什么"),
        ("电话", "13800000000", "questions", "手机号"),
    ],
)
def test_what_can_not_be_taken_is_named_at_its_cell(city, tmp_path, heading, written, kind, message):
    said = look(city.root, book(tmp_path / "名单.xlsx", [*HEADS, heading], [*WHO, written]))
    (found,) = said["homes"][ID][kind]
    assert found["cell"] == "名单!C2" and message in found.get("message", "") + found.get("text", "")


def test_of_swapped_degrees_no_half_is_taken(city, tmp_path):
    said = look(city.root, book(tmp_path / "名单.xlsx", [*HEADS, "经度", "纬度"], [*WHO, 39.9476, 116.4712]))
    home = said["homes"][ID]
    assert home["changes"] == [] and [error["cell"] for error in home["errors"]] == ["名单!C2", "名单!D2"]


def test_headings_of_other_cities_are_known(city, tmp_path):
    heads = ["所属乡镇（街道）", "阵地名称", "坐标", "是否上墙", "有无推荐箱", "妇联主席", "场地面积"]
    row = ["麦子店街道", NAME, "北纬39.9476 东经116.4712", "6项全部", "无", "王某", "120㎡"]
    home = look(city.root, book(tmp_path / "名单.xlsx", heads, row))["homes"][ID]
    assert not home["errors"] and not home["questions"]
    assert {one["field"]: one["to"] for one in home["changes"]} == {
        "office.location.longitude": "116.4712",
        "office.location.latitude": "39.9476",
        "facilities.rules_on_wall": "true",
        "facilities.recommendation_box": "false",
        "staff.director.name": "王某",
        "venue.area": "120",
    }


def test_a_list_below_another_is_read_by_its_own_head(city, tmp_path):
    below = [["妇女之家", "街道", "活动名称", "活动时间"], [NAME, WHO[0], "讲座", "2026-03-08"]]
    said = look(city.root, book(tmp_path / "名单.xlsx", [*HEADS, "面积"], [*WHO, 90], [], *below))
    area, activity = [one["to"] for one in said["homes"][ID]["changes"]]
    assert said["errors"] == [] and area == "90" and activity == {"title": "讲座", "date": "2026-03-08"}


def test_every_cell_of_a_row_of_nobody_is_counted(city, tmp_path):
    said = look(city.root, book(tmp_path / "名单.xlsx", [*HEADS, "面积"], ["不存在的街道", NAME, 90]))
    (error,) = said["errors"]
    assert error["cell"] == "名单!A2" and "3 格没有收" in error["message"] and "麦子店街道" in error["remedy"]


@pytest.mark.parametrize("second", ["序号", "名称"])
def test_a_head_that_comes_again_on_each_page_is_no_row(city, tmp_path, second):
    heads = ["序号", *HEADS, "面积"]
    said = look(city.root, book(tmp_path / "名单.xlsx", heads, [1, *WHO, 90], heads, [None] * 4))
    assert len(said["homes"]) == 1 and not said["errors"]


def test_two_sheets_are_two_lists(city, tmp_path):
    made = openpyxl.load_workbook(book(tmp_path / "名单.xlsx", [*HEADS, "面积"], [*WHO, 90]))
    other = made.create_sheet("活动")
    for row in (["街道", "妇女之家", "日期", "主题"], ["麦子店街道", NAME, "2026-03-08", "茶话会"]):
        other.append(row)
    made.save(tmp_path / "名单.xlsx")
    home = look(city.root, tmp_path / "名单.xlsx")["homes"][ID]
    assert [one["cell"].partition("!")[0] for one in home["changes"]] == ["名单", "活动"]


FORBIDDEN: dict[str, Callable[[], bytes]] = {
    "a far cell": lambda: xlsx(rows('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
    "a page named .xls": lambda: b"<html><table><tr><td>\xe5\x90\x8d</td></tr></table></html>",
    "a bomb": lambda: packed({"[Content_Types].xml": "", "xl/workbook.xml": "a" * 70 * 2**20}),
    "entities": lambda: xlsx('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + rows("&b;")),
    "deep": lambda: xlsx("<a>" * 100_000),
}


@pytest.mark.parametrize("kind", FORBIDDEN)
def test_hostile_lists_are_refused_and_the_next_is_read(city, tmp_path, kind):
    file = tmp_path / "坏.xls"
    file.write_bytes(FORBIDDEN[kind]())
    said = look(city.root, file, status=1)
    assert said["refused"] and not said["homes"]
    good = book(tmp_path / "好.xlsx", [*HEADS, "面积"], [*WHO, 90])
    assert look(city.root, good)["homes"][ID]["changes"]
