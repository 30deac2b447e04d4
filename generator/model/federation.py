"""The city and its districts: names, terms, levels of honours, streets, campaigns, what is published."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from generator.content.pinyin import Readings
from generator.model import vocabulary as words
from generator.model.choices import Choice, CityChoice
from generator.model.field_types import Boolean, Date, Integer, Number, Text, TextOrNone
from generator.model.home import PHONES
from generator.model.identifiers import Slug, Syllables, WebAddress
from generator.model.phones import Phone, Telephone
from generator.model.terms import ListOf, MapOf, Record, term


@dataclass(frozen=True)
class Host:
    name: str = term("主办单位", Text(60), required=True, public=True, example="某市妇女联合会")
    contact: str | None = term("联系方式", Text(80), public=True, example="0××-×××× 1233")


@dataclass(frozen=True)
class Policy:
    title: str | None = term("文件名称", Text(80), public=True)
    document: str | None = term("文号", Text(40), public=True)
    issued: dt.date | None = term("印发日期", Date(), public=True)
    status: str | None = term(
        "效力", Choice(words.POLICY_STATUS), example="待确认", help="文件现在还管不管用；只给工作人员看"
    )
    confirmed_on: dt.date | None = term("确认日期", Date())

    @property
    def unconfirmed(self) -> bool:
        """Whether nobody has confirmed yet that the policy is in force."""
        return self.status == "unconfirmed"


@dataclass(frozen=True)
class Hotline:
    name: str = term("名称", Text(40), required=True, public=True)
    phone: tuple[Phone, ...] = term("号码", ListOf(Telephone(any_number=True), 10), required=True, public=True)
    for_: str | None = term(
        "用途", Choice(words.HOTLINE_USES), public=True, key="for", example="advice",
        help="danger 排在最前；general（比如会派单给社区的 12345）不出现在求助的地方。"
"110、12110、120、12338、12345 不写也知道，别的不写就当 advice",
    )  # fmt: skip


@dataclass(frozen=True)
class Quota:
    """四（示范）1: plaques of a level in a year, and about how many a district."""

    city: int | None = term("全市", Integer(1, 10_000, "个"), public=True, example="100")
    per_district: int | None = term("每区", Integer(1, 1_000, "个"), public=True, example="10")
    tolerance: int | None = term("上下浮动", Integer(0, 1_000, "个"), public=True, example="3")


@dataclass(frozen=True)
class CityFunding:
    per_woman: float | None = term("人均", Number(0, 1000, "元/年"), public=True, example="3")


@dataclass(frozen=True)
class Site:
    url: str | None = term("网址", WebAddress(), public=True, example="https://example.org/")
    icp: str | None = term("ICP 备案号", Text(60), public=True)
    police: str | None = term("公安备案号", Text(60), public=True)
    identifier: str | None = term("网站标识码", Text(60), public=True)


@dataclass(frozen=True)
class Publish:
    standing: str | None = term(
        "公开达标情况", Choice({"met-only": "只公开达标项", "full": "全部公开", "none": "不公开"}), example="met-only"
    )
    approval: str | None = term(
        "先审核再公开",
        Choice({"none": "不用", "required": "审过才公开"}),
        example="required",
        help="写了“审过才公开”，没有审过的改动先不公开，网站上是最近一次审过的样子；撤回和撤下不用等",
    )
    stages: int | None = term(
        "审核级数", Integer(1, 3, "级"), example="1", help="收件箱里的内容要审几级：1 到 3，依次是初审、复审、终审"
    )


MAX_GRID = 20
"""Rows and columns of the grid in which the tiles of districts lie."""
MAX_STREETS = 500
"""Of a district: the largest have some sixty, and where there are no districts a city lists its villages here."""
PLAQUE_LEVEL = CityChoice("plaques", words.RECOGNITION_LEVELS, words.RECOGNITION_LEVELS_ALSO)
STREET_KIND = CityChoice("street-kinds", words.STREET_KINDS, words.STREET_KINDS_ALSO)
REVIEWS = {"next-year": "次年一次", "yearly": "每年", "none": "不重新认定"}
OWN_LEVEL = "home"
"""The level of families that a home honours itself."""
DISTRICT = "district"
"""The level of plaques that districts give, in recognition/<year>-<district>.yml."""


@dataclass(frozen=True)
class PlaqueLevel:
    """A level of plaques: what it is called, who gives it, how many, and how long they are held.

    By default as in 四（示范）4: reviewed once in the following year, never lapsing. Without `quota` there is none.
    """

    id: str = term(
        "代号", Slug(), required=True, public=True, example="city",
        help="认定的文件叫 <年>-<代号>.yml；区级的代号写 district，它的认定文件一个区一个，叫 <年>-<区>.yml",
    )  # fmt: skip
    label: str | None = term("名称", Text(30), public=True, example="省级")
    plaque: str | None = term("牌匾", Text(40), public=True, example="示范妇女之家")
    giver: str | None = term("授牌单位", Text(40), public=True, example="市妇联")
    quota: int | None = term("名额", Integer(1, 10_000, "个"), public=True, help="不写就没有名额", example="100")
    per_district: int | None = term("每区", Integer(1, 1_000, "个"), public=True, example="10")
    tolerance: int | None = term("上下浮动", Integer(0, 1_000, "个"), public=True, example="3")
    years: int | None = term("几年后到期", Integer(1, 50, "年"), public=True, help="不写就一直在册，到作出摘牌决定为止")
    review: str | None = term("重新认定", Choice(REVIEWS), public=True, example="next-year")


@dataclass(frozen=True)
class FamilyLevel:
    id: str = term(
        "代号", Slug(), required=True, public=True, example="district",
        help="本家的写 home，区级的写 district；排在区级前面的，家庭荣誉不用写文号",
    )  # fmt: skip
    label: str | None = term("名称", Text(30), public=True, example="区级")


@dataclass(frozen=True)
class Honours:
    """Levels of plaques, highest first; levels of families, from the home's own upwards."""

    homes: tuple[PlaqueLevel, ...] = term("牌匾", ListOf(Record(PlaqueLevel), 8), public=True)
    families: tuple[FamilyLevel, ...] = term("家庭", ListOf(Record(FamilyLevel), 12), public=True)

    @property
    def home_labels(self) -> dict[str, str]:
        """Code of each level of plaques → what it is called, highest first."""
        return {level.id: level.label or level.id for level in self.homes}

    @property
    def family_labels(self) -> dict[str, str]:
        """Code of each level of families → what it is called, from the home's own upwards."""
        return {level.id: level.label or level.id for level in self.families}


