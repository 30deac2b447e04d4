"""What a city's own files leave out, from the profile that its standard is based on; the lists it has its own of."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeVar

from generator.content import yaml_nodes
from generator.model import profiles
from generator.model import vocabulary as words
from generator.model.by_identity import ByIdentity
from generator.model.choices import Choice
from generator.model.federation import Bounds, City, FamilyLevel, Honours, Kinds, PlaqueLevel, Terms
from generator.model.field_types import Text
from generator.model.reader import Lists, RecordReader
from generator.model.standard import CityStandard, Regulation, StandardFile
from generator.model.terms import Record, term

T = TypeVar("T")
L = TypeVar("L", PlaqueLevel, FamilyLevel)
COUNTRY = Bounds(73.4, 3.8, 135.1, 53.6)
"""Where a home lies of a city that doesn't say where its own do."""
_KINDS = {"自治州": "州", **{kind: kind for kind in ("盟", "地区", "县", "旗", "区", "镇", "乡")}}
GENERIC = Terms("妇女之家", "区", "街道、乡镇", "", "", "工作资料 不得外传")
"""What things are called in a city whose standard is based on none."""


@dataclass(frozen=True)
class Defaults:
    """city.yml of a profile."""

    name: str = term("城市", Text(20), required=True)
    terms: Terms = term("称呼", Record(Terms), required=True)
    honours: Honours = term("荣誉", Record(Honours), required=True)


def profile_of(file: StandardFile | None) -> str | None:
    """The profile that a city's standard is based on; None where it is nobody's.

    Of a file that doesn't say so rightly, which is an error, its haves decide: with none it can only tell differences.
    """
    if file is None:
        return profiles.DEFAULT
    if file.based_on in profiles.NAMES or file.based_on == "none":
        return None if file.based_on == "none" else file.based_on
    return None if file.haves else profiles.DEFAULT


def complete(city: City, based_on: str | None = profiles.DEFAULT) -> City:
    """The city with the terms and honours that it leaves out, as those of the profile.

    A list of levels replaces that of the profile; what a level that the profile has too leaves out comes from there.
    `city.quota` is the quota of the highest level, where the city gives no levels of its own.
    """
    given = _defaults(based_on) if based_on else Defaults("", GENERIC, Honours())
    own, known = city.honours or Honours(), given.honours
    homes = _merged(own.homes, known.homes)
    if city.quota and homes and not own.homes:
        about, tolerance = city.quota.per_district, city.quota.tolerance
        top = dataclasses.replace(homes[0], quota=city.quota.city, per_district=about, tolerance=tolerance)
        homes = (top, *homes[1:])
    honours = Honours(homes, _merged(own.families, known.families))
    return dataclasses.replace(city, terms=_over(given.terms, city.terms), honours=honours)


def resolve(city: City, file: StandardFile | None) -> CityStandard:
    """The standard of a completed city: its file over the profile that it is based on, without what it drops.

    Without a file it is that of the profile. Functions and regulations may be those of the profile, whatever the file
    is based on.
    """
    terms, honours, funding = city.terms or GENERIC, city.honours or Honours(), city.funding
    known = profile_file(profiles.DEFAULT)
    profile = profile_of(file)
    base = profile_file(profile) if profile else StandardFile()
    own = file or StandardFile()
    dropped = set(own.drop)
    rules = {id: _over(base.rules.get(id), rule) for id, rule in {**base.rules, **own.rules}.items()}
    codes = own.regulations or tuple(dict.fromkeys((*base.regulations, *own.own)))
    regulations = {code: found for code in codes if (found := own.own.get(code) or known.own.get(code))}
    haves = {code: _over(base.haves.get(code), have) for code, have in {**base.haves, **own.haves}.items()}
    haves = _without(haves, dropped)
    return CityStandard(
        own.name or base.name or f"{len(haves)}有",
        profile or "",
        haves,
        own.functions or base.functions or known.functions,
        regulations,
        _without(rules, dropped),
        terms,
        honours,
        funding.per_woman if funding else None,
        city.kinds or Kinds(),
        {campaign.id: campaign.name for campaign in city.campaigns},
        kind_of(city.name),
    )


