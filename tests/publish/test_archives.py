"""The look into ZIP files and documents: what would be found on a page is found in them, and bombs are refused."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from PIL import Image

from generator.documents import docx
from generator.documents.parts import Paragraph, Picture, Run, Section, text
from generator.publish import archives, checks

MOBILE = "13800138000"


def archive(files: dict[str, bytes | str], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return stream.getvalue()


def document(*paragraphs: Paragraph) -> bytes:
    return docx.write([Section(paragraphs)], "通报")


def sheet(*cells: object) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        made = book.add_worksheet()
        for row, cell in enumerate(cells):
            made.write(row, 0, cell)
    return stream.getvalue()


def photo(kind: str = "JPEG", **more: object) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (8, 6)).save(stream, kind, **more)
    return stream.getvalue()


def rules(path: str, data: bytes, allowed: tuple[str, ...] = ()) -> set[str]:
    problems, targets = checks.examine(path, data, allowed=allowed)
    assert targets == frozenset()
    assert all(path.rpartition("/")[2] in what for _, what in problems)
    return {rule for rule, _ in problems}


GPS = Image.Exif()
GPS[0x010E] = "x"
CLEAN = {
    "pack.zip": archive({"index.html": '<a href="a/b.txt">稿</a>', "a/b.txt": "通稿", "a/p.jpg": photo(), "表.csv": "名称,电话\n甲,010-0000 1234"}),
    "notice.docx": document(text("电话 010-0000 1234"), Paragraph((Picture(photo(), 10, 10, "门"), Picture(photo("PNG"), 9, 9, "窗")))),
    "names.xlsx": sheet("名称", 3120, "010-0000 1234", 116.4712),
}  # fmt: skip
PRIVATE = {
    "in a text": ("pack.zip", archive({"a.txt": f"打 {MOBILE}"})),
    "in a page": ("pack.zip", archive({"a.html": "<p>打 138-0013-8000</p>"})),
    "in a name": ("pack.zip", archive({f"{MOBILE}.txt": "x"})),
    "in a document": ("a.docx", document(text(f"打 {MOBILE}"))),
    "in pieces": ("a.docx", document(Paragraph((Run("138"), Run("0013", bold=True), Run("8000"))))),
    "in what a picture shows": ("a.docx", document(Paragraph((Picture(photo(), 9, 9, f"牌子上写着 {MOBILE}"),)))),
    "in a title": ("a.docx", docx.write([Section((text("x"),))], f"打 {MOBILE}")),
    "in a cell": ("a.xlsx", sheet(f"打 {MOBILE}")),
    "in a number": ("a.xlsx", sheet(int(MOBILE))),
    "in a document in a pack": ("pack.zip", archive({"通稿/a.docx": document(text(MOBILE))})),
}  # fmt: skip


@pytest.mark.parametrize("name", CLEAN)
def test_what_is_clean_goes_out(name):
    assert rules(f"press/{name}", CLEAN[name]) == set()


@pytest.mark.parametrize(("name", "data"), PRIVATE.values(), ids=PRIVATE)
def test_a_private_number_is_found_wherever_it_is(name, data):
    assert rules(name, data) == {"house.mobile"}
    assert all(MOBILE not in what for _, what in checks.examine(name, data)[0])
    assert rules(name, data, (MOBILE,)) == set()


def test_days_are_read_with_their_hyphens():
    """Which are elements in a document, so that Word breaks no line there."""
    with zipfile.ZipFile(io.BytesIO(document(text("从 2026-11-20 起")))) as made:
        part = made.read("word/document.xml")
    assert b"2026-11" not in part and "从 2026-11-20 起" in archives.office_text("word/document.xml", part)


def test_numbers_in_cells_beside_each_other_are_no_number():
    assert rules("a.xlsx", sheet("138", "0013", "8000")) == set()
    assert rules("a.docx", document(text("138"), text("00138000"))) == set()


def test_the_finding_names_the_file_inside(tmp_path: Path):
    (tmp_path / "pack.zip").write_bytes(PRIVATE["in a document in a pack"][1])
    (finding,) = checks.validate(tmp_path, ["pack.zip"], {"pack.zip"})
    assert "pack.zip 里的 通稿/a.docx：a.docx 里的 word/document.xml：" in finding.message
    assert MOBILE not in finding.message


BAD = {
    "a program": ("pack.zip", archive({"a.exe": b"MZ"}), "publish.type"),
    "a script": ("pack.zip", archive({"a.html": "<script>x</script>"}), "publish.script"),
    "a link that leads nowhere": ("pack.zip", archive({"a.html": '<a href="b.html">b</a>'}), "publish.link"),
    "a photo that says where it was taken": ("pack.zip", archive({"a.jpg": photo(exif=GPS)}), "publish.picture"),
    "such a photo in a document": ("a.docx", document(Paragraph((Picture(photo(exif=GPS), 9, 9, "x"),))), "publish.picture"),
    "a macro": ("a.docx", archive({"word/vbaProject.bin": b"x"}), "publish.archive"),
    "an embedded file": ("a.xlsx", archive({"xl/embeddings/a.xlsx": b"x"}), "publish.archive"),
    "a template from elsewhere": (
        "a.docx",
        archive({"word/_rels/settings.xml.rels": '<Relationships><Relationship Id="a" Type="http://x/attachedTemplate" Target="https://example.org/a.dotm" TargetMode="External"/></Relationships>'}),
        "publish.archive",
    ),
    "a text in another encoding": ("pack.zip", archive({"a.txt": "电话".encode("gb18030")}), "publish.encoding"),
    "no archive": ("pack.zip", b"PK\x03\x04 torn", "publish.archive"),
    "a torn one": ("pack.zip", CLEAN["pack.zip"][:-40], "publish.archive"),
    "a way out": ("pack.zip", archive({"../a.txt": "x"}), "publish.archive"),
    "a whole path": ("pack.zip", archive({"/etc/a.txt": "x"}), "publish.archive"),
    "many files": ("pack.zip", archive({f"{number}.txt": "" for number in range(5_001)}), "publish.archive"),
    "a pack in a pack in a pack": ("pack.zip", archive({"a.zip": archive({"b.zip": archive({"c.txt": "x"})})}), "publish.archive"),
    "a bomb": ("pack.zip", archive({"a.txt": b" " * (64 * 2**20)}), "publish.archive"),
    "a bomb in a document": ("a.docx", archive({"word/document.xml": b" " * (64 * 2**20)}), "publish.archive"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "data", "rule"), BAD.values(), ids=BAD)
def test_what_is_refused(name, data, rule):
    assert rules(name, data) == {rule}


def test_a_bomb_that_hides_its_size_is_refused():
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packed.compress(b" " * (64 * 2**20)) + packed.flush()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as stream:
        entry = zipfile.ZipInfo("a.txt")
        stream.writestr(entry, body)
    bomb = bytearray(made.getvalue())
    for start in (bomb.index(b"PK\x03\x04") + 8, bomb.index(b"PK\x01\x02") + 10):
        bomb[start : start + 2] = struct.pack("<H", zipfile.ZIP_DEFLATED)
    assert rules("pack.zip", bytes(bomb)) == {"publish.archive"}


def test_two_files_of_one_name_are_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("a.txt", "x")
        with pytest.warns(UserWarning, match="Duplicate"):
            made.writestr("a.txt", "y")
    assert rules("pack.zip", stream.getvalue()) == {"publish.archive"}


def test_what_another_program_writes_is_looked_through_too():
    book = openpyxl.Workbook()
    book.active["A1"] = "x"
    book.active["A1"].comment = openpyxl.comments.Comment(f"打 {MOBILE}", "张三")
    stream = io.BytesIO()
    book.save(stream)
    problems, _ = checks.examine("a.xlsx", stream.getvalue())
    assert any("xl/comments" in what for _, what in problems)
