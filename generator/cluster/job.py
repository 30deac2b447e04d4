"""A job for the cluster: a function and its items in a file of the state folder, which outlives a lost worker."""

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
from typing import Any

from generator import private
from generator.lease import Lease

_PROGRAM = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Environment:
    """What must be the same on every machine that takes part in a build.

    `places`: folder → inode number (content) or digest (theme), under paths that are the same everywhere.
    """

    python: str
    program: str
    places: tuple[tuple[str, int | str], ...]
    user: int

    @classmethod
    def current(cls, theme: Path, content: Path) -> Environment:
        """This machine's. Paths may be relative to the working directory of the build."""
        places = ((str(content), _inode(content)), (str(theme), _folder_digest(theme)))
        return cls("{}.{}".format(*sys.version_info), _program_digest(), places, os.getuid())

    def mismatch(self) -> str:
        """What differs on this machine and what to do about it, in Chinese; empty where nothing does."""
        (content, _), (theme, _) = self.places
        here = Environment.current(Path(theme), Path(content))
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
class ClusterJob:
    """A function and items, pickled into `file`; run from `folder` with `umask`, under `token` of the lease."""

    file: str
    digest: str
    lease: Lease
    token: str
    folder: str
    umask: int
    environment: Environment

    @classmethod
    def write(
        cls,
        file: Path,
        function: Callable[[Any], object],
        items: Sequence[Any],
        lease: Lease,
        token: str,
        environment: Environment,
    ) -> ClusterJob:
        """Raises OSError, and what cloudpickle raises for an object that can't be pickled."""
        import cloudpickle  # type: ignore[import-untyped]  # has no type information; comes with distributed

        os.umask(umask := os.umask(0o077))  # there is no call that only reads it
        with open(file, "xb", opener=private.opener) as stream:  # items contain private data
            hashing = _HashingWriter(stream.write)
            cloudpickle.dump((function, items), hashing, pickle.HIGHEST_PROTOCOL)
        return cls(str(file.absolute()), hashing.sha256.hexdigest(), lease, token, os.getcwd(), umask, environment)

    def load(self) -> tuple[Callable[[Any], object], Sequence[Any]]:
        """The function and its items; objects that they shared are shared again. Raises OSError, EOFError."""
        data = Path(self.file).read_bytes()
        if hashlib.sha256(data).hexdigest() != self.digest:
            raise EOFError(self.file)
        gc.disable()  # nothing of it is garbage
        try:
            function, items = pickle.loads(data)
        finally:
            gc.enable()
        return function, items


class _HashingWriter:
    """Passes on what is written, and hashes it."""

    def __init__(self, write: Callable[[bytes], int]):
        self.sha256, self._write = hashlib.sha256(), write

    def write(self, data: bytes) -> int:
        self.sha256.update(data)
        return self._write(data)


def _inode(folder: Path) -> int:
    try:
        return folder.stat().st_ino
    except OSError:
        return -1


def _folder_digest(folder: Path) -> str:
    """SHA-256 of the names and bytes of all files below."""
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        digest.update(f"{file.relative_to(folder)}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


@cache
def _program_digest() -> str:
    """Of this program's files and the versions of its dependencies."""
    names = sorted(one.split(";")[0].strip().split("=")[0] for one in metadata.requires("womens-homes") or ())
    versions = [f"{name} {_version(name)}" for name in names]
    return hashlib.sha256(repr((_folder_digest(_PROGRAM), versions)).encode()).hexdigest()


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
