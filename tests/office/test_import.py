"""A returned workbook changes what was changed in it and nothing else, whatever program saved it."""

from __future__ import annotations

import json
import shutil
import stat
from pathlib import Path

import openpyxl
import pytest

from generator.office.intake.fields import FIELDS
from generator.office.workbook.columns import SHEETS

from .returned_books import Returned, homes_of, inbox, look, run, send_out

HOME = """# 由社区维护
name: 枣营北里社区妇女之家
kind: community
street: maizidian
founded: 2012-03
office:
  address: 朝阳区枣营北里 1 号楼一层
  phone: [010-6500 1234]
  hours:
    - {days: 周一至周五, open: ["09:00-11:30", "13:30-17:30"]}
services:
  - {item: rights.reception, title: 律师坐班, schedule: 每周三 14:00-16:00}
  - {item: family.education, title: 亲子阅读, audience: [parents, children]}
staff:
  director: {name: 王秀兰, title: 主席}
  deputies: [{name: 李敏, title: 委员}, {name: 赵平, title: 委员}]
venue: {area: 120, rooms: [活动室, 调解室]}
funding: {annual_budget: 8000, year: 2026}
"""
ID = "chaoyang/zaoying-beili"
LEDGER = "meetings:\n  work: [2026-01-12]\nrosters:\n  women: {updated: 2026-03-01, count: 2110}\n"
SAMPLE = Path(__file__).resolve().parents[2] / "content"


@pytest.fixture
def city(folder):
    folder.home("home.yml", HOME)
    folder.home("ledger.yml", LEDGER)
    folder.home("activities/2026-11-20-jiankang.md", "---\ntitle: 健康讲座\ndate: 2026-11-20\n---\n来了四十人。\n")
    folder.home("consents.yml", "- {id: C-1, obtained: 2026-04-02, scope: [name, story]}\n")
    folder.home("families.yml", "- {id: zhang-2026, family: 张××家庭, year: 2026, motto: 一粥一饭, consent: C-1}\n")
    return folder


@pytest.fixture
def book(city, tmp_path) -> Returned:
    return Returned(send_out(city.root, "chaoyang", tmp_path / "信息表.xlsx"))


def changes(city, file, identity=ID):
    home = look(city.root, file)["homes"][identity]
    assert not (home["conflicts"] or home["errors"] or home["questions"]), home
    return [(one["path"].removeprefix(f"homes/{identity}/"), one["field"], one["to"]) for one in home["changes"]]


def test_a_book_that_comes_as_it_went_changes_nothing(city, book):
    said = look(city.root, book.file)
    assert said["refused"] is None and not said["errors"] and said["number"]
    assert all(
        not any(home[kind] for kind in ("changes", "conflicts", "deletions", "errors", "questions"))
        for home in said["homes"].values()
    )
    assert {one["how"] for one in said["headings"]} == {"exact"}


@pytest.mark.parametrize("copy", ["kept", "lost"])
@pytest.mark.parametrize("district", sorted(path.name for path in (SAMPLE / "homes").iterdir())[:4])
def test_every_field_of_the_sample_reads_back_as_it_stands(district, copy, tmp_path):
    content = tmp_path / "content"
    content.symlink_to(SAMPLE)
    file = send_out(content, district, tmp_path / "信息表.xlsx", "--private")
    if copy == "lost":
        for kept in (inbox(content) / "sent").iterdir():
            kept.unlink()
    for one in (file, *tmp_path.glob("信息表-内部*")):
        said = look(content, one)
        assert said["homes"].keys() == {home for home in homes_of(content) if home.startswith(district)}
        for identity, home in said["homes"].items():
            kinds = ("changes", "conflicts", "deletions", "errors", "questions")
            assert {kind: home[kind] for kind in kinds if home[kind]} == {}, identity


