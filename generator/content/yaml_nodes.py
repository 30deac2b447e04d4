"""YAML as a tree of nodes: each scalar is text, each node has its line and column (1-based, in characters)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from generator.content.text import forbidden_character

MAX_DEPTH = 12
MAX_NODES = 20_000
_ABSENT = {"", "~", "null", "Null", "NULL"}
_NO_TAG = (None, "!")
_OPENING, _CLOSING = (MappingStartEvent, SequenceStartEvent), (MappingEndEvent, SequenceEndEvent)
_NODES = (ScalarEvent, *_OPENING, AliasEvent)
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Scalar(NamedTuple):
    """A scalar; `text` is None where nothing was written (empty, `~`, `null`)."""

    text: str | None
    line: int
    column: int


class Sequence(NamedTuple):
    items: tuple[Node, ...]
    line: int
    column: int


class Mapping(NamedTuple):
    """A mapping with its keys in the order written, duplicates included: the reader knows which keys are aliases."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int


Node = Scalar | Sequence | Mapping

_PROBLEMS = (
    (
        "mapping values are not allowed",
        "这一行多了一个英文冒号，或者缩进没对齐",
        "内容里有冒号时给整句加引号；同一层的字段左边要对齐",
    ),
    ("quoted scalar", "引号没有配对", "补上另一半英文引号"),
    ("flow sequence", "方括号里没有写完整", "各项之间用英文逗号，最后要有配对的方括号 ]"),
    ("flow mapping", "花括号里没有写完整", "各项之间用英文逗号，最后要有配对的花括号 }"),
    ("could not find expected ':'", "这一行没有冒号", "写成“字段名: 内容”；英文冒号后面空一格"),
    ("found character that cannot start any token", "这个字符不能放在内容的开头", "给内容加上英文引号"),
)
_COMMENT = re.compile(r"[ \t]#[^\s#]")
_CUT = re.compile(r"[ \t]*(?<=[ \t])(#[^\s#].*)")
_LIKE_A_NUMBER = re.compile(r"#[0-9０-９A-Za-z一二三四五六七八九十]{1,4}[号栋楼座院室层单门]")
_UNKNOWN = ("这里的格式读不懂", "看看这一行和上一行：冒号、缩进、“- ”要和样例一样")


@dataclass(frozen=True, slots=True)
class ContentSyntaxError(Exception):
    """A file that cannot be parsed, with the position of the problem.

    `stumbled`: where the parser gave up, which may be lines after the slip.
    """

    message: str
    remedy: str
    line: int
    column: int
    stumbled: bool = False


class Hint(NamedTuple):
    """What was taken for a comment and may be content, which is lost; `wrong` where it hardly can be a comment."""

    line: int
    column: int
    message: str
    remedy: str = ""
    wrong: bool = False


@dataclass
class _Builder:
    """Builds nodes from parse events, iteratively.

    Stops where a structure is too deep or too large, which would crash libyaml. Other problems wait until the whole
    file has proved to be YAML: `refused` is the first of them.
    """

    text: str
    first_line: int
    hints: list[Hint] = field(default_factory=list)
    refused: ContentSyntaxError | None = None

    def build(self, events: Iterable[Any]) -> Node | None:
        """The root of the document, or None for an empty one."""
        first_line, most, new = self.first_line, 2 * MAX_NODES, tuple.__new__
        nodes, may_cut = 0, "#" in self.text and _COMMENT.search(self.text) is not None
        above: list[tuple[list[Node], int, int]] = []
        siblings: list[Node] = []
        for number, event in enumerate(events):
            kind, mark = type(event), event.start_mark
            line, column = mark.line + first_line, mark.column + 1
            if kind in _NODES:
                nodes += 1
                if event.anchor or event.tag not in _NO_TAG or nodes > MAX_NODES or len(above) == MAX_DEPTH:
                    if len(above) == MAX_DEPTH and kind in _OPENING:
                        raise _too_deep(line, column)
                    self._refuse(_refusal(event, len(above), nodes, line, column))
            if number > most:
                raise _too_many(line, column)
            if kind is ScalarEvent:
                text = event.value
                if not event.style and text in _ABSENT:  # plain: None from the Python parser, "" from libyaml
                    if not text:
                        self._note_swallowed_comment(line)
                    text = None
                elif may_cut and not event.style:
                    self._note_cut(text, event.end_mark)
                siblings.append(new(Scalar, (text if text and not text.isspace() else None, line, column)))
            elif kind in _OPENING:
                above.append((siblings, line, column))
                siblings = []
            elif kind in _CLOSING:
                children, (siblings, line, column) = siblings, above.pop()
                is_list = kind is SequenceEndEvent
                siblings.append(
                    Sequence(tuple(children), line, column) if is_list else self._mapping(children, line, column)
                )
            elif kind is AliasEvent:
                siblings.append(Scalar(None, line, column))
            elif kind is DocumentStartEvent and siblings:
                self._refuse(
                    ContentSyntaxError(
                        "一个文件里有好几份内容（用 --- 隔开）", "只留一份，去掉中间的 ---", line, column
                    )
                )
        return siblings[0] if siblings else None

    def _refuse(self, problem: ContentSyntaxError) -> None:
        self.refused = self.refused or problem

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    def _note_swallowed_comment(self, line: int) -> None:
        written = _line(self.lines, line - self.first_line + 1)
        found = re.search(r"([^\W\d]\w*)[\"']?[ \t]*:[ \t]+(#\S.*)$", written)
        if found:
            cut = found[2].rstrip()
            message = f"“{cut[:30]}”没有读进去，这一项等于空着：# 开头的是注释"
            remedy = f'要作为内容，加上英文引号：{found[1]}: "{cut[:30]}"；是注释，就在 # 后面空一格'
            wrong = _LIKE_A_NUMBER.match(cut) is not None
            self.hints.append(Hint(line, found.start(2) + 1, message, remedy, wrong))

    def _note_cut(self, text: str, end: Any) -> None:
        """Notes a comment right behind a value that may be its end: 某路 #3号院."""
        found = _CUT.match(_line(self.lines, end.line + 1), end.column)
        if found:
            cut = found[1].rstrip()
            self.hints.append(
                Hint(
                    end.line + self.first_line,
                    found.start(1) + 1,
                    f"“{cut[:30]}”没有读进去：空格后面的 # 是注释的记号，只读到了“{text[-20:]}”",
                    f'要作为内容，给整句加上英文引号："{text[-20:]} {cut[:30]}"；是注释，就在 # 后面空一格',
                    _LIKE_A_NUMBER.match(cut) is not None,
                )
            )

    def _mapping(self, children: list[Node], line: int, column: int) -> Mapping:
        each = iter(children)
        entries = []
        for key, value in zip(each, each, strict=True):
            if type(key) is Scalar and key.text is not None:
                entries.append((key, value))
            else:
                self._refuse(ContentSyntaxError("这里应该是一个字段名", "写成“字段名: 内容”", key.line, key.column))
        return Mapping(tuple(entries), line, column)


