"""What may not stand in a public text: numbers that identify or reach a person, where she lives, a child by name or school."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple


class Hit(NamedTuple):
    """The words found, as they stand in the text."""

    rule: str
    text: str


_DIGITS = str.maketrans("〇零一二三四五六七八九幺○Ｘ", "0012345678910X")
_RUN = re.compile(r"\d+[xX]?(?:[ \-–—.·_/]{1,2}\d+[xX]?)*")
_LEAST_DIGITS, _MOST_DIGITS = 11, 19  # a mobile number, the longest bank card
_NUMERAL = r"[\d〇零一二三四五六七八九幺○]"
_LONG = re.compile(rf"{_NUMERAL}(?:[ \-–—.·_/－　]{{0,2}}{_NUMERAL}){{10}}")  # as long as a mobile number, the shortest of all
_UNIT = "[0-9〇零一二三四五六七八九十百A-Za-z甲乙丙丁]{1,4}"
_FLAT = re.compile(rf"{_UNIT}\s*(?:号楼|楼栋|栋|幢|座|单元)\s*[,，\-]?\s*{_UNIT}\s*(?:单元|门|室|号(?!楼))")
_KIN = "儿子|女儿|孩子|小孩|孙子|孙女|外孙|外孙女|双胞胎|长子|长女|次子|次女"
_NOT_NAMES = "妈妈|爸爸|爷爷|奶奶|姥姥|姥爷|外公|外婆|阿姨|叔叔|老师|大家|我|你|她|他|人|家|苦|好|什么|醒|停|来|到|座"
_CHILD = re.compile(
    rf"(?:{_KIN})[^。！？；\n]{{0,6}}?(?:名叫|叫做|叫作|叫|名字是|名字叫|大名|小名|学名|取名|起名|名为)\s*[“\"「]?(?!{_NOT_NAMES})[\u4e00-\u9fff]{{1,4}}"
)
_COUNT = "[0-9〇零一二三四五六七八九十]{1,3}"
_SCHOOL = re.compile(
    r"[\u4e00-\u9fff0-9]{1,15}(?:小学|中学|幼儿园|学校|附小|附中|一中|二中|高中|初中|实验班)[^。！？；\n]{0,10}?"
    rf"(?:{_COUNT}\s*(?:年级)?\s*[（(]?\s*(?:{_COUNT})?\s*[)）]?|[大中小](?:{_COUNT})?)\s*班(?!化|教|课|车|次)"
)


def hits(text: str) -> Iterator[Hit]:
    """All that the detectors find in one text, each pair of rule and words once."""
    seen: set[Hit] = set()
    for hit in _all(text):
        if hit not in seen:
            seen.add(hit)
            yield hit


def _all(text: str) -> Iterator[Hit]:
    """A quick look first: most texts have nothing that any detector could be about."""
    if _LONG.search(text):
        plain = "".join(unicodedata.normalize("NFKC", c)[0] for c in text).translate(_DIGITS)
        for found in _RUN.finditer(plain):
            yield from _numbers(text, found)
    if any(word in text for word in ("号楼", "栋", "幢", "座", "单元")):
        yield from (Hit("house.flat-address", found.group()) for found in _FLAT.finditer(text))
    if "叫" in text or "名" in text:
        yield from (Hit("house.child", found.group()) for found in _CHILD.finditer(text))
    if "班" in text:
        yield from (Hit("house.child", found.group()) for found in _SCHOOL.finditer(text))


def _numbers(text: str, run: re.Match) -> Iterator[Hit]:
    """People break numbers up (138 0013 8000): any neighbouring groups of the run may be one number together."""
    groups = list(re.finditer(r"\d+[xX]?", run.group()))
    at = 0
    while at < len(groups):
        found = _longest_from(groups, at)
        if found:
            rule, last = found
            yield Hit(rule, text[run.start() + groups[at].start() : run.start() + groups[last].end()])
            at = last
        at += 1


def _longest_from(groups: list[re.Match], at: int) -> tuple[str, int] | None:
    """The rule that the longest number from the group `at` on breaks, and its last group."""
    digits, sizes, found = "", [], None
    for last in range(at, len(groups)):
        digits += groups[last].group()
        sizes.append(len(groups[last].group()))
        if len(digits) > _MOST_DIGITS:
            break
        rule = number_kind(digits, sizes) if len(digits) >= _LEAST_DIGITS else None
        found = (rule, last) if rule else found
    return found


def number_kind(digits: str, groups: list[int]) -> str | None:
    """The rule that a number written in `groups` of digits breaks, or None."""
    even = len(groups) == 1 or len(set(groups)) == 1
    if is_identity_number(digits):
        return "house.identity-number"
    if re.fullmatch(r"(86)?1[3-9]\d{9}", digits) and (even or len(groups) <= 4):
        return "house.mobile"
    fours = all(size == 4 for size in groups[:-1]) and groups[-1] <= 4
    if re.fullmatch(r"\d{16,19}", digits) and (even or fours) and luhn(digits):
        return "house.bank-card"
    return None


def is_identity_number(digits: str) -> bool:
    """An 18-digit ID-card number: a real date of birth and a right check digit."""
    if not re.fullmatch(r"[1-9]\d{16}[\dxX]", digits):
        return False
    try:
        born = dt.date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    total = sum(int(d) * (2 ** (17 - i) % 11) for i, d in enumerate(digits[:17]))
    return 1850 <= born.year <= 2200 and "10X98765432"[total % 11] == digits[17].upper()


def luhn(digits: str) -> bool:
    doubled = (sum(divmod(int(d) * 2, 10)) for d in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0 and len(set(digits)) > 1


TOLD: dict[str, tuple[str, str]] = {
    "house.identity-number": ("有身份证号", "删掉身份证号"),
    "house.mobile": ("有手机号", "改成座机；本人同意公开的，写到 home.yml 的“手机”（office.mobile）里并填同意书编号"),
    "house.bank-card": ("有银行卡号", "删掉银行卡号"),
    "house.flat-address": ("有具体到门牌的住址", "只写到小区或街道"),
    "house.child": ("像是写了孩子的姓名、学校或班级", "去掉孩子的姓名、学校和班级，或请审核人员在 reviews/ 里写明理由后放行"),
}
"""Rule → what was found and what to do, in Chinese."""
