"""The wheel, built from the checkout and unpacked into a folder of its own: theme and mkdocs.yml are inside."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Folder

PROJECT = Path(__file__).parent.parent
STRANGERS = "site_name: 别人的文档\ntheme: {name: mkdocs}\n"


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    made = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", made, PROJECT], check=True, timeout=120)
    (wheel,) = made.glob("*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--target", made / "lib", wheel], check=True, timeout=120)
    return made / "lib"


def homes(installed: Path | None, here: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs the command in `here`: the wheel's, or without `installed` the checkout's."""
    found = os.environ | ({"PYTHONPATH": str(installed)} if installed else {})
    command = [sys.executable, "-c", "from generator.start import main; main()", *arguments]
    return subprocess.run(command, cwd=here, env=found, capture_output=True, text=True, timeout=120)


def whole(site: Path) -> dict[str, bytes]:
    found = sorted(site.resolve().rglob("*"))
    return {path.relative_to(site.resolve()).as_posix(): path.read_bytes() for path in found if path.is_file()}


def test_it_builds_the_same_bytes_in_any_folder(installed, tmp_path):
    """Beside the mkdocs.yml of somebody else's documentation, too."""
    sites = []
    for name, program in (("wheel", installed), ("checkout", None)):
        here = tmp_path / name
        Folder(here / "content").write("pages/about.md", "# 关于本站\n")
        (here / "mkdocs.yml").write_text(STRANGERS, "utf-8")
        done = homes(program, here, "build", "--as-of", "2026-11-23T12:00")
        assert done.returncode == 0, done.stderr
        sites.append(whole(here / "site"))
    assert sites[0] == sites[1] and "homes/chaoyang/zaoying-beili/index.html" in sites[0]


def test_it_is_the_wheels_own_program(installed, tmp_path):
    code = "import generator, generator.resources as r; print(generator.__file__, r.own_project())"
    found = os.environ | {"PYTHONPATH": str(installed)}
    printed = subprocess.run([sys.executable, "-c", code], env=found, cwd=tmp_path, capture_output=True, text=True)
    assert (installed / "generator/project/content/pages/guide/pictures/form.webp").is_file()
    assert printed.stdout.split() == [f"{installed}/generator/__init__.py", f"{installed}/generator/project"]
