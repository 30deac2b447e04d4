"""A small disk of a test's own: a tmpfs in a mount namespace, gone with its holder. Needs root, or user namespaces."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_WAYS = {("unshare", "-m"): (), ("unshare", "-Urm"): ("--user", "--preserve-credentials")}
_HERE = 'for word; do shift; set -- "$@" "${word#"$0"}"; done; exec "$@"'


class Disk:
    """The disk at `root`, seen through its holder's eyes."""

    def __init__(self, holder: subprocess.Popen, folder: Path, own: tuple[str, ...]):
        self._holder, self._folder = holder, folder
        self.root = Path(f"/proc/{holder.pid}/root{folder}")
        # SQLite resolves links itself and can't follow such a path: commands run inside, where the disk is an ordinary folder.
        self.inside = (
            "nsenter",
            f"--target={holder.pid}",
            "--mount",
            *own,
            "sh",
            "-c",
            _HERE,
            f"/proc/{holder.pid}/root",
        )

    def remount(self, options: str) -> None:
        """Mounts it anew: `ro`, `size=…`, `nr_inodes=…`."""
        self._holder.stdin.write(f"mount -o remount,{options} '{self._folder}'; echo done\n")
        assert self._holder.stdout.readline() == "done\n"


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Disk]:
    """An empty disk of `size` bytes, mounted on the empty `folder`."""
    for way, own in _WAYS.items():
        holder = subprocess.Popen(
            [*way, "sh"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, bufsize=1
        )
        try:
            holder.stdin.write(f"mount -t tmpfs -o size={size} homes '{folder}' && echo done\n")
            if holder.stdout.readline() == "done\n":
                yield Disk(holder, folder, own)
                return
        except BrokenPipeError:
            pass
        finally:
            holder.kill()
            holder.wait()
    pytest.fail(
        "a disk of its own takes root or user namespaces (sysctl kernel.unprivileged_userns_clone=1); nothing "
        "is skipped here"
    )
