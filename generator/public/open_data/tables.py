"""The tables and their fields."""

from __future__ import annotations

from collections.abc import Mapping

from generator.model import vocabulary as words
from generator.model.documents import Activity, Brand
from generator.model.home import Office, Profile, Service, Venue
from generator.model.terms import label
from generator.public.brands import level_labels
from generator.public.consent import FEWER, as_number
from generator.public.open_data import rows
from generator.public.open_data.declared import (
    ADDRESS,
    COUNT,
    DATE,
    INTEGER,
    LIST,
    NUMBER,
    TEXT,
    YES_NO,
    Column,
    Table,
)
from generator.public.views import CityView

_ID = Column("id", "编号", TEXT, lambda r: r.uid, "UUID，改名、换网址都不变", True)
_HOME_ID = Column("home_id", "{home}的编号", TEXT, lambda r: rows.home_id(r), "即 homes 表的 id", True)
_HOME_NAME = Column("home_name", "{home}", TEXT, lambda r: rows.home_name(r), "", True)
_DISTRICT = Column("district", "{district}的代号", TEXT, lambda r: r.district.slug, "网址里用的", True)
_DISTRICT_NAME = Column("district_name", "{district}", TEXT, lambda r: r.district.name, "", True)
_PAGE = Column(
    "page", "网页", ADDRESS, lambda r: rows.page(r.city, r.subject.address), "没有写网站地址的，从网站根目录算起", True
)
_FUNCTIONS, _COUNTED = "功能", "数的是什么"


def _kinds(city: CityView) -> Mapping[str, str]:
    return city.standard.kinds.home_labels


def _functions(city: CityView) -> Mapping[str, str]:
    return city.standard.function_labels


def _items(city: CityView) -> Mapping[str, str]:
    return city.standard.items


def _audiences(city: CityView) -> Mapping[str, str]:
    return words.AUDIENCES


def _campaigns(city: CityView) -> Mapping[str, str]:
    return city.standard.campaigns


def _plaques(city: CityView) -> Mapping[str, str]:
    return {level.id: level.short for level in city.levels}


def _honours(city: CityView) -> Mapping[str, str]:
    """A code that is a level of plaques and one of families stands for both."""
    plaques, families = rows.plaque_labels(city), city.standard.honours.family_labels
    both = {code: f"{name}；家庭：{families[code]}" for code, name in plaques.items() if code in families}
    return plaques | families | both


def _brand_levels(city: CityView) -> Mapping[str, str]:
    return level_labels(city.standard)


_OWN = (_HOME_ID, _HOME_NAME, _DISTRICT, _DISTRICT_NAME)
_ITEM = (
    Column("function", f"{_FUNCTIONS}的代号", TEXT, lambda r: r.subject.function, codes=_functions),
    Column("function_label", _FUNCTIONS, TEXT, lambda r: _functions(r.city).get(r.subject.function)),
    Column("item", f"{label(Service, 'item')}的代号", TEXT, lambda r: r.subject.item, codes=_items),
    Column("item_label", label(Service, "item"), TEXT, lambda r: r.subject.item_label),
)
_AUDIENCE = (
    Column(
        "audience",
        f"{label(Service, 'audience')}的代号",
        LIST,
        lambda r: rows.codes(r.subject.audience),
        codes=_audiences,
    ),
    Column("audience_label", label(Service, "audience"), LIST, lambda r: rows.labels(r.subject.audience)),
)

