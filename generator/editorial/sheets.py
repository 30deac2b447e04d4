"""Reads workbooks of strangers, each in a process that may be lost."""

from __future__ import annotations

import gc
import os
import resource
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from generator.content import pictures
from generator.diagnostics import InvalidInput
from generator.editorial import book_photos, form_photos
from generator.office.intake.foreign import Foreign, take_lists
from generator.office.intake.forms import read_form
from generator.office.intake.headings import NO_ANSWERS, Answers
from generator.office.intake.lines import Lines, read_lines
from generator.office.intake.merging import changed_lists
from generator.office.intake.packets import is_packet
from generator.office.intake.reading import load, read_book
from generator.office.intake.returned import Returned, is_ours, settle, take_apart
from generator.office.intake.sheets import Book
from generator.workers import Failure, FailureKind, Workers

T = TypeVar("T")

MEMORY = 512 * 2**20  # bytes of addresses for one file, beyond what the process has
_SECONDS, _SECONDS_A_MEGABYTE = 10, 4  # of the processor for one file

_LOST = {
    FailureKind.CRASH: InvalidInput(
        "文件读不了：有内容离表格太远，或者文件坏了", "删掉表格外面的内容，另存为 .xlsx 再交"
    ),
    FailureKind.MEMORY: InvalidInput("文件太大，读不下", "按街道分成几个文件，另存为 .xlsx 再交"),
    FailureKind.HANG: InvalidInput("读这个文件用的时间太长", "删掉空白的行和列，另存为 .xlsx 再交"),
    FailureKind.ERROR: InvalidInput("文件的结构不对，读不了", "用 Excel 或 WPS 打开，另存为 .xlsx 再交"),
}


def read_books(files: Sequence[Path]) -> Iterator[Book | InvalidInput]:
    """The workbook of each file, in order; what is wrong with those that can't be read."""
    return _each(_read, files)


class Submitted(NamedTuple):
    """A file taken apart, and the copy that was kept of what was sent out; None where there is none.

    Homes that are as they were sent have no rows in either.
    """

    returned: Returned
    sent: Returned | None


def read_submitted(
    files: Sequence[Path], answers: Answers, find_copy: Callable[[str], Path | None], homes: Collection[str]
) -> Iterator[Submitted | InvalidInput]:
    """What came: workbooks and forms of ours with their copies; lists of others by the answers about their headings.

    `find_copy`: the copy of a number; `homes`: the identities that are there.
    """

    def read(file: Path) -> Submitted:
        returned = _limited(file, partial(_taken_apart, answers))
        if isinstance(returned, Foreign):
            return Submitted(returned, None)
        sent = _read_copy(find_copy(returned.number))
        settle(returned, sent)
        if sent:
            _leave_out_unchanged(returned, sent, homes)
        return Submitted(returned, sent)

    return _each(read, files)


def _taken_apart(answers: Answers, data: bytes) -> Returned:
    if is_packet(data):
        returned = read_form(data)
        form_photos.check(data, returned)
        return returned
    book = read_book(data)
    returned = take_apart(book) if is_ours(book) else take_lists(book, answers)
    book_photos.take(data, book, returned)
    return returned


def _read_copy(file: Path | None) -> Returned | None:
    try:
        return _limited(file, partial(_taken_apart, NO_ANSWERS)) if file else None
    except InvalidInput:
        return None


def _leave_out_unchanged(returned: Returned, sent: Returned, homes: Collection[str]) -> None:
    """Takes away the rows of homes that are as they were sent: passing 290,000 cells on costs as much as reading them.

    Not where rows have no number: they may turn out to be of any home.
    """
    for identity, rows in () if returned.new else returned.entries.items():
        before = sent.entries.get(identity, [])
        if identity in homes and not changed_lists(rows, before):
            rows.clear()
            before.clear()


def read_photos(file: Path, names: Collection[str]) -> dict[str, bytes]:
    """Photos of a form's ZIP or of a workbook, as they are to be kept. Raises `InvalidInput`."""
    names = {name for name in names if name.lower().endswith(pictures.SUFFIXES)}
    if not names:
        return {}

    def of_file(data: bytes) -> dict[str, bytes]:
        return form_photos.read(data, names) if is_packet(data) else book_photos.read(data, names)

    read = next(_each(lambda file: _limited(file, of_file), [file]))
    if isinstance(read, InvalidInput):
        raise read
    return read


def read_names(files: Sequence[Path]) -> Iterator[Lines | InvalidInput]:
    """The lines of lists of names."""
    return _each(lambda file: _limited(file, lambda data: read_lines(data, file.name)), files)


def _each(function: Callable[[Path], T], files: Sequence[Path]) -> Iterator[T | InvalidInput]:
    with Workers() as workers:
        for read in workers.each(function, files):
            if not isinstance(read, Failure):
                yield read
            else:
                yield read.error if isinstance(read.error, InvalidInput) else _LOST[read.kind]


def _read(file: Path) -> Book:
    return _limited(file, read_book)


def _limited(file: Path, read: Callable[[bytes], T]) -> T:
    """What a file says, in a process that may take no more than a file may."""
    data = load(file)
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 2)  # what a library says when it dies is for nobody
    _limit(len(data))
    gc.disable()  # a fifth of the time; cells are in no circle
    return read(data)


def _limit(size: int) -> None:
    """What reading a file of `size` bytes may take."""
    held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    seconds = time.process_time() + _SECONDS + _SECONDS_A_MEGABYTE * size / 2**20
    for what, most in ((resource.RLIMIT_AS, held + MEMORY), (resource.RLIMIT_CPU, int(seconds))):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
