"""What a written file uses and leads to: addresses in its tags and styles, and what must not stand in them at all."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from html.parser import HTMLParser


class Kind(StrEnum):
    """What is the matter, as the rule of a finding."""

    ADDRESS = "publish.address"  # no problem: a local address still to be looked up
    SCRIPT = "publish.script"
    FOREIGN = "publish.foreign"
    SHAPE = "publish.shape"


@dataclass(frozen=True, slots=True)
class Use:
    """A local address as it is written, without query and fragment; or, of another kind, what is wrong, in Chinese."""

    kind: Kind
    text: str


Attributes = Iterable[tuple[str, str | None]]

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_BLANK = re.compile(r"[\x00-\x20]+")  # browsers drop these from addresses
_STYLE_URL = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*))\s*\)|@import\s+["']([^"']*)""", re.IGNORECASE)
_STYLE_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_REFRESH = re.compile(r"\s*[\d.]+\s*[;,]\s*url\s*=\s*['\"]?([^'\"]*)", re.IGNORECASE)
_PASSIVE = {"canonical", "alternate", "author", "license", "help", "next", "prev", "me"}  # the browser fetches none
_WORDS = {"alt", "title", "content", "value", "placeholder", "label", "aria-label"}  # what homes write: followed by nobody
_DATA_SCRIPTS = ("application/ld+json", "application/json")
_TAG = re.compile(r"""([a-zA-Z][^\s/>"'<]*)((?:\s+[^\s"'<>/=]+(?:=(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*)\s*/?""")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:=(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_HARMLESS = re.compile(r"/[a-zA-Z][a-zA-Z0-9-]*\s*|!doctype\s+html|\?xml[^<>]*", re.IGNORECASE)
_MOST_KEPT = 50_000

_Tag = tuple[str, bool, tuple[Use, ...]]  # name, whether a script of code, uses
_seen: dict[str, _Tag | None] = {}  # tags repeat from page to page: each is read once; None where one needs the parser


def of_markup(text: str) -> set[Use]:
    """The uses in an HTML or SVG text."""
    if len(_seen) > _MOST_KEPT:
        _seen.clear()
    found = _quickly(text)
    if found is None:
        parser = _Parser()
        parser.feed(text)
        parser.close()
        found = parser.found
    return found


def of_style(text: str) -> set[Use]:
    """The uses in a style sheet."""
    return set(_style(text))


def _quickly(text: str) -> set[Use] | None:
    """Splits at `<`, which is right wherever no comment and no quoted `<` or `>` stands; None where one may."""
    found: set[Use] = set()
    raw, body, code = "", "", False  # inside a script or style: its name, its text so far
    for piece in text.split("<")[1:]:
        if raw:
            if piece[: len(raw) + 1].lower() != "/" + raw:
                body += "<" + piece
                continue
            found.update(_raw(raw, code, body))
            raw = ""
        tag, closed, rest = piece.partition(">")
        if tag not in _seen:
            _seen[tag] = _read(tag)
        known = _seen[tag]
        if known is None or not closed:
            return None
        name, code, uses = known
        found.update(uses)
        if name in ("script", "style"):
            raw, body = name, rest
    return None if raw else found


def _read(tag: str) -> _Tag | None:
    if _HARMLESS.fullmatch(tag):
        return "", False, ()
    if not (match := _TAG.fullmatch(tag)):
        return None
    attributes = [
        (attribute.lower(), html.unescape(double or single or bare))
        for attribute, double, single, bare in _ATTRIBUTE.findall(match[2])
    ]
    name = match[1].lower()
    # A self-closed script is whole in SVG and open in HTML: the parser knows.
    return None if name in ("script", "style") and tag.endswith("/") else _known(name, attributes)


def _known(name: str, attributes: list[tuple[str, str]]) -> _Tag:
    values = dict(attributes)
    code = values.get("type", "").strip().lower() not in _DATA_SCRIPTS
    return name, code, tuple(_tag(name, attributes, values))


def _raw(name: str, code: bool, body: str) -> Iterator[Use]:
    if name == "style":
        yield from _style(body)
    elif code and body.strip():
        yield Use(Kind.SCRIPT, f"写在页面里的脚本：{body.strip()[:40]}")


def _tag(name: str, attributes: Attributes, values: dict[str, str]) -> Iterator[Use]:
    if name == "base":
        yield Use(Kind.SHAPE, "用了 <base>，相对地址会变样")
    for attribute, value in attributes:
        if attribute.startswith("on") and len(attribute) > 2:
            yield Use(Kind.SCRIPT, f"用了事件属性 {attribute}")
        elif attribute in ("srcdoc", "ping"):
            yield Use(Kind.SHAPE, f"用了属性 {attribute}")
        elif attribute == "style":
            yield from _style(value)
        elif attribute in ("srcset", "imagesrcset"):
            for candidate in filter(None, map(str.split, value.split(","))):
                yield from _address(candidate[0], fetched=True)
        elif attribute in ("src", "poster", "background") or (name, attribute) == ("object", "data"):
            yield from _address(value, fetched=True)
        elif attribute in ("action", "formaction"):
            yield from _address(value, fetched=True)
        elif attribute in ("href", "xlink:href"):
            passive = name == "link" and set(values.get("rel", "").lower().split()) <= _PASSIVE
            yield from _address(value, fetched=name not in ("a", "area") and not passive)
        elif (name, attribute) == ("meta", "content") and "http-equiv" in values and (to := _REFRESH.match(value)):
            yield from _address(to[1], fetched=True)
        elif attribute not in _WORDS and _BLANK.sub("", value[:60]).lower().startswith("javascript:"):
            yield Use(Kind.SCRIPT, f"属性 {attribute} 里有 javascript: 地址")


def _style(text: str) -> Iterator[Use]:
    for groups in _STYLE_URL.findall(_STYLE_COMMENT.sub("", text)):
        yield from _address("".join(groups), fetched=True)


def _address(written: str, fetched: bool) -> Iterator[Use]:
    """`fetched`: the browser goes there by itself, or sends what was typed; else a person decides to follow a link."""
    address = _BLANK.sub("", written)
    scheme = match[1].lower() if (match := _SCHEME.match(address)) else "https" if address.startswith("//") else ""
    if scheme in ("javascript", "vbscript"):
        yield Use(Kind.SCRIPT, f"用了 {scheme}: 地址：{address[:60]}")
    elif scheme == "data":
        if not (fetched and address[5:11].lower() == "image/"):
            yield Use(Kind.SHAPE, f"用了 data: 地址：{address[:40]}")
    elif scheme:
        if fetched:
            yield Use(Kind.FOREIGN, f"要向别的网站取东西或送东西：{address[:120]}")
    elif path := re.split("[?#]", written.strip(), maxsplit=1)[0]:
        yield Use(Kind.ADDRESS, path)


class _Parser(HTMLParser):
    """The thorough way, ten times slower."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[Use] = set()
        self._raw = ("", False)
        self._body = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name, code, uses = _known(tag, [(attribute, value or "") for attribute, value in attrs])
        self.found.update(uses)
        self._raw = (name, code) if name in ("script", "style") else ("", False)
        self._body = ""

    def handle_data(self, data: str) -> None:
        if self._raw[0]:
            self._body += data

    def handle_endtag(self, tag: str) -> None:
        if self._raw[0]:
            self.found.update(_raw(*self._raw, self._body))
            self._raw = ("", False)

    def close(self) -> None:
        super().close()
        self._body += self.rawdata  # a script that nothing ends: some versions leave it there
        self.handle_endtag("")
