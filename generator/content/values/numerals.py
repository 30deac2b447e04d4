"""Numbers in Chinese characters: 四十, 一百二十, 两千三, 二〇二六."""

from __future__ import annotations

import re

DIGITS = {
    character: value
    for value, same in enumerate("〇零○ 一壹 二贰两 三叁 四肆 五伍 六陆 七柒 八捌 九玖".split())
    for character in same
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10_000, "萬": 10_000, "亿": 100_000_000}
NUMERALS = "".join([*DIGITS, *_UNITS, *_LARGE])
_LONGEST = 24  # characters of a number
_ONE_BY_ONE = re.compile(f"[{''.join(DIGITS)}]+")


def read_numeral(text: str) -> int | None:
    """The number that characters write, digit by digit (二〇二六) or with units (一百二十); None for anything else."""
    if not 0 < len(text) <= _LONGEST or any(character not in NUMERALS for character in text):
        return None
    if _ONE_BY_ONE.fullmatch(text):
        return int("".join(str(DIGITS[character]) for character in text))
    total, rest, size_of_last = 0, text, 0
    for name, size in sorted(_LARGE.items(), key=lambda large: -large[1]):
        before, found, after = rest.rpartition(name)
        if found:
            high = _below_ten_thousand(before) if before else None  # 万余人 has no number
            if high is None:
                return None
            total, rest, size_of_last = total + high * size, after, size
    if total and rest in DIGITS:  # 一万二 is 12,000, 一万零二 10,002
        return total + DIGITS[rest] * size_of_last // 10
    low = _below_ten_thousand(rest) if rest else 0
    return None if low is None else total + low


def _below_ten_thousand(text: str) -> int | None:
    """一千零五 is 1,005, 两千三 is 2,300, 十二 is 12."""
    total, digit, last = 0, None, 0
    for character in text:
        if character in DIGITS:
            if digit:  # 四五十: about forty or fifty
                return None
            digit = DIGITS[character]
            last = 0 if digit == 0 else last
        elif character in _UNITS:
            total += (1 if digit is None else digit) * _UNITS[character]
            digit, last = None, _UNITS[character]
        else:
            return None
    return total + (digit or 0) * (last // 10 if last > 10 else 1)
