"""A check of HSDS 3.1 records of the types and fields that we write, by the facts of the specification: its schemas know
far more, and are not part of the project.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import uuid
from collections.abc import Callable, Iterator
from typing import Any

Record = dict[str, Any]


def _text(value: object) -> bool:
    return isinstance(value, str)


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _id(value: object) -> bool:
    try:
        return isinstance(value, str) and str(uuid.UUID(value)) == value
    except ValueError:
        return False


def _uri(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"https?://\S+", value) is not None


def _day(value: object) -> bool:
    try:
        return isinstance(value, str) and str(dt.date.fromisoformat(value)) == value
    except ValueError:
        return False


def _days(value: object) -> bool:
    return isinstance(value, str) and all(map(_day, value.split(",")))


def _matches(pattern: str) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


_ONE_DAY = r"(?:[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)"
_NUMBER_OF_DAY = r"-?(?:[1-9]|[12]\d|3[01])"
_CLOCK = _matches(r"(?:[01]\d|2[0-3]):[0-5]\d(?:Z|[+-]\d\d:\d\d)")
_PLACE = _matches("physical|postal|virtual")
FIELDS: dict[str, dict[str, Callable[[object], bool]]] = {
    "organization": {
        "id": _id, "name": _text, "alternate_name": _text, "description": _text, "website": _uri,
        "year_incorporated": _number,
    },
    "location": {
        "id": _id, "organization_id": _id, "location_type": _PLACE, "name": _text, "transportation": _text,
        "latitude": _number, "longitude": _number,
    },
    "address": {
        "id": _id, "location_id": _id, "address_1": _text, "city": _text, "region": _text, "state_province": _text,
        "postal_code": _text, "country": _matches("[A-Z]{2}"), "address_type": _PLACE,
    },
    "phone": {"id": _id, "location_id": _id, "number": _text, "extension": _number},
    "accessibility": {"id": _id, "location_id": _id, "description": _text},
    "service": {
        "id": _id, "organization_id": _id, "name": _text, "description": _text, "url": _uri,
        "status": _matches("active|inactive|defunct|temporarily closed"), "application_process": _text,
        "fees_description": _text, "eligibility_description": _text,
    },
    "service_at_location": {"id": _id, "service_id": _id, "location_id": _id, "description": _text},
    "schedule": {
        "id": _id, "service_id": _id, "location_id": _id, "description": _text, "freq": _matches("WEEKLY|MONTHLY"),
        "byday": _matches(f"{_ONE_DAY}(?:,{_ONE_DAY})*"),
        "bymonthday": _matches(f"{_NUMBER_OF_DAY}(?:,{_NUMBER_OF_DAY})*"), "dtstart": _day, "until": _day,
        "timezone": _number, "opens_at": _CLOCK, "closes_at": _CLOCK, "exdate": _days, "rdate": _days,
    },
    "taxonomy": {"id": _id, "name": _text, "description": _text},
    "taxonomy_term": {
        "id": _id, "taxonomy_id": _id, "parent_id": _id, "code": _text, "name": _text, "description": _text,
    },
    "attribute": {"id": _id, "link_id": _id, "link_entity": _text, "taxonomy_term_id": _id},
}  # fmt: skip
REQUIRED = {
    "organization": "id name description",
    "location": "id location_type",
    "address": "id address_1 city state_province postal_code country address_type",
    "phone": "id number",
    "accessibility": "id",
    "service": "id name status organization_id",
    "service_at_location": "id service_id location_id",
    "schedule": "id",
    "taxonomy": "id name description",
    "taxonomy_term": "id name description",
    "attribute": "id link_id link_entity taxonomy_term_id",
}
_LEADS_TO = {
    "organization_id": "organization", "location_id": "location", "service_id": "service", "taxonomy_id": "taxonomy",
    "parent_id": "taxonomy_term", "taxonomy_term_id": "taxonomy_term",
}  # fmt: skip


def problems(data: bytes) -> list[str]:
    """What is wrong with a file: its lines, its records, and where they lead."""
    try:
        records = [json.loads(line) for line in data.decode().removesuffix("\n").split("\n")]
    except ValueError as error:
        return [f"no lines of JSON: {error}"]
    ids: dict[str, str] = {}
    found = []
    for record in records:
        found += _of_record(record)
        if record.get("id") in ids:
            found.append(f"{record['id']} is there twice")
        ids[record.get("id")] = record.get("type")
    return found + [problem for record in records for problem in _leads(record, ids)]


def _of_record(record: Record) -> Iterator[str]:
    kind = record.get("type")
    if kind not in FIELDS:
        yield f"no type: {kind}"
        return
    known = FIELDS[kind]
    yield from (f"{kind} lacks {name}" for name in REQUIRED[kind].split() if name not in record)
    for name, value in record.items():
        if name != "type" and name not in known:
            yield f"{kind} has no {name}"
        elif name != "type" and not known[name](value):
            yield f"{kind}.{name}: {value!r}"
    if kind == "schedule":
        yield from _of_rule(record)


def _of_rule(record: Record) -> Iterator[str]:
    """RFC 5545, 3.3.10: each rule has a frequency, and days that fit it."""
    if not record.keys() & {"service_id", "location_id"}:
        yield "a schedule of nothing"
    if "freq" not in record:
        yield from (f"{name} without freq" for name in ("byday", "bymonthday", "until", "exdate") if name in record)
        return
    if "dtstart" not in record or "until" not in record or record["until"] < record["dtstart"]:
        yield "the days of a rule end before they begin"
    weekly = record["freq"] == "WEEKLY"
    if weekly and (re.search(r"\d", record.get("byday", "1")) or "bymonthday" in record):
        yield "WEEKLY with days of the month"
    if not weekly and ("byday" in record) == ("bymonthday" in record):
        yield "MONTHLY without days, or with two kinds"
    if not weekly and "byday" in record and not re.match(r"[+-]?\d", record["byday"]):
        yield "MONTHLY on every such weekday"


def _leads(record: Record, ids: dict[str, str]) -> Iterator[str]:
    for name, kind in _LEADS_TO.items():
        if name in record and ids.get(record[name]) != kind:
            yield f"{record.get('type')}.{name} leads to no {kind}"
    if "link_id" in record and ids.get(record["link_id"]) != record.get("link_entity"):
        yield "attribute.link_id leads nowhere"
