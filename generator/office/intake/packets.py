"""The ZIP that a form of ours saves, looked at before anything is unpacked; docs/form.md is its layout."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field

from generator.content.zips import open_zip, read_entry
from generator.diagnostics import InvalidInput

DATA, PHOTOS, REMARKS, NOTE = "form.json", "photos/", "remarks.json", "请看.txt"
AGAIN = "请填表的人打开原来的表，从“打开上次存的包”里打开它，再存一次"
_MAX_PARTS = 400
_MAX_PHOTO = 32 * 2**20  # bytes
_LINK, _KIND = 0o120000, 0o170000  # of a symbolic link, in the mode of an entry
_PHOTO_NAME = re.compile(r"[A-Za-z0-9一-鿿][A-Za-z0-9一-鿿._ ()（）-]{0,110}\.(?:jpe?g|png|webp)", re.IGNORECASE)
_IGNORED = re.compile(r"(?:.*/)?(?:__MACOSX/.*|\.DS_Store|Thumbs\.db|desktop\.ini)|.*/")


@dataclass
class Packet:
    """The parts of a saved form. `photos`: file name → its part; `others`: parts that nobody asked for."""

    archive: zipfile.ZipFile
    data: str
    photos: dict[str, str] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)

    def photo(self, name: str) -> bytes:
        """The bytes of a photo. Raises `InvalidInput`."""
        return read_entry(self.archive, self.photos[name], _MAX_PHOTO) or b""


def is_packet(data: bytes) -> bool:
    """Whether a file is what a form saves, by its own list of parts. Raises `InvalidInput` for a ZIP that is none."""
    if not data.startswith(b"PK\3\4"):
        return False
    with open_zip(data) as archive:
        return any(name.rpartition("/")[2] == DATA for name in archive.namelist())


def open_packet(data: bytes) -> Packet:
    """The parts, none of which is unpacked yet. Raises `InvalidInput` for what no form of ours would save."""
    archive = open_zip(data)
    parts = [part for part in archive.infolist() if not _IGNORED.fullmatch(part.filename)]
    if len(parts) > _MAX_PARTS:
        raise InvalidInput(f"包里有 {len(parts)} 个文件，太多了", AGAIN)
    names = [part.filename for part in parts]
    data_part = min((name for name in names if name.rpartition("/")[2] == DATA), key=len)
    folder = data_part.removesuffix(DATA)  # somebody unpacked it and packed it again, with its folder
    for part in parts:
        if not _is_harmless(part) or names.count(part.filename) > 1:
            raise InvalidInput(f"包里有不该有的文件“{part.filename[:60]}”，没有读它", AGAIN)
    packet = Packet(archive, data_part)
    for name in names:
        own = name.removeprefix(folder)
        if own.startswith(PHOTOS) and _PHOTO_NAME.fullmatch(own.removeprefix(PHOTOS)):
            packet.photos[own.removeprefix(PHOTOS)] = name
        elif own not in (DATA, NOTE, REMARKS):
            packet.others.append(name)
    return packet


def _is_harmless(part: zipfile.ZipInfo) -> bool:
    """Whether a part stays in its place when it is unpacked by whatever program."""
    name = part.filename
    is_link = (part.external_attr >> 16) & 0o170000 == _LINK
    steps = name.split("/")
    return not (is_link or "\\" in name or ":" in name or name.startswith("/") or ".." in steps or "\0" in name)
