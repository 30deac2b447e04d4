"""The rules that a home is judged by, in the policy's order: what the module of each have declares."""

from __future__ import annotations

from generator.standard import annex_systems, brand, facilities, funding, ledger, mechanism, team, venue
from generator.standard.rule import Rule

HOME_RULES: tuple[Rule, ...] = (
    *venue.RULES,
    *team.RULES,
    *funding.RULES,
    *facilities.RULES,
    *mechanism.RULES,
    *annex_systems.RULES,
    *brand.RULES,
    *ledger.RULES,
)
"""Each belongs to one of the seven haves."""
