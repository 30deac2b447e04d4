"""The sheets of the workbook and their columns, derived from the field declarations."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.model.documents import Activity, AdoptedRegulation, Brand, Introduction, RegulationText
from generator.model.field_types import Text
from generator.model.files import MAX_BODY_LENGTH
from generator.model.home import Closure, Person, Photo, Profile, Service, VolunteerTeam
from generator.model.honours import Consent, Family
from generator.model.load import Home
from generator.model.terms import SELDOM, Record, Term, terms

HOMES = "homes"
ROW, HOME, DELETE = "#row", "#home", "#delete"
SELDOM_GROUP = "不常改的"

Entries = Iterable[tuple[str, object]]
"""What the rows of a home show: the end of the row id, and the record."""


@dataclass(frozen=True)
class Column:
    """A column of a field.

    `key`: the field's path in the folder of a home; `path`: the attributes that lead from the record of a row to it;
    `public`: whether it may ever be seen.
    """

    key: str
    heading: str
    group: str
    term: Term
    path: tuple[str, ...]
    required: bool = False
    public: bool = True

    def value(self, record: object) -> Any:
        """The field's value; None where a record on the way is missing."""
        for name in self.path:
            if record is None:
                return None
            record = getattr(record, name)
        return record

    @property
    def title(self) -> str:
        """The heading with the unit that is part of its meaning."""
        unit = getattr(self.term.kind, "unit", "")
        return f"{self.heading}（{unit}）" if unit and unit not in f"{self.heading}度年" else self.heading


@dataclass(frozen=True)
class Sheet:
    """A sheet of data. `holds`: `homes` for a row a home, else `<list>[]`; `note`: what to do here."""

    name: str
    holds: str
    note: str
    make: Callable[[], Iterable[Column]]
    entries: Callable[[Home], Entries]
    private: bool = False

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """In the order of the declaration, group by group, what hardly ever changes last."""
        made = tuple(self.make())
        groups = [column.group for column in made]
        return tuple(sorted(made, key=lambda column: (column.group == SELDOM_GROUP, groups.index(column.group))))

    @property
    def one_a_home(self) -> bool:
        return self.holds == HOMES


def _body(label: str, headings: tuple[str, ...] = ()) -> Term:
    return Term("body", label, Text(MAX_BODY_LENGTH, lines=True), public=True, headings=headings)


def _flat(
    record: type,
    at: str,
    path: tuple[str, ...] = (),
    group: str = "",
    within: str = "",
    required: bool = True,
    public: bool = True,
) -> Iterator[Column]:
    """The columns of a record and of the records within it.

    `within` stands before a heading that does not say by itself of what it is; `required`, `public`: whether the record
    is.
    """
    for name, t in terms(record).items():
        key = f"{at}{t.key}"
        if isinstance(t.kind, Record):
            nested = within or (t.label if group else "")
            inside = (*path, name), group or t.label, nested, False, public and t.public
            yield from _flat(t.kind.of, f"{key}.", *inside)
        elif key not in _LISTED:
            heading = t.form or (within + t.label if within else t.label)
            place = SELDOM_GROUP if t.asked == SELDOM else group
            yield Column(key, heading, place, t, (*path, name), t.required and required, t.public and public)


def _homes() -> Iterator[Column]:
    for column in _flat(Profile, "", ("profile",)):
        yield column if column.group else dataclasses.replace(column, group="名称和地点")
    yield from _flat(Introduction, "intro.", ("intro",), "介绍", required=False)
    yield Column("intro.body", "介绍（可以写几段）", "介绍", _body("介绍"), ("intro", "body"))


def _list(record: type, holds: str) -> Callable[[], Iterable[Column]]:
    return lambda: _flat(record, f"{holds}.")


def _brand() -> Iterator[Column]:
    yield from _flat(Brand, "brand.", ("brand",))
    yield Column("brand.body", "品牌故事（可以写几段）", "", _body("品牌故事"), ("brand", "body"))


_CONTENTS = ("内容", "活动内容", "主要内容", "活动简介", "活动情况")


def _activities() -> Iterator[Column]:
    yield from _flat(Activity, "activities[].")
    yield Column("activities[].body", "活动报道（可以写几段）", "", _body("活动报道", _CONTENTS), ("body",))


@dataclass(frozen=True)
class _Regulation:
    """A regulation and the file that it names."""

    entry: AdoptedRegulation
    text: RegulationText | None


