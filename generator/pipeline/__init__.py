"""The build and its parts: tasks, trees, and the switch from one release to the next.

Names in `_MODULES` are imported on first use: a build that finds nothing changed needs none of them, and importing
their modules would take longer than such a build.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import lazy_imports
from generator.pipeline.build import build
from generator.pipeline.results import CAN_BUILD, BuildResult, PagesBroken
from generator.reading.options import BuildFailed, BuildOptions, Progress, no_progress
from generator.store import AnotherBuild

if TYPE_CHECKING:
    from generator.pipeline.context import HandWritten, RenderShell
    from generator.pipeline.drawings import draw_posters
    from generator.pipeline.live_site import explain, published_addresses, roll_back, with_live_options
    from generator.pipeline.preview import Preview, draw_cards

_MODULES = {
    "HandWritten": "context",
    "Preview": "preview",
    "RenderShell": "context",
    "draw_cards": "preview",
    "draw_posters": "drawings",
    "explain": "live_site",
    "published_addresses": "live_site",
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
    "RenderShell",
    "build",
    "draw_cards",
    "draw_posters",
    "explain",
    "no_progress",
    "published_addresses",
    "roll_back",
    "with_live_options",
]
__getattr__ = lazy_imports.attributes(__name__, _MODULES)
