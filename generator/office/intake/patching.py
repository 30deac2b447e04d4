"""Writes values into YAML that people keep by hand: what changed changes, and every other byte stays.

Places come from the marks of PyYAML's nodes. What was written is read again and compared with what was meant.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from yaml import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from generator.content import yaml_nodes
from generator.diagnostics import InvalidInput
from generator.office.intake import placeholders
from generator.office.intake.in_full import Names, Path, in_full, value_of
from generator.office.intake.values import Plain

END = -1
"""In a path, in the place of a number: a new entry after the last."""
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LOOKS_LIKE_A_NUMBER = re.compile(r"0\d+|\d{6,}|\d+\.\d*0")
_LONGEST_LINE = 100


@dataclass(frozen=True)
class Edit:
    """Puts `value` at `path`; None takes away what is there."""

    path: Path
    value: Plain


def patch(text: str, edits: Sequence[Edit], names: Names) -> str:
    """The text of a YAML file with the edits in it, in their order; entries are removed after all else. What a record
    or a list says in one text is spelled out where one of its fields or entries changes.

    `names` of its record, or of those that it lists. Raises `InvalidInput` where the result would not say what was
    meant.
    """
    removed = [edit for edit in edits if edit.value is None and isinstance(edit.path[-1], int)]
    others = [edit for edit in edits if edit not in removed]
    ordered = [*others, *sorted(removed, key=lambda edit: edit.path[-1], reverse=True)]
    for edit in ordered:
        while spelled_out := in_full(_parsed(text), edit.path, names):
            text = _with_edit(text, Edit(*spelled_out), names)
        text = _with_edit(text, edit, names)
    return text


def _with_edit(text: str, edit: Edit, names: Names) -> str:
    patched = _Patch(text, names).apply(edit)
    if value_of(_parsed(patched), names) != _meant(value_of(_parsed(text), names), edit):
        raise _unwritable()
    return patched


def _unwritable() -> InvalidInput:
    return InvalidInput("这个文件的写法太特别，程序改不了", "请管内容的人照审核的结果手工改这一处")


def _parsed(text: str) -> yaml_nodes.Node | None:
    try:
        return yaml_nodes.parse(text).root
    except yaml_nodes.ContentSyntaxError as error:
        raise InvalidInput(error.message, error.remedy) from None


def _meant(now: Any, edit: Edit) -> Any:
    """What a text that says `now` has to say afterwards. Raises `InvalidInput` where there is no place for it."""

    def put(value: Any, path: Path) -> Any:
        if not path:
            return edit.value
        step, rest = path[0], path[1:]
        if isinstance(step, int):
            items = list(value if isinstance(value, list) else [] if value is None else [value])
            if step == END:
                return [*items, put(None, rest)]
            made = put(items[step], rest)
            items[step : step + 1] = [] if made is None and not rest else [made]
            return items or None
        if not isinstance(value, dict | None):
            raise _unwritable()
        fields = dict(value or {})
        made = put(fields.get(str(step)), rest)
        fields.pop(str(step), None)
        return (fields | ({str(step): made} if made is not None else {})) or None

    return put(now, edit.path)


class _Patch:
    """One edit of one text."""

    def __init__(self, text: str, names: Names):
        self.text, self.names = text, names
        self.end_of_line = "\r\n" if "\r\n" in text else "\n"
        self.root = yaml.compose(text, _Loader)

    def apply(self, edit: Edit) -> str:
        """The text with the edit."""
        root = self.root
        if root is None or (isinstance(root, ScalarNode) and not root.value):
            return self.text if edit.value is None else self._in_place(edit, 0, 0) or self._append_root(edit)
        above: list[tuple[CollectionNode, int]] = []
        node: Any = root
        names = self.names
        for depth, step in enumerate(edit.path):
            at = self._find(node, step, names)
            if at is None:
                if edit.value is None:
                    return self.text
                column, parent = node.start_mark.column, self._line_above(above)
                shown = None if node.flow_style else self._in_place(edit, depth, column, parent)
                return shown or self._insert(node, _nest(edit.path[depth + 1 :], edit.value), step)
            above.append((node, at))
            names = names.below(step) if isinstance(step, str) else names
            node = node.value[at][1] if isinstance(node, MappingNode) else node.value[at]
            if isinstance(node, ScalarNode) and depth + 1 < len(edit.path):
                column, parent = above[-1][0].start_mark.column + 2, self._line_above(above)
                shown = self._in_place(edit, depth + 1, column, parent) if _is_empty(node) else None
                return shown or self._replace(above[-1][0], node, _nest(edit.path[depth + 1 :], edit.value))
        if edit.value is None:
            return self._remove(above)
        if isinstance(edit.value, dict) and _is_empty(node) and not above[-1][0].flow_style and edit.value:
            return self._fields(self.text, edit)
        return self._replace(above[-1][0], node, edit.value)

    @staticmethod
    def _find(node: Node, step: str | int, names: Names) -> int | None:
        if isinstance(node, MappingNode) and isinstance(step, str):
            keys = [names.key(key.value.strip()) for key, _ in node.value]
            return keys.index(step) if step in keys else None
        if isinstance(node, SequenceNode) and isinstance(step, int) and step != END:
            items = [at for at, item in enumerate(node.value) if not _is_empty(item)]
            return items[step]
        return None

    @staticmethod
    def _line_above(above: Sequence[tuple[CollectionNode, int]]) -> int:
        """The line of the field or the entry in which something is written; -1 of the root."""
        if not above:
            return -1
        child = above[-1][0].value[above[-1][1]]
        return int((child[0] if isinstance(child, tuple) else child).start_mark.line)

    def _in_place(self, edit: Edit, depth: int, column: int, parent: int = -1) -> str | None:
        """The text with a new field where it stands commented out; None where it does not."""
        step, rest = edit.path[depth], edit.path[depth + 1 :]
        at = placeholders.find(self.text, step, column, parent) if isinstance(step, str) else None
        if at is None or (depth and parent < 0):
            return None
        lines = self.text.split("\n")
        if isinstance(edit.value, dict) and not rest:
            return self._fields(self._with(lines, at, placeholders.uncommented(lines[at])), edit)
        if rest and isinstance(rest[0], str):
            return _Patch(self._with(lines, at, placeholders.uncommented(lines[at])), self.names).apply(edit)
        written = self._block(_nest(rest, edit.value), column, False)
        written = f"{' ' * column}{step}:{self._after_key(written)}".rstrip("\n")
        return self._with(lines, at, written.replace("\n", self.end_of_line) + self.end_of_line.rstrip("\n"))

    def _fields(self, text: str, edit: Edit) -> str:
        """Each field of a record by itself."""
        assert isinstance(edit.value, dict)
        for key, one in edit.value.items():
            text = _Patch(text, self.names).apply(Edit((*edit.path, key), one))
        return text

    @staticmethod
    def _with(lines: Sequence[str], at: int, line: str) -> str:
        return "\n".join([*lines[:at], line, *lines[at + 1 :]])

    def _append_root(self, edit: Edit) -> str:
        gap = "" if not self.text or self.text.endswith("\n") else self.end_of_line
        value = _nest(edit.path, edit.value)
        written = self._block(value, -2, False).lstrip("\n")
        return self.text + gap + f"{written}\n".replace("\n", self.end_of_line)

    def _insert(self, node: CollectionNode, value: Plain, step: str | int) -> str:
        """A new field of a mapping, or a new entry of a list, after the last."""
        key = f"{_scalar(step, False)}:" if isinstance(step, str) else "-"
        if node.flow_style:
            at = node.end_mark.index - 1
            written = f"{key} {_flow(value)}" if key != "-" else _flow(value)
            return self.text[:at].rstrip() + (", " if node.value else "") + written + self.text[at:]
        indent = node.start_mark.column
        last = node.value[-1]
        after = self._line_end(self._end(last[1] if isinstance(last, tuple) else last))
        flow = key == "-" and isinstance(last, MappingNode) and bool(last.flow_style)
        if key == "-":
            indent = self._dash(node.value[0]) if node.value else indent
        after = self._behind_comments(after, indent)
        written = _flow(value) if flow else self._block(value, indent, key == "-")
        line = " " * indent + key + (written if written.startswith("\n") else f" {written.lstrip()}")
        return self._with_line(after, line)

    def _behind_comments(self, at: int, indent: int) -> int:
        """Behind what is commented out below the last field, from the beginning of a line on."""
        if at and self.text[at - 1] != "\n":
            return at
        first = self.text.count("\n", 0, at)
        lines = self.text.splitlines(keepends=True)
        return at + sum(map(len, lines[first : placeholders.end_of_children(self.text, first, indent)]))

    def _with_line(self, after: int, line: str) -> str:
        line = line.rstrip("\n").replace("\n", self.end_of_line)
        gap = "" if after == 0 or self.text[after - 1 : after] == "\n" else self.end_of_line
        return self.text[:after] + gap + line + self.end_of_line + self.text[after:]

    def _replace(self, parent: CollectionNode, node: Node, value: Plain) -> str:
        start, end = node.start_mark.index, self._end(node)
        if parent.flow_style:
            return self.text[:start] + _spaced(self.text, start) + _flow(value) + self.text[end:]
        block_list = isinstance(node, SequenceNode) and not node.flow_style
        indent = parent.start_mark.column if isinstance(parent, MappingNode) else self._dash(node)
        if block_list and isinstance(value, list):
            lines = self._items(value, self._dash(node.value[0]))
            start = self._line_start(start)
            return self.text[:start] + lines.lstrip("\n").replace("\n", self.end_of_line) + self.text[end:]
        if isinstance(parent, SequenceNode) and isinstance(value, dict):
            written = self._items([value], indent).lstrip(" ")[2:]
        else:
            written = self._block(value, indent, isinstance(parent, SequenceNode))
        if written.startswith("\n") and _is_empty(node):
            return self._with_line(self._line_end(end), written.lstrip("\n"))
        if not written.startswith("\n") and not written.startswith("|"):
            if self._line_start(start) != self._line_start(self._before(start)):  # the value begins a line of its own
                start = self._before(start)
                written = f" {written}"
            return self.text[:start] + _spaced(self.text, start) + written.lstrip("\n") + self._kept_break(node, end)
        start = len(self.text[:start].rstrip()) if written.startswith("\n") else start
        written = written.rstrip("\n").replace("\n", self.end_of_line)
        return self.text[:start] + _spaced(self.text, start, written) + written + self._kept_break(node, end)

    def _kept_break(self, node: Node, end: int) -> str:
        """The rest of the text; a block text has taken its line break with it."""
        taken = self.text[:end].endswith("\n")
        return (self.end_of_line if taken else "") + self.text[end:]

    def _before(self, start: int) -> int:
        """The end of what stands before a value: its key's colon."""
        return len(self.text[:start].rstrip())

    def _remove(self, above: Sequence[tuple[CollectionNode, int]]) -> str:
        """Without a value, and without what holds nothing else."""
        depth = len(above) - 1
        while depth > 0 and len(above[depth][0].value) == 1:
            depth -= 1
        node, at = above[depth]
        if len(node.value) == 1:
            return self.text[: node.start_mark.index] + self.text[self._line_end(self._end(node)) :]
        child = node.value[at]
        first, last = child if isinstance(child, tuple) else (child, child)
        start, end = first.start_mark.index, self._end(last)
        if node.flow_style:
            return self._remove_from_flow(node, at, start, end)
        if isinstance(node, MappingNode) and at == 0 and self.text[self._line_start(start) : start].strip():
            return self.text[:start] + self.text[node.value[1][0].start_mark.index :]
        return self.text[: self._line_start(start)] + self.text[self._line_end(end) :]

    def _remove_from_flow(self, node: CollectionNode, at: int, start: int, end: int) -> str:
        if at + 1 < len(node.value):
            following = node.value[at + 1]
            first = following[0] if isinstance(following, tuple) else following
            return self.text[:start] + self.text[first.start_mark.index :]
        before = node.value[at - 1]
        return self.text[: self._end(before[1] if isinstance(before, tuple) else before)] + self.text[end:]

    def _end(self, node: Node) -> int:
        """Where a node ends: a block's own mark stands behind the comments after it."""
        if isinstance(node, CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self._end(last[1] if isinstance(last, tuple) else last)
        end = int(node.end_mark.index)
        if isinstance(node, ScalarNode) and node.style in ("|", ">"):
            return len(self.text[:end].rstrip()) + len(self.end_of_line)
        return end

    def _line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def _line_end(self, at: int) -> int:
        """Behind the line break after a place."""
        if at and self.text[at - 1] == "\n":
            return at
        found = self.text.find("\n", at)
        return len(self.text) if found < 0 else found + 1

    def _dash(self, item: Node) -> int:
        """The column of the dash before an entry."""
        at = self.text.rfind("-", 0, item.start_mark.index)
        return at - self._line_start(at)

    def _block(self, value: Plain, indent: int, is_entry: bool) -> str:
        """A value after its key or its dash; it begins with a line break where it takes lines of its own."""
        if isinstance(value, dict):
            inner = indent + 2
            lines = [
                " " * inner + f"{_scalar(key, False)}:" + self._after_key(self._block(one, inner, False))
                for key, one in value.items()
            ]
            text = "\n".join(lines)
            return f" {text.lstrip()}" if is_entry else f"\n{text}"
        if isinstance(value, list):
            return (
                f"\n{self._items(value, indent + 2)}" if any(isinstance(one, dict) for one in value) else _flow(value)
            )
        text = str(value)
        if "\n" in text:
            pad = " " * (indent + 2)
            return "|\n" + "\n".join(f"{pad}{line}" if line else "" for line in text.split("\n"))
        return _scalar(text, False)

    @staticmethod
    def _after_key(written: str) -> str:
        return written if written.startswith("\n") else f" {written}"

    def _items(self, value: list[Any], indent: int) -> str:
        """The entries of a list, a line each where they fit into one."""
        lines = []
        for one in value:
            line = _flow(one)
            if len(line) > _LONGEST_LINE or "\\n" in line:
                line = self._block(one, indent, True).strip(" ")
            lines.append(" " * indent + f"- {line}")
        return "\n".join(lines)


def _nest(path: Path, value: Plain) -> Plain:
    """The value in the fields and entries that lead to it."""
    for step in reversed(path):
        value = {step: value} if isinstance(step, str) else [value]
    return value


def _is_empty(node: Node) -> bool:
    return isinstance(node, ScalarNode) and not node.style and node.value in ("", "~", "null", "Null", "NULL")


def _spaced(text: str, at: int, written: str = "") -> str:
    """A blank where a value would touch the colon or the dash before it."""
    return " " if text[at - 1 : at] in (":", "-", ",") and not written.startswith(("\n", "\r")) else ""


def _flow(value: Plain) -> str:
    """A value in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(key, True)}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(str(value), True)


def _scalar(text: str, in_flow: bool) -> str:
    """A text as YAML: bare where it stays what it is."""
    if text and text == text.strip() and "\n" not in text and not _LOOKS_LIKE_A_NUMBER.fullmatch(text):
        around = f"- [{text}, {{k: {text}}}]" if in_flow else f"k: {text}"
        if _reads_back(around, text, in_flow):
            return text
    return json.dumps(text, ensure_ascii=False)


def _reads_back(written: str, text: str, in_flow: bool) -> bool:
    try:
        parsed = yaml_nodes.parse(written)
    except yaml_nodes.ContentSyntaxError:
        return False
    return not parsed.hints and value_of(parsed.root, Names()) == ([[text, {"k": text}]] if in_flow else {"k": text})
