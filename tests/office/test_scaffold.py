"""A new home's folder teaches the format: it is valid as it comes, and each line works when it is uncommented."""

from __future__ import annotations

import re

import pytest

from generator.content import intake
from generator.diagnostics import Severity
from generator.model.federation import District
from generator.model.files import Files
from generator.model.home import Profile
from generator.model.terms import terms
from generator.office import scaffold

NEW = "chaoyang/xin-jia"


@pytest.fixture
def new(folder):
    district = Files(intake.take_snapshot(folder.root)).record("districts/chaoyang/district.yml", District)
    scaffold.create(folder.root, NEW, district)
    return folder


def shape_errors(folder) -> list[str]:
    found = [f for f in folder.assess().findings if f.home == NEW and f.rule == "house.shape"]
    return [str(f) for f in found if f.severity is Severity.ERROR]


def test_a_new_folder_is_published_as_it_comes(new):
    home = new.assess().homes[NEW].home
    assert home.profile.street == "maizidian"
    assert [str(f) for f in new.assess().findings if f.home == NEW and f.severity is Severity.ERROR] == []
    assert new.view(NEW).name == "新的妇女之家"


def test_every_field_of_a_profile_is_shown_with_its_label(new):
    text = (new.root / "homes" / NEW / "home.yml").read_text()
    for term in terms(Profile).values():
        assert re.search(rf"^(# )?{term.key}:.*# {term.label}", text, re.MULTILINE), term.key


@pytest.mark.parametrize(
    "name", ["home.yml", "ledger.yml", "regulations.yml", "consents.yml", "families.yml", "brand.md"]
)
def test_uncommented_samples_can_be_read(new, name):
    """Fields whose sample is left empty for the home's own words are absent; everything shown is of the right form."""
    path = new.root / "homes" / NEW / name
    lines = path.read_text().splitlines()
    sample = [re.sub(r"^# ", "", line) if re.match(r"# ( *- | *[a-z_]+:)", line) else line for line in lines]
    assert sum(a != b for a, b in zip(lines, sample, strict=True)) > 3
    path.write_text("\n".join(sample) + "\n")
    needed = "缺少"  # a required field is the home's to fill
    assert [error for error in shape_errors(new) if needed not in error] == []


def test_nothing_is_overwritten(new):
    district = Files(intake.take_snapshot(new.root)).record("districts/chaoyang/district.yml", District)
    with pytest.raises(FileExistsError):
        scaffold.create(new.root, NEW, district)
