"""The invented city is content as good as people's: all of it is read, nothing is refused, and it is the same each
time.
"""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator import cli
from generator.diagnostics import Severity
from generator.pages import homes
from generator.pages.page import Page
from generator.pipeline import BuildOptions
from generator.reading import read
from tests.bench import rivals
from tests.bench.city import MOMENT, write
from tests.bench.running import Failed, run

SAMPLE = Path(__file__).resolve().parents[2] / "content"
HOMES = 60


@pytest.fixture(scope="module")
def content(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("bench") / "content"
    write(folder, HOMES, SAMPLE)
    return folder


@pytest.fixture(scope="module")
def reading(content):
    return read(BuildOptions(content, MOMENT))


def own_pages(reading) -> list[Page]:
    """Those of the homes, without the answers of their two badges."""
    best = {
        year: tuple(found)[: homes.MAX_TOP_FAMILIES]
        for year, found in groupby(reading.site.families, lambda family: family.year)
    }
    found = (page for home in reading.site.homes for page in homes.pages(home, reading.site.city, best, {}))
    return [page for page in found if page.template != "badge.html"]


def test_nothing_of_it_is_refused(reading):
    assert len(reading.site.homes) == HOMES
    assert [str(f) for f in reading.assessment.findings if f.severity is Severity.ERROR] == []


def test_it_is_the_same_each_time(content, tmp_path):
    write(tmp_path / "again", HOMES, SAMPLE)
    files = sorted(path.relative_to(content) for path in content.rglob("*") if path.is_file())
    assert len(files) > 10 * HOMES
    assert all((content / path).read_bytes() == (tmp_path / "again" / path).read_bytes() for path in files)


def test_a_home_has_the_length_and_the_pages_of_a_real_one(reading):
    texts = [
        text
        for home in reading.site.homes
        for text in (home.introduction, *(f.story for f in home.families), *(a.body for a in home.activities))
    ]
    assert 7 <= len(own_pages(reading)) / HOMES <= 10
    assert 700 <= sum(map(len, texts)) / HOMES <= 2000


def test_the_others_are_given_the_same_pages(reading):
    own = {page.address for page in own_pages(reading)}
    assert {path.removesuffix("index").rstrip("/") + "/" for path, _, _ in rivals.pages(reading.site)} == own


def test_a_command_is_measured_with_all_below_it(tmp_path):
    cost = run(
        [
            "sh",
            "-c",
            "python3 -c 'sum(range(3_000_000)); b = bytearray(60_000_000); import time; time.sleep(1)' & wait",
        ],
        tmp_path,
    )
    assert cost.cpu > 0.01 and cost.wall >= 1 and cost.peak > 50_000_000
    with pytest.raises(Failed, match="no such"):
        run(["sh", "-c", "echo no such thing; exit 3"], tmp_path)


def test_photographs_are_the_same_each_time_and_are_used(tmp_path):
    for name in ("content", "again"):
        write(tmp_path / name, 11, SAMPLE, photos=True)
    photos = sorted(path.relative_to(tmp_path / "content") for path in tmp_path.glob("content/homes/*/*/photos/*"))
    assert len(photos) == 4
    assert all(
        (tmp_path / "content" / path).read_bytes() == (tmp_path / "again" / path).read_bytes() for path in photos
    )
    told = [
        "build",
        "--content",
        str(tmp_path / "content"),
        "--site",
        str(tmp_path / "site"),
        "--as-of",
        f"{MOMENT:%Y-%m-%dT%H:%M}",
    ]
    result = CliRunner().invoke(cli.main, told, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    pages = [path.read_text("utf-8") for path in tmp_path.glob("site/homes/*/*/index.html")]
    used = {name for page in pages for name in re.findall(r"media/[0-9a-f]+-960\.jpg", page)}
    assert len(used) == len(photos) and all((tmp_path / "site" / name).is_file() for name in used)
