"""Finds metadata in published pictures: EXIF, XMP, comments, colour profiles, trailing data. None may be published, but
for caption, credit and terms of a photo in a pack.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from generator.documents import xmp

_SEGMENT_NAMES = {
    b"Exif\0": "拍摄信息（EXIF）",
    b"http://ns.adobe.com/x": "说明信息（XMP）",
    b"ICC_PROFILE": "颜色配置（ICC）",
    b"Photoshop 3.0": "说明信息（IPTC）",
    b"MPF\0": "第二张图（MPF）",
}
_CHUNKS = {
    b"eXIf": "拍摄信息（EXIF）",
    b"EXIF": "拍摄信息（EXIF）",
    b"XMP ": "说明信息（XMP）",
    b"iCCP": "颜色配置（ICC）",
    b"ICCP": "颜色配置（ICC）",
}
_TEXTS = {b"tEXt", b"zTXt", b"iTXt", b"tIME"}
_PLAIN_PNG = {b"IHDR", b"PLTE", b"tRNS", b"bKGD", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"pHYs", b"IDAT", b"IEND"}
_PLAIN_WEBP = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}
_TRAILING = "图片末尾之后还有别的内容"
_INCOMPLETE = "不是完整的图片"
_JFIF = b"JFIF\0"
_SEGMENTS = {0xC0, 0xC1, 0xC2, 0xC4, 0xDB, 0xDD}  # frames, tables, restarts: what pixels are made from
_MARKER = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])")  # within pixels, these bytes alone begin something else
_START, _END, _SCAN, _REMARK, _APP0, _APP14 = 0xD8, 0xD9, 0xDA, 0xFE, 0xE0, 0xEE


def embedded_metadata(ending: str, data: bytes, captioned: bool = False) -> str | None:
    """A message in Chinese if a JPEG, PNG or WebP holds more than pixels, or is none; else None.

    `captioned`: a JPEG may say what `xmp.embed` wrote, once.
    """
    if captioned and (notice := xmp.of_jpeg(data)):
        data = data.replace(xmp.segment(notice), b"", 1)
    read = _READERS.get(ending)
    try:
        return next(read(data), None) if read else None
    except (IndexError, ValueError, struct.error):
        return _INCOMPLETE


def _of_jpeg(data: bytes) -> Iterator[str]:
    at = 2
    if data[:2] != bytes((0xFF, _START)):
        yield _INCOMPLETE
    while (marker := _marker(data, at)) != _END:
        length = int.from_bytes(data[at + 2 : at + 4])
        body = data[at + 4 : at + 2 + length]
        if length < 2 or len(body) != length - 2:
            yield _INCOMPLETE
        yield from _of_segment(marker, body)
        at += 2 + length
        if marker == _SCAN:
            if (found := _MARKER.search(data, at)) is None:
                yield _INCOMPLETE
                return
            at = found.start(1) - 1
    if at + 2 != len(data):
        yield _TRAILING


def _marker(data: bytes, at: int) -> int:
    """Raises `IndexError` or `ValueError` where there is no marker."""
    if data[at] != 0xFF:
        raise ValueError
    return data[at + 1]


def _of_segment(marker: int, body: bytes) -> Iterator[str]:
    if marker == _REMARK:
        yield _carries("备注")
    plain = marker in (*_SEGMENTS, _SCAN)
    plain |= marker == _APP0 and body.startswith(_JFIF) and len(body) == 14  # without a thumbnail
    plain |= marker == _APP14 and body.startswith(b"Adobe") and len(body) == 12
    if not plain:
        yield _carries(
            next(
                (name for start, name in _SEGMENT_NAMES.items() if body.startswith(start)), f"附加信息（{marker:02X}）"
            )
        )


def _of_png(data: bytes) -> Iterator[str]:
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        yield _INCOMPLETE
    at, name = 8, b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", data, at)
        yield from _of_chunk(name, _PLAIN_PNG)
        at += 12 + length
    if at != len(data):
        yield _TRAILING if at < len(data) else _INCOMPLETE


def _of_webp(data: bytes) -> Iterator[str]:
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        yield _INCOMPLETE
    end, at = 8 + int.from_bytes(data[4:8], "little"), 12
    if end != len(data):
        yield _TRAILING if end < len(data) else _INCOMPLETE
    while at < end:
        name, length = struct.unpack_from("<4sI", data, at)
        yield from _of_chunk(name, _PLAIN_WEBP)
        at += 8 + length + length % 2
    if at != end:
        yield _INCOMPLETE


def _of_chunk(name: bytes, plain: set[bytes]) -> Iterator[str]:
    if name not in plain:
        yield _carries(
            "备注" if name in _TEXTS else _CHUNKS.get(name, f"附加信息（{name.decode('ascii', 'replace')}）")
        )


def _carries(what: str) -> str:
    return f"图片里带着{what}"


_READERS = {".jpg": _of_jpeg, ".png": _of_png, ".webp": _of_webp}
ENDINGS = tuple(_READERS)
