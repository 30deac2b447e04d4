"""Removes what must not be published from records, so that no later code can publish it."""

from __future__ import annotations

import dataclasses
from typing import Any, TypeVar

from generator.content import markdown
from generator.model import city as cities
from generator.model.city import GENERIC
from generator.model.federation import Campaign, City, District, Street
from generator.model.honours import Family
from generator.model.load import REGULATIONS, Content, Home
from generator.model.standard import CityStandard, Function, Have, Item, Regulation
from generator.model.terms import terms
from generator.standard.annex_systems import activity_file
from generator.standard.house.texts import chosen_brands
from generator.standard.recognition import round_path

_Record = TypeVar("_Record", City, Campaign, District, Street, Have, Function, Item, Regulation)

_UNNAMED_CITY, _UNNAMED_FEDERATION = "本市", "妇联"


def redact(home: Home, redacted: frozenset[str], unnamed: str = GENERIC.home or "") -> Home:
    """The home without the values in `redacted` (named as in `Violation`), called `unnamed` where its name is one.

    Lists close up, so indexes change.
    """
    if not redacted:
        return home
    cut = _Cut(redacted)
    profile = cut.record("home.yml", home.profile)
    activities = (cut.document(activity_file(home, a), a) for a in home.activities)
    texts = {name: cut.document(f"regulations/{name}.md", text) for name, text in home.regulation_texts.items()}
    return dataclasses.replace(
        home,
        profile=profile if profile.name else dataclasses.replace(profile, name=unnamed),
        intro=cut.document("intro.md", home.intro),
        brand=cut.document("brand.md", home.brand),
        families=cut.items(
            "families.yml",
            "",
            tuple(_without_name(f, f"families.yml:[{n}].family" in redacted) for n, f in enumerate(home.families)),
        ),
        activities=tuple(a for a in activities if a),
        regulations=cut.items("regulations.yml", "", home.regulations),
        regulation_texts={name: text for name, text in texts.items() if text},
        photo_files={name: file for name, file in home.photo_files.items() if f"photos/{name}" not in redacted},
    )


def redact_city(content: Content, redacted: frozenset[str]) -> Content:
    """The files of the federation without the values in `redacted`, named by paths in the content folder."""
    if not redacted:
        return content
    cut = _Cut(redacted)
    features = (cut.document(f"press/{f.date:%Y-%m-%d}-{f.slug}.md", f) for f in content.features)
    brands = {key: cut.document(_brand_file(key), brand) for key, brand in content.brands.items()}
    return dataclasses.replace(
        content,
        city=_city(cut, content.city),
        rounds=tuple(cut.record(round_path(r), r) for r in content.rounds),
        chosen_brands=tuple(
            (year, cut.record(file, chosen, f"[{number}]"))
            for (year, _), (file, number, chosen) in zip(content.chosen_brands, chosen_brands(content), strict=True)
            if f"{file}:[{number}]" not in redacted
        ),
        features=tuple(f for f in features if f),
        brands={key: brand for key, brand in brands.items() if brand},
        regulation_texts={
            name: kept
            for name, text in content.regulation_texts.items()
            if (kept := cut.document(f"{REGULATIONS}/{name}", text))
        },
        districts={
            slug: _district(cut.record(f"districts/{slug}/district.yml", d)) for slug, d in content.districts.items()
        },
        synonyms=cut.items("synonyms.yml", "", content.synonyms),
        holidays=cut.items("holidays.yml", "", content.holidays),
    )


def redact_standard(content: Content, redacted: frozenset[str]) -> Content:
    """The content with its standard resolved without the values in `redacted`; city.yml and standard.yml stay as they
    are written.

    What has to have a name and loses it is called as in the standard it is based on, else by its code.
    """
    if not redacted:
        return content
    cut = _Cut(redacted)
    file = content.standard_file and cut.record("standard.yml", content.standard_file)
    city = cities.complete(_city(cut, content.city), cities.profile_of(file))
    return dataclasses.replace(content, standard=_with_names(cities.resolve(city, file)))


def _city(cut: _Cut, city: City) -> City:
    """The city without what is redacted; a campaign without a name is called by its code."""
    left: City = _named(cut.record("city.yml", city), name=_UNNAMED_CITY, federation=_UNNAMED_FEDERATION)
    return dataclasses.replace(left, campaigns=tuple(_named(one, name=one.id) for one in left.campaigns))


