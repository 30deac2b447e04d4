"""表头对照: headings that nobody knew, as a small table to fill in, and what was answered. Remembered in the inbox."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator import private
from generator.content.text import decode
from generator.diagnostics import InvalidInput
from generator.office.intake.foreign import AskedHeading
from generator.office.intake.headings import REFUSED, Answers, answer_meaning, bare
from generator.office.workbook.columns import SHEETS
from generator.office.workbook.sending import INBOX

FILE = "表头对照.csv"
_HEAD = ("表头", "填到哪一栏", "像是", "下面写的（例子）", "在哪里")
_MAX_BYTES = 2**20


def answers_file(content: Path) -> Path:
    return content.absolute().parent / INBOX / FILE


def read_answers(file: Path, usual: Mapping[str, str]) -> tuple[Answers, list[str]]:
    """What was answered, and what of it is wrong, in Chinese; `usual`: the city's words → the usual ones."""
    said: dict[str, str] = {}
    wrong, found = [], Answers(said, usual)
    try:
        rows = _rows(file)
    except InvalidInput as error:
        return found, [f"{FILE} 读不了，没有用它：{error.message}"]
    for number, row in enumerate(rows, start=1):
        heading, answer = (*(found.in_usual_words(cell.strip()) for cell in row), "", "")[:2]
        if not heading or not answer or heading == _HEAD[0]:
            continue
        if any(answer_meaning(answer, sheet.holds) for sheet in SHEETS):
            said[bare(heading)] = answer
        else:
            remedy = f"写 homes workbook 的表里有的栏目（金额写上元还是万元），如 办公电话；不要的写 {REFUSED}"
            wrong.append(f"{FILE} 第 {number} 行：没有“{answer[:20]}”这一栏；{remedy}")
    return found, wrong


def ask(file: Path, asked: Sequence[AskedHeading], name: str) -> None:
    """Adds the headings that are not in the file yet; `name`: of the file that they are in."""
    rows = [row for row in _rows(file) if row and row[0] != _HEAD[0]]
    known = {bare(row[0]) for row in rows}
    for one in asked:
        if bare(one.heading) not in known:
            known.add(bare(one.heading))
            place = f"{name} {one.place}"
            examples = "；".join(text[:30] for text in one.examples)
            rows.append([one.heading, "", " 或 ".join(one.proposals), examples, place])
    text = io.StringIO()
    csv.writer(text).writerows([[_no_formula(cell) for cell in row] for row in (_HEAD, *rows)])
    private.make_folder(file.parent)
    private.write(file, text.getvalue().encode("utf-8-sig"))


def _no_formula(text: str) -> str:
    """A cell that a spreadsheet does not compute: strangers wrote it."""
    return f" {text}" if text[:1] in ("=", "+", "-", "@", "\t") else text


def _rows(file: Path) -> list[list[str]]:
    """The rows, whatever program saved them. Raises `InvalidInput`."""
    if not file.is_file():
        return []
    data = file.read_bytes()
    text = data.decode("utf-16") if data.startswith((b"\xff\xfe", b"\xfe\xff")) else decode(data, _MAX_BYTES)[0]
    mark = "\t" if text.count("\t") > text.count(",") else ","
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