def kind_of(name: str) -> str:
    """市, 州, 盟, 地区, 县 …: what kind of place a city is, by its name."""
    return next((kind for ending, kind in _KINDS.items() if name.endswith(ending)), "市")


@cache
def default_standard() -> CityStandard:
    """The standard of the profile, for a city of which nothing else is known."""
    return resolve(complete(City("", "")), None)


def usual_codes(standard: CityStandard) -> frozenset[str]:
    """Functions and items that are the profile's own, not a city's own by the same code: what is told of them by code
    is true.
    """
    own = standard.functions
    known = [(code, one) for code, one in profile_file(profiles.DEFAULT).functions.items() if code in own]
    functions = [code for code, one in known if (one.label, one.explains) == (own[code].label, own[code].explains)]
    items = [item for code, one in known for item, said in one.items.items() if own[code].items.get(item) == said]
    return frozenset([*functions, *items])


def profile_regulations() -> dict[str, Regulation]:
    """The regulations that any city's standard may name."""
    return profile_file(profiles.DEFAULT).own


def lists(standard: CityStandard) -> Lists:
    """The lists that a city has its own of, by the names that a `CityChoice` gives them."""
    return _lists(ByIdentity(standard))


@lru_cache(8)
def _lists(key: ByIdentity) -> Lists:
    standard: CityStandard = key.of
    return {
        "home-kinds": _choice(standard.kinds.home_labels, _unless(words.HOME_KINDS_ALSO, standard.kinds.homes)),
        "street-kinds": _choice(standard.kinds.street_labels, _unless(words.STREET_KINDS_ALSO, standard.kinds.streets)),
        "plaques": _choice(standard.honours.home_labels, words.RECOGNITION_LEVELS_ALSO),
        "families": _choice(standard.honours.family_labels, words.FAMILY_LEVELS_ALSO),
        "haves": _choice(standard.have_labels),
        "functions": _choice(standard.function_labels),
        "items": _choice(standard.items, words.ITEMS_ALSO),
        "regulations": _choice(standard.regulation_titles, words.REGULATIONS_ALSO, "title"),
        "campaigns": _choice(standard.campaigns),
    }


def _choice(labels: Mapping[str, str], also: Mapping[str, str] | None = None, otherwise: str = "") -> Choice:
    """A choice of the city's codes, with what people call those of them that it has."""
    known = {word: code for word, code in (also or {}).items() if code in labels}
    return Choice(labels, known, otherwise=otherwise)


def _unless(also: Mapping[str, str], own: Collection[str]) -> dict[str, str]:
    """What people call things, without what a city has names of its own for."""
    return {word: code for word, code in also.items() if word not in own}


@cache
def profile_file(name: str) -> StandardFile:
    """standard.yml of a profile."""
    return _read(name, "standard.yml", StandardFile)


def _without(found: dict[str, T], dropped: set[str]) -> dict[str, T]:
    return {code: one for code, one in found.items() if code not in dropped}


@cache
def _defaults(name: str) -> Defaults:
    return _read(name, "city.yml", Defaults)


def _read(name: str, file: str, of: type[T]) -> T:
    """A record of a profile, which is read as the files of a city are."""
    reader = RecordReader(f"{name}/{file}")
    found = reader.record(yaml_nodes.parse(profiles.text(name, file)).root, of)
    if found is None or reader.findings:
        raise AssertionError(f"{name}/{file}: {reader.findings}")
    return found


def _merged(own: tuple[L, ...], known: tuple[L, ...]) -> tuple[L, ...]:
    by_id = {level.id: level for level in known}
    return tuple(_over(by_id.get(level.id), level) for level in own) or known


def _over(known: T | None, own: T | None) -> T:
    """The record `own`, with the fields of `known` that it does not give."""
    if known is None or own is None:
        found = known or own
        assert found is not None
        return found
    written = {name: value for name, value in vars(own).items() if value not in (None, (), {})}
    return dataclasses.replace(known, **written)  # type: ignore[type-var]  # records are dataclasses
