"""Appends one entry to a YAML list that people edit by hand; every other byte of the file stays."""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from generator.content import yaml_nodes
from generator.content.text import decode
from generator.diagnostics import InvalidInput

_PLAIN = re.compile(r"[A-Za-z0-9/][A-Za-z0-9/._-]*")
_BOM = b"\xef\xbb\xbf"


def append_entry(file: Path, entry: Mapping[str, str]) -> None:
    """Appends the entry to `file`, atomically; creates the file where it is missing.

    Raises `InvalidInput` where the file is no list, and OSError.
    """
    data = file.read_bytes() if file.exists() else b""
    temporary = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    try:
        temporary.write_bytes(with_entry(data, entry))
        if file.exists():
            shutil.copymode(file, temporary)
        os.replace(temporary, file)
    finally:
        temporary.unlink(missing_ok=True)


def with_entry(data: bytes, entry: Mapping[str, str]) -> bytes:
    """The bytes of the list with the entry appended. Raises `InvalidInput` for what is no list."""
    encoding = "gb18030" if decode(data)[1] else "utf-8"
    head, body = (_BOM, data[len(_BOM) :]) if data.startswith(_BOM) else (b"", data)
    text, count = body.decode(encoding), _count_entries(data)
    line = "{" + ", ".join(f"{key}: {_scalar(value)}" for key, value in entry.items()) + "}"
    for candidate in _candidates(text, line):
        result = head + candidate.encode(encoding)
        try:
            if _count_entries(result) == count + 1:
                return result
        except InvalidInput:
            continue
    raise InvalidInput("文件不是一个列表", "改成每项一行、用“- ”开头")


def format_entry(entry: Mapping[str, str]) -> str:
    """The entry as a line of a YAML list."""
    return with_entry(b"", entry).decode().strip()


def _candidates(text: str, line: str) -> Iterator[str]:
    """The text with the line inserted: after the last line, or before the bracket that closes a flow list."""
    end = "\r\n" if "\r\n" in text else "\n"
    root = yaml.compose(text, yaml.BaseLoader)
    if isinstance(root, yaml.SequenceNode) and root.flow_style:
        last = root.end_mark.index - 1
        yield from (text[:last] + comma + line + text[last:] for comma in ((", ", " ") if root.value else ("",)))
    else:
        indent = " " * (root.start_mark.column if isinstance(root, yaml.SequenceNode) else 0)
        yield text + ("" if not text or text.endswith("\n") else end) + f"{indent}- {line}{end}"


def _count_entries(data: bytes) -> int:
    try:
        root = yaml_nodes.parse(decode(data)[0]).root
    except yaml_nodes.ContentSyntaxError as error:
        raise InvalidInput(error.message, error.remedy) from None
    if isinstance(root, yaml_nodes.Sequence):
        return len(root.items)
    if root is None or root[0] is None:
        return 0
    raise InvalidInput("文件不是一个列表", "改成每项一行、用“- ”开头")


def _scalar(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)
