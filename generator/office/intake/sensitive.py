"""What a text tells of: matters of a family that it has to agree to by themselves, words of the city's list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.model.city_lists import ReviewWord
from generator.office.intake.values import Plain

HOLD = "hold"
_MATTERS = {
    "health": r"癌|肿瘤|瘫痪|偏瘫|截肢|尿毒症|白血病|透析|化疗|放疗|中风|脑梗|心梗|糖尿病|抑郁|精神病|精神障碍"
    r"|自闭症|孤独症|脑瘫|残疾|失明|失聪|聋哑|智障|痴呆|失智|阿尔茨海默|艾滋|绝症|重病|大病|患病|患有|病重|病危|病故|病逝|卧病|病床"
    r"|卧床|住院|手术|不孕|流产|(?:得|生|查出|确诊)了?[^，。；！？\n]{0,6}病|病情",
    "hardship": r"低保|特困|贫困户|贫困家庭|贫穷|家境贫寒|家徒四壁|欠债|负债|困难户|困难家庭"
    r"|生活困难|经济困难|下岗|失业|救助金",
    "adoption": r"收养|领养|抱养|养子|养女|养父|养母|弃婴|捡来的|过继|寄养|亲生父母|生父|生母",
    "divorce": r"离婚|离异|再婚|改嫁|继父|继母|后妈|后爸|继子|继女|前夫|前妻|分居|单亲|丧偶|守寡|出轨|婚外情",
    "prison": r"服刑|坐牢|监狱|刑满|判刑|入狱|劳教|戒毒|吸毒|强戒|拘留|犯罪|犯了?法",
    "violence": r"家暴|家庭暴力|殴打|虐待|打骂|性侵|猥亵|强奸|拐卖",
}
_PATTERNS = {matter: re.compile(pattern) for matter, pattern in _MATTERS.items()}


def matters(text: str) -> dict[str, str]:
    """Code of each matter that a text tells of → the words that say so."""
    bare = "".join(text.split())
    return {matter: found[0] for matter, pattern in _PATTERNS.items() if (found := pattern.search(bare))}


def listed_words(text: str, words: Sequence[ReviewWord]) -> list[ReviewWord]:
    """The words of the city's list that a text uses, whatever its blanks and line breaks."""
    bare = "".join(text.split()).casefold()
    return [one for one in words if "".join(one.word.split()).casefold() in bare]


def texts_of(value: Plain) -> Iterator[str]:
    """All texts of a value."""
    if isinstance(value, dict):
        for one in value.values():
            yield from texts_of(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts_of(one)
    elif value:
        yield value
