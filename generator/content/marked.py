"""YAML as a tree of marked nodes: every scalar is text, every node knows its line and column (1-based, in characters)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml

from generator.content.text import forbidden_character

DEEPEST = 12
MOST_NODES = 20_000
_ABSENT = {"", "~", "null", "Null", "NULL"}
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A written word; `text` is None where nothing was written (empty, `~`, `null`)."""

    text: str | None
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys in the order written, doubles included: the reader knows which keys mean the same field."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class Misplaced(Exception):
    """A file that YAML can't make sense of, with the spot where it went wrong."""

    message: str
    remedy: str
    line: int
    column: int


@dataclass
class _Builder:
    """Turns parse events into nodes; stops at the first sign of a structure that is too deep, large or clever."""

    events: object
    lines: list[str]
    count: int = 0
    hints: list[tuple[int, int, str]] = field(default_factory=list)

    def build(self, event, depth: int) -> Node:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        self.count += 1
        if depth > DEEPEST:
            raise Misplaced(f"层次太深，超过 {DEEPEST} 层", "少缩进几层，照样例的结构写", line, column)
        if self.count > MOST_NODES:
            raise Misplaced(f"内容太多，超过 {MOST_NODES} 项", "把旧的内容移走，或分成几个文件", line, column)
        self._refuse_clever(event, line, column)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, line, column)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self._until(yaml.SequenceEndEvent, depth)), line, column)
        children = list(self._until(yaml.MappingEndEvent, depth))
        pairs = zip(children[::2], children[1::2], strict=True)
        return Mapping(tuple((self._key(key), value) for key, value in pairs), line, column)

    def _until(self, end, depth: int):
        while not isinstance(event := next(self.events), end):
            yield self.build(event, depth + 1)

    def _refuse_clever(self, event, line: int, column: int) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise Misplaced("用了锚点或引用（& 或 *），这里不支持", "把内容直接写出来；文字里要用 & 或 * 开头，请加引号", line, column)
        if getattr(event, "tag", None) not in (None, "!"):
            raise Misplaced("用了类型标记（!），这里不支持", "去掉“!”和它后面的词；文字要用“!”开头，请加引号", line, column)

    def _scalar(self, event, line: int, column: int) -> Scalar:
        plain = not event.style  # None from the Python parser, "" from libyaml
        text = event.value
        if plain:
            self._note_swallowed_comment(text, line)
        if not text.strip() or (plain and text in _ABSENT):
            text = None
        return Scalar(text, line, column)

    def _note_swallowed_comment(self, text: str, line: int) -> None:
        written = self.lines[line - 1] if line <= len(self.lines) else ""
        found = re.search(r":[ \t]+(#\S.*)$", written)
        if text == "" and found:
            self.hints.append((line, found.start(1) + 1, f"“{found.group(1)}”以 # 开头，被当成了注释；要作为内容，请加引号"))

    @staticmethod
    def _key(node: Node) -> Scalar:
        if isinstance(node, Scalar) and node.text is not None:
            return node
        raise Misplaced("这里应该是一个字段名", "写成“字段名: 内容”", node.line, node.column)


@dataclass(frozen=True, slots=True)
class Parsed:
    """The root node (None for an empty file) and hints: (line, column, message)."""

    root: Node | None
    hints: tuple[tuple[int, int, str], ...] = ()


def parse(text: str, first_line: int = 1) -> Parsed:
    """Parses one YAML document. `first_line` shifts the marks of front matter to the file's own lines.

    Raises `Misplaced` with the spot and, in Chinese, what to type instead.
    """
    shift = first_line - 1
    lines = text.split("\n")
    try:
        parsed = _parse(text, lines)
    except Misplaced as error:
        raise Misplaced(error.message, error.remedy, error.line + shift, error.column) from None
    if not shift:
        return parsed
    hints = tuple((line + shift, column, message) for line, column, message in parsed.hints)
    return Parsed(_shifted(parsed.root, shift), hints)


def _parse(text: str, lines: list[str]) -> Parsed:
    try:
        events = iter(list(_bounded(yaml.parse(text, Loader=_Loader))))
        next(events)  # the stream begins
        if isinstance(next(events), yaml.StreamEndEvent):
            return Parsed(None)
        builder = _Builder(events, lines)
        root = builder.build(next(events), 1)
        next(events)  # the document ends
        if not isinstance(event := next(events), yaml.StreamEndEvent):
            mark = event.start_mark
            raise Misplaced("一个文件里有好几份内容（用 --- 隔开）", "只留一份，去掉中间的 ---", mark.line + 1, mark.column + 1)
    except yaml.YAMLError as error:
        raise _in_chinese(error, lines) from None
    except RecursionError:
        raise Misplaced(f"层次太深，超过 {DEEPEST} 层", "照样例的结构写", 1, 1) from None
    if isinstance(root, Scalar) and root.text is None:
        return Parsed(None)
    return Parsed(root, tuple(builder.hints))


