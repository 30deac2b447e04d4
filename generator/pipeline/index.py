"""The full-text index of a release, street by street: one that says the same is not gone through again."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from generator.search import fulltext
from generator.store import Cache
from generator.workers import Workers

Streets = Sequence[Sequence[str]]
"""The open homes of every street, by identity."""
Digests = Mapping[str, str]
"""By identity, what tells whether a home says the same."""
Said = Callable[[str], str]
"""What a home says. Raises `LookupError` where that is not known."""

_KIND = "street"


def whole(
    streets: Streets, digests: Digests, said: Said, of_city: str, cache: Cache, workers: Workers
) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every file. `of_city`: what is told of no home."""
    shards = _shards(streets)
    keys = [_key(homes, digests, shards) for homes in streets]

    def made(place: int) -> Path:
        return _lines(streets[place], keys[place], shards, said, cache)

    files = list(workers.map(made, range(len(streets))))
    yield from fulltext.joined([*map(_split, files), fulltext.city(of_city, shards).split(b"\n")])
    cache.prune(_KIND, keys)


def amended(
    root: Path, streets: Streets, before: Callable[[str], str], changed: Digests, said: Said, cache: Cache
) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of the files of the index at `root` that are others where some homes `changed`; `before` tells their digests of then."""
    shards, others = _shards(streets), defaultdict(dict)
    for place, homes in enumerate(streets):
        if changed.keys().isdisjoint(homes):
            continue
        then = {one: before(one) for one in homes}
        old, new = (_key(homes, digests, shards) for digests in (then, then | changed))
        kept, made = cache.get(_KIND, old), _split(_lines(homes, new, shards, said, cache))
        for shard, (line, now) in enumerate(zip(_split(kept) if kept else [None] * shards, made, strict=True)):
            if line != now:
                others[shard][place] = now
        if old != new:
            cache.drop(_KIND, old)
    for shard, changes in others.items():
        path = fulltext.address(shard)
        lines = _split(root / path)
        for place, line in changes.items():
            lines[place] = line
        yield path, b"\n".join(lines)


def _split(file: Path) -> list[bytes]:
    return file.read_bytes().split(b"\n")


def _shards(streets: Streets) -> int:
    return fulltext.how_many(sum(map(len, streets)))


def _key(homes: Sequence[str], digests: Digests, shards: int) -> str:
    told = (fulltext.FORMAT, str(shards), *(digests[one] for one in homes))
    return hashlib.sha256("\0".join(told).encode()).hexdigest()


def _lines(homes: Sequence[str], key: str, shards: int, said: Said, cache: Cache) -> Path:
    """The file with a street's line of each shard."""
    return cache.get(_KIND, key) or cache.put(_KIND, key, fulltext.street([said(one) for one in homes], shards))
