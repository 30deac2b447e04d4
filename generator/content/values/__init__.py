"""Values as people write them: one function a kind, from text to a `Value`, for files, sheets and forms alike.

Whatever was interpreted says so; what two readings would fit is refused with a proposal, never guessed.
"""

from __future__ import annotations

from generator.content.values.coordinates import read_degrees, split_point
from generator.content.values.dates import read_date, read_month, read_year
from generator.content.values.lists import MARKS, split_list
from generator.content.values.numbers import read_integer, read_number
from generator.content.values.value import Value, half_width
from generator.content.values.yes_no import read_yes_no

__all__ = [
    "MARKS",
    "Value",
    "half_width",
    "read_date",
    "read_degrees",
    "read_integer",
    "read_month",
    "read_number",
    "read_year",
    "read_yes_no",
    "split_list",
    "split_point",
]
