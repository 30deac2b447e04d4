"""home.yml: the profile of a home. CONTENT.md defines the fields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from generator.content.values import split_point
from generator.content.values.schedules import Schedule
from generator.model import vocabulary as words
from generator.model.field_types import (
    Boolean,
    Choice,
    Date,
    FileName,
    Identity,
    Integer,
    Month,
    Number,
    StreetCode,
    Text,
)
from generator.model.hours import Hours, OpeningHours, Recurrence
from generator.model.phones import Phone, Telephone
from generator.model.terms import ListOf, Record, term


def point_parts(text: str) -> dict[str, str]:
    """Fields of a location that is one text. Raises `InvalidInput`."""
    longitude, latitude = split_point(text)
    return {"longitude": longitude, "latitude": latitude}


def one_part(key: str) -> Callable[[str], dict[str, str]]:
    """Reads a text as the one field of a record that it can be."""
    return lambda text: {key: text}


PHONES = ListOf(Telephone(), 10)
ITEM = Choice(words.ITEMS, words.ITEMS_ALSO)
FUNCTION = Choice(words.FUNCTIONS)
AUDIENCE = Choice(words.AUDIENCES, words.AUDIENCES_ALSO)


@dataclass(frozen=True)
class Closing:
    """The closing of a home: the day, the successor, the reason."""

    on: dt.date = term("关闭日期", Date(), required=True, public=True, example="2026-08-01")
    successor: str | None = term("接替的妇女之家", Identity(), public=True, example="chaoyang/anhuili")
    reason: str | None = term("原因", Text(100), public=True, example="社区合并")


@dataclass(frozen=True)
class Organisation:
    federation: str | None = term("妇联组织", Text(60), public=True, example="枣营北里社区妇联")
    party: str | None = term("党组织", Text(60), public=True, example="枣营北里社区党委")


@dataclass(frozen=True)
class Location:
    """Degrees in `datum` (the city's default if none). Longitude and latitude may be one text."""

    PARTS = staticmethod(point_parts)

    longitude: float = term("经度", Number(-180, 180, "度", decimals=7), required=True, public=True, example="116.4712")
    latitude: float = term("纬度", Number(-90, 90, "度", decimals=7), required=True, public=True, example="39.9476")
    datum: str | None = term("坐标系", Choice(words.DATUMS), public=True, example="wgs84")


@dataclass(frozen=True)
class Mobile:
    """A mobile number, published only under a valid consent with the scope `mobile`."""

    number: tuple[Phone, ...] = term(
        "手机号", ListOf(Telephone(any_number=True), 10), required=True, public=True, example="138…"
    )
    consent: str = term("同意书编号", Text(40), required=True)


@dataclass(frozen=True)
class Closure:
    """Days on which the home is closed, inclusive; without a last day until further notice."""

    from_: dt.date = term("开始", Date(), required=True, public=True, key="from", example="2026-10-01")
    to: dt.date | None = term("结束", Date(open_end=True), public=True, example="2026-10-07")
    reason: str | None = term("原因", Text(60), public=True, example="国庆节")


@dataclass(frozen=True)
class Notice:
    PARTS = staticmethod(one_part("text"))

    text: str = term("通知", Text(120), required=True, public=True, example="装修期间请到二层")
    until: dt.date | None = term("截止日期", Date(open_end=True), public=True, example="2026-12-31")


@dataclass(frozen=True)
class Office:
    address: str | None = term("地址", Text(120), public=True, example="朝阳区枣营北里 1 号楼一层")
    location: Location | None = term("位置", Record(Location), public=True)
    transit: str | None = term("怎么来", Text(200), public=True, example="地铁 10 号线亮马桥站 B 口步行 600 米")
    phone: tuple[Phone, ...] = term(
        "电话", PHONES, public=True, help="手机号写在 mobile 里", example="[010-0000 1234, 010-0000 1235 转 802]"
    )
    mobile: Mobile | None = term("手机", Record(Mobile), public=True)
    hours: tuple[Hours, ...] = term("开放时间", ListOf(Record(Hours), 14, together=OpeningHours()), public=True)
    closed: tuple[Closure, ...] = term("临时关闭", ListOf(Record(Closure), 60), public=True)
    notice: Notice | None = term("通知", Record(Notice), public=True)
    accessibility: tuple[str, ...] = term(
        "无障碍与便利",
        ListOf(Choice(words.ACCESSIBILITY, words.ACCESSIBILITY_ALSO), 10),
        public=True,
        example="[step-free, lift, seats]",
    )
    checked_on: dt.date | None = term(
        "核对日期", Date(), public=True, help="上一次有人核对这些信息的日子", example="2026-10-20"
    )


@dataclass(frozen=True)
class Service:
    item: str = term("服务事项", ITEM, required=True, public=True, example="rights.reception")
    title: str | None = term("名称", Text(40), public=True, example="律师坐班咨询")
    description: str | None = term("说明", Text(300), public=True)
    audience: tuple[str, ...] = term("对象", ListOf(AUDIENCE, 12), public=True, example="[everyone]")
    schedule: Schedule | None = term("时间", Recurrence(), public=True, example="每周三 14:00-16:00")
    booking: str | None = term("预约", Text(60), public=True, example="电话预约")
    fee: str | None = term("收费", Text(60), public=True, example="免费")
    place: str | None = term("地点", Text(60), public=True, example="二层，有电梯")
    bring: str | None = term("带什么", Text(100), public=True, example="身份证、合同")
    phone: tuple[Phone, ...] = term(
        "电话", PHONES, public=True, help="和办公电话不一样的时候才写", example="010-0000 1236"
    )


@dataclass(frozen=True)
class Person:
    """A post. Only name and post of the director, and posts of deputies, are ever public."""

    PARTS = staticmethod(one_part("name"))

    name: str | None = term("姓名", Text(40), public=True, example="王秀兰")
    title: str | None = term("职务", Text(40), public=True, example="社区妇联主席")
    duties: str | None = term("分工", Text(120), example="全面负责")


@dataclass(frozen=True)
class VolunteerTeam:
    PARTS = staticmethod(one_part("name"))

    name: str = term("队名", Text(40), required=True, public=True, example="巾帼维权服务队")
    field: str | None = term(
        "类别", Choice(words.VOLUNTEER_FIELDS, formerly=words.VOLUNTEER_FIELDS_FORMERLY), public=True, example="rights"
    )
    members: int | None = term("人数", Integer(0, 100_000, "人"), public=True, example="18")


@dataclass(frozen=True)
class Staff:
    director: Person | None = term("负责人", Record(Person), public=True)
    deputies: tuple[Person, ...] = term("兼职负责人", ListOf(Record(Person), 50), public=True)
    publicity: Person | None = term("宣传培训负责人", Record(Person))
    full_time: int | None = term("专职人员", Integer(0, 10_000, "人"), public=True, example="1")
    part_time: int | None = term("兼职人员", Integer(0, 10_000, "人"), public=True, example="3")
    representatives: int | None = term("妇女代表", Integer(0, 100_000, "人"), example="12")
    volunteer_teams: tuple[VolunteerTeam, ...] = term("巾帼志愿服务队", ListOf(Record(VolunteerTeam), 50), public=True)


@dataclass(frozen=True)
class Venue:
    shared_with: str | None = term("共用场所", Text(60), public=True, example="党群服务中心")
    area: float | None = term("面积", Number(0, 100_000, "平方米"), public=True, example="120")
    rooms: tuple[str, ...] = term("房间", ListOf(Text(20), 30), public=True, example="[活动室, 调解室]")


@dataclass(frozen=True)
class Facilities:
    """四（二）4 and 附件1 六1: what hangs, stands and is used in the rooms."""

    sign: bool | None = term("醒目标识", Boolean(), example="是")
    plaque: bool | None = term("“妇女之家”牌子", Boolean(), example="是")
    emblem: bool | None = term("妇联徽上墙", Boolean(), example="是")
    rules_on_wall: bool | None = term("制度上墙", Boolean(), example="是")
    honour_board: bool | None = term("“最美家庭”光荣榜", Boolean(), example="是")
    publicity_board: bool | None = term("宣传栏", Boolean(), example="是")
    recommendation_box: bool | None = term("推荐箱", Boolean(), example="是")
    equipment: tuple[str, ...] = term("设施设备", ListOf(Text(30), 60), public=True, example="[图书角, 投影]")
    in_use: bool | None = term("经常使用、管理有序", Boolean(), example="是")


@dataclass(frozen=True)
class Funding:
    """四（二）3. Never public."""

    female_residents: int | None = term("常住妇女人口", Integer(0, 30_000_000, "人"), example="3120")
    annual_budget: float | None = term("工作经费", Number(0, 1e10, "元/年"), example="8000")
    in_party_budget: bool | None = term("纳入党组织经费", Boolean(), example="是")
    year: int | None = term("年度", Integer(1990, 2200, "年"), example="2026")


@dataclass(frozen=True)
class Photo:
    """A picture in photos/. With people in it, it is published only under a valid consent."""

    file: str = term("文件", FileName(), required=True, public=True, example="front.jpg")
    caption: str | None = term("说明", Text(80), public=True, example="活动室正门")
    alt: str | None = term(
        "替代文字", Text(120), public=True, help="念给看不见的人听的一句话", example="挂着“妇女之家”牌子的大门"
    )
    credit: str | None = term("摄影", Text(40), public=True, example="社区妇联")
    taken: dt.date | None = term("拍摄日期", Date(), public=True, example="2026-05-02")
    people: str | None = term("人像", Choice(words.PEOPLE, words.PEOPLE_ALSO), example="none", vital=True)
    consent: str | None = term("同意书编号", Text(40))
    use: str | None = term("用途", Choice(words.PHOTO_USES), public=True, example="site")


@dataclass(frozen=True)
class Profile:
    """home.yml. Only name, kind and street are required; the standard judges what else is missing."""

    name: str = term("名称", Text(40), required=True, public=True, example="枣营北里社区妇女之家")
    also_known_as: tuple[str, ...] = term("别名", ListOf(Text(40), 10), public=True, example="[枣北妇女之家]")
    kind: str = term(
        "类别", Choice(words.HOME_KINDS, words.HOME_KINDS_ALSO), required=True, public=True, example="community"
    )
    street: str = term(
        "所在街道乡镇",
        StreetCode(),
        required=True,
        public=True,
        help="本区 district.yml 里的街道代号",
        example="maizidian",
    )
    division: str | None = term("区划代码", Text(12), help="12 位；开头与本区代码一致", example='"110105023004"')
    system_id: str | None = term("信息管理系统编号", Text(60))
    formerly: tuple[str, ...] = term("曾用代号", ListOf(Identity(), 20), public=True, example="[]")
    closed: Closing | None = term("已关闭", Record(Closing), public=True)
    founded: str | None = term("成立时间", Month(), public=True, example="2012-03")
    summary: str | None = term("一句话介绍", Text(60), public=True)
    organisation: Organisation | None = term("组织", Record(Organisation), public=True)
    office: Office | None = term("办公信息", Record(Office), public=True)
    services: tuple[Service, ...] = term("服务", ListOf(Record(Service), 60), public=True)
    staff: Staff | None = term("人员", Record(Staff), public=True)
    venue: Venue | None = term("活动场所", Record(Venue), public=True)
    facilities: Facilities | None = term("服务设施", Record(Facilities), public=True)
    funding: Funding | None = term("经费", Record(Funding))
    photos: tuple[Photo, ...] = term("照片", ListOf(Record(Photo), 200), public=True)
