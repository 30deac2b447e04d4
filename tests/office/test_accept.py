"""What was agreed is written, recorded and can be taken back; what was not changes nothing."""

from __future__ import annotations

import json
import re
import stat
import zipfile

import pytest

from generator.office.intake import applying, approvals

from .returned_books import Returned, inbox, look, run, send_out

HOME = """# 由社区维护
name: 枣营北里社区妇女之家
kind: community
street: maizidian
office:
  address: 枣营北里 1 号楼   # 一层
  phone: [010-6500 1234]
services:
  - {item: rights.reception, title: 律师坐班}
  - {item: family.education, title: 亲子阅读}
"""
ID, OTHER = "chaoyang/zaoying-beili", "chaoyang/bystander"
ROLE = ("--as-of", "2026-11-20")


@pytest.fixture
def city(folder):
    folder.home("home.yml", HOME.replace("\n", "\r\n").encode("utf-8-sig"))
    folder.home("activities/2026-11-20-jiankang.md", "---\ntitle: 健康讲座\ndate: 2026-11-20\n---\n来了四十人。\n")
    folder.home("consents.yml", "- {id: C-1, obtained: 2026-04-02, scope: [name]}\n")
    return folder


@pytest.fixture
def handed_in(city, tmp_path):
    """A book with changes to two homes and a new one, in the inbox."""
    book = Returned(send_out(city.root, "chaoyang", tmp_path / "信息表.xlsx"))
    book.set("基本情况", ID, "office.phone", "010-6500 9999")
    book.set("基本情况", ID, "office.address", None)
    book.set("服务", f"{ID}:services[0]", "#delete", "删除")
    book.set("服务", f"{ID}:services[1]", "services[].title", "亲子夜读")
    book.set("活动", f"{ID}:activities[2026-11-20-jiankang]", "activities[].body", "来了五十人。")
    book.add("服务", **{"#home": "枣营北里社区妇女之家", "services[].item": "困难帮扶"})
    book.set("基本情况", OTHER, "venue.area", 80)
    book.add("基本情况", name="枣营南里社区妇女之家", kind="社区", street="望京街道")
    book.save()
    run("import", "--content", city.root, *ROLE, book.file)
    return book.file


def submission(content) -> str:
    return next(path.name for path in inbox(content).iterdir() if re.fullmatch("[0-9a-f]{16}", path.name))


def decide(city, tmp_path, stage=1, earlier=(), **homes):
    """A decision file. `homes`: identity with __ for the slash and _ for - → agreed, later, or why it is returned."""
    said = {
        "submission": submission(city.root),
        "stage": stage,
        "by_role": "区妇联",
        "on": "2026-11-21",
        "homes": {
            identity.replace("__", "/").replace("_", "-"): {
                "decision": what if what in ("agreed", "later") else "returned",
                "reason": "" if what in ("agreed", "later") else what,
            }
            for identity, what in homes.items()
        },
        "earlier": list(earlier),
    }
    file = tmp_path / f"决定{stage}.json"
    file.write_text(json.dumps(said))
    return file


def contents(city):
    return {
        path.relative_to(city.root).as_posix(): path.read_bytes()
        for path in city.root.rglob("*")
        if path.is_file() and "approvals" not in path.parts
    }


def test_what_was_agreed_is_written_and_nothing_else(city, handed_in, tmp_path):
    before = contents(city)
    said = run("accept", "--content", city.root, decide(city, tmp_path, chaoyang__zaoying_beili="agreed"))
    assert "写了 1 家" in said
    after = contents(city)
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert changed == {f"homes/{ID}/home.yml", f"homes/{ID}/activities/2026-11-20-jiankang.md"}
    assert after[f"homes/{ID}/home.yml"] == (
        HOME.replace("010-6500 1234", "010-6500 9999")
        .replace("  address: 枣营北里 1 号楼   # 一层\n", "")
        .replace("  - {item: rights.reception, title: 律师坐班}\n", "")
        .replace("亲子阅读}\n", "亲子夜读}\n  - {item: care.support}\n")
        .replace("\n", "\r\n")
        .encode("utf-8-sig")
    )
    home = look(city.root, handed_in)["homes"][ID]
    assert not any(home[kind] for kind in ("changes", "conflicts", "deletions", "errors", "questions"))


