"""The values withheld by withheld.yml, named as in `house.redact`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from generator.catalogue import addresses
from generator.content.intake import PhotoFile
from generator.model.load import Content, Home
from generator.model.withheld import Hidden
from generator.standard.annex_systems import activity_file

_DIGEST = 20  # characters of a photo's digest in the addresses of its pictures


def of_home(home: Home, hidden: Hidden) -> Iterator[str]:
    """Values in the folder of a home; homes withheld as a whole are excluded elsewhere."""
    near = hidden.around(home.folder)
    if not near:
        return
    identity = home.identity
    pictures = {address.removeprefix("media/")[:_DIGEST] for address in near.addresses if address.startswith("media/")}
    photos = {
        name
        for name, file in home.photo_files.items()
        if near.hides("", f"{home.folder}/photos/{name}") or _is_source(file, pictures)
    }
    own = {"intro.md": "", "brand.md": addresses.brand(identity)}
    own |= {activity_file(home, one): addresses.activity(identity, one.date, one.slug) for one in home.activities}
    own |= {f"regulations/{name}.md": addresses.regulation(identity, name) for name in home.regulation_texts}
    yield from (file for file, address in own.items() if near.hides(address, f"{home.folder}/{file}"))
    for number, entry in enumerate(home.regulations):
        stem = (entry.file or "").removesuffix(".md")
        page = addresses.regulation(identity, entry.regulation or stem, entry.title or "")
        if near.hides(page, f"{home.folder}/regulations.yml"):
            yield f"regulations.yml:[{number}].additions"
            yield f"regulations/{stem}.md"
    for number, family in enumerate(home.families):
        photo = family.photo.file if family.photo else None
        if near.hides(addresses.family(identity, family.id), f"{home.folder}/families.yml"):
            yield f"families.yml:[{number}]"
            photos |= {photo} if photo else set()
        elif photo in photos:
            yield f"families.yml:[{number}].photo"
    yield from (
        f"home.yml:photos[{number}]" for number, photo in enumerate(home.profile.photos) if photo.file in photos
    )
    yield from (f"photos/{name}" for name in photos)


def _is_source(file: PhotoFile, pictures: set[str]) -> bool:
    """Whether one of the published `pictures` (digests) is made of the photo."""
    return bool(pictures) and hashlib.sha256(file.read() or b"").hexdigest()[:_DIGEST] in pictures


def of_city(content: Content, hidden: Hidden) -> Iterator[str]:
    """Values in the files of the federation."""
    if hidden:
        for feature in content.features:
            file = f"press/{feature.date:%Y-%m-%d}-{feature.slug}.md"
            if hidden.hides(addresses.feature(feature.date, feature.slug), file):
                yield file
        for key in content.brands:
            district, _, street = key.partition("/")
            file = f"districts/{district}/{street or 'brand'}.md"
            if hidden.hides(addresses.street(district, street) if street else addresses.district(district), file):
                yield file
