"""File operations of the store: atomic, durable where the name says so, never in place."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from pathlib import Path

from generator import private


def unique_name() -> str:
    """A random name for a temporary file. Process ids would not do: other machines may have the same."""
    return secrets.token_hex(8)


def hash_file(file: str | os.PathLike[str]) -> str:
    """SHA-256 of the file's bytes, in hex."""
    with open(file, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def sync_folder(folder: str | os.PathLike[str]) -> None:
    """Syncs a folder's names to disk: files created, renamed or removed."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def replace_durably(file: Path, data: bytes) -> None:
    """Replaces a file atomically and syncs it to disk. Only its owner may read it."""
    temporary = file.with_name(f"{file.name}.{os.getpid()}.new")
    with open(temporary, "wb", opener=private.opener) as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(temporary, file)
    sync_folder(file.parent)


def remove_durably(*files: Path) -> None:
    """Removes those of `files` (all in one folder) that exist."""
    for file in files:
        file.unlink(missing_ok=True)
    sync_folder(files[0].parent)


def link_or_copy(source: str | os.PathLike[str], target: str) -> None:
    """Creates `target` as a hard link to `source`, or as a copy where links are not possible.

    Raises FileExistsError when `target` exists, FileNotFoundError when `source` or the folder does not.
    """
    try:
        os.link(source, target)
    except (FileExistsError, FileNotFoundError, NotADirectoryError):
        raise
    except OSError:  # another file system, too many links, a file system without them
        with open(source, "rb") as old, open(target, "xb") as new:
            shutil.copyfileobj(old, new)
        shutil.copystat(source, target)


def remove_tree(folder: Path) -> None:
    """Removes a folder with its contents, a file or a link, if it exists."""
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder)
    else:
        folder.unlink(missing_ok=True)
