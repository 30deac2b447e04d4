"""Rules of the Markdown parser for texts as people type them in Chinese, and as they come out of a word processor."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from generator.patterns import lazy

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

# Han and kana, their punctuation (curly quotes, dashes and dots too, which in Chinese are no others), full-width signs.
HAN = "\u00b7\u2014\u2018-\u201d\u2026\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff01-\uffef\U00020000-\U0003ffff"
_IS_HAN = lazy(f"[{HAN}]")
# How people who type Chinese begin a paragraph without an empty line before it.
_NUMBER = "[一二三四五六七八九十]"
_OPENING = lazy(
    rf"\u3000\u3000|\u3000*(?:{_NUMBER}{{1,3}}、(?!{_NUMBER})|[（(]{_NUMBER}{{1,3}}[）)]|[（(]\d{{1,2}}[）)]|"
    rf"\d{{1,2}}[、.．)）](?!\d)|[\u2460-\u2473])"
)
_NUMBERED_HEADING = lazy(
    rf"\u3000*(?:{_NUMBER}{{1,3}}、|[（(]{_NUMBER}{{1,3}}[）)]|第{_NUMBER}{{1,3}}[章节部]分?)[^\n。！？；：，、!?;:,]{{2,24}}$",
    re.MULTILINE,
)
"""A line that is the heading of what follows it: 一、基本情况."""
OPENING_WITHIN = lazy(rf"[^\n]\n(?:{_OPENING.pattern})|(?:\A|\n)(?:{_NUMBERED_HEADING.pattern})\n[^\n]", re.MULTILINE)
_INDENT = lazy(r"^\u3000+", re.MULTILINE)
# What a word processor leaves: marks where a word may be parted, blanks that hold lines together, signs for its lists.
_FROM_WORD = lazy(r"[\u00ad\u200b\u00a0\u2002\u2003\u2022\u25cf\u25a0\u25aa\u25c6\uf0b7\uf06c\uf0d8]")
_UNSEEN = str.maketrans("", "", "\u00ad\u200b")
_WORD_INDENT = lazy(r"^[ \u3000]*[\u00a0\u2002\u2003][ \u3000\u00a0\u2002\u2003]*", re.MULTILINE)
_WORD_BULLET = lazy(
    r"^([ \u3000]*)[\u2022\u25cf\u25a0\u25aa\u25c6\uf0b7\uf06c\uf0d8][ \t\u3000\u00a0]*(?=\S)", re.MULTILINE
)
_WORD_GAP = lazy(r"^( {0,3}(?:[-*+]|\d{1,2}[.)]))[\u00a0\u2002\u2003\u3000]+", re.MULTILINE)


def add_rules(parser: MarkdownIt) -> None:
    """Adds them to a parser of CommonMark."""
    parser.core.ruler.after("normalize", "word", _without_word_marks)
    parser.block.ruler.before("paragraph", "tabbed", _tabbed_rule, {"alt": ["paragraph"]})
    parser.block.ruler.before("paragraph", "opening", _opening_rule, {"alt": ["paragraph"]})
    parser.inline.ruler.at("emphasis", _emphasis_rule)
    parser.block.ruler.at("reference", _reference_rule)
    parser.block.ruler.at("list", _list_rule, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.core.ruler.before("inline", "indent", _without_indents)
    parser.core.ruler.after("inline", "han_breaks", _without_han_breaks)


def _without_word_marks(state: StateCore) -> None:
    """Reads what a word processor wrote as it shows it, line by line: indents, bullets, unseen marks."""
    if _FROM_WORD.search(state.src):
        source = _WORD_BULLET.sub("- ", state.src.translate(_UNSEEN))
        state.src = _WORD_INDENT.sub("\u3000\u3000", _WORD_GAP.sub(r"\1 ", source))


def _tabbed_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A rule of the parser: lines with tabs, as a table is pasted from a document or a sheet, are a table."""
    rows = []
    for line in range(start, end):
        text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
        if "\t" not in text.strip() or state.sCount[line] < state.blkIndent:
            break
        rows.append([cell.strip(" \u3000") for cell in text.rstrip().split("\t")])
        if silent and len(rows) > 1:
            return True
    if len(rows) < 2:
        return False
    width = max(map(len, rows))
    state.push("table_open", "table", 1).map = [start, start + len(rows)]
    for number, row in enumerate(rows):
        part, cell = ("thead", "th") if number == 0 else ("tbody", "td")
        if number < 2:
            state.push(f"{part}_open", part, 1)
        state.push("tr_open", "tr", 1).map = [start + number, start + number + 1]
        for text in row + [""] * (width - len(row)):
            state.push(f"{cell}_open", cell, 1)
            inline = state.push("inline", "", 0)
            inline.content, inline.map, inline.children = text, [start + number, start + number + 1], []
            state.push(f"{cell}_close", cell, -1)
        state.push("tr_close", "tr", -1)
        if number in (0, len(rows) - 1):
            state.push(f"{part}_close", part, -1)
    state.push("table_close", "table", -1)
    state.line = start + len(rows)
    return True


