"""Who may read what: a site is for everybody, what lies beside it and every report for its owner alone, whatever the
umask.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDER, FILE, PUBLIC_FOLDER, PUBLIC_FILE = 0o700, 0o600, 0o755, 0o644
PASSABLE_FOLDER = 0o711
"""The mode of a folder that is for its owner alone, with something public in it: others pass and list nothing."""
STATE_PREFIX = ".homes-"
"""With this begins the name of whatever lies beside a site and must not be served."""


def opener(file: str | os.PathLike, flags: int) -> int:
    """For `open`: what it makes is for its owner alone."""
    return os.open(file, flags, FILE)


def write(file: Path, data: bytes) -> None:
    """Writes a file for its owner alone."""
    with open(file, "wb", opener=opener) as stream:
        stream.write(data)


def make_folder(folder: Path) -> None:
    """Makes a folder, and those above it that are not there, for their owner alone."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(FOLDER, exist_ok=True)


@contextmanager
def umask(mask: int) -> Iterator[None]:
    """What is made meanwhile, by workers too, has other modes than the user's. For all of this process."""
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def set_mode(path: str | os.PathLike, mode: int) -> None:
    """Gives a file or folder a mode that it has not; what somebody else owns stays as it is."""
    try:
        if os.lstat(path).st_mode & 0o777 != mode:
            os.chmod(path, mode)
    except (FileNotFoundError, PermissionError):
        pass


def publish(folder: Path) -> None:
    """Lets everybody read a whole folder."""
    set_mode(folder, PUBLIC_FOLDER)
    for above, folders, files in os.walk(folder):
        for name in folders:
            set_mode(os.path.join(above, name), PUBLIC_FOLDER)
        for name in files:
            set_mode(os.path.join(above, name), PUBLIC_FILE)


def enclosing_site(path: Path) -> Path | None:
    """The live site, or the state beside one, that a path is or lies in, as it is written and as it leads."""
    written, led = path.absolute(), path.resolve()
    return next((folder for folder in (written, *written.parents, led, *led.parents) if _is_site(folder)), None)


def _is_site(folder: Path) -> bool:
    return folder.name.startswith(STATE_PREFIX) or (
        bool(folder.name) and (folder.parent / f"{STATE_PREFIX}{folder.name}").exists()
    )
