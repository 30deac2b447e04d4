"""Nodes to records, driven by the field declarations; each problem becomes a finding with position and remedy."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sized
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, cached_property, partial
from typing import Any, NamedTuple, TypeVar

from generator.content import slips
from generator.content.values import MARKS, Value, split_list
from generator.content.values.nothing import is_unfilled, may_tell_nothing, refuse_elsewhere, says_none
from generator.content.yaml_nodes import ContentSyntaxError, Mapping, Node, Scalar, Sequence
from generator.diagnostics import Finding, InvalidInput, Place, Severity
from generator.model.field_types import Choice, CityChoice, FieldType, Identity, Text
from generator.model.terms import ListOf, MapOf, Record, Term, terms
from generator.model.vocabulary import FIELDS_ALSO

R = TypeVar("R")
Lists = MappingOf[str, Choice]
"""The lists that a city has its own of, by the names that a `CityChoice` gives them."""

SHAPE = "house.shape"
"""The rule of what can't be read."""
UNTOUCHED = "house.untouched"
"""The rule of what is as `homes new` left it, or an example of its own."""
MAX_VALUE_LENGTH = 2_000
"""Characters of a value that is no text for people: what is longer is none, and would take long to look at."""
READING = "house.reading"
"""The rule of a notice that tells how a value was interpreted."""


class Positions(NamedTuple):
    """Positions of the fields of a file, by dotted path: `staff.part_time`, `services[2].schedule`.

    Hardly any is ever looked up, so they are packed: `paths` has a line for each; `spots` four numbers for each: line
    and column of the value and of the key, zeros where there is none.
    """

    paths: str = ""
    spots: bytes = b""

    def value(self, at: str) -> tuple[int, int] | None:
        """1-based line and column of a value."""
        return self._spot(at, 0)

    def key(self, at: str) -> tuple[int, int] | None:
        """1-based line and column of a field's name; items of a list have none."""
        return self._spot(at, 2)

    def _spot(self, at: str, first: int) -> tuple[int, int] | None:
        found = self.paths.rfind(f"\n{at}\n")  # the last: an empty item of a list shares its number with the next
        if found < 0:
            return None
        start = self.paths.count("\n", 0, found) * 4 + first
        line, column = array("I", self.spots)[start : start + 2]
        return (line, column) if line else None


class _Fields(NamedTuple):
    """The fields of a record class, by all names that a file may use, and the required ones.

    `strict` (`STRICT` of the class): an unknown field is an error, for it may be the one that matters.
    """

    by_name: dict[str, tuple[str, Term]]
    required: tuple[tuple[str, Term], ...]
    strict: bool


@cache
def _fields(of: type) -> _Fields:
    known = terms(of).items()
    by_name = {name: (attribute, t) for attribute, t in known for name in (t.key, t.label, t.formerly) if name}
    return _Fields(by_name, tuple((attribute, t) for attribute, t in known if t.required), getattr(of, "STRICT", False))


def field_names(of: type) -> frozenset[str]:
    """All names that a file of such records may use for its fields, those of records within included."""
    return _field_names(of)


@cache
def _field_names(of: type) -> frozenset[str]:
    names = set(_fields(of).by_name)
    for t in terms(of).values():
        inner = t.kind.of if isinstance(t.kind, (ListOf, MapOf)) else t.kind
        if isinstance(inner, Record):
            names |= field_names(inner.of)
    return frozenset(names)


