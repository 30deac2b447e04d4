"""Where a YAML file that can't be parsed went wrong: the slip that its author made, on its own line.

A parser tells where it stumbled, often lines later. Here the lines are looked at as people see them: a field a line,
its content beside it. It runs only on files that a parser refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from generator.content.yaml_nodes import ContentSyntaxError
from generator.patterns import lazy

WIDE_BLANKS = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff"
"""Characters that look like a blank and that YAML takes for letters, as part of a pattern's class."""
COLON_REMEDY = "换成英文冒号加一个空格"
DASHES = "-－—–·•●"
"""What people begin the items of a list with; YAML knows the first."""
EXAMPLE = lazy(r"某|×[-.]")
"""What tells an example of a template from what people write: 某某路, 0××-×××× 1234."""
_LINE = lazy(
    rf"(?P<indent>[ \t{WIDE_BLANKS}]*)(?P<dash>[{DASHES}](?P<gap>[ {WIDE_BLANKS}]*))?"
    r"(?P<key>[^\W\d]\w{0,19})(?P<before> *)(?P<mark>[:：;；=＝]?)(?P<rest>.*)"
)
_STRUCTURE = lazy(r" *(?:- |-$|(?:- +)?[\"']?[^\W\d]\w{0,19}[\"']? *:(?: |$))")
_BRACES = lazy(r" *(?:- *)?(?:[^\W\d]\w{0,19}: *)?([{｛])")
_BLOCK = lazy(r"[|>][-+0-9]{0,2}\s*(#.*)?")
_COMMENT = lazy(r"\s+#.*$")
_REMARK = lazy(r"\s{2,}# .*")  # as the template has them
_SECOND_COLON = lazy(r":(?=\s|$)")
_SHOWN = 40  # characters of a line that a message repeats


@dataclass(frozen=True, slots=True)
class _Field:
    """The line of a field: its key begins at `column` (from 0) of line `number`; `open`: its content follows below."""

    number: int
    column: int
    key: str
    open: bool
    indicator: str = ""


class Source(NamedTuple):
    """A YAML text that begins at line `first_line` of its file, and the names of the fields that it may have.

    `has_examples`: whether it may hold something that a template gave as an example.
    """

    text: str
    names: Collection[str]
    first_line: int = 1
    has_examples: bool = False


