"""The items of a list as people write it: parted by marks, one per line, or texts that belong together."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable
from functools import partial

from generator.content.values import MARKS, split_list
from generator.content.yaml_nodes import Mapping, Node, Scalar, Sequence
from generator.diagnostics import Finding, InvalidInput, Severity
from generator.model.choices import Choice
from generator.model.field_types import FieldType, Text
from generator.model.terms import ListOf, Record


def as_items(node: Node) -> tuple[Node, ...]:
    """The items of a list as it is in the file; anything else is its only one."""
    return node.items if isinstance(node, Sequence) else (node,)


def items_of(node: Node, kind: ListOf) -> tuple[Node, ...]:
    """The items of a list, those that one text lists each by itself."""
    items = as_items(node)
    if isinstance(kind.of, Record) and not isinstance(node, Scalar):  # as most lists are
        return tuple(map(_as_sentence, items)) if kind.together else items
    if split := getattr(kind.of, "split", None):
        return _split(_merge_continued(items, kind.of.continues), split)
    if all(type(item) is Scalar and _is_code(item.text) for item in items):  # dates and codes, as most others are
        return items
    if isinstance(kind.of, Record):
        if not getattr(kind.of.of, "PARTS", None):
            return items
        items = _split(items, partial(split_list, separators=MARKS))
        continues = getattr(kind.of.of, "CONTINUES", None)  # what goes on with the item before: 巾帼维权队，18人
        return tuple(_merge_continued(items, lambda _, text: continues(text))) if continues else items
    marks = kind.of.separators if isinstance(kind.of, FieldType) and not kind.together else ""
    # an item that is text of its own, among others, may hold marks
    parted = marks and (isinstance(node, Scalar) or not isinstance(kind.of, Text))
    items = _split(items, partial(split_list, separators=marks)) if parted else items
    return _split(items, partial(_split_words, kind.of)) if parted and isinstance(kind.of, Choice) else items


_DAYS = re.compile("周|星期|礼拜|工作日|每[天日]|[夏冬]季?")


def _as_sentence(item: Node) -> Node:
    """An entry whose field names are part of what it says, 周一至周五: 9:00-11:30, as the sentence that it is."""
    if not isinstance(item, Mapping) or not all(_DAYS.match(key.text or "") for key, _ in item.entries):
        return item
    parts = []
    for key, child in item.entries:
        values = as_items(child)
        if not all(isinstance(value, Scalar) and value.text for value in values):
            return item
        parts.append(f"{key.text} {'、'.join(str(value[0]) for value in values)}")
    return Scalar("；".join(parts), item.line, item.column)


def _is_code(text: str | None) -> bool:
    return text is None or (text.isascii() and text.replace("-", "").isalnum())


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


def joined(items: tuple[Node, ...], together: FieldType) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """The items with all texts joined to the first, if they can be read so, and the texts as they were; else each stays
    by itself, so that one that can't be read costs itself alone.
    """
    texts = tuple(item for item in items if isinstance(item, Scalar) and item.text) if len(items) > 1 else ()
    if len(texts) < 2:
        return items, ()
    text = "；".join(item.text or "" for item in texts)
    try:
        together.read(text)
    except InvalidInput:
        return items, ()
    others = tuple(item for item in items if item not in texts)
    return (Scalar(text, texts[0].line, texts[0].column), *others), texts


def _split(items: Iterable[Node], apart: Callable[[str], Iterable[str]]) -> tuple[Node, ...]:
    """The items, with the texts that one text lists each at its position."""
    found: list[Node] = []
    for item in items:
        if isinstance(item, Scalar) and item.text is not None:
            found += (Scalar(text, item.line, item.column) for text in apart(item.text))
        else:
            found.append(item)
    return tuple(found)


def _split_words(kind: Choice, text: str) -> tuple[str, ...]:
    """家长及儿童 are two of a list; what is not made up of things that it knows stays whole."""
    if text.isascii():
        return (text,)
    parts = [part.strip() for part in re.split("以及|[及和与跟]", text)]
    return tuple(parts) if len(parts) > 1 and not kind.answers(text) and all(map(kind.answers, parts)) else (text,)


_QUOTED = re.compile("(.*?)(“[^”]*”)(.*)", re.DOTALL)


def merge_alike(findings: list[Finding]) -> list[Finding]:
    """The findings; of errors on one line that say the same of several values, such as the days of a list, the first
    tells of all.
    """
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        said = _QUOTED.fullmatch(finding.message) if finding.severity is Severity.ERROR else None
        what = (
            (finding.place.line, said[1], said[3], re.sub(r"[\d-]+$", "", finding.remedy)) if said else (id(finding),)
        )
        alike.setdefault(what, []).append(finding)
    return [same[0] if len(same) == 1 else _merged(same) for same in alike.values()]


def _merged(findings: list[Finding]) -> Finding:
    said = [_QUOTED.fullmatch(finding.message) for finding in findings]
    quotes = [one[2] for one in said if one]
    first = said[0]
    assert first
    more = f"等 {len(quotes)} 处" if len(quotes) > 3 else ""
    return dataclasses.replace(findings[0], message=f"{first[1]}{'、'.join(quotes[:3])}{more}{first[3]}")


def id_of(item: Node) -> str:
    """The id that an entry gives itself."""
    entries = item.entries if isinstance(item, Mapping) else ()
    return next((child.text or "" for key, child in entries if key.text == "id" and isinstance(child, Scalar)), "")
