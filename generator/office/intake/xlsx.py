""".xlsx, read with zipfile and expat: bounded, one pass, no entities.

What Excel, WPS and LibreOffice write (ECMA-376, transitional and strict); namespaces and prefixes do not matter.
"""

from __future__ import annotations

import datetime as dt
import posixpath
import re
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from xml.parsers import expat

from generator.content.values import half_width
from generator.content.zips import DAMAGE, broken, open_zip, read_entry
from generator.diagnostics import InvalidInput
from generator.office.intake.sheets import (
    MAX_CELL_LENGTH,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    Book,
    Mark,
    Sheet,
    Spot,
    cell_name,
    number_text,
    too_long_number,
    typed_into_date,
)

_MAX_SMALL = 16 * 2**20  # bytes of the parts beside sheets and their texts
_MAX_DEPTH = 60
_MAX_MARKS = 2_000
_MAX_MERGED = 20_000
_BLOCK = 2**16
_ERROR_TEXTS = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"}
_PICTURE = re.compile(r"DISPIMG\(\s*\"([^\"]{1,80})\"", re.IGNORECASE)
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}  # built in, the Chinese ones too
_PERCENT_FORMATS = {9, 10}
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]')
_EPOCHS = {False: dt.datetime(1899, 12, 30), True: dt.datetime(1904, 1, 1)}

Attributes = dict[str, str]


def read_xlsx(data: bytes) -> Book:
    """The workbook. Raises `InvalidInput`."""
    with open_zip(data) as archive:
        workbook = _target(archive, "", "officeDocument") or "xl/workbook.xml"
        names, is_1904 = _sheet_names(archive, workbook)
        relations = _relations(archive, workbook)
        texts = _shared_texts(archive, relations.get("sharedStrings", ""))
        formats = _formats(archive, relations.get("styles", ""))
        in_cells = _pictures_in_cells(archive, posixpath.join(posixpath.dirname(workbook), "cellimages.xml"))
        sheets, left = [], MAX_CELLS
        for name, relation, hidden in names:
            path = relations.get(relation, "")
            reader = _SheetReader(Sheet(name, hidden=hidden), texts, formats, is_1904, in_cells, left)
            if path and reader.read(archive, path):
                left = reader.left
                _add_drawings(archive, path, reader.sheet)
                sheets.append(reader.sheet)
    return Book("xlsx", sheets)


class Parser:
    """Parses one part: `start`, `end` and `text` are called with local names."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self.text
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.depth = 0
        self._local: dict[str, str] = {}

    def read(self, archive: zipfile.ZipFile, path: str) -> bool:
        """Reads the entry block by block; False where there is none. Raises `InvalidInput`."""
        try:
            with archive.open(path) as stream:
                while block := stream.read(_BLOCK):
                    self.parser.Parse(block, False)
                self.parser.Parse(b"", True)
        except KeyError:
            return False
        except InvalidInput:
            raise
        except (expat.ExpatError, *DAMAGE):
            raise broken() from None
        return True

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Characters between."""

    def _start(self, name: str, attributes: Attributes) -> None:
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise broken()
        local = self._local.get(name)
        if local is None:
            local = self._local[name] = name.rpartition(":")[2]
        self.start(local, attributes)

    def _end(self, name: str) -> None:
        self.depth -= 1
        self.end(self._local[name])

    def _refuse(self, *_: object) -> None:
        raise broken()


class _Elements(Parser):
    """Names and attributes of all elements of a small part, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, Attributes]] = []

    def start(self, name: str, attributes: Attributes) -> None:
        self.found.append((name, attributes))


def _elements(archive: zipfile.ZipFile, path: str) -> list[tuple[str, Attributes]]:
    """The elements of a small part; none where it is missing."""
    reader = _Elements()
    if read_entry(archive, path, _MAX_SMALL) is not None:
        reader.read(archive, path)
    return reader.found


def _relation_rows(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str, str]]:
    """Id, last word of the type, and path of what a part refers to inside the file."""
    folder, name = posixpath.split(part)
    for element, attributes in _elements(archive, posixpath.join(folder, "_rels", f"{name}.rels")):
        if element == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            yield attributes.get("Id", ""), attributes.get("Type", "").rpartition("/")[2], path


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Paths by id and by the last word of the type."""
    return {key: path for id_, kind, path in _relation_rows(archive, part) for key in (id_, kind)}


