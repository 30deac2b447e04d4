"""How many pixels a photo has, by its header."""

from __future__ import annotations

import io

from PIL import Image

from generator.content.intake import PhotoFile
from generator.diagnostics import InvalidInput

MOST_BYTES = 64 * 2**20
PRINTED = 1200
"""Pixels that the longer side of a photo needs for a newspaper: 10 cm at 300 an inch."""
_FORMATS = ("JPEG", "PNG", "WEBP")


def read(file: PhotoFile) -> bytes:
    """The bytes of a photo; empty where it can't be read."""
    try:
        return (file.read(MOST_BYTES) or b"") if file.format else b""
    except (OSError, InvalidInput):
        return b""


def pixels(photo: bytes) -> tuple[int, int]:
    """Width and height in pixels; 0 × 0 for what is no picture."""
    try:
        with Image.open(io.BytesIO(photo), formats=_FORMATS) as picture:
            return picture.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return 0, 0
