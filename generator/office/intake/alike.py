"""Homes that a new one may be: by name, telephone or address. None is taken for it without a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from generator.model.load import Home
from generator.model.phones import parse_phones
from generator.model.vocabulary import HOME_NAMES
from generator.office.intake.returned import Cell

COMMON = re.compile(f"(?:社区|村|嘎查)?(?:{'|'.join(HOME_NAMES)})$")
"""How most names end."""
_MOST = 4
_LIKELY = 0.6  # of a name's characters


@dataclass(frozen=True)
class Alike:
    """A home that stands; `why`: in what it is alike."""

    identity: str
    name: str
    street: str
    address: str
    phones: str
    why: str


def look_alikes(cells: Mapping[str, Cell], homes: Iterable[Home], streets: Mapping[str, str]) -> list[Alike]:
    """The homes that are most like a new one, at most four; `streets`: slug → name."""
    scored = ((list(_reasons(cells, home)), home) for home in homes)
    found = sorted(((reasons, home) for reasons, home in scored if reasons), key=lambda one: -len(one[0]))
    return [
        Alike(
            home.identity,
            home.profile.name,
            streets.get(home.profile.street, home.profile.street),
            (home.profile.office.address or "") if home.profile.office else "",
            _phones(home),
            "、".join(reasons),
        )
        for reasons, home in found[:_MOST]
    ]


def _reasons(cells: Mapping[str, Cell], home: Home) -> Iterator[str]:
    def said(key: str) -> str:
        return cells[key].text if key in cells else ""

    name, known = COMMON.sub("", said("name")), COMMON.sub("", home.profile.name)
    if name == known:
        yield "名字一样"
    elif name and known and (name in known or known in name or _ratio(name, known) >= _LIKELY):
        yield "名字相近"
    if {str(one) for one in parse_phones(said("office.phone"))} & set(_phones(home).split("、")):
        yield "电话一样"
    address = (home.profile.office.address or "") if home.profile.office else ""
    if address and re.sub(r"\s", "", said("office.address")) == re.sub(r"\s", "", address):
        yield "地址一样"


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _phones(home: Home) -> str:
    return "、".join(map(str, home.profile.office.phone)) if home.profile.office else ""
