"""The hand-written pages that a new city begins with: those of the program's own content, in the city's own names and
words, and their pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.model import profiles
from generator.model.federation import Street
from generator.office.own_words import OwnWords
from generator.office.starter.areas import Area
from generator.resources import own_project

_UNNAMED = Area("", "某区", "mou-qu", [Street("mou-jie", "某某街道")])
_FOLDER = "content/pages"
_GUIDE = "guide/"  # in the usual words: each build shows it in those that the city has by then
_INVENTED = {
    "home": "幸福里",
    "home_slug": "xingfu-li",
    "place": "柳荫里",
    "place_slug": "liuyin-li",
    "area_code": "0××-0000",
}
"""Examples that are of no city."""


def pages(city: str, areas: list[Area], word: OwnWords) -> Iterator[tuple[str, str]]:
    """Path below content/pages → text, in order. Examples are of the first district and its first street."""
    district = areas[0] if areas else _UNNAMED
    street = (district.streets or _UNNAMED.streets)[0]
    own = {
        "city": city.removesuffix("市"),
        "district": district.name,
        "district_slug": district.slug,
        "street": street.name,
        "street_slug": street.slug,
        **_INVENTED,
    }
    names = {sample: own[what] for what, sample in profiles.data(profiles.DEFAULT, "pages.yml").items()}
    folder = own_project() / _FOLDER
    for path in sorted(folder.rglob("*.md")):
        name, text = path.relative_to(folder).as_posix(), _renamed(path.read_text("utf-8"), names)
        yield name, text if name.startswith(_GUIDE) else word(text)


def pictures() -> Iterator[tuple[str, bytes]]:
    """Path below content/pages → bytes, in order."""
    folder = own_project() / _FOLDER
    for path in sorted(folder.rglob("*.webp")):
        yield path.relative_to(folder).as_posix(), path.read_bytes()


def _renamed(text: str, names: Mapping[str, str]) -> str:
    return re.sub("|".join(names), lambda found: names[found[0]], text)
