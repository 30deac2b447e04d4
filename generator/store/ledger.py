"""What was worked out before, by what it was worked out from: one SQLite file that may be lost at any time.

Only the process that holds the state's lock opens it. Rows are sealed with their kind and name; whatever is wrong with
the file, all of it is forgotten, which costs time and nothing else; so it need not wait for the disk, and what a power
cut tears is found out by `BuildLedger`. What was deleted or replaced is overwritten (`secure_delete`) and the journal is
emptied at every commit: words that were withdrawn are nowhere in it.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

_FORMAT = 1  # of the file and of all that is put into it
_SEAL = 8  # bytes
_FILE = "ledger.sqlite"


class LedgerDamaged(Exception):
    """Something in the ledger is not what was put there."""


def content_digest(*parts: bytes) -> bytes:
    """Sixteen bytes that tell these parts from any other; each part must say where it ends."""
    return blake2b(b"\0".join(parts), digest_size=16).digest()


class Ledger:
    """Tables of sealed values: kind → name → bytes. Nothing counts before `commit`."""

    def __init__(self, folder: Path | None):
        """In memory where there is no folder. Raises OSError."""
        self._file = folder / _FILE if folder else None
        self._kinds: set[str] = set()
        self._database = self._opened()

    def close(self) -> None:
        self._database.close()

    def get(self, kind: str, name: str) -> bytes | None:
        """The value, or None. Raises `LedgerDamaged`."""
        rows = self._rows(f'SELECT name, data FROM "{kind}" WHERE name = ?', kind, (name,))
        return next((_unsealed(kind, *row) for row in rows), None)

    def of(self, kind: str, names: Iterable[str]) -> Iterator[bytes]:
        """The values of these names, in their order. Raises `LedgerDamaged`, also where one is not there."""
        for name in names:
            value = self.get(kind, name)
            if value is None:
                raise LedgerDamaged(f"{kind} {name}")
            yield value

    def all(self, kind: str) -> Iterator[tuple[str, bytes]]:
        """Name and value of everything of a kind, by name. Raises `LedgerDamaged`."""
        for name, data in self._rows(f'SELECT name, data FROM "{kind}" ORDER BY name', kind):
            yield name, _unsealed(kind, name, data)

    def put(self, kind: str, values: Mapping[str, bytes]) -> None:
        """Puts values in the place of what was there. Raises OSError."""
        rows = [(name, _seal(kind, name, data) + data) for name, data in values.items()]
        if rows:
            self._write(kind, f'REPLACE INTO "{kind}" VALUES (?, ?)', rows)

    def drop(self, kind: str, names: Iterable[str]) -> None:
        """Raises OSError."""
        if rows := [(name,) for name in names]:
            self._write(kind, f'DELETE FROM "{kind}" WHERE name = ?', rows)

    def commit(self) -> None:
        """Makes what was put and dropped count. Raises OSError."""
        self._attempt(self._database.commit)

    def rollback(self) -> None:
        """Forgets what was put and dropped since the last commit."""
        self._database.rollback()

    def forget(self) -> None:
        """Empties it. Raises OSError."""
        with suppress(sqlite3.Error):
            self._database.close()
        _remove(self._file)
        self._database = self._opened()

    def _opened(self) -> sqlite3.Connection:
        self._kinds.clear()
        try:
            return self._connected()
        except sqlite3.OperationalError as error:
            raise _system_error(self._file, error) from error
        except sqlite3.DatabaseError:  # damaged, or of another format
            _remove(self._file)
            return self._connected()

    def _connected(self) -> sqlite3.Connection:
        if self._file:  # what homes wrote, private words too
            os.close(os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600))
        database = sqlite3.connect(self._file or ":memory:", isolation_level="IMMEDIATE")
        try:
            for pragma in (
                "locking_mode = EXCLUSIVE",
                "journal_mode = TRUNCATE",
                "secure_delete = ON",
                "synchronous = OFF",
                "cache_size = -16384",
            ):
                database.execute(f"PRAGMA {pragma}")
            if database.execute("PRAGMA user_version").fetchone()[0] != _FORMAT:
                if database.execute("SELECT 1 FROM sqlite_master").fetchone():
                    raise sqlite3.DatabaseError("another format")
                database.execute(f"PRAGMA user_version = {_FORMAT}")
            self._kinds.update(
                name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            )
        except sqlite3.Error:
            database.close()
            raise
        return database

    def _rows(self, query: str, kind: str, given: tuple = ()) -> Iterator[tuple[str, bytes]]:
        if kind not in self._kinds:
            return
        try:
            yield from self._database.execute(query, given)
        except sqlite3.Error as error:
            raise LedgerDamaged(str(error)) from error

    def _write(self, kind: str, statement: str, rows: list[tuple]) -> None:
        def write() -> None:
            if kind not in self._kinds:
                self._database.execute(f'CREATE TABLE "{kind}" (name TEXT PRIMARY KEY, data BLOB)')
                self._kinds.add(kind)
            self._database.executemany(statement, rows)

        self._attempt(write)

    def _attempt(self, act: Callable[[], object]) -> None:
        try:
            act()
        except sqlite3.OperationalError as error:
            raise _system_error(self._file, error) from error
        except sqlite3.DatabaseError as error:
            raise LedgerDamaged(str(error)) from error


def _system_error(file: Path | None, error: sqlite3.Error) -> OSError:
    """What the system refused to SQLite, which does not say: the same is tried again."""
    if file is None or getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
        return OSError(errno.ENOSPC, str(error))
    try:
        with open(file, "ab"):
            size = file.stat().st_size
        with tempfile.TemporaryFile(dir=file.parent) as stream:
            os.pwrite(stream.fileno(), b"\0", size + (1 << 20))
    except OSError as refused:
        return refused
    return OSError(errno.EIO, str(error))


def _remove(file: Path | None) -> None:
    if file:
        for one in (file, file.with_name(f"{file.name}-journal")):
            one.unlink(missing_ok=True)


def _seal(kind: str, name: str, data: bytes) -> bytes:
    sealed = blake2b(f"{kind}\0{name}\0".encode("utf-8", "surrogateescape"), digest_size=_SEAL)
    sealed.update(data)
    return sealed.digest()


def _unsealed(kind: str, name: str, data: bytes) -> bytes:
    if not isinstance(data, bytes) or not isinstance(name, str) or data[:_SEAL] != _seal(kind, name, data[_SEAL:]):
        raise LedgerDamaged(f"{kind} {name}")
    return data[_SEAL:]
