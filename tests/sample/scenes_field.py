"""Gardens, water, mountains and fields round the city."""

from __future__ import annotations

from math import sin

from .buildings import basket, lamp_post, rect, roof, tower
from .nature import (
    bush,
    flowers,
    ground,
    hills,
    pine,
    scattered,
    sky,
    tree,
    tufts,
)
from .primitives import blob, darker, disc, group, lighter, line, mix, num, oval, path, poly, shadow
from .sheet import Sheet

GINKGO = ("#B9782A", "#D99A32", "#EDBB4E", "#F8DC86")


def bench(s: Sheet, x: float, y: float, scale: float = 1) -> str:
    wood = s.look.wood[0]
    marks = (
        shadow(0, 0, 120, 9)
        + line("M-86 0V-56M86 0V-56M-86 -50V-118M86 -50V-118", "#4C5551", 9)
        + "".join(rect(-112, -122 + k * 24, 224, 16, wood, 4) for k in range(2))
        + rect(-116, -64, 232, 13, lighter(wood, 0.2), 4)
        + rect(-116, -50, 232, 9, darker(wood, 0.2), 3)
    )
    return group(marks, x, y, 0, scale)


def pavilion(s: Sheet, x: float, y: float, scale: float = 1) -> str:
    """A garden pavilion standing on y."""
    marks = shadow(0, 6, 190, 14) + rect(-170, -18, 340, 24, "#B5AEA0") + rect(-184, -4, 368, 12, "#A39C8F")
    marks += (
        "".join(rect(px, -200, 16, 184, "#9B3331") + rect(px, -200, 5, 184, "#B8534A") for px in (-146, -60, 44, 130))
        + rect(-150, -64, 300, 8, "#9B3331")
        + line("".join(f"M{px} -62v44" for px in range(-130, 140, 20)), "#9B3331", 4)
    )
    marks += (
        rect(-158, -216, 316, 20, "#3F6457")
        + rect(-158, -200, 316, 8, "#C2944F")
        + path(
            "M-226 -206q60 -14 110 -78q50 -40 116 -92q66 52 116 92q50 64 110 78q-30 -2 -52 8h-348q-22 -10 -52 -8z",
            s.fade("#8A8880", "#5F5D58"),
        )
    )
    marks += (
        line(
            "M-6 -366Q-50 -290 -170 -208M6 -366Q50 -290 170 -208M0 -366V-210M-3 -366Q-30 -280 -84 -208"
            "M3 -366Q30 -280 84 -208",
            "#5F5D58",
            4,
            0.7,
        )
        + disc(0, -384, 13, "#C2944F")
        + oval(0, -370, 16, 6, "#8C3B30")
    )
    return group(marks, x, y, 0, scale)


def garden(s: Sheet) -> str:
    marks = sky(s, 500) + "".join(
        tower(s, x, 490, 110, s.rng.randint(7, 12), c, 0.45, 24)
        for x, c in ((20, "#D9B48E"), (180, "#C9B79C"), (930, "#B7C0BC"), (1080, "#D9B48E"))
    )
    marks += ground(s, 470) + "".join(
        tree(
            s,
            x,
            500,
            s.between(70, 100),
            s.between(66, 90),
            s.rng.choice(("", "blossom")) if s.look.season == "spring" else "",
            14,
        )
        for x in (90, 300, 900, 1110)
    )
    marks += pavilion(s, 620, 530, 0.85) if s.rng.random() < 0.6 else tree(s, 620, 530, 150, 130, "", 0, 150)
    marks += path(
        "M560 540q120 30 40 90q-120 70 -40 170h360q60 -120 -90 -180q-90 -40 -150 -80z", s.fade("#D9CFBD", "#E9E1D2")
    ) + line("M560 540q120 30 40 90q-120 70 -40 170M680 540q60 40 150 80q150 60 90 180", "#C3B8A4", 6)
    colours = tuple(s.rng.sample(("#D8787A", "#E4BE6A", "#FBF3E2", "#A61E32", "#9C7FB0", "#E3A38F"), 4))
    marks += (
        bush(s, 120, 600, 260)
        + bush(s, 1080, 600, 230)
        + flowers(s, 20, 500, 610, 160, colours, 70)
        + flowers(s, 960, 1190, 620, 150, colours, 40)
    )
    marks += (
        bench(s, 370, 620, 0.9)
        + lamp_post(s, 900, 690, 240)
        + "".join(rect(x, 744, 12, 56, s.look.wood[0], 4) for x in range(10, 500, 34))
        + rect(0, 760, 500, 10, s.look.wood[1], 3)
    )
    return marks + scattered(s, 560, 900, 600, 790, s.look.leaves[1:3], 14)


