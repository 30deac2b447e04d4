"""Lists that others made: each row as what it says, under the keys of our fields, and whose it says that it is.

Every cell that is not empty is taken, asked about at its place, or told in the notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.content.values import half_width
from generator.content.values.nothing import is_unfilled
from generator.diagnostics import InvalidInput
from generator.model.field_types import Boolean
from generator.office.intake.cells_of_others import parts_of
from generator.office.intake.fields import FIELDS
from generator.office.intake.headings import (
    COMMUNITY,
    DISTRICT,
    IDENTITY,
    NAME,
    NOTHING,
    NUMBER,
    PICTURES,
    UNSAID,
    Answers,
    Meaning,
    bare,
    choose_kind,
    is_known,
    read_heads,
)
from generator.office.intake.returned import Asked, Cell, Entry, Heading, Returned, is_guide
from generator.office.intake.sheets import Book, Mark, Sheet
from generator.office.intake.tables import Table, find_tables, texts_by_column
from generator.office.workbook.columns import HOMES

_WHO = (DISTRICT, COMMUNITY, IDENTITY, NAME, "street", "system_id", "division")
_MOST_EXAMPLES = 3
_SHOWN = 40  # characters of a cell
_MOST_SAID = 600  # characters of a row
_FOOT = re.compile(r"(?:填[表报]|制表|审[核批]|负责|联系|经办|盖章|备注|注|说明|日期|单位)[^:]{0,8}:|^注\d?|^说明")


@dataclass
class ForeignRow:
    """`who`: what tells whose row it is, by the keys of `headings`; `entry` has no place in a home yet. `says`: its
    cells in one text.
    """

    who: dict[str, Cell]
    entry: Entry
    cells: int
    says: str


@dataclass(frozen=True)
class AskedHeading:
    """A heading that nobody knows: `heading` as it is remembered, `place`, what it may be, and what stands under it."""

    heading: str
    place: str
    proposals: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass
class ForeignList:
    """`above`: the texts over the table and the name of its sheet, which may say what it is about."""

    kind: str
    above: list[str]
    rows: list[ForeignRow] = field(default_factory=list)


@dataclass
class Foreign(Returned):
    """What a book of others says."""

    lists: list[ForeignList] = field(default_factory=list)
    asked: list[AskedHeading] = field(default_factory=list)


def take_lists(book: Book, answers: Answers) -> Foreign:
    """The lists of a book that is none of ours. Raises `InvalidInput` where none is found."""
    foreign = Foreign()
    known, usual = {*answers.said}, answers.in_usual_words
    sheets = [sheet for sheet in book.sheets if not is_guide(sheet)]
    if not sheets and book.sheets:
        raise InvalidInput("这是发出去的表里的“填写说明”，没有要收的", "把填了内容的那几张表交上来")
    for sheet in sheets:
        tables = find_tables(sheet, lambda text: is_known(usual(text)) or bare(usual(text)) in known)
        for table in tables:
            _List(table.sheet, table, answers, foreign).read()
        if not tables and sheet.rows:
            foreign.notes.append(f"工作表“{sheet.name}”里没有看出表头，没有收：{_sample(sheet)}")
    if not foreign.lists:
        raise InvalidInput(
            "没有看出哪一行是表头",
            "每一列上面写上是什么，如 名称、街道、地址、电话；要现成的表，用 homes workbook 出一份",
        )
    if book.unseen:
        foreign.notes.append(book.unseen)
    return foreign


def _sample(sheet: Sheet) -> str:
    texts = [text for row in sheet.rows.values() for text in row if text.strip()]
    return f"{len(texts)} 格，{'、'.join(text.strip()[:12] for text in texts[:4])}…"


@dataclass
class _List:
    """Reads the table of one sheet."""

    sheet: Sheet
    table: Table
    answers: Answers
    foreign: Foreign
    columns: dict[int, Meaning] = field(default_factory=dict)
    unfilled: list[str] = field(default_factory=list)
    left: dict[str, list[str]] = field(default_factory=dict)

    def read(self) -> None:
        table, above = self.table, [text for _, text in self.table.above]
        usual = self.answers.in_usual_words
        heads = [replace(head, words=tuple(map(usual, head.words))) for head in table.heads]
        kind = choose_kind(heads, usual("".join((*above, self.sheet.name))))
        meanings = read_heads(heads, kind, above, self.answers)
        self.columns = {head.column: meaning for head, meaning in zip(table.heads, meanings, strict=True)}
        self._headings()
        made = ForeignList(kind, [*above, self.sheet.name])
        for row in table.rows:
            if (read := self._row(row, kind)) is not None:
                made.rows.append(read)
        self.foreign.lists.append(made)
        self._notes()

    def _headings(self) -> None:
        for head in self.table.heads:
            meaning = self.columns[head.column]
            keys = [key for key in meaning.keys if key in FIELDS and meaning.how != "unknown"]
            self.foreign.headings += (Heading(head.text, key, meaning.how) for key in (keys or (None,)))
            if meaning.how == "unknown":
                texts = [self.sheet.text(row, head.column).strip() for row in self.table.rows]
                examples = tuple(dict.fromkeys(text for text in texts if text))[:_MOST_EXAMPLES]
                if examples:
                    self.foreign.asked.append(AskedHeading(head.text, head.place, meaning.proposals, examples))
            elif meaning.how == "asked" and keys:
                name = "、".join(FIELDS[key].heading for key in keys)
                unit = f"（{meaning.unit}）" if meaning.unit else ""
                self.foreign.notes.append(f"“{head.text}”按表头对照填到“{name}{unit}”")

    def _row(self, row: int, kind: str) -> ForeignRow | None:
        texts = texts_by_column(self.sheet, row)
        place = self.sheet.place(row, min(texts, default=1))
        if not texts and not self._has_more(row):
            return None
        entry = Entry(None, "" if kind == HOMES else kind, place, {})
        who: dict[str, Cell] = {}
        for column, text in texts.items():
            self._cell(
                Cell(text, self.sheet.place(row, column), self.sheet.marks.get((row, column))), column, entry, who
            )
        entry.questions += self._unseen(row)
        entry.pictures = self.sheet.pictures_in(row)
        if self._is_foot(texts, who, kind):
            self.foreign.notes.append(f"{place} 一行不像表里的内容，没有收：{'、'.join(texts.values())[:80]}")
            return None
        if not (entry.cells or entry.questions or entry.pictures) and set(who) <= {DISTRICT, "street"}:
            return None  # merged cells that run on below the table
        says = "、".join(" ".join(text.split())[:_SHOWN] for text in texts.values())
        return ForeignRow(who, entry, len(texts), says[:_MOST_SAID])

    def _has_more(self, row: int) -> bool:
        return any(spot[0] == row for spot in (*self.sheet.marks, *self.sheet.pictures))

    def _cell(self, cell: Cell, column: int, entry: Entry, who: dict[str, Cell]) -> None:
        meaning = self.columns.get(column, Meaning())
        key = meaning.keys[0] if meaning.keys else ""
        if key == NUMBER:
            return
        if key == NOTHING:
            self.left.setdefault(self._title(column), []).append(cell.place)
            return
        if not cell.mark and is_unfilled(cell.text):
            self.unfilled.append(cell.place)
            return
        if key in _WHO:
            who[key] = cell
        if key == "name":
            who[NAME] = cell
        if key in _WHO and entry.list_key:
            return
        if key in FIELDS:
            for one, part in parts_of(cell, meaning, entry.questions):
                entry.cells[one] = part
        elif not key or key == PICTURES:
            title = self._title(column)
            what = (
                f"“{title}”这一列只收图片" if key else f"“{title}”这一列还不知道填到哪儿" if title else "上面没有表头"
            )
            entry.questions.append(Asked(cell.place, f"{what}，没有收：{cell.text[:_SHOWN]}", "", cell.text))

    def _title(self, column: int) -> str:
        return next((head.text for head in self.table.heads if head.column == column), "")

    def _unseen(self, row: int) -> Iterator[Asked]:
        """Cells far away."""
        sheet = self.sheet
        for spot in sorted(spot for spot in sheet.marks if spot[0] == row):
            if sheet.marks[spot] is Mark.FAR:
                yield Asked(sheet.place(*spot), "离表格太远的一格有内容，没有收")

    def _is_foot(self, texts: Mapping[int, str], who: Mapping[str, Cell], kind: str) -> bool:
        """填表人：… 审核：…"""
        plain = [half_width(text) for text in texts.values()]
        return (
            len(texts) <= max(2, len(self.columns) // 3)
            and any(map(_FOOT.search, plain))
            and (kind != HOMES or not {NAME, COMMUNITY, IDENTITY} & {*who} or bool(_FOOT.search(plain[0])))
        )

    def _notes(self) -> None:
        notes = self.foreign.notes
        if above := [text.strip() for _, text in self.table.above]:
            notes.append(f"“{self.sheet.name}”表头上面写着：{'；'.join(above)[:120]}")
        notes += self.table.notes
        if self.unfilled:
            notes.append(f"{_places(self.unfilled)} 只写了“/”“—”一类，当作没填")
        for title, places in self.left.items():
            notes.append(f"“{title}”照表头对照不收：{_places(places)}")
        for head in self.table.heads:
            keys = self.columns[head.column].keys
            if len(keys) > 1 and all(isinstance(FIELDS[key].term.kind, Boolean) for key in keys):
                names = "、".join(FIELDS[key].heading for key in keys)
                notes.append(f"“{head.text}”一格里只有一个记号的，{names}都按它算")
        unsaid = [head.text for head in self.table.heads if self.columns[head.column].unit == UNSAID]
        if unsaid:
            notes.append(f"“{'”“'.join(unsaid)}”没有写是元还是万元，没有收；在表头里写上，或填表头对照")


def _places(places: Sequence[str]) -> str:
    return "、".join(places[:12]) + (f" 等 {len(places)} 格" if len(places) > 12 else "")
