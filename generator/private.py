"""File modes: everybody may read a site, and its owner alone the state folder and all reports, whatever the umask."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDER, FILE, PUBLIC_FOLDER, PUBLIC_FILE = 0o700, 0o600, 0o755, 0o644
PASSABLE_FOLDER = 0o711
"""Mode of a private folder that contains something public: others may traverse, not list it."""
STATE_PREFIX = ".homes-"
"""Prefix of the name of a state folder, which lies beside its site and must not be served."""
INBOX, PREVIEW = "inbox", "preview"
RESERVED = (INBOX, PREVIEW)
"""What folders beside the content are called after, so that no site can be."""


def opener(file: str | os.PathLike[str], flags: int) -> int:
    """An `opener` for `open` that creates files with mode 0600."""
    return os.open(file, flags, FILE)


def write(file: Path, data: bytes) -> None:
    """Writes a file for its owner alone."""
    with open(file, "wb", opener=opener) as stream:
        stream.write(data)


def make_folder(folder: Path) -> None:
    """Creates a folder and its missing parents with mode 0700."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(FOLDER, exist_ok=True)


@contextmanager
def umask(mask: int) -> Iterator[None]:
    """Sets the umask of this process, which workers inherit, within the context."""
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def set_mode(path: str | os.PathLike[str], mode: int) -> None:
    """Changes the mode where it differs; missing files and files of other owners are left alone."""
    try:
        if os.lstat(path).st_mode & 0o777 != mode:
            os.chmod(path, mode)
    except (FileNotFoundError, PermissionError):
        pass


def publish(folder: Path) -> None:
    """Makes a folder and all below it readable by everybody."""
    set_mode(folder, PUBLIC_FOLDER)
    for above, folders, files in os.walk(folder):
        for name in folders:
            set_mode(os.path.join(above, name), PUBLIC_FOLDER)
        for name in files:
            set_mode(os.path.join(above, name), PUBLIC_FILE)


def enclosing_site(path: Path) -> Path | None:
    """The site or state folder that `path` is or lies in, before or after resolving links; None outside any."""
    written, led = path.absolute(), path.resolve()
    return next((folder for folder in (written, *written.parents, led, *led.parents) if _is_site(folder)), None)


def _is_site(folder: Path) -> bool:
    return folder.name.startswith(STATE_PREFIX) or (
        folder.name not in ("", *RESERVED) and (folder.parent / f"{STATE_PREFIX}{folder.name}").exists()
    )
