"""No test depends on today: pages are opened at a moment of their own, and all else runs with a clock that is shifted."""

from __future__ import annotations

import os
import re
import subprocess
import time
from pathlib import Path

TESTS = Path(__file__).parent
SHIFT = 400 * 24 * 3600  # seconds, as in tests/shifted.sh
OPENS = re.compile(r"new_(page|context)\(|connect_over_cdp|launch(_persistent_context)?\(|\.clock\.resume")
MAY = {
    "browser/chromium.py": {"new_context(", "launch("},
    "browser/conftest.py": {"new_page("},
    "conftest.py": {"launch("},
    "bench/__main__.py": {"launch("},
    "bench/searching.py": {"new_page("},
    "guide_pictures.py": {"launch(", "new_page("},
    "office/test_annex.py": {"new_page("},
    "browser/test_press_desk.py": {"new_page("},
    "browser/test_take.py": {"new_page("},
}


def test_the_clock_is_shifted_where_it_was_asked_for():
    asked = "DATEFUDGE" in os.environ
    assert asked or os.environ.get("CLOCK_SHIFT") != "required", "run pytest by `sh tests/shifted.sh`"
    plain = {name: value for name, value in os.environ.items() if name not in ("LD_PRELOAD", "DATEFUDGE")}
    real = float(subprocess.check_output(["date", "+%s"], env=plain))
    assert abs(time.time() - real - asked * SHIFT) < 60


def test_ci_asks_for_it():
    run = (TESTS.parent / ".ci/run").read_text()
    make = (TESTS.parent / "Makefile").read_text()
    assert "CLOCK_SHIFT=required make test" in run and "sh tests/shifted.sh $(BIN)/pytest" in make


def test_sleeps_and_timeouts_are_as_long_as_ever():
    """Of the shift alone is this said; of the machine's speed nothing."""
    code = (
        "import time, threading; a = time.monotonic(); time.sleep(.01); threading.Event().wait(.01); "
        "print(time.monotonic() - a < 3600)"
    )
    assert subprocess.check_output(["python3", "-c", code], text=True, timeout=60) == "True\n"


def test_only_one_module_opens_pages():
    found = {}
    for file in TESTS.rglob("*.py"):
        calls = {match[0] for match in OPENS.finditer(file.read_text(encoding="utf-8"))}
        if calls and file != Path(__file__):
            found[file.relative_to(TESTS).as_posix()] = calls
    assert found == MAY
