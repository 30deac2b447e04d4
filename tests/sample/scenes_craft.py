"""Tables seen from above: what hands have been making."""

from __future__ import annotations

from math import cos, pi, sin

from .primitives import (
    around,
    blob,
    darker,
    disc,
    group,
    lighter,
    line,
    num,
    oval,
    path,
    poly,
    rect,
    ring,
    rosette,
)
from .sheet import Sheet


def top(s: Sheet, colour: str = "") -> str:
    """A table top filling the picture, its planks and the light across it."""
    c = colour or lighter(s.look.wood[0], s.between(0.1, 0.4))
    marks = rect(0, 0, 1200, 800, s.fade(lighter(c, 0.18), darker(c, 0.06), across=True))
    y, seams, veins = s.between(60, 120), "", ""
    while y < 800:
        seams += f"M0 {num(y)}H1200"
        for _ in range(3):
            x, v = s.between(0, 900), y - s.between(20, 90)
            veins += (
                f"M{num(x)} {num(v)}q{num(s.between(60, 160))} {num(s.between(-8, 8))} {num(s.between(180, 300))} 0"
            )
        y += s.between(100, 170)
    marks += line(seams, darker(c, 0.18), 2.6, 0.7) + line(veins, darker(c, 0.14), 2, 0.5)
    return (
        marks
        + poly(((0, 0), (520, 0), (180, 800), (0, 800)), s.look.beam, 0.26)
        + poly(((640, 0), (800, 0), (460, 800), (300, 800)), s.look.beam, 0.2)
    )


def under(x: float, y: float, r: float) -> str:
    """The shadow a round thing casts on the table."""
    return disc(x + r * 0.07, y + r * 0.1, r * 1.03, "#2B2118", 0.1) + disc(
        x + r * 0.04, y + r * 0.06, r * 1.01, "#2B2118", 0.1
    )


def sheet_of(x: float, y: float, w: float, h: float, turn: float, colour: str, inside: str = "") -> str:
    """A sheet of paper or cloth lying round (x, y)."""
    return group(
        rect(-w / 2 + 5, -h / 2 + 8, w, h, "#2B2118", 3, 0.13) + rect(-w / 2, -h / 2, w, h, colour, 3) + inside,
        x,
        y,
        turn,
    )


def cup_above(x: float, y: float, r: float, tea: str = "#B9803E") -> str:
    return (
        under(x, y, r)
        + disc(x, y, r, "#FBF8F1")
        + disc(x, y, r * 0.82, "#E9E0CE")
        + disc(x, y, r * 0.79, tea)
        + oval(x - r * 0.2, y - r * 0.2, r * 0.4, r * 0.22, "#FFF2CF", 0.35, -30)
        + ring(x, y, r * 0.97, "#56718A", 2.5, 0.6)
    )


def scissors(x: float, y: float, turn: float, scale: float = 1, grip: str = "#3F4643") -> str:
    marks = group(
        path("M0 -4L250 -18L258 0L4 14z", "#2B2118", 0.12) + path("M0 8L248 46L252 28L6 -8z", "#2B2118", 0.12), 6, 9
    )
    marks += (
        path("M0 -8L250 -20L256 -4L4 14z", "#AEB6B8")
        + path("M0 8L248 46L252 30L6 -8z", "#CBD2D3")
        + disc(20, 3, 8, "#6D7678")
    )
    for sign in (-1, 1):
        marks += (
            line(f"M0 {3 * sign}L-28 {14 * sign}", grip, 14)
            + f'<ellipse cx="-72" cy="{36 * sign}" rx="52" ry="28" fill="none" stroke="{grip}" stroke-width="14"'
            f' transform="rotate({-24 * sign} -72 {36 * sign})"/>'
        )
    return group(marks, x, y, turn, scale)


def spool(x: float, y: float, r: float, colour: str) -> str:
    return (
        under(x, y, r)
        + disc(x, y, r, colour)
        + "".join(ring(x, y, r * q, "#FFFFFF", 2.4, 0.25) for q in (0.4, 0.56, 0.72, 0.88))
        + disc(x, y, r * 0.26, "#FBF3E2")
        + disc(x, y, r * 0.1, "#8A6A48")
    )


