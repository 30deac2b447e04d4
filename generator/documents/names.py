"""Names of files for people: in their language, as any system takes them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import TypeVar

K = TypeVar("K")
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_MAX, _MAX_BYTES = 60, 180  # of one name: a path's part has 255 bytes, with what stands behind the name


def safe(words: str) -> str:
    """A name without what Windows takes in none."""
    cut = _UNSAFE.sub(" ", words)[:_MAX].encode()[:_MAX_BYTES]
    return cut.decode(errors="ignore").strip(" .")


def unique(names: Mapping[K, str], codes: Mapping[K, str]) -> dict[K, str]:
    """The names, made safe; with the code behind it where several are the same."""
    safe_names = {key: safe(name) for key, name in names.items()}
    counts = Counter(name.casefold() for name in safe_names.values())
    return {
        key: f"{name}（{codes[key]}）" if counts[name.casefold()] > 1 or not name else name
        for key, name in safe_names.items()
    }
