"""Opens what lies in a folder, never through a link. Where folders can't be opened (Windows) a path stands for one."""

from __future__ import annotations

import os
from pathlib import Path

Folder = int | str
"""An open folder, or its path."""
READ_LINKED = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
READ = READ_LINKED | getattr(os, "O_NOFOLLOW", 0)
_OPEN_FOLDERS = os.open in os.supports_dir_fd


def open_root(folder: Path) -> Folder:
    """The folder that everything lies in, which may be a link. Raises OSError."""
    if _OPEN_FOLDERS:
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    os.scandir(folder).close()
    return os.fspath(folder)


def open_folder(parent: Folder, name: str) -> Folder:
    """Raises OSError."""
    if isinstance(parent, int):
        return os.open(name, READ | os.O_DIRECTORY, dir_fd=parent)
    path = os.path.join(parent, name)
    if _OPEN_FOLDERS:
        return os.open(path, READ | os.O_DIRECTORY)
    os.scandir(path).close()
    return path


def open_file(parent: Folder, name: str) -> int:
    """A descriptor. Raises OSError."""
    if isinstance(parent, int):
        return os.open(name, READ, dir_fd=parent)
    return os.open(os.path.join(parent, name), READ)


def status(parent: Folder, name: str) -> os.stat_result:
    """Of a link its own. Raises OSError."""
    if isinstance(parent, int):
        return os.stat(name, dir_fd=parent, follow_symlinks=False)
    return os.lstat(os.path.join(parent, name))


def close(opened: Folder) -> None:
    if isinstance(opened, int):
        os.close(opened)
