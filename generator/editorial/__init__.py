"""What offices do with what is handed in: compare, review, accept, approve, and look after what the press takes.

None of it is part of a build, so its names are imported on first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import lazy_imports

if TYPE_CHECKING:
    from generator.editorial.accepting import accept, undo
    from generator.editorial.importing import compare
    from generator.editorial.naming import announced, write_names
    from generator.editorial.press_desk import make_press_desk
    from generator.editorial.reviewing import review
    from generator.editorial.versions import approve_baseline, approve_by_hand, difference, edits_unseen

__all__ = [
    "accept",
    "announced",
    "approve_baseline",
    "approve_by_hand",
    "compare",
    "difference",
    "edits_unseen",
    "make_press_desk",
    "review",
    "undo",
    "write_names",
]
__getattr__ = lazy_imports.attributes(
    __name__,
    {
        "accept": "accepting",
        "announced": "naming",
        "approve_baseline": "versions",
        "approve_by_hand": "versions",
        "compare": "importing",
        "difference": "versions",
        "edits_unseen": "versions",
        "make_press_desk": "press_desk",
        "review": "reviewing",
        "undo": "accepting",
        "write_names": "naming",
    },
)
