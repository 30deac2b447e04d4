"""Questions about the live site, and taking a release back."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from generator.model.field_types import BEIJING
from generator.pipeline.build_ledger import BuildLedger
from generator.reading import consent_history
from generator.reading.options import BuildFailed, BuildOptions, as_build_failed
from generator.store import AnotherBuild, Ledger, LedgerDamaged, State

_INPUTS = {
    "new": "以前没有",
    "damaged": "写好的文件被动过",
    "program": "程序",
    "frame": "每页的外框（theme 的 main.html、chrome，手写页面的名称，city.yml）",
    "city": "city.yml 里公开的",
    "own": "这一家自己的内容",
    "relations": "这一家的牌子、邻近的家、接替的家",
    "best": "同一年评得最高的家庭",
    "pictures": "照片",
    "cards": "分享图",
    "packs": "素材包的大小",
    "exports": "开放数据的文件",
    "feature": "这一篇稿子",
    "drawings": "分享图的字体和图案",
    "today": "日期",
    "tiles": "各区有几家",
    "features": "好做法的稿子",
    "holidays": "放假安排",
    "synonyms": "居民的说法",
    "redirects": "曾用的地址",
    "withheld": "撤下了什么",
    "years": "光荣榜有哪些年",
    "plaques": "牌子的块数",
    "figures": "全市的数目",
    "places": "区和街道的名称",
    "areas": "区和街道的内容",
    "files": "文件本身",
    "brands": "区和街道的品牌",
    "streets": "各街道各家的文字",
}
_FACETS = {
    "name": "名称和所在街道",
    "words": "别名和一句话介绍",
    "office": "地址、电话、开放时间",
    "services": "服务",
    "photos": "照片的说明",
    "brand": "品牌",
    "dated": "最新一件事的日期",
    "families": "最美家庭",
    "activities": "活动",
    "badges": "牌子",
    "pictures": "照片",
}


@dataclass(frozen=True)
class LiveRelease:
    """`pages`: how many HTML files; `built`: Beijing time."""

    site: Path
    pages: int
    built: dt.datetime


def roll_back(site: Path, today: dt.date) -> LiveRelease:
    """Makes the release before the live one. Raises `AnotherBuild`, and `BuildFailed` where it must not be shown."""
    state = State.beside(site)
    with as_build_failed(), state.lock():
        slot = state.rollback(today, consent_history.withdrawn_test(state))
        built = dt.datetime.fromtimestamp(slot.release.stat().st_mtime, BEIJING)
        return LiveRelease(site, len(list(slot.root.rglob("*.html"))), built)


def published_addresses(site: Path) -> set[str]:
    """The addresses of all files of the live site, without `index.html`."""
    return {path.removesuffix("index.html") for path in State.beside(site).published_paths}


def with_live_options(options: BuildOptions) -> BuildOptions:
    """With `photos`, `cards` and `packs` as in the live release, so that an urgent build changes nothing else."""
    state = State.beside(options.site)
    if not state.folder.is_dir():
        return options
    try:
        with as_build_failed(), state.lock(), closing(Ledger(state.folder)) as ledger:
            release = BuildLedger(ledger).release
    except (AnotherBuild, BuildFailed, LedgerDamaged):  # the build that follows will report it
        return options
    if release is None:
        return options
    return dataclasses.replace(options, photos=release.photos, cards=release.cards, packs=release.packs)


def explain(site: Path, path: str) -> str:
    """What a file (a path or an address) was made from and why it was last made, in Chinese. Raises as `build` does."""
    state, wanted = State.beside(site), path.lstrip("/")
    wanted += "index.html" if wanted.endswith("/") or not wanted else ""
    with as_build_failed(), state.lock(), closing(Ledger(state.folder)) as ledger:
        tasks = BuildLedger(ledger).tasks
    name, task = next(((name, task) for name, task in tasks.items() if wanted in task.paths), (None, None))
    if task is None:
        return f"网站里没有 {wanted}。"
    return (
        f"{wanted}：属于“{name}”这一组，共 {len(task.paths)} 个文件。\n"
        f"最近一次重做是按 {task.made[:10]} {task.made[11:16]}，因为变了：{input_names(task.reason)}。\n"
        f"它由这些做成：{input_names(task.inputs)}。"
    )


def input_names(labels: Iterable[str]) -> str:
    """The inputs of a task in Chinese."""
    return "、".join(dict.fromkeys(map(_input_name, labels)))


def _input_name(label: str) -> str:
    kind, _, rest = label.partition(" " if label.startswith("template ") else ".")
    if kind == "template":
        return f"模板 {rest}"
    return f"各家的{_FACETS.get(rest, rest)}" if kind == "homes" else _INPUTS.get(label, label)
