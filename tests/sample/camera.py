"""From a drawing to a file such as a camera or a phone leaves."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from random import Random

import resvg_py
from PIL import Image, ImageChops, ImageCms, ImageFilter

FONT = Path(__file__).with_name("plaque.otf")
QUALITY = 72
CAMERAS = (("YINXIANG", "YX-20"), ("SHUNFENG MOBILE", "SF P9"), ("LINLI", "Q3 Pro"), ("KANDE", "D-600"))
TURNS = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}


@dataclass(frozen=True)
class Traits:
    """What a camera wrote besides the picture. The site must show none of it."""

    make: str
    model: str
    taken: str
    orientation: int
    north: float
    east: float
    comment: str


def traits(rng: Random, share: float = 1 / 6) -> Traits | None:
    """One photograph in six has camera data: invented makers, a place inside Beijing."""
    if rng.random() >= share:
        return None
    make, model = rng.choice(CAMERAS)
    day = f"202{rng.choice('56')}:{rng.randint(1, 9):02}:{rng.randint(1, 28):02}"
    taken = f"{day} {rng.randint(8, 18):02}:{rng.randint(0, 59):02}:{rng.randint(0, 59):02}"
    return Traits(
        make,
        model,
        taken,
        rng.choice((1, 6, 8, 3)),
        round(rng.uniform(39.62, 40.42), 5),
        round(rng.uniform(115.9, 116.8), 5),
        f"示例照片 {rng.randint(1000, 9999)}",
    )


def raster(svg: str) -> Image.Image:
    data = resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=[str(FONT)])
    return Image.open(io.BytesIO(bytes(data))).convert("RGB")


def develop(image: Image.Image, rng: Random) -> Image.Image:
    """A little glow round the light, darker corners, and grain against banding."""
    small = image.resize((image.width // 8, image.height // 8), Image.Resampling.BOX).filter(
        ImageFilter.GaussianBlur(7)
    )
    soft = small.resize(image.size, Image.Resampling.BILINEAR)
    image = Image.blend(image, ImageChops.soft_light(image, soft), 0.3)
    corners = Image.radial_gradient("L").resize(image.size).point(lambda v: 255 - max(0, v - 120) * 20 // 135)
    image = ImageChops.multiply(image, Image.merge("RGB", (corners,) * 3))
    return ImageChops.add(image, grain(image.size, rng), 1, -128)


def grain(size: tuple[int, int], rng: Random) -> Image.Image:
    tile = Image.frombytes("L", (512, 512), rng.randbytes(512 * 512)).filter(ImageFilter.GaussianBlur(0.8))
    tile = tile.point(lambda v: round(128 + (v - 128) * 0.03))
    sheet = Image.new("L", size, 128)
    for x in range(0, size[0], 512):
        for y in range(0, size[1], 512):
            sheet.paste(tile, (x, y))
    return Image.merge("RGB", (sheet,) * 3)


def profile() -> bytes:
    """An sRGB profile, its creation date pinned so that the same listing gives the same bytes."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    data[24:36] = bytes((7, 232, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))
    return bytes(data)


def sexagesimal(degrees: float) -> tuple[float, float, float]:
    minutes = (degrees % 1) * 60
    return float(int(degrees)), float(int(minutes)), round((minutes % 1) * 60, 2)


def exif(t: Traits) -> Image.Exif:
    data = Image.Exif()
    data[0x010F], data[0x0110], data[0x0112], data[0x0132] = t.make, t.model, t.orientation, t.taken
    data.get_ifd(0x8769)[0x9003] = t.taken
    place = data.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", sexagesimal(t.north), "E", sexagesimal(t.east)
    return data


def save(image: Image.Image, path: Path, found: Traits | None) -> int:
    """Writes the file its name's ending asks for; returns its bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    kind, extra = path.suffix.lower(), {}
    if found and kind in (".jpg", ".jpeg"):
        if found.orientation in TURNS:
            image = image.transpose(TURNS[found.orientation])
        extra = {"exif": exif(found).tobytes(), "icc_profile": profile(), "comment": found.comment.encode()}
    if kind == ".png":
        image.quantize(192, dither=Image.Dither.NONE).save(path, "PNG", optimize=True)
    elif kind == ".webp":
        image.save(path, "WEBP", quality=QUALITY, method=4)
    else:
        image.save(path, "JPEG", quality=QUALITY, subsampling="4:2:0", optimize=True, progressive=True, **extra)
    return path.stat().st_size
