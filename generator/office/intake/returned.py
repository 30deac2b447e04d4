"""A workbook of ours that came back: its sheets as entries of homes, each cell under the key of its column.

docs/workbook.md lays down what each row and column is. Sheets are known by their row of keys, whatever they are called
by now, in which order, and whether the others are there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.diagnostics import InvalidInput
from generator.office.intake.fields import FIELDS, LEDGER, field_of, list_of
from generator.office.intake.sheets import Book, Mark, Picture, Sheet, Spot, column_name
from generator.office.workbook.columns import DELETE, HOME, ROW

_SEARCHED = 12  # rows in which the keys are looked for
_HEAD_ROWS = 3  # between the keys and the first row of data
_VERSION = "1"
_NUMBER = re.compile(r"(?:表号\s*[:：]?\s*)?\b([2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5})")
_ABOUT, _NAMES = "_表", "_名单"
_OUR_OTHERS = {_ABOUT, _NAMES, "填写说明", "需要修改"}
_ROW_ID = re.compile(r"([a-z0-9-]+/[a-z0-9-]+)(?::(.{1,200}))?")
_LEDGER_KEYS = {"#date-field": "#date", "#count-field": "#count"}
_DELETED = {"删除", "删", "删掉", "去掉", "不要了"}


class Cell(NamedTuple):
    """A cell of a returned sheet; `mark`: what keeps its text from being taken."""

    text: str
    place: str
    mark: Mark | None = None


class Asked(NamedTuple):
    """What is asked about a cell.

    `key`: of the field that the answer belongs into, empty where nobody knows; `written`: what the cell says.
    """

    place: str
    text: str
    key: str = ""
    written: str = ""


Cells = Mapping[str, Cell]
"""Cells by the key of their column."""


@dataclass
class Entry:
    """One row. `at`: what it is in its home: `services[2]`, empty for the home itself; None for what is new.

    `list_key`: the list it belongs to, `services[]`; empty for the home itself. `questions`: cells that no column
    claims; `pictures` of the row, of which `photos` are names and places of those that are taken.
    """

    at: str | None
    list_key: str
    place: str
    cells: dict[str, Cell]
    deleted: bool = False
    questions: list[Asked] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    photos: list[Cell] = field(default_factory=list)

    @property
    def left_photos(self) -> str:
        """What is told of the photos where the row is of nobody."""
        return f"，上面的 {len(self.photos)} 张图片也没有收" if self.photos else ""


@dataclass(frozen=True)
class Heading:
    """`how`: exact, asked or unknown, as in CONTENT.md."""

    heading: str
    key: str | None
    how: str


@dataclass
class Returned:
    """`entries`: identity → its rows; `new`: rows without an id, by the name that they give; `homes`: name → identity,
    of the homes of the book; `photos`: name → SHA-256 of pictures that came with it.

    `is_form`: whether a form saved it. `stray`: place, message and remedy of rows of which it can't be told whose they
    are; `notes`: what was done with the sheets as they came, in Chinese.
    """

    number: str = ""
    scope: str = ""
    homes: dict[str, str] = field(default_factory=dict)
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    new: dict[str, list[Entry]] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    stray: list[tuple[str, str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    photos: dict[str, str] = field(default_factory=dict)
    is_form: bool = False


def take_apart(book: Book) -> Returned:
    """The entries of all homes. Raises `InvalidInput` for what is no workbook of ours."""
    found = [(sheet, row) for sheet in book.sheets if (row := _key_row(sheet))]
    if not found:
        raise InvalidInput(
            "这不是 homes workbook 发出去的表，或者第 3 行（隐藏的那一行）被删掉了",
            "把内容粘贴到发出去的那份表里再交；要新表，用 homes workbook 再出一份",
        )
    returned = Returned()
    _read_about(book, returned)
    for sheet, row in found:
        _Rows(sheet, row, returned).read()
    ours = [sheet for sheet, _ in found]
    added = (one for one in book.sheets if one.rows and one not in ours and one.name not in _OUR_OTHERS)
    returned.notes += map(_added, added)
    if book.unseen:
        returned.notes.append(book.unseen)
    return returned


def _added(sheet: Sheet) -> str:
    """That a sheet is one which somebody added, and what is in it was not taken."""
    cells = sum(bool(text) for texts in sheet.rows.values() for text in texts)
    return f"工作表“{sheet.name}”不是发出去的，没有收（{cells} 格）；要收的，单独存一份再交"


def is_ours(book: Book) -> bool:
    """Whether a workbook is one that was sent out, or says that it is."""
    return any(_key_row(sheet) or sheet.name == _ABOUT for sheet in book.sheets)


def is_guide(sheet: Sheet) -> bool:
    """Whether a sheet is the first one of a workbook of ours, which a program saved as a file of its own."""
    return any(
        "表号" in texts and _NUMBER.fullmatch(texts[texts.index("表号") + 1])
        for texts in (sheet.rows[row] for row in sorted(sheet.rows)[:_SEARCHED])
        if texts[-1] != "表号"
    )


def _key_row(sheet: Sheet) -> int | None:
    """The row that says what each column is."""
    for row in sorted(sheet.rows)[:_SEARCHED]:
        known = [text for text in sheet.rows[row] if text in FIELDS or text in (ROW, HOME, "#date")]
        if ROW in known and len(known) > 1:
            return row
    return None


def _read_about(book: Book, returned: Returned) -> None:
    """Number and scope of the book, and the names of its homes; of a sheet alone the number above its rows."""
    for sheet in book.sheets:
        if sheet.name == _ABOUT:
            about = {texts[0]: texts[1] for texts in sheet.rows.values() if len(texts) > 1}
            if about.get("version", _VERSION) != _VERSION:
                raise InvalidInput("表是别的版本的程序出的", "用 homes workbook 再出一份，把内容粘贴过去")
            number = _NUMBER.fullmatch(about.get("number", ""))
            returned.number, returned.scope = number[1] if number else "", about.get("scope", "")
        elif sheet.name == _NAMES:
            returned.homes |= _names_of_homes(sheet)
    for sheet in () if returned.number else book.sheets:
        for row in sorted(sheet.rows)[:_SEARCHED]:
            for text in sheet.rows[row]:
                if "表号" in text and (found := _NUMBER.search(text)):
                    returned.number = found[1]


def _names_of_homes(sheet: Sheet) -> dict[str, str]:
    """Name → identity."""
    rows = sorted(sheet.rows)
    first = sheet.rows[rows[0]] if rows else []
    if HOME not in first:
        return {}
    column = first.index(HOME) + 1
    pairs = ((sheet.text(row, column), sheet.text(row, column + 1)) for row in rows[1:])
    return {name: identity for name, identity in pairs if name and identity}


@dataclass
class _Rows:
    """Reads the rows of one sheet of data.

    `keys`: column → its key; `columns`: column → its key, and what names its cells but for the row.
    """

    sheet: Sheet
    key_row: int
    returned: Returned
    keys: dict[int, str] = field(default_factory=dict)
    columns: dict[int, tuple[str, str]] = field(default_factory=dict)
    list_key: str = ""

    def read(self) -> None:
        self.keys = {at: text for at, text in enumerate(self.sheet.rows[self.key_row], start=1) if text}
        self.columns = {at: (key, f"{self.sheet.name}!{column_name(at)}") for at, key in self.keys.items()}
        known = [key for key in self.keys.values() if key in FIELDS]
        self.list_key = list_of(known[0]) if known else ""
        first = self.key_row + _HEAD_ROWS + 1
        self._headings(first - 1)
        self._spread(first)
        for row in sorted(row for row in self._numbers() if row >= first):
            self._row(row)

    def _numbers(self) -> set[int]:
        """Rows with anything in them."""
        sheet = self.sheet
        return {*sheet.rows, *(row for row, _ in (*sheet.marks, *sheet.pictures))}

    def _headings(self, row: int) -> None:
        for column in range(1, len(self.sheet.rows.get(row, ())) + 1):
            heading, key = self.sheet.text(row, column).lstrip("＊*"), self.keys.get(column)
            if heading and not (key or "").startswith("#"):
                known = key if key in FIELDS else None
                self.returned.headings.append(Heading(heading, known, "exact" if known else "unknown"))

    def _spread(self, first: int) -> None:
        """Cells that were merged over several rows each hold the value."""
        sheet = self.sheet
        for top, bottom in sheet.merged:
            text = sheet.text(*top)
            if top[0] >= first and text and top[1] == bottom[1] and bottom[0] - top[0] < 200:
                for row in range(top[0] + 1, bottom[0] + 1):
                    sheet.put(row, top[1], text)
                self.returned.notes.append(f"{sheet.place(*top)} 起合并的几格，每行都按“{text[:20]}”算")

    def _row(self, row: int) -> None:
        sheet, cells = self.sheet, self._cells(row)
        written = sheet.text(row, self._column(ROW))
        found = _ROW_ID.fullmatch(written)
        fields = {key: cell for key, cell in cells.items() if not key.startswith("#") and key in FIELDS}
        place = sheet.place(row, self._first_column())
        entry = Entry(None, self.list_key, place, fields, cells[DELETE].text in _DELETED if DELETE in cells else False)
        entry.questions += self._unclaimed(row)
        entry.pictures = self.sheet.pictures_in(row)
        if LEDGER in self.keys.values():
            entry.cells = _ledger_cells(cells, found[2] if found else "")
            entry.list_key = list_of(next(iter(entry.cells), ""))
        written_in = any(cell.text or cell.mark for cell in entry.cells.values())
        empty = not (written_in or entry.questions or entry.pictures)
        if DELETE in cells and cells[DELETE].text and not entry.deleted:
            text = cells[DELETE].text
            entry.questions.append(Asked(cells[DELETE].place, f"“{text[:20]}”看不懂，没有删这一行", DELETE, text))
        if found:
            self._known(found[1], found[2] or "", entry, cells)
        elif written:
            self._stray(entry, f"行号“{written[:40]}”认不出来", "不要改 A 列；这一行重新填在下面的空行里")
        elif not empty:
            self._new(entry, cells)

    def _known(self, identity: str, at: str, entry: Entry, cells: Cells) -> None:
        entry.at = at if entry.list_key else ""
        here = self.returned.entries.setdefault(identity, [])
        twin = next((one for one in here if (one.at, one.list_key) == (entry.at, entry.list_key) and one.at), None)
        named = cells[HOME].text if HOME in cells else ""
        if named and self.returned.homes.get(named, identity) != identity:
            remedy = "要给另一家的，另填一行；这一行不用的，在“处理”里选删除"
            self._stray(entry, f"这一行是另一家的，改成了“{named[:30]}”", remedy)
        elif twin and entry.list_key and _sheet_of(twin) == _sheet_of(entry):
            # copied with its number: what was copied first is the one that was there
            entry.at = None
            here.append(entry)
        elif not entry.list_key and self._is_copied(identity, entry):
            self._stray(entry, "这一行是复制来的，和上面的一行是同一家", "新的一家写在下面的空行里，不要复制整行")
        else:
            here.append(entry)

    def _is_copied(self, identity: str, entry: Entry) -> bool:
        """Whether the home has a row in this sheet already."""
        rows = (one for one in self.returned.entries[identity] if not one.list_key)
        return "#date" not in self.keys.values() and any(_sheet_of(one) == _sheet_of(entry) for one in rows)

    def _new(self, entry: Entry, cells: Cells) -> None:
        """A row without an id: a new home, or an entry of the home that it names."""
        named = entry.cells["name"] if not entry.list_key and "name" in entry.cells else cells.get(HOME)
        self.returned.new.setdefault(named.text if named else "", []).append(entry)

    def _stray(self, entry: Entry, message: str, remedy: str) -> None:
        self.returned.stray.append((entry.place, message, remedy))

    def _cells(self, row: int) -> dict[str, Cell]:
        """All cells of a row, empty ones too: one that was emptied says something."""
        texts, marks = self.sheet.rows.get(row, ()), self.sheet.marks
        known = len(texts)
        return {
            key: Cell(texts[at - 1].strip() if at <= known else "", f"{column}{row}", marks.get((row, at)))
            for at, (key, column) in self.columns.items()
        }

    def _column(self, key: str) -> int:
        return next(column for column, one in self.keys.items() if one == key)

    def _first_column(self) -> int:
        """The first that people see."""
        return next((column for column, key in self.keys.items() if key not in (ROW, *_LEDGER_KEYS)), 1)

    def _unclaimed(self, row: int) -> Iterator[Asked]:
        """Cells of columns that we do not know, and cells far away: none of them is lost unsaid."""
        sheet = self.sheet
        for column, text in enumerate(sheet.rows.get(row, ()), start=1):
            key = self.keys.get(column, "")
            if text and key not in FIELDS and not key.startswith("#"):
                yield Asked(
                    sheet.place(row, column),
                    f"“{text[:60]}”写在不认识的一列里，没有收；要收的，写到这一行该写的那一格",
                    "",
                    text,
                )
        for spot in self._spots(row, sheet.marks):
            if sheet.marks[spot] is Mark.FAR:
                yield Asked(sheet.place(*spot), "离表格太远的一格有内容，没有收")

    def _spots(self, row: int, spots: Mapping[Spot, object]) -> list[Spot]:
        return sorted(spot for spot in spots if spot[0] == row)


def _sheet_of(entry: Entry) -> str:
    return entry.place.rpartition("!")[0]


def _ledger_cells(cells: Cells, at: str) -> dict[str, Cell]:
    """Date and count of a row of 台账 under the keys of the fields that they are."""
    found = {}
    for says, shows in _LEDGER_KEYS.items():
        key = cells[says].text if says in cells else ""
        if key and shows in cells and field_of(key):
            found[re.sub(r"\[\d+\]", "[]", key)] = cells[shows]
    return found


def photo_rows(came: Sequence[Entry]) -> Iterator[Entry]:
    """New photos for the pictures in a home's rows; one in a row of photos without a file is the photo of that row."""
    key, named = "photos[].file", set()
    for entry in came:
        for photo in entry.photos:
            if photo.text in named:
                continue
            named.add(photo.text)
            here = entry.cells.get(key)
            if entry.list_key == "photos[]" and entry.at is None and not (here and here.text):
                entry.cells[key] = photo
            else:
                yield Entry(None, "photos[]", photo.place, {key: photo})


def settle(returned: Returned, sent: Returned | None) -> None:
    """Gives rows without an id to the homes that they name: in `entries`, or in `new` where the book adds such a home.

    A sheet alone does not say which homes its book is of; the copy of what was `sent` does.
    """
    if sent is not None:
        returned.homes, returned.scope = sent.homes | returned.homes, returned.scope or sent.scope
    scope = returned.scope if returned.scope in returned.homes.values() else None
    for name, rows in list(returned.new.items()):
        identity = returned.homes.get(name) or (scope if not name else None)
        is_new = any(not row.list_key and "name" in row.cells for row in rows)
        if is_new and name:
            continue
        del returned.new[name]
        if identity and not is_new:
            for row in rows:
                row.at = None if row.list_key else ""
            returned.entries.setdefault(identity, []).extend(rows)
            continue
        message = f"表里没有叫“{name[:30]}”的{{home}}" if name else "没有写是哪一家的"
        remedy = "在“{home}”一列选上；新的一家先在“基本情况”里填一行，写上名称"
        returned.stray += ((row.place, message + row.left_photos, remedy) for row in rows)
