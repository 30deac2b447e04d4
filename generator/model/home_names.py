"""Homes by the names that people write where the federation's files want an identity."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from generator.content import opening
from generator.content.text import decode, one_line
from generator.diagnostics import InvalidInput

_NAME = re.compile(r"(?m)^(?:name|名称)[ \t]*:[ \t]*[\"'“]?([^\"'”#\n]+?)[\"'”]?[ \t]*(?:#.*)?$")
_HEAD = 4096  # bytes: a name stands at the top of its file


class HomeNames:
    """Finds homes of the content at `root` by name. Nothing is read before somebody asks (0.3 s for 7,000 homes)."""

    def __init__(self, root: Path, identities: Iterable[str]):
        self._root, self._identities = root, tuple(identities)

    def find(self, text: str) -> tuple[str, ...]:
        """The identities of the homes that are called so, with their district's name before it or not."""
        return tuple(self._by_name.get("".join(text.split()), ()))

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        districts: dict[str, str] = {}
        for identity in self._identities:
            district = identity.partition("/")[0]
            if district not in districts:
                districts[district] = self._name(f"districts/{district}/district.yml")
            if name := self._name(f"homes/{identity}/home.yml"):
                found[name].append(identity)
                if districts[district] and not name.startswith(districts[district]):
                    found[districts[district] + name].append(identity)
        return found

    def _name(self, path: str) -> str:
        try:
            descriptor = os.open(self._root / path, opening.READ)
        except OSError:
            return ""
        with open(descriptor, "rb") as file:
            data = file.read(_HEAD)
        try:
            text = decode(data[: data.rfind(b"\n") + 1] if len(data) == _HEAD else data)[0]
        except InvalidInput:
            return ""
        found = _NAME.search(text)
        return "".join(one_line(found[1]).split()) if found else ""
