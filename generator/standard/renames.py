"""Homes that files of the federation name by a former identity, or by one that no home has."""

from __future__ import annotations

import dataclasses

from generator.model.documents import Feature
from generator.model.load import Content

_IDENTITY = "核对代号：<{district}>/<{home}>"


def renamed_homes(content: Content) -> dict[str, str]:
    """Former identity → present one, where just one home of the same district claims it and no home has it any more.

    A plaque stays in its district, and a home's own file can't bring it there from another.
    """
    claims: dict[str, set[str]] = {}
    for identity, home in content.homes.items():
        for old in home.profile.formerly:
            if old.partition("/")[0] == home.district:
                claims.setdefault(old, set()).add(identity)
    known = content.homes.keys() | set(content.left_out)
    return {old: next(iter(new)) for old, new in claims.items() if len(new) == 1 and old not in known}


def unknown_home(content: Content, written: str) -> tuple[str, str]:
    """What is wrong with an identity that neither a home nor `renamed_homes` has, and what to do."""
    return claimed_home(content, written) or (f"没有“{written}”这个{{home}}", _IDENTITY)


def claimed_home(content: Content, written: str) -> tuple[str, str] | None:
    """The same of one that a home says it had, with no effect; None of any other."""
    claimants = sorted(one for one, home in content.homes.items() if written in home.profile.formerly)
    if len(claimants) > 1:
        return (
            f"没有“{written}”这个{{home}}；{'、'.join(claimants)}都写着曾用这个代号",
            "核对是谁用过，别家从“曾用代号”（formerly）里删掉",
        )
    if claimants:
        return (
            f"没有“{written}”这个{{home}}了；{claimants[0]} 写着曾用这个代号，可是换了{{district}}，这里不跟着改",
            f"核实是同一家的，把这里改成 {claimants[0]}；不是的，请它从“曾用代号”（formerly）里删掉",
        )
    return None


def with_present_names(content: Content) -> Content:
    """The content with features that name homes as they are called now."""
    renamed = renamed_homes(content)
    return dataclasses.replace(content, features=tuple(_renamed(one, renamed) for one in content.features))


def _renamed(feature: Feature, renamed: dict[str, str]) -> Feature:
    homes = tuple(renamed.get(home, home) for home in feature.homes)
    brand = renamed.get(feature.brand, feature.brand) if feature.brand else feature.brand
    photos = tuple(_photo(photo, renamed) for photo in feature.photos)
    if (homes, brand, photos) == (feature.homes, feature.brand, feature.photos):
        return feature
    return dataclasses.replace(feature, homes=homes, brand=brand, photos=photos)


def _photo(written: str, renamed: dict[str, str]) -> str:
    """`<district>/<home>/<file>` in the folder of the home as it is called now."""
    home, _, name = written.rpartition("/")
    return f"{renamed[home]}/{name}" if home in renamed else written
