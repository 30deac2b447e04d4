"""A message stands at the very character, names the right file and says what to do there."""

from __future__ import annotations

import json
import os

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.diagnostics import Severity
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


BODIES = {
    "body_bare": ("intro.md", "第一段。\n\n电话是 13800138000。\n", (3, 5)),
    "body_first-line": ("intro.md", "电话是 13800138000。\n", (1, 5)),
    "body_blank-lines": ("intro.md", "\n\n  电话是 13800138000。\n", (3, 7)),
    "body_after-front-matter": (
        "activities/2026-11-20-yishi.md",
        f"{MEETING}\n来了九个人。\n有事打 13800138000\n",
        (7, 5),
    ),
    "body_crlf-and-mark": ("intro.md", "\ufeff第一段。\r\n\r\n电话是 13800138000。\r\n", (3, 5)),
}


@pytest.mark.parametrize(("path", "text", "spot"), BODIES.values(), ids=BODIES)
def test_a_number_in_a_text_is_pointed_at(folder, path, text, spot):
    folder.home(path, text)
    assert spots(folder, path, "house.mobile") == [spot]


def test_a_picture_in_a_text_is_pointed_at(folder):
    folder.home("intro.md", "第一段。\n\n看看![门](men.jpg)和![窗](chuang.jpg)\n")
    assert spots(folder, "intro.md", "house.reference") == [(3, 8), (3, 22)]


CONSENT = "- {id: C-1, obtained: 2026-04-02, scope: [mobile], adults: 1, until: 2029-04-01}\n"
UNREADABLE = {
    "consents_broken": ("homes/chaoyang/zaoying-beili/consents.yml", CONSENT.replace("}", "")),
    "withdrawals_broken": ("withdrawals.yml", "- {home: chaoyang/zaoying-beili\n"),
}


@pytest.mark.parametrize(("path", "text"), UNREADABLE.values(), ids=UNREADABLE)
def test_nobody_is_asked_again_for_a_file_that_is_broken(folder, path, text):
    folder.home("home.yml", f'{HOME}office: {{mobile: {{number: "14200012345", consent: C-1}}}}\n')
    folder.home("consents.yml", CONSENT)
    folder.write(path, text)
    found = next(f for f in folder.assess().findings if f.rule == "house.mobile-consent")
    assert path.rpartition("/")[2] in found.message
    assert found.remedy == "先改好有错误的那个文件"


def test_press_is_not_blamed_for_a_home_that_is_left_out(folder):
    story = "---\ntitle: 一个角落\ndate: 2026-11-01\nhomes: [{0}]\nbrand: {0}\nphotos: [{0}/men.jpg]\n---\n正文。\n"
    folder.write("press/2026-11-01-jiao.md", story.format(OWN))
    folder.home("home.yml", HOME.replace("kind:", "kind："))
    found = [f for f in folder.assess().findings if f.place.path.startswith("press/")]
    assert [(f.field, f.severity) for f in found] == [("brand", Severity.NOTICE), ("photos[0]", Severity.NOTICE)]
    assert all(OWN in f.message for f in found)


def test_homes_of_a_district_that_is_broken_say_so(folder):
    folder.write("districts/chaoyang/district.yml", "name: [朝阳区\n")
    found = [f for f in folder.assess().findings if f.home == OWN]
    assert ["districts/chaoyang/district.yml" in f.message for f in found] == [True]


CITIES = {"city_missing": None, "city_broken": "name: [北京市\n"}


@pytest.mark.parametrize("text", CITIES.values(), ids=CITIES)
@pytest.mark.parametrize("form", ["json", "sarif", "github", "text"])
def test_a_city_that_cant_be_read_is_told_in_the_form_asked_for(folder, form, text):
    (folder.root / "city.yml").unlink() if text is None else folder.write("city.yml", text)
    result = CliRunner().invoke(
        main, ["check", "--content", str(folder.root), "--as-of", "2026-11-23", "--format", form]
    )
    assert result.exit_code == 1
    assert "city.yml" in result.output
    if form == "json":
        told = json.loads(result.stdout)
        assert list(told) == ["as_of", "findings", "homes", "districts", "city"]
        assert told["homes"][OWN] == {
            "meets_standard": None,
            "score": None,
            "haves": None,
            "rules": None,
            "recognition": None,
            "status": "left-out",
        }
    if form == "sarif":
        assert json.loads(result.stdout)["runs"][0]["results"][0]["level"] == "error"


