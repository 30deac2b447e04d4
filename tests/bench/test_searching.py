"""Search is measured by asking it: what was found is told apart from what was not, bytes are those that were sent."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from generator import cli, reading
from generator.pipeline import BuildOptions
from tests.bench.city import MOMENT, write
from tests.bench.searching import OURS, ask
from tests.bench.test_city import SAMPLE


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    folder = tmp_path_factory.mktemp("searched")
    write(folder / "content", 8, SAMPLE)
    told = [
        "build",
        "--content",
        str(folder / "content"),
        "--site",
        str(folder / "site"),
        "--as-of",
        f"{MOMENT:%Y-%m-%dT%H:%M}",
        "--no-photos",
    ]
    result = CliRunner().invoke(cli.main, told, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return folder


def test_an_answer_and_its_absence_are_told_apart(city, browser):
    homes = reading.read(BuildOptions(city / "content", MOMENT)).site.homes
    found = ask(browser, city / "site", OURS, [homes[0].name[:2]], runs=1, questions=("孩子", "鲸鱼座流星"))
    assert found.unanswered == ("鲸鱼座流星",)
    assert 10_000 < found.size < 400_000
    assert found.opened > found.typed > 0 and found.name > 0
