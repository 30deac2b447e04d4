"""Homes and their services as HSDS 3.1: for each district a file of flat records, one a line, that refer to each other
by UUIDs. http://docs.openreferral.org/
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from generator.content.values.times import DAY, Span
from generator.model.standard import CityStandard
from generator.public import recurrence, uids
from generator.public.open_data.declared import HSDS_FOLDER
from generator.public.open_data.rows import degrees, hours, page, service_uids
from generator.public.opening import Holidays
from generator.public.recurrence import Recurrence
from generator.public.views import CityView, DistrictView, HomeView, ServiceView, Site

Record = dict[str, object]
_BEIJING = 8  # hours before UTC


def of_district(site: Site, district: DistrictView) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of the file of a district that has open homes."""
    if district.homes:
        lines = (json.dumps(_known(one), ensure_ascii=False, separators=(",", ":")) for one in _records(site, district))
        yield f"{HSDS_FOLDER}{district.slug}.ndjson", "".join(f"{line}\n" for line in lines).encode()


def _known(record: Record) -> Record:
    """Without fields of which nothing is known."""
    return {key: value for key, value in record.items() if value not in (None, "") or key == "postal_code"}


def _records(site: Site, district: DistrictView) -> Iterator[Record]:
    city, holidays, year = site.city, Holidays.of(site.holidays), site.today.year
    yield from _taxonomy(city)
    for home in district.homes:
        yield from _home(city, district, home)
        for number, line in enumerate(home.office.hours):
            rules = recurrence.of_hours(line, home.office.closures, holidays, year)
            yield from _schedules(_location_id(home), "hours", number, hours([line]), line.spans, rules)
        for uid, service in service_uids(home):
            yield from _service(city, home, uid, service)
            schedule = service.schedule
            if schedule:
                rule = recurrence.of_schedule(schedule, home.office.closures, holidays, year)
                yield from _schedules(uid, "schedule", 0, schedule.text, schedule.spans, [rule] if rule else [])


def _taxonomy(city: CityView) -> Iterator[Record]:
    """Functions and their items: in every file, so that it stands by itself."""
    standard, root = city.standard, uids.uid(city.name, "taxonomy")
    yield {"type": "taxonomy", "id": root, "name": "功能和服务事项", "description": f"{city.site_name}的功能和服务事项"}
    for code, function in standard.functions.items():
        own: Record = {"type": "taxonomy_term", "id": _term_id(city, code), "taxonomy_id": root, "code": code}
        yield own | {"name": function.label, "description": function.explains or function.label}
    for code, label in standard.items.items():
        own = {"type": "taxonomy_term", "id": _term_id(city, code), "taxonomy_id": root, "code": code}
        yield own | {
            "parent_id": _term_id(city, code.partition(".")[0]),
            "name": label,
            "description": _item(standard, code),
        }


def _item(standard: CityStandard, code: str) -> str:
    item = standard.functions[code.partition(".")[0]].items[code]
    return item.explains or item.label


def _term_id(city: CityView, code: str) -> str:
    return uids.uid(city.name, "taxonomy", code)


def _home(city: CityView, district: DistrictView, home: HomeView) -> Iterator[Record]:
    office, place = home.office, _location_id(home)
    where = f"{district.name}{home.street.name}的{city.terms.home}"
    founded = re.match(r"\d{4}", home.founded)
    yield {
        "type": "organization",
        "id": home.uid,
        "name": home.name,
        "alternate_name": "、".join(home.also_known_as),
        "description": home.summary or where,
        "website": _uri(city, home.address),
        "year_incorporated": int(founded[0]) if founded else None,
    }
    point = degrees(home) if city.licence and city.licence.locations else None
    yield {
        "type": "location",
        "id": place,
        "organization_id": home.uid,
        "location_type": "physical",
        "name": home.name,
        "transportation": office.transit,
        "latitude": point and point[1],
        "longitude": point and point[0],
    }
    if office.address:
        yield {
            "type": "address",
            "id": uids.below(home.uid, "address"),
            "location_id": place,
            "address_1": office.address,
            "city": district.name,
            "region": home.street.name,
            "state_province": city.name,
            "postal_code": district.postal_code,
            "country": "CN",
            "address_type": "physical",
        }
    for number, phone in enumerate(office.phones):
        yield {
            "type": "phone",
            "id": uids.below(home.uid, "phones", str(number)),
            "location_id": place,
            "number": phone.number,
            "extension": int(phone.extension) if phone.extension.isdecimal() else None,
        }
    for number, offered in enumerate(office.accessibility):
        own = uids.below(home.uid, "accessibility", str(number))
        yield {"type": "accessibility", "id": own, "location_id": place, "description": offered}


def _location_id(home: HomeView) -> str:
    return uids.below(home.uid, "location")


def _uri(city: CityView, address: str) -> str:
    return page(city, address) if city.url else ""


def _service(city: CityView, home: HomeView, uid: str, service: ServiceView) -> Iterator[Record]:
    yield {
        "type": "service",
        "id": uid,
        "organization_id": home.uid,
        "name": service.title,
        "description": service.description,
        "status": "active",
        "application_process": service.booking,
        "fees_description": service.fee,
        "eligibility_description": "、".join(label for _, label in service.audience),
        "url": _uri(city, home.address),
    }
    yield {
        "type": "service_at_location",
        "id": uids.below(uid, "location"),
        "service_id": uid,
        "location_id": _location_id(home),
        "description": service.place,
    }
    yield {
        "type": "attribute",
        "id": uids.below(uid, "item"),
        "link_id": uid,
        "link_entity": "service",
        "taxonomy_term_id": _term_id(city, service.item),
    }


def _schedules(
    owner: str, kind: str, number: int, text: str, spans: tuple[Span, ...], rules: Iterable[Recurrence]
) -> Iterator[Record]:
    """A record for each rule and span; the words alone where the days can't be told."""
    of: Record = {"service_id" if kind == "schedule" else "location_id": owner}
    rules = list(rules)
    for turn, rule in enumerate(rules or [None]):
        for place, span in enumerate(spans or [None]):
            own = uids.below(owner, kind, str(number), str(turn), str(place))
            yield {"type": "schedule", "id": own, **of, "description": text, **_rule(rule), **_span(span, rule)}


def _rule(rule: Recurrence | None) -> Record:
    if rule is None:
        return {}
    return {
        "freq": rule.freq,
        "byday": ",".join(rule.byday),
        "bymonthday": ",".join(map(str, rule.bymonthday)),
        "dtstart": rule.dtstart.isoformat(),
        "until": rule.until.isoformat(),
        "timezone": _BEIJING,
        "exdate": ",".join(day.isoformat() for day in rule.exdates),
        "rdate": ",".join(day.isoformat() for day in rule.rdates),
    }


def _span(span: Span | None, rule: Recurrence | None) -> Record:
    if span is None or rule is None:
        return {}
    return {"opens_at": _clock(span.start), "closes_at": "" if span.open_ended else _clock(span.end)}


def _clock(minutes: int) -> str:
    """`09:00+08:00`."""
    return f"{minutes % DAY // 60:02}:{minutes % 60:02}+{_BEIJING:02}:00"
