"""A feature under an embargo: nowhere a minute before, everywhere from its minute on; staff see it marked, on this machine."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator import pipeline
from generator.cli import main
from generator.cli.publishing import render_shell
from generator.diagnostics import Severity
from generator.model.field_types import DateTime
from generator.pipeline import BuildOptions
from generator.resources import project
from tests.conftest import Folder
from tests.output import everything, holding

FILE = "press/2026-11-20-yigen-maoxian.md"
WORDS = ("石榴裙边", "副题甲乙", "导语丙丁", "记者庚辛", "来源壬癸", "标签子丑", "正文寅卯", "yigen-maoxian")
TEXT = (
    "---\ntitle: 石榴裙边\nsubtitle: 副题甲乙\ndate: 2026-11-20\nsummary: 导语丙丁\nhomes: [chaoyang/zaoying-beili]\n"
    "brand: chaoyang/zaoying-beili\nauthor: 记者庚辛\nsource: 来源壬癸\ntags: [标签子丑]\nembargo: {}\n---\n正文寅卯。\n"
)
BEFORE, AT, AFTER = (f"2026-11-23T12:{minute}" for minute in ("00", "01", "02"))


def build(folder: Folder, at: str) -> dict[str, str]:
    """Everything that the site then is. Cards are drawn, too."""
    site = folder.root.parent / "site"
    options = BuildOptions(folder.root, DateTime().read(at), site, workers=1, photos=False, cards=True)
    pipeline.build(options, project() / "theme", render_shell)
    return everything(site)


def found(files: dict[str, str]) -> dict[str, list[str]]:
    return {word: holding(files, word) for word in WORDS if holding(files, word)}


@pytest.fixture(scope="module")
def first(tmp_path_factory) -> tuple[Folder, dict[str, str]]:
    folder = Folder(tmp_path_factory.mktemp("embargo") / "content")
    city = (folder.root / "city.yml").read_text()
    folder.write("city.yml", f"{city}site: {{url: https://example.org/}}\n")
    folder.home("brand.md", "---\ntitle: 周三说事\nfunctions: [rights]\n---\n说事。\n")
    folder.write(FILE, TEXT.format(AT))
    return folder, build(folder, BEFORE)


@pytest.fixture
def city(first, tmp_path) -> Folder:
    shutil.copytree(first[0].root.parent, tmp_path / "city", symlinks=True)
    folder = Folder.__new__(Folder)
    folder.root = tmp_path / "city/content"
    return folder


def test_a_minute_before_it_is_nowhere_and_at_its_minute_everywhere(first, city):
    assert found(first[1]) == {}
    files = build(city, AT)
    places = {Path(path).name for path in holding(files, "yigen-maoxian")} | set(holding(files, "石榴裙边"))
    assert {
        "feed.atom",
        "sitemap.xml",
        "press/index.html",
        "press/2026-11/index.html",
        "digest/2026/index.html",
    } <= places
    assert {"homes/chaoyang/zaoying-beili/feed.atom", "districts/chaoyang/feed.atom", "index.html"} <= places
    assert any("said" in path or path.startswith("search/") for path in holding(files, "石榴裙边"))
    assert [path for path in files.keys() - first[1].keys() if path.endswith((".jpg", ".png"))], "its share card"
    page = "press/2026-11-20-yigen-maoxian/index.html"
    assert all(page in paths for word, paths in found(files).items() if word != "yigen-maoxian")
    assert not holding(files, "尚未发布")
    assert {path for path, text in build(city, AFTER).items() if files.get(path) != text} == set()


def test_who_builds_or_checks_reads_that_it_was_accepted_and_when_it_goes_out(city):
    told = f"还没有解禁的稿子 1 篇，到时候自己出来，之前哪里都没有：{FILE}，2026-11-23 12:01 公开。"
    runner, place = CliRunner(), ["--content", str(city.root)]
    site = ["--site", str(city.root.parent / "site")]
    for at, said in ((BEFORE, True), (AT, False)):
        done = runner.invoke(main, ["build", *place, *site, "--no-photos", "--as-of", at], catch_exceptions=False)
        assert done.exit_code == 0 and (told in done.output) is said, done.output
        for paths, below in ([], True), ([str(city.root / "press")], True), ([str(city.root / "homes")], False):
            done = runner.invoke(main, ["check", *paths, *place, "--as-of", at], catch_exceptions=False)
            assert (told in done.output) is (said and below), done.output


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (f"path: {FILE}", False),
        ("address: /press/2026-11-20-yigen-maoxian/", False),
        (f"path: {FILE}, until: 2026-11-22", True),
        (f"path: {FILE}, until: 2026-11-23", False),
    ],
)
def test_what_is_withheld_when_its_embargo_ends_does_not_go_out_by_itself(city, entry, said):
    city.write("withheld.yml", f"- {{{entry}}}\n")
    told = CliRunner().invoke(main, ["check", "--content", str(city.root), "--as-of", "2026-11-21"])
    assert ("还没有解禁的稿子 1 篇" in told.output) is said, told.output


def test_of_a_site_that_has_not_shown_it_yet_nothing_public_holds_it(first):
    """Beside the trees the folder of the state is for its owner alone; the trees and the headers are for all."""
    state = first[0].root.parent / ".homes-site"
    public = [path for path in state.iterdir() if path.stat().st_mode & 0o004]
    assert {path.name for path in public if path.is_dir()} <= {"a", "b"}
    for path in public:
        files = everything(path) if path.is_dir() else {path.name: path.read_text()}
        assert found(files) == {}


def test_an_embargo_that_is_put_off_takes_it_back_and_no_release_before_comes_again(city):
    build(city, AT)
    city.write(FILE, TEXT.format("2026-11-30T08:00"))
    assert found(build(city, AFTER)) == {}
    assert found(everything(city.root.parent / ".homes-site/a")) == {}
    assert found(everything(city.root.parent / ".homes-site/b")) == {}
    done = CliRunner().invoke(main, ["rollback", "--site", str(city.root.parent / "site"), "--as-of", AFTER])
    assert done.exit_code == 1 and "Traceback" not in done.output


def test_a_release_before_it_can_be_gone_back_to(city):
    build(city, AT)
    done = CliRunner().invoke(main, ["rollback", "--site", str(city.root.parent / "site"), "--as-of", AFTER])
    assert done.exit_code == 0 and found(everything(city.root.parent / "site")) == {}


def test_a_new_feature_under_an_embargo_stops_no_way_back(city):
    city.write("press/2026-11-22-b.md", "---\ntitle: 另一篇\ndate: 2026-11-22\nembargo: 2026-12-24\n---\n正文。\n")
    city.home("intro.md", "改了一句。\n")
    build(city, BEFORE)
    done = CliRunner().invoke(main, ["rollback", "--site", str(city.root.parent / "site"), "--as-of", BEFORE])
    assert done.exit_code == 0, done.output


def test_staff_see_it_marked_apart_from_every_other_preview(first, tmp_path):
    folder = first[0]
    site = tmp_path / "preview/embargoed/all"
    site.parent.mkdir(parents=True)
    options = BuildOptions(folder.root, DateTime().read(BEFORE), site, workers=1, photos=False, embargoed=True)
    pipeline.build(options, project() / "theme", render_shell)
    files = everything(site)
    page = files["press/2026-11-20-yigen-maoxian/index.html"]
    assert "<b>尚未发布</b>" in page and "2026年11月23日12:01解禁" in page and "正文寅卯" in page
    unmarked = [path for path in holding(files, "石榴裙边") if "【尚未发布】石榴裙边" not in files[path]]
    assert [path for path in unmarked if not path.startswith("search/")] == []


@pytest.mark.parametrize(
    "slip", ["embargo: 12月6日9点半", "embargo: 2026-12-06T25:30", "embargo: ——", "embrago: 2026-12-06T09:30"]
)
def test_one_that_can_not_be_read_keeps_a_new_feature_back(folder, slip):
    folder.write(FILE, TEXT.replace("embargo: {}", slip))
    found = folder.assess()
    assert not found.content.features
    (error,) = [one for one in found.findings if one.place.path == FILE and one.severity is Severity.ERROR]
    assert error.place.line == 11 and "改好以前不发布这一篇" in error.remedy
    folder.write(FILE, TEXT.format("2026-12-06T09:30"))
    assert [feature.slug for feature in folder.assess().content.features] == ["yigen-maoxian"]
