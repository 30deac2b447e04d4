"""The full-text index: the lines of each street, kept in the ledger in parts, and the tasks that put these together.

The lines of 7,000 homes are 100 MB. A task makes a part of the shards, and is done again where new words of a home
changed a line of that part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

import msgspec

from generator.pipeline.context import BuildContext
from generator.pipeline.stages import Gathered
from generator.pipeline.tasks import Task
from generator.public import facets
from generator.public.partial import partial_site
from generator.search import fulltext
from generator.store import LedgerDamaged, content_digest, encode
from generator.workers import unwrap

_PART = 64  # shards
_CITY = "", ""  # in the place of a street

LineDigests = Mapping[tuple[str, str], list[bytes]]
"""Slugs of district and street, and `_CITY` → digest of each part of its lines."""


def index_streets(context: BuildContext, gathered: Gathered) -> LineDigests:
    """Makes the lines of the streets whose texts changed."""
    index, ledger = gathered.city, context.ledger
    shards = fulltext.shard_count(len(index.open))
    same = {"program": context.program, "format": f"{fulltext.FORMAT} {shards}".encode()}
    streets = {(d.slug, s.slug): index.in_street.get((d.slug, s.slug), []) for d in index.areas for s in d.streets}
    about, brands = index.parts["features"], index.parts["brands"]
    of_city = fulltext.city_search_text(partial_site((), (), features=about, brands=brands)).encode()
    inputs = {
        street: same | {"texts": content_digest(b"".join(index.homes[one].facets[facets.TEXT] for one in homes))}
        for street, homes in streets.items()
    }
    inputs[_CITY] = same | {"texts": content_digest(of_city)}
    known = {
        street: ledger.derived("street", _name(street), made_from, _DIGESTS) for street, made_from in inputs.items()
    }
    stale = [street for street, digests in known.items() if digests is None]

    def load(street: tuple[str, str]) -> list[bytes] | bytes:
        if street == _CITY:
            return of_city
        return [context.homes.facets_of(one, [facets.TEXT])[facets.TEXT] for one in streets[street]]

    results = context.executor.each_loaded(partial(_index_street, shards), stale, load)
    for number, (street, result) in enumerate(zip(stale, results, strict=True), 1):
        context.progress("编全文索引", number, len(stale))
        known[street] = digests = []
        for part, lines in enumerate(unwrap(result)):
            digests.append(content_digest(lines))
            ledger.put_derived("lines", _name(street, part), {"lines": digests[part]}, lines)
        ledger.put_derived("street", _name(street), inputs[street], encode(digests))
    found = {street: digests for street, digests in known.items() if digests}
    ledger.drop_others("street", map(_name, found))
    ledger.drop_others("lines", (_name(street, part) for street in found for part in range(len(found[street]))))
    return found


def _name(street: tuple[str, str], *part: int) -> str:
    return "/".join(map(str, (*street, *part)))


def _index_street(shards: int, texts: list[bytes] | bytes) -> list[bytes]:
    """Its lines in parts, from the texts of its homes; those of the city from its own."""
    if isinstance(texts, bytes):
        lines = fulltext.city_lines(texts.decode(), shards).split(b"\n")
    else:
        lines = fulltext.street_lines([text.decode() for text in texts], shards).split(b"\n")
    return [b"\n".join(lines[start : start + _PART]) for start in range(0, shards, _PART)]


def index_tasks(context: BuildContext, lines: LineDigests) -> Iterator[Task]:
    """Each makes the shards of one part, from the lines of every street and of the city itself."""
    for part in range(len(lines[_CITY])):
        digests = {street: of_street[part] for street, of_street in lines.items()}
        inputs = {"streets": content_digest(encode(list(digests.items())))}
        yield Task(f"fulltext/{part}", inputs, _merge, partial(_load, context, part, digests), large=True)


def _load(context: BuildContext, part: int, digests: Mapping[tuple[str, str], bytes]) -> tuple[int, list[bytes]]:
    """The arguments of `_merge`. Raises `LedgerDamaged`."""
    found = []
    for street, digest in digests.items():
        lines = context.ledger.derived("lines", _name(street, part), {"lines": digest}, bytes)
        if lines is None:
            raise LedgerDamaged(f"lines of {_name(street, part)}")
        found.append(lines)
    return part * _PART, found


def _merge(first: int, streets: Sequence[bytes]) -> Iterator[tuple[str, bytes]]:
    """In a worker."""
    yield from fulltext.merge_shards((lines.split(b"\n") for lines in streets), first)


_DIGESTS = msgspec.msgpack.Decoder(list[bytes]).decode
