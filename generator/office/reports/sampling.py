"""The sample of homes for spot checks: drawn by year and identity, so that anybody can repeat it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

PER_DISTRICT = 2


def sample(identities: Iterable[str], year: int, each: int = PER_DISTRICT) -> tuple[str, ...]:
    """The `each` identities of least SHA-256 of `<year> <identity>`, least first."""
    return tuple(
        sorted(identities, key=lambda identity: hashlib.sha256(f"{year} {identity}".encode()).hexdigest())[:each]
    )
