"""Checks links of the hand-written pages, and which addresses of the site can exist as far as files tell."""

from __future__ import annotations

import hashlib
import posixpath
import re
import unicodedata
from collections.abc import Iterator
from difflib import get_close_matches
from urllib.parse import unquote, urlsplit

from generator.content.intake import PAGES, Snapshot
from generator.content.markdown import link_targets
from generator.content.pictures import SUFFIXES
from generator.diagnostics import Finding, Place, Severity
from generator.model.standard import CityStandard
from generator.model.withheld import address_of

RULE = "publish.link"
_MADE = frozenset(
    "activities brands demonstration digest families help nearby search services sitemap standard subscribe".split()
)
"""Top-level folders that the generator writes, beside homes, districts and features."""
_FILES = frozenset({"feed.atom", "sitemap.xml", "404.html", "updated.json"})
_LISTS = re.compile(r"\d{4}-\d\d/|(?:tag|function|in)-")  # of features
_FIELDS = ("guide/index.md", "guide/fields/")  # the field reference stands beside the guide, where there is one
_OWN = {
    "activities": "activities/{}.md",
    "brand": "brand.md",
}  # what pages below a home's are made of; of a family a dead link vanishes by itself
FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n.*?\n---[ \t]*\r?(?:\n|\Z)", re.DOTALL)


def dead_links(snapshot: Snapshot, standard: CityStandard) -> Iterator[Finding]:
    """An error for each broken link and picture of a hand-written page."""
    own = {unicodedata.normalize("NFC", path) for path in snapshot.pages} | pictures_beside_pages(snapshot).keys()
    if _FIELDS[0] in own:
        own.add(f"{_FIELDS[1]}index.md")
    for path, data in sorted(snapshot.pages.items()):
        text = unicodedata.normalize("NFC", data.decode("utf-8-sig", "replace").replace("\r\n", "\n"))
        front = matched[0] if (matched := FRONT_MATTER.match(text)) else ""
        for address, line in link_targets(text.removeprefix(front)):
            if wrong := _link_problem(snapshot, standard, own, unicodedata.normalize("NFC", path), address):
                message, remedy = wrong
                yield Finding(
                    Severity.ERROR, message, remedy, Place(f"{PAGES}{path}", line + 1 + front.count("\n"), 1), rule=RULE
                )


def pictures_beside_pages(snapshot: Snapshot) -> dict[str, str]:
    """Path below pages/ in NFC → path of each picture there, unreadable ones included."""
    beside = sorted(
        path for path in (*snapshot.photos, *snapshot.refused) if path.startswith(PAGES) and not path.endswith(".md")
    )
    return {unicodedata.normalize("NFC", path.removeprefix(PAGES)): path for path in beside}


def _link_problem(
    snapshot: Snapshot, standard: CityStandard, own: set[str], page: str, written: str
) -> tuple[str, str] | None:
    """The problem of an address in the file `page`, and the remedy.

    MkDocs takes it for a file relative to that one, else for an address as it is.
    """
    parts = urlsplit(written)
    path = unquote(parts.path)
    if parts.scheme or parts.netloc or not path:
        return None
    message = f"“{written[:80]}”指向不存在的页面或文件，网站生成不了"
    if path.startswith("/"):
        return (
            f"地址“{written[:80]}”以“/”开头，站点换到子路径下就断了",
            "从这一页写起，如 ../standard/；手写页面写它的文件名，如 privacy.md",
        )
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    there = posixpath.join(address_of(f"{PAGES}{page}") or "", path)
    led = posixpath.normpath(there).removeprefix(".").lstrip("/") if not there.startswith("../") else there
    folder = f"{led}/" if led and (path.endswith(("/", ".")) or "." not in led.rpartition("/")[2]) else led
    if beside in own or led in pictures_beside_pages(snapshot) or may_exist(snapshot, standard, folder):
        return None
    near = get_close_matches(posixpath.basename(beside), [posixpath.basename(one) for one in own], 1)
    return message, f"是不是“{near[0]}”？" if near else "核对网址；不要了就删掉这个链接或图片"


def may_exist(snapshot: Snapshot, standard: CityStandard, address: str) -> bool:
    """Whether something can be published at an address below the root of the site; that of a page ends in `/`.

    True in doubt.
    """
    page = address.removesuffix("index.html")
    if page in ("", *_FILES) or page in {address_of(f"{PAGES}{one}") for one in snapshot.pages}:
        return True
    top, _, rest = page.partition("/")
    if page.startswith(_FIELDS[1]):
        return _FIELDS[0] in snapshot.pages
    if top == "homes":
        return _of_home(snapshot, *rest.split("/", 2))
    name = rest.partition("/")[0]
    if top == "press":
        return not rest or "." in rest or bool(_LISTS.match(rest)) or _exists(snapshot, f"press/{name}.md")
    if top == "districts":
        return _exists(snapshot, f"districts/{name}/district.yml")
    if top == "services" and name and "." not in name:
        return name in {item.replace(".", "-") for item in standard.items}
    if page.startswith("standard/regulations/"):
        return rest.split("/")[1] in standard.regulations
    if top == "media":
        return _is_drawn_from_photo(snapshot, rest)
    return top in _MADE or (top in ("cards", "data") and bool(rest))


def _is_drawn_from_photo(snapshot: Snapshot, name: str) -> bool:
    """Whether the name of a picture begins with the digest of a photo in `homes/` or `pages/`."""
    digest = re.match(r"[0-9a-f]{20}(?=-\d+\.[a-z]+$)", name)
    photos = (
        file
        for folder in ("pages", "homes")
        for file in (snapshot.root / folder).rglob("*")
        if file.suffix.lower() in SUFFIXES and file.is_file()
    )
    return digest is not None and any(
        hashlib.sha256(file.read_bytes()).hexdigest().startswith(digest[0]) for file in photos
    )


def _of_home(snapshot: Snapshot, district: str, home: str = "", rest: str = "") -> bool:
    identity, (kind, _, name) = f"{district}/{home}", rest.partition("/")
    if identity not in snapshot.homes:
        return bool(home) and _was_renamed(snapshot, identity)
    if kind in _OWN and (name or kind == "brand"):
        return _exists(snapshot, f"homes/{identity}/{_OWN[kind].format(name.rstrip('/'))}")
    return (
        kind in ("", "activities", "families", "regulations")
        or kind.startswith("badge-")
        or kind.endswith((".ics", ".atom", ".txt", ".zip"))
    )


def _was_renamed(snapshot: Snapshot, identity: str) -> bool:
    """Whether a home has it among its former identities: old addresses redirect."""
    files = (snapshot.root / f"homes/{one}/home.yml" for one in snapshot.homes)
    return any(identity.encode() in file.read_bytes() for file in files if file.is_file())


def _exists(snapshot: Snapshot, path: str) -> bool:
    return (snapshot.root / path).is_file()
