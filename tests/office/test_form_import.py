"""What a form saved goes into the inbox as a workbook does, with its photos; what no form would save is refused."""

from __future__ import annotations

import io
import json
import re
import stat
import time
import zipfile
import zlib
from pathlib import Path

import pytest
from PIL import Image

from generator.office.form.sections import sections
from generator.office.intake.fields import list_of
from tests.conftest import CITY

from .packets import Packet
from .returned_books import inbox, look, run
from .test_every_field import KINDS, changed_keys, example

ID = "chaoyang/zaoying-beili"
HOME = """# 由社区维护
name: 枣营北里社区妇女之家
kind: community
street: maizidian
founded: 2012-03
office:
  address: 朝阳区枣营北里 1 号楼一层
  phone: [010-6500 1234]
  hours:
    - {days: 周一至周五, open: ["09:00-11:30", "13:30-17:30"]}
services:
  - {item: rights.reception, title: 律师坐班, schedule: 每周三 14:00-16:00}
  - {item: family.education, title: 亲子阅读, audience: [parents, children]}
staff: {deputies: [{name: 李敏, title: 委员}]}
photos: [{file: door.jpg, caption: 大门, people: none}]
"""
SAMPLE = Path(__file__).resolve().parents[2] / "content"


@pytest.fixture
def city(folder):
    folder.home("home.yml", HOME)
    folder.home(
        "ledger.yml", "meetings: {work: [2026-01-12]}\nfamily: {selected: [{date: 2026-05-15, households: 2}]}\n"
    )
    folder.home("activities/2026-11-20-jiankang.md", "---\ntitle: 健康讲座\ndate: 2026-11-20\n---\n来了四十人。\n")
    folder.home("families.yml", "- {id: zhang-2026, family: 张××家庭, year: 2026, consent: C-1}\n")
    folder.home("consents.yml", "- {id: C-1, obtained: 2026-04-02, scope: [name, story]}\n")
    folder.home("photos/door.jpg", picture("red"))
    return folder


def picture(colour: str, size: tuple[int, int] = (60, 40), **more: object) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, colour).save(stream, "JPEG", **more)
    return stream.getvalue()