def _refusal(event: Any, depth: int, nodes: int, line: int, column: int) -> ContentSyntaxError:
    """The problem of a node with an anchor or a tag, or beyond the limits."""
    if depth == MAX_DEPTH:
        return _too_deep(line, column)
    if nodes > MAX_NODES:
        return _too_many(line, column)
    if event.anchor:
        return ContentSyntaxError(
            "用了锚点或引用（& 或 *），这里不支持", "把内容直接写出来；文字里要用 & 或 * 开头，请加引号", line, column
        )
    return ContentSyntaxError(
        "用了类型标记（!），这里不支持", "去掉“!”和它后面的词；文字要用“!”开头，请加引号", line, column
    )


def _too_deep(line: int, column: int) -> ContentSyntaxError:
    return ContentSyntaxError(f"层次太深，超过 {MAX_DEPTH} 层", "少缩进几层，照样例的结构写", line, column)


def _too_many(line: int, column: int) -> ContentSyntaxError:
    return ContentSyntaxError(f"内容太多，超过 {MAX_NODES} 项", "把旧的内容移走，或分成几个文件", line, column)


@dataclass(frozen=True, slots=True)
class Parsed:
    """The root node (None for an empty file) and hints."""

    root: Node | None
    hints: tuple[Hint, ...] = ()


def parse(text: str, first_line: int = 1) -> Parsed:
    """Parses one YAML document; the first line of `text` is line `first_line` of the file.

    Raises `ContentSyntaxError` with the position and a remedy in Chinese.
    """
    builder = _Builder(text, first_line)
    try:
        root = builder.build(iter(_Loader(text).get_event, None))
    except yaml.YAMLError as error:
        found = _forbidden(builder.lines) or _translate(error, builder.lines)
        raise replace(found, line=found.line + first_line - 1) from None
    if builder.refused:
        raise builder.refused
    if isinstance(root, Scalar) and root.text is None:
        return Parsed(None)
    return Parsed(root, tuple(builder.hints))


def _line(lines: list[str], number: int) -> str:
    return lines[number - 1] if number <= len(lines) else ""


def _translate(error: Any, lines: list[str]) -> ContentSyntaxError:
    """The parser's own error in Chinese, where no slip explains it."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem, context = str(getattr(error, "problem", "") or error), str(getattr(error, "context", ""))
    if "quoted scalar" in context or "flow" in context:
        mark = error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    known = ((message, remedy) for part, message, remedy in _PROBLEMS if part in problem or part in context)
    message, remedy = next(known, _UNKNOWN)
    return ContentSyntaxError(message, remedy, line, column, stumbled=True)


def _forbidden(lines: list[str]) -> ContentSyntaxError | None:
    """The first forbidden character of a file; libyaml itself names no line."""
    for number, line in enumerate(lines, start=1):
        found = forbidden_character(line)
        if found:
            return ContentSyntaxError(f"有{found[1]}", "删掉这一处，重新输入", number, found[0] + 1)
    return None
