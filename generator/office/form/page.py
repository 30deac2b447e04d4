"""The form as one HTML file that asks nothing of anybody: styles, scripts and what it is filled in with lie in it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from generator.office.form import fields
from generator.office.form.form import Form, street_names
from generator.office.form.sections import Part

_TEMPLATES = Path(__file__).parent / "templates"
_SCRIPTS = ("zip", "photos", "checks", "state", "week", "fields", "pictures", "lists", "packet", "page")
"""In the order in which they need each other."""
_TEXT = re.compile(r'("(?:\\.|[^"\\\n])*")')
_MARKS = r"===|!==|&&|\|\||<=|>=|[={}(),;:?<>|&]"


def page(form: Form, federation: str, is_sample: bool) -> bytes:
    """The file, the same bytes each time."""
    style = _squeezed((_TEMPLATES / "form.css").read_text(), "[{};,]")
    script = "\n".join(_squeezed((_TEMPLATES / f"{name}.js").read_text(), _MARKS) for name in _SCRIPTS)
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES), autoescape=True, trim_blocks=True, undefined=jinja2.StrictUndefined
    )
    text = environment.get_template("form.html").render(
        form=form,
        federation=federation,
        is_sample=is_sample,
        sections=form.sections,
        style=Markup(style),
        script=Markup(script),
        style_hash=_hash(style),
        script_hash=_hash(script),
        data=_inline(_data(form)),
    )
    return text.encode()


def _data(form: Form) -> dict[str, Any]:
    """All that the scripts know. Texts and lists that several fields share stand in `shared` once."""
    shared: list[Any] = []
    sections = [
        {"id": section.id, "parts": [_part(part, shared) for part in section.parts]} for section in form.sections
    ]
    return {
        "about": form.about,
        "plate": form.own("妇女之家"),
        "unnamed": form.own("新的妇女之家"),
        "ask": form.own("在哪个区"),
        "sections": sections,
        "shared": shared,
        "words": fields.words(),
        "districts": [[one.slug, one.name, list(street_names(one).values())] for one in form.districts],
        "entries": form.entries,
    }


def _part(part: Part, shared: list[Any]) -> dict[str, Any]:
    """A part with its fields; keys are those within its list."""
    said: dict[str, Any] = {"title": part.title, "fields": []}
    for column in part.columns:
        field = {"k": column.key.removeprefix(f"{part.list_key}.")} | fields.as_json(column)
        for name in ("h", "e", "o"):
            if name in field:
                if field[name] not in shared:
                    shared.append(field[name])
                field[name] = shared.index(field[name])
        said["fields"].append(field)
    if part.list_key:
        said["list"] = part.list_key
    if part.folded:
        said["fold"] = True
    return said


def _squeezed(text: str, marks: str) -> str:
    """Without comments, indentation and the blanks around marks outside of texts: a third less."""
    lines = (re.sub(r"(?:^|\s)//\s.*|^/\*.*", "", line).strip() for line in text.split("\n"))
    pieces = _TEXT.split("\n".join(filter(None, lines)))
    return "".join(
        piece if number % 2 else re.sub(f" ?({marks}) ?", r"\1", piece) for number, piece in enumerate(pieces)
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _inline(said: Any) -> Markup:
    """JSON that stays within its script element."""
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028"))
