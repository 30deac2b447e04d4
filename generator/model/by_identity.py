"""Compares objects by identity, as keys of caches of derived values."""

from __future__ import annotations

from typing import Any


class ByIdentity:
    """Wraps `of`, which must not change while it is a key."""

    def __init__(self, of: Any):
        self.of = of

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ByIdentity) and self.of is other.of

    def __hash__(self) -> int:
        return id(self.of)
