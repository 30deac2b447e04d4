"""What is kept between builds, in `.homes-<site name>/` beside the site: two trees, the ledger, pictures and cards,
last good records.
"""

from __future__ import annotations

from generator.store.cache import Cache
from generator.store.errors import AnotherBuild, BadPath, NoRelease, SiteOccupied, StoreError
from generator.store.files import remove_tree, unique
from generator.store.ledger import Ledger, LedgerDamaged, content_digest
from generator.store.manifest import CHECKSUMS, FileEntry, TreeRecord, checksums, difference
from generator.store.memory import JsonStore
from generator.store.paths import UsedPaths
from generator.store.records import Records
from generator.store.staging import Slot, Tree
from generator.store.trees import State

__all__ = [
    "CHECKSUMS", "AnotherBuild", "BadPath", "Cache", "FileEntry", "Ledger", "LedgerDamaged", "JsonStore", "NoRelease", "Records", "SiteOccupied", "Slot", "State",
    "UsedPaths", "Tree", "TreeRecord", "StoreError", "checksums", "content_digest", "difference", "remove_tree", "unique",
]  # fmt: skip