HOMES = Table(
    "homes",
    "{home}",
    "开着的{home}，一家一行。",
    (
        _ID,
        Column("identity", "代号", TEXT, lambda r: r.subject.identity, "网址里用的，会变；认编号", True),
        Column("name", label(Profile, "name"), TEXT, lambda r: r.subject.name, "", True),
        Column("also_known_as", label(Profile, "also_known_as"), LIST, lambda r: r.subject.also_known_as),
        Column("kind", f"{label(Profile, 'kind')}的代号", TEXT, lambda r: r.subject.kind, "", True, _kinds),
        Column("kind_label", label(Profile, "kind"), TEXT, lambda r: r.subject.kind_label, "", True),
        _DISTRICT,
        _DISTRICT_NAME,
        Column("street", "{street}的代号", TEXT, lambda r: rows.slug(r.subject.street), "", True),
        Column("street_name", "{street}", TEXT, lambda r: r.subject.street.name, "", True),
        Column("founded", label(Profile, "founded"), TEXT, lambda r: r.subject.founded, "年，或年-月"),
        Column("summary", label(Profile, "summary"), TEXT, lambda r: r.subject.summary),
        Column("address", label(Office, "address"), TEXT, lambda r: r.subject.office.address),
        Column(
            "phones",
            label(Office, "phone"),
            LIST,
            lambda r: tuple(map(str, r.subject.office.phones)),
            "座机和服务号码；手机号不导出",
        ),
        Column("transit", label(Office, "transit"), TEXT, lambda r: r.subject.office.transit),
        Column(
            "hours",
            label(Office, "hours"),
            TEXT,
            lambda r: rows.hours(r.subject.office.hours),
            "没写“节假日照常”的，法定节假日不开",
        ),
        Column("accessibility", label(Office, "accessibility"), LIST, lambda r: r.subject.office.accessibility),
        Column("longitude", "经度", NUMBER, lambda r: rows.degree(r, 0), "WGS-84，三位小数，约一百米"),
        Column("latitude", "纬度", NUMBER, lambda r: rows.degree(r, 1), "WGS-84，三位小数，约一百米"),
        Column("area", label(Venue, "area"), NUMBER, lambda r: r.subject.venue.area, "平方米"),
        Column("checked_on", label(Office, "checked_on"), DATE, lambda r: r.subject.office.checked_on),
        _PAGE,
    ),
    rows.homes,
)
SERVICES = Table(
    "services",
    "服务",
    "各家长期提供的服务，一项一行。",
    (
        _ID,
        *_OWN,
        Column("title", label(Service, "title"), TEXT, lambda r: r.subject.title, "", True),
        *_ITEM,
        Column("description", label(Service, "description"), TEXT, lambda r: r.subject.description),
        *_AUDIENCE,
        Column(
            "schedule",
            label(Service, "schedule"),
            TEXT,
            lambda r: r.subject.schedule and r.subject.schedule.text,
            "照原来写的；按规则算好的日子在 HSDS 文件里",
        ),
        Column("booking", label(Service, "booking"), TEXT, lambda r: r.subject.booking),
        Column("fee", label(Service, "fee"), TEXT, lambda r: r.subject.fee),
        Column("place", label(Service, "place"), TEXT, lambda r: r.subject.place),
        Column("bring", label(Service, "bring"), TEXT, lambda r: r.subject.bring),
    ),
    rows.services,
)
ACTIVITIES = Table(
    "activities",
    "活动",
    "登在网站上的活动，办过的和要办的，一场一行。",
    (
        _ID,
        *_OWN,
        Column("title", label(Activity, "title"), TEXT, lambda r: r.subject.title, "", True),
        Column("date", "第一天", DATE, lambda r: r.subject.date, "", True),
        Column("last", "最后一天", DATE, lambda r: r.subject.last, "", True),
        Column("time", label(Activity, "times"), TEXT, lambda r: r.subject.when, "分几次办的，连日子一起说"),
        Column("place", label(Activity, "place"), TEXT, lambda r: r.subject.place),
        *_ITEM,
        *_AUDIENCE,
        Column(
            "kind",
            f"{label(Activity, 'kind')}的代号",
            TEXT,
            lambda r: r.subject.kind,
            codes=lambda city: words.ACTIVITY_KINDS,
        ),
        Column("kind_label", label(Activity, "kind"), TEXT, lambda r: r.subject.kind_label),
        Column(
            "participants",
            label(Activity, "participants"),
            COUNT,
            lambda r: as_number(r.subject.participants),
            f"不满 5 人的只写“{FEWER}”",
        ),
        Column(
            "campaign", f"{label(Activity, 'campaign')}的代号", TEXT, lambda r: r.subject.campaign, codes=_campaigns
        ),
        Column(
            "campaign_label", label(Activity, "campaign"), TEXT, lambda r: _campaigns(r.city).get(r.subject.campaign)
        ),
        Column("cancelled", label(Activity, "cancelled"), YES_NO, lambda r: r.subject.cancelled, "", True),
        Column(
            "page",
            "网页",
            ADDRESS,
            lambda r: rows.page(r.city, r.subject.address) if r.subject.address else None,
            "有报道或者可以报名的才有",
        ),
    ),
    rows.activities,
)
RECOGNITIONS = Table(
    "recognitions",
    "示范认定",
    "在册的示范牌匾，一块一行；不在册的不列。",
    (
        _ID,
        *_OWN,
        Column("level", "级别的代号", TEXT, lambda r: r.subject.level, "", True, _plaques),
        Column("level_label", "级别", TEXT, lambda r: r.subject.label, "", True),
        Column("year", "认定年份", INTEGER, lambda r: r.subject.year, "", True),
        Column("years", "认定和重新认定的年份", LIST, lambda r: tuple(map(str, r.subject.years))),
        Column("since", "认定日期", DATE, lambda r: r.subject.since),
        Column("document", "文号", TEXT, lambda r: r.subject.document, "最近一次认定或重新认定的"),
        Column("lapses", "到期", DATE, lambda r: r.subject.lapses, "没有期限的不写"),
        _PAGE,
    ),
    rows.recognitions,
)
BRANDS = Table(
    "brands",
    "品牌",
    "{home}的品牌，{district}和{street}的品牌，一个一行。",
    (
        _ID,
        Column("home_id", "{home}的编号", TEXT, lambda r: rows.home_id(r), "{district}和{street}的品牌没有"),
        Column("owner", "谁的品牌", TEXT, lambda r: r.subject.owner.name, "", True),
        _DISTRICT,
        _DISTRICT_NAME,
        Column("title", label(Brand, "title"), TEXT, lambda r: r.subject.title, "", True),
        Column(
            "level",
            f"{label(Brand, 'level')}的代号",
            TEXT,
            lambda r: r.subject.level,
            "",
            True,
            _brand_levels,
        ),
        Column("level_label", label(Brand, "level"), TEXT, lambda r: r.subject.level_label, "", True),
        Column(
            "functions",
            f"{label(Brand, 'functions')}的代号",
            LIST,
            lambda r: rows.codes(r.subject.functions),
            codes=_functions,
        ),
        Column("function_labels", label(Brand, "functions"), LIST, lambda r: rows.labels(r.subject.functions)),
        Column("since", label(Brand, "since"), INTEGER, lambda r: r.subject.since, "年"),
        Column("summary", label(Brand, "summary"), TEXT, lambda r: r.subject.summary),
        Column(
            "results",
            label(Brand, "results"),
            LIST,
            lambda r: tuple(f"{name}：{value}" for name, value in r.subject.results),
            "各家自己报的",
        ),
        Column("chosen", "中选推广的年份", LIST, lambda r: tuple(str(year) for year, _ in r.subject.chosen)),
        Column("published", label(Brand, "published"), DATE, lambda r: r.subject.published),
        _PAGE,
    ),
    rows.brands,
)
HONOURS = Table(
    "honours",
    "荣誉计数",
    "每年每级有多少，只有数字，没有名单。",
    (
        _ID,
        _DISTRICT,
        _DISTRICT_NAME,
        Column(
            "kind",
            f"{_COUNTED}的代号",
            TEXT,
            lambda r: r.subject.kind,
            "",
            True,
            lambda _: rows.COUNTED,
        ),
        Column("kind_label", _COUNTED, TEXT, lambda r: rows.COUNTED[r.subject.kind], "", True),
        Column("level", "级别的代号", TEXT, lambda r: r.subject.level, "", True, _honours),
        Column("level_label", "级别", TEXT, lambda r: r.subject.label, "", True),
        Column("year", "年份", INTEGER, lambda r: r.subject.year, "", True),
        Column("number", "多少", COUNT, lambda r: rows.number(r.subject), f"家庭不满 5 户的只写“{FEWER}”", True),
    ),
    rows.honours,
)
TABLES = (HOMES, SERVICES, ACTIVITIES, RECOGNITIONS, BRANDS, HONOURS)
