"""An invented city of any size, straight as public views: what the lists a phone loads are measured on.

Names are put together as Beijing's are (高家园, 柳营西里, 三合庄), so that most are distinct; streets of some twenty
homes, telephone numbers of a few exchanges a street (none begins as a real one does), hours and services of the usual
kinds.
"""

from __future__ import annotations

import datetime as dt
from random import Random

from pypinyin import lazy_pinyin

from generator.content.values.days import read_days
from generator.content.values.schedules import Schedule
from generator.content.values.times import Span
from generator.model import vocabulary as words
from generator.model.field_types import BEIJING
from generator.model.phones import Phone
from generator.public.views import (
    BadgeView,
    CityView,
    ClosureView,
    DistrictView,
    HomeView,
    HoursLine,
    Link,
    OfficeView,
    Point,
    ServiceView,
    Site,
    StreetView,
)  # fmt: skip

DISTRICTS = "东城 西城 朝阳 丰台 石景山 海淀 门头沟 房山 通州 顺义 昌平 大兴 怀柔 平谷 密云 延庆"
SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔谭陆范汪廖石金韦贾夏付方邹熊孟秦邱江尹薛阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔汤"
GROWING = "枣柳槐松柏桃梨杏榆桑竹菊荷梅兰桂枫榴樱芦苇菜豆麦稻瓜花草莲藕椿楸栗葡萄棠薇"
LYING = "东西南北前后上下里外中大小长高新老双三四五六七八九十百千万安定永康福寿平和顺兴盛泰丰华昌广明光清静文武德善义仁礼智信龙凤虎马牛羊鹿鹤燕金银铜铁玉珠石土沙水泉井河湖海池塘沟渠桥山岭峰坡坎岗台阁楼塔寺庙观庵宫殿府衙门关城堡寨营屯庄店铺市集场坊窑磨碾仓库军旗校团红白黑青蓝黄紫翠朝阳晨夕霞云风雨雪星月天地古今春夏秋冬"
TAILS = (
    "里 园 苑 庄 营 街 路 桥 门 井 坊 口 坡 家园 花园 北里 南里 东里 西里 小区 一区 二区 三区 新村 胡同 大院 屯 店 "
    "窑 务 府 辛庄 各庄 家营 嘉园 雅苑 公寓 东园 西园 南街 北街"
)
AUDIENCES = {
    "rights": ((), ("everyone",), ("everyone",), ("elderly",), ("everyone", "migrant"), ("single-parent",)),
    "work": (("job-seekers",), ("job-seekers",), ("everyone", "job-seekers"), ("migrant", "job-seekers"), ("disabled",), ("parents", "job-seekers")),
    "family": (("children", "parents"), ("children", "parents"), ("parents",), ("children",), ("everyone",), ("elderly",), ("elderly", "disabled")),
    "care": (("elderly",), ("hardship",), ("elderly", "hardship"), ("single-parent", "hardship"), ("everyone",), ("left-behind",)),
}  # fmt: skip
DAYS = (
    "工作日 周六 周二 周三 周五 周四 周一 每天 周日 周二、周四 周一、周四 周二、周五 周一、周三 周六、周日 周一、"
    "周五 周一至周六 周三、周五 周一、周三、周五"
)
DAY_WEIGHTS = (60, 54, 46, 38, 31, 31, 14, 36, 18, 14, 14, 11, 8, 5, 5, 4, 3, 3)
OPEN = (
    ((540, 690), (810, 1050)),
    ((510, 690), (810, 1020)),
    ((540, 720), (840, 1020)),
    ((510, 720), (780, 1050)),
    ((540, 1020),),
    ((480, 690), (840, 1050)),
    ((540, 690), (840, 1050)),
)
OPEN_WEIGHTS = (30, 20, 15, 10, 10, 8, 7)
SERVICES = (2, 2, 3, 4, 5, 5, 5, 6, 7, 7, 7, 8)  # of a home, as often as each number occurs in the sample
MOMENT = dt.datetime(2026, 11, 23, 10, 0, tzinfo=BEIJING)


def city(size: int = 7000) -> Site:
    """`size` homes in 343 streets of 16 districts; the same whenever it is made."""
    dice = Random(size)
    names, phones = _names(dice, size), set()
    share = [dice.uniform(0.4, 1.6) for _ in range(343)]
    bounds = [round(size * sum(share[:n]) / sum(share)) for n in range(344)]
    districts = []
    for number, name in enumerate(DISTRICTS.split()):
        slug, streets, taken = "".join(lazy_pinyin(name)), [], set()
        own = Link(name + "区", f"districts/{slug}/")
        for place in range(number, 343, 16):
            streets.append(_street(dice, own, names[bounds[place] : bounds[place + 1]], f"{place:03}", taken, phones))
        homes = tuple(home for street in streets for home in street.homes)
        districts.append(DistrictView(slug, own.name, own.address, tuple(streets), homes))
    homes = tuple(home for district in districts for home in sorted(district.homes, key=lambda home: home.identity))
    synonyms = (
        (("找工作", "招聘"), ("work.policy", "work.transfer")),
        (("律师", "法律"), ("rights.reception", "rights.law-education")),
    )
    return Site(MOMENT, CityView("北京市", "", ""), homes, tuple(districts), synonyms=synonyms)