def _with_names(standard: CityStandard) -> CityStandard:
    functions = {code: _function(code, function) for code, function in standard.functions.items()}
    return dataclasses.replace(
        standard,
        haves={code: _named(have, label=code) for code, have in standard.haves.items()},
        functions=functions,
        regulations={code: _named(one, title=code) for code, one in standard.regulations.items()},
    )


def _function(code: str, function: Function) -> Function:
    items = {item: _named(named, label=item) for item, named in function.items.items()}
    return _named(dataclasses.replace(function, items=items), label=code)


def _district(district: District) -> District:
    """A district or street without a name is called by its slug, which is in its address anyway."""
    streets = tuple(_named(street, name=street.slug) for street in district.streets)
    return _named(dataclasses.replace(district, streets=streets), name=district.slug)


def _named(record: _Record, **instead: str) -> _Record:
    missing: dict[str, Any] = {field: words for field, words in instead.items() if not getattr(record, field)}
    return dataclasses.replace(record, **missing) if missing else record


def _brand_file(key: str) -> str:
    district, _, street = key.partition("/")
    return f"districts/{district}/{street or 'brand'}.md"


def _without_name(family: Family, is_redacted: bool) -> Family:
    """Replaces the name of a family whose name is redacted in all its other fields: 张秀兰家庭 and 张秀兰."""
    if not is_redacted:
        return family

    def nameless(text: str | None) -> str | None:
        return _unnamed(text, family.family) if text else text

    photo = family.photo and dataclasses.replace(
        family.photo,
        alt=nameless(family.photo.alt),
        caption=nameless(family.photo.caption),
        credit=nameless(family.photo.credit),
    )
    titles = tuple(_unnamed(title, family.family) for title in family.titles)
    return dataclasses.replace(
        family, motto=nameless(family.motto), story=nameless(family.story), titles=titles, photo=photo
    )


def _unnamed(text: str, name: str) -> str:
    """The text without the name of a family or of the person that it is named after."""
    person = name.removesuffix("家庭").strip()
    for called, instead in ((name, "某某家庭"), (person, "某某")):
        if len(called) > 1:
            text = text.replace(called, instead)
    return text


@dataclasses.dataclass(frozen=True)
class _Cut:
    """Copies records without the values in `redacted`."""

    redacted: frozenset[str]

    def document(self, file: str, value: Any) -> Any:
        """A Markdown file's record, or None where the whole file is withheld."""
        if value is None or file in self.redacted:
            return None
        body = "" if f"{file}:body" in self.redacted else self.prose(f"{file}:body", value.body)
        return self.record(file, value if body is value.body else dataclasses.replace(value, body=body))

    def record(self, file: str, value: Any, at: str = "") -> Any:
        inside = f"{file}:{at}"
        if not any(name.startswith(inside) for name in self.redacted):
            return value
        changed = {}
        for attribute, t in terms(type(value)).items():
            old, field = getattr(value, attribute), f"{at}.{t.key}" if at else t.key
            new = t.kind.absent if f"{file}:{field}" in self.redacted else self.value(file, old, field)
            if new is not old:
                changed[attribute] = new
        return dataclasses.replace(value, **changed) if changed else value

    def value(self, file: str, value: Any, at: str) -> Any:
        if isinstance(value, tuple):
            return self.items(file, at, value)
        if isinstance(value, dict):
            return {key: self.value(file, one, f"{at}.{key}") for key, one in value.items()}
        if isinstance(value, str):
            return self.prose(f"{file}:{at}", value)
        return self.record(file, value, at) if dataclasses.is_dataclass(value) and terms(type(value)) else value

    def prose(self, name: str, text: str) -> str:
        """A text without its redacted lines."""
        spans = [one.removeprefix(f"{name}#").split("-") for one in self.redacted if one.startswith(f"{name}#")]
        return markdown.remove_lines(text, [(int(first), int(end)) for first, end in spans]) if spans else text

    def items(self, file: str, at: str, values: tuple[Any, ...]) -> tuple[Any, ...]:
        kept = [(f"{at}[{number}]", value) for number, value in enumerate(values)]
        return tuple(self.value(file, value, where) for where, value in kept if f"{file}:{where}" not in self.redacted)
