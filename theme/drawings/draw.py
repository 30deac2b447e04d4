"""Makes the drawings of cards and posters from the site's own: .venv/bin/python theme/drawings/draw.py.

Needs resvg-py, of the tests.

A paper-cut becomes a mask (white is paper that stays), so that it can be printed in any colour.
"""

import io
import re
from pathlib import Path

import resvg_py
from PIL import Image

HERE = Path(__file__).parent
IMAGES = HERE.parent / "assets" / "img"
PAPER_CUTS = {"rosette-1": 1, "rosette-2": 2, "rosette-3": 3, "rosette-4": 4, "branch": 5, "fish": 6, "house": 8}
SIZE = 1000  # pixels of a mask's longer side


def rendered(text: str, width: int) -> Image.Image:
    return Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=text, width=width)))).convert("RGB")


def mask(number: int) -> Image.Image:
    """The paper-cut alone, cropped: how far each pixel is from the ground towards the ink."""
    text = (IMAGES / f"cut-{number}.svg").read_text(encoding="utf-8")
    text = re.sub(r"<rect[^>]*url\(#pane\)[^>]*/>", "", text)
    ground = re.search(r'<rect[^>]*fill="(#\w{6})"', text)[1]
    ink = "#FBF3E2" if ground == "#A61E32" else "#A61E32"
    far, near = (sum(int(colour[i : i + 2], 16) for i in (1, 3, 5)) for colour in (ground, ink))
    picture = rendered(text, 3000)
    sums = [sum(pixel) for pixel in picture.getdata()]
    flat = Image.new("L", picture.size)
    flat.putdata([max(0, min(255, round(255 * (one - far) / (near - far)))) for one in sums])
    flat = flat.crop(flat.point(lambda value: 255 * (value > 8)).getbbox())
    flat.thumbnail((SIZE, SIZE), Image.Resampling.LANCZOS)
    return flat


for name, number in PAPER_CUTS.items():
    mask(number).point(lambda value: value // 17 * 17).save(HERE / f"{name}.png", optimize=True)
courtyard = rendered((IMAGES / "courtyard.svg").read_text(encoding="utf-8"), 1200)
courtyard.quantize(128, dither=Image.Dither.NONE).save(HERE / "courtyard.png", optimize=True)
