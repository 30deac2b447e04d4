"""Yes and no as forms have them: √, ×, 有，三块, 已上墙."""

from __future__ import annotations

import re

from generator.content.values.value import Value, half_width
from generator.diagnostics import InvalidInput

YES = ("true", "yes", "是", "有")
NO = ("false", "no", "否", "无")
_TICKS, _CROSSES = "√✓✔☑☒对✅", "×✗✘❌╳错"
_DONE = (
    "上墙|悬挂|挂上|挂牌|挂|设立|设置|设|张贴|贴|公布|公示|建立|建成|建|配备|配|安装|装|纳入|完成|使用|落实|到位|具备|做到"
    "|达标|达到|签"
)
_MORE = r"(?:[了好的齐]|起来|到位|完成|完毕)*"
_COUNT = "\\d*[一二两三四五六七八九十]*[个块张处面套台本册间枚幅]?"
_REMARK = rf"(?:{_COUNT}(?:[\s,，、;；。:：(（].*)?)?"
_YES = re.compile(
    rf"(?:[{_TICKS}]|是的?|有了?|具备|都有|齐全|y|on|已(?:经)?(?:全部|都)?(?:{_DONE}){_MORE}|(?:{_DONE})了|已有){_REMARK}",
    re.DOTALL,
)
_NO = re.compile(
    rf"(?:[{_CROSSES}]|x|n|off|不是|没有?|未有|暂无|还没有?|暂未|否|无|[未没](?:有)?(?:{_DONE}){_MORE}|尚未(?:{_DONE})?{_MORE}){_REMARK}",
    re.DOTALL,
)
_OPEN = re.compile("计划|准备|正在|在建|待|拟|打算|部分|有的|有时|基本|大部分|不全|不齐|但|明年|下月|将")


def read_yes_no(text: str) -> Value[bool]:
    """Whether it is so. What is only planned, or so in part, is asked about. Raises `InvalidInput`."""
    word = half_width(text).lower()
    for words, value in ((YES, True), (NO, False)):
        if word in words:
            return Value(value)
    if not _OPEN.search(word):
        said_no = _NO.fullmatch(word)
        if said_no or _YES.fullmatch(word):
            return Value(not said_no, "否" if said_no else "是")
        if word in ("1", "0"):
            return Value(word == "1", "是" if word == "1" else "否")
    raise InvalidInput(f"“{text[:30]}”看不出是“是”还是“否”", "做到了写 是，没有做到写 否")
