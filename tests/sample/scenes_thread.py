"""Needle, thread and silk: tables seen from above."""

from __future__ import annotations

from math import cos, sin

from .primitives import (
    around,
    darker,
    disc,
    group,
    lighter,
    line,
    mix,
    num,
    oval,
    petal,
    poly,
    rect,
    ring,
    rosette,
)
from .scenes_craft import cup_above, scissors, sheet_of, spool, top, under
from .sheet import Sheet


def embroidery(s: Sheet) -> str:
    cloth, ink = s.rng.choice((("#FBF6EA", "#A61E32"), ("#E6EDEA", "#2E6B52"), ("#F3E1D2", "#3F5F80"))), ""
    marks = top(s) + sheet_of(520, 400, 760, 640, s.between(-12, 12), mix(s.look.second, "#FFF6E6", 0.72))
    marks += (
        under(540, 400, 292)
        + disc(540, 400, 290, s.look.wood[0])
        + ring(540, 400, 280, lighter(s.look.wood[0], 0.35), 7)
        + disc(540, 400, 266, cloth[0])
        + rect(518, 92, 44, 34, "#C9A24E", 5)
        + disc(540, 98, 9, "#8B6B2E")
    )
    ink = "".join(f"M{num(540 - 260 + k * 20)} 140V660" for k in range(27))
    marks += f'<g opacity=".12">{line(ink, "#8B7A66", 1)}</g>'
    marks += peony(s, 520, 380, 118, cloth[1]) + peony(s, 640, 510, 64, lighter(cloth[1], 0.25))
    marks += line("M500 480Q470 560 400 590M560 470Q600 560 640 560M430 420Q380 400 350 340", "#4B7859", 8)
    for x, y, t, size in (
        (420, 575, -30, 56),
        (370, 350, 20, 52),
        (360, 430, -60, 46),
        (690, 420, 50, 50),
        (610, 270, 20, 46),
    ):
        marks += group(
            petal(-size, size, size * 0.62, "#5C8A5E")
            + line(f"M0 {size}V{-size}", "#3E6A4E", 3)
            + line(
                "".join(f"M0 {k}l{size * 0.26} -12M0 {k}l{-size * 0.26} -12" for k in range(-20, 36, 14)),
                "#86A98A",
                2.4,
            ),
            x,
            y,
            t,
        )
    marks += group(line("M0 0L96 -14", "#AEB6B8", 5) + line("M0 0q-90 40 -130 -20", cloth[1], 3), 700, 330, 24)
    for k, c in enumerate(
        s.rng.sample(("#A61E32", "#C58A35", "#2E6B52", "#3F5F80", "#D9A79A", "#7A5A86", "#E4BE6A"), 5)
    ):
        marks += skein(980 + (k % 2) * 110, 150 + k * 118, s.between(-16, 16), c)
    return (
        marks
        + scissors(130, 680, -34, 0.62, s.look.accent)
        + spool(110, 140, 46, s.look.accent)
        + spool(200, 90, 38, "#C69A4E")
    )


def peony(s: Sheet, x: float, y: float, r: float, colour: str) -> str:
    marks = ""
    for k, (size, count, tone) in enumerate(
        (
            (1, 8, darker(colour, 0.1)),
            (0.76, 7, lighter(colour, 0.12)),
            (0.5, 6, lighter(colour, 0.3)),
            (0.28, 5, lighter(colour, 0.48)),
        )
    ):
        leaf = oval(0, -r * size * 0.58, r * size * 0.4, r * size * 0.44, tone) + line(
            f"M0 {num(-r * size * 0.3)}V{num(-r * size * 0.9)}M{num(r * size * 0.14)} {num(-r * size * 0.4)}"
            f"L{num(r * size * 0.2)} {num(-r * size * 0.84)}M{num(-r * size * 0.14)} {num(-r * size * 0.4)}"
            f"L{num(-r * size * 0.2)} {num(-r * size * 0.84)}",
            lighter(tone, 0.28),
            1.6,
            0.7,
        )
        marks += around(leaf, count, k * 17)
    return group(marks + disc(0, 0, r * 0.13, "#E4BE6A") + around(disc(0, -r * 0.15, r * 0.035, "#C58A35"), 9), x, y)


def skein(x: float, y: float, turn: float, colour: str) -> str:
    marks = (
        rect(-62, -18, 130, 48, "#2B2118", 22, 0.12)
        + rect(-66, -26, 132, 50, colour, 24)
        + line("M-50 -16H50M-56 -6H56M-58 4H58M-52 14H50", lighter(colour, 0.35), 2.4, 0.7)
    )
    return group(marks + rect(-14, -30, 28, 58, "#FBF3E2", 4) + rect(-14, -6, 28, 8, "#231C18", 0, 0.5), x, y, turn)