def orchard(s: Sheet) -> str:
    fruit = {
        "spring": s.rng.choice(("blossom", "blossom")),
        "summer": s.rng.choice(("pear", "apple")),
        "autumn": s.rng.choice(("persimmon", "apple", "pear")),
    }[s.look.season]
    tones = ("#B98A8E", "#D9A9AB", "#EBC6C6", "#F7E0DE") if fruit == "blossom" else s.look.leaves
    marks = sky(s, 480) + hills(s, 480, 300) + ground(s, 440)
    for y, r, xs in (
        (480, 56, range(40, 1240, 128)),
        (540, 86, range(-20, 1260, 206)),
        (640, 138, (90, 410, 840, 1140)),
    ):
        marks += path(f"M0 {y + 10}q300 -14 600 0t600 0v16H0z", darker(s.look.grass[1], 0.08), 0.5)
        marks += "".join(
            tree(
                s,
                x + s.between(-14, 14),
                y,
                r,
                r * 0.82,
                fruit,
                7 if r < 80 else 13 if r < 120 else 20,
                r * 0.62,
                tones,
            )
            for x in xs
        )
    marks += poly(((560, 470), (640, 470), (800, 800), (400, 800)), mix("#C9B28A", s.look.grass[0], 0.3), 0.8) + tufts(
        s, 660, 790, 26
    )
    marks += (
        ladder(s, 260, 660)
        + basket(330, 700, 130)
        + heap(fruit, 330, 700)
        + basket(930, 716, 150)
        + heap(fruit, 930, 716)
    )
    return marks + scattered(s, 0, 1200, 650, 790, (tones[2], tones[1]), 26)


def heap(fruit: str, x: float, y: float) -> str:
    colour = {"persimmon": "#DE7A2C", "apple": "#C23B36", "pear": "#E8C766", "blossom": "#F3D9D6"}[fruit]
    return "".join(
        disc(x + dx, y - dy, 17, darker(colour, (k % 3) * 0.07)) + disc(x + dx - 5, y - dy - 5, 5, "#FFF4E2", 0.5)
        for k, (dx, dy) in enumerate(((-40, 4), (-14, 6), (14, 6), (40, 4), (-26, 22), (2, 26), (28, 22), (-8, 40)))
    )


def ladder(s: Sheet, x: float, y: float) -> str:
    marks = line("M-34 0L-14 -230M34 0L14 -230M54 6L6 -226", s.look.wood[0], 8) + line(
        "".join(f"M{num(-31 + k * 3.8)} {-30 - k * 40}H{num(31 - k * 3.8)}" for k in range(5)), s.look.wood[1], 7
    )
    return shadow(x, y, 50, 7) + group(marks, x, y)


def fields(s: Sheet) -> str:
    marks = sky(s, 430) + hills(s, 430, 260) + village_row(s, 400, 9)
    crops = {
        "spring": ("#E9D04E", "#A9C48C", "#8DB078"),
        "summer": ("#8FB27F", "#739C6B", "#A9C48C"),
        "autumn": ("#E2BE5C", "#C9A24E", "#D9B56A"),
    }[s.look.season]
    marks += rect(0, 410, 1200, 390, crops[1])
    bands = ((410, 446, 0), (446, 500, 1), (500, 580, 2), (580, 800, 0))
    for k, (y0, y1, c) in enumerate(bands):
        tilt = (-1) ** k * 16
        marks += path(
            f"M-10 {y0 + tilt}Q600 {y0 - tilt} 1210 {y0 + tilt}V{y1 + 40}H-10z",
            s.fade(lighter(crops[c], 0.12), crops[c]),
        )
        lines = "".join(
            f"M{num(600 + j * (30 + k * 22))} {y0 + 6}Q{num(600 + j * (40 + k * 30))} {(y0 + y1) / 2:g}"
            f" {num(600 + j * (46 + k * 44))} {y1 + 12}"
            for j in range(-26 + k * 4, 27 - k * 4)
        )
        marks += line(lines, darker(crops[c], 0.14), 2 + k * 1.4, 0.5)
    marks += path(
        "M690 408q-60 40 10 80t-60 110t-180 202h210q60 -120 130 -190t20 -124t-90 -78z", s.fade("#D9C7A2", "#E6D8BC")
    ) + "".join(tree(s, x, y, r, r) for x, y, r in ((800, 500, 46), (860, 560, 66), (950, 660, 104)))
    marks += (
        scarecrow(s, 250, 700)
        if s.rng.random() < 0.5
        else basket(270, 740, 150) + heap("pear" if s.look.season != "autumn" else "persimmon", 270, 740)
    )
    stalk = {"spring": "#D9BE3E", "summer": "#5C8A5E", "autumn": "#B98F3E"}[s.look.season]
    marks += "".join(
        wheat(s.between(0, 1200), s.between(800, 830), s.between(90, 130), stalk)
        for _ in range(46)
        if s.look.season != "spring"
    )
    return marks + (
        flowers(s, 0, 450, 700, 90, ("#F2D94E", "#E9C93E"), 60)
        + flowers(s, 760, 1200, 700, 90, ("#F2D94E", "#E9C93E"), 60)
        if s.look.season == "spring"
        else ""
    )


