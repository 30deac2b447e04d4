"""The theme's own files: one stylesheet from theme/styles, each script of theme/scripts, named by content; images as
they are.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from generator.public import tints

_NAMED_BY_CONTENT = re.compile(r"assets/[^/]+-[0-9a-f]{10}\.(css|js)")


def is_named_by_content(address: str) -> bool:
    """Whether it is a stylesheet or a script, which a page that is older than this release may still ask for."""
    return _NAMED_BY_CONTENT.fullmatch(address) is not None


@dataclass(frozen=True)
class Assets:
    """`addresses`: plain name (`site.css`) → address from the root; `files`: address → bytes."""

    addresses: dict[str, str]
    files: dict[str, bytes]


def gather(theme: Path) -> Assets:
    """Reads the theme folder. Stylesheets are joined in the order of their file names."""
    sheets = [path.read_bytes() for path in sorted((theme / "styles").glob("*.css"))] + [tints.sheet().encode()]
    named = {"site.css": b"\n".join(sheets)}
    named |= {path.name: path.read_bytes() for path in sorted((theme / "scripts").glob("*.js"))}
    addresses, files = {}, {}
    for name, data in named.items():
        stem, _, ending = name.rpartition(".")
        address = f"assets/{stem}-{hashlib.sha256(data).hexdigest()[:10]}.{ending}"
        addresses[name], files[address] = address, data
    for path in sorted((theme / "assets").rglob("*")):
        if path.is_file():
            files[f"assets/{path.relative_to(theme / 'assets').as_posix()}"] = path.read_bytes()
    return Assets(addresses, files)
