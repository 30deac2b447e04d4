"""The sample of homes for spot checks: drawn by year and identity, so that anybody can repeat it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from generator.standard.recognition import plaque_level
from generator.standard.rounds import RoundsCase

PER_DISTRICT = 2


def sample(identities: Iterable[str], year: int, each: int = PER_DISTRICT) -> tuple[str, ...]:
    """The `each` identities of least SHA-256 of `<year> <identity>`, least first."""
    return tuple(
        sorted(identities, key=lambda identity: hashlib.sha256(f"{year} {identity}".encode()).hexdigest())[:each]
    )


def drawn(case: RoundsCase, year: int) -> dict[str, tuple[str, ...]]:
    """District → the homes to visit, of those that applied for the highest level in the year and can be visited."""
    applied: dict[str, set[str]] = {slug: set() for slug in case.content.districts}
    for round in case.rounds:
        if case.top and round.year == year and plaque_level(round) == case.top.id:
            for application in round.applications:
                home = case.content.homes.get(case.present_identity(application.home))
                closed = home.profile.closed if home else None
                if home and home.district in applied and not (closed and closed.on <= case.on):
                    applied[home.district].add(home.identity)
    return {slug: sample(homes, year) for slug, homes in applied.items()}
