"""What is to be done elsewhere, in one file of the state folder: who loses a worker does not lose this, and nothing
passes a scheduler.
"""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

from generator.lease import Lease

_PROGRAM = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Environment:
    """What must be the same wherever a part of one build is done.

    `places`: folders that all must see under the same paths.
    """

    python: str
    program: str
    places: tuple[tuple[str, int | str], ...]
    user: int

    @classmethod
    def here(cls, theme: Path, content: Path) -> Environment:
        """Paths may be relative: workers go where their build runs."""
        places = ((str(content), _number(content)), (str(theme), _digest(theme)))
        return cls("{}.{}".format(*sys.version_info), _program(), places, os.getuid())

    def differs(self) -> str:
        """What is not the same on this machine and what to do about it, in Chinese; empty where all is."""
        (content, _), (theme, _) = self.places
        here = Environment.here(Path(theme), Path(content))
        if here.python != self.python:
            return f"用的是 Python {here.python}，这里是 {self.python}。两边装同一个版本的 Python"
        if here.program != self.program:
            return (
                "程序或它用的软件包和这里的版本不一样。两边按同一份 requirements.txt 装好，"
                "再重新启动那台机器上的 dask worker"
            )
        if here.user != self.user:
            return (
                f"用的是另一个用户（{here.user}，这里是 {self.user}），写出的文件会改不动。用同一个用户启动 dask worker"
            )
        for mine, (place, wanted) in zip(here.places, self.places, strict=True):
            if mine[1] != wanted:
                return f"看到的 {place} 和这里的不是同一个。把这个文件夹共享到那台机器的同一个路径下"
        return ""


@dataclass(frozen=True)
class Job:
    """One function over items, pickled into `file`; done by who is where its build is, behind its lease."""

    file: str
    digest: str
    lease: Lease
    token: str
    folder: str
    umask: int
    surroundings: Environment

    @classmethod
    def write(
        cls, file: Path, function: Callable, items: Sequence, lease: Lease, token: str, surroundings: Environment
    ) -> Job:
        """Raises OSError, and whatever an object raises that can't be pickled."""
        import cloudpickle  # comes with distributed

        os.umask(umask := os.umask(0o077))  # to read it is to set it
        with open(
            file, "xb", opener=lambda path, flags: os.open(path, flags, 0o600)
        ) as stream:  # what homes wrote, private words too
            hashed = _Hashed(stream.write)
            cloudpickle.dump((function, items), hashed, pickle.HIGHEST_PROTOCOL)
        return cls(str(file.absolute()), hashed.sha256.hexdigest(), lease, token, os.getcwd(), umask, surroundings)

    def load(self) -> tuple[Callable, Sequence]:
        """The function and its items: what they share, they share again. Raises OSError, EOFError."""
        data = Path(self.file).read_bytes()
        if hashlib.sha256(data).hexdigest() != self.digest:
            raise EOFError(self.file)
        gc.disable()  # all of it stays
        try:
            return pickle.loads(data)
        finally:
            gc.enable()


class _Hashed:
    """Writes on, and sums up what it wrote."""

    def __init__(self, write: Callable[[bytes], int]):
        self.sha256, self._write = hashlib.sha256(), write

    def write(self, data: bytes) -> int:
        self.sha256.update(data)
        return self._write(data)


def _number(folder: Path) -> int:
    try:
        return folder.stat().st_ino
    except OSError:
        return -1


def _digest(folder: Path) -> str:
    """Of all files below, their names and bytes."""
    found = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        found.update(f"{file.relative_to(folder)}\0".encode())
        found.update(hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()


@cache
def _program() -> str:
    """Of this program as it lies on the disk, and of what it is made of."""
    parts = sorted(one.split(";")[0].strip() for one in metadata.requires("womens-homes") or ())
    names = [one.split("=")[0] for one in parts]
    versions = [f"{name} {_version(name)}" for name in names]
    return hashlib.sha256(repr((_digest(_PROGRAM), versions)).encode()).hexdigest()


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
