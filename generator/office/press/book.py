"""The press desk as a workbook, a sheet for each list. The same desk gives the same bytes."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from generator.office.press.carriers import SELF_CORRECTING
from generator.office.press.desk import Desk
from generator.office.workbook.style import BOX, GREY, RED, SAND, Styles, count_lines

_CREATED = dt.datetime(2020, 1, 1)
_HEAD_ROW = 2
_MOST_LINES = 12
_LINE = 15.5  # points


class Sheet(NamedTuple):
    """`head`: (heading, width in digits)."""

    name: str
    head: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[str | int | dt.date | None]]


def write(desk: Desk, title: str, note: str) -> bytes:
    """The .xlsx file. `note` stands above each sheet."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True})
    workbook.set_properties({"title": title, "author": desk.federation, "created": _CREATED})
    styles = Styles(workbook)
    for sheet in _sheets(desk):
        _write(workbook.add_worksheet(sheet.name), sheet, styles, note)
    workbook.close()
    return stream.getvalue()


def _write(page: Worksheet, sheet: Sheet, styles: Styles, note: str) -> None:
    page.write_string(
        0, 0, f"{sheet.name}，{len(sheet.rows)} 条", styles.format(font_size=16, bold=True, font_color=RED)
    )
    page.set_row(0, 34)
    page.write_string(1, 0, note, styles.format(font_color=GREY))
    for column, (heading, width) in enumerate(sheet.head):
        page.set_column(column, column, width)
        page.write_string(_HEAD_ROW, column, heading, styles.format(**BOX, bold=True, bg_color=SAND))
    for number, row in enumerate(sheet.rows, _HEAD_ROW + 1):
        lines = 1
        for column, value in enumerate(row):
            if isinstance(value, dt.date):
                page.write_datetime(number, column, value, styles.cell("day", False))
            elif isinstance(value, int):
                page.write_number(number, column, value, styles.cell("number", False))
            else:
                page.write_string(number, column, value or "", styles.cell("long", False))
                lines = max(lines, count_lines(value or "", sheet.head[column][1]))
        page.set_row(number, _LINE * min(lines, _MOST_LINES) + 4)
    page.freeze_panes(_HEAD_ROW + 1, 0)
    page.autofilter(_HEAD_ROW, 0, max(_HEAD_ROW + 1, _HEAD_ROW + len(sheet.rows)), len(sheet.head) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(_HEAD_ROW)
    page.set_footer("&L内部资料，不要外传&R&P / &N")


def _sheets(desk: Desk) -> Iterator[Sheet]:
    def at(address: str) -> str:
        return f"{desk.url}/{address}" if address else ""

    yield Sheet(
        "请删除",
        (("起因", 12), ("是什么", 36), ("哪天", 12), ("种类", 10), ("名称", 36), ("网址", 60), ("怎么办", 14)),
        [
            (
                one.why,
                one.what,
                one.on,
                c.kind,
                c.name,
                at(c.address),
                "自己改好" if c.kind in SELF_CORRECTING else "请人删",
            )
            for one in desk.removals
            for c in one.carriers
        ],
    )
    yield Sheet(
        "新的",
        (("日期", 12), ("种类", 12), ("标题", 48), ("哪一家", 30), ("在哪里", 14), ("网址", 60), ("外面的网址", 40)),
        [(o.day, o.kind, o.title, o.of.name, o.district, at(o.address), o.outside) for o in desk.new],
    )
    yield Sheet(
        "稿子",
        (("标题", 36), ("解禁", 18), ("文件", 44), ("要改的", 60), ("怎么改", 44)),
        [
            (one.title, f"{one.embargo:%Y-%m-%d %H:%M}" if one.embargo else "", one.file, message, remedy)
            for one in desk.features
            for _, message, remedy in one.told or (("", "", ""),)
        ],
    )
    yield Sheet(
        "媒体可用的照片",
        (
            ("哪一家", 30),
            ("代号（稿子的 photos 里写它）", 56),
            ("说明", 40),
            ("摄影", 18),
            ("拍摄", 12),
            ("宽", 8),
            ("高", 8),
            ("同意书到", 12),
        ),
        [(o.home.name, o.code, o.caption, o.credit, o.taken, *o.size, o.until) for o in desk.photos],
    )
    yield Sheet(
        "联系人",
        (("哪一家", 30), ("在哪里", 14), ("宣传负责人", 20), ("电话", 28), ("品牌联系", 40), ("核对于", 12)),
        [(one.home.name, one.district, one.person, one.phones, one.brand, one.checked) for one in desk.contacts],
    )
    yield Sheet(
        "还缺什么",
        (("是什么", 48), ("缺", 48), ("文件", 60)),
        [(one.what, one.lacks, one.where) for one in desk.gaps],
    )
    yield Sheet(
        "快到期的同意书",
        (("哪一家", 30), ("编号", 18), ("最后一天", 12), ("还有几天", 10), ("范围", 24), ("用在", 48)),
        [(one.home.name, one.number, one.until, one.days, one.scopes, one.carries) for one in desk.consents],
    )
    yield Sheet(
        "写过以后变了的",
        (("稿子", 36), ("发表", 12), ("哪一家", 30), ("哪天变的", 12), ("变了什么", 60), ("网址", 60)),
        [(o.title, o.date, o.home, day, what, at(o.address)) for o in desk.changed for day, what in o.changes],
    )
