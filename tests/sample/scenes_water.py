"""Lakes, bridges and what grows by the water."""

from __future__ import annotations

from .buildings import lamp_post, rect, tower
from .nature import (
    flowers,
    hills,
    scattered,
    sky,
    tree,
    tuft,
    water,
)
from .primitives import darker, disc, group, lighter, line, mix, num, oval, path, poly, shadow
from .scenes_field import bench, pavilion
from .sheet import Sheet

GINKGO = ("#B9782A", "#D99A32", "#EDBB4E", "#F8DC86")


def willow(s: Sheet, x: float, base: float, h: float) -> str:
    """A willow hanging over the water."""
    marks, tones = (
        shadow(x, base, 60, 9)
        + path(
            f"M{x - 20} {base}Q{x - 4} {base - h * 0.4} {x - 26} {base - h * 0.8}h30"
            f"Q{x + 12} {base - h * 0.4} {x + 24} {base}z",
            "#6B4B38",
        ),
        s.look.leaves,
    )
    for k in range(46):
        t = k / 45 - 0.5
        sx, sy = x - 10 + t * h * 0.7, base - h * (0.98 - abs(t) * 0.5) + s.between(-14, 14)
        drop = h * s.between(0.3, 0.62) * (1 - abs(t) * 0.5)
        marks += line(
            f"M{num(x - 10 + t * h * 0.2)} {num(base - h * 0.82)}Q{num(sx)} {num(sy - 20)} {num(sx + t * 40)}"
            f" {num(sy + drop * 0.3)}T{num(sx + t * 56)} {num(sy + drop)}",
            tones[k % 4],
            s.between(5, 9),
            0.9,
        )
    return marks


def lake(s: Sheet) -> str:
    marks = (
        sky(s, 440)
        + hills(s, 430, 230)
        + (pagoda(s, s.between(760, 860), 396) if s.rng.random() < 0.6 else "")
        + "".join(
            oval(x, 424, s.between(40, 80), s.between(18, 30), mix(s.look.leaves[1], s.look.sky[1], 0.3))
            for x in range(0, 1240, 70)
        )
    )
    marks += water(s, 430, 800)
    for _ in range(26):
        x, y = s.between(0, 620), s.between(560, 720)
        r = 18 + (y - 540) * 0.16
        marks += oval(x, y, r, r * 0.3, s.rng.choice(("#4F7E5C", "#6A9670", "#86A98A"))) + (
            lotus(x, y - 4, r * 0.5) if s.rng.random() < 0.32 and s.look.season == "summer" else ""
        )
    marks += (
        boat(s, s.between(640, 760), 540)
        + group(pavilion(s, 0, 0, 0.62), 330, 470)
        + rect(190, 470, 290, 16, "#A39C8F")
        + path("M480 472q110 -50 220 0l-10 12q-100 -40 -200 0z", "#C6BFB1")
        + rect(0, 476, 190, 10, "#B5AEA0")
    )
    marks += (
        path("M700 800Q760 700 1200 640V800z", s.look.grass[1])
        + path("M820 800Q880 730 1200 690V800z", "#DDD2BE")
        + bench(s, 1060, 728, 0.95)
        + willow(s, 1010, 700, 560)
    )
    return (
        marks
        + line(
            "".join(
                f"M{num(760 + k * 34)} {num(730 - k * 5)}q{num(s.between(-8, 8))} -40"
                f" {num(s.between(-14, 14))}"
                f" {num(-s.between(50, 90))}"
                for k in range(7)
            ),
            "#5C8A5E",
            4,
        )
        + scattered(s, 860, 1200, 700, 790, s.look.leaves[1:3], 14)
    )


def pagoda(s: Sheet, x: float, y: float) -> str:
    c = mix("#8C6A54", s.look.sky[1], 0.45)
    marks = ""
    for k in range(7):
        w, top = 58 - k * 6, y - 26 - k * 25
        marks += rect(x - w / 2, top, w, 26, lighter(c, 0.2)) + poly(
            ((x - w * 0.72, top + 4), (x - w * 0.5, top - 6), (x + w * 0.5, top - 6), (x + w * 0.72, top + 4)), c
        )
    return marks + line(f"M{num(x)} {num(y - 176)}v-34", c, 4)


