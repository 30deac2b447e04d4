"""The review page tells what agreeing would do, item by item; `homes accept` keeps to what was decided of each."""

from __future__ import annotations

import base64
import io
import json
import re

import pytest
from PIL import Image

from generator.office.intake import approvals

from .returned_books import Returned, inbox, run, send_out

ID, OTHER = "chaoyang/zaoying-beili", "chaoyang/bystander"
ON = ("--as-of", "2026-11-20")
HOME = """name: 枣营北里社区妇女之家
kind: community
street: maizidian
office: {address: 枣营北里 1 号楼, phone: 010-0000 1234}
services:
  - {item: care.support, title: 缺菜送菜}
  - {item: family.education, title: 亲子阅读}
"""


@pytest.fixture
def city(folder):
    folder.home("home.yml", HOME)
    folder.home("consents.yml", "- {id: C-1, obtained: 2026-04-02, scope: [name, story, photo]}\n")
    folder.home("families.yml", "- {id: zhang, family: 张××家庭, year: 2026, story: 一家人和睦。, consent: C-1}\n")
    words = "- {word: 弱势群体, instead: 有困难的妇女}\n- {word: 失足, reason: 会伤害人, action: hold}\n"
    folder.write("words.yml", words)
    return folder


def hand_in(city, tmp_path, *cells, private=False, book=None, adds=()):
    """Hands in a book with cells (sheet, row id, key, value) and rows (sheet, cells by key); what came of it."""
    file = send_out(city.root, "chaoyang", tmp_path / "信息表.xlsx", *(["--private"] if private else []))
    book = Returned(file.with_name("信息表-内部资料-不发微信.xlsx") if private else file)
    for cell in cells:
        book.set(*cell)
    for sheet, values in adds:
        book.add(sheet, **values)
    book.save()
    run("import", "--content", city.root, *ON, book.file)


def page(city, tmp_path, *words) -> str:
    out = tmp_path / "审核.html"
    run("review", *words, "--content", city.root, "--out", out, *ON)
    return out.read_text()


def decision(city, tmp_path, identity=ID, stage=1, earlier=(), **verdict):
    submission = next(one.name for one in inbox(city.root).iterdir() if re.fullmatch("[0-9a-f]{16}", one.name))
    said = {"submission": submission, "stage": stage, "by_role": "区妇联", "on": "2026-11-21", "earlier": list(earlier)}
    file = tmp_path / f"决定{stage}.json"
    file.write_text(json.dumps(said | {"homes": {identity: {"decision": "agreed", "reason": ""} | verdict}}))
    return file


def items(text: str) -> list[str]:
    return re.findall(r'data-item="([^"]+)"', text)


def test_each_change_is_an_item_and_the_red_ones_come_first(city, tmp_path):
    hand_in(
        city,
        tmp_path,
        ("基本情况", ID, "office.phone", "010-0000 9999"),
        ("服务", f"{ID}:services[0]", "#delete", "删除"),
        ("基本情况", ID, "staff.publicity.name", "李敏"),
    )
    text = page(city, tmp_path)
    assert items(text) == ["home.yml:services[0]", "home.yml:office.phone", "home.yml:staff.publicity.name"]
    assert "由 <del>010-0000 1234</del> 改为 <ins>010-0000 9999</ins>" in text
    assert text.count('class="tag closed">不公开') == 1


def test_haves_that_are_met_and_missed_then_are_told(city, tmp_path):
    facilities = "facilities: {sign: true, plaque: true, emblem: true, rules_on_wall: true, honour_board: true, "
    city.home(
        "home.yml",
        HOME + facilities + "publicity_board: true, recommendation_box: true, equipment: [图书角], in_use: true}\n",
    )
    hand_in(city, tmp_path, ("基本情况", ID, "facilities.recommendation_box", "否"))
    text = page(city, tmp_path)
    assert '<li class="down"><span>有服务设施</span><b>少了</b></li>' in text
    assert "不再达到" in text


def test_a_word_that_is_held_is_agreed_with_a_reason_only(city, tmp_path):
    hand_in(city, tmp_path, ("基本情况", ID, "summary", "失足的人、弱势群体都可以来"))
    text = page(city, tmp_path)
    assert "<mark>失足</mark>" in text and "改成“有困难的妇女”" in text
    said = run("accept", decision(city, tmp_path), "--content", city.root, *ON, status=1)
    assert "写了理由再同意" in said and "summary" not in (city.root / f"homes/{ID}/home.yml").read_text()
    run("accept", decision(city, tmp_path, reason="报纸原文"), "--content", city.root, *ON)
    assert "失足" in (city.root / f"homes/{ID}/home.yml").read_text()
    assert approvals.read(city.root).entries[-1].reason == "报纸原文"


