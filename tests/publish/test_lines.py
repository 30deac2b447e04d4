"""Line by line, the look finds what it finds in a page as a whole: in every surrounding, at every seam, however often a
line came before.
"""

from __future__ import annotations

import random

import pytest

from generator.publish import checks, lines, privacy, uses
from tests.hostile.corpus import AROUND, STRINGS

PATH = "homes/x/y/index.html"
NUMBER = "14200012345"
FRAME = """<!doctype html>
<html lang="zh-Hans-CN">
<meta name="description" content="妇女之家，电话 010-0000 1234">
<link rel="stylesheet" href="../../../assets/site.css">
<script src="../../../assets/site.js" defer></script>
<script type="application/ld+json">{"telephone": "010-0000 1234", "a": 1}</script>
<p>2026 年 11 月 25 日，<b>一</b>到<b>三</b>点
到三楼，找 <a class="tel" href="tel:01000001234">010-0000 1234</a></p>
<a href="https://example.org/?q=%E4%B8%80&amp;to=116.3974,39.9087">地图</a>

<ul class="lines">
<li><a href="../../../homes/x/z/">隔壁</a><span>1.2 公里</span></li>
<li><svg class="icon"><use href="../../../assets/icons.svg#pin"/></svg></li>
</ul>
<img src="photo.webp" alt="教室" loading="lazy">
<p>请打
</p>
</html>
"""
PIECES = (
    "<script>x()</script>", "<script>", "</script>", "<script\nsrc='x.js'>", '<script type="application/json">{"a": "1 < 2"}</script>', "<script-x>", "<style>", "</style>",
    "<style>142</style>", '<p onclick="x">', '<p onclick=\n"x">', '<img src="none.webp">', '<a href="../../../../">', '<a href="/x">', '<a href="%2e%2e/x">', '<a\nhref="none/">',
    "<!--", "-->", "<!-- x -->", '<p title="a', '">', "'", '"', "<", ">", '="', '="142', "<p", "<b>", "</b>", "<br>", "<br/>", "<wbr>", "</p>", "<textarea>", "<x-y>",
    "\n", "\r\n", "\x0b", "\u2028", " ", "。", "O", "&", "&#", "&#49;", "&#x31;", "&nbsp;", "&lt;", "&lt;b&gt;", "&lt;b>", "&amp;#49;", "%31", "tel:",
    NUMBER, "142 0001 2345", "142\n0001\n2345", "142<br>0001<br>2345", "<strong>142</strong>00012345", "142<b>\n</b>0001\n\n2345", "一四二〇〇〇一二三四五", "１４２０００１２３４５",
    "1\u200b4200012345", "142", "0001", "2345", "142<style>a\nb</style>00012345", "142<!-- x -->00012345", '<meta content="142', "<title>142",
    '<a href="tel:142%300012345">', '<a href="https://x.cn/%31%34%3200012345">', '<a href="https://x.cn/%26%2349;4200012345">', '<a href="javascript:x">',
)  # fmt: skip
"""What breaks a page, hides a number, or goes on in the next line."""


def differs(text: str) -> bool:
    """Three times: as a line is met first, met again, and known."""
    whole = lines.from_uses(uses.scan_markup(text))
    private = set(privacy.private_numbers(PATH, text, ()))
    for _ in range(3):
        found = lines.scan_page(text.encode())
        if (found.addresses, found.wrong) != (whole.addresses, whole.wrong) or (private and not found.may_hold_number):
            return True
    return False


def test_nothing_is_found_in_the_frame():
    assert checks.examine(PATH, FRAME.encode())[0] == set()
    assert not lines.scan_page(FRAME.encode()).may_hold_number


def test_every_string_in_every_surrounding():
    texts = [f"<p>前面\n{around.replace('{}', text)}\n<p>后面</p>" for around in AROUND for text in STRINGS]
    assert len(texts) > 15_000
    assert [text for text in texts if differs(text)] == []


@pytest.mark.parametrize("seed", range(3))
def test_broken_pages(seed: int):
    chance = random.Random(seed)
    for _ in range(600):
        text = FRAME
        for _ in range(chance.choice((1, 2, 3, 5, 8))):
            at = chance.randrange(len(text) + 1)
            at = chance.choice((at, text.find("\n", at), text.find("\n", at) + 1, text.find(">", at) + 1)) % (
                len(text) + 1
            )
            text = text[:at] + "".join(chance.choices(PIECES, k=chance.choice((1, 1, 2, 3)))) + text[at:]
        assert not differs(text), text


def test_a_line_that_is_no_utf8_is_told(tmp_path):
    data = FRAME.encode().replace("隔壁".encode(), "隔壁".encode("gb18030"))
    assert [rule for rule, _ in checks.examine(PATH, data)[0]] == ["publish.encoding"]


def test_what_was_examined_says_where_it_leads():
    problems, targets = checks.examine(PATH, FRAME.replace("loading", "onload='x' data-a").encode())
    assert [rule for rule, _ in problems] == ["publish.script"]
    assert targets == {
        "assets/site.css",
        "assets/site.js",
        "assets/icons.svg",
        "homes/x/z/index.html",
        "homes/x/y/photo.webp",
    }
