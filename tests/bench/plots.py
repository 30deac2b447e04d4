"""Charts as PNG, drawn with Pillow and the bundled font: lines over the size of the city, and bars."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from PIL import Image, ImageDraw

from generator.media.fonts import BOLD, REGULAR, Faces

WIDTH, HEIGHT = 1600, 840
COLOURS = ("#a61e32", "#35506b", "#b98a2c")
_GROUND, _INK, _QUIET, _GRID = "#fbf8f2", "#1f1b18", "#6b6158", "#e4dccf"
_FINE = 2  # drawn so many times larger, then made smaller: smooth lines
_FACES = Faces(Path(__file__).resolve().parents[2] / "theme/fonts")
BOTTOM = 130  # from the floor of a chart of lines to the edge
_LEFT, _RIGHT, _TOP = 150, 70, 200


class _Sheet:
    """A canvas with a title and a line below it, measured in pixels of the picture."""

    def __init__(self, title: str, told: str, height: int = HEIGHT):
        self.height = height
        self._image = Image.new("RGB", (WIDTH * _FINE, height * _FINE), _GROUND)
        self._draw = ImageDraw.Draw(self._image)
        self.text((70, 54), title, 40, BOLD, anchor="lt")
        self.text((70, 114), told, 26, colour=_QUIET, anchor="lt")

    def text(
        self,
        at: tuple[float, float],
        words: str,
        size: int,
        weight: str = REGULAR,
        colour: str = _INK,
        anchor: str = "mm",
    ) -> None:
        self._draw.text(_fine(at), words, colour, _FACES.at(weight, size * _FINE), anchor)

    def line(self, points: Sequence[tuple[float, float]], colour: str, width: float) -> None:
        self._draw.line([_fine(one) for one in points], colour, round(width * _FINE), "curve")

    def dot(self, at: tuple[float, float], colour: str) -> None:
        self._draw.circle(_fine(at), 9 * _FINE, colour, _GROUND, 3 * _FINE)

    def box(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        self._draw.rectangle((*_fine((left, top)), *_fine((right, bottom))), colour)

    def save(self, file: Path) -> None:
        small = self._image.resize((WIDTH, self.height), Image.Resampling.LANCZOS)
        file.parent.mkdir(parents=True, exist_ok=True)
        small.quantize(128, dither=Image.Dither.NONE).save(file, optimize=True)


def lines(file: Path, title: str, told: str, sizes: Sequence[int], series: Mapping[str, Sequence[float]]) -> None:
    """Writes a chart of each of `series`, label → a value for each of `sizes`, which are ascending; from zero up."""
    sheet, ticks = _Sheet(title, told), list(_ticks(max(map(max, series.values()))))
    floor, right = HEIGHT - BOTTOM, WIDTH - _RIGHT
    first, last = math.log(sizes[0]), math.log(sizes[-1])

    def across(size: float) -> float:
        return _LEFT + 50 + (right - _LEFT - 100) * ((math.log(size) - first) / (last - first) if last > first else 0.5)

    def up(value: float) -> float:
        return floor - (floor - _TOP) * value / ticks[-1]

    for tick in ticks:
        sheet.line([(_LEFT, up(tick)), (right, up(tick))], _QUIET if tick == 0 else _GRID, 2)
        sheet.text((_LEFT - 18, up(tick)), f"{tick:,g}", 24, colour=_QUIET, anchor="rm")
    for size in sizes:
        sheet.line([(across(size), floor), (across(size), floor + 8)], _QUIET, 2)
        sheet.text((across(size), floor + 32), f"{size:,}", 24, colour=_QUIET)
    sheet.text(((_LEFT + right) / 2, floor + 84), "homes 家", 24, colour=_QUIET)
    place = right
    for (label, values), colour in reversed(list(zip(series.items(), COLOURS, strict=False))):
        points = [(across(size), up(value)) for size, value in zip(sizes, values, strict=True)]
        sheet.line(points, colour, 5)
        for point in points:
            sheet.dot(point, colour)
        place -= _FACES.at(REGULAR, 26).getlength(label)  # the legend, from the right
        sheet.text((place, 127), label, 26, anchor="lm")
        sheet.line([(place - 64, 127), (place - 16, 127)], colour, 5)
        sheet.dot((place - 40, 127), colour)
        place -= 104
    sheet.save(file)


def bars(file: Path, title: str, told: str, values: Mapping[str, float], unit: str) -> None:
    """Writes a chart of a bar each, label → value; the first is ours."""
    sheet = _Sheet(title, told, _TOP + 110 * len(values) + 40)
    start = 70 + max(_FACES.at(REGULAR, 28).getlength(label) for label in values) + 30
    longest = WIDTH - _RIGHT - 190 - start
    for number, (label, value) in enumerate(values.items()):
        middle = _TOP + 110 * number + 45
        end = start + longest * value / max(values.values())
        sheet.text((start - 30, middle), label, 28, anchor="rm")
        sheet.box(start, middle - 34, end, middle + 34, COLOURS[min(number, 1)])
        sheet.text((end + 20, middle), f"{value:,.1f} {unit}", 28, BOLD, anchor="lm")
    sheet.line([(start, _TOP), (start, _TOP + 110 * len(values) - 20)], _QUIET, 2)
    sheet.save(file)


def _ticks(most: float) -> Iterator[float]:
    """From zero to the first round number that is not below `most`, in four to eight even steps."""
    step = 10 ** math.floor(math.log10(most))
    step = next(step * part for part in (0.2, 0.5, 1, 2, 5) if most / (step * part) <= 8)
    yield from (round(step * number, 9) for number in range(math.ceil(most / step) + 1))


def _fine(at: tuple[float, float]) -> tuple[int, int]:
    return round(at[0] * _FINE), round(at[1] * _FINE)
