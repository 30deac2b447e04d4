"""`homes init` and `homes new`: files that are ready to be filled in."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.console import FOLDER, content_option, exit_with
from generator.diagnostics import InvalidInput

if TYPE_CHECKING:
    from generator.content.intake import Snapshot
    from generator.office.own_words import OwnWords

_CITY = re.compile(r"[㐀-鿿·]{2,20}")


@click.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--city", required=True, metavar="NAME", help="城市的名称，如 哈尔滨市")
@click.option(
    "--districts",
    "listed",
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="区县（和街道）的名单，一行一个：名称和区划代码；文本、CSV、Excel 都行",
)
def init(folder: Path, city: str, listed: Path | None) -> None:
    """为一个城市新建内容文件夹：全市的设置、区县、页面、部署的例子，里面的说明都是中文。

    名单里写了街道（9 位或 12 位代码），就连街道一起建好。不设区的市、县，街道和镇在区的位置，
    村和社区（12 位）在街道的位置。

    例：homes init haerbin --city 哈尔滨市 --districts 区划.csv
    """
    from generator.office import starter
    from generator.office.intake.reading import load, read_book
    from generator.office.starter.areas import read_areas

    if not _CITY.fullmatch(city):
        exit_with(f"“{city}”不像城市的名称。写汉字的全称，如 哈尔滨市", 2)
    try:
        areas = read_areas(read_book(load(listed)), city) if listed else []
        written = starter.create(folder, city, areas)
    except InvalidInput as error:
        exit_with(f"{listed}：{error.message}。{error.remedy}", 2)
    except FileExistsError:
        exit_with(f"{folder} 里已经有东西了。换一个名字，或先把它清空", 2)
    towns = any(area.is_town for area in areas)
    districts, streets = ("街镇", "村、社区") if towns else ("区县", "街道乡镇")
    count = sum(len(area.streets) for area in areas)
    click.echo(f"{folder} 建好了：{len(written)} 个文件，{len(areas)} 个{districts}，{count} 个{streets}。接下来：")
    click.echo(f"  cd {folder}")
    click.echo("  核对 content/city.yml 的 terms、honours    # 本市的叫法和荣誉，和实际不一样的改过来")
    click.echo("  看一遍 content/pages 的关于、隐私、无障碍三页    # 照现在的 terms 写的；改了叫法，这三页也要改")
    if areas and not areas[0].streets:
        click.echo(f"  在 content/districts/{areas[0].slug}/district.yml 写上 streets    # 名单里没有{streets}")
    if not areas:
        click.echo("  homes new --district <代号>       # 每个区县一次，再填好名称、代码、街道")
    click.echo(f"  homes new {areas[0].slug if areas else '<区>'}/<家>          # 第一个妇女之家")
    click.echo("  homes check                       # 看有没有问题")
    click.echo("  homes approve --baseline          # 都看过了，认可现在的内容")
    click.echo("  homes build                       # 生成网站")


@click.command()
@click.argument("identity", metavar="[<区>/<家>]", required=False)
@click.option("--district", metavar="SLUG", help="新建一个区的 district.yml")
@click.option("--press", metavar="DATE-SLUG", help="新建一篇稿子，如 2026-12-01-shuangxue")
@click.option("--recognition", metavar="YEAR", type=click.IntRange(1990, 2200), help="新建这一年认定和荣誉的文件")
@content_option
def new(identity: str | None, district: str | None, press: str | None, recognition: int | None, content: Path) -> None:
    """新建一个妇女之家的文件夹，或妇联的文件，里面的说明都是中文。

    \b
    例：homes new chaoyang/zaoying-beili
    homes new --district chaoyang
    homes new --press 2026-12-01-shuangxue
    homes new --recognition 2027
    """
    if sum(asked is not None for asked in (identity, district, press, recognition)) != 1:
        exit_with("写明要建什么，一次一样：<区>/<家>，或 --district、--press、--recognition", 2)
    try:
        if identity:
            written = _new_home(content, identity)
        elif district:
            written = _new_district(content, district)
        elif press:
            written = _new_feature(content, press)
        else:
            assert recognition is not None
            written = _new_round(content, recognition)
    except InvalidInput as error:
        exit_with(f"{error.message}。{error.remedy}", 2)
    except FileExistsError as error:
        exit_with(f"{error.filename or error} 已经有了。换一个名字，或直接修改里面的内容", 2)
    for file in written:
        click.echo(file)
    click.echo("填好以后，运行 homes check 看有没有问题。")


def _new_home(content: Path, identity: str) -> list[Path]:
    from generator.content import intake
    from generator.model.federation import District
    from generator.model.files import Files
    from generator.model.identifiers import Identity
    from generator.office import scaffold

    Identity().read(identity)
    slug = identity.partition("/")[0]
    path = f"districts/{slug}/district.yml"
    snapshot = intake.take_snapshot(content)
    found = Files(snapshot).record(path, District)
    if found is None:
        raise InvalidInput(f"{content / path} 不存在或有错误", f"先用 homes new --district {slug} 建好它，填好再来")
    return scaffold.create(content, identity, found, _own_words(snapshot))


def _new_district(content: Path, slug: str) -> list[Path]:
    from generator.content import intake
    from generator.model.identifiers import Slug
    from generator.office import federation_files

    Slug().read(slug)
    own = _own_words(intake.take_snapshot(content))
    text = federation_files.district_file("", "", (), own)
    return federation_files.write(content, {f"districts/{slug}/district.yml": text})


def _new_feature(content: Path, name: str) -> list[Path]:
    from generator.model.identifiers import Slug
    from generator.office import federation_files

    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)-(.+)", name)
    try:
        day = dt.date.fromisoformat(found[1]) if found else None
    except ValueError:
        day = None
    if found is None or day is None:
        raise InvalidInput(f"“{name}”看不出日期和代号", "写成 <年-月-日>-<拼音>，如 2026-12-01-shuangxue")
    Slug().read(found[2])
    return federation_files.write(content, {f"press/{name}.md": federation_files.feature_file(day)})


def _new_round(content: Path, year: int) -> list[Path]:
    from generator.content import intake
    from generator.model.federation import District
    from generator.model.files import Files
    from generator.office import federation_files

    snapshot = intake.take_snapshot(content)
    files = Files(snapshot)
    own = _own_words(snapshot)
    found = {path.parent.name: path for path in sorted(content.glob("districts/*/district.yml"))}
    records = {slug: files.record(f"districts/{slug}/district.yml", District) for slug in found}
    districts = {slug: record for slug, record in records.items() if record}
    return federation_files.write(content, federation_files.round_files(year, own, districts))


def _own_words(snapshot: Snapshot) -> OwnWords:
    """The words of the city. Raises `InvalidInput`."""
    from generator.model.load import standard_of
    from generator.office.own_words import OwnWords

    standard = standard_of(snapshot)
    if standard is None:
        place = snapshot.root / "city.yml"
        raise InvalidInput(f"{place} 不存在或有错误", "运行 homes check 看是哪里，先改好它")
    return OwnWords(standard)
