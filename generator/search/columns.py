"""A column of the lists as text: one number after another, each in as few characters as it needs."""

from __future__ import annotations

from collections.abc import Iterable

# JSON writes them as they are, and to whoever looks for a telephone number none is a digit or may stand between two.
_DIGITS = "!#$%&'+,:;=?@ABCDEFGHIJKLMNPQRSTUVWXYZabcdefghijklmnpqrstuvwxyz{|}"
_BASE = len(_DIGITS) // 2


class _PackedNumbers(dict):
    """A whole number ≥ 0 → its characters; each is written once, when it first comes."""

    def __missing__(self, number: int) -> str:
        text, rest = _DIGITS[number % _BASE], number
        while rest := rest // _BASE:
            text = _DIGITS[_BASE + rest % _BASE] + text
        if number < _CACHED_BELOW:
            self[number] = text
        return text


_CACHED_BELOW = 1 << 16
_PACKED = _PackedNumbers()


def pack(numbers: Iterable[int]) -> str:
    """Whole numbers ≥ 0 in base 33, the highest digit first: digits that end a number are written with the first half
    of `_LETTERS`, digits before them with the second. `theme/scripts/list.js` reads it.
    """
    return "".join(map(_PACKED.__getitem__, numbers))


def zigzag(number: int) -> int:
    """0, -1, 1, -2, 2 … → 0, 1, 2, 3, 4 …: small whole numbers of either sign stay small."""
    return 2 * number if number >= 0 else -2 * number - 1
