"""The text of a file without redacted values, to be stored as its last good version."""

from __future__ import annotations

from collections.abc import Collection

import yaml

from generator.model.positions import Positions

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_Dumper = getattr(yaml, "CBaseDumper", yaml.BaseDumper)


def strip_values(file: str, text: str, positions: Positions, redacted: Collection[str]) -> str | None:
    """The text of `file` without the values in `redacted`, by their `positions`; None where the whole file is redacted.

    `redacted` names values `<file>:<field>`, or `<file>` whole. Prose is redacted as a whole, and so is a family whose
    name is redacted, for its story may name it.
    """
    fields = {name[len(file) + 1 :].partition("#")[0] for name in redacted if name.startswith(f"{file}:")}
    if file in redacted or (fields and not file.endswith(".yml")):
        return None
    fields |= {field.removesuffix(".family") for field in fields if field.endswith("].family")}
    spots = {spot for field in fields if (spot := positions.value(field))}
    if not spots:
        return text
    root = yaml.compose(text, _Loader)
    if root is not None:
        _cut(root, spots)
    return yaml.serialize(root, Dumper=_Dumper, allow_unicode=True)


def _cut(node: yaml.Node, spots: set[tuple[int, int]]) -> None:
    if isinstance(node, yaml.SequenceNode):
        node.value = [child for child in node.value if _spot(child) not in spots]
        children = node.value
    elif isinstance(node, yaml.MappingNode):
        node.value = [(key, child) for key, child in node.value if _spot(child) not in spots]
        children = [child for _, child in node.value]
    else:
        return
    for child in children:
        _cut(child, spots)


def _spot(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1
