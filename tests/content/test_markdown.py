from itertools import chain, product

import pytest
from markdown_it import MarkdownIt

from generator.content.markdown import clean_page, photo_names, plain_text, render, unusable_links


def test_headings_start_below_the_pages_own():
    assert render("# 一\n\n## 二").html == "<h2>一</h2>\n<h3>二</h3>\n"


def test_tables_scroll_by_themselves():
    made = render("| 年 | 户 |\n|---|---|\n| 2026 | 12 |").html
    assert made.startswith('<div class="table" tabindex="0"><table>')
    assert "<td>12</td>" in made


HOSTILE = {
    "script_tag": "<script>alert(1)</script>",
    "handler_img": '<img src=x onerror="alert(1)">',
    "link_javascript": "[x](javascript:alert(1))",
    "link_data": "[x](data:text/html,<script>alert(1)</script>)",
    "link_entity": "[x](&#106;avascript:alert(1))",
    "autolink_javascript": "<javascript:alert(1)>",
    "iframe_tag": "<iframe src=//evil.example></iframe>",
    "svg_tag": "<svg/onload=alert(1)>",
    "style_attribute": '<p style="position:fixed">x</p>',
    "image_foreign": "![x](https://evil.example/x.png)",
    "reference_link": "[x][1]\n\n[1]: javascript:alert(1)",
}


PLAIN = {
    "paragraphs": "春天来了。\n\n\n“一起来”——2026年3月8日，9:30，A座。",
    "wrapped": "\n一行\n两行\n\n三行 a b\n",
    "nothing": "",
    "digits": "1，一\n2、二",
    "numbers": "一、先\n\n二、后\n12、13 号",
    "signs": "".join(map(chr, range(0x3001, 0x3100))) + "".join(map(chr, range(0xFF01, 0xFF5F))) + "0a%/?;:,·—‘’“”…",
}


@pytest.mark.parametrize("source", PLAIN.values(), ids=PLAIN)
def test_plain_paragraphs_come_out_as_the_parser_has_them(source):
    parsed = f"{source}\n\n<!-- 不是正文 -->"  # a remark shows nothing, and is none of what plain text is made of
    assert render(source) == render(parsed)
    assert plain_text(source) == plain_text(parsed)


BLANK = {
    "indented": "    四个空格",
    "broken": "一行  \n两行",
    "wide": "\u3000\u3000一段",
    "first": "一\n    二",
    "last": "一 \n二",
}


@pytest.mark.parametrize("source", BLANK.values(), ids=BLANK)
def test_blanks_at_the_ends_of_lines_are_read_by_the_parser(source):
    assert render(source) == render(f"{source}\n\n<!-- -->")


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_nothing_active_comes_through(source):
    made = render(source).html
    for word in ("<script", "<img", "<iframe", "<svg", "<style", 'href="javascript', 'href="data', "<p style"):
        assert word not in made


def test_http_links_go_and_https_links_are_marked_outside():
    made = render("[a](http://example.org) [b](https://example.org/) [c](https:example.org)").html
    assert 'href="http:' not in made and 'href="https:e' not in made
    assert '<a href="https://example.org/" class="outside" rel="noopener noreferrer nofollow">b</a>' in made


def test_pictures_are_what_the_illustrator_gives():
    made = render("![门](front.jpg)", lambda name, alt: f'<img src="m/{name}" alt="{alt}">').html
    assert '<img src="m/front.jpg" alt="门">' in made
    assert photo_names("![门](front.jpg) 和 ![院](yard.jpg)") == ("front.jpg", "yard.jpg")


def test_plain_text_has_the_words_and_no_markup():
    assert render("**律师**坐班\n\n- 周三").text.split() == ["律师坐班", "周三"]


@pytest.mark.parametrize(
    "source", ["前<!-- 内部 -->后", "前\n\n<!--\n内部\n\n内部\n-->\n\n后", "前后\n\n<!-- 内部", "前\n<!-- 内部\n-->后"]
)
def test_a_remark_is_not_spelt_out(source):
    shown = render(source)
    assert "内部" not in shown.html + shown.text and shown.text.replace("\n", "").replace(" ", "") == "前后"


def test_what_only_begins_like_a_remark_is_text():
    assert "--><!--" in render("--><!--<img src=x>\n\n- --><!--<img src=x>\n").text


def test_a_hand_written_page_is_cleaned_and_its_outside_links_are_marked():
    made = clean_page(
        '<h1 id="a">题</h1><p onclick="x()" class="note evil">文</p><script>x()</script><a '
        'href="https://example.org/">外</a><a href="../b/">里</a>'
    )
    assert made == (
        '<h1 id="a">题</h1><p class="note">文</p><a class="outside" rel="noopener noreferrer nofollow" '
        'href="https://example.org/">外</a><a href="../b/">里</a>'
    )
    assert (
        clean_page('<img src="a.jpg" alt=""><img src="//example.org/a.jpg" alt="">')
        == '<img src="a.jpg" alt=""><img alt="">'
    )