def test_edits_come_with_place_field_and_what_was_read(city, book):
    place = book.set("基本情况", ID, "office.phone", "010-6500 9999")
    book.set("基本情况", ID, "venue.area", "约150平米")
    book.set("基本情况", ID, "office.hours", "周一至周六 8:30-17:00")
    book.set("服务", f"{ID}:services[1]", "services[].audience", "家长、老人")
    book.set("活动", f"{ID}:activities[2026-11-20-jiankang]", "activities[].participants", 40)
    book.save()
    home = look(city.root, book.file)["homes"][ID]
    assert {one["field"]: (one["from"], one["to"], one.get("written")) for one in home["changes"]} == {
        "office.phone": (["010-6500 1234"], ["010-6500 9999"], None),
        "venue.area": ("120", "150", "约150平米"),
        "office.hours": (
            [{"days": "周一至周五", "open": ["9:00-11:30", "13:30-17:30"]}],
            [{"days": "周一至周六", "open": ["8:30-17:00"]}],
            None,
        ),
        "services[1].audience": (["parents", "children"], ["parents", "elderly"], "家长、老人"),
        "participants": (None, "40", None),
    }
    first = next(one for one in home["changes"] if one["field"] == "office.phone")
    assert (first["path"], first["cell"], first["public"]) == (f"homes/{ID}/home.yml", place, True)
    assert look(city.root, book.file)["homes"]["chaoyang/bystander"]["changes"] == []


def test_both_changed_is_a_conflict_and_both_the_same_is_nothing(city, book):
    place = book.set("基本情况", ID, "venue.area", 150)
    book.set("基本情况", ID, "founded", "2013-05")
    book.save()
    city.home("home.yml", HOME.replace("area: 120", "area: 200").replace("2012-03", "2013-05"))
    home = look(city.root, book.file)["homes"][ID]
    assert home["conflicts"] == [
        {
            "path": f"homes/{ID}/home.yml",
            "field": "venue.area",
            "sent": "120",
            "now": "200",
            "came": "150",
            "cell": place,
        }
    ]
    assert home["changes"] == []


def test_what_changed_meanwhile_and_not_in_the_book_stays(city, book):
    city.home("home.yml", HOME.replace("area: 120", "area: 200").replace("律师坐班", "律师值班"))
    assert changes(city, book.file) == []


def test_an_emptied_cell_is_a_deletion_and_a_required_one_an_error(city, book):
    book.set("基本情况", ID, "office.address", None)
    place = book.set("基本情况", ID, "name", "  ")
    book.save()
    home = look(city.root, book.file)["homes"][ID]
    assert [(one["field"], one["from"]) for one in home["deletions"]] == [
        ("office.address", "朝阳区枣营北里 1 号楼一层")
    ]
    assert [(one["cell"], one["remedy"]) for one in home["errors"]] == [(place, "补上；不改的，写成原来的")]


def test_what_is_absent_changes_nothing(city, book, tmp_path):
    del book.book["活动"], book.book["品牌"]
    book.book["基本情况"].delete_cols(book.column("基本情况", "office.address"))
    book.book["服务"].delete_rows(book.row("服务", f"{ID}:services[0]"))
    book.save()
    home = look(city.root, book.file)["homes"][ID]
    assert not any(home[kind] for kind in ("changes", "deletions", "errors", "conflicts"))


def test_a_mark_deletes_the_entry_wherever_it_stands_by_now(city, book):
    book.set("服务", f"{ID}:services[1]", "#delete", "删除")
    book.save()
    first, second = (line for line in HOME.splitlines(True) if line.startswith("  - {item"))
    city.home("home.yml", HOME.replace(first, "").replace(second, second + "  - {item: care.support}\n"))
    home = look(city.root, book.file)["homes"][ID]
    (gone,) = home["deletions"]
    assert (gone["field"], gone["from"]["title"]) == ("services[0]", "亲子阅读")
    assert home["changes"] == []


def test_a_row_whose_entry_moved_changes_it_where_it_stands(city, book):
    book.set("服务", f"{ID}:services[1]", "services[].place", "二层")
    book.save()
    line = "  - {item: rights.reception, title: 律师坐班, schedule: 每周三 14:00-16:00}\n"
    city.home("home.yml", HOME.replace(line, ""))
    assert changes(city, book.file) == [("home.yml", "services[0].place", "二层")]


