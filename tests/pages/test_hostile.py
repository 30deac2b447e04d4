"""Whatever a home writes into a text field stays text: pages keep their elements, attributes and scripts."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml

from generator.model.documents import Activity, AdoptedRegulation, Brand, Feature, Introduction, RegulationText
from generator.model.federation import City, District
from generator.model.field_types import Text
from generator.model.home import Profile
from generator.model.honours import Family
from generator.model.terms import ListOf, Record, terms

HARMLESS = "好好好好好好"
HOSTILE = {
    "script": "</script><script>x()",
    "attribute": "\" onload='x()' a=\"'",
    "template": "{{7*7}}{%x%}&amp;",
    "comment": "--><!--<img src=x>",
}
# Kept away: what leads to another page of the home, or has no text in it.
ELSEWHERE = {"photos", "photo", "closed", "formerly", "division", "system_id", "funding", "standard", "weights"}
ELSEWHERE |= {"file", "regulation"}
CONSENT = "- {id: C-2026-014, obtained: 2026-01-01, scope: [name, story, photo, mobile], adults: 2}\n"


def filled(record: type, text: str, **given: Any) -> dict:
    """Every public field of a record: `text` where text is asked for, the example of its kind elsewhere."""
    values: dict[str, Any] = {}
    for t in terms(record).values():
        if t.key in given:
            values[t.key] = given[t.key]
        elif t.key not in ELSEWHERE and (t.public or t.required):
            value = _value(t.kind, t.example, text)
            if value not in (None, {}):
                values[t.key] = value
    return values


def _value(kind: Any, example: str, text: str) -> Any:
    if isinstance(kind, Text):
        return text
    if isinstance(kind, Record):
        return filled(kind.of, text, consent="C-2026-014")
    if isinstance(kind, ListOf) and isinstance(kind.of, Text | Record):
        return [_value(kind.of, "", text)]
    return yaml.load(example, yaml.BaseLoader) if example else None


def dump(value: Any, body: str = "") -> str:
    front = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{front}---\n{body}\n" if body else front


def write(folder, text: str) -> None:
    """A city in which every text that reaches a page is `text`."""
    literal = text.replace("&", "\\&")
    body = f"{literal}\n\n## {literal}\n\n- {literal}\n"
    sites = {"url": "https://example.org/a/", "icp": text, "police": text, "identifier": text}
    hotlines = [{"name": text, "phone": "12338"}]
    folder.write(
        "city.yml", dump(filled(City, text, site=sites, sample="true", coordinates="wgs84", hotlines=hotlines))
    )
    streets = [{"slug": "maizidian", "name": text, "kind": "street", "phone": text}]
    folder.write("districts/chaoyang/district.yml", dump({"name": text, "code": "110105", "streets": streets}))
    for where in ("districts/chaoyang/brand.md", "districts/chaoyang/maizidian.md"):
        folder.write(where, dump(filled(Brand, text, level=None), body))
    folder.home("home.yml", dump(filled(Profile, text, street="maizidian")))
    folder.home("consents.yml", CONSENT)
    folder.home("intro.md", dump(filled(Introduction, text), body))
    folder.home("brand.md", dump(filled(Brand, text), body))
    folder.home("families.yml", dump([filled(Family, text, consent="C-2026-014", story=body)]))
    folder.home("activities/2026-11-20-one.md", dump(filled(Activity, text), body))
    folder.home("activities/2026-12-20-two.md", dump(filled(Activity, text, date="2026-12-20"), body))
    folder.home("regulations/own.md", dump(filled(RegulationText, text), body))
    own = {"title": text, "file": "own.md", "adopted": "2026-01-01"}
    standard = filled(AdoptedRegulation, text, title=None, regulation="management", additions=body)
    folder.home("regulations.yml", dump([standard, own]))
    closed = filled(Profile, text, street="maizidian", closed={"on": "2026-01-01", "reason": text})
    folder.home("home.yml", dump(closed), "chaoyang/closed")
    folder.home("home.yml", "name: 霞光里社区妇女之家\nkind: community\nstreet: maizidian\n", "chaoyang/bystander")
    about = {"date": "2026-11-01", "homes": ["chaoyang/zaoying-beili"], "brand": "chaoyang/zaoying-beili"}
    folder.write("press/2026-11-01-x.md", dump(filled(Feature, text, **about), body))


def test_the_harmless_city_fills_every_record():
    """The test tests: no text field of these records is left out by mistake."""
    for record in (Profile, Brand, Family, Activity, Feature, District, City):
        texts = {
            t.key for t in terms(record).values() if isinstance(t.kind, Text) and t.public and t.key not in ELSEWHERE
        }
        assert texts <= set(filled(record, HARMLESS))


@pytest.fixture(scope="module")
def harmless(tmp_path_factory):
    """Skeletons of the pages of the same city with harmless words."""
    return {}


def alike(found):
    """The page of a tag is called by what the tag says."""
    return {re.sub("^press/tag-[a-z0-9-]+/", "press/tag/", path): page for path, page in found.items()}


def unbroken(page):
    """The skeleton without the places where a line of Chinese may end, and whether a figure is set in words."""
    return [("b", ()) if tag == ("b", ("class",)) else tag for tag in page.skeleton if tag[0] != "wbr"]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_stays_text(folder, pages, harmless, text):
    if not harmless:
        write(folder, HARMLESS)
        harmless |= alike(pages(folder))
    write(folder, text)
    hostile = alike(pages(folder))
    assert set(hostile) == set(harmless)
    assert sum(HARMLESS in "".join(page.text) for page in harmless.values()) > 15
    for path, page in hostile.items():
        assert unbroken(page) == unbroken(harmless[path]), path
        assert "".join(page.text).count(text) == "".join(harmless[path].text).count(HARMLESS), path
        assert [bool(script) for script in page.scripts] == [bool(script) for script in harmless[path].scripts], path
    profile = hostile["homes/chaoyang/zaoying-beili/index.html"]
    assert text in "".join(profile.text)
    data = json.loads(next(script for script in profile.scripts if script))
    assert data["name"] == text
    assert data["address"]["streetAddress"] == text


def test_prose_lets_no_raw_html_and_no_foreign_image_through(folder, pages):
    evil = "<script>x()</script>\n\n<img src=x onerror=x()>\n\n[点](javascript:x())\n\n"
    evil += "![图](https://example.com/x.png)\n\n![图](photos/none.jpg)\n"
    folder.home("intro.md", evil)
    folder.home("brand.md", f"---\ntitle: 品牌\n---\n{evil}")
    for path, page in pages(folder).items():
        if not path.startswith("homes/chaoyang/zaoying-beili/"):
            continue
        assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)
        assert not any(
            "javascript:" in (value or "") for _, attributes in page.elements for value in attributes.values()
        )
        assert not any((attributes.get("src") or "").startswith("http") for _, attributes in page.elements)
        assert all("x()" not in script for script in page.scripts)


def test_json_ld_is_what_the_home_says(folder, pages):
    folder.home(
        "home.yml",
        "name: 枣营北里社区妇女之家\nkind: community\nstreet: maizidian\noffice:\n  address: 枣营北里 1 号\n  "
        "phone: 010-0000 1234\n"
        "  location: {longitude: 116.4712, latitude: 39.9476, datum: wgs84}\n  hours: [{days: 周六, open: "
        "'9:00-11:30'}]\n",
    )
    page = pages(folder)["homes/chaoyang/zaoying-beili/index.html"]
    kinds = [attributes.get("type") for tag, attributes in page.elements if tag == "script"]
    data = json.loads(page.scripts[kinds.index("application/ld+json")])
    assert data["@context"] == "https://schema.org" and data["telephone"] == "010-0000 1234"
    assert data["geo"] == {"@type": "GeoCoordinates", "longitude": 116.4712, "latitude": 39.9476}
    hours = {"@type": "OpeningHoursSpecification", "dayOfWeek": ["Saturday"], "opens": "09:00", "closes": "11:30"}
    assert data["openingHoursSpecification"] == [hours]
