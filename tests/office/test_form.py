"""The form in one file: what it asks, what it is filled in with, and that it is one file which asks nothing of anybody."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import stat
from pathlib import Path

import pytest

from generator.office.form.fields import words
from generator.office.form.sections import sections
from generator.office.intake.fields import FIELDS, list_of
from generator.office.workbook.columns import SHEETS

from .returned_books import inbox, run

ID = "chaoyang/zaoying-beili"
HOME = """name: 枣营北里社区妇女之家
kind: community
street: maizidian
office: {address: 枣营北里 1 号楼一层 </script><b>, phone: [010-6500 1234], hours: 周一至周五 9:00-11:30}
services: [{item: rights.reception, title: 律师坐班}]
"""


@pytest.fixture
def city(folder):
    folder.home("home.yml", HOME)
    folder.home("families.yml", "- {id: zhang-2026, family: 钱××家庭, year: 2026}\n")
    folder.home("consents.yml", "- {id: C-1, obtained: 2026-04-02, scope: [name]}\n")
    folder.home("ledger.yml", "meetings: {work: [2026-01-12]}\n")
    return folder


def send_out(content: Path, file: Path, *asked: str) -> str:
    run("form", *asked, "--content", content, "--out", file)
    return next(file.parent.glob(f"{file.stem}*{file.suffix}")).read_text()


def data(page: str) -> dict:
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)[1])


def keys(page: str) -> set[str]:
    parts = [part for section in data(page)["sections"] for part in section["parts"]]
    return {".".join(filter(None, (part.get("list"), field["k"]))) for part in parts for field in part["fields"]}


def test_every_field_is_asked_once():
    asked = [column.key for section in sections("home", True) for part in section.parts for column in part.columns]
    assert sorted(asked) == sorted(FIELDS)


def test_what_is_never_published_is_asked_in_private_forms_alone(city, tmp_path):
    public, private = (
        keys(send_out(city.root, tmp_path / f"{name}.html", ID, *more))
        for name, more in (("a", ()), ("b", ("--private",)))
    )
    assert private == set(FIELDS)
    secret = {sheet.holds for sheet in SHEETS if sheet.private}
    assert {key for key in public if key.startswith("ledger.") or list_of(key) in secret - {"families[]"}} == set()
    assert "families[].story" in public and "families[].id" not in public


def test_a_form_is_filled_in_with_what_stands_there(city, tmp_path):
    page = send_out(city.root, tmp_path / "a.html", ID)
    entries = data(page)["entries"]
    assert entries[0]["cells"]["street"] == "麦子店街道"
    assert entries[0]["cells"]["office.hours"] == "周一至周五 9:00-11:30"
    assert [one["at"] for one in entries if one["list"] == "services[]"] == ["services[0]"]
    assert "钱××" not in page and "2026-01-12" not in page  # never without --private
    assert page.count("<script") == 2 and page.count("</script>") == 2


def test_a_private_form_says_so_on_top_and_in_its_name(city, tmp_path):
    page = send_out(city.root, tmp_path / "表.html", ID, "--private")
    assert [path.name for path in tmp_path.glob("*.html")] == ["表-内部资料-不发微信.html"]
    assert "内部资料" in re.search("<title>(.*?)</title>", page)[1]
    assert page.index("内部资料　不发微信") < page.index("<h1>")
    assert "钱××" in page and "2026-01-12" in page


@pytest.mark.parametrize("asked", [(ID,), (ID, "--activity"), ("--blank",), ("chaoyang", "--blank")])
def test_one_file_the_same_each_time_that_asks_nothing_of_anybody(city, tmp_path, asked):
    first, second = (send_out(city.root, tmp_path / name / "表.html", *asked) for name in "ab")
    assert first == second
    policy = re.search('Content-Security-Policy" content="(.*?)"', first)[1]
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        digest = base64.b64encode(
            hashlib.sha256(re.search(f"<{tag}>(.*?)</{tag}>", first, re.DOTALL)[1].encode()).digest()
        )
        assert f"{tag}-src 'sha256-{digest.decode()}'" in policy
    assert '<meta name="renderer" content="webkit">' in first
    assert not re.search(r"localStorage|sessionStorage|indexedDB|document.cookie|https?://(?! 开头)", first)
    assert not re.search(r'\s(?:style|on\w+)=|(?:src|href)="(?!#)', first.partition("<script")[0])


@pytest.mark.parametrize("more", [(), ("--private",)])
def test_all_but_what_it_is_filled_in_with_is_small(city, tmp_path, more):
    page = send_out(city.root, tmp_path / "表.html", "--blank", *more)
    assert len(page.encode()) < 84 * 1024


def test_scripts_are_written_in_es5(city, tmp_path):
    """Words and signs of later years, outside of texts and patterns."""
    script = re.search("<script>(.*)</script>", send_out(city.root, tmp_path / "表.html", ID), re.DOTALL)[1]
    bare = re.sub(r'"(?:\\.|[^"\\\n])*"', '""', script)
    assert not re.search(r"=>|`|\b(?:let|const|class \w|async|await|of)\b|\.\.\.|\?\.|\?\?|\*\*", bare)


def test_the_copy_of_what_was_sent_is_kept_for_its_owner(city, tmp_path):
    page = send_out(city.root, tmp_path / "表.html", ID)
    number = data(page)["about"]["number"]
    assert number in page.rpartition("<footer")[2]
    kept = inbox(city.root) / "sent" / f"{number}.zip"
    assert stat.S_IMODE(kept.stat().st_mode) == stat.S_IMODE((tmp_path / "表.html").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ((), "homes form <区>/<家>"),
        (("chaoyang",), "--blank"),
        (("chaoyang/nobody",), "chaoyang/nobody"),
        (("nowhere", "--blank"), "nowhere"),
        ((ID, "--blank"), "已经是一家"),
        ((ID, "--activity", "--private"), "--activity"),
    ],
)
def test_what_can_not_be_made_is_explained(city, tmp_path, asked, said):
    assert said in run("form", *asked, "--content", city.root, "--out", tmp_path / "表.html", status=2)
    assert not list(tmp_path.glob("*.html"))


def test_a_form_lies_neither_in_the_content_nor_under_another_name(city, tmp_path):
    assert "内容文件夹" in run("form", ID, "--content", city.root, "--out", city.root / "a.html", status=2)
    assert ".html" in run("form", ID, "--content", city.root, "--out", tmp_path / "a.txt", status=2)


def test_words_of_slips_have_places_for_what_differs():
    said = words()
    assert said["long"] == ("有 {n} 个字，超过 {hi} 个字", "缩短到 {hi} 个字以内")
    assert said["bounds"][0] == "{n} 不在 {lo} 到 {hi} 之间"
    assert all("甲" not in text for pair in said.values() for text in pair)
