"""What may be taken away from a page: its text to paste, and where it is made the article and the pack."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from generator.documents import formats
from generator.documents.handout import PACK, WORD, Handout
from generator.documents.names import safe

STYLES = json.dumps(formats.STYLES, separators=(",", ":"))
"""The styles of a paste, which the script adds to it."""


@dataclass(frozen=True, slots=True)
class File:
    """`size` as people say it; `name`: under which it is saved."""

    address: str
    size: str
    name: str


@dataclass(frozen=True, slots=True)
class Take:
    """`markup`: HTML without styles. `photos`: how many are in the pack."""

    markup: str
    photos: int
    pack: File | None = None
    word: File | None = None
    styles: str = STYLES


def of(handout: Handout | None, sizes: Mapping[str, int]) -> Take | None:
    """`sizes`: path → bytes of the files that were made. None where there is nothing to take."""
    if handout is None:
        return None
    return Take(
        formats.paste(handout),
        len(handout.photos),
        _file(handout, PACK, ".zip", sizes),
        _file(handout, WORD, ".docx", sizes),
    )


def _file(handout: Handout, name: str, ending: str, sizes: Mapping[str, int]) -> File | None:
    address = handout.address + name
    if address not in sizes:
        return None
    return File(address, size_label(sizes[address]), safe(handout.title) + ending)


def size_label(size: int) -> str:
    """Bytes as people say them."""
    return f"{size / 2**20:.1f} MB" if size >= 2**20 else f"{max(1, round(size / 1024))} KB"