@dataclass(frozen=True)
class Terms:
    """What things are called. Empty: the city has none; None: not written, as in the standard it is based on."""

    home: str | None = term("妇女之家", Text(30), public=True, example="妇女之家")
    district: str | None = term("区", Text(20), public=True, example="区")
    street: str | None = term("街道乡镇", Text(30), public=True, example="街道、乡镇")
    information_system: str | None = term(
        "信息管理系统", TextOrNone(60), public=True, help="没有就写 null", example="某市“妇女之家”信息管理系统"
    )
    liaison_document: str | None = term(
        "代表联系制度文件", TextOrNone(60), public=True, help="没有就写 null", example="某市妇女代表大会代表联系制度"
    )
    internal_mark: str | None = term(
        "内部材料的标注", Text(20), help="报告和内部文件每页上面的一行；交出去的材料上没有", example="工作资料 不得外传"
    )


@dataclass(frozen=True)
class Bounds:
    """Where a home can lie, in degrees."""

    west: float = term("西", Number(-180, 180, "度"), required=True, example="73.4")
    south: float = term("南", Number(-90, 90, "度"), required=True, example="3.8")
    east: float = term("东", Number(-180, 180, "度"), required=True, example="135.1")
    north: float = term("北", Number(-90, 90, "度"), required=True, example="53.6")

    def contains(self, longitude: float, latitude: float) -> bool:
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north


