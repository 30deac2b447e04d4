"""The build and its parts. It alone uses workers and the store.

What a build of what is there already does not need is loaded when somebody asks for it: that takes longer than such a build.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from generator.pipeline.build import build
from generator.pipeline.order import AnotherBuild, BuildFailed, Order, Outcome, PagesBroken

_LATER = {
    "FAILED": "failures",
    "Engine": "whole",
    "Glance": "glance",
    "Media": "photos",
    "Reading": "known",
    "assess": "reading",
    "draw_cards": "drawings",
    "draw_posters": "drawings",
    "photos_beside": "whole",
    "read": "reading",
    "numbers": "urgent",
    "published": "urgent",
    "remember_withdrawal": "urgent",
    "remember_withheld": "urgent",
    "remembered": "withdrawn",
    "roll_back": "releases",
    "wishes": "unchanged",
    "write_beside": "whole",
}
__all__ = ["AnotherBuild", "BuildFailed", "Order", "Outcome", "PagesBroken", "build", *_LATER]


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
