"""Any returned file as a workbook, by what its first bytes say, whatever its name."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from generator.content import opening
from generator.content.zips import open_zip, read_entry
from generator.diagnostics import InvalidInput, explain_os_error
from generator.office.intake.delimited import read_delimited
from generator.office.intake.sheets import MAX_BYTES, Book
from generator.office.intake.xlsx import read_xlsx

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\3\4"
_SAVE_AS = "用 Excel 或 WPS 打开，另存为 .xlsx 再交"


def load(file: Path) -> bytes:
    """The bytes of a file that somebody hands in. Raises `InvalidInput`."""
    if file.is_dir():
        raise InvalidInput("这是一个文件夹", "写里面的文件名")
    try:
        with open(os.open(file, opening.READ_LINKED), "rb") as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise InvalidInput("这不是普通文件", "写表格的文件名")
            if status.st_size > MAX_BYTES:
                raise InvalidInput(f"文件超过 {MAX_BYTES // 2**20} MiB", "把照片另外交，或按街道分成几个文件")
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise explain_os_error(error) from None
    if not data:
        raise InvalidInput("文件是空的", "请发的人再发一次")
    return data


def read_book(data: bytes) -> Book:
    """The workbook. Raises `InvalidInput`; may end the process, so this belongs into one that can be lost."""
    if data.startswith(_ZIP):
        return _read_zip(data)
    if data.startswith(_OLE):
        from generator.office.intake.binary import read_binary

        if _utf16("EncryptedPackage") in data:
            raise InvalidInput("文件有密码", "去掉密码，另存一份再交")
        if _utf16("WordDocument") in data:
            raise InvalidInput("这是 Word 文件，不是表格", "把表格复制到 Excel 或 WPS 表格里，存为 .xlsx 再交")
        return read_binary(data, "xls")
    if kind := _other_kind(data):
        raise InvalidInput(f"这是{kind}，不是表格", _SAVE_AS)
    return read_delimited(data)


def _read_zip(data: bytes) -> Book:
    with open_zip(data) as archive:
        names = set(archive.namelist())
        kind = read_entry(archive, "mimetype", 200) or b""
    if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        from generator.office.intake.binary import read_binary

        return read_binary(data, "ods")
    if "xl/workbook.bin" in names:
        raise InvalidInput("这是二进制工作簿（.xlsb）", _SAVE_AS)
    if any(name.startswith("word/") for name in names):
        raise InvalidInput("这是 Word 文件，不是表格", "把表格复制到 Excel 或 WPS 表格里，存为 .xlsx 再交")
    if "[Content_Types].xml" not in names:
        raise InvalidInput("这个压缩包里没有表格", "先解压，再交里面的表格")
    return read_xlsx(data)


def _other_kind(data: bytes) -> str:
    """What a file is that is no sheet, or only looks like one to Excel; empty for plain text."""
    head = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for start, kind in (
        (b"<!doctype html", "网页"),
        (b"<html", "网页"),
        (b"<table", "网页"),
        (b"<?xml", " XML 文件"),
        (b"%pdf", " PDF"),
        (b"{\\rtf", "写字板文件"),
        (b"\xff\xd8", "图片"),
        (b"\x89png", "图片"),
        (b"rar!", "压缩包"),
        (b"7z\xbc\xaf", "压缩包"),
    ):
        if head.startswith(start):
            return kind
    return ""


def _utf16(name: str) -> bytes:
    """How an OLE file writes the name of what is in it."""
    return name.encode("utf-16-le")
