"""Undoes disguises of text: 壹叁捌, １３８, 1 3 8, 138<br> and **138** are the same digits to a reader.

`original_text` maps a part back to the text as written, which messages quote.
"""

from __future__ import annotations

import re
import unicodedata

from generator.content.markup import BREAK

NUMERALS = "0-9〇零○一二三四五六七八九幺壹贰貳叁參肆伍陆陸柒捌玖"
"""Characters that stand for one digit after `_plain`, for character classes."""
SEPARATORS = r" \-‐‑–—―−_.·•・‧/\\*`~^()\[\]【】"
"""Separators between the digits of one number, for character classes."""
MARK = rf"(?:[^\w\n{BREAK}\",，:：○]|[_杠丨]|[,，](?!\[| ?[1-9]\d{{0,2}}\.\d{{3}})|[:：](?!\d\d(?!\d)))"
"""Other separators between the groups of a number (138,0013,8000, 138、0013、8000, 138杠0013杠8000).

Not among them: a comma between degrees or lists, the colon of an hour, a straight quotation mark, which separates data.
"""

_DIGITS = dict(zip("〇零○一二三四五六七八九幺壹贰貳叁參肆伍陆陸柒捌玖", "0001234567891122334566789", strict=True)) | {
    "×": "X"
}
_SOFT_BREAK = re.compile(r"(?<!\n)\n(?![ \t]*(?:\n|[-*+][ \t]|[>|]|#{1,6}[ \t]|\d{1,9}[.)][ \t]))")
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,9}\s{0,2}/?>")  # with anything in it, that is shown
_LETTER_O = re.compile(rf"(?<=\d)(?:[{SEPARATORS}]*[Oo]+)+(?![A-WYZa-wyz])")


class _Table(dict[int, str | None]):
    """A table for `str.translate` that is filled on demand; None deletes a character."""

    def __init__(self, digits: bool, joints: bool):
        super().__init__()
        self._digits, self._dropped = digits, re.compile(f"[{SEPARATORS}]") if joints else None

    def __missing__(self, code: int) -> str | None:
        plain = _plain(chr(code), self._digits)
        result = None if plain and self._dropped and self._dropped.fullmatch(plain) else plain
        self[code] = result
        return result


def _plain(character: str, digits: bool) -> str | None:
    """Deletes invisible and combining characters, and replaces look-alikes."""
    kind = unicodedata.category(character)
    if kind in ("Cf", "Mn", "Me"):
        return None
    if kind == "Zs":
        return " "
    like = unicodedata.normalize("NFKC", character)
    like = like if len(like) == 1 else character
    number = unicodedata.digit(like, None)
    if number is not None:
        return str(number)
    return _DIGITS.get(like, like) if digits else like


_NUMBERS = _Table(digits=True, joints=False)
_ALIKE = _Table(digits=False, joints=False)
_WORDS = _Table(digits=False, joints=True)


def flatten(text: str) -> str:
    """The text at the same length, with blanks for line breaks within paragraphs and for raw HTML tags."""
    return _SOFT_BREAK.sub(" ", _TAG.sub(lambda tag: " " * len(tag.group()), text))


def to_digits(flowing_text: str) -> str:
    """All digits as 0–9, a letter O among digits included."""
    plain = flowing_text.translate(_NUMBERS)
    if "O" in plain or "o" in plain:
        plain = _LETTER_O.sub(lambda found: re.sub("[Oo]", "0", found.group()), plain)
    return plain


def numeral_boundaries(flowing_text: str) -> set[int]:
    """Offsets in `to_digits` where digits turn into numerals or back: 周一13800138000, 13800138000一直."""
    alike = flowing_text.translate(_ALIKE)
    return {
        at
        for at in range(1, len(alike))
        if (alike[at - 1] in _DIGITS and alike[at].isdigit()) or (alike[at] in _DIGITS and alike[at - 1].isdigit())
    }


def strip_marks(flowing_text: str) -> str:
    """The text without blanks and separators; numerals stay as written."""
    return flowing_text.translate(_WORDS)


def original_text(text: str, flowing_text: str, start: int, end: int, of_words: bool) -> str:
    """The part of `text` that became `start` to `end` of `strip_marks` (`of_words`) or `to_digits`."""
    table = _WORDS if of_words else _NUMBERS
    kept = [at for at, character in enumerate(flowing_text) if table[ord(character)] is not None]
    return text[kept[start] : kept[end - 1] + 1]
