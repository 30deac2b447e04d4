"""A home's files as they lie in a ZIP file, read as those of a folder are (`intake`)."""

from __future__ import annotations

import hashlib
import os
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

from generator.content import opening, pictures, zips
from generator.content.intake import (
    TEXT_SUFFIXES,
    PhotoFile,
    Snapshot,
    is_ignored,
    is_usable_name,
    stat_fingerprint,
)
from generator.content.text import MAX_FILE_BYTES


def take_archived_snapshot(city: Snapshot, identity: str, file: Path) -> tuple[Snapshot, dict[str, str]]:
    """The files, and the SHA-256 (hex) of each by its path in the home's folder. What no folder may hold is skipped.

    Raises `InvalidInput` for a file that is damaged or unpacks to too much, and OSError.
    """
    with open(os.open(file, opening.READ), "rb") as stream:
        status = os.fstat(stream.fileno())
        if not stat.S_ISREG(status.st_mode) or status.st_size > zips.HANDED_IN.unpacked:
            raise zips.broken()
        data = stream.read(status.st_size)
    snapshot, sums = Snapshot(city.root, refused_outside=city.refused), {}
    with zips.open_zip(data) as archive:
        for entry in _entries(archive):
            name, path = entry.filename, f"homes/{identity}/{entry.filename}"
            content = zips.read_entry(archive, name, entry.file_size) or b""
            sums[name] = hashlib.sha256(content).hexdigest()
            if name.lower().endswith(TEXT_SUFFIXES):
                snapshot.texts[path] = content[: MAX_FILE_BYTES + 1]
            elif name.lower().endswith(pictures.SUFFIXES) or name.startswith("photos/"):
                form = pictures.format_of(content[: pictures.HEADER_BYTES])
                snapshot.photos[path] = PhotoFile(file, len(content), form, stat_fingerprint(status), name)
            else:
                snapshot.others.append(path)
    return snapshot, sums


def _entries(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    found = {entry.filename: entry for entry in archive.infolist() if not entry.is_dir()}
    for name, entry in sorted(found.items()):
        parts = name.split("/")
        if all(part not in ("", "..") and is_usable_name(part) and not is_ignored(part) for part in parts):
            yield entry
