"""The rules of Atom (RFC 4287) as far as a validator can see them; each finding names its section."""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser

ATOM = "{http://www.w3.org/2005/Atom}"
XML = "{http://www.w3.org/XML/1998/namespace}"
ONE, AT_MOST_ONE, ANY = (1, 1), (0, 1), (0, 10_000)
PERSON = {"name": ONE, "uri": AT_MOST_ONE, "email": AT_MOST_ONE}
FEED = {"id": ONE, "title": ONE, "updated": ONE, "subtitle": AT_MOST_ONE, "generator": AT_MOST_ONE, "icon": AT_MOST_ONE,
        "logo": AT_MOST_ONE, "rights": AT_MOST_ONE, "author": ANY, "contributor": ANY, "category": ANY, "link": ANY, "entry": ANY}  # fmt: skip
ENTRY = {"id": ONE, "title": ONE, "updated": ONE, "published": AT_MOST_ONE, "summary": AT_MOST_ONE, "content": AT_MOST_ONE,
         "rights": AT_MOST_ONE, "source": AT_MOST_ONE, "author": ANY, "contributor": ANY, "category": ANY, "link": ANY}  # fmt: skip
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
UUID = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


def problems(data: bytes) -> list[str]:
    """What is wrong with a feed; an empty list if it is valid."""
    try:
        feed = ET.fromstring(data.decode("utf-8"))
    except (ET.ParseError, UnicodeDecodeError) as error:
        return [f"2: {error}"]
    if feed.tag != f"{ATOM}feed":
        return [f"4.1.1: {feed.tag}"]
    return list(_feed(feed))


def _feed(feed: ET.Element) -> Iterator[str]:
    yield from _children(feed, FEED, "4.1.1")
    entries = feed.findall(f"{ATOM}entry")
    if feed.find(f"{ATOM}author") is None and any(one.find(f"{ATOM}author") is None for one in entries):
        yield "4.1.1: neither the feed nor each entry has an author"
    if not any(link.get("rel") == "self" for link in feed.findall(f"{ATOM}link")):
        yield "4.1.1: no link to itself"
    language = feed.get(f"{XML}lang")
    if language is None or not LANGUAGE.fullmatch(language):
        yield "2: no language"
    ids = [feed.findtext(f"{ATOM}id"), *(one.findtext(f"{ATOM}id") for one in entries)]
    yield from (f"4.1.1: two of {one}" for one, count in Counter(ids).items() if count > 1)
    for entry in entries:
        yield from _children(entry, ENTRY, "4.1.2")
        if entry.find(f"{ATOM}content") is None and not _alternates(entry):
            yield "4.1.2: neither content nor an alternate link"
        yield from _newer(feed, entry)
    for one in (feed, *entries):
        yield from (f"4.2.7: two alternates of {kind}" for kind, n in Counter(_alternates(one)).items() if n > 1)
    for one in feed.iter():
        yield from _element(one)


def _newer(feed: ET.Element, entry: ET.Element) -> Iterator[str]:
    when, last, first = (
        one.findtext(f"{ATOM}{name}") for one, name in ((entry, "updated"), (feed, "updated"), (entry, "published"))
    )
    if when and last and TIME.fullmatch(when) and TIME.fullmatch(last) and when > last:
        yield "4.2.15: an entry is newer than its feed"
    if when and first and first > when:
        yield "4.2.15: updated before it was published"


def _children(parent: ET.Element, allowed: dict[str, tuple[int, int]], section: str) -> Iterator[str]:
    counts = Counter(child.tag.removeprefix(ATOM) for child in parent)
    yield from (f"{section}: {name} in {parent.tag}" for name in counts if name not in allowed)
    for name, (least, most) in allowed.items():
        if not least <= counts[name] <= most:
            yield f"{section}: {counts[name]} times {name}"


def _alternates(one: ET.Element) -> list[tuple[str | None, str | None]]:
    links = one.findall(f"{ATOM}link")
    return [(link.get("type"), link.get("hreflang")) for link in links if link.get("rel", "alternate") == "alternate"]


def _element(one: ET.Element) -> Iterator[str]:
    name, text = one.tag.removeprefix(ATOM), one.text or ""
    if name == "id" and (not IRI.fullmatch(text) or (text.startswith("urn:uuid:") and not UUID.fullmatch(text))):
        yield f"4.2.6: {text!r}"
    if name in ("updated", "published"):
        yield from _time(text)
    if name in ("author", "contributor"):
        yield from _children(one, PERSON, "3.2")
        if not one.findtext(f"{ATOM}name", "").strip():
            yield "3.2.1: a person without a name"
    is_plain = name in ("title", "subtitle", "summary", "rights") and one.get("type", "text") == "text"
    if is_plain and (len(one) or not text.strip()):
        yield f"3.1.1.1: {name}"
    if name == "link" and (not one.get("href") or re.search(r"[\s<>]", one.get("href", ""))):
        yield "4.2.7.1: a link without an address"
    if name == "category" and not one.get("term"):
        yield "4.2.2.1: a category without a term"
    if name in ("content", "title", "subtitle", "summary"):
        yield from _text(name, one)


def _time(text: str) -> Iterator[str]:
    try:
        if not TIME.fullmatch(text):
            raise ValueError(text)
        dt.datetime.fromisoformat(text)
    except ValueError:
        yield f"3.3: {text!r}"


def _text(name: str, one: ET.Element) -> Iterator[str]:
    kind = one.get("type", "text")
    if kind not in ("text", "html", "xhtml") and not (name == "content" and "/" in kind):
        yield f"3.1.1: type {kind}"
    if kind == "html":
        if len(one):
            yield "3.1.1.2: elements where text should be escaped"
        found = _Html()
        found.feed("".join(one.itertext()))
        yield from found.wrong


class _Html(HTMLParser):
    """What may not be in HTML that readers show, and addresses that lead nowhere from there."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style", "iframe", "object", "embed", "form", "meta", "link", "base"):
            self.wrong.append(f"8.1: {tag}")
        for name, value in attrs:
            if name.startswith("on") or name in ("style", "id"):
                self.wrong.append(f"8.1: {name}")
            if name in ("href", "src") and not re.match(r"https?:|mailto:|tel:|sms:", value or ""):
                self.wrong.append(f"4.1.3: {value}")