def located(size: tuple[int, int] = (60, 40)) -> bytes:
    """A photo that lies on its side, and says where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    return picture("green", size, exif=exif)


def of_home(said, identity=ID):
    return said["homes"][identity]


def accept(content: Path, file: Path, tmp_path: Path, *homes: str) -> None:
    run("import", file, "--content", content, "--as-of", "2026-11-20")
    submission = next(path.name for path in inbox(content).iterdir() if re.fullmatch("[0-9a-f]{16}", path.name))
    verdicts = {home: {"decision": "agreed", "reason": ""} for home in homes or (ID,)}
    decision = {"submission": submission, "stage": 1, "by_role": "区妇联", "on": "2026-11-21", "homes": verdicts}
    (tmp_path / "决定.json").write_text(json.dumps(decision))
    run("accept", tmp_path / "决定.json", "--content", content, "--as-of", "2026-11-21")


@pytest.mark.parametrize("copy", ["kept", "lost"])
@pytest.mark.parametrize("home", sorted(f"{path.parent.name}/{path.name}" for path in SAMPLE.glob("homes/*/*"))[:6])
def test_a_form_of_the_sample_that_comes_as_it_went_changes_nothing(home, copy, tmp_path):
    content = tmp_path / "content"
    content.symlink_to(SAMPLE)
    packet = Packet(content, tmp_path / "表.zip", home, "--private")
    file = packet.save()
    if copy == "lost":
        packet.sent.unlink()
    said = look(content, file)
    assert said["refused"] is None and said["errors"] == [] and said["headings"] == []
    assert {kind: of_home(said, home)[kind] for kind in KINDS if of_home(said, home)[kind]} == {}


def test_every_field_is_changed_written_and_found(folder, tmp_path):
    folder.write("city.yml", CITY + "campaigns: [{id: march8, name: 三八维权周}]\n")
    folder.home("ledger.yml", "# 台账\n")
    packet = Packet(folder.root, tmp_path / "表.zip", ID, "--private")
    packet.photos = {"front.jpg": picture("blue")}
    asked = set()
    for part in (part for section in sections("home", True) for part in section.parts):
        texts = {column.key: text(column) for column in part.columns}
        asked |= set(texts)
        if part.list_key:
            packet.add(part.list_key, **{key.removeprefix(f"{part.list_key}."): one for key, one in texts.items()})
        else:
            for key, one in texts.items():
                packet.set(key, one)
    said = of_home(look(folder.root, packet.save()))
    assert {kind: said[kind] for kind in KINDS[1:] if said[kind]} == {}
    assert changed_keys(said) == asked
    accept(folder.root, packet.file, tmp_path)
    for kept in ("copy", "none"):
        again = of_home(look(folder.root, packet.file))
        assert {kind: again[kind] for kind in KINDS if again[kind]} == {}, kept
        packet.sent.unlink(missing_ok=True)


def text(column) -> str:
    value = example(column.key, column.term.kind)
    return value if isinstance(value, str) else value.isoformat() if hasattr(value, "isoformat") else str(value)


def test_exactly_what_was_changed_is_told_with_the_name_of_its_field(city, tmp_path):
    packet = Packet(city.root, tmp_path / "表.zip", ID)
    packet.set("office.phone", "010-6500 9999")
    packet.set("services[].title", "亲子读书", 1)
    packet.entry("services[]", 0)["deleted"] = True
    packet.entry()["cells"]["founded"] = ""
    packet.set("activities[].participants", "许多")
    packet.add("services[]", item="普法宣传", title="讲法")
    said = of_home(look(city.root, packet.save()))
    assert [(one["field"], one["to"], one["cell"]) for one in said["changes"][:2]] == [
        ("office.phone", ["010-6500 9999"], "电话和开放时间!办公电话"),
        ("services[1].title", "亲子读书", "服务!第 2 条·服务名称"),
    ]
    assert [one["field"] for one in said["deletions"]] == ["founded", "services[0]"]
    assert [one["cell"] for one in said["errors"]] == ["活动!第 1 条·参加人数"]
    assert [one["to"] for one in said["changes"][2:]] == [{"item": "rights.law-education", "title": "讲法"}]


def test_what_changed_on_both_sides_is_a_conflict(city, tmp_path):
    packet = Packet(city.root, tmp_path / "表.zip", ID)
    packet.set("office.address", "枣营北里 2 号楼")
    city.home("home.yml", HOME.replace("1 号楼一层", "3 号楼").replace("founded: 2012-03", "founded: 2013"))
    said = of_home(look(city.root, packet.save()))
    assert [(one["field"], one["came"]) for one in said["conflicts"]] == [("office.address", "枣营北里 2 号楼")]
    assert said["changes"] == []


def test_a_text_that_can_not_be_read_is_an_error_at_its_field(city, tmp_path):
    packet = Packet(city.root, tmp_path / "表.zip", ID)
    packet.set("venue.area", "挺大的")
    packet.add("office.closed[]", **{"from": "不知哪天"})
    said = of_home(look(city.root, packet.save()))
    assert [one["cell"] for one in said["errors"]] == ["活动场所!面积（平方米）", "关闭!第 1 条·开始"]
    assert all(one["message"] and one["remedy"] for one in said["errors"])


def test_a_new_home_comes_with_its_code_and_all_that_it_wrote(city, tmp_path):
    packet = Packet(city.root, tmp_path / "表.zip", "chaoyang", "--blank")
    packet.said["entries"] = [
        {"list": "", "at": "", "cells": {"name": "霞光东里社区妇女之家", "kind": "社区", "street": "望京街道"}}
    ]
    packet.add("services[]", item="普法宣传", title="讲法")
    said = look(city.root, packet.save())
    ((identity, home),) = said["homes"].items()
    assert identity == "chaoyang/xia-guang-dong-li" and home["new"] and not home["errors"]
    accept(city.root, packet.file, tmp_path, identity)
    assert "霞光东里社区妇女之家" in (city.root / f"homes/{identity}/home.yml").read_text()


def test_a_new_home_of_any_district_says_which(city, tmp_path):
    city.write(
        "districts/haidian/district.yml",
        "name: 海淀区\ncode: '110108'\nstreets: [{slug: a, name: 甲街道, kind: street}]\n",
    )
    packet = Packet(city.root, tmp_path / "表.zip", "--blank")
    packet.said["entries"] = [
        {"list": "", "at": "", "cells": {"name": "甲社区妇女之家", "kind": "社区", "street": "甲街道"}}
    ]
    assert "哪一家" in look(city.root, packet.save(), status=1)["refused"]
    packet.said["scope"] = "haidian"
    assert list(look(city.root, packet.save())["homes"]) == ["haidian/jia"]


def test_a_family_that_is_recommended_gets_its_code_once(city, tmp_path):
    packet = Packet(city.root, tmp_path / "表.zip", ID)
    packet.add("families[]", family="李××家庭", year="2026", story="天天扶邻居下楼。", consent="C-1")
    packet.add("families[]", family="张×家庭", year="2026", story="帮人修伞。", consent="C-1")
    said = of_home(look(city.root, packet.save()))
    assert [one["to"]["id"] for one in said["changes"]] == ["li-2026", "zhang-2026-2"]
    accept(city.root, packet.file, tmp_path)
    assert of_home(look(city.root, packet.file))["changes"] == []


def test_photos_come_along_bare_and_upright(city, tmp_path):
    packet = Packet(city.root, tmp_path / "表.zip", ID)
    packet.photos = {"20261120-0a.jpg": located(), "20261120-0b.jpg": picture("blue"), "unused.jpg": picture("black")}
    for name in ("20261120-0a.jpg", "20261120-0b.jpg"):
        packet.add("photos[]", file=name, caption="新照片", alt="一张桌子", credit="社区妇联", people="没有人像")
    said = look(city.root, packet.save())
    assert any("20261120-0a.jpg" in note and "EXIF" in note for note in said["notes"])
    accept(city.root, packet.file, tmp_path)
    folder = city.root / f"homes/{ID}/photos"
    assert sorted(path.name for path in folder.iterdir()) == ["20261120-0a.jpg", "20261120-0b.jpg", "door.jpg"]
    with Image.open(folder / "20261120-0a.jpg") as made:
        assert made.size == (40, 60) and not made.getexif()
    assert (folder / "20261120-0b.jpg").read_bytes() == packet.photos["20261120-0b.jpg"]
    errors = [one.message for one in city.assess().findings if one.severity.value == "error"]
    assert not any("20261120" in message for message in errors), errors
    assert of_home(look(city.root, packet.file))["changes"] == []
    (kept,) = (path for path in inbox(city.root).iterdir() if re.fullmatch("[0-9a-f]{16}", path.name))
    assert stat.S_IMODE(kept.stat().st_mode) == 0o700


def test_a_photo_never_takes_the_place_of_another(city, tmp_path):
    packet = Packet(city.root, tmp_path / "表.zip", ID)
    packet.photos = {"door.jpg": picture("blue")}
    packet.add("photos[]", file="door.jpg", caption="另一张")
    said = of_home(look(city.root, packet.save()))
    assert [one["cell"] for one in said["errors"]] == ["照片!door.jpg"]


def test_a_photo_that_did_not_come_along_is_told(city, tmp_path):
    packet = Packet(city.root, tmp_path / "表.zip", ID)
    packet.photos = {"20261120-0a.jpg": picture("blue")}
    for name in ("20261120-0a.jpg", "20261120-0b.jpg", "door.jpg"):
        packet.add("photos[]", file=name, caption="新照片", people="没有人像")
    packet.add("activities[]", title="插花", date="2026-11-20", photos="20261120-0a.jpg、20261120-0c.jpg")
    (first, second) = of_home(look(city.root, packet.save()))["errors"]
    assert {one["message"] for one in (first, second)} == {
        "包里没有照片 20261120-0b.jpg",
        "包里没有照片 20261120-0c.jpg",
    }
    assert "重新挑一次" in first["remedy"]


@pytest.mark.parametrize("asked", [(ID,), (ID, "--activity")])
def test_a_form_of_a_home_that_is_not_here_is_refused(city, tmp_path, asked):
    packet = Packet(city.root, tmp_path / "表.zip", *asked)
    packet.said["scope"] = "nangang/huayuan"
    packet.said["home"] = "花园社区妇女之家"
    packet.said["entries"] = [one for one in packet.said["entries"] if one["list"] != "activities[]"]
    packet.add("activities[]", title="插花", date="2026-11-20")
    packet.add("photos[]", file="a.jpg", people="没有人像")
    told = look(city.root, packet.save(), status=1)["refused"]
    assert told.startswith("这张表是“花园社区妇女之家”（nangang/huayuan）的，这里没有这一家")
    assert "新填的活动 1 条、照片 1 条也没有收" in told and "别的城市" in told and "空行" not in told
    assert not inbox(city.root).joinpath("file").exists()
    run("import", "--content", city.root, packet.file, status=1)
    assert [one.name for one in inbox(city.root).iterdir()] == ["sent"]


def test_a_form_for_a_new_home_of_a_district_that_is_not_here_says_so(city, tmp_path):
    packet = Packet(city.root, tmp_path / "表.zip", "chaoyang", "--blank")
    packet.said["scope"] = "nangang"
    packet.said["entries"] = [{"list": "", "at": "", "cells": {"name": "花园社区妇女之家", "kind": "社区"}}]
    told = look(city.root, packet.save(), status=1)["refused"]
    assert told.startswith("看不出是哪个区的") and "别的城市" in told


def bomb(size: int) -> bytes:
    """A ZIP part declared small, of endless zeros."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("form.json", b"0" * size)
    return stream.getvalue()


