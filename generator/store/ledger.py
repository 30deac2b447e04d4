"""A key-value store of earlier results in one SQLite file, which may be lost at any time.

Only the process that holds the state's lock opens it. Each row carries a checksum over its kind, name and value; if
anything is wrong with the file, all of it is deleted, which costs only time. So writes are not synced to disk, and
`BuildLedger` detects what a power cut tears. Deleted values are overwritten (`secure_delete`) and the journal is
truncated at every commit, so that text whose consent was withdrawn does not remain in the file.
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
from typing import Any

_FORMAT = 1  # of the file and of all values in it
_CHECKSUM_SIZE = 8  # bytes
_FILE = "ledger.sqlite"
_PRAGMAS = (
    "locking_mode = EXCLUSIVE",
    "journal_mode = TRUNCATE",
    "secure_delete = ON",
    "synchronous = OFF",
    "cache_size = -16384",
)


class LedgerDamaged(Exception):
    """A value is missing or not what was written."""


def content_digest(*parts: bytes) -> bytes:
    """A digest of 16 bytes; the parts must be self-delimiting."""
    return blake2b(b"\0".join(parts), digest_size=16).digest()


class Ledger:
    """Values by kind and name. Changes become permanent with `commit`.

    Reading raises `LedgerDamaged`, writing OSError.
    """

    def __init__(self, folder: Path):
        self._file = folder / _FILE
        self._kinds: set[str] = set()
        self._database = self._open()

    def close(self) -> None:
        self._database.close()

    def get(self, kind: str, name: str) -> bytes | None:
        rows = self._select(f'SELECT name, data FROM "{kind}" WHERE name = ?', kind, (name,))
        return next((_checked(kind, *row) for row in list(rows)), None)

    def require(self, kind: str, name: str) -> bytes:
        """As `get`; a missing value is `LedgerDamaged`."""
        value = self.get(kind, name)
        if value is None:
            raise LedgerDamaged(f"{kind} {name}")
        return value

    def all(self, kind: str) -> Iterator[tuple[str, bytes]]:
        """Name and value of everything of a kind, sorted by name."""
        for name, data in self._select(f'SELECT name, data FROM "{kind}" ORDER BY name', kind):
            yield name, _checked(kind, name, data)

    @property
    def kinds(self) -> frozenset[str]:
        """Of all that was ever put."""
        return frozenset(self._kinds)

    def names(self, kind: str) -> set[str]:
        """Of everything of a kind."""
        return {name for (name,) in self._select(f'SELECT name FROM "{kind}"', kind)}

    def put(self, kind: str, values: Mapping[str, bytes]) -> None:
        rows = [(name, _checksum(kind, name, data) + data) for name, data in values.items()]
        if rows:
            self._write(kind, f'REPLACE INTO "{kind}" VALUES (?, ?)', rows)

    def drop(self, kind: str, names: Iterable[str]) -> None:
        if rows := [(name,) for name in names]:
            self._write(kind, f'DELETE FROM "{kind}" WHERE name = ?', rows)

    def commit(self) -> None:
        self._attempt(self._database.commit)

    def clear(self) -> None:
        """Deletes everything."""
        with suppress(sqlite3.Error):
            self._database.close()
        self._delete_file()
        self._database = self._open()

    def _open(self) -> sqlite3.Connection:
        self._kinds.clear()
        try:
            return self._connect()
        except sqlite3.OperationalError as error:
            raise _system_error(self._file, error) from error
        except sqlite3.DatabaseError:  # damaged, or of another format
            self._delete_file()
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        os.close(os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600))  # its values contain private text
        database = sqlite3.connect(self._file, isolation_level="IMMEDIATE")
        try:
            for pragma in _PRAGMAS:
                database.execute(f"PRAGMA {pragma}")
            if database.execute("PRAGMA user_version").fetchone()[0] != _FORMAT:
                if database.execute("SELECT 1 FROM sqlite_master").fetchone():
                    raise sqlite3.DatabaseError("another format")
                database.execute(f"PRAGMA user_version = {_FORMAT}")
            tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            self._kinds.update(name for (name,) in tables)
        except sqlite3.Error:
            database.close()
            raise
        return database

    def _delete_file(self) -> None:
        self._file.unlink(missing_ok=True)
        self._file.with_name(f"{_FILE}-journal").unlink(missing_ok=True)

    def _select(self, query: str, kind: str, parameters: tuple[str, ...] = ()) -> Iterator[tuple[Any, ...]]:
        if kind not in self._kinds:
            return
        try:
            yield from self._database.execute(query, parameters)
        except sqlite3.Error as error:
            raise LedgerDamaged(str(error)) from error

    def _write(self, kind: str, statement: str, rows: list[tuple[str, bytes]] | list[tuple[str]]) -> None:
        def write() -> None:
            if kind not in self._kinds:
                self._database.execute(f'CREATE TABLE "{kind}" (name TEXT PRIMARY KEY, data BLOB)')
                self._kinds.add(kind)
            self._database.executemany(statement, rows)

        self._attempt(write)

    def _attempt(self, action: Callable[[], object]) -> None:
        try:
            action()
        except sqlite3.OperationalError as error:
            raise _system_error(self._file, error) from error
        except sqlite3.DatabaseError as error:
            raise LedgerDamaged(str(error)) from error


def _system_error(file: Path, error: sqlite3.Error) -> OSError:
    """The system's error behind SQLite's, which does not contain it: found by trying to write beside the file."""
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
        return OSError(errno.ENOSPC, str(error))
    try:
        with open(file, "ab"):
            size = file.stat().st_size
        with tempfile.TemporaryFile(dir=file.parent) as stream:
            os.pwrite(stream.fileno(), b"\0", size + (1 << 20))
    except OSError as refused:
        return refused
    return OSError(errno.EIO, str(error))


def _checksum(kind: str, name: str, data: bytes) -> bytes:
    checksum = blake2b(f"{kind}\0{name}\0".encode("utf-8", "surrogateescape"), digest_size=_CHECKSUM_SIZE)
    checksum.update(data)
    return checksum.digest()


def _checked(kind: str, name: object, row: object) -> bytes:
    """The value of a row, whose columns SQLite may return as any type. Raises `LedgerDamaged`."""
    if isinstance(row, bytes) and isinstance(name, str):
        checksum, data = row[:_CHECKSUM_SIZE], row[_CHECKSUM_SIZE:]
        if checksum == _checksum(kind, name, data):
            return data
    raise LedgerDamaged(f"{kind} {name}")
