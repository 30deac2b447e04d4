"""Lists that others made: every cell is taken, asked about at its place, or told; nothing is guessed and nothing lost."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest

from .returned_books import inbox, look, run

HEADS = (
    "序号｜区县｜街道（乡镇）｜社区（村）｜名称｜类别｜地址｜负责人｜职务｜电话｜面积｜专/兼职人数｜开放时间｜挂牌/上墙（√）"
    "｜经费（万元）｜成立时间｜特色品牌｜备注"
).split("｜")
NAME, ID = "枣营北里社区妇女之家", "chaoyang/zaoying-beili"
HOME = f"""name: {NAME}
kind: community
street: maizidian
system_id: FW-0001
division: "110105023004"
office: {{phone: 010-6500 1234}}
"""


@pytest.fixture
def city(folder):
    folder.home("home.yml", HOME)
    return folder


def book(file, *rows, title="名单", merged=(), above=()):
    """A workbook with these rows; a row of one text only is one over the table."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = title
    for row in (*above, *rows):
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    made.save(file)
    return file


def home_row(**cells):
    """A row under `HEADS`."""
    return [cells.get(head.partition("（")[0].replace("/", "_")) for head in HEADS]


def listed(city, tmp_path, *rows, heads=HEADS, **more):
    return look(city.root, book(tmp_path / "名单.xlsx", heads, *rows, **more))


def changes(home):
    return {one["field"]: one["to"] for one in home["changes"]}


def test_the_list_of_a_street_is_read_whole(city, tmp_path):
    row = home_row(
        序号=1, 区县="朝阳区", 街道="麦子店街道", 社区="枣营北里", 名称=NAME, 类别="社区", 地址="枣营北里 1 号楼", 负责人="王某",
        职务="主席", 电话="010-6500 1234", 面积="约150㎡", 专_兼职人数="1/3", 开放时间="周一至周五 9:00-17:00", 挂牌_上墙="√/×",
        经费=0.8, 成立时间="2012年3月", 特色品牌="枣营说事", 备注="旧楼在改造",
    )  # fmt: skip
    said = listed(city, tmp_path, row, above=[["朝阳区妇女之家汇总表"]], merged=["A1:R1"])
    home = said["homes"][ID]
    assert changes(home) == {
        "office.address": "枣营北里 1 号楼",
        "staff.director.name": "王某",
        "staff.director.title": "主席",
        "venue.area": "150",
        "staff.full_time": "1",
        "staff.part_time": "3",
        "office.hours": [{"days": "周一至周五", "open": ["9:00-17:00"]}],
        "facilities.plaque": "true",
        "facilities.rules_on_wall": "false",
        "funding.annual_budget": "8000",
        "founded": "2012-03",
        "title": "枣营说事",
    }
    assert not home["errors"] and not said["errors"] and not home["new"]
    (left,) = home["questions"]
    assert left["cell"] == "名单!R3" and "旧楼在改造" in left["text"]
    how = {one["heading"]: (one["field"], one["how"]) for one in said["headings"]}
    assert how["经费（万元）"] == ("funding.annual_budget", "exact") and how["备注"] == (None, "unknown")
    assert [one for one, (_, kind) in how.items() if kind != "exact"] == ["备注"]
    assert any("朝阳区妇女之家汇总表" in note for note in said["notes"])


@pytest.mark.parametrize(
    ("heading", "cell", "read"),
    [
        ("经费（万元）", 0.8, "8000"),
        ("经费（万元）", "2万元", "20000"),
        ("经费（元）", 8000, "8000"),
        ("经费(万元/年)", "1.2", "12000"),
        ("经费（单位：千元）", 8, "8000"),
        ("经费", "1.2万元", "12000"),
        ("经费", "8000元", "8000"),
        ("经费（万元）", 0, "0"),
    ],
)
def test_money_is_taken_by_the_unit_that_is_said(city, tmp_path, heading, cell, read):
    said = listed(city, tmp_path, ["麦子店街道", NAME, cell], heads=["街道", "名称", heading])
    home = said["homes"][ID]
    assert changes(home) == {"funding.annual_budget": read} and not home["questions"]


