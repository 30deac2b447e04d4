"""From marked nodes to records, driven by the terms alone; every slip becomes a finding with its spot and remedy."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, cached_property
from typing import Any, NamedTuple

from generator.content.yaml_nodes import Mapping, Node, Scalar, Sequence
from generator.diagnostics import Finding, InvalidInput, Place, Severity
from generator.model.field_types import FieldType
from generator.model.terms import ListOf, MapOf, Record, Term, terms


class Positions(NamedTuple):
    """Where the fields of a file stand, by dotted path: `staff.part_time`, `services[2].schedule`.

    Hardly any is ever asked for, so they are packed: `paths` stand a line each; `spots` has four numbers for each, the
    line and column of the value and those of the key, zeros where there is none.
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
        found = self.paths.rfind(f"\n{at}\n")  # the last: where nothing stands in a list the next item has its number
        if found < 0:
            return None
        start = self.paths.count("\n", 0, found) * 4 + first
        line, column = array("I", self.spots)[start : start + 2]
        return (line, column) if line else None


class _Fields(NamedTuple):
    """The fields of a class of records, by the names that a file may use for them, and those that must be there.

    `strict` (`STRICT` of the class): a field that nobody knows is an error, for it may be the one that matters.
    """

    by_name: dict[str, tuple[str, Term]]
    required: tuple[tuple[str, Term], ...]
    strict: bool


@cache
def _fields(of: type) -> _Fields:
    known = terms(of).items()
    by_name = {name: (attribute, t) for attribute, t in known for name in (t.key, t.label, t.formerly) if name}
    return _Fields(by_name, tuple((attribute, t) for attribute, t in known if t.required), getattr(of, "STRICT", False))


