"""Something compared by what it is and not by what it holds, so that what follows from it can be worked out once."""

from __future__ import annotations

from typing import Any


class ByIdentity:
    """Wraps `of`, which stays alive and unchanged while it is a key."""

    def __init__(self, of: Any):
        self.of = of

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ByIdentity) and self.of is other.of

    def __hash__(self) -> int:
        return id(self.of)
