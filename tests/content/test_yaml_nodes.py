import pytest

from generator.content.yaml_nodes import ContentSyntaxError, Mapping, Scalar, Sequence, parse


def test_every_scalar_is_the_text_that_was_written():
    root = parse("a: no\nb: 01012345\nc: 8:30\nd: 1.10\ne: 0x1F\nf: 2026-03-08\ng: .inf").root
    assert [value.text for _, value in root.entries] == ["no", "01012345", "8:30", "1.10", "0x1F", "2026-03-08", ".inf"]


@pytest.mark.parametrize("written", ["", "~", "null"])
def test_nothing_written_is_absent(written):
    assert parse(f"a: {written}\nb: 1").root.entries[0][1].text is None


def test_quoted_null_is_a_word():
    assert parse('a: "null"').root.entries[0][1].text == "null"


def test_lines_and_columns_count_characters_from_one():
    root = parse("名称: 枣营\n服务:\n  - {事项: 法律}\n").root
    assert isinstance(root, Mapping)
    assert (root.entries[0][1].line, root.entries[0][1].column) == (1, 5)
    services = root.entries[1][1]
    assert isinstance(services, Sequence)
    assert isinstance(value := services.items[0].entries[0][1], Scalar)
    assert (value.line, value.column) == (3, 10)


def test_marks_of_front_matter_are_the_files_own():
    assert parse("title: x", first_line=2).root.entries[0][0].line == 2


BROKEN = {
    "colon_missing": ("name: x\nkind\nstreet: y\n", None, None, "冒号"),
    "quote_open": ('name: "枣营\nkind: x\n', 1, 7, "引号"),
    "bracket_open": ("a: [1, 2\nb: 3\n", None, None, "括号"),
    "alias_bomb": ("a: &a [x]\nb: *a\n", 1, 4, "锚点"),
    "tag_python": ("a: !!python/object:os.system x\n", 1, 4, "类型标记"),
    "nesting_deep": ("a: " + "[" * 50_000, 1, 15, "层次太深"),
    "nesting_300": ("\n".join("  " * n + f"k{n}:" for n in range(300)), 13, 25, "层次太深"),
    "nodes_many": ("a: [" + "x," * 30_000 + "]", 1, None, "内容太多"),
    "documents_two": ("a: 1\n---\nb: 2\n", 2, 1, "好几份"),
    "at_sign": ("a: @x\n", 1, 4, "引号"),
}


@pytest.mark.parametrize("text,line,column,words", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_names_the_spot_and_the_remedy(text, line, column, words):
    with pytest.raises(ContentSyntaxError) as caught:
        parse(text)
    error = caught.value
    assert words in error.message + error.remedy
    assert error.remedy
    assert line is None or error.line == line
    assert column is None or error.column == column


def test_a_value_swallowed_as_a_comment_is_pointed_out():
    hints = parse("address: #5号楼\nname: x\n").hints
    assert [(hint.line, hint.column, hint.wrong) for hint in hints] == [(1, 10, True)]
    assert "“#5号楼”没有读进去" in hints[0].message and 'address: "#5号楼"' in hints[0].remedy


def test_a_value_cut_at_a_comment_is_wrong_where_that_reads_like_an_address():
    hints = parse("address: 某路 #3号院\nkind: village #类别\nname: 某家 # 名称\nsummary: '一 #二'\n").hints
    assert [(hint.line, hint.column, hint.wrong) for hint in hints] == [(1, 13, True), (2, 15, False)]


def test_a_comment_after_a_value_is_no_hint():
    assert parse("kind: x  # 类别\n# 一行说明\nname: y\n").hints == ()
