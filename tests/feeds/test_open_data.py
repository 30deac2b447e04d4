"""The open data, as those read it who use it: JSON by its schema, CSV as Excel opens it, the package by its description."""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import io
import json
import re
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.feeds import KINDS, open_data
from generator.pages.take import size_label
from generator.pipeline import release
from generator.public.open_data import declared
from generator.public.open_data.tables import TABLES
from generator.public.views import DistrictTile, ExportedFile, Site
from tests.conftest import CITY, Folder

LICENCE = 'licence: {name: CC BY 4.0, url: "https://creativecommons.org/licenses/by/4.0/", locations: %s}\n'
HOME = """name: 枣营北里社区妇女之家
also_known_as: [枣北妇女之家, 枣北之家]
kind: community
street: maizidian
founded: 2012-03
summary: =HYPERLINK("https://example.org")
office:
  address: "@枣营北里 1 号楼"
  location: {longitude: 116.4712345, latitude: 39.9476543, datum: wgs84}
  phone: [010-0000 1234 转 802, 010-0000 1235]
  mobile: {number: 142 0001 2345, consent: C-1}
  hours: [{days: 周一至周五, open: ["09:00-11:30", "13:30-17:30"], holidays: 是}, {days: 每天, open: ["18:00-20:00"], from: 06-01, to: 08-31}]
  checked_on: 2026-10-20
staff: {director: {name: 王秀兰, title: 社区妇联主席}}
venue: {area: 120}
services: [{item: rights.reception, title: 律师坐班咨询, schedule: 每周三 14:00-16:00, audience: [elderly, parents]}]
"""
FAMILIES = "".join(
    f"- {{id: f{number}, family: 张某某家庭, year: {2025 if number else 2026}, level: home, motto: 一粥一饭, story: 事迹, consent: C-1}}\n"
    for number in range(7)
)
ROUND = "level: city\nyear: 2025\ndocument: 京妇发〔2025〕1号\ndecided_on: 2025-12-18\nrecognised: [chaoyang/zaoying-beili]\n"
ACTIVITY = "---\ntitle: {title}\ndate: 2026-11-0{day}\ntime: 9:00-11:00\nparticipants: {people}\nitem: family.education\n---\n写得很长的报道\n"


def city(folder: Folder, licence: str = LICENCE % "是") -> Folder:
    folder.write("city.yml", CITY + licence)
    folder.home("home.yml", HOME)
    folder.home(
        "consents.yml",
        "- {id: C-1, obtained: 2026-01-01, scope: [name, story, mobile], adults: 1, until: 2028-01-01}\n",
    )
    folder.home("families.yml", FAMILIES)
    folder.home(
        "brand.md",
        "---\ntitle: 枣树下\nlevel: home\nfunctions: [rights]\nsince: 2018\ncontact: 李老师\nresults: [{label: 调解, value: 146 件}]\n---\n讲故事\n",
    )
    folder.home("activities/2026-11-01-a.md", ACTIVITY.format(title="-1+2", day=1, people=3))
    folder.home("activities/2026-11-02-b.md", ACTIVITY.format(title="＝家长课", day=2, people=1204))
    folder.write("recognition/2025-city.yml", ROUND)
    folder.write(
        "districts/fangshan/district.yml",
        'name: 房山区\ncode: "110111"\nstreets: [{slug: changyang, name: 长阳镇, kind: town}]\n',
    )
    folder.home("home.yml", "name: 长阳妇女之家\nkind: village\nstreet: changyang\n", identity="fangshan/changyang")
    return folder


def build(folder: Folder) -> Path:
    site = folder.root.parent / "site"
    arguments = ["build", "--content", str(folder.root), "--site", str(site), "--as-of", "2026-11-23"]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return site


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> tuple[Folder, Path]:
    folder = city(Folder(tmp_path_factory.mktemp("open-data") / "content"))
    return folder, build(folder)


@pytest.fixture(scope="module")
def data(built) -> dict[str, bytes]:
    """Path below /data/ → bytes."""
    root = built[1] / "data"
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in sorted(root.rglob("*")) if file.is_file()}


def exported(site: Site) -> Site:
    """With the files of the open data, as a build knows them when it describes them."""
    files = dict(open_data.of_city(site))
    for district in site.districts:
        files |= dict(open_data.of_district(site, district))
    return dataclasses.replace(site, exports={path: ExportedFile(len(file), "0", 0) for path, file in files.items()})


def rows(data: dict[str, bytes], table: str, place: str = "") -> list[dict]:
    return json.loads(data[f"v1/{place}{table}.json"])["rows"]