def wheat(x: float, y: float, h: float, colour: str) -> str:
    lean = sin(x) * 14
    ear = "".join(blob(x + lean + (6 if k % 2 else -6), y - h + k * 8, 8, 4, 60 if k % 2 else 120) for k in range(6))
    return line(
        f"M{num(x)} {num(y)}Q{num(x)} {num(y - h * 0.6)} {num(x + lean)} {num(y - h)}", darker(colour, 0.1), 3
    ) + path(ear, colour)


def scarecrow(s: Sheet, x: float, y: float) -> str:
    marks = (
        shadow(0, 0, 40, 6)
        + line("M0 0V-230M-90 -170H90", "#8B6B4E", 9)
        + path("M-70 -188h140l10 40l-44 4l8 90h-88l8 -90l-44 -4z", s.look.accent)
        + line("M-40 -180v100M0 -186v110M40 -180v100", lighter(s.look.accent, 0.4), 4, 0.6)
        + disc(0, -214, 28, "#E9D3A8")
        + path("M-62 -228q62 -16 124 0l-30 -8q-4 -40 -32 -44q-28 4 -32 44z", "#C9A24E")
    )
    return group(marks + line("M-40 -56l-6 34M-10 -56v38M20 -56l4 36M36 -56l10 30", "#C9A24E", 5), x, y, 0, 0.9)


def village_row(s: Sheet, y: float, count: int) -> str:
    """Far roofs of a village among its trees."""
    marks = ""
    for _ in range(count):
        x, w = s.between(120, 1080), s.between(50, 84)
        marks += (
            rect(x, y - 22, w, 26, mix("#EFE4D0", s.look.sky[1], 0.2))
            + poly(
                ((x - 8, y - 20), (x + 8, y - 42), (x + w - 8, y - 42), (x + w + 8, y - 20)),
                mix("#7B7871", s.look.sky[1], 0.25),
            )
            + rect(x + w * 0.4, y - 12, 10, 16, "#8F4A40")
            + oval(x + w + 18, y - 14, 22, 20, mix(s.look.leaves[1], s.look.sky[1], 0.3))
        )
    return marks


def cottage(s: Sheet, x: float, y: float, w: float, h: float) -> str:
    """A small village house standing on y."""
    wall, winter = s.rng.choice(("#EFE0C4", "#E3D2B4", "#D9CDBB", "#E9D6C2")), s.look.bare
    marks = (
        shadow(x + w / 2, y, w * 0.55, 8)
        + rect(x, y - h, w, h, s.fade(lighter(wall, 0.2), darker(wall, 0.08), across=True))
        + rect(x, y - h * 0.24, w, h * 0.24, "#A9A093")
        + rect(x, y - h, w, 16, s.fade("#2B2118", "#2B2118", 0.28, 0))
    )
    marks += roof(s, x, y - h - h * 0.62, w, h * 0.62, False, winter and s.rng.random() < 0.5)
    lit = "#FFD98A" if s.look.hour == "dusk" else "#F3E3BC"
    for k in (0.16, 0.66):
        marks += (
            rect(x + w * k - 3, y - h * 0.74, w * 0.2 + 6, h * 0.4, "#7C3A2D", 2)
            + rect(x + w * k, y - h * 0.72, w * 0.2, h * 0.36, lit)
            + line(
                f"M{num(x + w * (k + 0.1))} {num(y - h * 0.72)}v{num(h * 0.36)}M{num(x + w * k)}"
                f" {num(y - h * 0.54)}h{num(w * 0.2)}",
                "#7C3A2D",
                2.5,
            )
        )
    marks += rect(x + w * 0.43, y - h * 0.7, w * 0.15, h * 0.7, "#8F2F2C") + line(
        f"M{num(x + w * 0.505)} {num(y - h * 0.7)}V{num(y)}", "#6B2020", 2
    )
    if s.rng.random() < 0.6:
        marks += "".join(
            path("".join(blob(x + w * k + (j % 2) * 6 - 3, y - h * 0.92 + j * 8, 5, 4, 0) for j in range(6)), c)
            for k, c in ((0.06, "#C23B36"), (0.38, "#E2B13C"), (0.62, "#E2B13C"))
        )
    return marks