def pencil(x: float, y: float, turn: float, colour: str) -> str:
    return group(
        rect(4, 6, 230, 18, "#2B2118", 4, 0.12)
        + rect(0, 0, 210, 18, colour, 3)
        + rect(0, 0, 210, 6, "#FFFFFF", 3, 0.3)
        + path("M210 0l34 9l-34 9z", "#F3E3C4")
        + path("M232 6l12 3l-12 3z", "#3F4643")
        + rect(-16, 0, 16, 18, "#D9A79A", 3),
        x,
        y,
        turn,
    )


def craft(s: Sheet) -> str:
    marks = top(s)
    kinds = s.rng.sample(range(6), 3)
    reds = ("#FBF3E2", "#A61E32") if s.rng.random() < 0.65 else ("#A61E32", "#FBF3E2")
    marks += sheet_of(430, 400, 430, 430, s.between(-14, 10), reds[0], rosette(0, 0, 182, kinds[0], reds[1], reds[0]))
    fold = (
        rect(-125, -125, 250, 250, "none")
        + line("M-120 0H120M0 -120V120", "#8F1A2C", 3, 0.8)
        + poly(((-120, -120), (0, -120), (0, 120), (-120, 120)), "#FFFFFF", 0.06)
    )
    marks += sheet_of(880, 230, 240, 240, s.between(-20, 20), "#B3263B", fold)
    if s.rng.random() < 0.6:
        marks += sheet_of(
            1000, 560, 230, 230, s.between(-24, 24), "#F6E7CC", rosette(0, 0, 92, kinds[1], "#A61E32", "#F6E7CC")
        )
        marks += scissors(720, 690, s.between(-20, 0), 0.9)
    else:
        marks += scissors(810, 560, s.between(-40, -16), 1.05) + "".join(
            spool(x, y, 42, c)
            for x, y, c in ((1080, 440, s.look.accent), (1130, 540, "#C69A4E"), (1030, 585, s.look.second))
        )
    marks += cup_above(120, 650, 86) + pencil(60, 130, -22, "#C69A4E")
    return marks + path("".join(scrap(s, 560, 900, 640, 780) for _ in range(12)), "#B3263B")


def scrap(s: Sheet, x0: float, x1: float, y0: float, y1: float) -> str:
    """A snipped-off piece of paper, as path data."""
    return blob(s.between(x0, x1), s.between(y0, y1), s.between(7, 15), s.between(3, 6), s.rng.random() * 180)


def calligraphy(s: Sheet) -> str:
    marks = top(s, s.rng.choice(("", "#5B6B62", "#7A5A4C", "")))
    red, gold = "#B92B32", "#F3D38A"
    speck = path("".join(blob(s.between(-150, 150), s.between(-150, 150), 2.4, 1.8, 0) for _ in range(46)), gold, 0.8)
    fu = rect(-160, -160, 320, 320, "none", 0, 1, f'stroke="{gold}" stroke-width="3"')
    diamond = group(
        rect(-165, -155, 340, 340, "#2B2118", 2, 0.14) + rect(-172, -172, 344, 344, red, 2) + speck + fu, 520, 400, 45
    )
    marks += diamond + s.word(520, 490, 250, "福", "#231C18")
    word, tilt = s.rng.choice(("福", "春")), s.between(-12, 12)
    marks += sheet_of(
        930,
        250,
        230,
        230,
        tilt,
        red,
        rect(-104, -104, 208, 208, "none", 0, 1, f'stroke="{gold}" stroke-width="2.5"')
        + s.word(0, 58, 160, word, gold),
    )
    marks += sheet_of(
        180,
        400,
        150,
        640,
        s.between(-3, 3),
        red,
        rect(-66, -310, 132, 620, "none", 0, 1, f'stroke="{gold}" stroke-width="2.5"')
        + "".join(s.word(0, -190 + k * 118, 96, c, "#231C18") for k, c in enumerate("家和万事兴")),
    )
    marks += (
        under(930, 560, 96)
        + rect(830, 480, 200, 170, "#3A3A3A", 14)
        + disc(930, 556, 66, "#232222")
        + oval(912, 540, 30, 16, "#4B4B4A", 0.8, -20)
    )
    brush = (
        rect(6, 8, 330, 16, "#2B2118", 8, 0.14)
        + rect(0, 0, 270, 16, "#C79C55", 8)
        + rect(0, 0, 270, 5, "#FFFFFF", 4, 0.3)
        + rect(262, -1, 26, 18, "#8A5B3B", 3)
        + path("M288 -1q40 -2 62 9q-22 11 -62 9z", "#231C18")
    )
    marks += group(brush, 1010, 700, -150) + group(brush, 1130, 470, -112, 0.8)
    return marks + cup_above(1110, 130, 66, "#8FB0B8")