@dataclass
class RecordReader:
    """Reads the nodes of one file, with the city's own `lists`.

    `paths` and `spots` collect positions as in `Positions`; `findings` the problems; `lost` the id of each entry of a
    list that could not be read, by its path; `doubtful` the paths of records of which a vital field could not.
    `homes_named` finds homes by name, where a file may name them so; `source` is the text that the nodes are from. In
    a file where doubt counts against publishing, `doubts`, a — is none the less an error.
    """

    path: str
    home: str | None = None
    homes_named: Callable[[str], tuple[str, ...]] | None = None
    lists: Lists = field(default_factory=dict)
    paths: list[str] = field(default_factory=list)
    spots: list[int] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    lost: dict[str, str] = field(default_factory=dict)
    doubtful: set[str] = field(default_factory=set)
    source: slips.Source | None = None
    doubts: bool = False

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
        if isinstance(node, Scalar) and (parts := getattr(of, "PARTS", None)):
            node = self._parted(node, of, parts, at, label)
        if not isinstance(node, Mapping):
            if node is not None and not self._told_slip(node, at, of):
                self._shape(node, at, label, not_fields(node), how_written(of, at.endswith("]")))
            return None
        record_type: type = of
        by_name, required, strict = _fields(record_type)
        values: dict[str, Any] = {}
        for key, child in node.entries:
            declared = by_name.get((key.text or "").strip())
            if declared is None:
                self._unknown(key, at, of, strict)
                continue
            attribute, t = declared
            if attribute in values:
                self._twice(key, t, at)
            else:
                values[attribute] = self._field(child, t, at, key)
                if t.vital and values[attribute] is None and child[0] is not None:
                    self.doubtful.add(at)
        complete = at not in self.doubtful
        for attribute, t in required:
            if values.get(attribute) in (None, "", ()):
                self._missing(node, t, at, attribute in values)
                complete &= values.get(attribute) not in (None, ())
        return of(**values | given) if complete or partial else None

    def _parted(
        self, node: Scalar, of: type, parts: Callable[[str], dict[str, str]], at: str, label: str
    ) -> Mapping | None:
        """The mapping that a record's text stands for, which is noted."""
        text = node.text or ""
        try:
            refuse_elsewhere(text)
            found = parts(text)
        except InvalidInput as error:
            self._report(Severity.ERROR, error.message, error.remedy, node, at, label)
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
                found.append(
                    (record, all(finding.severity is not Severity.ERROR for finding in self.findings[before:]))
                )
        return found

    def _field(self, node: Node, t: Term, at: str, key: Scalar) -> Any:
        where = f"{at}.{t.key}" if at else t.key
        _, line, column = key if node[0] is None else node
        self.paths.append(where)
        self.spots.extend((line, column, key.line, key.column))
        if self.source and self.source.has_examples and _is_example(node, t):
            message, remedy = f"“{t.label}”还是样例里的内容，没有用它", "换成自己的，或删掉这一行"
            self._add(Severity.ERROR, message, remedy, line, column, where, t.label, UNTOUCHED)
            return t.kind.absent
        value = self.value(node, t.kind, where, t.label, t.vital)
        if value is None:
            return t.kind.absent if not isinstance(t.kind, MapOf) else {}
        return value

    def value(self, node: Node, kind: Any, at: str, label: str, vital: bool = False) -> Any:
        """The value of a node; None where nothing was written, and where it is invalid."""
        if node[0] is None:  # only scalars can be empty
            return None
        if self._tells_nothing(node, kind, at, label, vital):
            return None
        read: _Read = _READERS.get(type(kind), RecordReader._scalar)
        return read(self, node, kind, at, label)

    def _tells_nothing(self, node: Node, kind: Any, at: str, label: str, vital: bool = False) -> bool:
        """Whether a text only fills its place (—, nan) or says that there is none, which is noted.

        Of a `vital` field, and where there are `doubts`, what fills a place is left to be refused.
        """
        if not isinstance(node, Scalar) or not may_tell_nothing(text := node.text or ""):
            return False
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
            self._shape(
                node, at, label, "这里应该只有一个值", f"写成{kind.format_hint}；文字里有 [ ] {{ }} 或冒号时加引号"
            )
            return None
        text = node.text or ""
        if len(text) > MAX_VALUE_LENGTH and not isinstance(kind, Text):
            message, remedy = f"有 {len(text)} 个字，太长了", f"写成{kind.format_hint}"
            self._report(Severity.ERROR, message, remedy, node, at, label)
            return None
        try:
            if not isinstance(kind, Text) or not kind.lines:
                refuse_elsewhere(text)
            value, canonical = self._named(text, kind) or kind.interpret(text)
        except InvalidInput as error:
            self._report(Severity.ERROR, error.message, error.remedy, node, at, label)
            return None
        if canonical is not None:
            self._note_reading(node, canonical, kind.display(canonical) if canonical else "", at, label)
        self._note_ignored(node, kind, at, label)
        return value

    def _named(self, text: str, kind: FieldType) -> Value[str] | None:
        """The identity of a home that is written by its name; None for anything else. Raises `InvalidInput`."""
        if self.homes_named is None or not isinstance(kind, Identity) or kind.max_parts > 2 or text.isascii():
            return None
        found = self.homes_named(text)
        if len(found) > 1:
            raise InvalidInput(f"叫“{text[:40]}”的有 {len(found)} 家", f"写代号，看是哪一家：{'、'.join(found[:5])}")
        return Value(found[0], found[0]) if found else None

    def _listed(self, node: Node, kind: CityChoice, at: str, label: str) -> Any:
        return self._scalar(node, self.lists.get(kind.of, kind), at, label)

    def _note_reading(self, node: Scalar, canonical: str, shown: str, at: str, label: str) -> None:
        """Notes how a value was interpreted; people are `shown` it in words."""
        place = Place(self.path, node.line, node.column)
        self.findings.append(reading_notice(place, at, label, node.text or "", canonical, self.home, shown))

    def _many(self, node: Node, kind: ListOf, at: str, label: str) -> tuple[Any, ...]:
        items: tuple[Node, ...] = node.items if isinstance(node, Sequence) else (node,)
        if split := getattr(kind.of, "split", None):
            for item in items:
                self._note_ignored(item, kind.of, at, label)
            merged = _merge_continued(items, kind.of.continues)
            items = tuple(one for item in merged for one in _split_item(item, split))
        elif isinstance(node, Scalar) and isinstance(kind.of, Record) and getattr(kind.of.of, "PARTS", None):
            items = tuple(_split_item(node, partial(split_list, separators=MARKS)))
        elif (
            not kind.together
            and isinstance(kind.of, FieldType)
            and (marks := kind.of.separators)
            and self._is_parted(node, kind.of)
        ):
            items = tuple(one for item in items for one in _split_item(item, partial(split_list, separators=marks)))
        if isinstance(node, Scalar) and node.text and node.text[0] in slips.DASHES and not isinstance(kind.of, Record):
            slip = slips.dash_error(
                node.line, node.column, node.text[0], node.text[1:].partition(f" {node.text[0]}")[0]
            )
            self._add(Severity.ERROR, slip.message, slip.remedy, slip.line, slip.column, at, label)
            return ()
        if isinstance(node, Mapping) and not isinstance(kind.of, Record):
            self._shape(node, at, label, "这里应该是一个列表", "每项一行，用“- ”开头")
            return ()
        if len(items) > kind.max_items:
            self._report(
                Severity.ERROR, f"有 {len(items)} 项，超过 {kind.max_items} 项", "移走旧的内容", node, at, label
            )
            return ()
        together = kind.together
        items, places = _joined(items, together) if together else (items, ())
        values: list[Any] = []
        failed = 0
        for number, item in enumerate(items):
            where = f"{at}[{len(values) + failed}]"  # as it is counted in the file, without empty items
            first = len(self.paths)
            self.add_position(where, item.line, item.column)
            if self._tells_nothing(item, kind.of, where, label):
                continue
            if together and isinstance(item, Scalar) and item.text:
                found = self._scalar(item, together, where, label)
                self._add_positions(at, len(values) + failed, found or (), places or (item,))
            else:
                value = self.value(item, kind.of, where, label)
                found = None if value is None else (value,)
            if found is not None:
                if failed:
                    self._renumber(first, where, f"{at}[{len(values)}]")
                values.extend(found)
            elif isinstance(item, Scalar) and item.text is None:
                self._report(
                    Severity.NOTICE, f"第 {number + 1} 项是空的", "删掉这个“-”，或补上内容", item, where, label
                )
            else:
                failed += 1
                self.lost[where] = "" if where in self.doubtful else _id_of(item)
        return tuple(values)

    def _renumber(self, first: int, where: str, index: str) -> None:
        """Moves the positions from number `first` on to the index of their item in the tuple, without lost ones."""
        for number in range(first, len(self.paths)):
            if self.paths[number].startswith(where):
                self.paths[number] = index + self.paths[number][len(where) :]

    @staticmethod
    def _is_parted(node: Node, kind: FieldType) -> bool:
        """Whether marks part the values: an item that is text of its own, among others, may hold them."""
        return isinstance(node, Scalar) or not isinstance(kind, Text)

    def _add_positions(self, at: str, first: int, values: Sized, places: tuple[Node, ...]) -> None:
        """Positions of items from the second on that were read together: each its own where there are as many texts."""
        for number in range(1, len(values)):
            place = places[number] if len(places) == len(values) else places[0]
            self.add_position(f"{at}[{first + number}]", place.line, place.column)

    def _note_ignored(self, node: Node, kind: Any, at: str, label: str) -> None:
        """Notes text that a type of field ignores."""
        ignored_part = getattr(kind, "ignored_part", None)
        if ignored_part and isinstance(node, Scalar) and node.text and (beside := ignored_part(node.text)):
            self._report(
                Severity.NOTICE,
                f"“{beside[:30]}”没有用，只用了号码",
                "要让人看到的，写到开放时间、预约或说明里",
                node,
                at,
                label,
            )

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
                self._report(Severity.ERROR, f"“{name}”写了两次", "只留一处", key, where, label)
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
            self._add(
                Severity.ERROR, f"缺少“{t.label}”", f"加一行 {t.key}: {t.example or how}", line, column, where, t.label
            )

    def _unknown(self, key: Scalar, at: str, of: type, strict: bool) -> None:
        written = key.text or ""
        if self._told_slip(key, at, of):
            return
        where = f"{at}.{written}" if at else written
        hint = _nearest_field(written.strip(), of)
        if strict:
            self._report(Severity.ERROR, f"不认识字段“{written}”，改好以前不用这里的内容", hint, key, where, "")
        else:
            self._report(Severity.NOTICE, f"不认识字段“{written}”，没有用它", hint, key, where, "")

    def _told_slip(self, node: Node, at: str, of: type) -> bool:
        """Reports the slip of a text that was meant for a field of `of`, if it is one."""
        if not isinstance(node, Scalar) or not node.text:
            return False
        found = slips.field_error(node.text, field_names(of), node.line, node.column)
        if found is None:
            return False
        name, slip = found
        declared = _fields(of).by_name.get(name)
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
        self._report(Severity.ERROR, f"写了两次，第一次在第 {first} 行", "只留一处", key, where, t.label)

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