def _target(archive: zipfile.ZipFile, part: str, kind: str) -> str | None:
    return _relations(archive, part).get(kind)


def _sheet_names(archive: zipfile.ZipFile, workbook: str) -> tuple[list[tuple[str, str, bool]], bool]:
    """Name, relation and whether it is hidden, for each sheet; and whether days are counted from 1904."""
    sheets, is_1904 = [], False
    for name, attributes in _elements(archive, workbook):
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            hidden = attributes.get("state", "visible") != "visible"
            sheets.append((attributes.get("name", "")[:60], relation, hidden))
        elif name == "workbookPr":
            is_1904 = attributes.get("date1904") in ("1", "true")
    if not sheets:
        raise broken()
    return sheets, is_1904


class _SharedTexts(Parser):
    """Texts of `<si>`; of what is spoken beside a text (`<rPh>`) nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._parts: list[str] = []
        self._inside = self._spoken = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "si":
            self._parts = []
        elif name == "rPh":
            self._spoken = True
        self._inside = name == "t" and not self._spoken

    def end(self, name: str) -> None:
        self._inside = False
        if name == "rPh":
            self._spoken = False
        elif name == "si":
            self.texts.append(_unescape("".join(self._parts)))

    def text(self, text: str) -> None:
        if self._inside:
            self._parts.append(text)


def _shared_texts(archive: zipfile.ZipFile, path: str) -> list[str]:
    reader = _SharedTexts()
    if path:
        reader.read(archive, path)
    return reader.texts


def _formats(archive: zipfile.ZipFile, path: str) -> list[str]:
    """What each style makes of a number: `date`, `percent`, zeros of a code (`000000`), or nothing."""
    own: dict[str, str] = {}
    formats: list[str] = []
    inside = False
    for name, attributes in _elements(archive, path) if path else ():
        if name == "numFmt":
            own[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
            inside = name == "cellXfs"
        elif name == "xf" and inside:
            formats.append(_format_kind(attributes.get("numFmtId", "0"), own))
    return formats


def _format_kind(number: str, own: dict[str, str]) -> str:
    code = own.get(number)
    if code is None:
        known = int(number) if number.isdecimal() else 0
        return "date" if known in _DATE_FORMATS else "percent" if known in _PERCENT_FORMATS else ""
    plain = _LITERAL.sub("", code).partition(";")[0].lower()
    if re.fullmatch("0{2,20}", plain):
        return plain
    if "general" not in plain and re.search("[ymdhs年月日]", plain):
        return "date"
    return "percent" if "%" in plain else ""


class _SheetReader(Parser):
    """Reads one sheet; `left`: how many cells the workbook may still have."""

    def __init__(
        self,
        sheet: Sheet,
        texts: list[str],
        formats: list[str],
        is_1904: bool,
        in_cells: dict[str, str],
        left: int,
    ):
        super().__init__()
        self.sheet, self.texts, self.formats, self.in_cells, self.left = sheet, texts, formats, in_cells, left
        self.epoch = _EPOCHS[is_1904]
        self.row = self.column = self.rows = 0
        self.kind = self.style = ""
        self.is_cell = self.is_picture = self.spoken = False
        self.value: list[str] = []
        self.formula: list[str] | None = None
        self.into: list[str] | None = None

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name == "v" or (name == "t" and not self.spoken):
            self.into = self.value if self.is_cell else None
        elif name == "row":
            self._start_row(attributes)
        elif name == "f":
            self.into = self.formula = []
        elif name == "rPh":
            self.spoken = True
        elif name == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = (_whole(attributes.get(key, "")) for key in ("min", "max"))
            self.sheet.hidden_columns.update(range(first, min(last, MAX_COLUMNS) + 1))
        elif name == "mergeCell" and len(self.sheet.merged) < _MAX_MERGED:
            first_cell, _, last_cell = attributes.get("ref", "").partition(":")
            if last_cell:
                self.sheet.merged.append((_spot(first_cell), _spot(last_cell)))

    def end(self, name: str) -> None:
        self.into = None
        if name == "c":
            self._end_cell()
        elif name == "rPh":
            self.spoken = False

    def text(self, text: str) -> None:
        if self.into is not None:
            self.into.append(text)

    def _start_row(self, attributes: Attributes) -> None:
        self.rows += 1
        written = attributes.get("r")
        self.row, self.column = (_whole(written) if written else self.row + 1), 0
        if attributes.get("hidden") in ("1", "true"):
            self.sheet.hidden_rows.add(self.row)
        if self.rows > MAX_ROWS:
            raise InvalidInput(f"“{self.sheet.name}”超过 {MAX_ROWS} 行", "删掉空白的行，另存一份再交")

    def _start_cell(self, attributes: Attributes) -> None:
        self.is_cell = True
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "")
        self.is_picture = "vm" in attributes
        self.value, self.formula = [], None
        reference = attributes.get("r")
        if reference:
            self.row, self.column = _spot(reference)
        else:
            self.column += 1

    def _end_cell(self) -> None:
        self.is_cell = False
        if not self.value and self.formula is None and self.kind != "e":
            return  # a border or a colour alone: four cells in ten
        raw = "".join(self.value)
        spot = (self.row, self.column)
        if self.formula is not None and self._put_picture(spot, "".join(self.formula) + raw):
            return
        text, mark = self._text_of(raw)
        if mark is not None:
            self._mark(spot, mark)
        if text and not text.isspace():
            self._put(spot, text)

    def _put(self, spot: Spot, text: str) -> None:
        self.left -= 1
        if self.left < 0:
            raise InvalidInput(f"内容超过 {MAX_CELLS} 格", "按街道分成几个文件再交")
        if spot[1] > MAX_COLUMNS:
            self._mark(spot, Mark.FAR)
        elif len(text) > MAX_CELL_LENGTH:
            raise InvalidInput(f"{self.sheet.place(*spot)} 里的字太多", f"缩短到 {MAX_CELL_LENGTH} 个字以内")
        else:
            self.sheet.put(*spot, text)

    def _text_of(self, raw: str) -> tuple[str, Mark | None]:
        """The text of a cell, and what is wrong with it."""
        kind = self.kind
        if kind == "s":
            number = _whole(raw)
            return (self.texts[number] if number < len(self.texts) else ""), None
        if kind in ("inlineStr", "str"):
            text = _unescape(raw)
            return ("", Mark.ERROR) if text in _ERROR_TEXTS else (text, self._uncomputed(text))
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(raw, raw), None
        if kind == "e":
            if self.is_picture:
                self.sheet.pictures.setdefault((self.row, self.column), []).append("")
                return "", None
            return "", Mark.ERROR
        if kind == "d":  # ISO 8601, strict files
            return raw.removesuffix("T00:00:00").removesuffix("Z"), None
        return self._number(raw)

    def _uncomputed(self, text: str) -> Mark | None:
        return Mark.UNCOMPUTED if self.formula is not None and not text else None

    def _number(self, raw: str) -> tuple[str, Mark | None]:
        if not raw:
            return "", self._uncomputed("")
        style = _whole(self.style) if self.style else 0
        shown = self.formats[style] if style < len(self.formats) else ""
        if not shown and raw.isdecimal() and len(raw) <= 15:
            return raw, None
        try:
            number = float(raw)
        except ValueError:
            return raw, None
        if number != number or abs(number) > 1e300:
            return raw, Mark.ERROR
        return _show(number, shown, self.epoch)

    def _mark(self, spot: Spot, mark: Mark) -> None:
        if len(self.sheet.marks) >= _MAX_MARKS and mark is Mark.FAR:
            where = cell_name(*spot)
            raise InvalidInput(f"“{self.sheet.name}”的 {where} 等许多格离表格太远", "删掉表格外面的内容，另存一份再交")
        self.sheet.marks[spot] = mark

    def _put_picture(self, spot: Spot, formula: str) -> bool:
        """Whether the formula shows a picture in the cell, as WPS has it."""
        found = _PICTURE.search(formula)
        if found:
            self.sheet.pictures.setdefault(spot, []).append(self.in_cells.get(found[1], ""))
        return found is not None


def _show(number: float, shown: str, epoch: dt.datetime) -> tuple[str, Mark | None]:
    """A number as its format shows it."""
    if shown == "date" and 0 <= number < 2_958_466:  # the year 9999
        return typed_into_date(number) or _moment(number, epoch), None
    if shown == "percent":
        return f"{number_text(round(number * 100, 10))}%", None
    text = number_text(number)
    if shown and shown != "date" and text.isdecimal():
        text = text.zfill(len(shown))
    return text, Mark.LOST if too_long_number(number) else None


def _moment(number: float, epoch: dt.datetime) -> str:
    """A day, a day with a time, or a time alone, of a serial number."""
    moment = epoch + dt.timedelta(seconds=round(number * 86_400))
    clock = f"{moment:%H:%M}" if not moment.second else f"{moment:%H:%M:%S}"
    if number < 1:
        return clock
    return f"{moment:%Y-%m-%d}" + (f" {clock}" if number % 1 else "")


@lru_cache(100_000)
def _spot(reference: str) -> Spot:
    """Row and column of `B7`. Raises `InvalidInput`."""
    found = _REFERENCE.fullmatch(reference.replace("$", ""))
    if found is None:
        raise broken()
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def _whole(text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise broken()
    return int(text)


def _unescape(text: str) -> str:
    """`_x000D_` as the character it stands for; Excel's line breaks as one."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _pictures_in_cells(archive: zipfile.ZipFile, path: str) -> dict[str, str]:
    """Paths of the pictures that WPS shows in cells, by their ids."""
    relations, found, name = _relations(archive, path), {}, ""
    for element, attributes in _elements(archive, path):
        if element == "cNvPr":
            name = attributes.get("name", "")
        elif element == "blip":
            found[name] = relations.get(_embedded(attributes), "")
    return found