def test_a_file_name_in_another_encoding_is_shown_escaped(folder):
    photos = folder.root / f"homes/{OWN}/photos"
    photos.mkdir()
    open(os.fsencode(photos) + b"/" + "大门.jpg".encode("gb18030"), "wb").close()
    result = CliRunner().invoke(
        main, ["check", "--content", str(folder.root), "--as-of", "2026-11-23", "--format", "json"]
    )
    assert not result.exception or isinstance(result.exception, SystemExit)
    assert [f["path"] for f in json.loads(result.stdout)["findings"] if f["rule"] == "house.file"] == [
        f"homes/{OWN}/photos/\\udcb4\\udcf3\\udcc3\\udcc5.jpg"
    ]


COLONS = {
    "colon_first-key": ("name：枣营北里\nkind: community\n", (1, 5)),
    "colon_beneath": (f"{HOME}office:\n  phone：010-0000 1234\n", (5, 8)),
    "colon_in-braces": (f"{HOME}office: {{phone：010-0000 1234}}\n", (4, 15)),
    "colon_in-a-list": (f"{HOME}services:\n  - item：rights.reception\n    title: x\n", (5, 9)),
    "colon_label": (f"{HOME}成立时间：2012-03\n", (4, 5)),
}


@pytest.mark.parametrize(("text", "spot"), COLONS.values(), ids=COLONS)
def test_a_full_width_colon_after_a_key_says_what_to_type(folder, text, spot):
    folder.home("home.yml", text)
    found = [f for f in folder.assess().findings if f.home == OWN and f.rule == "house.shape"]
    assert [(f.place.line, f.place.column, f.severity) for f in found] == [(*spot, Severity.ERROR)]
    assert found[0].remedy.startswith("换成英文冒号加一个空格")


def test_a_list_with_a_bad_item_is_told_once_and_by_its_number(folder):
    folder.home("home.yml", f"{HOME}formerly: [老名字, chaoyang/lao, 也是]\n")
    folder.home("consents.yml", "- {id: C-1, obtained: 2026-04-02, scope: [names], until: 2029-04-01}\n")
    told = {f.field: f.message for f in folder.assess().findings if f.severity is Severity.ERROR}
    assert set(told) == {"formerly[0]", "[0].scope[0]"}
    assert "“老名字”、“也是”" in told["formerly[0]"]  # of one kind, on one line


UNUSED = {
    "activity_plain-text": "activities/2026-11-20-yishi.txt",
    "activity_in-a-folder": "activities/2026/2026-11-20-yishi.md",
    "activity_capitals": "activities/2026-11-20-yishi.MD",
    "photos_gif": "photos/men.gif",
    "home_other-ending": "brand.yaml",
}


@pytest.mark.parametrize("path", UNUSED.values(), ids=UNUSED)
def test_a_file_that_is_not_read_is_named(folder, path):
    folder.home(path, MEETING)
    found = [f for f in folder.assess().findings if f.rule == "house.file"]
    severity = Severity.ADVICE if path == "brand.yaml" else Severity.NOTICE  # a file by another name may be missed
    assert [(f.place.path, f.severity) for f in found] == [(f"homes/{OWN}/{path}", severity)]


WITHDRAWN = {
    "withdrawal_of-no-home": (f"{OWN}i", "C-1", (1, 10), Severity.ERROR),
    "withdrawal_of-no-consent": (OWN, "C-2", (1, 43), Severity.ERROR),
    "withdrawal_good": (OWN, "C-1", None, None),
    "withdrawal_by-an-old-name": ("chaoyang/lao-zaoying", "C-1", None, None),
}


@pytest.mark.parametrize(("home", "consent", "spot", "severity"), WITHDRAWN.values(), ids=WITHDRAWN)
def test_a_withdrawal_that_takes_nothing_back_is_told(folder, home, consent, spot, severity):
    folder.home("home.yml", f"{HOME}formerly: [chaoyang/lao-zaoying]\n")
    folder.home("consents.yml", "- {id: C-1, obtained: 2026-04-02, scope: [name], adults: 1, until: 2029-04-01}\n")
    folder.write("withdrawals.yml", f"- {{home: {home}, consent: {consent}, on: 2026-05-05}}\n")
    found = [f for f in folder.assess().findings if f.place.path == "withdrawals.yml"]
    assert [((f.place.line, f.place.column), f.severity) for f in found] == ([(spot, severity)] if spot else [])