def test_a_row_of_an_entry_that_is_gone_asks(city, book):
    place = book.set("服务", f"{ID}:services[0]", "services[].place", "二层")
    book.save()
    city.home(
        "home.yml", HOME.replace("  - {item: rights.reception, title: 律师坐班, schedule: 每周三 14:00-16:00}\n", "")
    )
    home = look(city.root, book.file)["homes"][ID]
    assert not home["changes"] and place.partition("!")[0] in home["questions"][0]["cell"]


def test_new_rows_are_entries_of_the_home_that_they_name(city, book):
    name = "枣营北里社区妇女之家"
    book.add("服务", **{"#home": name, "services[].item": "困难帮扶", "services[].title": "代办证件"})
    book.add("活动", **{"#home": name, "activities[].title": "重阳茶话会", "activities[].date": "2026年10月18日"})
    book.save()
    assert changes(city, book.file) == [
        ("home.yml", "services[]", {"item": "care.support", "title": "代办证件"}),
        (
            "activities/2026-10-18-chong-yang-cha-hua-hui.md",
            "",
            {"title": "重阳茶话会", "date": "2026-10-18"},
        ),
    ]


def test_rows_of_nobody_and_incomplete_rows_are_told_with_their_cell(city, book):
    nobody = book.add("服务", **{"services[].item": "困难帮扶"})
    book.add("服务", **{"#home": "没有这一家", "services[].item": "困难帮扶"})
    row = book.add("服务", **{"#home": "枣营北里社区妇女之家", "services[].title": "没有选事项"})
    book.save()
    said = look(city.root, book.file)
    assert [(one["cell"].partition("!")[0], one["message"]) for one in said["errors"]] == [
        ("服务", "没有写是哪一家的"),
        ("服务", "表里没有叫“没有这一家”的妇女之家"),
    ]
    assert str(nobody) in said["errors"][0]["cell"]
    (missing,) = said["homes"][ID]["errors"]
    assert str(row) in missing["cell"] and "缺少“服务事项”" in missing["message"]


def test_a_new_home_gets_a_code_by_pinyin(city, book):
    book.add(
        "基本情况", name="枣营南里社区妇女之家", kind="社区", street="望京街道", **{"office.phone": "010-6500 4321"}
    )
    book.add("服务", **{"#home": "枣营南里社区妇女之家", "services[].item": "困难帮扶"})
    book.save()
    home = look(city.root, book.file)["homes"]["chaoyang/zao-ying-nan-li"]
    assert home["new"] and not home["errors"]
    assert {one["field"]: one["to"] for one in home["changes"]} == {
        "name": "枣营南里社区妇女之家",
        "kind": "community",
        "street": "wangjing",
        "office.phone": ["010-6500 4321"],
        "services[]": {"item": "care.support"},
    }


def test_a_new_home_with_the_name_of_another_asks(city, book):
    book.add("基本情况", name="枣营北里社区妇女之家", kind="社区", street="望京街道")
    book.save()
    (home,) = (one for one in look(city.root, book.file)["homes"].values() if one["new"])
    assert any(f"同名的：{ID}" in one["text"] for one in home["questions"])


def test_a_row_without_id_of_a_home_that_is_there_is_that_home(city, book):
    book.add("基本情况", name="枣营北里社区妇女之家", kind="社区", street="麦子店街道", **{"venue.area": 130})
    book.save()
    assert changes(city, book.file) == [("home.yml", "venue.area", "130")]
    assert look(city.root, book.file)["homes"][ID]["deletions"] == []


def test_a_copied_row_is_no_second_home_and_a_new_entry(city, book):
    page = book.book["服务"]
    row = book.row("服务", f"{ID}:services[0]")
    page.append([cell.value for cell in page[row]])
    page.cell(page.max_row, book.column("服务", "services[].title")).value = "律师夜班"
    page = book.book["基本情况"]
    page.append([cell.value for cell in page[book.row("基本情况", ID)]])
    book.save()
    said = look(city.root, book.file)
    assert [one["to"]["title"] for one in said["homes"][ID]["changes"]] == ["律师夜班"]
    assert "复制" in said["errors"][0]["message"]