@pytest.mark.parametrize(
    ("heading", "cell", "why"),
    [
        ("经费", 8000, "看不出是元还是万元"),
        ("经费（万元）", "8000元", "表头的单位是万元"),
        ("经费（元）", "0.8万元", "表头的单位是元"),
        ("经费（万元）", 8000, "核对单位；没有收"),
    ],
)
def test_money_of_which_the_unit_is_in_doubt_is_asked_about(city, tmp_path, heading, cell, why):
    said = listed(city, tmp_path, ["麦子店街道", NAME, cell], heads=["街道", "名称", heading])
    home = said["homes"][ID]
    (question,) = home["questions"]
    assert not home["changes"] and question["cell"] == "名单!C2" and why in question["text"]


def test_the_unit_over_the_table_is_that_of_its_money(city, tmp_path):
    row = ["麦子店街道", NAME, 0.8, 120]
    said = listed(city, tmp_path, row, heads=["街道", "名称", "经费", "面积"], above=[["名单", "", "单位：万元"]])
    assert changes(said["homes"][ID]) == {"funding.annual_budget": "8000", "venue.area": "120"}


@pytest.mark.parametrize("heading", ["面积（亩）", "经费（美元）", "联系方式", "负责人电话号码", "经费合计数"])
def test_a_heading_that_does_not_match_whole_is_asked(city, tmp_path, heading):
    said = listed(city, tmp_path, ["麦子店街道", NAME, 12], heads=["街道", "名称", heading])
    assert said["headings"][-1] == {"heading": heading, "field": None, "how": "unknown"}
    assert said["questions"][0]["cell"] == "名单!C1" and not said["homes"][ID]["changes"]
    assert "12" in said["homes"][ID]["questions"][0]["text"]


def fill_in(city, **answers):
    """Fills in 表头对照 as Excel saves it in China."""
    file = inbox(city.root) / "表头对照.csv"
    rows = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"))))
    for row in rows:
        row[1] = answers.get(row[0], row[1])
    made = io.StringIO()
    csv.writer(made).writerows(rows)
    file.write_bytes(made.getvalue().encode("gb18030"))


def test_a_heading_is_asked_once_and_remembered(city, tmp_path):
    heads = ["街道", "名称", "联系方式", "年度投入", "备注"]
    file = book(tmp_path / "名单.xlsx", heads, ["麦子店街道", NAME, "010-6500 9999", 0.8, "好"])
    told = run("import", "--content", city.root, "--as-of", "2026-11-20", file)
    assert "表头对照.csv" in told and (inbox(city.root) / "表头对照.csv").stat().st_mode & 0o777 == 0o600
    fill_in(city, 联系方式="办公电话", 年度投入="工作经费（万元）", 备注="不收")
    said = look(city.root, file)
    assert [one["how"] for one in said["headings"]] == ["exact", "exact", "asked", "asked", "asked"]
    home = said["homes"][ID]
    assert changes(home) == {"office.phone": ["010-6500 9999"], "funding.annual_budget": "8000"}
    assert not home["questions"] and not said["questions"]
    assert any("名单!E2" in note and "不收" in note for note in said["notes"])
    other = book(tmp_path / "另一份.xlsx", ["街道", "名称", "联系方式"], ["麦子店街道", NAME, "010-6500 8888"])
    assert changes(look(city.root, other)["homes"][ID]) == {"office.phone": ["010-6500 8888"]}


@pytest.mark.parametrize("answer", ["经费", "电话机", "工作经费"])
def test_an_answer_that_names_no_column_is_told(city, tmp_path, answer):
    file = book(tmp_path / "名单.xlsx", ["街道", "名称", "年度投入"], ["麦子店街道", NAME, 0.8])
    run("import", "--content", city.root, "--as-of", "2026-11-20", file)
    fill_in(city, 年度投入=answer)
    said = look(city.root, file)
    assert said["headings"][-1]["how"] == "unknown" and any(answer in note for note in said["notes"])