IDLE = ["mailto", "tel", "tel:", "mailto:", "mailto:a", "tel:abc", "TEL", "https:", "https://", "https:x", "https:///x", "//e.org", "/x", "x.md", "#x", "?x", "sms:1",
        "&#116;el", "http://e.org", "ftp://e.org"]  # fmt: skip


@pytest.mark.parametrize("address", IDLE)
def test_a_link_that_leads_nowhere_is_its_words(address):
    for source in (f"看[**这里**]({address})吧", f"看[**这里**][a]吧\n\n[a]: {address}"):
        assert render(source).html == "<p>看<strong>这里</strong>吧</p>\n"
        assert [line for _, line in unusable_links(f"一\n\n{source}")] == [2]


@pytest.mark.parametrize(
    "address",
    [
        "https://e.org",
        "HTTPS://e.org/a?b#c",
        "mailto:a@e.org",
        "mailto:a@e.org?subject=x",
        "tel:010-0000-1234",
        "tel:+8610,802",
        "<tel:(010) 0000>",
    ],
)
def test_a_whole_address_leads_somewhere(address):
    assert "href=" in render(f"看[这里]({address})吧").html and not list(unusable_links(f"[x]({address})"))


def test_what_is_no_link_to_the_parser_is_text():
    """CommonMark's own reading of these."""
    for source in ("[x](javascript:alert(1))", "[x](data:text/html,x)"):
        assert "<a" not in render(source).html and not list(unusable_links(source))


EMPHASISED = (
    "〔“粗”〕后面", "〔粗。〕接着", "〔粗！〕then", "前面〔“粗”〕", "前面〔（粗）〕后", "看〔《书》〕里", "他说〔“好”〕，她说〔“行”〕。", "〔甲：〕乙；〔丙：〕丁",
    "（〔粗〕）后", "“〔粗〕”", "a〔“粗”〕b", "〔100%〕的人", "后面〔(half)〕后", "〔bold.〕后面", "〔粗——〕后", "〔粗……〕后", "〔·粗·〕后", "〔5℃〕以上", "〔粗〕，〔细〕。",
)  # fmt: skip


@pytest.mark.parametrize("source", EMPHASISED)
@pytest.mark.parametrize(("mark", "tag"), [("**", "strong"), ("*", "em")])
def test_emphasis_beside_chinese_punctuation(source, mark, tag):
    made = render(source.replace("〔", mark).replace("〕", mark)).html
    assert made.strip() == f"<p>{source.replace('〔', f'<{tag}>').replace('〕', f'</{tag}>')}</p>"


def test_emphasis_within_emphasis_beside_chinese_punctuation():
    assert render("***“粗斜”***后").html == "<p><em><strong>“粗斜”</strong></em>后</p>\n"
    assert render("**粗。*斜。*接**着").html == "<p><strong>粗。<em>斜。</em>接</strong>着</p>\n"


def test_emphasis_without_chinese_is_commonmarks_own():
    stock = MarkdownIt("commonmark", {"html": False}).enable("table")
    for source in map(
        "".join,
        chain(
            product("a*_ .", repeat=5),
            product(("a", "**", "(", ")", "_", " "), repeat=4),
            product(("a", "*", '"', "***"), repeat=5),
        ),
    ):
        made = stock.render(source)
        if made.startswith("<p>"):  # lists and rules come out the same, but for headings' depth
            assert render(source).html.replace('"', "&quot;") == made


LINES = {
    "一行\n两行\n三行": ["一行两行三行"],
    "**粗**\n接着": ["粗接着"],
    "甲，\n乙": ["甲，乙"],
    "共有\n12 户 and\nmore": ["共有 12 户 and more"],
    "　　第一段\n　　第二段\n接着": ["第一段", "第二段接着"],
    "前言：\n一、甲\n二、乙\n十二、丙": ["前言：", "一、甲", "二、乙", "十二、丙"],
    "前言：\n（一）甲\n接着\n（二）**乙**": ["前言：", "（一）甲接着", "（二）乙"],
    "前言：\n　　一、甲\n　　（二）乙": ["前言：", "一、甲", "（二）乙"],
    "如下：\n1、甲\n（2）乙": ["如下：", "1、甲", "（2）乙"],
    "> 一、甲\n> 二、乙": ["一、甲", "二、乙"],
    "在第\n一、二层，\n12、13 号": ["在第一、二层， 12、13 号"],
}


@pytest.mark.parametrize("source", LINES)
def test_lines_are_joined_and_paragraphs_begin_as_people_type_them(source):
    made = render(source)
    assert made.text.split("\n") == LINES[source] == plain_text(source).split("\n")
    assert made.html.count("<p>") == len(LINES[source])
    assert "\u3000" not in made.html


def test_a_hand_written_pages_lines_are_joined_too():
    page = clean_page("<p>一行\n两行\nthree</p><pre>一\n二</pre>")
    assert page == '<p>一行两行\nthree</p><pre tabindex="0">一\n二</pre>'
