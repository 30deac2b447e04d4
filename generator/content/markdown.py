"""The one way from Markdown to HTML: CommonMark with tables, no raw HTML, then an allowlist over the result."""

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

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_TAGS = {
    "p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "strong", "em", "code", "pre", "a", "img",
    "figure", "figcaption", "table", "thead", "tbody", "tr", "th", "td", "div",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "srcset", "sizes", "alt", "width", "height", "loading", "decoding"},
    "ol": {"start"},
    "div": {"tabindex"},
}
_CLASSES = {"a": {"outside"}, "div": {"table"}}
_SCHEMES = {"https", "mailto", "tel"}
_USABLE_LINK = re.compile(  # schemes and what has to follow them
    r"https://[^\s/?#@\\]+(?:[/?#].*)?|mailto:[^\s@?]+@[^\s@?]+(?:\?.*)?|tel:\+?(?:[\d().,*#-]|%20|%28|"
    r"%29)*\d(?:[\d().,;=*#-]|%20|%28|%29)*",
    re.IGNORECASE,
)
_BLOCKS = {"paragraph_open", "heading_open", "list_item_open", "tr_open", "table_open", "fence", "code_block", "hr"}
_MAY_LINK = re.compile(r"\]|<")
_REL = "noopener noreferrer nofollow"
# Hand-written pages go through MkDocs, which lets raw HTML pass: their parts beyond those above.
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
_RAW_HTML_LINK = re.compile(r"""<(?:a|img)\b[^>]*?\b(?:href|src)=["']([^"']*)""")
_OUTSIDE = re.compile(r'<a (?=(?:[^>"]|"[^"]*")*href="https://)')
_DEEPEST_HEADING = 6
# What an editor hides must not be spelt out: a remark as CommonMark knows it, from a line's start or within a paragraph.
_COMMENT = re.compile(r"^ {0,3}<!--.*?(?:-->|\Z)|<!--(?:(?!\n[ \t]*\n).)*?-->", re.DOTALL | re.MULTILINE)
# Paragraphs of letters and of signs that mean nothing in Markdown or HTML: nearly all that homes write.
_PLAIN = re.compile(
    r"\n*+(?:(?: ?[0-9A-Za-z,:;?/%\u00b7\u2014\u2018-\u201d\u2026\u3001-\u9fff\uff01-\uff5e]++)++(?:\n++|\Z))*+"
)
_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
# Han and kana, their punctuation (curly quotes, dashes and dots too, which in Chinese are no others), full-width signs.
_HAN = "\u00b7\u2014\u2018-\u201d\u2026\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff01-\uffef\U00020000-\U0003ffff"
_IS_HAN = re.compile(f"[{_HAN}]")
_HAN_BREAK = re.compile(f"(?<=[{_HAN}])\n(?=[{_HAN}])")
# How people who type Chinese begin a paragraph without an empty line before it.
_NUMBER = "[一二三四五六七八九十]"
_OPENING = re.compile(
    rf"\u3000\u3000|\u3000*(?:{_NUMBER}{{1,3}}、(?!{_NUMBER})|[（(]{_NUMBER}{{1,3}}[）)]|（\d{{1,2}}）|"
    rf"\d{{1,2}}、(?!\d))"
)
_OPENING_WITHIN = re.compile(rf"[^\n]\n(?:{_OPENING.pattern})")
_PREFORMATTED = re.compile(r"(<pre>.*?</pre>)", re.DOTALL)
_INDENT = re.compile(r"^\u3000+", re.MULTILINE)

Illustrate = Callable[[str, str], str | None]
"""From a photo's file name and its alt text to the HTML of a published picture, or None where it may not be shown."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """HTML that is safe to place in a page, and the same words as plain text for search and summaries."""

    html: str
    text: str


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # it takes a while to come, and is not needed where nothing changed

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.block.ruler.before("paragraph", "opening", _opening_rule, {"alt": ["paragraph"]})
    parser.inline.ruler.at("emphasis", _emphasis_rule)
    parser.core.ruler.before("inline", "indent", _without_indents)
    parser.core.ruler.after("inline", "han_breaks", _without_han_breaks)
    return parser


def _opening_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line that begins like a paragraph ends the one before; the paragraph itself is made by the parser's own rule."""
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
    """A line's end between Han is no blank: a browser would show one."""
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
    """Whether the first character met, going through `places` (`end`: at its tokens' 0 or -1), is Han; positions of
    emphasis are passed over.
    """
    for place in places:
        token = tokens[place]
        if token.type == "text" and token.content:
            return _IS_HAN.match(token.content[end]) is not None
        if not token.nesting and token.type != "text":
            return False
    return False


def photo_names(source: str) -> tuple[str, ...]:
    """The files that `source` shows as images, in order."""
    tokens = (child for token in _parser().parse(source) for child in token.children or ())
    return tuple(_photo_name(token.attrs["src"]) for token in tokens if token.type == "image")


def _photo_name(address: str) -> str:
    """The name of a photo, as it lies in photos/, from the address that an image was given."""
    return one_line(unquote(address)).removeprefix("./").removeprefix("../").removeprefix("photos/")


