"""What reading a text gives."""

from __future__ import annotations

import unicodedata
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Value(NamedTuple, Generic[T]):
    """`value`, and, where the text was interpreted, `canonical`: how the same is written in the project's own format.

    Readers raise `InvalidInput` for a text that says nothing they know, or that may say two things.
    """

    value: T
    canonical: str | None = None


def half_width(text: str) -> str:
    """Full-width digits, letters and marks as a keyboard has them, trimmed."""
    return unicodedata.normalize("NFKC", text).strip()
