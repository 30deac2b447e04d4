"""Chinese labels of fields, from their declarations, for messages and remedies, with places for the city's words."""

from __future__ import annotations

import re
from functools import cache

from generator.model.documents import Activity, AdoptedRegulation, Brand, Feature, Introduction, RegulationText
from generator.model.federation import City, District
from generator.model.home import Profile
from generator.model.honours import Consent, Family
from generator.model.ledger import Ledger
from generator.model.recognition import ChosenBrand, FamilyHonour, Round
from generator.model.standard import StandardFile
from generator.model.terms import ListOf, MapOf, Record, terms
from generator.model.wording import places

RECORDS = {
    "home.yml": Profile,
    "consents.yml": Consent,
    "ledger.yml": Ledger,
    "families.yml": Family,
    "regulations.yml": AdoptedRegulation,
    "brand.md": Brand,
    "intro.md": Introduction,
    "city.yml": City,
    "standard.yml": StandardFile,
    "district.yml": District,
}
_LISTED = {"-families.yml": FamilyHonour, "-brands.yml": ChosenBrand}
_FOLDERS = {
    "activities": Activity,
    "regulations": RegulationText,
    "press": Feature,
    "recognition": Round,
    "districts": Brand,
}

_INNER_QUOTES = str.maketrans("“”", "‘’")


def record_of(file: str) -> type | None:
    """The record class of a file, by its name or folder."""
    parts = file.split("/")
    if parts[0] == "recognition" and (
        listed := next((of for end, of in _LISTED.items() if parts[-1].endswith(end)), None)
    ):
        return listed
    return RECORDS.get(parts[-1]) or next((_FOLDERS[part] for part in parts if part in _FOLDERS), None)


@cache
def labels(record: type | None, field: str) -> tuple[str, ...]:
    """The labels along a dotted path: `reports.party` → 汇报, 向同级党组织汇报."""
    found: list[str] = []
    for name in re.sub(r"\[\d+\]", "", field).split("."):
        if name == "body":
            found.append("正文")
        by_key = {t.key: t for t in terms(record).values()} if record else {}
        if name not in by_key:
            continue
        found.append(places(by_key[name].label))
        kind = by_key[name].kind
        while isinstance(kind, ListOf | MapOf):
            kind = kind.of
        record = kind.of if isinstance(kind, Record) else None
    return tuple(found)


def label(file: str, field: str) -> str:
    """The label of one field; empty where the path leads to none."""
    return next(reversed(labels(record_of(file), field)), "")


def quoted(file: str, field: str) -> str:
    """The label of one field in quotes; its own are single ones."""
    return f"“{label(file, field).translate(_INNER_QUOTES)}”"


def spot(file: str, *fields: str) -> str:
    """`ledger.yml 的“汇报—向同级党组织汇报”（reports.party）`."""
    paths = ("—".join(labels(record_of(file), field)).translate(_INNER_QUOTES) for field in fields)
    return f"{file} 的" + "、".join(f"“{path}”（{field}）" for path, field in zip(paths, fields, strict=True))
