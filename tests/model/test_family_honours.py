"""Lists of honoured families: by award, with a document from the district up, one a district for its own homes."""

from __future__ import annotations

import pytest

from generator.diagnostics import Severity

FAMILIES = """
- {id: zhang-2026, family: 张家, year: 2026, level: district, story: 和睦。, consent: C-1}
"""
CONSENTS = "- {id: C-1, obtained: 2026-01-01, scope: [name, story], adults: 1}\n"


def _home(folder, lists):
    folder.home("families.yml", FAMILIES)
    folder.home("consents.yml", CONSENTS)
    for name, text in lists.items():
        folder.write(f"recognition/2026-{name}.yml", text)
    errors = [f for f in folder.assess().findings if f.severity is Severity.ERROR]
    (family,) = folder.view().families
    return family, {(f.rule, f.place.path, f.field) for f in errors}


ENTRY = "- {home: chaoyang/zaoying-beili, family: zhang-2026, level: district, document: 朝妇发〔2026〕1号}\n"


@pytest.mark.parametrize("name", ["families", "chaoyang-families"])
def test_an_award_is_shown(folder, name):
    family, errors = _home(folder, {name: ENTRY.replace("level", "award: 五好家庭, level")})
    assert (family.level, family.award, family.honour) == ("district", "五好家庭", "区级“五好家庭”") and not errors


def test_without_one_it_is_the_usual(folder):
    family, _ = _home(folder, {"families": ENTRY})
    assert family.honour == "区级“最美家庭”"


def test_a_district_honours_its_own_homes_alone(folder):
    folder.write("districts/haidian/district.yml", 'name: 海淀区\ncode: "110108"\n')
    family, errors = _home(folder, {"haidian-families": ENTRY})
    assert family.level == "home"
    assert ("house.family-honour", "recognition/2026-haidian-families.yml", "[0].home") in errors


def test_a_list_of_no_district_has_no_effect(folder):
    family, errors = _home(folder, {"nowhere-families": ENTRY})
    assert family.level == "home" and "recognition/2026-nowhere-families.yml" in {path for _, path, _ in errors}


@pytest.mark.parametrize(("level", "needed"), [("street", False), ("district", True), ("capital", True)])
def test_a_document_is_needed_from_the_district_up(folder, level, needed):
    entry = f"- {{home: chaoyang/zaoying-beili, family: zhang-2026, level: {level}}}\n"
    _, errors = _home(folder, {"families": entry})
    assert (("house.family-honour", "recognition/2026-families.yml", "[0].document") in errors) == needed


@pytest.mark.parametrize("home", ["chaoyang/zaoying-beili", "chaoyang/none"])
def test_an_entry_of_no_home_is_told(folder, home):
    _, errors = _home(folder, {"families": ENTRY.replace("chaoyang/zaoying-beili", home)})
    told = ("house.reference", "recognition/2026-families.yml", "[0].home") in errors
    assert told == (home == "chaoyang/none")


def test_one_bad_entry_costs_itself(folder):
    family, errors = _home(folder, {"families": "- {home: chaoyang/zaoying-beili, level: 月球}\n" + ENTRY})
    assert family.level == "district" and errors


def test_honours_and_chosen_brands_follow_a_home_to_its_present_name(folder):
    folder.home(
        "home.yml", "name: 枣营北里社区妇女之家\nkind: community\nstreet: maizidian\nformerly: [chaoyang/old]\n"
    )
    folder.home("brand.md", "---\ntitle: 周三说事\nlevel: home\nfunctions: [rights]\n---\n说事。\n")
    folder.write("recognition/2026-brands.yml", "- {brand: chaoyang/old, document: 京妇发〔2026〕3号}\n")
    family, errors = _home(folder, {"families": ENTRY.replace("chaoyang/zaoying-beili", "chaoyang/old")})
    assert family.level == "district"
    assert folder.view().brand.chosen == ((2026, "京妇发〔2026〕3号"),)
    assert not {error for error in errors if error[1].startswith("recognition/")}
