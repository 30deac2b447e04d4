"""Texts that fill a place and tell nothing: —, /, nan, 无, 未填; and those that point elsewhere: 同上, 详见附件."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.content.values.value import half_width
from generator.diagnostics import InvalidInput

_LONGEST = 12
_FIRST = frozenset("-‐‑‒–—―−－_/／\\.…*?？nN#ＮｎnN无無暂没沒空未待缺不同如见見详詳参參附另目(（\u200b\ufeff")
_UNFILLED = re.compile(
    r"[-‐‑‒–—―−_/\\.…*]+|(?i:nan|nat|null|#?n/?a|nil)|None|NONE|空白?|(?:未|没|暂未|暂不|待)(?:填写?|补充?|定)|暂缺|缺|不详"
    r"|不清楚|不知道|未统计|\?+"
)
_NONE = re.compile("(?:目前)?(?:无|暂无|没有|没|暂时没有)")
_ELSEWHERE = re.compile(
    r"同(?:上|前|左|右)(?:栏|行|格|表)?|[如见](?:上|下|前|后)(?:表|图)?"
    r"|(?:详|参)?见(?:附件|附表|附页|附图|名册|名单|台账|照片|材料|图片|表格?|上|下|后)[\d一二三四五]{0,2}|附后|另附(?:表|页|名单)?"
)


def may_tell_nothing(text: str) -> bool:
    """Whether a text may be one of these; cheap, for it is asked of every value."""
    return len(text) <= _LONGEST and text[:1] in _FIRST


@lru_cache(4096)
def is_unfilled(text: str) -> bool:
    """Whether a text stands for a place that nobody has filled in, as sheets and forms have it."""
    return _UNFILLED.fullmatch(_bare(text)) is not None


@lru_cache(4096)
def says_none(text: str) -> bool:
    """Whether a text says that there is none."""
    return _NONE.fullmatch(_bare(text)) is not None


def refuse_elsewhere(text: str) -> None:
    """Raises `InvalidInput` for a text that only points to another place."""
    if may_tell_nothing(text) and _ELSEWHERE.fullmatch(_bare(text)):
        raise InvalidInput(f"“{text[:30]}”离开了原来的表，看不出写的是什么", "把内容写在这里；没有就空着")


def _bare(text: str) -> str:
    """Without marks around it."""
    plain = half_width(text).replace(" ", "")
    return re.sub(r"^\((.*)\)$", r"\1", plain).strip("。!,;") or plain
