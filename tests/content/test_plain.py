"""Plain files are read without the parser, and come out as the parser has them: nodes, lines and columns."""

import random
from pathlib import Path

import pytest

from generator.content import frontmatter, plain
from generator.content.marked import Misplaced, parse

SAMPLE = Path(__file__).parents[2] / "content"
ODD = {
    "list_under_its_key": "a:\n- b\n- c: 1\n  d: 2\ne: 3\n",
    "text_then_key": "a: |\n  x\n\n    y\n   \nb: 1\n",
    "text_at_the_end": "- a: |\n    x\n\n",
    "comments": '# a\na:\n  # b\n  b: 1\n\n#c\nc: [x, "y, z", ~]\n',
    "nothing_quoted": 'a: ""\nb: " "\nc: null\n',
    "colons": "a: 9:00-11:30\nb: https://x.cn/y?z\n",
    "blank_of_full_width": "a: |\n  　　x\nb: x　\n",
}
OTHERS = {
    "empty_value": "a:\nb: 1\n", "deeper": "a: 1\n  b: 2\n", "flowing_on": "a: x\n  y\n", "quoted_over_lines": 'a: "x\n  y"\n', "no_line_end": "a: |\n  x",
    "comment_behind": "a: x # y\n", "anchor": "a: &b x\n", "tag": "a: !x y\n", "null_key": "null: 1\n", "documents": "a: 1\n---\nb: 2\n", "words": "a\n",
}  # fmt: skip
PIECES = ("\n", " ", "  ", "- ", ": ", ":", "#", " #", '"', "'", "[", "]", ", ", "|", "~", "null", "\n  ", "\n- ", "k: ", "k:\n", "&a", "?", "...", "　", "：")


def by_the_parser(text, first_line=1):
    return parse(f"{text}\n...\n", first_line).root  # an end mark is nothing plain


def same(text, first_line=1):
    root = plain.root(text, first_line)
    return root is not None and repr(root) == repr(by_the_parser(text, first_line))


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_plain_text_comes_out_the_same(text):
    assert same(text)


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_whatever_else_yaml_could_mean_is_left_to_the_parser(text):
    assert plain.root(text) is None


def heads():
    for path in sorted(SAMPLE.rglob("*.yml")):
        yield path.read_text("utf-8"), 1
    for path in sorted(SAMPLE.rglob("*.md")):
        yield frontmatter.split(path.read_text("utf-8")).head, 2


def test_the_samples_files_come_out_the_same():
    found = [same(text, first) for text, first in heads() if plain.root(text, first)]
    assert len(found) > 400
    assert all(found)


def test_slips_come_out_the_same():
    """However a file is spoilt: it is left to the parser, or read as the parser reads it."""
    chance = random.Random(7)
    texts = [text for text, _ in heads() if plain.root(text) and len(text) < 900]
    tried = 0
    while tried < 1_000:
        text = chance.choice(texts)
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(text) + 1)
            text = text[:at] + chance.choice(PIECES) + text[at + chance.randint(0, 3) :]
        if plain.root(text):
            tried += 1
            try:
                assert same(text), text
            except Misplaced:
                pytest.fail(f"The parser refuses it: {text!r}")
