"""Small pictures for a private page: upright, without anything but their pixels."""

from __future__ import annotations

import base64
import io

from PIL import Image, ImageOps

_WIDTH, _HEIGHT = 360, 240
_MOST_PIXELS = 100_000_000
_FORMATS = ("JPEG", "PNG", "WEBP")


def data_address(photo: bytes) -> str:
    """A `data:` address of a small JPEG; empty for what is no picture or too large to open."""
    try:
        with Image.open(io.BytesIO(photo), formats=_FORMATS) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                return ""
            picture.draft("RGB", (2 * _WIDTH, 2 * _HEIGHT))
            small = ImageOps.exif_transpose(picture).convert("RGB")
    except (OSError, ValueError, SyntaxError):
        return ""
    small.thumbnail((_WIDTH, _HEIGHT))
    bare = Image.new("RGB", small.size)
    bare.paste(small)
    stream = io.BytesIO()
    bare.save(stream, "JPEG", quality=72)
    return f"data:image/jpeg;base64,{base64.b64encode(stream.getvalue()).decode()}"