def test_a_new_home_is_written_from_the_template_and_can_be_published(city, handed_in, tmp_path):
    run("accept", "--content", city.root, decide(city, tmp_path, chaoyang__zao_ying_nan_li="agreed"))
    home = city.assess().homes["chaoyang/zao-ying-nan-li"]
    assert (
        home is not None and home.home.profile.name == "枣营南里社区妇女之家" and home.home.profile.street == "wangjing"
    )


def test_a_new_home_gets_the_code_that_the_reviewer_gave_it(city, handed_in, tmp_path):
    file = decide(city, tmp_path, chaoyang__zao_ying_nan_li="agreed")
    said = json.loads(file.read_text())
    for code, status, told in (
        ("dongcheng/x", 1, "不在这个区"),
        (ID, 1, "已经有了"),
        ("chaoyang/zaoying-nanli", 0, "写好了"),
    ):
        said["homes"]["chaoyang/zao-ying-nan-li"]["identity"] = code
        file.write_text(json.dumps(said))
        assert told in run("accept", "--content", city.root, file, status=status)
    assert (city.root / "homes/chaoyang/zaoying-nanli/home.yml").exists()
    assert approvals.read(city.root).entries[-1].home == "chaoyang/zaoying-nanli"
    assert not look(city.root, handed_in)["homes"]["chaoyang/zaoying-nanli"]["changes"]


def test_the_record_is_a_chain_and_keeps_the_approved_version(city, handed_in, tmp_path):
    run(
        "accept",
        "--content",
        city.root,
        decide(city, tmp_path, chaoyang__zaoying_beili="agreed", chaoyang__bystander="电话没写"),
    )
    record = approvals.read(city.root)
    first, second = record.entries
    assert (first.home, first.decision, first.stage, first.by_role) == (ID, "agreed", 1, "区妇联")
    assert "home.yml:office.phone" in first.fields and first.before != first.after
    assert (second.home, second.decision, second.reason) == (OTHER, "returned", "电话没写")
    assert not record.broken and record.approved == {ID: (first.after, "2026-11-21")}
    with zipfile.ZipFile(city.root / f"approvals/versions/{first.after}.zip") as version:
        assert sorted(version.namelist()) == ["activities/2026-11-20-jiankang.md", "home.yml"]
        assert version.read("home.yml") == (city.root / f"homes/{ID}/home.yml").read_bytes()


def test_a_changed_record_is_named_on_the_page(city, handed_in, tmp_path):
    run(
        "accept",
        "--content",
        city.root,
        decide(city, tmp_path, chaoyang__zaoying_beili="agreed", chaoyang__bystander="没写"),
    )
    file = city.root / "approvals/2026-11.yml"
    file.write_text(file.read_text().replace("区妇联", "市妇联", 1))
    page = tmp_path / "审核.html"
    run("review", "--content", city.root, "--out", page, *ROLE)
    assert "approvals/2026-11.yml:2:1" in page.read_text()


def test_what_was_decided_does_not_wait_any_more_and_later_does(city, handed_in, tmp_path):
    run(
        "accept",
        "--content",
        city.root,
        decide(city, tmp_path, chaoyang__zaoying_beili="没写全", chaoyang__bystander="later"),
    )
    page = tmp_path / "审核.html"
    assert "2 家等着审" in run("review", "--content", city.root, "--out", page, *ROLE)
    assert f'data-home="{ID}"' not in page.read_text() and f'data-home="{OTHER}"' in page.read_text()


