"""A cell of a list of others as cells of our fields: with the unit of its heading, or parted where one column has two
fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.content.values import half_width, read_number, split_point
from generator.diagnostics import InvalidInput
from generator.model.field_types import Boolean, Integer
from generator.office.intake.fields import FIELDS
from generator.office.intake.headings import MONEY, UNSAID, Meaning
from generator.office.intake.returned import Asked, Cell

Questions = list[Asked]

_BARE = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")
_OWN_MONEY = re.compile("(万|千|百)?(?:元|块)|万$")
_MUCH, _LITTLE = 1_000_000, 100  # yuan a year, beyond which the unit is asked about
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")
_DAY_AND_TIME = re.compile(
    r"(.*?\d\s*(?:[日号]|(?<=[-/.]\d)|(?<=[-/.]\d\d))(?:\s*[(（]?(?:周|星期)[一二三四五六日天][)）]?)?)"
    r"\s*(\D{0,3}\d{1,2}\s*[:：点时].*)"
)


def parts_of(cell: Cell, meaning: Meaning, questions: Questions) -> Iterator[tuple[str, Cell]]:
    """Key and cell of each field that a cell says something about; what keeps it from being taken is asked."""
    keys = meaning.keys
    if cell.mark:
        yield from ((key, cell) for key in keys)
    elif len(keys) > 1:
        yield from _several(cell, keys, questions)
    elif keys == ("activities[].date",):
        yield from _day_and_time(cell)
    elif getattr(FIELDS[keys[0]].term.kind, "unit", "") == MONEY:
        yield from _money(cell, keys[0], meaning.unit, questions)
    else:
        mobile = _MOBILE.search(half_width(cell.text)) if keys[0] == "office.phone" else None
        if mobile:
            what = f"“{mobile[0]}”是手机号，没有同意书不公开；办公电话另有座机的，写座机"
            questions.append(Asked(cell.place, what, keys[0], cell.text))
        yield keys[0], cell


def _money(cell: Cell, key: str, unit: str, questions: Questions) -> Iterator[tuple[str, Cell]]:
    """元 taken for 万元 is the error to fear: a number is taken where heading and cell do not contradict."""
    text = half_width(cell.text)
    own = _own_unit(text)
    if own and unit not in (UNSAID, own):
        what = f"表头的单位是{unit}，这一格写的是“{cell.text[:20]}”，没有收；核对是哪一个"
    elif unit == UNSAID and not own and text.strip("0."):
        what = f"“{cell.text[:20]}”看不出是元还是万元，没有收"
    else:
        scaled = not own and unit != "元" and _BARE.fullmatch(text)
        whole = cell._replace(text=text + unit) if scaled and unit != UNSAID else cell
        amount = _amount(whole.text)
        what = f"“{cell.text[:20]}”按{own or unit}算是一年 {amount:,.0f} 元，核对单位"
        if not scaled or amount <= _MUCH:
            yield key, whole
        else:
            what = f"{what}；没有收"
        if amount <= _MUCH and not 0 < amount < _LITTLE:
            return
    questions.append(Asked(cell.place, what, key, cell.text))


def _own_unit(text: str) -> str:
    """The unit that a cell says itself: 元, 万元."""
    found = _OWN_MONEY.search(text)
    return "" if found is None else "万元" if found[0] == "万" else f"{found[1] or ''}元"


def _amount(text: str) -> float:
    """In yuan; none where it can't be read."""
    try:
        return read_number(text, MONEY).value
    except InvalidInput:
        return 0.0


def _several(cell: Cell, keys: Sequence[str], questions: Questions) -> Iterator[tuple[str, Cell]]:
    kinds = [FIELDS[key].term.kind for key in keys]
    names = "、".join(FIELDS[key].heading for key in keys)
    parts = [part.strip() for part in re.split(r"[/、,，;；|\n]|\s+", half_width(cell.text)) if part.strip()]
    if all(isinstance(kind, Integer) for kind in kinds):
        parts = _numbers(half_width(cell.text), keys) or parts
    elif keys[0].endswith(("longitude", "latitude")):
        parts = _degrees(cell.text, keys) or parts
    elif len(parts) == 1 and all(isinstance(kind, Boolean) for kind in kinds):
        parts *= len(keys)
    if len(parts) != len(keys):
        how = "120.1234,30.5678" if keys[0].endswith("longitude") else "1/3"
        what = f"“{cell.text[:20]}”看不出哪个是{names}，没有收；写成 {how} 这样，或分成两列"
        questions.append(Asked(cell.place, what, keys[0], cell.text))
        return
    yield from ((key, cell._replace(text=part)) for key, part in zip(keys, parts, strict=True))


def _numbers(text: str, keys: Sequence[str]) -> list[str]:
    """专职1人，兼职3人; 1专3兼: numbers beside the word that tells of what they are."""
    words = [FIELDS[key].heading[0] for key in keys]
    for pattern in (r"{}职?(?:人员|人数)?:?(\d+)", r"(\d+)[人名]?{}"):
        found = [re.findall(pattern.format(word), text) for word in words]
        if all(len(one) == 1 for one in found):
            return [one[0] for one in found]
    return []


def _degrees(text: str, keys: Sequence[str]) -> list[str]:
    try:
        longitude, latitude = split_point(text)
    except InvalidInput:
        return []
    return [longitude if key.endswith("longitude") else latitude for key in keys]


def _day_and_time(cell: Cell) -> Iterator[tuple[str, Cell]]:
    """2026年3月8日 14:00-16:00: the day and the time."""
    found = _DAY_AND_TIME.fullmatch(cell.text.strip())
    yield "activities[].date", cell._replace(text=found[1] if found else cell.text)
    if found:
        yield "activities[].time", cell._replace(text=found[2])