def test_a_sheet_that_was_copied_adds_its_new_rows_once(city, book):
    name = "枣营北里社区妇女之家"
    book.set("服务", f"{ID}:services[1]", "services[].title", "亲子夜读")
    row = book.add("服务", **{"#home": name, "services[].item": "普法宣传", "services[].title": "普法小讲堂"})
    book.set("基本情况", ID, "venue.area", 150)
    book.book.copy_worksheet(book.book["服务"]).title = "服务 (2)"
    book.book.copy_worksheet(book.book["基本情况"]).title = "基本情况 (2)"
    home = look(city.root, book.save())["homes"][ID]
    assert sorted((one["field"], str(one["to"])) for one in home["changes"]) == [
        ("services[1].title", "亲子夜读"),
        ("services[]", "{'item': 'rights.law-education', 'title': '普法小讲堂'}"),
        ("venue.area", "150"),
    ]
    (told,) = home["questions"]
    assert told["cell"] == f"服务 (2)!B{row}" and "只收一次" in told["text"] and not home["errors"]


def test_a_copied_sheet_in_which_somebody_went_on_is_the_same_sheet(city, book):
    """What was changed in one of the two counts; what was changed differently in both is asked about."""
    book.set("基本情况", ID, "venue.area", 150)
    copy = book.book.copy_worksheet(book.book["基本情况"])
    services = book.book.copy_worksheet(book.book["服务"])
    services.cell(book.row("服务", f"{ID}:services[0]"), book.column("服务", "services[].place")).value = "二层"
    row = book.row("基本情况", ID)
    copy.cell(row, book.column("基本情况", "venue.area")).value = 160
    copy.cell(row, book.column("基本情况", "office.transit")).value = "公交 402 路"
    home = look(city.root, book.save())["homes"][ID]
    assert {(one["field"], one["to"]) for one in home["changes"]} == {
        ("services[0].place", "二层"),
        ("office.transit", "公交 402 路"),
    }
    (error,) = home["errors"]
    assert error["message"].startswith("“面积”") and "写的不一样" in error["message"]


def test_empty_cells_of_a_copied_sheet_say_nothing_where_no_copy_was_kept(city, book):
    copy = book.book.copy_worksheet(book.book["基本情况"])
    copy.cell(book.row("基本情况", ID), book.column("基本情况", "office.transit")).value = "公交 402 路"
    for kept in (inbox(city.root) / "sent").iterdir():
        kept.unlink()
    assert changes(city, book.save()) == [("home.yml", "office.transit", "公交 402 路")]


def test_a_new_home_in_a_copied_sheet_is_one_home(city, book):
    book.add("基本情况", name="枣营南里社区妇女之家", kind="社区", street="望京街道")
    book.book.copy_worksheet(book.book["基本情况"])
    (home,) = (one for one in look(city.root, book.save())["homes"].values() if one["new"])
    assert [one["field"] for one in home["changes"]] == ["name", "kind", "street"]


def test_a_post_behind_a_name_is_a_post_in_every_sheet(city, book):
    book.set("基本情况", ID, "staff.director.name", "李娜（书记）")
    book.set("副职", f"{ID}:staff.deputies[0]", "staff.deputies[].name", "李 敏")
    book.add("副职", **{"#home": "枣营北里社区妇女之家", "staff.deputies[].name": "孙兰（委员）"})
    assert changes(city, book.save()) == [
        ("home.yml", "staff.director.name", "李娜"),
        ("home.yml", "staff.director.title", "书记"),
        ("home.yml", "staff.deputies[]", {"name": "孙兰", "title": "委员"}),
    ]


