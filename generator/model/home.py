"""home.yml: the profile of a home."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from generator.content.values.schedules import Schedule
from generator.model import vocabulary as words
from generator.model.choices import Choice, CityChoice
from generator.model.field_types import Boolean, Date, Fee, Integer, Month, Name, Number, PersonName, Text
from generator.model.hours import Hours, OpeningHours, Recurrence
from generator.model.identifiers import FileName, Identity, StreetCode
from generator.model.parts import (
    is_number_of_members,
    person_parts,
    point_parts,
    service_parts,
    team_parts,
)
from generator.model.phones import Phone, Telephone
from generator.model.terms import FIRST, SELDOM, ListOf, Record, one_part, term

PHONES = ListOf(Telephone(), 10)
ITEM = CityChoice("items", words.ITEMS, words.ITEMS_ALSO)
FUNCTION = CityChoice("functions", words.FUNCTIONS)
AUDIENCE = Choice(words.AUDIENCES, words.AUDIENCES_ALSO)


@dataclass(frozen=True)
class Closing:
    """The closing of a home: the day, the successor, the reason."""

    on: dt.date = term(
        "关闭日期", Date(), required=True, public=True, example="2026-08-01", form="撤并日期", asked=SELDOM
    )
    successor: str | None = term("接替的妇女之家", Identity(), public=True, asked=SELDOM, form="撤并后由谁接替")
    reason: str | None = term("原因", Text(100), public=True, example="社区合并", form="撤并原因", asked=SELDOM)


@dataclass(frozen=True)
class Organisation:
    federation: str | None = term("妇联组织", Text(60), public=True, example="某某社区妇联", headings="妇联 所属妇联")
    party: str | None = term("党组织", Text(60), public=True, example="某某社区党委", headings="党组织名称")


@dataclass(frozen=True)
class Location:
    """Degrees in `datum` (the city's default if none). Longitude and latitude may be one text."""

    PARTS = staticmethod(point_parts)

    longitude: float = term(
        "经度", Number(-180, 180, "度", decimals=7), required=True, public=True, example="1××.××××", form="经度"
    )
    latitude: float = term(
        "纬度", Number(-90, 90, "度", decimals=7), required=True, public=True, example="××.××××", form="纬度"
    )
    datum: str | None = term(
        "坐标系", Choice(words.DATUMS, words.DATUMS_ALSO), public=True, example="wgs84", form="坐标系", asked=SELDOM
    )


@dataclass(frozen=True)
class Mobile:
    """A mobile number, published only under a valid consent with the scope `mobile`."""

    number: tuple[Phone, ...] = term(
        "手机号",
        ListOf(Telephone(any_number=True), 10),
        required=True,
        public=True,
        example="138…",
        form="手机号",
        headings="手机 手机号码 移动电话",
    )
    consent: str = term("同意书编号", Text(40), required=True, form="公开手机号的同意书编号")


@dataclass(frozen=True)
class Closure:
    """Days on which the home is closed, inclusive; without a last day until further notice. One that can't be read is
    none: a home must not be closed for ever by a slip.
    """

    from_: dt.date = term("开始", Date(), required=True, public=True, key="from", example="2026-10-01")
    to: dt.date | None = term("结束", Date(True, True), public=True, example="2026-10-07", stand_in="from_")
    reason: str | None = term("原因", Text(60), public=True, example="国庆节")


@dataclass(frozen=True)
class Notice:
    PARTS = staticmethod(one_part("text"))

    text: str = term(
        "通知", Text(120), required=True, public=True, example="某处在装修，请到某层", form="通知（门口贴的）"
    )
    until: dt.date | None = term("截止日期", Date(True, True), public=True, example="2026-12-31", form="通知到哪天")


@dataclass(frozen=True)
class Office:
    address: str | None = term(
        "地址",
        Text(120),
        public=True,
        example="某某路 1 号某楼一层",
        asked=FIRST,
        headings="办公地址 活动地址 详细地址 所在地址 场所地址 阵地地址 具体地址 所在位置",
    )
    location: Location | None = term("位置", Record(Location), public=True)
    transit: str | None = term(
        "怎么来",
        Text(200),
        public=True,
        example="某某站下车，往东走 600 米",
        headings="交通 乘车路线 怎么走",
    )
    phone: tuple[Phone, ...] = term(
        "电话",
        PHONES,
        public=True,
        help="手机号写到“手机”里",
        example="[0××-×××× 1234, 0××-×××× 1235 转 802]",
        asked=FIRST,
        form="办公电话",
        headings="电话 联系电话 座机 固定电话 咨询电话",
    )
    mobile: Mobile | None = term("手机", Record(Mobile), public=True)
    hours: tuple[Hours, ...] = term(
        "开放时间",
        ListOf(Record(Hours), 14, together=OpeningHours()),
        public=True,
        asked=FIRST,
        headings="服务时间 开放时段 工作时间",
    )
    closed: tuple[Closure, ...] = term("临时关闭", ListOf(Record(Closure), 60), public=True)
    notice: Notice | None = term("通知", Record(Notice), public=True)
    accessibility: tuple[str, ...] = term(
        "无障碍与便利",
        ListOf(Choice(words.ACCESSIBILITY, words.ACCESSIBILITY_ALSO), 10),
        public=True,
        example="[step-free, lift, seats]",
        headings="无障碍设施 便利设施",
    )
    checked_on: dt.date | None = term(
        "核对日期", Date(), public=True, help="上一次有人核对这些信息的日子", example="2026-10-20", headings="核实日期"
    )


@dataclass(frozen=True)
class Service:
    PARTS = staticmethod(service_parts)

    item: str = term(
        "服务事项", ITEM, required=True, public=True, example="rights.reception", headings="服务项目 项目 服务类别"
    )
    title: str | None = term("名称", Text(40), public=True, example="律师坐班咨询", form="服务名称")
    description: str | None = term("说明", Text(300), public=True, form="服务说明")
    audience: tuple[str, ...] = term(
        "对象", ListOf(AUDIENCE, 12), public=True, example="[everyone]", form="服务对象", headings="面向人群"
    )
    schedule: Schedule | None = term("时间", Recurrence(), public=True, example="每周三 14:00-16:00", form="服务时间")
    booking: str | None = term("预约", Text(60), public=True, example="电话预约")
    fee: str | None = term("收费", Fee(60), public=True, example="免费")
    place: str | None = term("地点", Text(60), public=True, example="二层，有电梯", form="服务地点")
    bring: str | None = term("带什么", Text(100), public=True, example="身份证、合同")
    phone: tuple[Phone, ...] = term(
        "电话", PHONES, public=True, help="和办公电话不一样的时候才写", example="0××-×××× 1236", form="服务电话"
    )


@dataclass(frozen=True)
class Person:
    """A post. Only name and post of the director, and posts of deputies, are ever public."""

    PARTS = staticmethod(person_parts)

    name: str | None = term("姓名", PersonName(40), public=True, example="王某某")
    title: str | None = term("职务", Text(40), public=True, example="社区妇联主席")
    duties: str | None = term("分工", Text(120), example="全面负责")


@dataclass(frozen=True)
class VolunteerTeam:
    PARTS = staticmethod(team_parts)
    CONTINUES = staticmethod(is_number_of_members)

    name: str = term(
        "队名",
        Text(40),
        required=True,
        public=True,
        example="巾帼维权服务队",
        form="队名",
        headings="队伍名称 志愿服务队名称 服务队名称",
    )
    field: str | None = term(
        "类别",
        Choice(words.VOLUNTEER_FIELDS, words.VOLUNTEER_FIELDS_ALSO, formerly=words.VOLUNTEER_FIELDS_FORMERLY),
        public=True,
        example="rights",
        form="队伍类别",
    )
    members: int | None = term(
        "人数", Integer(0, 100_000, "人"), public=True, example="18", headings="队员人数 队伍人数"
    )


@dataclass(frozen=True)
class Staff:
    director: Person | None = term(
        "负责人",
        Record(Person),
        public=True,
        headings="负责人 主任 联系人 妇女之家负责人 妇联主席 妇联主席姓名 妇联负责人 妇女主任",
    )
    deputies: tuple[Person, ...] = term("兼职负责人", ListOf(Record(Person), 50), public=True)
    publicity: Person | None = term("宣传培训负责人", Record(Person))
    full_time: int | None = term(
        "专职人员", Integer(0, 10_000, "人"), public=True, example="1", headings="专职 专职人数 专职工作人员"
    )
    part_time: int | None = term(
        "兼职人员", Integer(0, 10_000, "人"), public=True, example="3", headings="兼职 兼职人数 兼职工作人员"
    )
    representatives: int | None = term(
        "妇女代表", Integer(0, 100_000, "人"), example="12", headings="妇女代表人数 妇女代表数"
    )
    executive_members: int | None = term("执委", Integer(0, 1_000, "人"), example="5", headings="执委人数 执委数")
    volunteer_teams: tuple[VolunteerTeam, ...] = term("巾帼志愿服务队", ListOf(Record(VolunteerTeam), 50), public=True)


@dataclass(frozen=True)
class Venue:
    shared_with: str | None = term("共用场所", Text(60), public=True, example="党群服务中心", headings="共用 与谁共用")
    area: float | None = term(
        "面积",
        Number(0, 100_000, "平方米"),
        public=True,
        example="120",
        headings="场所面积 建筑面积 使用面积 活动面积 场地面积 阵地面积",
    )
    rooms: tuple[str, ...] = term(
        "房间", ListOf(Text(20), 30), public=True, example="[活动室, 调解室]", headings="功能室 功能室设置 活动室"
    )


@dataclass(frozen=True)
class Facilities:
    """四（二）4 and 附件1 六1: what hangs, stands and is used in the rooms."""

    sign: bool | None = term("醒目标识", Boolean(), example="是", headings="标识 有标识")
    plaque: bool | None = term("“妇女之家”牌子", Boolean(), example="是", headings="挂牌 是否挂牌")
    emblem: bool | None = term("妇联徽上墙", Boolean(), example="是")
    rules_on_wall: bool | None = term("制度上墙", Boolean(), example="是", headings="上墙 制度是否上墙")
    honour_board: bool | None = term("“最美家庭”光荣榜", Boolean(), example="是")
    publicity_board: bool | None = term("宣传栏", Boolean(), example="是")
    recommendation_box: bool | None = term("推荐箱", Boolean(), example="是")
    equipment: tuple[str, ...] = term(
        "设施设备", ListOf(Text(30), 60), public=True, example="[图书角, 投影]", headings="设施 设备 设备设施"
    )
    in_use: bool | None = term("经常使用、管理有序", Boolean(), example="是")


@dataclass(frozen=True)
class Funding:
    """四（二）3. Never public."""

    female_residents: int | None = term(
        "常住妇女人口", Integer(0, 30_000_000, "人"), example="3120", headings="妇女人口 妇女人数 常住妇女"
    )
    annual_budget: float | None = term(
        "工作经费", Number(0, 1e10, "元/年"), example="8000", headings="经费 年度经费 年经费"
    )
    in_party_budget: bool | None = term("纳入党组织经费", Boolean(), example="是")
    year: int | None = term("年度", Integer(1990, 2200, "年"), example="2026", form="经费年度")


@dataclass(frozen=True)
class Photo:
    """A picture in photos/. With people in it, it is published only under a valid consent."""

    file: str = term(
        "文件",
        FileName(),
        required=True,
        public=True,
        example="front.jpg",
        form="照片文件",
        headings="文件名 照片文件名",
    )
    caption: str | None = term("说明", Text(80), public=True, example="活动室正门", form="照片说明")
    alt: str | None = term(
        "替代文字",
        Text(120),
        public=True,
        help="念给看不见的人听的一句话",
        example="挂着“妇女之家”牌子的大门",
        form="照片里有什么",
    )
    credit: str | None = term("摄影", Text(40), public=True, example="社区妇联", form="摄影", headings="摄影者 拍摄者")
    taken: dt.date | None = term("拍摄日期", Date(), public=True, example="2026-05-02")
    people: str | None = term(
        "人像", Choice(words.PEOPLE, words.PEOPLE_ALSO, strict=True), example="none", vital=True, form="照片里有没有人"
    )
    consent: str | None = term("同意书编号", Text(40), form="照片的同意书编号")
    use: str | None = term(
        "用途",
        Choice(words.PHOTO_USES, words.PHOTO_USES_ALSO, strict=True),
        public=True,
        example="site",
        form="照片用途",
    )


UNTOUCHED_NAME = "新的妇女之家"
"""The name of a home as `homes new` leaves it."""


@dataclass(frozen=True)
class Profile:
    """home.yml. Only name, kind and street are required; the standard judges what else is missing."""

    name: str = term(
        "名称",
        Name(40),
        required=True,
        public=True,
        example="某某社区妇女之家",
        asked=FIRST,
        form="妇女之家名称",
        headings="名称 单位名称 家名 阵地名称 妇女之家全称",
    )
    also_known_as: tuple[str, ...] = term(
        "别名", ListOf(Text(40), 10), public=True, example="[某某妇女之家]", asked=SELDOM
    )
    kind: str = term(
        "类别",
        CityChoice("home-kinds", words.HOME_KINDS, words.HOME_KINDS_ALSO),
        required=True,
        public=True,
        example="community",
        asked=FIRST,
        headings="类型 单位类别 阵地类别 阵地类型",
    )
    street: str = term(
        "所在街道乡镇",
        StreetCode(),
        required=True,
        public=True,
        help="本区 district.yml 里的街道代号",
        example="",
        asked=FIRST,
        headings="街道 乡镇 街道乡镇 街道（乡镇） 乡镇（街道） 所属街道 所属乡镇 所属街道乡镇 所属街道（乡镇）"
        " 所属乡镇（街道） 所在街道 所在乡镇 所在街道（乡镇） 所在乡镇（街道）"
        " 镇 镇街 街镇 镇（街） 街（镇） 镇（街道） 街道（镇） 所属镇街 苏木乡镇",
    )
    division: str | None = term(
        "区划代码",
        Text(12),
        help="12 位；开头与本区代码一致",
        asked=SELDOM,
        headings="行政区划代码 统计区划代码",
    )
    system_id: str | None = term("信息管理系统编号", Text(60), asked=SELDOM, headings="系统编号 信息系统编号")
    formerly: tuple[str, ...] = term("曾用代号", ListOf(Identity(), 20), public=True, example="[]", asked=SELDOM)
    closed: Closing | None = term("已关闭", Record(Closing), public=True, asked=SELDOM)
    founded: str | None = term(
        "成立时间",
        Month(),
        public=True,
        example="2012-03",
        headings="建立时间 成立日期 建成时间 成立年份 成立年月 建成年份",
    )
    summary: str | None = term("一句话介绍", Text(60), public=True, headings="简介")
    organisation: Organisation | None = term("组织", Record(Organisation), public=True)
    office: Office | None = term("办公信息", Record(Office), public=True)
    services: tuple[Service, ...] = term("服务", ListOf(Record(Service), 60), public=True)
    staff: Staff | None = term("人员", Record(Staff), public=True)
    venue: Venue | None = term("活动场所", Record(Venue), public=True)
    facilities: Facilities | None = term("服务设施", Record(Facilities), public=True)
    funding: Funding | None = term("经费", Record(Funding))
    photos: tuple[Photo, ...] = term("照片", ListOf(Record(Photo), 200), public=True)

    @property
    def successor(self) -> str | None:
        """The home that took over from a closed one, as it is written."""
        return self.closed.successor if self.closed else None

    def is_closed(self, day: dt.date) -> bool:
        """Whether it is closed on a day."""
        return self.closed is not None and self.closed.on <= day
