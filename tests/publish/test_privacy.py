"""The second look for private numbers: over every kind of written file, and it stops the release."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.publish import checks

NUMBER = "14200012345"


def found(tmp_path: Path, text: str, path: str = "homes/x/index.html", allowed=()) -> list[str]:
    file = tmp_path / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    findings = checks.validate(tmp_path, [path], {path}, allowed=allowed)
    assert all(NUMBER not in str(f) and f.place.path == path and f.remedy for f in findings)
    return [f.rule for f in findings]


WRITTEN = {
    "text": (f"<p>请打{NUMBER}</p>", "homes/x/index.html"),
    "emphasis": ("<p><strong>142</strong> 0001 2345</p>", "homes/x/index.html"),
    "link": (f'<p><a href="tel:{NUMBER}">打电话</a></p>', "homes/x/index.html"),
    "escaped link": ('<p><a href="https://example.org/%31%34200012345">看</a></p>', "homes/x/index.html"),
    "entities": ("<p>1&#52;2&nbsp;0001&nbsp;2345</p>", "homes/x/index.html"),
    "break": ("<p>142<br>0001<br>2345</p>", "homes/x/index.html"),
    "alt": (f'<img alt="{NUMBER}">', "homes/x/index.html"),
    "description": (f'<meta name="description" content="请打{NUMBER}">', "homes/x/index.html"),
    "data": (f'<script type="application/ld+json">{{"telephone": "{NUMBER}"}}</script>', "homes/x/index.html"),
    "chinese": ("<p>一四二〇〇〇一二三四五</p>", "homes/x/index.html"),
    "json": (f'{{"homes": [["a", "{NUMBER}"]]}}', "search/names.json"),
    "json number": (f'{{"phone": {NUMBER}}}', "search/names.json"),
    "calendar": (f"BEGIN:VCALENDAR\r\nDESCRIPTION:请打{NUMBER[:5]}\r\n {NUMBER[5:]}\r\n", "calendar.ics"),
    "drawing": (f"<svg><title>{NUMBER}</title></svg>", "badge.svg"),
    "feed": (f"<feed><title>{NUMBER}</title></feed>", "feed.xml"),
    "announced": ("<p>身份证号：110105 1949 1231 0021</p>", "homes/x/index.html"),
    "account": ("<dl><dt>账号</dt><dd>0000 0012 0920</dd></dl>", "homes/x/index.html"),
    "address": ("<p></p>", f"homes/x/activities/2026-11-01-{NUMBER}/index.html"),
    "table": (f"a,b\n{NUMBER},1\n", "data/homes.csv"),
    "quoted cell": (f'\ufeffa,b\r\n"座机，或 {NUMBER[:3]} {NUMBER[3:]}",1\r\n', "data/homes.csv"),
    "lines of data": (f'{{"type":"service"}}\n{{"type":"phone","number":"{NUMBER}"}}\n', "data/hsds/x.ndjson"),
    "beside days": (f'{{"exdate":"2026-02-15,2026-02-16","note":"{NUMBER}"}}\n', "data/hsds/x.ndjson"),
    "after days": (f'{{"exdate":"2026-02-15,{NUMBER}"}}\n', "data/hsds/x.ndjson"),
    "after a UUID": (f'{{"note":"14200012-0001-5234-8142-000123451420 {NUMBER}"}}\n', "data/hsds/x.ndjson"),
    "broken lines": (f'{{"number":"{NUMBER}"', "data/hsds/x.ndjson"),
}


@pytest.mark.parametrize(("text", "path"), WRITTEN.values(), ids=WRITTEN)
def test_a_private_number_is_found_wherever_it_was_written(tmp_path, text, path):
    if NUMBER in path:
        file = tmp_path / path
        file.parent.mkdir(parents=True)
        file.write_text(text)
        assert [f.rule for f in checks.validate(tmp_path, [path], {path})] == ["house.mobile"]
    else:
        rule = {"身": "house.identity-number", "账": "house.bank-card"}.get(
            next((c for c in text if c in "身账"), ""), "house.mobile"
        )
        assert found(tmp_path, text, path) == [rule]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("<table><tr><td>142</td><td>0001</td><td>2345</td></tr></table>", "homes/x/index.html"),
        ("<span>15</span> <span>16</span> <span>2026345</span>", "homes/x/index.html"),
        ('<picture data-d="1"><path d="M14 2 0 0 0 1 2 3 4 5"/></picture>', "homes/x/index.html"),
        ('{"east": [142, 0, 0, 1, 2345], "day": 20261125, "hash": "a4111111111111111b"}', "search/nearby.json"),
        (
            "DTSTART:20261128T060000Z\r\nDTEND:20261128T080000Z\r\nUID:2026-11-28-x.chaoyang.y@womens-homes\r\n",
            "calendar.ics",
        ),
        ('{"id":"14200012-0001-5234-8142-000123451420","exdate":"2026-02-15,2026-02-16"}\n', "data/hsds/x.ndjson"),
        ("<p>010-0000 1234、12338、400-000-1234，39.92626050603782</p>", "homes/x/index.html"),
    ],
)
def test_what_only_looks_like_one_is_left_alone(tmp_path, text, path):
    assert found(tmp_path, text, path) == []


def test_what_was_let_out_may_stand(tmp_path):
    assert found(tmp_path, "<p>142-0001-2345</p>", allowed={NUMBER}) == []


def build(folder, **more) -> tuple[int, str, bool]:
    """Exit status, what was told, and whether the number is on the site."""
    site = folder.root.parent / "site"
    result = CliRunner().invoke(
        main,
        ["build", "--content", str(folder.root), "--site", str(site), "--as-of", "2026-11-23"],
        catch_exceptions=False,
    )
    return (
        result.exit_code,
        result.output,
        site.exists() and any(NUMBER in path.read_text() for path in site.rglob("*.html")),
    )


def test_a_private_number_in_a_hand_written_page_takes_its_paragraph(folder):
    folder.write("pages/about.md", f"# 关于\n\n网站的事请找小李 {NUMBER}。\n")
    status, _, shown = build(folder)
    assert (status, shown) == (0, False)


def test_what_the_first_look_takes_out_stops_nothing(folder):
    folder.home("brand.md", f"---\ntitle: 周三说事\n---\n请打 **{NUMBER[:3]}** {NUMBER[3:]}。\n")
    status, _, shown = build(folder)
    assert (status, shown) == (0, False)


def test_numbers_that_may_be_seen_stop_nothing(folder):
    """By consent, as a hotline, cleared by a reviewer."""
    folder.home(
        "home.yml",
        "name: 枣营北里妇女之家\nkind: community\nstreet: maizidian\noffice: {mobile: {number: 142 0001 2345、"
        "14200000009, consent: C-1}}\n",
    )
    folder.home("consents.yml", "- {id: C-1, obtained: 2026-01-01, scope: [mobile]}\n")
    folder.write(
        "city.yml", "name: 北京市\nfederation: 妇联\nhotlines: [{name: 热线, phone: '14200000002', for: advice}]\n"
    )
    folder.home("brand.md", "---\ntitle: 周三说事\n---\n公用手机 14200000003，一直有人接。\n")
    review = (
        "{home: chaoyang/zaoying-beili, path: brand.md, rule: house.mobile, text: 14200000003, reason: 公用, "
        "by_role: 审核, on: 2026-11-01}"
    )
    folder.write("reviews/chaoyang.yml", f"- {review}\n")
    status, told, _ = build(folder)
    assert status == 0, told
    pages = "".join(path.read_text() for path in (folder.root.parent / "site").rglob("*.html"))
    assert "142 0001 2345" in pages and "14200000003" in pages and "14200000002" in pages
