"""The full-text index: built by Pagefind, the same bytes from the same content, a hit told by number alone."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from generator.search import fulltext
from generator.search.fulltext import FOLDER, spaced
from generator.search.names import listed


def fragments(files: dict[str, bytes]) -> dict[str, dict]:
    """Pagefind's fragments, the words of each home, by their id."""
    found = {}
    for path, data in files.items():
        if path.endswith(".pf_fragment"):
            text = gzip.decompress(data).removeprefix(b"pagefind_dcd")
            found[path.rpartition("/")[2].removesuffix(".pf_fragment")] = json.loads(text)
    return found


@pytest.mark.parametrize(
    "text,apart",
    [
        ("枣营北里", "枣 营 北 里"),
        ("周三14:00议事", "周 三 14:00 议 事"),
        ("abc def", "abc def"),
        ("一。二", "一 。 二"),
        ("", ""),
        ("  两　端  ", "两 　 端"),
    ],
)
def test_every_han_character_stands_apart(text, apart):
    assert spaced(text).split() == apart.split()
    assert "  " not in spaced(text)


def test_the_script_spaces_a_query_as_the_index_does():
    """One rule in two languages: the ranges of Han characters must not drift apart."""
    script = (Path(fulltext.__file__).parents[2] / "theme/scripts/find.js").read_text()
    line = next(line for line in script.splitlines() if "function spaced" in line)
    assert r"[\u3400-\u9fff\uf900-\ufaff]" in line
    for letter in map(chr, (0x3400, 0x4DBF, 0x4E00, 0x9FFF, 0xF900, 0xFAFF)):
        assert spaced(f"a{letter}b") == f"a {letter} b"


def test_two_runs_give_the_same_bytes(folder):
    folder.home("intro.md", "这里原来是锅炉房，二〇一二年改成了活动室。\n")
    folder.home("brand.md", "---\ntitle: 议事角\n---\n一张桌子，四把椅子。\n")
    first, second = dict(fulltext.index(folder.site())), dict(fulltext.index(folder.site()))
    assert first == second
    assert {FOLDER + "homes.json", FOLDER + "pagefind.js", FOLDER + "pagefind-entry.json"} <= set(first)


def test_the_same_words_are_indexed_once(folder):
    kept, made = {}, []

    def keep(key, make):
        if key not in kept:
            made.append(key)
            kept[key] = make()
        return kept[key]

    folder.home("intro.md", "这里原来是锅炉房。\n")
    first = dict(fulltext.index(folder.site(), keep))
    folder.home("ledger.yml", "meetings: {work: [2026-01-12]}\n")
    assert dict(fulltext.index(folder.site(), keep)) == first == dict(fulltext.index(folder.site()))
    folder.home("intro.md", "这里现在是活动室。\n")
    assert dict(fulltext.index(folder.site(), keep)) != first
    assert len(made) == 2


def test_each_hit_is_known_by_its_number(folder):
    folder.home("intro.md", "这里原来是锅炉房。\n")
    site = folder.site()
    files = dict(fulltext.index(site))
    numbers, texts = json.loads(files[FOLDER + "homes.json"]), fragments(files)
    assert len(numbers) == len(site.homes) == len(texts)
    for number, home in zip(numbers, listed(site), strict=True):
        assert spaced(home.name) in texts[number]["content"]
    mine = next(n for n, home in zip(numbers, listed(site), strict=True) if home.identity == "chaoyang/zaoying-beili")
    assert [number for number, told in texts.items() if spaced("锅炉房") in told["content"]] == [mine]


def test_what_may_not_be_seen_is_not_in_the_index(folder):
    folder.home("home.yml", "name: 枣营北里社区妇女之家\nkind: community\nstreet: maizidian\nsystem_id: 秘密编号甲\n")
    folder.home("families.yml", "- {id: zhang, family: 张家家庭, year: 2026, story: 没有同意的事迹}\n")
    folder.write("press/2026-11-01-x.md", "---\ntitle: 未解禁\ndate: 2026-11-01\nembargo: 2027-01-01\n---\n未解禁的正文\n")
    told = "".join(fragment["content"] for fragment in fragments(dict(fulltext.index(folder.site()))).values())
    for secret in ("秘密编号甲", "没有同意的事迹", "张家", "未解禁"):
        assert spaced(secret) not in told
    assert spaced("枣营北里") in told


def test_a_closed_home_is_not_found(folder):
    home = "name: 枣营北里社区妇女之家\nkind: community\nstreet: maizidian\nclosed: {on: 2026-08-01}\n"
    folder.home("home.yml", home)
    files = dict(fulltext.index(folder.site()))
    assert len(json.loads(files[FOLDER + "homes.json"])) == len(fragments(files)) == 1


def test_without_an_open_home_there_is_no_index(folder):
    for identity in ("chaoyang/zaoying-beili", "chaoyang/bystander"):
        folder.home("home.yml", "name: 某社区妇女之家\nkind: community\nstreet: maizidian\nclosed: {on: 2026-08-01}\n", identity)
    assert dict(fulltext.index(folder.site())) == {}
