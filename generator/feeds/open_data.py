"""The open data as JSON and CSV, their schemas, and the description of the package, from the declarations in
`public.open_data`. Nothing in them depends on the day of the build.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.content.cells import harmless
from generator.model.wording import Wording
from generator.public.consent import FEWER
from generator.public.open_data.declared import (
    ADDRESS,
    COUNT,
    DATE,
    FOLDER,
    INTEGER,
    LIST,
    MAX_WHOLE,
    NUMBER,
    TEXT,
    VERSION,
    YES_NO,
    Column,
    Row,
    Table,
    Value,
)
from generator.public.open_data.tables import TABLES
from generator.public.views import CityView, DistrictView, ExportedFile, LicenceView, Site

PACKAGE = f"{FOLDER}datapackage.json"
_BETWEEN = "；"  # items of a list in one cell
_TEXT: Mapping[str, object] = {"type": "string"}
_JSON_TYPES: Mapping[str, Mapping[str, object]] = {
    TEXT: _TEXT,
    ADDRESS: _TEXT,
    LIST: {"type": "array", "items": _TEXT},
    INTEGER: {"type": "integer"},
    NUMBER: {"type": "number"},
    DATE: {"type": "string", "format": "date"},
    YES_NO: {"type": "boolean"},
    COUNT: {"anyOf": [{"type": "integer", "minimum": 0}, {"const": FEWER}]},
}
_TABLE_TYPES = {INTEGER: "integer", NUMBER: "number", DATE: "date", YES_NO: "boolean", COUNT: "integer"}


def of_district(site: Site, district: DistrictView) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each table of a district that has open homes."""
    if district.homes:
        yield from _tables(site, f"{FOLDER}{district.slug}/", "../")


def of_city(site: Site) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each table of the whole city, where it has few homes."""
    if site.homes:
        yield from _tables(site, FOLDER, "")


def description(site: Site) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of datapackage.json and of the schemas."""
    city, word = site.city, Wording(site.city.standard)
    for table in TABLES:
        yield f"{FOLDER}schema/{table.name}.schema.json", _json(_json_schema(table, city, word))
        yield f"{FOLDER}schema/{table.name}.table.json", _json(_table_schema(table, city, word))
    yield PACKAGE, _json(_package(site, word))


def places(site: Site) -> list[str]:
    """The folders whose tables make the whole: that of the city, or those of its districts where it has many homes."""
    if sum(tile.homes for tile in site.tiles) <= MAX_WHOLE:
        return [""]
    return [f"{tile.slug}/" for tile in site.tiles if tile.homes]


# ---- tables


def _tables(site: Site, folder: str, up: str) -> Iterator[tuple[str, bytes]]:
    for table in TABLES:
        columns, rows = table.columns_of(site.city), list(table.rows(site))
        yield f"{folder}{table.name}.json", _document(site.city, table, columns, rows, up)
        yield f"{folder}{table.name}.csv", _csv(columns, rows)


def _document(city: CityView, table: Table, columns: Sequence[Column], rows: Sequence[Row], up: str) -> bytes:
    """A row a line, without the fields that it does not have."""
    licence = _licence_of(city)
    head: dict[str, object] = {
        "schema": f"{up}schema/{table.name}.schema.json",
        "table": table.name,
        "version": VERSION,
        "licence": {"name": licence.name, **({"url": licence.url} if licence.url else {})},
        "citation": licence.citation,
    }
    if city.sample:
        head["sample"] = True
    lines = ",\n".join(
        _line({one.key: shown for one in columns if (shown := _shown(one, row)) is not None}) for row in rows
    )
    return f'{_line(head)[:-1]},"rows":[\n{lines}\n]}}\n'.encode()


def _shown(column: Column, row: Row) -> object:
    """A value as JSON has it; None where there is none."""
    value = column.value(row)
    if isinstance(value, dt.date):
        return value.isoformat()
    return list(value) or None if isinstance(value, tuple) else None if value == "" else value


