"""What reading a text gives."""

from __future__ import annotations

import unicodedata
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Value(NamedTuple, Generic[T]):
    """`value`, and, where the text was interpreted, `canonical`: how the same is written in the project's own format.

    Readers raise `InvalidInput` for a text that says nothing they know, or that may say two things.
    """

    value: T
    canonical: str | None = None


_UNSEEN = str.maketrans("", "", "\u200b\u200c\u200d\u2060\ufeff\u00ad\ufe0f")
_SIMPLIFIED = str.maketrans(
    "無沒區鎮鄉縣懸掛牆費經緯東週點時間開體會員圓圖萬億個兩幾餘約應該籌計劃張設備齊對錯號長級別樓梯車廁輔導諮詢調解類",
    "无没区镇乡县悬挂墙费经纬东周点时间开体会员圆图万亿个两几余约应该筹计划张设备齐对错号长级别楼梯车厕辅导咨询调解类",
)


def half_width(text: str) -> str:
    """A text as its readers compare it: full-width characters as a keyboard has them, without what nobody sees,
    trimmed; common words of values in simplified characters.
    """
    plain = unicodedata.normalize("NFKC", text)
    return (plain if plain.isascii() else plain.translate(_UNSEEN).translate(_SIMPLIFIED)).strip()
