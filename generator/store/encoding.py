"""Values as bytes that digests are made of and the ledger keeps."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec


def encode(value: object) -> bytes:
    """MessagePack; equal values of a type have equal bytes. Raises TypeError for what is not data."""
    return _ENCODER.encode(value)


def _encode_path(value: object) -> bytes:
    """Paths are bytes to the system, and need not be text."""
    if isinstance(value, Path):
        return os.fsencode(value)
    raise TypeError(type(value))


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_encode_path)
