"""Files that exclude a home: rosters, petitions, diaries, lists of families in hardship; or a private number as its
name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.content import pictures
from generator.content.markup import BREAK
from generator.diagnostics import Finding, Place, Severity
from generator.standard.house import detectors

_KNOWN = re.compile(
    r"(home|consents|ledger|families|regulations)\.ya?ml|(intro|brand)\.md|(activities|regulations)/[^/]+\.md"
    rf"|photos/[^/]+({'|'.join(map(re.escape, pictures.SUFFIXES))})",
    re.IGNORECASE,
)
_ROSTER = re.compile(
    r"名册|花名册|名单|身份证|户口|户籍|登记表|通讯录|huamingce|mingce|mingdan|roster|namelist", re.IGNORECASE
)
_PRIVATE = re.compile(
    r"信访|上访|来访|来信|来电|妇情|日记|困难|贫困|低保|留守|单亲|台账|petition|diary|hardship|xinfang|riji|"
    r"kunnan|taizhang",
    re.IGNORECASE,
)


def forbidden_files(identity: str, paths: Iterable[str]) -> tuple[Finding, ...]:
    """Findings that exclude a home: for each roster-like file among the `paths` of its folder, and for the name of the
    folder.
    """
    found = []
    for hit in detectors.find_hits(identity.replace("/", BREAK)):
        message = f"文件夹名就是网址，里面{detectors.MESSAGES[hit.rule][0]}：“{detectors.mask(hit)}”"
        found.append(
            Finding(Severity.ERROR, message, "换一个文件夹名", Place(f"homes/{identity}"), rule=hit.rule, home=identity)
        )
    for path in paths:
        if is_forbidden(path.removeprefix(f"homes/{identity}/")):
            message = "像是名册、信访、妇情日记或困难家庭一类的文件，不能放在这里，这个{home}先不公开"
            remedy = "把它移到单位内部的电脑里保存，从这个文件夹里删掉"
            found.append(Finding(Severity.ERROR, message, remedy, Place(path), rule="house.roster-file", home=identity))
    return tuple(found)


def is_forbidden(inside: str) -> bool:
    """Whether a file, by its path in the folder of a home, must not be there."""
    if _KNOWN.fullmatch(inside):
        return inside.startswith("photos/") and bool(_ROSTER.search(inside))
    return bool(_ROSTER.search(inside) or _PRIVATE.search(inside))
