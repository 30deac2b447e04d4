"""A message stands at the very character, names the right file and says what to do there."""

from __future__ import annotations

import pytest

from tests.conftest import HOME

OWN = "chaoyang/zaoying-beili"
MEETING = "---\ntitle: 议事\ndate: 2026-11-20\n---\n"


def spots(folder, path: str, rule: str) -> list[tuple[int, int]]:
    """Line and column of the findings of `rule` in a file of the home."""
    found = folder.assess().findings
    return [(f.place.line, f.place.column) for f in found if f.place.path == f"homes/{OWN}/{path}" and f.rule == rule]


UNSEEN = {"character_nul": "\0", "character_bell": "\a", "character_c1": "\x80", "character_noncharacter": "\ufffe"}


@pytest.mark.parametrize("character", UNSEEN.values(), ids=UNSEEN)
def test_a_control_character_is_pointed_at(folder, character):
    folder.home("home.yml", f"{HOME}summary: 一句{character}话\n")
    assert spots(folder, "home.yml", "house.shape") == [(4, 12)]


def test_a_control_character_in_front_matter_is_pointed_at(folder):
    folder.home("activities/2026-11-20-yishi.md", MEETING.replace("议事", "议\a事") + "来了九个人。\n")
    assert spots(folder, "activities/2026-11-20-yishi.md", "house.shape") == [(2, 9)]
