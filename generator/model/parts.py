"""Records that people write as one text: the fields that each part of it is for."""

from __future__ import annotations

import re

from generator.content.values import half_width, split_point
from generator.patterns import lazy


def point_parts(text: str) -> dict[str, str]:
    """Fields of a location that is one text. Raises `InvalidInput`."""
    longitude, latitude = split_point(text)
    return {"longitude": longitude, "latitude": latitude}


_POST = "主席|主任|书记|委员|干事|队长|组长|会长|专干|社工|负责人|站长|代表|所长|村医|专员|助理|秘书|理事|干部|执委"
_NAME_AND_POST = lazy(
    rf"(?P<name>[\u4e00-\u9fff·×]{{2,12}})(?:[\s,、/:—-]*\((?P<inside>[^()\d]*(?:{_POST})[^()\d]*)\)"
    rf"|[\s,、/:—-]+(?P<behind>[^()\d]*(?:{_POST})[^()\d]*))"
    rf"|(?P<before>[\u4e00-\u9fff、兼]{{0,20}}(?:{_POST}))[\s,、/:—-]+(?P<last>[\u4e00-\u9fff·×]{{2,12}})"
)
_PADDING = lazy(r"(?<=^[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff]\s*(?:[(（]|$))")
_POST_ALONE = lazy(rf"[\u4e00-\u9fff]*(?:社区|村|街道|乡|镇|妇联|居委|党)[\u4e00-\u9fff]*(?:{_POST})")


def unpadded(name: str) -> str:
    """A name of two characters without the blank between them: 张丽 of 张 丽."""
    return _PADDING.sub("", name)


def person_parts(text: str) -> dict[str, str]:
    """Name and post of one text: 王秀兰（社区妇联主席）, 社区妇联主席 王秀兰; else it is a post, or a name."""
    plain = unpadded(half_width(text))
    found = _NAME_AND_POST.fullmatch(plain)
    if not found:
        return {"title" if _POST_ALONE.fullmatch(plain) else "name": text}
    if found["last"]:
        return {"name": found["last"], "title": found["before"]}
    return {"name": found["name"], "title": (found["inside"] or found["behind"]).strip()}


def service_parts(text: str) -> dict[str, str]:
    """Item and title of a service that is told by its name alone."""
    return {"item": text, "title": text}


_COUNT = r"(?:现有|共有?)?\s*\d{1,6}\s*[余多]?\s*[人名位]"
_MEMBERS = rf"(?:现有|共有?|有)?(?:队员|成员|志愿者)?\s*{_COUNT}(?:队员|成员|志愿者)?"
_TEAM = lazy(
    r"(?P<name>.*?[^\s\d,、:(])\s*"
    rf"(?:\((?P<inside>{_MEMBERS})\)|[,、:]\s*(?P<marked>{_MEMBERS})|(?P<behind>{_COUNT}))"
)


def team_parts(text: str) -> dict[str, str]:
    """Name and members of a team that is one text: 巾帼维权队（18人）; else it is its name."""
    found = _TEAM.fullmatch(half_width(text))
    if not found:
        return {"name": text}
    return {"name": found["name"], "members": found["inside"] or found["marked"] or found["behind"]}


def is_number_of_members(text: str) -> bool:
    """Whether a text says how many a team has, and so goes on with its name."""
    return re.fullmatch(_MEMBERS, half_width(text)) is not None
