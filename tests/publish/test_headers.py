"""The content policy is in every page and in the servers' files; a server started by MkDocs has none."""

from __future__ import annotations

from click.testing import CliRunner

from generator.cli import main
from generator.publish import headers


def test_nothing_inline_nothing_evaluated_nothing_foreign():
    policy = headers.policy()
    assert "unsafe" not in policy
    assert "http" not in policy and "*" not in policy
    assert policy.startswith("default-src 'none'")


def test_the_servers_files_carry_it_and_forbid_framing():
    for name, text in headers.files():
        assert headers.policy() in text, name
        assert "frame-ancestors 'none'" in text
        assert "nosniff" in text and "Permissions-Policy" in text


def test_every_page_carries_it(folder):
    folder.home(
        "home.yml", (folder.root / "homes/chaoyang/zaoying-beili/home.yml").read_text() + "formerly: [chaoyang/old]\n"
    )
    site = folder.root.parent / "site"
    done = CliRunner().invoke(
        main, ["build", "--content", str(folder.root), "--site", str(site)], catch_exceptions=False
    )
    assert done.exit_code == 0, done.output
    pages = list(site.rglob("*.html"))
    assert len(pages) > 20
    for page in pages:
        assert 'http-equiv="Content-Security-Policy"' in page.read_text(), page
    state = folder.root.parent / ".homes-site"
    assert {name for name, _ in headers.files()} <= {path.name for path in state.iterdir()}
