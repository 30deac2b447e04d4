"""What files are called that offices hand on: by names, safe on any system, no two alike."""

from __future__ import annotations

from generator.documents.names import safe, unique
from generator.office.reports import file_names
from tests.conftest import Folder

HOME = "name: {name}\nkind: community\nstreet: maizidian\n"


def test_a_name_has_no_character_that_windows_refuses():
    assert safe('甲/乙\\丙:"丁"?*<戊>|\t己. ') == "甲 乙 丙 丁 戊 己"
    assert len(safe("家" * 300)) == 60 and len(safe("家" * 300).encode()) < 255


def test_a_folder_has_room_for_names_of_any_length():
    rare, slug = "\N{CJK UNIFIED IDEOGRAPH-20000}" * 300, "a" * 60
    assert len(safe(rare).encode()) == 180 and set(safe(rare)) == {rare[0]}
    for name in ("家" * 300, rare):
        assert len(file_names.of_one(f"b/{slug}", name, name, name).encode()) <= 255


def test_two_of_one_name_have_their_codes_behind():
    names = {"a": "Home", "b": "home", "c": "别的", "d": "///"}
    assert unique(names, {key: f"code-{key}" for key in names}) == {
        "a": "Home（code-a）",
        "b": "home（code-b）",
        "c": "别的",
        "d": "（code-d）",
    }


def test_homes_are_called_by_their_places(folder: Folder):
    folder.home("home.yml", HOME.format(name="同名妇女之家"), "chaoyang/one")
    folder.home("home.yml", HOME.format(name="同名妇女之家"), "chaoyang/two")
    found = file_names.of_homes(folder.assess().content)
    assert found["chaoyang/zaoying-beili"] == "朝阳区_麦子店街道_枣营北里社区妇女之家"
    assert found["chaoyang/one"] == "朝阳区_麦子店街道_同名妇女之家（one）"
    assert found["chaoyang/two"] == "朝阳区_麦子店街道_同名妇女之家（two）"


def test_districts_and_levels_of_one_name_are_told_apart(folder: Folder):
    folder.write("districts/other/district.yml", 'name: 朝阳区\ncode: "220104"\n')
    content = folder.assess().content
    assert file_names.of_districts(content) == {"chaoyang": "朝阳区（chaoyang）", "other": "朝阳区（other）"}
    assert file_names.of_levels(content.standard) == {"city": "市级", "district": "区级"}
