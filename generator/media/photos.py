"""One function from a home's photo to the pictures of a page: decoded from its bytes, turned upright, on a fresh canvas.

Nothing of the file but its pixels survives: a new image is made and saved, so no EXIF, GPS, XMP, comment, profile or thumbnail
can come along.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps

from generator.content.intake import LARGEST_PHOTO
from generator.diagnostics import Misread

WIDTHS = (480, 960, 1600)
FALLBACK_WIDTH = 960
MOST_PIXELS = 20_000_000
RECIPE = "1"  # changes whenever the bytes made from the same photo would change
_FORMATS = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True)
class Encoded:
    """Pictures made from one photo: (width, media type, bytes) smallest first; the last is the JPEG fallback."""

    files: tuple[tuple[int, str, bytes], ...]
    width: int
    height: int
    colour: str


def encode(path: Path) -> Encoded:
    """Makes all sizes of a photo. Raises `Misread` for a file that is no usable picture, saying what to do."""
    upright = _open(path)
    width, height = upright.size
    files, smaller = [], upright
    for wanted in reversed([w for w in WIDTHS if w < width] + [min(width, WIDTHS[-1])]):
        smaller = _narrowed(smaller, wanted)
        files.insert(0, (wanted, "image/webp", _saved(smaller, "WEBP", quality=76, method=2)))
    fallback = _narrowed(upright, min(width, FALLBACK_WIDTH))
    files.append((fallback.width, "image/jpeg", _saved(fallback, "JPEG", quality=78, optimize=True, progressive=True)))
    red, green, blue = upright.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    largest = min(width, WIDTHS[-1])
    return Encoded(tuple(files), largest, round(height * largest / width), f"#{red:02x}{green:02x}{blue:02x}")


def _open(path: Path) -> Image.Image:
    data = path.read_bytes()
    if len(data) > LARGEST_PHOTO:
        raise Misread(f"照片有 {len(data) / 1024 / 1024:.0f} MB，超过 20 MB", "用手机或画图软件缩小后再放进来")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise Misread(f"照片有 {picture.width}×{picture.height} 点，超过 2000 万像素", "缩小到 4000×3000 以内")
                picture.draft("RGB", (2 * WIDTHS[-1], 2 * WIDTHS[-1]))
                return _on_white(ImageOps.exif_transpose(picture))
    except Misread:
        raise
    except Exception:  # whatever a decoder makes of broken bytes, it is a broken photo
        raise Misread("照片打不开，文件可能没有传完或已损坏", "重新导出为 JPEG，再上传一次") from None


def _on_white(picture: Image.Image) -> Image.Image:
    """Pixels alone, on a new opaque canvas."""
    if picture.mode.startswith("I") or picture.mode == "F":
        picture = picture.point(lambda value: value / 256).convert("L")
    canvas = Image.new("RGB", picture.size, "white")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        canvas.paste(picture, mask=picture.getchannel("A"))
    else:
        canvas.paste(picture.convert("RGB"))
    return canvas


def _narrowed(picture: Image.Image, width: int) -> Image.Image:
    if picture.width <= width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)


def _saved(picture: Image.Image, form: str, **how) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, form, **how)
    return buffer.getvalue()
