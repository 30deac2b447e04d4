"""What is copied from a page, pasted into an editor without our policy, as that of WeChat is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.documents.formats import STYLES
from tests import test_packs
from tests.test_packs import FEATURE, HOME


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    folder = test_packs.write(tmp_path_factory.mktemp("take") / "content")
    test_packs.build(folder, folder.root.parent / "site")
    return folder.root.parent / "site"


@pytest.mark.parametrize("way", ["http", "file"])
@pytest.mark.parametrize("address", [FEATURE, f"homes/{HOME}/brand/", f"homes/{HOME}/"])
def test_what_is_pasted_is_what_was_copied(site, served, open_page, way, address):
    page = open_page(390)
    root = served(site) if way == "http" else f"{site.as_uri()}/"
    page.goto(f"{root}{address}index.html")
    page.get_by_role("button", name="复制到公众号").click()
    page.get_by_text("复制好了").wait_for()
    editor = page.context.new_page()
    editor.set_content('<p contenteditable="true" id="editor"></p>')
    editor.locator("#editor").focus()
    editor.keyboard.press("Control+V")
    html = editor.locator("#editor").inner_html()
    assert set(re.findall(r"<([a-z]+[0-9]?)", html)) <= {*STYLES, "br"}
    assert not re.search(r"class=|\bid=|<div|https?://(?!example\.org/sub/)|webp|src=", html)
    assert "font-size: 16px" in html or "font-size:16px" in html
    assert "【图 1：captionfree（creditfree 摄）】" in html
    assert "captionseen" not in html
    page.bring_to_front()
    page.get_by_role("button", name="复制文字").click()
    page.get_by_text("文字复制好了").wait_for()
    editor.bring_to_front()
    editor.set_content('<textarea id="editor"></textarea>')
    editor.locator("#editor").focus()
    editor.keyboard.press("Control+V")
    text = editor.locator("#editor").input_value()
    assert "【图 1：captionfree（creditfree 摄）】" in text
    assert "<" not in text.replace("周三<一壶>茶", "")
    assert text.count("\n\n") > 3


def test_it_is_quiet_without_scripts_and_on_paper(site, served, open_page):
    page = open_page(360, java_script_enabled=False)
    page.goto(f"{served(site)}{FEATURE}index.html")
    assert page.locator("#take").get_by_role("link").count() == 2
    assert page.locator("#take").get_by_role("button").count() == 0
    page.emulate_media(media="print")
    assert not page.locator("#take").is_visible()
