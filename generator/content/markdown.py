"""Markdown to HTML: CommonMark with tables, no raw HTML, then an allowlist over the result."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

import nh3

from generator.content.markdown_rules import HAN, OPENING_WITHIN, add_rules
from generator.content.text import one_line
from generator.patterns import lazy

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
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
_HAN_BREAK = lazy(f"(?<=[{HAN}])\n(?=[{HAN}])")
_PREFORMATTED = lazy(r"(<pre>.*?</pre>)", re.DOTALL)
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
    add_rules(parser)
    return parser


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
        and not OPENING_WITHIN.search(source)
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
