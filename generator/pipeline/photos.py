"""The photos of a build: every size of every photo that may be shown, each made once as long as it is used."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from generator.content.intake import PAGES, PhotoFile, home_of
from generator.diagnostics import Finding, InvalidInput, Place, Severity, explain_os_error, out_of_resources
from generator.media import photos
from generator.pipeline.failures import why
from generator.pipeline.options import Progress
from generator.public.views import Picture, Variant
from generator.store import Cache
from generator.workers import Failure, Workers


class HomePictures(NamedTuple):
    """What became of one home's photos, by key: pictures, what tells them from others, and those that could not be
    used.
    """

    made: dict[str, Picture]
    seen: dict[str, PhotoHashes]
    problems: list[Finding]

    @property
    def addresses(self) -> Iterator[str]:
        """Where their files lie."""
        for picture in self.made.values():
            yield from addresses_of(picture)

    def without(self, gone: Callable[[Picture], bool]) -> HomePictures:
        """The same without some pictures."""
        made = {key: picture for key, picture in self.made.items() if not gone(picture)}
        return HomePictures(made, {key: seen for key, seen in self.seen.items() if key in made}, self.problems)


def addresses_of(picture: Picture) -> Iterator[str]:
    yield from (variant.address for variant in (*picture.variants, picture.fallback))


class PhotoHashes(NamedTuple):
    """A photo by its bytes and by its looks."""

    digest: str
    likeness: str


def make_pictures(
    homes: Mapping[str, Mapping[str, PhotoFile]], cache: Cache, workers: Workers, progress: Progress
) -> dict[str, HomePictures]:
    """Every size of these photos, home by home (those beside hand-written pages under `PAGES`), each made once as long
    as it is used. A photo that breaks its worker is missed alone.
    """
    wanted = [(one, key, file) for one, files in homes.items() for key, file in sorted(files.items())]
    found = {one: HomePictures({}, {}, []) for one in homes}
    for number, ((one, key, _), made) in enumerate(
        zip(wanted, workers.each(_Made(cache), [file for _, _, file in wanted]), strict=True), 1
    ):
        progress("处理照片", number, len(wanted))
        if isinstance(made, Failure):
            made = InvalidInput(f"处理这张照片时{why(made)}", "换一张，或在电脑上另存一份小一些的再传")
        if isinstance(made, InvalidInput):
            found[one].problems.append(
                Finding(Severity.ERROR, made.message, made.remedy, Place(key), rule="house.photo", home=home_of(key))
            )
        else:
            found[one].made[key], found[one].seen[key] = made
    for one, pictures in found.items():
        pictures.problems.extend(_lookalikes(pictures.seen) if one != PAGES else ())
    return found


def cached_files(pictures: Iterable[HomePictures], cache: Cache, there: Collection[str]) -> dict[str, Path] | None:
    """Address → the cached file of every size, for addresses that are `there` already any path; None where one has to
    be made again.
    """
    files: dict[str, Path | None] = {}
    for one in pictures:
        for address in one.addresses:
            if address not in files:
                files[address] = (
                    Path() if address in there else cache.get("photo", photo_cache_key(address.removeprefix("media/")))
                )
    return None if None in files.values() else files


def _lookalikes(seen: Mapping[str, PhotoHashes]) -> Iterator[Finding]:
    """A notice for each photo that looks like another of its home. Files of the same bytes the check has found."""
    earlier: list[tuple[str, PhotoHashes]] = []
    for key, one in seen.items():
        other = next(
            (k for k, o in earlier if o.digest != one.digest and photos.look_same(o.likeness, one.likeness)), None
        )
        if other:
            message = f"照片 {key.rpartition('/')[2]} 和 {other.rpartition('/')[2]} 看上去是同一张"
            remedy = "留清楚的那一张，另一张从 home.yml 和 photos/ 里去掉"
            yield Finding(Severity.NOTICE, message, remedy, Place(key), rule="house.photo-twice", home=home_of(key))
        earlier.append((key, one))


class _Made(NamedTuple):
    """In a worker: the picture of one photo, from the cache or new."""

    cache: Cache

    def __call__(self, file: PhotoFile) -> tuple[Picture, PhotoHashes] | InvalidInput:
        try:
            data = _read(file)
            digest = hashlib.sha256(data).hexdigest()
            return _cached(digest, self.cache) or _encoded(data, digest, self.cache)
        except InvalidInput as error:
            return error


def _read(file: PhotoFile) -> bytes:
    """The photo's bytes.

    Raises `InvalidInput`; `OSError` where it is the machine's fault, as it is with the cache, and stops the build.
    """
    try:
        return photos.read(file)
    except OSError as error:
        if out_of_resources(error):
            raise
        raise InvalidInput(
            f"照片读不出来（{explain_os_error(error).message}）", "检查文件的读取权限，或重新上传"
        ) from error


def _encoded(data: bytes, digest: str, cache: Cache) -> tuple[Picture, PhotoHashes]:
    encoded = photos.encode(data)
    sizes = []
    for width, form, data in encoded.files:
        name = f"{digest[:20]}-{width}.{'jpg' if form == 'image/jpeg' else 'webp'}"
        cache.put("photo", photo_cache_key(name), data)
        sizes.append([name, width, form])
    facts = {
        "sizes": sizes,
        "width": encoded.width,
        "height": encoded.height,
        "colour": encoded.colour,
        "likeness": encoded.perceptual_hash,
    }
    cache.put("picture", photo_cache_key(digest), json.dumps(facts, sort_keys=True).encode())
    return _cached(digest, cache)


def _cached(digest: str, cache: Cache) -> tuple[Picture, PhotoHashes] | None:
    kept = cache.get("picture", photo_cache_key(digest))
    if kept is None:
        return None
    facts = json.loads(kept.read_bytes())
    if not all(cache.get("photo", photo_cache_key(name)) for name, _, _ in facts["sizes"]):
        return None
    *variants, fallback = (Variant(f"media/{name}", width, form) for name, width, form in facts["sizes"])
    return Picture(tuple(variants), fallback, facts["width"], facts["height"], facts["colour"]), PhotoHashes(
        digest, facts["likeness"]
    )


def photo_cache_key(name: str) -> str:
    """The key of a photo, or of one of its sizes by the name it is published under."""
    return f"{name.replace('.', '_')}-{photos.RECIPE}"
