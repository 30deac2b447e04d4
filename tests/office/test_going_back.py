"""What goes back to the clerk: her book with what is to be mended, a message, the papers to sign and to read."""

from __future__ import annotations

import io
import json
import re
import zipfile

import docx
import openpyxl
import pytest

from .packets import Packet
from .returned_books import Returned, inbox, look, run, send_out

ID, OTHER = "chaoyang/zaoying-beili", "chaoyang/bystander"
ON = ("--as-of", "2026-11-20")
HOME = """name: 枣营北里社区妇女之家
kind: community
street: maizidian
office: {address: 枣营北里 1 号楼, phone: 010-0000 1234}
services:
  - {item: care.support, title: 缺菜送菜}
  - {item: family.education, title: 亲子阅读}
"""
DISTRICT = """name: 朝阳区
code: "110105"
phone: 010-0000 1400
streets:
  - {slug: maizidian, name: 麦子店街道, kind: street, phone: 010-0000 1401}
  - {slug: wangjing, name: 望京街道, kind: street}
"""


@pytest.fixture
def city(folder):
    folder.home("home.yml", HOME)
    folder.write("districts/chaoyang/district.yml", DISTRICT)
    return folder


def decide(city, tmp_path, **homes):
    """Takes a decision; what was written beside it, by name."""
    submission = next(one.name for one in inbox(city.root).iterdir() if re.fullmatch("[0-9a-f]{16}", one.name))
    out = tmp_path / "out"
    out.mkdir(exist_ok=True)
    names = {"beili": ID, "bystander": OTHER, "new": "chaoyang/zao-ying-nan-li"}
    said = {"submission": submission, "stage": 1, "by_role": "区妇联", "on": "2026-11-21"}
    said["homes"] = {names[name]: verdict for name, verdict in homes.items()}
    (out / "决定.json").write_text(json.dumps(said))
    run("accept", out / "决定.json", "--content", city.root, *ON)
    return {file.name: file for file in out.iterdir() if file.name != "决定.json"}


@pytest.fixture
def handed_in(city, tmp_path):
    book = Returned(send_out(city.root, "chaoyang", tmp_path / "信息表.xlsx"))
    book.set("基本情况", ID, "office.phone", "010-0000 9999")
    book.set("基本情况", ID, "office.address", "枣营北里 2 号楼")
    book.set("基本情况", ID, "venue.area", "四五十")
    book.set("服务", f"{ID}:services[0]", "#delete", "删除")
    book.set("服务", f"{ID}:services[1]", "services[].title", "亲子夜读")
    book.add("服务", **{"#home": "枣营北里社区妇女之家", "services[].title": "没有写事项"})
    book.add("基本情况", name="枣营南里社区妇女之家", kind="社区", street="麦子店街道")
    book.save()
    run("import", "--content", city.root, *ON, book.file)
    return book.file


AGREED = {
    "decision": "agreed",
    "reason": "",
    "returned": {"home.yml:office.address": "请写清楚几层", "home.yml:services[1].title": "夜里不开门，请核对"},
}


def test_her_book_goes_back_with_what_she_wrote_and_what_to_mend(city, handed_in, tmp_path):
    files = decide(city, tmp_path, beili=AGREED, new={"decision": "returned", "reason": "这是新的一家吗"})
    assert sorted(files) == ["审核单-信息表-2026-11-21.docx", "需要修改-信息表.txt", "需要修改-信息表.xlsx"]
    book = openpyxl.load_workbook(files["需要修改-信息表.xlsx"])
    front = book["需要修改"]
    assert (
        book.sheetnames[0] == "需要修改" and "5 处必须改" in front["A1"].value and "010-0000 1401" in front["A2"].value
    )
    lines = [[cell.value for cell in row] for row in front.iter_rows(min_row=4)]
    told = {line[4]: line for line in lines}
    assert told["请写清楚几层"][3] == "枣营北里 2 号楼"
    for how in ("请写清楚几层", "夜里不开门，请核对", "这是新的一家吗"):
        link = front.cell(3 + int(told[how][0]), 3).hyperlink
        sheet, cell = re.fullmatch(r"'(.+)'!([A-Z]+\d+)", link.location).groups()
        marked = book[sheet][cell]
        assert how in marked.comment.text and marked.fill.fgColor.rgb.endswith("F6E3E5")
    written = {cell.value for row in book["服务"].iter_rows(min_row=7) for cell in row}
    assert {"亲子夜读", "没有写事项"} <= written and "删除" not in written
    assert {"枣营北里 2 号楼", "四五十", "枣营南里社区妇女之家"} <= {
        cell.value for row in book["基本情况"].iter_rows(min_row=7) for cell in row
    }
    head = [cell.value for cell in book["服务"][6]]
    assert head[-1] == "需要修改" and book["服务"].auto_filter.ref


