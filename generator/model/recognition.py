"""What a federation decides: rounds of recognition and their papers, reviews, honoured families, chosen brands."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from generator.model import vocabulary as words
from generator.model.choices import Choice
from generator.model.federation import PLAQUE_LEVEL
from generator.model.field_types import Answer, Date, Integer, Number, Text
from generator.model.honours import FAMILY_LEVEL
from generator.model.identifiers import Identity, Slug
from generator.model.terms import ListOf, Record, term


@dataclass(frozen=True)
class Opinion:
    date: dt.date | None = term("日期", Date())
    text: str | None = term("意见", Text(200))

    @property
    def refuses(self) -> bool:
        """不同意; “无不同意见” is no refusal."""
        return re.search("不同意(?!见)", self.text or "") is not None


@dataclass(frozen=True)
class Application:
    """附件2: the steps of an application, in order."""

    home: str = term("妇女之家", Identity(), required=True)
    applied: dt.date | None = term("申报日期", Date())
    street_party_opinion: Opinion | None = term("乡镇（街道）党（工）委意见", Record(Opinion))
    district_opinion: Opinion | None = term("区妇联意见", Record(Opinion))
    papers: dt.date | None = term("材料审核", Date())
    spot_check: dt.date | None = term("实地抽查", Date())
    city_opinion: Opinion | None = term("市妇联意见", Record(Opinion))
    street_federation: Opinion | None = term("街道乡镇妇联意见", Record(Opinion), help="可以没有")
    result: float | None = term("得分", Number(0, 1000), help="供参考")
    review_rank: int | None = term(
        "评议名次", Integer(1, 1000), help="区妇联按示范作用和特色排的次序，末位淘汰看它", example="1"
    )


@dataclass(frozen=True)
class Renewal:
    """四（示范）4: what a district decided in the following year about a plaque."""

    home: str = term("妇女之家", Identity(), required=True)
    level: str = term("级别", PLAQUE_LEVEL, required=True)
    decision: str = term("决定", Choice(words.DECISIONS, words.DECISIONS_ALSO, strict=True), required=True)
    decided_on: dt.date = term("决定日期", Date(), required=True)
    document: str | None = term("文号", Text(60), public=True)
    reason: str | None = term("原因", Text(200))
    substitute: str | None = term("递补", Identity())


@dataclass(frozen=True)
class Publicised:
    """公示 of the names before the decision."""

    from_: dt.date = term("开始", Date(), required=True, key="from", example="2026-12-08")
    to: dt.date | None = term("结束", Date(), example="2026-12-14")
    objections: str | None = term("异议", Answer(200), help="没有就写 无", example="无")


@dataclass(frozen=True)
class Consulted:
    """A unit that was consulted before the decision."""

    unit: str = term("单位", Text(60), required=True, example="党委组织部")
    on: dt.date | None = term("日期", Date(), example="2026-12-02")


@dataclass(frozen=True)
class Filed:
    results: dt.date | None = term("考核结果备案", Date())
    city_roster: dt.date | None = term(words.CITY_ROSTER, Date())
    district_roster: dt.date | None = term("区级名册备案", Date())


@dataclass(frozen=True)
class Deadlines:
    """The last days of a round's steps, as the federation sets them."""

    applied: dt.date | None = term("申报", Date(), example="2026-11-10")
    street_party_opinion: dt.date | None = term("乡镇（街道）党（工）委意见", Date(), example="2026-11-13")
    district_opinion: dt.date | None = term("区妇联意见", Date(), example="2026-11-20")
    papers: dt.date | None = term("材料审核", Date(), example="2026-11-30")
    spot_check: dt.date | None = term("实地抽查", Date(), example="2026-12-07")
    city_opinion: dt.date | None = term("市妇联意见", Date(), example="2026-12-10")
    publicised: dt.date | None = term("公示结束", Date(), example="2026-12-17")
    decided_on: dt.date | None = term("决定", Date(), example="2026-12-20")
    renewals: dt.date | None = term("重新认定", Date(), help="不写就是年底", example="2026-12-31")
    filed: dt.date | None = term("备案", Date(), help="不写就是年底", example="2026-12-31")


@dataclass(frozen=True)
class Round:
    """recognition/<year>-city.yml or <year>-<district>.yml. `by` is `city` or the district's slug."""

    level: str = term("级别", PLAQUE_LEVEL, required=True)
    year: int = term("年度", Integer(1990, 2200, "年"), required=True, public=True)
    document: str | None = term("文号", Text(60), public=True)
    decided_on: dt.date | None = term("决定日期", Date())
    applications: tuple[Application, ...] = term("申报", ListOf(Record(Application), 1000))
    recognised: tuple[str, ...] = term("认定", ListOf(Identity(), 1000), public=True)
    reserves: tuple[str, ...] = term("候补", ListOf(Identity(), 1000))
    publicised: Publicised | None = term("公示", Record(Publicised))
    consulted: tuple[Consulted, ...] = term("征求意见", ListOf(Record(Consulted), 30))
    renewals: tuple[Renewal, ...] = term("重新认定", ListOf(Record(Renewal), 1000), public=True)
    filed: Filed | None = term("备案", Record(Filed))
    deadlines: Deadlines | None = term("期限", Record(Deadlines), help="各步最晚哪天办完，做评定计划用")
    by: str = ""


@dataclass(frozen=True)
class FamilyHonour:
    """recognition/<year>-families.yml, or one a district: a family honoured above its home's own level.

    `path` and `number` say which entry it is.
    """

    home: str = term("妇女之家", Identity(), required=True)
    family: str = term("家庭编号", Slug(), required=True)
    level: str = term("级别", FAMILY_LEVEL, required=True)
    award: str | None = term("荣誉", Choice(words.AWARDS), public=True, help="不写就是最美家庭", example="五好家庭")
    document: str | None = term("文号", Text(60), help="区级以上都要写", example="妇字〔2026〕15号")
    path: str = ""
    number: int = 0


@dataclass(frozen=True)
class ChosenBrand:
    """recognition/<year>-brands.yml: a brand that the federation chose to spread (四（二）5（3）, 五2)."""

    brand: str = term(
        "品牌",
        Identity(1, 2),
        required=True,
        public=True,
        help="<区>/<妇女之家>，或 <区>、<区>/<街道>",
        example="",
    )
    document: str | None = term("文号", Text(60), public=True)


@dataclass(frozen=True)
class Review:
    """reviews/<district>.yml: a finding of the detectors that a reviewer cleared, with a reason."""

    home: str = term("妇女之家", Identity(), required=True)
    path: str = term("位置", Text(200), required=True)
    rule: str = term("规则", Text(60), required=True)
    text: str = term("文字", Text(200), required=True)
    reason: str = term("理由", Text(200), required=True)
    by_role: str = term("审核岗位", Text(40), required=True)
    on: dt.date = term("日期", Date(), required=True)
