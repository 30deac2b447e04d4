"""What share cards and posters are drawn with: colours, fonts and drawings of the theme, and a canvas.

All measures are pixels of the finished picture. The same calls give the same bytes on every machine.
"""

from __future__ import annotations

import hashlib
import io
import re
from functools import cache, cached_property
from pathlib import Path

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageOps

from generator.media.fonts import BOLD, REGULAR, Faces
from generator.media.typeset import Block, Measure

RECIPE = "1"  # increase it with any change that draws the same words differently
ROSETTES = ("rosette-1", "rosette-2", "rosette-3", "rosette-4")
_TOKEN = re.compile(r"--([a-z0-9-]+): (#[0-9A-Fa-f]{6})\b")
CREAM = "#FBF3E2"  # of the paper-cuts on red
_INKS = (  # ground, ink
    ("rice", "ink"), ("rice", "ink-2"), ("rice", "red"), ("rice", "line-2"), ("red", "paper"), ("red", CREAM),
    ("gold-wash", "gold"), ("gold-wash", "gold-line"), ("rice", "gold-line"), ("slate-wash", "slate"),
    ("slate-wash", "slate-line"), ("rice", "slate-line"),
)  # fmt: skip
_SMOOTH = 4  # shapes are drawn this many times larger and brought down
_HUNG = "“《（"  # half of these is empty, on the left
_RISE = 0.88  # of an em: from the top of a character to its baseline
_PANE = (  # the lattice of an old window, a tile of 40 × 40
    ((0, 8), (14, 8), (14, 0)),
    ((26, 0), (26, 8), (40, 8)),
    ((0, 32), (14, 32), (14, 40)),
    ((26, 40), (26, 32), (40, 32)),
    ((14, 8), (14, 32), (26, 32), (26, 8), (14, 8)),
    ((0, 20), (14, 20)),
    ((26, 20), (40, 20)),
    ((20, 8), (20, 0)),
    ((20, 40), (20, 32)),
)

Box = tuple[int, int, int, int]
"""Left, top, right, bottom."""


class DrawingAssets:
    """Fonts, drawings and colours of the theme folder; opened once in a process, when first used."""

    def __init__(self, theme: Path):
        self._theme = theme
        self.faces = Faces(theme / "fonts")
        self.drawing = cache(self._drawing)
        self.measure = cache(self._measure)

    def __reduce__(self) -> tuple[type[DrawingAssets], tuple[Path]]:
        return DrawingAssets, (self._theme,)  # pickled by its path: a worker opens its own

    @cached_property
    def colours(self) -> dict[str, str]:
        """Token → #rrggbb, as the style sheet has them."""
        return dict(_TOKEN.findall((self._theme / "styles" / "10-tokens.css").read_text(encoding="utf-8")))

    @cached_property
    def palette(self) -> Image.Image:
        """The palette of a drawing without photos: each colour on its ground in 16 steps of antialiasing."""
        ends = [[ImageColor.getrgb(self.colours.get(one, one)) for one in pair] for pair in _INKS]
        steps = [
            round(a + (b - a) * step / 15)
            for ground, ink in ends
            for step in range(16)
            for a, b in zip(ground, ink, strict=True)
        ]
        palette = Image.new("P", (1, 1))
        palette.putpalette(steps)
        return palette

    def key(self, drawn: object, photo: str, words: str) -> str:
        """A cache key of everything that a picture depends on: what is drawn (a dataclass), its photo's address, its
        words.
        """
        spare = self.faces.fallback_name if self.faces.not_bundled(words) else ""
        return hashlib.sha256(repr((RECIPE, self.colours, spare, drawn, photo)).encode()).hexdigest()[:40]

    def _drawing(self, name: str) -> Image.Image:
        with Image.open(self._theme / "drawings" / f"{name}.png") as picture:
            return picture.convert("RGB" if picture.mode == "P" else "L")

    def _measure(self, weight: str) -> Measure:
        font = self.faces.at(weight, 200)

        @cache
        def ems(one: str) -> float:
            return 1.0 if one >= "\u2e80" else font.getlength(one) / 200

        return lambda text: sum(map(ems, text))


