"""Writing into the tree that is not live.

Files are never modified in place: they may be hard links to those of the live tree.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator import private
from generator.store import paths
from generator.store.files import link_or_copy, remove_tree, unique_name
from generator.store.manifest import FileEntry


@dataclass(frozen=True, slots=True)
class Slot:
    """One of the two trees.

    The file `release` lists the consents that the tree's content depends on. It is removed before the tree is modified
    and written right before the switch: a tree without it can't be rolled back to.
    """

    name: str
    state: Path

    @property
    def root(self) -> Path:
        return self.state / self.name

    @property
    def release(self) -> Path:
        return self.state / f"{self.name}.release"


class Tree:
    """Writes files into a tree. Several processes may write different paths at the same time."""

    def __init__(self, slot: Slot, scratch: Path):
        self.root, self.slot = slot.root, slot
        self._scratch = scratch
        self._folders: set[str] = set()

    def write(self, path: str, data: bytes) -> FileEntry:
        """Raises `BadPath`, OSError."""
        paths.check(path)
        self._place(path, lambda target: _create(target, data))
        return FileEntry.of(data)

    def link(self, path: str, source: Path) -> FileEntry:
        """Hard-links (or copies) the file `source` to `path`. Raises `BadPath`, OSError."""
        paths.check(path)
        entry = FileEntry.of_file(source)
        self._place(path, lambda target: link_or_copy(source, target))
        os.chmod(f"{self.root}/{path}", private.PUBLIC_FILE)
        return entry

    def link_from(self, root: Path, path: str) -> None:
        """Hard-links (or copies) `path` from another tree. Its mtime stays, so browsers' caches stay valid."""
        self._place(path, lambda target: link_or_copy(f"{root}/{path}", target))

    def remove(self, path: str) -> None:
        """Removes a file, if it exists, and the folders that this leaves empty."""
        try:
            os.unlink(self.root / path)
            while path := path.rpartition("/")[0]:
                os.rmdir(self.root / path)
        except OSError:  # the folder is not empty, or the file was removed when a folder took its place, or vice versa
            if os.path.isfile(self.root / path):
                raise

    def _place(self, path: str, create: Callable[[str], None]) -> None:
        """Creates `path`, replacing an old file by renaming so that other hard links to it keep their bytes."""
        target = f"{self.root}/{path}"
        self._make_folder(path.rpartition("/")[0])
        try:
            # Directly where no file exists, at half the cost; a truncated file would lie in a tree without a record.
            return create(target)
        except FileExistsError:
            pass
        temporary = f"{self._scratch}/{unique_name()}"
        create(temporary)
        try:
            os.replace(temporary, target)
        except IsADirectoryError:  # the folder of a former release
            remove_tree(Path(target))
            os.replace(temporary, target)

    def _make_folder(self, folder: str) -> None:
        if folder in self._folders:
            return
        target = f"{self.root}/{folder}"
        if folder:
            self._make_folder(folder.rpartition("/")[0])
        try:
            os.mkdir(target)
        except FileExistsError:
            if os.path.islink(target) or not os.path.isdir(target):
                _replace_by_folder(target)
        self._folders.add(folder)


def _create(target: str, data: bytes) -> None:
    with open(target, "xb", buffering=0) as stream:
        view = memoryview(data)
        while view:
            view = view[stream.write(view) :]


def _replace_by_folder(target: str) -> None:
    """Replaces a file by a folder, which another worker may be doing at the same time."""
    with suppress(FileNotFoundError, IsADirectoryError, PermissionError):
        os.unlink(target)
    os.makedirs(target, exist_ok=True)