def test_what_she_mends_comes_as_a_change_again(city, handed_in, tmp_path):
    files = decide(city, tmp_path, beili=AGREED, new={"decision": "returned", "reason": "是新的吗"})
    back = files["需要修改-信息表.xlsx"]
    again = look(city.root, back)
    changes = {one["field"]: one["to"] for one in again["homes"][ID]["changes"]}
    assert changes == {"office.address": "枣营北里 2 号楼", "services[0].title": "亲子夜读"}
    assert again["homes"]["chaoyang/zao-ying-nan-li"]["new"]
    assert again["known"] is None and not again["homes"][ID]["conflicts"] and not again["homes"][ID]["deletions"]
    mended = Returned(back)
    mended.set("基本情况", ID, "office.address", "枣营北里 1 号楼")
    mended.set("服务", f"{ID}:services[0]", "services[].title", "亲子阅读")
    mended.set("基本情况", ID, "venue.area", 45)
    mended.save()
    home = look(city.root, back)["homes"][ID]
    assert [(one["field"], one["to"]) for one in home["changes"]] == [("venue.area", "45")]


def linked(front, how: str):
    """Sheet and cell that the line with these words leads to, and what it says stands there."""
    (line,) = (row for row in front.iter_rows(min_row=4) if how in row[4].value)
    return *re.fullmatch(r"'(.+)'!([A-Z]+\d+)", line[2].hyperlink.location).groups(), line[3].value


def test_a_question_leads_to_the_cell_to_write_in(city, tmp_path):
    """What stands in no column of ours to the remark of its row; what a row lacks to the empty cell."""
    book = Returned(send_out(city.root, "chaoyang", tmp_path / "信息表.xlsx"))
    page = book.book["基本情况"]
    page.cell(book.row("基本情况", ID), page.max_column + 1).value = "小张：电话待核"
    page = book.book["服务"]
    page.cell(book.row("服务", f"{ID}:services[1]"), page.max_column + 1).value = "要改时间"
    book.add("服务", **{"#home": "枣营北里社区妇女之家", "services[].title": "没有写事项"})
    book.save()
    run("import", "--content", city.root, *ON, book.file)
    files = decide(city, tmp_path, beili={"decision": "returned", "reason": "请补上"})
    back = Returned(files["需要修改-信息表.xlsx"])
    front = back.book["需要修改"]
    for how, sheet, row_id, said in (
        ("小张", "基本情况", ID, "小张：电话待核"),
        ("要改时间", "服务", f"{ID}:services[1]", "要改时间"),
        ("请补上", "基本情况", ID, ""),
    ):
        found, cell, now = linked(front, how)
        row = back.row(sheet, row_id)
        assert (found, cell, now) == (sheet, back.book[sheet].cell(row, back.column(sheet, "#remark")).coordinate, said)
    sheet, cell, now = linked(front, "缺少“服务事项”")
    assert cell.startswith(back.book["服务"].cell(3, back.column("服务", "services[].item")).column_letter)
    assert back.book[sheet][cell].value is None and now == "（空着）"


