"""What no two homes have in common: a folder that was copied, a division code entered twice; and codes of districts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator

from generator.diagnostics import Finding, Severity
from generator.model.load import Content, Home

_DIVISION = "house.division"


def findings(content: Content) -> Iterator[Finding]:
    """Findings of homes that are alike, and of districts whose code isn't one.

    Of homes it needs name, division code, and the office's address, location and telephones.
    """
    for one, others in _sharing(content, _likeness):
        message = f"名称、电话和地址同 {others} 一模一样，像是复制了文件夹没有改"
        remedy = "改成这一家自己的；用不着的那一家，删掉整个文件夹"
        yield _finding(one, "name", "名称", "house.copied", Severity.ERROR, message, remedy)
    for one, others in _sharing(content, lambda home: home.profile.division):
        message = f"区划代码“{one.profile.division}”{others} 也在用"
        yield _finding(one, "division", "区划代码", _DIVISION, Severity.ADVICE, message, "核对各家所在社区、村的代码")
    yield from _districts(content)


def _likeness(home: Home) -> Hashable:
    """What two homes can't have in common; None where too little of it is known."""
    office = home.profile.office
    place = office and (office.address or office.location)
    return (home.profile.name, office.phone, place) if office and office.phone and place else None


def _sharing(content: Content, key: Callable[[Home], Hashable]) -> Iterator[tuple[Home, str]]:
    """Each open home that shares its key with others, and who these are."""
    groups: dict[Hashable, list[Home]] = defaultdict(list)
    for home in content.homes.values():
        if not home.profile.closed and (own := key(home)):
            groups[own].append(home)
    for group in groups.values():
        for home in group if len(group) > 1 else ():
            others = [one.identity for one in group if one is not home]
            more = f" 等 {len(others)} 家" if len(others) > 3 else ""
            yield home, "、".join(others[:3]) + more


def _districts(content: Content) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for slug, district in content.districts.items():
        path = f"districts/{slug}/district.yml"
        if not re.fullmatch(r"\d{6}(?:\d{3})?", district.code):
            message = f"“{district.code}”不是 6 位（不设区的市是 9 位）的区划代码"
        elif district.code in seen:
            message = f"区划代码“{district.code}”和{seen[district.code]}的一样"
        else:
            seen[district.code] = district.name
            continue
        remedy = "写这个{district}自己的数字代码，两边加引号"
        yield Finding(Severity.ERROR, message, remedy, content.place(path, "code"), "code", "区划代码", _DIVISION)


def _finding(home: Home, at: str, label: str, rule: str, severity: Severity, message: str, remedy: str) -> Finding:
    place = home.place("home.yml", at)
    return Finding(severity, message, remedy, place, at, label, rule, home=home.identity)