def link() -> zipfile.ZipInfo:
    made = zipfile.ZipInfo("photos/a.jpg")
    made.external_attr = 0o120777 << 16
    return made


def wide_png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    head = width.to_bytes(4) + height.to_bytes(4) + bytes((8, 2, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 10_000))
        + chunk(b"IEND", b"")
    )


HOSTILE = {
    "way out": [("photos/../../a.jpg", b"x")],
    "root": [("/etc/cron.d/a", b"x")],
    "drive": [("C:/a.jpg", b"x")],
    "link": [(link(), b"/etc/passwd")],
    "many": [(f"photos/{n}.jpg", b"x") for n in range(4_000)],
    "huge picture": [("photos/a.png", wide_png(60_000, 60_000))],
    "no picture": [("photos/a.jpg", b"<svg onload=alert(1)>")],
    "cut picture": [("photos/a.jpg", picture("red", (900, 900))[:600])],
    "twice": [("form.json", b"{}")],
}


@pytest.mark.parametrize("what", sorted(HOSTILE))
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_hostile_packets_are_refused_at_once(city, tmp_path, what):
    packet = Packet(city.root, tmp_path / "表.zip", ID)
    refused(city.root, packet.save(*HOSTILE[what]))


@pytest.mark.parametrize("data", [bomb(10**9), b"PK\3\4 torn", b"PK\3\4" + b"PK\5\6" + b"\xff" * 18])
def test_bombs_and_torn_files_are_refused_at_once(city, tmp_path, data):
    file = tmp_path / "表.zip"
    file.write_bytes(data)
    refused(city.root, file)


