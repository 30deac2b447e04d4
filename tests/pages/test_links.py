"""Links are relative and right at every depth, under any sub-path; old addresses lead on."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote, urlsplit

HOME = "name: 枣营北里社区妇女之家\nkind: community\nstreet: maizidian\n"


def own(page):
    """Addresses on the site that a page names."""
    for tag, attributes in page.elements:
        for name in ("href", "src", "action"):
            value = attributes.get(name)
            if value and not urlsplit(value).scheme and not value.startswith("#"):
                yield tag, value


def test_every_link_is_relative_and_leads_to_a_file(folder, pages):
    folder.home("brand.md", "---\ntitle: 议事角\n---\n正文。\n")
    folder.home("activities/2026-11-20-a.md", "---\ntitle: 议事\ndate: 2026-11-20\n---\n正文。\n")
    folder.write("pages/guide/deep/index.md", "# 深处\n\n[上面](../../about.md)\n")
    folder.write("pages/about.md", "# 关于\n")
    built = pages(folder)
    site = folder.root.parent / "site"
    depths = set()
    for path, page in built.items():
        depths.add(path.count("/"))
        for tag, value in own(page):
            if (
                path == "404.html"
            ):  # it is answered at any address, so it alone starts from the server's root; what dresses it is asked for from every depth
                assert value.startswith("/") or re.fullmatch(r"(\.\./)*assets/(site|lost)-\w+\.(css|js)", value)
                continue
            assert not value.startswith("/"), (path, value)
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(urlsplit(value).path)))
            assert not target.startswith(".."), (path, value)
            file = site / target
            assert (file / "index.html" if file.is_dir() else file).is_file(), (path, tag, value)
    assert depths == {0, 1, 2, 3, 4, 5}


def test_every_page_finds_home_and_its_style(folder, pages):
    for path, page in pages(folder).items():
        if path == "404.html":
            continue
        root = "../" * path.count("/") or "./"
        links = [value for tag, value in own(page)]
        assert root in links, path
        assert any(value.startswith((f"{root}assets/site-", "assets/site-")) for value in links), path


def test_404_names_its_files_under_the_sub_path(folder, pages):
    folder.write("city.yml", (folder.root / "city.yml").read_text() + "site: {url: https://example.org/homes/of/}\n")
    values = [value for _, value in own(pages(folder)["404.html"])]
    assert values and all(value.startswith("/homes/of/") for value in values)


def test_the_canonical_address_is_the_citys(folder, pages):
    folder.write("city.yml", (folder.root / "city.yml").read_text() + "site: {url: https://example.org/a}\n")
    built = pages(folder)
    canonical = {
        path: attributes["href"]
        for path, page in built.items()
        for tag, attributes in page.elements
        if tag == "link" and attributes.get("rel") == "canonical"
    }
    assert canonical["index.html"] == "https://example.org/a/"
    assert canonical["homes/chaoyang/zaoying-beili/index.html"] == "https://example.org/a/homes/chaoyang/zaoying-beili/"
    sitemap = (folder.root.parent / "site/sitemap.xml").read_text()
    assert "https://example.org/a/homes/chaoyang/zaoying-beili/" in sitemap
    assert "https://example.org/a/about/parts/" not in sitemap


def test_an_old_address_leads_to_the_new_one(folder, pages):
    folder.home("home.yml", HOME + "formerly: [chaoyang/old-name]\n")
    page = pages(folder)["homes/chaoyang/old-name/index.html"]
    refresh = next(a["content"] for tag, a in page.elements if tag == "meta" and a.get("http-equiv") == "refresh")
    link = next(a["href"] for tag, a in page.elements if tag == "a")
    assert refresh == f"0; url={link}"
    assert posixpath.normpath("homes/chaoyang/old-name/" + link) == "homes/chaoyang/zaoying-beili"
    assert any(a.get("name") == "robots" and "noindex" in a["content"] for tag, a in page.elements if tag == "meta")


def test_a_closed_home_keeps_a_page_that_points_on(folder, pages):
    folder.home("home.yml", HOME + "closed: {on: 2026-08-01, successor: chaoyang/bystander, reason: 社区合并}\n")
    built = pages(folder)
    page = built["homes/chaoyang/zaoying-beili/index.html"]
    assert "社区合并" in "".join(page.text)
    assert any(value.endswith("homes/chaoyang/bystander/") for _, value in own(page))
    district = built["districts/chaoyang/index.html"]
    assert not any(v.endswith("homes/chaoyang/zaoying-beili/") for _, v in own(district))


def test_every_page_has_one_heading_a_title_and_a_description(folder, pages):
    for path, page in pages(folder).items():
        tags = [tag for tag, _ in page.elements]
        assert tags.count("h1") == 1, path
        assert tags.count("title") >= 1, path
        if path != "404.html":
            described = [a["content"] for tag, a in page.elements if tag == "meta" and a.get("name") == "description"]
            assert len(described) == 1 and described[0].strip(), path
