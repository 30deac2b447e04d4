"""In a city where homes must be approved, the last approved version of each is published, and nothing else of it."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator import pipeline, reading
from generator.cli import main
from generator.diagnostics import Severity
from generator.model.approvals import Approval, version_path
from generator.office.intake import approvals
from generator.pipeline import BuildOptions, Preview
from generator.plugin import render_shell
from tests.conftest import CITY, DAY, HOME, Folder
from tests.output import everything, holding
from tests.public.test_consent_built import picture
from tests.test_build import site
from tests.test_withheld import run

ONE, OTHER = "chaoyang/zaoying-beili", "chaoyang/bystander"
PROFILE = (
    HOME + "summary: 门前有一棵槐树\nphotos: [{file: door.jpg, alt: 门, caption: 大门, credit: 妇联, people: none}]\n"
)
FAMILIES = "- {id: ouyang, family: 欧阳卿家庭, year: 2026, story: 一粥一饭, consent: C-1}\n"
CONSENTS = "- {id: C-1, obtained: 2026-01-01, scope: [name, story]}\n"
THEME = Path(__file__).parents[1] / "theme"
PRIVATE = ("consents.yml", "ledger.yml")


def files(folder: Folder, home: str) -> dict[str, bytes]:
    root = folder.root / "homes" / home
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def approve(folder: Folder, *homes: str, on: str = "2026-11-20") -> None:
    """As the last stage of a review does it."""
    for home in homes:
        digest = approvals.folder_digest(files(folder, home))
        version = folder.root / version_path(digest)
        version.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(version, "w") as archive:
            for path, data in files(folder, home).items():
                if path not in PRIVATE:
                    archive.writestr(path, data)
        before = approvals.read(folder.root).approved.get(home)
        made = Approval("s", home, 1, "区妇联", "agreed", "", on, (), before and before.digest, digest)
        approvals.append(folder.root, [made])


@pytest.fixture(scope="module")
def first(tmp_path_factory) -> Path:
    """Two homes are published as they were approved."""
    folder = Folder(tmp_path_factory.mktemp("approved") / "content")
    folder.write("city.yml", CITY + "publish: {approval: required}\n")
    for name, text in {"home.yml": PROFILE, "families.yml": FAMILIES, "consents.yml": CONSENTS}.items():
        folder.home(name, text)
    folder.home("photos/door.jpg", picture(9))
    approve(folder, ONE, OTHER)
    told = run(folder, "build")
    assert told.exit_code == 0 and "发布 2 家，沿用旧版 0 家，没有发布 0 家" in told.output, told.output
    return folder.root.parent


@pytest.fixture
def city(folder, first) -> Folder:
    shutil.rmtree(folder.root)
    shutil.copytree(first, folder.root.parent, symlinks=True, dirs_exist_ok=True)
    return folder


def published(city: Folder, *arguments: str) -> str:
    """The output of a build, after which `found` is the site's text."""
    told = run(city, "build", *arguments)
    assert told.exit_code == 0, told.output
    return told.output


def shows(city: Folder, word: str) -> bool:
    return bool(holding(everything(site(city)), word))


def checked(city: Folder) -> dict:
    arguments = ["check", "--content", str(city.root), "--as-of", "2026-11-23", "--format", "json"]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    return json.loads(result.output) | {"exit": result.exit_code}


def status(city: Folder) -> dict[str, str]:
    return {home: one["status"] for home, one in checked(city)["homes"].items()}


def test_what_was_not_approved_waits(city):
    city.home("home.yml", PROFILE.replace("槐树", "柳树"))
    city.home("intro.md", "新写的介绍。\n")
    told = published(city)
    assert "发布 1 家，沿用旧版 1 家：chaoyang/zaoying-beili，没有发布 0 家" in told
    assert "改过还没有审的 1 家：chaoyang/zaoying-beili。" in told
    assert shows(city, "槐树") and not shows(city, "柳树") and not shows(city, "新写的介绍")
    report = (city.root.parent / ".homes-site/findings.txt").read_text()
    assert (
        "改过的内容还没有审过，公开的是 2026 年 11 月 20 日审过的那一版" in report and "改过还没有审的 1 家" in report
    )
    assert status(city) == {ONE: "published", OTHER: "published"} and checked(city)["exit"] == 0
    approve(city, ONE)
    assert "沿用旧版 0 家" in published(city) and shows(city, "柳树") and not shows(city, "槐树")


