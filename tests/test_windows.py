"""Where there is no fork, no fcntl and no open folder, as on Windows: files are made and checked, and building says why not."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

DAY = "2026-11-23"
WITHOUT = """
import os, sys, multiprocessing
for module in ("fcntl", "resource", "termios", "pwd", "grp"):
    sys.modules[module] = None
real_open, real_stat = os.open, os.stat
def only_paths(real):
    def call(path, *arguments, dir_fd=None, **options):
        if dir_fd is not None:
            raise NotImplementedError("dir_fd unavailable on this platform")
        return real(path, *arguments, **options)
    return call
os.open, os.stat = only_paths(os.open), only_paths(os.stat)
os.supports_dir_fd.clear()
for name in ("fork", "getuid", "O_NOFOLLOW", "O_NONBLOCK", "O_DIRECTORY", "O_CLOEXEC", "mkfifo", "statvfs", "link"):
    if hasattr(os, name):
        delattr(os, name)
def get_context(method=None):
    raise ValueError("cannot find context for " + repr(method))
multiprocessing.get_context = get_context
from generator.start import main
main()
"""


def homes(*arguments: str | Path, here: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WITHOUT, *map(str, arguments)]
    return subprocess.run(command, cwd=here, capture_output=True, text=True, timeout=120)


def test_the_same_is_found_as_elsewhere(folder):
    folder.home("home.yml", "name: 枣营北里社区妇女之家\nkind: community\nstreet: nowhere\n")
    folder.home("intro.md", "有一段话。\n")
    asked = ["check", "--content", str(folder.root), "--as-of", DAY, "--format", "json"]
    there = homes(*asked, here=folder.root.parent)
    command = [sys.executable, "-c", "from generator.start import main; main()", *asked]
    here = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert (there.returncode, there.stderr) == (here.returncode, here.stderr) == (1, "")
    assert json.loads(there.stdout) == json.loads(here.stdout)


def test_a_city_and_a_home_are_begun_and_checked(tmp_path):
    (tmp_path / "区划.txt").write_text("道里区 230102\n230102001 兆麟街道\n", "utf-8")
    for arguments in (
        ["init", "city", "--city", "哈尔滨市", "--districts", "区划.txt"],
        ["new", "daoli/zhaolin", "--content", "city/content"],
        ["schema", "--out", "schemas"],
    ):
        done = homes(*arguments, here=tmp_path)
        assert done.returncode == 0 and not done.stderr, done.stderr
    done = homes("check", "--content", "city/content", "--as-of", DAY, here=tmp_path)
    assert done.returncode == 1 and "home.yml:4:1: 错误" in done.stdout and "Traceback" not in done.stderr
    assert (tmp_path / "schemas/home.json").is_file() or list((tmp_path / "schemas").iterdir())


@pytest.mark.parametrize("command", [["build"], ["serve"]])
def test_building_says_what_to_use_instead(folder, command):
    done = homes(*command, "--content", folder.root, here=folder.root.parent)
    assert done.returncode == 1 and "wsl --install" in done.stderr and "Traceback" not in done.stderr
    assert not (folder.root.parent / "site").exists()
