"""The tiles of districts as templates draw them."""

import pytest

from generator.pages.tiles import short_names, tile_groups
from generator.public.views import DistrictTile


def tile(slug: str, at: tuple[int, int] | None = None, prefecture: str = "") -> DistrictTile:
    return DistrictTile(slug, f"{slug}区", 1, prefecture, at)


def cells(*districts: DistrictTile) -> dict[str, tuple[int, int]]:
    return {one.district.slug: (one.row, one.column) for group in tile_groups(districts) for one in group.placed}


def test_a_grid_begins_at_its_first_row_and_column():
    assert cells(tile("a", (4, 7)), tile("b", (5, 6)), tile("c", (5, 8))) == {"a": (1, 2), "b": (2, 1), "c": (2, 3)}


@pytest.mark.parametrize("corner", [(1, 1), (1, 3)])
def test_a_row_is_kept_for_the_compass_where_a_corner_is_taken(corner):
    assert cells(tile("a", corner), tile("b", (2, 1)), tile("c", (2, 3)))["a"] == (2, corner[1])


def test_districts_without_a_cell_are_listed_beneath():
    (group,) = tile_groups((tile("a", (1, 2)), tile("b"), tile("c", (2, 1))))
    assert [one.district.slug for one in group.placed] == ["a", "c"]
    assert [one.district.slug for one in group.listed] == ["b"]


def test_a_group_for_each_prefecture_or_that_of_one_district():
    districts = (tile("z"), tile("a", prefecture="甲市"), tile("b", prefecture="甲市"), tile("c", prefecture="乙市"))
    assert [(g.prefecture, len(g.listed)) for g in tile_groups(districts)] == [("", 1), ("甲市", 2), ("乙市", 1)]
    assert [g.prefecture for g in tile_groups(districts, "b")] == ["甲市"]


def test_a_name_loses_its_ending_where_it_still_tells():
    assert short_names(["东城区", "五常市", "方正县", "郊区", "滨海新区"]) == [
        "东城",
        "五常",
        "方正",
        "郊区",
        "滨海新区",
    ]
    assert short_names(["伊宁市", "伊宁县", "鄂温克族自治旗"]) == ["伊宁市", "伊宁县", "鄂温克族自治旗"]
