"""Nodes to records, driven by the field declarations; each problem becomes a finding with position and remedy."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from array import array
from collections.abc import Callable, Sized
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

from generator.content import slips
from generator.content.values import Value
from generator.content.values.dates import YearMissing
from generator.content.values.nothing import is_unfilled, may_tell_nothing, refuse_elsewhere, says_none
from generator.content.yaml_nodes import ContentSyntaxError, Mapping, Node, Scalar, Sequence
from generator.diagnostics import Finding, InvalidInput, Place, Severity
from generator.model.choices import Choice, CityChoice
from generator.model.field_types import Date, FieldType, Text
from generator.model.fields import field_names, fields, how_written, is_example, nearest_field, not_fields, vital_field
from generator.model.identifiers import Identity
from generator.model.list_items import as_items, id_of, items_of, joined, merge_alike
from generator.model.positions import Positions
from generator.model.terms import ListOf, MapOf, Record, Term, terms

R = TypeVar("R")
Lists = MappingOf[str, Choice]
"""The lists that a city has its own of, by the names that a `CityChoice` gives them."""


def in_city(kind: Any, lists: Lists) -> Any:
    """A type of field, with the city's own list where it is of one."""
    if isinstance(kind, ListOf):
        return replace(kind, of=in_city(kind.of, lists))
    return lists.get(kind.of, kind) if isinstance(kind, CityChoice) else kind


UNKNOWN = "不认识字段"
"""How the message of a field begins that nobody has, or that stands in a wrong place: what is written there is lost."""
SHAPE = "house.shape"
"""The rule of what can't be read."""
UNTOUCHED = "house.untouched"
"""The rule of what is as `homes new` left it, or an example of its own."""
MAX_VALUE_LENGTH = 2_000
"""Characters of a value that is no text for people: what is longer is none, and would take long to look at."""
READING = "house.reading"
"""The rule of a notice that tells how a value was interpreted."""


