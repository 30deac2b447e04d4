"""What is wrong with a city's standard.yml is told at its place, with what is meant; so are files that its levels need."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.content.intake import take_snapshot
from generator.diagnostics import Finding, Severity
from generator.model.load import Content, load_federation
from generator.office import federation_files
from generator.office.own_words import OwnWords
from generator.standard.federation import assess_city

CITY: dict[str, Any] = {"name": "云岭县", "federation": "云岭县妇女联合会"}
STANDARD: dict[str, Any] = {
    "name": "两有",
    "based_on": "none",
    "haves": {"venue": {"label": "有场所"}, "reading": {"label": "有读书"}},
    "functions": {"reading": {"label": "读书", "items": {"reading.circle": {"label": "读书会"}}}},
    "regulations": ["library"],
    "own": {"library": {"title": "图书借阅制度"}},
    "rules": {
        "venue.place": {"have": "venue"},
        "own.circle": {"have": "reading", "check": "held-of-item", "item": "reading.circle"},
    },
}
TOWN = {"name": "青石镇", "code": "620802", "streets": [{"slug": "liuhu", "name": "柳湖镇", "kind": "town"}]}
HONOURS = {
    "homes": [
        {"id": "province", "label": "省级", "plaque": "示范妇女之家"},
        {"id": "county", "label": "县级", "plaque": "先进妇女之家"},
    ],
    "families": [{"id": "home"}, {"id": "township"}, {"id": "district", "label": "县级"}],
}


def load(root: Path, standard: dict[str, Any], city: dict[str, Any] | None = None, **files: Any) -> Content:
    """`files`: recognition/2026-<name>.yml."""
    written = {"city.yml": CITY | (city or {}), "standard.yml": standard, "districts/qingshi/district.yml": TOWN}
    written |= {f"recognition/2026-{name}.yml": value for name, value in files.items()}
    for path, value in written.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), "utf-8")
    return load_federation(take_snapshot(root))


def errors(content: Content) -> dict[str, Finding]:
    """By their field, with a line in their file."""
    told = (*content.findings, *assess_city(content, dt.date(2026, 11, 23), {}).findings)
    found = {f.field: f for f in told if f.severity is Severity.ERROR}
    assert all(f.place.line for f in found.values())
    return found


def with_rule(**rule: Any) -> dict[str, Any]:
    return STANDARD | {"rules": STANDARD["rules"] | {"own.x": {"have": "venue"} | rule}}


def test_a_standard_without_a_slip(tmp_path):
    assert errors(load(tmp_path, STANDARD)) == {}


@pytest.mark.parametrize(
    ("check", "field", "near"),
    [
        ("there", "signs", "“sign”"),
        ("there", "facilities.rule_on_wall", "“rules_on_wall”"),
        ("there", "office.phone", "sign、plaque、"),
        ("there", "equipment", "sign、plaque、"),
        ("in-year", "care.visit", "“care.visits”"),
        ("noted", "organisation.partys", "“organisation.party”"),
    ],
)
def test_a_field_that_no_home_can_fill_is_told_with_the_nearest(tmp_path, check, field, near):
    found = errors(load(tmp_path, with_rule(check=check, field=field)))
    assert list(found) == ["rules.own.x.field"] and near in found["rules.own.x.field"].remedy


def test_there_takes_each_facility(tmp_path):
    assert errors(load(tmp_path, with_rule(check="there", field="facilities.in_use"))) == {}


@pytest.mark.parametrize(
    ("part", "key", "near"),
    [("rules", "own.circle.minimal", "minimum"), ("haves", "venue.lable", "label"), ("own", "library.tittle", "title")],
)
def test_an_unknown_key_is_an_error_with_the_nearest(tmp_path, part, key, near):
    entry, _, name = key.rpartition(".")
    changed = STANDARD | {part: STANDARD[part] | {entry: STANDARD[part][entry] | {name: "6"}}}
    found = errors(load(tmp_path, changed))
    assert near in found[f"{part}.{key}"].remedy and "没有用它" in found[f"{part}.{key}"].message


@pytest.mark.parametrize("rule", ["mechanism.legal-event", "mechanism.family-education"])
def test_a_rule_of_an_item_that_the_city_has_not_is_told_and_not_asked(tmp_path, rule):
    content = load(tmp_path, STANDARD | {"rules": STANDARD["rules"] | {rule: {"have": "reading"}}})
    found = errors(content)
    assert list(found) == [f"rules.{rule}"] and "functions 里没有" in found[f"rules.{rule}"].message
    based = load(tmp_path, {"based_on": "beijing", "functions": STANDARD["functions"]})
    assert "列进 drop" in errors(based)["functions"].remedy


@pytest.mark.parametrize("written", [{}, {"based_on": None}, {"based_on": "bejing"}])
def test_a_standard_that_is_based_on_nobody_knows_what_is_told_and_checked_on(tmp_path, written):
    slip = with_rule(check="there", field="signs")
    content = load(tmp_path, {key: value for key, value in slip.items() if key != "based_on"} | written)
    found = errors(content)
    assert "beijing 或 none" in found["based_on"].remedy and list(found) == ["based_on", "rules.own.x.field"]
    assert list(content.standard.haves) == ["venue", "reading"]
    differences = load(tmp_path, {"name": "七有"} | written)
    assert list(errors(differences)) == ["based_on"] and len(differences.standard.haves) == 7


def test_a_text_of_a_regulation_that_is_not_asked_is_told(tmp_path):
    found = errors(load(tmp_path, STANDARD | {"regulations": ["management"]}))
    assert list(found) == ["own.library"] and "regulations" in found["own.library"].remedy


def test_an_item_without_a_label_is_told_without_a_word_of_beijings(tmp_path):
    slip = STANDARD | {"functions": {"reading": {"label": "读书", "items": {"reading.circle": {"explains": "读"}}}}}
    found = errors(load(tmp_path, slip))["functions.reading.items.reading.circle.label"]
    assert "label:" in found.remedy and "普法" not in found.remedy


def test_levels_of_families_below_the_districts_need_no_document(tmp_path):
    honour = {"home": "qingshi/liuhu", "family": "li-2026"}
    listed = [honour | {"level": "township"}, honour | {"level": "district"}]
    found = errors(load(tmp_path, STANDARD, {"honours": HONOURS}, families=listed))
    assert [field for field in found if field.endswith("document")] == ["[1].document"]


def test_only_the_level_named_district_has_a_file_for_each_district(tmp_path):
    round = {"level": "county", "year": 2026}
    content = load(tmp_path, STANDARD, {"honours": HONOURS}, county=round, qingshi=round)
    found = errors(content)["level"]
    assert found.place.path == "recognition/2026-qingshi.yml" and "代号写 district" in found.remedy
    texts = federation_files.round_files(2026, OwnWords(content.standard), content.districts)
    assert {"recognition/2026-province.yml", "recognition/2026-county.yml"} < texts.keys()
    assert not any("\nrenewals:" in text or "名册备案" in text or "区委" in text for text in texts.values())
    own = {"homes": [{"id": "district", "label": "县级", "plaque": "先进妇女之家"}]}
    content = load(tmp_path, STANDARD, {"honours": own})
    texts = federation_files.round_files(2026, OwnWords(content.standard), content.districts)
    text = texts["recognition/2026-qingshi.yml"]
    assert "\nrenewals:" in text and "district_roster:" in text and "city_roster:" not in text
