"""What homes send is not trusted: whatever is written into any field, body or file name is shown as text or refused,
and bothers nobody else.
"""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from generator import reading
from generator.catalogue.assessment import Assessment
from generator.cli import main
from generator.content.text import FORBIDDEN, forbidden_character
from generator.diagnostics import Severity
from generator.model.field_types import Text
from generator.model.terms import ListOf, MapOf, Record, terms
from generator.office import findings
from generator.office.files import FILES
from generator.pipeline import BuildOptions
from generator.publish import uses
from tests.conftest import DAY, HOME, Folder
from tests.hostile.corpus import LONE, REFUSED, STRINGS, shown
from tests.hostile.site import HOMES, IN_PEACE, Built, file_names, refused

OF_A_HOME = {"home", "intro", "brand", "families", "activity", "regulations", "regulation"}


def files(site: Path, *endings: str) -> dict[str, str]:
    """Path → text."""
    return {
        path.relative_to(site).as_posix(): path.read_text()
        for path in sorted(site.rglob("*"))
        if path.suffix in endings
    }


def texts(name: str, record: type) -> Iterator[str]:
    """Every text field of a record, however deep."""
    for t in terms(record).values():
        kind = t.kind
        while isinstance(kind, ListOf | MapOf):
            kind = kind.of
        if isinstance(kind, Record):
            yield from texts(f"{name}.{t.key}", kind.of)
        elif isinstance(kind, Text):
            yield f"{name}.{t.key}"


NEEDED = {"consent", "id", "kind", "division"}  # texts that must fit, or nothing would be seen
NEEDED_PARTS = {
    "home.closed.reason",
    "home.office.mobile.number",
    "city.site.icp",
    "city.site.police",
    "city.site.identifier",
}


def test_every_text_field_of_every_file_is_attacked(hostile: Built):
    assert len(STRINGS) > 500 and len(set(STRINGS)) == len(STRINGS)
    assert not any(map(forbidden_character, STRINGS)) and all(map(forbidden_character, REFUSED))
    for kind in FILES:
        for name in texts(kind.name, kind.record):
            if (
                name.rpartition(".")[2] not in NEEDED
                and name not in NEEDED_PARTS
                and not name.startswith("families.photo")
            ):
                assert hostile.planter.fields.get(name, 0) >= (10 if kind.name in OF_A_HOME else 1), name
    for body in ("intro", "brand", "activity", "regulation", "feature"):
        assert hostile.planter.fields[f"{body}.body"] >= 4


def test_all_homes_are_published(hostile: Built):
    """No string takes a home, or the release, down."""
    assert {*HOMES, IN_PEACE} <= {home.identity for home in hostile.view.homes}
    home = hostile.view.homes
    assert all(one.brand and one.activities and one.introduction for one in home if one.identity in HOMES)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, tag: str, attributes: list) -> None:
        self.words += [value for _, value in attributes if value]


def test_strings_are_shown_as_text(hostile: Built):
    reader = _Words()
    for text in files(hostile.site, ".html").values():
        reader.feed(text)
    words = " ".join(" ".join(reader.words).split())
    plain = words.replace(" ", "")
    missing = [text for text in STRINGS if shown(text) not in words and shown(text).replace(" ", "") not in plain]
    assert len(missing) < len(STRINGS) * 0.05, missing


def test_the_home_in_peace_is_as_if_it_were_alone(hostile: Built):
    pages = [path for path in hostile.peaceful.rglob("*") if path.is_file() and IN_PEACE in path.as_posix()]
    assert len(pages) > 2
    for path in pages:
        same = hostile.site / path.relative_to(hostile.peaceful)
        assert _own(path) == _own(same), path


def _own(path: Path) -> str:
    """All of the file but for the stories of other families that a family's page goes on to."""
    text = path.read_bytes().decode()
    return re.sub(
        r'<section class="band wrap">\n<div class="head"><h2>再读一家</h2>.*?</section>\n', "", text, flags=re.DOTALL
    )