@dataclass
class RecordReader:
    """Reads the nodes of one file, with the city's own `lists`, and its words for the `usual` ones in names of fields.

    `paths` and `spots` collect positions as in `Positions`; `findings` the problems; `lost` the id of each entry of a
    list that could not be read, by its path; `doubtful` the paths of records of which a vital field could not.
    `homes_named` finds homes by name, where a file may name them so; `source` is the text that the nodes are from. In
    a file where doubt counts against publishing, `doubts`, a — is none the less an error. `last_day` is the date read
    last, whose year one without a year will have.
    """

    path: str
    home: str | None = None
    homes_named: Callable[[str], tuple[str, ...]] | None = None
    lists: Lists = field(default_factory=dict)
    usual: MappingOf[str, str] = field(default_factory=dict)
    paths: list[str] = field(default_factory=list)
    spots: list[int] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    lost: dict[str, str] = field(default_factory=dict)
    doubtful: set[str] = field(default_factory=set)
    source: slips.Source | None = None
    doubts: bool = False
    last_day: dt.date | None = None
    root: type | None = None
    root_node: Mapping | None = None

    @cached_property
    def positions(self) -> Positions:
        """Positions of all fields, once the file is read."""
        return Positions("\n".join(("", *self.paths, "")), array("I", self.spots).tobytes())

    def add_position(self, at: str, line: int, column: int) -> None:
        self.paths.append(at)
        self.spots.extend((line, column, 0, 0))

    def _spot(self, at: str) -> list[int]:
        """The four numbers of a field that was just read."""
        number = next(number for number in reversed(range(len(self.paths))) if self.paths[number] == at)
        return self.spots[4 * number : 4 * number + 4]

    def record(
        self, node: Node | None, of: type[R], at: str = "", label: str = "", partial: bool = False, **given: Any
    ) -> R | None:
        """A record of class `of` from a mapping node at the dotted path `at`.

        None where the node is no mapping, or lacks a required field and is not read as `partial`; a finding says so.
        `given`: fields that are known without the file.
        """
        if isinstance(node, Scalar) and self._told_slip(node, at, of):
            return None
        if isinstance(node, Scalar) and (parts := getattr(of, "PARTS", None)):
            node = self._parted(node, of, parts, at, label)
        if not isinstance(node, Mapping):
            if node is not None:
                self._shape(node, at, label, not_fields(node), how_written(of, at.endswith("]")))
            return None
        record_type: type = of
        if not at:
            self.root, self.root_node = of, node
        by_name, required, strict = fields(record_type)
        values: dict[str, Any] = {}
        for key, child in node.entries:
            declared = by_name.get(key[0] or "") or self._in_other_words(key, by_name)
            if declared is None:
                self._unknown(key, at, of, strict)
                continue
            attribute, t = declared
            if attribute in values:
                self._twice(key, t, at)
            else:
                before = len(self.findings)
                value = values[attribute] = self._field(child, t, at, key)
                if value is None and child[0] is not None:
                    if t.vital:
                        self.doubtful.add(at)
                        self._hold_back(at)
                    if t.stand_in and values.get(t.stand_in) and self._has_error_since(before):
                        values[attribute] = values[t.stand_in]
                        error = self.findings[-1]
                        remedy = f"{error.remedy}；改好以前只算 {values[attribute]} 这一天"
                        self.findings[-1] = dataclasses.replace(error, remedy=remedy)
        complete = at not in self.doubtful
        for attribute, t in required:
            if values.get(attribute) in (None, "", ()):
                self._missing(node, t, at, attribute in values)
                complete &= values.get(attribute) not in (None, ())
        return of(**values | given) if complete or partial else None

    def _hold_back(self, at: str) -> None:
        """Says of the error just found that its file is not published; a record within a file goes without a word."""
        if not at and self._has_error_since(-1):
            error = self.findings[-1]
            then = "" if error.remedy.endswith("？") else "；"
            self.findings[-1] = dataclasses.replace(error, remedy=f"{error.remedy}{then}改好以前不发布这一篇")

    def _has_error_since(self, number: int) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self.findings[number:])

    def _in_other_words(self, key: Scalar, by_name: dict[str, tuple[str, Term]]) -> tuple[str, Term] | None:
        """The field that a name with blanks around it, or with the city's own words, is for."""
        name = (key.text or "").strip()
        if name in by_name:
            return by_name[name]
        for own, word in self.usual.items():
            if own in name and (found := by_name.get(name.replace(own, word))):
                return found
        return None

    def _parted(
        self, node: Scalar, of: type, parts: Callable[[str], dict[str, str]], at: str, label: str
    ) -> Mapping | None:
        """The mapping that a record's text stands for, which is noted."""
        text = node.text or ""
        try:
            refuse_elsewhere(text)
            found = parts(text)
        except InvalidInput as error:
            self._shape(node, at, label, error.message, error.remedy)
            return None
        labels = {t.key: t.label for t in terms(of).values()}
        shown = "，".join(f"{labels[name]} {value}" for name, value in found.items())
        canonical = ", ".join(f"{name}: {value}" for name, value in found.items())
        self._note_reading(node, f"{{{canonical}}}", shown, at, label)
        entries = tuple(
            (Scalar(name, node.line, node.column), Scalar(value, node.line, node.column))
            for name, value in found.items()
        )
        return Mapping(entries, node.line, node.column)

    def records(self, node: Node | None, of: type[R], at: str = "") -> tuple[R, ...]:
        """The records of a file that is a list; empty for an empty file."""
        if node is None:
            return ()
        return self._many(node, ListOf(Record(of), max_items=20_000), at, "")

    def entries(self, node: Node | None, of: type[R]) -> list[tuple[R | None, bool]]:
        """The records of a file that is a list, each with whether it is valid; None for an item that is no mapping.

        Required fields may be missing.
        """
        items = node.items if isinstance(node, Sequence) else (node,)
        found: list[tuple[R | None, bool]] = []
        for item in items:
            if item is not None and item[0] is not None:  # an empty item counts for nothing
                at, before = f"[{len(found)}]", len(self.findings)
                self.add_position(at, item.line, item.column)
                record = self.record(item, of, at, partial=True)
                found.append((record, not self._has_error_since(before)))
        return found

    def _field(self, node: Node, t: Term, at: str, key: Scalar) -> Any:
        where = f"{at}.{t.key}" if at else t.key
        _, line, column = key if node[0] is None else node
        self.paths.append(where)
        self.spots.extend((line, column, key[1], key[2]))
        if self.source and self.source.has_examples and is_example(node, t):
            message, remedy = f"“{t.label}”还是样例里的内容，没有用它", "换成自己的，或删掉这一行"
            self._add(Severity.ERROR, message, remedy, line, column, where, t.label, UNTOUCHED)
            return t.kind.absent
        value = self._value(node, t.kind, where, t.label, t.vital)
        if value is None or value is _NOTHING:
            return t.kind.absent if not isinstance(t.kind, MapOf) else {}
        return value

    def value(self, node: Node, kind: Any, at: str, label: str) -> Any:
        """The value of a node; None where nothing was written, and where it is invalid."""
        value = self._value(node, kind, at, label)
        return None if value is _NOTHING else value

    def _value(self, node: Node, kind: Any, at: str, label: str, vital: bool = False) -> Any:
        """As `value`, but `_NOTHING` for a text that tells nothing."""
        if node[0] is None:  # only scalars can be empty
            return None
        if type(kind) is CityChoice:
            kind = self.lists.get(kind.of, kind)
        read = _READERS.get(type(kind))
        if isinstance(node, Scalar):
            text = node[0]
            if read is None and (value := kind.known.get(text, _NOTHING)) is not _NOTHING:
                if type(value) is dt.date:
                    self.last_day = value
                return value
            if may_tell_nothing(text) and self._tells_nothing(node, text, kind, at, label, vital):
                return _NOTHING
        return read(self, node, kind, at, label) if read else self._scalar(node, kind, at, label)

    def _tells_nothing(self, node: Scalar, text: str, kind: Any, at: str, label: str, vital: bool) -> bool:
        """Whether a text only fills its place (—, nan) or says that there is none, which is noted.

        Of a `vital` field, and where there are `doubts`, what fills a place is left to be refused.
        """
        if isinstance(kind, FieldType) and kind.answers(text):
            return False
        if says_none(text) or (is_unfilled(text) and not vital and not self.doubts):
            self._note_reading(node, "", "", at, label)
            return True
        return False

    def _nested(self, node: Node, kind: Record, at: str, label: str) -> Any:
        return self.record(node, kind.of, at, label)

    def _scalar(self, node: Node, kind: FieldType, at: str, label: str) -> Any:
        if not isinstance(node, Scalar):
            remedy = f"写成{kind.format_hint}；文字里有 [ ] {{ }} 或冒号时加引号"
            self._shape(node, at, label, "这里应该只有一个值", remedy)
            return None
        text = node.text or ""
        if len(text) > MAX_VALUE_LENGTH and not isinstance(kind, Text):
            self._shape(node, at, label, f"有 {len(text)} 个字，太长了", f"写成{kind.format_hint}")
            return None
        fills_place, named = may_tell_nothing(text), None
        try:
            if fills_place and not (isinstance(kind, Text) and kind.lines):
                refuse_elsewhere(text)
            if type(kind) is Identity:
                named = self._named(text, kind)
            value, canonical = named or kind.interpret(text)
        except YearMissing as error:
            is_end = isinstance(kind, Date) and kind.open_end
            self._shape(node, at, label, error.message, error.remedy_beside(self.last_day, is_end))
            return None
        except InvalidInput as error:
            self._shape(node, at, label, error.message, error.remedy)
            return None
        if type(value) is dt.date:
            self.last_day = value
        if canonical is not None:
            self._note_reading(node, canonical, kind.display(canonical) if canonical else "", at, label)
        if kind.ignored_part:
            self._note_ignored(node, kind.ignored_part, at, label)
        elif canonical is None and not fills_place and len(text) < _SHORT and len(kind.known) < _MAX_KNOWN:
            kind.known[text] = value
        return value

    def _named(self, text: str, kind: Identity) -> Value[str] | None:
        """The identity of a home that is written by its name; None for anything else. Raises `InvalidInput`."""
        if self.homes_named is None or kind.max_parts > 2 or text.isascii():
            return None
        found = self.homes_named(text)
        if len(found) > 1:
            raise InvalidInput(f"叫“{text[:40]}”的有 {len(found)} 家", f"写代号，看是哪一家：{'、'.join(found[:5])}")
        return Value(found[0], found[0]) if found else None

    def _note_reading(self, node: Scalar, canonical: str, shown: str, at: str, label: str) -> None:
        """Notes how a value was interpreted, where that says more than the text; people are `shown` it in words."""
        text = (node.text or "").strip()
        if {text, _LEADING_ZERO.sub("", text)} & {canonical, shown} - {""}:
            return
        place = Place(self.path, node.line, node.column)
        self.findings.append(reading_notice(place, at, label, node.text or "", canonical, self.home, shown))

    def _many(self, node: Node, kind: ListOf, at: str, label: str) -> tuple[Any, ...]:
        items = items_of(node, kind)
        surely = isinstance(node, Sequence) and len(items) <= kind.max_items
        if not surely and not self._is_listable(node, kind, items, at, label):
            return ()
        if isinstance(kind.of, FieldType) and kind.of.ignored_part and hasattr(kind.of, "split"):
            for item in as_items(node):
                self._note_ignored(item, kind.of.ignored_part, at, label)
        items, places = joined(items, kind.together) if kind.together else (items, ())
        values: list[Any] = []
        failed, before = 0, len(self.findings)
        for number, item in enumerate(items):
            where = f"{at}[{len(values) + failed}]"  # as it is counted in the file, without empty items
            first = len(self.paths)
            self.paths.append(where)
            self.spots.extend((item[1], item[2], 0, 0))
            together = kind.together if isinstance(item, Scalar) and item.text else None
            value = self._value(item, together or kind.of, where, label)
            if value is _NOTHING:
                continue
            found = value if together or value is None else (value,)
            if together:
                self._add_positions(at, len(values) + failed, found or (), places or (item,))
            if found is not None:
                if failed:
                    self._renumber(first, where, f"{at}[{len(values)}]")
                values.extend(found)
            elif isinstance(item, Scalar) and item.text is None:
                message, remedy = f"第 {number + 1} 项是空的", "删掉这个“-”，或补上内容"
                self._report(Severity.NOTICE, message, remedy, item, where, label)
            else:
                failed += 1
                self.lost[where] = "" if where in self.doubtful else id_of(item)
        if failed > 1:
            self.findings[before:] = merge_alike(self.findings[before:])
        return tuple(values)

    def _is_listable(self, node: Node, kind: ListOf, items: Sized, at: str, label: str) -> bool:
        """Whether a node can be a list of that kind; a finding says why not."""
        records = isinstance(kind.of, Record)
        if isinstance(node, Scalar) and node.text and node.text[0] in slips.DASHES and not records:
            dash, first = node.text[0], node.text[1:].partition(f" {node.text[0]}")[0]
            slip = slips.dash_error(node.line, node.column, dash, first)
            self._add(Severity.ERROR, slip.message, slip.remedy, slip.line, slip.column, at, label)
        elif isinstance(node, Mapping) and not records:
            self._shape(node, at, label, "这里应该是一个列表", "每项一行，用“- ”开头")
        elif len(items) > kind.max_items:
            self._shape(node, at, label, f"有 {len(items)} 项，超过 {kind.max_items} 项", "移走旧的内容")
        else:
            return True
        return False

    def _renumber(self, first: int, where: str, index: str) -> None:
        """Moves the positions from number `first` on to the index of their item in the tuple, without lost ones."""
        for number in range(first, len(self.paths)):
            if self.paths[number].startswith(where):
                self.paths[number] = index + self.paths[number][len(where) :]

    def _add_positions(self, at: str, first: int, values: Sized, places: tuple[Node, ...]) -> None:
        """Positions of items from the second on that were read together: each its own where there are as many texts."""
        for number in range(1, len(values)):
            place = places[number] if len(places) == len(values) else places[0]
            self.add_position(f"{at}[{first + number}]", place.line, place.column)

    def _note_ignored(self, node: Node, ignored_part: Callable[[str], str], at: str, label: str) -> None:
        """Notes text that a type of field ignores."""
        if isinstance(node, Scalar) and node.text and (beside := ignored_part(node.text)):
            message, remedy = f"“{beside[:30]}”没有用，只用了号码", "要让人看到的，写到开放时间、预约或说明里"
            self._report(Severity.NOTICE, message, remedy, node, at, label)

    def _keyed(self, node: Node, kind: MapOf, at: str, label: str) -> dict[str, Any]:
        if isinstance(node, Scalar) and node.text in kind.elsewhere:
            return {}
        if not isinstance(node, Mapping):
            self._shape(node, at, label, "这里应该是几个“名称: 内容”", "照样例写，每行一个")
            return {}
        values: dict[str, Any] = {}
        for key, child in node.entries:
            name = self.value(key, kind.by, at, label)
            if name is None:
                continue
            where = f"{at}.{name}"
            self.add_position(where, key.line, key.column)
            if name in values:
                self._shape(key, where, label, f"“{name}”写了两次", "只留一处")
                continue
            value = self.value(child, kind.of, where, label)
            if value is not None:
                values[name] = value
        return values

    def _missing(self, node: Mapping, t: Term, at: str, written: bool) -> None:
        where = f"{at}.{t.key}" if at else t.key
        errors = (f.field for f in self.findings if f.severity is Severity.ERROR)
        if not any(field == where or field.startswith(f"{where}[") for field in errors):
            line, column = self._spot(where)[:2] if written else (node.line, node.column)
            how = getattr(t.kind, "format_hint", "")
            put = f"在第 {line} 行的冒号后面空一格，写" if written and self.path else f"加一行 {t.key}:"
            self._add(
                Severity.ERROR, f"缺少“{t.label}”", f"{put} {t.example or how}".rstrip(), line, column, where, t.label
            )

    def _unknown(self, key: Scalar, at: str, of: type, strict: bool) -> None:
        written = key.text or ""
        if self._told_slip(key, at, of):
            return
        where = f"{at}.{written}" if at else written
        roots = self.root_node.entries if self.root_node else ()
        lines = {(root.text or "").strip(): root.line for root, _ in roots}
        hint = nearest_field(written.strip(), of, self.root or of, lines)
        if vital := vital_field(written.strip(), of):
            self.doubtful.add(at)
            self._report(Severity.ERROR, f"{UNKNOWN}“{written}”", hint, key, f"{at}.{vital}" if at else vital, "")
            self._hold_back(at)
        elif strict:
            effect = "改好以前不用这里的内容" if self.doubts else "没有用它"
            self._report(Severity.ERROR, f"{UNKNOWN}“{written}”，{effect}", hint, key, where, "")
        else:
            self._report(Severity.NOTICE, f"{UNKNOWN}“{written}”，没有用它", hint, key, where, "")

    def _told_slip(self, node: Node, at: str, of: type) -> bool:
        """Reports the slip of a text that was meant for a field of `of`, if it is one."""
        if not isinstance(node, Scalar) or not node.text:
            return False
        found = slips.field_error(node.text, field_names(of), node.line, node.column)
        if found is None:
            return False
        name, slip = found
        declared = fields(of).by_name.get(name)
        key = declared[1].key if declared else name
        self._add_slip(slip, f"{at}.{key}" if at else key)
        for other in slips.certain_slips(self.source) if self.source else ():  # lines below may be folded into this one
            self._add_slip(other, "")
        return True

    def _add_slip(self, slip: ContentSyntaxError, at: str) -> None:
        if not any((f.place.line, f.place.column) == (slip.line, slip.column) for f in self.findings):
            self._add(Severity.ERROR, slip.message, slip.remedy, slip.line, slip.column, at, "")

    def _twice(self, key: Scalar, t: Term, at: str) -> None:
        where = f"{at}.{t.key}" if at else t.key
        _, _, first, _ = self._spot(where)
        self._shape(key, where, t.label, f"写了两次，第一次在第 {first} 行", "只留一处")

    def _shape(self, node: Node, at: str, label: str, message: str, remedy: str) -> None:
        self._report(Severity.ERROR, message, remedy, node, at, label)

    def _report(self, severity: Severity, message: str, remedy: str, node: Node, at: str, label: str) -> None:
        self._add(severity, message, remedy, node.line, node.column, at, label)

    def _add(
        self,
        severity: Severity,
        message: str,
        remedy: str,
        line: int,
        column: int,
        at: str,
        label: str,
        rule: str = SHAPE,
    ) -> None:
        place = Place(self.path, line, column)
        self.findings.append(Finding(severity, message, remedy, place, at, label, rule, "", self.home))


def reading_notice(
    place: Place, at: str, label: str, text: str, canonical: str, home: str | None, shown: str
) -> Finding:
    """A notice of how a `text` was interpreted, `shown` in words; an empty `canonical` is a field that is not set."""
    message = f"“{text[:40]}”按“{shown}”算" if canonical else f"“{text[:40]}”按没有填写算"
    return Finding(Severity.NOTICE, message, "不对的话改一下", place, at, label, READING, "", home, text, canonical)


_NOTHING = object()
_SHORT, _MAX_KNOWN = 40, 2_000  # characters of a text whose value is kept, and such texts of one field
_LEADING_ZERO = re.compile(r"\b0(?=\d:)")  # 09:00
_Read = Callable[[RecordReader, Node, Any, str, str], Any]
_READERS: dict[type, _Read] = {
    Record: RecordReader._nested,
    ListOf: RecordReader._many,
    MapOf: RecordReader._keyed,
}  # all other types are scalars
