"""The state folder `.homes-<site name>/` and the switch. `site` is a link to one of the two trees in it, `a` or `b`."""

from __future__ import annotations

import datetime as dt
import fcntl
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO

from generator import private
from generator.fence import Fence, Occupied
from generator.store import manifest
from generator.store.cache import Cache
from generator.store.errors import AnotherBuild, NoRelease, SiteTaken
from generator.store.files import remove_durably, remove_tree, replace_durably, sync_folder, unique
from generator.store.memory import Memory
from generator.store.records import Records
from generator.store.shelf import Shelf
from generator.store.staging import Slot, Tree, remove_file

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
        self.shelf = Shelf(folder / "cache/home")
        self.known, self.consents = Memory(folder / "known"), Memory(folder / "known/consents")
        self.rest = folder / "rest"
        self.fence = Fence(folder / "fence")
        self._locked = False

    @classmethod
    def beside(cls, site: Path) -> State:
        """The state of the site at `site`: a folder beside it, made when the lock is first taken."""
        site = Path(os.path.abspath(site))  # not resolved: the last part is our link
        return cls(site, site.parent / f".homes-{site.name}")

    @contextmanager
    def lock(self) -> Iterator[State]:
        """Holds the site for one build; raises AnotherBuild at once when it is held. The kernel frees it on any death.

        Forked workers hold it too: they write into the tree, so the next build must not start before they are gone. Those of a
        cluster can't: they are behind the fence. Whatever the user's umask, the trees are for everybody and all else is not.
        """
        with private.umask(0o022):
            self.folder.mkdir(private.PASSAGE, parents=True, exist_ok=True)
            with self._held():
                yield self

    @contextmanager
    def _held(self) -> Iterator[None]:
        with open(self.folder / "lock", "a+", opener=private.opener) as stream:
            _hold(stream)
            stream.truncate(0)
            print(os.getpid(), file=stream, flush=True)
            try:
                self.fence.move()
            except Occupied:
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
        private.set_mode(self.folder, private.PASSAGE)
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

    @contextmanager
    def staging(self, intact: Callable[[], bool] | None = None) -> Iterator[Tree]:
        """The tree that is not live, marked as being updated until its `finish`. Raises SiteTaken before any work.

        `intact`: what `other_intact` said before anything was written, where somebody has looked already.
        """
        self._need_lock()
        live, slot = self.live, self._idle()
        live_entries = live.entries() if live else None
        known = slot.entries()
        if known is not None and not (intact or self.other_intact)():
            known = None
        replace_durably(slot.marker, b"")
        remove_durably(slot.release, slot.shelved)
        if not slot.root.is_dir() or slot.root.is_symlink():
            remove_tree(slot.root)
            known = {}
        elif known is None:
            # Cut off, never built by us, or touched by somebody else: believe the files alone.
            known = manifest.measure(slot.root)
        yield Tree(slot, self.scratch, live.root if live else None, live_entries or {}, known)

    def switch(self, tree: Tree, leave: Mapping[str, str], withheld: Iterable[str] = ()) -> None:
        """Makes a finished tree the live one, in one step; the tree before stays for `rollback`.

        `leave`: one text for each consent in force that the release rests on → its last day (ISO), empty where it has none;
        `withheld`: one for each thing that must not be seen. A tree that rests on any consent that the new release has not, or shows
        what that withholds, is emptied of all that is not shown any more, and never comes back.
        """
        self._need_lock()
        if not tree.finished or tree.slot.marker.exists():
            raise RuntimeError("a tree must be finished before it goes live")
        before = self.live
        rests = {"consents": dict(leave), "withheld": sorted(withheld)}
        replace_durably(tree.slot.release, json.dumps(rests, ensure_ascii=False, sort_keys=True).encode())
        self._turn(tree.slot)
        if before is not None and before != tree.slot and not _may_follow(tree.slot, before):
            _purge(before, tree.entries)

    def seed(self, across: Callable[..., Iterable] = map) -> None:
        """After a first release: fills the empty other tree with links, so that the next build costs its change alone.

        `across` is the `map` of workers: making the folders is most of the cost.
        """
        self._need_lock()
        live, idle = self.live, self._idle()
        if live is None or idle.release.exists() or idle.manifest.exists():
            return
        try:
            with self.staging() as tree:
                tree.record(filter(None, across(tree.keep, live.entries() or {})))
                tree.finish()
        except OSError:
            pass  # the release is out; a tree half filled is marked, and the next build fills it

    def put(self, name: str, text: str) -> None:
        """Puts a text for everybody beside the trees, whole or not at all."""
        self._need_lock()
        replace_durably(self.folder / name, text.encode())
        private.set_mode(self.folder / name, private.PUBLIC_FILE)

    def remember(self, name: str, data: bytes) -> None:
        """Keeps what is to be known of the live release, and no longer than it is live. No fsync: a torn note is none.

        Nor is there one where there is no room: the next build gets on without.
        """
        self._need_lock()
        temporary = self.scratch / unique()
        with suppress(OSError):
            private.write(temporary, self._seal(data) + b"\n" + data)
            os.replace(temporary, self._note(name))

    def recall(self, name: str) -> bytes | None:
        """What was remembered of the live release; None where nothing was, or it is damaged."""
        try:
            seal, _, data = self._note(name).read_bytes().partition(b"\n")
        except OSError:
            return None
        return data if self.live and self.live.manifest.exists() and seal == self._seal(data) else None

    def _note(self, name: str) -> Path:
        return self.folder / f"{name}.note"

    def _seal(self, data: bytes) -> bytes:
        """Of a note: its checksum, with that of the release it speaks of."""
        return manifest.digest(manifest.mark(self.live.manifest) + data).encode()

    def has(self, name: str, text: str) -> bool:
        """Whether this very text was `put` there."""
        try:
            return (self.folder / name).read_bytes() == text.encode()
        except OSError:
            return False

    def intact(self) -> bool:
        """Whether the live tree is finished and nobody has touched it since, by sizes and times."""
        return self.live is not None and self.live.release.exists() and _intact(self.live)

    def other_intact(self) -> bool:
        """The same of the tree that is not live, released or not."""
        return _intact(self._idle())

    @property
    def leave(self) -> dict[str, str] | None:
        """The consents that the live release rests on, as `switch` asks; None where nobody can tell."""
        rests = _rests(self.live) if self.live else None
        return rests and rests["consents"]

    @property
    def withheld(self) -> list[str] | None:
        """What the live release withholds, as `switch` asks; None where nobody can tell."""
        rests = _rests(self.live) if self.live else None
        return rests and rests["withheld"]

    def rollback(self, on: dt.date, withdrawn: Callable[[str], bool] = lambda consent: False) -> None:
        """Switches to the release before, after reading every byte of it. Raises NoRelease, the live one untouched.

        Never to one that shows what a consent covered which was withdrawn, lessened or has ended by the day `on`; `withdrawn` tells
        of consents, as `switch` has them, what the live release may not know yet.
        """
        self._need_lock()
        live, other = self.live, self._idle()
        if live is None or not other.release.exists() or other.marker.exists():
            raise NoRelease("没有可以退回的上一版。", "运行 homes build 重新生成。")
        if not _may_follow(live, other, on) or any(map(withdrawn, _rests(other)["consents"])):
            raise NoRelease("上一版之后有同意书撤回、改小了范围或到期了，不能再退回去。", "改正内容，运行 homes build 重新生成。")
        entries = manifest.read(other.manifest) or manifest.read(other.shelved)
        if entries is None or manifest.measure(other.root) != entries:
            raise NoRelease("上一版的文件不完整，不能退回。", "运行 homes build 重新生成。")
        self._turn(other)

    def forget(self) -> None:
        """`--fresh`: drops the cache, the manifests and the tree that is not live. The live one stays as it is."""
        self._need_lock()
        live, idle = self.live, self._idle()
        if live is not None and live.manifest.exists():
            os.replace(live.manifest, live.shelved)
        replace_durably(idle.marker, b"")
        remove_durably(idle.release, idle.shelved, idle.manifest)
        remove_tree(idle.root)
        remove_durably(idle.marker)
        remove_tree(self.cache.folder)
        self.cache.folder.mkdir(private.FOLDER)

    def _slots(self) -> tuple[Slot, Slot]:
        return Slot(_SLOTS[0], self.folder), Slot(_SLOTS[1], self.folder)

    def _idle(self) -> Slot:
        live = self.live
        return next(slot for slot in self._slots() if slot != live)

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

    def _taken(self, what: str) -> SiteTaken:
        return SiteTaken(f"{self.site} {what}，未作改动。", "把它移走或改名，或用 --site 指定另一个位置。")


