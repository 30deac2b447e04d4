"""Pictures in the rows of a workbook, floating over them or in a cell, as photos of the home whose row it is.

They come from strangers: within limits, and nothing but pixels in them. One that is not taken is named.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.content import pictures
from generator.content.zips import open_zip, read_entry
from generator.diagnostics import InvalidInput
from generator.editorial.form_photos import bare
from generator.media import photos
from generator.model.load import Home
from generator.office.intake.foreign import Foreign
from generator.office.intake.returned import Asked, Cell, Entry, Returned
from generator.office.intake.sheets import Book

MAX_PHOTOS = 200  # of a book
_MAX_BYTES = 32 * 2**20  # of a picture
_MAX_PIXELS = 100_000_000  # of pictures that are decoded whole: some 3 s of the processor
_MAX_NAMED = 5
_NAME = re.compile(r"([0-9a-f]{8})-([0-9a-f]{1,8})\.(?:jpg|png|webp)")
_FLOATING = "在 Excel 里把它改成浮动的图片，或者把照片另外交"


def take(data: bytes, book: Book, returned: Returned) -> None:
    """Gives the entries of a book the photos in their rows, and notes what is not taken."""
    placed = [one for sheet in book.sheets for one in sheet.all_pictures()]
    if not data.startswith(b"PK") or book.format != "xlsx":
        return
    with open_zip(data) as archive:
        taking = _Taking(archive, returned)
        for entry in _entries(returned):
            taking.take(entry)
        told = {(one.place, one.part) for entry in _entries(returned) for one in entry.pictures}
        left = [one.place for one in placed if (one.place, one.part) not in told]
        if left:
            returned.notes.append(f"{_listed(left)} 的图片看不出是哪一家的，没有收")
        unplaced = sorted(set(_media(archive)) - {one.part for one in placed})
    if unplaced and not any(not one.part for one in placed):
        names = _listed(PurePosixPath(name).name for name in unplaced)
        returned.notes.append(f"文件里还有 {len(unplaced)} 张图片不在哪一格上，没有收：{names}")
    if taking.bare:
        returned.notes.append(f"{_listed(taking.bare)} 的图片里有拍摄地点等信息，收的时候抹掉了")


def read(data: bytes, names: Collection[str]) -> dict[str, bytes]:
    """The photos of these names, as they are to be kept. Raises `InvalidInput`."""
    digests = ((name, _NAME.fullmatch(name)) for name in names)
    wanted = {(int(one[1], 16), int(one[2], 16)): name for name, one in digests if one}
    if not wanted or not data.startswith(b"PK"):
        return {}
    found: dict[str, bytes] = {}
    with open_zip(data) as archive:
        for part in _media(archive):
            entry = archive.getinfo(part)
            name = wanted.get((entry.CRC, entry.file_size))
            if name and name not in found:
                found[name] = bare(read_entry(archive, part, _MAX_BYTES) or b"")[0]
    return found


def without_known(came: Sequence[Entry], home: Home | None) -> list[Entry]:
    """The rows without photos of a book that the home has by now."""
    known = {photo.file for photo in home.profile.photos} if home else set()
    return [
        one
        for one in came
        if one.at is not None or set(one.cells) != {"photos[].file"} or one.cells["photos[].file"].text not in known
    ]


@dataclass
class _Taking:
    """Takes the pictures of a book until it is enough."""

    archive: zipfile.ZipFile
    returned: Returned

    def __post_init__(self) -> None:
        self.names: dict[str, str] = {}
        self.bare: list[str] = []
        self.pixels = 0

    def take(self, entry: Entry) -> None:
        for picture in entry.pictures:
            try:
                name = self.names.get(picture.part) or self._photo(picture.part, picture.place)
            except InvalidInput as error:
                where = f"（{PurePosixPath(picture.part).name}）" if picture.part else ""
                what = f"有一张图片{where}，没有收：{error.message}。{error.remedy}"
                entry.questions.append(Asked(picture.place, what))
            else:
                self.names[picture.part] = name
                entry.photos.append(Cell(name, picture.place))

    def _photo(self, part: str, place: str) -> str:
        """The name of a photo by its digest in the archive, which tells it from all others. Raises `InvalidInput`."""
        if len(self.names) >= MAX_PHOTOS:
            raise InvalidInput(f"一本表里的图片超过 {MAX_PHOTOS} 张", "按街道分成几个文件再交")
        if part not in self.archive.NameToInfo:
            raise InvalidInput("看不出是文件里的哪一张", _FLOATING)
        info = self.archive.getinfo(part)
        if info.file_size > _MAX_BYTES:
            raise InvalidInput(f"超过 {_MAX_BYTES // 2**20} MB", "缩小后再放进来")
        data = read_entry(self.archive, part, _MAX_BYTES) or b""
        form = pictures.format_of(data[: pictures.HEADER_BYTES])
        size = photos.pixels(data)
        if form != "jpeg" and size <= photos.MOST_PIXELS["PNG"]:  # a larger one is not decoded at all
            self.pixels += size
            if self.pixels > _MAX_PIXELS:
                raise InvalidInput("图片太多、太大", "存成 JPEG，或者按街道分成几个文件再交")
        kept, found = bare(data)
        ending = ".jpg" if found or form == "jpeg" else f".{form}"
        name = f"{info.CRC:08x}-{info.file_size:x}{ending}"
        self.returned.photos[name] = hashlib.sha256(kept).hexdigest()
        if found:
            self.bare.append(place)
        return name


def _entries(returned: Returned) -> Iterator[Entry]:
    """All rows."""
    for rows in (*returned.entries.values(), *returned.new.values()):
        yield from rows
    if isinstance(returned, Foreign):
        yield from (row.entry for one in returned.lists for row in one.rows)


def _media(archive: zipfile.ZipFile) -> list[str]:
    return [name for name in archive.namelist() if "/media/" in name and not name.endswith("/")]


def _listed(places: Iterable[str]) -> str:
    found = list(dict.fromkeys(places))
    return "、".join(found[:_MAX_NAMED]) + (f" 等 {len(found)} 处" if len(found) > _MAX_NAMED else "")
