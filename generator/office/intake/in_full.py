"""What a file says in one text, 张丽（社区妇联主席）, as the fields or the entries that it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.content import yaml_nodes
from generator.model.choices import Choice
from generator.model.list_items import items_of
from generator.model.reader import RecordReader
from generator.model.terms import ListOf, MapOf, Record, terms
from generator.office.intake.values import Plain, plain

Path = tuple[str | int, ...]
"""Keys and numbers of entries that lead to a value: `("services", 1, "title")`."""


@dataclass(frozen=True)
class Names:
    """The keys of a record, whose fields a file may name by key or by label; `lists`: the city's own."""

    record: type | None = None
    lists: Mapping[str, Choice] = field(default_factory=dict)

    def key(self, written: str) -> str:
        """The key of what a file says."""
        declared = terms(self.record).values() if self.record else ()
        return next((t.key for t in declared if written in (t.label, t.formerly)), written)

    def kind(self, key: str) -> Any:
        """The type of a field; None of one that nobody declared."""
        return next((t.kind for t in terms(self.record).values() if t.key == key), None) if self.record else None

    def below(self, key: str) -> Names:
        """The keys of the record or the records that a field holds."""
        kind = self.kind(key)
        return self.of(kind.of if isinstance(kind, ListOf) else kind)

    def of(self, kind: Any) -> Names:
        """The keys of what is of a type."""
        return Names(kind.of if isinstance(kind, Record) else None, self.lists)


def value_of(node: yaml_nodes.Node | None, names: Names) -> Any:
    """What a node says, with keys for labels; None where it says nothing."""
    if isinstance(node, yaml_nodes.Mapping):
        keys = [(names.key((key.text or "").strip()), one) for key, one in node.entries]
        fields = {key: value_of(one, names.below(key)) for key, one in keys}
        return {key: one for key, one in fields.items() if one is not None} or None
    if isinstance(node, yaml_nodes.Sequence):
        return [one for item in node.items if (one := value_of(item, names)) is not None] or None
    return node.text.strip() if node and node.text else None


def in_full(root: yaml_nodes.Node | None, path: Path, names: Names) -> tuple[Path, Plain] | None:
    """The first value on the way of a `path` that is one text, or one entry where there may be several, spelled out,
    and where it stands; None where nothing on the way is. Raises `InvalidInput`.
    """
    node, kind = root, None
    for depth, step in enumerate(path):
        if isinstance(step, int):
            if depth and isinstance(kind, ListOf) and not isinstance(node, yaml_nodes.Sequence):
                items = items_of(node, kind) if node else ()
                return path[:depth], [one for item in items if (one := _entry(item, kind.of, names)) is not None]
            items = node.items if isinstance(node, yaml_nodes.Sequence) else ()
            own = [item for item in items if value_of(item, names) is not None]
            node = own[step] if 0 <= step < len(own) else None
            kind = kind.of if isinstance(kind, ListOf) else None if depth else Record(names.record or object)
        else:
            if depth and isinstance(node, yaml_nodes.Scalar) and isinstance(kind, Record):
                full = _entry(node, kind, names)
                return (path[:depth], full) if isinstance(full, dict) else None
            entries = node.entries if isinstance(node, yaml_nodes.Mapping) else ()
            node = next((one for key, one in entries if names.key((key.text or "").strip()) == step), None)
            kind = kind.of if isinstance(kind, MapOf) else names.kind(step)
            names = names.of(kind.of if isinstance(kind, ListOf) else kind)
        if node is None or value_of(node, names) is None:
            return None
    return None


def _entry(node: yaml_nodes.Node, kind: Any, names: Names) -> Plain:
    """A value with the fields of its record, as far as they can be read in their own form."""
    written: Plain = value_of(node, names)
    parts = getattr(kind.of, "PARTS", None) if isinstance(kind, Record) else None
    if not isinstance(written, str) or parts is None:
        return written
    read = plain(RecordReader("", lists=names.lists).record(node, kind.of, partial=True))
    known = read if isinstance(read, dict) else {}
    return {key: known.get(key, text) for key, text in parts(written).items()}