def test_heads_of_two_rows_merged_cells_totals_and_rows_that_are_none(city, tmp_path):
    rows = [
        ["街道", "名称", "负责人信息", None, "人员情况", None, "面积"],
        [None, None, "姓名", "职务", "专职", "兼职", None],
        ["麦子店街道", NAME, "王某", "主席", 1, 3, 120],
        [None] * 7,
        [None, "枣营南里社区妇女之家", "李某", None, 1, 2, "200"],
        ["合 计", None, None, None, 2, 5, 320],
        ["填表人：张某", None, "联系电话：010-6500 0000"],
    ]
    merged = ["A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:G2", "A3:A5"]
    said = look(city.root, book(tmp_path / "名单.xlsx", *rows, merged=merged))
    assert [one["heading"] for one in said["headings"]] == [
        "街道", "名称", "负责人信息·姓名", "负责人信息·职务", "人员情况·专职", "人员情况·兼职", "面积",
    ]  # fmt: skip
    assert {one["how"] for one in said["headings"]} == {"exact"} and not said["errors"]
    assert changes(said["homes"][ID]) == {
        "staff.director.name": "王某",
        "staff.director.title": "主席",
        "staff.full_time": "1",
        "staff.part_time": "3",
        "venue.area": "120",
    }
    other = said["homes"]["chaoyang/zao-ying-nan-li"]
    assert other["new"] and changes(other)["street"] == "maizidian" and changes(other)["kind"] == "community"
    notes = "\n".join(said["notes"])
    assert "合计" in notes and "320" in notes and "张某" in notes and "合并" in notes


def test_the_export_of_the_system_finds_homes_by_its_numbers(city, tmp_path):
    heads = ["信息系统编号", "妇女之家名称", "所属街道", "面积"]
    rows = [["FW-0001", "枣营北里妇女之家", "麦子店街道", 90], ["FW-0002", "新源里社区妇女之家", "望京街道", 80]]
    said = look(city.root, book(tmp_path / "导出.xlsx", heads, *rows))
    assert changes(said["homes"][ID]) == {"name": "枣营北里妇女之家", "venue.area": "90"}
    (new,) = (one for one in said["homes"].values() if one["new"])
    assert changes(new)["system_id"] == "FW-0002"


def test_numbers_and_names_that_contradict_each_other_are_asked(city, tmp_path):
    heads = ["系统编号", "名称", "街道", "面积"]
    row = ["FW-0001", "旁边社区妇女之家", "望京街道", 90]
    other = (city.root / "homes/chaoyang/bystander/home.yml").read_text()
    name = next(line.partition(": ")[2] for line in other.splitlines() if line.startswith("name"))
    street = next(line.partition(": ")[2] for line in other.splitlines() if line.startswith("street"))
    row[1], row[2] = name, street
    said = look(city.root, book(tmp_path / "导出.xlsx", heads, row))
    assert not said["homes"] and ID in said["errors"][0]["message"]


@pytest.mark.parametrize("scope", [[], ["--district", "chaoyang"]])
def test_a_name_alone_is_never_enough(city, tmp_path, scope):
    file = book(tmp_path / "名单.xlsx", ["名称", "面积", "地址"], [NAME, 90, "1 号楼"])
    (said,) = json.loads(run("import", "--dry-run", "--format", "json", "--content", city.root, *scope, file))
    assert not said["homes"] and said["errors"][0]["cell"] == "名单!A2"
    assert not scope or ID in said["errors"][0]["message"]


def test_a_district_is_told_by_option_column_or_title(city, tmp_path):
    heads, row = ["街道", "名称", "面积"], ["麦子店街道", NAME, 90]
    file = book(tmp_path / "名单.xlsx", heads, row)
    assert json.loads(
        run("import", "--dry-run", "--format", "json", "--content", city.root, "--district", "chaoyang", file)
    )[0]["homes"][ID]["changes"]
    told = run("import", "--dry-run", "--content", city.root, "--district", "nowhere", file, status=2)
    assert "chaoyang" in told
    wrong = look(city.root, book(tmp_path / "b.xlsx", ["区县", *heads], ["不存在区", *row]))
    assert "不存在区" in wrong["errors"][0]["message"] and not wrong["homes"]


def test_names_with_more_before_them_or_less_behind_are_the_same_home(city, tmp_path):
    for name in (f"朝阳区麦子店街道{NAME}", f"麦子店街道{NAME}", "枣营北里社区", f" {NAME} "):
        said = look(city.root, book(tmp_path / "名单.xlsx", ["街道", "名称", "面积"], ["麦子店街道", name, 90]))
        assert changes(said["homes"][ID]) == {"venue.area": "90"}, name


def test_two_rows_of_one_home_are_told(city, tmp_path):
    rows = [["麦子店街道", NAME, 90], ["麦子店街道", NAME, 95]]
    said = look(city.root, book(tmp_path / "名单.xlsx", ["街道", "名称", "面积"], *rows))
    assert changes(said["homes"][ID]) == {"venue.area": "90"} and said["errors"][0]["cell"] == "名单!A3"


