"""JSON Schema of all files, and the field reference of the guide, derived from the field declarations."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from generator.model.reader import in_city
from generator.model.standard import CityStandard
from generator.model.terms import ListOf, MapOf, Record, Term
from generator.office.files import FILES, FileKind
from generator.office.own_words import OwnWords


def schemas(standard: CityStandard | None = None) -> dict[str, str]:
    """File name → JSON Schema (draft 2020-12) as text, with the lists and words of the city, or of the profile.

    Every field may be written in English or in Chinese.
    """
    writer = _Writer(OwnWords(standard))
    return {
        f"{kind.name}.schema.json": json.dumps(writer.file(kind), ensure_ascii=False, indent=1) + "\n" for kind in FILES
    }


@dataclass(frozen=True)
class _Writer:
    own: OwnWords

    def file(self, kind: FileKind) -> dict[str, Any]:
        one = self._record(kind.record)
        body = {"type": ["array", "null"], "items": one} if kind.listed else one
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": self.own(kind.pattern),
            "description": self.own(kind.purpose),
        } | body

    def _record(self, record: type) -> dict[str, Any]:
        properties: dict[str, Any] = {}
        required = []
        for t in self.own.terms(record).values():
            schema = (
                {"title": t.label} | ({"description": t.help} if t.help else {}) | _optional(self._value(t.kind), t)
            )
            properties |= dict.fromkeys((t.key, t.label), schema)
            if t.required:
                required.append({"anyOf": [{"required": [t.key]}, {"required": [t.label]}]})
        return {"type": "object", "properties": properties} | ({"allOf": required} if required else {})

    def _value(self, kind: Any) -> dict[str, Any]:
        if isinstance(kind, Record):
            return self._record(kind.of)
        if isinstance(kind, ListOf):
            one = self._value(kind.of)
            if kind.together and kind.together != kind.of:
                one = {"anyOf": [one, kind.together.schema()]}
            return {"anyOf": [{"type": "array", "items": one, "maxItems": kind.max_items}, one]}
        if isinstance(kind, MapOf):
            keyed = {"type": "object", "additionalProperties": self._value(kind.of)}
            return {"anyOf": [keyed, {"enum": list(kind.elsewhere)}]} if kind.elsewhere else keyed
        schema: dict[str, Any] = in_city(kind, self.own.lists).schema()
        return schema


def _optional(schema: dict[str, Any], t: Term) -> dict[str, Any]:
    return schema if t.required else {"anyOf": [schema, {"enum": [None, ""]}]}


def reference(standard: CityStandard | None = None) -> dict[str, str]:
    """The field reference as Markdown pages: `index.md` and a page for each kind of file, with a table a record.

    With the lists and words of the city, or of the profile.
    """
    own = OwnWords(standard)
    rows = [f"- [{own(kind.purpose)}]({kind.name}.md)：`{kind.pattern}`" for kind in FILES]
    intro = "每个字段可以写英文名，也可以写中文名。“公开”表示可能出现在网站上；其余的只供检查。"
    pages = {"index.md": "\n".join(["# 字段参考\n", f"{intro}\n", *rows]) + "\n"}
    for kind in FILES:
        listed = "文件是一个列表，每项的字段：" if kind.listed else ""
        purpose = own(kind.purpose)
        head = f"# {purpose.partition('。')[0]}\n\n`{kind.pattern}`\n\n{purpose}。{listed}\n"
        pages[f"{kind.name}.md"] = "\n".join([head, *_tables(own, kind.record, set(), "##")])
    return pages


def _tables(own: OwnWords, record: type, done: set[type], level: str) -> list[str]:
    if record in done:
        return []
    done.add(record)
    rows = ["| 字段 | 中文名 | 写法 | 必填 | 公开 |", "|---|---|---|---|---|"]
    nested: list[tuple[Term, type]] = []
    for t in own.terms(record).values():
        inner = _inner(t.kind)
        if inner:
            nested.append((t, inner))
        rows.append(
            f"| `{t.key}` | {t.label} | {own(_how(t))} | {'是' if t.required else ''} | {'是' if t.public else ''} |"
        )
    parts = ["\n".join(rows) + "\n"]
    for t, inner in nested:
        tables = _tables(own, inner, done, level)
        if tables:
            parts += [f"{level} {t.label}（`{t.key}`）\n", *tables]
    return parts


def _inner(kind: Any) -> type | None:
    if isinstance(kind, ListOf | MapOf):
        return _inner(kind.of)
    return kind.of if isinstance(kind, Record) else None


def _how(t: Term) -> str:
    kind = t.kind
    listed = isinstance(kind, ListOf)
    inner = kind.of if listed or isinstance(kind, MapOf) else kind
    words = "见下表" if isinstance(inner, Record) else inner.format_hint
    if listed and kind.together and kind.together != kind.of:
        words += f"；{kind.together.format_hint}"
    parts = [
        ("列表，每项：" if listed and kind.together != kind.of else "") + words,
        t.help,
        f"例：`{t.example}`" if t.example else "",
    ]
    return "。".join(part for part in parts if part).replace("|", "｜")
