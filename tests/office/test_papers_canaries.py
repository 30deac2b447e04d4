"""Each kind of paper holds what is its business and nothing else that is private: canaries in every field, looked for in
every part of every file.
"""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.conftest import Folder
from tests.output import everything, holding
from tests.public.planted import plant

MARK = r"city\.terms\.internal_mark"
BUSINESS = {
    "附件2": r"home\.(staff|funding)\.|ledger\.contacts\.women",
    "备案": r"recognition\.(applications\.(papers|spot_check|result)|renewals|publicised|consulted)",
    "计划": rf"{MARK}|recognition\.deadlines",
    "抽查": MARK,
    "通报": MARK,
    "专项行动": MARK,
    "表彰": "(?!)",
    "months.csv": "(?!)",
}
"""Folder of the papers, or file → the private fields that may stand in them."""
OPINIONS = r"recognition\.applications\.\w+_opinion\.(text|date)"
"""What a copy of record has beside them."""


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    folder = Folder(tmp_path_factory.mktemp("papers") / "content")
    planter, out = plant(folder), folder.root.parent / "reports"
    command = ["report", "--content", str(folder.root), "--as-of", "2026-11-23", "--out", str(out)]
    for options in ((), ("--campaign", "march8"), ("--round", "2026")):
        result = CliRunner().invoke(main, [*command, *options], catch_exceptions=False)
        assert result.exit_code == 0, result.output
    return folder, planter, _papers(out)


def _papers(out):
    return {path: text for path, text in everything(out).items() if path.partition("/")[0] in BUSINESS}


def _private(planter, files) -> set[tuple[str, str]]:
    """Kind of paper, and the private field that stands in it."""
    return {
        (path.partition("/")[0], where)
        for where, forms in planter.private.items()
        for form in forms
        for path in holding(files, form)
    }


def test_papers_hold_what_is_their_business_alone(planted):
    _, planter, files = planted
    assert {path.partition("/")[0] for path in files} == BUSINESS.keys()
    assert {path.rpartition(".")[2] for path in files} == {"docx", "xlsx", "html", "txt", "csv"}
    found = _private(planter, files)
    assert {(kind, where) for kind, where in found if not re.match(BUSINESS[kind], where)} == set()
    # so that the test can fail: the same eyes see what may be there
    assert {
        ("附件2", "home.funding.annual_budget"),
        ("备案", "recognition.consulted.unit"),
        ("抽查", "city.terms.internal_mark"),
    } <= found


def test_a_copy_of_record_holds_opinions_beside_them(planted):
    folder, planter, files = planted
    out = folder.root.parent / "copies"
    command = ["report", "--content", str(folder.root), "--as-of", "2026-11-23", "--out", str(out), "--record-copy"]
    assert CliRunner().invoke(main, command, catch_exceptions=False).exit_code == 0
    more = _private(planter, _papers(out)) - _private(planter, files)
    assert ("附件2", "recognition.applications.district_opinion.text") in more
    assert {where for kind, where in more if kind == "附件2" and not re.match(OPINIONS, where)} == set()
    assert not [kind for kind, _ in more if kind != "附件2"]


def test_what_is_handed_in_has_no_internal_mark(planted):
    _, planter, files = planted
    (mark,) = planter.private["city.terms.internal_mark"]
    marked = {path.rpartition("/")[0].partition("/")[0] for path in holding(files, mark)}
    assert marked == {"计划", "抽查", "通报", "专项行动"}
    assert not [path for path in holding(files, mark) if path.endswith("小结.docx")]