def _bounded(events):
    """Counts depth and events before a tree is made: libyaml itself dies of 50,000 levels."""
    depth = 0
    for number, event in enumerate(events):
        opening = isinstance(event, yaml.CollectionStartEvent)
        depth += opening - isinstance(event, yaml.CollectionEndEvent)
        mark = event.start_mark
        if opening and depth > DEEPEST:
            raise Misplaced(f"层次太深，超过 {DEEPEST} 层", "少缩进几层，照样例的结构写", mark.line + 1, mark.column + 1)
        if number > 2 * MOST_NODES:
            raise Misplaced(f"内容太多，超过 {MOST_NODES} 项", "把旧的内容移走，或分成几个文件", mark.line + 1, mark.column + 1)
        yield event


def _shifted(node: Node | None, shift: int) -> Node | None:
    match node:
        case Scalar(text, line, column):
            return Scalar(text, line + shift, column)
        case Sequence(items, line, column):
            return Sequence(tuple(_shifted(item, shift) for item in items), line + shift, column)
        case Mapping(entries, line, column):
            moved = tuple((_shifted(key, shift), _shifted(value, shift)) for key, value in entries)
            return Mapping(moved, line + shift, column)
    return None


def full_width_colon(lines: list[str], near: int) -> tuple[int, int, str] | None:
    """Line, column and key of a full-width colon typed after a key, looked for from the line `near` (1-based) upwards."""
    for number in range(min(near, len(lines)), max(0, near - 3), -1):
        found = re.match(r"\s*(?:-\s+)?([\w\u4e00-\u9fff]{1,20})(：)", lines[number - 1])
        if found:
            return number, found.start(2) + 1, found.group(1)
    return None


def colon_error(line: int, column: int, key: str) -> Misplaced:
    return Misplaced(f"“{key}”后面是中文冒号“：”", f"换成英文冒号加一个空格：{key}: ", line, column)


def _in_chinese(error: yaml.YAMLError, lines: list[str]) -> Misplaced:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    problem = str(getattr(error, "problem", "") or error)
    written = lines[line - 1] if line <= len(lines) else ""
    tab = re.match(r"[ ]*\t", written) or ("\\t" in problem and re.search("\t", written))
    if tab:
        return Misplaced("行首用了制表符（Tab）", "缩进请用空格，一层两个", line, tab.end())
    colon = full_width_colon(lines, line)
    if colon:
        return colon_error(*colon)
    if "special characters are not allowed" in problem or "control characters" in problem:
        return _forbidden(lines) or Misplaced("有看不见的控制字符", "删掉这一处，重新输入", line, column)
    if "mapping values are not allowed" in problem:
        return Misplaced("这一行多了一个英文冒号，或者缩进没对齐", "内容里有冒号时给整句加引号；同一层的字段左边要对齐", line, column)
    if "quoted scalar" in str(getattr(error, "context", "")):
        start = error.context_mark
        return Misplaced("引号没有配对", "补上另一半英文引号", start.line + 1, start.column + 1)
    if "flow" in str(getattr(error, "context", "")):
        start = error.context_mark
        return Misplaced("括号没有配对", "补上另一半 ] 或 }，各项之间用英文逗号", start.line + 1, start.column + 1)
    if "could not find expected ':'" in problem:
        return Misplaced("这一行没有冒号", "写成“字段名: 内容”；英文冒号后面空一格", line, column)
    if "found character that cannot start any token" in problem:
        return Misplaced("这个字符不能放在内容的开头", "给内容加上英文引号", line, column)
    return Misplaced("这里的格式读不懂", "看看这一行和上一行：冒号、缩进、“- ”要和样例一样", line, column)


def _forbidden(lines: list[str]) -> Misplaced | None:
    """The first character that may not stand in a file; libyaml itself names no line."""
    for number, line in enumerate(lines, start=1):
        found = forbidden_character(line)
        if found:
            return Misplaced(f"有{found[1]}", "删掉这一处，重新输入", number, found[0] + 1)
    return None