@dataclass
class RecordReader:
    """Reads one file's nodes.

    `paths` and `spots` remember where each field stood, as `Positions` has it; `findings` what was wrong.
    """

    path: str
    home: str | None = None
    paths: list[str] = field(default_factory=list)
    spots: list[int] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @cached_property
    def positions(self) -> Positions:
        """To be asked for when all is read."""
        return Positions("\n".join(("", *self.paths, "")), array("I", self.spots).tobytes())

    def add_position(self, at: str, line: int, column: int) -> None:
        self.paths.append(at)
        self.spots.extend((line, column, 0, 0))

    def _spot(self, at: str) -> list[int]:
        """The four numbers of a field that was just read."""
        number = next(number for number in reversed(range(len(self.paths))) if self.paths[number] == at)
        return self.spots[4 * number : 4 * number + 4]

    def record(self, node: Node | None, of: type, at: str = "", label: str = "", **given: Any) -> Any:
        """A record of class `of` from a mapping node, or None where the node is no mapping.

        `given`: fields it need not tell.
        """
        if not isinstance(node, Mapping):
            self._shape(node, at, label, "这里应该是几个“字段: 内容”", "照样例写，每行一个字段")
            return None
        by_name, required, strict = _fields(of)
        values: dict[str, Any] = {}
        for key, child in node.entries:
            attribute, t = by_name.get(key.text.strip(), (None, None))
            if t is None:
                self._unknown(key, at, by_name, strict)
            elif attribute in values:
                self._twice(key, t, at)
            else:
                values[attribute] = self._field(child, t, at, key)
        for attribute, t in required:
            if values.get(attribute) in (None, "", ()):
                self._missing(node, t, at, attribute in values)
        return of(**values | given)

    def records(self, node: Node | None, of: type, at: str = "") -> tuple:
        """A tuple of records from a file that is a list; a file with nothing in it is an empty list."""
        if node is None:
            return ()
        return self._many(node, ListOf(Record(of), most=20_000), at, "")

    def entries(self, node: Node | None, of: type) -> list[tuple[Any, bool]]:
        """The records of a file that is a list, each with whether nothing is wrong with it; None for one that is no
        record.
        """
        items = node.items if isinstance(node, Sequence) else (node,)
        found = []
        for item in items:
            if item is not None and item[0] is not None:  # nothing written is nothing said
                at, before = f"[{len(found)}]", len(self.findings)
                self.add_position(at, item.line, item.column)
                record = self.record(item, of, at)
                found.append(
                    (record, all(finding.severity is not Severity.ERROR for finding in self.findings[before:]))
                )
        return found

    def _field(self, node: Node, t: Term, at: str, key: Scalar) -> Any:
        where = f"{at}.{t.key}" if at else t.key
        _, line, column = key if node[0] is None else node
        self.paths.append(where)
        self.spots.extend((line, column, key.line, key.column))
        value = self._value(node, t.kind, where, t.label)
        if value is None:
            return t.kind.absent if not isinstance(t.kind, MapOf) else {}
        return value

    def _value(self, node: Node, kind: Any, at: str, label: str) -> Any:
        """None where nothing was written, and where it can't be understood."""
        if node[0] is None:  # of the nodes a scalar alone can have nothing in it
            return None
        return _READERS.get(type(kind), RecordReader._scalar)(self, node, kind, at, label)

    def _nested(self, node: Node, kind: Record, at: str, label: str) -> Any:
        return self.record(node, kind.of, at, label)

    def _scalar(self, node: Node, kind: FieldType, at: str, label: str) -> Any:
        if not isinstance(node, Scalar):
            self._shape(
                node, at, label, "这里应该只有一个值", f"写成{kind.format_hint}；文字里有 [ ] {{ }} 或冒号时加引号"
            )
            return None
        try:
            value = kind.read(node.text)
            self._pass_over(node, kind, at, label)
            return value
        except InvalidInput as error:
            self._report(Severity.ERROR, error.message, error.remedy, node, at, label)
            return None

    def _many(self, node: Node, kind: ListOf, at: str, label: str) -> tuple:
        items = node.items if isinstance(node, Sequence) else (node,)
        if apart := getattr(kind.of, "split", None):
            for item in items:
                self._pass_over(item, kind.of, at, label)
            items = _merge_continued(items, kind.of.continues)
            items = [one for item in items for one in _split_item(item, apart)]
        if isinstance(node, Mapping) and not isinstance(kind.of, Record):
            self._shape(node, at, label, "这里应该是一个列表", "每项一行，用“- ”开头")
            return ()
        if len(items) > kind.most:
            self._report(Severity.ERROR, f"有 {len(items)} 项，超过 {kind.most} 项", "移走旧的内容", node, at, label)
            return ()
        values, failed = [], 0
        for number, item in enumerate(items):
            where = f"{at}[{len(values) + failed}]"  # as the tuple will count it, which leaves out empty items
            self.add_position(where, item.line, item.column)
            value = self._value(item, kind.of, where, label)
            if value is not None:
                values.append(value)
            elif isinstance(item, Scalar) and item.text is None:
                self._report(
                    Severity.NOTICE, f"第 {number + 1} 项是空的", "删掉这个“-”，或补上内容", item, where, label
                )
            else:
                failed += 1
        return tuple(values)

    def _pass_over(self, node: Node, kind: Any, at: str, label: str) -> None:
        """Tells what a kind reads past."""
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

    def _keyed(self, node: Node, kind: MapOf, at: str, label: str) -> dict:
        if not isinstance(node, Mapping):
            self._shape(node, at, label, "这里应该是几个“名称: 内容”", "照样例写，每行一个")
            return {}
        values: dict = {}
        for key, child in node.entries:
            name = self._scalar(key, kind.by, at, label)
            if name is None:
                continue
            where = f"{at}.{name}"
            self.add_position(where, key.line, key.column)
            if name in values:
                self._report(Severity.ERROR, f"“{name}”写了两次", "只留一处", key, where, label)
                continue
            value = self._value(child, kind.of, where, label)
            if value is not None:
                values[name] = value
        return values

    def _missing(self, node: Mapping, t: Term, at: str, written: bool) -> None:
        where = f"{at}.{t.key}" if at else t.key
        if not any(f.field == where or f.field.startswith(f"{where}[") for f in self.findings):
            line, column = self._spot(where)[:2] if written else (node.line, node.column)
            how = getattr(t.kind, "format_hint", "")
            self._add(
                Severity.ERROR, f"缺少“{t.label}”", f"加一行 {t.key}: {t.example or how}", line, column, where, t.label
            )

    def _unknown(self, key: Scalar, at: str, names: Iterable[str], strict: bool) -> None:
        name, colon, _ = key.text.partition("：")
        if colon and name.strip() in names:
            self._shape(key, at, "", "", "")
            return
        near = get_close_matches(key.text, list(names), 1, cutoff=0.5)
        hint = f"是不是“{near[0]}”？" if near else "检查拼写，或删掉这一行"
        where = f"{at}.{key.text}" if at else key.text
        if strict:
            self._report(Severity.ERROR, f"不认识字段“{key.text}”，改好以前不用这里的内容", hint, key, where, "")
        else:
            self._report(Severity.NOTICE, f"不认识字段“{key.text}”，没有用它", hint, key, where, "")

    def _twice(self, key: Scalar, t: Term, at: str) -> None:
        where = f"{at}.{t.key}" if at else t.key
        _, _, first, _ = self._spot(where)
        self._report(Severity.ERROR, f"写了两次，第一次在第 {first} 行", "只留一处", key, where, t.label)

    def _shape(self, node: Node | None, at: str, label: str, message: str, remedy: str) -> None:
        line, column = (node.line, node.column) if node else (1, 1)
        if isinstance(node, Scalar) and node.text and "：" in node.text:
            name = node.text.partition("：")[0].strip()
            message, remedy = f"“{name[:20]}”后面是中文冒号“：”", f"换成英文冒号加一个空格：{name[:20]}: "
            before = node.text.partition("：")[0]
            line, column = (line, column + len(before)) if "\n" not in before else (line, column)
        self._add(Severity.ERROR, message, remedy, line, column, at, label)

    def _report(self, severity: Severity, message: str, remedy: str, node: Node, at: str, label: str) -> None:
        self._add(severity, message, remedy, node.line, node.column, at, label)

    def _add(self, severity: Severity, message: str, remedy: str, line: int, column: int, at: str, label: str) -> None:
        place = Place(self.path, line, column)
        self.findings.append(Finding(severity, message, remedy, place, at, label, "house.shape", "", self.home))


def _merge_continued(items: Iterable[Node], continues: Callable[[str, str], bool]) -> list[Node]:
    """The items, with each that is but the end of the one before put to it."""
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


def _split_item(item: Node, apart: Callable[[str], Iterable[str]]) -> Iterable[Node]:
    """The items that one text holds, each where the text stands."""
    if not isinstance(item, Scalar) or item.text is None:
        return (item,)
    return (Scalar(text, item.line, item.column) for text in apart(item.text))


_READERS = {
    Record: RecordReader._nested,
    ListOf: RecordReader._many,
    MapOf: RecordReader._keyed,
}  # all other kinds are those of one scalar