def dumplings(s: Sheet) -> str:
    marks = top(s, s.rng.choice(("", "", "#E7DCC6")))
    x, y = 470, 420
    marks += (
        under(x, y, 300)
        + disc(x, y, 300, s.look.wood[0])
        + disc(x, y, 284, "#D9BC8A")
        + "".join(ring(x, y, q, "#B98F58", 3, 0.6) for q in range(30, 284, 22))
        + line(
            "".join(f"M{x} {y}L{num(x + 282 * cos(k * pi / 14))} {num(y + 282 * sin(k * pi / 14))}" for k in range(28)),
            "#B98F58",
            2,
            0.5,
        )
    )
    spots = [(0, 0)] + [
        (q * cos(a), q * sin(a)) for q, n in ((104, 6), (208, 11)) for a in (2 * pi * k / n + q for k in range(n))
    ]
    missing = s.rng.randint(1, 4)
    marks += "".join(
        dumpling(x + dx, y + dy, s.between(0, 360), s.between(0.9, 1.06)) for dx, dy in spots[: len(spots) - missing]
    )
    marks += sheet_of(960, 240, 400, 320, s.between(-6, 6), "#EBD9B8") + path(
        "".join(
            blob(s.between(800, 1120), s.between(110, 380), s.between(6, 26), s.between(3, 9), s.rng.random() * 180)
            for _ in range(14)
        ),
        "#FFFDF6",
        0.8,
    )
    marks += "".join(
        under(a, b, 52) + disc(a, b, 52, "#FBF3E0") + disc(a - 6, b - 6, 42, "#FFFBF0")
        for a, b in ((860, 190), (990, 170), (900, 310))
    )
    marks += group(
        rect(-146, -14, 300, 40, "#2B2118", 18, 0.14)
        + rect(-116, -22, 232, 40, "#C79C66", 16)
        + rect(-116, -22, 232, 14, "#E6C497", 10)
        + rect(-150, -12, 36, 20, "#A87B48", 9)
        + rect(114, -12, 36, 20, "#A87B48", 9),
        1040,
        330,
        s.between(20, 50),
    )
    marks += (
        under(980, 590, 128)
        + disc(980, 590, 128, "#FBF8F1")
        + disc(980, 590, 108, "#E2D8C4")
        + disc(980, 592, 104, "#8FA35C")
        + path(
            "".join(
                blob(980 + q * cos(a), 592 + q * sin(a), 13, 7, a * 50)
                for q in (24, 54, 84)
                for a in (k * 0.7 + q for k in range(9))
            ),
            "#B5C46F",
        )
        + path(
            "".join(
                blob(980 + q * cos(a), 592 + q * sin(a), 9, 6, a * 70)
                for q in (38, 70)
                for a in (k * 0.9 for k in range(7))
            ),
            "#D88A62",
        )
    )
    return (
        marks
        + group(rect(-6, -160, 12, 300, "#8A5B3B", 6) + rect(20, -160, 12, 300, "#8A5B3B", 6), 800, 640, 24)
        + cup_above(110, 120, 58, "#5A2E22")
    )


