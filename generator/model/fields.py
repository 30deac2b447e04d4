"""The fields that a file may hold by all their names, and the words that say which was meant and how it is written."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

from generator.content import slips
from generator.content.yaml_nodes import Node, Scalar, Sequence
from generator.model.terms import ListOf, MapOf, Record, Term, terms
from generator.model.vocabulary import FIELDS_ALSO


class Fields(NamedTuple):
    """The fields of a record class, by all names that a file may use, and the required ones.

    `strict` (`STRICT` of the class): an unknown field is an error, for it may be the one that matters.
    """

    by_name: dict[str, tuple[str, Term]]
    required: tuple[tuple[str, Term], ...]
    strict: bool


@cache
def fields(of: type) -> Fields:
    known = terms(of).items()
    by_name = {name: (attribute, t) for attribute, t in known for name in (t.key, t.label, t.formerly) if name}
    return Fields(by_name, tuple((attribute, t) for attribute, t in known if t.required), getattr(of, "STRICT", False))


def field_names(of: type) -> frozenset[str]:
    """All names that a file of such records may use for its fields, those of records within included."""
    return _field_names(of)


@cache
def _field_names(of: type) -> frozenset[str]:
    names = set(fields(of).by_name)
    for t in terms(of).values():
        inner = t.kind.of if isinstance(t.kind, (ListOf, MapOf)) else t.kind
        if isinstance(inner, Record):
            names |= field_names(inner.of)
    return frozenset(names)


def is_example(node: Node, t: Term) -> bool:
    """Whether a field holds its own example, one that is recognisable as such."""
    if not t.example or not slips.EXAMPLE.search(t.example):
        return False
    items = node.items if isinstance(node, Sequence) else (node,)
    texts = [item.text or "" for item in items if isinstance(item, Scalar)]
    shown = [one.strip() for one in t.example.strip("[]").split(",")]
    return bool(texts) and all(text in (t.example, *shown) for text in texts)


def nearest_field(written: str, of: type, root: type, lines: Mapping[str, int]) -> str:
    """The remedy for a field that records `of` do not have: the one that is meant, or where it belongs in the file, a
    record `root`. `lines`: where the fields of that stand.
    """
    by_name = fields(of).by_name
    meant = FIELDS_ALSO.get(written, written)
    for t in terms(of).values():
        inner = t.kind.of if isinstance(t.kind, ListOf) else t.kind
        if meant not in by_name and isinstance(inner, Record) and meant in fields(inner.of).by_name:
            return f"它要写在“{t.label}”（{t.key}:）下面，行首空两格"
    if meant not in by_name and root is not of and (place := _place_in(meant, root, lines)):
        return place
    near = [meant] if meant in by_name else get_close_matches(written, by_name, 1, cutoff=0.5)
    return f"是不是“{near[0]}”？" if near else "检查拼写，或删掉这一行"


def vital_field(written: str, of: type) -> str:
    """The field that keeps something back and is meant by one that nobody has; empty for none."""
    vital = [name for name, (_, t) in fields(of).by_name.items() if t.vital]
    return next(iter(get_close_matches(FIELDS_ALSO.get(written, written), vital, 1, cutoff=0.7)), "")


def _place_in(meant: str, root: type, lines: Mapping[str, int]) -> str:
    """Where a field belongs that stands under a wrong heading; empty where no record, or several, have it."""
    by_name = fields(root).by_name
    if meant in by_name:
        return "它不归这一段：移到最外面一层，行首不空格"
    found = [t for t in terms(root).values() if isinstance(t.kind, Record) and meant in fields(t.kind.of).by_name]
    if len(found) != 1:
        return ""
    key = found[0].key
    where = f"移到第 {lines[key]} 行“{key}:”下面" if key in lines else f"加一行“{key}:”，移到它下面"
    return f"它归“{found[0].label}”：{where}，行首空两格"


def not_fields(node: Node) -> str:
    """The message for a text, or a list, that stands where fields should."""
    text = " ".join((node.text or "").split()) if isinstance(node, Scalar) else ""
    written = f"“{text[:30]}”不能直接写在这里，" if text else ""
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
