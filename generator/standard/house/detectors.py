"""Detects what must not be published: private numbers, home addresses, names and schools of children.

Disguises are undone by `plain`: blanks and separators, other digits, invisible characters, Markdown.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from generator.model.phones import parse_phones
from generator.patterns import lazy
from generator.standard.house import plain
from generator.standard.house.plain import MARK, NUMERALS, SEPARATORS


class Hit(NamedTuple):
    """The text found, as written."""

    rule: str
    text: str


NUMBER_RULES = ("house.identity-number", "house.mobile", "house.bank-card")

_JOINT = rf"[{SEPARATORS}。]{{1,24}}"
_RUN, _MARKED_RUN = (
    re.compile(rf"\d+[xX]?(?:{joint}\d+[xX]?)*(?:{joint}[xX](?![A-Za-z]))?") for joint in (_JOINT, rf"{MARK}{{1,24}}")
)
_GROUP = lazy(r"\d+[xX]?|[xX]")
MIN_DIGITS, _MOST_DIGITS = 11, 19  # a mobile number, the longest bank card
BETWEEN = rf"(?:{MARK}|\n)"
# Only account numbers begin with zeros.
FIRST = (
    rf"[1-9１-９{NUMERALS[6:]}①-⑨"
    r"\u0660-\u0669\u06f0-\u06f9\U0001d7ce-\U0001d7ff]"
)
DIGIT = rf"[\d{NUMERALS[3:]}①-⑨OoＯ]"
"""First character, further characters and separators of a number as written: for quick patterns."""
ZERO = rf"[0０{NUMERALS[3:6]}OoＯ]"
_GAP = rf"{BETWEEN}{{0,24}}"
_LONG = lazy(rf"(?:{FIRST}|{ZERO}{_GAP}{ZERO}){_GAP}(?:{DIGIT}{_GAP}){{10}}")
_LOOSE = lazy(r"[\s。]")
_TIED_BEFORE, _TIED_AFTER = lazy(r"\d[-./·–—]$"), lazy(r"[-./·–—]\d")
_AREA = lazy(r"010|02\d|400|800|(?:010|02\d)\d{8}")  # how a landline or service number begins
_USUAL = {(3, 4, 4), (4, 4, 3), (3, 3, 5), (3, 8), (7, 4), (6, 8, 4), (6, 4, 4, 4), (6, 4, 2, 2, 4), (3, 3, 4, 4, 4)}
"""Digits in each group, as people write mobile and identity numbers."""
_STRIKING = {(3, 4, 4), (3, 8), (7, 4), (6, 8, 4), (1,) * 11}
"""Groupings that are rare in rows of figures."""
_ROW = lazy(
    rf"[^\w{SEPARATORS}。\s]|[杠丨]"
)  # what stands between the figures of a row, and seldom between a number's digits
_DAY = lazy(r"(?<!\d)(?:18|19|20)\d\d([-./])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?!\d)")
_YEAR, _CENTS = lazy(r"(?:18|19|20)\d\d"), lazy(r"\d\.\d\d?(?!\d)")
_DECIMAL = lazy(r"\d{1,3}\.\d+")  # degrees of a place

_APART = rf"[{SEPARATORS}。\s]{{0,4}}"
_ANNOUNCED = (  # rule, the word that says what the digits after it are, the least and the most of them
    ("house.identity-number", re.compile(rf"身{_APART}[份分]{_APART}[证證]"), 15, 18),
    (
        "house.bank-card",
        re.compile(rf"[卡账帐帳賬]{_APART}[号號]|[银銀]{_APART}行{_APART}卡|[账帐帳賬]{_APART}[户戶]"),
        12,
        19,
    ),
)
_REACH = 24  # characters from the word, or from the number before, to the number
_SENTENCE = lazy("[。！？!?]")

_HINT = lazy("[楼樓栋棟幢座元班叫名]")
_UNIT = f"[{NUMERALS}十拾百A-Za-z甲乙丙丁]{{1,4}}"
_MEASURES = "年月日号人户家件次个名位张场间层楼栋座路桌元块多余来平米㎡度亩斤公里分小时天周岁届期版级班%％.:：~～至到"
_CELL_BEFORE, _CELL_AFTER = lazy(r"\| *$"), lazy(r" *\|")
_BEFORE = 200  # characters before a number that are looked at: from the start of a large file on, it took 45 CPU s
_UNITS = lazy(rf" *(?![号.:：~～至到])[{_MEASURES}]")
_FLAT = lazy(
    rf"{_UNIT}(?:[号號][楼樓]|[楼樓][栋棟]|[栋棟幢座]|单元)[,，、]?(?:{_UNIT}[层層][,，、]?)?(?:{_UNIT}"
    r"(?:单元|门|室(?![一二两三四1-4]厅)|号(?!楼|会议|活动|教室|展|厅|院|门|线|车|桌|窗))"
    rf"(?:[,，、]?{_UNIT}(?:门|室))?"
    rf"|[{NUMERALS}]{{3,4}}(?![{NUMERALS}十拾百千万两{_MEASURES}]|会议|活动|教室|多功能|办公|展|大厅|服务|阅览|"
    rf"图书))"  # 3栋501
)
_KIN = "儿子|女儿|孩子|小孩|孙子|孙女|外孙|外孙女|双胞胎|长子|长女|次子|次女"
_NOT_NAMES = (
    "不|没|妈妈|爸爸|爷爷|奶奶|姥姥|姥爷|外公|外婆|阿姨|叔叔|老师|大家|我|你|她|他|人|家|苦|好|什么|醒|停|来|到|座"
)
_CHILD = lazy(
    rf"(?:{_KIN})[^。！？；\n]{{0,6}}?(?:名叫|叫做|叫作|叫|名字是|名字叫|大名|小名|学名|取名|起名|"
    rf"名为)[“\"「]?(?!{_NOT_NAMES})[\u4e00-\u9fff]{{1,4}}"
)
_COUNT = f"[{NUMERALS}十]{{1,3}}"
_SCHOOL = lazy(
    r"(?<=[\u4e00-\u9fff0-9])(?:小学|中学|幼儿园|学校|附小|附中|一中|二中|高中|初中|实验班)[^。！？；\n]{0,10}?"
    rf"(?:{_COUNT}(?:年级)?(?:{_COUNT})?|[大中小](?:{_COUNT})?)班(?!化|教|课|车|次)"
)
_NAMED = lazy(r"[\u4e00-\u9fff0-9]{1,15}$")  # the school's own name, before what it is


def find_hits(text: str) -> Iterable[Hit]:
    """All distinct hits in a text.

    A quick pattern comes first, for most texts have none.
    """
    flowing = plain.flatten(text) if "\n" in text or "<" in text else text
    long, hint = len(flowing) >= MIN_DIGITS and _LONG.search(flowing), _HINT.search(flowing)
    if not long and not hint:
        return ()
    return dict.fromkeys((*(_numbers(text, flowing) if long else ()), *(_words(text, flowing) if hint else ())))


def may_hold_number(text: str) -> bool:
    """Whether `find_numbers` may find something; False quickly for nearly all pages."""
    return _LONG.search(plain.flatten(text) if "<" in text else text) is not None


def find_numbers(text: str) -> Iterable[Hit]:
    """The hits of `NUMBER_RULES` alone."""
    return dict.fromkeys(_numbers(text, plain.flatten(text)))


def _words(text: str, flowing: str) -> Iterator[Hit]:
    bare = plain.strip_marks(flowing)
    for rule, pattern in (("house.flat-address", _FLAT), ("house.child", _CHILD), ("house.child", _SCHOOL)):
        for found in pattern.finditer(bare):
            named = _NAMED.search(bare, 0, found.start()) if pattern is _SCHOOL else None
            start = named.start() if named else found.start()
            yield Hit(rule, plain.original_text(text, flowing, start, found.end(), of_words=True))


def _numbers(text: str, flowing: str) -> Iterator[Hit]:
    """Hits of numbers: adjacent groups of digits (138 0013 8000) may be one number together."""
    digits, turns = plain.to_digits(flowing), sorted(plain.numeral_boundaries(flowing))
    yield from (
        Hit(rule, plain.original_text(text, flowing, *span, of_words=False)) for rule, span in _announced(digits)
    )
    for run in _MARKED_RUN.finditer(digits):
        groups = list(_groups(digits, run, turns))
        at = 0
        while at < len(groups):
            found = _longest_from(digits, groups, at)
            if found:
                rule, last = found
                yield Hit(rule, plain.original_text(text, flowing, groups[at][0], groups[last][1], of_words=False))
                at = last
            at += 1


def _groups(digits: str, run: re.Match[str], turns: list[int]) -> Iterator[tuple[int, int]]:
    """Start and end of each group of digits in a run, split where digits turn into numerals."""
    for group in _GROUP.finditer(digits, *run.span()):
        start, end = group.span()
        bounds = [start, *turns[bisect_right(turns, start) : bisect_left(turns, end)], end]
        yield from pairwise(bounds)


def _announced(digits: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Numbers after a word that announces them, in a sentence or under the head of a table: their length suffices."""
    for rule, word, least, most in _ANNOUNCED:
        end = 0
        for announced in word.finditer(digits):
            end = max(end, announced.end())
            for run in _RUN.finditer(digits, end):
                if run.start() - end > _REACH or _SENTENCE.search(digits, end, run.start()):
                    break
                if found := _of_length(digits, list(_GROUP.finditer(digits, *run.span())), least, most):
                    yield rule, found
                    end = run.end()


