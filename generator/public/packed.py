"""A home's view as bytes, and back: typed and checked, nothing that could run. The same view gives the same bytes."""

from __future__ import annotations

import msgspec

from generator.public.views import HomeView

_ENCODER, _DECODER = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(HomeView)


def pack(view: HomeView) -> bytes:
    return _ENCODER.encode(view)


def unpack(data: bytes) -> HomeView:
    return _DECODER.decode(data)
