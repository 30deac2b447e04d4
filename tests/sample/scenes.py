"""The scenes by name, and one photograph of a scene."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

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
from .palette import HOURS, SEASONS, Look, chance, look
from .sheet import HEIGHT, WIDTH, Sheet

DAY = HOURS[:3]


@dataclass(frozen=True)
class Scene:
    """How a scene is drawn, when it may be, where its middle is, and whether it may be taken upright."""

    draw: Callable[[Sheet], str]
    seasons: tuple[str, ...] = SEASONS
    hours: tuple[str, ...] = DAY + HOURS
    middle: float = 600
    upright: bool = False


GROWING = SEASONS[:3]
BEARING = ("summer", "autumn", "autumn", "spring")


def either(*draws: Callable[[Sheet], str]) -> Callable[[Sheet], str]:
    """One of several arrangements of a scene."""
    return lambda sheet: sheet.rng.choice(draws)(sheet)


SCENES: dict[str, Scene] = {
    "autumn": Scene(scenes_field.autumn, ("autumn",), upright=True),
    "bikes": Scene(scenes_street.bikes, GROWING, upright=True),
    "board": Scene(scenes_street.board, hours=DAY),
    "bridge": Scene(scenes_water.bridge, GROWING),
    "calligraphy": Scene(scenes_craft.calligraphy, hours=DAY),
    "computers": Scene(scenes_room.computers, hours=DAY),
    "courtyard": Scene(scenes_street.courtyard, BEARING, middle=795, upright=True),
    "craft": Scene(either(scenes_craft.craft, scenes_other.craft_rows), hours=DAY, middle=560, upright=True),
    "doorway": Scene(either(scenes_street.doorway, scenes_other.gate, scenes_other.entrance), upright=True),
    "dumplings": Scene(scenes_craft.dumplings, hours=DAY, upright=True),
    "embroidery": Scene(scenes_thread.embroidery, hours=DAY, upright=True),
    "fair": Scene(scenes_square.fair, GROWING, DAY),
    "fields": Scene(scenes_field.fields, GROWING),
    "flowers": Scene(scenes_thread.velvet_flowers, hours=DAY),
    "garden": Scene(scenes_field.garden, GROWING),
    "gathering": Scene(scenes_people.gathering, hours=DAY),
    "greenhouse": Scene(scenes_field.greenhouse, hours=DAY),
    "hall": Scene(either(scenes_room.hall, scenes_other.hall_round), hours=DAY),
    "hutong": Scene(scenes_street.hutong, upright=True),
    "kitchen": Scene(scenes_room.kitchen, hours=DAY),
    "lake": Scene(scenes_water.lake, GROWING),
    "lantern": Scene(scenes_street.lanterns, ("winter",), ("dusk", "dusk", "afternoon"), upright=True),
    "lecture": Scene(scenes_room.lecture, hours=DAY),
    "market": Scene(scenes_square.market, GROWING, DAY),
    "mediation": Scene(scenes_room.mediation, hours=DAY),
    "nursing": Scene(scenes_children.nursing, hours=DAY, upright=True),
    "orchard": Scene(scenes_field.orchard, GROWING),
    "parade": Scene(scenes_people.parade, ("spring", "winter"), DAY),
    "playroom": Scene(scenes_children.playroom, hours=DAY),
    "quilt": Scene(scenes_thread.quilt, hours=DAY),
    "reading": Scene(either(scenes_room.reading, scenes_other.reading_nook), middle=660, upright=True),
    "sewing": Scene(scenes_room.sewing, hours=DAY),
    "snow": Scene(scenes_street.snow, ("winter",), upright=True),
    "stage": Scene(scenes_square.stage, GROWING),
    "storytime": Scene(scenes_people.storytime, hours=DAY),
    "table": Scene(either(scenes_room.dining, scenes_other.dining_long)),
    "tea": Scene(scenes_craft.tea, hours=DAY),
    "towers": Scene(scenes_square.towers, upright=True),
    "village": Scene(scenes_field.village, upright=True),
    "window": Scene(scenes_room.papercut_window, ("winter", "winter", "spring"), DAY, upright=True),
}


class UnknownScene(ValueError):
    """A listed photo's name begins with no scene."""


def scene_of(file: str) -> str:
    """The scene a file's name begins with. Raises UnknownScene."""
    name = Path(file).stem.split("-")[0]
    if name not in SCENES:
        raise UnknownScene(f"{file}: no scene “{name}”; known: {', '.join(SCENES)}")
    return name


def seen(identity: str, file: str) -> tuple[Look, Random]:
    """A photograph's look: a home's plain `hall.jpg` and its `hall-2.jpg` are taken from opposite sides;
    a season or an hour in the name (`towers-dusk.jpg`) is obeyed."""
    name, scene, rng = scene_of(file), SCENES[scene_of(file)], chance(identity, file)
    words = Path(file).stem.split("-")[1:]
    seasons = tuple(w for w in words if w in SEASONS) or scene.seasons
    hours = tuple(w for w in words if w in HOURS) or scene.hours
    mirror = (chance(identity, name).random() < 0.5) != bool(words)
    return replace(look(rng, seasons, hours), mirror=mirror), rng


def frame(scene: Scene, rng: Random, mirror: bool, close: bool) -> tuple[float, float, float, float]:
    """The part of the sheet in the picture: the second photograph of a scene is taken from nearer."""
    zoom, aside = (1.12 + 0.13 * rng.random(), 240 * (rng.random() - 0.5)) if close else (1 + 0.1 * rng.random(), 0)
    w, h = WIDTH / zoom, HEIGHT / zoom
    top = (HEIGHT - h) * (0.3 if close else 0.6)  # never into a sign on the wall
    middle = (WIDTH - scene.middle if mirror else scene.middle) + aside
    return min(WIDTH - w, max(0, middle - w / 2)), top, w, h


def drawing(identity: str, file: str, first: bool = False) -> tuple[str, Traits | None]:
    """The SVG of one home's photograph, and what its camera would have written."""
    scene, (seen_as, rng) = SCENES[scene_of(file)], seen(identity, file)
    sheet, found, shape = Sheet(seen_as, rng), traits(rng), rng.random()
    body = scene.draw(sheet)
    crop = frame(scene, rng, seen_as.mirror, "-" in Path(file).stem)
    if shape < 0.2 and scene.upright and not first:
        x = min(600.0, max(0.0, crop[0] + crop[2] / 2 - 300))
        return sheet.svg(body, (x, 0, 600, 800), 900, 1200), found
    width, height = (2400, 1600) if shape > 0.985 else (1600, 1067) if first else (1200, 800)
    return sheet.svg(body, crop, width, height), found


def photograph(identity: str, file: str, path: Path, first: bool = False) -> int:
    """Draws, develops and writes one photograph; returns its bytes."""
    svg, found = drawing(identity, file, first)
    return save(develop(raster(svg), chance(identity, file, "grain")), path, found)
