"""专项行动: what was held in it, who came, the photos that may go out, and a summary to hand in."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import openpyxl
import pytest
from click.testing import CliRunner
from PIL import Image

from generator.cli import main
from generator.office.reports import campaign, writing

CAMPAIGNS = "campaigns: [{id: march8, name: 三八维权周, from: 2026-03-01, to: 2026-03-15}, {id: elder, name: 敬老月}]\n"
PHOTOS = """photos:
  - {file: yard.jpg, alt: 院子, caption: 门前的院子, credit: 社区妇联, people: none, use: press}
  - {file: people.jpg, alt: 大家, people: adults, consent: C-1, use: press}
  - {file: agreed.jpg, alt: 几位姐妹, people: adults, consent: C-2, use: press}
  - {file: site.jpg, alt: 只放网站, people: none, use: site}
  - {file: gone.jpg, alt: 撤下的, people: none, use: press}
"""
CONSENTS = """- {id: C-1, obtained: 2026-01-01, scope: [photo], adults: 2, until: 2026-12-31}
- {id: C-2, obtained: 2026-01-01, scope: [photo, press], adults: 2, until: 2026-12-31}
"""


def activity(title: str, more: str, day: str = "2026-03-08") -> str:
    return f"---\ntitle: {title}\ndate: {day}\nitem: rights.law-education\n{more}---\n\n办了。\n"


@pytest.fixture
def city(folder):
    folder.write("city.yml", (folder.root / "city.yml").read_text("utf-8") + CAMPAIGNS)
    folder.home("home.yml", (folder.root / "homes/chaoyang/zaoying-beili/home.yml").read_text("utf-8") + PHOTOS)
    folder.home("consents.yml", CONSENTS)
    stream = io.BytesIO()
    Image.new("RGB", (60, 40)).save(stream, "JPEG")
    names = ("yard", "people", "agreed", "site", "gone")
    for name in names:
        folder.home(f"photos/{name}.jpg", stream.getvalue())
    shown = f"photos: [{', '.join(f'{name}.jpg' for name in names)}]\n"
    folder.home("activities/2026-03-08-law.md", activity("普法课", f"campaign: march8\nparticipants: 46\n{shown}"))
    folder.home("activities/2026-03-09-other.md", activity("别的", "participants: 9\n", "2026-03-09"))
    folder.home("activities/2026-03-10-off.md", activity("没办成", "campaign: march8\ncancelled: 是\n", "2026-03-10"))
    folder.home("activities/2026-12-10-later.md", activity("还没办", "campaign: march8\n", "2026-12-10"))
    folder.home(
        "activities/2026-03-07-more.md",
        activity("三八集市", "campaign: 三八维权周\n", "2026-03-07"),
        "chaoyang/bystander",
    )
    folder.write("withheld.yml", "- {path: homes/chaoyang/zaoying-beili/photos/gone.jpg, on: 2026-01-01}\n")
    return folder


@pytest.fixture
def papers(city):
    assessment = city.assess()
    return dict(campaign.papers(assessment, campaign.find(assessment, "march8")))


def test_the_lists_have_what_was_held_and_what_may_go_out(papers):
    book = openpyxl.load_workbook(io.BytesIO(papers["专项行动/三八维权周/三八维权周_活动和照片.xlsx"]))
    rows = {sheet.title: list(sheet.iter_rows(min_row=4, values_only=True)) for sheet in book}
    assert rows["各区"] == [("朝阳区", 2, 2, 46, 1)] and rows["各项功能"] == [("维护权益", 2, 2, 46, 1)]
    assert [(row[2], row[4], row[6]) for row in rows["活动"]] == [
        ("霞光里社区妇女之家", "三八集市", None),
        ("枣营北里社区妇女之家", "普法课", 46),
    ]
    assert [row[3].rpartition("/")[2] for row in rows["可以用的照片"]] == ["yard.jpg", "agreed.jpg"]
    assert rows["可以用的照片"][0][4:] == ("门前的院子", "社区妇联")


def test_districts_stand_as_in_every_list(city):
    """Those of a prefecture together, after those of none."""
    content = city.assess().content
    chaoyang, early = content.districts["chaoyang"], "110102"
    other = replace(chaoyang, slug="other", name="旗县", code=early, prefecture="州")
    assessment = city.assess()
    assessment = replace(assessment, content=replace(content, districts={"other": other, "chaoyang": chaoyang}))
    held = campaign.held(assessment, campaign.find(assessment, "march8"))
    moved = [replace(held[0], home=replace(held[0].home, identity="other/home")), *held[1:]]
    assert [row[0] for row in campaign.listings(assessment, moved)[0].rows] == ["朝阳区", "旗县"]


def test_the_summary_is_to_hand_in(papers):
    document = docx.Document(io.BytesIO(papers["专项行动/三八维权周/三八维权周_小结.docx"]))
    said = [paragraph.text for paragraph in document.paragraphs]
    assert said[0] == "“三八维权周”活动小结"
    assert said[1] == (
        "2026 年 3 月 1 日至 2026 年 3 月 15 日，全市 2 个妇女之家开展“三八维权周”活动 2 场，"
        "记下的参加人数共 46 人，另有 1 场没有记人数。"
    )
    assert {"主要做法", "成效", "下一步打算"} <= set(said) and said[-2] == "北京市妇女联合会"
    assert not document.sections[0].header.paragraphs[0].text  # nothing internal is on it


def test_the_same_bytes_each_time(city, papers):
    assessment = city.assess()
    assert dict(campaign.papers(assessment, campaign.find(assessment, "三八维权周"))) == papers


def test_a_campaign_without_activities_is_empty_and_one_that_there_is_not_is_told(city, tmp_path):
    assessment = city.assess()
    assert writing.write_papers(
        assessment, tmp_path / "a", campaign.papers(assessment, campaign.find(assessment, "elder"))
    )
    command = ["report", "--content", str(city.root), "--as-of", "2026-11-23", "--out", str(tmp_path / "out")]
    outcome = CliRunner().invoke(main, [*command, "--campaign", "1125"])
    assert (
        outcome.exit_code == 2 and "没有“1125”这个专项行动，有 march8（三八维权周）、elder（敬老月）" in outcome.output
    )
    outcome = CliRunner().invoke(main, [*command, "--campaign", "march8"])
    assert outcome.exit_code == 0 and (tmp_path / "out/专项行动/三八维权周/三八维权周_小结.docx").is_file()