def refused(content: Path, file: Path) -> None:
    began = time.monotonic()
    said = look(content, file, status=1)
    assert said["refused"] and said["homes"] == {}
    assert time.monotonic() - began < 20  # a machine that does much else; alone it takes some 0.3 s
    assert not list(inbox(content).glob("[0-9a-f]" * 16))


@pytest.mark.parametrize(
    "change",
    [
        lambda said: said.update(entries="x"),
        lambda said: said.update(entries=[1]),
        lambda said: said.update(entries=[{"list": 3, "cells": []}]),
        lambda said: said.update(scope="../../etc"),
        lambda said: said.update(version=2),
        lambda said: said["entries"][0]["cells"].update(name=["x"]),
        lambda said: said["entries"][0]["cells"].update(name="x" * 100_000),
    ],
)
def test_what_no_form_would_say_is_refused(city, tmp_path, change):
    packet = Packet(city.root, tmp_path / "表.zip", ID)
    change(packet.said)
    refused(city.root, packet.save())


def test_what_no_field_claims_is_asked_about(city, tmp_path):
    packet = Packet(city.root, tmp_path / "表.zip", ID)
    packet.entry()["cells"]["nickname"] = "小枣"
    said = look(city.root, packet.save(("notes/hello.txt", b"x")))
    assert "小枣" in of_home(said)["questions"][0]["text"]
    assert any("hello.txt" in note for note in said["notes"])


def test_a_packet_packed_again_with_its_folder_is_read(city, tmp_path):
    packet = Packet(city.root, tmp_path / "表.zip", ID)
    packet.set("office.address", "枣营北里 2 号楼")
    with zipfile.ZipFile(packet.file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("枣营北里/", b"")
        archive.writestr("枣营北里/form.json", json.dumps(packet.said))
        archive.writestr("__MACOSX/枣营北里/._form.json", b"x")
    assert [one["field"] for one in of_home(look(city.root, packet.file))["changes"]] == ["office.address"]


def test_lists_of_keys_belong_to_their_entries(city, tmp_path):
    assert list_of("services[].item") == "services[]"
    packet = Packet(city.root, tmp_path / "表.zip", ID)
    packet.entry("services[]")["cells"]["photos[].file"] = "x.jpg"
    assert "x.jpg" in of_home(look(city.root, packet.save()))["questions"][0]["text"]


def test_the_photos_of_an_activitys_form_are_the_activitys(city, tmp_path):
    packet = Packet(city.root, tmp_path / "表.zip", ID, "--activity")
    packet.photos = {"20261121-0a.jpg": picture("blue"), "20261121-0b.jpg": picture("teal")}
    packet.add("activities[]", title="剪窗花", date="2026-11-21", photos="20261121-0b.jpg", record="2026-11-21")
    for name in packet.photos:
        packet.add("photos[]", file=name, caption="剪窗花", people="没有人像")
    accept(city.root, packet.save(), tmp_path)
    (file,) = (city.root / f"homes/{ID}/activities").glob("2026-11-21-*.md")
    assert "photos: [20261121-0b.jpg, 20261121-0a.jpg]" in file.read_text("utf-8")