class Canvas:
    """A picture being drawn."""

    def __init__(self, studio: DrawingAssets, width: int, height: int, ground: str):
        self.studio = studio
        self.image = Image.new("RGB", (width, height), self._ink(ground))
        self._draw = ImageDraw.Draw(self.image)

    def fill(self, box: Box, colour: str, radius: int = 0) -> None:
        """A rectangle, its corners round."""
        if not radius:
            self._draw.rectangle((box[0], box[1], box[2] - 1, box[3] - 1), self._ink(colour))
            return
        self.image.paste(self._ink(colour), box, _rounded(box[2] - box[0], box[3] - box[1], radius))

    def frame(self, box: Box, colour: str, line: int, radius: int = 0, strength: float = 1.0) -> None:
        """The outline of a rectangle, inside it."""
        width, height = box[2] - box[0], box[3] - box[1]
        mask = _rounded(width, height, radius)
        hole = Image.new("L", (width, height))
        hole.paste(_rounded(width - 2 * line, height - 2 * line, max(0, radius - line)), (line, line))
        self._tint(ImageChops.subtract(mask, hole), (box[0], box[1]), colour, strength)

    def text(self, x: float, y: float, line: str, size: int, colour: str, weight: str = REGULAR) -> float:
        """One line with its top left at (x, y), with fallbacks for characters that the faces lack. Returns its right
        end.
        """
        faces = self.studio.faces
        for run, bundled in faces.runs(line):
            font = faces.at(weight, size) if bundled else faces.fallback(size)
            self._draw.text((x, y + _RISE * size), run, self._ink(colour), font, "ls")
            x += font.getlength(run)
        return x

    def block(
        self, x: float, y: float, block: Block, colour: str, weight: str = REGULAR, leading: float = 1.5
    ) -> float:
        """Lines below each other with hanging opening marks. Returns the bottom."""
        for number, line in enumerate(block.lines):
            hung = block.size * 0.46 if line[0] in _HUNG else 0
            self.text(x - hung, y + number * block.size * leading, line, block.size, colour, weight)
        return y + height(block, leading)

    def photo(self, box: Box, picture: Image.Image) -> None:
        """A picture that covers the box."""
        self.image.paste(ImageOps.fit(picture, (box[2] - box[0], box[3] - box[1]), Image.Resampling.LANCZOS), box)

    def paper_cut(
        self,
        name: str,
        centre: tuple[int, int],
        size: int,
        colour: str,
        within: Box,
        strength: float = 1.0,
        radius: int = 0,
    ) -> None:
        """A drawing with its longer side `size`, what lies outside `within` (its corners round) cut away."""
        mask = ImageOps.contain(self.studio.drawing(name), (size, size), Image.Resampling.LANCZOS)
        left, top = centre[0] - mask.width // 2, centre[1] - mask.height // 2
        mask_box = (left, top, left + mask.width, top + mask.height)
        visible = _intersection(mask_box, within)
        mask = ImageChops.multiply(
            mask.crop(_inside(visible, mask_box)),
            _rounded(within[2] - within[0], within[3] - within[1], radius).crop(_inside(visible, within)),
        )
        self._tint(mask, visible[:2], colour, strength)

    def lattice(self, box: Box, colour: str, strength: float, tile: int, radius: int = 0) -> None:
        """The window's lattice all over the box."""
        width, height_ = box[2] - box[0], box[3] - box[1]
        pane = _pane(tile)
        mask = Image.new("L", (width, height_))
        for left in range(0, width, tile):
            for top in range(0, height_, tile):
                mask.paste(pane, (left, top))
        self._tint(ImageChops.multiply(mask, _rounded(width, height_, radius)), (box[0], box[1]), colour, strength)

    def chip(self, x: int, y: int, words: str, size: int, ink: str, ground: str, line: str) -> int:
        """A few words in a small round box. Returns its right edge."""
        pad, tall = round(size * 0.55), round(size * 1.7)
        right = x + round(self.studio.measure(BOLD)(words) * size) + 2 * pad
        self.fill((x, y, right, y + tall), ground, round(size * 0.3))
        self.frame((x, y, right, y + tall), line, max(1, size // 14), round(size * 0.3))
        self.text(x + pad, y + (tall - size) / 2, words, size, ink, BOLD)
        return right

    def plate(self, x: int, y: int, size: int, words: str) -> int:
        """The 门牌, a house plate with what the city calls a home: the site's mark. Returns its right edge."""
        across, down, line = round(size * 0.62), round(size * 0.44), max(1, round(size / 17))
        box = (x, y, x + round(self.studio.measure(BOLD)(words) * size) + 2 * across, y + size + 2 * down)
        self.fill(box, "red", round(size * 0.3))
        inner = (box[0] + 2 * line, box[1] + 2 * line, box[2] - 2 * line, box[3] - 2 * line)
        self.frame(inner, "paper", line, round(size * 0.2), 0.75)
        self.text(x + across, y + down, words, size, "paper", BOLD)
        return box[2]

    def jpeg(self, quality: int) -> bytes:
        buffer = io.BytesIO()
        colour = "4:4:4" if quality > 60 else "4:2:0"  # red words blur without their full colour
        self.image.save(buffer, "JPEG", quality=quality, optimize=True, subsampling=colour)
        return buffer.getvalue()

    def png(self) -> bytes:
        """A PNG with the palette of `DrawingAssets`, for pictures without a photo."""
        buffer = io.BytesIO()
        self.image.quantize(palette=self.studio.palette, dither=Image.Dither.NONE).save(buffer, "PNG")
        return buffer.getvalue()

    def png_of_photo(self) -> bytes:
        """A PNG with a palette of its own."""
        buffer = io.BytesIO()
        self.image.quantize(256, Image.Quantize.MEDIANCUT).save(buffer, "PNG")
        return buffer.getvalue()

    def _ink(self, colour: str) -> str:
        return self.studio.colours.get(colour, colour)

    def _tint(self, mask: Image.Image, at: tuple[int, int], colour: str, strength: float) -> None:
        self.image.paste(self._ink(colour), at, mask.point(lambda value: round(value * strength)))


def height(block: Block, leading: float = 1.5) -> float:
    """From the top of the first line's characters to the bottom of the last's."""
    return block.size * (1 + (len(block.lines) - 1) * leading) if block.lines else 0


def _intersection(one: Box, other: Box) -> Box:
    return (max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3]))


