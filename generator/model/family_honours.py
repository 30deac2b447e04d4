"""recognition/<year>-families.yml, or one a district, <year>-<district>-families.yml, for its own homes alone."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping

from generator.diagnostics import Finding, Place, Severity
from generator.model.federation import DISTRICT, OWN_LEVEL, District, Honours
from generator.model.files import Files
from generator.model.positions import locate
from generator.model.recognition import FamilyHonour

FILE = re.compile(r"(\d{4})-(?:([a-z0-9-]+)-)?families\.yml")


def family_honours(
    files: Files, districts: Mapping[str, District], honours: Honours
) -> tuple[tuple[int, FamilyHonour], ...]:
    """The entries that have effect, each with its year; what is wrong with the others goes to the findings."""
    levels = tuple(honours.family_labels)
    below = levels[: levels.index(DISTRICT)] if DISTRICT in levels else (OWN_LEVEL, "street")
    return tuple(
        (int(name[1]), honour)
        for path in files.text_paths("recognition", "families.yml")
        if (name := FILE.fullmatch(path.rpartition("/")[2])) and _names_district(files, path, name[2], districts)
        for honour in _effective(files, path, name[2], below)
    )


def _names_district(files: Files, path: str, district: str | None, districts: Mapping[str, District]) -> bool:
    if district is None or district in districts or f"districts/{district}/district.yml" in files.broken:
        return True
    known = "、".join(districts)
    message = f"没有“{district}”这个{{district}}，这个文件不起作用"
    remedy = f"文件名写成 <年>-<代号>-families.yml，代号有：{known}"
    files.findings.append(Finding(Severity.ERROR, message, remedy, Place(path), rule="house.file-name"))
    return False


def _effective(files: Files, path: str, district: str | None, below: tuple[str, ...]) -> Iterator[FamilyHonour]:
    """The entries of a file; those of the levels `below` the district's need no document."""
    for number, honour in enumerate(files.records(path, FamilyHonour)):
        if district and honour.home.partition("/")[0] != district:
            message = f"“{honour.home}”不是本{{district}}的，这一条不起作用"
            remedy = "只写本{district}的；别的请那里的妇联写"
            _report(files, path, f"[{number}].home", "哪一家", message, remedy)
            continue
        if honour.level not in below and not honour.document:
            remedy = "加上 document: 表彰文件的文号；{district}级以上都要有"
            _report(files, path, f"[{number}].document", "文号", "没有文号", remedy)
        yield dataclasses.replace(honour, path=path, number=number)


def _report(files: Files, path: str, at: str, label: str, message: str, remedy: str) -> None:
    place = locate(files.positions, path, at)
    files.findings.append(Finding(Severity.ERROR, message, remedy, place, at, label, "house.family-honour"))
