"""The state folder `.homes-<site name>/`, and the symlink `site` to one of the two trees in it, `a` or `b`."""

from __future__ import annotations

import datetime as dt
import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TextIO

from generator import private
from generator.lease import Lease, LeaseOccupied
from generator.store import manifest
from generator.store.cache import Cache
from generator.store.errors import AnotherBuild, NoRelease, SiteOccupied
from generator.store.files import remove_durably, remove_tree, replace_durably, sync_folder, unique_name
from generator.store.records import JsonStore, Records
from generator.store.staging import Slot, Tree

_SLOTS = ("a", "b")
_PUBLIC = "headers."
_ORPHAN_GRACE = 5  # seconds to wait for the workers of a killed build to end


class ReleaseBasis(NamedTuple):
    """What must still hold for a release to be shown.

    `consents`: a text for each consent in force that it depends on → its last day (ISO), empty where it has none;
    `withheld`: a text for each withheld address or path; `features`, `embargoed`: addresses of features that it shows,
    and of those that it must not show yet.
    """

    consents: dict[str, str]
    withheld: list[str]
    features: Sequence[str] = ()
    embargoed: Sequence[str] = ()


class State:
    """The state of one site, kept between builds. Methods that write need the lock."""

    def __init__(self, site: Path, folder: Path):
        self.site = site
        self.folder = folder
        self.cache = Cache(folder / "cache")
        self.records = Records(folder / "good", self.scratch / "good")
        self.withheld, self.consents = JsonStore(folder / "known"), JsonStore(folder / "known/consents")
        self.fallback = folder / "rest"
        self.lease = Lease(folder / "lease")
        self._locked = False

    @classmethod
    def beside(cls, site: Path) -> State:
        """The state of the site at `site`: a folder beside it, created when the lock is first taken."""
        site = Path(os.path.abspath(site))  # not resolved: its last part is our symlink
        return cls(site, site.parent / f".homes-{site.name}")

    @contextmanager
    def lock(self) -> Iterator[State]:
        """Holds the site's lock. Raises `AnotherBuild` at once where another process has it.

        The kernel releases it when the last process that inherited it ends: forked workers write into the tree, so the
        next build must not start before they are gone. Workers on other machines hold the lease instead. Whatever the
        user's umask, the trees are world-readable and everything else is private.
        """
        with private.umask(0o022):
            self.folder.mkdir(private.PASSABLE_FOLDER, parents=True, exist_ok=True)
            with self._hold_lock():
                yield self

    @contextmanager
    def _hold_lock(self) -> Iterator[None]:
        with open(self.folder / "lock", "a+", opener=private.opener) as stream:
            _lock_file(stream)
            stream.truncate(0)
            print(os.getpid(), file=stream, flush=True)
            try:
                self.lease.renew()
            except LeaseOccupied:
                raise AnotherBuild() from None
            self._locked = True
            try:
                self._clear_scratch()
                self._set_modes()
                yield
            finally:
                self._locked = False

    def _set_modes(self) -> None:
        """Corrects modes that earlier versions, or a restored backup, may have left."""
        private.set_mode(self.folder, private.PASSABLE_FOLDER)
        self.cache.folder.mkdir(private.FOLDER, exist_ok=True)
        for item in os.scandir(self.folder):
            if item.name in _SLOTS:
                if item.stat().st_mode & 0o777 != private.PUBLIC_FOLDER:
                    private.publish(Path(item.path))
            elif item.is_dir():
                private.set_mode(item.path, private.FOLDER)
            elif not item.name.startswith(_PUBLIC):
                private.set_mode(item.path, private.FILE)

    @property
    def live(self) -> Slot | None:
        """The tree that `site` links to, or None before the first release. Raises `SiteOccupied`."""
        try:
            target = os.readlink(self.site)
        except FileNotFoundError:
            return None
        except OSError:
            if self.site.is_dir() and not any(self.site.iterdir()):
                return None
            raise self._occupied("已有一个不是由本程序生成的文件或文件夹") from None
        for slot in self._slots():
            if target == self._link_to(slot):
                return slot if slot.root.is_dir() else None
        raise self._occupied(f"是一个链接，指向别处（{target}）")

    @property
    def idle(self) -> Slot:
        """The other slot, whether its tree exists or not. Raises `SiteOccupied`."""
        live = self.live
        return next(slot for slot in self._slots() if slot != live)

    def open_idle_tree(self) -> Tree:
        """The idle tree for writing; it can't be rolled back to any more. Its `TreeRecord` must be removed before."""
        self._need_lock()
        slot = self.idle
        if slot.release.exists():
            remove_durably(slot.release)
        if not slot.root.is_dir() or slot.root.is_symlink():
            remove_tree(slot.root)
            slot.root.mkdir()
        return Tree(slot, self.scratch)

    def sync(self) -> int:
        """Syncs all files to disk; returns the mtime (ns) after which nothing in a finished tree may have changed."""
        os.sync()  # one call for all files: an fsync for each would take minutes
        file = self.scratch / unique_name()
        private.write(file, b"")
        now = file.stat().st_mtime_ns
        file.unlink()
        return now

    def switch(self, slot: Slot, basis: ReleaseBasis) -> None:
        """Atomically makes a finished tree the live one; the tree before stays for `rollback`."""
        self._need_lock()
        data = basis._asdict() | {"withheld": sorted(basis.withheld)}
        replace_durably(slot.release, json.dumps(data, ensure_ascii=False, sort_keys=True).encode())
        if self.live != slot:
            self._replace_link(slot)

    def put_public(self, name: str, text: str) -> None:
        """Writes a world-readable file beside the trees, atomically."""
        self._need_lock()
        replace_durably(self.folder / name, text.encode())
        private.set_mode(self.folder / name, private.PUBLIC_FILE)

    def has_public(self, name: str, text: str) -> bool:
        """Whether the file has this text."""
        try:
            return (self.folder / name).read_bytes() == text.encode()
        except OSError:
            return False

    def can_roll_back(self, on: dt.date = dt.date.min) -> bool:
        """Whether the idle tree was released, the live one has all its consents, they are valid on the day `on`,
        everything that is withheld now was withheld then, and nothing was shown that is under an embargo now.
        """
        before, now = _read_basis(self.idle), self.live_basis
        if before is None or now is None or not set(before.withheld).issuperset(now.withheld):
            return False
        if not set(before.features).isdisjoint(now.embargoed):
            return False
        last_days = [now.consents.get(consent) for consent in before.consents]
        return all(day is not None and (not day or day >= on.isoformat()) for day in last_days)

    def must_replace_idle(self) -> bool:
        """Whether the idle tree shows something without a consent of the live release, withheld or under an embargo."""
        return self.idle.release.exists() and not self.can_roll_back()

    @property
    def live_basis(self) -> ReleaseBasis | None:
        """Of the live release; None where it is unknown."""
        live = self.live
        return _read_basis(live) if live else None

    @property
    def published_paths(self) -> set[str]:
        """The paths of the live release's files."""
        live = self.live
        return manifest.listed_paths(live.root) if live else set()

    def rollback(self, on: dt.date, is_withdrawn: Callable[[str], bool] = lambda consent: False) -> Slot:
        """Switches to the release before, after reading every byte of it, and returns it.

        Raises `NoRelease` where it depends on a consent that was withdrawn, reduced or has expired by the day `on`.
        `is_withdrawn` tells it of a consent, as `ReleaseBasis` has them, that the live release may not know of yet.
        """
        self._need_lock()
        live, other = self.live, self.idle
        basis = _read_basis(other)
        if live is None or not other.release.exists():
            raise NoRelease("没有可以退回的上一版。", "运行 homes build 重新生成。")
        if not self.can_roll_back(on) or basis is None or any(map(is_withdrawn, basis.consents)):
            raise NoRelease(
                "上一版之后有同意书撤回、改小了范围或到期了，或者有稿子改到以后才解禁，不能再退回去。",
                "改正内容，运行 homes build 重新生成。",
            )
        if not manifest.matches_checksums(other.root):
            raise NoRelease("上一版的文件不完整，不能退回。", "运行 homes build 重新生成。")
        self._replace_link(other)
        return other

    def _slots(self) -> tuple[Slot, Slot]:
        return Slot(_SLOTS[0], self.folder), Slot(_SLOTS[1], self.folder)

    def _link_to(self, slot: Slot) -> str:
        return f"{self.folder.name}/{slot.name}"  # relative: site and state may move together

    def _replace_link(self, slot: Slot) -> None:
        """Renames a new symlink over the old one: the one step that visitors see."""
        temporary = self.scratch / "link"
        os.symlink(self._link_to(slot), temporary)
        if self.site.is_dir() and not self.site.is_symlink():
            self.site.rmdir()  # empty, or `live` would have refused it
        os.replace(temporary, self.site)
        sync_folder(self.site.parent)

    @property
    def scratch(self) -> Path:
        """Temporary files: removed when the lock is taken."""
        return self.folder / "tmp"

    def _clear_scratch(self) -> None:
        remove_tree(self.scratch)
        self.scratch.mkdir(private.FOLDER)

    def _need_lock(self) -> None:
        if not self._locked:
            raise RuntimeError("take the lock first: with state.lock(): …")

    def _occupied(self, what: str) -> SiteOccupied:
        return SiteOccupied(f"{self.site} {what}，未作改动。", "把它移走或改名，或用 --site 指定另一个位置。")


def _lock_file(stream: TextIO) -> None:
    """Locks an open file that contains its holder's process id.

    Waits for the workers of a holder that was killed: they end within a moment.
    """
    import fcntl  # here, as Windows has none: there files are checked, and nothing is built

    deadline = time.monotonic() + _ORPHAN_GRACE
    while True:
        try:
            return fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            stream.seek(0)
            holder = stream.read(20).strip()
            if time.monotonic() > deadline or Path(f"/proc/{holder}").exists() or not Path("/proc/self").exists():
                raise AnotherBuild(holder) from None
            time.sleep(0.01)


def _read_basis(slot: Slot) -> ReleaseBasis | None:
    """None where the tree was not released, or the file is damaged."""
    try:
        basis = json.loads(slot.release.read_bytes())
        lists = (list(basis[name]) for name in ("withheld", "features", "embargoed"))
        return ReleaseBasis(dict(basis["consents"]), *lists)
    except (OSError, ValueError, TypeError, KeyError):
        return None
