"""The street of a home: its slug, or its name among the streets of the district."""

from __future__ import annotations

import dataclasses
import re
from difflib import get_close_matches

from generator.content.values import half_width
from generator.diagnostics import Finding, Severity
from generator.model.federation import District
from generator.model.files import Files
from generator.model.home import Profile
from generator.model.positions import Positions, locate
from generator.model.reader import reading_notice

_MAX_TOLD = 30  # streets in a message


def with_streets(finding: Finding, path: str, district: District) -> Finding:
    """A finding of a missing street, with the streets that there are."""
    if finding.place.path != path or finding.field != "street" or not finding.message.startswith("缺少"):
        return finding
    put = finding.remedy.partition("写 ")[0] if finding.remedy.startswith("在第") else "加一行 street: 再"
    return dataclasses.replace(finding, remedy=f"{put}写代号或名称，可以写：{_streets(district)}")


def _streets(district: District) -> str:
    more = len(district.streets) - _MAX_TOLD
    told = "、".join(f"{street.slug}（{street.name}）" for street in district.streets[:_MAX_TOLD])
    return told + (
        f" 等 {len(district.streets)} 个，都在 districts/{district.slug}/district.yml 里" if more > 0 else ""
    )


def unknown_street(identity: str, profile: Profile, district: District, positions: Positions) -> Finding | None:
    """A finding for a home whose street its district does not have: no page could list it."""
    if district.street(profile.street) or len(streets_named(district, profile.street)) == 1:
        return None
    path = f"homes/{identity}/home.yml"
    known = [one for s in district.streets for one in (s.slug, s.name)]
    near = get_close_matches(profile.street, known, 1, cutoff=0.75)  # 八里庄街道 is no slip for 三里屯街道
    hint = f"是不是“{near[0]}”？" if near else ""
    message = f"{district.name}的名单里没有“{profile.street}”这个{{street}}"
    remedy = f"{hint}可以写：{_streets(district)}；名单里真没有的，请管网站的同事加上，别选别的街道"
    spot = locate({path: positions}, path, "street")
    return Finding(Severity.ERROR, message, remedy, spot, "street", "所在{street}", "house.street", home=identity)


_OFFICE_BEHIND = re.compile("(?<=街道)办(?:事处|公室)?$|(?<=地区)办事处$|(?<=[镇乡])(?:人民)?政府$|妇联$")


def streets_named(district: District, name: str) -> list[str]:
    """Slugs of the streets that people mean by a name: 七政街道 with or without what comes before and behind it, or
    七政 where nothing else begins so.
    """
    plain = half_width(name).replace(" ", "")
    name = _OFFICE_BEHIND.sub("", plain.rpartition(district.name)[2] or plain)
    exact = [street.slug for street in district.streets if street.name == name]
    return exact or [street.slug for street in district.streets if len(name) > 1 and street.name.startswith(name)]


def with_street_code(files: Files, identity: str, profile: Profile, district: District) -> Profile:
    """The profile with the slug of a street that it names."""
    if district.street(profile.street):
        return profile
    written, (slug,) = profile.street, streets_named(district, profile.street)
    place = locate(files.positions, f"homes/{identity}/home.yml", "street")
    street = district.street(slug)
    shown = f"{street.name}（{slug}）" if street else slug
    files.findings.append(reading_notice(place, "street", "所在{street}", written, slug, identity, shown))
    return dataclasses.replace(profile, street=slug)
