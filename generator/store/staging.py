"""The tree that is not live, while it is brought up to date."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from generator import private
from generator.store import manifest, paths
from generator.store.files import hash_file, link_or_copy, remove_durably, remove_tree, unique
from generator.store.manifest import Entries, Entry


@dataclass(frozen=True, slots=True)
class Slot:
    """One of the two places for a tree, with the files that speak of it. The order of writing them is the safety:

    `.updating` stands before the first byte of the tree changes and goes after all of them are on disk;
    `.release` (which consents the tree rests on) goes before an update and comes right before the switch.
    """

    name: str
    state: Path

    @property
    def root(self) -> Path:
        return self.state / self.name

    @property
    def manifest(self) -> Path:
        return self.state / f"{self.name}.manifest"

    @property
    def shelved(self) -> Path:
        """A manifest that `--fresh` set aside: good to verify the tree for a rollback, not to build upon."""
        return self.state / f"{self.name}.shelved"

    @property
    def marker(self) -> Path:
        return self.state / f"{self.name}.updating"

    @property
    def release(self) -> Path:
        return self.state / f"{self.name}.release"

    def entries(self) -> dict[str, Entry] | None:
        """The manifest, unless the tree's update was cut off."""
        return None if self.marker.exists() else manifest.read(self.manifest)


@dataclass(frozen=True, slots=True)
class Stats:
    """What an update did. `changed` and `gone` compare with the live release, `written` and `removed` with this tree.

    `changed`: paths that are new or have other bytes than in the live release, sorted; `gone`: paths only that has.
    """

    files: int
    size: int
    written: int
    removed: int
    changed: tuple[str, ...]
    gone: tuple[str, ...]


class Tree:
    """Takes every file of the new release, by `write`, `link` or `keep`; whatever took none of these `finish` removes.

    In a worker the same calls write the files; the entries they return go home, where `record` takes them.
    Nothing is changed in place: a file may be one with the live tree's, by a hard link.
    """

    def __init__(self, slot: Slot, scratch: Path, live: Path | None, live_entries: Entries, known: Entries):
        self.root = slot.root
        self.slot = slot
        self.finished = False
        self._scratch = scratch
        self._live = live
        self._live_entries = live_entries
        self._known = known
        self._entries: dict[str, Entry] = {}
        self._taken: paths.Taken | None = None
        self._folders: set[str] = set()

    @property
    def entries(self) -> Entries:
        """What was taken so far, by path."""
        return self._entries

    @property
    def changed(self) -> list[str]:
        """Paths taken so far that are new or have other bytes than in the live release, sorted."""
        return sorted(entry.path for entry in self._entries.values() if self._live_entries.get(entry.path) != entry)

    @property
    def gone(self) -> list[str]:
        """Paths of the live release that were not taken, sorted: once all is taken, what this release drops."""
        return sorted(self._live_entries.keys() - self._entries.keys())

    def write(self, path: str, data: bytes) -> Entry:
        """Puts `data` at `path`. Bytes that lie there already stay untouched. Raises BadPath."""
        paths.check(path)
        entry = Entry(path, manifest.digest(data), len(data))
        self.record([entry])
        if self._known.get(path) == entry:
            return entry
        # A link to the live tree's file keeps its time of change, so that browsers' caches stay good.
        if self._live_entries.get(path) == entry and self._link(path, f"{self._live}/{path}", _holds(data)):
            return entry
        self._place(path, lambda target: _create(target, data))
        return entry

    def link(self, path: str, source: Path) -> Entry:
        """Puts the file `source` at `path` by a hard link, or a copy where that can't be. Raises BadPath, OSError."""
        paths.check(path)
        entry = Entry(path, hash_file(source), os.path.getsize(source))
        self.record([entry])
        if self._known.get(path) != entry:
            if not self._link(path, str(source), _is_there):
                raise FileNotFoundError(source)
            os.chmod(f"{self.root}/{path}", private.PUBLIC_FILE)
        return entry

    def keep(self, path: str) -> Entry | None:
        """Leaves at `path` what the live release has there. None when it has nothing: then `write` must follow."""
        entry = self._kept(path)
        if entry:
            self.record([entry])
        return entry

    def keep_all(self, paths: Iterable[str]) -> bool:
        """The same for several paths, all or none of them; whether all."""
        entries = [self._kept(path) for path in paths]
        if None in entries:
            return False
        self.record(entries)
        return True

    def keep_rest(self, but: Collection[str]) -> bool:
        """The same for everything that the live release has, `but` for these; whether all."""
        return self.keep_all(path for path in self._live_entries if path not in but)

    def _kept(self, path: str) -> Entry | None:
        entry = self._live_entries.get(path)
        if entry and self._known.get(path) != entry and not self._link(path, f"{self._live}/{path}", _measures(entry.size)):
            return None
        return entry

    def record(self, entries: Iterable[Entry]) -> None:
        """Takes in what workers wrote, in this process or not. Raises BadPath for a path written twice or in another case."""
        for entry in entries:
            if self._entries.get(entry.path) is not entry:  # the same object: this process took it in when it wrote
                self._take(entry.path)
                self._entries[entry.path] = entry

    def _take(self, path: str) -> None:
        """Raises BadPath where it can't be. Paths of the live release got on together; the first that it has not is held against all."""
        if self._taken is None and path in self._live_entries and path not in self._entries:
            return
        if self._taken is None:
            self._taken = paths.Taken(self._entries)
        self._taken.add(path)

    def finish(self) -> Stats:
        """Removes what was not taken, brings everything to disk, writes the manifest and takes the mark off."""
        removed = self._known.keys() - self._entries.keys()
        for path in removed:
            remove_file(self.root, path)
        self.root.mkdir(exist_ok=True)
        os.sync()  # one call for all files; an fsync for each would cost minutes
        manifest.write(self.slot.manifest, self._entries.values())
        remove_durably(self.slot.marker)
        self.finished = True
        return self._stats(len(removed))

    def _stats(self, removed: int) -> Stats:
        entries = self._entries.values()
        return Stats(
            files=len(entries),
            size=sum(entry.size for entry in entries),
            written=sum(self._known.get(entry.path) != entry for entry in entries),
            removed=removed,
            changed=tuple(self.changed),
            gone=tuple(self.gone),
        )

    def _link(self, path: str, source: str, fits: Callable[[str], bool]) -> bool:
        """Links `source` to `path` if it is there and `fits`; whether it did."""
        try:
            if not fits(source):
                return False
            self._place(path, lambda target: link_or_copy(source, target))
        except (FileNotFoundError, NotADirectoryError):
            return False
        return True

    def _place(self, path: str, create: Callable[[str], None]) -> None:
        """Brings a new file to `path`. Over an old one by renaming, so that other links to that keep their bytes."""
        target = f"{self.root}/{path}"
        self._make_folder(path.rpartition("/")[0])
        if path not in self._known:
            try:
                # Where nothing lies, at once: half the cost, and a file cut short here lies in a marked tree.
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


def _holds(data: bytes) -> Callable[[str], bool]:
    return lambda file: Path(file).read_bytes() == data


def _measures(size: int) -> Callable[[str], bool]:
    return lambda file: os.path.getsize(file) == size


def _is_there(file: str) -> bool:
    return os.path.isfile(file)