def _is_example(node: Node, t: Term) -> bool:
    """Whether a field holds its own example, one that is recognisable as such."""
    if not t.example or not slips.EXAMPLE.search(t.example):
        return False
    items = node.items if isinstance(node, Sequence) else (node,)
    texts = [item.text or "" for item in items if isinstance(item, Scalar)]
    shown = [one.strip() for one in t.example.strip("[]").split(",")]
    return bool(texts) and all(text in (t.example, *shown) for text in texts)


def _nearest_field(written: str, of: type) -> str:
    """The remedy for a field that records `of` do not have: the one that is meant, or where it belongs."""
    by_name = _fields(of).by_name
    meant = FIELDS_ALSO.get(written, written)
    for t in terms(of).values():
        inner = t.kind.of if isinstance(t.kind, ListOf) else t.kind
        if meant not in by_name and isinstance(inner, Record) and meant in _fields(inner.of).by_name:
            return f"它要写在“{t.label}”（{t.key}:）下面，行首空两格"
    near = [meant] if meant in by_name else get_close_matches(written, by_name, 1, cutoff=0.5)
    return f"是不是“{near[0]}”？" if near else "检查拼写，或删掉这一行"


def not_fields(node: Node) -> str:
    """The message for a text, or a list, that stands where fields should."""
    written = f"“{node.text[:30]}”不能直接写在这里，" if isinstance(node, Scalar) and node.text else ""
    return f"{written}这里应该是几个“字段: 内容”"


