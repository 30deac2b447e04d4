"""Yes and no as forms have them: √, ×, 有，三块, 已上墙."""

from __future__ import annotations

import re

from generator.content.values.value import Value, half_width
from generator.diagnostics import InvalidInput
from generator.patterns import lazy

YES = ("true", "yes", "是", "有")
NO = ("false", "no", "否", "无")
_TICKS, _CROSSES = "√✓✔☑对✅", "×✗✘❌✖╳错"
_DONE = (
    "上墙|悬挂|挂上|挂牌|挂|设立|设置|设|张贴|贴|公布|公示|建立|建成|建|配备|配|安装|装|纳入|列入|完成|使用|落实|到位|具备|做到"
    "|达标|达到|签|开展"
)
_MORE = r"(?:[了好的齐]|起来|到位|完成|完毕)*"
_COUNTERS = "个块张处面套台本册间枚幅"
_COUNT = f"\\d*[一二两三四五六七八九十]*[{_COUNTERS}]?"
_THING = "(?:醒目|明显)?(?:标识|标志|牌子|牌|徽|妇联徽|宣传栏|宣传板|推荐箱|意见箱|光荣榜|制度)"
_REMARK = rf"(?:{_COUNT}(?:[\s,，、;；。:：(（].*)?)?"
_HOW = "(?:经|按要求|按规定|规范|统一|全部|都|均|制作|完成)*"
_RULES = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})[项个条]?(?:工作|规章|管理)?(?:制度|规定|职责)?"
_USED = "(?:经常|正常|每天|天天|常年|一直|长期)(?:都|在)*(?:使用|在用|用|运转|运行|开放)?"
_YES = lazy(
    rf"(?:[{_TICKS}]+|v+|ok|okay|[{_TICKS}]?是的?|是[{_TICKS}有]|有[的了齐]?|(?:都|全|均)有|齐全?|y|t|on|(?:{_RULES})?(?:[均都全]部?)?已{_HOW}(?:{_DONE}){_MORE}|已经有[了的]?"
    rf"|(?:{_RULES})?(?:全部|[均都])(?:{_DONE}){_MORE}|{_RULES}(?:全部|都有|齐全?|齐备)|(?:上墙|张贴|公示|悬挂)(?:{_RULES})|(?:悬挂|张贴|公示|设立|设置|安装|挂|贴|设)[在于][^,，;；。:：]{{1,20}}"
    rf"|(?:{_DONE})[了着有好]|纳入(?:[^,，;；。:：]{{0,14}}(?:经费|预算))?|上墙|到位|具备|达标|符合(?:要求)?|已有"
    rf"|[已设]?有{_THING}|{_USED}|在用|使用中|(?:[1-9]\d*|[一二两三四五六七八九十]+)[{_COUNTERS}]){_REMARK}",
    re.DOTALL,
)
_NO = lazy(
    rf"(?:[{_CROSSES}]+|xx?|n|f|off|不是|不(?:具备|达标|符合)|没有?的?|未有|[暂还尚]?(?:无|没有?|未)(?:有)?(?:{_DONE}){_MORE}"
    rf"|(?:目前|暂时?|还)(?:无|没有?)|[暂尚]未|(?:没有|无)此[项类]?|否|无){_REMARK}",
    re.DOTALL,
)
_OPEN = lazy(r"计划|准备|正在|在建|待|拟|打算|部分|有时|基本|大部分|不全|不齐|但|明年|下月|将|只是|原来|以前|申请|\?")
_NOT_SO = lazy("[未没无不否]|[破损坏掉丢拆摘撤]|脱落")
"""What a yes must not go on to say: 有，还没挂."""
_SO = lazy(f"(?<![没未])有(?!限|关|待)|是|已(?:{_DONE})")
"""What a no must not go on to say."""
_LEADING = lazy(r"[^\s,，、;；。:：(（]*[\s,，、;；。:：(（]*")


_BOX = lazy("[□☐○]")
_TICKED = "√✓✔☑■●"
_BOX_FIRST = lazy(rf"(?P<mark>[□☐○{_TICKED}])\s*(?P<word>[是有否无])")
_BOX_LAST = lazy(rf"(?P<word>[是有否无])\s*(?P<mark>[□☐○{_TICKED}])")


def _ticked(text: str) -> str:
    """The one word that is ticked: □是 ☑否, 是☑ 否□; nothing where there is not just one."""
    boxes = _BOX_FIRST if re.match(rf"[□☐○{_TICKED}]", text) else _BOX_LAST
    words = [found["word"] for found in boxes.finditer(text) if found["mark"] in _TICKED]
    return words[0] if len(words) == 1 else ""


def read_yes_no(text: str) -> Value[bool]:
    """Whether it is so. What is only planned, or so in part, is asked about. Raises `InvalidInput`."""
    word = half_width(text).lower().rstrip("。.!;,")
    word = re.sub(r"^([01])\.0+$", r"\1", re.sub(r"^\(([^()]+)\)$", r"\1", word))
    for words, value in ((YES, True), (NO, False)):
        if word in words:
            return Value(value)
    if _BOX.search(word):
        word = _ticked(word)
    if not _OPEN.search(word):
        said_no = _NO.fullmatch(word)
        remark = _LEADING.sub("", word, count=1)
        if (said_no and not _SO.search(remark)) or (
            not said_no and _YES.fullmatch(word) and not _NOT_SO.search(remark)
        ):
            return Value(not said_no, "否" if said_no else "是")
        if word in ("1", "0"):
            return Value(word == "1", "是" if word == "1" else "否")
    raise InvalidInput(f"“{text[:30]}”看不出是“是”还是“否”", "做到了写 是，没有做到写 否")