def cells(data: dict[str, bytes], table: str, place: str = "") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data[f"v1/{place}{table}.csv"].decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("place", ["", "chaoyang/", "fangshan/"])
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_file_keeps_to_its_schema(data, table, place):
    schema = json.loads(data[f"v1/schema/{table.name}.schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    document = json.loads(data[f"v1/{place}{table.name}.json"])
    jsonschema.validate(document, schema, format_checker=jsonschema.FormatChecker())
    assert document["schema"] == ("../" if place else "") + f"schema/{table.name}.schema.json"
    assert document["version"] == declared.VERSION and document["sample"] is True
    assert all(field["title"] for field in schema["properties"]["rows"]["items"]["properties"].values())


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_broken_row_is_refused(data, table):
    schema = json.loads(data[f"v1/schema/{table.name}.schema.json"])
    document = json.loads(data[f"v1/{table.name}.json"])
    coded = [column.key for column in table.columns if column.codes and column.key in document["rows"][0]]
    for broken in ({"director": "王秀兰"}, {"id": None}, {"district_name": 5}, *({key: "zq"} for key in coded)):
        changed = document | {"rows": [document["rows"][0] | broken]}
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(changed, schema)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_tables_say_the_same_as_json(data, table):
    def text(value: object) -> str:
        if isinstance(value, bool):
            return str(value).lower()
        shown = (
            "；".join(value) if isinstance(value, list) else f"{value:g}" if isinstance(value, float) else str(value)
        )
        return f"'{shown}" if shown.startswith(("=", "+", "-", "@", "＝")) else shown

    found = cells(data, table.name)
    expected = [{key: text(row[key]) if key in row else "" for key in found[0]} for row in rows(data, table.name)]
    assert found == expected
    assert data[f"v1/{table.name}.csv"].startswith(b"\xef\xbb\xbfid,")
    assert re.search(rb"(?<!\r)\n", data[f"v1/{table.name}.csv"]) is None


def test_no_cell_is_a_formula(data):
    texts = [value for table in TABLES for row in cells(data, table.name) for value in row.values()]
    assert not [value for value in texts if value.lstrip().startswith(tuple("=+-@＝＋－＠"))]
    (home,) = cells(data, "homes", "chaoyang/")[1:]
    assert home["summary"].startswith("'=HYPERLINK") and home["address"].startswith("'@")


def test_districts_add_up_to_the_city(data):
    for table in TABLES:
        both = rows(data, table.name, "chaoyang/") + rows(data, table.name, "fangshan/")
        assert rows(data, table.name) == both
        assert len({row["id"] for row in both}) == len(both)


def test_what_a_home_says(data):
    home = next(row for row in rows(data, "homes") if row["identity"] == "chaoyang/zaoying-beili")
    assert (home["longitude"], home["latitude"]) == (116.471, 39.948)
    assert home["hours"] == "周一至周五 9:00-11:30、13:30-17:30（节假日照常）；6 月 1 日至 8 月 31 日 每天 18:00-20:00"
    assert home["phones"] == ["010-0000 1234 转 802", "010-0000 1235"] and home["area"] == 120
    assert home["page"] == "homes/chaoyang/zaoying-beili/"
    assert [row["title"] for row in rows(data, "services")] == ["律师坐班咨询"]
    assert [(row["level"], row["year"], row["document"]) for row in rows(data, "recognitions")] == [
        ("city", 2025, "京妇发〔2025〕1号")
    ]
    assert [(row["title"], row["results"]) for row in rows(data, "brands")] == [("枣树下", ["调解：146 件"])]


def test_small_numbers_of_people_are_not_told(data):
    assert [row.get("participants") for row in rows(data, "activities")] == ["少于 5", 1204]
    counts = {(row["kind"], row["level"], row["year"]): row["number"] for row in rows(data, "honours")}
    assert counts == {("plaque", "city", 2025): 1, ("family", "home", 2026): "少于 5", ("family", "home", 2025): 6}


def test_nobody_is_in_it(data):
    text = "\n".join(value.decode() for value in data.values())
    for word in (
        "王秀兰",
        "张某某家庭",
        "一粥一饭",
        "事迹",
        "讲故事",
        "写得很长的报道",
        "李老师",
        "142 0001",
        "14200012345",
    ):
        files = [path for path, value in data.items() if word in value.decode()]
        assert files == [], word
    assert "枣营北里" in text


def test_the_package_names_every_table(data):
    package = json.loads(data["v1/datapackage.json"])
    assert package["licenses"] == [
        {"name": "CC-BY-4.0", "title": "CC BY 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
    ]
    for resource in package["resources"]:
        schema = json.loads(data[f"v1/{resource['schema']}"])
        head = next(csv.reader(io.StringIO(data[f"v1/{resource['path']}"].decode("utf-8-sig"))))
        assert [field["name"] for field in schema["fields"]] == head
    assert {one["path"] for one in package["resources"]} == {f"{table.name}.csv" for table in TABLES}


def test_the_package_tells_bytes_and_checksum_of_every_file(data):
    resources = json.loads(data["v1/datapackage.json"])["resources"]
    files = {one["path"]: data[f"v1/{one['path']}"] for one in resources}
    assert {one["path"]: (one["bytes"], one["hash"]) for one in resources} == {
        path: (len(file), f"sha256:{hashlib.sha256(file).hexdigest()}") for path, file in files.items()
    }


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_code_has_its_name_in_the_row_and_in_the_schemas(data, table):
    fields = json.loads(data[f"v1/schema/{table.name}.schema.json"])["properties"]["rows"]["items"]["properties"]
    listed = {one["name"]: one for one in json.loads(data[f"v1/schema/{table.name}.table.json"])["fields"]}
    page = data["index.html"].decode()
    for column in (one for one in table.columns if one.codes):
        of_one = fields[column.key].get("items", fields[column.key])
        codes = {one["const"]: one["title"] for one in of_one.get("oneOf", [])}
        named = f"{column.key.removesuffix('s')}_label{'s' * column.key.endswith('s')}"
        assert named in fields, named
        if column.kind == declared.TEXT and codes:
            assert listed[column.key]["constraints"]["enum"] == list(codes)
        for code, name in codes.items():
            assert f"<code>{code}</code> {name}" in page
        for row in rows(data, table.name):
            assert (column.key in row) == (named in row)
            if column.key in row:
                shown, said = (one if isinstance(one, list) else [one] for one in (row[column.key], row[named]))
                if (table.name, column.key) == ("honours", "level"):  # plaques' and families'
                    assert said[0] in codes[shown[0]].split("；家庭：")
                else:
                    assert [codes[code] for code in shown] == said


def test_the_page_tells_rows_and_bytes_of_every_file(data):
    page = data["index.html"].decode()
    for table in TABLES:
        json_size, csv_size = (size_label(len(data[f"v1/{table.name}.{ending}"])) for ending in ("json", "csv"))
        (shown,) = re.findall(rf"<li><h3>{table.label.replace('{home}', '妇女之家')} .*?</li>", page)
        assert f">{len(rows(data, table.name))} 行<" in shown
        assert f">{json_size}<" in shown and f">{csv_size}<" in shown
        for path in (f"v1/{table.name}", f"v1/chaoyang/{table.name}", f"v1/fangshan/{table.name}"):
            counted = len(json.loads(data[f"{path}.json"])["rows"])
            assert {declared.count_rows(f"{path}.{end}", data[f"{path}.{end}"]) for end in ("json", "csv")} == {counted}
    assert size_label(len(data["hsds/chaoyang.ndjson"])) in page
    lines = data["hsds/chaoyang.ndjson"].splitlines()
    assert declared.count_rows("hsds/chaoyang.ndjson", data["hsds/chaoyang.ndjson"]) == len(lines)


def test_the_page_explains_every_field(data):
    page = data["index.html"].decode()
    shown = set(re.findall(r"<dt><code>([\w]+)</code></dt>", page))
    assert shown >= {column.key for table in TABLES for column in table.columns}
    assert "CC BY 4.0" in page and "少于 5" in page


FIELDS = {
    "homes": "id identity name also_known_as:list kind= kind_label district district_name street street_name founded summary address "
    "phones:list transit hours accessibility:list longitude:number latitude:number area:number checked_on:date page:address",
    "services": "id home_id home_name district district_name title function= function_label item= item_label description audience:list= "
    "audience_label:list schedule booking fee place bring",
    "activities": "id home_id home_name district district_name title date:date last:date time place function= function_label item= "
    "item_label audience:list= audience_label:list kind= kind_label participants:count campaign= campaign_label "
    "cancelled:yes-no page:address",
    "recognitions": "id home_id home_name district district_name level= level_label year:integer years:list since:date document lapses:date "
    "page:address",
    "brands": "id home_id owner district district_name title level= level_label functions:list= function_labels:list since:integer "
    "summary results:list chosen:list published:date page:address",
    "honours": "id district district_name kind= kind_label level= level_label year:integer number:count",
}  # fmt: skip
"""What version 1 lets out, with the types that are no text, and = for codes: a field may be added, here too; none is
renamed or dropped or becomes something else.
"""


def test_version_1_is_a_promise():
    assert {table.name: " ".join(map(_declared, table.columns)) for table in TABLES} == FIELDS
    assert declared.VERSION.startswith("1.") and declared.FOLDER == "data/v1/"


def _declared(column: declared.Column) -> str:
    return column.key + f":{column.kind}" * (column.kind != declared.TEXT) + "=" * bool(column.codes)


def test_a_change_in_one_district_writes_and_reads_no_file_of_another(built, monkeypatch):
    (folder, site), counted = built, []
    monkeypatch.setattr(
        release, "count_rows", lambda path, data: counted.append(path) or declared.count_rows(path, data)
    )
    before = {file: file.stat().st_ino for file in (site / "data").rglob("*.*") if file.is_file()}
    contents = {file: file.read_bytes() for file in before}
    folder.home("home.yml", "name: 长阳镇妇女之家\nkind: village\nstreet: changyang\n", identity="fangshan/changyang")
    build(folder)
    changed = {file.relative_to(site / "data").as_posix() for file in before if file.read_bytes() != contents[file]}
    assert "v1/fangshan/homes.csv" in changed and "hsds/fangshan.ndjson" in changed
    assert not [path for path in changed if "chaoyang" in path]
    assert "data/v1/fangshan/homes.csv" in counted and not [path for path in counted if "chaoyang" in path]
    folder.home("intro.md", "改了一句。\n", identity="fangshan/changyang")
    counted.clear()
    assert "改了一句" in (build(folder) / "homes/fangshan/changyang/index.html").read_text("utf-8")
    assert counted == []


def test_nothing_is_exported_without_a_licence(folder):
    site = build(city(folder, ""))
    assert not (site / "data").exists()
    assert "开放数据" not in (site / "index.html").read_text() + (site / "sitemap/index.html").read_text()


def test_what_is_withheld_is_in_no_list_and_stops_no_build(folder):
    city(folder)
    gone = ("fangshan/homes.json", "services.json", "brands.json", "brands.csv")
    entries = "".join(f"- {{address: /data/v1/{path}, on: 2026-01-01}}\n" for path in gone)

    def withhold(address: str) -> Path:
        nonlocal entries
        entries += f"- {{address: /{address}, on: 2026-01-01}}\n"
        folder.write("withheld.yml", entries)
        return build(folder)

    site = withhold("data/v1/chaoyang/homes.csv")
    page = (site / "data/index.html").read_text("utf-8")
    assert "chaoyang/homes.csv" not in page and "fangshan/homes.csv" in page
    row = re.search('<th scope="row">房山区</th><td>(.*?)</td>', page)
    assert row and "fangshan/homes.csv" in row[1] and ">1 行<" in row[1] and "JSON" not in row[1]
    shown = {name: re.search(rf"<li><h3>{name} ?(.*?)</h3>", page)[1] for name in ("妇女之家", "服务", "品牌")}
    assert re.findall(r">(\d+) 行<", " ".join(shown.values())) == ["3", "1"] and "行" not in shown["品牌"]
    assert not (site / "data/v1/chaoyang/homes.csv").exists() and (site / "data/v1/chaoyang/homes.json").exists()
    withhold("data/v1/homes.csv")
    package = json.loads((site / "data/v1/datapackage.json").read_text("utf-8"))
    assert [one["path"] for one in package["resources"]] == [
        f"{table.name}.csv" for table in TABLES if table.name not in ("homes", "brands")
    ]
    withhold("data/hsds/")
    assert ".ndjson" not in (site / "data/index.html").read_text("utf-8") and not (site / "data/hsds").exists()
    withhold("data/")
    assert not (site / "data").exists()


def test_places_only_where_the_licence_says_so(folder):
    site = city(folder, LICENCE % "否").site()
    files = dict(open_data.of_city(site)) | dict(open_data.description(exported(site)))
    assert not [path for path, value in files.items() if b"longitude" in value or b"116.47" in value]


def test_a_city_of_many_homes_has_no_file_of_all(folder, monkeypatch):
    monkeypatch.setattr(open_data, "MAX_WHOLE", 1)
    tiles = (
        DistrictTile("chaoyang", "朝阳区", 2),
        DistrictTile("fangshan", "房山区", 1),
        DistrictTile("miyun", "密云区", 0),
    )
    site = dataclasses.replace(city(folder).site(), tiles=tiles)
    assert open_data.places(site) == ["chaoyang/", "fangshan/"]
    package = json.loads(dict(open_data.description(exported(site)))["data/v1/datapackage.json"])
    assert [one["name"] for one in package["resources"]][:2] == ["chaoyang-homes", "chaoyang-services"]


def test_all_kinds_ask_for_the_licence():
    assert {kind.name for kind in KINDS if kind.licensed} == {"data", "data/city", "data/district", "hsds/district"}