@dataclass
class _Scan:
    """Looks at one line after another.

    `certain` are slips whatever stands around them; `likely` those of the structure, which an earlier slip may explain.
    """

    lines: list[str]
    names: Collection[str]
    first_line: int = 1
    certain: list[ContentSyntaxError] = field(default_factory=list)
    likely: list[ContentSyntaxError] = field(default_factory=list)
    above: _Field | None = None
    previous: _Field | None = None
    levels: list[int] = field(default_factory=list)
    text_indent: int | None = None  # of the lines of a text that began with `|`
    quote: str = ""  # an open one, which an earlier line opened

    def run(self) -> None:
        for number, line in enumerate(self.lines, 1):
            bare = line.strip()
            if not bare or bare.startswith("#") or self._continues(line):
                continue
            if slip := self._in_characters(number, line):
                self.certain.append(slip)
            elif slip := self._in_structure(number, line):
                self.likely.append(slip)

    def _continues(self, line: str) -> bool:
        """Whether a line belongs to the text that a line above began."""
        if self.quote:
            self.quote = "" if _closing(line, 0, self.quote) is not None else self.quote
            return True
        if self.above is None or not self.above.indicator:
            return False
        indent = len(line) - len(line.lstrip(" "))
        if indent <= self.above.column:
            return False
        self.text_indent = indent if self.text_indent is None else self.text_indent
        return indent >= self.text_indent

    def _in_characters(self, number: int, line: str) -> ContentSyntaxError | None:
        if line.startswith("```"):
            return ContentSyntaxError("“```”是聊天和网页里代码的记号，不是内容", "删掉这一行", number, 1)
        found = _LINE.fullmatch(line)
        tab = re.match(r" *\t", line)
        if tab:
            return ContentSyntaxError("行首用了制表符（Tab）", "缩进请用空格，一层两个", number, tab.end())
        if found is None or found["key"] not in self.names:
            return self._in_braces(number, line)
        key, mark, rest, dash = found["key"], found["mark"], found["rest"], found["dash"]
        content = rest.strip()
        self._enter(number, found, content)
        if wide := re.search(f"[{WIDE_BLANKS}]", found["indent"]):
            return blank_indent(number, wide.start() + 1)
        if dash and (dash[0] != "-" or not found["gap"] or found["gap"].strip(" ")):
            return dash_error(number, found.start("dash") + 1, dash[0], line[found.start("key") :])
        column = found.start("mark") + 1
        if mark == "：":
            return colon_error(number, column, key, content)
        if mark and mark != ":":
            message = f"“{key}”后面是“{mark}”，不是冒号"
            return ContentSyntaxError(message, f"{COLON_REMEDY}：{_shown(key, content)}", number, column)
        if not mark and not dash:
            message, shown = f"“{key}”后面少了冒号", _shown(key, content)
            return ContentSyntaxError(message, f"加一个英文冒号和一个空格：{shown}", number, column)
        if mark and rest[:1] == " " and content.startswith("- "):
            return _item_beside(number, found.start("rest") + len(rest) - len(rest.lstrip()) + 1, key, content)
        if mark and rest and not rest.startswith("//"):
            return blank_error(number, column, key, rest) or self._in_braces(number, line)
        return None

    def _in_braces(self, number: int, line: str) -> ContentSyntaxError | None:
        """A slip in what stands in braces, on its own line."""
        opening = _BRACES.match(line)
        if opening is None:
            return None
        if opening[1] == "｛":
            return brace_error(number, opening.end())
        start = opening.end() - 1
        rest = line[start:]
        for inner in re.finditer(r"(?<=[\s{,，、；;])([^\W\d]\w{0,19})([:：])(.?)", rest):
            column, key = start + inner.start(2) + 1, inner[1]
            if key not in self.names:
                continue
            if inner[2] == "：":
                return colon_error(number, column, key)
            if slip := blank_error(number, column, key, inner[3]):
                return slip
            before = rest[: inner.start()].rstrip()
            if before[-1] in "，、；;":
                message = f"“{key}”前面的“{before[-1]}”不是英文逗号"
                return ContentSyntaxError(message, "换成英文逗号加一个空格", number, start + len(before))
            if before[-1] not in ",{":
                message = f"“{key}”前面少了逗号"
                return ContentSyntaxError(message, "加一个英文逗号，再空一格", number, start + inner.start() + 1)
        return None

    def _enter(self, number: int, found: re.Match[str], content: str) -> None:
        """Notes the field of a line, for what the lines below may belong to."""
        bare = _COMMENT.sub("", f" {content}").strip()
        text = content if _BLOCK.fullmatch(content) else ""
        self.previous, self.above = self.above, _Field(number, found.start("key"), found["key"], not bare, text)
        self.text_indent = None

    def _in_structure(self, number: int, line: str) -> ContentSyntaxError | None:
        found = _LINE.fullmatch(line)
        if found and found["mark"] == "：" and not (self.above and self.above.indicator):
            return colon_error(number, found.start("mark") + 1, found["key"], found["rest"].strip())
        if found is None or (found["key"] not in self.names and not _STRUCTURE.match(line)):
            return self._quoted(number, line, re.match(r" *- +", line)) or self._stray(number, line)
        known = found["key"] in self.names
        if not known:
            self._enter(number, found, found["rest"].strip())
        return self._misplaced(number, found) or self._quoted(number, line, found) or self._special(number, found)

    def _stray(self, number: int, line: str) -> ContentSyntaxError | None:
        """A line without a field: it goes on with the one above only where it stands further right."""
        above = self.above
        if above and above.open and (item := re.match(r" *-(?=[^\s-])", line)):
            return dash_error(number, item.end(), "-", line[item.end() :])
        if above is None or above.open or re.match(r" *(- |[\]}\"'])", line):
            return None
        indent = len(line) - len(line.lstrip(" "))
        if above.indicator:
            want = self.text_indent or above.column + 2
            if indent < want:
                message = f"这一行没有和“{above.key}”的文字对齐，接不上了"
                return ContentSyntaxError(message, f"行首空 {want} 格，和那段文字左边对齐", number, 1)
        elif indent <= above.column:
            want = above.column + 2
            message = f"这一行没有字段名；要是接着第 {above.number + self.first_line - 1} 行的“{above.key}”写，缩进不够"
            remedy = (
                f"接着写的：“{above.key}: ”后面写一个 |，文字另起行，每行行首空 {want} 格；新的字段：写成“字段名: 内容”"
            )
            if self.first_line > 1:
                remedy = "正文写在第二个 --- 的下面；新的字段写成“字段名: 内容”"
            return ContentSyntaxError(message, remedy, number, 1)
        return None

    def _misplaced(self, number: int, found: re.Match[str]) -> ContentSyntaxError | None:
        """A field that is aligned with none above it."""
        column, above, dash, levels = found.start("key"), self.previous, found["dash"], self.levels
        outermost = levels[0] if levels else 0
        while levels and levels[-1] > (found.start("dash") if dash else column):
            levels.pop()
        aligned = not levels or levels[-1] == column or bool(dash)
        if not levels or levels[-1] < column:
            levels.append(column)
        if not dash and column < outermost:
            message = f"“{found['key']}”从第 {column + 1} 格写起，最上面的字段却从第 {outermost + 1} 格写起，没有对齐"
            return ContentSyntaxError(
                message, "最外一层的字段，行首一律不空格；里面一层的，每层多空两格", number, column + 1
            )
        if aligned or above is None:
            return None
        message, remedy = f"“{found['key']}”这一行左边没有对齐", "同一层的字段，从同一格写起"
        if above.column < column:
            if above.open or above.indicator:
                return None
            message, remedy = f"{message}，比上面的“{above.key}”多了空格", f"和上面的“{above.key}”左边对齐"
        else:
            message = f"{message}：它从第 {column + 1} 格写起，上面的“{above.key}”从第 {above.column + 1} 格写起"
        return ContentSyntaxError(message, f"{remedy}；里面一层的，每层多空两格", number, column + 1)

    def _quoted(self, number: int, line: str, found: re.Match[str] | None) -> ContentSyntaxError | None:
        """A quote that opens a value and isn't closed, or after which something stands."""
        start = found.start("rest") if found and "rest" in found.re.groupindex else found.end() if found else 0
        opening = re.compile(r" *([\"'])").match(line, start)
        if opening is None:
            return None
        quote, column = opening[1], opening.end()
        end = _closing(line, column, quote)
        if end is None:
            if curled := re.search("[“”‘’]", line[column:]):
                message = f"用英文引号 {quote} 开头，却用中文引号{curled[0]}结尾"
                return ContentSyntaxError(message, f"开头和结尾都用英文引号 {quote}，或两头都不用", number, column)
            below = self.lines[number : number + 40]
            until = next((i for i, one in enumerate(below) if _closing(one, 0, quote) is not None), len(below))
            if until == len(below) or any(_STRUCTURE.match(one) for one in below[: until + 1]):
                message = f"引号没有配对：这一行只有开头的 {quote}，没有结尾的"
                shown = _REMARK.sub("", line)[:_SHOWN].strip()
                return ContentSyntaxError(message, f"在末尾补上：{shown}{quote}", number, column)
            self.quote = quote
            return None
        if re.match(r"\s*(#|$|[,\]}:])", line[end:]):
            return None
        message = f"引号只包住了一部分：“{line[column : end - 1][:20]}”后面还有文字"
        return ContentSyntaxError(message, "去掉英文引号，里面要用引号的写成中文的“”", number, column)

    def _special(self, number: int, found: re.Match[str]) -> ContentSyntaxError | None:
        """A character that can't begin a value, or a colon with a blank within one."""
        value = _COMMENT.sub("", found["rest"]).strip()
        column = found.start("rest") + len(found["rest"]) - len(found["rest"].lstrip()) + 1
        if not value or value[0] in "[{\"'" or _BLOCK.fullmatch(value):
            return None
        shown = f'{found["key"]}: "{value[:_SHOWN]}"'
        if value[0] in "*@`%!&|>":
            message = f"内容不能用“{value[0]}”开头"
            return ContentSyntaxError(message, f"给整句加上英文引号：{shown}", number, column)
        if second := _SECOND_COLON.search(value):
            message = "这一行的内容里又有一个英文冒号"
            remedy = f"把它换成中文冒号“：”，或给整句加上英文引号：{shown}"
            return ContentSyntaxError(message, remedy, number, column + second.start())
        return None


