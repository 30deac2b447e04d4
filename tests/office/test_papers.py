"""What a home prints for its wall and for people's hands: its own data, and nothing that is private."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from generator.cli import main
from generator.model import vocabulary as words
from generator.office.papers.papers import SCOPES
from tests.conftest import CITY, Folder
from tests.output import everything, holding
from tests.public.planted import HOME as PLANTED
from tests.public.planted import plant

HOME = """name: 枣营北里社区妇女之家
kind: community
street: maizidian
office: {address: 枣营北里 1 号楼, phone: 010-0000 1234, hours: [{days: 周一至周五, open: ["9:00-11:30"]}]}
services: [{item: rights.reception, title: 律师坐班, schedule: 每周三 14:00-16:00}, {item: care.support, title: 问候, schedule: 随时}]
"""
CONSENTS = """- {id: C-1, obtained: 2026-01-01, scope: [name, photo, story], adults: 2, until: 2028-01-01}
- {id: C-2, obtained: 2026-01-01, scope: [story], adults: 2, until: 2028-01-01}
- {id: C-3, obtained: 2025-01-01, scope: [name, story], adults: 2, until: 2026-01-01}
"""
FAMILIES = """- {id: zhang, family: 张××家庭, year: 2026, level: home, titles: [孝老爱亲], motto: 一粥一饭, consent: C-1, photo: {file: zhang.jpg, alt: 一张饭桌}}
- {id: li, family: 李××家庭, year: 2025, level: home, motto: 花不认门牌, consent: C-2}
- {id: zhao, family: 赵××家庭, year: 2025, level: home, motto: 过期了, consent: C-3}
"""
REGULATIONS = """- {regulation: management, adopted: 2025-01-10, on_wall: true, additions: 钥匙放在传达室。}
- {regulation: rights, adopted: 2025-01-11, additions: "%s"}
""" % ("说事桌上的话不出门。" * 40)
FILES = {"同意书", "活动签到", "推荐表", "光荣榜", "制度上墙", "每月活动"}


def write(folder: Folder, identity: str = "chaoyang/zaoying-beili") -> Path:
    out = folder.root.parent / "reports"
    arguments = [
        "report",
        "--print",
        identity,
        "--content",
        str(folder.root),
        "--out",
        str(out),
        "--as-of",
        "2026-11-23",
    ]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    (folder,) = (out / "打印").iterdir()
    return folder


def text_of(file: Path) -> str:
    body = re.sub(r"<style>.*?</style>|<svg.*?</svg>", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", body).split())


@pytest.fixture(scope="module")
def papers(tmp_path_factory) -> Path:
    folder = Folder(tmp_path_factory.mktemp("papers") / "content")
    folder.write(
        "city.yml", CITY + "host: {name: 北京市妇女联合会, contact: 010-0000 1233}\nsite: {url: https://example.org/}\n"
    )
    folder.home("home.yml", HOME)
    folder.home("consents.yml", CONSENTS)
    folder.home("families.yml", FAMILIES)
    folder.home("regulations.yml", REGULATIONS)
    photo = folder.home("photos/zhang.jpg", b"")
    Image.new("RGB", (900, 600), (160, 40, 60)).save(photo, "JPEG")
    folder.home(
        "activities/2026-11-25-a.md",
        "---\ntitle: 说事\ndate: 2026-11-25\ntime: 9:00-11:00\nplace: 里间\nsignup: 电话\n---\n",
    )
    folder.home("activities/2026-12-03-b.md", "---\ntitle: 做灯笼\ndate: 2026-12-03\n---\n")
    folder.home("activities/2026-12-04-c.md", "---\ntitle: 取消的\ndate: 2026-12-04\ncancelled: 是\n---\n")
    return write(folder)


def test_every_paper_is_there_for_the_home_alone(papers):
    files = list(papers.iterdir())
    assert {file.stem for file in files} == FILES and {file.stat().st_mode & 0o077 for file in files} == {0}
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert "枣营北里社区妇女之家" in text and "示例" in text and "noindex" in text
        assert not re.findall(r"""(?:src|href)=["'](?!data:)|url\(|<script|@import""", text)


def test_a_consent_says_what_the_law_wants_said(papers):
    text = text_of(papers / "同意书.html")
    for said in (
        "010-0000 1234", "北京市妇女联合会", "010-0000 1233", "为了什么", "怎么用", "https://example.org/", "登到哪天", "怎么撤回",
        "不用说理由", "不花一分钱", "监护人签字", "单独", *words.SENSITIVE.values(),
    ):  # fmt: skip
        assert said in text, said
    assert all(words.CONSENT_SCOPES[scope] in text for scope in SCOPES)
    assert text.count("不同意") >= len(SCOPES)