def lotus(x: float, y: float, r: float) -> str:
    return "".join(
        oval(x + dx * r, y - r * 0.5, r * 0.26, r * 0.62, c, 1, t)
        for dx, t, c in (
            (-0.5, -40, "#D9899A"),
            (0.5, 40, "#D9899A"),
            (-0.24, -18, "#EBB0B8"),
            (0.24, 18, "#EBB0B8"),
            (0, 0, "#F7D6D8"),
        )
    )


def boat(s: Sheet, x: float, y: float) -> str:
    marks = (
        oval(0, 8, 110, 8, "#2B2118", 0.16)
        + path("M-110 -14q110 26 220 0q-16 30 -50 32h-120q-34 -2 -50 -32z", s.look.wood[2])
        + path("M-62 -10v-56q62 -40 124 0v56q-62 14 -124 0z", s.look.wood[0])
        + path("M-72 -62q72 -50 144 0q-72 -20 -144 0z", s.look.accent)
        + rect(-40, -52, 30, 32, "#F6DDA4")
        + rect(10, -52, 30, 32, "#F6DDA4")
    )
    return group(marks, x, y, 0, 0.8)


def bridge(s: Sheet) -> str:
    marks = (
        sky(s, 430)
        + "".join(
            tower(s, x, 430, 76, s.rng.randint(6, 11), c, 0.5, 22)
            for x, c in ((30, "#C9B79C"), (150, "#D9B48E"), (820, "#B7C0BC"), (950, "#C9B79C"), (1080, "#D9B48E"))
        )
        + hills(s, 440, 60, s.look.leaves[1], 2)
    )
    marks += "".join(tree(s, x, 452, s.between(46, 66), s.between(44, 58)) for x in range(30, 1200, 118)) + water(
        s, 440, 800
    )
    stone = s.rng.choice(("#CFC6B4", "#D9CDB6", "#BFB9AE"))
    marks += path(
        "M0 470Q380 300 760 470V520H670Q560 376 380 376T120 520H0z", s.fade(lighter(stone, 0.25), darker(stone, 0.1))
    ) + path("M120 520Q200 376 380 376T670 520h-26Q540 396 380 396T146 520z", darker(stone, 0.18))
    marks += (
        path("M160 560Q240 640 380 640T640 560L600 545Q380 620 180 545z", "#2B2118", 0.1)
        + line("M-10 448Q380 276 770 448", lighter(stone, 0.4), 14)
        + "".join(
            rect(x - 5, 470 - 170 * (1 - ((x - 380) / 380) ** 2) * 0.5 - 52, 10, 40, lighter(stone, 0.3), 2)
            + disc(x, 470 - 85 * (1 - ((x - 380) / 380) ** 2) - 56, 7, stone)
            for x in range(20, 760, 60)
        )
    )
    marks += (
        path("M560 800Q760 560 1200 500V800z", s.fade(s.look.grass[0], s.look.grass[1]))
        + path(
            "M720 800Q900 610 1200 560V690Q1040 720 980 800z",
            s.fade("#D9A58A" if s.rng.random() < 0.5 else "#D9CFBD", "#E9DCC8"),
        )
        + line("M850 800Q980 640 1200 610", "#FFFFFF", 4, 0.6)
    )
    marks += (
        line("M600 780Q780 570 1200 512", "#8B7A66", 6)
        + line(
            "".join(
                f"M{x} {num(y)}v-46"
                for x, y in ((640, 744), (700, 688), (770, 636), (850, 594), (940, 560), (1040, 536), (1150, 520))
            ),
            "#8B7A66",
            6,
        )
        + line("M600 736Q780 530 1200 470", "#8B7A66", 5)
    )
    marks += (
        lamp_post(s, 830, 640, 230)
        + lamp_post(s, 1110, 560, 170)
        + willow(s, 1120, 720, 520)
        + "".join(tuft(x, y, 40, "#6A8F5E") for x, y in ((560, 800), (600, 790), (520, 806), (1010, 790), (1080, 770)))
    )
    return marks + flowers(s, 1000, 1200, 740, 50, ("#D8787A", "#E4BE6A", "#FBF3E2"), 18)
