"""What is kept between builds, in `.homes-<site name>/` beside the site: two trees, their manifests, a cache, last good records."""

from __future__ import annotations

from generator.store.cache import Cache
from generator.store.errors import AnotherBuild, BadPath, NoRelease, SiteTaken, Trouble
from generator.store.files import remove_tree, unique
from generator.store.manifest import Entry
from generator.store.memory import Memory
from generator.store.records import Records
from generator.store.shelf import Shelf, Shelved
from generator.store.staging import Stats, Tree
from generator.store.trees import State

__all__ = [
    "AnotherBuild", "BadPath", "Cache", "Entry", "Memory", "NoRelease", "Records", "Shelf", "Shelved", "SiteTaken", "State", "Stats", "Tree",
    "Trouble", "remove_tree", "unique",
]  # fmt: skip