def test_its_row_in_the_lists_is_the_same(hostile: Built):
    for name in (
        "districts/haidian/index.html",
        "districts/haidian/xueyuanlu/index.html",
        "activities/haidian/coming.json",
    ):
        assert (hostile.peaceful / name).read_text().count("霞光里") == (hostile.site / name).read_text().count(
            "霞光里"
        )


@pytest.fixture(scope="module")
def assessment(hostile: Built) -> Assessment:
    return reading.assess(BuildOptions(hostile.content.root, DAY))


def test_what_may_not_stand_is_refused_where_it_stands(hostile: Built, assessment: Assessment):
    published = {home.identity: home for home in hostile.view.homes}
    for identity, file, text in refused():
        found = [
            f
            for f in assessment.findings
            if f.place.path == f"homes/{identity}/{file}" and f.severity is Severity.ERROR
        ]
        assert found and all(f.place.line for f in found if "\0" not in text), (identity, text)
        unparsed = file == "home.yml" and any(f.field == "" for f in found)  # no YAML: nothing of the file is known
        assert (identity in published) != unparsed
        assert unparsed or not (published[identity].introduction or published[identity].summary)
    everything = "".join(files(hostile.site, ".html", ".json", ".ics", ".xml", ".svg").values())
    assert re.search(FORBIDDEN, everything.replace("\ufeff", "")) is None


def test_no_name_of_a_file_or_folder_leads_anywhere(hostile: Built):
    paths = [path.relative_to(hostile.site).as_posix() for path in hostile.site.rglob("*")]
    assert [path for path in paths if not re.fullmatch(r"[A-Za-z0-9._/-]+", path)] == []
    assert [path for path in paths if path.startswith("active")] == []
    slugs = {home.identity.partition("/")[2] for home in hostile.view.homes}
    assert {name for name in file_names() if name in slugs} == {
        name for name in file_names() if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
    }


def test_hand_written_pages_let_out_nothing_active(hostile: Built, assessment: Assessment):
    page = (hostile.site / "about/index.html").read_text()
    assert uses.scan_markup(page) == {use for use in uses.scan_markup(page) if use.kind is uses.UseKind.ADDRESS}
    main = page[page.index('id="main"') : page.index('class="help"')]
    assert not re.search(r"<(script|style|iframe|svg|form)|<[^>]*(evil|data:|onclick|javascript:|style=)", main)
    assert '<a class="outside" rel="noopener noreferrer nofollow" href="https://example.org/"' in main
    assert "&lt;script&gt;__hit()" in main and "没有找到这一页" not in page
    refusals = [f for f in assessment.findings if f.place.path.startswith("pages/active/")]
    assert len(refusals) == 8 and all(f.remedy for f in refusals)


def test_machines_read_what_is_meant_for_them(hostile: Built):
    for text in files(hostile.site, ".json").values():
        json.loads(text)
    for path, text in files(hostile.site, ".svg", ".xml").items():
        assert ElementTree.fromstring(text) is not None, path
    for path in hostile.site.rglob("*.ics"):
        lines = path.read_bytes().decode().replace("\r\n ", "").split("\r\n")
        assert all(
            re.match(
                r"(BEGIN|END|VERSION|PRODID|CALSCALE|METHOD|X-WR-CALNAME|UID|DTSTAMP|DTSTART|DTEND|DURATION|"
                r"SUMMARY|STATUS|SEQUENCE|LOCATION|DESCRIPTION|URL)\b",
                line,
            )
            for line in lines[:-1]
        ), path
        assert (
            lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == sum(line.startswith("UID:") for line in lines)
        )
        assert not any("\n" in line or "\r" in line for line in lines)
    for text in files(hostile.site, ".html").values():
        for data in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL):
            json.loads(data)


