"""A column of the lists as text: one number after another, each in as few characters as it needs."""

from __future__ import annotations

from collections.abc import Iterable

_LETTERS = [chr(code) for code in range(35, 126) if chr(code) != "\\"]  # ninety that JSON writes as they are
_BASE = 45


def pack(numbers: Iterable[int]) -> str:
    """Whole numbers ≥ 0 in base 45, the highest digit first: digits that end a number are written with the first 45 of the
    characters `#` to `}` (without the backslash), digits before them with the next 45. `theme/scripts/list.js` reads it.
    """
    return "".join(map(_number, numbers))


def _number(number: int) -> str:
    text = _LETTERS[number % _BASE]
    while number := number // _BASE:
        text = _LETTERS[_BASE + number % _BASE] + text
    return text


def folded(number: int) -> int:
    """0, -1, 1, -2, 2 … → 0, 1, 2, 3, 4 …: small whole numbers of either sign stay small."""
    return 2 * number if number >= 0 else -2 * number - 1