def _hold(stream: TextIO) -> None:
    """Locks an open file in which its holder stands. Waits for the workers of a holder that is gone: they are about to follow."""
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


def _rests(slot: Slot) -> dict[str, Any] | None:
    """What the release rests on, and what it withholds, as in `switch`; None where nobody can tell."""
    try:
        rests = json.loads(slot.release.read_bytes())
        return {"consents": dict(rests["consents"]), "withheld": list(rests["withheld"])}
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _may_follow(newer: Slot, older: Slot, on: dt.date = dt.date.min) -> bool:
    """Whether every consent that `older` rests on is one that `newer` has too, and lasts on the day `on`; and all withheld is so in both."""
    had, has = _rests(older), _rests(newer)
    if had is None or has is None or not set(had["withheld"]).issuperset(has["withheld"]):
        return False
    consents = has["consents"]
    return all(one in consents and (not consents[one] or consents[one] >= on.isoformat()) for one in had["consents"])


def _intact(slot: Slot) -> bool:
    entries = slot.entries()
    return entries is not None and manifest.holds(slot.manifest, slot.root, entries)


def _purge(slot: Slot, entries: manifest.Entries) -> None:
    """Takes out of a tree what is not the same in the live release."""
    old = slot.entries()
    replace_durably(slot.marker, b"")
    remove_durably(slot.release, slot.shelved)
    if old is None:
        remove_tree(slot.root)
        return
    left = {path: entry for path, entry in old.items() if entries.get(path) == entry}
    for path in old.keys() - left.keys():
        remove_file(slot.root, path)
    manifest.write(slot.manifest, left.values())
    remove_durably(slot.marker)