def test_all_that_is_shown_may_be_agreed_to():
    """Open data has no people in it."""
    assert SCOPES.keys() == words.CONSENT_SCOPES.keys() - {"data"}


def test_the_board_has_those_alone_whose_consent_holds(papers):
    text = text_of(papers / "光荣榜.html")
    assert "张××家庭" in text and "某某家庭" in text and "花不认门牌" in text and "2025—2026 年" in text
    assert "李××" not in text and "赵××" not in text and "过期了" not in text
    assert (papers / "光荣榜.html").read_text().count('src="data:image/jpeg;base64,') == 1


def test_regulations_are_the_homes_own(papers):
    text = text_of(papers / "制度上墙.html")
    assert text.count("枣营北里社区妇女之家") >= 2 * 6 and "2025 年 1 月 10 日通过" in text
    assert "钥匙放在传达室。" in text and text.count("说事桌上的话不出门。") == 40
    assert "附件1" not in text and "不上网" not in text


def test_the_homes_own_regulations_hang_beside_them(papers, folder):
    more = "- {title: 图书借阅制度, file: library.md, adopted: 2025-03-01, on_wall: true}\n"
    folder.home(
        "regulations.yml", REGULATIONS + more + "- {title: 值班制度, additions: 两人一班。, adopted: 2025-03-02}\n"
    )
    folder.home("regulations/library.md", "一次借两本，**两周**还。\n")
    text = text_of(write(folder) / "制度上墙.html")
    assert text.count("图书借阅制度") == 1 and text.count("一次借两本") == 1 and "2025 年 3 月 1 日通过" in text
    assert "值班制度" not in text and "两人一班" not in text


def test_months_and_sheets_are_filled_in(papers):
    months = text_of(papers / "每月活动.html")
    assert (
        "2026 年 11 月活动" in months
        and "2026 年 12 月活动" in months
        and "9:00–11:00 里间 电话" in months.replace("　", " ")
    )
    assert "做灯笼" in months and "取消的" not in months and months.count("律师坐班") == 2 and "问候" not in months
    sheets = text_of(papers / "活动签到.html")
    assert sheets.count("今天会 拍照") == 3 and "2026 年 11 月 25 日 周三" in sheets and "取消的" not in sheets


def test_a_home_with_little_has_all_papers_too(folder):
    out = write(folder, "chaoyang/bystander")
    assert {file.stem for file in out.iterdir()} == FILES
    assert "照片" in text_of(out / "光荣榜.html") and "还没排好" in text_of(out / "每月活动.html")


def test_nothing_private_is_on_a_paper(folder):
    planter = plant(folder)
    files = everything(write(folder, PLANTED))
    found = {where: form for where, forms in planter.private.items() for form in forms if holding(files, form)}
    assert found == {}
    assert holding(files, planter.public["home.name"][0])


def test_two_of_one_name_in_a_street_have_folders_of_their_own(folder):
    folder.home("home.yml", HOME)
    folder.home("home.yml", HOME, "chaoyang/zaoying-nanli")
    out = folder.root.parent / "reports"
    command = ["report", "--content", str(folder.root), "--out", str(out), "--as-of", "2026-11-23", "--print"]
    for identity in ("chaoyang/zaoying-beili", "chaoyang/zaoying-nanli"):
        assert CliRunner().invoke(main, [*command, identity], catch_exceptions=False).exit_code == 0
    assert {one.name: {file.stem for file in one.iterdir()} >= {"同意书"} for one in (out / "打印").iterdir()} == {
        f"朝阳区_麦子店街道_枣营北里社区妇女之家（chaoyang_{slug}）": True
        for slug in ("zaoying-beili", "zaoying-nanli")
    }


def test_a_closed_home_prints_nothing(folder):
    folder.home("home.yml", HOME + "closed: {on: 2026-06-01}\n")
    arguments = ["report", "--print", "chaoyang/zaoying-beili", "--content", str(folder.root), "--as-of", "2026-11-23"]
    result = CliRunner().invoke(main, [*arguments, "--out", str(folder.root.parent / "reports")])
    assert result.exit_code == 1 and "已撤并" in result.output and not (folder.root.parent / "reports").exists()
