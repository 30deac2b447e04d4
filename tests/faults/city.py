"""A small city in three versions, its builds by the real command, and what a whole site is."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from generator.cli import main
from tests.conftest import HOME, Folder, patch_workers

VERSIONS = "ABC"  # three, for two lie in the trees: a build of the third has something to write
NIGHTLY = bool(os.environ.get("NIGHTLY"))  # `make nightly`: more of everything
DAY = "2026-11-23"
HOMES = Path(sys.executable).with_name("homes")
FRAME = ("index.html", "404.html", "search/index.html", "checksums.txt")
_PHOTO = "photos: [{file: men.jpg, caption: 大门, alt: 开着的大门, credit: 社区妇联, people: none}]\n"
_ACTIVITY = "---\ntitle: 议事\ndate: 2026-11-20\n---\n来了九个人。\n"


def write_city(root: Path, version: str) -> Folder:
    """Twelve homes, three with a photo. Between the versions texts and a photo change, homes and pages come and go."""
    folder = Folder(root)
    folder.write("pages/about.md", f"# 关于\n\n这是{version}版的说明。\n")
    for number in range(10):
        identity = f"chaoyang/jia-{number}"
        text = HOME.replace("枣营北里", f"{number}号院") + (_PHOTO if number < 3 else "")
        folder.home("home.yml", text + (f"summary: {version}版的一句话\n" if number % 3 == 0 else ""), identity)
        folder.home("intro.md", "一张桌子，四把椅子，谁有话谁坐下。\n" * number, identity)
        if number < 3:
            photo = folder.home("photos/men.jpg", b"", identity)
            Image.linear_gradient("L").resize((640, 480)).rotate(
                90 * number + (7 * VERSIONS.index(version) if number == 0 else 0)
            ).save(photo)
    folder.home("activities/2026-11-20-yishi.md", _ACTIVITY, f"chaoyang/jia-{3 + VERSIONS.index(version)}")
    folder.home("home.yml", HOME.replace("枣营北里", version), f"chaoyang/only-{version.lower()}")
    return folder


def environment(**changes: str) -> dict[str, str]:
    return os.environ | {"COVERAGE_PROCESS_START": ""} | changes


@dataclass
class Place:
    """Where one city is built: the versions of its content, `site`, and the state beside it."""

    root: Path
    sums: dict[str, str]
    inside: tuple[str, ...] = ()  # what the commands are run by, where the place is in a mount namespace of its own

    @property
    def site(self) -> Path:
        return self.root / "site"

    @property
    def state(self) -> Path:
        return self.root / ".homes-site"

    @property
    def live(self) -> Path:
        return self.root / self.site.readlink()

    @property
    def idle(self) -> Path:
        return self.state / ("b" if self.live.name == "a" else "a")

    def content(self, version: str) -> Path:
        return self.root / version

    def order(self, version: str, *more: str, command: str = "build") -> list[str]:
        return [
            str(HOMES),
            command,
            "--content",
            str(self.content(version)),
            "--site",
            str(self.site),
            "--as-of",
            DAY,
            "--workers",
            "2",
            *more,
        ]

    def build(self, version: str, *more: str, before: tuple[str, ...] = (), **how) -> subprocess.CompletedProcess:
        """Runs the command to its end. A traceback fails the test."""
        done = subprocess.run(
            [*self.inside, *before, *self.order(version, *more)],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=300,
            **how,
        )
        assert "Traceback" not in done.stdout + done.stderr, done.stderr
        return done

    def must_build(self, version: str, *more: str) -> None:
        """A build that succeeds and shows this version, whatever it found."""
        self.make(version, *more)
        self.shows(version)

    def make(self, version: str, *more: str) -> None:
        """A build that succeeds, all in this process: 0.9 instead of 3 CPU s for one that nobody harms."""
        if self.inside:
            done = self.build(version, *more)
            assert done.returncode == 0, done.stderr
            return
        with pytest.MonkeyPatch.context() as patch:
            patch_workers(patch)
            done = CliRunner().invoke(main, self.order(version, *more)[1:])
        assert done.exit_code == 0, (done.output, done.exception)

    def must_fail(self, done: subprocess.CompletedProcess, word: str, stays: str) -> None:
        """The build ended with 1 and a message in Chinese that says `word`; the site before stands."""
        assert done.returncode == 1 and word in done.stderr, (done.returncode, done.stderr, done.stdout)
        self.shows(stays)

    def shows(self, *versions: str) -> str:
        """The version of a known good build that the site is, every byte read; fails for what is none of these."""
        found = whole(self.site)
        name = next((version for version in versions if self.sums[version] == found), None)
        assert name, f"a whole site, but none of {versions}"
        return name


def whole(site: Path) -> str:
    """The checksum of `checksums.txt`, after holding the whole tree against it: no file less, none more, none other."""
    root = site.resolve(strict=True) if not str(site).startswith("/proc/") else site
    sums = (root / "checksums.txt").read_bytes()
    listed = {path: value for value, path in (line.split("  ", 1) for line in sums.decode().splitlines())}
    found = {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_symlink() or not path.is_dir()
    }
    assert found.pop("checksums.txt") == hashlib.sha256(sums).hexdigest()
    torn = {path for path in listed.keys() | found.keys() if listed.get(path) != found.get(path)}
    assert not torn, sorted(torn)[:9]
    assert set(FRAME) - {"checksums.txt"} <= set(found)
    return hashlib.sha256(sums).hexdigest()


def copy(place: Place, root: Path, inside: tuple[str, ...] = ()) -> Place:
    """The same city, site and state at another place, so that a test may harm them."""
    shutil.copytree(place.root, root, symlinks=True)
    return Place(root, place.sums, inside)