def how_written(of: type, listed: bool) -> str:
    """The remedy that shows the lines of a record, in a list or by itself."""
    own = [t for t in terms(of).values() if t.required] or [t for t in terms(of).values() if t.example][:2]
    lines = [f"{t.key}: {t.example}" for t in own if not isinstance(t.kind, Record)]
    if listed:
        lines = [f"{'- ' if number == 0 else '  '}{line}" for number, line in enumerate(lines)]
    return (
        "每个字段写一行，像这样：" + "，下一行".join(f"“{line}”" for line in lines)
        if lines
        else "照样例写，每行一个字段"
    )


def reading_notice(
    place: Place, at: str, label: str, text: str, canonical: str, home: str | None, shown: str
) -> Finding:
    """A notice of how a `text` was interpreted, `shown` in words; an empty `canonical` is a field that is not set."""
    message = f"“{text[:40]}”按“{shown}”算" if canonical else f"“{text[:40]}”按没有填写算"
    return Finding(Severity.NOTICE, message, "不对的话改一下", place, at, label, READING, "", home, text, canonical)


def _id_of(item: Node) -> str:
    """The id that an entry gives itself."""
    entries = item.entries if isinstance(item, Mapping) else ()
    return next((child.text or "" for key, child in entries if key.text == "id" and isinstance(child, Scalar)), "")


