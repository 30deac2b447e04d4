"""The rules of homes in the order of the policy, from the modules of the seven haves."""

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