def test_homes_of_one_name_in_two_streets_are_two(city, tmp_path):
    rows = [[street, "新源里社区妇女之家", "社区", 90] for street in ("麦子店街道", "望京街道")]
    said = look(city.root, book(tmp_path / "名单.xlsx", ["街道", "名称", "类别", "面积"], *rows))
    assert sorted(said["homes"]) == ["chaoyang/xin-yuan-li", "chaoyang/xin-yuan-li-she-qu"]


def test_a_ledger_of_activities_is_that_of_the_home_over_it(city, tmp_path):
    rows = [
        ["2026年3月8日 14:00-16:00", "活动室", "三八节茶话会", 46, "来了四十六人，包了饺子。"],
        ["2026.5.10", "广场", "母亲节义诊", "30余人", None],
    ]
    heads = ["时间", "地点", "主题", "参加人数", "内容"]
    above = [[f"麦子店街道{NAME}活动台账"]]
    said = look(city.root, book(tmp_path / "台账.xlsx", heads, *rows, above=above))
    home = said["homes"][ID]
    assert [(one["path"].rpartition("/")[2], one["to"]) for one in home["changes"]] == [
        (
            "2026-03-08-san-ba-jie-cha-hua-hui.md",
            {
                "date": "2026-03-08",
                "time": ["14:00-16:00"],
                "place": "活动室",
                "title": "三八节茶话会",
                "participants": "46",
                "body": "来了四十六人，包了饺子。",
            },
        ),
        (
            "2026-05-10-mu-qin-jie-yi-zhen.md",
            {"date": "2026-05-10", "place": "广场", "title": "母亲节义诊", "participants": "30"},
        ),
    ]
    assert {one["how"] for one in said["headings"]} == {"exact"}


def test_an_activity_that_is_there_is_changed_and_not_doubled(city, tmp_path):
    city.home("activities/2026-03-08-x.md", "---\ntitle: 三八节茶话会\ndate: 2026-03-08\n---\n")
    row = ["麦子店街道", NAME, "2026-3-8", "三八节茶话会", 46]
    said = look(city.root, book(tmp_path / "台账.xlsx", ["街道", "妇女之家", "时间", "主题", "参加人数"], row))
    (change,) = said["homes"][ID]["changes"]
    assert change["path"].endswith("2026-03-08-x.md") and (change["field"], change["to"]) == ("participants", "46")


