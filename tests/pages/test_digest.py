"""The year in review: its numbers are those of an independent count, its charts are read aloud and need no style."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from generator.cli import main
from generator.pages import charts
from tests.browser.conftest import built_sample
from tests.conftest import CITY
from tests.standard import folder as complete

CONSENT = "- {id: C-1, obtained: 2024-01-01, scope: [name]}\n"
CAMPAIGN = "campaigns: [{id: march8, name: 三八维权周, from: 2026-03-01, to: 2026-03-15}, {id: old, name: 旧行动}]\n"


def activity(folder, day: str, name: str, more: str = "", identity: str = "chaoyang/zaoying-beili") -> None:
    folder.home(f"activities/{day}-{name}.md", f"---\ntitle: {name}\ndate: {day}\nrecord: {day}\n{more}---\n", identity)


@pytest.fixture
def told(folder):
    folder.write("city.yml", CITY + CAMPAIGN + "publish: {standing: met-only}\n")
    for day, name, more in (
        ("2026-03-03", "a", "item: rights.reception\ncampaign: march8\nparticipants: 46\n"), ("2026-03-08", "b", "item: rights.mediation\ncampaign: 三八维权周\nparticipants: 3\n"),
        ("2026-05-10", "c", "item: family.education\nparticipants: 1200\n"), ("2026-06-01", "d", "cancelled: 是\n"), ("2026-12-20", "e", "signup: 电话\n"), ("2025-07-01", "f", ""),
    ):  # fmt: skip
        activity(folder, day, name, more)
    activity(folder, "2026-05-11", "g", "item: family.virtue\n", "chaoyang/bystander")
    folder.home("consents.yml", CONSENT)
    folder.home(
        "families.yml",
        "".join(
            f"- {{id: f{n}, family: 第{n}家, year: {2026 if n < 3 else 2025}, titles: [孝老爱亲], motto: 家训{n}, consent: C-1}}\n"
            for n in range(5)
        ),
    )
    folder.home(
        "brand.md",
        "---\ntitle: 周三说事\nfunctions: [rights]\nsince: 2018\nresults: [{label: 说开的家事, value: 612 件}]\n---\n说事。\n",
    )
    folder.write("recognition/2026-brands.yml", "- {brand: chaoyang/zaoying-beili}\n")
    folder.write(
        "recognition/2025-city.yml",
        "level: city\nyear: 2025\ndecided_on: 2025-12-18\nrecognised: [chaoyang/zaoying-beili]\n",
    )
    folder.write(
        "press/2026-11-02-a.md",
        "---\ntitle: 茶凉了再续\ndate: 2026-11-02\nhomes: [chaoyang/zaoying-beili]\n---\n好。\n",
    )
    return folder


def figures(page) -> dict[str, str]:
    """Label → number, of the page's first figures."""
    words = [text for text in page.text if text.strip()]
    at = words.index("这一年的数字")
    return dict(zip(words[at + 1 : at + 15 : 2], words[at + 2 : at + 16 : 2], strict=True))


def tables(page) -> list[dict[str, str]]:
    found, inside = [], [text.strip() for text in page.text if text.strip()]
    for at, text in enumerate(inside):
        if text == "看数字":
            rows, n = {}, at + 4  # caption and heads
            while n + 1 < len(inside) and re.fullmatch(r"[\d,]+", inside[n + 1]):
                rows[inside[n]] = inside[n + 1]
                n += 2
            found.append(rows)
    return found


@pytest.mark.parametrize("address", ["digest/2026/", "digest/2026/chaoyang/"])
def test_numbers_are_counted_from_what_is_held(told, pages, address):
    page = pages(told)[f"{address}index.html"]
    found = figures(page)
    assert (found["场活动"], found["户最美家庭"], found["人次参加"], found["家妇女之家"]) == ("4", "3", "1,246", "2")
    months, functions, campaigns, *_ = tables(page)
    assert months == {"1": "0", "2": "0", "3": "2", "4": "0", "5": "2"}
    assert functions == {"维护权益": "2", "家庭建设": "2"}
    assert campaigns == {"三八维权周": "2"}
    text = "".join(page.text)
    assert "周三说事" in text and "612" in text and "茶凉了再续" in text and "家训0" in text and "家训4" not in text


