"""Markdown to HTML: CommonMark with tables, no raw HTML, then an allowlist over the result."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

import nh3

from generator.content.text import one_line
from generator.patterns import lazy

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_TAGS = {
    "p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "strong", "em", "code",
    "pre", "a", "img", "figure", "figcaption", "table", "thead", "tbody", "tr", "th", "td", "div",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "srcset", "sizes", "alt", "width", "height", "loading", "decoding"},
    "ol": {"start"},
    "div": {"tabindex"},
}
_CLASSES = {"a": {"outside"}, "div": {"table"}}
_SCHEMES = {"https", "mailto", "tel"}
_USABLE_LINK = lazy(  # schemes and what has to follow them
    r"https://[^\s/?#@\\]+(?:[/?#].*)?|mailto:[^\s@?]+@[^\s@?]+(?:\?.*)?|tel:\+?(?:[\d().,*#-]|%20|%28|"
    r"%29)*\d(?:[\d().,;=*#-]|%20|%28|%29)*",
    re.IGNORECASE,
)
_BLOCKS = {"paragraph_open", "heading_open", "list_item_open", "tr_open", "table_open", "fence", "hr"}
_MAY_LINK = lazy(r"\]|<")
_REL = "noopener noreferrer nofollow"
# Hand-written pages are rendered by MkDocs, which passes raw HTML: tags allowed beyond those above.
_PAGE_TAGS = _TAGS | {
    "h1",
    "span",
    "del",
    "sub",
    "sup",
    "kbd",
    "abbr",
    "dl",
    "dt",
    "dd",
    "details",
    "summary",
    "small",
    "b",
    "i",
}
_PAGE_ATTRIBUTES = {
    "*": {"id"},
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height", "title"},
    "ol": {"start"},
}
_PAGE_CLASSES = {tag: {"admonition", "admonition-title", "note", "tip", "warning"} for tag in ("div", "p")}
_RAW_HTML_LINK = lazy(r"""<(?:a|img)\b[^>]*?\b(?:href|src)=["']([^"']*)""")
_OUTSIDE = lazy(r'<a (?=(?:[^>"]|"[^"]*")*href="https://)')
_DEEPEST_HEADING = 6
# Comments must not be printed: as CommonMark defines them, from the start of a line or within a paragraph.
_COMMENT = lazy(r"^ {0,3}<!--.*?(?:-->|\Z)|<!--(?:(?!\n[ \t]*\n).)*?-->", re.DOTALL | re.MULTILINE)
# Paragraphs without a character that has a meaning in Markdown or HTML: nearly all texts of homes.
_PLAIN = lazy(
    r"\n*+(?:(?: ?[0-9A-Za-z,:;?/%\u00b7\u2014\u2018-\u201d\u2026\u3001-\u9fff\uff01-\uff5e]++)++(?:\n++|\Z))*+"
)
_PARAGRAPH = lazy(r"[^\n]+(?:\n[^\n]+)*")
# Han and kana, their punctuation (curly quotes, dashes and dots too, which in Chinese are no others), full-width signs.
_HAN = "\u00b7\u2014\u2018-\u201d\u2026\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff01-\uffef\U00020000-\U0003ffff"
_IS_HAN = lazy(f"[{_HAN}]")
_HAN_BREAK = lazy(f"(?<=[{_HAN}])\n(?=[{_HAN}])")
# How people who type Chinese begin a paragraph without an empty line before it.
_NUMBER = "[一二三四五六七八九十]"
_OPENING = lazy(
    rf"\u3000\u3000|\u3000*(?:{_NUMBER}{{1,3}}、(?!{_NUMBER})|[（(]{_NUMBER}{{1,3}}[）)]|[（(]\d{{1,2}}[）)]|"
    rf"\d{{1,2}}[、.．)）](?!\d)|[\u2460-\u2473])"
)
_OPENING_WITHIN = lazy(rf"[^\n]\n(?:{_OPENING.pattern})")
_PREFORMATTED = lazy(r"(<pre>.*?</pre>)", re.DOTALL)
_INDENT = lazy(r"^\u3000+", re.MULTILINE)
# What a word processor leaves: marks where a word may be parted, blanks that hold lines together, signs for its lists.
_FROM_WORD = lazy(r"[\u00ad\u200b\u00a0\u2002\u2003\u2022\u25cf\u25a0\u25aa\u25c6\uf0b7\uf06c\uf0d8]")
_UNSEEN = str.maketrans("", "", "\u00ad\u200b")
_WORD_INDENT = lazy(r"^[ \u3000]*[\u00a0\u2002\u2003][ \u3000\u00a0\u2002\u2003]*", re.MULTILINE)
_WORD_BULLET = lazy(
    r"^([ \u3000]*)[\u2022\u25cf\u25a0\u25aa\u25c6\uf0b7\uf06c\uf0d8][ \t\u3000\u00a0]*(?=\S)", re.MULTILINE
)
_WORD_GAP = lazy(r"^( {0,3}(?:[-*+]|\d{1,2}[.)]))[\u00a0\u2002\u2003\u3000]+", re.MULTILINE)

Illustrate = Callable[[str, str], str | None]
"""From a photo's file name and alt text to the HTML of the published picture; None where it is not published."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """HTML that is safe to place in a page, and the same text without markup for search and summaries."""

    html: str
    text: str


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # slow to import, and not needed by a build without changes

    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("code")  # an indent is none of code
    parser.core.ruler.after("normalize", "word", _without_word_marks)
    parser.block.ruler.before("paragraph", "tabbed", _tabbed_rule, {"alt": ["paragraph"]})
    parser.block.ruler.before("paragraph", "opening", _opening_rule, {"alt": ["paragraph"]})
    parser.inline.ruler.at("emphasis", _emphasis_rule)
    parser.core.ruler.before("inline", "indent", _without_indents)
    parser.core.ruler.after("inline", "han_breaks", _without_han_breaks)
    return parser


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
    """A rule of the parser: a line that opens a paragraph in Chinese style ends the paragraph before."""
    return silent and _OPENING.match(state.src, state.bMarks[start] + state.tShift[start]) is not None


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
    if state.src[start] == "*" and _IS_HAN.search(before + after):
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


def photo_names(source: str) -> tuple[str, ...]:
    """The file names of the images in `source`, in order."""
    tokens = (child for token in _parser().parse(source) for child in token.children or ())
    return tuple(_photo_name(str(token.attrs["src"])) for token in tokens if token.type == "image")


def _photo_name(address: str) -> str:
    """The name of a file in photos/ from the address of an image."""
    return one_line(unquote(address)).removeprefix("./").removeprefix("../").removeprefix("photos/")


def render(source: str, illustrate: Illustrate | None = None) -> Rendered:
    """Renders Markdown of a home or an editor. Headings start at `h2`; images go through `illustrate`."""
    if _is_plain(source):
        return Rendered("".join(f"<p>{paragraph}</p>\n" for paragraph in _paragraphs(source)), plain_text(source))
    tokens = _parser().parse(_COMMENT.sub("", source))
    text = _text_of(tokens)
    for token in tokens:
        _lower_heading(token)
        _rewrite_inline(token.children or [], illustrate)
    dirty = _parser().renderer.render(tokens, _parser().options, {})
    return Rendered(_cleaner().clean(_scrollable_tables(dirty)), text)


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=_TAGS, attributes=_ATTRIBUTES, allowed_classes=_CLASSES, url_schemes=_SCHEMES, link_rel=_REL
    )


def _is_plain(source: str) -> bool:
    """Whether the source consists of plain paragraphs, which give the same HTML without the parser."""
    return (
        _PLAIN.fullmatch(source) is not None
        and "\n " not in source
        and not source.startswith(" ")
        and not _OPENING_WITHIN.search(source)
    )


def _paragraphs(source: str) -> list[str]:
    """The paragraphs of a source for which `_is_plain` holds."""
    return _PARAGRAPH.findall(_HAN_BREAK.sub("", source))


def plain_text(source: str) -> str:
    """The `text` of `render`, in half the time."""
    if _is_plain(source):
        return "\n".join(paragraph.replace("\n", " ") for paragraph in _paragraphs(source))
    return _text_of(_parser().parse(_COMMENT.sub("", source)))


def _text_of(tokens: Iterable[Token]) -> str:
    found: list[str] = []
    for token in tokens:
        for child in token.children or ():
            if child.type in ("text", "code_inline"):
                found.append(child.content)
            elif child.type in ("softbreak", "hardbreak"):
                found.append(" ")
        if token.type == "inline":
            found.append("\n")
    return re.sub(r"[ \t]+", " ", "".join(found)).strip()


def clean_page(markup: str) -> str:
    """Sanitizes the HTML that MkDocs rendered of a hand-written page; external links get class and rel."""
    clean = nh3.clean(
        markup,
        tags=_PAGE_TAGS,
        attributes=_PAGE_ATTRIBUTES,
        allowed_classes=_PAGE_CLASSES,
        attribute_filter=_local_images_only,
        url_schemes=_SCHEMES,
        link_rel=None,
    )
    clean = "".join(
        part if part.startswith("<pre") else _HAN_BREAK.sub("", part) for part in _PREFORMATTED.split(clean)
    )
    clean = clean.replace("<pre>", '<pre tabindex="0">')  # the keyboard scrolls what is wider than a phone
    return _OUTSIDE.sub(f'<a class="outside" rel="{_REL}" ', clean)


def _local_images_only(tag: str, attribute: str, value: str) -> str | None:
    """Drops the source of images that are not on the site itself."""
    return None if (tag, attribute) == ("img", "src") and (":" in value or value.startswith(("/", "\\"))) else value


def _lower_heading(token: Token) -> None:
    if token.type in ("heading_open", "heading_close"):
        token.tag = f"h{min(int(token.tag[1]) + 1, _DEEPEST_HEADING)}"


def _rewrite_inline(children: list[Token], illustrate: Illustrate | None) -> None:
    """Replaces images, marks external links, and reduces unusable links to their text.

    Links do not nest, so the next closing token belongs to the open link.
    """
    unusable = False
    for token in children:
        if token.type == "image":
            picture = illustrate(_photo_name(str(token.attrs["src"])), token.content) if illustrate else None
            token.type, token.tag, token.children, token.content = "html_inline", "", None, picture or ""
        elif token.type == "link_open":
            unusable = not _is_usable(token)
            if not unusable and str(token.attrs["href"]).lower().startswith("https:"):
                token.attrs["class"] = "outside"
        if unusable and token.type in ("link_open", "link_close"):
            unusable = token.type == "link_open"
            token.type, token.tag, token.content = "html_inline", "", ""


def _is_usable(link: Token) -> bool:
    """Whether a link has an absolute address: a relative one differs by the page that shows the text."""
    return _USABLE_LINK.fullmatch(str(link.attrs.get("href", ""))) is not None


def blocks(source: str) -> list[tuple[int, int]]:
    """The line ranges (start, end) of blocks that can be removed alone: paragraph, heading, list item, table row.

    A table goes with its head, a comment as a whole; other lines are blocks of their own.
    """
    tokens = [(token.type, token.map[0], token.map[1]) for token in _parser().parse(source) if token.map]
    heads = {start for kind, start, _ in tokens if kind == "table_open"}
    found = {(a, b) for kind, a, b in tokens if kind in _BLOCKS and (kind != "tr_open" or a not in heads)}
    found |= {(line, line + 1) for line in range(source.count("\n") + 1)} - {
        (line, line + 1) for a, b in found for line in range(a, b)
    }
    for remark in _COMMENT.finditer(source):
        first, end = source.count("\n", 0, remark.start()), source.count("\n", 0, remark.end()) + 1
        touched = {(a, b) for a, b in found if a < end and first < b}
        found = found - touched | {(min(first, *(a for a, _ in touched)), max(end, *(b for _, b in touched)))}
    return sorted(found)


def covering_blocks(source: str, first: int, end: int) -> list[tuple[int, int]]:
    """The smallest blocks that cover the lines from `first` to `end`."""
    touched = [(a, b) for a, b in blocks(source) if a < end and first < b]
    return [
        one
        for one in touched
        if not any(other != one and one[0] <= other[0] and other[1] <= one[1] for other in touched)
    ]


def remove_lines(source: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text without the lines of the ranges (start, end), counted from 0."""
    gone = {line for first, end in spans for line in range(first, end)}
    return "\n".join(line for number, line in enumerate(source.split("\n")) if number not in gone).strip()


def unusable_links(source: str) -> Iterator[tuple[str, int]]:
    """The address of each unusable link, and the line (from 0) of its paragraph."""
    for token in _parser().parse(source) if _MAY_LINK.search(source) else ():
        for child in token.children or ():
            if child.type == "link_open" and not _is_usable(child):
                yield unquote(str(child.attrs.get("href", ""))), (token.map or [0])[0]


def link_targets(source: str) -> Iterator[tuple[str, int]]:
    """The address of each link and image, raw HTML included, and its line (from 0)."""
    lines = source.split("\n")
    for token in _parser().parse(source):
        start, end = token.map or (0, len(lines))
        for child in token.children or ():
            written = child.attrs.get("href") or child.attrs.get("src")
            for address in (
                [unquote(str(written))]
                if written
                else map(html.unescape, _RAW_HTML_LINK.findall(child.content if child.type == "text" else ""))
            ):
                yield (
                    address,
                    next((number for number in range(start, end) if address in unquote(lines[number])), start),
                )


def _scrollable_tables(markup: str) -> str:
    """Wraps tables so that a wide one scrolls by itself on a phone."""
    markup = markup.replace("<table>", '<div class="table" tabindex="0"><table>')
    return markup.replace("</table>", "</table></div>")


def escape(text: str) -> str:
    """Escapes one line of text for HTML."""
    return html.escape(text, quote=True)
