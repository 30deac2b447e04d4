"""Lookups over the whole content that the inspection of each home needs, built once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from generator.model.by_identity import ByIdentity
from generator.model.load import Content
from generator.model.recognition import Review
from generator.standard.renames import renamed_homes


@dataclass
class Index:
    """Lookups. `homes`: all identities; `renamed`: former ones → present ones; `reviews` by home; `honours` by home:
    (family, level, year) listed by the federation.
    """

    homes: set[str]
    renamed: dict[str, str] = field(default_factory=dict)
    reviews: dict[str, list[Review]] = field(default_factory=dict)
    honours: dict[str, list[tuple[str, str, int]]] = field(default_factory=dict)

    def present(self, identity: str) -> str:
        """Today's identity of a home that may be named by a former one."""
        return self.renamed.get(identity, identity)


def index(content: Content) -> Index:
    """The lookups of a content, cached by its identity."""
    return _index(ByIdentity(content))


@lru_cache(maxsize=2)
def _index(key: ByIdentity) -> Index:
    content: Content = key.of
    found = Index(content.homes.keys() | set(content.left_out), renamed_homes(content))
    for review in content.reviews:
        found.reviews.setdefault(found.present(review.home), []).append(review)
    for year, honour in content.family_honours:
        home = found.present(honour.home)
        found.honours.setdefault(home, []).append((honour.family, honour.level, year))
    return found