def render(source: str, illustrate: Illustrate | None = None) -> Rendered:
    """Renders Markdown written by a home or an editor. Headings start at `h2`; images go through `illustrate`."""
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
    """Whether there are but paragraphs in it, their lines without blanks at the ends: these need no parser to come out
    the same.
    """
    return (
        _PLAIN.fullmatch(source) is not None
        and "\n " not in source
        and not source.startswith(" ")
        and not _OPENING_WITHIN.search(source)
    )


def _paragraphs(source: str) -> list[str]:
    """Those of a plain text."""
    return _PARAGRAPH.findall(_HAN_BREAK.sub("", source))


def plain_text(source: str) -> str:
    """The `text` of `render` alone, in half the time."""
    if _is_plain(source):
        return "\n".join(paragraph.replace("\n", " ") for paragraph in _paragraphs(source))
    return _text_of(_parser().parse(_COMMENT.sub("", source)))


def _text_of(tokens: Iterable) -> str:
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
    """What MkDocs made of a hand-written page, without anything active; links that lead elsewhere are marked like any
    other.
    """
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
    return _OUTSIDE.sub(f'<a class="outside" rel="{_REL}" ', clean)


def _local_images_only(tag: str, attribute: str, value: str) -> str | None:
    """A picture is one of the site's own."""
    return None if (tag, attribute) == ("img", "src") and (":" in value or value.startswith(("/", "\\"))) else value


def _lower_heading(token) -> None:
    if token.type in ("heading_open", "heading_close"):
        token.tag = f"h{min(int(token.tag[1]) + 1, _DEEPEST_HEADING)}"


def _rewrite_inline(children: list, illustrate: Illustrate | None) -> None:
    """Links that lead nowhere become their words; links hold no links, so the next end is theirs."""
    idle = False
    for token in children:
        if token.type == "image":
            picture = illustrate(_photo_name(token.attrs["src"]), token.content) if illustrate else None
            token.type, token.tag, token.children, token.content = "html_inline", "", None, picture or ""
        elif token.type == "link_open":
            idle = not _is_usable(token)
            if not idle and str(token.attrs["href"]).lower().startswith("https:"):
                token.attrs["class"] = "outside"
        if idle and token.type in ("link_open", "link_close"):
            idle = token.type == "link_open"
            token.type, token.tag, token.content = "html_inline", "", ""


def _is_usable(link) -> bool:
    """Only a whole address does: a relative one means another place on every page that shows the text."""
    return _USABLE_LINK.fullmatch(str(link.attrs.get("href", ""))) is not None


def blocks(source: str) -> list[tuple[int, int]]:
    """The lines, first and behind the last, of what can go by itself: a paragraph, a heading, an item of a list, a row
    of a table.

    A table goes with its head, a remark as a whole; a line that belongs to none of these goes alone.
    """
    tokens = [token for token in _parser().parse(source) if token.type in _BLOCKS and token.map]
    heads = {token.map[0] for token in tokens if token.type == "table_open"}
    found = {tuple(token.map) for token in tokens if token.type != "tr_open" or token.map[0] not in heads}
    found |= {(line, line + 1) for line in range(source.count("\n") + 1)} - {
        (line, line + 1) for a, b in found for line in range(a, b)
    }
    for remark in _COMMENT.finditer(source):
        first, behind = source.count("\n", 0, remark.start()), source.count("\n", 0, remark.end()) + 1
        touched = {(a, b) for a, b in found if a < behind and first < b}
        found = found - touched | {(min(first, *(a for a, _ in touched)), max(behind, *(b for _, b in touched)))}
    return sorted(found)


def covering_blocks(source: str, first: int, behind: int) -> list[tuple[int, int]]:
    """The smallest parts that together hold the lines from `first` to `behind`."""
    touched = [(a, b) for a, b in blocks(source) if a < behind and first < b]
    return [
        one
        for one in touched
        if not any(other != one and one[0] <= other[0] and other[1] <= one[1] for other in touched)
    ]


def remove_lines(source: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text without these lines."""
    gone = {line for first, behind in spans for line in range(first, behind)}
    return "\n".join(line for number, line in enumerate(source.split("\n")) if number not in gone).strip()


def unusable_links(source: str) -> Iterator[tuple[str, int]]:
    """The address of every link that leads nowhere, and the line, counted from 0, of the paragraph that it stands in."""
    for token in _parser().parse(source) if _MAY_LINK.search(source) else ():
        for child in token.children or ():
            if child.type == "link_open" and not _is_usable(child):
                yield unquote(str(child.attrs.get("href", ""))), (token.map or [0])[0]


def link_targets(source: str) -> Iterator[tuple[str, int]]:
    """The address of every link and picture, those of tags written out too, and its line, counted from 0."""
    lines = source.split("\n")
    for token in _parser().parse(source):
        start, behind = token.map or (0, len(lines))
        for child in token.children or ():
            written = child.attrs.get("href") or child.attrs.get("src")
            for address in (
                [unquote(str(written))]
                if written
                else map(html.unescape, _RAW_HTML_LINK.findall(child.content if child.type == "text" else ""))
            ):
                yield (
                    address,
                    next((number for number in range(start, behind) if address in unquote(lines[number])), start),
                )


def _scrollable_tables(markup: str) -> str:
    """A wide table scrolls by itself instead of widening a phone's page."""
    markup = markup.replace("<table>", '<div class="table" tabindex="0"><table>')
    return markup.replace("</table>", "</table></div>")


def escape(text: str) -> str:
    """Escapes one line of text for HTML."""
    return html.escape(text, quote=True)
