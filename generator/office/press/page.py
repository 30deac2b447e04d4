"""The press desk as one private page that asks nothing of the network, in the dress of the review page."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import jinja2
from markupsafe import Markup

from generator.office.press.carriers import PAGE, Removal
from generator.office.press.desk import EXPIRING, Desk

_TEMPLATES = Path(__file__).parent / "templates"
_REVIEW = Path(__file__).parent.parent / "intake/templates/review.css"
MOST_ROWS = 200
"""Lines of a list on the page; the workbook has them all."""
MOST_PICTURES = 60


def page(desk: Desk) -> str:
    """The page."""
    style = _REVIEW.read_text(encoding="utf-8") + (_TEMPLATES / "desk.css").read_text(encoding="utf-8")
    script = (_TEMPLATES / "desk.js").read_text(encoding="utf-8")
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.globals |= {"message": message, "most": MOST_ROWS, "expiring": EXPIRING}
    return environment.get_template("desk.html").render(
        desk=desk,
        today=desk.now.date(),
        pictures=[one for one in desk.photos if one.picture],
        embargoed=[one for one in desk.features if one.embargo],
        flawed=[one for one in desk.features if not one.embargo],
        style=Markup(style),
        style_hash=_hash(style),
        script=Markup(script),
        script_hash=_hash(script),
    )


def _hash(text: str) -> str:
    """As a content security policy names it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def message(desk: Desk, removal: Removal) -> str:
    """What to send to whoever may have copied it."""
    day = f"{removal.on.year} 年 {removal.on.month} 月 {removal.on.day} 日" if removal.on else ""
    lines = [f"请删除以下已发内容：{removal.what}。{day}{removal.why}。"]
    for number, one in enumerate(removal.spread, 1):
        where = f" {desk.url}/{one.address}" if one.address else ""
        kind = "转走、截图的网页" if one.kind == PAGE else one.kind  # ours is mended already
        lines.append(f"{number}. {kind}：{one.name}{where}")
    lines.append("公众号、群里、朋友圈、报刊网站转过的，下载的图片和文字，也请一并删除，删好了回个话。")
    return "\n".join(lines)
