"""The press desk, opened as a file: what others are asked to delete is copied as plain text."""

from __future__ import annotations

from generator.office.press.page import message
from tests.office.test_press_desk import city, told  # noqa: F401

SLIP = ".copy button"


def test_the_text_is_copied_as_it_stands(told, open_page, tmp_path):  # noqa: F811
    (tmp_path / "index.html").write_text(told.page)
    for width in (360, 1440):
        page = open_page(width)
        errors: list[str] = []
        page.on("console", lambda one, errors=errors: errors.append(one.text) if one.type == "error" else None)
        page.goto((tmp_path / "index.html").as_uri())
        page.locator(SLIP).first.click()
        page.get_by_text("复制好了").wait_for()
        assert page.locator(SLIP).first.bounding_box()["height"] >= 44
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        editor = page.context.new_page()
        editor.set_content('<textarea id="editor"></textarea>')
        editor.locator("#editor").focus()
        editor.keyboard.press("Control+V")
        assert editor.locator("#editor").input_value() == message(told.desk, told.desk.removals[0])
        assert not errors


def test_without_scripts_there_is_no_button(told, open_page, tmp_path):  # noqa: F811
    (tmp_path / "index.html").write_text(told.page)
    page = open_page(360, java_script_enabled=False)
    page.goto((tmp_path / "index.html").as_uri())
    assert (
        not page.locator(SLIP).first.is_visible() and "请删除以下已发内容：" in page.locator("pre").first.inner_text()
    )
