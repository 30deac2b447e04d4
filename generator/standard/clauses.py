"""The clauses of the policy that a profile follows: what each asks for, and why some have no rule.

Texts may have places for the city's words.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from generator.model import profiles


@dataclass(frozen=True)
class Clause:
    """A clause as it is cited, what it is about (`asks`), and why no rule covers it (empty where rules do).

    `leads`: name and address of the page of the site that serves it.
    """

    clause: str
    asks: str
    reason: str = ""
    leads: tuple[str, str] | None = None


@cache
def clauses_of(profile: str) -> tuple[Clause, ...]:
    """The clauses of a profile's policy in their order; none where a city has a standard of its own."""
    if not profile:
        return ()
    rows = profiles.data(profile, "clauses.yml")
    return tuple(
        Clause(row["clause"], row["asks"], row.get("reason", ""), tuple(row["leads"]) if "leads" in row else None)
        for row in rows
    )
