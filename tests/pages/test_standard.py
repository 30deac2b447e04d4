"""The standard's pages say what the policy says, no more and no less: set phrases, annexes by name, reasons, today's
words.
"""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.model.city import default_standard
from generator.model.wording import Wording
from generator.standard.rule import Advice
from generator.standard.rules import all_rules
from tests.conftest import Folder
from tests.pages.conftest import Reading

RULES = tuple(rule for rule in all_rules(default_standard()) if rule.applies)

REGULATIONS = """- {regulation: management, adopted: 2025-01-10}
- {regulation: rights, adopted: 2025-03-08, additions: 周三下午有律师。}
- {regulation: family}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> dict[str, str]:
    """Page → its text, white space left out."""
    folder = Folder(tmp_path_factory.mktemp("standard") / "content")
    folder.write(
        "city.yml",
        "name: 北京市\nfederation: 北京市妇女联合会\npolicy: {title: 关于加强基层“妇女之家”规范化建设的意见, "
        "status: 待确认}\n",
    )
    folder.home("regulations.yml", REGULATIONS)
    out = folder.root.parent / "site"
    result = CliRunner().invoke(
        main,
        ["build", "--content", str(folder.root), "--site", str(out), "--as-of", "2026-11-23"],
        catch_exceptions=False,
    )
    assert result.exit_code == 0, result.output
    return {
        path.relative_to(out).as_posix(): re.sub(r"\s", "", "".join(Reading(path.read_text()).text))
        for path in sorted(out.rglob("*.html"))
    }


def _page(rule: str) -> str:
    return f"standard/{rule.replace('.', '-')}/index.html"


@pytest.mark.parametrize("phrase", ["党建带妇建", "建家、管家、用家相结合", "家庭、家教、家风", "立德树人"])
def test_set_phrases_stand_word_for_word(site, phrase):
    assert phrase in site["standard/index.html"]


@pytest.mark.parametrize("heading", ["为什么建一、重要意义", "照什么原则建二、基本原则", "各级妇联一起做五、相关要求"])
def test_chapters_without_rules_are_there_too(site, heading):
    assert heading in site["standard/index.html"]


@pytest.mark.parametrize(
    ("words", "clause"),
    [
        ("每位妇女代表联系10名以上妇女。", "附件1二2"), ("“最美家庭”光荣榜、宣传栏、推荐箱三样都有。", "附件1六1"),
        ("六项制度齐全、上墙，用好信息管理系统。", "四（二）5（2），附件1"), ("标识醒目，屋里挂“妇女之家”牌子，妇联徽和工作制度上墙。服务用的设施必要、齐整，经常在用。", "四（二）4"),
    ],
)  # fmt: skip
def test_what_an_annex_asks_names_the_annex(site, words, clause):
    assert words + clause in site["standard/index.html"]


def test_what_the_site_asks_is_called_its_own(site):
    own = "本站的规矩："
    assert own + "台账里有个人信息，只存在妇女之家，从不上网。" in site["standard/index.html"]
    assert own + "联系册只在妇女之家保存，不上网。" in site["standard/regulations/liaison/index.html"]
    page = site[_page("recognition.known-home")]
    assert "必须做到" not in page and "出自本站自己的规则，文件里没有这一条" in page and "规范化建设的意见" not in page
    assert "每人每年不低于" not in site["standard/index.html"]  # the text gives no year


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rules_page_says_what_it_is(site, rule):
    page = site[_page(rule.id)]
    assert ("为什么是建议" in page) == ("建议，不影响达标" in page) == bool(rule.advice)
    assert [reason for reason in Advice if Wording(default_standard())(reason.label) in page] == (
        [rule.advice] if rule.advice else []
    )
    assert ("文件里没有给，是本站为了好核对而定的" in page) == bool(rule.site_choices)
    said = page[page.index("为什么是建议" if rule.advice else "看哪里") : page.index("编号")]
    names = r"homesnew|(recognition|activities)/|2026-11-20-dongji-jiankang|[a-z]*\.(yml|md)"  # of files and a command
    assert not re.search("[A-Za-z_]{2,}", re.sub(names, "", said)), said


def test_the_clause_about_publicity_leads_to_what_was_written(site):
    assert (
        "五2加强宣传，营造氛围是对各级妇联的工作要求，不由一个妇女之家的文件夹反映好做法" in site["standard/index.html"]
    )


def test_later_laws_are_named_and_not_ascribed_to_the_policy(site):
    page = site["standard/later-laws/index.html"]
    for law, day in (
        ("民法典", "2021年1月1日"),
        ("妇女权益保障法（2022年修订）", "2023年1月1日"),
        ("家庭教育促进法", "2022年1月1日"),
    ):
        assert law in page and day in page
    assert "这一页由本站整理，不是文件里的内容" in page


def test_a_home_shows_when_it_adopted_its_regulations(site):
    page = site["homes/chaoyang/zaoying-beili/index.html"]
    assert "日常管理制度2025年1月10日通过" in page and "维权保障服务制度2025年3月8日通过" in page
    assert "家庭建设制度" in page and page.count("日通过") == 2


def test_todays_words_everywhere(site):
    assert {word: [path for path, text in site.items() if word in text] for word in ("扶贫", "贫困", "tolerance", "待确认")} == {
        "扶贫": [], "贫困": [], "tolerance": [], "待确认": [],
    }  # fmt: skip
    assert "帮困助残" in site["standard/index.html"] and "单亲母亲和困难妇女" in site["standard/index.html"]


def test_the_old_marriage_law_is_always_said_to_be_replaced(site):
    named = [path for path, text in site.items() if "婚姻法" in text]
    assert len(named) >= 2 and all("民法典" in site[path] for path in named)


def test_one_review_in_the_year_after(site):
    assert (
        "第二年由区妇联重新认定" in site["demonstration/index.html"]
        and "一年一评" not in site["demonstration/index.html"]
    )
    assert "示范作用不够突出、特色不够鲜明的摘牌，末位淘汰，依次递补" in site["demonstration/index.html"]
