"""Digests of templates with everything they depend on: what they include or import, and the scripts that they name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b

import jinja2
from jinja2 import meta

_ASSET = re.compile(r"asset\(([^)]*)\)")
_LITERAL = re.compile(r"""["']([^"']+)["']""")


def closure_digests(sources: Mapping[str, str], assets: Mapping[str, str]) -> dict[str, bytes]:
    """Name of each template → a digest of its closure.

    `sources`: their texts by name; `assets`: plain name of a script → its address.

    A name that is an expression may stand for any template, and any asset.
    """
    leads = {name: _named_templates(source) for name, source in sources.items()}

    @cache
    def below(name: str) -> frozenset[str]:
        found: set[str] = set()
        waiting = [name]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                names = leads.get(one, frozenset())
                waiting += sources if None in names else [name for name in names if name]
        return frozenset(found)

    def digest(name: str) -> bytes:
        hashed = blake2b(digest_size=16)
        for one in sorted(below(name)):
            source = sources.get(one, "")
            hashed.update(f"{one}\0{source}\0{_named(source, assets)}\0".encode())
        return hashed.digest()

    return {name: digest(name) for name in sources}


@cache
def _named_templates(source: str) -> frozenset[str | None]:
    """Templates that it includes, imports or extends; None for a name that is an expression."""
    return frozenset(meta.find_referenced_templates(jinja2.Environment().parse(source)))


def _named(source: str, assets: Mapping[str, str]) -> list[tuple[str, str]]:
    """Name and address of each asset that the source may ask for."""
    names: set[str] = set()
    for asked in _ASSET.findall(source):
        literal = _LITERAL.fullmatch(asked.strip())
        names.update([literal[1]] if literal else assets)
    return sorted((name, assets.get(name, "")) for name in names)
