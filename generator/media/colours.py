"""Colours of any profile (Display P3, Adobe RGB, CMYK of a printer) as sRGB, which is what a picture without a profile is shown as."""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image, ImageCms

_DEVICES = {"scnr", "mntr", "prtr", "spac"}  # classes of profiles that say what the colours of a picture are
_SAMPLES = bytes(level for red in range(0, 256, 51) for green in range(0, 256, 51) for blue in range(0, 256, 51) for level in (red, green, blue))
_SAME = 2  # levels of 255
_FAR = 96
_WHITE_BLACK = {"RGB": ((255, 255, 255), (0, 0, 0)), "L": (255, 0), "CMYK": ((0, 0, 0, 0), (0, 0, 0, 255))}


def to_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """An RGB picture of an `RGB`, `L` or `CMYK` one. A profile that is broken, or of other colours than the picture's, does not count."""
    transform = _transform(profile, picture.mode) if profile else None
    return transform.apply(picture) if transform else picture.convert("RGB")


@lru_cache(8)  # a phone gives all its photos the same
def _transform(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """None where there is nothing to change, or nothing to be told from the profile."""
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
    white, black = (transform.apply(Image.new(mode, (1, 1), ink)).getpixel((0, 0)) for ink in _WHITE_BLACK[mode])
    return min(white) >= 255 - _FAR and max(black) <= _FAR


def _changes_nothing(transform: ImageCms.ImageCmsTransform, mode: str) -> bool:
    """Whether it is sRGB already, as most profiles are."""
    if mode != "RGB":
        return False
    made = transform.apply(Image.frombytes("RGB", (len(_SAMPLES) // 3, 1), _SAMPLES)).tobytes()
    return all(abs(one - other) <= _SAME for one, other in zip(made, _SAMPLES, strict=True))