def test_the_private_book_brings_ledger_consents_and_families(city, tmp_path):
    send_out(city.root, "chaoyang", tmp_path / "表.xlsx", "--private")
    book = Returned(tmp_path / "表-内部资料-不发微信.xlsx")
    book.set("台账", f"{ID}:ledger.meetings.work", "#date", "2026-01-12、2026-02-10")
    book.set("台账", f"{ID}:ledger.rosters.women", "#count", 2200)
    book.set("台账", f"{ID}:ledger.family.selected[0]", "#date", "2026-05-15")
    book.set("台账", f"{ID}:ledger.family.selected[0]", "#count", 12)
    book.set("家庭", f"{ID}:families[0]", "families[].motto", "勤俭持家")
    book.set("同意书", f"{ID}:consents[0]", "consents[].until", "长期")
    book.save()
    assert changes(city, book.file) == [
        ("ledger.yml", "meetings.work", ["2026-01-12", "2026-02-10"]),
        ("ledger.yml", "rosters.women.count", "2200"),
        ("ledger.yml", "family.selected[]", {"date": "2026-05-15", "households": "12"}),
        ("families.yml", "[0].motto", "勤俭持家"),
    ]


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("office.phone", "1.38E+10", "科学记数"),
        ("office.phone", 1065001234, "写成 010-6500 1234"),
        ("office.phone", "451-8461 0001", "写成 0451-8461 0001"),
        ("office.phone", "010-6500 1234、2165001234", "写成 021-6500 1234"),
        ("venue.area", "四五十", "看不出"),
        ("venue.area", "=1+1", "公式没有算出结果"),
        ("founded", "去年", "不是年月"),
        ("street", "没有的街道", "没有“没有的街道”"),
        ("kind", "大院", "不认识"),
        ("office.hours", "有人就开", "写成"),
        ("facilities.sign", "准备挂", "看不出"),
        ("funding.annual_budget", "3人", "单位"),
    ],
)
def test_what_cannot_be_read_names_the_cell_and_the_remedy(city, book, key, value, message):
    place = book.set("基本情况", ID, key, value)
    book.set("基本情况", ID, "office.transit", "公交 402 路")
    book.save()
    home = look(city.root, book.file)["homes"][ID]
    (error,) = home["errors"]
    assert error["cell"] == place and message in error["message"] + error["remedy"] and error["remedy"]
    assert [one["field"] for one in home["changes"]] == ["office.transit"]


@pytest.mark.parametrize(
    ("sheet", "key", "more"),
    [
        ("基本情况", "office.checked_on", None),
        ("基本情况", "office.notice.until", None),
        ("基本情况", "founded", None),
        ("活动", "activities[].date", {"activities[].title": "插花"}),
        ("关闭", "office.closed[].to", {"office.closed[].from": "2026-12-01"}),
        ("照片", "photos[].taken", {"photos[].file": "a.jpg"}),
    ],
)
@pytest.mark.parametrize(("number", "told"), [(12.3, "“12.3”"), (45, "1900"), (17000, "1946")])
def test_no_number_in_a_date_becomes_a_day_of_long_ago(city, book, sheet, key, more, number, told):
    name = {"#home": "枣营北里社区妇女之家"}
    row = book.add(sheet, **name, **more) if more else book.row(sheet, ID)
    cell = book.book[sheet].cell(row, book.column(sheet, key))
    cell.value, cell.number_format = number, "yyyy-mm-dd"
    home = look(city.root, book.save())["homes"][ID]
    (error,) = home["errors"]
    assert told in error["message"] and error["remedy"]
    assert not any(year in str(home["changes"]) for year in ("1900", "1946"))


@pytest.mark.parametrize(
    ("key", "value", "read"),
    [
        ("funding.annual_budget", "1.2万元", "12000"),
        ("founded", 41000, "2012-04"),
        ("staff.part_time", "3名", "3"),
        ("staff.full_time", "二", "2"),
        ("facilities.sign", "√", "true"),
        ("street", "望京", "wangjing"),
        ("kind", "村委会", "village"),
        ("office.checked_on", "二〇二六年十月二十日", "2026-10-20"),
    ],
)
def test_values_are_taken_as_people_write_them_and_shown(city, book, key, value, read):
    book.set("基本情况", ID, key, value)
    book.save()
    (change,) = look(city.root, book.file)["homes"][ID]["changes"]
    assert (change["field"], change["to"], change["written"]) == (key, read, str(value))