def test_undo_puts_everything_back_and_says_so_in_the_record(city, handed_in, tmp_path):
    before = contents(city)
    homes = dict.fromkeys(("chaoyang__zaoying_beili", "chaoyang__zao_ying_nan_li"), "agreed")
    run("accept", "--content", city.root, decide(city, tmp_path, **homes))
    run("accept", "--undo", submission(city.root), "--content", city.root, "--as-of", "2026-11-22")
    assert contents(city) == before and not (city.root / "homes/chaoyang/zao-ying-nan-li").exists()
    record = approvals.read(city.root)
    assert [one.decision for one in record.entries] == ["agreed", "agreed", "returned", "returned"]
    assert not record.broken and not record.approved
    assert "3 家等着审" in run("review", "--content", city.root, "--out", tmp_path / "a.html", *ROLE)


def test_undo_refuses_where_somebody_went_on(city, handed_in, tmp_path):
    run("accept", "--content", city.root, decide(city, tmp_path, chaoyang__zaoying_beili="agreed"))
    city.home("intro.md", "新的介绍\n")
    assert "后来又改过" in run("accept", "--undo", submission(city.root), "--content", city.root, status=1)


def test_a_decision_is_of_what_was_shown(city, handed_in, tmp_path):
    page = tmp_path / "审核.html"
    run("review", "--content", city.root, "--out", page, *ROLE)
    shown = dict(re.findall(r'data-home="([^"]+)" data-shown="([^"]+)"', page.read_text()))
    file = decide(city, tmp_path, chaoyang__zaoying_beili="agreed", chaoyang__bystander="agreed")
    said = json.loads(file.read_text())
    for identity, one in said["homes"].items():
        one["shown"] = shown[identity]
    file.write_text(json.dumps(said))
    city.home("home.yml", HOME.replace("010-6500 1234", "010-6500 5555"))
    told = run("accept", "--content", city.root, file, status=1)
    assert f"{ID} 没有写：审过以后内容又变了" in told and f"{OTHER} 写好了" in told


def test_stages_follow_each_other(city, handed_in, tmp_path):
    city.write("city.yml", (city.root / "city.yml").read_text() + "publish: {stages: 2}\n")
    first = decide(city, tmp_path, chaoyang__zaoying_beili="agreed")
    assert "给下一级审" in run("accept", "--content", city.root, first, status=1)
    page = tmp_path / "终审.html"
    assert "1 家等着审" in run("review", first, "--content", city.root, "--out", page, *ROLE)
    assert "第 1 级（区妇联，2026-11-21）：同意" in page.read_text() and "<title>终审" in page.read_text()
    second = decide(city, tmp_path, 2, [json.loads(first.read_text())], chaoyang__zaoying_beili="agreed")
    run("accept", "--content", city.root, second)
    entries = approvals.read(city.root).entries
    assert [(one.stage, bool(one.after)) for one in entries] == [(1, False), (2, True)]
    assert "最后一级" in run("review", second, "--content", city.root, "--out", page, status=1)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "[]",
        "{}",
        "不是",
        '{"submission": 1}',
        "[" * 100_000,
        '{"submission": "a", "stage": 1, "by_role": "", "on": "", "homes": {}}',
    ],
)
def test_what_is_no_decision_is_refused_in_a_sentence(city, handed_in, tmp_path, said):
    file = tmp_path / "决定.json"
    file.write_text(said)
    told = run("accept", "--content", city.root, file, status=1)
    assert "决定" in told or "岗位" in told
    assert "Traceback" not in told


def test_a_plan_that_was_cut_off_is_carried_out(city, handed_in, tmp_path):
    folder = inbox(city.root)
    applying._plan(folder / ".plan", {f"homes/{ID}/intro.md": "补上的\n".encode()})
    run("accept", "--content", city.root, decide(city, tmp_path, chaoyang__bystander="agreed"))
    assert (city.root / f"homes/{ID}/intro.md").read_text() == "补上的\n"


def test_two_do_not_decide_at_once(city, handed_in, tmp_path):
    file = decide(city, tmp_path, chaoyang__bystander="agreed")
    with applying.locked(inbox(city.root)):
        assert "另一个 homes accept" in run("accept", "--content", city.root, file, status=1)


