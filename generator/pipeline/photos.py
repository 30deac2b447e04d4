"""The photos of a build: every size of every photo that may be shown, each made once as long as it is used."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from generator.content import intake
from generator.content.intake import PhotoFile, home_of
from generator.diagnostics import Finding, Misread, Place, Severity, exhausted, of_machine
from generator.media import photos
from generator.pipeline.failures import why
from generator.pipeline.known import Reading
from generator.public.views import Picture, Site, Variant
from generator.store import Cache
from generator.workers import Lost, Workers


@dataclass(frozen=True)
class Media:
    """Pictures by photo key, the cached files they are made of by address, and photos that could not be used."""

    pictures: dict[str, Picture]
    files: dict[str, Path]
    digests: frozenset[str]
    problems: tuple[Finding, ...]


def media_of(reading: Reading, cache: Cache, workers: Workers) -> Media:
    """Makes every size of every photo that may be shown, and of the pictures of hand-written pages, each once as long as it is used."""
    homes = reading.assessment.content.homes.values()
    known = {f"{home.folder}/photos/{name}": file for home in homes for name, file in home.photo_files.items()}
    wanted = {key: known[key] for key in sorted(_shown_photos(reading.site))} if reading.order.photos else {}
    of_pages = ((key, file) for key, file in sorted(reading.snapshot.photos.items()) if key.startswith(intake.PAGES))
    wanted |= {key: file for key, file in of_pages if not reading.hidden.hides("", key)}
    pictures, files, seen, problems = {}, {}, {}, []
    for key, made in zip(wanted, workers.each(lambda file: _made(file, cache), wanted.values()), strict=True):
        if isinstance(made, Lost):
            made = Misread(f"处理这张照片时{why(made)}", "换一张，或在电脑上另存一份小一些的再传")
        if isinstance(made, Misread):
            problems.append(Finding(Severity.ERROR, made.message, made.remedy, Place(key), rule="house.photo", home=home_of(key)))
            continue
        picture, own, one = made
        if not any(map(reading.hidden.hides, own)):
            pictures[key], seen[key] = picture, one
            files |= own
    problems += _lookalikes(seen)
    return Media(pictures, files, frozenset(cache_key(one.digest) for one in seen.values()), tuple(problems))


def _lookalikes(seen: dict[str, _Seen]) -> Iterator[Finding]:
    """A notice for each photo that looks like another of its home. Files of the same bytes the check has found."""
    for home, group in groupby(seen.items(), lambda item: home_of(item[0])):
        if home is None:
            continue
        earlier: list[tuple[str, _Seen]] = []
        for key, one in group:
            other = next((k for k, o in earlier if o.digest != one.digest and photos.alike(o.likeness, one.likeness)), None)
            if other:
                told = f"照片 {key.rpartition('/')[2]} 和 {other.rpartition('/')[2]} 看上去是同一张"
                remedy = "留清楚的那一张，另一张从 home.yml 和 photos/ 里去掉"
                yield Finding(Severity.NOTICE, told, remedy, Place(key), rule="house.photo-twice", home=home)
            earlier.append((key, one))


def _shown_photos(site: Site) -> set[str]:
    families = {family.photo.key for family in site.families if family.photo}
    return families | {photo.key for home in site.homes for photo in home.photos}


@dataclass(frozen=True)
class _Seen:
    """A photo by its bytes and by its looks."""

    digest: str
    likeness: str


Made = tuple[Picture, dict[str, Path], _Seen]
"""A photo's picture, its cached files by address, and what it is told from others by."""


def _made(file: PhotoFile, cache: Cache) -> Made | Misread:
    """The picture of one photo, from the cache or new; runs in a worker."""
    try:
        data = _read(file)
        digest = hashlib.sha256(data).hexdigest()
        return _cached(digest, cache) or _encoded(data, digest, cache)
    except Misread as error:
        return error


def _read(file: PhotoFile) -> bytes:
    """The photo's bytes. Raises `Misread`; `OSError` where it is the machine's fault, as it is with the cache, and stops the build."""
    try:
        return photos.read(file)
    except OSError as error:
        if exhausted(error):
            raise
        raise Misread(f"照片读不出来（{of_machine(error).message}）", "检查文件的读取权限，或重新上传") from error


def _encoded(data: bytes, digest: str, cache: Cache) -> Made:
    encoded = photos.encode(data)
    sizes = []
    for width, form, data in encoded.files:
        name = f"{digest[:20]}-{width}.{'jpg' if form == 'image/jpeg' else 'webp'}"
        cache.put("photo", cache_key(name), data)
        sizes.append([name, width, form])
    facts = {"sizes": sizes, "width": encoded.width, "height": encoded.height, "colour": encoded.colour, "likeness": encoded.likeness}
    cache.put("picture", cache_key(digest), json.dumps(facts, sort_keys=True).encode())
    return _cached(digest, cache)


def _cached(digest: str, cache: Cache) -> Made | None:
    kept = cache.get("picture", cache_key(digest))
    if kept is None:
        return None
    facts = json.loads(kept.read_bytes())
    sources = {f"media/{name}": cache.get("photo", cache_key(name)) for name, _, _ in facts["sizes"]}
    if None in sources.values():
        return None
    *variants, fallback = (Variant(f"media/{name}", width, form) for name, width, form in facts["sizes"])
    return Picture(tuple(variants), fallback, facts["width"], facts["height"], facts["colour"]), sources, _Seen(digest, facts["likeness"])


def cache_key(name: str) -> str:
    """The key of a photo, or of one of its sizes by the name it is published under."""
    return f"{name.replace('.', '_')}-{photos.RECIPE}"
