"""Looks into ZIP files, and into documents of Word and Excel, which are ZIP files too: bombs are refused, and what lies
inside is given out to be examined like any other file.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from generator.content.markup import BREAK
from generator.content.zips import DAMAGE, MAX_ENTRIES, PUBLISHED

OFFICE = (".docx", ".xlsx")
ENDINGS = (".zip", *OFFICE)

MAX_DEPTH = 2  # a document in a pack
_CHUNK = 2**20
_UNSAFE_NAME = re.compile(r"^/|^[A-Za-z]:|\\|(^|/)\.\.(/|$)|[\x00-\x1f]")
_OFFICE_PART = re.compile(r".+\.(?:xml|rels)")
_OFFICE_PICTURE = re.compile(r"(?:word|xl)/media/[^/]+(\.(?:jpe?g|png))")
_PARTS = re.compile(r"</(?:\w+:)?(?:p|si|is|c|v|row|text)>|<w:(?:br|cr|tab)\b[^>]*>")
_HYPHEN = "<w:noBreakHyphen/>"
_TAG = re.compile(r"<[^>]*>")
_TOLD = re.compile(r'\b(?:descr|title|prompt|promptTitle|error|errorTitle|display|tooltip|Target|name)="([^"]+)"')
_LINKED = re.compile(r"<Relationship\b[^>]*TargetMode=.External.[^>]*>")
_HYPERLINK = re.compile(r'Type="[^"]*/hyperlink"')


class BadArchive(Exception):
    """An archive that must not be published; the message says why, in Chinese."""


@dataclass
class Budget:
    """How many bytes may still be unpacked."""

    left: int

    @classmethod
    def of(cls, data: bytes) -> Budget:
        """That of a file, with all that lies in it."""
        return cls(PUBLISHED.of(len(data)))

    def take(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise BadArchive("解开以后大得不正常")


def members(data: bytes, budget: Budget) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file in an archive. Raises `BadArchive`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            names = {entry.filename for entry in entries}
            if len(entries) > MAX_ENTRIES:
                raise BadArchive(f"里面有 {len(entries):,} 个文件，太多")
            if len(names) < len(entries):
                raise BadArchive("里面有同名的文件")
            for entry in entries:
                if _UNSAFE_NAME.search(entry.filename):
                    raise BadArchive(f"里面的文件名不能用：{entry.filename[:60]}")
                if entry.flag_bits & 1:
                    raise BadArchive("加了密码，看不到里面")
                yield entry.filename, _unpacked(archive, entry, budget)
    except DAMAGE:
        raise BadArchive("不是完整的压缩文件") from None


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: Budget) -> bytes:
    """What it declares of its size is not believed."""
    pieces = []
    with archive.open(entry) as stream:
        while piece := stream.read(_CHUNK):
            budget.take(len(piece))
            pieces.append(piece)
    return b"".join(pieces)


def office_picture(name: str) -> str | None:
    """The ending of a picture in a document, `.jpg` or `.png`; None for another part."""
    found = _OFFICE_PICTURE.fullmatch(name)
    return found and found[1].replace("jpeg", "jpg")


def office_text(name: str, data: bytes) -> str:
    """What a reader can see of a part of a document, with `BREAK` between paragraphs and cells.

    Raises `BadArchive` for a part that is none of text (macros, embedded files), or that loads something from
    elsewhere, and `UnicodeDecodeError`.
    """
    if not _OFFICE_PART.fullmatch(name):
        raise BadArchive(f"里面有文档里不该有的东西：{name[:60]}")
    text = data.decode("utf-8-sig").replace(_HYPHEN, "-")
    if name.endswith(".rels") and any(not _HYPERLINK.search(link) for link in _LINKED.findall(text)):
        raise BadArchive("打开时会到别处取东西")
    told = _TOLD.findall(text)
    parted = _TAG.sub(BREAK if name.startswith("docProps/") else "", _PARTS.sub(BREAK, text))
    return html.unescape(BREAK.join((parted, *told)))
