"""A build after something changed makes what a build from nothing makes, and reads and makes no more than what shows
the change.
"""

from __future__ import annotations

import json
import logging
import shutil
import time
from pathlib import Path

import pytest

from tests.conftest import CITY, DISTRICT, Folder
from tests.test_build import build, files, site

TICK = 0.06  # seconds: after that a change has another time than what was read
OWN = "homes/chaoyang/zaoying-beili/"
PROFILE = "name: 枣营北里社区妇女之家\nkind: community\nstreet: maizidian\n"
FAMILIES = (
    "- {id: zhang-2026, family: 张××家庭, year: 2026, level: home, titles: [孝老爱亲], motto: 家和万事兴, consent: "
    "C-2026-001, story: 三代人一张桌子吃饭。}\n"
)
CONSENT = "- {id: C-2026-001, obtained: 2026-04-02, scope: [name, story], adults: 2, until: 2029-04-01}\n"
ACTIVITY = "---\ntitle: 议事\ndate: 2026-11-20\nitem: rights.law-education\n---\n来了九个人。\n"
REGULATIONS = "- {title: 图书借阅办法, file: library.md, adopted: 2025-03-03}\n"


@pytest.fixture(scope="module")
def first_build(tmp_path_factory) -> Path:
    """A folder holding `content`, `site` and the state beside it, with something of each kind; nothing changed just
    now.
    """
    folder = Folder(tmp_path_factory.mktemp("first") / "content")
    folder.home("home.yml", PROFILE + "venue: {shared_with: 党群服务中心}\n")
    folder.home("intro.md", "老槐树底下，说事的地方。\n")
    folder.home("brand.md", "---\ntitle: 周三议事角\n---\n一张桌子，四把椅子。\n")
    folder.home("families.yml", FAMILIES)
    folder.home("consents.yml", CONSENT)
    folder.home("activities/2026-11-20-yishi.md", ACTIVITY)
    folder.home("regulations.yml", REGULATIONS)
    folder.home("regulations/library.md", "借一本，还一本。\n")
    folder.home("ledger.yml", "meetings:\n- {date: 2026-11-02, kind: monthly, topic: 冬季安全}\n")
    time.sleep(TICK)
    result = build(folder)
    assert result.exit_code == 0, result.output
    return folder.root.parent


@pytest.fixture
def built(folder, first_build):
    """The first build, to be changed."""
    shutil.rmtree(folder.root.parent)
    shutil.copytree(first_build, folder.root.parent, symlinks=True)
    time.sleep(TICK)
    assert build(folder).exit_code == 0  # files were copied, so are others: this one notes them
    return folder


@pytest.fixture
def read(caplog):
    """The homes that builds have read since it was asked last."""
    caplog.set_level(logging.INFO, "generator")

    def told() -> set[str]:
        rows = [
            record.args[1]
            for record in caplog.records
            if record.name == "generator.pipeline.stages" and record.msg.startswith("读")
        ]
        caplog.clear()
        return {home for row in rows for home in row.split("、")}

    return told


def made_anew(folder, tmp_path) -> tuple[dict[str, bytes], str]:
    """Files and report of a build from nothing."""
    other = Folder(tmp_path / "anew/content")
    shutil.rmtree(other.root)
    shutil.copytree(folder.root, other.root)
    assert build(other).exit_code == 0
    return files(site(other)), report(other)


def report(folder) -> str:
    return (folder.root.parent / ".homes-site/findings.txt").read_text("utf-8")


OWN_ALONE = {
    "intro": ("intro.md", "老槐树底下，说事的地方。又添了一句。\n"),
    "intro-gone": ("intro.md", None),
    "brand-story": ("brand.md", "---\ntitle: 周三议事角\n---\n一张桌子，六把椅子。\n"),
    "family-story": ("families.yml", FAMILIES.replace("三代人", "四代人")),
    "activity-report": ("activities/2026-11-20-yishi.md", ACTIVITY.replace("九个人", "十个人")),
    "regulation-text": ("regulations/library.md", "借两本，还两本。\n"),
    "venue": ("home.yml", PROFILE + "venue: {shared_with: 社区活动中心}\n"),
    "same-bytes": ("intro.md", "老槐树底下，说事的地方。\n"),
    "a-notice": ("intro.md", "老槐树底下，说事的地方。\n\n<b>粗</b>\n"),
}


@pytest.mark.parametrize("name", OWN_ALONE)
def test_what_nobody_else_shows_is_amended(built, tmp_path, name):
    path, text = OWN_ALONE[name]
    before = files(site(built))
    if text is None:
        (built.root / OWN / path).unlink()
    else:
        built.home(path, text)
    time.sleep(TICK)
    assert build(built).exit_code == 0
    now = files(site(built))
    assert (now, report(built)) == made_anew(built, tmp_path)
    allowed = (OWN, "search/fulltext/", "checksums.txt")
    assert all(path.startswith(allowed) for path in now if now[path] != before.get(path))


