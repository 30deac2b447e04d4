"""Consents named by their family where a number is wanted: one that is unique counts as its number."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, TypeVar

from generator.content.text import one_line
from generator.diagnostics import Finding, Severity
from generator.model.home import Photo
from generator.model.honours import Family
from generator.model.reader import reading_notice

if TYPE_CHECKING:
    from generator.model.load import Home

_RULE, _LABEL = "house.reference", "同意书编号"
_Entry = TypeVar("_Entry", Family, Photo)


def with_consent_numbers(home: Home, findings: list[Finding]) -> Home:
    """The home with the numbers of consents that its families and photos name by a family, of which notices tell; where
    several would fit, an error shows them.
    """
    numbers = {consent.id for consent in home.consents or ()}
    entries: tuple[Family | Photo, ...] = (*home.families, *home.profile.photos)
    if not numbers or all(one.consent is None or one.consent in numbers for one in entries):
        return home
    named = {one for one in entries if one.consent and one.consent not in numbers}
    families = tuple(
        _with_number(home, one, "families.yml", f"[{index}].consent", findings) if one in named else one
        for index, one in enumerate(home.families)
    )
    photos = tuple(
        _with_number(home, one, "home.yml", f"photos[{index}].consent", findings) if one in named else one
        for index, one in enumerate(home.profile.photos)
    )
    return dataclasses.replace(home, families=families, profile=dataclasses.replace(home.profile, photos=photos))


def _with_number(home: Home, entry: _Entry, file: str, at: str, findings: list[Finding]) -> _Entry:
    written = entry.consent or ""
    found = {consent.id: consent.id for consent in home.consents or () if _plain(consent.id) == _plain(written)}
    for family in home.families:
        if family.consent and family != entry and _plain(written) in (_plain(family.family), family.id):
            found.setdefault(family.consent, f"{family.consent}（{family.year} 年，{family.id}）")
    place = home.place(file, at)
    if len(found) == 1:
        (number,) = found
        findings.append(reading_notice(place, at, _LABEL, written, number, home.identity, number))
        return dataclasses.replace(entry, consent=number)
    if found:
        message = f"叫“{written}”的有 {len(found)} 份同意书"
        remedy = f"写编号，看是哪一份：{'、'.join(found.values())}"
        findings.append(Finding(Severity.ERROR, message, remedy, place, at, _LABEL, _RULE, home=home.identity))
    return entry


def _plain(text: str) -> str:
    return one_line(text).replace("的同意书", "").replace("同意书", "").strip()
