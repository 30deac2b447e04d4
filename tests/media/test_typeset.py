"""Lines as a Chinese printer would break them."""

from __future__ import annotations

import pytest

from generator.media import typeset
from generator.media.typeset import CLOSING, OPENING, fit


def ems(text: str) -> float:
    return sum(1 if one >= "\u2e80" or one in "“”‘’…—" else 0.56 for one in text)


TEXT = (
    "地铁 10 号线亮马桥站 B 口，步行 600 米（约 8 分钟）；小区东门进，“红牌子”旁边——有坡道……门上写着《开放时间》："
    "09:00–11:30。"
)


@pytest.mark.parametrize("how", [typeset.wrap, typeset.wrap_balanced])
@pytest.mark.parametrize("width", range(6, 24))
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(how, width):
    lines = how(TEXT, width, ems)
    assert "".join(lines).replace(" ", "") == TEXT.replace(" ", "")
    assert not any(line[0] in CLOSING or line[-1] in OPENING for line in lines)


@pytest.mark.parametrize("width", range(8, 24))
def test_numbers_keep_their_unit_and_double_marks_stay_whole(width):
    lines = typeset.wrap(TEXT, width, ems)
    for whole in ("10 号", "600 米", "8 分", "——", "……", "09:00–11:30"):
        assert any(whole in line for line in lines), whole


@pytest.mark.parametrize("width", range(4, 24))
def test_no_line_is_wider_than_its_place_but_for_a_hanging_comma(width):
    for line in typeset.wrap(TEXT, width, ems):
        assert ems(line.rstrip("，。；：、")) <= width or len(typeset.segments(line)) == 1


def test_a_name_breaks_before_its_last_words_alone():
    assert typeset.wrap_name("枣营北里社区妇女之家", 8, ems) == ["枣营北里社区", "妇女之家"]
    assert typeset.wrap_name("枣营北里社区妇女之家", 10, ems) == ["枣营北里社区妇女之家"]


def test_a_motto_breaks_at_its_comma():
    assert typeset.wrap_balanced("“一粥一饭，当思来处不易”", 9, ems) == ["“一粥一饭，", "当思来处不易”"]


def test_lines_are_about_equally_long():
    lines = typeset.wrap_balanced("全市最北边的一间屋子满绣山货和一铺热炕头", 9, ems)
    assert max(map(len, lines)) - min(map(len, lines)) <= 1


def test_a_text_shrinks_in_steps_before_it_is_cut():
    assert fit("好" * 10, 500, 1, (60, 50, 40), ems).size == 50
    cut = fit("好" * 60, 500, 2, (60, 50, 40), ems)
    assert (cut.size, len(cut.lines), cut.cut) == (40, 2, True)
    assert cut.lines[-1].endswith("……") and ems(cut.lines[-1]) <= 500 / 40


def test_whole_sentences_go_before_a_cut_one():
    block = typeset.fit_sentences("一张桌子。四把椅子，谁有话谁坐下。", lambda part: fit(part, 300, 1, (30,), ems))
    assert block.lines == ("一张桌子。",)


def test_invisible_characters_take_no_place():
    assert typeset.clean("家\u200b风\ufe0f  好\n的") == "家风 好 的"


@pytest.mark.parametrize("text", ["", " ", "。", "（", "a" * 200, "“" * 30, "1" * 100, "妇女之家"])
def test_odd_texts_are_set_somehow(text):
    for how in (typeset.wrap, typeset.wrap_balanced, typeset.wrap_name):
        assert "".join(how(text, 8, ems)).replace(" ", "") == text.replace(" ", "")
