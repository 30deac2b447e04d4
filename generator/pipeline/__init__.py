"""The build and its parts. It alone uses workers and the store."""

from generator.pipeline.build import build, write_beside
from generator.pipeline.drawings import draw_cards, draw_posters
from generator.pipeline.failures import FAILED
from generator.pipeline.glance import Glance
from generator.pipeline.order import AnotherBuild, BuildFailed, Engine, Order, Outcome, PagesBroken, Reading
from generator.pipeline.reading import assess, read
from generator.pipeline.releases import roll_back

__all__ = [
    "FAILED",
    "AnotherBuild",
    "BuildFailed",
    "Engine",
    "Glance",
    "Order",
    "Outcome",
    "PagesBroken",
    "Reading",
    "assess",
    "build",
    "draw_cards",
    "draw_posters",
    "read",
    "roll_back",
    "write_beside",
]
