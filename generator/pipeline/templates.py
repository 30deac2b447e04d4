"""The theme's templates, parsed and compiled once for all builds and all workers."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec
from jinja2 import TemplateError

from generator.pages import render, templates
from generator.pipeline.city_index import CityIndex
from generator.pipeline.context import BuildContext
from generator.pipeline.results import PagesBroken
from generator.store import content_digest, encode
from generator.workers import unwrap


class Templates(NamedTuple):
    """By name: `closures`: a digest of a template and all that it includes; `compiled`: its code."""

    closures: Mapping[str, bytes]
    compiled: Mapping[str, bytes]


def prepare_templates(context: BuildContext, city: CityIndex, addresses: Mapping[str, str]) -> Templates:
    """`addresses`: plain name of a script → its address. Raises `PagesBroken`."""
    sources = read_sources(context.theme)
    try:
        return Templates(_closures(context, sources, addresses), _compiled(context, city, sources))
    except TemplateError as error:
        raise PagesBroken(f"theme 里的模板生成不了：{error}") from error


def read_sources(theme: Path) -> dict[str, str]:
    """Name of each template → its text."""
    folder = theme / "templates"
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("*.html"))}


def _closures(context: BuildContext, sources: Mapping[str, str], addresses: Mapping[str, str]) -> Mapping[str, bytes]:
    inputs = {"templates": content_digest(encode(sources)), "assets": content_digest(encode(dict(addresses)))}
    make = partial(templates.closure_digests, sources, addresses)
    return context.ledger.derive("templates", inputs, _CLOSURES.decode, make)


def _compiled(context: BuildContext, city: CityIndex, sources: Mapping[str, str]) -> Mapping[str, bytes]:
    """Compiling all takes a second of CPU, and a worker has to have nearly all for the pages of one home."""
    inputs = {"program": context.program, "city": city.digests["city"]}  # what filters make of literals is in the code
    stored = context.ledger.derived("derived", "compiled", inputs, _COMPILED.decode) or {}
    digests = {name: hashlib.sha256(source.encode()).digest() for name, source in sources.items()}
    found = {name: stored[name] for name, digest in digests.items() if name in stored and stored[name][0] == digest}
    stale = [(name, source) for name, source in sources.items() if name not in found]
    results = context.executor.each(partial(render.compile_template, city.view), stale)
    made = {name: (digests[name], unwrap(code)) for (name, _), code in zip(stale, results, strict=True)}
    if made:
        context.ledger.put_derived("derived", "compiled", inputs, encode(found | made))
    return {name: code for name, (_, code) in (found | made).items()}


_CLOSURES = msgspec.msgpack.Decoder(dict[str, bytes])
_COMPILED = msgspec.msgpack.Decoder(dict[str, tuple[bytes, bytes]])
