"""Converts colours of any ICC profile (Display P3, Adobe RGB, CMYK) to sRGB, which browsers assume if there is none."""

from __future__ import annotations

import io
import struct
from functools import cache, lru_cache

from PIL import Image, ImageCms

_DEVICES = {"scnr", "mntr", "prtr", "spac"}  # profile classes that describe the colours of a picture
_SAMPLES = bytes(
    level
    for red in range(0, 256, 51)
    for green in range(0, 256, 51)
    for blue in range(0, 256, 51)
    for level in (red, green, blue)
)
_SAME = 2  # levels of 255 that a converted colour may differ by and count as the same
_FAR = 96  # levels of 255 that white and black may move by
_WHITE_BLACK: dict[str, tuple[float | tuple[int, ...], float | tuple[int, ...]]] = {
    "RGB": ((255, 255, 255), (0, 0, 0)),
    "L": (255, 0),
    "CMYK": ((0, 0, 0, 0), (0, 0, 0, 255)),
}


_INTEROPERABILITY, _COLOUR_SPACE = 0xA005, 0xA001  # tags of EXIF
# Adobe RGB (1998): red, green, blue and white as XYZ under D50, in 65536ths, and its exponent in 256ths.
_ADOBE_RGB = {
    b"rXYZ": (39960, 20389, 1276),
    b"gXYZ": (13453, 41003, 3990),
    b"bXYZ": (9777, 4083, 48797),
    b"wtpt": (63190, 65536, 54061),
}
_EXPONENT = 563


def exif_profile(exif: Image.Exif) -> bytes | None:
    """The profile of Adobe RGB where EXIF alone names it, as cameras do (DCF 2.0): R03, or a colour space of 2."""
    index = exif.get_ifd(_INTEROPERABILITY).get(1, "")
    index = index.decode("latin-1") if isinstance(index, bytes) else str(index)
    return adobe_rgb() if index.strip(" \0").upper() == "R03" or exif.get_ifd(0x8769).get(_COLOUR_SPACE) == 2 else None


@cache
def adobe_rgb() -> bytes:
    """Its profile, made from numbers (ICC.1:2001)."""
    tags = {name: b"XYZ " + bytes(4) + struct.pack(">3i", *numbers) for name, numbers in _ADOBE_RGB.items()}
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), b"curv" + bytes(4) + struct.pack(">IH", 1, _EXPONENT) + bytes(2))
    at, table, body = 132 + 12 * len(tags), b"", b""
    for name, data in tags.items():
        table += name + struct.pack(">II", at + len(body), len(data))
        body += data
    head = struct.pack(">I4sI12s", at + len(body), b"", 0x02100000, b"mntrRGB XYZ ") + bytes(12) + b"acsp" + bytes(28)
    return head + struct.pack(">3i", *_ADOBE_RGB[b"wtpt"]) + bytes(48) + struct.pack(">I", len(tags)) + table + body


def to_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """An RGB picture of an `RGB`, `L` or `CMYK` one.

    A profile that is broken, or made for another mode than the picture's, is ignored.
    """
    transform = _transform(profile, picture.mode) if profile else None
    return transform.apply(picture) if transform else picture.convert("RGB")


@lru_cache(8)  # all photos of a phone have the same profile
def _transform(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """None where the profile is sRGB already, or unusable."""
    try:
        found = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if found.profile.device_class not in _DEVICES:
            return None
        transform = ImageCms.buildTransform(
            found,
            ImageCms.createProfile("sRGB"),
            mode,
            "RGB",
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return None
    return transform if _is_sound(transform, mode) and not _changes_nothing(transform, mode) else None


def _is_sound(transform: ImageCms.ImageCmsTransform, mode: str) -> bool:
    """Whether white stays white and black black."""
    white, black = (transform.apply(Image.new(mode, (1, 1), ink)).tobytes() for ink in _WHITE_BLACK[mode])
    return min(white) >= 255 - _FAR and max(black) <= _FAR


def _changes_nothing(transform: ImageCms.ImageCmsTransform, mode: str) -> bool:
    """Whether it is sRGB already, as most profiles are."""
    if mode != "RGB":
        return False
    made = transform.apply(Image.frombytes("RGB", (len(_SAMPLES) // 3, 1), _SAMPLES)).tobytes()
    return all(abs(one - other) <= _SAME for one, other in zip(made, _SAMPLES, strict=True))
