"""Generated photographs of nobody: a room or a yard as light and grain, as large as a phone makes them."""

from __future__ import annotations

import io
from random import Random

from PIL import Image, ImageFilter

SIZE = (4000, 3000)
QUALITY = 85


def photograph(dice: Random) -> bytes:
    """A JPEG; the same for the same state of `dice`."""
    patches = Image.frombytes("RGB", (8, 6), bytes(dice.randrange(60, 230) for _ in range(8 * 6 * 3)))
    grain = Image.frombytes("L", (500, 375), dice.randbytes(500 * 375)).filter(ImageFilter.GaussianBlur(1))
    light = patches.resize(SIZE, Image.Resampling.BICUBIC)
    picture = Image.blend(light, grain.resize(SIZE, Image.Resampling.BILINEAR).convert("RGB"), 0.15)
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=QUALITY)
    return file.getvalue()
