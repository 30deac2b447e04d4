"""Telephone numbers as people write them: what is shown, what is dialled."""

import pytest

from generator.model.phones import phones, told

WRITTEN = {
    "010-0000 1234": ["010-0000 1234 tel:01000001234"],
    "０１０－００００　１２３４": ["010-0000 1234 tel:01000001234"],
    "（010）65001234": ["(010)65001234 tel:01065001234"],
    "010—6500—1234": ["010-6500-1234 tel:01065001234"],
    "电话：6500 1234": ["6500 1234 tel:65001234"],
    "+86 10 6500 1234": ["+86 10 6500 1234 tel:+861065001234"],
    "0086-010-65001234": ["+86 10 65001234 tel:+861065001234"],
    "+86 (0)451 0000 4401": ["+86 451 0000 4401 tel:+8645100004401"],
    "400-000-1234": ["400-000-1234 tel:4000001234"],
    "4000 001 234 转 2": ["4000 001 234 转 2 tel:4000001234,2"],
    "12338": ["12338 tel:12338"],
    "010-96156": ["010-96156 tel:01096156"],
    "0451-0000 4401转802": ["0451-0000 4401 转 802 tel:045100004401,802"],
    "12345转3": ["12345 转 3 tel:12345,3"],
    "010-65001234-802": ["010-65001234 转 802 tel:01065001234,802"],
    "010-65001234 ext. 8": ["010-65001234 转 8 tel:01065001234,8"],
    "010-65001234，分机：8": ["010-65001234 转 8 tel:01065001234,8"],
    "010-65001234（转802）": ["010-65001234 转 802 tel:01065001234,802"],
    "010-65001234转802、803": ["010-65001234 转 802 tel:01065001234,802", "010-65001234 转 803 tel:01065001234,803"],
    "010-0000 1234、010-0000 1235": ["010-0000 1234 tel:01000001234", "010-0000 1235 tel:01000001235"],
    "010-0000 1234 010-0000 1235": ["010-0000 1234 tel:01000001234", "010-0000 1235 tel:01000001235"],
    "010-0000 1234/12345\n办公电话 400-000-1234": [
        "010-0000 1234 tel:01000001234", "12345 tel:12345", "400-000-1234 tel:4000001234",
    ],
}  # fmt: skip


@pytest.mark.parametrize("written", WRITTEN)
def test_numbers_are_told_apart_and_dialled_as_they_are_read(written):
    found = phones(written)
    assert [f"{phone} {phone.link}" for phone in found] == WRITTEN[written]
    assert all(phone.is_office for phone in found)
    assert phones("、".join(map(str, found))) == found


@pytest.mark.parametrize("written", ["问居委会", "010-650012345", "010-6500 1234（找王大姐）", "1234", "转 802", "138001380001"])
def test_what_is_no_number_says_so(written):
    assert not all(phone.is_number for phone in phones(written))


def test_a_mobile_is_a_number_and_no_offices():
    (phone,) = phones("14200012345")
    assert (str(phone), phone.link, phone.is_number, phone.is_office) == ("142 0001 2345", "tel:14200012345", True, False)


SENTENCES = {
    "电话预约：010-0000 1234转802，或到社区": ["电话预约：", "010-0000 1234 转 802", "，或到社区"],
    "到二层，或打12345转3": ["到二层，或打", "12345 转 3", ""],
    "拨打 6500 1234、6500 1235 报名": ["拨打 ", "6500 1234", "、", "6500 1235", " 报名"],
    "12338": ["", "12338", ""],
    "办了 12345 件事，面积 6500 1234": ["办了 12345 件事，面积 6500 1234"],
    "2026-01-01 到 2026-03-03": ["2026-01-01 到 2026-03-03"],
    "": [""],
}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_names_numbers(sentence):
    assert list(map(str, told(sentence))) == SENTENCES[sentence]