def test_a_question_about_a_list_leads_to_the_column_that_it_is_about(city, tmp_path):
    made = openpyxl.Workbook()
    made.active.append(["街道", "名称", "联系人", "电话", "谁也不认识的"])
    made.active.append(["麦子店街道", "枣营北里社区妇女之家", "李敏", "13900001111", "待核"])
    made.save(tmp_path / "名单.xlsx")
    run("import", "--content", city.root, *ON, tmp_path / "名单.xlsx")
    files = decide(city, tmp_path, beili={"decision": "agreed", "reason": ""})
    back = Returned(files["需要修改-名单.xlsx"])
    front, row = back.book["需要修改"], back.row("基本情况", ID)
    phone = back.book["基本情况"].cell(row, back.column("基本情况", "office.phone")).coordinate
    assert linked(front, "是手机号") == ("基本情况", phone, "13900001111")
    remark = back.book["基本情况"].cell(row, back.column("基本情况", "#remark")).coordinate
    assert linked(front, "谁也不认识的") == ("基本情况", remark, "待核")


def test_a_list_about_two_districts_goes_back_as_a_book_of_each(city, tmp_path):
    haidian = DISTRICT.replace("朝阳", "海淀").replace("110105", "110108").replace("1400", "1500")
    city.write("districts/haidian/district.yml", haidian.replace("maizidian", "ganjiakou").replace("麦子店", "甘家口"))
    made = openpyxl.Workbook()
    for row in (
        ["区县", "街道", "名称", "类别", "电话", "开放时间"],
        ["朝阳区", "麦子店街道", "麦子店街道枣营南里社区妇女之家", "社区", "010-0000 1111、13800001111", "农闲时开放"],
        ["海淀区", "甘家口街道", "双榆社区“妇女之家”", "社区", "010-0000 2222", "同上"],
    ):
        made.active.append(row)
    made.save(tmp_path / "名单.xlsx")
    said = look(city.root, tmp_path / "名单.xlsx")["homes"]
    assert set(said) == {"chaoyang/zao-ying-nan-li", "haidian/shuang-yu"}
    (mobile,) = (one["text"] for one in said["chaoyang/zao-ying-nan-li"]["questions"] if "手机号" in one["text"])
    assert mobile.startswith("“13800001111”是手机号")
    told = run("import", "--content", city.root, *ON, tmp_path / "名单.xlsx")
    assert "所在街道乡镇填上 甘家口街道" in told and "没有就空着" in told
    agreed = {"decision": "agreed", "reason": ""}
    submission = next(one.name for one in inbox(city.root).iterdir() if re.fullmatch("[0-9a-f]{16}", one.name))
    decision = {"submission": submission, "stage": 1, "by_role": "市妇联", "on": "2026-11-21"}
    (tmp_path / "决定.json").write_text(json.dumps(decision | {"homes": dict.fromkeys(said, agreed)}))
    run("accept", tmp_path / "决定.json", "--content", city.root, *ON)
    for district, street, identity in (
        ("朝阳区", "麦子店街道", "chaoyang/zao-ying-nan-li"),
        ("海淀区", "甘家口街道", "haidian/shuang-yu"),
    ):
        back = Returned(tmp_path / f"需要修改-名单-{district}.xlsx")
        assert "：1 处必须改" in back.book["需要修改"]["A1"].value
        row = back.row("基本情况", identity)
        assert back.book["基本情况"].cell(row, back.column("基本情况", "street")).value == street
        assert not any(cell.value for line in back.book["基本情况"].iter_rows(min_row=row + 1) for cell in line)
        back.set("基本情况", identity, "office.hours", "周一至周五 9:00-11:30")
        back.save()
        home = look(city.root, back.file)["homes"][identity]
        assert [one["field"] for one in home["changes"]] == ["office.hours"] and not home["errors"]


def test_the_message_names_nobody_and_is_short(city, handed_in, tmp_path):
    files = decide(city, tmp_path, beili=AGREED)
    told = files["需要修改-信息表.txt"].read_text()
    assert len(told) < 200 and "010-0000 1401" in told and "4 处必须改" in told
    assert not any(name in told for name in ("枣营", "亲子", "2 号楼"))


