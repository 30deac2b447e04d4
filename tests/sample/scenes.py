"""The scenes by name, and one photograph of a scene."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import (
    scenes_children,
    scenes_craft,
    scenes_field,
    scenes_other,
    scenes_people,
    scenes_room,
    scenes_square,
    scenes_street,
    scenes_thread,
    scenes_water,
)
from .camera import Traits, develop, raster, save, traits
from .palette import HOURS, SEASONS, chance, look
from .sheet import Sheet

DAY = HOURS[:3]


@dataclass(frozen=True)
class Scene:
    """How a scene is drawn, when it may be, and where its middle is for an upright crop."""

    draw: Callable[[Sheet], str]
    seasons: tuple[str, ...] = SEASONS
    hours: tuple[str, ...] = DAY + HOURS
    middle: float = 600


GROWING = SEASONS[:3]
BEARING = ("summer", "autumn", "autumn", "spring")


def either(*draws: Callable[[Sheet], str]) -> Callable[[Sheet], str]:
    """One of several arrangements of a scene."""
    return lambda sheet: sheet.rng.choice(draws)(sheet)


SCENES: dict[str, Scene] = {
    "autumn": Scene(scenes_field.autumn, ("autumn",)),
    "bikes": Scene(scenes_street.bikes, GROWING),
    "board": Scene(scenes_street.board, hours=DAY),
    "bridge": Scene(scenes_water.bridge, GROWING),
    "calligraphy": Scene(scenes_craft.calligraphy, hours=DAY),
    "computers": Scene(scenes_room.computers, hours=DAY),
    "courtyard": Scene(scenes_street.courtyard, BEARING, middle=795),
    "craft": Scene(either(scenes_craft.craft, scenes_other.craft_rows), hours=DAY, middle=560),
    "doorway": Scene(either(scenes_street.doorway, scenes_other.gate, scenes_other.entrance)),
    "dumplings": Scene(scenes_craft.dumplings, hours=DAY),
    "embroidery": Scene(scenes_thread.embroidery, hours=DAY),
    "fair": Scene(scenes_square.fair, GROWING, DAY),
    "fields": Scene(scenes_field.fields, GROWING),
    "flowers": Scene(scenes_thread.velvet_flowers, hours=DAY),
    "garden": Scene(scenes_field.garden, GROWING),
    "gathering": Scene(scenes_people.gathering, hours=DAY),
    "greenhouse": Scene(scenes_field.greenhouse, hours=DAY),
    "hall": Scene(either(scenes_room.hall, scenes_other.hall_round), hours=DAY),
    "hutong": Scene(scenes_street.hutong),
    "kitchen": Scene(scenes_room.kitchen, hours=DAY),
    "lake": Scene(scenes_water.lake, GROWING),
    "lantern": Scene(scenes_street.lanterns, ("winter",), ("dusk", "dusk", "afternoon")),
    "lecture": Scene(scenes_room.lecture, hours=DAY),
    "market": Scene(scenes_square.market, GROWING, DAY),
    "mediation": Scene(scenes_room.mediation, hours=DAY),
    "nursing": Scene(scenes_children.nursing, hours=DAY),
    "orchard": Scene(scenes_field.orchard, GROWING),
    "parade": Scene(scenes_people.parade, ("spring", "winter"), DAY),
    "playroom": Scene(scenes_children.playroom, hours=DAY),
    "quilt": Scene(scenes_thread.quilt, hours=DAY),
    "reading": Scene(either(scenes_room.reading, scenes_other.reading_nook), middle=660),
    "sewing": Scene(scenes_room.sewing, hours=DAY),
    "snow": Scene(scenes_street.snow, ("winter",)),
    "stage": Scene(scenes_square.stage, GROWING),
    "storytime": Scene(scenes_people.storytime, hours=DAY),
    "table": Scene(either(scenes_room.dining, scenes_other.dining_long)),
    "tea": Scene(scenes_craft.tea, hours=DAY),
    "towers": Scene(scenes_square.towers),
    "village": Scene(scenes_field.village),
    "window": Scene(scenes_room.papercut_window, ("winter", "winter", "spring"), DAY),
}


class UnknownScene(ValueError):
    """A listed photo's name begins with no scene."""


def scene_of(file: str) -> str:
    """The scene a file's name begins with. Raises UnknownScene."""
    name = Path(file).stem.split("-")[0]
    if name not in SCENES:
        raise UnknownScene(f"{file}: no scene “{name}”; known: {', '.join(SCENES)}")
    return name


def drawing(identity: str, file: str, first: bool = False) -> tuple[str, Traits | None]:
    """The SVG of one home's photograph, and what its camera would have written."""
    scene, rng = SCENES[scene_of(file)], chance(identity, file)
    sheet = Sheet(look(rng, scene.seasons, scene.hours), rng)
    found, shape, zoom = traits(rng), rng.random(), 1 + .1 * rng.random()
    body = scene.draw(sheet)
    middle = 1200 - scene.middle if sheet.look.mirror else scene.middle
    if shape < .08 and not first:
        return sheet.svg(body, (min(600, max(0, middle - 300)), 0, 600, 800), 900, 1200), found
    width, height = (2400, 1600) if shape > .985 else (1600, 1067) if first else (1200, 800)
    w, h = 1200 / zoom, 800 / zoom
    return sheet.svg(body, (min(1200 - w, max(0, middle - w / 2)), (800 - h) * .6, w, h), width, height), found


def photograph(identity: str, file: str, path: Path, first: bool = False) -> int:
    """Draws, develops and writes one photograph; returns its bytes."""
    svg, found = drawing(identity, file, first)
    return save(develop(raster(svg), chance(identity, file, "grain")), path, found)
