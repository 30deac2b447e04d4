"""What the headings of others mean: fields, by what the declarations say that they go by, or by what was answered.

Nothing is guessed: a heading matches whole, its unit included (元 taken for 万元 is the error to fear), or it is asked
once, and the answer is remembered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache

from generator.content.values import half_width
from generator.model.field_types import Boolean
from generator.office.intake.fields import FIELDS
from generator.office.intake.tables import Head
from generator.office.workbook.columns import HOMES, SHEETS, headings

NUMBER, DISTRICT, COMMUNITY, IDENTITY, NAME, NOTHING, PICTURES = (
    "#number",
    "#district",
    "#community",
    "#identity",
    "#name",
    "#nothing",
    "#pictures",
)
"""Meanings that are no field: a row's number, what tells whose a row is, what is not taken, and the photos of a row."""
REFUSED = "不收"
_OTHERS = {
    NUMBER: "序号 序 编次 行号 No NO no 次序",
    DISTRICT: "区县 区 县区 区(县) 县(区) 区县(市) 区(市)县 区(县、市) 县(市、区) 区/县 所属区 所在区 所属区县 所在区县"
    " 行政区",
    COMMUNITY: "社区(村) 村(社区) 社区 村 社区/村 村/社区 社区、村 社区村 村社区 所属社区 所在社区 所属社区(村)"
    " 社区名称 村居 村(居) 社区(村)名称 村(社区)名称 居委会 居(村)委会 村(居)委会 社区居委会",
    IDENTITY: "代号 妇女之家代号",
    NAME: "妇女之家 妇女之家名称 名称 单位名称 所属妇女之家 所在妇女之家 所属单位 填报单位 开展单位 主办单位",
    PICTURES: "照片 图片 门头照片 场地照片 现场照片 活动照片",
}
_SIZES = {
    "元/年": {"元": "元", "元/年": "元", "万元": "万元", "万元/年": "万元", "千元": "千元", "百元": "百元"},
    "平方米": dict.fromkeys("平方米 平米 ㎡ m2 m² 平方 M2".split(), "平方米"),
    "人": dict.fromkeys("人 名 个 位 人数".split(), "人"),
    "户": dict.fromkeys("户 家".split(), "户"),
    "年": {"年": "年"},
    "度": {"度": "度", "°": "度"},
}
"""Unit of a field → what may stand over its column → the unit in which a bare number is then read."""
MONEY = "元/年"
UNSAID = "?"
"""The unit of money of which the heading does not say what it is in."""
_NOTE = re.compile(r"(.+?)[(\[【]([^()\[\]【】]*)[)\]】](年)?")
_BEHIND = re.compile(r"(.+?)[/,:·]?((?:万|千|百)?元(?:/年)?|平方米|平米|m2)")
_TICKS = re.compile("[√✓✔×xX/、,是否有无打填]+")
_HINT = re.compile("必填|选填|可不填|可空|如有|没有不填|全称")
_WHETHER = re.compile("(?:是否|有无|有没有)(?:已|有|设有?|设立|配有)?")  # 是否上墙
_GROUP_BEHIND = re.compile("(?:基本)?(?:信息|情况|人员|数据)$")
_UNIT_LINE = re.compile(r"(?:金额|计量)?单位[::]\s*((?:万|千|百)?元)")
_POINT = ("坐标", "地理坐标", "位置坐标", "经纬度坐标")
_MAY_BE = {"联系方式": ("office.phone", "office.mobile.number"), "编号": ("system_id",)}
_LISTS = {"activities[]": "活动", "services[]": "服务", "staff.volunteer_teams[]": "队伍", "photos[]": "照片"}


@dataclass(frozen=True)
class Meaning:
    """`keys`: the fields, several where one column has them together, or what is no field; `unit`: that of a bare
    number; `how`: exact, asked or unknown; `proposals`: what an unknown one may be.
    """

    keys: tuple[str, ...] = ()
    unit: str = ""
    how: str = "unknown"
    proposals: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answers:
    """What was answered: heading, as `bare` has it → the words for the field; `usual`: the city's words → the usual
    ones, in which headings are compared.
    """

    said: Mapping[str, str] = field(default_factory=dict)
    usual: Mapping[str, str] = field(default_factory=dict)

    def in_usual_words(self, text: str) -> str:
        """A heading that has the city's own words."""
        for own, word in self.usual.items():
            text = text.replace(own, word)
        return text


