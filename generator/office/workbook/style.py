"""How the workbook looks: colours, boxes, and how many lines a text takes."""

from __future__ import annotations

from dataclasses import dataclass, field

import xlsxwriter
from xlsxwriter.format import Format

from generator.office.workbook.heads import Head

INK, RED, PALE_RED, SAND, PALE_SAND, RULE, GREY, WHITE, NO_ENTRY = (
    "#1F1B18", "#A61E32", "#F6E3E5", "#E6DCC8", "#F7F3EA", "#D5CABA", "#6E665E", "#FFFFFF", "#E4E0DA",
)  # fmt: skip
FONT = {"font_name": "微软雅黑", "font_size": 10, "font_color": INK}
BOX = {"border": 1, "border_color": RULE, "valign": "vcenter", "text_wrap": True}
_LOOKS: dict[str, dict[str, object]] = {
    "text": {"num_format": "@"},
    "long": {"num_format": "@", "valign": "top"},
    "word": {"num_format": "@", "align": "center"},
    "number": {"align": "center"},
    "date": {"num_format": "yyyy-mm-dd", "align": "center"},
    "day": {"num_format": "yyyy-mm-dd", "align": "left"},
    "none": {"bg_color": NO_ENTRY},
}
LINE = 15.5
"""Points from line to line."""


@dataclass
class Styles:
    """The formats of one workbook, each made once."""

    workbook: xlsxwriter.Workbook
    _made: dict[tuple[tuple[str, object], ...], Format] = field(default_factory=dict)
    _cells: dict[tuple[str, bool], Format] = field(default_factory=dict)

    def format(self, **properties: object) -> Format:
        look = FONT | properties
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self.workbook.add_format(look)
        return self._made[key]

    def cell(self, look: str, band: bool) -> Format:
        """Of a cell of data; `band`: on a tinted ground."""
        found = self._cells.get((look, band))
        if found is None:
            ground = {"bg_color": PALE_SAND} if band else {}
            found = self._cells[look, band] = self.format(**(BOX | ground | _LOOKS[look]))
        return found

    def marked(self, look: str) -> Format:
        """Of a cell that has to be mended."""
        return self.format(**(BOX | _LOOKS[look] | {"bg_color": PALE_RED, "border_color": RED}))

    def heading(self, head: Head) -> Format:
        """Of a required column, of one asked first, of any other."""
        look: dict[str, object] = {"bg_color": SAND}
        if head.required:
            look = {"bg_color": RED, "font_color": WHITE}
        elif head.first:
            look = {"bg_color": PALE_RED, "font_color": RED}
        return self.format(**BOX, bold=True, align="center", **look)


def count_lines(text: str, width: int) -> int:
    """Lines that a text takes in a cell `width` digits wide: in GB 18030 a Han character has two bytes, a digit one."""
    most = max(1, width - 1)
    return sum(max(1, -(-len(line.encode("gb18030", "replace")) // most)) for line in text.splitlines())
