"""A person in one cell: name and post of 李娜（主席） are two fields, as in a file."""

from __future__ import annotations

from collections.abc import Mapping

from generator.model.field_types import PersonName
from generator.model.parts import person_parts
from generator.office.intake.fields import FIELDS
from generator.office.intake.returned import Asked, Cell

_POSTS = {
    key: post
    for key, column in FIELDS.items()
    if isinstance(column.term.kind, PersonName) and (post := f"{key.rpartition('.')[0]}.title") in FIELDS
}
"""Key of a name → key of the post of that person."""


def parted(cells: Mapping[str, Cell], base: Mapping[str, Cell]) -> tuple[dict[str, Cell], list[Asked]]:
    """The cells of a row with the posts that stand behind names as posts; those that the row tells otherwise are asked
    about. `base`: the cells as they were sent; what is as it was sent stays.
    """
    found, asked = dict(cells), []
    for key, post in _POSTS.items():
        cell = cells.get(key)
        if cell is None or cell.mark or (key in base and base[key].text == cell.text):
            continue
        parts = person_parts(cell.text)
        if parts.keys() != {"name", "title"}:
            continue
        found[key] = cell._replace(text=parts["name"])
        own = cells.get(post, Cell("", cell.place))
        if not own.text or (post in base and base[post].text == own.text and parts["title"] not in own.text):
            found[post] = own._replace(text=parts["title"])
        elif parts["title"] not in own.text:
            text = f"“{cell.text[:30]}”里的职务和另外写的“{own.text[:20]}”不一样，收了“{own.text[:20]}”"
            asked.append(Asked(own.place, text, post, own.text))
    return found, asked
