"""What the files of reports are called: by the names of districts and homes, not by their codes."""

from __future__ import annotations

from collections.abc import Mapping

from generator.documents.names import safe, unique
from generator.model.load import Content
from generator.model.standard import CityStandard


def of_districts(content: Content) -> dict[str, str]:
    """District → its name, with its code behind it where others are called so, too."""
    names = {slug: district.name for slug, district in content.districts.items()}
    return unique(names, {slug: slug for slug in names})


def of_homes(content: Content) -> dict[str, str]:
    """Home → 朝阳区_麦子店街道_枣营北里社区妇女之家, with its code behind it where another would be called so, too."""
    districts, names = of_districts(content), {}
    for one, home in content.homes.items():
        street = content.districts[home.district].street(home.profile.street)
        names[one] = of_home(districts[home.district], street.name if street else "", home.profile.name)
    return unique(names, {one: one.partition("/")[2] for one in names})


def of_home(district: str, street: str, name: str) -> str:
    """The name of a home's file by those of its places."""
    return "_".join(safe(part) for part in (district, street, name) if part)


def of_one(identity: str, district: str, street: str, name: str) -> str:
    """The name of a home's folder where no others are known: with its identity behind it, so that no other has it."""
    return f"{safe(of_home(district, street, name))}（{identity.replace('/', '_')}）"


def of_levels(standard: CityStandard) -> Mapping[str, str]:
    """Level of plaques → what it is called, with its code where others are called so, too."""
    labels = standard.honours.home_labels
    return unique(labels, {level: level for level in labels})