def find(source: Source, stumbled: ContentSyntaxError) -> list[ContentSyntaxError]:
    """The slips that explain why a text could not be parsed, else `stumbled` itself, where the parser stopped."""
    certain, likely = _scan(source)
    if any(slip.line <= stumbled.line for slip in certain):
        return certain
    explained = [slip for slip in likely if slip.line <= stumbled.line]
    return [*(explained[:1] or [stumbled]), *certain]


def certain_slips(source: Source) -> list[ContentSyntaxError]:
    """The slips of a text that are some whatever the parser made of it."""
    return _scan(source)[0]


def _scan(source: Source) -> tuple[list[ContentSyntaxError], list[ContentSyntaxError]]:
    scan = _Scan(source.text.split("\n"), source.names, source.first_line)
    scan.run()
    before = source.first_line - 1
    certain, likely = (
        [replace(slip, line=slip.line + before) for slip in kind] for kind in (scan.certain, scan.likely)
    )
    return certain, likely


def field_error(text: str, names: Collection[str], line: int, column: int) -> tuple[str, ContentSyntaxError] | None:
    """The slip in a `text` in the place of a field, and the name of that: `address:一号楼`, `－item`, `｛area`."""
    bare = text.lstrip("｛")
    found = _LINE.match(bare)
    if found is None or found["key"] not in names:
        return None
    key, mark, rest, at = found["key"], found["mark"], found["rest"], column + found.start("mark")
    slip = None
    if bare != text:
        slip = brace_error(line, column)
    elif wide := re.search(f"[{WIDE_BLANKS}]", found["indent"]):
        slip = blank_indent(line, column + wide.start())
    elif found["dash"]:
        slip = dash_error(line, column, found["dash"][0], text[found.end("dash") :])
    elif mark in ("：", ":"):
        own = re.split(r"\s+(?=[^\W\d]\w{0,19} *[:：])", rest.strip())[0]  # lines below are folded into one text
        slip = colon_error(line, at, key, own) if mark == "：" else blank_error(line, at, key, own)
    return (key, slip) if slip else None


