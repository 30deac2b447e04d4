"""Numbers with what people put around them: 1名, 40余人, 约120㎡, 1.2万元, 1200人次, 四十."""

from __future__ import annotations

import re

from generator.content.values.numerals import NUMERALS, read_numeral
from generator.content.values.value import Value, half_width
from generator.diagnostics import InvalidInput
from generator.patterns import lazy

UNITS = {
    "人": "名 人 位 个 人次 口 员",
    "平方米": "平方米 平米 平方 平 m2 m² ㎡ 个平方 平方公尺 方 sqm",
    "元/年": "元 块 块钱 圆 元/年 /年 元每年 元一年 元人民币 RMB CNY",
    "户": "户 家 户次 户家庭 个家庭",
    "年": "年 年度",
    "月": "个月 月",
    "个": "个 块 家 枚 名",
    "级": "级 道 次 审",
    "": "个 人 名 位 次 件 场 户 家 份 册 本 期 项 支 间 处 张 块 条 分",
}
"""What may follow a number, by the unit of the field that asks; all of a line mean the same."""
_SIZES = {
    "": 1,
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": 10_000,
    "w": 10_000,
    "W": 10_000,
    "k": 1000,
    "K": 1000,
    "亿": 100_000_000,
}
_PEOPLE = lazy(
    "(?:[个名位]|多?号)?(?:人|同志|妇女(?:代表)?|女性|代表|志愿者|队员|成员|党员|干部|(?:工作)?人员|阿姨|姐妹|居民|村民|群众|老师|(?:妇联)?(?:执委|委员|常委)|专干|社工|网格员|组员|学员|骨干|家长|儿童)(?:兼任?)?"
)
_NONE = lazy(rf"(?:暂时?|目前)?(?:无|没有?|未有)(?:专职|兼职|专项)?(?:人员|干部|经费)?(?:[,;(][^\d{NUMERALS}]*)?|零|0")
_ABOUT = "大约|大概|约莫|将近|接近|差不多|不到|不足|不少于|不低于|至少|最少|超过|约|近|逾|超|≈|~|≥|>=|>"
_BEFORE = (
    "(?:[\u4e00-\u9fff]{0,6}?(?:预算|拨款|划拨|安排|投入|列支)|每年|全年|人民币|RMB|¥)?"
    "(?:(?:专职|兼职)?(?:志愿者|队员|成员|妇女代表|代表|工作人员|人员|干部|妇女|女性)|(?:使用|建筑|场地|场所|活动|室内|总)?面积"
    "|(?:工作|活动)?经费)?[:为是]?"
    f"(?:{_ABOUT})?(?:共计|共有|合计|总计|总数|现有|登记|在册|专职|兼职|人民币|共|计|有)?(?:{_ABOUT})?"
)
_MORE, _AFTER = "余|多|几|来", "左右|上下|以上|以内|以下|多|余|\\+"
_RANGE = lazy(r"\d\s*[十百千万元人名平方米㎡]{0,4}\s*[-~至到—]\s*\d")
_DIGITS = r"[-+]?\d{1,12}(?:\.\d{1,40})?"
_THOUSANDS = lazy(r"(?<=\d)[,\s](?=\d{3}(?!\d))")
# What says no other number; one in brackets is of something else: 12人（其中党员3人）, (2026年数据).
_REMARK = lazy(
    rf"\s*(?:\((?!(?:[^()]*(?:另|外|实际|实有|应|原|现|改|加|不含|未含|不包|退|离|调走|辞|缺|去掉|减))[^()]*\d)(?=\D*\)$|[^()]*[\u4e00-\u9fff])[^()]*\)"
    rf"|[,;、][^\d{NUMERALS}]*)$"
)
_MIXED = lazy(r"(\d{1,4})([万千])(\d)(?:([千百])(?:(\d)百)?)?(?=\D*$)")
_NUMBER = lazy(
    rf"(?:{_BEFORE})\s*(?:(?P<digits>{_DIGITS})\s*(?:{_MORE})?\s*(?P<size>[{''.join(_SIZES)}]?)|(?P<numeral>[{NUMERALS}]+))"
    rf"\s*(?:{_MORE})?\s*(?P<unit>[^\d\s{NUMERALS}左上以]*?)\s*(?:{_AFTER})?"
)


_UNIT_IN_BRACKETS = lazy(
    r"(?<=\d)\s*\((?P<unit>[十百千万亿]?(?:元(?:/年)?|[美港欧]元|平方米|平米|亩|公顷|[人名位户年])|[百千万亿])\)"
)
_ROOMS = lazy(
    rf"^(?:上下|楼上楼下)?(?:[\d{NUMERALS}]{{1,3}}个?[间层处栋楼](?:房间|房屋|房)?[,、]?)+(?=(?:合计|总计|总共|一?共|总)(?:面积)?)"
)


