"""Text as it comes out of a word processor: shown as it was meant, and no word lost."""

import re

import pytest

from generator.content.markdown import blocks, plain_text, render

AS_MEANT = {
    "indents": ("\u3000\u3000第一段。\n\u3000\u3000第二段。", ["<p>第一段。</p>", "<p>第二段。</p>"]),
    "indents of fixed blanks": ("\u00a0\u00a0\u00a0\u00a0第一段。\n\u00a0\u00a0第二段。", ["<p>第一段。</p>", "<p>第二段。</p>"]),
    "indents of four blanks": ("    第一段。\n\n    第二段。", ["<p>第一段。</p>", "<p>第二段。</p>"]),
    "an indent of a tab": ("\t第一段。\n\n\t第二段。", ["<p>第一段。</p>", "<p>第二段。</p>"]),
    "numbers in brackets": ("（一）先来。\n（二）后来。", ["<p>（一）先来。</p>", "<p>（二）后来。</p>"]),
    "numbers with a point": ("做了三件事：\n1.先来。\n2.后来。", ["<p>做了三件事：</p>", "<p>1.先来。</p>", "<p>2.后来。</p>"]),
    "numbers with a wide point": ("1．先来。\n2．后来。", ["<p>1．先来。</p>", "<p>2．后来。</p>"]),
    "numbers half bracketed": ("1）先来。\n2）后来。\n(3)再来。", ["<p>1）先来。</p>", "<p>2）后来。</p>", "<p>(3)再来。</p>"]),
    "numbers in circles": ("①先来。\n②后来。", ["<p>①先来。</p>", "<p>②后来。</p>"]),
    "a list with points": ("三件事：\n1. 先来。\n2. 后来。", ["<p>三件事：</p>", "<ol>", "<li>先来。</li>", "<li>后来。</li>", "</ol>"]),
    "a list with fixed blanks": ("1.\u00a0先来。\n2.\u00a0后来。", ["<ol>", "<li>先来。</li>", "<li>后来。</li>", "</ol>"]),
    "bullets": ("有：\n•\t书\n• 茶\n\uf06c棋", ["<p>有：</p>", "<ul>", "<li>书</li>", "<li>茶</li>", "<li>棋</li>", "</ul>"]),
    "soft hyphens": ("妇\u00ad女之\u200b家", ["<p>妇女之家</p>"]),
    "a fixed blank within": ("10\u00a0公斤", ["<p>10&nbsp;公斤</p>"]),
    "curled quotes": ("“一”和‘二’", ["<p>“一”和‘二’</p>"]),
    "straight quotes": ("\"一\"和'二'", ["<p>\"一\"和'二'</p>"]),
    "numbered headings": ("一、基本情况\n我们村在河边。\n（二）做法\n建了阵地。", ["<p>一、基本情况</p>", "<p>我们村在河边。</p>", "<p>（二）做法</p>", "<p>建了阵地。</p>"]),
    "a note": ("甲[1]\n\n[1]: 引自《妇女之家》", ["<p>甲[1]</p>", "<p>[1]: 引自《妇女之家》</p>"]),
    "a product": ("5*6*7", ["<p>5*6*7</p>"]),
    "a year with a point": ("2026. 3. 8 活动", ["<p>2026. 3. 8 活动</p>"]),
    "a decimal at the start of a line": ("走了\n2.5 公里", ["<p>走了", "2.5 公里</p>"]),
}  # fmt: skip


@pytest.mark.parametrize(("source", "lines"), AS_MEANT.values(), ids=AS_MEANT)
def test_it_is_shown_as_meant(source, lines):
    assert render(source).html.strip().split("\n") == lines
    assert render(source).text == plain_text(source)


TABLE = "时间\t地点\t人数\n周三\t活动室\t12\n周六\t\t8"


def test_a_pasted_table_is_one():
    made = render(f"安排如下：\n{TABLE}\n欢迎来。").html
    assert re.findall("<t[hd]>(.*?)</t[hd]>", made) == ["时间", "地点", "人数", "周三", "活动室", "12", "周六", "", "8"]
    assert made.startswith("<p>安排如下：</p>") and made.strip().endswith("<p>欢迎来。</p>")
    assert '<div class="table" tabindex="0">' in made


def test_its_rows_can_be_taken_out_one_by_one():
    assert {(1, 2), (2, 3)} <= set(blocks(TABLE)) and (0, 3) in blocks(TABLE)


@pytest.mark.parametrize("source", ["时间\t地点", "一\t二\n三", "- 一\n- 二\t三"])
def test_a_tab_alone_makes_no_table(source):
    assert "<table" not in render(source).html
    assert "二" in render(source).text or "地点" in render(source).text


@pytest.mark.parametrize("source", [*(source for source, _ in AS_MEANT.values()), TABLE])
def test_no_word_is_lost(source):
    words = re.findall(r"[\u4e00-\u9fff0-9]+", re.sub("[\u00ad\u200b]", "", source))
    shown = re.sub(r"[\u00ad\u200b]", "", render(source).html)
    assert [word for word in words if word not in shown and not re.search(f"{word}[.．]", source)] == []
