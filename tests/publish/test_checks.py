"""The look at what was written, on broken pages each way."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from generator.diagnostics import Severity
from generator.publish import CHECKSUMS, checks, uses
from generator.store import ReleaseBasis, State, checksums
from generator.workers import Workers

PAGE = "homes/x/index.html"


def problems(root: Path, text: str | bytes, path: str = PAGE, base: str = "/") -> list[str]:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    published = {"index.html", "homes/x/photo.webp", "a.css", "a.js", "i.svg", "名.html", "search/index.html", path}
    findings = checks.validate(root, [path], published, base)
    assert all(f.severity is Severity.ERROR and f.remedy and f.place.path == path for f in findings)
    return [f.rule for f in findings]


@pytest.mark.parametrize(
    "text",
    [
        '<!doctype html><html lang="zh"><link rel="stylesheet" href="../../a.css">',
        '<a href="../..">首页</a><a href="../../">首页</a><a href="./">这里</a><a href=".">这里</a><a '
        'href="#main">下面</a>',
        '<a href="../../search/?q=%E5%90%8D#top">找</a><a href="?page=2">下一页</a><a '
        'href="../../%E5%90%8D.html">名</a>',
        '<a href="https://example.com/">外站</a><a href="tel:01000000001">打电话</a><a '
        'href="mailto:a@example.com">信</a>',
        '<img src="photo.webp" srcset="photo.webp 480w,photo.webp 960w, photo.webp 1x" alt="a > b < c">',
        "<img src='photo.webp' alt=''><img src=photo.webp><!-- <img src=none.webp onclick=x> -->",
        '<img src="data:image/png;base64,AAAA"><svg><use href="../../i.svg#phone"/><use href="#own"/></svg>',
        '<script type="application/ld+json">{"url": "https://example.com/", "a": "1 < 2"}</script>',
        '<script type="application/json">[]</script><script src="../../a.js"></script>',
        '<link rel="canonical" href="https://example.com/x/"><form action="../../search/"><button>找</button></form>',
        '<meta http-equiv="refresh" content="0; url=../../search/"><p>javascript: 是什么</p><p title="once upon">',
        "<p>三 < 四 且 五 > 四</p>",
    ],
)
def test_good_pages_pass(tmp_path: Path, text: str):
    assert problems(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('<a href="../y/">没有</a>', "publish.link"),
        ('<a href="../../search">没有斜线</a>', "publish.link"),
        ('<a href="../../../">站外</a>', "publish.link"),
        ('<img src="none.webp">', "publish.link"),
        ("<img src=none.webp>", "publish.link"),
        ("<img src='none.webp'>", "publish.link"),
        ('<img alt="a > b" src="none.webp">', "publish.link"),
        ('<IMG SRC="none.webp">', "publish.link"),
        ('<img src="photo.webp" srcset="photo.webp 1x,none.webp 2x">', "publish.link"),
        ('<input type="image" src="none.jpg">', "publish.link"),
        ('<form action="../../send/"></form>', "publish.link"),
        ('<link rel="stylesheet" href="../../none.css">', "publish.link"),
        ("<style>a { color: red }</style>", "publish.shape"),
        ('<p style="color: red">', "publish.style"),
        ('<meta http-equiv="refresh" content="0; url=../../none/">', "publish.link"),
        ('<a href="/">会断</a>', "publish.shape"),
        ('<base href="../../">', "publish.shape"),
        ('<p srcdoc="<p>">', "publish.shape"),
        ('<iframe src="./"></iframe>', "publish.shape"),
        ('<object data="photo.webp"></object>', "publish.shape"),
        ('<embed src="photo.webp">', "publish.shape"),
        ('<meta http-equiv="set-cookie" content="a=b">', "publish.shape"),
        ("<svg><foreignObject><p>x</p></foreignObject></svg>", "publish.shape"),
        ('<svg><a><animate attributeName="href" values="x"/></a></svg>', "publish.shape"),
        ("<math></math>", "publish.shape"),
        ("<template><p>x</p></template>", "publish.shape"),
        ("<x-card>x</x-card>", "publish.shape"),
        ('<a href="http://example.com/">不安全</a>', "publish.shape"),
        ('<a href="//example.com/">不安全</a>', "publish.shape"),
        ('<a href="https:example.com">没写完</a>', "publish.shape"),
        ('<a href="weixin://dl/x">别的程序</a>', "publish.shape"),
        ("<!--><p>x</p>-->", "publish.shape"),
        ("<!-- --!><p>x</p>-->", "publish.shape"),
        ("<![CDATA[><p>x</p>]]>", "publish.shape"),
        ('<a href="data:text/html,x">', "publish.shape"),
        ("<script>alert(1)</script>", "publish.script"),
        ("<SCRIPT>alert(1)</SCRIPT>", "publish.script"),
        ("<script>alert(1)", "publish.script"),
        ('<script type="module">import "./a.js"</script>', "publish.script"),
        ('<script type="text/javascript">if (a < b) c()</script>', "publish.script"),
        ('<p onclick="x()">', "publish.script"),
        ("<p ONCLICK=x()>", "publish.script"),
        ("<svg onload='x()'></svg>", "publish.script"),
        ('<a href="javascript:x()">', "publish.script"),
        ('<a href=" java&#10;script:x()">', "publish.script"),
        ('<form action="JavaScript:x()">', "publish.script"),
        ('<text data-to="javascript:x()"/>', "publish.script"),
        ('<img src="https://example.com/a.png">', "publish.foreign"),
        ('<img src="//example.com/a.png">', "publish.foreign"),
        ('<script src="https://example.com/a.js"></script>', "publish.foreign"),
        ('<link rel="preconnect" href="https://example.com">', "publish.foreign"),
        ('<form action="https://example.com/">', "publish.foreign"),
        ('<link rel="preload" href="https://example.com/a.js" as="script">', "publish.foreign"),
        ('<svg><image xlink:href="https://example.com/a.png"/></svg>', "publish.foreign"),
        ('<meta http-equiv="refresh" content="0; url=https://example.com/">', "publish.foreign"),
        ('<meta http-equiv="refresh" content="0;https://example.com/">', "publish.foreign"),
        ('<meta http-equiv="refresh" content="0 https://example.com/">', "publish.foreign"),
    ],
)
def test_each_breach_is_found_either_way(tmp_path: Path, text: str, rule: str):
    assert problems(tmp_path, text) == [rule]
    assert problems(tmp_path, f'<p title="a<b>">{text}') == [rule]  # which only the thorough parser reads
    assert problems(tmp_path, f"<!-- 注 -->{text}") == [rule]


def test_styles_and_drawings_are_read_too(tmp_path: Path):
    assert problems(tmp_path, "a { background: url(i.svg) } b { fill: url(#x) }", "site.css") == []
    assert problems(tmp_path, "a { background: url(none.svg) }", "site.css") == ["publish.link"]
    assert problems(tmp_path, "@font-face { src: url(https://example.com/f) }", "site.css") == ["publish.foreign"]
    assert problems(tmp_path, '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "d.svg") == []
    assert problems(tmp_path, "<svg><script>x()</script></svg>", "d.svg") == ["publish.script"]
    assert problems(tmp_path, '<svg><image xlink:href="https://example.com/"/></svg>', "d.svg") == ["publish.foreign"]


@pytest.mark.parametrize("path", ["a.php", "a.wasm", "a.doc", "README", "a.html.bak", ".env", "a.HTML", "a.yml"])
def test_other_types_are_refused(tmp_path: Path, path: str):
    assert problems(tmp_path, "", path) == ["publish.type"]


@pytest.mark.parametrize("path", ["a.json", "feed.atom", "said.txt", "badge.svg"])
def test_known_types_pass(tmp_path: Path, path: str):
    assert problems(tmp_path, "", path) == []


def test_text_must_be_utf8(tmp_path: Path):
    assert problems(tmp_path, "妇女之家".encode("gb18030")) == ["publish.encoding"]


def test_only_the_lost_page_builds_on_the_sites_path(tmp_path: Path):
    good, bad = '<a href="/women/search/">找</a>', '<a href="/women/none/">无</a>'
    assert problems(tmp_path, good, "404.html", "/women") == []
    assert problems(tmp_path, bad, "404.html", "/women/") == ["publish.link"]
    assert problems(tmp_path, good, "404.html", "/other/") == ["publish.shape"]
    assert problems(tmp_path, '<a href="/search/">找</a>', "404.html") == []


def test_a_slip_of_the_frame_is_told_once(tmp_path: Path):
    for name in "abc":
        (tmp_path / f"{name}.html").write_text('<a href="none.html">')
    names = ["c.html", "a.html", "b.html"]
    with Workers(2) as workers:
        (finding,) = checks.validate(tmp_path, names, names, across=workers.map)
    assert finding.place.path == "a.html" and "none.html" in finding.message and "共 3 个文件" in finding.message


def test_both_readings_agree(tmp_path: Path):
    text = '<!doctype html><img src=c.png><script src="d.js"></script><body class=e onload="f"><p>g</p>'
    thorough = uses._Parser()
    thorough.feed(text)
    thorough.close()
    assert uses._scan_fast(text) == thorough.found != set()


@pytest.mark.parametrize(
    "tag",
    (
        'meta name="description" content="一家，“二”；三 4-5"', 'meta name="Url" content="https://example.com/"', 'meta http-equiv="refresh" content="x/"',
        'meta name="a" content="&#106;avascript&#58;x"', 'li class="past off" data-day="2026-11-25" data-span="540-600"', 'time onclick="2026"', 'li',
        'a href="../../x/"', 'a class="btn btn--main" data-coming href="calendar.ics"', 'a href="//example.com"', 'a href=".//x"', 'a href="x//y"', 'a href=""',
        'a href="x?y#z"', 'a href="#way"', 'a href="&#47;x"', 'a href=" /x"', 'a href="javascript:x"', 'a href="tel:1"', 'a href="x" style="y"', 'a href="x" href="y"',
    ),
)  # fmt: skip
def test_usual_tags_are_read_like_any_other(tag: str):
    thorough = uses._Parser()
    thorough.feed(f"<{tag}>")
    thorough.close()
    assert uses._scan_fast(f"<{tag}>") == thorough.found


def test_checksums_read_as_sha256sum_writes_them(tmp_path: Path):
    state = State.beside(tmp_path / "site")
    with state.lock():
        tree = state.open_idle_tree()
        entries = {path: tree.write(path, path.encode()) for path in ("b.html", "a/名.html")}
        tree.write(CHECKSUMS, checksums(entries))
        state.switch(tree.slot, ReleaseBasis({}, []))
    assert (state.site / CHECKSUMS).read_text().splitlines()[0].endswith("  a/名.html")
    subprocess.run(["sha256sum", "--strict", "--quiet", "-c", CHECKSUMS], cwd=state.site, check=True)
