"""Rooms for mothers and children."""

from __future__ import annotations

from .furniture import (
    beam,
    open_book,
    picture,
    room,
    row_of_books,
    window,
)
from .nature import pot
from .primitives import darker, disc, group, lighter, line, mix, num, oval, path, poly, rect, ring, shadow
from .scenes_room import green, sofa
from .sheet import Sheet


def nursing(s: Sheet) -> str:
    marks = room(s, 600, dado=True) + window(s, 640, 100, 320, 270, 2)
    curtain = mix(s.look.accent, "#FBF0E4", 0.62)
    for x, w in ((560, 110), (930, 110)):
        marks += path(f"M{x} 70h{w}q-16 200 -6 420h{-w + 12}q10 -220 -6 -420z", curtain) + line(
            "".join(f"M{x + k * w / 5} 74q-6 200 2 412" for k in range(1, 5)), darker(curtain, 0.14), 3, 0.7
        )
    marks += rect(530, 60, 540, 14, s.look.wood[1], 7) + beam(s, 650, 420, 300, 120)
    marks += rug(s, 600, 730, 480)
    marks += sofa(s, 420, 720, 1, mix(s.look.second, "#F4E6D2", 0.35)) + cot(s, 830, 716)
    marks += rect(110, 400, 170, 206, s.look.wood[0], 5) + "".join(
        rect(120, 412 + k * 64, 150, 54, lighter(s.look.wood[0], 0.3), 3) + disc(195, 439 + k * 64, 6, s.look.wood[2])
        for k in range(3)
    )
    marks += (
        rect(100, 386, 190, 18, "#FBF8F1", 4)
        + group(
            path("M-12 0v-44h24v44z", "#FFFFFF", 0.9)
            + rect(-9, -58, 18, 16, s.look.accent, 4)
            + rect(-12, -30, 24, 30, "#F6EBD3", 3),
            150,
            386,
        )
        + rect(190, 356, 70, 30, "#C7D8D8", 8)
    )
    marks += picture(s, 130, 150, 190, 150) + mobile(s, 830, 120) + pot(1120, 610, 1.5, green(s))
    return marks


def rug(s: Sheet, x: float, y: float, rx: float) -> str:
    tone = mix(s.look.accent, "#FFF3E0", 0.55)
    return (
        oval(x, y, rx, rx * 0.12, darker(tone, 0.12))
        + oval(x, y - 4, rx, rx * 0.12, tone)
        + oval(x, y - 4, rx * 0.88, rx * 0.098, lighter(tone, 0.45))
        + oval(x, y - 4, rx * 0.7, rx * 0.075, tone)
    )


def cot(s: Sheet, x: float, y: float) -> str:
    light, mid, _ = s.look.wood
    marks = (
        shadow(0, 4, 150, 12)
        + rect(-130, -120, 260, 60, "#FFFDF6", 6)
        + rect(-120, -134, 90, 30, "#FBF3E2", 12)
        + rect(-40, -126, 160, 40, mix(s.look.second, "#FFFFFF", 0.55), 10)
    )
    marks += (
        line("".join(f"M{k} -180V-40" for k in range(-110, 120, 28)), light, 9)
        + rect(-136, -194, 272, 16, mid, 6)
        + rect(-136, -50, 272, 16, mid, 6)
        + rect(-142, -210, 16, 210, mid, 5)
        + rect(126, -210, 16, 210, mid, 5)
    )
    return group(marks, x, y)


def mobile(s: Sheet, x: float, y: float) -> str:
    marks = line(f"M{x} 0V{y + 60}M{x - 80} {y + 80}Q{x} {y + 30} {x + 80} {y + 80}", "#8B7A66", 3)
    for dx, colour in ((-80, s.look.accent), (-28, "#C58A35"), (28, s.look.second), (80, "#6F8F62")):
        top = y + 80 - (16 if abs(dx) < 50 else 0) - (8 if abs(dx) < 50 else 0)
        marks += line(f"M{x + dx} {top}v50", "#8B7A66", 2) + group(
            path("M0 -18l5 12h13l-10 9l4 13l-12 -8l-12 8l4 -13l-10 -9h13z", colour), x + dx, top + 64
        )
    return marks