NO_ANSWERS = Answers()


def bare(text: str) -> str:
    """A heading as it is compared: half-width, without blanks and the star of what is required."""
    return "".join(half_width(text).split()).lstrip("*").rstrip(":*").replace("〔", "[").replace("〕", "]")


def is_known(text: str) -> bool:
    """Whether a text is the heading of a column of some list."""
    found = bare(text)
    return any(bool(_meaning(found, kind).keys) for kind in (HOMES, *_LISTS))


@cache
def words_of(kind: str) -> Mapping[str, str]:
    """What may stand over a column of a list of homes, or of entries (`activities[]`) → its key."""
    known: dict[str, str] = {}
    for key, words in _OTHERS.items():
        known |= dict.fromkeys(words.split(), key)
    if kind == HOMES:
        known |= {word: "name" for word in _OTHERS[NAME].split() if not word.endswith("单位") or word == "单位名称"}
    else:
        own = {bare(word): key for word, key in headings(SHEETS[0]).items()}
        known |= {word: key for word, key in own.items() if key in ("street", "system_id", "division")}
    for sheet in SHEETS:
        if sheet.holds == kind:
            known |= {bare(word): key for word, key in headings(sheet).items()}
    return known


def choose_kind(heads: Sequence[Head], title: str) -> str:
    """Of what a table is a list: `homes`, or a list of entries of homes."""
    scores = {}
    for kind, word in ((HOMES, "妇女之家"), *_LISTS.items()):
        own = {key for head in heads for key in _of_head(head, kind).keys if not key.startswith("#")}
        scores[kind] = len(own) + (2 if kind != HOMES and word in title else 0)
    return max(scores, key=lambda kind: scores[kind])


def read_heads(heads: Sequence[Head], kind: str, above: Sequence[str], answers: Answers) -> list[Meaning]:
    """What each head means. A part of a person (姓名, 职务) is that of the person named before it."""
    said = next((found[1] for text in above if (found := _UNIT_LINE.search(half_width(text)))), "")
    meanings: list[Meaning] = []
    for head in heads:
        meaning = _answered(head, kind, answers) or _of_head(head, kind)
        if not meaning.keys and meanings:
            meaning = _beside(bare(head.words[-1]), meanings[-1]) or meaning
        if meaning.unit == UNSAID and said:
            meaning = Meaning(meaning.keys, said, meaning.how)
        if meaning.unit == UNSAID or not meaning.keys:
            meaning = Meaning(meaning.keys, meaning.unit, "unknown", _proposals(head, kind, meaning))
        meanings.append(meaning)
    return _without_twins(_told_times(meanings, kind), heads, kind)


def answer_meaning(answer: str, kind: str) -> Meaning | None:
    """What an answer means: the name of a field, perhaps with a unit, or 不收; None for anything else."""
    word = bare(answer)
    if word == REFUSED:
        return Meaning((NOTHING,), how="asked")
    found = _meaning(word, kind)
    if found.unit == UNSAID:
        return None
    return Meaning(found.keys, found.unit, "asked") if found.keys else None


def _answered(head: Head, kind: str, answers: Answers) -> Meaning | None:
    answer = answers.said.get(bare(head.text), "")
    return answer_meaning(answer, kind) if answer else None


def _of_head(head: Head, kind: str) -> Meaning:
    """By all words together, by the group's with the last, by the last alone."""
    *groups, last = map(bare, head.words)
    group = _GROUP_BEHIND.sub("", "".join(groups))
    for text in dict.fromkeys((f"{''.join(groups)}{last}", f"{group}{last}", *(() if group else (last,)))):
        found = _meaning(text, kind)
        if found.keys:
            return found
    inside = _beside(last, _meaning(group, kind)) if group else None
    return inside or _meaning(last, kind)


@cache
def _meaning(text: str, kind: str) -> Meaning:
    known = words_of(kind)
    if not text:
        return Meaning()
    if text in known:
        return _exact(known[text], "")
    if (asked := _WHETHER.match(text)) and _is_yes_no(key := known.get(text[asked.end() :], "")):
        return _exact(key, "")
    for pattern in (_NOTE, _BEHIND):
        found = pattern.fullmatch(text)
        if found and (meaning := _with_note(found[1], found[2], kind)):
            return meaning
    return _several(text, kind)