@dataclass(frozen=True)
class Kinds:
    """Names that a city has for kinds of places, each with the kind it counts as: 嘎查 with village."""

    homes: dict[str, str] = term(
        "妇女之家", MapOf(Text(10), Choice(words.HOME_KINDS, words.HOME_KINDS_ALSO)), public=True,
        example="{嘎查: village}",
    )  # fmt: skip
    streets: dict[str, str] = term(
        "街道乡镇", MapOf(Text(10), Choice(words.STREET_KINDS, words.STREET_KINDS_ALSO)), public=True,
        example="{苏木: township}",
    )  # fmt: skip

    @property
    def home_labels(self) -> dict[str, str]:
        """What may stand in `kind` of a home → what it is called."""
        return words.HOME_KINDS | {name: name for name in self.homes}

    @property
    def street_labels(self) -> dict[str, str]:
        """What may stand in `kind` of a street → what it is called."""
        return words.STREET_KINDS | {name: name for name in self.streets}


@dataclass(frozen=True)
class Campaign:
    """Something that the whole city does together for some days (四（三）1: 三八节 and the like)."""

    id: str = term("代号", Slug(), required=True, public=True, example="march8")
    name: str = term("名称", Text(30), required=True, public=True, example="三八维权周")
    from_: dt.date | None = term("开始", Date(), public=True, key="from", example="2026-03-01")
    to: dt.date | None = term("结束", Date(), public=True, example="2026-03-15")


@dataclass(frozen=True)
class Licence:
    """Under which the open data may be used; without it none is exported."""

    name: str = term("许可", Text(60), required=True, public=True, example="CC BY 4.0")
    url: str | None = term(
        "许可全文", WebAddress(), public=True, example="https://creativecommons.org/licenses/by/4.0/"
    )
    citation: str | None = term(
        "引用时写", Text(120), public=True, help="用数据的人怎么注明出处；不写就是妇联和网站的名称"
    )
    locations: bool | None = term(
        "公开经纬度", Boolean(), public=True, help="写了“是”，数据里有经纬度，保留三位小数（约一百米）", example="否"
    )


@dataclass(frozen=True)
class City:
    """city.yml."""

    name: str = term("城市", Text(20), required=True, public=True, example="某市")
    federation: str = term("妇联", Text(40), required=True, public=True, example="某市妇女联合会")
    host: Host | None = term("主办", Record(Host), public=True)
    policy: Policy | None = term("政策文件", Record(Policy), public=True)
    hotlines: tuple[Hotline, ...] = term("热线", ListOf(Record(Hotline), 20), public=True)
    quota: Quota | None = term(
        "示范名额", Record(Quota), public=True, help="最高一级的名额；honours 里写了级别的，写在那里，这里的不用"
    )
    funding: CityFunding | None = term("经费标准", Record(CityFunding), public=True)
    coordinates: str | None = term("默认坐标系", Choice(words.DATUMS, words.DATUMS_ALSO), example="wgs84")
    sample: bool | None = term("示例内容", Boolean(), public=True, example="是")
    site: Site | None = term("网站", Record(Site), public=True)
    publish: Publish | None = term("公开范围", Record(Publish))
    honours: Honours | None = term("荣誉", Record(Honours), public=True)
    terms: Terms | None = term("称呼", Record(Terms), public=True)
    pinyin: dict[str, str] = term(
        "读音", MapOf(Text(20), Syllables()), public=True, example="{某某营: mou mou ying}",
        help="地名里的字同平常读得不一样的，写出整个名字的读音；名字里有它的都这样读",
    )  # fmt: skip
    kinds: Kinds | None = term(
        "类别", Record(Kinds), public=True, help="本地的叫法各算哪一类；写了，类别就能写这个叫法，网站上也这样叫"
    )
    bounds: Bounds | None = term("范围", Record(Bounds), help="妇女之家会在的经纬度范围；不写就是全国")
    campaigns: tuple[Campaign, ...] = term(
        "专项行动",
        ListOf(Record(Campaign), 60),
        public=True,
        help="全市一起做的事；一场活动写上它的代号或名称，年度回顾按它数",
    )
    licence: Licence | None = term(
        "数据许可", Record(Licence), public=True,
        help="写了才导出开放数据（/data/）；家庭、人名、故事、照片、文章从来不在里面",
    )  # fmt: skip

    @property
    def readings(self) -> Readings:
        """Of `pinyin`, those with a syllable for each letter."""
        return tuple((name, sound) for name, sound in self.pinyin.items() if len(name) == len(sound.split()))


