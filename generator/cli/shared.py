"""What several commands say and ask, those that only read, too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from generator.console import exit_with
from generator.model.field_types import BEIJING

_FEW = 5  # features that are named


def embargoed_line(features: Sequence[tuple[str, dt.datetime]]) -> str:
    """Features that are still to go out, by file, with their minutes."""
    rows = [f"{file}，{until.astimezone(BEIJING):%Y-%m-%d %H:%M} 公开" for file, until in features[:_FEW]]
    rest = f"；还有 {len(features) - _FEW} 篇" if len(features) > _FEW else ""
    return f"收下了、还没有解禁的稿子 {len(features)} 篇，到时候自己出来，之前哪里都没有：{'；'.join(rows)}{rest}。"


def require_home(content: Path, identity: str) -> None:
    """Exits with 2 where there is no such home."""
    known = sorted(f"{path.parent.name}/{path.name}" for path in content.glob("homes/*/*") if path.is_dir())
    if identity not in known:
        near = get_close_matches(identity, known, 1, 0.4)
        exit_with(
            f"没有“{identity}”这一家"
            + (f"。是不是“{near[0]}”？" if near else "。写成 <区>/<家>，和 homes/ 里的文件夹一样"),
            2,
        )
