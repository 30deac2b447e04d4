"""All public texts of a home, names in addresses included, with the value to redact should it violate a rule."""

from __future__ import annotations

import dataclasses
import html
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from generator.content.markdown import render
from generator.content.markup import text_of
from generator.content.values.schedules import Schedule
from generator.model.documents import Brand, Feature
from generator.model.field_types import Text
from generator.model.hours import Recurrence
from generator.model.identifiers import FileName, Identity, Slug, WebAddress
from generator.model.load import REGULATIONS, Content, Home
from generator.model.phones import Phone, Telephone
from generator.model.recognition import ChosenBrand
from generator.model.terms import ListOf, MapOf, Record, Term, terms
from generator.patterns import lazy
from generator.standard.annex_systems import activity_file
from generator.standard.house import detectors
from generator.standard.recognition import round_path

_MARKS = lazy(r"[&\[<>]")
_OTHERWISE = lazy(r"&#?\w+;|(?<!!)\[|<|\n *>")  # what pages show differently: entities, links, quotations


_FIGURE, _DIGIT = lazy(r"\d"), lazy(detectors.DIGIT)
_LISTED = lazy(r"(streets|campaigns)\[\d+\]")
_SAID = lazy(r"\.says\[\d+\]\.")


class PublicText(NamedTuple):
    """A public text.

    `redacts` names the smallest value that can be removed: itself, or the entry that requires it.
    """

    file: str
    field: str
    text: str
    redacts: str
    markdown: bool = False

    @property
    def readings(self) -> tuple[str, ...]:
        """The text as written and, where that may differ, as a page shows it."""
        if not shown_otherwise(self.text):
            return (self.text,)
        return self.text, text_of(render(self.text, _alternative).html) if self.markdown else html.unescape(self.text)


def shown_otherwise(text: str) -> bool:
    """Whether a page may show a text otherwise than it is written."""
    return _MARKS.search(text) is not None and _OTHERWISE.search(text) is not None


def _alternative(name: str, alt: str) -> str:
    """The alt text of an image, published or not."""
    return f'<img alt="{html.escape(alt)}">'


def of_home(home: Home) -> Iterator[PublicText]:
    """All public texts in the folder of a home but telephone numbers, which have a rule of their own."""
    yield from _record("home.yml", "", home.profile)
    for number, family in enumerate(home.families):
        yield from _record("families.yml", f"[{number}]", family)
    for number, regulation in enumerate(home.regulations):
        yield from _record("regulations.yml", f"[{number}]", regulation)
    for name, regulation_text in home.regulation_texts.items():
        yield from _document(f"regulations/{name}.md", regulation_text)
    if home.intro:
        yield from _document("intro.md", home.intro)
    if home.brand:
        yield from _document("brand.md", home.brand)
    for activity in home.activities:
        yield from _document(activity_file(home, activity), activity)


def of_city(content: Content) -> Iterator[PublicText]:
    """Public texts of the files of the federation, with paths in the content folder."""
    yield from of_standard(content)
    for slug, district in content.districts.items():
        yield from map(_alone, _record(f"districts/{slug}/district.yml", "", district))
    for file, records in (("synonyms.yml", content.synonyms), ("holidays.yml", content.holidays)):
        for number, record in enumerate(records):
            yield from _record(file, f"[{number}]", record)
    for round in content.rounds:
        yield from _record(round_path(round), "", round)
    for file, number, chosen in chosen_brands(content):
        yield from _record(file, f"[{number}]", chosen)
    for key, brand in content.brands.items():
        slug, _, street = key.partition("/")
        yield from _document(f"districts/{slug}/{street or 'brand'}.md", brand)
    for name, text in content.regulation_texts.items():
        yield from _document(f"{REGULATIONS}/{name}", text)
    for feature in content.features:
        yield from _document(feature_file(content, feature), feature)


def of_standard(content: Content) -> Iterator[PublicText]:
    """Public texts of the city's own words: city.yml, and standard.yml if there is one."""
    yield from map(_alone, _record("city.yml", "", content.city))
    if content.standard_file:
        for words in _record("standard.yml", "", content.standard_file):
            yield words if _SAID.search(words.field) else words._replace(redacts=f"{words.file}:{words.field}")


def codes(content: Content) -> Iterator[PublicText]:
    """Codes and other keys of city.yml and standard.yml: files name what they stand for by them, and addresses are made
    of them, so that none can be removed.
    """
    yield from _codes("city.yml", "", content.city)
    if content.standard_file:
        yield from _codes("standard.yml", "", content.standard_file)


def _codes(file: str, at: str, record: Any) -> Iterator[PublicText]:
    for attribute, t in terms(type(record)).items():
        value, field = getattr(record, attribute), f"{at}.{t.key}" if at else t.key
        if not (t.public and value):
            continue
        inside = [(field, value)] if isinstance(t.kind, Record) else []
        if isinstance(t.kind, MapOf):
            inside = [(f"{field}.{key}", item) for key, item in value.items()]
            yield from (PublicText(file, where, key, file) for key, (where, _) in zip(value, inside, strict=True))
        elif isinstance(t.kind, ListOf):
            inside = [(f"{field}[{number}]", item) for number, item in enumerate(value)]
        elif isinstance(t.kind, Slug) and t.required:
            yield PublicText(file, field, value, file)
        for where, item in inside:
            if dataclasses.is_dataclass(item):
                yield from _codes(file, where, item)


