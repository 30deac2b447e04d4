"""Cards in a whole build: their addresses in the pages, and gone with the consent."""

from __future__ import annotations

import fcntl
import io
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from generator.cli import main

FAMILIES = """- {id: zhang-2026, family: 张××家庭, year: 2026, motto: 一粥一饭，当思来处不易, consent: C-1, photo: {file: a.jpg, alt: 饭桌, credit: 社区}}
- {id: li-2026, family: 李××家庭, year: 2026, motto: 远亲不如近邻, consent: C-2}
"""
CONSENTS = """- {id: C-1, obtained: 2026-04-02, scope: [name, photo, card], adults: 2, until: 2029-04-01}
- {id: C-2, obtained: 2026-04-02, scope: [name], adults: 2, until: 2029-04-01}
"""
HOME = "homes/chaoyang/zaoying-beili/"
FAMILY = HOME + "families/zhang-2026/"


def homes(folder, *arguments: object, moment: str = "2026-11-23") -> Result:
    where = ["--content", folder.root, "--site", site(folder), "--as-of", moment]
    result = CliRunner().invoke(main, [str(one) for one in (*arguments, *where)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result


def site(folder) -> Path:
    return folder.root.parent / "site"


def card_files(folder) -> dict[str, bytes]:
    root = site(folder).resolve()
    found = [*root.glob("cards/*"), *root.rglob("card-*")]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(found)}


def kept(folder) -> int:
    return sum(path.is_file() for path in (folder.root.parent / ".homes-site/cache/card").rglob("*"))


def shared(folder, page: str) -> str | None:
    text = (site(folder) / page / "index.html").read_text(encoding="utf-8")
    found = re.search(r'<meta property="og:image" content="([^"]+)">', text)
    return found and found[1]


@pytest.fixture
def town(folder):
    folder.write("city.yml", (folder.root / "city.yml").read_text() + "site: {url: https://example.org/zj/}\n")
    folder.home("families.yml", FAMILIES)
    folder.home("consents.yml", CONSENTS)
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize((800, 600)).convert("RGB").save(buffer, "JPEG")
    folder.home("photos/a.jpg", buffer.getvalue())
    return folder


def test_a_withdrawn_consent_takes_the_card_away(town):
    homes(town, "build", "--cards")
    own = [path for path in card_files(town) if path.startswith(FAMILY)]
    before = kept(town)
    assert len(own) == 1
    assert shared(town, FAMILY) == f"https://example.org/zj/{own[0]}"
    town.write("withdrawals.yml", "- {home: chaoyang/zaoying-beili, consent: C-1, on: 2026-11-22}\n")
    homes(town, "build", "--cards")
    assert not any(path.startswith(FAMILY) for path in card_files(town))
    assert kept(town) == before - 1 == len(card_files(town))


def test_a_family_that_did_not_agree_to_a_card_shares_its_kinds(town):
    homes(town, "build", "--cards")
    assert not any("li-2026" in path for path in card_files(town))
    assert "/zj/cards/families-" in shared(town, HOME + "families/li-2026/")


def test_a_build_without_cards_has_those_of_the_kinds_alone(town):
    homes(town, "build")
    assert card_files(town) and all(path.startswith("cards/") for path in card_files(town))
    assert "/zj/cards/homes-" in shared(town, HOME) and "/zj/cards/site-" in shared(town, "")
    assert shared(town, "help/rights") is None
    assert len(card_files(town)) == kept(town)


def test_cards_made_ahead_are_not_drawn_again(town):
    homes(town, "cards")
    stamps = {
        path: path.stat().st_mtime_ns
        for path in (town.root.parent / ".homes-site/cache/card").rglob("*")
        if path.is_file()
    }
    homes(town, "build", "--cards")
    assert {path: path.stat().st_mtime_ns for path in stamps} == stamps
    assert len(card_files(town)) == len(stamps) == kept(town)


def test_workers_change_no_byte_of_a_card(town):
    homes(town, "build", "--cards", "--workers", "1")
    before = card_files(town)
    homes(town, "build", "--cards", "--workers", "3", "--fresh")
    assert card_files(town) == before


def test_cards_wait_for_a_running_build_and_tell_of_a_broken_city(town):
    where = ["--content", str(town.root), "--site", str(site(town))]
    homes(town, "cards")
    with open(town.root.parent / ".homes-site/lock", "a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert CliRunner().invoke(main, ["cards", *where]).exit_code == 75
    town.write("city.yml", "name：北京市\n")
    result = CliRunner().invoke(main, ["cards", *where])
    assert result.exit_code == 1 and "city.yml:1:5" in result.stderr


def test_without_an_address_of_its_own_a_site_has_no_share_tags(folder):
    homes(folder, "build", "--cards")
    assert "og:" not in (site(folder) / HOME / "index.html").read_text(encoding="utf-8")


def test_a_character_without_a_font_is_told_with_its_home(town):
    town.home("home.yml", "name: \U000e0101\U0002ebf0村妇女之家\nkind: village\nstreet: maizidian\n")
    told = homes(town, "build", "--cards").stderr
    assert "homes/chaoyang/zaoying-beili/home.yml" in told and "\U0002ebf0" in told and "〓" in told


def offered(folder, page: str) -> list[str]:
    """The card files that a page has for download."""
    text = (site(folder) / page / "index.html").read_text(encoding="utf-8")
    return re.findall(r'<a class="btn" href="([^"]+)" download="[^"]+\.(?:jpg|png)">', text)


def test_a_page_with_a_card_of_its_own_has_it_for_download(town):
    town.home("brand.md", "---\ntitle: 周三说事\nfunctions: [rights]\n---\n说事。\n")
    town.write("press/2026-11-01-x.md", "---\ntitle: 一篇\ndate: 2026-11-01\n---\n正文。\n")
    homes(town, "build", "--cards")
    for page in (HOME, FAMILY, f"{HOME}brand/", "press/2026-11-01-x/"):
        (card,) = offered(town, page)
        assert f"{page}{card.removeprefix('../' * page.count('/')).removeprefix(page)}" in card_files(town)
    assert offered(town, f"{HOME}families/li-2026/") == []
    town.write("withdrawals.yml", "- {home: chaoyang/zaoying-beili, consent: C-1, on: 2026-11-22}\n")
    homes(town, "build")
    assert offered(town, HOME) == [] and offered(town, "press/2026-11-01-x/") == []