def test_a_long_list_still_makes_a_short_message(city, tmp_path):
    book = Returned(send_out(city.root, "chaoyang", tmp_path / "信息表.xlsx"))
    for key in ("venue.area", "founded", "office.phone", "office.checked_on", "staff.full_time", "staff.part_time",
                "funding.annual_budget", "funding.female_residents", "staff.representatives", "facilities.sign"):  # fmt: skip
        book.set("基本情况", ID, key, "看不懂的话")
    book.set("基本情况", ID, "summary", "一句话")
    book.save()
    run("import", "--content", city.root, *ON, book.file)
    told = decide(city, tmp_path, beili={"decision": "agreed", "reason": ""})["需要修改-信息表.txt"].read_text()
    assert len(told) < 200 and "等。" in told


def test_nothing_goes_back_where_nothing_is_to_be_mended(city, tmp_path):
    book = Returned(send_out(city.root, "chaoyang", tmp_path / "信息表.xlsx"))
    book.set("基本情况", ID, "office.phone", "010-0000 9999")
    book.save()
    run("import", "--content", city.root, *ON, book.file)
    assert list(decide(city, tmp_path, beili={"decision": "agreed", "reason": ""})) == ["审核单-信息表-2026-11-21.docx"]


def test_a_private_book_says_so_in_its_name(city, tmp_path):
    city.home("consents.yml", "- {id: C-1, obtained: 2026-04-02, scope: [name]}\n")
    send_out(city.root, "chaoyang", tmp_path / "信息表.xlsx", "--private")
    book = Returned(tmp_path / "信息表-内部资料-不发微信.xlsx")
    book.set("同意书", f"{ID}:consents[0]", "consents[].adults", 2)
    book.set("台账", f"{ID}:ledger.rosters.women", "#count", "很多")
    book.save()
    run("import", "--content", city.root, *ON, book.file)
    returned = {"consents.yml:[0].adults": "请核对人数"}
    files = decide(city, tmp_path, beili={"decision": "agreed", "reason": "", "returned": returned})
    back = openpyxl.load_workbook(files["需要修改-信息表-内部资料-不发微信.xlsx"])
    assert "同意书" in back.sheetnames and "基本情况" not in back.sheetnames
    assert "2 处必须改" in back["需要修改"]["A1"].value


def test_the_sheet_to_sign_tells_what_was_decided(city, handed_in, tmp_path):
    files = decide(city, tmp_path, beili=AGREED, new={"decision": "returned", "reason": "这是新的一家吗"})
    paper = docx.Document(io.BytesIO(files["审核单-信息表-2026-11-21.docx"].read_bytes()))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert paper.paragraphs[0].text == "信息发布审核单"
    assert any("办公电话由 010-0000 1234 改为 010-0000 9999" in text for text in cells)
    assert ["地址", "退回", "请写清楚几层"] in [[cell.text for cell in row.cells][1:] for row in paper.tables[1].rows]
    assert {"同意", "退回", "区妇联", "签字"} <= set(cells)


def test_changes_are_a_row_each_and_the_signature_stays_with_the_last(city, tmp_path):
    book = Returned(send_out(city.root, "chaoyang", tmp_path / "信息表.xlsx"))
    for key, value in (
        ("office.phone", "010-0000 9999"),
        ("office.address", "枣营北里 2 号楼"),
        ("venue.area", "很大"),
    ):
        book.set("基本情况", ID, key, value)
    book.save()
    run("import", "--content", city.root, *ON, book.file)
    files = decide(city, tmp_path, beili={"decision": "agreed", "reason": "核对过"})
    what, posts = docx.Document(io.BytesIO(files["审核单-信息表-2026-11-21.docx"].read_bytes())).tables[1:]
    rows = [[cell.text for cell in row.cells] for row in what.rows[1:]]
    assert [row[2] for row in rows] == ["同意", "同意", "没有收"] and [row[3] for row in rows[:2]] == ["核对过", ""]
    assert rows[2][1].endswith(" 面积") and rows[2][3] and {row[0] for row in rows} == {"枣营北里社区妇女之家"}
    kept = [cell.paragraphs[0].paragraph_format.keep_with_next for cell in what.rows[-1].cells[1:]]
    kept += [cell.paragraphs[0].paragraph_format.keep_with_next for row in posts.rows for cell in row.cells]
    assert all(kept) and not what.rows[1].cells[1].paragraphs[0].paragraph_format.keep_with_next


