"""What consents allow to be published on a given day. Everything about people that is published passes through here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.home import Photo
from generator.model.honours import Family
from generator.model.load import Home
from generator.model.phones import Phone
from generator.standard.house import find_consent, permits

UNNAMED = "某某家庭"
_SMALL_COUNT = 5
FEWER = f"少于 {_SMALL_COUNT}"
"""What stands for the number of so few people that they might be known."""
_FAMILY_SCOPES = ("name", "story", "photo", "card", "press")


@dataclass(frozen=True)
class FamilyScopes:
    """The parts of a family that may be published; an entry without any is dropped.

    `card`: they may also be on a share card; `press`: in media packs.
    """

    name: bool
    story: bool
    photo: bool
    card: bool
    press: bool

    @property
    def any_visible(self) -> bool:
        return self.name or self.story or self.photo


def family_scopes(home: Home, entry: Family, on: dt.date) -> FamilyScopes:
    """The scopes that the family's consent covers on the day `on`."""
    return FamilyScopes(*(permits(home, entry.consent, scope, on) for scope in _FAMILY_SCOPES))


def photo_allowed(home: Home, entry: Photo, on: dt.date) -> bool:
    """Whether a listed photo may be shown: nobody in it, or a consent in force."""
    return entry.people == "none" or permits(home, entry.consent, "photo", on)


def press_allowed(home: Home, entry: Photo, on: dt.date) -> bool:
    """Whether a listed photo may also go into media packs: it is meant for them, and all agreed as `card_allowed`."""
    return entry.use == "press" and _agreed(home, entry, "press", on)


def card_allowed(home: Home, entry: Photo, on: dt.date) -> bool:
    """Whether a listed photo may be on share cards: nobody is in it, or those in it consented, and so did a family
    whose photo it is.
    """
    return _agreed(home, entry, "card", on)


def _agreed(home: Home, entry: Photo, scope: str, on: dt.date) -> bool:
    owners = (family.consent for family in home.families if family.photo and family.photo.file == entry.file)
    agreed = entry.people == "none" or permits(home, entry.consent, scope, on)
    return agreed and all(permits(home, number, scope, on) for number in owners)


def consented_mobiles(home: Home, on: dt.date) -> tuple[Phone, ...]:
    """The office's mobile numbers while their consent covers them."""
    entry = home.profile.office.mobile if home.profile.office else None
    return entry.number if entry and permits(home, entry.consent, "mobile", on) else ()


def consents_in_force(home: Home, on: dt.date) -> Iterator[tuple[str, str]]:
    """Of every consent in force on the day `on`: home, number and scopes as one text, and its last
    day (ISO) or empty.
    """
    for entry in home.consents or ():
        scopes = [scope for scope in entry.scope if entry.covers(scope, on)]
        if scopes and find_consent(home, entry.id):
            yield " ".join((home.identity, entry.id, *sorted(scopes))), entry.until.isoformat() if entry.until else ""


def published_count(count: int | None) -> str:
    """A number of people as it may be published: under five only as “少于 5”."""
    if not count:
        return ""
    return FEWER if count < _SMALL_COUNT else f"{count:,}"


def as_number(shown: str) -> int | str | None:
    """A number that `published_count` wrote, `FEWER` as it is."""
    return int(shown.replace(",", "")) if shown.replace(",", "").isdecimal() else shown or None