def test_a_conflict_keeps_what_stands(city, handed_in, tmp_path):
    city.home("home.yml", HOME.replace("010-6500 1234", "010-6500 5555"))
    run("accept", "--content", city.root, decide(city, tmp_path, chaoyang__zaoying_beili="agreed"))
    written = (city.root / f"homes/{ID}/home.yml").read_text()
    assert "010-6500 5555" in written and "亲子夜读" in written


def test_the_page_is_private_whole_and_lets_no_text_run(city, tmp_path):
    book = Returned(send_out(city.root, "chaoyang", tmp_path / "信息表.xlsx"))
    book.set("基本情况", ID, "summary", "</script><script>alert(1)</script>")
    book.save()
    run("import", "--content", city.root, *ROLE, book.file)
    page = tmp_path / "审核.html"
    run("review", "--content", city.root, "--out", page, *ROLE)
    text = page.read_text()
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert "default-src 'none'" in text and "<script>alert" not in text and "http" not in text.replace("http-equiv", "")
    assert "不放在那儿" in run("review", "--content", city.root, "--out", city.root / "审核.html", status=2)


def test_entries_that_cannot_be_read_keep_their_numbers(city, tmp_path):
    text = HOME.replace("services:\n", "services:\n  - {item: 没有这一项}\n")
    city.home("home.yml", text)
    book = Returned(send_out(city.root, "chaoyang", tmp_path / "信息表.xlsx"))
    book.set("服务", f"{ID}:services[1]", "services[].title", "亲子夜读")
    book.save()
    run("import", "--content", city.root, *ROLE, book.file)
    run("accept", "--content", city.root, decide(city, tmp_path, chaoyang__zaoying_beili="agreed"))
    assert (city.root / f"homes/{ID}/home.yml").read_text() == text.replace("亲子阅读", "亲子夜读")


IN_ONE_TEXT = """name: 枣营北里社区妇女之家
kind: community
street: maizidian
staff:
  director: 张丽（社区妇联主席）
  volunteer_teams:
    - 维权队（18人）
"""


def test_a_home_that_is_written_in_sentences_takes_what_came(city, tmp_path):
    city.home("home.yml", IN_ONE_TEXT)
    city.home("regulations.yml", "- 日常管理制度，2025年1月10日，已上墙\n")
    file = send_out(city.root, "chaoyang", tmp_path / "信息表.xlsx")
    book = Returned(file)
    book.set("基本情况", ID, "staff.director.name", "李敏")
    book.set("队伍", f"{ID}:staff.volunteer_teams[0]", "staff.volunteer_teams[].members", 20)
    book.set("规章制度", f"{ID}:regulations[0]", "regulations[].adopted", "2026-01-10")
    book.save()
    run("import", "--content", city.root, *ROLE, file)
    run("accept", "--content", city.root, *ROLE, decide(city, tmp_path, chaoyang__zaoying_beili="agreed"))
    home = city.assess().homes[ID].home
    director, team, rule = home.profile.staff.director, home.profile.staff.volunteer_teams[0], home.regulations[0]
    assert (director.name, director.title) == ("李敏", "社区妇联主席") and (team.name, team.members) == ("维权队", 20)
    assert (str(rule.adopted), rule.on_wall) == ("2026-01-10", True)


def test_a_change_that_no_file_takes_leaves_the_others_of_its_home(city, tmp_path):
    city.home("home.yml", HOME + "venue: 120 平方米的一间\n")
    book = Returned(send_out(city.root, "chaoyang", tmp_path / "信息表.xlsx"))
    book.set("基本情况", ID, "office.phone", "010-6500 9999")
    book.set("基本情况", ID, "venue.area", 80)
    book.save()
    run("import", "--content", city.root, *ROLE, book.file)
    run("review", "--content", city.root, *ROLE, "--out", tmp_path / "审核.html")
    assert "请管内容的人手工改：面积填上 80" in (tmp_path / "审核.html").read_text()
    said = run("accept", "--content", city.root, *ROLE, decide(city, tmp_path, chaoyang__zaoying_beili="agreed"))
    assert f"{ID} 有 1 格没有写" in said and "80" in said
    written = (city.root / f"homes/{ID}/home.yml").read_text()
    assert "010-6500 9999" in written and "venue: 120 平方米的一间" in written


