"""The full-text index: Pagefind's plain binary over one stub page a home, a space round every Han character.

Asked with a quoted phrase spaced the same way, it finds exactly the homes that say the words, and none beside.
"""

from __future__ import annotations

import gzip
import html
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pagefind_bin

from generator.content.markdown import render
from generator.public.views import HomeView, Site
from generator.search.names import listed

FOLDER = "search/fulltext/"
_HAN = re.compile(r"([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])")
_NEEDED = re.compile(r"(pagefind\.js|pagefind-worker\.js|pagefind-entry\.json|wasm\..*|.*\.pf_meta|index/.*|fragment/.*)")


class IndexingFailed(RuntimeError):
    """Pagefind ended with an error; the message quotes its own last line."""


def spaced(text: str) -> str:
    """Every Han character apart, as the index holds them and as it must be asked."""
    return re.sub(r" {2,}", " ", _HAN.sub(r" \1 ", text)).strip()


def index(site: Site) -> Iterator[tuple[str, bytes]]:
    """Addresses and bytes of the index's files. Raises `IndexingFailed`."""
    with TemporaryDirectory(prefix="homes-index-") as folder:
        stubs, out = Path(folder) / "stubs", Path(folder) / "out"
        for home in listed(site):
            stub = stubs / home.address / "index.html"
            stub.parent.mkdir(parents=True)
            stub.write_text(_stub(home), encoding="utf-8")
        if not stubs.exists():
            return
        _run(stubs, out)
        yield FOLDER + "homes.json", _numbers(site, out)
        for path in sorted(out.rglob("*")):
            name = path.relative_to(out).as_posix()
            if path.is_file() and _NEEDED.fullmatch(name):
                yield FOLDER + name, path.read_bytes()


def _numbers(site: Site, out: Path) -> bytes:
    """Pagefind's id of each home, in the order of the list of homes: a hit is known without fetching its fragment."""
    ids = {}
    for path in out.glob("fragment/*.pf_fragment"):
        fragment = json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
        ids[fragment["url"].strip("/") + "/"] = path.stem
    return json.dumps([ids.get(home.address) for home in listed(site)], separators=(",", ":")).encode()


def _run(stubs: Path, out: Path) -> None:
    binary = Path(pagefind_bin.__file__).parent / "pagefind"
    command = [str(binary), "--site", str(stubs), "--output-path", str(out), "--force-language", "unknown", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr or done.stdout).strip().rpartition("\n")[2] or f"停在 {done.returncode}"
        raise IndexingFailed(f"全文索引没有做成：pagefind 说“{said}”。检查临时文件夹的空间和系统的限制，再运行一次")


def _stub(home: HomeView) -> str:
    body = "\n".join(f"<p>{html.escape(spaced(part))}</p>" for part in _texts(home) if part)
    name = html.escape(spaced(home.name))
    return f'<!doctype html><html lang="unknown"><head><title>{name}</title></head><body><h1>{name}</h1>\n{body}</body></html>'


def _texts(home: HomeView) -> Iterator[str]:
    """What a home says, most telling first; an excerpt reads as a sentence."""
    yield _listed(home.district.name + home.street.name, *home.also_known_as, home.summary)
    yield _listed(home.office.notice, *(f"{line.days.text}{'、'.join(map(str, line.spans))}" for line in home.office.hours))
    for service in home.services:
        when = service.schedule.text if service.schedule else ""
        yield _listed(service.title, service.description, when, service.booking, service.fee, service.item_label, service.function_label)
    yield _listed(home.office.address, home.office.transit, *home.office.accessibility)
    yield _listed(f"{home.staff.director_title}{home.staff.director}", *home.staff.deputies, *(t.name for t in home.staff.teams))
    yield _listed(home.venue.shared_with, *home.venue.rooms, *home.venue.equipment)
    yield render(home.introduction).text
    if home.brand:
        yield _listed(home.brand.title, home.brand.summary, *(f"{label}{value}" for label, value in home.brand.results))
        yield render(home.brand.story).text
    for family in home.families:
        yield _listed(family.name, *family.titles, family.motto)
        yield render(family.story).text
    for activity in home.activities:
        yield _listed(activity.title, activity.summary, activity.place)
        yield render(activity.body).text
    for regulation in home.regulations:
        yield _listed(regulation.title)
        yield render(regulation.text).text


def _listed(*parts: str) -> str:
    words = "，".join(part.rstrip("。，") for part in parts if part)
    return f"{words}。" if words else ""
