"""What is kept between builds, in `.homes-<site name>/` beside the site."""

from __future__ import annotations

from generator.store.cache import Cache
from generator.store.encoding import encode
from generator.store.errors import AnotherBuild, BadPath, NoRelease, SiteOccupied, StoreError
from generator.store.files import remove_tree, unique_name
from generator.store.ledger import Ledger, LedgerDamaged, content_digest
from generator.store.manifest import FileEntry, TreeRecord, checksums, difference
from generator.store.paths import UsedPaths
from generator.store.records import Records
from generator.store.staging import Slot, Tree
from generator.store.trees import ReleaseBasis, State

__all__ = [
    "AnotherBuild",
    "BadPath",
    "Cache",
    "FileEntry",
    "Ledger",
    "LedgerDamaged",
    "NoRelease",
    "Records",
    "ReleaseBasis",
    "SiteOccupied",
    "Slot",
    "State",
    "StoreError",
    "Tree",
    "TreeRecord",
    "UsedPaths",
    "checksums",
    "content_digest",
    "difference",
    "encode",
    "remove_tree",
    "unique_name",
]
