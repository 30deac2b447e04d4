import pytest

from generator.content.text import decode, forbidden_character, one_line
from generator.diagnostics import InvalidInput


def test_a_bom_and_windows_line_ends_leave_no_trace():
    assert decode(b"\xef\xbb\xbfname: x\r\nkind: y\r") == ("name: x\nkind: y\n", None)


def test_gb18030_is_read_with_a_notice():
    text, notice = decode("名称: 枣营北里社区妇女之家".encode("gb18030"))
    assert text == "名称: 枣营北里社区妇女之家"
    assert "UTF-8" in notice


@pytest.mark.parametrize("cut", [1, 2])
def test_half_a_character_is_told_from_another_encoding(cut):
    with pytest.raises(InvalidInput, match="断了"):
        decode("枣营北里社区妇女之家".encode()[:-cut])


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(InvalidInput):
        decode(bytes(range(256)) * 4)


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\u202e", "\u2066", "\u200f", "\ufeff", "\ufffe", "\U0001ffff"])
def test_hidden_characters_are_found_where_they_stand(character):
    offset, name = forbidden_character(f"枣营{character}北里")
    assert offset == 2
    assert f"U+{ord(character):04X}" in name


def test_ordinary_text_with_emoji_rare_characters_and_tabs_is_let_through():
    assert forbidden_character("𠮷野家 👩‍👧 张××\t“家风”\n下一行") is None


def test_line_breaks_fold_and_letters_compose():
    assert one_line("  cafe\u0301\n　妇女之家 ") == "café 妇女之家"
