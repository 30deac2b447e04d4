"""The build and its parts: the only room that uses workers and the store.

Names in `_LAZY` are imported on first use: a build that finds nothing changed needs none of them, and importing their
modules would take longer than such a build.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from generator.pipeline.build import build
from generator.pipeline.options import (
    CAN_BUILD,
    BuildFailed,
    BuildOptions,
    BuildResult,
    PagesBroken,
    Progress,
    no_progress,
)
from generator.store import AnotherBuild

if TYPE_CHECKING:
    from generator.pipeline.accepting import accept, undo
    from generator.pipeline.consent_history import (
        consent_numbers,
        copy_history,
        history_of,
        record_withdrawal,
        record_withheld,
    )
    from generator.pipeline.context import HandWritten, RenderShell
    from generator.pipeline.drawings import draw_posters
    from generator.pipeline.importing import compare
    from generator.pipeline.live_site import explain, published_addresses, roll_back, with_live_options
    from generator.pipeline.naming import announced, write_names
    from generator.pipeline.press_desk import make_press_desk
    from generator.pipeline.preview import Preview, draw_cards
    from generator.pipeline.reading import Reading, assess, read
    from generator.pipeline.reviewing import review
    from generator.pipeline.versions import approve_baseline, approve_by_hand, difference, edits_unseen

_LAZY = {
    "HandWritten": "context",
    "Preview": "preview",
    "Reading": "reading",
    "RenderShell": "context",
    "accept": "accepting",
    "announced": "naming",
    "approve_baseline": "versions",
    "approve_by_hand": "versions",
    "assess": "reading",
    "compare": "importing",
    "consent_numbers": "consent_history",
    "copy_history": "consent_history",
    "difference": "versions",
    "draw_cards": "preview",
    "draw_posters": "drawings",
    "edits_unseen": "versions",
    "explain": "live_site",
    "history_of": "consent_history",
    "make_press_desk": "press_desk",
    "published_addresses": "live_site",
    "read": "reading",
    "record_withdrawal": "consent_history",
    "record_withheld": "consent_history",
    "review": "reviewing",
    "roll_back": "live_site",
    "undo": "accepting",
    "with_live_options": "live_site",
    "write_names": "naming",
}
__all__ = [
    "CAN_BUILD",
    "AnotherBuild",
    "BuildFailed",
    "BuildOptions",
    "BuildResult",
    "HandWritten",
    "PagesBroken",
    "Preview",
    "Progress",
    "Reading",
    "RenderShell",
    "accept",
    "announced",
    "approve_baseline",
    "approve_by_hand",
    "assess",
    "build",
    "compare",
    "consent_numbers",
    "copy_history",
    "difference",
    "draw_cards",
    "draw_posters",
    "edits_unseen",
    "explain",
    "history_of",
    "make_press_desk",
    "no_progress",
    "published_addresses",
    "read",
    "record_withdrawal",
    "record_withheld",
    "review",
    "roll_back",
    "undo",
    "with_live_options",
    "write_names",
]


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_LAZY[name]}"), name)