def test_all_is_told_of_a_home_before_it_is_approved(city):
    city.home("home.yml", HOME.replace("枣营北里", "西坝河") + "office: {phone: 13800000000}\n", "chaoyang/xibahe")
    city.home("families.yml", FAMILIES.replace("C-1", "C-9"), "chaoyang/xibahe")
    rules = {one["rule"] for one in checked(city)["findings"] if one["severity"] == "error"}
    assert rules == {"house.phone", "house.reference"}
    assert status(city)["chaoyang/xibahe"] == "left-out"


def test_a_home_that_was_never_approved_is_not_published(city):
    city.home("home.yml", HOME.replace("枣营北里", "西坝河"), "chaoyang/xibahe")
    told = published(city)
    assert "没有发布 1 家：chaoyang/xibahe" in told and not shows(city, "西坝河")
    assert status(city)["chaoyang/xibahe"] == "left-out" and checked(city)["exit"] == 0
    assert "这一家还没有审过，先不公开" in "".join(one["message"] for one in checked(city)["findings"])
    approve(city, "chaoyang/xibahe")
    published(city)
    assert shows(city, "西坝河") and status(city)["chaoyang/xibahe"] == "published"


def test_pictures_come_from_the_approved_version(city):
    shown = {path for path in everything(site(city)) if path.startswith("media/")}
    city.home("photos/door.jpg", picture(3))
    published(city)
    assert {path for path in everything(site(city)) if path.startswith("media/")} == shown
    (city.root / f"homes/{ONE}/photos/door.jpg").unlink()
    shutil.rmtree(city.root.parent / ".homes-site")
    published(city)
    assert shown and {path for path in everything(site(city)) if path.startswith("media/")} == shown


def test_check_says_what_is_wrong_in_the_folder(city):
    city.home("home.yml", PROFILE.replace("maizidian", "nowhere") + "unknown: 1\n")
    found = [one for one in checked(city)["findings"] if one["home"] == ONE and one["severity"] == "error"]
    assert [one["field"] for one in found] == ["street"] and status(city)[ONE] == "published"
    published(city)
    assert shows(city, "槐树")


def test_consents_and_ledger_count_as_they_are_now(city):
    city.home("ledger.yml", "meetings: {work: [2026-11-02]}\n")
    told = published(city)
    assert "改过还没有审的" not in told and shows(city, "欧阳卿")
    city.home("home.yml", PROFILE.replace("槐树", "柳树"))
    city.home("consents.yml", CONSENTS.replace("}", ", withdrawn: 2026-11-21}"))
    published(city)
    assert shows(city, "槐树") and not shows(city, "欧阳卿") and not shows(city, "一粥一饭")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("withdrawals.yml", f"- {{home: {ONE}, consent: C-1, on: 2026-11-21}}\n"),
        (
            "withheld.yml",
            f"- {{address: /homes/{ONE}/families/ouyang/, on: 2026-11-21, reason: 本人要求, by_role: 市妇联}}\n",
        ),
    ],
)
@pytest.mark.parametrize("broken", [False, True])
def test_withdrawals_never_wait(city, path: str, text: str, broken: bool):
    city.home("home.yml", PROFILE.replace("槐树", "柳树"))
    city.write(path, text)
    if broken:
        city.write("city.yml", "name: [\n")
    told = run(city, "build")
    assert told.exit_code == broken and not shows(city, "欧阳卿"), told.output
    assert shows(city, "槐树") and not shows(city, "柳树")