OTHERS_TOO = {
    "name": ("home.yml", PROFILE.replace("枣营北里", "枣营南里")),
    "service": ("home.yml", PROFILE + "services:\n- {item: work.transfer, title: 招聘小集}\n"),
    "motto": ("families.yml", FAMILIES.replace("家和万事兴", "细水长流")),
    "family-gone": ("families.yml", "[]\n"),
    "activity-title": ("activities/2026-11-20-yishi.md", ACTIVITY.replace("议事", "读书")),
    "one-more-regulation": (
        "regulations.yml",
        REGULATIONS + "- {title: 钥匙保管办法, file: keys.md, adopted: 2025-03-03}\n",
    ),
    "broken": ("home.yml", "name"),
    "consent": ("consents.yml", CONSENT.replace("name, story", "name")),
}


@pytest.mark.parametrize("name", OTHERS_TOO)
def test_what_others_show_too_is_built_as_a_whole(built, tmp_path, name):
    path, text = OTHERS_TOO[name]
    built.home("regulations/keys.md", "钥匙挂在门后。\n")
    time.sleep(TICK)
    assert build(built).exit_code == 0
    built.home(path, text)
    time.sleep(TICK)
    assert build(built).exit_code == 0
    if name != "broken":  # an older version stands in, which a build from nothing has not
        assert (files(site(built)), report(built)) == made_anew(built, tmp_path)


def test_amended_again_and_again_it_is_the_same(built, tmp_path):
    for number in range(3):
        built.home("intro.md", f"第 {number} 遍。\n")
        built.home("intro.md", f"霞光里第 {number} 遍。\n", "chaoyang/bystander")
        time.sleep(TICK)
        assert build(built).exit_code == 0
    assert (files(site(built)), report(built)) == made_anew(built, tmp_path)
    assert "0 个文件有变化" in build(built).stdout


BESIDE = {
    "an error": ("families.yml", FAMILIES.replace("level: home", "level: capital")),
    "a broken file": ("brand.md", "---\ntitle: [\n---\n"),
    "a file of no use": ("brand.md", b"\xff\xff"),
}


@pytest.mark.parametrize("path, data", BESIDE.values(), ids=BESIDE)
def test_errors_of_a_neighbour_are_in_nobody_s_way(built, tmp_path, path, data):
    built.home("consents.yml", CONSENT, "chaoyang/bystander")
    built.home(path, data, "chaoyang/bystander")
    time.sleep(TICK)
    assert build(built).exit_code == 0
    built.home("intro.md", "又添了一句。\n")
    time.sleep(TICK)
    assert build(built).exit_code == 0
    assert (files(site(built)), report(built)) == made_anew(built, tmp_path)


def test_what_broke_mends_and_breaks_again(built, tmp_path):
    for brand in ("---\ntitle: [\n---\n", "---\ntitle: 新角\n---\n新的。\n", "---\ntitle: [\n---\n"):
        built.home("brand.md", brand)
        time.sleep(TICK)
        assert build(built).exit_code == 0
        built.home("intro.md", f"{len(brand)}\n", "chaoyang/bystander")
        time.sleep(TICK)
        assert build(built).exit_code == 0
    page = (site(built) / OWN / "index.html").read_text("utf-8")
    assert "新角" in page and "周三议事角" not in page  # the last that could be read
    built.home("brand.md", "---\ntitle: 好了\n---\n好了。\n")
    time.sleep(TICK)
    assert build(built).exit_code == 0
    assert (files(site(built)), report(built)) == made_anew(built, tmp_path)


def test_after_it_a_whole_build_keeps_what_it_made(built, tmp_path):
    built.home("intro.md", "第一遍。\n")
    time.sleep(TICK)
    assert build(built).exit_code == 0
    built.home("home.yml", PROFILE.replace("枣营北里", "枣营南里"))
    time.sleep(TICK)
    assert build(built).exit_code == 0
    assert (files(site(built)), report(built)) == made_anew(built, tmp_path)


def lose(folder, pattern: str) -> None:
    for file in (folder.root.parent / ".homes-site").glob(pattern):
        file.unlink() if file.is_file() else shutil.rmtree(file)


def spoil(folder, pattern: str) -> None:
    for file in (folder.root.parent / ".homes-site").glob(pattern):
        file.write_bytes(file.read_bytes()[:-9] + b"123456789")


@pytest.mark.parametrize("harm", [lose, spoil])
@pytest.mark.parametrize("what", ["ledger.sqlite", "good/*/*", "?.release"])
def test_nothing_that_is_kept_is_needed(built, tmp_path, harm, what):
    harm(built, what)
    built.home("intro.md", "又添了一句。\n")
    time.sleep(TICK)
    assert build(built).exit_code == 0
    assert (files(site(built)), report(built)) == made_anew(built, tmp_path)


