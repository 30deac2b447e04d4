"""Where districts lie in the grid, and what is said where two lie in one cell, or one in none."""

from pathlib import Path

import pytest

from generator.catalogue import tiles
from generator.content.intake import take_snapshot
from generator.model.load import Content, load_federation

CITY = "name: 北江市\nfederation: 北江市妇联\n"


def city(folder: Path, **districts: str) -> Content:
    """A city of districts: slug → further lines of its file; codes follow the order given."""
    files = {"city.yml": CITY}
    for number, (slug, lines) in enumerate(districts.items(), 1):
        files[f"districts/{slug}/district.yml"] = f'name: {slug}区\ncode: "23010{number}"\n{lines}\n'
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return load_federation(take_snapshot(folder))


def told(content: Content) -> list[tuple[str, int | None, str, str]]:
    return [(f.place.path.split("/")[1], f.place.line, f.severity, f.message) for f in tiles.findings(content)]


def test_districts_lie_where_they_say(tmp_path):
    content = city(tmp_path, one="at: [1, 2]", two="at: 2, 1")
    assert tiles.places(content.districts) == {"one": (1, 2), "two": (2, 1)}
    assert told(content) == [] and not content.findings


def test_of_two_in_one_cell_the_first_by_code_has_it(tmp_path):
    content = city(tmp_path, one="at: [1, 2]", two="at: [1, 2]")
    assert tiles.places(content.districts) == {"one": (1, 2)}
    ((where, line, severity, message),) = told(content)
    assert (where, line, severity) == ("two", 3, "error") and "one区" in message and "第 1 行第 2 列" in message


def test_one_without_a_cell_among_others_is_a_notice(tmp_path):
    ((where, _, severity, _),) = told(city(tmp_path, one="at: [1, 2]", two=""))
    assert (where, severity) == ("two", "notice")
    assert told(city(tmp_path / "none", one="", two="")) == []


@pytest.mark.parametrize("at", ["[3]", "7"])
def test_a_cell_is_two_numbers(tmp_path, at):
    content = city(tmp_path, one=f"at: {at}", two="at: [1, 1]")
    ((where, line, severity, _),) = told(content)
    assert (where, line, severity) == ("one", 3, "error") and tiles.places(content.districts) == {"two": (1, 1)}


@pytest.mark.parametrize("at", ["[0, 1]", "[1, 21]", "[1, 2, 3]", "[北, 南]"])
def test_what_is_no_cell_is_an_error_and_costs_the_cell(tmp_path, at):
    content = city(tmp_path, one=f"at: {at}")
    assert [f.severity for f in content.findings if f.field.startswith("at")] and content.districts["one"].name
    assert tiles.places(content.districts) == {}


def test_a_prefecture_has_a_grid_of_its_own_and_its_districts_together(tmp_path):
    content = city(
        tmp_path,
        c="prefecture: 甲市\nat: [1, 1]",
        a="prefecture: 乙市\nat: [1, 1]",
        b="prefecture: 甲市\nat: [1, 2]",
        d="",
    )
    assert tiles.in_order(content.districts) == ["d", "c", "b", "a"]
    assert told(content) == [] and len(tiles.places(content.districts)) == 3