def _names(dice: Random, size: int) -> list[str]:
    """Distinct enough: one in some thirty is another's too, in another street."""
    tails, made = TAILS.split(), []
    while len(made) < size:
        way = dice.random()
        if way < 0.25:
            stem = dice.choice(SURNAMES) + dice.choice(("家", "各", "") if way < 0.2 else ("",))
        elif way < 0.4:
            stem = dice.choice(GROWING) + dice.choice(LYING + GROWING)
        else:
            stem = dice.choice(LYING) + dice.choice(LYING)
        made.append(stem + dice.choice(tails) if dice.random() < 0.8 else stem + dice.choice(LYING))
    return made


def _street(dice: Random, district: Link, names: list[str], salt: str, taken: set[str], phones: set[str]) -> StreetView:
    slug = district.address.split("/")[1]
    name = dice.choice(LYING) + dice.choice(LYING) + dice.choice(("街道", "街道", "镇", "镇", "地区", "乡"))
    code = "".join(lazy_pinyin(name)) + salt
    own = Link(name, f"districts/{slug}/{code}/")
    middle = Point(116.4 + dice.uniform(-0.6, 0.6), 40.0 + dice.uniform(-0.4, 0.4))
    exchanges = [f"0{dice.randrange(1000):03}" for _ in range(3)]
    homes = tuple(_home(dice, one, slug, district, own, middle, exchanges, taken, phones) for one in names)
    return StreetView(code, name, own.address, "street", "街道", district, homes=homes)


def _home(
    dice, stem: str, district_slug: str, district: Link, street: Link, middle: Point, exchanges, taken, phones
) -> HomeView:
    syllables = lazy_pinyin(stem)
    hyphen = "-" if len(syllables) > 2 and dice.random() < 0.7 else ""
    slug = "".join(syllables[:2]) + hyphen + "".join(syllables[2:])
    while slug in taken:
        slug += "-2"
    taken.add(slug)
    kind = "village" if dice.random() < 0.5 else "community"
    hours = _hours(dice)
    badge = BadgeView("city", "", 2025, (2025,), dt.date(2026, 12, 31)) if dice.random() < 0.05 else None
    return HomeView(
        identity=f"{district_slug}/{slug}",
        address=f"homes/{district_slug}/{slug}/",
        name=f"{stem}{words.HOME_KINDS[kind]}妇女之家",
        kind=kind,
        kind_label=words.HOME_KINDS[kind],
        street=street,
        district=district,
        also_known_as=(f"{stem[:2]}之家",) if dice.random() < 0.05 else (),
        office=OfficeView(
            point=Point(middle.longitude + dice.gauss(0, 0.012), middle.latitude + dice.gauss(0, 0.009))
            if dice.random() < 0.95
            else None,
            phones=(Phone(_phone(dice, exchanges, phones)),) if dice.random() < 0.95 else (),
            hours=hours,
            closures=(ClosureView(dt.date(2026, 12, 1), dt.date(2026, 12, 3), "盘点"),) if dice.random() < 0.01 else (),
            accessibility=(words.ACCESSIBILITY["step-free"],) if dice.random() < 0.4 else (),
        ),
        services=tuple(
            _service(dice, item) for item in sorted(dice.choices(list(words.ITEMS), k=dice.choice(SERVICES)))
        ),
        badges=(badge,) if badge else (),
    )


def _phone(dice: Random, exchanges: list[str], phones: set[str]) -> str:
    while True:
        phone = f"010-{dice.choice(exchanges)} {dice.randrange(10000):04}"
        if phone not in phones:
            phones.add(phone)
            return phone


def _hours(dice: Random) -> tuple[HoursLine, ...]:
    spans = tuple(Span(*one) for one in dice.choices(OPEN, OPEN_WEIGHTS)[0])
    lines = [HoursLine(read_days(dice.choice(("周一至周五", "周一至周五", "工作日"))).value, spans)]
    if dice.random() < 0.4:
        weekend = (Span(*dice.choice(((540, 690), (540, 660), (510, 690), (840, 1020)))),)
        lines.append(HoursLine(read_days(dice.choice(("周六", "周六", "周日", "周末"))).value, weekend))
    return tuple(lines)


def _service(dice: Random, item: str) -> ServiceView:
    function = words.function_of(item)
    audience = tuple((code, words.AUDIENCES[code]) for code in dice.choice(AUDIENCES[function]))
    text = dice.choices(DAYS.split(), DAY_WEIGHTS)[0]
    schedule = Schedule(text, read_days(text).value) if dice.random() < 0.85 else None
    return ServiceView(
        item,
        words.ITEMS[item],
        function,
        words.FUNCTIONS[function],
        words.ITEMS[item],
        audience=audience,
        schedule=schedule,
    )
