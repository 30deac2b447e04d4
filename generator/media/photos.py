"""Makes the pictures of a page from a photo: decoded from its bytes, turned upright, converted to sRGB.

Only pixels survive: they are copied to a new image, so no EXIF, GPS, XMP, comment, profile or thumbnail is published.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from PIL import Image

from generator.content.intake import MAX_PHOTO_BYTES, PhotoFile
from generator.diagnostics import InvalidInput
from generator.media import colours

WIDTHS = (480, 960, 1600)
FALLBACK_WIDTH = 960
PRINT_SIZE = 2400
"""Pixels of the longer side of a photo that others may print."""
MOST_PIXELS = {"JPEG": 120_000_000, "progressive JPEG": 60_000_000, "PNG": 45_000_000, "WEBP": 24_000_000}
"""By the memory that decoding takes, 450 MB at most: a baseline JPEG is decoded no larger than needed (50 megapixels
take 50 MB), other formats are decoded whole before they are scaled down.
"""
FORMATS = ("JPEG", "PNG", "WEBP")
MAX_ASPECT = 10  # times the shorter side
_TINY = 160  # pixels
RECIPE = "5"  # changes whenever the bytes made from the same photo would change
_ORIENTATION = 0x0112  # of EXIF
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_LYING = {_TURNS[number] for number in (5, 6, 7, 8)}
T = TypeVar("T")
_GRID = 16  # cells a side
_MAX_DIFFERENT = 8  # cells of all that may differ between two savings of one photo


@dataclass(frozen=True)
class Encoded:
    """Pictures made from one photo: (width, media type, bytes) smallest first; the last is the JPEG fallback.

    `width` and `height` are those of the largest; `colour` is the mean; photos that look the same have a similar
    `perceptual_hash`.
    """

    files: tuple[tuple[int, str, bytes], ...]
    width: int
    height: int
    colour: str
    perceptual_hash: str


def read(file: PhotoFile) -> bytes:
    """A photo's bytes as the snapshot saw them.

    Raises `InvalidInput` for a file that is too large, without reading it, and OSError.
    """
    if file.size > MAX_PHOTO_BYTES:
        message = f"照片有 {file.size / 2**20:.0f} MB，超过 {MAX_PHOTO_BYTES // 2**20} MB"
        raise InvalidInput(message, "用手机或画图软件缩小后再放进来")
    data = file.read()
    if data is None:
        raise InvalidInput("照片在生成网站的时候换掉了，这一次没有用它", "等它传完、存好，再运行一次")
    return data


def encode(data: bytes) -> Encoded:
    """Makes all sizes of a photo from its file's bytes.

    Raises `InvalidInput` for what is no usable picture, saying what to do.
    """
    return _safely(lambda: _encoded(_open(data)))


def check(data: bytes) -> None:
    """Raises `InvalidInput` for what is no usable picture. A JPEG is decoded as small as it can be."""
    _safely(lambda: _open(data, _TINY))


def pixels(data: bytes) -> int:
    """How many pixels a picture says that it has; none for what is no picture."""
    found = _size(data)
    return found[0] * found[1] if found else 0


def bare(data: bytes) -> bytes:
    """A JPEG of a photo's pixels alone, upright, as wide as the largest size at most. Raises `InvalidInput`."""
    return _safely(lambda: _saved(_open(data), "JPEG", quality=90, optimize=True))


def for_print(data: bytes) -> bytes:
    """A JPEG of a photo's pixels alone, upright, its longer side `PRINT_SIZE` at most. Raises `InvalidInput`."""

    def encoded() -> bytes:
        picture = _open(data, PRINT_SIZE)
        picture.thumbnail((PRINT_SIZE, PRINT_SIZE), Image.Resampling.LANCZOS, reducing_gap=2.0)
        return _saved(picture, "JPEG", quality=88, optimize=True, progressive=True)

    return _safely(encoded)


def _safely(make: Callable[[], T]) -> T:
    try:
        return make()
    except InvalidInput:
        raise
    except Exception:  # whatever a decoder makes of broken bytes, it is a broken photo
        raise InvalidInput("照片打不开，文件可能没有传完或已损坏", "重新导出为 JPEG，再上传一次") from None


def _encoded(upright: Image.Image) -> Encoded:
    """`upright` is as wide as the largest size."""
    width, height = upright.size
    files: list[tuple[int, str, bytes]] = []
    smaller = fallback = upright
    for wanted in (width, *(w for w in reversed(WIDTHS) if w < width)):
        smaller = _narrowed(smaller, wanted)
        files.insert(0, (wanted, "image/webp", _saved(smaller, "WEBP", quality=76, method=2)))
        if wanted >= FALLBACK_WIDTH:
            fallback = smaller
    files.append((fallback.width, "image/jpeg", _saved(fallback, "JPEG", quality=78, optimize=True, progressive=True)))
    red, green, blue = smaller.resize((1, 1), Image.Resampling.BOX).tobytes()
    return Encoded(tuple(files), width, height, f"#{red:02x}{green:02x}{blue:02x}", _perceptual_hash(smaller))