def test_doubt_about_the_record_counts_against_what_changed(city):
    city.home("home.yml", PROFILE.replace("槐树", "柳树"))
    approve(city, ONE)
    published(city)
    assert shows(city, "柳树")
    file = city.root / "approvals/2026-11.yml"
    first, second, third = file.read_text().splitlines(keepends=True)
    file.write_text(first + second.replace("区妇联", "市妇联") + third)
    told = published(city)
    assert shows(city, "槐树") and not shows(city, "柳树") and "没有发布 1 家：chaoyang/bystander" in told
    found = [
        one for one in checked(city)["findings"] if one["rule"] == "house.approvals" and one["severity"] == "error"
    ]
    assert [(one["path"], one["line"]) for one in found] == [("approvals/2026-11.yml", 3)]
    assert status(city) == {ONE: "published", OTHER: "left-out"}
    file.write_text(first + second + third)
    assert "没有发布 0 家" in published(city) and shows(city, "柳树")


@pytest.mark.parametrize("data", [None, b"", b"PK\5\6", b"no zip"])
def test_a_version_that_is_lost_shows_nothing(city, data: bytes | None):
    version = next((city.root / "approvals/versions").glob(f"{approvals.read(city.root).approved[ONE].digest}.zip"))
    kept = version.read_bytes()
    version.write_bytes(data) if data is not None else version.unlink()
    city.home("intro.md", "新写的介绍。\n")
    told = published(city)
    assert f"没有发布 1 家：{ONE}" in told and not shows(city, "槐树") and not shows(city, "新写的介绍")
    assert status(city)[ONE] == "left-out" and checked(city)["exit"] == 1
    version.write_bytes(kept)
    published(city)
    assert shows(city, "槐树") and not shows(city, "新写的介绍")


def test_names_in_a_version_lead_nowhere(city):
    digest = approvals.read(city.root).approved[ONE].digest
    with zipfile.ZipFile(city.root / version_path(digest), "a") as archive:
        for name in (
            "../../../city.yml",
            "/etc/passwd",
            "photos/../intro.md",
            "consents.yml",
            "a//b.md",
            ".hidden/x.md",
        ):
            archive.writestr(name, "name: 坏东西\n")
    city.home("intro.md", "新写的介绍。\n")
    published(city)
    assert shows(city, "槐树") and shows(city, "欧阳卿") and not shows(city, "坏东西")


def test_lines_of_another_version_are_not_named(city):
    approve_text = PROFILE.replace("summary", "summry")
    city.home("home.yml", approve_text)
    approve(city, ONE)
    city.home("home.yml", "# 第一行\n" + PROFILE)
    result = pipeline.build(options(city), THEME, render_shell)
    found = [one for one in result.findings if one.home == ONE and "summry" in f"{one.field}{one.message}"]
    assert found and all(one.place.line is None for one in found)


def test_a_preview_shows_what_was_not_approved(city):
    city.home("home.yml", PROFILE.replace("槐树", "柳树"))
    here = options(city, unapproved=True)
    pipeline.build(here, THEME, render_shell)
    assert shows(city, "柳树")
    city.home("home.yml", PROFILE.replace("槐树", "杨树"))
    made = Preview(here, THEME, render_shell).files([ONE])
    assert "杨树" in made[f"homes/{ONE}/index.html"].decode()


def test_without_the_word_nothing_has_to_be_approved(city):
    city.write("city.yml", CITY)
    city.home("intro.md", "新写的介绍。\n")
    told = published(city)
    assert "改过还没有审的" not in told and shows(city, "新写的介绍")


def test_assessments_are_of_what_lies_in_the_folder(city):
    city.home("home.yml", PROFILE.replace("槐树", "柳树"))
    judged = reading.assess(BuildOptions(city.root, DAY))
    assert "柳树" in judged.homes[ONE].home.profile.summary
    told = [one for one in judged.findings if one.rule == "house.approvals"]
    assert [(one.severity, one.place.path) for one in told] == [(Severity.NOTICE, f"homes/{ONE}")]
    assert "槐树" in next(v for v in reading.read(BuildOptions(city.root, DAY)).site.homes if v.identity == ONE).summary


def options(city: Folder, unapproved: bool = False) -> BuildOptions:
    return BuildOptions(city.root, DAY, city.root.parent / "site", 1, unapproved=unapproved)
