"""Nothing private is in anything that is published: a canary in every private field, and none sings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.model.terms import ListOf, MapOf, Record, terms
from generator.office.files import FILES
from tests.conftest import Folder
from tests.output import everything, holding

from .planted import FIXED, Planter, plant


def build(folder: Folder) -> Path:
    site = folder.root.parent / "site"
    arguments = ["build", "--content", str(folder.root), "--site", str(site), "--as-of", "2026-11-23", "--packs"]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return site


@pytest.fixture(scope="module")
def planted(tmp_path_factory) -> tuple[Planter, dict[str, str]]:
    folder = Folder(tmp_path_factory.mktemp("canaries") / "content")
    planter = plant(folder)
    files = everything(build(folder))
    del files["checksums.txt"]  # paths, which are looked at by themselves, and digits by chance
    return planter, files


def test_no_private_field_of_any_file_is_anywhere(planted):
    """Nor words in unknown keys, in remarks, in files that lie around, in photos beside the picture, in what waits or
    was taken back.
    """
    planter, files = planted
    assert len(planter.private) > 400 and len(files) > 100
    found = {
        where: holding(files, form)[:3]
        for where, forms in planter.private.items()
        for form in forms
        if holding(files, form)
    }
    assert found == {}


NOT_SHOWN = {"activity.signup", "city.policy.document", "families.photo.caption", "home.photos.caption", "home.photos.credit", "intro.title",
             "recognition.renewals.document", "regulation.title", "standard-regulation.title", "standard.haves.clause"}  # fmt: skip
"""May be seen, but no page has a place for it as planted: the two last have others beside them that are shown; a home
that is delisted has no plaque whose document could be."""


def test_public_fields_are_found(planted):
    """So that the other test can fail: what may be seen is seen, and by the same eyes, in pages and in the words that
    are searched.
    """
    planter, files = planted
    missing = {where for where, forms in planter.public.items() if not any(holding(files, form) for form in forms)}
    assert missing <= NOT_SHOWN
    for ending in (".html", ".ics", ".json", ".svg", ".xml", ".txt", ".zip", ".docx"):
        assert any(path.endswith(ending) for path in files), ending
    (body,) = planter.public["intro.body"]
    assert {"index.html", "said.txt", "pack.zip"} <= {Path(path).name for path in holding(files, body)}


NOT_EXPORTED = re.compile(
    r"families\.|home\.(?:staff|photos|office\.mobile|office\.notice)\b|intro\.|feature\.|regulation|activity\.(?:body|signup|summary)"
    r"|brand\.(?:body|contact|featured_in)"
)
"""Public, and all the same no part of the open data."""


def test_open_data_holds_no_families_names_stories_or_photos(planted):
    planter, files = planted
    data = {path: text for path, text in files.items() if path.startswith("data/v1/") or path.endswith(".ndjson")}
    found = {where: forms for where, forms in planter.public.items() if any(holding(data, form) for form in forms)}
    assert {where for where in found if NOT_EXPORTED.match(where)} == set()
    assert {"home.name", "home.services.description", "brand.summary", "activity.title"} <= found.keys()
    assert any(path.endswith(".ndjson") for path in data) and "data/v1/chaoyang/homes.csv" in data


def test_every_declared_field_was_planted(planted):
    """Of every record of every kind of file, however deep: a new field is in this test before anybody thinks of it."""
    planter, _ = planted
    for kind in FILES:
        for name in _declared(kind.name, kind.record):
            assert name in planter.every or any(name.startswith(f"{fixed}.") for fixed in FIXED), name


def _declared(name: str, record: type) -> Iterator[str]:
    for t in terms(record).values():
        yield f"{name}.{t.key}"
        kind = t.kind
        while isinstance(kind, ListOf | MapOf):
            kind = kind.of
        if isinstance(kind, Record):
            yield from _declared(f"{name}.{t.key}", kind.of)


def test_no_byte_depends_on_what_is_private(planted, folder):
    """With all private values other ones, yes for no and dates and counts too, the site is the same; photos have names
    of their bytes.
    """
    _, files = planted
    plant(folder, turn=1)
    other = everything(build(folder))

    def named(text: str) -> str:
        return re.sub(r"media/[0-9a-f]{20}", "media/", text)

    def comparable(files: dict[str, str]) -> dict[str, str]:
        return {
            named(path): named(text)
            for path, text in files.items()
            if path != "checksums.txt" and not path.startswith("media/")
        }

    first, second = comparable(files), comparable(other)
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []
