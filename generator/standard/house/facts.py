"""Rules of facts: place, telephone, hours, numbers, references."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any

from generator.content.values.days import Season
from generator.content.values.times import DAY, Span, show_clock
from generator.diagnostics import Severity
from generator.model.city import COUNTRY
from generator.model.documents import Activity
from generator.model.federation import OWN_LEVEL, Honours
from generator.model.field_types import Date
from generator.model.home import Closure
from generator.model.hours import Hours
from generator.model.load import Content, Home
from generator.model.terms import ListOf, Record, terms
from generator.standard.annex_systems import activity_file
from generator.standard.calendar import year_to
from generator.standard.house import texts
from generator.standard.house.consents import consent_remedy, number_remedy, permits, refusal_reason
from generator.standard.house.index import index
from generator.standard.house.violation import Violation

_DAYS = "一二三四五六日"
_YEAR_REMEDY = "核对年份；没有写错的，到了那天自然算上"
_DAWN = 6 * 60  # minutes; nobody opens earlier, but 2:00 is often meant for 14:00


def location(home: Home, content: Content) -> Iterator[Violation]:
    where = home.profile.office and home.profile.office.location
    if not where:
        return
    bounds = content.city.bounds or COUNTRY
    if not bounds.contains(where.longitude, where.latitude):
        area = f"{content.city.name}范围" if content.city.bounds else "国内"
        message = f"位置（{where.longitude:g}，{where.latitude:g}）不在{area}里"
        remedy = (
            f"核对经度（{bounds.west:g}–{bounds.east:g}）和纬度（{bounds.south:g}–{bounds.north:g}），看看是不是写反了"
        )
        yield Violation("house.location", "home.yml", "office.location", message, remedy, ("home.yml:office.location",))
    elif not (where.datum or content.city.coordinates):
        remedy = "填写“坐标系”（datum）：wgs84、gcj02 或 bd09"
        yield Violation(
            "house.location", "home.yml", "office.location", "没有写坐标系", remedy, ("home.yml:office.location",)
        )


def telephones(file: str, record: Any) -> Iterator[Violation]:
    """Telephone numbers that are not of the kind of their field."""
    for _, field, phone, kind, redacts in texts.telephones(file, record):
        if not (phone.is_office or (kind.any_number and phone.is_number)):
            what = "电话号码" if kind.any_number else "座机、400 或服务短号"
            also = "" if kind.any_number else "；手机号写到 home.yml 的“手机”（office.mobile）里并填同意书编号"
            yield Violation(
                "house.phone", file, field, f"“{phone}”不是{what}", f"写成{kind.format_hint}{also}", (redacts,)
            )
        elif phone.is_local:
            remedy = f"在前面写上区号和“-”，像 0×××-{phone}"
            yield Violation(
                "house.phone", file, field, f"“{phone}”没有区号，外地的手机拨不通", remedy, severity=Severity.ADVICE
            )


def mobile(home: Home, on: dt.date) -> Iterator[Violation]:
    entry = home.profile.office and home.profile.office.mobile
    if entry and not permits(home, entry.consent, "mobile", on):
        how = consent_remedy(
            home, entry.consent, "mobile", on, "请本人签同意书（范围写上 mobile），在 consents.yml 里登记，或删掉手机号"
        )
        message = f"手机号不能公开：{refusal_reason(home, entry.consent, 'mobile', on)}"
        yield Violation("house.mobile-consent", "home.yml", "office.mobile", message, how, ("home.yml:office.mobile",))


def hours(home: Home) -> Iterator[Violation]:
    lines = home.profile.office.hours if home.profile.office else ()
    spans = [
        (n, start, start + span.end - span.start, span, day)
        for n, line in enumerate(lines)
        for day in line.days.days
        for span in line.open
        for start in _in_week(day, span)
    ]
    reported: set[int] = set()
    for (first, start, end, one, day), (number, other_start, other_end, two, _) in combinations(spans, 2):
        if not start < other_end or not other_start < end or number in reported:
            continue
        own, other = lines[first].season, lines[number].season
        if (own is None) == (other is None) and Season.meet(own, other):  # those of a season replace the usual ones
            reported.add(number)
            message = f"周{_DAYS[day]}的 {one} 和 {two} 重叠"
            yield Violation("house.hours", "home.yml", f"office.hours[{number}]", message, "改成不重叠的时间")
    yield from _odd_hours(lines)


def _in_week(day: int, span: Span) -> Iterator[int]:
    """Where a slot begins, minutes since Monday: one past the end of a week also before its beginning."""
    start = day * DAY + span.start
    yield start
    if start + span.end - span.start > 7 * DAY:
        yield start - 7 * DAY


def _odd_hours(lines: Iterable[Hours]) -> Iterator[Violation]:
    """Slots at night, and those out of order: both are shown as they are written, and both are mostly slips."""
    for number, line in enumerate(lines):
        at = f"office.hours[{number}].open"
        for before, span in zip((None, *line.open), line.open, strict=False):
            if _is_at_night(span):
                yield _night("house.hours", "home.yml", at, span, "开门")
            elif before and span.start < before.start:
                message, remedy = f"{span} 写在了 {before} 后面，时间却更早", "先写上午，再写下午；下午用 24 小时制"
                yield Violation("house.hours", "home.yml", at, message, remedy, severity=Severity.ADVICE)


def _is_at_night(span: Span) -> bool:
    return span.start < _DAWN and not span.whole_day


def _night(rule: str, path: str, at: str, span: Span, begins: str) -> Violation:
    """2:00 is often meant for 14:00."""
    remedy = f"下午的写成 24 小时制，如 {show_clock(span.start + 12 * 60)}；真是凌晨就{begins}的，不用改"
    message = f"{span} 是凌晨 {show_clock(span.start)} {begins}"
    return Violation(rule, path, at, message, remedy, severity=Severity.ADVICE)


def schedules(home: Home) -> Iterator[Violation]:
    """Schedules that say no day: they are shown as they were written, and no list or search by day has them."""
    for number, service in enumerate(home.profile.services):
        schedule = service.schedule
        at = f"services[{number}].schedule"
        for span in filter(_is_at_night, schedule.spans if schedule else ()):
            yield _night("house.schedule", "home.yml", at, span, "开始")
        if schedule and schedule.days is None and not schedule.any_time:
            told = f"“{schedule.text[:30]}”看不出是哪天，页面上照样写着，但居民按日子找不到这项服务"
            remedy = "能定下日子的，写成 每周三 14:00-16:00、每月第二个周六、每月最后一个周五、每月 15 日 或 工作日"
            yield Violation("house.schedule", "home.yml", at, told, remedy)


def sessions(home: Home) -> Iterator[Violation]:
    """Activities at night, and those on several days with another number of times."""
    for activity in home.activities:
        for span in filter(_is_at_night, activity.times):
            yield _night("house.hours", activity_file(home, activity), "time", span, "开始")
        if 1 not in (len(activity.days), len(activity.times) or 1) and len(activity.days) != len(activity.times):
            message = (
                f"有 {len(activity.days)} 个日期、{len(activity.times)} 个时间，对不上；现在按每天都有这些时间显示"
            )
            remedy = "每个日期写一个时间，或只写一个大家共用的时间"
            yield Violation(
                "house.hours", activity_file(home, activity), "time", message, remedy, severity=Severity.ADVICE
            )


def closures(home: Home, on: dt.date) -> Iterator[Violation]:
    """Closures and notices without an end, and coming activities during a closure.

    They may take place elsewhere, so pages show them as entered.
    """
    closed = home.profile.office.closed if home.profile.office else ()
    for number, one in enumerate(closed):
        if one.to is None:
            message = f"从 {one.from_} 起临时关闭，没有写到哪天为止，页面上写的是“何时开门另行通知”"
            remedy = f"知道哪天开门了，写上 to: 关闭的最后一天；只关一天的，写 to: {one.from_}"
            yield Violation(
                "house.hours", "home.yml", f"office.closed[{number}]", message, remedy, severity=Severity.ADVICE
            )
        elif one.to < one.from_:
            at = f"office.closed[{number}]"
            message = f"临时关闭的最后一天 {one.to} 比开始的 {one.from_} 还早，这一条没有用"
            remedy = "核对两个日期：from 是第一天，to 是最后一天；跨年的，to 写下一年"
            yield Violation("house.hours", "home.yml", f"{at}.to", message, remedy, (f"home.yml:{at}",))
    notice, at = home.profile.office and home.profile.office.notice, "office.notice"
    if notice and notice.until is None and home.place("home.yml", f"{at}.until") == home.place("home.yml", at):
        message = "通知没有写到哪天为止，会一直挂在页面上"
        remedy = (
            f'写成 notice: {{text: "{notice.text[:30]}", until: 2026-12-31}}，换成自己的日期；一直有效的，until 写 长期'
        )
        yield Violation("house.hours", "home.yml", at, message, remedy, severity=Severity.ADVICE)
    for activity in home.activities:
        shut = next((one for one in closed if _meet(one, activity)), None)
        if shut and activity.last >= on and not activity.cancelled:
            message = f"{activity.date} 在临时关闭期间（从 {shut.from_} 起），页面上照样写着这场活动"
            remedy = "不办了的写 cancelled: 是；在别处办的写清地点"
            yield Violation(
                "house.hours", activity_file(home, activity), "date", message, remedy, severity=Severity.NOTICE
            )


def _meet(closure: Closure, activity: Activity) -> bool:
    """Whether one of an activity's days lies in a closure."""
    return any(
        closure.from_ <= days.last and (closure.to is None or days.first <= closure.to) for days in activity.days
    )


def checked(home: Home, on: dt.date) -> Iterator[Violation]:
    office = home.profile.office
    day = office.checked_on if office else None
    if day not in year_to(on):
        message = f"上次核对是 {day}，不在一年内" if day else "没有写哪天核对过"
        if day and day > on:
            message = f"核对日期 {day} 还没有到，多半写错了年份"
        yield Violation(
            "house.checked",
            "home.yml",
            "office.checked_on",
            message,
            "核对地址、电话和开放时间后，填写“核对日期”（office.checked_on）",
            severity=Severity.ERROR if day and day > on else None,
        )


def dates(home: Home, on: dt.date) -> Iterator[Violation]:
    """Days of the ledger that are written twice in a list, and days of what was done that lie in the future: neither
    counts.
    """
    for at, days in _days_in(home.ledger, ""):
        for number, day in enumerate(days):
            field = f"{at}[{number}]" if len(days) > 1 else at
            if day in days[:number]:
                message, remedy = f"{day} 写了两次，只算一次", "删掉重复的；是另一天的，改成那一天"
                yield Violation("house.dates", "ledger.yml", field, message, remedy)
            elif day > on:
                yield Violation("house.dates", "ledger.yml", field, f"{day} 还没有到，现在不算", _YEAR_REMEDY)
    founded = home.profile.founded
    if founded and founded > on.isoformat()[: len(founded)]:
        yield Violation("house.dates", "home.yml", "founded", f"{founded} 还没有到", _YEAR_REMEDY)


def _days_in(record: object, at: str) -> Iterator[tuple[str, tuple[dt.date, ...]]]:
    """Path and days of each date and each list of dates in a record."""
    for attribute, t in terms(type(record)).items() if record else ():
        value, field = getattr(record, attribute), f"{at}.{t.key}" if at else t.key
        if isinstance(value, dt.date):
            yield field, (value,)
        elif isinstance(t.kind, Record):
            yield from _days_in(value, field)
        elif isinstance(t.kind, ListOf) and isinstance(t.kind.of, Date):
            yield field, value
        elif isinstance(t.kind, ListOf):
            for number, item in enumerate(value):
                yield from _days_in(item, f"{field}[{number}]")


def division(home: Home, content: Content) -> Iterator[Violation]:
    code, district = home.profile.division, content.districts[home.district]
    if code and not (re.fullmatch(r"\d{12}", code) and code.startswith(district.code)):
        remedy = f"写 12 位数字，以 {district.code} 开头"
        yield Violation("house.division", "home.yml", "division", f"“{code}”不是{district.name}的区划代码", remedy)


def unique(home: Home) -> Iterator[Violation]:
    regulations = [r.regulation or r.title for r in home.regulations]
    for number, regulation in enumerate(home.regulations):
        if not (regulation.regulation or regulation.title):
            remedy = "填写“制度”（regulation），自己定的制度写“标题”（title）"
            redacts = (f"regulations.yml:[{number}]",)
            yield Violation("house.reference", "regulations.yml", f"[{number}]", "没有写是哪项制度", remedy, redacts)
    yield from _twice("consents.yml", [c.id for c in home.consents or ()], "id", redacts=False)
    yield from _twice("families.yml", [f.id for f in home.families], "id")
    yield from _twice("regulations.yml", regulations, "regulation")
    files = [r.regulation or (r.file or "").removesuffix(".md") for r in home.regulations]
    told = [name in regulations[:number] for number, name in enumerate(regulations)]
    yield from _twice("regulations.yml", [None if one else file for file, one in zip(files, told, strict=True)], "file")


def repeated_codes(content: Content) -> Iterator[Violation]:
    """Streets, levels and campaigns with the code of one before them, whose address would be the same."""
    for slug, district in content.districts.items():
        yield from _twice(
            f"districts/{slug}/district.yml", [one.slug for one in district.streets], "slug", at="streets"
        )
    city, honours = content.city, content.city.honours or Honours()
    for at, codes in (
        ("campaigns", [one.id for one in city.campaigns]),
        ("honours.homes", [one.id for one in honours.homes]),
        ("honours.families", [one.id for one in honours.families]),
    ):
        yield from _twice("city.yml", codes, "id", at=at)


def _twice(file: str, names: Sequence[str | None], key: str, redacts: bool = True, at: str = "") -> Iterator[Violation]:
    """A violation for each entry of the list `at` whose name was there before."""
    for number, name in enumerate(names):
        if name and name in names[:number]:
            entry = f"{at}[{number}]"
            hidden = (f"{file}:{entry}",) if redacts else ()
            yield Violation(
                "house.unique", file, f"{entry}.{key}", f"“{name}”写了两次", "改成不同的，或只留一处", hidden
            )


def references(home: Home, content: Content) -> Iterator[Violation]:
    closed = home.profile.closed
    if closed and closed.successor and index(content).present(closed.successor) not in index(content).homes:
        message, redacts = f"没有“{closed.successor}”这个{{home}}", ("home.yml:closed.successor",)
        yield Violation(
            "house.reference",
            "home.yml",
            "closed.successor",
            message,
            "核对接替的{home}的代号：<{district}>/<{home}>",
            redacts,
        )
    for number, regulation in enumerate(home.regulations):
        name = (regulation.file or "").removesuffix(".md")
        if name and name not in home.regulation_texts:
            message = f"regulations/ 里没有 {regulation.file}，或它读不出来"
            yield Violation(
                "house.reference", "regulations.yml", f"[{number}].file", message, "核对文件名，或补上这个文件"
            )
    for file, field, consent in _consents_named(home):
        if home.consents is not None and not any(c.id == consent for c in home.consents):
            message, remedy = f"consents.yml 里没有同意书 {consent}", number_remedy(home, consent)
            yield Violation("house.reference", file, field, message, remedy)


def _consents_named(home: Home) -> Iterable[tuple[str, str, str]]:
    mobile = home.profile.office and home.profile.office.mobile
    if mobile and mobile.consent:
        yield "home.yml", "office.mobile.consent", mobile.consent
    for number, photo in enumerate(home.profile.photos):
        if photo.consent:
            yield "home.yml", f"photos[{number}].consent", photo.consent
    for number, family in enumerate(home.families):
        if family.consent:
            yield "families.yml", f"[{number}].consent", family.consent


def families(home: Home, content: Content, on: dt.date) -> Iterator[Violation]:
    """Families of a higher level need the list of the federation, and a valid consent.

    Findings name families by index: whoever withdrew a consent is named in no report.
    """
    listed = {
        (family, level) for family, level, year in index(content).honours.get(home.identity, ()) if year <= on.year
    }
    labels = content.standard.honours.family_labels
    for number, family in enumerate(home.families):
        at = f"[{number}]"
        if family.level not in (None, OWN_LEVEL) and family.year <= on.year and (family.id, family.level) not in listed:
            message = f"第 {number + 1} 户写的是{labels[family.level]}，{{city}}{{district}}妇联的名单里没有"
            how = f"请妇联在 recognition/{family.year}-families.yml 里登记，或把“级别”改成 home"
            yield Violation(
                "house.family-level", "families.yml", f"{at}.level", message, how, (f"families.yml:{at}.level",)
            )
        covered = [scope for scope in ("name", "story", "photo") if permits(home, family.consent, scope, on)]
        if not covered:
            message = f"第 {number + 1} 户不能公开：{refusal_reason(home, family.consent, 'name', on)}"
            how = consent_remedy(home, family.consent, "name", on, "请家庭签同意书，在 consents.yml 里登记，再填上编号")
            redacts = (f"families.yml:{at}", *([f"photos/{family.photo.file}"] if family.photo else []))
            yield Violation("house.family-consent", "families.yml", at, message, how, redacts)