def velvet_flowers(s: Sheet) -> str:
    marks = top(s) + sheet_of(600, 430, 900, 600, s.between(-6, 6), "#F4ECDD")
    colours = s.rng.sample(("#B3263B", "#D8787A", "#E4BE6A", "#7A5A86", "#C26A45", "#7B94A6", "#F0C6C0"), 4)
    places = ((330, 330, 118), (600, 470, 140), (860, 330, 104), (420, 600, 84), (800, 610, 92), (600, 240, 74))
    for k, (x, y, r) in enumerate(places):
        marks += line(f"M{x} {y}q{30 - k * 12} {r} {-20 + k * 9} {r * 1.7:g}", "#5E7F56", 7) + group(
            petal(0, r * 0.9, r * 0.28, "#6E9873"), x - 4, y + r * 0.9, 120 - k * 36
        )
    for k, (x, y, r) in enumerate(places):
        marks += velvet(x, y, r, colours[k % 4])
    tray = "".join(spool(1110, 120 + k * 96, 36, c) for k, c in enumerate(colours))
    marks += (
        rect(1052, 64, 120, 410, "#2B2118", 10, 0.12)
        + rect(1046, 56, 120, 410, s.look.wood[1], 10)
        + rect(1056, 66, 100, 390, darker(s.look.wood[1], 0.25), 6)
        + tray
    )
    marks += scissors(190, 720, -18, 0.7, s.look.accent) + "".join(
        line(f"M{70 + k * 16} 90q14 130 -8 250", c, 5)
        for k, c in enumerate(("#C69A4E", "#8B867C", "#C69A4E", "#8B867C"))
    )
    return marks + cup_above(1090, 650, 74)


def velvet(x: float, y: float, r: float, colour: str) -> str:
    """A silk-velvet flower: soft petals with a fringe of strokes."""
    marks = disc(r * 0.05, r * 0.08, r * 0.95, "#2B2118", 0.1)
    for size, count, tone, turn in (
        (1, 7, darker(colour, 0.12), 0),
        (0.78, 7, colour, 26),
        (0.54, 6, lighter(colour, 0.22), 8),
    ):
        fringe = "".join(
            f"M0 {num(-r * size * 0.2)}L{num(sin(t) * r * size * 0.5)} {num(-r * size * (0.55 + 0.42 * cos(t)))}"
            for t in (-0.9, -0.6, -0.3, 0, 0.3, 0.6, 0.9)
        )
        marks += around(
            oval(0, -r * size * 0.56, r * size * 0.34, r * size * 0.42, tone)
            + line(fringe, lighter(tone, 0.3), 1.8, 0.5),
            count,
            turn,
        )
    return group(marks + disc(0, 0, r * 0.2, "#E4BE6A") + around(disc(0, -r * 0.15, r * 0.05, "#FFF3CE"), 8), x, y)


def quilt(s: Sheet) -> str:
    marks = top(s) if s.rng.random() < 0.5 else rect(0, 0, 1200, 800, darker(s.look.wall, 0.1))
    tones = s.rng.sample(
        ("#A61E32", "#C58A35", "#2E6B52", "#3F5F80", "#D9A79A", "#E9DDC4", "#C26A45", "#7A5A86", "#8FB0A0", "#F3E1C2"),
        7,
    )
    size, kinds, body = 130, s.rng.choice(("ssth", "htht", "stss", "hhts")), ""
    for row in range(7):
        for col in range(9):
            a, b = s.rng.sample(tones, 2)
            body += patch(s, kinds[(row * 3 + col * 2) % 4], col * size, row * size, size, a, b)
    stitches = "".join(f"M{k * size} 0V{7 * size}" for k in range(10)) + "".join(
        f"M0 {k * size}H{9 * size}" for k in range(8)
    )
    body += f'<path d="{stitches}" fill="none" stroke="#FFF8EA" stroke-width="3" stroke-dasharray="9 7" opacity=".7"/>'
    marks += group(
        rect(-16, -10, 9 * size + 44, 7 * size + 44, "#2B2118", 8, 0.16)
        + rect(-22, -22, 9 * size + 44, 7 * size + 44, tones[0], 6)
        + body,
        s.between(90, 170),
        s.between(-110, -60),
        s.between(-9, 9),
    )
    marks += poly(((0, 0), (430, 0), (60, 800), (0, 800)), s.look.beam, 0.22) + poly(
        ((560, 0), (760, 0), (400, 800), (200, 800)), s.look.beam, 0.16
    )
    marks += (
        scissors(860, 640, s.between(-40, 10), 0.9, s.look.accent)
        + spool(1080, 180, 54, tones[2])
        + spool(1000, 120, 44, tones[1])
    )
    return (
        marks
        + line("M1060 230C1000 330 900 280 860 360S760 420 700 400", tones[2], 4)
        + line("M700 400l-62 -22", "#AEB6B8", 5)
    )


def patch(s: Sheet, kind: str, x: float, y: float, size: float, a: str, b: str) -> str:
    """One square of a quilt: sprigs, triangles or a half."""
    marks = rect(x, y, size, size, a)
    if kind == "t":
        return (
            marks
            + poly(((x, y), (x + size, y), (x, y + size)), b)
            + disc(x + size * 0.3, y + size * 0.3, 9, lighter(b, 0.5))
        )
    if kind == "h":
        h = size / 2
        return (
            marks
            + poly(((x + h, y), (x + size, y + h), (x + h, y + size), (x, y + h)), b)
            + rosette(x + h, y + h, size * 0.17, s.rng.randrange(6), lighter(a, 0.3), b)
        )
    sprig = around(oval(0, -8, 4.5, 7, lighter(a, 0.55)), 5) + disc(0, 0, 4, "#E4BE6A")
    return marks + "".join(
        group(sprig, x + size * u, y + size * v)
        for u, v in ((0.25, 0.28), (0.72, 0.24), (0.48, 0.56), (0.24, 0.8), (0.78, 0.78))
    )
