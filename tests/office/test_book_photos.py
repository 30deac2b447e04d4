"""Pictures in the rows of a workbook become photos of the home whose row it is; what is not taken is named."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
import zlib

import openpyxl
import pytest
from openpyxl.drawing.image import Image as Floating
from PIL import Image

from .returned_books import Returned, inbox, look, run, send_out
from .sheet_files import packed, rows, xlsx
from .test_form_import import located, picture

ID, OTHER, ON = "chaoyang/zaoying-beili", "chaoyang/bystander", ("--as-of", "2026-11-20")


def put(page, cell: str, data: bytes) -> None:
    page.add_image(Floating(io.BytesIO(data)), cell)


def files(home):
    return [one["to"]["file"] for one in home["changes"] if one["field"].startswith("photos")]


def accept(city, tmp_path, file, *homes):
    run("import", "--content", city.root, *ON, file)
    (kept,) = (path.name for path in inbox(city.root).iterdir() if re.fullmatch("[0-9a-f]{16}", path.name))
    said = {"submission": kept, "stage": 1, "by_role": "区妇联", "on": "2026-11-21", "earlier": []}
    decision = tmp_path / "决定.json"
    decision.write_text(
        json.dumps(said | {"homes": {home: {"decision": "agreed", "reason": "看过"} for home in homes}})
    )
    run("review", "--content", city.root, *ON, "--out", tmp_path / "审核.html")
    run("accept", decision, "--content", city.root, *ON)


def test_pictures_in_rows_become_photos_of_their_homes(folder, tmp_path):
    file = send_out(folder.root, "chaoyang", tmp_path / "信息表.xlsx")
    book = Returned(file)
    page, photos = book.book["基本情况"], book.book["照片"]
    put(page, f"E{book.row('基本情况', ID)}", located())
    put(page, f"H{book.row('基本情况', ID)}", picture("blue"))
    row = book.add("照片", **{"photos[].caption": "书架"})
    photos.cell(row, book.column("照片", "#home")).value = "霞光里社区妇女之家"
    put(photos, f"F{row}", picture("black"))
    put(page, "A1", picture("white"))
    said = look(folder.root, book.save())
    own, other = files(said["homes"][ID]), said["homes"][OTHER]["changes"]
    assert len(own) == 2 and all(name.endswith(".jpg") for name in own)
    assert [(one["to"]["caption"], one["to"]["file"].endswith(".jpg")) for one in other] == [("书架", True)]
    notes = "\n".join(said["notes"])
    assert "基本情况!A1 的图片看不出是哪一家的，没有收" in notes and "抹掉了" in notes
    accept(folder, tmp_path, file, ID, OTHER)
    shown = (tmp_path / "审核.html").read_text()
    assert shown.count("data:image/") == 3
    kept = folder.root / f"homes/{ID}/photos"
    assert sorted(path.name for path in kept.iterdir()) == sorted(own)
    with Image.open(kept / own[0]) as made:
        assert made.size == (40, 60) and not made.getexif()
    assert (kept / own[1]).read_bytes() == picture("blue")
    again = look(folder.root, file)
    assert not again["homes"][ID]["changes"] and not again["homes"][ID]["questions"]


def test_a_list_of_others_brings_photos_too(folder, tmp_path):
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "名单"
    for row in (
        ["街道", "名称", "照片"],
        ["麦子店街道", "枣营北里社区妇女之家", "见附件"],
        ["麦子店街道", "无名街道", ""],
        ["月球街道", "甲", ""],
    ):
        sheet.append(row)
    put(sheet, "C2", picture("green"))
    put(sheet, "C4", picture("red"))
    put(sheet, "C9", picture("gold"))
    made.save(tmp_path / "名单.xlsx")
    said = look(folder.root, tmp_path / "名单.xlsx")
    assert len(files(said["homes"][ID])) == 1 and said["headings"][-1]["how"] == "exact"
    assert "这一列只收图片，没有收：见附件" in said["homes"][ID]["questions"][0]["text"]
    told = json.dumps(said, ensure_ascii=False)
    assert "上面的 1 张图片也没有收" in told and "名单!A9" in told


IN_CELL = {
    "cellimages.xml": '<etc:cellImages xmlns:etc="e" xmlns:r="r"><etc:cellImage><pic><cNvPr name="ID_A"/><blip '
    'r:embed="rId1"/></pic></etc:cellImage></etc:cellImages>',
    "_rels/cellimages.xml.rels": '<Relationships><Relationship Id="rId1" Type="x/image" Target="media/a.png"/>'
    "</Relationships>",
}
HEAD = "".join(
    f'<c r="{at}1" t="str"><v>{text}</v></c>' for at, text in zip("ABC", ("街道", "名称", "照片"), strict=True)
)
WHO = "".join(
    f'<c r="{at}2" t="str"><v>{text}</v></c>'
    for at, text in zip("AB", ("麦子店街道", "枣营北里社区妇女之家"), strict=True)
)


def in_cell(data: bytes, formula: str = '_xlfn.DISPIMG("ID_A",1)', **more: bytes) -> bytes:
    """A list with a picture in a cell, as WPS has it."""
    shown = (
        f'<c r="C2" t="str"><f>{formula.replace(chr(34), "&quot;")}</f><v>={formula.replace(chr(34), "&quot;")}</v></c>'
    )
    table = rows(f'<row r="1">{HEAD}</row><row r="2">{WHO}{shown}</row>')
    return xlsx(table, **IN_CELL, **{"media/a.png": data}, **more)


def png(width: int, height: int) -> bytes:
    """A header that promises more than there is."""
    head = struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))


def test_a_picture_in_a_cell_of_wps_is_a_photo(folder, tmp_path):
    (tmp_path / "名单.xlsx").write_bytes(in_cell(picture("teal"), **{"media/loose.png": picture("pink")}))
    said = look(folder.root, tmp_path / "名单.xlsx")
    assert len(files(said["homes"][ID])) == 1
    assert any("不在哪一格上，没有收：loose.png" in note for note in said["notes"])


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (png(60_000, 60_000), "PNG"),
        (b"<svg onload=alert(1)>", "不是照片"),
        (picture("red", (900, 900))[:600], "损坏"),
        (b"GIF89a" + b"\0" * 30, "不是照片"),
        (b"", "不是照片"),
    ],
)
def test_a_hostile_picture_is_named_and_costs_itself(folder, tmp_path, data, why):
    (tmp_path / "名单.xlsx").write_bytes(in_cell(data))
    (asked,) = look(folder.root, tmp_path / "名单.xlsx")["homes"][ID]["questions"]
    assert asked["cell"] == "表!C2" and "有一张图片（a.png），没有收" in asked["text"] and why in asked["text"]


def test_a_picture_that_is_nowhere_is_named(folder, tmp_path):
    (tmp_path / "名单.xlsx").write_bytes(in_cell(picture("teal"), '_xlfn.DISPIMG("ID_B",1)'))
    said = look(folder.root, tmp_path / "名单.xlsx")
    (asked,) = said["homes"][ID]["questions"]
    assert "有一张图片，没有收：看不出是文件里的哪一张" in asked["text"]


def test_a_book_takes_so_many_photos_and_names_the_others(folder, tmp_path):
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.append(["街道", "名称", "照片"])
    sheet.append(["麦子店街道", "枣营北里社区妇女之家"])
    for number in range(203):
        put(sheet, "C2", picture(f"#{number % 16:x}0{number // 16:x}000", (8, 8)))
    made.save(tmp_path / "名单.xlsx")
    home = look(folder.root, tmp_path / "名单.xlsx")["homes"][ID]
    assert len(files(home)) == 200 and len(home["questions"]) == 3
    assert "超过 200 张" in home["questions"][0]["text"]


def test_a_packed_book_without_pictures_is_as_before(folder, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(packed({"[Content_Types].xml": "<Types/>"}))
    assert look(folder.root, tmp_path / "a.xlsx", status=1)["refused"]


def test_pictures_that_would_cost_too_much_are_named_and_the_rows_are_taken(folder, tmp_path):
    """Eight of 44 megapixels took 10 s of the processor, and the book with them."""
    stream = io.BytesIO()
    Image.new("1", (6000, 6000)).save(stream, "PNG")
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.append(["街道", "名称", "照片", "电话"])
    sheet.append(["麦子店街道", "枣营北里社区妇女之家", "", "010-6500 1234"])
    made.save(tmp_path / "名单.xlsx")
    drawn = "".join(
        f'<oneCellAnchor><from><col>2</col><row>1</row></from><pic><blip r:embed="r{number}"/></pic></oneCellAnchor>'
        for number in range(4)
    )
    kept = "".join(
        f'<Relationship Id="r{number}" Type="x/image" Target="../media/{number}.png"/>' for number in range(4)
    )
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": '<Relationships><Relationship Id="d" Type="x/drawing" '
        'Target="../drawings/d.xml"/></Relationships>',
        "xl/drawings/d.xml": f'<wsDr xmlns:r="r">{drawn}</wsDr>',
        "xl/drawings/_rels/d.xml.rels": f"<Relationships>{kept}</Relationships>",
    } | {f"xl/media/{number}.png": stream.getvalue() + bytes([number]) for number in range(4)}
    with zipfile.ZipFile(tmp_path / "名单.xlsx", "a") as book:
        for name, data in parts.items():
            book.writestr(name, data)
    home = look(folder.root, tmp_path / "名单.xlsx")["homes"][ID]
    assert len(files(home)) == 2 and "office.phone" in {one["field"] for one in home["changes"]}
    assert ["图片太多、太大" in one["text"] for one in home["questions"]] == [True, True]
