"""docs/content-format.md and docs/standard.md say what the declarations say."""

import re
from pathlib import Path

import pytest
import yaml

from generator.model.standard import FACTORIES
from generator.office import contract
from generator.standard.rules import CHECKS

DOCS = Path(__file__).parent.parent.parent / "docs"


@pytest.mark.parametrize("name", ["content-format.md", "standard.md"])
def test_the_documents_are_those_of_the_declarations(name):
    assert (DOCS / name).read_text("utf-8") == contract.documents()[name], "make docs"


def test_every_check_and_factory_is_told():
    told = contract.documents()["standard.md"]
    assert all(f"| `{rule.id}` |" in told for rule in CHECKS)
    assert all(f"| `{name}` |" in told for name in FACTORIES)


def test_the_example_is_a_standard_without_a_slip(folder):
    text = re.search(r"```yaml\n(.*?)```", contract.documents()["standard.md"], re.DOTALL)[1]
    assert yaml.safe_load(text)["based_on"] == "none"
    folder.write("standard.yml", text)
    assert [finding for finding in folder.assess().findings if finding.place.path == "standard.yml"] == []