def _with_note(word: str, note: str, kind: str) -> Meaning | None:
    """A heading with what stands in brackets behind it: a unit, marks to tick with, a hint."""
    key = words_of(kind).get(word)
    several = _several(word, kind).keys if key is None else (key,)
    if not several:
        return None
    kinds = [FIELDS[one].term.kind if one in FIELDS else None for one in several]
    units = [getattr(one, "unit", "") for one in kinds]
    size = _SIZES.get(units[0], {}).get(re.sub("^单位:?", "", note))
    if size:
        return Meaning(several, size, "exact")
    if _HINT.fullmatch(note) or (_TICKS.fullmatch(note) and all(isinstance(one, Boolean) for one in kinds)):
        return _exact(key, "") if key else Meaning(several, "", "exact")
    return None


def _is_yes_no(key: str) -> bool:
    return key in FIELDS and isinstance(FIELDS[key].term.kind, Boolean)


def _exact(key: str, unit: str) -> Meaning:
    if key in FIELDS and getattr(FIELDS[key].term.kind, "unit", "") == MONEY and not unit:
        return Meaning((key,), UNSAID, "exact")
    return Meaning((key,), unit, "exact")


def _several(text: str, kind: str) -> Meaning:
    """专/兼职人数, 挂牌/上墙, 坐标: fields that one column has together."""
    if text in _POINT and kind == HOMES:
        return Meaning(("office.location.longitude", "office.location.latitude"), "", "exact")
    parts = re.split("[/、]|(?<=专)(?=兼职)|(?<=经)(?=纬度)", text)
    if not 2 <= len(parts) <= 3:
        return Meaning()
    known, last, keys = words_of(kind), parts[-1], []
    for part in parts:
        ends = ("", *(last[at:] for at in range(1, len(last))))
        keys += [key for end in ends if (key := known.get(part + end)) and not key.startswith("#")][:1]
    return Meaning(tuple(keys), "", "exact") if len(set(keys)) == len(parts) else Meaning()


def _beside(word: str, before: Meaning) -> Meaning | None:
    """The part of the record that the column before is of: 职务 beside 负责人."""
    above = before.keys[0].rpartition(".")[0] if len(before.keys) == 1 else ""
    if not above or before.keys[0] not in FIELDS:
        return None
    for key, column in FIELDS.items():
        if key.rpartition(".")[0] == above and word == bare(column.term.label):
            return _exact(key, "")
    return None


def _told_times(meanings: list[Meaning], kind: str) -> list[Meaning]:
    """时间 of a list of activities is the day where no other column is."""
    day, time = "activities[].date", "activities[].time"
    has_day = any(day in meaning.keys for meaning in meanings)
    if kind != "activities[]" or has_day:
        return meanings
    return [Meaning((day,), "", one.how) if one.keys == (time,) else one for one in meanings]


def _without_twins(meanings: list[Meaning], heads: Sequence[Head], kind: str) -> list[Meaning]:
    """Of two columns that would be the same field, the second is asked about."""
    taken: set[str] = set()
    found = []
    for meaning, head in zip(meanings, heads, strict=True):
        keys = {key for key in meaning.keys if key not in (NOTHING, NUMBER, PICTURES)}
        if keys & taken:
            meaning = Meaning((), "", "unknown", _proposals(head, kind, Meaning()))
        taken |= keys
        found.append(meaning)
    return found


def _proposals(head: Head, kind: str, meaning: Meaning) -> tuple[str, ...]:
    if meaning.unit == UNSAID:
        name = FIELDS[meaning.keys[0]].heading
        return f"{name}（元）", f"{name}（万元）"
    word = re.sub(r"[(\[].*", "", bare(head.words[-1]))
    if kind == HOMES and word in _MAY_BE:
        return tuple(FIELDS[key].title for key in _MAY_BE[word])
    known = {one: key for one, key in words_of(kind).items() if key in FIELDS}
    alike = (one for one in known if len(word) > 1 and (word in one or one in word))
    near = {known[one]: None for one in (*get_close_matches(word, known, 3, 0.6), *alike) if len(one) > 1}
    return tuple(FIELDS[key].title for key in sorted(near, key=lambda key: FIELDS[key].term.asked))[:3]
