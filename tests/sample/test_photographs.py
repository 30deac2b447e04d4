"""The sample's photographs: every scene draws, the same names give the same bytes, an unknown scene says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from .camera import Traits, save
from .listing import listed
from .scenes import SCENES, UnknownScene, drawing, photograph, scene_of


@pytest.mark.parametrize("scene", SCENES)
def test_a_scene_draws_and_repeats(scene: str) -> None:
    first, _ = drawing("chaoyang/one", f"{scene}.jpg")
    assert first == drawing("chaoyang/one", f"{scene}.jpg")[0]
    assert first != drawing("chaoyang/two", f"{scene}.jpg")[0]


def test_the_same_names_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        photograph("chaoyang/one", "doorway-2.jpg", tmp_path / name / "doorway-2.jpg")
    assert (tmp_path / "a/doorway-2.jpg").read_bytes() == (tmp_path / "b/doorway-2.jpg").read_bytes()


def test_an_unknown_scene_is_named_with_the_known_ones() -> None:
    with pytest.raises(UnknownScene, match=r"moon-2\.jpg.*courtyard"):
        scene_of("moon-2.jpg")


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_camera_data_is_there_to_be_stripped(tmp_path: Path, orientation: int) -> None:
    upright = Image.new("RGB", (60, 40), "white")
    upright.paste("black", (0, 0, 10, 10))
    save(upright, tmp_path / "x.jpg", Traits("M", "m", "2026:01:02 10:00:00", orientation, 39.9, 116.4, "示例"))
    with Image.open(tmp_path / "x.jpg") as found:
        assert found.getexif()[0x0112] == orientation and found.getexif().get_ifd(0x8825)[1] == "N"
        assert found.info["comment"] and found.info["icc_profile"]
        assert found.size == ((40, 60) if orientation in (6, 8) else (60, 40))


def test_a_listing_names_each_photograph_once(tmp_path: Path) -> None:
    home = tmp_path / "homes/chaoyang/one"
    home.mkdir(parents=True)
    (home / "home.yml").write_text("photos: [{file: hall.jpg}, {file: tea.jpg}]", "utf-8")
    (home / "families.yml").write_text(
        "- {photo: {file: table-li.jpg}}\n- {photo: {file: tea.jpg}}\n- {title: 无照片}", "utf-8"
    )
    found = [(p.file, p.first) for p in listed(tmp_path, [])]
    assert found == [("hall.jpg", True), ("tea.jpg", False), ("table-li.jpg", False)]
