"""The build and its parts: the only room that uses the store.

Names in `_MODULES` are imported on first use: a build that finds nothing changed needs none of them, and importing
their modules would take longer than such a build.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import lazy_imports
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
    from generator.pipeline.consent_history import (
        consent_numbers,
        copy_history,
        history_of,
        record_withdrawal,
        record_withheld,
    )
    from generator.pipeline.context import HandWritten, RenderShell
    from generator.pipeline.drawings import draw_posters
    from generator.pipeline.live_site import explain, published_addresses, roll_back, with_live_options
    from generator.pipeline.preview import Preview, draw_cards
    from generator.pipeline.reading import Reading, assess, read

_MODULES = {
    "HandWritten": "context",
    "Preview": "preview",
    "Reading": "reading",
    "RenderShell": "context",
    "assess": "reading",
    "consent_numbers": "consent_history",
    "copy_history": "consent_history",
    "draw_cards": "preview",
    "draw_posters": "drawings",
    "explain": "live_site",
    "history_of": "consent_history",
    "published_addresses": "live_site",
    "read": "reading",
    "record_withdrawal": "consent_history",
    "record_withheld": "consent_history",
    "roll_back": "live_site",
    "with_live_options": "live_site",
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
    "assess",
    "build",
    "consent_numbers",
    "copy_history",
    "draw_cards",
    "draw_posters",
    "explain",
    "history_of",
    "no_progress",
    "published_addresses",
    "read",
    "record_withdrawal",
    "record_withheld",
    "roll_back",
    "with_live_options",
]
__getattr__ = lazy_imports.attributes(__name__, _MODULES)
