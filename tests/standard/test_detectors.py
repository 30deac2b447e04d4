"""Every kind of private number and word in every disguise, and none seen in two hundred ordinary paragraphs."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.standard.house import detectors, forbidden_files, inspect
from generator.standard.house.texts import PublicText

from .folder import JPEG, ON, build, home_of

PLANTED = {
    "house.identity-number": "11010519491231002X",
    "house.mobile": "14200012345",
    "house.bank-card": "6222000000001234560",
    "house.flat-address": "3号楼2单元501室",
    "house.child": "女儿叫张小雨",
    "house.child school": "枣营小学三年级2班",
}
WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
LOWER = str.maketrans("0123456789", "〇一二三四五六七八九")
BANKERS = str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")


def split(text: str, joint: str, size: int = 4) -> str:
    """In groups of `size`, or of one for words, as people would write them."""
    size = size if text[0].isdigit() and text[-1] in "0123456789X" else 1
    return joint.join(text[at : at + size] for at in range(0, len(text), size))


def mixed(text: str) -> str:
    third = len(text) // 3
    return (
        text[:third].translate(LOWER)
        + "\u3000"
        + text[third : 2 * third].translate(WIDE)
        + "-"
        + text[2 * third :].translate(BANKERS)
    )


DISGUISES = {
    "plain": [lambda t: t],
    "separators": [
        *(lambda t, j=j: split(t, j) for j in (" ", "-", "\u3000", "\n", "\u200b", "\u00a0", "\u2060", "\ufe0f")),
        *(lambda t, j=j: split(t, j) for j in (".", "·", "－", "—", " - ", "_", "/", "  ")),
        lambda t: split(t, " ", 1),
        lambda t: split(t, " ", 2),
        lambda t: split(t, "\u200b", 1),
        lambda t: split(t, "-", 3),
    ],
    "full-width": [lambda t: t.translate(WIDE), lambda t: split(t.translate(WIDE), "\u3000")],
    "chinese": [
        lambda t: t.translate(LOWER),
        lambda t: t.translate(BANKERS),
        lambda t: t.replace("1", "幺"),
        lambda t: t.translate(LOWER).replace("〇", "○"),
        lambda t: t[0] + t[1:].replace("0", "O"),
        lambda t: t[0] + t[1:].replace("0", "o"),
    ],
    "mixed": [mixed, lambda t: split(mixed(t), " ")],
    "markdown": [
        lambda t: f"**{t[:3]}**{t[3:]}",
        lambda t: f"**{t[:3]}** {t[3:]}",
        lambda t: f"{t[:3]}*{t[3:6]}*{t[6:]}",
        lambda t: f"{t[:3]}<br>{t[3:]}",
        lambda t: f"<b>{t[:3]}</b> <i>{t[3:]}</i>",
        lambda t: f"{t[:3]}\\-{t[3:]}",
        lambda t: f"`{t[:3]}` `{t[3:]}`",
        lambda t: "".join(f"&#{ord(c)};" for c in t),
        lambda t: f"{t[:3]}&nbsp;{t[3:]}",
        lambda t: f"[{t[:3]}](https://example.org/){t[3:]}",
        lambda t: f"{t[:3]}[{t[3:6]}](https://example.org/ '说明'){t[6:]}",
        lambda t: f"{t[:3]}  \n{t[3:]}",
    ],
}  # fmt: skip
CASES = [(rule, name, number) for rule in PLANTED for name, ways in DISGUISES.items() for number in range(len(ways))]


def found(text: str, markdown: bool = True) -> set[str]:
    readings = PublicText("intro.md", "body", text, "intro.md:body", markdown).readings
    return {hit.rule for reading in readings for hit in detectors.find_hits(reading)}


@pytest.mark.parametrize(("rule", "disguise", "number"), CASES, ids=[f"{r}-{d}-{n}" for r, d, n in CASES])
def test_every_disguise_is_seen_through(rule, disguise, number):
    words = DISGUISES[disguise][number](PLANTED[rule])
    assert found(f"大家都知道，{words}，不用多说。") == {rule.partition(" ")[0]}


MARKS = ",，、|｜丨;；:：+＋=＝#&@!！?？'’…→★❤<>%~^．杠"


@pytest.mark.parametrize("mark", [*MARKS, ", ", " , ", "//", "、 ", "–", " | "])
def test_whatever_stands_between_its_groups_it_is_a_number(mark):
    written = [
        mark.join(groups)
        for groups in (
            ("142", "0001", "2345"),
            ("142", "2345", "6789"),
            ("142", "00012345"),
            ("142２", "0001", "345"),
            "14200012345",
        )
    ]
    written += [
        mark.join(("一四二", "〇〇〇一", "二三四五")),
        f"142{mark}0001-2345",
        f"+86{mark}142{mark}0001{mark}2345",
        mark.join(("１４２", "０００１", "２３４５")),
    ]
    assert [text for text in written if found(f"大家都知道，找小李 {text} 就行") != {"house.mobile"}] == []
    assert found(mark.join(("110105", "19491231", "002X"))) == {"house.identity-number"}


@pytest.mark.parametrize("mark", [mark for mark in MARKS if mark not in "|｜%"])  # a table's, and a unit
def test_so_it_is_in_a_list_of_numbers(mark):
    text = mark.join(("142", "2345", "6789", "142", "2345", "6780"))
    assert [hit.rule for hit in detectors.find_hits(text)] == ["house.mobile"] * 2


@pytest.mark.parametrize(
    "text",
    ["1,380,013", "13,800,138,000 元", "138,001,380.00", "1,380.00 元，0.5 万元", "分别为138、1234、5678人", "138，1234，5678 元", "100、138、1234、5678、200",
     "138，1234，5678，9012", "138路、1234路、5678路", "2026-01-12, 2026-02-10", "1949，1978，202", "1921、1949、1978、2012", "1、3、5、7、8、10、12月",
     "8:30-11:30，13:30-17:30，6500 1234", "1:30，12:30，13:30", "13:30-17:30 010-0000 1234", "14:00、15:00、16:00", "010-0000 1381、010-0000 1382",
     "电话 6500 1380、6500 1381 转 123", "| 项目 | 甲 | 乙 |\n|---|---|---|\n| 138 | 1234 | 5678 |", "|138|1234|5678|", "116.4712,39.9476", "139.4712, 39.94761",
     "公交 13、15、38、52、66、8 路", "150100,150200", "第1380、1381、1382页"],
)  # fmt: skip
def test_a_row_of_figures_is_no_number(text):
    assert list(detectors.find_hits(text)) == []


@pytest.mark.parametrize(
    "text",
    ["周一14200012345找小李", "打14200012345一直有人接", "二十四小时：一14200012345", "三号楼一层一11010519491231002X"],
)
def test_a_numeral_beside_it_hides_no_number(text):
    assert len(found(text)) == 1


ANNOUNCED = {
    "house.identity-number": ("身份证号：", "110105194912310021"),  # the check digit is wrong
    "house.identity-number old": ("身份证", "110105491231002"),
    "house.bank-card": ("卡号 ", "6222020012345672"),
    "house.bank-card account": ("账号是", "020000120920"),
    "house.bank-card zeros": ("开户银行卡：", "000000120920"),
}


@pytest.mark.parametrize("disguise", DISGUISES)
@pytest.mark.parametrize("case", ANNOUNCED)
def test_digits_are_enough_behind_a_word_that_says_what_they_are(case, disguise):
    word, number = ANNOUNCED[case]
    rule = case.partition(" ")[0]
    for way in DISGUISES[disguise]:
        assert rule in found(f"请记下{word}{way(number)}，不用多说。"), way(number)
        assert rule not in found(f"请记下编号{way(number)}，不用多说。") or detectors.number_kind(number), way(number)


@pytest.mark.parametrize(
    "text",
    ["身 份 证 号 110105491231002", "身**份证**号：110105491231002", "身份證號碼（本人）：110105491231002", "身份证 号\n110105491231002",
     "| 姓名 | 身份证号 |\n|---|---|\n| 王 | 110105194912310021 |\n| 李 | 110105194912310022 |", "银行卡：某行某支行，户名某某，6222 0200 1234 567"],
)  # fmt: skip
def test_the_word_is_seen_through_its_disguises_too(text):
    hits = list(detectors.find_hits(text))
    assert len(hits) == text.count("| 王") + 1 and {hit.rule for hit in hits} <= {
        "house.identity-number",
        "house.bank-card",
    }


@pytest.mark.parametrize(
    "text",
    ["来办事请带上身份证。电话 010-0000 1234、010-0000 1235", "身份证 12345678901234", "账号 12345678901", "银行卡业务请打 010-0000 1234-802",
     "身份证 2016-01-15 到 2036-01-15，2036-01-15 2036-01-16", "银行卡 1 2 3 4 5 6 7 8 9 10 11 12", "公众号账号是“枣营北里 2026”，关注人数 12345",
     "卡号问社区。编号 6222020012345672", "在3号楼120平方米的活动室", "3栋501户", "2号楼2025年建成", "3号楼101活动室", "5号楼一百多户", "1号楼二三层"],
)  # fmt: skip
def test_what_stands_behind_such_a_word_by_chance_is_none(text):
    assert list(detectors.find_hits(text)) == []


@pytest.mark.parametrize(
    "text",
    ["七政街12号3栋501", "七政街12号 3 栋 ５０１", "住三号楼五〇一", "12号院3号楼2层201", "A座1203", "3栋2单元501"],
)
def test_a_building_and_a_number_are_a_flat(text):
    assert {hit.rule for hit in detectors.find_hits(text)} == {"house.flat-address"}


OFFICE = {
    "七政街12号3栋501": True, "12号3栋５０１": True, "来3栋501找我们": True, "12 号，3 栋 501": True,
    "3栋5012": False, "13栋501": False, "3栋50": True, "七政街8号3栋501": False, "光明里3栋501": False, "3栋501；13栋501": False,
}  # fmt: skip


@pytest.mark.parametrize("text", OFFICE)
def test_the_offices_own_address_may_be_named_and_no_other(tmp_path, text):
    content = build(tmp_path, {"home.yml:office.address": "七政街12号3栋501", "home.yml:office.transit": text})
    inspection = inspect(home_of(content), content, ON)
    assert "home.yml:office.address" not in inspection.redacted
    assert ("home.yml:office.transit" in inspection.redacted) is not OFFICE[text]


ORDINARY = Path(__file__).with_name("ordinary.txt").read_text(encoding="utf-8").splitlines()


def test_ordinary_prose_has_no_hit():
    assert len(ORDINARY) >= 200
    assert [(text, hit) for text in ORDINARY for hit in detectors.find_hits(text)] == []
    assert list(detectors.find_hits("\n\n".join(ORDINARY))) == []
    assert list(detectors.find_hits("\n".join(ORDINARY))) == []


def test_pages_and_days_counted_are_no_number():
    for first in range(1, 90):
        row = [str(first + step) for step in range(20)]
        for text in (" ".join(row), "-".join(row), " ".join(reversed(row))):
            assert [hit for size in range(4, 20) for hit in detectors.find_hits(" ".join(text.split()[:size]))] == []


@pytest.mark.parametrize(
    "form",
    ["{0} {1}", "{0}/{1}", "010-{0} 010-{1}", "010{0}。010{1}", "（010）{0}（010）{1}", "400-{2}-{3} {4}", "{4}-{5:02}-{6:02} {2}", "{4} {2}.{5:02}",
     "{5}.{6:02}-{6}.30 {2}", "{2}/{4}-{5:02}-{6:02}"],
)  # fmt: skip
def test_telephones_days_and_amounts_side_by_side_are_no_number(form):
    for n in range(500):
        parts = (
            30000000 + 7919 * n,
            30000001 + 104729 * n,
            100 + 37 * n % 900,
            1000 + 71 * n % 9000,
            1950 + n % 77,
            1 + n % 12,
            1 + n % 28,
        )
        assert list(detectors.find_hits(form.format(*parts))) == [], form.format(*parts)


def test_a_hit_quotes_the_words_as_they_were_written():
    text = "联系 １４２\u3000０００1-二三四五，谢谢。住３号楼 2 单元 501 室。"
    assert [hit.text for hit in detectors.find_hits(text)] == ["１４２\u3000０００1-二三四五", "３号楼 2 单元 501 室"]


NUMBER = "14200012345"
EVERYWHERE = {
    "summary": ({"home.yml:summary": NUMBER}, "home.yml:summary"),
    "service": ({"home.yml:services[0].description": f"打{NUMBER}"}, "home.yml:services[0].description"),
    "schedule": ({"home.yml:services[0].schedule": f"打{NUMBER}约"}, "home.yml:services[0].schedule"),
    "transit": ({"home.yml:office.transit": f"打{NUMBER}"}, "home.yml:office.transit"),
    "notice": ({"home.yml:office.notice": {"text": f"打{NUMBER}"}}, "home.yml:office.notice"),
    "alt": ({"home.yml:photos[0].alt": NUMBER}, "home.yml:photos[0].alt"),
    "caption": ({"home.yml:photos[0].caption": NUMBER}, "home.yml:photos[0].caption"),
    "credit": ({"home.yml:photos[0].credit": NUMBER}, "home.yml:photos[0].credit"),
    "list": ({"home.yml:facilities.equipment": ["投影", "142", "0001", "2345"]}, "home.yml:facilities.equipment"),
    "list as one text": ({"home.yml:facilities.equipment": "投影、142、0001、2345"}, "home.yml:facilities.equipment"),
    "photo's name": ({"home.yml:photos[0].file": f"{NUMBER}.jpg", f"photos/{NUMBER}.jpg": JPEG}, "home.yml:photos[0]"),
    "director's post": ({"home.yml:staff.director.title": f"主席 {NUMBER}"}, "home.yml:staff.director.title"),
    "former identity": ({"home.yml:formerly": [f"chaoyang/h-{NUMBER}"]}, "home.yml:formerly[0]"),
    "family's id": ({"families.yml:[0].id": f"zhang-{NUMBER}"}, "families.yml:[0]"),
    "family's photo": ({"families.yml:[0].photo": {"file": f"{NUMBER}.jpg", "alt": "全家", "credit": "妇联"}}, "families.yml:[0].photo"),
    "regulation": ({"regulations.yml:[0].additions": f"有事打{NUMBER}"}, "regulations.yml:[0].additions"),
    "regulation's name": ({f"regulations/{NUMBER}.md": {"title": "借阅", "body": "一人一本。"}}, f"regulations/{NUMBER}.md"),
    "activity's name": ({f"activities/2026-11-01-{NUMBER}.md": {"title": "议事", "date": "2026-11-01", "body": "谈。"}},
                        f"activities/2026-11-01-{NUMBER}.md"),
    "mention": ({"brand.md:featured_in": [{"title": "报道", "url": f"https://example.org/{NUMBER}"}]}, "brand.md:featured_in[0].url"),
    "result": ({"brand.md:results": [{"label": "电话", "value": NUMBER}]}, "brand.md:results[0]"),
    "link": ({"brand.md:body": f"[打电话](tel:+86-{NUMBER})"}, "brand.md:body"),
    "title of a link": ({"brand.md:body": f'[打电话](https://example.org/ "{NUMBER}")'}, "brand.md:body"),
    "code": ({"brand.md:body": f"```\n{NUMBER}\n```"}, "brand.md:body"),
    "address in brackets": ({"brand.md:body": f"<tel:{NUMBER}>"}, "brand.md:body"),
    "tag in text": ({"brand.md:body": f'<a href="tel:{NUMBER}">打电话</a>'}, "brand.md:body"),
    "alt after an entity": ({"brand.md:body": f"&amp; ![{NUMBER[:4]}*{NUMBER[4:]}*](front.jpg)"}, "brand.md:body"),
    "alt in text": ({"brand.md:body": f"![{NUMBER}](front.jpg)"}, "brand.md:body"),
}  # fmt: skip


@pytest.mark.parametrize(("edits", "hidden"), EVERYWHERE.values(), ids=EVERYWHERE)
def test_every_place_that_is_shown_is_looked_at(tmp_path, edits, hidden):
    content = build(tmp_path, edits)
    inspection = inspect(home_of(content), content, ON)
    assert hidden in inspection.redacted
    told = [finding for finding in inspection.findings if finding.rule == "house.mobile"]
    assert len(told) == 1 and NUMBER not in str(told[0]).replace(f"{NUMBER}.", "") and told[0].severity == "error"


def test_the_mobile_field_holds_a_mobile_number_and_nothing_else_private(tmp_path):
    for number, hidden in (
        ("14200012345", False),
        ("14200012345、14200012346", False),
        ("11010519491231002X", True),
        ("3号楼2单元501室", True),
    ):
        content = build(tmp_path / number, {"home.yml:office.mobile": {"number": number, "consent": "C-1"}})
        assert ("home.yml:office.mobile" in inspect(home_of(content), content, ON).redacted) is hidden


def test_a_folder_named_by_a_number_leaves_its_home_out(tmp_path):
    from generator.content.intake import take_snapshot

    build(
        tmp_path,
        {f"homes/chaoyang/h-{NUMBER}/home.yml": {"name": "某妇女之家", "kind": "community", "street": "maizidian"}},
    )
    snapshot = take_snapshot(tmp_path)
    left_out = [
        finding for identity in snapshot.homes for finding in forbidden_files(identity, snapshot.of_home(identity))
    ]
    assert [(finding.rule, finding.home) for finding in left_out] == [("house.mobile", f"chaoyang/h-{NUMBER}")]


def test_a_home_cannot_clear_itself(tmp_path):
    """Reviews count only where the federation keeps them; whatever a home writes about them is nothing."""
    review = {"home": "chaoyang/zaoying-beili", "path": "brand.md", "rule": "house.mobile", "text": NUMBER, "reason": "可以",
              "by_role": "自己", "on": "2026-06-01"}  # fmt: skip
    for where in ("reviews.yml", "reviews/chaoyang.yml", "home.yml:reviews", "consents.yml:[0].reviews"):
        content = build(
            tmp_path / where.replace("/", "-").replace(":", "-"),
            {"brand.md:body": f"打{NUMBER}", f"homes/chaoyang/zaoying-beili/{where}": [review]},
        )
        home = home_of(content)
        assert "brand.md:body" in inspect(home, content, ON).redacted, where
    content = build(tmp_path / "cleared", {"brand.md:body": f"打{NUMBER}", "reviews/chaoyang.yml": [review]})
    assert "brand.md:body" not in inspect(home_of(content), content, ON).redacted
