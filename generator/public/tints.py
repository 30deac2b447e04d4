"""Placeholder colours for photos that are still loading: a CSS class each, since pages may hold no inline styles."""

from __future__ import annotations

_LIGHT = (0x38, 0x68, 0x98, 0xBE, 0xDE)
_CASTS = ((0, 0, 0), (12, 0, -20), (-10, 6, -8), (-16, -2, 14), (22, -12, -12))  # none, sand, leaf, sky, brick
TINTS = tuple(tuple(max(0, min(255, light + shift)) for shift in cast) for light in _LIGHT for cast in _CASTS)
"""Red, green and blue by number."""


def nearest(colour: str) -> int:
    """The number of the tint that comes closest to a colour, as #rrggbb."""
    wanted = bytes.fromhex(colour[1:])
    return min(
        range(len(TINTS)), key=lambda number: sum((a - b) ** 2 for a, b in zip(TINTS[number], wanted, strict=True))
    )


def sheet() -> str:
    """The style sheet of the classes `tint-0`, `tint-1`…"""
    return "".join(
        f".tint-{number} {{ background-color: #{bytes(tint).hex()}; }}\n" for number, tint in enumerate(TINTS)
    )
