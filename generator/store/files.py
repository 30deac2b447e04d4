"""The few file operations that everything kept between builds rests on: durable, atomic, and never in place."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from pathlib import Path

from generator import private


def unique() -> str:
    """A name for a file on its way that nobody else takes, on no other machine either: their processes may have our
    number.
    """
    return secrets.token_hex(8)


def hash_file(file: str | os.PathLike) -> str:
    """SHA-256 of the file's bytes, in hex."""
    with open(file, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def sync_folder(folder: str | os.PathLike) -> None:
    """Makes the names in `folder` (created, replaced, removed) survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def replace_durably(file: Path, data: bytes) -> None:
    """After this returns `file` holds `data`, whatever happens; before, it holds what it held.

    It is for its owner alone.
    """
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


def link_or_copy(source: str | os.PathLike, target: str) -> None:
    """Makes `target`, which must not exist, the same file as `source`; a copy where links are refused.

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
    """Removes a folder with all it holds, a file or a link; nothing there is fine."""
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder)
    else:
        folder.unlink(missing_ok=True)
