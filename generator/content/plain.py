"""YAML as nearly every file has it, a field or an item a line: that needs no parser to come out the same.

Whatever else YAML could mean is left to the parser: mistakes, empty values, texts over several lines but after `|`, escapes,
anchors, tags, comments behind a value.
"""

from __future__ import annotations

import re

from generator.content.nodes import ABSENT, MOST_NODES, Mapping, Node, Scalar, Sequence

_DEEPEST = 8  # collections within each other
_FIRST = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`]"  # what no mark of YAML begins with
_WORDS = rf"{_FIRST}[^:#\n]*(?::[^\s:#][^:#\n]*)*(?<! )"
_STRING = r'"[^"\\\n]*"'
_ITEM = rf"{_STRING}|{_FIRST}[^:#?,\[\]{{}}\n]*(?<! )"
_LIST = rf"\[(?:(?:{_ITEM})(?:, (?:{_ITEM}))*)?\]"
_KEY = r"(?!null:|Null:|NULL:)([^\W\d][\w.-]{0,60}):(?: |(?=\n))"
_LINE = re.compile(rf"( *)(- )?(?:{_KEY})?(?:({_WORDS})|({_STRING})|({_LIST})|(\|))?\n|(.*)\n")
_ITEMS = re.compile(_ITEM)


def root(text: str, first_line: int = 1) -> Node | None:
    """The root node of a text that is all of this kind, or None. `first_line` is the number of its first line."""
    if len(text) > MOST_NODES or not text.replace("\n", "").replace("\u3000", "").isprintable():
        return None
    lines = _LINE.findall(text if text.endswith("\n") else f"{text}\n")
    tree, new, next_line = _Tree(), tuple.__new__, first_line
    written: list[str] = []  # the lines as they are, once a text asks for them
    for line, (blank, dash, key, words, string, items, bar, other) in enumerate(lines, first_line):
        if line < next_line:
            continue
        if not dash and not key:
            if words or string or items or bar or (other and not other.lstrip(" ").startswith("#")):
                return None
            continue  # nothing, or a comment
        indent = len(blank)
        if dash or indent != tree.indent or tree.is_list or len(tree.children) % 2:
            if not tree.come_to(line, indent, dash, key):
                return None
            indent += len(dash)
        children, column = tree.children, indent + 1
        if key:
            children.append(new(Scalar, (key, line, column)))
            column += len(key) + len(": ")
        if words:
            children.append(new(Scalar, (None if words in ABSENT else words, line, column)))
        elif string:
            children.append(_string(string, line, column))
        elif items:
            children.append(Sequence(_items(items, line, column), line, column))
        elif bar:
            written = written or text.split("\n")
            found, end = _literal(written, line - first_line + 1, tree.indent)
            if not found:
                return None
            children.append(Scalar(found, line, column))
            next_line = first_line + end
        elif not key:
            return None
    return tree.root()


def _string(written: str, line: int, column: int) -> Scalar:
    text = written[1:-1]
    return Scalar(text if text and not text.isspace() else None, line, column)


def _items(written: str, line: int, column: int) -> tuple[Scalar, ...]:
    """What stands in brackets."""
    found, new = [], tuple.__new__
    column += len("[")
    for item in _ITEMS.findall(written):
        quoted = item[0] == '"'
        found.append(_string(item, line, column) if quoted else new(Scalar, (None if item in ABSENT else item, line, column)))
        column += len(item) + len(", ")
    return tuple(found)


def _literal(lines: list[str], at: int, outer: int) -> tuple[str, int]:
    """The text under a `|`, from the line `at` on, and where it ends; empty where it is not as usual."""
    first = lines[at] if at < len(lines) else ""
    inner = len(first) - len(first.lstrip(" "))
    if inner <= outer or inner == len(first):
        return "", at
    end, margin = at, " " * inner
    while end < len(lines) and (lines[end].startswith(margin) or not lines[end].strip(" ")):
        end += 1
    ended = end < len(lines) or not lines[-1]  # by a line end of its own
    return "\n".join(line[inner:] for line in lines[at:end]).rstrip("\n") + "\n" if ended else "", end


class _Tree:
    """The collections that are open, the present one outside of `above`. The outermost stands for the file and holds its root."""

    def __init__(self):
        self.indent, self.is_list, self.spot = -1, True, (0, 0)
        self.children: list[Node] = []  # of a mapping keys and values in turn
        self.above: list[tuple] = []

    def come_to(self, line: int, indent: int, dash: str, key: str) -> bool:
        """Closes and opens what a line closes and opens. False where it stands as it should not."""
        while indent < self.indent or (indent == self.indent and self.is_list and not dash):
            if not self._close():
                return False
        if dash:
            if not (indent == self.indent and self.is_list):
                if not self._waits():
                    return False
                self._open(True, line, indent)
            if key:
                self._open(False, line, indent + len(dash))
        elif self._waits() != (indent > self.indent):
            return False
        elif indent > self.indent:
            self._open(False, line, indent)
        return True

    def root(self) -> Node | None:
        """The root, when all lines are taken in."""
        while self.above:
            if not self._close():
                return None
        return self.children[0] if self.children else None

    def _waits(self) -> bool:
        """Whether what comes next may be a collection: the value of a key, the root of the file."""
        if self.is_list:
            return not self.above and not self.children
        return len(self.children) % 2 == 1 and len(self.above) < _DEEPEST

    def _open(self, is_list: bool, line: int, indent: int) -> None:
        self.above.append((self.indent, self.is_list, self.spot, self.children))
        self.indent, self.is_list, self.spot, self.children = indent, is_list, (line, indent + 1), []

    def _close(self) -> bool:
        """False where the last key has no value."""
        if self.is_list:
            node = Sequence(tuple(self.children), *self.spot)
        elif len(self.children) % 2:
            return False
        else:
            each = iter(self.children)
            node = Mapping(tuple(zip(each, each, strict=True)), *self.spot)
        self.indent, self.is_list, self.spot, self.children = self.above.pop()
        self.children.append(node)
        return True
