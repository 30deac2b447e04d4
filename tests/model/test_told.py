"""Every slip of `slips.txt` is told on its own line, in words that say what to do; a colleague adds a case there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from generator.content.intake import take_snapshot
from generator.model.load import load_federation, load_home

HOME = "chaoyang/zaoying-beili"


class Case(NamedTuple):
    file: str
    text: str
    told: list[str]


def cases() -> dict[str, Case]:
    blocks = re.split(r"^=== ", (Path(__file__).parent / "slips.txt").read_text(), flags=re.MULTILINE)[1:]
    found = {}
    for block in blocks:
        name, file, rest = block.split("\n", 2)
        text, *told = re.split(r"^>>> ", rest.rstrip("\n"), flags=re.MULTILINE)
        text = re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text.replace("\\t", "\t"))
        found[name] = Case(file.removeprefix("--- "), text, [line.rstrip("\n") for line in told])
    return found


CASES = cases()


def findings(folder, case: Case):
    if case.file != "home.yml" and case.file.lower().startswith("home."):
        (folder.root / "homes" / HOME / "home.yml").unlink()
    folder.home(case.file, case.text)
    snapshot = take_snapshot(folder.root)
    found = load_home(snapshot, HOME, load_federation(snapshot)).findings
    return [finding for finding in found if finding.place.path == f"homes/{HOME}/{case.file}"]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_slip_is_told_where_it_was_made(folder, case):
    told = [
        f"{one.place.line or '-'}:{one.place.column or '-'} {one.severity.value} {one.message} → {one.remedy}"
        for one in findings(folder, case)
    ]
    assert told == case.told


def test_there_are_sixty_of_them_and_none_is_told_in_the_words_of_a_parser():
    assert len(CASES) >= 60
    jargon = re.compile(r"(?<!home\.)YAML|映射|标量|序列|解析|语法|token|mapping|null", re.IGNORECASE)
    assert not [line for case in CASES.values() for line in case.told if jargon.search(line)]
    assert not [name for name, case in CASES.items() if not case.told]