def test_papers_go_into_a_folder_that_is_made_for_them(city, handed_in, tmp_path):
    out = tmp_path / "新文件夹/审核单"
    decision = decide(city, tmp_path, chaoyang__zaoying_beili="agreed")
    run("accept", "--content", city.root, decision, "--out", out)
    assert [one.suffix for one in out.iterdir()] == [".docx"]


def copies(city, tmp_path, *fillings):
    """A decision that agrees, as the page shows it, to copies of one book, each filled in by another."""
    book = send_out(city.root, "chaoyang", tmp_path / "信息表.xlsx")
    for number, fill in enumerate(fillings, 1):
        copy = Returned(book)
        fill(copy)
        run("import", "--content", city.root, *ROLE, copy.save(tmp_path / f"第{number}份.xlsx"))
    page = tmp_path / "审核.html"
    run("review", "--content", city.root, "--out", page, *ROLE)
    shown = re.findall(r'data-submission="([^"]+)" data-home="([^"]+)" data-shown="([^"]+)"', page.read_text())
    said = [
        {"submission": number, "stage": 1, "by_role": "区妇联", "on": "2026-11-21"}
        | {"homes": {home: {"decision": "agreed", "shown": digest}}}
        for number, home, digest in shown
    ]
    file = tmp_path / "决定.json"
    file.write_text(json.dumps(said))
    return file, page.read_text()


def test_copies_that_each_change_another_field_are_all_written(city, tmp_path):
    decision, page = copies(
        city,
        tmp_path,
        lambda book: book.set("服务", f"{ID}:services[0]", "#delete", "删除"),
        lambda book: book.set("服务", f"{ID}:services[1]", "services[].title", "亲子夜读"),
        lambda book: book.set("基本情况", ID, "name", "枣营新里社区妇女之家"),
        lambda book: [
            book.set("基本情况", ID, *field) for field in (("venue.area", 80), ("name", "枣营新里社区妇女之家"))
        ],
    )
    assert "同意一份的" not in page
    assert "写了 1 家" in run("accept", "--content", city.root, *ROLE, decision)
    profile = city.assess().homes[ID].home.profile
    assert [one.title for one in profile.services] == ["亲子夜读"]
    assert (profile.name, profile.venue.area) == ("枣营新里社区妇女之家", 80)
    assert "0 家等着审" in run("review", "--content", city.root, "--out", tmp_path / "再审.html", *ROLE)


def test_copies_that_change_a_field_differently_clash(city, tmp_path):
    decision, page = copies(
        city,
        tmp_path,
        lambda book: book.set("基本情况", ID, "office.address", "枣营北里 2 号楼"),
        lambda book: [
            book.set("基本情况", ID, *field) for field in (("office.address", "枣营北里 3 号楼"), ("venue.area", 80))
        ],
    )
    assert "“第1份.xlsx”里把它写成“枣营北里 2 号楼”" in page and "“第2份.xlsx”里把它写成“枣营北里 3 号楼”" in page
    told = run("accept", "--content", city.root, *ROLE, decision, status=1)
    assert "“地址”别的表已经改成另一个样子" in told
    office = city.assess().homes[ID].home.profile.office
    again = tmp_path / "再审.html"
    run("review", "--content", city.root, "--out", again, *ROLE)
    assert office.address in ("枣营北里 2 号楼", "枣营北里 3 号楼") and "两边都改了，留哪一个" in again.read_text()


def test_a_field_of_an_entry_that_another_copy_takes_away_is_told(city, tmp_path):
    decision, page = copies(
        city,
        tmp_path,
        lambda book: book.set("服务", f"{ID}:services[0]", "#delete", "删除"),
        lambda book: book.set("服务", f"{ID}:services[0]", "services[].title", "律师夜班"),
    )
    assert "里把它去掉：" in page
    assert "重新看" in run("accept", "--content", city.root, *ROLE, decision, status=1)
