"""Whom to call where harm is meant: the police first, then help, never a line that opens a case."""

from __future__ import annotations

import pytest

CITY = "name: 北京市\nfederation: 北京市妇女联合会\nhotlines:\n"


def lines(folder, *listed: str) -> list[str]:
    folder.write(
        "city.yml", CITY + "".join(f"  - {line}\n" for line in listed) if listed else CITY.replace("hotlines:\n", "")
    )
    return [str(line.phone) for line in folder.site().city.help_lines]


def test_danger_stands_first_then_advice_and_never_the_rest(folder):
    assert lines(
        folder,
        '{name: 市民热线, phone: "12345", for: general}',
        '{name: 本市热线, phone: "010-0000 1111", for: advice}',
        '{name: 妇女热线, phone: "12338", for: advice}',
        '{name: 急救, phone: "120", 用途: 遇到危险}',
        '{name: 报警, phone: "110", for: danger}',
        '{name: 短信报警, phone: "12110", for: danger}',
    ) == ["110", "12110", "120", "12338", "010-0000 1111"]


@pytest.mark.parametrize("listed", [(), ('{name: 妇女热线, phone: "12338"}', '{name: 市民热线, phone: "12345"}')])
def test_a_list_that_says_nothing_of_uses_is_safe(folder, listed):
    assert lines(folder, *listed) == ["110", *(["12338"] if listed else [])]
    assert "12345" not in [str(line.phone) for line in folder.site().city.help_lines]


def test_text_messages_are_sent_and_calls_are_made(folder):
    lines(
        folder, '{name: 短信报警, phone: "12110", for: danger}', '{name: 本市热线, phone: "010-0000 1111", for: advice}'
    )
    assert [line.link for line in folder.site().city.help_lines] == ["tel:110", "sms:12110", "tel:01000001111"]
