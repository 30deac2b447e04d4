"""Who may read what is written: the site everybody, all else its owner alone, whatever the umask; and no site lies
where it would publish or eat.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator import private
from generator.cli import main
from generator.publish import headers
from tests.conftest import Folder
from tests.public.test_consent_built import picture
from tests.test_build import build, site


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def open_to_others(root: Path) -> list[str]:
    """Whatever below a folder somebody else could read or pass."""
    return [
        str(path.relative_to(root)) for path in sorted(root.rglob("*")) if not path.is_symlink() and mode(path) & 0o077
    ]


def check(folder: Folder) -> None:
    state = site(folder).parent / ".homes-site"
    assert mode(state) == 0o711
    public = {"a", "b", *(name for name, _ in headers.files())}
    for item in state.iterdir():
        if item.name not in public:
            assert mode(item) == (0o700 if item.is_dir() else 0o600), item
    for name, _ in headers.files():
        assert mode(state / name) == 0o644
    for tree in (state / "a", state / "b"):
        for path in (tree, *tree.rglob("*")):
            assert mode(path) == (0o755 if path.is_dir() else 0o644), path
    linked = {path.stat().st_ino for tree in "ab" for path in (state / tree).rglob("*")}
    inside = [
        path
        for path in open_to_others(state)
        if path.split("/")[0] not in public and (state / path).stat().st_ino not in linked
    ]
    assert inside == []


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077], ids=oct)
def test_the_site_is_for_everybody_and_the_rest_for_its_owner(folder, mask):
    folder.home("families.yml", "- {id: ouyang, family: 欧阳卿家庭, year: 2026, story: 一, consent: C-1}\n")
    folder.home("photos/a.jpg", picture(7))
    folder.home(
        "home.yml",
        "name: 枣营\nkind: community\nstreet: maizidian\nphotos: [{file: a.jpg, alt: 门, caption: 门, credit: "
        "妇联, people: none}]\n",
    )
    with private.umask(mask):
        assert build(folder).exit_code == 0
        check(folder)
        folder.home("intro.md", "门口有一棵树。\n")
        assert build(folder).exit_code == 0
        check(folder)
        assert build(folder, "--fresh").exit_code == 0
        check(folder)
        assert os.umask(mask) == mask


def test_what_an_older_version_left_open_or_closed_is_set_right(folder):
    assert build(folder).exit_code == 0
    state = site(folder).parent / ".homes-site"
    for path in (state, *state.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o700 if path.is_dir() and path.parts[-1] in "ab" else 0o755 if path.is_dir() else 0o644)
    folder.home("intro.md", "新写的。\n")
    assert build(folder).exit_code == 0
    assert mode(state) == 0o711 and mode(state / "findings.txt") == 0o600 and mode(state / "good") == 0o700
    assert mode(state / "a") == mode(state / "b") == 0o755


@pytest.mark.parametrize("mask", [0o000, 0o022], ids=oct)
def test_reports_are_for_their_owner(folder, mask):
    out = folder.root.parent / "papers"
    with private.umask(mask):
        for _ in range(2):
            done = CliRunner().invoke(
                main, ["report", "--content", str(folder.root), "--out", str(out), "--as-of", "2026-11-23"]
            )
            assert done.exit_code == 0, done.output
            assert mode(out) == 0o700 and open_to_others(out) == []
            (out / "index.html").chmod(0o644)


def test_a_folder_that_was_there_keeps_its_mode(folder):
    out = folder.root.parent / "mine"
    out.mkdir(0o755)
    assert (
        CliRunner()
        .invoke(main, ["report", "--content", str(folder.root), "--out", str(out), "--as-of", "2026-11-23"])
        .exit_code
        == 0
    )
    assert mode(out) == 0o755 and open_to_others(out) == []


def test_servers_deny_what_lies_beside():
    for name, text in headers.files():
        assert r"/\.homes-" in text and "404" in text, name


# ---- where a site may lie

BADLY = {
    "in the content": ("content", "content/site", "内容文件夹里"),
    "the content itself": ("content", "content", "内容文件夹里"),
    "around the content": ("content", ".", "内容不能放在网站里"),
    "in another site": ("content", "live/below", "另一个网站"),
    "deep in another site": ("content", "live/homes/chaoyang/x", "另一个网站"),
    "in its state": ("content", ".homes-live/x", "另一个网站"),
    "its state": ("content", ".homes-live", "另一个网站"),
    "by a link": ("content", "link/x", "内容文件夹里"),
    "content in a live site": ("live/content", "elsewhere", "内容不能放在网站里"),
    "content in a state": (".homes-live/content", "elsewhere", "内容不能放在网站里"),
}


@pytest.fixture(scope="module")
def around(tmp_path_factory) -> Path:
    folder = Folder(tmp_path_factory.mktemp("around") / "content")
    done = CliRunner().invoke(
        main,
        ["build", "--content", str(folder.root), "--site", str(folder.root.parent / "live"), "--as-of", "2026-11-23"],
    )
    assert done.exit_code == 0
    (folder.root.parent / "link").symlink_to(folder.root)
    return folder.root.parent


@pytest.mark.parametrize("command", ["build", "cards", "poster"])
@pytest.mark.parametrize(("content", "place", "told"), BADLY.values(), ids=BADLY)
def test_a_site_that_would_publish_or_eat_is_refused(around, command, content, place, told):
    before = sorted(map(str, around.rglob("*")))
    done = CliRunner().invoke(
        main, [command, "--content", str(around / content), "--site", str(around / place), "--as-of", "2026-11-23"]
    )
    assert done.exit_code == 2 and told in done.output, done.output
    assert sorted(map(str, around.rglob("*"))) == before
