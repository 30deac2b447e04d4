"""Packets as forms save them, made without a browser."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

from .returned_books import inbox, run


class Packet:
    """What a form that was sent out would save; its texts are changed by list, number and key."""

    def __init__(self, content: Path, file: Path, *asked: str):
        said = run("form", *asked, "--content", content, "--out", file.with_suffix(".html"))
        number = said.split("表号 ")[1].split()[0]
        self.file = file
        self.sent = inbox(content) / "sent" / f"{number}.zip"
        self.said: dict[str, Any] = json.loads(zipfile.ZipFile(self.sent).read("form.json"))
        self.photos: dict[str, bytes] = {}

    def entry(self, listed: str = "", number: int = 0) -> dict[str, Any]:
        return [one for one in self.said["entries"] if one["list"] == listed][number]

    def set(self, key: str, text: str, number: int = 0) -> None:
        listed = key[: key.index("[]") + 2] if "[]" in key else ""
        self.entry(listed, number)["cells"][key] = text

    def add(self, listed: str, **cells: str) -> None:
        named = {f"{listed}.{key}": text for key, text in cells.items()}
        self.said["entries"].append({"list": listed, "at": "", "cells": named})

    def save(self, *parts: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
        with zipfile.ZipFile(self.file, "w") as archive:
            archive.writestr("form.json", json.dumps(self.said, ensure_ascii=False))
            for name, data in (*((f"photos/{name}", data) for name, data in self.photos.items()), *parts):
                archive.writestr(name, data)
        return self.file