def _of_length(text: str, groups: list[re.Match[str]], least: int, most: int) -> tuple[int, int] | None:
    """The first adjacent groups of together `least` to `most` digits, as many as possible, that are no telephone, date
    or row of figures.
    """
    for at, first in enumerate(groups):
        for last in reversed(groups[at:]):
            start, end = first.start(), last.end()
            length = sum(1 for character in text[start:end] if character.isdigit() or character in "xX")
            if least <= length <= most and not _DAY.search(text[start:end]) and not _are_telephones(text[start:end]):
                return (
                    None if _counted([group.group() for group in groups[at : groups.index(last) + 1]]) else (start, end)
                )
    return None


def _longest_from(text: str, groups: list[tuple[int, int]], at: int) -> tuple[str, int] | None:
    """The rule that the longest number from group `at` on violates, and its last group."""
    digits, found = "", None
    for last in range(at, len(groups)):
        digits += text[slice(*groups[last])]
        if len(digits) > _MOST_DIGITS:
            break
        if len(digits) < MIN_DIGITS or not (rule := _kind_of(text, groups[at][0], groups[last][1])):
            continue
        if not _ROW.search(text, groups[at][0], groups[last][1]) or _is_marked(text, groups, at, last):
            found = rule, last
    return found


def _kind_of(text: str, start: int, end: int) -> str | None:
    """The rule that the digits from `start` to `end` violate together, or None.

    Digits joined to their neighbour by a hyphen or dot that contain a blank themselves are parts of two numbers.
    """
    written = text[start:end]
    tied = _TIED_BEFORE.search(text, max(0, start - _BEFORE), start) or _TIED_AFTER.match(text, end)
    return None if tied and _LOOSE.search(written) else number_kind(written)