def _inside(box: Box, outer: Box) -> Box:
    """A box relative to the top left corner of one that it lies in."""
    return (box[0] - outer[0], box[1] - outer[1], box[2] - outer[0], box[3] - outer[1])


@cache
def _rounded(width: int, height: int, radius: int) -> Image.Image:
    mask = Image.new("L", (width, height), 255)
    if radius:
        corner = Image.new("L", (radius * _SMOOTH,) * 2)
        ImageDraw.Draw(corner).ellipse((0, 0, 2 * radius * _SMOOTH, 2 * radius * _SMOOTH), 255)
        corner = corner.resize((radius, radius), Image.Resampling.BOX)
        for left, across in ((0, corner), (width - radius, ImageOps.mirror(corner))):
            mask.paste(across, (left, 0))
            mask.paste(ImageOps.flip(across), (left, height - radius))
    return mask


@cache
def _pane(tile: int) -> Image.Image:
    scale = tile * _SMOOTH / 40
    drawn = Image.new("L", (tile * _SMOOTH,) * 2)
    draw = ImageDraw.Draw(drawn)
    for path in _PANE:
        draw.line([(x * scale, y * scale) for x, y in path], 255, max(1, round(1.2 * scale)))
    return drawn.resize((tile, tile), Image.Resampling.BOX)
