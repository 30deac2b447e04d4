"""UUIDs under which feeds name things: made from what a thing was called first, they outlive names and hosts."""

from __future__ import annotations

import re
import uuid

_NAMESPACE = uuid.UUID("5f0c7c2e-9d0b-5a4e-8a57-3f3c1b6d2e10")
_LIKE_A_NUMBER = re.compile(r"\d(?:-?\d){6}")


def uid(*parts: str) -> str:
    """The UUID (RFC 4122, version 5) of a thing, by the city and what tells it from all others there."""
    return _uuid5(_NAMESPACE, "/".join(parts))


def below(owner: str, *parts: str) -> str:
    """The UUID of a part of something that has one."""
    return _uuid5(uuid.UUID(owner), "/".join(parts))


def _uuid5(namespace: uuid.UUID, name: str) -> str:
    """The first of a name's UUIDs in which no digits stand together as in a telephone number."""
    while _LIKE_A_NUMBER.search(made := str(uuid.uuid5(namespace, name))):
        name += "+"
    return made
