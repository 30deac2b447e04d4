"""How words are written on the pages."""

from __future__ import annotations

import pytest

from generator.pages.words import kept


@pytest.mark.parametrize(
    "told",
    ["2026_年 12_月_1_日", "11_月_28_日周六 3 场", "12_月_5_日至 7_日，每天 9:00", "2012_年 3_月"],
)
def test_a_line_may_end_in_a_date_after_the_year_alone(told):
    assert kept(told.replace("_", " ")) == told.replace("_", "\N{NO-BREAK SPACE}")