def _csv(columns: Sequence[Column], rows: Sequence[Row]) -> bytes:
    """UTF-8 with a BOM and CRLF, as Excel wants it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(column.key for column in columns)
    writer.writerows([_cell(column.value(row)) for column in columns] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:g}" if isinstance(value, float) else str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return harmless(_BETWEEN.join(value) if isinstance(value, tuple) else value)


# ---- schemas


def _json_schema(table: Table, city: CityView, word: Wording) -> dict[str, object]:
    columns = table.columns_of(city)
    row = {
        "type": "object",
        "properties": {one.key: {**_json_type(one, city), **_titles(one, word)} for one in columns},
        "required": [one.key for one in columns if one.always],
        "additionalProperties": False,
    }
    licence = {"type": "object", "properties": {"name": _TEXT, "url": _TEXT}, "required": ["name"]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": word.declared(table.label),
        "description": word.declared(table.about),
        "type": "object",
        "properties": {
            "schema": _TEXT,
            "table": {"const": table.name},
            "version": {"const": VERSION},
            "licence": licence,
            "citation": _TEXT,
            "sample": {"type": "boolean", "description": "内容是示例，编的"},
            "rows": {"type": "array", "items": row},
        },
        "required": ["table", "version", "licence", "citation", "rows"],
    }


def _json_type(column: Column, city: CityView) -> Mapping[str, object]:
    """Of a field with codes, these with what they stand for."""
    codes = column.codes_of(city)
    if not codes:
        return _JSON_TYPES[column.kind]
    text = {**_TEXT, "oneOf": [{"const": code, "title": name} for code, name in codes.items()]}
    return {"type": "array", "items": text} if column.kind == LIST else text


def _table_schema(table: Table, city: CityView, word: Wording) -> dict[str, object]:
    """A Table Schema, for the CSV files."""
    fields = []
    for one in table.columns_of(city):
        field = {"name": one.key, "type": _TABLE_TYPES.get(one.kind, "string"), **_titles(one, word)}
        if one.kind == LIST:
            field["description"] = f"{field.get('description', '')}（几项用“{_BETWEEN}”隔开）"
        constraints: dict[str, object] = {"required": True} if one.always and one.kind != COUNT else {}
        if one.kind == TEXT and (codes := one.codes_of(city)):
            constraints["enum"] = list(codes)
        fields.append(field | ({"constraints": constraints} if constraints else {}))
    return {"fields": fields, "missingValues": ["", FEWER], "primaryKey": "id"}


def _titles(column: Column, word: Wording) -> dict[str, object]:
    about = word.declared(column.about)
    return {"title": word.declared(column.label), **({"description": about} if about else {})}


def _package(site: Site, word: Wording) -> dict[str, object]:
    """datapackage.json (Data Package 1): of every table of CSV, with the licence and how to name the source."""
    city, licence = site.city, _licence_of(site.city)
    given: dict[str, object] = {"name": licence.name.replace(" ", "-"), "title": licence.name}
    resources = [
        _resource(table, f"{place}{table.name}", file, word)
        for place in places(site)
        for table in TABLES
        if (file := site.exports.get(f"{FOLDER}{place}{table.name}.csv"))  # else it is withheld
    ]
    return {
        "profile": "tabular-data-package",
        "name": "open-data",
        "title": f"{city.site_name}开放数据{'（示例）' * city.sample}",
        "description": "示例：里面的内容都是编的。" * city.sample + word(f"引用时请注明：{licence.citation}。"),
        "version": VERSION,
        **({"homepage": f"{city.url.rstrip('/')}/data/"} if city.url else {}),
        "licenses": [given | ({"path": licence.url} if licence.url else {})],
        "contributors": [{"title": city.federation, "role": "publisher"}],
        "resources": resources,
    }


def _resource(table: Table, place: str, file: ExportedFile, word: Wording) -> dict[str, object]:
    """`place`: its path, without the ending."""
    return {
        "profile": "tabular-data-resource",
        "name": place.replace("/", "-"),
        "title": word.declared(table.label),
        "path": f"{place}.csv",
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": f"schema/{table.name}.table.json",
    }


def _licence_of(city: CityView) -> LicenceView:
    assert city.licence, "nothing is exported without a licence"
    return city.licence


def _line(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