def dumpling(x: float, y: float, turn: float, scale: float) -> str:
    marks = (
        path("M-44 16q4 -52 44 -52t44 52q-44 26 -88 0z", "#2B2118", 0.15, 'transform="translate(4 6)"')
        + path("M-44 14q4 -50 44 -50t44 50q-44 26 -88 0z", "#FBF1DC")
        + path("M-30 4q10 -32 34 -32q-20 10 -20 36z", "#FFFDF4")
    )
    marks += line("M-40 12q8 -6 14 4M-24 18q6 -8 13 3M-6 21q6 -8 13 1M12 19q6 -8 13 -1M28 14q4 -6 10 -4", "#DCC49A", 3)
    return group(marks, x, y, turn, scale)


def tea(s: Sheet) -> str:
    marks = top(s) + sheet_of(
        600,
        420,
        900,
        380,
        s.between(-3, 3),
        s.rng.choice(("#6F7F63", "#8A5B46", "#50657A", "#A58A5F")),
        line("M-430 -160H430M-430 160H430", "#F3E3C4", 3, 0.6),
    )
    marks += (
        rect(310, 300, 560, 270, "#2B2118", 16, 0.16)
        + rect(300, 286, 560, 270, s.look.wood[2], 14)
        + rect(316, 302, 528, 238, darker(s.look.wood[2], 0.25), 8)
        + line("".join(f"M330 {316 + k * 22}H830" for k in range(11)), lighter(s.look.wood[2], 0.18), 7)
    )
    c = s.rng.choice(("#8A4A32", "#47705A", "#56718A", "#F4EEE0"))
    marks += (
        under(460, 420, 92)
        + group(
            path("M70 -16l88 -26l8 20l-88 50z", darker(c, 0.1)) + line("M-80 -10q-70 4 -60 40q16 26 66 0", c, 17),
            460,
            420,
        )
        + disc(460, 420, 92, c)
        + ring(460, 420, 64, darker(c, 0.2), 4)
        + disc(460, 420, 60, lighter(c, 0.1))
        + disc(460, 420, 18, darker(c, 0.25))
        + oval(430, 380, 30, 14, "#FFFFFF", 0.25, -36)
    )
    marks += "".join(
        cup_above(x, y, 42, t)
        for x, y, t in ((660, 360, "#C08A48"), (760, 360, "#C08A48"), (660, 470, "#B9803E"), (760, 470, "#C7965A"))
    )
    marks += cup_above(990, 330, 50) + cup_above(1010, 520, 50) + cup_above(200, 500, 50)
    marks += (
        under(180, 240, 78)
        + disc(180, 240, 78, "#D8C7A6")
        + disc(180, 240, 64, "#5D6B4A")
        + path(
            "".join(blob(s.between(140, 220), s.between(200, 280), 12, 4, s.rng.random() * 180) for _ in range(26)),
            "#8A9A66",
        )
    )
    marks += branch(s, 760, 120) + sheet_of(
        1050, 710, 170, 120, s.between(-14, 10), "#FBF3E2", line("M-60 -30H60M-60 -8H40M-60 14H56", "#B9AD98", 4)
    )
    return marks + "".join(
        under(x, y, 30) + disc(x, y, 30, "#A9652F") + disc(x - 4, y - 6, 20, "#C9853F")
        for x, y in ((420, 680), (482, 700), (440, 738))
    )


def branch(s: Sheet, x: float, y: float) -> str:
    """A flowering twig laid on the table."""
    colour = s.rng.choice(("#D8787A", "#F0C6C0", "#E4BE6A"))
    marks = line(
        f"M{x - 260} {y - 60}Q{x - 80} {y + 30} {x + 120} {y - 10}T{x + 330} {y + 40}M{x - 60} {y + 10}q60 40 120 60",
        "#5A4A3F",
        8,
    )
    for k in range(10):
        fx, fy = x - 230 + k * 58, y - 34 + sin(k * 2.1) * 30 + k * 5
        marks += group(
            around(oval(0, -13, 9, 12, colour), 5) + disc(0, 0, 6, "#FFF3CE"), fx, fy, k * 31, s.between(0.8, 1.3)
        )
    return marks