def _merge_continued(items: Iterable[Node], continues: Callable[[str, str], bool]) -> list[Node]:
    """The items, with a continuation of an item appended to it."""
    gathered: list[Node] = []
    for item in items:
        before = gathered[-1] if gathered else None
        if (
            isinstance(before, Scalar)
            and isinstance(item, Scalar)
            and before.text
            and item.text
            and continues(before.text, item.text)
        ):
            gathered[-1] = Scalar(f"{before.text},{item.text}", before.line, before.column)
        else:
            gathered.append(item)
    return gathered


def _joined(items: tuple[Node, ...], together: FieldType) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """The items with all texts joined to the first, if they can be read so, and the texts as they were; else each stays
    by itself, so that one that can't be read costs itself alone.
    """
    texts = tuple(item for item in items if isinstance(item, Scalar) and item.text)
    if len(texts) < 2:
        return items, ()
    text = "；".join(item.text or "" for item in texts)
    try:
        together.read(text)
    except InvalidInput:
        return items, ()
    others = tuple(item for item in items if item not in texts)
    return (Scalar(text, texts[0].line, texts[0].column), *others), texts


def _split_item(item: Node, apart: Callable[[str], Iterable[str]]) -> Iterable[Node]:
    """The items that the text of one item lists, each at its position."""
    if not isinstance(item, Scalar) or item.text is None:
        return (item,)
    return (Scalar(text, item.line, item.column) for text in apart(item.text))


_Read = Callable[[RecordReader, Node, Any, str, str], Any]
_READERS: dict[type, _Read] = {
    Record: RecordReader._nested,
    ListOf: RecordReader._many,
    MapOf: RecordReader._keyed,
    CityChoice: RecordReader._listed,
}  # all other types are scalars
