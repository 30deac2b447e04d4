"""What makes two photographs of one scene different: season, hour, walls, woods, which side the light comes from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from random import Random

SEASONS = ("spring", "summer", "autumn", "winter")
HOURS = ("morning", "noon", "afternoon", "dusk")

LEAVES = {
    "spring": ("#57835A", "#74A069", "#96BC7F", "#BDD7A0"),
    "summer": ("#33573F", "#467756", "#6A9670", "#97BB8E"),
    "autumn": ("#A5642A", "#C98A2F", "#E2AC42", "#F2CC6E"),
    "winter": ("#35544A", "#48695C", "#658476", "#8DA799"),
}
GRASS = {
    "spring": ("#A9C48C", "#8DB078"),
    "summer": ("#8FB27F", "#739C6B"),
    "autumn": ("#CDBB84", "#B5A26C"),
    "winter": ("#D3CCB8", "#BDB59E"),
}
SKIES = {
    "morning": ("#CFE0E4", "#FBF1DC"),
    "noon": ("#B9D5E2", "#EEF3EC"),
    "afternoon": ("#D5DFD9", "#FBE6C0"),
    "dusk": ("#96A9C2", "#F7CBA0"),
}
BEAMS = {"morning": "#FFF3CE", "noon": "#FFFBEA", "afternoon": "#FFE9B0", "dusk": "#FFC98A"}

WALLS = ("#EFE2CB", "#E3E8DA", "#E2E7E6", "#F2DFCB", "#F1E6C8", "#F3EEE2", "#E9DCC6")
WOODS = (
    ("#BC8452", "#9A6A45", "#74492E"),
    ("#D6AC78", "#B98A55", "#8F6439"),
    ("#98604A", "#7A4835", "#583024"),
    ("#CDB691", "#AB9270", "#80684B"),
)
FLOORS = (
    ("#C79F74", "#B4895D"),
    ("#CFC7B8", "#BBB2A1"),
    ("#C48E6A", "#AF7853"),
    ("#B9A58C", "#A38E74"),
    ("#D8CDBB", "#C5B8A2"),
)
ACCENTS = ("#A61E32", "#2E6B52", "#3F5F80", "#C58A35", "#C26A45", "#7A5A86")
CLOTHES = ("#A61E32", "#2E6B52", "#3F5F80", "#C58A35", "#C26A45", "#7A5A86", "#5E7F8C", "#8C5B4A", "#D9A79A", "#6F8F62")
BOOKS = ("#A33A3A", "#47705A", "#C69A4E", "#56718A", "#E9DDC4", "#8A5B43", "#D7C7A8", "#7B94A6", "#C97F62")


@dataclass(frozen=True)
class Look:
    """The colours and light of one photograph."""

    season: str
    hour: str
    wall: str
    wood: tuple[str, str, str]
    floor: tuple[str, str]
    accent: str
    second: str
    mirror: bool

    @property
    def leaves(self) -> tuple[str, str, str, str]:
        return LEAVES[self.season]

    @property
    def grass(self) -> tuple[str, str]:
        return GRASS[self.season]

    @property
    def sky(self) -> tuple[str, str]:
        return SKIES[self.hour]

    @property
    def beam(self) -> str:
        return BEAMS[self.hour]

    @property
    def bare(self) -> bool:
        return self.season == "winter"


def chance(*parts: str) -> Random:
    """A generator that depends on the names alone, never on the run."""
    return Random(int.from_bytes(hashlib.sha256("/".join(parts).encode()).digest()[:8], "big"))


def look(rng: Random, seasons: tuple[str, ...] = SEASONS, hours: tuple[str, ...] = HOURS[:3] * 2 + HOURS[3:]) -> Look:
    accent, second = rng.sample(ACCENTS, 2)
    return Look(
        rng.choice(seasons),
        rng.choice(hours),
        rng.choice(WALLS),
        rng.choice(WOODS),
        rng.choice(FLOORS),
        accent,
        second,
        rng.random() < 0.5,
    )
