"""The first sheet of the workbook: what it is, how to fill it in, where it goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from generator.office.workbook.book import Book
from generator.office.workbook.heads import Head
from generator.office.workbook.style import BOX, GREY, LINE, RED, RULE, SAND, WHITE, Styles, count_lines

_COLUMNS = (3, 20, 76, 12)
_NAME, _TEXT, _COUNT = 1, 2, 3
_WARNING = "内部资料：不用微信、QQ 传，不发群；用政务邮箱或 U 盘交，交完从电脑上删掉"
_SAMPLES = (
    (Head("", "＊必填", required=True), "没有它，这一行用不上"),
    (Head("", "先填", first=True), "居民最常看的：地址、电话、开放时间"),
    (Head("", "其他"), "有就填，没有就空着"),
)


def write_guide(sheet: Worksheet, book: Book, federation: str, styles: Styles, first_row: int) -> None:
    """`first_row`: where the data of the other sheets begin, 0-based."""
    guide = _Guide(sheet, styles)
    guide.front(book, federation)
    guide.section("一、怎么填", _how(book))
    guide.section("二、填好以后", _afterwards(book))
    guide.legend("三、颜色")
    guide.contents("四、有哪些表", book, first_row)
    for column, width in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


@dataclass
class _Guide:
    sheet: Worksheet
    styles: Styles
    at: int = 0

    def _next(self, height: float) -> int:
        self.at += 1
        self.sheet.set_row(self.at, height)
        return self.at

    def front(self, book: Book, federation: str) -> None:
        self.sheet.write_string(
            self._next(36), _NAME, book.title, self.styles.format(font_size=20, bold=True, font_color=RED)
        )
        self.sheet.write_string(self._next(20), _NAME, federation, self.styles.format(font_color=GREY))
        self._next(8)
        if book.private:
            banner = self.styles.format(bold=True, font_color=WHITE, bg_color=RED, align="center", valign="vcenter")
            row = self._next(30)
            self.sheet.merge_range(row, _NAME, row, _COUNT, _WARNING, banner)
            self._next(8)
        label, value = (
            self.styles.format(**BOX, bold=True, bg_color=SAND, indent=1),
            self.styles.format(**BOX, indent=1),
        )
        for name, text in (("表号", book.number), ("范围", f"{book.scope.name}，{len(book.homes)} 家")):
            row = self._next(22)
            self.sheet.write_string(row, _NAME, name, label)
            self.sheet.merge_range(row, _TEXT, row, _COUNT, text, value)

    def _heading(self, *texts: str) -> None:
        self._next(12)
        row = self._next(24)
        look = self.styles.format(bold=True, font_size=12, font_color=RED, bottom=1, bottom_color=RULE)
        for column, text in zip((_NAME, _TEXT, _COUNT), (*texts, "", ""), strict=False):
            self.sheet.write_string(row, column, text, look)

    def section(self, heading: str, lines: Iterable[tuple[str, str]]) -> None:
        self._heading(heading)
        for name, text in lines:
            row = self._next(_height(text))
            self.sheet.write_string(row, _NAME, name, self.styles.format(bold=True, valign="top"))
            self.sheet.write_string(row, _TEXT, text, self.styles.format(text_wrap=True, valign="top"))

    def legend(self, heading: str) -> None:
        self._heading(heading)
        for sample, text in _SAMPLES:
            row = self._next(22)
            self.sheet.write_string(row, _NAME, sample.title, self.styles.heading(sample))
            self.sheet.write_string(row, _TEXT, text, self.styles.format(valign="vcenter", indent=1))

    def contents(self, heading: str, book: Book, first_row: int) -> None:
        self._heading(heading, "", "已有")
        link = self.styles.format(font_color=RED, underline=1, valign="top")
        for filled in book.sheets:
            row = self._next(_height(book.own(filled.note)))
            self.sheet.write_url(row, _NAME, f"internal:'{filled.name}'!B{first_row + 1}", link, filled.name)
            self.sheet.write_string(row, _TEXT, book.own(filled.note), self.styles.format(text_wrap=True, valign="top"))
            count = self.styles.format(font_color=GREY, valign="top")
            self.sheet.write_string(row, _COUNT, f"{filled.filled_rows:,} 行", count)


def _height(text: str) -> float:
    return 5 + LINE * count_lines(text, _COLUMNS[_TEXT])


def _how(book: Book) -> Iterator[tuple[str, str]]:
    several = len(book.homes) > 1
    yield "只改要改的", "表里是现在的内容。变了的改，没变的不用动。整行、整列、整张表删掉了，都当没提，什么也不变。"
    yield "加一行", "写在下面的空行里" + (book.own("，先在“妇女之家”一列选是哪一家。") if several else "。")
    yield "去掉一行", "在“处理”一列选“删除”。"
    yield "去掉一格", "清空它。审核时会再问一句，确认以后才去掉。"
    yield "下拉", "点一下格子，右边有箭头的就选。一格要写几样的，用“、”隔开。"
    yield "日期、电话、钱", "照平时写就行：2026-3-8、2026年3月8日都认得。金额看清表头里的单位。"
    if not book.private:
        yield "照片", "插进那一家的那一行就行；要写说明、写有没有拍到人的，插进“照片”表的一行。拍摄地点会抹掉。"


def _afterwards(book: Book) -> Iterator[tuple[str, str]]:
    yield "存盘", "文件名可以改；表名、表头和隐藏的行列请不要动。排序、筛选、标颜色都可以。"
    yield "交给谁", book.own("照街道（乡镇）或区妇联说的办法交回。") + "几个人分着填也可以，各交各的。"
    yield "什么时候公开", "先审后发：核对、同意以后才上网。有要改的，会把这张表退回来，指出是哪一格。"
    if book.private:
        yield "保管", "这本里有家庭和同意书的情况，电脑上不留第二份。"
