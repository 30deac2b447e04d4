"""Dead links of hand-written pages, and entries of withheld.yml that match nothing: told by the check, and just those
that a build finds too.
"""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.conftest import Folder
from tests.public.test_consent_built import picture

HOME = "homes/chaoyang/zaoying-beili"
DEAD = [
    "../nowhere/", "nofile.md", "privacy/", "../privacy.md", "no.jpg", "../hall.png", "handout.pdf", "../homes/chaoyang/zaoying/", "../homes/chaoyang/", "../services/rights-x/",
    "../press/2026-11-01-jia/", "../districts/chaoyan/", f"../{HOME}/activities/2026-11-28-x/", f"../{HOME}/photos/door.jpg", "../../outside/", "/privacy/", "../standard/regulations/x/",
    "guide/", "../guide/fields/home/",
]  # fmt: skip
ALIVE = [
    "privacy.md", "privacy.md#one", "../privacy/", "../privacy/index.html", "../", "index.md", "hall.jpg", "./hall.jpg", "#here", "", "../standard/", "../services/rights-reception/",
    "../press/2026-11-01-jiao/", "../press/", "../districts/chaoyang/", f"../{HOME}/", f"../{HOME}/activities/2026-11-28-jiang/", "../homes/chaoyang/old/", "../search/?q=x",
    "https://example.org/", "tel:110", "../standard/regulations/rights/", f"../{HOME}/calendar.ics",
]  # fmt: skip


@pytest.fixture
def city(folder: Folder) -> Folder:
    folder.write("pages/index.md", "# 首页\n")
    folder.write("pages/privacy.md", "# 隐私\n\n不留脚印。\n")
    folder.write("pages/hall.jpg", picture(3))
    folder.write("press/2026-11-01-jiao.md", "---\ntitle: 一个角落\ndate: 2026-11-01\n---\n记者走进院子。\n")
    folder.home("home.yml", "name: 枣营北里妇女之家\nkind: community\nstreet: maizidian\nformerly: [chaoyang/old]\n"
                            "photos: [{file: door.jpg, alt: 门前石狮, credit: 妇联, people: none}]\n")  # fmt: skip
    folder.home("photos/door.jpg", picture(9))
    folder.home(
        "activities/2026-11-28-jiang.md", "---\ntitle: 讲座\ndate: 2026-11-28\nsignup: 到门口\n---\n红纸自带。\n"
    )
    return folder


def run(city: Folder, command: str, *more: str):
    done = CliRunner().invoke(
        main, [command, "--content", str(city.root), "--as-of", "2026-11-23", *more], catch_exceptions=False
    )
    return done.exit_code, done.output


def told(city: Folder, path: str) -> list[tuple[int, str]]:
    """Line and message of the errors in a file."""
    return [
        (int(line), words)
        for line, words in re.findall(rf"^{path}:(\d+):\d+: 错误 (.*→ .+)$", run(city, "check")[1], re.MULTILINE)
    ]


def test_each_dead_link_is_told_at_its_line_and_no_other(city):
    lines = [f"[x]({link})" if link[-4:] not in (".jpg", ".png") else f"![x]({link})" for link in (*ALIVE, *DEAD)]
    city.write(
        "pages/about.md",
        "---\ntitle: 关于\n---\n# 关于\n\n"
        + "\n\n".join(lines)
        + '\n\n`[x](../code/)` <a href="../tag/">x</a> [y][r]\n\n[r]: ../named/\n',
    )
    first = 6 + 2 * len(ALIVE)
    found = told(city, "pages/about.md")
    assert [line for line, _ in found] == [*range(first, first + 2 * len(DEAD), 2), *[first + 2 * len(DEAD)] * 2]
    assert all(link in words for link, (_, words) in zip((*DEAD, "../named/", "../tag/"), found, strict=True))
    assert run(city, "check")[0] == 1


@pytest.mark.parametrize("links", [ALIVE, DEAD])
def test_check_and_build_agree(city, links):
    city.write("pages/about.md", "# 关于\n\n" + "\n\n".join(f"[x]({link})" for link in links) + "\n")
    status, output = run(city, "build", "--site", str(city.root.parent / "site"))
    refused = len(re.findall("^about/index.html: 错误", output, re.MULTILINE))
    assert refused == len(told(city, "pages/about.md")) == (0 if links is ALIVE else len(DEAD)), output
    assert status == (links is DEAD)


def test_the_field_reference_is_there_beside_a_guide(city):
    city.write(
        "pages/guide/index.md",
        "# 指南\n\n[字段](fields/index.md)，[各家](fields/home.md)，[门](../hall.jpg)，[无](../nothing.md)\n",
    )
    assert [line for line, _ in told(city, "pages/guide/index.md")] == [3]
    city.write("pages/guide/index.md", "# 指南\n\n[字段](fields/index.md)，[各家](fields/home.md)，[门](../hall.jpg)\n")
    assert (
        run(city, "build", "--site", str(city.root.parent / "site"))[0] == 0
        and told(city, "pages/guide/index.md") == []
    )


WRONG = [
    "address: /privcy/", "address: https://example.org/sub/privacy/", "path: pages/privcy.md", "path: content/pages/no.jpg", "address: /press/2026-11-01-jia/", "path: press/2026-11-01-jia.md",
    "address: /media/0123456789abcdef0123-480.webp", "address: /media/x.jpg", "path: districts/chaoyang/none.md", "address: /services/rights-x/", "path: ../outside.md",
    f"address: /{HOME}/brandd/", f"address: /{HOME}/families/nobody/", f"address: /{HOME}/activities/2026-01-01-x/", f"path: {HOME}/photos/dor.jpg",
]  # fmt: skip
RIGHT = [
    "address: /privacy/", "path: pages/privacy.md", "path: content/pages/hall.jpg", "address: /press/2026-11-01-jiao/", "path: press/2026-11-01-jiao.md", "address: /press/",
    "address: /demonstration/", "address: /districts/chaoyang/", "address: /services/rights-reception/", f"path: {HOME}/photos/door.jpg", "address: /homes/chaoyang/old/",
]  # fmt: skip


def test_what_withholds_nothing_is_told_at_its_line_and_no_other(city):
    assert run(city, "build", "--site", str(city.root.parent / "site"))[0] == 0
    pictures = [path.name for path in (city.root.parent / "site/media").iterdir()]
    entries = [*RIGHT, *(f"address: /media/{name}" for name in pictures), *WRONG]
    city.write("withheld.yml", "".join(f"- {entry}\n" for entry in entries))
    found = told(city, "withheld.yml")
    assert len(pictures) > 1 and [line for line, _ in found] == list(
        range(len(entries) - len(WRONG) + 1, len(entries) + 1)
    )
    assert all("没有撤下什么" in words for _, words in found) and "是不是“pages/privacy.md”" in found[2][1]