def _regulations() -> Iterator[Column]:
    yield from _flat(AdoptedRegulation, "regulations[].", ("entry",))
    yield from _flat(RegulationText, "regulations[].text.", ("text",))
    yield Column("regulations[].text.body", "自定制度的正文", "", _body("正文"), ("text", "body"))


def _regulation_entries(home: Home) -> Entries:
    for number, entry in enumerate(home.regulations):
        text = home.regulation_texts.get((entry.file or "").removesuffix(".md"))
        yield f"regulations[{number}]", _Regulation(entry, text)


def _numbered(at: str, *path: str) -> Callable[[Home], Entries]:
    """The entries of a list of the home, by their number."""

    def entries(home: Home) -> Entries:
        found: Any = home
        for name in path:
            found = found and getattr(found, name)
        return ((f"{at}[{number}]", record) for number, record in enumerate(found or ()))

    return entries


def _activity_entries(home: Home) -> Entries:
    return ((f"activities[{one.date.isoformat()}-{one.slug}]", one) for one in home.activities)


_LISTED = ("services", "staff.volunteer_teams", "staff.deputies", "office.closed", "photos")
"""Lists of home.yml that have a sheet of their own."""


def _profile_list(name: str, at: str, record: type, note: str) -> Sheet:
    return Sheet(name, f"{at}[]", note, _list(record, f"{at}[]"), _numbered(at, "profile", *at.split(".")))


SHEETS = (
    Sheet(
        "基本情况",
        HOMES,
        "一行一家。新的妇女之家写在下面空行里，至少填名称、类别和所在街道乡镇。",
        _homes,
        lambda home: [("", home)],
    ),
    _profile_list("服务", "services", Service, "一行一项服务。同一件事分几个时间办的，分几行写。"),
    _profile_list("队伍", "staff.volunteer_teams", VolunteerTeam, "一行一支巾帼志愿服务队。"),
    _profile_list("副职", "staff.deputies", Person, "一行一位兼职负责人。姓名和分工不公开，公开的只有职务。"),
    _profile_list(
        "关闭", "office.closed", Closure, "一行一次临时关闭，首日和末日都算在内；不知道关到哪天的，结束空着。"
    ),
    Sheet(
        "活动",
        "activities[]",
        "一行一次活动，办过的、要办的都写。办过的，写几句报道，或者写纸质记录哪天归档。",
        _activities,
        _activity_entries,
    ),
    Sheet("品牌", HOMES, "一家一品：一家一行，没有品牌的空着。", _brand, lambda home: [("", home)]),
    Sheet(
        "规章制度",
        "regulations[]",
        "一行一项制度：必备的在“制度”一列选；自己定的不选，写“自定制度的名称”。",
        _regulations,
        _regulation_entries,
    ),
    _profile_list("照片", "photos", Photo, "一行一张照片，插进这一行，或者写文件名、照片另外发。拍到人要有同意书。"),
    Sheet(
        "同意书",
        "consents[]",
        "一行一份同意书。签了字的原件存在本家，这里只写编号、人数和期限，不写姓名。",
        _list(Consent, "consents[]"),
        _numbered("consents", "consents"),
        private=True,
    ),
    Sheet(
        "家庭",
        "families[]",
        "一行一户“最美家庭”。没有同意书的不公开；家庭的称呼照同意书写，如 张××家庭。",
        _list(Family, "families[]"),
        _numbered("families", "families"),
        private=True,
    ),
)
"""In the order of the book; 台账, which has rows of another kind, stands before the private ones."""


def headings(sheet: Sheet) -> Mapping[str, str]:
    """What may stand at the head of a column → its key, where that is one column alone.

    The heading that we write and what else it goes by; in a sheet of one list also the field's label; what a record
    goes by means its first field: 负责人 is a name.
    """
    found: dict[str, set[str]] = {}
    for column in sheet.columns:
        label = () if sheet.one_a_home else (column.term.label,)
        for heading in (column.heading, *label, *column.term.headings):
            found.setdefault(heading, set()).add(column.key)
    for heading, key in _record_headings(Profile, "") if sheet.one_a_home else ():
        found.setdefault(heading, set()).add(key)
    written = {column.heading: column.key for column in sheet.columns}
    return {heading: next(iter(keys)) for heading, keys in found.items() if len(keys) == 1} | written


def _record_headings(record: type, at: str) -> Iterator[tuple[str, str]]:
    for t in terms(record).values():
        if isinstance(t.kind, Record):
            first = next(iter(terms(t.kind.of).values())).key
            yield from ((heading, f"{at}{t.key}.{first}") for heading in t.headings)
            yield from _record_headings(t.kind.of, f"{at}{t.key}.")
