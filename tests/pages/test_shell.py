"""The shell: cut once for each depth, filled for each page, and told when the theme lost a place."""

import pytest

from generator.pages.page import DESCRIPTION, HEAD, MAIN, TITLE, Page, Shell, ShellBroken

FRAME = f"<title>{TITLE}</title><meta content='{DESCRIPTION}'>{HEAD}<a href='ROOT'>首页</a>{MAIN}<p>{TITLE}</p>"


def shell() -> Shell:
    return Shell.cut({depth: FRAME.replace("ROOT", "../" * depth or "./") for depth in range(4)})


def test_a_filled_shell_is_the_frame_with_every_slot_replaced():
    for depth in range(4):
        page = shell().fill(depth, "标题", "说明", "<link>", "<h1>正文</h1>")
        expected = FRAME.replace("ROOT", "../" * depth or "./")
        for slot, value in ((TITLE, "标题"), (DESCRIPTION, "说明"), (HEAD, "<link>"), (MAIN, "<h1>正文</h1>")):
            expected = expected.replace(slot, value)
        assert page == expected


def test_title_and_description_are_escaped():
    page = shell().fill(0, "<script>1</script>", "'\"><img>", "", "")
    assert "<script>" not in page and "<img>" not in page
    assert "&lt;script&gt;" in page and "&#x27;&quot;&gt;&lt;img&gt;" in page


def test_a_value_that_looks_like_a_slot_stays_text():
    page = shell().fill(0, MAIN, HEAD, TITLE, DESCRIPTION)
    assert page == FRAME.replace("ROOT", "./").replace(TITLE, "\0").replace(DESCRIPTION, "\1").replace(
        HEAD, TITLE
    ).replace(MAIN, DESCRIPTION).replace("\0", MAIN).replace("\1", HEAD)


@pytest.mark.parametrize("slot", [TITLE, DESCRIPTION, HEAD, MAIN])
def test_a_frame_without_a_slot_is_refused_by_name(slot):
    with pytest.raises(ShellBroken, match=slot):
        Shell.cut({0: FRAME.replace(slot, "")})


@pytest.mark.parametrize("address,depth", [("", 0), ("about/", 1), ("a/b/c/", 3)])
def test_a_page_knows_its_depth_and_file(address, depth):
    page = Page(address, "t", "d", "x.html")
    assert (page.depth, page.file) == (depth, f"{address}index.html")


def test_a_pages_title_is_text(folder, pages):
    folder.write("pages/index.md", "# 首页\n")
    folder.write("pages/about.md", "---\ntitle: <img src=x onerror=y>关于<b>我们\n---\n没有大标题的一页。\n")
    about = pages(folder)["about/index.html"]
    assert ("h1", {}) in about.elements and "关于我们" in "".join(about.text)
    assert not any("onerror" in attributes or attributes.get("src") == "x" for _, attributes in about.elements)
