"""The build and its parts.

It alone uses workers and the store.

What a build of what is there already does not need is loaded when somebody asks for it: that takes longer than such a
build.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from generator.pipeline.build import build
from generator.pipeline.options import (
    AnotherBuild,
    BuildFailed,
    BuildOptions,
    BuildResult,
    PagesBroken,
    Progress,
    no_progress,
)

_LATER = {
    "FAILED": "failures",
    "HandWritten": "context",
    "Preview": "preview",
    "Reading": "reading",
    "RenderShell": "context",
    "assess": "reading",
    "draw_cards": "preview",
    "draw_posters": "drawings",
    "explain": "explaining",
    "read": "reading",
    "numbers": "urgent",
    "published": "urgent",
    "record_withdrawal": "urgent",
    "record_withheld": "urgent",
    "remembered": "consent_history",
    "roll_back": "releases",
    "copy_history": "consent_history",
    "wishes": "urgent",
}
__all__ = [
    "AnotherBuild",
    "BuildFailed",
    "BuildOptions",
    "BuildResult",
    "PagesBroken",
    "Progress",
    "build",
    "no_progress",
    *_LATER,
]


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
