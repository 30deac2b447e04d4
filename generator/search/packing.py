"""Columns of whole numbers as text: one number after another, each in as few characters as it needs."""

from __future__ import annotations

from collections.abc import Iterable

# JSON writes these without escapes, and none of them is a digit or may stand between two digits: to whoever looks for
# telephone numbers a packed column holds none.
_DIGITS = "!#$%&'+,:;=?@ABCDEFGHIJKLMNPQRSTUVWXYZabcdefghijklmnpqrstuvwxyz{|}"
_BASE = len(_DIGITS) // 2
_CACHED_BELOW = 1 << 16


class _PackedNumbers(dict[int, str]):
    """A whole number ≥ 0 → its characters; small numbers are packed once."""

    def __missing__(self, number: int) -> str:
        text, rest = _DIGITS[number % _BASE], number
        while rest := rest // _BASE:
            text = _DIGITS[_BASE + rest % _BASE] + text
        if number < _CACHED_BELOW:
            self[number] = text
        return text


_PACKED = _PackedNumbers()


def pack(numbers: Iterable[int]) -> str:
    """Whole numbers ≥ 0 in base 33, most significant digit first.

    The last digit of a number is written with the first half of `_DIGITS`, the digits before it with the second half,
    so numbers need no separator. `theme/scripts/list.js` unpacks them.
    """
    return "".join(map(_PACKED.__getitem__, numbers))


def zigzag(number: int) -> int:
    """ZigZag encoding: 0, -1, 1, -2, 2 … → 0, 1, 2, 3, 4 …, so that small numbers of either sign stay small."""
    return 2 * number if number >= 0 else -2 * number - 1
