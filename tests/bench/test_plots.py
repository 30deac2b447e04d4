"""A chart shows what it was given: bars as long as their values, points as high as theirs, both from zero."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from tests.bench import plots


def coloured(file: Path, colour: str) -> set[tuple[int, int]]:
    """The places of the pixels of about that colour."""
    with Image.open(file) as image:
        assert image.format == "PNG" and image.width == plots.WIDTH
        pixels, wanted = image.convert("RGB"), bytes.fromhex(colour[1:])
    data = pixels.tobytes()
    near = (at for at in range(0, len(data), 3) if all(abs(data[at + n] - wanted[n]) < 12 for n in range(3)))
    return {(at // 3 % pixels.width, at // 3 // pixels.width) for at in near}


def test_bars_are_as_long_as_their_values(tmp_path):
    plots.bars(tmp_path / "of/bars.png", "Cold build", "seconds", {"ours": 10, "one": 40, "another": 0.4}, "s")
    ours = coloured(tmp_path / "of/bars.png", plots.COLOURS[0])
    longest = coloured(tmp_path / "of/bars.png", plots.COLOURS[1])
    row, other = min(y for _, y in ours) + 30, min(y for _, y in longest) + 30
    length, of_longest = (sum(y == at for _, y in found) for found, at in ((ours, row), (longest, other)))
    assert 0.24 < length / of_longest < 0.26


def test_points_are_as_high_as_their_values(tmp_path):
    plots.lines(
        tmp_path / "lines.png", "Time a home", "ms", [500, 1000, 20000], {"CPU": [20, 20, 20], "wall": [10, 10, 10]}
    )
    upper, lower = (
        {y for x, y in coloured(tmp_path / "lines.png", colour) if 400 < x < 900 and y > 180}
        for colour in plots.COLOURS[:2]
    )
    floor = plots.HEIGHT - plots.BOTTOM
    assert max(upper) - min(upper) < 12 and max(lower) - min(lower) < 12  # they are level
    assert abs((floor - max(upper)) / (floor - max(lower)) - 2) < 0.05


def test_one_size_is_a_chart_too(tmp_path):
    plots.lines(tmp_path / "lines.png", "Time a home", "ms", [500], {"CPU": [3]})
    assert coloured(tmp_path / "lines.png", plots.COLOURS[0])