def test_a_damaged_page_of_another_home_is_not_kept(built, tmp_path):
    page = site(built) / "homes/chaoyang/bystander/index.html"
    page.write_bytes(page.read_bytes()[:-1] + b"?")
    built.home("intro.md", "又添了一句。\n")
    time.sleep(TICK)
    assert build(built).exit_code == 0
    assert (files(site(built)), report(built)) == made_anew(built, tmp_path)


def test_an_older_version_stands_in_for_what_was_amended(built):
    built.home("intro.md", "改过的介绍。\n")
    time.sleep(TICK)
    assert build(built).exit_code == 0
    built.home("intro.md", b"\xff\xff\xff")
    time.sleep(TICK)
    assert build(built).exit_code == 0
    assert "改过的介绍" in (site(built) / OWN / "index.html").read_text("utf-8")


def test_consents_stay_with_the_release(built):
    built.home("intro.md", "又添了一句。\n")
    time.sleep(TICK)
    build(built)
    live_basis = [json.loads(file.read_bytes()) for file in (built.root.parent / ".homes-site").glob("?.release")]
    assert live_basis[0] == live_basis[1]


FEDERATION = {
    "own district": ("districts/chaoyang/district.yml", DISTRICT.replace("麦子店街道", "麦子店地区")),
    "a district's duties": (
        "districts/chaoyang/district.yml",
        DISTRICT + "standard:\n  mechanism.activities: {times: 40}\n",
    ),
    "another district": (
        "districts/haidian/district.yml",
        DISTRICT.replace("朝阳区", "海淀区").replace("110105", "110108"),
    ),
    "a feature": (
        "press/2026-11-20-hao.md",
        "---\ntitle: 好做法\ndate: 2026-11-20\nhomes: [chaoyang/zaoying-beili]\n---\n正文。\n",
    ),
    "honours": (
        "recognition/2026-families.yml",
        "- {home: chaoyang/zaoying-beili, family: zhang-2026, level: district}\n",
    ),
    "a withdrawal": ("withdrawals.yml", "- {home: chaoyang/zaoying-beili, consent: C-2026-001, on: 2026-11-01}\n"),
    "a plaque": (
        "recognition/2026-chaoyang.yml",
        "level: district\nrecognised:\n- {home: chaoyang/zaoying-beili, decided_on: 2026-11-01}\n",
    ),
    "the city": ("city.yml", CITY.replace("北京市妇女联合会", "市妇女联合会")),
    "a page": ("pages/about.md", "# 关于\n\n这里是说明。\n"),
    "one home more": ("homes/chaoyang/third/home.yml", PROFILE.replace("枣营北里", "水碓子")),
}


@pytest.mark.parametrize("path, text", FEDERATION.values(), ids=FEDERATION)
def test_what_the_federation_changes_is_seen_everywhere(built, tmp_path, path, text):
    built.write(path, text)
    time.sleep(TICK)
    assert build(built).exit_code == 0
    assert (files(site(built)), report(built)) == made_anew(built, tmp_path)


def test_homes_are_read_anew_only_where_what_they_are_judged_by_changed(built, read):
    def read_for(path: str, text: str) -> set[str]:
        read()
        built.write(path, text)
        time.sleep(TICK)
        assert build(built).exit_code == 0
        return read()

    own, all_homes = "chaoyang/zaoying-beili", {"chaoyang/zaoying-beili", "chaoyang/bystander"}
    assert read_for(f"{OWN}home.yml", PROFILE.replace("枣营北里", "枣营南里")) == {own}
    for name in ("another district", "a feature", "a page"):
        assert read_for(*FEDERATION[name]) == set(), name
    assert read_for(*FEDERATION["the city"]) == all_homes  # which have no number of their own
    assert read_for("districts/chaoyang/district.yml", DISTRICT + "# 一句话\n") == set()
    assert read_for(*FEDERATION["honours"]) == {own}
    assert read_for(*FEDERATION["own district"]) == all_homes
    assert read_for(*FEDERATION["a district's duties"]) == all_homes


def test_why_a_file_was_made_is_told(built):
    page = f"/{OWN}"
    built.home("intro.md", "又添了一句。\n")
    time.sleep(TICK)
    build(built)
    before = files(site(built))
    built.home("intro.md", "再添一句，还没有生成。\n")
    told = build(built, "--explain", page)
    assert files(site(built)) == before  # nothing is built for it
    assert told.exit_code == 0 and f"{OWN}index.html：属于“home/chaoyang/zaoying-beili”" in told.stdout
    assert "因为变了：这一家自己的内容。" in told.stdout
    assert "没有 nobody/index.html" in build(built, "--explain", "nobody/").stdout