def test_links_that_lead_elsewhere_are_whole_and_marked(hostile: Built):
    for path, text in files(hostile.site, ".html").items():
        for tag in re.findall(
            r"<a\b[^>]*>", text[text.index('id="main"') : text.index('class="help"')] if 'id="main"' in text else ""
        ):
            address = re.search(r'href="([^":]*:[^"]*)"', tag)
            if address and not address[1].startswith(("tel:", "sms:")):
                assert address[1].startswith(("https://", "mailto:")), (path, tag)
                assert re.search(r'rel="noopener noreferrer nofollow( license)?"', tag), (path, tag)


@pytest.fixture(scope="module")
def reports(hostile: Built, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("reports")
    done = CliRunner().invoke(
        main,
        ["report", "--content", str(hostile.content.root), "--out", str(out), "--as-of", f"{DAY:%Y-%m-%d}"],
        catch_exceptions=False,
    )
    assert done.exit_code == 0, done.output
    return out


def test_no_cell_of_a_table_is_a_formula(reports: Path):
    cells = 0
    for path in reports.rglob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                for cell in row:
                    cells += 1
                    assert re.fullmatch(r"-?\d+(\.\d+)?", cell) or not re.match(r"\s*[=+\-@＝＋－＠\t\r]", cell), (
                        path,
                        cell,
                    )
    assert cells > 1000


def test_reports_hold_nothing_active(reports: Path):
    for path, text in files(reports, ".html").items():
        kinds = {use.kind for use in uses.scan_markup(re.sub("<style>.*?</style>", "", text, flags=re.DOTALL))} - {
            uses.UseKind.ADDRESS
        }
        assert not kinds & {uses.UseKind.SCRIPT, uses.UseKind.FOREIGN}, path


@pytest.mark.parametrize("form", findings.FORMATS)
def test_messages_quote_without_letting_anything_through(assessment: Assessment, form: str):
    """A terminal's cursor is not moved, no line of a log is forged."""
    said = findings.FORMATS[form](assessment, assessment.findings)
    if form in ("json", "sarif"):
        json.loads(said)
        return
    lines = said.split("\n")
    assert len(lines) > 500
    assert [line for line in lines if not _is_plain(line)] == []
    starts = r"::(error|warning|notice) file=" if form == "github" else r"\S.*: (错误|未达标|建议|提示)( |$)|共 \d+ 家"
    assert [line for line in lines if not re.match(starts, line)] == []


def test_the_command_says_names_without_letting_anything_through(hostile: Built):
    assert "沿用旧版" in hostile.said
    assert [line for line in hostile.said.split("\n") if not _is_plain(line)] == []


def _is_plain(line: str) -> bool:
    return not {unicodedata.category(character) for character in line} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


def test_strings_bare_in_yaml_are_read_or_refused(tmp_path: Path):
    """Without quotes, where YAML has ideas of its own; and halves of characters, as escapes and as bytes."""
    folder = Folder(tmp_path / "content")
    for number, text in enumerate(STRINGS):
        folder.home("home.yml", f"{HOME}summary: {text}\n", f"chaoyang/raw-{number}")
        folder.home("intro.md", f"---\ntitle: {text}\n---\n{text}\n", f"chaoyang/raw-{number}")
    for number, text in enumerate(LONE):
        folder.home("home.yml", HOME + f"summary: {json.dumps(text)}\n", f"chaoyang/lone-{number}")
        folder.home("intro.md", text.encode("utf-8", "surrogatepass"), f"chaoyang/lone-{number}")
    assessment = folder.assess()
    assert len(assessment.homes) == len(STRINGS) + len(LONE) + 2
    left_out = {identity for identity, one in assessment.homes.items() if one is None}
    assert left_out and left_out < set(assessment.homes)
    blamed = {f.home for f in assessment.findings if f.severity is Severity.ERROR}
    assert left_out <= blamed and {f"chaoyang/lone-{number}" for number in range(len(LONE))} <= blamed
