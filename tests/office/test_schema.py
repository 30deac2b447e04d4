"""JSON Schemas and the field reference are made from the terms: each valid, none with a field left out."""

from __future__ import annotations

import json

import jsonschema
import pytest
import yaml

from generator.model.terms import terms
from generator.office import schema
from generator.office.files import FILES

SCHEMAS = {name: json.loads(text) for name, text in schema.schemas().items()}


def titles(of: object):
    """Every `title` in a schema."""
    if isinstance(of, dict):
        if isinstance(of.get("title"), str):
            yield of["title"]
        of = list(of.values())
    if isinstance(of, list):
        for one in of:
            yield from titles(one)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_is_a_schema(name):
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("kind", FILES, ids=lambda kind: kind.name)
def test_every_field_is_offered_in_english_and_in_chinese(kind):
    whole = SCHEMAS[f"{kind.name}.schema.json"]
    properties = whole["items"]["properties"] if kind.listed else whole["properties"]
    for term in terms(kind.record).values():
        assert properties[term.key] == properties[term.label]
        assert properties[term.key]["title"] == term.label


def test_the_reference_names_every_field_of_every_file():
    text = "\n".join(schema.reference().values())
    for kind in FILES:
        assert kind.pattern in text
        for term in terms(kind.record).values():
            assert f"| `{term.key}` | {term.label} |" in text
    for label in {title for of in SCHEMAS.values() for title in titles(of)} - {kind.pattern for kind in FILES}:
        assert label in text


def test_the_reference_is_well_formed_tables():
    rows = [line for text in schema.reference().values() for line in text.splitlines() if line.startswith("|")]
    assert len(rows) > 200
    assert {row.count("|") for row in rows} == {6}


@pytest.mark.parametrize("word", ["community", "社区"])
def test_both_words_of_a_choice_are_valid(word):
    jsonschema.validate({"name": "x", "kind": word, "street": "a"}, SCHEMAS["home.schema.json"])


def test_what_the_reader_refuses_in_shape_the_schema_refuses():
    validator = jsonschema.Draft202012Validator(SCHEMAS["consents.schema.json"])
    good = yaml.load("- {id: C-1, obtained: '2026-01-01', scope: [name, photo]}", yaml.BaseLoader)
    assert validator.is_valid(good)
    for key in ("id", "obtained", "scope"):
        assert not validator.is_valid([{name: value for name, value in good[0].items() if name != key}])
    assert not validator.is_valid([good[0] | {"scope": ["everything"]}])
    assert not validator.is_valid(good[0])
