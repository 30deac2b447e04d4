"""Texts as people write them, and what comes of each: `values.tsv`, to which anybody can add a line."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from generator.content import values
from generator.content.values import Value, nothing
from generator.diagnostics import InvalidInput

TABLE = Path(__file__).with_name("values.tsv").read_text(encoding="utf-8")
ROWS = [line.split("\t") for line in TABLE.splitlines() if line and not line.startswith("#")]
READERS = {
    "area": values.read_number,
    "money": values.read_number,
    "number": values.read_integer,
    "yes": lambda text, unit: values.read_yes_no(text),
    "date": lambda text, unit: values.read_date(text),
    "until": lambda text, unit: values.read_date(text, open_end=True),
    "further": lambda text, unit: values.read_date(text, open_end=True, unsettled=True),
    "month": lambda text, unit: values.read_month(text),
    "longitude": lambda text, unit: values.read_degrees(text, latitude=False),
    "latitude": lambda text, unit: values.read_degrees(text, latitude=True),
    "year": lambda text, unit: values.read_year(text),
}


def what_it_tells(text: str) -> str:
    """Whether a text tells anything at all. Raises `InvalidInput` where it points elsewhere."""
    nothing.refuse_elsewhere(text)
    if not nothing.may_tell_nothing(text):
        return "told"
    return "none" if nothing.says_none(text) else "unfilled" if nothing.is_unfilled(text) else "told"


PLAIN = {
    "list": lambda text: "|".join(values.split_list(text)),
    "point": lambda text: ",".join(values.split_point(text)),
    "nothing": what_it_tells,
}
"""Readers whose result is no `Value`."""


def shown(value: object) -> str:
    if value is None:
        return "~"
    if isinstance(value, bool):
        return "是" if value else "否"
    return (
        f"{value:.10g}"
        if isinstance(value, float) and value < 1e6
        else str(int(value) if isinstance(value, float) else value)
    )


@pytest.mark.parametrize(("kind", "unit", "text", "outcome"), ROWS, ids=lambda part: part)
def test_a_text_means_what_people_mean(kind, unit, text, outcome):
    read = partial(PLAIN[kind], text) if kind in PLAIN else partial(READERS[kind], text, unit)
    if outcome.startswith("?"):
        with pytest.raises(InvalidInput) as asked:
            read()
        assert outcome[1:] in asked.value.remedy
        return
    found = read()
    if kind in PLAIN:
        assert found == outcome
        return
    assert isinstance(found, Value)
    assert shown(found.value) == outcome.removeprefix("=")
    assert (found.canonical is None) == outcome.startswith("=")


@pytest.mark.parametrize(
    ("kind", "unit", "text", "outcome"), [row for row in ROWS if row[3][0] not in "=?" and row[0] not in PLAIN]
)
def test_what_was_interpreted_reads_the_same_in_the_projects_own_form(kind, unit, text, outcome):
    canonical = READERS[kind](text, unit).canonical
    if canonical:  # an end that is not set is written by leaving the field out
        again = READERS[kind](canonical, unit)
        assert again == (READERS[kind](text, unit).value, None)