@pytest.mark.parametrize(
    ("story", "matter"),
    [
        ("张大姐前年查出癌症，丈夫照顾她。", "health"),
        ("家里是低保户。", "hardship"),
        ("老二是收养的。", "adoption"),
        ("她离婚以后一个人带孩子。", "divorce"),
        ("丈夫服刑期间，她撑起了家。", "prison"),
    ],
)
def test_a_family_agrees_to_what_is_sensitive_by_itself(city, tmp_path, story, matter):
    hand_in(city, tmp_path, ("家庭", f"{ID}:families[0]", "families[].story", story), private=True)
    assert "不能同意" in page(city, tmp_path)
    said = run("accept", decision(city, tmp_path, reason="没关系"), "--content", city.root, *ON, status=1)
    assert "敏感情况" in said and story not in (city.root / f"homes/{ID}/families.yml").read_text()
    consent = f"id: C-1, obtained: 2026-04-02, scope: [name, story, photo], sensitive: [{matter}]"
    city.home("consents.yml", f"- {{{consent}}}\n")
    assert "不能同意" not in page(city, tmp_path)
    run("accept", decision(city, tmp_path), "--content", city.root, *ON)
    assert story in (city.root / f"homes/{ID}/families.yml").read_text()


def test_one_item_is_returned_and_the_others_are_written(city, tmp_path):
    hand_in(
        city,
        tmp_path,
        ("基本情况", ID, "office.phone", "010-0000 9999"),
        ("基本情况", ID, "office.address", "枣营北里 2 号楼"),
    )
    returned = {"home.yml:office.address": "请写清楚是几层"}
    said = run("accept", decision(city, tmp_path, returned=returned), "--content", city.root, *ON)
    assert f"退回 0 家，另外退回 {len(returned)} 处" in said
    text = (city.root / f"homes/{ID}/home.yml").read_text()
    assert "9999" in text and "1 号楼" in text
    first, second = approvals.read(city.root).entries
    assert (first.decision, first.fields) == ("agreed", ("home.yml:office.phone",))
    assert (second.decision, second.fields, second.reason) == (
        "returned",
        ("home.yml:office.address",),
        "请写清楚是几层",
    )
    assert approvals.read(city.root).approved[ID].digest == first.after


@pytest.mark.parametrize(("choice", "phone"), [("now", "5555"), ("came", "9999"), ("sent", "1234"), (None, "5555")])
def test_of_a_conflict_one_value_is_chosen(city, tmp_path, choice, phone):
    hand_in(city, tmp_path, ("基本情况", ID, "office.phone", "010-0000 9999"))
    city.home("home.yml", HOME.replace("010-0000 1234", "010-0000 5555"))
    assert 'data-kind="clash"' in page(city, tmp_path)
    values = {"home.yml:office.phone": choice} if choice else {}
    run("accept", decision(city, tmp_path, values=values), "--content", city.root, *ON)
    assert f"010-0000 {phone}" in (city.root / f"homes/{ID}/home.yml").read_text()


def test_what_is_held_is_held_in_a_conflict_too(city, tmp_path):
    hand_in(city, tmp_path, ("基本情况", ID, "summary", "失足的人也来"))
    city.home("home.yml", HOME + "summary: 别的\n")
    name = "home.yml:summary"
    said = run("accept", decision(city, tmp_path, values={name: "came"}), "--content", city.root, *ON, status=1)
    assert "写了理由再同意" in said
    run("accept", decision(city, tmp_path, values={name: "now"}), "--content", city.root, *ON)
    assert "summary: 别的" in (city.root / f"homes/{ID}/home.yml").read_text()


@pytest.mark.parametrize(("key", "value"), [("office.phone", "13800138000"), ("office.transit", "到了打 13800138000")])
def test_what_the_rules_find_is_told_in_a_conflict_too(city, tmp_path, key, value):
    """As in a plain change, and by which choice it would come in."""
    hand_in(city, tmp_path, ("基本情况", ID, key, value))
    plain = page(city, tmp_path)
    city.home("home.yml", HOME.replace("phone: 010-0000 1234", "phone: 010-0000 5555, transit: 别的路"))
    text = page(city, tmp_path)
    item = text[text.index(f'data-item="home.yml:{key}" data-kind="clash"') :]
    (told,) = re.findall('class="note r">([^<]*)', item[: item.index("</section>")])
    assert told.startswith("选“这回送来的”：") and told.partition("：")[2] in plain


def test_a_private_number_is_told_at_its_item(city, tmp_path):
    hand_in(city, tmp_path, ("基本情况", ID, "office.transit", "到了打 13800138000"))
    text = page(city, tmp_path)
    item = text[text.index('data-item="home.yml:office.transit"') :]
    assert "手机号" in item[: item.index("</section>")] and "data-red" in item[: item.index(">")]