def village(s: Sheet) -> str:
    marks = (
        sky(s, 560)
        + hills(s, 560, 420, layers=4)
        + path(
            "M-20 520Q200 430 460 500T900 470T1220 500V800H-20z", s.fade(lighter(s.look.grass[0], 0.1), s.look.grass[1])
        )
    )
    marks += great_wall(s) if s.rng.random() < 0.45 else ""
    for y, scale, xs in ((540, 0.62, (120, 360, 610, 850, 1040)), (640, 0.9, (40, 380, 830)), (760, 1.25, (60, 850))):
        for x in xs:
            jitter = s.between(-24, 24)
            if s.rng.random() < 0.9:
                marks += cottage(s, x + jitter, y + s.between(-10, 6), 210 * scale, 110 * scale)
            marks += tree(
                s,
                x + jitter + 250 * scale,
                y + 8,
                48 * scale,
                44 * scale,
                "persimmon" if s.look.season in ("autumn", "winter") and s.rng.random() < 0.6 else "",
                12,
                52 * scale,
            )
        marks += path(
            f"M-20 {y + 6}Q300 {y - 8} 620 {y + 10}T1220 {y + 4}V{y + 60}H-20z",
            s.fade(s.look.grass[1], s.look.grass[0], 0.85, 0),
        )
    marks += (
        path("M640 800q-60 -90 20 -150t-30 -100q-40 -30 -20 -50h24q-6 24 40 52t20 98t70 150z", "#E0D2B4")
        + pine(s, 500, 770, 240, s.look.bare)
        + bush(s, 740, 790, 150)
    )
    return marks


def great_wall(s: Sheet) -> str:
    c = mix("#A39682", s.look.sky[1], 0.35)
    d = "M0 330L90 300L190 262L300 250L420 206L520 214L640 170L760 182L880 140L1010 158L1200 110"
    return (
        line(d, c, 13, 1, "butt")
        + f'<path d="{d}" fill="none" stroke="{darker(c, 0.12)}" stroke-width="7" stroke-dasharray="7 7" tr'
        'ansform="translate(0'
        ' -8)"/>'
        + "".join(
            rect(x - 17, y - 38, 34, 42, darker(c, 0.06))
            + rect(x - 20, y - 44, 40, 8, darker(c, 0.14))
            + rect(x - 5, y - 24, 10, 14, darker(c, 0.35))
            for x, y in ((190, 262), (420, 206), (640, 170), (880, 140))
        )
    )


def greenhouse(s: Sheet) -> str:
    frame, soil, crops = "#C9CFC9", "#8B6B4E", s.rng.choice(("strawberry", "tomato", "lettuce"))
    marks = (
        rect(0, 0, 1200, 800, s.fade(mix(s.look.sky[0], "#FFFFFF", 0.45), "#F6F3E4"))
        + hills(s, 470, 120)
        + rect(0, 466, 1200, 334, mix(s.look.grass[0], "#FFFFFF", 0.4))
        + rect(0, 0, 1200, 800, "#FFFFFF", 0, 0.3)
    )
    for k in range(6):
        t = k / 5
        rx, top, base = 640 - 430 * t, 20 + 250 * t, 800 - 330 * t
        marks += (
            f'<path d="M{num(600 - rx)} {num(base)}V{num(top + rx * 0.5)}Q{num(600 - rx)} {num(top)} 600'
            f' {num(top)}T{num(600 + rx)} {num(top + rx * 0.5)}V{num(base)}" fill="none" s'
            f'troke="{mix(frame, "#FFFFFF", t * 0.5)}"'
            f' stroke-width="{num(15 - 10 * t)}"/>'
        )
    marks += line("M600 20V270M160 110L410 330M1040 110L790 330", mix(frame, "#FFFFFF", 0.3), 6) + poly(
        ((390, 470), (810, 470), (1200, 700), (1200, 800), (0, 800), (0, 700)), s.fade(lighter(soil, 0.25), soil)
    )
    for side in (-2, -1, 1, 2):
        inner, outer = 600 + side * 34, 600 + side * 96
        marks += poly(
            ((inner, 474), (outer, 474), (600 + side * 520, 800), (600 + side * 260, 800)), darker(soil, 0.12)
        )
    marks += poly(((580, 474), (620, 474), (800, 800), (400, 800)), s.fade("#D9C7A2", "#E9DCC0"))
    for row in range(9):
        t = (row / 8) ** 1.7
        for side in (-2, -1, 1, 2):
            marks += crop(s, crops, 600 + side * (62 + 330 * t), 486 + 310 * t, 0.22 + 1.02 * t)
    marks += (
        poly(((300, 0), (520, 0), (300, 800), (0, 800), (0, 520)), s.look.beam, 0.22)
        + basket(600, 716, 150)
        + produce(crops, 600, 716)
    )
    return marks