@pytest.mark.parametrize(
    "text", ["二〇" * 16_000, "9" * 32_000, "(" * 32_000, "“" * 32_000, "x" + " " * 32_000 + "x", "1-" * 16_000]
)
def test_a_cell_without_end_costs_itself(city, book, text):
    keys = (
        "staff.full_time",
        "venue.area",
        "founded",
        "office.phone",
        "venue.rooms",
        "office.hours",
        "office.checked_on",
    )
    places = {book.set("基本情况", ID, key, text) for key in keys}
    book.save()
    home = look(city.root, book.file)["homes"][ID]
    assert {one["cell"] for one in home["errors"]} | {one["cell"] for one in home["changes"]} == places


def test_no_value_is_lost_unsaid(city, book):
    page = book.book["基本情况"]
    row, column = book.row("基本情况", ID), page.max_column + 1
    page.cell(6, column).value = "备注"
    page.cell(row, column).value = "王姐的手机等她回来再问"
    page.cell(row, 600).value = "很远"
    page.merge_cells(start_row=row, end_row=row + 1, start_column=5, end_column=5)
    book.save()
    said = look(city.root, book.file)
    texts = [one["text"] for one in said["homes"][ID]["questions"]]
    assert any("王姐的手机" in text for text in texts) and any("太远" in text for text in texts)
    assert {"heading": "备注", "field": None, "how": "unknown"} in said["headings"]


def test_a_sheet_that_somebody_added_is_told(city, book):
    book.book.create_sheet("草稿").append(["想到的", 1])
    book.save()
    said = look(city.root, book.file)
    assert said["notes"] == ["工作表“草稿”不是发出去的，没有收（2 格）；要收的，单独存一份再交"]


def test_a_row_that_changed_hands_is_told(city, book):
    book.set("服务", f"{ID}:services[0]", "#home", "霞光里社区妇女之家")
    book.save()
    assert "另一家" in look(city.root, book.file)["errors"][0]["message"]


def test_the_inbox_keeps_a_file_once_for_its_owner_alone(city, book):
    book.set("基本情况", ID, "venue.area", 150)
    book.save()
    before = {path: path.read_bytes() for path in city.root.rglob("*") if path.is_file()}
    assert "改 1 处" in run("import", "--content", city.root, "--as-of", "2026-11-20", book.file)
    (kept,) = (path for path in inbox(city.root).iterdir() if path.name != "sent")
    assert (kept / "file").read_bytes() == book.file.read_bytes()
    assert stat.S_IMODE(inbox(city.root).stat().st_mode) == 0o700 and stat.S_IMODE(kept.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in kept.iterdir()} == {0o600}
    assert "2026-11-20 已经收过" in run("import", "--content", city.root, "--as-of", "2026-11-21", book.file)
    assert {path: path.read_bytes() for path in city.root.rglob("*") if path.is_file()} == before


def test_nothing_goes_into_the_inbox_from_a_dry_run_or_a_book_without_a_change(city, book):
    run("import", "--content", city.root, book.file)
    book.set("基本情况", ID, "venue.area", 150)
    book.save()
    run("import", "--dry-run", "--content", city.root, book.file)
    assert [path.name for path in inbox(city.root).iterdir()] == ["sent"]


def test_refused_files_are_named_and_the_others_taken(city, book, tmp_path):
    stranger = tmp_path / "名单.xlsx"
    other = openpyxl.Workbook()
    other.active.append(["序号", "名称"])
    other.save(stranger)
    said = run("import", "--content", city.root, stranger, book.file, tmp_path / "没有.xlsx", status=1)
    assert "名单.xlsx：没有收" in said and "找不到" in said and "信息表.xlsx　表号" in said
    found = json.loads(run("import", "--content", city.root, "--format", "json", stranger, status=1))
    assert found[0]["refused"] and found[0]["homes"] == {}


def test_a_sheet_alone_as_csv_is_known_by_its_number(city, book, tmp_path):
    book.set("基本情况", ID, "venue.area", 150)
    page = book.book["基本情况"]
    lines = [",".join(f'"{"" if cell.value is None else cell.value}"' for cell in row) for row in page.iter_rows()]
    for encoding in ("utf-8-sig", "gb18030"):
        file = tmp_path / f"{encoding}.csv"
        file.write_text("\n".join(lines), encoding=encoding)
        assert changes(city, file) == [("home.yml", "venue.area", "150")]


