"""Photos in all the sizes that a site needs, encoded once and cached."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from generator.content.intake import PAGES, PhotoFile, home_of
from generator.diagnostics import Finding, InvalidInput, Place, Severity, explain_os_error, out_of_resources
from generator.media import photos
from generator.public.views import Picture, Variant
from generator.reading.failures import failure_text
from generator.reading.options import Progress
from generator.store import Cache
from generator.workers import Executor, Failure


class PhotoHashes(NamedTuple):
    """`digest` of a photo's bytes (SHA-256, hex) and `perceptual` hash of what it shows."""

    digest: str
    perceptual: str


class HomePictures(NamedTuple):
    """One home's pictures and the hashes of their photos, by path of the photo; problems with photos."""

    made: dict[str, Picture]
    hashes: dict[str, PhotoHashes]
    problems: list[Finding]

    @property
    def addresses(self) -> Iterator[str]:
        """Of all files."""
        for picture in self.made.values():
            yield from addresses_of(picture)

    def without(self, hidden: Callable[[str], bool]) -> HomePictures:
        """Without pictures of which any address is hidden."""
        made = {key: one for key, one in self.made.items() if not any(map(hidden, addresses_of(one)))}
        return HomePictures(made, {key: one for key, one in self.hashes.items() if key in made}, self.problems)


def addresses_of(picture: Picture) -> Iterator[str]:
    yield from (variant.address for variant in (*picture.variants, picture.fallback))


def make_pictures(
    homes: Mapping[str, Mapping[str, PhotoFile]], cache: Cache, executor: Executor, progress: Progress
) -> dict[str, HomePictures]:
    """Every size of these photos, by home (`PAGES` for those beside hand-written pages), from the cache or encoded.

    A photo that crashes its worker is reported as a problem.
    """
    photo_list = [(one, key, file) for one, files in homes.items() for key, file in sorted(files.items())]
    found = {one: HomePictures({}, {}, []) for one in homes}
    results = executor.each(partial(_make_picture, cache), [file for _, _, file in photo_list])
    for number, ((one, key, _), result) in enumerate(zip(photo_list, results, strict=True), 1):
        progress("处理照片", number, len(photo_list))
        if isinstance(result, Failure):
            result = InvalidInput(f"处理这张照片时{failure_text(result)}", "换一张，或在电脑上另存一份小一些的再传")
        if isinstance(result, InvalidInput):
            place, home = Place(key), home_of(key)
            problem = Finding(Severity.ERROR, result.message, result.remedy, place, rule="house.photo", home=home)
            found[one].problems.append(problem)
        else:
            found[one].made[key], found[one].hashes[key] = result
    for one, pictures in found.items():
        pictures.problems.extend(_lookalikes(pictures.hashes) if one != PAGES else ())
    return found


def cached_files(pictures: Iterable[HomePictures], cache: Cache, published: Collection[str]) -> dict[str, Path] | None:
    """Address → cached file of every size; an empty path for addresses that are `published`, where none is needed.

    None where a file is not in the cache.
    """
    files: dict[str, Path] = {}
    for address in (address for one in pictures for address in one.addresses):
        if address not in files:
            file = Path() if address in published else cached_photo(cache, address)
            if file is None:
                return None
            files[address] = file
    return files


def cached_photo(cache: Cache, address: str) -> Path | None:
    """The cached file of a picture at an address of the site."""
    return cache.get("photo", photo_cache_key(address.removeprefix("media/")))


def _lookalikes(hashes: Mapping[str, PhotoHashes]) -> Iterator[Finding]:
    """A notice for each photo that looks like another of its home; identical files are reported elsewhere."""
    earlier: list[tuple[str, PhotoHashes]] = []
    for key, one in hashes.items():
        same = (k for k, o in earlier if o.digest != one.digest and photos.look_same(o.perceptual, one.perceptual))
        if other := next(same, None):
            message = f"照片 {key.rpartition('/')[2]} 和 {other.rpartition('/')[2]} 看上去是同一张"
            remedy = "留清楚的那一张，另一张从 home.yml 和 photos/ 里去掉"
            yield Finding(Severity.NOTICE, message, remedy, Place(key), rule="house.photo-twice", home=home_of(key))
        earlier.append((key, one))


def _make_picture(cache: Cache, file: PhotoFile) -> tuple[Picture, PhotoHashes] | InvalidInput:
    """In a worker. Raises OSError where the machine is at fault, which stops the build."""
    try:
        data = _read(file)
        digest = hashlib.sha256(data).hexdigest()
        return _cached(digest, cache) or _encode(data, digest, cache)
    except InvalidInput as error:
        return error


def _read(file: PhotoFile) -> bytes:
    """Raises `InvalidInput` for a file that can't be read, OSError where the machine is at fault."""
    try:
        return photos.read(file)
    except OSError as error:
        if out_of_resources(error):
            raise
        raise InvalidInput(
            f"照片读不出来（{explain_os_error(error).message}）", "检查文件的读取权限，或重新上传"
        ) from error


def _encode(data: bytes, digest: str, cache: Cache) -> tuple[Picture, PhotoHashes]:
    """Encodes all sizes into the cache, with a description under the photo's digest."""
    encoded = photos.encode(data)
    sizes = []
    for width, form, content in encoded.files:
        name = f"{digest[:20]}-{width}.{'jpg' if form == 'image/jpeg' else 'webp'}"
        cache.put("photo", photo_cache_key(name), content)
        sizes.append([name, width, form])
    facts = {
        "sizes": sizes,
        "width": encoded.width,
        "height": encoded.height,
        "colour": encoded.colour,
        "likeness": encoded.perceptual_hash,
    }
    cache.put("picture", photo_cache_key(digest), json.dumps(facts, sort_keys=True).encode())
    return _picture(facts, digest)


def _cached(digest: str, cache: Cache) -> tuple[Picture, PhotoHashes] | None:
    description = cache.get("picture", photo_cache_key(digest))
    if description is None:
        return None
    facts = json.loads(description.read_bytes())
    if not all(cache.get("photo", photo_cache_key(name)) for name, _, _ in facts["sizes"]):
        return None
    return _picture(facts, digest)


def _picture(facts: Mapping[str, Any], digest: str) -> tuple[Picture, PhotoHashes]:
    *variants, fallback = (Variant(f"media/{name}", width, form) for name, width, form in facts["sizes"])
    picture = Picture(tuple(variants), fallback, facts["width"], facts["height"], facts["colour"])
    return picture, PhotoHashes(digest, facts["likeness"])


def photo_cache_key(name: str) -> str:
    """The cache key of a photo (by its digest), or of one of its sizes (by the name it is published under)."""
    return f"{name.replace('.', '_')}-{photos.RECIPE}"
