"""表彰名单 of a year: homes and families that were honoured, each with the document that allows it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalogue import withheld
from generator.documents import lists, xlsx
from generator.documents.lists import Listing, Value
from generator.model.federation import OWN_LEVEL
from generator.model.recognition import FamilyHonour
from generator.model.vocabulary import AWARDS, DEFAULT_AWARD
from generator.office.reports import rounds
from generator.office.reports.filing import Scope
from generator.public import consent
from generator.standard import house
from generator.standard.rounds import RoundsCase

FOLDER = "表彰"
_WITHOUT = "没有文号，还不能列入"


def listings(scope: Scope) -> tuple[Listing, ...]:
    """Homes, families, and where there are any, those without a document, which are on neither list."""
    district, street, home = map(scope.word, ("{district}", "{street}", "{home}"))
    homes, families = list(_homes(scope)), list(_families(scope))
    without = [
        *((home, *row[:4]) for row in homes if not row[-1]),
        *(("家庭", *row[:4]) for row in families if not row[-1]),
    ]
    found = (
        Listing(
            home, ("级别", district, street, home, "文号"), tuple(row for row in homes if row[-1]),
            (30, 35, 50, 82, 50),
        ),
        Listing(
            "家庭", ("级别", district, street, home, "荣誉", "家庭", "文号"), tuple(row for row in families if row[-1]),
            (24, 24, 36, 60, 28, 35, 40), "家庭的称呼，同意公开的才写。",
        ),
        Listing(_WITHOUT, ("", "级别", district, street, home), tuple(without), (40, 35, 40, 52, 80)),
    )  # fmt: skip
    return found if without else found[:-1]


def _homes(scope: Scope) -> Iterator[tuple[Value, ...]]:
    for level, round in scope.rounds():
        if round.decided_on and round.decided_on <= scope.case.on:
            for home in filter(scope.covers, round.recognised):
                yield (scope.case.levels[level], *scope.where(home), round.document or "")


def _families(scope: Scope) -> Iterator[tuple[Value, ...]]:
    """Of the levels above a home's own, the highest first; whose honour was taken back is left out."""
    case, labels = scope.case, scope.case.content.standard.honours.family_labels
    order, places = list(labels), rounds.in_order(case)
    found = [
        one
        for year, one in case.content.family_honours
        if year == scope.year and one.level in labels and one.level != OWN_LEVEL and scope.covers(one.home)
    ]
    found.sort(
        key=lambda one: (-order.index(one.level), places.get(one.home.partition("/")[0], -1), one.home, one.family)
    )
    for one in found:
        name = _name(case, one)
        if name is not None:
            award = AWARDS.get(one.award or DEFAULT_AWARD, DEFAULT_AWARD)
            yield (labels[one.level], *scope.where(one.home), award, name, one.document or "")


def _name(case: RoundsCase, one: FamilyHonour) -> str | None:
    """How the family is shown, as far as it agreed; None where there is no such family any more."""
    known = case.content.homes.get(case.present_identity(one.home))
    hidden = frozenset(withheld.of_home(known, case.content.withheld.on(case.on))) if known else frozenset()
    home = house.redact(known, hidden) if known else None
    entry = next((family for family in home.families if family.id == one.family), None) if home else None
    if home is None or entry is None or (entry.revoked and entry.revoked <= case.on):
        return None
    return entry.family if consent.family_scopes(home, entry, case.on).name else consent.UNNAMED


def papers(scope: Scope) -> Iterator[tuple[str, bytes]]:
    """The list of a district or the city, as Word and Excel, to hand in."""
    on = scope.case.on
    title = f"{scope.name} {scope.year} 年度表彰名单"
    below = [f"{scope.sender}　{on.year} 年 {on.month} 月 {on.day} 日"]
    below += ["示例：内容是虚构的"] if scope.case.content.city.sample else []
    found = listings(scope)
    path = f"{FOLDER}/{scope.year}/{scope.place}_{scope.year}年度_表彰名单"
    yield f"{path}.docx", lists.write(found, title, scope.sender, below=below)
    yield f"{path}.xlsx", xlsx.write(found, title, scope.sender)
