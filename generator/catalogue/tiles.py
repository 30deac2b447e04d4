"""Districts in the order of every list, and where their tiles lie in the grid (`District.at`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.diagnostics import Finding, Severity
from generator.model.federation import District
from generator.model.load import Content

_RULE = "house.grid"
_LABEL = "方位"
Cell = tuple[int, int]
"""Row and column, from 1."""


def in_order(districts: Mapping[str, District]) -> list[str]:
    """Slugs by code, those of a prefecture together; first those of none."""
    by_code = sorted(districts, key=lambda slug: (districts[slug].code, slug))
    prefectures = list(dict.fromkeys(("", *(districts[slug].prefecture or "" for slug in by_code))))
    return sorted(by_code, key=lambda slug: prefectures.index(districts[slug].prefecture or ""))


def places(districts: Mapping[str, District]) -> dict[str, Cell]:
    """Slug → the district's cell in the grid of its prefecture; of two in one cell the first has it."""
    found: dict[str, Cell] = {}
    taken: set[tuple[str, Cell]] = set()
    for slug in in_order(districts):
        district = districts[slug]
        if (
            len(district.at) == 2
            and (key := (district.prefecture or "", (district.at[0], district.at[1]))) not in taken
        ):
            taken.add(key)
            found[slug] = key[1]
    return found


def findings(content: Content) -> Iterator[Finding]:
    """Districts that have no cell, though others of their prefecture have."""
    placed = places(content.districts)
    holders = {(content.districts[slug].prefecture, cell): slug for slug, cell in placed.items()}
    with_grid = {prefecture for prefecture, _ in holders}
    for slug, district in content.districts.items():
        if slug in placed or (district.prefecture not in with_grid and not district.at):
            continue
        severity, remedy, where = Severity.ERROR, "一格只放一个，改成空着的一格；改好之前它排在示意图下面", "at"
        if len(district.at) == 2:
            holder = content.districts[holders[district.prefecture, (district.at[0], district.at[1])]].name
            message = f"示意图上第 {district.at[0]} 行第 {district.at[1]} 列已经放了{holder}"
        elif district.at:
            message, remedy = "位置要写两个数", "写成 [行, 列]，如 [3, 5]"
        else:
            severity, where = Severity.NOTICE, ""
            message = "别的都有示意图上的位置，这里没有写，就排在示意图下面"
            remedy = "加一行 at: [行, 列]，如 at: [3, 5]；不想要示意图的，把各处的 at 都去掉"
        place = content.place(f"districts/{slug}/district.yml", where)
        yield Finding(severity, message, remedy, place, "at", _LABEL, _RULE)
