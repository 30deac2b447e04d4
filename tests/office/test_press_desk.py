"""`homes press`: what staff are told, in which list, as of which day; nothing that asks the network or others may read."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from PIL import Image

from generator.cli import main
from generator.editorial.press_desk import PressDesk, make_press_desk
from generator.model.approvals import AGREED, Approval
from generator.office.press.desk import Desk
from generator.office.press.page import message
from generator.pipeline import BuildOptions
from tests.conftest import DAY, HOME, Folder

OWN = "chaoyang/zaoying-beili"
PROFILE = (
    HOME
    + """office: {address: 一号楼, phone: 010-0000 4321, checked_on: 2026-11-10}
staff: {publicity: {name: 宣传甲, title: 专职委员}}
photos:
- {file: a.jpg, caption: 门前, alt: 一扇门, credit: 社区, people: none, use: press}
- {file: b.jpg, alt: 两个人, people: adults, consent: C-1, use: press}
- {file: c.jpg, caption: 只在本站, alt: 桌子, credit: 社区, people: none, use: site}
- {file: d.jpg, caption: 老人, alt: 老人, credit: 社区, people: adults, consent: C-3, use: press}
"""
)
CONSENTS = """- {id: C-1, obtained: 2026-01-01, scope: [photo, press], until: 2027-01-22}
- {id: C-2, obtained: 2026-01-01, scope: [name, story, card], until: 2027-01-23}
- {id: C-3, obtained: 2026-01-01, scope: [photo, press, card], withdrawn: 2026-11-01}
- {id: C-4, obtained: 2026-01-01, scope: [name], withdrawn: 2026-10-01}
"""
FAMILIES = """- {id: zhang, family: 张××家庭, year: 2026, published: 2026-11-03, consent: C-2}
- {id: gone, family: 去××家庭, year: 2025, consent: C-4}
"""
BRAND = "---\ntitle: 周三说事\nfunctions: [rights]\npublished: 2026-11-05\nphotos: [d.jpg]\nfeatured_in: [{title: 一壶茶, outlet: 街坊报, date: 2026-11-06, url: 'https://example.org/x'}]\n---\n说事。\n"
FEATURE = "---\ntitle: {}\ndate: {}\nsummary: 导语\nauthor: 甲\nsource: 记事\nhomes: [chaoyang/zaoying-beili]\nphotos: [chaoyang/zaoying-beili/{}.jpg]\n{}---\n正文。\n"


def picture(size: tuple[int, int], colour: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, colour).save(stream, "JPEG")
    return stream.getvalue()


@pytest.fixture(scope="module")
def city(tmp_path_factory) -> Folder:
    folder = Folder(tmp_path_factory.mktemp("desk") / "content")
    text = (folder.root / "city.yml").read_text()
    folder.write("city.yml", f"{text}site: {{url: https://example.org/}}\n")
    for name, size, colour in (
        ("a", (1200, 800), "red"),
        ("b", (800, 600), "blue"),
        ("c", (90, 60), "green"),
        ("d", (1300, 900), "gold"),
    ):
        folder.home(f"photos/{name}.jpg", picture(size, colour))
    folder.home("home.yml", PROFILE)
    folder.home("consents.yml", CONSENTS)
    folder.home("families.yml", FAMILIES)
    folder.home("brand.md", BRAND)
    folder.home("activities/2026-11-08-a.md", "---\ntitle: 读书会\ndate: 2026-11-08\n---\n来了。\n")
    folder.home("activities/2026-09-08-b.md", "---\ntitle: 旧活动\ndate: 2026-09-08\n---\n来了。\n")
    folder.write(
        "press/2026-10-20-old.md", FEATURE.format("写过的", "2026-10-20", "d", "brand: chaoyang/zaoying-beili\n")
    )
    folder.write("press/2026-11-12-new.md", FEATURE.format("新写的", "2026-11-12", "a", ""))
    folder.write(
        "press/2026-12-24-soon.md", FEATURE.format("快要发的", "2026-12-24", "b", "embargo: 2026-12-24T09:30\n")
    )
    folder.write(
        "districts/haidian/district.yml",
        'name: 海淀区\ncode: "110108"\nstreets: [{slug: qinghe, name: 清河街道, kind: street}]\n',
    )
    folder.write("homes/haidian/qinghe-nan/home.yml", "name: 清河南社区妇女之家\nkind: community\nstreet: qinghe\n")
    folder.write("homes/haidian/qinghe-nan/brand.md", "---\ntitle: 毛线\npublished: 2026-11-20\n---\n织。\n")
    folder.write("withdrawals.yml", "- {home: haidian/qinghe-nan, consent: C-9, on: 2026-11-02}\n")
    folder.write(
        "withheld.yml",
        "- {address: /press/2026-11-12-new/, on: 2026-11-22, reason: 核对, by_role: 甲}\n- {path: homes/haidian/qinghe-nan/brand.md, on: 2026-11-21}\n",
    )
    change = Approval("s", OWN, 1, "甲", AGREED, "", "2026-11-02", ("home.yml:office.phone",), "a" * 64, "b" * 64)
    lines = "".join(f"  {key}: {value!r}\n" for key, value in change.as_entry(None).items()).replace("None", "null")
    folder.write("approvals/2026-11.yml", "- " + lines.strip().replace("(", "[").replace(")", "]") + "\n")
    return folder


def made(folder: Folder, since: dt.date | None = None, district: str = "", at: dt.datetime = DAY) -> PressDesk:
    return make_press_desk(BuildOptions(folder.root, at, folder.root.parent / "site", 1), since, district)


@pytest.fixture(scope="module")
def told(city) -> PressDesk:
    return made(city)


@pytest.fixture(scope="module")
def desk(told) -> Desk:
    return told.desk


def test_what_is_new_is_of_these_thirty_days_newest_first(city, desk):
    lines = [(str(one.day), one.kind, one.title) for one in desk.new]
    assert lines == [
        ("2026-11-08", "活动", "读书会"), ("2026-11-06", "外面的报道", "街坊报：一壶茶"), ("2026-11-05", "品牌", "周三说事"),
        ("2026-11-03", "荣誉", "张××家庭：2026 年“最美家庭”"),
    ]  # fmt: skip
    assert {"旧活动", "写过的"} < {one.title for one in made(city, dt.date(2026, 9, 1)).desk.new}


def test_an_embargo_is_told_with_its_minute_and_what_will_be_wrong(city, desk):
    (early,) = [one for one in desk.features if one.embargo]
    assert early.title == "快要发的" and f"{early.embargo:%m-%d %H:%M}" == "12-24 09:30"
    assert any("没有写说明、摄影" in message for _, message, _ in early.told)
    at = dt.datetime(2026, 12, 24, 9, 30, tzinfo=DAY.tzinfo)
    assert not [one for one in made(city, at=at).desk.features if one.embargo]
    minute = made(city, at=at - dt.timedelta(minutes=1)).desk
    assert [one.title for one in minute.features if one.embargo] == ["快要发的"]
    assert not [one for one in minute.new if one.title == "快要发的"]


def test_photos_are_those_that_the_press_may_use(desk):
    shown = {one.file.rpartition("/")[2]: one for one in desk.photos}
    assert set(shown) == {"a.jpg", "b.jpg"}
    assert shown["a.jpg"].size == (1200, 800) and shown["a.jpg"].until is None
    assert shown["b.jpg"].until == dt.date(2027, 1, 22) and shown["b.jpg"].picture.startswith("data:image/jpeg")


def test_gaps_name_what_lacks_and_its_file(desk):
    gaps = {one.where: one.lacks for one in desk.gaps}
    assert gaps["homes/chaoyang/zaoying-beili/photos/b.jpg"] == "说明、摄影、像素（长边 800，印报纸要 1200）"
    assert gaps["homes/chaoyang/zaoying-beili/brand.md"] == "数字、联系方式、摘要、照片"


def test_consents_that_end_within_sixty_days_the_sixtieth_too(city, desk):
    assert [(one.number, one.days, one.carries) for one in desk.consents] == [("C-1", 60, "照片 b.jpg")]
    later = made(city, at=DAY + dt.timedelta(days=1)).desk
    assert [one.number for one in later.consents] == ["C-1", "C-2"]
    assert [one.number for one in made(city, at=DAY + dt.timedelta(days=61)).desk.consents] == ["C-2"]


def test_features_whose_homes_changed_since(desk):
    changes = {one.title: [what for _, what in one.changes] for one in desk.changed}
    assert changes["写过的"] == ["改了电话", "核对过地址、电话、开放时间", "照片不能用了：d.jpg"]


def test_who_was_written_about_can_be_called(desk):
    (contact,) = desk.contacts
    assert (contact.person, contact.phones) == ("宣传甲 专职委员", "010-0000 4321")


def carriers(desk: Desk, what: str) -> set[tuple[str, str]]:
    (found,) = [one for one in desk.removals if what in one.what]
    return {(one.kind, one.address) for one in found.carriers}


def test_a_photo_that_was_taken_back_names_feature_pack_card_brand_and_review(desk):
    found = carriers(desk, "同意书 C-3")
    home = "homes/chaoyang/zaoying-beili/"
    assert found >= {
        ("稿子", "press/2026-10-20-old/"), ("分享图", "press/2026-10-20-old/"), ("素材包", "press/2026-10-20-old/pack.zip"),
        ("页面", home), ("页面", f"{home}brand/"), ("分享图", home), ("素材包", f"{home}pack.zip"), ("订阅", "press/feed.atom"),
    }  # fmt: skip
    assert not [
        address for _, address in found if "2026-11-12" in address or "2026-12-24" in address
    ]  # later, or not out


def test_a_family_that_was_taken_back_names_its_pages_and_no_card_or_pack_that_it_never_had(desk):
    found = carriers(desk, "去××家庭")
    home = "homes/chaoyang/zaoying-beili/"
    assert found >= {("页面", f"{home}families/gone/"), ("名单", "families/2025/"), ("年度", "digest/2025/chaoyang/")}
    assert not {kind for kind, address in found if address.startswith(home)} & {"分享图", "素材包", "复制的文字"}


def test_what_the_content_no_longer_has_is_guessed_and_says_so(desk):
    (found,) = [one for one in desk.removals if "C-9" in one.what]
    assert found.guessed and ("页面", "homes/haidian/qinghe-nan/families/") in carriers(desk, "C-9")


def test_what_is_withheld_names_what_carried_it(desk):
    assert ("素材包", "press/2026-11-12-new/pack.zip") in carriers(desk, "《新写的》")
    assert {
        ("页面", "homes/haidian/qinghe-nan/brand/"),
        ("分享图", "homes/haidian/qinghe-nan/brand/"),
        ("年度", "digest/2026/haidian/"),
    } <= carriers(desk, "清河南社区妇女之家的 brand.md")
    (found,) = [one for one in desk.removals if "《新写的》" in one.what]
    said = message(desk, found)
    assert said.startswith(
        "请删除以下已发内容：稿子《新写的》。2026 年 11 月 22 日撤下。\n1. 稿子：《新写的》 https://example.org/press/2026-11-12-new/"
    )


def test_what_mends_itself_is_asked_of_nobody(desk, told):
    (found,) = [one for one in desk.removals if "去××家庭" in one.what]
    said = message(desk, found)
    assert "转走、截图的网页：去××家庭 https://example.org/homes/chaoyang/zaoying-beili/families/gone/\n" in said
    assert not re.search("/feed.atom|/digest/|/families/2025/ |品牌的名单", said + " ")
    assert all(line.split(" ")[-1].startswith("https://example.org/") for line in said.splitlines()[1:-1])
    assert found.reviews == ("2025 年度",) and "打印出来发过的 2025 年度小册子，请收回" in told.page
    assert "都自己改好，不在框里" in told.page and "只有后半截" not in told.page


def test_without_an_address_of_the_site_it_says_what_is_missing(city):
    bare = (city.root / "city.yml").read_text().replace("site: {url: https://example.org/}\n", "")
    options = BuildOptions(city.root, DAY, city.root.parent / "site", 1)
    (city.root.parent / "bare").mkdir()
    other = Folder(city.root.parent / "bare/content")
    shutil.copytree(options.content, other.root, dirs_exist_ok=True)
    other.write("city.yml", bare)
    made_ = made(other)
    assert "框里的网址只有后半截" in made_.page and " /press/2026-11-12-new/" in made_.page


def test_a_district_is_told_its_own_alone(city):
    desk = made(city, district="haidian").desk
    assert made(city, district="海淀区").desk == desk
    assert desk.place == "海淀区" and not desk.photos and not desk.features and not desk.consents
    assert all("枣营" not in one.what for one in desk.removals)


def test_the_page_asks_nothing_of_the_network_and_the_book_has_every_list(told, city):
    assert "default-src 'none'" in told.page and "script-src 'sha256-" in told.page and "内部资料" in told.page
    assert "fetch(" not in told.page and told.page.count("<script>") == 1
    assert not re.search(r'(?:src|action)="(?!data:)|url\(|@import', told.page)
    book = openpyxl.load_workbook(io.BytesIO(told.book))
    rows = {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)] for sheet in book}
    assert list(rows) == [
        "请删除",
        "新的",
        "稿子",
        "媒体可用的照片",
        "联系人",
        "还缺什么",
        "快到期的同意书",
        "写过以后变了的",
    ]
    assert len(rows["新的"]) == 4 and [row[1] for row in rows["快到期的同意书"]] == ["C-1"]
    again = made(city)
    assert (again.page, again.book) == (told.page, told.book)


def run(folder: Folder, *more: str, out: Path | None = None) -> tuple[int, str]:
    out = out or folder.root.parent / "out"
    arguments = [
        "press",
        "--content",
        folder.root,
        "--site",
        folder.root.parent / "site",
        "--as-of",
        "2026-11-23",
        "--out",
        out,
        *more,
    ]
    done = CliRunner().invoke(main, list(map(str, arguments)), catch_exceptions=False)
    return done.exit_code, done.output


def test_the_command_writes_both_for_their_owner_alone(city):
    code, said = run(city)
    out = city.root.parent / "out"
    assert code == 0 and "要请人删的" in said
    assert {path.name: path.stat().st_mode & 0o777 for path in out.iterdir()} == {
        "index.html": 0o600,
        "press.xlsx": 0o600,
    }
    assert out.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--district", "nowhere"), "没有“nowhere”这个区"),
        (("--since", "2026-12-01"), "还没有到"),
        (("--since", "昨天"), "昨天"),
    ],
)
def test_what_can_not_be_is_told(city, more, told):
    code, said = run(city, *more)
    assert code == 2 and told in said and "Traceback" not in said


@pytest.mark.parametrize("place", ["content/press-desk", "site"])
def test_never_into_the_content_or_a_site(city, place):
    code, said = run(city, out=city.root.parent / place)
    assert code == 2 and "放到别处" in said and not (city.root / "press-desk").exists()