@dataclass(frozen=True)
class Street:
    slug: str = term("代号", Slug(), required=True, public=True, example="xingfu-jie")
    name: str = term("名称", Text(30), required=True, public=True, example="某某街道")
    kind: str | None = term("类别", STREET_KIND, public=True, example="street")
    phone: tuple[Phone, ...] = term("电话", PHONES, public=True)


@dataclass(frozen=True)
class DistrictFunding:
    female_residents: int | None = term("常住妇女人口", Integer(unit="人"), example="1780000")
    allocation: float | None = term("区级划拨", Number(0, 1e10, "元/年"), example="3700000")
    year: int | None = term("年度", Integer(1990, 2200, "年"), example="2026")


@dataclass(frozen=True)
class Issued:
    issued: dt.date = term("印发日期", Date(), required=True, example="2026-03-01")


@dataclass(frozen=True)
class OwnAssessment:
    """四（二）5（3）: the district's detailed 考核标准, and whether it counts in the federation's yearly assessment."""

    issued: dt.date = term("印发日期", Date(), required=True, example="2026-03-01")
    in_yearly_review: bool | None = term("纳入年度工作考核", Boolean(), example="是")


@dataclass(frozen=True)
class Refinement:
    """What a district requires beyond the standard of the city: a raised parameter, or advice made a duty."""

    minimum: float | None = term("最少", Number(), public=True, example="24")
    per: float | None = term("每人", Number(), public=True)
    months: float | None = term("月数", Number(unit="月"), public=True)
    duty: bool | None = term("必须做到", Boolean(), public=True, example="是")


@dataclass(frozen=True)
class District:
    """districts/<district>/district.yml; `slug` is the folder's name."""

    name: str = term("名称", Text(20), required=True, public=True, example="某区")
    code: str = term(
        "区划代码", Text(9), required=True, example='"××××××"', help="6 位；不设区的市，街道、镇在区的位置，写 9 位"
    )
    phone: tuple[Phone, ...] = term("电话", PHONES, public=True, help="区妇联的电话")
    at: tuple[int, ...] = term(
        "方位", ListOf(Integer(1, MAX_GRID), 2), public=True, example="[3, 5]",
        help="在示意图上的位置：从北往南第几行，从西往东第几列；都不写就排成一列名单",
    )  # fmt: skip
    prefecture: str | None = term("所属地市", Text(20), public=True, help="列出各区时，写在上面作标题", example="某市")
    postal_code: str | None = term("邮政编码", Text(6), public=True, help="开放数据的地址里用", example='"××××××"')
    streets: tuple[Street, ...] = term("街道乡镇", ListOf(Record(Street), MAX_STREETS), public=True)
    funding: DistrictFunding | None = term("区级经费", Record(DistrictFunding))
    assessment: OwnAssessment | None = term("考核标准", Record(OwnAssessment))
    plan: Issued | None = term("实施方案", Record(Issued))
    standard: dict[str, Refinement] = term("本区标准", MapOf(Text(60), Record(Refinement)), public=True)
    weights: dict[str, float] = term("权重", MapOf(CityChoice("haves", words.HAVES), Number(0, 100)))
    slug: str = ""

    def street(self, slug: str | None) -> Street | None:
        return next((street for street in self.streets if street.slug == slug), None)
