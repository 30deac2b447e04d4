"""Which photographs the sample's content names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True)
class Listed:
    """One photograph of one home, and whether it is the home's first."""

    identity: str
    file: str
    source: Path
    first: bool

    @property
    def path(self) -> Path:
        return self.source.parent / "photos" / self.file


def read(path: Path) -> object:
    return yaml.safe_load(path.read_text("utf-8")) if path.exists() else None


def names(folder: Path) -> Iterator[tuple[str, Path]]:
    """A home's file names: its own photos first, then its families'."""
    home = read(folder / "home.yml")
    for photo in (home.get("photos") or []) if isinstance(home, dict) else []:
        yield photo["file"], folder / "home.yml"
    families = read(folder / "families.yml")
    for family in families if isinstance(families, list) else []:
        if family.get("photo"):
            yield family["photo"]["file"], folder / "families.yml"


def listed(content: Path, homes: list[str]) -> Iterator[Listed]:
    """Every photograph named under content/homes, each once; of `homes` alone where some are given."""
    for home in sorted((content / "homes").glob("*/*/home.yml")):
        identity = f"{home.parent.parent.name}/{home.parent.name}"
        if homes and identity not in homes:
            continue
        seen: set[str] = set()
        for file, source in names(home.parent):
            if file not in seen:
                yield Listed(identity, file, source, not seen)
                seen.add(file)