def _open(data: bytes, widest: int = WIDTHS[-1]) -> Image.Image:
    """Upright sRGB pixels on a new canvas, at most as wide as `widest`.

    Nothing is decoded before the header's size is found to be small enough.
    """
    if size := _size(data):
        _check_size(*size)  # before Pillow sees it, which makes room for a WebP's pixels as it opens it
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # the limits here are our own, and an editor can do nothing about a half-broken EXIF
        try:
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
        except Image.DecompressionBombError as error:
            raise _too_many_pixels("".join(re.findall(r"\d+", str(error))[:1]), "JPEG") from None
        with picture:
            _check_size(*picture.size, "progressive JPEG" if picture.info.get("progressive") else picture.format or "")
            turn = _turn(picture)
            width, height = _fitting(picture.size, widest, lies=turn in _LYING)
            picture.draft("RGB", (width, height))  # a JPEG is decoded no larger than needed
            profile = picture.info.get("icc_profile") or _named_profile(picture)
            small = _plain_mode(picture).resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return _on_canvas(small if turn is None else small.transpose(turn), profile)


def _fitting(size: tuple[int, int], widest: int, lies: bool) -> tuple[int, int]:
    """The size, made smaller so that the picture is no wider than `widest` when it stands upright."""
    across = size[1] if lies else size[0]
    scale = min(1, widest / across)
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _check_size(width: int, height: int, form: str) -> None:
    if width * height > MOST_PIXELS.get(form, MOST_PIXELS["JPEG"]):
        raise _too_many_pixels(f"{width}×{height}", form)
    if max(width, height) > MAX_ASPECT * min(width, height):
        raise InvalidInput(f"照片太长（{width}×{height}），长边是短边的 {MAX_ASPECT} 倍以上", "裁短一些，或裁成几张")


def _too_many_pixels(size: str, form: str) -> InvalidInput:
    most = MOST_PIXELS[form] // 10_000
    if form == "JPEG":
        return InvalidInput(f"照片有 {size} 点，超过 {most} 万像素", "用手机或画图软件缩小到 8000×6000 以内")
    named = form.replace("progressive", "渐进式").replace("WEBP", "WebP")
    return InvalidInput(
        f"照片有 {size} 点，{named} 格式超过 {most} 万像素就太占内存",
        "用手机或画图软件另存为普通的 JPEG，或缩小到 4000×3000 以内",
    )


def _size(data: bytes) -> tuple[int, int, str] | None:
    """Width, height and format as the header of a PNG or WebP says; None for other files."""
    if data[:4] == b"\x89PNG":
        return int.from_bytes(data[16:20]), int.from_bytes(data[20:24]), "PNG"
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return None
    form, head = data[12:16], data[20:30].ljust(10, b"\0")
    if form == b"VP8X":
        return 1 + int.from_bytes(head[4:7], "little"), 1 + int.from_bytes(head[7:10], "little"), "WEBP"
    if form == b"VP8L":
        bits = int.from_bytes(head[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF), "WEBP"
    return int.from_bytes(head[6:8], "little") & 0x3FFF or 1, int.from_bytes(head[8:10], "little") & 0x3FFF or 1, "WEBP"


def _turn(picture: Image.Image) -> Image.Transpose | None:
    """How the picture has to be turned, as its EXIF says; None where it stands upright or the EXIF is broken."""
    try:
        return _TURNS.get(picture.getexif().get(_ORIENTATION, 1))
    except Exception:
        return None


def _named_profile(picture: Image.Image) -> bytes | None:
    try:
        return colours.exif_profile(picture.getexif())
    except Exception:  # a broken EXIF names nothing
        return None


def _plain_mode(picture: Image.Image) -> Image.Image:
    """The picture decoded, its channels of eight bits each: RGB, RGBA, L, LA or CMYK. Transparency is a channel."""
    picture.load()
    if picture.mode.startswith("I") or picture.mode == "F":
        picture = picture.point(lambda value: value / 256).convert("L")
        picture.info.pop("transparency", None)  # a grey of sixteen bits
    if "transparency" in picture.info:
        return picture.convert("RGBA")
    if picture.mode in ("RGB", "RGBA", "L", "LA", "CMYK"):
        return picture
    return picture.convert("RGBA" if picture.mode == "PA" else "L" if picture.mode == "1" else "RGB")


def _on_canvas(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Its pixels alone, in sRGB, on a new canvas that is white where nothing of the picture covers it."""
    if picture.mode in ("RGBA", "LA"):
        opaque = Image.new(picture.mode.removesuffix("A"), picture.size, "white")
        opaque.paste(picture.convert(opaque.mode), mask=picture.getchannel("A"))
        picture = opaque
    canvas = Image.new("RGB", picture.size)
    canvas.paste(colours.to_srgb(picture, profile))
    return canvas


def _perceptual_hash(picture: Image.Image) -> str:
    """A difference hash (dHash) of 16 × 16 cells in hex: which cells are lighter than their right neighbour."""
    grey = picture.convert("L").resize((_GRID + 1, _GRID), Image.Resampling.BOX)
    rows = (grey.crop((0, y, _GRID + 1, y + 1)).tobytes() for y in range(_GRID))
    bits = "".join("1" if left > right else "0" for row in rows for left, right in pairwise(row))
    return f"{int(bits, 2):0{_GRID * _GRID // 4}x}"


def look_same(one: str, other: str) -> bool:
    """Whether two photos with these hashes show the same: saved again or scaled, but neither cropped nor taken anew."""
    return (int(one, 16) ^ int(other, 16)).bit_count() <= _MAX_DIFFERENT


def _narrowed(picture: Image.Image, width: int) -> Image.Image:
    if picture.width <= width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)


def _saved(picture: Image.Image, form: str, **options: bool | int) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, form, **options)
    return buffer.getvalue()
