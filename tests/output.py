"""Everything that a build let out, as text: pages, data, feeds, drawings, the words that are searched, and the names of
all files.
"""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from pathlib import Path

_DAY = re.compile("</w:t><w:noBreakHyphen/><w:t[^>]*>")  # within a day, in Word


def everything(root: Path) -> dict[str, str]:
    """Path → the path and all text in that file, lower case and without blanks."""
    return {
        path.relative_to(root).as_posix(): _plain(f"{path.relative_to(root)} {_text(path.read_bytes())}")
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def _text(data: bytes) -> str:
    """What is in a file, packed or not, and in the files packed into it."""
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "\n".join(f"{name} {_text(archive.read(name))}" for name in archive.namelist())
    return _DAY.sub("-", data.decode("utf-8", "replace"))


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text).lower()


def holding(files: dict[str, str], word: str) -> list[str]:
    """The files that hold the word."""
    word = _plain(word)
    return [path for path, text in files.items() if word in text]
