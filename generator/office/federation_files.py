"""`homes new --district`, `--press`, `--recognition`: the federation's files, from the field declarations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.model.documents import Feature
from generator.model.federation import DISTRICT, District, PlaqueLevel, Street
from generator.model.recognition import ChosenBrand, FamilyHonour, Round
from generator.model.terms import terms
from generator.office import scaffold
from generator.office.own_words import USUAL, OwnWords

_HEAD = "# 去掉一行前面的“# ”再填写，就会用上这个字段；不填的留着不动。写好后运行 homes check 看有没有问题。"
_ROUND = """\
# {title}。
# 先后：收申报、各级意见、材料审核、公示，最后写上 decided_on 和 recognised：写上了才有牌子，之前不公开。
{head}
level: {level}   # 级别
year: {year}   # 年度
"""


def district_file(name: str, code: str, streets: Iterable[Street], own: OwnWords = USUAL) -> str:
    """districts/<district>/district.yml; streets that are not known are an example."""
    known = [f"  - {{slug: {s.slug}, name: {s.name}{f', kind: {s.kind}' if s.kind else ''}}}" for s in streets]
    example = f"# streets:   # {own('街道乡镇')}，一行一个\n#   - {{slug: mou-jie, name: 某某街道, kind: street}}"
    given = f"streets:   # {own('街道乡镇')}，一行一个；phone: 可以加上电话\n" + "\n".join(known)
    lines = [
        f"# 一个{own.standard.terms.district}的设置：{own('街道乡镇')}、经费、更严的标准。“#”后面是说明，不会显示。",
        _HEAD,
        f"name: {name}   # 名称",
        f'code: "{code}"   # {len(code) or 6} 位区划代码',
        given if known else example,
        *_rest(District, ("name", "code", "streets"), own),
    ]
    return "\n".join(lines) + "\n"


def feature_file(day: dt.date) -> str:
    """press/<date>-<slug>.md. It has no title, so it is not published until somebody gave it one."""
    lines = [
        "---",
        "# 好做法和宣传素材。两条横线之间是设置，正文写在第二条横线下面。",
        _HEAD,
        "title:   # 标题，必填",
        f"date: {day}   # 日期，必填",
        *_rest(Feature, ("title", "date")),
        "---",
    ]
    return "\n".join(lines) + "\n"


def round_files(year: int, own: OwnWords, districts: Mapping[str, District]) -> dict[str, str]:
    """Path → text of a year's files: a round for each level, for districts one each; families; chosen brands."""
    found = {}
    for level in own.standard.honours.homes:
        givers = {slug: d.name for slug, d in districts.items()} if level.id == DISTRICT else {level.id: ""}
        for name, giver in givers.items():
            title = f"{giver} {year} 年{level.label or ''}{level.plaque or ''}的认定".lstrip()
            if level.id == DISTRICT:
                title += "，和对上一年各级牌子的重新认定（renewals）"
            text = _ROUND.format(title=title, head=_HEAD, level=level.id, year=year)
            found[f"recognition/{year}-{name}.yml"] = text + "\n".join(_round_fields(level, own)) + "\n"
    found[f"recognition/{year}-families.yml"] = scaffold.list_file(
        f"{year} 年本家以上级别的家庭荣誉。", FamilyHonour, own
    )
    found[f"recognition/{year}-brands.yml"] = scaffold.list_file(f"{year} 年妇联选出来推广的品牌。", ChosenBrand, own)
    return found


def _round_fields(level: PlaqueLevel, own: OwnWords) -> list[str]:
    """The fields of a round but level and year: districts alone review plaques and file, and a level above them only
    where the city has one.
    """
    given = ("level", "year") if level.id == DISTRICT else ("level", "year", "renewals", "filed")
    above = own.standard.honours.homes[0].id != DISTRICT
    return [line for line in _rest(Round, given, own) if above or "city_roster:" not in line]


def write(content: Path, texts: Mapping[str, str]) -> list[Path]:
    """Writes the files and returns their paths; none where one exists, which raises `FileExistsError`."""
    paths = {content / name: text for name, text in texts.items()}
    for path in paths:
        if path.exists():
            raise FileExistsError(path)
    for path, text in paths.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return list(paths)


def _rest(record: type, given: tuple[str, ...], own: OwnWords = USUAL) -> list[str]:
    return [line for t in terms(record).values() if t.key not in given for line in scaffold.commented(t, own)]
