"""What people write where a list of words is closed, and what comes of it: `choices.tsv`, to which anybody can add."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.diagnostics import InvalidInput
from generator.model.documents import Activity, AdoptedRegulation, Brand
from generator.model.federation import Street
from generator.model.home import Location, Office, Photo, Profile, Service, VolunteerTeam
from generator.model.honours import Consent, Family
from generator.model.terms import ListOf, terms

TABLE = Path(__file__).with_name("choices.tsv").read_text(encoding="utf-8")
ROWS = [line.split("\t") for line in TABLE.splitlines() if not line.startswith("#")]
FIELDS = {
    "kind": (Profile, "kind"),
    "item": (Service, "item"),
    "audience": (Service, "audience"),
    "fee": (Service, "fee"),
    "accessibility": (Office, "accessibility"),
    "people": (Photo, "people"),
    "use": (Photo, "use"),
    "level": (Family, "level"),
    "scope": (Consent, "scope"),
    "activity": (Activity, "kind"),
    "brand": (Brand, "level"),
    "regulation": (AdoptedRegulation, "regulation"),
    "team": (VolunteerTeam, "field"),
    "datum": (Location, "datum"),
    "street-kind": (Street, "kind"),
}


@pytest.mark.parametrize(("field", "text", "outcome"), ROWS)
def test_a_word_leads_to_its_code(field, text, outcome):
    record, name = FIELDS[field]
    kind = terms(record)[name].kind
    kind = kind.of if isinstance(kind, ListOf) else kind
    if outcome == "?":
        with pytest.raises(InvalidInput):
            kind.interpret(text)
        return
    found = kind.interpret(text)
    assert found.value == outcome
    assert found.canonical == (None if outcome == text else outcome)