def crop(s: Sheet, kind: str, x: float, y: float, scale: float) -> str:
    tall = 1.9 if kind == "tomato" else 1
    marks = shadow(0, 0, 46, 8)
    marks += "".join(
        path(blob(dx, dy * tall, 27, 15, t), c)
        for dx, dy, t, c in (
            (-30, -16, 30, "#467756"),
            (30, -16, -30, "#467756"),
            (-18, -40, 60, "#5C8A5E"),
            (18, -40, -60, "#5C8A5E"),
            (0, -30, 90, "#7FA97A"),
            (-6, -56, 80, "#8DB585"),
        )
    )
    if kind != "lettuce":
        size = 8 if kind == "strawberry" else 11
        marks += "".join(
            disc(s.between(-24, 24), -s.between(8, 52) * tall, size, s.rng.choice(("#C9303E", "#D9553E")))
            for _ in range(3 if kind == "strawberry" else 4)
        )
    else:
        marks += path(blob(0, -30, 30, 22, 0), "#B5D08A") + path(blob(-6, -34, 18, 13, 0), "#D3E6A8")
    return group(marks, x, y, 0, scale)


def produce(kind: str, x: float, y: float) -> str:
    colour = {"strawberry": "#C9303E", "tomato": "#D9553E", "lettuce": "#A9C97F"}[kind]
    return "".join(
        disc(x + dx, y - dy, 19, darker(colour, (k % 3) * 0.07))
        + disc(x + dx - 6, y - dy - 6, 5, "#FFFFFF", 0.4)
        + path(f"M{x + dx - 8} {y - dy - 16}q8 -8 16 0q-8 6 -16 0z", "#467756")
        for k, (dx, dy) in enumerate(((-46, 6), (-16, 8), (16, 8), (46, 6), (-30, 28), (2, 32), (32, 28), (0, 54)))
    )


def autumn(s: Sheet) -> str:
    marks = (
        sky(s, 560)
        + tree(s, 600, 470, 120, 110, tones=GINKGO)
        + rect(470, 400, 260, 90, "#C8BFAF")
        + roof(s, 480, 350, 240, 60, False)
    )
    marks += (
        poly(((520, 480), (680, 480), (1300, 800), (-100, 800)), s.fade("#CDBFA6", "#DDD0B8"))
        + poly(((0, 480), (520, 480), (-100, 800), (0, 800)), "#D9B256")
        + poly(((1200, 480), (680, 480), (1300, 800), (1200, 800)), "#D9B256")
    )
    marks += (
        rect(0, 380, 300, 110, "#BDB5A8")
        + rect(0, 372, 306, 14, "#77756F")
        + rect(900, 380, 300, 110, "#BDB5A8")
        + rect(894, 372, 306, 14, "#77756F")
    )
    for y, r, off in ((500, 70, 190), (560, 110, 310), (660, 170, 470)):
        marks += "".join(tree(s, 600 + side * off, y, r, r * 0.95, "", 0, r * 1.15, GINKGO) for side in (-1, 1))
    marks += poly(((520, 520), (400, 800), (100, 800)), "#2B2118", 0.06)
    leaves = ("#E2AC42", "#F2CC6E", "#C98A2F", "#EDBB4E")
    marks += (
        scattered(s, 0, 330, 620, 800, leaves, 90, 9)
        + scattered(s, 870, 1200, 620, 800, leaves, 90, 9)
        + scattered(s, 300, 900, 560, 800, leaves, 70, 8)
    )
    return (
        marks
        + bench(s, s.rng.choice((250, 930)), 740, 0.95)
        + "".join(
            path(blob(s.between(100, 1100), s.between(120, 560), 9, 5, s.rng.random() * 180), s.rng.choice(leaves))
            for _ in range(22)
        )
    )
