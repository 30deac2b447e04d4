"""Cells as values of the model, by the types that read the files; and values as the files write them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.content.pinyin import Readings
from generator.content.text import many_lines, one_line
from generator.content.values.coordinates import refuse_swapped
from generator.content.values.days import DaySet
from generator.content.values.occasions import DateRange
from generator.content.values.schedules import Schedule
from generator.content.values.times import Span
from generator.content.yaml_nodes import Mapping as MappingNode
from generator.content.yaml_nodes import Node, Scalar, Sequence
from generator.diagnostics import InvalidInput, Severity
from generator.model.federation import District
from generator.model.field_types import Text
from generator.model.identifiers import Identity, StreetCode
from generator.model.phones import Phone, with_lost_zero
from generator.model.reader import RecordReader
from generator.model.streets import streets_named
from generator.model.terms import ListOf, Record, terms
from generator.office.intake.fields import is_vital
from generator.office.intake.returned import Cell
from generator.office.intake.sheets import Mark, number_text
from generator.office.own_words import USUAL, OwnWords
from generator.office.workbook.columns import Column

Plain = str | list[Any] | dict[str, Any] | None
"""A value as a file of the content has it: each scalar is text."""

_FIELD_MARKS = re.compile("[｜|]")
_MARKS = {
    Mark.UNCOMPUTED: ("公式没有算出结果", "直接写结果"),
    Mark.ERROR: ("公式出错了", "直接写结果"),
    Mark.TWICE: ("同一条写了两处，写的不一样", "留对的一处，或者两处写成一样的"),
    Mark.LOST: ("数字被 Excel 改成了科学记数，后面几位丢了", "把这一格设成文本，重新写一遍"),
}


@dataclass(frozen=True)
class Values:
    """Reads the cells of one district. `homes`: name → identity, of those that a cell may name; `readings` of names;
    `lists` of the city's own.
    """

    district: District
    homes: Mapping[str, str]
    readings: Readings = ()
    own: OwnWords = USUAL

    def read(self, cell: Cell, column: Column) -> Any:
        """The value of a cell; None where it is empty. Raises `InvalidInput`."""
        if cell.mark in _MARKS:
            message, remedy = _MARKS[cell.mark]
            raise InvalidInput(message, remedy)
        kind = column.term.kind
        if not cell.text:
            return None
        if isinstance(kind, StreetCode):
            return self._street(cell.text)
        text = self.homes.get(cell.text, cell.text) if isinstance(kind, Identity) else cell.text
        reader = RecordReader("", lists=self.own.lists, doubts=is_vital(column))
        value = reader.value(_node(text, kind), kind, "", "")
        for finding in reader.findings:
            if finding.severity is Severity.ERROR:
                raise InvalidInput(finding.message, finding.remedy)
        if column.key == "office.location.longitude":
            refuse_swapped(value)
        _refuse_lost_zeros(value)
        return None if value in ("", ()) else value

    def _street(self, text: str) -> str:
        name = one_line(text)
        slugs = [name] if self.district.street(name) else streets_named(self.district, name)
        if len(slugs) != 1:
            known = "、".join(street.name for street in self.district.streets[:30])
            raise InvalidInput(
                f"{self.district.name}没有“{name[:30]}”这个{self.own('街道乡镇')}", f"从下拉里选：{known}"
            )
        return slugs[0]


def _refuse_lost_zeros(value: Any) -> None:
    """Raises `InvalidInput` where a sheet made a number of a landline."""
    for one in value if isinstance(value, tuple) else (value,):
        if isinstance(one, Phone) and (whole := with_lost_zero(one)):
            raise InvalidInput(f"“{one.number[:30]}”像是座机，前面的 0 没有了", f"把这一格设成文本，写成 {whole}")


def _node(text: str, kind: Any) -> Node:
    """The text of a cell as a file would have it."""
    if isinstance(kind, ListOf):
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        if isinstance(kind.of, Record) and not (kind.together and not _FIELD_MARKS.search(text)):
            return Sequence(tuple(_record_node(line, kind.of.of) for line in lines), 1, 1)
        if isinstance(kind.of, Text) and "\n" in text:
            return Sequence(tuple(Scalar(line, 1, 1) for line in lines), 1, 1)
    return Scalar(text, 1, 1)


def _record_node(line: str, record: type) -> Node:
    """A record that is one line, its fields parted by ｜."""
    parts = [part.strip() for part in _FIELD_MARKS.split(line)]
    keys = [t.key for t in terms(record).values()]
    if len(parts) > len(keys):
        names = "｜".join(t.label for t in terms(record).values())
        raise InvalidInput(f"“{line[:40]}”的“｜”多了", f"一行一条，写成：{names}")
    entries = ((Scalar(key, 1, 1), Scalar(part, 1, 1)) for key, part in zip(keys, parts, strict=False) if part)
    return MappingNode(tuple(entries), 1, 1)


def plain(value: Any) -> Plain:
    """A value as a file writes it; None for what is absent."""
    if value is None or value in ("", ()):
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, tuple):
        if len(value) == 1 and isinstance(value[0], DateRange):  # the day of an activity stands by itself
            return str(value[0])
        return [plain(one) for one in value]
    if isinstance(value, Span):
        return value.canonical
    if isinstance(value, DaySet | Schedule):
        return value.text
    if isinstance(value, dt.date):
        return value.isoformat()
    if hasattr(value, "__dataclass_fields__") and terms(type(value)):
        found = {t.key: plain(getattr(value, name)) for name, t in terms(type(value)).items()}
        return {key: one for key, one in found.items() if one is not None}
    return str(value)


def same(left: Any, right: Any) -> bool:
    """Whether two values say the same, however they are kept."""
    return bool(_normal(left) == _normal(right))


def _normal(value: Any) -> Any:
    value = plain(value)
    return many_lines(value) if isinstance(value, str) else value
