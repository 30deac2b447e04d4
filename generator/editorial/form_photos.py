"""Photos that came with a form: pictures within limits, and nothing but pixels in them, whatever the browser did."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from generator.content import pictures
from generator.content.intake import PhotoFile, Snapshot
from generator.diagnostics import InvalidInput
from generator.media import photos
from generator.office.intake.outcomes import Outcome, Problem
from generator.office.intake.packets import open_packet
from generator.office.intake.returned import Returned
from generator.office.intake.review_items import photos_of
from generator.publish.metadata import embedded_metadata

_ENDINGS = {"jpeg": ".jpg", "png": ".png", "webp": ".webp"}
_FORMATS = {ending: form for form, ending in _ENDINGS.items()} | {".jpeg": "jpeg"}
_REMEDY = "请填表的人换一张照片，再存一次"


def check(data: bytes, returned: Returned) -> None:
    """Notes the digest of each photo as it will be kept. Raises `InvalidInput` where one is none or too large."""
    packet = open_packet(data)
    for name in packet.photos:
        try:
            kept, found = bare(packet.photo(name))
        except InvalidInput as error:
            raise InvalidInput(f"照片 {name}：{error.message}", _REMEDY) from None
        returned.photos[name] = hashlib.sha256(kept).hexdigest()
        if found:
            returned.notes.append(f"照片 {name} 里{found.removeprefix('图片里')}，收的时候抹掉了")


def announce(own: Snapshot, identity: str, returned: Returned, outcome: Outcome) -> None:
    """Adds the photos that came for a home to what lies in its folder, as they will once they are accepted."""
    for name in texts(outcome) & set(returned.photos):
        path = f"homes/{identity}/photos/{name}"
        own.photos.setdefault(path, PhotoFile(own.root / path, 0, _FORMATS.get(Path(name).suffix.lower())))


def read(data: bytes, names: Collection[str]) -> dict[str, bytes]:
    """The photos of these names in a form's packet, as they are to be kept. Raises `InvalidInput`."""
    packet = open_packet(data)
    return {name: bare(packet.photo(name))[0] for name in names if name in packet.photos}


def bare(data: bytes) -> tuple[bytes, str | None]:
    """A photo without anything but pixels, and what else was in it, in Chinese."""
    form = pictures.format_of(data[: pictures.HEADER_BYTES])
    if form is None:
        raise InvalidInput(f"这是{pictures.describe_content(data[: pictures.HEADER_BYTES])}，不是照片", _REMEDY)
    photos.check(data)
    found = embedded_metadata(_ENDINGS[form], data)
    return (photos.bare(data) if found else data), found


def texts(outcome: Outcome) -> set[str]:
    """All texts of a home's changes, among them the names of its new photos."""
    return {text for change in outcome.changes for text in _texts(change.after)}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


def missing(folder: Path, returned: Returned, outcome: Outcome) -> Iterator[Problem]:
    """Photos that a form names and that are neither in its packet nor in the folder of the home."""
    named = {name: change for change in reversed(outcome.changes) for name in photos_of(change)}
    for name, change in named.items() if returned.is_form else ():
        is_photo = name.lower().endswith(pictures.SUFFIXES)
        if is_photo and name not in returned.photos and not (folder / "photos" / Path(name).name).is_file():
            remedy = "请填表的人打开原来的表，重新挑一次这张照片，再存一次"
            yield Problem(change.place, "", f"包里没有照片 {name[:60]}", remedy, change.at, change.key)


def collisions(folder: Path, returned: Returned, outcome: Outcome) -> Iterator[Problem]:
    """Photos whose names other photos of the home have already."""
    for name in sorted(texts(outcome) & set(returned.photos)):
        file = folder / "photos" / name
        if file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() != returned.photos[name]:
            message = f"已经有另一张照片叫 {name}"
            yield Problem(f"照片!{name}", "", message, "请填表的人在表里去掉它，重新挑一次")
