"""What a form asks, in the order in which a person thinks. What is named nowhere here is folded away at the end."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from generator.office.intake.fields import FIELDS, list_of
from generator.office.own_words import OwnWords
from generator.office.workbook.columns import SELDOM_GROUP, SHEETS, Column

FAMILIES, PHOTOS, ACTIVITIES = "families[]", "photos[]", "activities[]"
HOME, NEW, ACTIVITY = "home", "new", "activity"
"""Kinds of forms: of a home that is there, of one that is not, of one activity of a home."""


@dataclass(frozen=True)
class Part:
    """Fields of the home itself, or the entries of a list.

    `title`: what stands above it, and before the exclamation mark in the place of a field: `服务!第 2 条·服务时间`;
    `list_key`: `services[]`, empty for fields of the home; `folded`: closed until somebody opens it; `only_new`: what
    is there is not shown, entries may be added.
    """

    title: str
    list_key: str
    columns: tuple[Column, ...]
    folded: bool = False
    only_new: bool = False

    def place(self, column: Column | None, number: int = 0) -> str:
        """What messages call a field; `number` of the entry, from 1; without a column the whole entry."""
        entry = f"第 {number} 条" if number else ""
        return f"{self.title}!{'·'.join(filter(None, (entry, column.title if column else '')))}"


@dataclass(frozen=True)
class Section:
    """`say`: what it is about, in a sentence."""

    id: str
    title: str
    say: str
    parts: tuple[Part, ...]


_SECTIONS = (
    ("place", "名称和地址", "头一回来的人照着能走到。",
     "name kind street office.address office.transit office.accessibility summary"),
    ("hours", "电话和开放时间", "大家来之前先看这里。",
     "office.phone office.hours office.notice.text office.notice.until office.closed[] office.checked_on"),
    ("services", "能帮什么", "大家来了能办成什么事，一件一张。名字用街坊平时叫的。", "services[]"),
    ("family", "推荐一户“最美家庭”", "有就推荐，没有就空着。", FAMILIES),
    ("photos", "照片", "门口一张、屋里一张、大伙儿忙着的一张，就很好。", PHOTOS),
    ("activities", "活动", "办过的、要办的都写。办过的写几句报道，或者写纸质记录哪天归档。", ACTIVITIES),
)  # fmt: skip
_REST = ("rest", "其余", "去年填过的都在里面。没变化的，一样都不用打开。")
_RECOMMENDED = "family year titles motto story consent photo.file photo.alt photo.credit"
"""Fields of a family that anybody may recommend; everything else of families is asked in private forms alone."""
_LEDGER = "台账"


@cache
def sections(kind: str, private: bool) -> tuple[Section, ...]:
    """All that a form asks."""
    wanted = dict.fromkeys(_asked(private))
    if kind == ACTIVITY:
        wanted = {key: None for key in wanted if list_of(key) in (PHOTOS, ACTIVITIES)}
    made = []
    for id_, title, say, keys in _SECTIONS:
        own = [key for one in keys.split() for key in wanted if one in (key, list_of(key))]
        if own:
            parts = tuple(_parts(title, own))
            made.append(Section(id_, title, say, parts if private else tuple(map(_recommending, parts))))
        wanted = {key: None for key in wanted if key not in own}
    if kind == ACTIVITY:
        made.reverse()
        return tuple(dataclasses.replace(one, title={"activities": "这次活动"}.get(one.id, one.title)) for one in made)
    return (*made, Section(*_REST, tuple(_folds(wanted))))


def in_own_words(section: Section, own: OwnWords) -> Section:
    """The section as a city says it, with the city's lists to choose from."""
    parts = tuple(
        dataclasses.replace(
            part,
            title=own(part.title),
            columns=tuple(
                dataclasses.replace(column, heading=own(column.heading), term=own.term(column.term))
                for column in part.columns
            ),
        )
        for part in section.parts
    )
    return dataclasses.replace(section, title=own(section.title), say=own(section.say), parts=parts)


def _asked(private: bool) -> Iterator[str]:
    """Keys of the fields that a form asks."""
    families = {f"{FAMILIES}.{name}" for name in _RECOMMENDED.split()}
    for key in FIELDS:
        if private or key in families or not (key.startswith("ledger.") or list_of(key) in _private_lists()):
            yield key


@cache
def _private_lists() -> frozenset[str]:
    return frozenset(sheet.holds for sheet in SHEETS if sheet.private)


@cache
def _names() -> dict[str, str]:
    """List → what it is called; key of a field of the home → the sheet that it stands in."""
    named = {sheet.holds: sheet.name for sheet in SHEETS if not sheet.one_a_home}
    for sheet in SHEETS:
        if sheet.one_a_home:
            named |= {column.key: sheet.name for column in sheet.columns}
    return named | {"ledger.family.selected[]": "推出“最美家庭”"}


def _parts(title: str, keys: Sequence[str]) -> Iterator[Part]:
    """The parts of keys that stand together."""
    own = [FIELDS[key] for key in keys if not list_of(key)]
    if own:
        yield Part(title, "", tuple(own))
    for listed in dict.fromkeys(filter(None, map(list_of, keys))):
        columns = tuple(FIELDS[key] for key in keys if list_of(key) == listed)
        yield Part(_names()[listed], listed, columns)


def _recommending(part: Part) -> Part:
    """In a form that anybody may see, lists that are private are shown empty."""
    return dataclasses.replace(part, only_new=part.list_key in _private_lists())


def _folds(keys: Iterable[str]) -> Iterator[Part]:
    """A fold for each group of fields, and one for each list."""
    groups: dict[tuple[str, str], list[Column]] = {}
    for key in keys:
        listed = list_of(key)
        groups.setdefault((_names()[listed] if listed else _group(FIELDS[key]), listed), []).append(FIELDS[key])
    for (title, listed), columns in sorted(groups.items(), key=lambda group: group[0][0] == SELDOM_GROUP):
        yield Part(title, listed, tuple(columns), folded=True)


def _group(column: Column) -> str:
    if column.key.startswith("ledger."):
        return _LEDGER
    return column.group or _names()[column.key]


def parts_by_key(kind: str, private: bool) -> dict[str, Part]:
    """Key of a field → the part that asks it."""
    return {
        column.key: part for section in sections(kind, private) for part in section.parts for column in part.columns
    }
