"""Telephone numbers with extensions. A field may hold several, and a sentence may name some."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from generator.diagnostics import InvalidInput
from generator.model.field_types import FieldType, Text
from generator.patterns import lazy

_MARK = r"[-\s._·•]"  # separators within a number
_COUNTRY = rf"(?:\(?(?:\+|00)?86\)?{_MARK}*)"
_AREA = r"(?:10|2\d|[3-9]\d\d)"  # without the zero before it
_LANDLINE = rf"(?:{_COUNTRY}\(?(?:0|\(0\){_MARK}*0?)?{_AREA}\)?|\(?0{_AREA}\)?){_MARK}*\d{{3,4}}{_MARK}{{0,3}}\d{{4}}"
_LOCAL = rf"[2-9]\d{{2,3}}{_MARK}?\d{{4}}"
_FREE = rf"[48]00(?:{_MARK}?\d){{7}}"
_SHORT = r"12\d{3}|9[56]\d{3,4}"
_SERVICE = rf"(?:\(?0{_AREA}\)?{_MARK}*)?(?:{_SHORT})|1[0-2]\d(?:\d{{2,3}})?|9\d{{4,5}}|999"
_MOBILE = rf"{_COUNTRY}?1[3-9]\d(?:{_MARK}?\d){{8}}"
_OFFICE = rf"{_FREE}|{_SERVICE}|{_LANDLINE}|{_LOCAL}"
_BEFORE = r"(?<!\d)(?<!\d\.)"
# A number that is dialled by itself, never an extension.
_COMPLETE = (
    rf"(?:11[0-9]|12[0-2]|999|1\d{{4}}|9[56]\d{{3,4}}|{_FREE}|{_LANDLINE}|"
    rf"{_LOCAL}|{_MOBILE})(?!\d)"
)
_EXTENSION = (
    r"(?:[-\s]*[,;]*\s*\(?\s*(?:转分机|转接|转|分机|内线|按|ext(?:ension)?\.?|[x×*#pw])号?[\s:=]*"
    r"|\s*-\s*(?=\d{1,5}(?!\d))|\s*\((?=[1-9]\d{0,4}\)))(\d{1,6})(?:\s*\))?"
)
_TRAILING_EXTENSION = (
    rf"(?!{_COMPLETE})\d{{1,5}}(?!{_MARK}*\d|:| *[人名位个元块点时分号日月年岁天次件楼层]|(?![或和以])[\u4e00-\u9fff])"
)
_PAUSED = lazy(rf"({_BEFORE}(?:{_OFFICE}))(\s*[,;]+\s*)({_TRAILING_EXTENSION})", re.IGNORECASE)
_ONE = lazy(rf"{_BEFORE}({_MOBILE}|{_OFFICE})(?!\d)(?:{_EXTENSION}(?!\d))?", re.IGNORECASE)
_BETWEEN = lazy(r"[、,;/|&\n]|或者?|以及|和")
_BRACKETS = lazy(r"\([^()]*\)")
_FAX = lazy("传真(?!同号)|fax", re.IGNORECASE)
_FAX_NUMBER = lazy(rf"[\s,;、]*传真[\s:]*(?:{_LANDLINE}|{_LOCAL})(?!\d)")
_WORDS = lazy("[\u4e00-\u9fff: ]{1,20}")
_LIKE_DIGITS = lazy(r"\d[OoIl]|[OoIl]\d|\0.*\d")  # letters in place of digits, 8888123O; digits of no number
_ZERO_LOST = lazy(
    rf"(?P<area>10|2\d){_MARK}*(?P<first>\d{{4}}){_MARK}*(?P<last>\d{{4}})(?:{_EXTENSION})?"
    rf"|(?P<area3>[3-9]\d\d){_MARK}*(?P<first3>\d{{3,4}}){_MARK}*(?P<last3>\d{{4}})(?:{_EXTENSION})?",
    re.IGNORECASE,
)
_CALLED = lazy(r"(?:[\u4e00-\u9fff]{0,4}(?:电话|座机|热线|专线)|拨打?|打|致电|tel\.?)[\s:]*", re.IGNORECASE)
_ALONE = lazy(rf"{_FREE}|{_LANDLINE}")  # unmistakable without a word that announces it
_ALIKE = {ord(dash): "-" for dash in "‐‑‒–—―−"}


@dataclass(frozen=True, slots=True)
class Phone:
    """`number` for display, without the `extension` that is asked for afterwards."""

    number: str
    extension: str = ""

    def __str__(self) -> str:
        return f"{self.number} 转 {self.extension}" if self.extension else self.number

    @property
    def link(self) -> str:
        """`tel:01065001234,802`: the comma is a pause before the extension.

        theme/scripts/tools.js derives the same from `str`.
        """
        return "tel:" + re.sub(r"[^\d+]", "", self.number) + (f",{self.extension}" if self.extension else "")

    @property
    def is_number(self) -> bool:
        """Whether it is a valid number; else it is text that was written instead."""
        return re.fullmatch(f"{_MOBILE}|{_OFFICE}", self.number) is not None

    @property
    def is_office(self) -> bool:
        """Whether it is a landline, a 400 number or a short service number, not a mobile."""
        return re.fullmatch(_OFFICE, self.number) is not None

    @property
    def is_local(self) -> bool:
        """Whether it is a landline without area code, which a mobile of another city does not reach."""
        return re.fullmatch(_LOCAL, self.number) is not None


@dataclass(frozen=True)
class Telephone(FieldType):
    """A `Phone`.

    Text that is no number is kept for the rule `house.phone` to reject; so is a mobile, unless `any_number`.
    """

    any_number: bool = False
    max_length: int = 80

    @property
    def format_hint(self) -> str:
        return "手机号" if self.any_number else "座机、400 或服务短号，可以带分机，如 0××-×××× 1234 转 802"

    def read(self, text: str) -> Phone:
        found = parse_phones(Text(self.max_length).read(text))
        if not found:
            raise InvalidInput(f"“{text[:30]}”不是电话号码", f"写成{self.format_hint}")
        return found[0] if len(found) == 1 else Phone(text)

    def split(self, text: str) -> tuple[str, ...]:
        """The numbers of a text that lists several."""
        return tuple(map(str, parse_phones(text))) or (text,)

    def continues(self, before: str, text: str) -> bool:
        """Whether the list item `text` is the extension of the item `before`: YAML splits [010-0000 1234,802]."""
        return text.strip().isdecimal() and parse_phones(f"{before},{text}")[-1].extension == _half_width(text.strip())

    def ignored_part(self, text: str) -> str:
        """The remarks beside the numbers, which are not published."""
        return "、".join(_read(text)[1])


def parse_phones(text: str) -> tuple[Phone, ...]:
    """All numbers of a field, separated by 、，；/, line breaks, blanks or words.

    Text that is no number is kept as a `Phone`.
    """
    return tuple(_read(text)[0])


def _read(text: str) -> tuple[list[Phone], list[str]]:
    """The numbers, and the remarks beside them."""
    found: list[Phone] = []
    remarks: list[str] = []

    def clear(brackets: re.Match[str]) -> str:
        if not _is_remark(brackets[0][1:-1]):
            return brackets[0]
        remarks.append(brackets[0][1:-1].strip())
        return " "

    plain = _with_pauses(_half_width(text))
    numbered = _ONE.search(plain) is not None
    plain = _BRACKETS.sub(clear, plain) if numbered else plain
    if "传真" in plain and _ONE.search(rest := _FAX_NUMBER.sub(" ", plain)):
        remarks += (fax[0].strip(" ,;、") for fax in _FAX_NUMBER.finditer(plain))
        plain = rest
    for piece in map(str.strip, _BETWEEN.split(plain)):
        piece = _CALLED.sub("", piece, count=1) if _CALLED.match(piece) else piece
        if found and (same := _same_number(found[-1], piece)):
            found[-1:] = [found[-1], same] if found[-1].extension else [same]
        elif piece and not _ONE.sub("", piece).strip():
            found += (_phone(one) for one in _ONE.finditer(piece))
        elif (
            _ONE.search(piece)
            and _is_remark(rest := _ONE.sub("", piece))
            and not _LIKE_DIGITS.search(f"{piece}\0{rest}")
        ):
            found += (_phone(one) for one in _ONE.finditer(piece))
            remarks.append(rest.strip(" :"))
        elif piece and numbered and _WORDS.fullmatch(piece) and _is_remark(piece):  # 微信同号, 王芳
            remarks.append(piece)
        elif piece:
            found.append(Phone(piece))
    return found, list(filter(None, remarks))


def _is_remark(words: str) -> bool:
    """Whether text beside a number is a mere remark: no number, extension or code, and no fax."""
    if re.fullmatch(r"[\d\s+*#-]*", words) or re.match(_EXTENSION, words) or _FAX.search(words):
        return False
    return not _ONE.search(words) and len(words) <= 30


def _same_number(before: Phone, piece: str) -> Phone | None:
    """The number `before` with another extension, where `piece` holds only that: 转 802、803."""
    match = re.fullmatch(rf"{_EXTENSION}|(\d{{1,4}})\)?", piece, re.IGNORECASE)
    if match is None or _ONE.fullmatch(piece) or not (match[1] or before.extension):
        return None
    return Phone(before.number, match[1] or match[2])


def with_lost_zero(phone: Phone) -> str:
    """A landline with the 0 that a sheet took from its area code: 010-6500 1234 of 1065001234; empty for all others."""
    found = None if phone.is_number else _ZERO_LOST.fullmatch(_half_width(phone.number).strip())
    if not found:
        return ""
    area, first, last = (found[name] or found[f"{name}3"] for name in ("area", "first", "last"))
    return f"0{area}-{first} {last}"


def split_phones(text: str) -> tuple[str | Phone, ...]:
    """Splits a sentence into text and numbers, alternating.

    Numbers are those that are unmistakable, and any after a word for calling.
    """
    plain = "".join(
        mark if mark in "，；" else like for mark, like in zip(text, _half_width(text), strict=True)
    )  # these separate clauses
    plain = _with_pauses(plain)
    pieces: list[str | Phone] = []
    end = 0
    for one in _ONE.finditer(plain):
        before = plain[end : one.start()]
        listed = len(pieces) > 0 and _BETWEEN.fullmatch(before.strip()) is not None
        if (
            listed
            or _ALONE.fullmatch(one[1])
            or re.search(f"{_CALLED.pattern}$", before, re.IGNORECASE)
            or one[0] == plain.strip()
        ):
            pieces += [text[end : one.start()], _phone(one)]
            end = one.end()
    return (*pieces, text[end:])


def _phone(one: re.Match[str]) -> Phone:
    number, extension = re.sub(r"\s*[-._·•]+\s*", "-", " ".join(one[1].split())), one[2] or ""
    digits = re.sub(r"\D", "", number)
    if abroad := re.fullmatch(rf"{_COUNTRY}\(?(?:0|\(0\)[-\s]*0?)?({_AREA})\)?[-\s]*(\d{{3,4}}[-\s]?\d{{4}})", number):
        number = f"+86 {abroad[1]} {abroad[2]}"
    elif re.fullmatch(_MOBILE, number):
        number = f"{'+86 ' if len(digits) > 11 else ''}{digits[-11:-8]} {digits[-8:-4]} {digits[-4:]}"
    return Phone(number, extension)


def _with_pauses(plain: str) -> str:
    """Replaces the comma of 010-0000 1234,802 by `x` of the same width; 010-0000 1234,1235 may be two numbers."""

    def marked(paused: re.Match[str]) -> str:
        if len(paused[3]) == 4 and paused[1][-4:-2] == paused[3][:2]:
            return paused[0]
        return paused[1] + "x".ljust(len(paused[2])) + paused[3]

    return _PAUSED.sub(marked, plain)


def _half_width(text: str) -> str:
    """Digits, blanks and punctuation in half width, at the same offsets."""
    return "".join(map(_narrow, text)).translate(_ALIKE)


def _narrow(character: str) -> str:
    like = unicodedata.normalize("NFKC", character)
    return like if len(like) == 1 else character