def test_photos_are_shown_small_and_bare(city, tmp_path):
    stream, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = "SECRETPLACE"
    Image.new("RGB", (1200, 900), "#335577").save(stream, "JPEG", exif=exif)
    city.home("photos/desk.jpg", stream.getvalue())
    row = {"#home": "枣营北里社区妇女之家", "photos[].file": "desk.jpg", "photos[].alt": "桌子"}
    hand_in(city, tmp_path, adds=[("照片", row)])
    text = page(city, tmp_path)
    address = re.search(r'src="data:image/jpeg;base64,([^"]+)"', text)
    assert address and len(address[1]) < 20_000
    shown = base64.b64decode(address[1])
    assert b"SECRETPLACE" not in shown and Image.open(io.BytesIO(shown)).width <= 360
    assert ("data-red" in text and "没有写照片里有没有人" in text) or "没有写里面有没有人" in text


def test_look_alikes_of_a_new_home_are_told(city, tmp_path):
    row = {"name": "枣营南里社区妇女之家", "kind": "社区", "street": "麦子店街道", "office.phone": "010-0000 1234"}
    hand_in(city, tmp_path, adds=[("基本情况", row)])
    text = page(city, tmp_path)
    assert "先看它是不是新的" in text and "名字相近、电话一样" in text


def test_three_stages_hand_items_on(city, tmp_path):
    city.write("city.yml", (city.root / "city.yml").read_text() + "publish: {stages: 3}\n")
    hand_in(city, tmp_path, ("基本情况", ID, "office.phone", "010-0000 9999"))
    first = decision(city, tmp_path, returned={"home.yml:office.phone": "请核对"})
    text = page(city, tmp_path, first)
    assert "<title>复审" in text and 'value="请核对"' in text and "其中 1 处退回" in text
    second = decision(city, tmp_path, stage=2, earlier=[json.loads(first.read_text())])
    assert "<title>终审" in page(city, tmp_path, second)
    done = json.loads(second.read_text())
    third = decision(city, tmp_path, stage=3, earlier=[*done.pop("earlier"), done])
    run("accept", third, "--content", city.root, *ON)
    assert [one.stage for one in approvals.read(city.root).entries] == [1, 2, 3]
    assert "9999" in (city.root / f"homes/{ID}/home.yml").read_text()


def test_a_decision_without_the_stages_before_is_told(city, tmp_path):
    city.write("city.yml", (city.root / "city.yml").read_text() + "publish: {stages: 2}\n")
    hand_in(city, tmp_path, ("基本情况", ID, "office.phone", "010-0000 9999"))
    said = run("accept", decision(city, tmp_path, stage=2), "--content", city.root, *ON)
    assert "少了前面 1 级" in said and "9999" in (city.root / f"homes/{ID}/home.yml").read_text()


def test_what_was_decided_is_deleted_after_thirty_days(city, tmp_path):
    hand_in(city, tmp_path, ("基本情况", ID, "office.phone", "010-0000 9999"))
    run("accept", decision(city, tmp_path), "--content", city.root, *ON)
    kept = [one for one in inbox(city.root).iterdir() if re.fullmatch("[0-9a-f]{16}", one.name)]
    for day, there in (("2026-12-21", True), ("2026-12-22", False)):
        run("review", "--content", city.root, "--out", tmp_path / "a.html", "--as-of", day)
        assert kept[0].exists() == there


OWN_ITEMS = """
name: 一有
based_on: beijing
functions: {reading: {label: 读书, items: {reading.circle: {label: 读书会}, reading.club: {label: 书友社}}}}
"""


def test_items_of_the_citys_own_are_shown_by_name(city, tmp_path):
    city.write("standard.yml", OWN_ITEMS)
    city.home("home.yml", HOME.replace("care.support", "reading.club").replace("family.education", "reading.club"))
    hand_in(city, tmp_path, ("服务", f"{ID}:services[0]", "services[].item", "读书会"))
    shown = page(city, tmp_path)
    assert "读书会" in shown and "书友社" in shown and "reading." not in re.sub("<[^>]*>", "", shown)
    run("accept", decision(city, tmp_path), "--content", city.root, *ON)
    written = (city.root / f"homes/{ID}/home.yml").read_text("utf-8")
    assert "{item: reading.circle, title: 缺菜送菜}" in written and "{item: reading.club, title: 亲子阅读}" in written


def test_copies_of_what_was_sent_out_have_a_term(city, tmp_path):
    hand_in(city, tmp_path, ("服务", f"{ID}:services[0]", "services[].title", "送菜"))
    run("form", ID, "--content", city.root, "--out", tmp_path / "表.html")
    sent, at = inbox(city.root) / "sent", {"early": "2026-11-20", "late": "2027-11-21", "over": "2027-11-22"}

    def copies(day):
        run("review", "--content", city.root, "--out", tmp_path / "审核.html", "--as-of", day)
        return sorted(path.suffix for path in sent.iterdir())

    assert copies(at["early"]) == copies(at["late"]) == [".json", ".xlsx", ".zip"]
    again = next(sent.glob("*.zip"))
    again.write_bytes(again.read_bytes())
    assert copies(at["over"]) == [".json", ".zip"]