def _add_drawings(archive: zipfile.ZipFile, path: str, sheet: Sheet) -> None:
    """Notes the pictures that float over a sheet, at the cell of their upper left corner."""
    drawings = [target for _, kind, target in _relation_rows(archive, path) if kind == "drawing"]
    for drawing in drawings[:4]:
        relations = _relations(archive, drawing)
        for spot, relation in _anchored(archive, drawing):
            if len(sheet.pictures) < _MAX_MARKS:
                sheet.pictures.setdefault(spot, []).append(relations.get(relation, ""))


class _Anchors(Parser):
    """Cell and relation of each picture of a drawing."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[Spot, str]] = []
        self.corner = {"row": 0, "col": 0}
        self.key = ""
        self.is_first = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name.endswith("Anchor"):
            self.corner = {"row": -1, "col": -1}  # an absolute one is at no cell
        if name in ("from", "to"):
            self.is_first = name == "from"
        self.key = name if name in self.corner and self.is_first else ""
        if name == "blip":
            self.found.append(((self.corner["row"] + 1, self.corner["col"] + 1), _embedded(attributes)))

    def end(self, name: str) -> None:
        self.key = ""

    def text(self, text: str) -> None:
        if self.key:
            self.corner[self.key] = _whole(half_width(text))


def _anchored(archive: zipfile.ZipFile, drawing: str) -> list[tuple[Spot, str]]:
    if read_entry(archive, drawing, _MAX_SMALL) is None:
        return []
    anchors = _Anchors()
    anchors.read(archive, drawing)
    return anchors.found


def _embedded(attributes: Attributes) -> str:
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == "embed"), "")
