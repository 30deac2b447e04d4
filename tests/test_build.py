"""Whole builds of real folders: all or nothing, one home fails alone, and the same bytes from the same content."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from generator.cli import main
from tests.conftest import Folder

PROJECT = Path(__file__).parent.parent
HOME = "name: 枣营北里社区妇女之家\nkind: community\nstreet: maizidian\n"
STORY = "---\ntitle: 周三议事角\n---\n一张桌子，四把椅子，谁有话谁坐下。\n"


def build(folder, *arguments: object, day: str = "2026-11-23") -> Result:
    """Builds `folder` into `site` beside it. An exception that would reach the shell as a traceback fails the test."""
    where = ["--content", folder.root, "--site", folder.root.parent / "site", "--as-of", day]
    result = CliRunner().invoke(main, list(map(str, ["build", *where, *arguments])))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def site(folder) -> Path:
    return folder.root.parent / "site"


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def first_build(tmp_path_factory) -> Path:
    """A folder holding `content`, `site` and the state beside it: one build of something of each kind."""
    folder = Folder(tmp_path_factory.mktemp("first") / "content")
    folder.write("pages/about.md", "# 关于\n\n这里是说明。\n")
    folder.home("brand.md", STORY)
    folder.home("activities/2026-11-20-yishi.md", "---\ntitle: 议事\ndate: 2026-11-20\n---\n来了九个人。\n")
    folder.write(
        "press/2026-11-01-jiao.md",
        "---\ntitle: 一个角落\ndate: 2026-11-01\nhomes: [chaoyang/zaoying-beili]\n---\n正文。\n",
    )
    result = build(folder)
    assert result.exit_code == 0 and "没有写网站的地址" in result.output, result.output
    return folder.root.parent


@pytest.fixture
def built(folder, first_build):
    """The first build, to be changed."""
    shutil.rmtree(folder.root)
    shutil.copytree(first_build, folder.root.parent, symlinks=True, dirs_exist_ok=True)
    return folder


# ---- what a build makes


def test_the_least_content_makes_a_whole_site(folder):
    shutil.rmtree(folder.root / "homes/chaoyang/bystander")
    result = build(folder)
    assert result.exit_code == 0, result.output
    assert not (folder.root / "pages").exists()
    assert {"index.html", "404.html", "search/index.html", "homes/chaoyang/zaoying-beili/index.html"} <= set(
        files(site(folder))
    )
    assert "发布 1 家" in result.stdout


def test_the_summary_counts_what_was_written(built):
    html = [path for path in files(site(built)) if path.endswith(".html")]
    result = build(built)
    assert f"{len(html)} 个页面，0 个文件有变化" in result.stdout


def test_every_kind_of_page_is_there(built):
    home = "homes/chaoyang/zaoying-beili/"
    expected = {f"{home}index.html", f"{home}brand/index.html", f"{home}activities/2026-11-20-yishi/index.html"}
    expected |= {f"{where}/index.html" for where in ("press/2026-11-01-jiao", "about", "districts/chaoyang/maizidian")}
    expected |= {
        f"{where}/index.html" for where in ("families", "brands", "demonstration", "activities", "press", "standard")
    }
    assert expected <= set(files(site(built)))


def test_the_checksums_are_those_of_the_files(built):
    done = subprocess.run(
        ["sha256sum", "--check", "--quiet", "--strict", "checksums.txt"], cwd=site(built), capture_output=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    listed = {line.split("  ", 1)[1] for line in (site(built) / "checksums.txt").read_text().splitlines()}
    assert listed == set(files(site(built))) - {"checksums.txt"}


# ---- the same content, the same bytes


def test_a_second_build_changes_no_file(built):
    before = files(site(built))
    result = build(built)
    assert "0 个文件有变化" in result.stdout
    assert files(site(built)) == before


def test_bytes_depend_on_neither_the_cache_nor_the_workers_nor_the_place(built, tmp_path):
    before = files(site(built))
    build(built, "--fresh", "--workers", "1")
    assert files(site(built)) == before
    elsewhere = tmp_path / "elsewhere" / "content"
    shutil.copytree(built.root, elsewhere)
    built.root = elsewhere
    assert build(built, "--workers", "3").exit_code == 0
    assert files(site(built)) == before


def test_one_changed_home_changes_its_own_pages_and_few_others(built):
    before = files(site(built))
    built.home("home.yml", HOME + "summary: 换了一句话介绍\n")
    assert build(built).exit_code == 0
    after = files(site(built))
    changed = {path for path in after if before.get(path) != after[path]}
    assert "homes/chaoyang/zaoying-beili/index.html" in changed
    assert not any(path.startswith("homes/chaoyang/bystander/") for path in changed)
    assert "换了一句话介绍" in after["homes/chaoyang/zaoying-beili/index.html"].decode()


# ---- one home fails alone


BROKEN = {
    "home.yml": b"name",
    "families.yml": b"- {id: zhang\n",
    "brand.md": b"---\ntitle",
    "photos/x.jpg": b"not a picture",
    "consents.yml": b"\xff\xff",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_neighbour_changes_no_byte_of_a_home(built, name):
    before = files(site(built))
    built.home(name, BROKEN[name])
    assert build(built).exit_code == 0
    after = files(site(built))
    own = [path for path in before if path.startswith("homes/chaoyang/bystander/")]
    assert own and all(after[path] == before[path] for path in own)


def test_a_home_left_out_is_named_and_the_others_go_out(built):
    built.home("home.yml", HOME.replace("maizidian", "nowhere"))
    result = build(built, "--fresh")
    assert result.exit_code == 0
    told = result.stdout.splitlines()[-3:-1]
    assert "发布 1 家" in told[0] and "没有发布 1 家：chaoyang/zaoying-beili" in told[0]
    report = Path(told[1].partition("：")[2])
    assert "homes/chaoyang/zaoying-beili/home.yml:3:9: 错误" in report.read_text(encoding="utf-8")
    after = files(site(built))
    assert "homes/chaoyang/bystander/index.html" in after
    assert not any(path.startswith("homes/chaoyang/zaoying-beili/") for path in after)


def test_the_result_can_be_read_by_a_program(built):
    built.home("home.yml", HOME.replace("maizidian", "nowhere"))
    told = json.loads(build(built, "--fresh", "--format", "json").stdout)
    assert set(told) == {
        "published", "kept", "left_out", "pages", "changed", "as_of", "release", "next_change", "seconds",
    }  # fmt: skip
    assert (told["published"], told["kept"], told["left_out"]) == (1, [], ["chaoyang/zaoying-beili"])
    assert told["as_of"] == "2026-11-23T00:00+08:00" and told["pages"] > 10 and told["seconds"] > 0
    again = json.loads(build(built, "--format", "json").stdout)
    assert (again["changed"], again["release"]) == (0, told["release"])
    built.home("home.yml", HOME)
    other = json.loads(build(built, "--format", "json").stdout)
    assert other["changed"] > 0 and other["release"] != told["release"] and other["left_out"] == []


def test_with_every_home_left_out_a_build_is_1(folder):
    for identity in ("chaoyang/zaoying-beili", "chaoyang/bystander"):
        folder.home("home.yml", b"name", identity)
    result = build(folder)
    assert result.exit_code == 1
    assert "没有发布 2 家" in result.output


# ---- all or nothing


def test_a_broken_city_leaves_the_old_site_untouched(built):
    before, link = files(site(built)), os.readlink(site(built))
    built.write("city.yml", "name：北京市\n")
    result = build(built)
    assert result.exit_code == 1
    assert "city.yml:1:5" in result.stderr
    assert (files(site(built)), os.readlink(site(built))) == (before, link)


def test_a_hand_written_page_with_a_dead_link_leaves_the_old_site_untouched(built):
    before = files(site(built))
    built.write("pages/about.md", "# 关于\n\n[没有的页](nowhere/index.html)\n")
    result = build(built)
    assert result.exit_code == 1
    assert "about" in result.stderr and "nowhere" in result.stderr
    assert files(site(built)) == before


def test_a_second_build_while_one_is_running_is_75(built):
    before = files(site(built))
    with open(built.root.parent / ".homes-site" / "lock", "a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        result = build(built)
    assert result.exit_code == 75
    assert "另一个" in result.stderr
    assert files(site(built)) == before
    assert build(built).exit_code == 0


def test_a_folder_that_is_not_ours_is_not_taken(folder):
    (site(folder) / "mine").mkdir(parents=True)
    result = build(folder)
    assert result.exit_code == 1
    assert (site(folder) / "mine").is_dir()


# ---- MkDocs itself


def test_what_the_city_lacks_is_a_notice_once(built):
    """The first build of the module said it of this folder."""
    built.write("pages/about.md", "# 关于\n\n又一句。\n")
    assert "没有写网站的地址" not in build(built).output
    report = site(built).parent / ".homes-site/findings.txt"
    assert "没有写网站的地址" in report.read_text("utf-8")
    city = (built.root / "city.yml").read_text("utf-8")
    built.write("city.yml", f"{city}site: {{url: https://example.org/}}\n")
    assert "没有写网站的地址" not in build(built).output
    report.write_text("没有写网站的地址", "utf-8")
    built.write("city.yml", city)
    assert "没有写网站的地址" in build(built).output


def test_mkdocs_build_makes_the_same_pages(built, tmp_path):
    """As a MkDocs user would: a project of mkdocs.yml, theme/ and content/, and a folder of its own to write to."""
    project = tmp_path / "project"
    project.mkdir()
    shutil.copy(PROJECT / "mkdocs.yml", project)
    (project / "theme").symlink_to(PROJECT / "theme")
    shutil.copytree(built.root, project / "content")
    (project / "content/pages/about.md").write_text(
        "# 关于\n\n![正门](front.jpg)\n\n![坏的](broken.jpg) [大图](front.jpg)\n"
    )
    Image.effect_noise((1200, 900), 60).save(project / "content/pages/front.jpg", comment=b"secret")
    (project / "content/pages/broken.jpg").write_bytes(b"\xff\xd8\xff<script>")
    commands = [["mkdocs", "build", "--site-dir", "mkdocs"], ["homes", "build", "--site", "homes"]]
    for name, *arguments in commands:
        program = Path(sys.executable).with_name(name)
        done = subprocess.run([program, *arguments], cwd=project, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        assert "没有写网站的地址" in done.stderr
    ours, theirs = files((project / "homes").resolve()), files(project / "mkdocs")
    only_a_release = {"checksums.txt"}
    assert set(theirs) - set(ours) == set()
    assert set(ours) - set(theirs) <= only_a_release
    assert [path for path in theirs if theirs[path] != ours[path]] == []
    (project / "content/pages").mkdir(exist_ok=True)
    (project / "content/pages/about.md").write_text("# 关于\n\n[没有这一页](../nowhere/)\n")
    failed = subprocess.run(
        [Path(sys.executable).with_name("mkdocs"), *commands[0][1:]],
        cwd=project,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert failed.returncode and "nowhere" in failed.stderr
    assert files(project / "mkdocs") == theirs
    assert {path.name for path in project.iterdir() if "mkdocs" in path.name} == {
        "mkdocs",
        "mkdocs.yml",
        ".homes-mkdocs",
    }


def test_a_code_that_a_federation_gives_twice_stops_nothing(folder):
    folder.write(
        "city.yml",
        "name: 北京市\nfederation: 妇联\nhonours: {homes: [{id: city, label: 市级}, {id: city, label: 另一级}]}\n",
    )
    folder.write(
        "districts/chaoyang/district.yml",
        "name: 朝阳区\ncode: '110105'\nstreets: [{slug: maizidian, name: 麦子店街道}, {slug: maizidian, name: 别的街道}]\n",
    )
    folder.write(
        "recognition/2025-city.yml",
        "level: city\nyear: 2025\ndecided_on: 2025-12-18\nrecognised: [chaoyang/bystander]\n",
    )
    result = build(folder)
    assert result.exit_code == 0, result.output
    street = (site(folder) / "districts/chaoyang/maizidian/index.html").read_text()
    assert "麦子店街道" in street and "别的街道" not in street
    assert (site(folder) / "homes/chaoyang/bystander/badge-city/index.html").exists()
