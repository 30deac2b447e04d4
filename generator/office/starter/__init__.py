"""`homes init`: the content of a new city, commented in Chinese, and what it takes to run it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.content import yaml_nodes
from generator.model.city import complete, resolve
from generator.model.federation import City
from generator.model.reader import RecordReader
from generator.office import contract
from generator.office.federation_files import district_file
from generator.office.own_words import OwnWords
from generator.office.starter.areas import Area
from generator.office.starter.city import city_file
from generator.office.starter.pages import pages, pictures

_DEPLOY = Path(__file__).parent / "deploy"
_IGNORED = """\
# 生成的网站，和它旁边的状态（里面有不公开的内容）
/site
/.homes-*/
# 报告、海报、审核和导出的文件：不公开
/reports/
/posters/
/退回/
/*.xlsx
/*.docx
/*.html
/决定*.json
"""


def create(folder: Path, city: str, areas: list[Area]) -> list[Path]:
    """Writes the files of a new city and returns their paths. Raises `FileExistsError` if `folder` is not empty."""
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(folder)
    written = []
    for name, data in _files(city, areas):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        if path.suffix == ".sh":
            path.chmod(0o755)
        written.append(path)
    (folder / "content/homes").mkdir(parents=True)
    return written


def _files(city: str, areas: list[Area]) -> Iterator[tuple[str, bytes]]:
    for name, text in _texts(city, areas):
        yield name, text.encode()
    for name, data in pictures():
        yield f"content/pages/{name}", data


def _words(settings: str) -> OwnWords:
    """Those of a city.yml."""
    city = RecordReader("city.yml").record(yaml_nodes.parse(settings).root, City)
    return OwnWords(resolve(complete(city or City("", "")), None))


def _texts(city: str, areas: list[Area]) -> Iterator[tuple[str, str]]:
    yield ".gitignore", _IGNORED
    settings = city_file(city, areas)
    own = _words(settings)
    yield "content/city.yml", settings
    for area in areas:
        yield f"content/districts/{area.slug}/district.yml", district_file(area.name, area.code, area.streets, own)
    for name, text in pages(city, areas, own):
        yield f"content/pages/{name}", text
    for name, text in contract.documents(own.standard).items():
        yield f"docs/{name}", text
    for path in sorted(_DEPLOY.rglob("*")):
        if path.is_file():
            yield f"deploy/{path.relative_to(_DEPLOY).as_posix()}", path.read_text("utf-8")