def test_all_public_text_is_in_one_document(city, handed_in, tmp_path):
    proof = tmp_path / "校对.docx"
    run("review", "--content", city.root, *ON, "--out", tmp_path / "审核.html", "--proof", proof)
    lines = [paragraph.text for paragraph in docx.Document(proof).paragraphs]
    assert "【新】基本情况·地址：枣营北里 2 号楼" in lines or any(
        "地址：枣营北里 2 号楼" in one and one.startswith("【新】") for one in lines
    )
    assert any("枣营北里社区妇女之家" in one and not one.startswith("【新】") for one in lines)
    with zipfile.ZipFile(proof) as parts:
        assert "word/document.xml" in parts.namelist()
    assert run(
        "review", "--content", city.root, "--proof", city.root / "a.docx", "--out", tmp_path / "b.html", status=2
    )


def test_a_home_that_waits_twice_is_printed_once(city, handed_in, tmp_path):
    city.home("activities/2026-11-20-jiankang.md", "---\ntitle: 健康讲座\ndate: 2026-11-20\n---\n来了四十人。\n")
    book = Returned(send_out(city.root, "chaoyang", tmp_path / "第二份.xlsx"))
    book.set("服务", f"{ID}:services[1]", "services[].fee", "五十元")
    book.save()
    run("import", "--content", city.root, *ON, book.file)
    run("review", "--content", city.root, *ON, "--out", tmp_path / "审核.html", "--proof", tmp_path / "校对.docx")
    paragraphs = docx.Document(tmp_path / "校对.docx").paragraphs
    lines = [one.text for one in paragraphs]
    assert sum("来了四十人" in line for line in lines) == 1 and sum("五十元" in line for line in lines) == 1
    assert [one.text for one in paragraphs if one.style.name == "Heading 1"].count("枣营北里社区妇女之家") == 1
    assert sum("枣营北里 2 号楼" in line for line in lines) == 1
    assert "文件名：2026-11-20-jiankang.md" in lines and not any(line.startswith(("：", "【新】：")) for line in lines)


def test_two_submissions_of_one_home_in_one_decision_do_not_mix(city, handed_in, tmp_path):
    book = Returned(send_out(city.root, "chaoyang", tmp_path / "第二份.xlsx"))
    book.set("服务", f"{ID}:services[1]", "services[].fee", "免费")
    book.save()
    run("import", "--content", city.root, *ON, book.file)
    files = [one for one in inbox(city.root).iterdir() if re.fullmatch("[0-9a-f]{16}", one.name)]
    files.sort(key=lambda one: json.loads((one / "about.json").read_text())["name"], reverse=True)
    said = {"stage": 1, "by_role": "区妇联", "on": "2026-11-21", "homes": {ID: {"decision": "agreed", "reason": ""}}}
    (tmp_path / "决定.json").write_text(json.dumps([said | {"submission": one.name} for one in files]))
    run("accept", tmp_path / "决定.json", "--content", city.root, *ON)
    services = (city.root / f"homes/{ID}/home.yml").read_text().partition("services:")[2]
    assert "care.support" not in services and "亲子夜读" in services and "免费" in services


def test_what_goes_back_of_a_form_speaks_of_the_form(city, tmp_path):
    packet = Packet(city.root, tmp_path / "表.zip", ID)
    packet.set("venue.area", "四五十")
    packet.set("office.phone", "010-0000 9999")
    run("import", "--content", city.root, *ON, packet.save())
    files = decide(city, tmp_path, beili={"decision": "agreed", "reason": ""})
    told = files["需要修改-表.txt"].read_text()
    assert "打开上次存的包" in told and "点红字" not in told and len(told) < 200
    with zipfile.ZipFile(files["需要修改-表.zip"]) as back:
        assert "remarks.json" in back.namelist()
