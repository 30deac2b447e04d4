"""Normalizes texts and queries to one form before they are compared. `theme/scripts/letters.js` does the same."""

from __future__ import annotations

import re
import unicodedata

from generator.search.simplified import SIMPLIFIED, TRADITIONAL

# What is no letter, in ranges that letters.js has too: older browsers know no classes of Unicode.
SEPARATORS = (
    r"\0-/:-@\[-`{-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00f7\u02c2-\u02df\u0300-\u036f\u2000-\u206f"
    r"\u20a0-\u20ff\u2190-\u2bff\u2e00-\u2e7f\u2ff0-\u3004\u3008-\u3020\u302a-\u3030\u3036\u3037\u303d-\u303f\u3099-\u309c\u30a0"
    r"\u30fb\ud800-\uf8ff\ufe00-\ufe6f\uff00-\uffff"
)
NUMERALS = "〇零一二两三四五六七八九十百千"
_SEPARATOR = re.compile(f"[{SEPARATORS}\U0001f000-\U0001fbff]")
# An ASCII letter or digit is moved up to the private use area, so that no key of the index is taken for a number. The
# first, inner and last of several digits differ from a single digit: 6 is not found in 16, nor 16 in 162.
_ASCII, _FIRST, _BETWEEN, _LAST = 0xE000, 0xE100, 0xE200, 0xE300
_QUOTES = "\"'“”‘’「」『』《》〈〉"  # they part nothing: 瓜嫂“三清楚” is asked for without
_UNDECIDED = "\t.,*"  # a blank and these signs: letters or none, by what stands round them
_SIMPLE = dict(zip(TRADITIONAL, SIMPLIFIED, strict=True))


class _Letters(dict[int, str]):
    """Table for `str.translate`: code point → its letters, a blank for what is no letter; filled on first use."""

    def __missing__(self, code: int) -> str:
        letters = self[code] = "".join(map(_letter, unicodedata.normalize("NFKC", chr(code)).lower()))
        return letters


def _letter(one: str) -> str:
    if one in " \u200b":
        return "\t"
    if one in _QUOTES:
        return ""
    if one in _UNDECIDED:
        return one
    if _SEPARATOR.match(one):
        return " "
    return chr(_ASCII + ord(one)) if one.isascii() else _SIMPLE.get(one, one)


_LETTERS = _Letters({ord("\n"): "\n"})
_DIGITS = "".join(chr(_ASCII + ord(digit)) for digit in "0123456789")
_X = chr(_ASCII + ord("x"))
_BLANKS = re.compile("\t+")
_NAMELESS = ("××", "某某", _X + _X, "**")
_HIDDEN = re.compile("|".join(f"{re.escape(one[0])}{{2,}}" for one in _NAMELESS))
_NUMBER = re.compile(
    rf"[{_DIGITS}]+(?:,[{_DIGITS}]{{3}}(?![{_DIGITS}])|\.[{_DIGITS}]+)*|[{NUMERALS}]+"
)  # 周六 14:00 has two
_VALUES = "一二三四五六七八九"
_CHINESE_NUMERAL = re.compile(
    f"(?:([{_VALUES}两])千)?零?(?:([{_VALUES}两])百)?零?(?:([{_VALUES}]?)十)?零?([{_VALUES}])?"
)


def normalize(text: str) -> str:
    """The text in the form in which it is indexed and searched.

    Compatibility forms (NFKC), upper case and traditional characters are folded; numerals become digits; quotation
    marks and blanks between Chinese and Latin letters or digits are dropped; any other signs between two letters become
    one blank, the end of a line two.
    """
    normalized = unicodedata.normalize("NFC", text).translate(_LETTERS)
    normalized = _BLANKS.sub(_blank, normalized)
    if any(one in normalized for one in _NAMELESS):
        normalized = _HIDDEN.sub(_hidden, normalized)
    normalized = _NUMBER.sub(lambda run: _NUMBERS[run[0]], normalized)
    lines = normalized.replace(".", " ").replace(",", " ").replace("*", " ").split("\n")
    return "  ".join(" ".join(line.split()) for line in lines)


def _around(run: re.Match[str]) -> tuple[str, str]:
    """The character before and the one after, a blank where there is none."""
    start, end = run.span()
    return run.string[start - 1] if start else " ", run.string[end] if end < len(run.string) else " "


def _script(one: str) -> str:
    """`latin` for a Latin letter or digit, `han` for another letter, empty for what is none."""
    return "" if one < "\x80" else "latin" if "\ue000" <= one <= "\ue0ff" else "han"


def _blank(run: re.Match[str]) -> str:
    return "" if {*map(_script, _around(run))} == {"latin", "han"} else " "


def _hidden(run: re.Match[str]) -> str:
    """The placeholder of a name that is withheld: 张××家庭, 张某某家庭."""
    return "×" if {*map(_script, _around(run))} == {"han"} else run[0]


class _Numbers(dict[str, str]):
    """A number as it is written → its letters; filled on first use."""

    def __missing__(self, run: str) -> str:
        letters = self[run] = _mark_positions(_to_digits(run) if run[0] in NUMERALS else run.replace(",", ""))
        return letters


_NUMBERS = _Numbers()


def _to_digits(run: str) -> str:
    """`十八`, `二〇一二`, `一百二十七` in digits; a run of numerals that is no number stays as it is."""
    numeral = run.replace("〇", "零")
    if numeral == "两":
        number = "2"
    elif all(one == "零" or one in _VALUES for one in numeral):
        number = "".join(str(_VALUES.find(one) + 1) for one in numeral)
    elif found := _CHINESE_NUMERAL.fullmatch(numeral):
        thousands, hundreds, tens, ones = (
            _VALUES.find(one.replace("两", "二")) + 1 if one else 0 for one in found.groups("")
        )
        number = str(1000 * thousands + 100 * hundreds + 10 * (tens or "十" in numeral) + ones)
    else:
        return run
    return "".join(chr(_ASCII + ord(digit)) for digit in number)


def _mark_positions(number: str) -> str:
    """First, inner and last digits as characters of their own; see `_ASCII`."""
    if len(number) == 1 or number[0] not in _DIGITS:
        return number
    codes = [ord(one) % 0x100 for one in number]
    return "".join(map(chr, (_FIRST + codes[0], *(_BETWEEN + code for code in codes[1:-1]), _LAST + codes[-1])))