def colon_error(line: int, column: int, key: str, content: str = "") -> ContentSyntaxError:
    return ContentSyntaxError(f"“{key}”后面是中文冒号“：”", f"{COLON_REMEDY}：{_shown(key, content)}", line, column)


def blank_error(line: int, column: int, key: str, rest: str) -> ContentSyntaxError | None:
    """The slip where no blank stands between colon and content, or one that is none."""
    if not rest or rest[0] in " \t":
        return None
    shown = _shown(key, rest.strip())
    if re.match(f"[{WIDE_BLANKS}]", rest):
        message = f"“{key}”的冒号后面是全角空格或特殊空格，不是普通空格"
        return ContentSyntaxError(message, f"删掉它，换成一个英文空格：{shown}", line, column + 1)
    return ContentSyntaxError(f"“{key}”的冒号后面少了一个空格", f"写成：{shown}", line, column)


def blank_indent(line: int, column: int) -> ContentSyntaxError:
    return ContentSyntaxError(
        "行首是全角空格或特殊空格，看着一样，电脑认不出来", "删掉行首的空白，用英文空格重新缩进，一层两个", line, column
    )


def dash_error(line: int, column: int, dash: str, rest: str) -> ContentSyntaxError:
    message = "“-”后面少了一个空格" if dash == "-" else f"行首的“{dash}”不是英文的短横"
    return ContentSyntaxError(message, f"写成：- {rest.strip()[:_SHOWN]}", line, column)


def _item_beside(number: int, column: int, key: str, content: str) -> ContentSyntaxError:
    """The slip of `hours: - 周一至周五`: an item of a list on the line of its field."""
    remedy = f"只有一项的，去掉“- ”：{_shown(key, content[2:].strip())}；有几项的，每项另起一行，行首空两格再写“- ”"
    return ContentSyntaxError(f"“{key}:”的同一行里不能再写“- ”", remedy, number, column)


def brace_error(line: int, column: int) -> ContentSyntaxError:
    return ContentSyntaxError(
        "这里是中文的花括号｛｝", "换成英文的 { }，里面的冒号、逗号也用英文的，后面各空一格", line, column
    )


def _shown(key: str, content: str) -> str:
    """A line as it should be: without the remark behind it, and with a blank for a tab within."""
    content = re.sub(r"\s*\t\s*", " ", _REMARK.sub("", content))
    return f"{key}: {content[:_SHOWN]}"


def _closing(line: str, start: int, quote: str) -> int | None:
    """The offset after the quote that closes the one before `start`; None where the line has none."""
    pattern = r'(?:[^"\\]|\\.)*"' if quote == '"' else r"(?:[^']|'')*'(?!')"
    found = re.compile(pattern).match(line, start)
    return found.end() if found else None
