"""Typed access to the homes of the ledger: their entries, packed facets and findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from generator.diagnostics import Finding
from generator.model.load import Home
from generator.pipeline.build_ledger import decoded
from generator.public import facets
from generator.reading.entries import CacheEntry, PackedHome, decode_entry, decode_findings
from generator.store import Ledger

_FACETS = (*facets.FIELDS, facets.OWN, facets.TEXT)


class HomeLedger:
    """Changes become permanent with `BuildLedger.commit`. Any method may raise `LedgerDamaged`."""

    def __init__(self, ledger: Ledger):
        self._ledger = ledger
        self._records: dict[str, Home] = {}

    @cached_property
    def entries(self) -> dict[str, CacheEntry]:
        """By identity."""
        return {name: decoded(decode_entry, data) for name, data in self._ledger.all("home")}

    def put(self, homes: Mapping[str, PackedHome]) -> None:
        self._ledger.put("home", {one: home.entry for one, home in homes.items()})
        for facet in _FACETS:
            self._ledger.put(f"facet {facet}", {one: home.facets[facet] for one, home in homes.items() if home.facets})
            self._ledger.drop(f"facet {facet}", [one for one, home in homes.items() if not home.facets])
        self._ledger.put("findings", {one: home.findings for one, home in homes.items()})
        for one, home in homes.items():
            self.entries[one] = decode_entry(home.entry)
            self._records.pop(one, None)

    def drop(self, homes: Iterable[str]) -> None:
        dropped = list(homes)
        for kind in ("home", "findings", "pictures", "cards", *(f"facet {name}" for name in _FACETS)):
            self._ledger.drop(kind, dropped)
        for one in dropped:
            self.entries.pop(one, None)
            self._records.pop(one, None)

    def record(self, identity: str) -> Home:
        """As much of a usable home as the federation's rules ask for."""
        if identity not in self._records:
            self._records[identity] = self.entries[identity].as_home()
        return self._records[identity]

    def findings(self, identity: str) -> list[Finding]:
        """Those in the home's own folder, sorted."""
        return decoded(decode_findings, self._ledger.require("findings", identity))

    def facets_of(self, identity: str, names: Iterable[str]) -> dict[str, bytes]:
        """Facets of a home's view, packed."""
        return {name: self._ledger.require(f"facet {name}", identity) for name in names}
