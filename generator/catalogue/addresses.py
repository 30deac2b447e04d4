"""Addresses of pages on the site, relative to its root, and redirects; all collisions are reported together."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import defaultdict

from generator.diagnostics import Finding, Severity
from generator.model.load import Content, Home

_PLAIN = re.compile(r"[\w.-]+")


def home(identity: str) -> str:
    return f"homes/{identity}/"


def identity(home_address: str) -> str:
    """The identity of the home at an address."""
    return home_address.removeprefix("homes/").rstrip("/")


def family(identity: str, family_id: str) -> str:
    return f"homes/{identity}/families/{family_id}/"


def home_families(identity: str) -> str:
    return f"homes/{identity}/families/"


def families(part: str) -> str:
    """The address of a part of the honour roll: the slug of a district, `titles/<slug>`."""
    return f"families/{part}/"


def activity(identity: str, date: dt.date, slug: str) -> str:
    return f"homes/{identity}/activities/{date:%Y-%m-%d}-{slug}/"


def brand(identity: str) -> str:
    return f"homes/{identity}/brand/"


def regulation(identity: str, name: str, title: str = "") -> str:
    """The address of a regulation; `name` is its code or that of its file, without a file its title identifies it.

    Names that are unsafe in addresses are replaced by a digest.
    """
    part = name if _PLAIN.fullmatch(name) else hashlib.sha256((name or title).encode()).hexdigest()[:8]
    return f"homes/{identity}/regulations/{part}/"


def badge(identity: str, level: str) -> str:
    return f"homes/{identity}/badge-{level}/"


def later_laws() -> str:
    """The page on laws that are later than the policy."""
    return "standard/later-laws/"


def standard_regulation(code: str) -> str:
    return f"standard/regulations/{code}/"


def rule(rule_id: str) -> str:
    return f"standard/{rule_id.replace('.', '-')}/"


def service(item: str) -> str:
    return f"services/{item.replace('.', '-')}/"


def district(slug: str) -> str:
    return f"districts/{slug}/"


def street(district_slug: str, slug: str) -> str:
    return f"districts/{district_slug}/{slug}/"


def activities(district_slug: str = "") -> str:
    """The activities of the city or of a district.

    Not below districts/, where `activities` could be the slug of a street.
    """
    return f"activities/{district_slug}/" if district_slug else "activities/"


def demonstration(district_slug: str = "") -> str:
    """The roster of demonstration homes of the city or of a district."""
    return f"demonstration/{district_slug}/" if district_slug else "demonstration/"


def feed(folder: str = "") -> str:
    """The feed of the city, or of what has its page at `folder`."""
    return f"{folder}feed.atom"


def feature(date: dt.date, slug: str) -> str:
    return f"press/{date:%Y-%m-%d}-{slug}/"


def redirects(content: Content) -> tuple[dict[str, str], list[Finding]]:
    """Old address → new for each former identity that nobody else claims, and a finding for each collision."""
    claims: dict[str, list[tuple[Home, int]]] = defaultdict(list)
    for one in content.homes.values():
        for number, old in enumerate(one.profile.formerly):
            claims[old].append((one, number))
    moved, findings = {}, []
    for old, claimants in sorted(claims.items()):
        in_use = old in content.homes or old in content.left_out
        if not in_use and len(claimants) == 1:
            moved[home(old)] = home(claimants[0][0].identity)
            continue
        owners = [c.identity for c, _ in claimants] + ([f"{old}（现有的{{home}}）"] if in_use else [])
        findings += [_collision(one, number, old, owners) for one, number in claimants]
    return moved, findings


def _collision(one: Home, number: int, old: str, owners: list[str]) -> Finding:
    others = "、".join(owner for owner in owners if owner != one.identity) or "同一份清单里的另一行"
    message = f"曾用代号“{old}”还被别处占用：{others}"
    remedy = "核对是谁用过这个代号，只留一处；改好之前不做跳转"
    where = one.place("home.yml", f"formerly[{number}]")
    return Finding(
        Severity.ERROR, message, remedy, where, f"formerly[{number}]", "曾用代号", "house.address", home=one.identity
    )
