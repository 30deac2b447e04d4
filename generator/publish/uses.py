"""The addresses that a written file references, and markup that may not be published: scripts, foreign hosts, odd
shapes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from html.parser import HTMLParser
from typing import NamedTuple


class UseKind(StrEnum):
    """What a use is; other than an address it is a problem, and the value is the rule of its finding."""

    ADDRESS = "publish.address"  # no problem: a local address, whose target is checked later
    SCRIPT = "publish.script"
    FOREIGN = "publish.foreign"
    SHAPE = "publish.shape"
    STYLE = "publish.style"  # by an attribute: a problem on pages, not in files to copy from


class Use(NamedTuple):
    """`text`: for an address, it as written without query and fragment; for any other kind a message in Chinese."""

    kind: UseKind
    text: str


Attributes = Iterable[tuple[str, str]]

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_BLANK = re.compile(r"[\x00-\x20]+")  # browsers drop these from addresses
_PATH = re.compile("[^?#]*")
_STYLE_URL = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*))\s*\)|@import\s+["']([^"']*)""", re.IGNORECASE)
_STYLE_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_REFRESH = re.compile(
    r"\s*[\d.]*[\s;,]\s*(?:url\s*=\s*)?['\"]?([^'\"]*)", re.IGNORECASE
)  # as browsers read it, `url=` or not
_PASSIVE = {"canonical", "alternate", "author", "license", "help", "next", "prev", "me"}  # the browser fetches none
_TEXT_ATTRIBUTES = {
    "alt",
    "title",
    "content",
    "value",
    "placeholder",
    "label",
    "aria-label",
    "data-copy",
    "data-place",
    "data-city",
}  # plain text: no browser follows it
_LINKS = {"https", "mailto", "sms", "tel"}
_ELEMENTS = frozenset(
    (
        "a abbr address article aside b bdi blockquote body br button canvas caption cite code col colgroup dd del "
        "details dfn dialog div dl dt em fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header "
        "hgroup hr html i img input ins kbd label legend li link main mark meta meter nav noscript ol optgroup "
        "option output p picture pre progress q rp rt ruby s samp script search section select small source span "
        "strong sub summary sup table tbody td textarea tfoot th thead time title tr u ul var wbr svg g defs desc "
        "symbol use path rect circle ellipse line polyline polygon text tspan image lineargradient radialgradient "
        "stop pattern clippath mask marker"
    ).split()
)
"""The elements of pages and drawings: none that frames, embeds, animates, holds styles or has a parsing mode of its
own.
"""
_REFUSED = {"srcdoc", "ping", "attributionsrc"}
_EQUIVALENTS = {"content-security-policy", "refresh"}
_DATA_SCRIPTS = ("application/ld+json", "application/json")
_TAG = re.compile(r"""([a-zA-Z][^\s/>"'<]*)((?:\s+[^\s"'<>/=]+(?:=(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*)\s*/?""")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:=(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_COMMON_TAG = re.compile(
    r'meta name="\w+" content="[^":&]*"|(?:li|article|time)(?: (?:class|datetime|data-day|data-span)="[\w -]*")+'
    r'|a(?: class="[\w -]*")?(?: data-\w+)? href="([\w.][\w./-]*)"'
)
"""A fast path for most tags that only one page has: text, a day, or a link with its address in the first group."""
_NOT_NAMES = "/!?"
_TAGS = re.compile("<([^>]*)>")
_HARMLESS = re.compile(r"/[a-zA-Z][a-zA-Z0-9-]*\s*|!doctype\s+html|\?xml[^<>]*", re.IGNORECASE)
_ENDS_EARLY = re.compile(r"\A-?>|--!>")  # where a browser ends a comment and HTMLParser may not
_MAX_CACHED = 50_000


@dataclass(frozen=True, slots=True, eq=False)
class _Tag:
    """A parsed tag; `code`: it opens a script that is code, not data."""

    name: str
    code: bool
    uses: tuple[Use, ...]


_PLAIN_TAG = _Tag("", False, ())  # no uses, as most tags
_cache: dict[str, _Tag | None] = {}  # tags repeat from page to page; None: needs the parser


def scan_markup(text: str) -> set[Use]:
    """The uses in an HTML or SVG text."""
    if len(_cache) > _MAX_CACHED:
        _cache.clear()
    found = _scan_fast(text)
    if found is None:
        parser = _Parser()
        parser.feed(text)
        parser.close()
        found = parser.found
    return found


def scan_line(text: str) -> set[Use] | None:
    """The uses in a line of HTML; None where a tag, script or comment may continue on the next line."""
    return _scan_fast(text)


def scan_lines(text: str) -> set[Use] | None:
    """The uses in lines that are each complete and hold no script; None where that can't be told."""
    if len(_cache) > _MAX_CACHED:
        _cache.clear()
    tags = _TAGS.findall(text)
    different = set(tags)
    if len(tags) < text.count("<") or any("\n" in tag for tag in different):
        return None
    for tag in different.difference(_cache):
        _cache[tag] = _parse_tag(tag)
    known = set(map(_cache.__getitem__, different))
    known.discard(_PLAIN_TAG)
    if any(tag is None or tag.name == "script" for tag in known):
        return None
    return set[Use]().union(*[tag.uses for tag in known if tag])


def scan_seen_line(line: str) -> set[Use]:
    """The uses in a line that was among lines which `scan_lines` scanned."""
    return {use for tag in _TAGS.findall(line) if (parsed := _parsed(tag)) for use in parsed.uses}


def scan_style(text: str) -> set[Use]:
    """The uses in a style sheet."""
    return set(_style(text))


def _scan_fast(text: str) -> set[Use] | None:
    """Splits at `<`, ten times faster than the parser; None where a comment or a quoted `<` or `>` makes that wrong."""
    found: set[Use] = set()
    inside, body, code = False, "", False  # inside a script: its text so far, whether it is code
    for piece in text.split("<")[1:]:
        if inside:
            if piece[:7].lower() != "/script":
                body += "<" + piece
                continue
            found.update(_inline_script(code, body))
            inside = False
        tag, closed, rest = piece.partition(">")
        known = _parsed(tag)
        if known is None or not closed:
            return None
        found.update(known.uses)
        if known.name == "script":
            inside, body, code = True, rest, known.code
    return None if inside else found


def _parsed(tag: str) -> _Tag | None:
    if tag not in _cache:
        _cache[tag] = _parse_tag(tag)
    return _cache[tag]


def _parse_tag(tag: str) -> _Tag | None:
    if usual := _COMMON_TAG.fullmatch(tag):
        return _Tag("a", False, (Use(UseKind.ADDRESS, usual[1]),)) if usual[1] else _PLAIN_TAG
    if tag[:1] in _NOT_NAMES and _HARMLESS.fullmatch(tag):
        return _PLAIN_TAG
    if not (match := _TAG.fullmatch(tag)):
        return None
    attributes = [
        (attribute.lower(), html.unescape(value) if "&" in (value := double or single or bare) else value)
        for attribute, double, single, bare in _ATTRIBUTE.findall(match[2])
    ]
    name = match[1].lower()
    # A self-closed script is whole in SVG and open in HTML: the parser knows.
    return None if name == "script" and tag.endswith("/") else _element(name, attributes)


def _element(name: str, attributes: list[tuple[str, str]]) -> _Tag:
    values = dict(attributes)
    code = name == "script" and values.get("type", "").strip().lower() not in _DATA_SCRIPTS
    used = tuple(_tag(name, attributes, values))
    return _Tag(name, code, used) if used or name == "script" else _PLAIN_TAG


def _inline_script(code: bool, body: str) -> Iterator[Use]:
    if code and body.strip():
        yield Use(UseKind.SCRIPT, f"写在页面里的脚本：{body.strip()[:40]}")


def _tag(name: str, attributes: Attributes, values: dict[str, str]) -> Iterator[Use]:
    if name not in _ELEMENTS:
        yield Use(UseKind.SHAPE, f"用了 <{name[:20]}>，网页里只用安静的元素")
    for attribute, value in attributes:
        if attribute.startswith("on") and len(attribute) > 2:
            yield Use(UseKind.SCRIPT, f"用了事件属性 {attribute}")
        elif attribute in _REFUSED or (attribute == "http-equiv" and value.strip().lower() not in _EQUIVALENTS):
            yield Use(UseKind.SHAPE, f"用了属性 {attribute}")
        elif attribute == "style":
            yield Use(UseKind.STYLE, "用了属性 style")
            yield from _style(value)
        elif attribute in ("srcset", "imagesrcset"):
            for candidate in filter(None, map(str.split, value.split(","))):
                yield from _address(candidate[0], fetched=True)
        elif attribute in ("src", "poster", "background", "action", "formaction"):
            yield from _address(value, fetched=True)
        elif attribute in ("href", "xlink:href"):
            passive = name == "link" and set(values.get("rel", "").lower().split()) <= _PASSIVE
            yield from _address(value, fetched=name not in ("a", "area") and not passive)
        elif (name, attribute) == ("meta", "content") and "http-equiv" in values and (to := _REFRESH.match(value)):
            yield from _address(to[1], fetched=True)
        elif (
            ":" in value
            and attribute not in _TEXT_ATTRIBUTES
            and _BLANK.sub("", value[:60]).lower().startswith("javascript:")
        ):
            yield Use(UseKind.SCRIPT, f"属性 {attribute} 里有 javascript: 地址")


def _style(text: str) -> Iterator[Use]:
    for groups in _STYLE_URL.findall(_STYLE_COMMENT.sub("", text)):
        yield from _address("".join(groups), fetched=True)


def _address(written: str, fetched: bool) -> Iterator[Use]:
    """`fetched`: the browser requests the address by itself or submits to it; else it is a link for people."""
    address = _BLANK.sub("", written)
    scheme = match[1].lower() if (match := _SCHEME.match(address)) else "https" if address.startswith("//") else ""
    if scheme in ("javascript", "vbscript"):
        yield Use(UseKind.SCRIPT, f"用了 {scheme}: 地址：{address[:60]}")
    elif scheme == "data":
        if not (fetched and address[5:11].lower() == "image/"):
            yield Use(UseKind.SHAPE, f"用了 data: 地址：{address[:40]}")
    elif scheme:
        if fetched:
            yield Use(UseKind.FOREIGN, f"要向别的网站取东西或送东西：{address[:120]}")
        elif scheme not in _LINKS or (scheme == "https" and not address.lower().startswith("https://")):
            yield Use(UseKind.SHAPE, f"链接只能是 https、mailto、sms 和 tel：{address[:60]}")
    elif (path := _PATH.match(written.strip())) and path[0]:
        yield Use(UseKind.ADDRESS, path[0])


class _Parser(HTMLParser):
    """The exact way: ten times slower than `_scan_fast`, which hands over whatever it is not sure of."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[Use] = set()
        self._inside = self._code = False
        self._body = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = _element(tag, [(attribute, value or "") for attribute, value in attrs])
        self._code = known.code
        self.found.update(known.uses)
        self._inside = known.name == "script"
        self._body = ""

    def handle_data(self, data: str) -> None:
        if self._inside:
            self._body += data

    def handle_endtag(self, tag: str) -> None:
        if self._inside:
            self.found.update(_inline_script(self._code, self._body))
            self._inside = False

    def handle_comment(self, data: str) -> None:
        if _ENDS_EARLY.search(data):
            self._report_malformed()

    def handle_decl(self, decl: str) -> None:
        if decl.lower() != "doctype html":
            self._report_malformed()

    def unknown_decl(self, data: str) -> None:
        self._report_malformed()

    def _report_malformed(self) -> None:
        self.found.add(Use(UseKind.SHAPE, "有不规整的注释或声明，浏览器读起来不一样"))

    def close(self) -> None:
        super().close()
        self._body += self.rawdata  # a script that nothing ends: some versions leave it there
        self.handle_endtag("")
