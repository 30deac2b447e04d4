"""The tree that is not live, while it is brought up to date.

Nothing in it is changed in place: a file may be one with the live tree's.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator import private
from generator.store import paths
from generator.store.files import link_or_copy, remove_tree, unique
from generator.store.manifest import FileEntry


@dataclass(frozen=True, slots=True)
class Slot:
    """One of the two places for a tree.

    `release` (which consents the tree rests on) goes before an update and comes right before the switch: a tree without
    it is nobody's to go back to.
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
    """Puts files into a tree, in any process: workers may do it side by side, each its own paths."""

    def __init__(self, slot: Slot, scratch: Path):
        self.root, self.slot = slot.root, slot
        self._scratch = scratch
        self._folders: set[str] = set()

    def write(self, path: str, data: bytes) -> FileEntry:
        """Puts `data` at `path`. Raises BadPath."""
        paths.check(path)
        self._place(path, lambda target: _create(target, data))
        return FileEntry.of(data)

    def link(self, path: str, source: Path) -> FileEntry:
        """Puts the file `source` at `path` by a hard link, or a copy where that can't be. Raises BadPath, OSError."""
        paths.check(path)
        entry = FileEntry.of_file(source)
        self._place(path, lambda target: link_or_copy(source, target))
        os.chmod(f"{self.root}/{path}", private.PUBLIC_FILE)
        return entry

    def take(self, path: str, root: Path) -> None:
        """Puts at `path` what the tree at `root` has there.

        Its time of change stays, so that browsers' caches stay good.
        """
        self._place(path, lambda target: link_or_copy(f"{root}/{path}", target))

    def remove(self, path: str) -> None:
        """Removes what lies at `path`, if anything, and the folders that it leaves empty."""
        remove_file(self.root, path)

    def _place(self, path: str, create: Callable[[str], None]) -> None:
        """Brings a new file to `path`. Over an old one by renaming, so that other links to that keep their bytes."""
        target = f"{self.root}/{path}"
        self._make_folder(path.rpartition("/")[0])
        try:
            # Where nothing lies, at once: half the cost, and a file cut short here lies in a tree that nobody vouches for.
            return create(target)
        except FileExistsError:
            pass
        temporary = f"{self._scratch}/{unique()}"
        create(temporary)
        try:
            os.replace(temporary, target)
        except IsADirectoryError:  # an address that became a file: nothing below it can be in this release
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
                _turn_into_folder(target)
        self._folders.add(folder)


def _create(target: str, data: bytes) -> None:
    with open(target, "xb", buffering=0) as stream:
        view = memoryview(data)
        while view:
            view = view[stream.write(view) :]


def _turn_into_folder(target: str) -> None:
    """A file became an address. Another worker may be doing the same, and its folder must stand."""
    try:
        os.unlink(target)
    except (FileNotFoundError, IsADirectoryError, PermissionError):
        pass
    os.makedirs(target, exist_ok=True)


def remove_file(root: Path, path: str) -> None:
    """Removes a file of a tree and the folders that it leaves empty."""
    try:
        os.unlink(root / path)
        while path := path.rpartition("/")[0]:
            os.rmdir(root / path)
    except OSError:
        # A folder that is not empty; or a file that went before, when a folder took its place or the other way round.
        if os.path.isfile(root / path):
            raise
