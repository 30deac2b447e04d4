"""A private number in a federation's own files is told at its line, and nothing but its field falls away."""

from __future__ import annotations

import pytest

from tests.conftest import Folder
from tests.test_build import build, files, site

NUMBER = "13912348642"
CITY = """name: 临水市
federation: 临水市妇联
terms: {home: 姐妹驿站@, district: 旗县@}
honours: {homes: [{id: city, label: 市级@, plaque: 示范站@}, {id: district}]}
campaigns: [{id: march8, name: 维权周@}]
licence: {name: CC BY 4.0}
publish: {standing: full}
"""
STANDARD = """name: 五好@
based_on: none
haves: {place: {label: 阵地好@, says: [{clause: 甲, text: 有地方@}]}}
functions: {help: {label: 帮扶@, items: {help.law: {label: 普法@, explains: 找律师@}}}}
own: {library: {title: 借阅制度@}}
rules:
  venue.place: {have: place}
  own.care: {have: place, check: in-year, field: care.visits, title: 走访@}
"""
ROUND = "level: city\nyear: 2025\ndocument: 文@\ndecided_on: 2025-12-18\nrecognised: [chaoyang/zaoying-beili]\n"
RENEWALS = """level: district
year: 2026
renewals:
  - {home: chaoyang/zaoying-beili, level: city, decision: renewed, decided_on: 2026-11-01, document: 号@}
"""
BRANDS = "- {brand: chaoyang/zaoying-beili, document: 牌@}\n"
TEXTS = {
    "city.yml": CITY,
    "standard.yml": STANDARD,
    "recognition/2025-city.yml": ROUND,
    "recognition/2026-chaoyang.yml": RENEWALS,
    "recognition/2026-brands.yml": BRANDS,
}


def numbered(text: str, place: int | None = None) -> str:
    """The text with the number at a place, at all without one, and nowhere else."""
    parts = text.split("@")
    return parts[0] + "".join((NUMBER if place in (None, at) else "") + part for at, part in enumerate(parts[1:]))


def write(folder: Folder, texts: dict[str, str]) -> None:
    for path, text in texts.items():
        folder.write(path, text)
    folder.home("brand.md", "---\ntitle: 议事\nfunctions: [help]\n---\n说事。\n")
    folder.home(
        "activities/2026-03-08-law.md",
        "---\ntitle: 普法\ndate: 2026-03-08\nitem: help.law\ncampaign: march8\n---\n来了。\n",
    )


PLACES = [(path, place) for path, text in TEXTS.items() for place in range(text.count("@"))]


@pytest.mark.parametrize(("path", "place"), PLACES, ids=[f"{path}_{place}" for path, place in PLACES])
def test_a_number_is_told_at_its_line(folder, path, place):
    written = numbered(TEXTS[path], place)
    write(folder, {one: numbered(text, -1) for one, text in TEXTS.items()} | {path: written})
    found = [f for f in folder.assess().findings if f.rule == "house.mobile"]
    line = next(number for number, text in enumerate(written.split("\n"), 1) if NUMBER in text)
    assert [(f.severity, f.place.path, f.place.line) for f in found] == [("error", path, line)]


def test_the_site_is_built_without_the_numbers_and_with_all_the_rest(folder):
    write(folder, {path: numbered(text) for path, text in TEXTS.items()})
    result = build(folder)
    assert result.exit_code == 0, result.output
    written = {path: data.decode(errors="replace") for path, data in files(site(folder)).items()}
    assert not [path for path, text in written.items() if NUMBER in text]
    home = written["homes/chaoyang/zaoying-beili/index.html"]
    assert "place" in home and "普法" in home
    assert "homes/chaoyang/zaoying-beili/badge-city/index.html" in written
    assert "standard/own-care/index.html" in written and "march8" in written["data/v1/activities.csv"]


def test_what_has_no_number_is_as_it_was(folder):
    write(folder, {path: numbered(text, -1) for path, text in TEXTS.items()})
    assert not [f for f in folder.assess().findings if f.rule == "house.mobile"]
    assert build(folder).exit_code == 0
    home = files(site(folder))["homes/chaoyang/zaoying-beili/index.html"].decode()
    assert "阵地好" in home and "五好" in home and "姐妹驿站" in home


@pytest.mark.parametrize(
    ("path", "code", "numbered_code"),
    [
        ("city.yml", "march8", f"m-{NUMBER}"),
        ("standard.yml", "own.care", f"own.{NUMBER}"),
        ("standard.yml", "library", f"l-{NUMBER}"),
    ],
)
def test_a_code_with_a_number_stops_the_build_at_its_line(folder, path, code, numbered_code):
    texts = {one: numbered(text, -1) for one, text in TEXTS.items()}
    write(folder, texts | {path: texts[path].replace(code, numbered_code)})
    result = build(folder)
    assert result.exit_code == 1 and f"{path}:" in result.output and "代号会写进网址" in result.output
    assert not site(folder).exists()
