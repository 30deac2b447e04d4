"""The state folder `.homes-<site name>/` and the switch. `site` is a link to one of the two trees in it, `a` or `b`."""

from __future__ import annotations

import datetime as dt
import fcntl
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from generator import private
from generator.lease import Lease, LeaseOccupied
from generator.store import manifest
from generator.store.cache import Cache
from generator.store.errors import AnotherBuild, NoRelease, SiteOccupied
from generator.store.files import remove_durably, remove_tree, replace_durably, sync_folder, unique
from generator.store.memory import JsonStore
from generator.store.records import Records
from generator.store.staging import Slot, Tree

_SLOTS = ("a", "b")
_PUBLIC = "headers."
_FOLLOWING = 5  # seconds in which the workers of a build that was killed are gone


class State:
    """What is kept between builds of one site. All that writes asks for the lock to be held."""

    def __init__(self, site: Path, folder: Path):
        self.site = site
        self.folder = folder
        self.cache = Cache(folder / "cache")
        self.records = Records(folder / "good", self.scratch / "good")
        self.known, self.consents = JsonStore(folder / "known"), JsonStore(folder / "known/consents")
        self.rest = folder / "rest"
        self.lease = Lease(folder / "lease")
        self._locked = False

    @classmethod
    def beside(cls, site: Path) -> State:
        """The state of the site at `site`: a folder beside it, made when the lock is first taken."""
        site = Path(os.path.abspath(site))  # not resolved: the last part is our link
        return cls(site, site.parent / f".homes-{site.name}")

    @contextmanager
    def lock(self) -> Iterator[State]:
        """Holds the site for one build; raises AnotherBuild at once when it is held.

        The kernel frees it on any death.

        Forked workers hold it too: they write into the tree, so the next build must not start before they are gone.
        Those of a cluster can't: they hold the lease. Whatever the user's umask, the trees are for everybody and all
        else is not.
        """
        with private.umask(0o022):
            self.folder.mkdir(private.PASSABLE_FOLDER, parents=True, exist_ok=True)
            with self._held():
                yield self

    @contextmanager
    def _held(self) -> Iterator[None]:
        with open(self.folder / "lock", "a+", opener=private.opener) as stream:
            _hold(stream)
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
        """Whoever built before may have left things open, or trees closed."""
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
        """The tree that `site` leads to; None when there is none yet. Raises SiteTaken when `site` is not ours."""
        try:
            target = os.readlink(self.site)
        except FileNotFoundError:
            return None
        except OSError:
            if self.site.is_dir() and not any(self.site.iterdir()):
                return None
            raise self._taken("已有一个不是由本程序生成的文件或文件夹") from None
        for slot in self._slots():
            if target == self._link_to(slot):
                return slot if slot.root.is_dir() else None
        raise self._taken(f"是一个链接，指向别处（{target}）")

    @property
    def idle(self) -> Slot:
        """The other tree, whether there is one or not. Raises SiteTaken."""
        live = self.live
        return next(slot for slot in self._slots() if slot != live)

    def staged(self) -> Tree:
        """The idle tree, to be written into; from now on nobody can go back to it.

        Whoever vouched for it must have stopped before.
        """
        self._need_lock()
        slot = self.idle
        if slot.release.exists():
            remove_durably(slot.release)
        if not slot.root.is_dir() or slot.root.is_symlink():
            remove_tree(slot.root)
            slot.root.mkdir()
        return Tree(slot, self.scratch)

    def finished(self) -> int:
        """Brings all that was written to disk; returns the time after which nothing in a finished tree may have changed
        (ns).
        """
        os.sync()  # one call for all files; an fsync for each would cost minutes
        file = self.scratch / unique()
        private.write(file, b"")
        now = file.stat().st_mtime_ns
        file.unlink()
        return now

    def switch(self, slot: Slot, consents: Mapping[str, str], withheld: Iterable[str] = ()) -> None:
        """Makes a finished tree the live one, in one step; the tree before stays for `rollback`.

        `consents`: one text for each consent in force that the release rests on → its last day (ISO), empty where it
        has none; `withheld`: one for each thing that must not be seen.
        """
        self._need_lock()
        rests = {"consents": dict(consents), "withheld": sorted(withheld)}
        replace_durably(slot.release, json.dumps(rests, ensure_ascii=False, sort_keys=True).encode())
        if self.live != slot:
            self._turn(slot)

    def put(self, name: str, text: str) -> None:
        """Puts a text for everybody beside the trees, whole or not at all."""
        self._need_lock()
        replace_durably(self.folder / name, text.encode())
        private.set_mode(self.folder / name, private.PUBLIC_FILE)

    def has(self, name: str, text: str) -> bool:
        """Whether this very text was `put` there."""
        try:
            return (self.folder / name).read_bytes() == text.encode()
        except OSError:
            return False

    def can_roll_back(self, on: dt.date = dt.date.min) -> bool:
        """Whether the idle tree was released, every consent that it rests on is one that the live one has too and lasts
        on the day, and all that is withheld now was so then.
        """
        had, has = _rests(self.idle), _rests(self.live)
        if had is None or has is None or not set(had["withheld"]).issuperset(has["withheld"]):
            return False
        consents = has["consents"]
        return all(
            one in consents and (not consents[one] or consents[one] >= on.isoformat()) for one in had["consents"]
        )

    def must_replace_idle(self) -> bool:
        """Whether the idle tree shows what a consent covered that the live release does not rest on any more, or what
        is withheld.
        """
        return self.idle.release.exists() and not self.can_roll_back()

    @property
    def live_basis(self) -> dict[str, Any] | None:
        """The `consents` that the live release rests on and what it has `withheld`, as `switch` asks; None where nobody
        can tell.
        """
        return _rests(self.live)

    @property
    def published(self) -> set[str]:
        """The paths of all files that visitors can see now."""
        return manifest.listed(self.live.root) if self.live else set()

    def rollback(self, on: dt.date, withdrawn: Callable[[str], bool] = lambda consent: False) -> None:
        """Switches to the release before, after reading every byte of it.

        Raises NoRelease, the live one untouched.

        Never to one that shows what a consent covered which was withdrawn, lessened or has ended by the day `on`;
        `withdrawn` tells of consents, as `switch` has them, what the live release may not know yet.
        """
        self._need_lock()
        live, other = self.live, self.idle
        if live is None or not other.release.exists():
            raise NoRelease("没有可以退回的上一版。", "运行 homes build 重新生成。")
        if not self.can_roll_back(on) or any(map(withdrawn, _rests(other)["consents"])):
            raise NoRelease(
                "上一版之后有同意书撤回、改小了范围或到期了，不能再退回去。", "改正内容，运行 homes build 重新生成。"
            )
        if not manifest.matches_checksums(other.root):
            raise NoRelease("上一版的文件不完整，不能退回。", "运行 homes build 重新生成。")
        self._turn(other)

    def _slots(self) -> tuple[Slot, Slot]:
        return Slot(_SLOTS[0], self.folder), Slot(_SLOTS[1], self.folder)

    def _link_to(self, slot: Slot) -> str:
        return f"{self.folder.name}/{slot.name}"  # relative: site and state may move together

    def _turn(self, slot: Slot) -> None:
        """Renaming a link over the old one is the one step that visitors see."""
        temporary = self.scratch / "link"
        os.symlink(self._link_to(slot), temporary)
        if self.site.is_dir() and not self.site.is_symlink():
            self.site.rmdir()  # empty, or `live` would have refused it
        os.replace(temporary, self.site)
        sync_folder(self.site.parent)

    @property
    def scratch(self) -> Path:
        """Files of this build alone: gone when the next takes the lock."""
        return self.folder / "tmp"

    def _clear_scratch(self) -> None:
        remove_tree(self.scratch)
        self.scratch.mkdir(private.FOLDER)

    def _need_lock(self) -> None:
        if not self._locked:
            raise RuntimeError("take the lock first: with state.lock(): …")

    def _taken(self, what: str) -> SiteOccupied:
        return SiteOccupied(f"{self.site} {what}，未作改动。", "把它移走或改名，或用 --site 指定另一个位置。")


def _hold(stream: TextIO) -> None:
    """Locks an open file in which its holder stands.

    Waits for the workers of a holder that is gone: they are about to follow.
    """
    last = time.monotonic() + _FOLLOWING
    while True:
        try:
            return fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            stream.seek(0)
            holder = stream.read(20).strip()
            if time.monotonic() > last or Path(f"/proc/{holder}").exists() or not Path("/proc/self").exists():
                raise AnotherBuild(holder) from None
            time.sleep(0.01)


def _rests(slot: Slot | None) -> dict[str, Any] | None:
    """What the release rests on, and what it withholds, as in `switch`; None where nobody can tell."""
    if slot is None:
        return None
    try:
        rests = json.loads(slot.release.read_bytes())
        return {"consents": dict(rests["consents"]), "withheld": list(rests["withheld"])}
    except (OSError, ValueError, TypeError, KeyError):
        return None
