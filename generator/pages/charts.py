"""Small charts as SVG in a page: text and shapes with colours of their own, no style, script or id; read aloud by title
and description. Whoever shows one shows its numbers as a table too.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

_INK, _QUIET, _AXIS, _BAR, _MOST = "#1F1B18", "#5A514A", "#857A6E", "#C9B9A2", "#A61E32"
_WIDTH = 440  # units of the drawing
_PLOT_HEIGHT = 120
_BAR_LEFT, _BAR_WIDTH, _ROW = 104, 262, 27

Rows = Sequence[tuple[str, int]]
"""(label, number) of each bar."""


def columns(rows: Rows, title: str, unit: str) -> str:
    """Upright bars, for what goes on in time."""
    if not rows:
        return ""
    most, step = max(max(number for _, number in rows), 1), _WIDTH / len(rows)
    width = min(step * 0.72, 44)
    parts = [_line(0, 140.5, _WIDTH, 140.5)]
    for at, (label, number) in enumerate(rows):
        middle, height = step * (at + 0.5), number * _PLOT_HEIGHT / most
        parts.append(_bar(middle - width / 2, 140 - height, width, height, number == most))
        parts.append(_text(middle, 134 - height, f"{number:,}", "middle", True))
        parts.append(_text(middle, 158, label, "middle"))
    return _drawing(parts, 166, title, rows, unit)


def bars(rows: Rows, title: str, unit: str) -> str:
    """Bars that lie, for what has longer names."""
    if not rows:
        return ""
    most, parts = max(max(number for _, number in rows), 1), []
    for at, (label, number) in enumerate(rows):
        top, length = at * _ROW + 4, number * _BAR_WIDTH / most
        parts.append(_text(0, top + 14, label if len(label) <= 6 else f"{label[:5]}…"))
        parts.append(_bar(_BAR_LEFT, top, length, 18, number == most))
        parts.append(_text(_BAR_LEFT + length + 7, top + 14, f"{number:,} {unit}", bold=True))
    return _drawing(parts, len(rows) * _ROW + 4, title, rows, unit)


def sparks(numbers: Sequence[int], most: int, title: str) -> str:
    """A row of small bars on the scale of others beside it; its number is written beside it."""
    path = "".join(
        f"M{at * 8} 34v-{max(number * 32 / max(most, 1), 0):.0f}h6V34z" for at, number in enumerate(numbers) if number
    )
    shape = f'<path fill="{_MOST}" d="{path}"/>' if path else ""
    return (
        f'<svg viewBox="0 0 {len(numbers) * 8} 35" role="img" aria-label="{escape(title)}">'
        f'{shape}<path stroke="{_AXIS}" d="M0 34.5H{len(numbers) * 8}"/></svg>'
    )


def _drawing(parts: Sequence[str], height: int, title: str, rows: Rows, unit: str) -> str:
    told = "，".join(f"{label} {number:,} {unit}" for label, number in rows)
    return (
        f'<svg class="plot" viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(f"{title}：{told}")}">'
        f"<title>{escape(title)}</title><desc>{escape(told)}</desc>{''.join(parts)}</svg>"
    )


def _bar(x: float, y: float, width: float, height: float, is_most: bool) -> str:
    fill = _MOST if is_most else _BAR
    return f'<rect x="{x:.0f}" y="{y:.1f}" width="{width:.0f}" height="{height:.1f}" fill="{fill}"/>'


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<path stroke="{_AXIS}" d="M{x1:g} {y1:g}L{x2:g} {y2:g}"/>'


def _text(x: float, y: float, text: str, anchor: str = "", bold: bool = False) -> str:
    look = f' text-anchor="{anchor}"' if anchor else ""
    look += f' fill="{_INK}" font-weight="700"' if bold else f' fill="{_QUIET}"'
    return f'<text x="{x:.0f}" y="{y:.0f}" font-size="14"{look}>{escape(text)}</text>'