@pytest.mark.parametrize("private", [(), ("--private",)])
def test_the_guide_alone_as_csv_has_nothing_to_take(city, tmp_path, private):
    send_out(city.root, "chaoyang", tmp_path / "信息表.xlsx", *private)
    for sent in tmp_path.glob("信息表*.xlsx"):
        rows = openpyxl.load_workbook(sent)["填写说明"].iter_rows(values_only=True)
        file = tmp_path / "填写说明.csv"
        file.write_text("\n".join(",".join(f'"{text or ""}"' for text in row) for row in rows))
        said = look(city.root, file, status=1)
        assert "填写说明" in said["refused"] and not said["questions"] and not said["errors"]


def test_a_book_of_another_city_is_refused(city, book):
    for sheet in book.book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("chaoyang"):
                    cell.value = cell.value.replace("chaoyang", "nangang")
    told = look(city.root, book.save(), status=1)
    assert "没有“nangang/" in told["refused"] and "别的城市" in told["refused"]


def test_a_row_of_a_home_that_is_gone_is_told_and_the_others_taken(city, book):
    book.book["基本情况"].cell(book.row("基本情况", "chaoyang/bystander"), 1).value = "chaoyang/gone"
    book.set("基本情况", ID, "venue.area", 150)
    told = look(city.root, book.save())
    assert [one["message"] for one in told["errors"]] == ["没有“chaoyang/gone”这一家，它的 1 行没有收"]
    assert [one["field"] for one in told["homes"][ID]["changes"]] == ["venue.area"]


def test_a_number_that_is_a_path_leads_nowhere(city, book):
    about = book.book["_表"]
    for row in about.iter_rows():
        if row[0].value == "number":
            row[1].value = "../../../../etc/passwd"
    book.save()
    assert look(city.root, book.file)["number"] != "../../../../etc/passwd"


def test_every_column_of_every_sheet_is_a_field():
    assert {column.key for sheet in SHEETS for column in sheet.columns} <= FIELDS.keys()


def test_a_street_without_homes_is_sent_a_book_for_its_first(folder, tmp_path):
    shutil.rmtree(folder.root / "homes")
    told = run(
        "workbook", "chaoyang", "--by", "street", "--private", "--content", folder.root, "--out", tmp_path / "表.xlsx"
    )
    assert "表-麦子店街道.xlsx" in told and "表-望京街道.xlsx" in told and "内部资料" not in told
    book = Returned(tmp_path / "表-望京街道.xlsx")
    book.add("基本情况", name="花家地社区妇女之家", kind="社区", street="望京街道")
    book.add("服务", **{"#home": "花家地社区妇女之家", "services[].item": "困难帮扶"})
    (home,) = look(folder.root, book.save())["homes"].values()
    assert home["new"] and not home["errors"]
    changed = {(one["field"], one["to"]) for one in home["changes"] if isinstance(one["to"], str)}
    assert {("name", "花家地社区妇女之家"), ("street", "wangjing")} <= changed


def test_a_district_without_streets_is_told_where_to_write_them(folder, tmp_path):
    folder.write("districts/yanqing/district.yml", 'name: 延庆区\ncode: "110119"\n')
    told = run("workbook", "yanqing", "--content", folder.root, "--out", tmp_path / "表.xlsx", status=1)
    assert "districts/yanqing/district.yml 的 streets 里写上" in told and not (tmp_path / "表.xlsx").exists()


def test_marks_in_a_title_are_no_part_of_an_address(city, tmp_path):
    book = Returned(send_out(city.root, "chaoyang", tmp_path / "表.xlsx"))
    book.add(
        "活动",
        **{"#home": "枣营北里社区妇女之家", "activities[].title": "<b>你好</b>", "activities[].date": "2026-11-21"},
    )
    paths = [one["path"] for one in look(city.root, book.save())["homes"][ID]["changes"]]
    assert f"homes/{ID}/activities/2026-11-21-ni-hao.md" in paths