def _opening_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A rule of the parser: a line that opens a paragraph in Chinese style ends the paragraph before; so does the line
    below a numbered heading.
    """
    if not silent:
        return False
    at, above = (state.bMarks[line] + state.tShift[line] for line in (start, max(start - 1, 0)))
    opens = _OPENING.match(state.src, at) is not None
    return opens or (start > 0 and _NUMBERED_HEADING.match(state.src, above) is not None)


_NOTE = lazy(rf"\[[^\]\n]+\]:[^\n]*[{HAN}]")
_YEAR_POINT = lazy(r"\d{4}[.)]\s")


def _reference_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """CommonMark's `[1]: target`; a note that begins so is text: `[1]: 引自……`."""
    from markdown_it.rules_block import reference

    at = state.bMarks[start] + state.tShift[start]
    return _NOTE.match(state.src, at) is None and reference(state, start, end, silent)


def _list_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """CommonMark's lists, where a year begins none: 2026. 3. 8 活动."""
    from markdown_it.rules_block import list_block

    at = state.bMarks[start] + state.tShift[start]
    return _YEAR_POINT.match(state.src, at) is None and list_block(state, start, end, silent)


def _emphasis_rule(state: StateInline, silent: bool) -> bool:
    """CommonMark's emphasis, where `*` beside Chinese punctuation opens and closes too.

    CommonMark takes a run between punctuation and a letter for one that only opens or only closes, since Western text
    has a blank there. Chinese has none: `**“粗”**后面`, `前面**（粗）**`, `**粗。**接着`. `_` is left alone: it never
    works within a word.
    """
    from markdown_it.rules_inline import emphasis

    start = state.pos
    if not emphasis.tokenize(state, silent):
        return False
    before = state.src[start - 1] if start else " "
    after = state.src[state.pos] if state.pos < state.posMax else " "
    if before.isdigit() and after.isdigit():  # 5*6*7
        for delimiter in state.delimiters[start - state.pos :]:
            delimiter.open = delimiter.close = False
    elif state.src[start] == "*" and _IS_HAN.search(before + after):
        for delimiter in state.delimiters[start - state.pos :]:
            delimiter.open |= _is_sign(after, "Pe", "Pf") and not before.isspace()
            delimiter.close |= _is_sign(before, "Ps", "Pi") and not after.isspace()
    return True


def _is_sign(character: str, *others: str) -> bool:
    """Whether it is punctuation or a symbol, and of none of the `others`, Unicode's categories."""
    category = unicodedata.category(character)
    return category[0] in "PS" and category not in others


def _without_indents(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and "\u3000" in token.content:
            token.content = _INDENT.sub("", token.content)


def _without_han_breaks(state: StateCore) -> None:
    """Removes soft breaks between Han characters, which a browser would show as a blank."""
    for token in state.tokens:
        children = token.children or []
        for place, child in enumerate(children):
            if (
                child.type == "softbreak"
                and _is_han(children, range(place - 1, -1, -1), -1)
                and _is_han(children, range(place + 1, len(children)), 0)
            ):
                child.type, child.tag, child.content = "text", "", ""


def _is_han(tokens: list[Token], places: range, end: int) -> bool:
    """Whether the first visible character of the tokens at `places` is Han; markers of emphasis are skipped.

    `end` is the index of the character within its token: 0 or -1.
    """
    for place in places:
        token = tokens[place]
        if token.type == "text" and token.content:
            return _IS_HAN.match(token.content[end]) is not None
        if not token.nesting and token.type != "text":
            return False
    return False