def test_each_year_has_its_own(told, pages):
    built = pages(told)
    assert figures(built["digest/2025/index.html"])["场活动"] == "1"
    assert "周三说事" not in "".join(built["digest/2025/index.html"].text)
    assert "digest/2024/index.html" not in built
    assert "2025 年" in "".join(built["digest/index.html"].text) and "2026 年" in "".join(
        built["digest/index.html"].text
    )


def test_few_people_are_not_told(told, pages):
    for path in told.root.glob("homes/*/*/activities/*.md"):
        path.write_text(re.sub("participants: .*", "participants: 3", path.read_text()))
    page = pages(told)["digest/2026/index.html"]
    assert "人次参加" not in figures(page) and not re.search(r"\d ?人次", "".join(page.text))


@pytest.mark.parametrize(("standing", "told_of_city"), [("none", False), ("met-only", True), ("full", True)])
def test_how_many_meet_the_standard_is_told_where_it_may_be_and_of_no_district(tmp_path, standing, told_of_city):
    """Of the complete home of the standard's tests."""
    complete.build(tmp_path / "content", {"city.yml:publish": {"standing": standing}})
    site = build(tmp_path / "content", tmp_path / "site")
    city, district = ((site / f"digest/2026/{where}index.html").read_text() for where in ("", "chaoyang/"))
    assert ("<dt>家达标</dt><dd>1</dd>" in city) == told_of_city
    assert "达标" not in district


def build(content: Path, site: Path) -> Path:
    arguments = ["build", "--content", content, "--site", site, "--as-of", "2026-11-23", "--no-photos"]
    done = CliRunner().invoke(main, list(map(str, arguments)))
    assert done.exit_code == 0, done.output
    return site


def test_a_chart_is_small_and_plain_and_read_aloud():
    rows = [(f"{n}", n * 7 % 60) for n in range(1, 13)]
    for svg in (charts.columns(rows, "三月最忙", "场"), charts.bars(rows[:8], "三月最忙", "场")):
        assert len(svg.encode()) < 3_500
        root = ET.fromstring(svg)
        assert not {"style", "id", "onclick"} & {name for one in root.iter() for name in one.attrib}
        assert not {one.tag for one in root.iter()} & {"style", "script"}
        assert (
            root.findtext("title") == "三月最忙"
            and "1 7 场" in root.findtext("desc")
            and "三月最忙" in root.get("aria-label")
        )
        assert [one.text for one in root.iter("text")]
    assert "<b>" not in charts.bars([("<b>", 3)], "a<b>", "场") and charts.columns([], "", "") == ""


def test_the_samples_numbers_are_those_of_its_files(once):
    _, site, _ = once("sample", built_sample)
    content = site.parent / "content"
    held = 0
    closed = {
        path.parent for path in content.glob("homes/*/*/home.yml") if re.search(r"^closed:", path.read_text(), re.M)
    }
    for path in content.glob("homes/*/*/activities/*.md"):
        front = yaml.load(path.read_text().split("---")[1], yaml.BaseLoader)
        last = re.findall(r"\d{4}-\d\d-\d\d", front["date"] if isinstance(front["date"], str) else front["date"][-1])[
            -1
        ]
        first = re.findall(r"\d{4}-\d\d-\d\d", front["date"] if isinstance(front["date"], str) else front["date"][0])[0]
        if (
            first.startswith("2026")
            and last < "2026-11-23"
            and front.get("cancelled") not in ("true", "是")
            and path.parents[1] not in closed
        ):
            held += 1
    page = (site / "digest/2026/index.html").read_text()
    assert f"<dt>场活动</dt><dd>{held:,}</dd>" in page
