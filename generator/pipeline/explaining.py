"""What a file of the site was made from, and why it was made last."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from generator.pipeline.build_ledger import BuildLedger, TaskEntry
from generator.pipeline.options import as_build_failed
from generator.store import Ledger, State

_LABELS = {
    "new": "以前没有", "damaged": "写好的文件被动过", "program": "程序", "frame": "每页的外框（theme 的 main.html、chrome，手写页面的名称，city.yml）",
    "city": "city.yml 里公开的", "own": "这一家自己的内容", "relations": "这一家的牌子、邻近的家、接替的家", "best": "同一年评得最高的家庭",
    "pictures": "照片", "cards": "分享图", "today": "日期", "tiles": "各区有几家", "features": "好做法的稿子", "holidays": "放假安排", "synonyms": "居民的说法",
    "redirects": "曾用的地址", "withheld": "撤下了什么", "years": "光荣榜有哪些年", "plaques": "牌子的块数", "figures": "全市的数目", "places": "区和街道的名称", "areas": "区和街道的内容",
    "files": "文件本身", "brands": "区和街道的品牌", "streets": "各街道各家的文字",
}  # fmt: skip
_FACETS = {
    "name": "名称和所在街道", "words": "别名和一句话介绍", "office": "地址、电话、开放时间", "services": "服务", "photos": "照片的说明", "brand": "品牌", "dated": "最新一件事的日期",
    "families": "最美家庭", "activities": "活动", "badges": "牌子", "pictures": "照片",
}  # fmt: skip


def explain(site: Path, path: str) -> str:
    """Of a path of the site (an address will do), in Chinese. Raises as `build` does."""
    state, wanted = State.beside(site), path.lstrip("/")
    wanted += "index.html" if wanted.endswith("/") or not wanted else ""
    with as_build_failed(), state.lock(), closing(Ledger(state.folder)) as ledger:
        tasks = BuildLedger(ledger).tasks
    name = next((name for name, task in tasks.items() if wanted in task.paths), None)
    if name is None:
        return f"网站里没有 {wanted}。"
    return f"{wanted}：属于“{name}”这一组，共 {len(tasks[name].paths)} 个文件。\n{_history(tasks[name])}"


def _history(task: TaskEntry) -> str:
    why, told = in_words(task.reason), in_words(task.inputs)
    return f"最近一次重做是按 {task.made[:10]} {task.made[11:16]}，因为变了：{why}。\n它由这些做成：{told}。"


def in_words(labels: Iterable[str]) -> str:
    """The inputs of a task as people call them."""
    return "、".join(dict.fromkeys(map(_label, labels)))


def _label(name: str) -> str:
    kind, _, rest = name.partition(" " if name.startswith("template ") else ".")
    if kind == "template":
        return f"模板 {rest}"
    return f"各家的{_FACETS.get(rest, rest)}" if kind == "homes" else _LABELS.get(name, name)