def test_nothing_is_lost_unsaid(city, tmp_path):
    """Each cell of a sheet that no clerk would want to have made is found again."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "名单"
    sheet.append(["街道", "名称", "电话", "面积", "说不清的", "成立时间"])
    sheet.append(["麦子店街道", NAME, "1.38E+10", "=1+1", "甲", 41000])
    sheet.append(["麦子店街道", "枣营南里社区妇女之家", "/", "#N/A", "乙", 46334])
    sheet.cell(2, 9).value = "旁边的字"
    sheet.cell(2, 600).value = "很远"
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["D"].hidden = True
    made.create_sheet("说明").append(["这一页没有表"])
    made.save(tmp_path / "名单.xlsx")
    said = look(city.root, tmp_path / "名单.xlsx")
    home, other = said["homes"][ID], said["homes"]["chaoyang/zao-ying-nan-li"]
    assert [(one["cell"], one["message"][:10]) for one in home["errors"]] == [
        ("名单!C2", "“办公电话” 数字被"),
        ("名单!D2", "“面积” 公式没有算"),
    ]
    assert [(one["cell"], one["text"]) for one in home["questions"]] == [
        ("名单!E2", "“说不清的”这一列还不知道填到哪儿，没有收：甲"),
        ("名单!I2", "上面没有表头，没有收：旁边的字"),
        ("名单!WB2", "离表格太远的一格有内容，没有收"),
    ]
    assert changes(home) == {"founded": "2012-04"} and changes(other)["founded"] == "2026-11"
    notes = "\n".join(said["notes"])
    assert "第 3 行是隐藏的" in notes and "“面积”一列是隐藏的" in notes and "没有表" in notes and "名单!C3" in notes


def test_a_list_waits_in_the_inbox_with_its_district(city, tmp_path):
    file = book(tmp_path / "名单.xlsx", ["街道", "名称", "面积"], ["麦子店街道", NAME, 90])
    run("import", "--content", city.root, "--as-of", "2026-11-20", "--district", "chaoyang", file)
    (about,) = (json.loads(one.read_text()) for one in inbox(city.root).glob("*/about.json"))
    assert about["district"] == "chaoyang"
    page = tmp_path / "出去" / "审核.html"
    page.parent.mkdir()
    run("review", "--content", city.root, "--as-of", "2026-11-20", "--out", page)
    assert "面积" in page.read_text() and NAME in page.read_text()


@pytest.mark.parametrize(
    "data",
    ["街道,名称,面积\n麦子店街道,{},90\n", "街道\t名称\t面积\n麦子店街道\t{}\t90\n"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_in_any_encoding_is_a_list(city, tmp_path, data, encoding):
    file = tmp_path / "名单.csv"
    file.write_bytes(data.format(NAME).encode(encoding))
    assert changes(look(city.root, file)["homes"][ID]) == {"venue.area": "90"}


def test_a_sheet_without_a_head_is_refused(city, tmp_path):
    said = look(city.root, book(tmp_path / "名单.xlsx", ["一段话"], ["又一段话"]), status=1)
    assert "表头" in said["refused"]


OWN_WORDS = "terms: {home: 半边天家园, district: 县}\n"


def test_a_list_in_the_citys_own_words_is_read_and_told_in_them(city, tmp_path):
    written = (city.root / "city.yml").read_text("utf-8")
    city.write("city.yml", written + OWN_WORDS)
    city.home("home.yml", HOME.replace("妇女之家", "半边天家园"))
    rows = ["麦子店街道", "枣营北里社区", "010-6500 1111"], ["麦子店街道", "幸福里社区", "010-6500 2222"]
    said = listed(city, tmp_path, *rows, heads=["街道", "半边天家园名称", "电话"])
    assert {one["how"] for one in said["headings"]} == {"exact"}
    assert changes(said["homes"][ID])["office.phone"] == ["010-6500 1111"]
    new = next(home for home in said["homes"].values() if home["new"])
    assert new["name"] == "幸福里社区半边天家园"
    said = listed(city, tmp_path, ["nobody", "1"], heads=["代号", "电话"])
    assert "没有“nobody”这个半边天家园" in said["errors"][0]["message"]


def test_a_number_in_a_list_that_lost_its_zero_is_asked_about(city, tmp_path):
    row = home_row(街道="麦子店街道", 名称=NAME, 电话=45184610001)
    home = listed(city, tmp_path, row)["homes"][ID]
    (error,) = home["errors"]
    assert "前面的 0 没有了" in error["message"] and "0451-8461 0001" in error["remedy"] and not home["changes"]


@pytest.mark.parametrize(
    ("written", "post", "name", "title"),
    [
        ("张 丽", None, None, None),
        ("张　丽", "主席", None, "主席"),
        ("李 娜", None, "李娜", None),
        ("李娜（主席）", None, "李娜", "主席"),
        ("李 娜(社区妇联主席)", None, "李娜", "社区妇联主席"),
        ("李娜（主席）", "社区妇联主席", "李娜", "社区妇联主席"),
        ("欧阳丽", None, "欧阳丽", None),
    ],
)
def test_a_padded_name_and_a_post_behind_it_are_what_they_are(city, tmp_path, written, post, name, title):
    city.home("home.yml", HOME + "staff: {director: {name: 张丽, title: 书记}}\n")
    row = home_row(街道="麦子店街道", 名称=NAME, 负责人=written, 职务=post)
    home = listed(city, tmp_path, row)["homes"][ID]
    expected = {"staff.director.name": name, "staff.director.title": title}
    assert changes(home) == {key: value for key, value in expected.items() if value}
    assert not home["questions"] and not home["errors"]


def test_a_post_that_is_told_in_two_ways_is_asked_about(city, tmp_path):
    row = home_row(街道="麦子店街道", 名称=NAME, 负责人="李娜（主席）", 职务="书记")
    home = listed(city, tmp_path, row)["homes"][ID]
    assert changes(home) == {"staff.director.name": "李娜", "staff.director.title": "书记"}
    (asked,) = home["questions"]
    assert "“李娜（主席）”里的职务和另外写的“书记”不一样" in asked["text"]
