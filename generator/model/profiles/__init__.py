"""Profiles: a city's standard and words as data, a folder each. What a city's own files leave out comes from here."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

DEFAULT = "beijing"
FOLDER = Path(__file__).parent
NAMES = tuple(sorted(path.name for path in FOLDER.iterdir() if (path / "city.yml").is_file()))


def text(name: str, file: str) -> str:
    """The text of a file of a profile."""
    return (FOLDER / name / file).read_text("utf-8")


@cache
def data(name: str, file: str) -> Any:
    """The same as plain data."""
    return yaml.safe_load(text(name, file))