def _is_marked(text: str, groups: list[tuple[int, int]], at: int, last: int) -> bool:
    """Whether the groups `at` to `last`, with separators that also separate lists, are one number and no row of
    figures.

    No count begins with a zero; otherwise a row of figures continues, also in a table, or a unit follows.
    """
    start, end = groups[at][0], groups[last][1]
    sizes = [group_end - first for first, group_end in groups]
    own = tuple(sizes[at : last + 1])
    alone = len(groups) == len(own)
    if own[0] == 4 and _YEAR.match(text, start):
        return False
    if any(text[first] == "0" for first, _ in groups[at + 1 : last + 1]):
        alike = len({text[group_end:first].strip() for (_, group_end), (first, _) in pairwise(groups)}) == 1
        return own in _USUAL | _STRIKING or (alone and alike and set(own[1:]) != {3})
    if (
        own not in _STRIKING
        or _UNITS.match(text, end)
        or _CELL_BEFORE.search(text, max(0, start - _BEFORE), start)
        or _CELL_AFTER.match(text, end)
    ):
        return False
    return alone or tuple(sizes) == own * (len(sizes) // len(own))


def number_kind(written: str) -> str | None:
    """The rule that a number with separators, as `written`, violates, or None."""
    groups = _GROUP.findall(written)
    digits = "".join(groups)
    if is_identity_number(digits) and _is_one(written, groups, 4):
        return "house.identity-number"
    if re.fullmatch(r"(00)?(86)?1[3-9]\d{9}", digits) and _is_one(written, groups, 6) and not _DAY.search(written):
        return "house.mobile"
    if is_bank_card(digits) and _is_one(written, groups, 3) and not _is_telephones(written, groups):
        return "house.bank-card"
    return None


def _is_one(written: str, groups: list[str], most: int) -> bool:
    """Whether groups of digits are one number: a usual grouping, at most `most` groups, or a regular pattern."""
    sizes = [len(group) for group in groups]
    if tuple(sizes[groups[0] in ("86", "0086") :]) in _USUAL:
        return True
    if _counted(groups):
        return False
    alike = len({joint.strip() for joint in re.findall(r"\D+", written.rstrip("xX"))}) == 1
    if not alike and (_YEAR.fullmatch(groups[0]) or _CENTS.search(written)):
        return False  # a year, an amount or an hour, and other figures beside it
    fours = all(size == 4 for size in sizes[:-1]) and sizes[-1] <= 4
    return len(groups) <= most or alike or fours or 2 * sizes.count(1) >= len(sizes)


def _are_telephones(written: str) -> bool:
    return written[0] in "048" and all(phone.is_number for phone in parse_phones(written))


def _counted(groups: list[str]) -> bool:
    """Whether the groups count up or down, as days or pages do."""
    return len(groups) > 3 and {int(b) - int(a) for a, b in pairwise(groups) if a.isdigit() and b.isdigit()} in (
        {1},
        {-1},
    )


def _is_telephones(written: str, groups: list[str]) -> bool:
    """Whether it is two landlines or degrees of a place, which are as long as a bank card."""
    pair = re.fullmatch(r"\d{4}(\D*)\d{4}(\D+)\d{4}\1\d{4}", written)
    return bool((pair and pair[1] != pair[2]) or any(map(_AREA.fullmatch, groups)) or _DECIMAL.fullmatch(written))


def private_digits(text: str) -> set[str]:
    """The digits of every private number in a text."""
    return {normalized_digits(hit.text) for hit in find_numbers(text)}


def normalized_digits(number: str) -> str:
    """The digits alone, without the country code: equal for two spellings of one number."""
    return re.sub(r"^(00)?86(?=1\d{10}$)", "", re.sub(r"[^\dX]", "", plain.to_digits(plain.flatten(number)).upper()))


def is_identity_number(digits: str) -> bool:
    """Whether it is an 18-digit ID number with a valid birth date and check digit."""
    if not re.fullmatch(r"[1-9]\d{16}[\dxX]", digits):
        return False
    try:
        born = dt.date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    total = sum(int(d) * (2 ** (17 - i) % 11) for i, d in enumerate(digits[:17]))
    return 1850 <= born.year <= 2200 and "10X98765432"[total % 11] == digits[17].upper()


def is_bank_card(digits: str) -> bool:
    """Whether it has 16 to 19 digits with a valid Luhn check digit and begins like a bank card (ISO/IEC 7812)."""
    return re.fullmatch(r"(?:[3-6]|95|2[2-7])\d+", digits) is not None and 16 <= len(digits) <= 19 and luhn(digits)


def luhn(digits: str) -> bool:
    doubled = (sum(divmod(int(d) * 2, 10)) for d in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0 and len(set(digits)) > 1


MESSAGES: dict[str, tuple[str, str]] = {
    "house.identity-number": ("有身份证号", "删掉身份证号"),
    "house.mobile": ("有手机号", "改成座机；本人同意公开的，写到 home.yml 的“手机”（office.mobile）里并填同意书编号"),
    "house.bank-card": ("有银行卡号", "删掉银行卡号"),
    "house.flat-address": ("有具体到门牌的住址", "只写到小区或街道"),
    "house.child": ("像是写了孩子的姓名、学校或班级", "去掉孩子的姓名、学校和班级"),
}
"""Rule → message and remedy, in Chinese."""


REVIEWABLE = ("house.flat-address", "house.child")
"""Rules whose hits are likely only, so that a reviewer may clear them."""


def mask(hit: Hit) -> str:
    """The text of a hit as reports may show it: only both ends of a number."""
    return f"{hit.text[:3]}…{hit.text[-2:]}" if hit.rule in NUMBER_RULES else hit.text
