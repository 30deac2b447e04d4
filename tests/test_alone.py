"""One home fails alone, whatever it does: the others' pages are those of the build in which all was well."""

from __future__ import annotations

import os
import signal

import pytest

from generator import workers
from generator.content import markdown
from generator.diagnostics import Severity
from generator.media import photos
from generator.pages.render import Renderer
from generator.publish import checks, privacy
from generator.reading import homes
from generator.standard import house
from tests.conftest import CITY
from tests.public.test_consent_built import picture
from tests.test_build import build, built, files, first_build, site  # noqa: F401
from tests.test_workers import endless

CULPRIT = "chaoyang/zaoying-beili"
OWN = f"homes/{CULPRIT}/"
WAYS = {
    "hangs": endless,
    "eats memory": lambda: bytearray(1 << 40),
    "segfault": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    "exits": lambda: os._exit(0),
    "raises": lambda: {}["nothing"],
}


def spoil(monkeypatch, where, name: str, way, told) -> None:
    """Makes `where.name` go wrong in `way` when its arguments are those that `told` tells."""
    real = getattr(where, name)
    monkeypatch.setattr(where, name, lambda *given, **named: way() if told(*given) else real(*given, **named))


def spoil_prose(monkeypatch, way) -> None:
    spoil(monkeypatch, markdown, "render", way, lambda source, *_: "作怪" in source)


def others(root) -> dict[str, bytes]:
    return {path: data for path, data in files(root).items() if path.startswith("homes/") and not path.startswith(OWN)}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_home_whose_page_can_not_be_made_stays_as_it_was(built, monkeypatch, way):  # noqa: F811
    before = files(site(built))
    built.home("intro.md", "这里有东西作怪。\n")
    if way is endless:
        monkeypatch.setattr(workers, "ITEM_SECONDS", 4)
    spoil_prose(monkeypatch, way)
    result = build(built)
    assert result.exit_code == 0, result.output
    assert files(site(built)) == before
    assert f"沿用旧版 1 家：{CULPRIT}，没有发布 0 家" in result.stdout
    assert f"homes/{CULPRIT}: 错误 [house.work] 生成页面 /{OWN} 时" in result.stderr and "先用旧版" in result.stderr


@pytest.mark.parametrize("count", [1, 2])
def test_without_an_older_version_it_is_left_out(built, monkeypatch, count):  # noqa: F811
    before = others(site(built))
    built.home("intro.md", "这里有东西作怪。\n")
    spoil_prose(monkeypatch, WAYS["segfault"])
    result = build(built, "--fresh", "--workers", count)
    assert result.exit_code == 0, result.output
    assert f"发布 1 家，沿用旧版 0 家，没有发布 1 家：{CULPRIT}" in result.stdout
    after = files(site(built))
    assert others(site(built)) == before
    assert not [
        path
        for path, data in after.items()
        if path.startswith(OWN) or (path.endswith(".html") and OWN.encode() in data)
    ]
    assert "house.work" in (built.root.parent / ".homes-site/findings.txt").read_text(encoding="utf-8")


STAGES = {
    "read": (homes, "load_home", lambda snapshot, identity, *_: identity == CULPRIT),
    "judged": (house, "inspect", lambda home, *_: home.identity == CULPRIT),
}


@pytest.mark.parametrize(("where", "name", "told"), STAGES.values(), ids=STAGES)
def test_a_home_that_can_not_be_worked_on_is_named_by_a_check(folder, monkeypatch, where, name, told):
    spoil(monkeypatch, where, name, WAYS["exits"], told)
    assessment = folder.assess()
    assert assessment.content.left_out == (CULPRIT,)
    (finding,) = [one for one in assessment.findings if one.rule == "house.work"]
    assert (finding.severity, finding.home) == (Severity.ERROR, CULPRIT)
    assert assessment.homes["chaoyang/bystander"] is not None


def test_a_photo_that_kills_its_worker_is_missed_alone(folder, monkeypatch):
    photo = "photos: [{file: a.jpg, caption: 门, alt: 门, credit: 社区, people: none, use: site}]\n"
    for number, identity in enumerate((CULPRIT, "chaoyang/bystander")):
        folder.home("home.yml", f"name: 第{number}妇女之家\nkind: community\nstreet: maizidian\n{photo}", identity)
        folder.home("photos/a.jpg", picture(number), identity)
    spoil(monkeypatch, photos, "encode", WAYS["segfault"], lambda data: data == picture(0))
    result = build(folder)
    assert result.exit_code == 0 and f"{OWN}photos/a.jpg" in result.stderr
    pages = {one: files(site(folder))[f"homes/{one}/index.html"] for one in (CULPRIT, "chaoyang/bystander")}
    assert {one: b"media/" in page for one, page in pages.items()} == {CULPRIT: False, "chaoyang/bystander": True}


def test_a_home_with_a_page_that_should_not_go_out_stays_as_it_was(built, monkeypatch):  # noqa: F811
    before = files(site(built))
    built.home("intro.md", "这里有东西作怪。\n")
    slip = lambda: {("house.mobile", "有手机号")}  # noqa: E731
    spoil(monkeypatch, privacy, "private_numbers", slip, lambda path, text, *_: path.startswith(OWN) and "作怪" in text)
    result = build(built)
    assert result.exit_code == 0, result.output
    assert "沿用旧版 1 家" in result.stdout and "不能发布：有手机号" in result.stderr
    assert files(site(built)) == before


def test_a_page_of_no_home_that_should_not_go_out_stops_the_build(built, monkeypatch):  # noqa: F811
    before = files(site(built))
    built.home("home.yml", "name: 枣营北里社区妇女之家\nkind: community\nstreet: maizidian\nsummary: 换一句\n")
    slip = frozenset({("house.mobile", "有手机号")}), frozenset()
    spoil(monkeypatch, checks, "examine", lambda: slip, lambda path, *_: path.startswith("districts/"))
    assert build(built).exit_code == 1
    assert files(site(built)) == before


def test_what_breaks_every_home_is_no_homes_fault(built, monkeypatch):  # noqa: F811
    before = files(site(built))
    spoil(monkeypatch, Renderer, "html", WAYS["raises"], lambda renderer, page: page.address.startswith("homes/"))
    built.write("city.yml", CITY.replace("北京市妇女联合会", "市妇女联合会"))  # which concerns every page
    result = build(built)
    assert result.exit_code == 1
    assert "2 家出错，多半不是内容的毛病" in result.stderr
    assert files(site(built)) == before


def test_an_error_in_a_page_of_no_home_stops_the_build(built, monkeypatch):  # noqa: F811
    before = files(site(built))
    spoil(monkeypatch, Renderer, "html", WAYS["exits"], lambda renderer, page: page.address == "services/")
    built.write("city.yml", CITY.replace("北京市妇女联合会", "市妇女联合会"))
    result = build(built)
    assert result.exit_code == 1 and "services" in result.stderr
    assert files(site(built)) == before
