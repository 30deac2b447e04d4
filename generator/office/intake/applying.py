"""Writes files of the content all together or not at all: first to a plan beside it, then in place.

A plan that was cut off is carried out by whoever comes next.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from generator import private
from generator.diagnostics import InvalidInput

_PLAN, _LIST, _LOCK = ".plan", "plan.json", ".lock"

Changed = Mapping[str, bytes | None]
"""Bytes by path in the content folder; None for a file that goes."""


@contextmanager
def locked(inbox: Path) -> Iterator[None]:
    """Nobody else decides meanwhile. Raises `InvalidInput` where somebody does."""
    import fcntl  # not on Windows

    private.make_folder(inbox)
    with open(inbox / _LOCK, "w", opener=private.opener) as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InvalidInput("另一个 homes accept 正在写", "等它结束再试") from None
        yield


def apply(inbox: Path, content: Path, changed: Changed) -> None:
    """Writes the files, under the lock."""
    _plan(inbox / _PLAN, changed)
    finish(inbox, content)


def finish(inbox: Path, content: Path) -> None:
    """Carries out the plan that is there; one that was not finished being made is thrown away."""
    plan = inbox / _PLAN
    if (plan / _LIST).is_file():
        _carry_out(plan, content, json.loads((plan / _LIST).read_text()))
    shutil.rmtree(plan, ignore_errors=True)


def keep(folder: Path, files: Changed) -> None:
    """Keeps files for later, as a plan that `load` reads."""
    shutil.rmtree(folder, ignore_errors=True)
    _plan(folder, files)


def load(folder: Path) -> dict[str, bytes | None]:
    """The files of a plan; empty where there is none."""
    try:
        listed: dict[str, str | None] = json.loads((folder / _LIST).read_text())
    except (OSError, ValueError):
        return {}
    return {path: (folder / name).read_bytes() if name else None for path, name in listed.items()}


def _plan(plan: Path, changed: Changed) -> None:
    shutil.rmtree(plan, ignore_errors=True)
    private.make_folder(plan)
    listed: dict[str, str | None] = {}
    for number, (path, data) in enumerate(sorted(changed.items())):
        listed[path] = None if data is None else str(number)
        if data is not None:
            _write_through(plan / str(number), data)
    _write_through(plan / f"{_LIST}.new", json.dumps(listed, ensure_ascii=False).encode())
    os.replace(plan / f"{_LIST}.new", plan / _LIST)


def _carry_out(plan: Path, content: Path, listed: Mapping[str, str | None]) -> None:
    for path, name in listed.items():
        target = content / path
        if name is None:
            target.unlink(missing_ok=True)
            _remove_empty(target.parent, content)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f".{target.name}.new")
        shutil.copyfile(plan / name, temporary)
        temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else private.PUBLIC_FILE)
        os.replace(temporary, target)


def _remove_empty(folder: Path, content: Path) -> None:
    """The folder, and those above it, where nothing is left in them."""
    while folder != content and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _write_through(file: Path, data: bytes) -> None:
    with open(file, "wb", opener=private.opener) as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