def read_number(text: str, unit: str = "") -> Value[float]:
    """A number, perhaps with a unit that fits the field's `unit` (one of `UNITS`). Raises `InvalidInput`."""
    if _is_plain(text):
        return Value(float(text))
    plain = _THOUSANDS.sub("", half_width(text)).replace("m2", "平方米").replace("M2", "平方米").strip("\"'“”")
    plain = re.sub(r"^\(([^()]+)\)$", r"\1", plain)
    if re.fullmatch(_DIGITS, plain):
        return Value(float(plain))
    if _NONE.fullmatch(plain):
        return Value(0.0, "0")
    if _RANGE.search(plain):
        raise InvalidInput(f"“{text[:30]}”是一个范围", "只写一个数")
    if plain.endswith(")"):
        plain = _UNIT_IN_BRACKETS.sub(lambda found: found["unit"], plain)  # 0.8(万元) is no 0.8元
    bare = _REMARK.sub("", plain).rstrip("。.;,、").removesuffix("整")
    bare = re.sub(r"(?<!\d)\s+|\s+(?!\d)", "", bare)
    if found_rooms := _ROOMS.match(bare) if unit == "平方米" else None:
        bare = bare[found_rooms.end() :].removeprefix("一")
    if unit in ("", "人"):
        bare = bare.replace("俩人", "两人").replace("仨", "三")
    found = _NUMBER.fullmatch(_MIXED.sub(_unmixed, bare))
    if found is None:
        many = len(re.findall(r"\d+", plain)) > 1 and "+" not in plain and "." not in plain
        raise InvalidInput(f"“{text[:30]}”{'不是一个数' if many else '不是数字'}", _proposal(plain, unit))
    number = _value(found)
    if number is None:
        raise InvalidInput(f"“{text[:30]}”看不出是多少", _either(found["numeral"] or ""))
    _check_unit(found["unit"], unit, text, number)
    return Value(number, f"{number:.10f}".rstrip("0").rstrip("."))


def read_integer(text: str, unit: str = "") -> Value[int]:
    """A whole number, as `read_number` reads it; 12.0 as a sheet has it is one. Raises `InvalidInput`."""
    if _is_plain(text):
        return Value(int(text))
    number = read_number(text, unit)
    if number.value != int(number.value):
        raise InvalidInput(f"“{text[:30]}”不是整数", "只写整数，如 12")
    value = int(number.value)
    plain = number.canonical is None and re.fullmatch(r"[-+]?\d+", _THOUSANDS.sub("", half_width(text)))
    return Value(value, None if plain else str(value))


def _is_plain(text: str) -> bool:
    """Whether a text is a number of digits alone, as nearly all are."""
    return text.isascii() and text.isdigit() and len(text) <= 12


def _unmixed(found: re.Match[str]) -> str:
    """1万2 and 1万2千 are 12000."""
    size = _SIZES[found[2]]
    low = int(found[3]) * (_SIZES[found[4]] if found[4] else size // 10) + int(found[5] or 0) * 100
    return str(int(found[1]) * size + low)


_TIMES_A_YEAR = {"月": 12, "季": 4, "季度": 4, "半年": 2}
_OF_A_PART = lazy(
    rf"(?:平均)?(?:每个?(?P<each>月|季度?|半年))?(?:经费)?(?:{_ABOUT})?(?P<number>\d+(?:\.\d+)?)(?P<size>[千万]?)[元块]?(?:[/每]?一?个?(?P<per>月|季度?|半年))?"
)


def _of_a_year(plain: str) -> str:
    """What money by the month or the quarter comes to in a year; empty for anything else."""
    found = _OF_A_PART.fullmatch(plain.replace(" ", ""))
    part = found and (found["each"] or found["per"])
    if not found or not part:
        return ""
    return f"换算成一年的，如 {float(found['number']) * _SIZES[found['size']] * _TIMES_A_YEAR[part]:.10g}"


def _proposal(plain: str, unit: str) -> str:
    """What a text that holds several numbers, or one by the month, may have meant."""
    if unit == "元/年" and (yearly := _of_a_year(plain)):
        return yearly
    if unit == "平方米" and (sides := re.fullmatch(r"([\d.]{1,6})\s*米?\s*[*×xX乘]\s*([\d.]{1,6})\s*米?", plain)):
        return f"写乘出来的面积，如 {float(sides[1]) * float(sides[2]):g}"
    if numbers := re.fullmatch(rf"({_DIGITS})[^\d.E]{{0,4}}\+\s*({_DIGITS})\D{{0,4}}", plain):
        return f"只写合计的数字，如 {float(numbers[1]) + float(numbers[2]):g}"
    return "只写数字，如 12"


def _either(numeral: str) -> str:
    """The remedy for about so many: 一两 is 1 or 2, 五六十 is 50 or 60."""
    two = re.fullmatch(r"(.*[十百千万])?([一二两三四五六七八])([二两三四五六七八九])([十百千万]?)", numeral)
    numbers = [read_numeral((two[1] or "") + one + two[4]) for one in (two[2], two[3])] if two else []
    if len(numbers) == 2 and numbers[0] and numbers[1] and numbers[0] < numbers[1]:
        return f"写一个准数，{numbers[0]} 还是 {numbers[1]}"
    return "写成阿拉伯数字"


def _value(found: re.Match[str]) -> float | None:
    if found["digits"]:
        return round(float(found["digits"]) * _SIZES[found["size"]], 10)
    if re.fullmatch("[一二两三四五六七八九]{2,3}", found["numeral"]):  # 五六人: five or six
        return None
    return read_numeral(found["numeral"])


def _check_unit(found: str, unit: str, text: str, number: float) -> None:
    if unit in ("", "人") and _PEOPLE.fullmatch(found):
        return
    if found and found not in map(half_width, UNITS[unit].split()):
        same = found in UNITS["年"] or re.search("[人元户米年名]", found)  # what needs no more than another place
        named = f"（{unit}）" if unit else ""
        if unit == "元/年" and (yearly := _of_a_year(f"{number:.10g}{found}")):
            raise InvalidInput(f"“{text[:30]}”不是一年的数", yearly)
        remedy = f"核对写的是不是这一栏的数{named}" if same else f"换算好{named}，只写数字"
        raise InvalidInput(f"“{text[:30]}”的单位“{found[:10]}”和这一栏对不上", f"{remedy}，如 {number:g}")