def playroom(s: Sheet) -> str:
    marks = room(s, 560, dado=True) + window(s, 90, 90, 330, 250, 2) + beam(s, 90, 370, 330, 60)
    marks += "".join(
        group(path("M0 -24q24 -20 24 6q0 14 -24 30q-24 -16 -24 -30q0 -26 24 -6z", c, 0.8), x, y, t)
        for x, y, c, t in ((520, 110, s.look.accent, -12), (600, 80, "#C58A35", 8), (680, 120, s.look.second, 14))
    )
    marks += rect(560, 330, 560, 236, s.look.wood[0], 6) + rect(560, 330, 560, 12, lighter(s.look.wood[0], 0.4), 6)
    for k in range(4):
        x = 576 + k * 136
        marks += rect(x, 350, 122, 92, darker(s.look.wood[0], 0.28), 4) + rect(
            x, 456, 122, 98, darker(s.look.wood[0], 0.22), 4
        )
        marks += row_of_books(s, x + 6, 442, 128, 78, 0.1) if k % 2 else toy(s, x + 61, 442, k)
        marks += rect(x + 10, 480, 102, 74, s.rng.choice(("#D98A72", "#8FB0A0", "#E4BE6A", "#93A9BD")), 6) + rect(
            x + 44, 498, 34, 10, "#FFF8EA", 5
        )
    marks += (
        bear(640, 330, 0.8)
        + pot(1060, 330, 0.75, green(s))
        + ring(860, 296, 30, s.look.accent, 10)
        + ring(900, 300, 26, "#C58A35", 10)
    )
    for k, (x, y) in enumerate(((250, 640), (520, 650), (790, 640), (380, 730), (660, 735), (940, 725))):
        tone = ("#E3A38F", "#A9C4A4", "#EBCF8E", "#A9BBCB")[(k + s.rng.randrange(2)) % 4]
        marks += poly(((x - 118, y - 34), (x + 110, y - 34), (x + 132, y + 44), (x - 142, y + 44)), tone, 0.92)
    marks += (
        blocks(s, 330, 690)
        + ball(840, 720, 44, s.look.accent)
        + horse(s, 1040, 760)
        + open_book(560, 720, 0.8)
        + bear(160, 700, 1.35)
    )
    return marks


def toy(s: Sheet, x: float, y: float, kind: int) -> str:
    if kind:
        return (
            rect(x - 44, y - 44, 88, 30, s.look.accent, 6)
            + rect(x - 30, y - 66, 44, 26, "#EBCF8E", 5)
            + disc(x - 26, y - 10, 12, "#3F4643")
            + disc(x + 26, y - 10, 12, "#3F4643")
        )
    return "".join(
        rect(x - 38 + k * 6, y - 16 - k * 16, 76 - k * 12, 15, c, 7)
        for k, c in enumerate(("#A61E32", "#C58A35", "#6F8F62", "#3F5F80"))
    )


def bear(x: float, y: float, scale: float) -> str:
    marks = (
        shadow(0, 0, 50, 7)
        + oval(-30, -10, 20, 14, "#9A6A45")
        + oval(30, -10, 20, 14, "#9A6A45")
        + oval(0, -42, 38, 42, "#AE7B52")
        + oval(0, -36, 22, 26, "#D9B58A")
        + oval(-36, -52, 12, 24, "#9A6A45", 1, 24)
        + oval(36, -52, 12, 24, "#9A6A45", 1, -24)
    )
    marks += (
        disc(-24, -122, 13, "#9A6A45")
        + disc(24, -122, 13, "#9A6A45")
        + oval(0, -100, 36, 33, "#AE7B52")
        + oval(0, -90, 16, 12, "#E4C79E")
        + oval(0, -95, 6, 4.5, "#4A342A")
        + disc(-13, -105, 3.6, "#4A342A")
        + disc(13, -105, 3.6, "#4A342A")
    )
    return group(marks, x, y, 0, scale)


def blocks(s: Sheet, x: float, y: float) -> str:
    marks = shadow(x, y, 90, 9)
    for dx, dy, c in (
        (-54, 0, "#A61E32"),
        (0, 0, "#C58A35"),
        (54, 0, "#3F5F80"),
        (-27, -52, "#6F8F62"),
        (27, -52, "#C26A45"),
    ):
        marks += (
            rect(x + dx - 26, y + dy - 52, 51, 51, c, 4)
            + rect(x + dx - 26, y + dy - 52, 51, 12, "#FFFFFF", 4, 0.2)
            + disc(x + dx, y + dy - 24, 12, "#FFF6E2", 0.75)
        )
    return marks + path(f"M{x - 30} {y - 104}h60l-30 -44z", "#A61E32")


def ball(x: float, y: float, r: float, colour: str) -> str:
    return (
        shadow(x + 6, y, r, 8)
        + disc(x, y - r, r, colour)
        + path(
            f"M{num(x - r)} {num(y - r)}q{num(r)} {num(-r * 0.7)} {num(2 * r)} 0q{num(-r)} {num(-r * 0.2)}"
            f" {num(-2 * r)} 0z",
            "#FFF3DA",
        )
        + oval(x - r * 0.35, y - r * 1.45, r * 0.3, r * 0.2, "#FFFFFF", 0.5, -30)
    )


def horse(s: Sheet, x: float, y: float) -> str:
    c = s.look.wood[0]
    marks = (
        shadow(0, 4, 96, 9)
        + line("M-92 -22Q0 26 92 -22", s.look.wood[2], 13)
        + line("M-46 0L-36 -66M46 0L36 -66", darker(c, 0.15), 15)
    )
    marks += (
        path(
            "M-64 -106q10 -16 60 -12q40 2 52 -48q12 -30 40 -12l22 22q-6 14 -26 12q-14 60 -38 76h-90q-28 -12 -20 -38z", c
        )
        + path("M44 -150q-20 20 -20 50l-16 -12q2 -44 34 -58z", s.look.accent)
        + rect(-34, -128, 50, 16, s.look.accent, 6)
        + disc(80, -162, 4, "#3A2A22")
        + line("M-64 -104q-22 6 -24 40", s.look.accent, 10)
    )
    return group(marks, x, y)