def chosen_brands(content: Content) -> Iterator[tuple[str, int, ChosenBrand]]:
    """File, number in it, and entry of each brand that the federation chose."""
    numbers: Counter[int] = Counter()
    for year, chosen in content.chosen_brands:
        yield f"recognition/{year}-brands.yml", numbers[year], chosen
        numbers[year] += 1


def _alone(words: PublicText) -> PublicText:
    """Of a city, campaign, district or street, which cannot be removed, only the field itself is redacted."""
    whole = words.redacts == words.file or _LISTED.fullmatch(words.redacts.removeprefix(f"{words.file}:"))
    return words._replace(redacts=f"{words.file}:{words.field}") if whole else words


def feature_file(content: Content, feature: Feature) -> str:
    """The path of a feature, also where its date differs from its file name."""
    path = f"press/{feature.date}-{feature.slug}.md"
    if path in content.positions:
        return path
    ending = f"-{feature.slug}.md"
    return next(
        (p for p in content.positions if p.startswith("press/") and p.endswith(ending) and len(p) == len(path)), path
    )


def _document(file: str, record: Any) -> Iterator[PublicText]:
    if "/" in file:  # the file name is part of the address
        yield PublicText(file, "", file.rpartition("/")[2], file)
    yield from _record(file, "", record)
    for number, result in enumerate(
        record.results if isinstance(record, Brand) else ()
    ):  # pages show them side by side
        field = f"results[{number}]"
        if _FIGURE.search(result.label) and _FIGURE.search(result.value):
            yield PublicText(file, field, f"{result.label} {result.value} {result.label}", f"{file}:{field}")
    if record.body:
        yield PublicText(file, "body", record.body, f"{file}:body", markdown=True)


class PhoneField(NamedTuple):
    """A public telephone number, and the type of its field; `redacts` as in `PublicText`."""

    file: str
    field: str
    phone: Phone
    kind: Telephone
    redacts: str


def telephones(file: str, record: Any) -> Iterator[PhoneField]:
    """All public telephone numbers in a file."""
    yield from (PhoneField(*found) for found in _values(file, "", record, (Telephone,)))


_WORDED = (Text, Recurrence, Record, FileName, Slug, Identity, WebAddress)


@cache
def _public(record: type, kinds: tuple[type, ...]) -> tuple[tuple[str, Term], ...]:
    """Public fields that can hold values of the types `kinds`."""
    known = terms(record).items()
    return tuple((name, t) for name, t in known if t.public and isinstance(_innermost(t.kind), (*kinds, Record)))


def _innermost(kind: Any) -> Any:
    return kind.of if isinstance(kind, (ListOf, MapOf)) else kind


def _record(file: str, at: str, record: Any) -> Iterator[PublicText]:
    for where, field, value, kind, redacts in _values(file, at, record, _WORDED):
        yield PublicText(
            where,
            field,
            value.text if isinstance(value, Schedule) else value,
            redacts,
            markdown=getattr(kind, "lines", False),
        )


def _values(file: str, at: str, record: Any, kinds: tuple[type, ...]) -> Iterator[tuple[str, str, Any, Any, str]]:
    """File, field, value, type and name to redact of all public values of the types `kinds`."""
    record_type: type = type(record)
    for attribute, t in _public(record_type, kinds):
        value = getattr(record, attribute)
        if not value:
            continue
        field = f"{at}.{t.key}" if at else t.key
        needed = f"{file}:{at}" if at else file
        redacts = needed if t.required and (at or file != "home.yml") else f"{file}:{field}"
        if isinstance(t.kind, (Record, ListOf, MapOf)):
            yield from _inner_values(file, field, value, t.kind, redacts, kinds)
        else:
            yield file, field, value, t.kind, redacts


def _inner_values(
    file: str, field: str, value: Any, kind: Record | ListOf | MapOf, redacts: str, kinds: tuple[type, ...]
) -> Iterator[tuple[str, str, Any, Any, str]]:
    """Those of a record, a list or a mapping."""
    if isinstance(kind, Record):
        yield from _values(file, field, value, kinds)
    elif isinstance(kind, MapOf):
        for key, item in value.items() if isinstance(kind.of, Record) else ():
            yield from _values(file, f"{field}.{key}", item, kinds)
    elif isinstance(kind.of, Telephone) and len(value) == 1:
        yield file, field, value[0], kind.of, redacts  # people write one as no list
    else:
        for number, item in enumerate(value):
            where = f"{field}[{number}]"
            if isinstance(kind.of, Record):
                yield from _values(file, where, item, kinds)
            else:
                yield file, where, item, kind.of, f"{file}:{where}"
        if isinstance(kind.of, Text) and isinstance(kind.of, kinds):
            figures = [
                item for item in value if 0 < len(_DIGIT.findall(item)) < detectors.MIN_DIGITS
            ]  # longer ones are found by themselves
            if len(figures) > 1:
                yield file, field, "、".join(figures), kind.of, redacts  # as pages show them
