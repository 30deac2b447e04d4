import pytest

from generator.content.markdown import clean_page, idle_links, photo_names, render, words


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
    "signs": "".join(map(chr, range(0x3001, 0x3100))) + "".join(map(chr, range(0xFF01, 0xFF5F))) + "0a%/?;:,·—‘’“”…",
}


@pytest.mark.parametrize("source", PLAIN.values(), ids=PLAIN)
def test_plain_paragraphs_come_out_as_the_parser_has_them(source):
    parsed = f"{source}\n\n<!-- 不是正文 -->"  # a remark shows nothing, and is none of what plain text is made of
    assert render(source) == render(parsed)
    assert words(source) == words(parsed)


BLANK = {"indented": "    四个空格", "broken": "一行  \n两行", "wide": "\u3000\u3000一段", "first": "一\n    二", "last": "一 \n二"}


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


@pytest.mark.parametrize("source", ["前<!-- 内部 -->后", "前\n\n<!--\n内部\n\n内部\n-->\n\n后", "前后\n\n<!-- 内部", "前\n<!-- 内部\n-->后"])
def test_a_remark_is_not_spelt_out(source):
    shown = render(source)
    assert "内部" not in shown.html + shown.text and shown.text.replace("\n", "").replace(" ", "") == "前后"


def test_what_only_begins_like_a_remark_is_text():
    assert "--><!--" in render("--><!--<img src=x>\n\n- --><!--<img src=x>\n").text


def test_a_hand_written_page_is_cleaned_and_its_outside_links_are_marked():
    made = clean_page('<h1 id="a">题</h1><p onclick="x()" class="note evil">文</p><script>x()</script><a href="https://example.org/">外</a><a href="../b/">里</a>')
    assert made == (
        '<h1 id="a">题</h1><p class="note">文</p><a class="outside" rel="noopener noreferrer nofollow" href="https://example.org/">外</a><a href="../b/">里</a>'
    )
    assert clean_page('<img src="a.jpg" alt=""><img src="//example.org/a.jpg" alt="">') == '<img src="a.jpg" alt=""><img alt="">'


IDLE = ["mailto", "tel", "tel:", "mailto:", "mailto:a", "tel:abc", "TEL", "https:", "https://", "https:x", "https:///x", "//e.org", "/x", "x.md", "#x", "?x", "sms:1",
        "&#116;el", "http://e.org", "ftp://e.org"]  # fmt: skip


@pytest.mark.parametrize("address", IDLE)
def test_a_link_that_leads_nowhere_is_its_words(address):
    for source in (f"看[**这里**]({address})吧", f"看[**这里**][a]吧\n\n[a]: {address}"):
        assert render(source).html == "<p>看<strong>这里</strong>吧</p>\n"
        assert [line for _, line in idle_links(f"一\n\n{source}")] == [2]


@pytest.mark.parametrize("address", ["https://e.org", "HTTPS://e.org/a?b#c", "mailto:a@e.org", "mailto:a@e.org?subject=x", "tel:010-0000-1234", "tel:+8610,802", "<tel:(010) 0000>"])
def test_a_whole_address_leads_somewhere(address):
    assert "href=" in render(f"看[这里]({address})吧").html and not list(idle_links(f"[x]({address})"))


def test_what_is_no_link_to_the_parser_is_text():
    """CommonMark's own reading of these."""
    for source in ("[x](javascript:alert(1))", "[x](data:text/html,x)"):
        assert "<a" not in render(source).html and not list(idle_links(source))
