"""ZIP files and what they may unpack to: those of strangers are looked at before anything is unpacked, those that the
site gives out while they are.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from generator.diagnostics import InvalidInput

MAX_ENTRIES = 5_000
MAX_ENTRY_RATIO = 200  # how much larger than itself packed an entry may be
_MAX_FREE_ENTRY = 8 * 2**20  # bytes for which that does not matter


@dataclass(frozen=True)
class Limits:
    """`unpacked`: bytes of all entries; `ratio`: how much larger than the file they may be, beyond `free` bytes."""

    unpacked: int
    ratio: int
    free: int

    def of(self, size: int) -> int:
        """The bytes to which a file of `size` bytes may unpack."""
        return min(self.unpacked, max(self.free, self.ratio * size))


HANDED_IN = Limits(768 * 2**20, 40, 64 * 2**20)
"""Workbooks, which are read as they are unpacked."""
PUBLISHED = Limits(256 * 2**20, MAX_ENTRY_RATIO, 16 * 2**20)
"""Packs, in which documents unpack once more."""
_END = struct.Struct("<4s4H2LH")  # the end of the list of entries
_MAX_LIST = 2 * 2**20  # bytes
_TAIL = 65_535 + _END.size  # bytes in which the end lies
_LOCATOR = 20  # bytes of a ZIP64's, before the end
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)
"""What reading a damaged ZIP raises."""


def open_zip(data: bytes) -> zipfile.ZipFile:
    """The ZIP file. Its entries are within limits by their declared sizes, beyond which none is read.

    Raises `InvalidInput`.
    """
    _check_list(data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except DAMAGE:
        raise broken() from None
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > HANDED_IN.of(len(data)):
        raise _bomb()
    for entry in entries:
        if entry.flag_bits & 1:
            raise InvalidInput("文件有密码", "去掉密码，另存一份再交")
        if entry.file_size > max(_MAX_FREE_ENTRY, MAX_ENTRY_RATIO * entry.compress_size):
            raise _bomb()
    return archive


def read_entry(archive: zipfile.ZipFile, name: str, most: int) -> bytes | None:
    """The bytes of an entry; None where there is none. Raises `InvalidInput` where it has more than `most`."""
    try:
        entry = archive.getinfo(name)
        if entry.file_size > most:
            raise _bomb()
        return archive.read(entry)
    except KeyError:
        return None
    except InvalidInput:
        raise
    except DAMAGE:
        raise broken() from None


def read_start(stream: BinaryIO, name: str, most: int) -> bytes:
    """The first `most` bytes of an entry, or all of them. Raises `InvalidInput`."""
    try:
        with zipfile.ZipFile(stream) as archive, archive.open(name) as entry:
            return entry.read(most)
    except (KeyError, *DAMAGE):
        raise broken() from None


def broken() -> InvalidInput:
    """The error of a file that is damaged."""
    return InvalidInput("文件坏了，或者没有传完", "请发的人再发一次；能打开的话，另存为 .xlsx 再交")


def _bomb() -> InvalidInput:
    return InvalidInput("文件解开以后大得不正常，没有读它", "用 Excel 或 WPS 打开，删掉空白的行和列，另存一份再交")


def _check_list(data: bytes) -> None:
    """Raises `InvalidInput` where the list of entries itself is too long to be read."""
    at = data.rfind(b"PK\5\6", max(0, len(data) - _TAIL))
    if at < 0 or len(data) < at + _END.size:
        raise broken()
    _, _, _, _, count, size, _, _ = _END.unpack_from(data, at)
    is_zip64 = at >= _LOCATOR and data[at - _LOCATOR : at].startswith(b"PK\6\7")
    if is_zip64 or count > MAX_ENTRIES or size > _MAX_LIST:
        raise _bomb()
