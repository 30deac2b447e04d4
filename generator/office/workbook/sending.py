"""Which books are made of a district or a home, and under which names; a copy of each tells what was sent."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator import private
from generator.content import intake
from generator.diagnostics import InvalidInput
from generator.model.federation import District
from generator.model.load import Content, Home, load_federation, load_home
from generator.office.own_words import USUAL, OwnWords
from generator.office.workbook.book import Book, Scope, book, unique_names
from generator.office.workbook.writing import write

INBOX = f"{private.STATE_PREFIX}{private.INBOX}"
"""The folder of submissions, beside the content."""
SENT = "sent"
PRIVATE_NAME = "内部资料-不发微信"

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]')  # of files, on Windows

Step = Callable[[str], None]


@dataclass(frozen=True)
class Chosen:
    """The homes of a district, or one of them; `unreadable`: those whose home.yml can't be used."""

    federation: str
    district: District
    homes: tuple[Home, ...]
    unreadable: tuple[str, ...]
    only: str | None
    own: OwnWords = USUAL


def choose(content: Path, asked: str, step: Callable[[int], Step]) -> Chosen:
    """The homes of `<district>` or `<district>/<home>`, by street.

    `step` is told how many homes will be read, and what it gives is told each. Raises `InvalidInput` where there is
    no such district or home, and `CityUnreadable`.
    """
    snapshot = intake.take_city_snapshot(content)
    federation = load_federation(snapshot)
    slug, _, name = asked.partition("/")
    district = federation.districts.get(slug)
    wanted = [one for one in snapshot.homes if one == asked or (not name and one.partition("/")[0] == slug)]
    if district is None or (name and not wanted):
        terms = federation.standard.terms
        what = terms.home if name else terms.district
        raise InvalidInput(f"没有“{asked}”这个{what}", "写 <区> 或 <区>/<家>，和 homes/ 里的文件夹一样")
    read = list(_read(snapshot, wanted, federation, step(len(wanted))))
    order = {street.slug: number for number, street in enumerate(district.streets)}
    homes = sorted((home for _, home in read if home), key=lambda home: (order[home.profile.street], home.identity))
    unreadable = tuple(identity for identity, home in read if home is None)
    return Chosen(
        federation.city.federation, district, tuple(homes), unreadable, name or None, OwnWords(federation.standard)
    )


def _read(
    snapshot: intake.Snapshot, wanted: Sequence[str], federation: Content, step: Step
) -> Iterator[tuple[str, Home | None]]:
    for identity in wanted:
        yield identity, load_home(intake.take_home_snapshot(snapshot, identity), identity, federation).home
        step(identity)


def books(chosen: Chosen, by_street: bool, with_private: bool) -> Iterator[tuple[str, Book]]:
    """Each book, with what is put behind the name of its file. One without homes is for new ones: what is private of
    them can't be told yet.
    """
    for scope, homes, behind in _scopes(chosen, by_street):
        yield behind, book(scope, chosen.district, homes, private=False, own=chosen.own)
        if with_private and homes:
            yield f"{behind}-{PRIVATE_NAME}", book(scope, chosen.district, homes, private=True, own=chosen.own)


def _scopes(chosen: Chosen, by_street: bool) -> Iterator[tuple[Scope, list[Home], str]]:
    district, homes = chosen.district, list(chosen.homes)
    called = chosen.own.standard.terms.home
    if chosen.only:
        home = homes[0]
        yield Scope(home.identity, "home", home.profile.name), homes, ""
    elif by_street:
        names = unique_names({street.slug: street.name for street in district.streets})
        for slug, name in names.items():
            own = [home for home in homes if home.profile.street == slug]
            scope = Scope(f"{district.slug}/{slug}", "street", f"{district.name}{name}{called}")
            yield scope, own, f"-{_NOT_IN_NAMES.sub('', name)}"
    else:
        yield Scope(district.slug, "district", f"{district.name}{called}"), homes, ""


def send(one: Book, file: Path, federation: str, content: Path, step: Step) -> None:
    """Writes a book for its owner alone, and keeps a copy in the inbox by its number."""
    data = write(one, federation, step)
    kept = content.absolute().parent / INBOX / SENT
    private.make_folder(kept)
    private.write(kept / f"{one.number}.xlsx", data)
    private.write(file, data)
