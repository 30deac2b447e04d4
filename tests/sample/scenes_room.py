"""Rooms of a women's home."""

from __future__ import annotations

from .buildings import sign
from .furniture import (
    beam,
    bookcase,
    bowl,
    chair_back,
    chair_side,
    cup,
    open_book,
    pendant,
    picture,
    pile,
    room,
    row_of_books,
    stool,
    table,
    teapot,
    window,
)
from .nature import pot
from .primitives import darker, disc, group, lighter, line, mix, oval, path, poly, rect, rosette, shadow
from .sheet import Sheet


def green(s: Sheet) -> str:
    """House plants stay green in every season."""
    return s.rng.choice(("#3E6A4E", "#4B7859", "#5C8A5E"))


def reading(s: Sheet) -> str:
    marks, left = room(s), s.between(50, 90)
    marks += window(s, 600, 90, 490, 300, s.rng.choice((2, 3, 4)))
    marks += "".join(pot(x, 396, s.between(0.5, 0.7), green(s)) for x in (660, 1040) if s.rng.random() < 0.85)
    marks += bookcase(s, left, s.between(60, 120), s.between(400, 460), 600, s.rng.choice((3, 4, 4, 5)))
    marks += beam(s, 600, 420, 480, 330) + pendant(s, s.between(800, 900), 200, 72, s.look.accent)
    rug = mix(s.look.second, "#FFF3E0", 0.45)
    marks += oval(720, 752, 470, 52, rug, 0.75) + oval(720, 752, 420, 43, lighter(rug, 0.35), 0.7)
    marks += stool(s, 560, 700, 1.0, s.look.second) + stool(s, 900, 700, 1.0, s.look.second)
    marks += (
        table(s, 400, 596, 680, 770)
        + open_book(s.between(640, 720), 582, 0.9)
        + pile(s, s.between(900, 980), 584, s.rng.randint(2, 4))
        + cup(s.between(500, 560), 588, 1.1, "#FBF8F1")
    )
    if s.rng.random() < 0.6:
        marks += stool(s, 330, 786, 1.2, s.look.accent)
    return marks


def dining(s: Sheet) -> str:
    marks = room(s, 600) + window(s, 120, 90, 380, 300, 2, s.look.wood[1], cuts=s.rng.random() < 0.8)
    marks += (
        picture(s, 800, 110, 290, 200)
        if s.rng.random() < 0.6
        else rect(760, 300, 380, 14, s.look.wood[1])
        + row_of_books(s, 780, 300, 200, 90)
        + pot(1060, 300, 0.7, green(s))
    )
    marks += beam(s, 120, 420, 380, -60) + pendant(s, 640, 250, 96, s.look.accent)
    marks += chair_side(s, 190, 760, 1.35, 1, s.look.second) + chair_side(s, 1090, 760, 1.35, -1, s.look.second)
    light, mid, dark = s.look.wood
    marks += (
        shadow(640, 776, 330, 18)
        + path("M590 640h100l26 120q-76 22 -152 0z", dark)
        + path("M590 640h30l-14 130l-42 -10z", mid)
    )
    marks += (
        oval(640, 606, 432, 84, dark)
        + oval(640, 588, 432, 84, light)
        + oval(640, 583, 404, 71, lighter(light, 0.16))
        + oval(560, 566, 210, 30, s.look.beam, 0.35)
    )
    dishes = s.rng.sample(("#F4E4BE", "#E8C98A", "#C9733F", "#F0D9A8", "#DDA15B"), 4)
    marks += (
        bowl(s, 470, 560, 0.95, dishes[0], s.look.accent)
        + bowl(s, 806, 558, 0.95, dishes[1], s.look.accent)
        + bowl(s, 640, 535, 0.76, "#7DA06C", s.look.accent, False)
    )
    marks += bowl(s, 630, 588, 1.12, dishes[2], s.look.accent)
    marks += (
        line("M900 606l70 -34M912 614l72 -34", "#7D2A22", 6)
        + oval(330, 590, 56, 14, "#FBF8F1")
        + oval(330, 588, 44, 9, "#EFE3CB")
    )
    return marks + "".join(
        oval(330 + dx, 584 - abs(dx) * 0.1, 16, 9, "#F7EBCF") + line(f"M{324 + dx} {580}q6 -5 12 0", "#DCC69A", 2)
        for dx in (-24, 0, 24)
    )


def hall(s: Sheet) -> str:
    marks = room(s, 540) + sign(s, 600, 60, 62)
    for x in (70, 900):
        marks += window(s, x, 150, 230, 230, 2) + beam(s, x, 410, 220, 120)
    marks += (
        rect(380, 150, 440, 230, "#2B2118", 4, 0.14)
        + rect(374, 142, 440, 230, s.look.wood[1], 4)
        + rect(386, 154, 416, 206, mix(s.look.second, "#F8F0DE", 0.72))
    )
    for k in range(6):
        x, y = 410 + k % 3 * 134, 172 + k // 3 * 92
        marks += (
            rect(x, y, 104, 74, "#FFFDF6", 2)
            + rect(x + 8, y + 8, 88, 38, s.rng.choice(("#C9D8C6", "#EBC9A9", "#C7D3DD", "#E7C4BF")))
            + rect(x + 8, y + 54, 60, 5, "#B9AD98")
        )
    marks += pot(330, 560, 1.1, green(s)) + pot(860, 560, 1.1, green(s))
    marks += table(s, 330, 520, 540, 590, depth=26) + cup(420, 514, 0.7) + cup(560, 512, 0.7) + pile(s, 720, 514, 2)
    rows = ((640, 0.72, 5), (720, 0.92, 5), (830, 1.2, 4))
    for y, scale, count in rows:
        width = 108 * scale * 1.42
        for k in range(count):
            marks += chair_back(
                s,
                600 + (k - (count - 1) / 2) * width,
                y,
                scale,
                s.look.accent if s.rng.random() < 0.8 else s.look.second,
            )
    return marks


def mediation(s: Sheet) -> str:
    marks = room(s, 590) + window(s, 110, 110, 300, 280, 2) + beam(s, 110, 420, 300, -40)
    text = s.rng.choice(("家和万事兴", "家和万事兴", "妇女之家"))
    marks += sign(s, 800, 110, 56, text, darker(s.look.wood[1], 0.2), "#F6E2B2")
    marks += (
        rect(620, 220, 360, 130, "#2B2118", 3, 0.12)
        + rect(612, 212, 360, 130, s.look.wood[1], 3)
        + rect(622, 222, 340, 110, "#FBF3E2")
    )
    marks += (
        path("M640 320q60 -90 120 -40t90 -30t90 40v30z", "#A9C0AE")
        + path("M640 322q90 -50 160 -18t150 -8v24z", "#7E9F8B")
        + disc(890, 256, 15, "#D98A72")
    )
    marks += pot(500, 600, 1.5, green(s)) + pot(1120, 604, 1.7, green(s))
    for x, facing in ((330, 1), (900, -1)):
        tone = s.look.accent if facing > 0 else s.look.second
        marks += sofa(s, x, 720, facing, tone)
    light, mid, dark = s.look.wood
    marks += (
        shadow(610, 744, 220, 14)
        + rect(430, 668, 24, 74, dark, 3)
        + rect(760, 668, 24, 74, dark, 3)
        + poly(((450, 626), (764, 626), (812, 668), (402, 668)), lighter(light, 0.1))
        + rect(402, 668, 410, 18, mid, 4)
    )
    marks += (
        teapot(600, 652, 0.8, s.rng.choice(("#47705A", "#7D4E30", "#56718A")))
        + cup(500, 654, 0.95)
        + cup(700, 654, 0.95)
        + cup(740, 640, 0.75)
        + rect(446, 636, 70, 6, "#FFFDF6")
    )
    return marks


def sofa(s: Sheet, x: float, y: float, facing: int, colour: str) -> str:
    """An armchair turned half to the viewer."""
    marks = shadow(0, 4, 130, 14) + rect(-104, -14, 14, 16, s.look.wood[2]) + rect(90, -14, 14, 16, s.look.wood[2])
    marks += path("M-110 -210q0 -30 30 -30h140q30 0 30 30v130h-200z", darker(colour, 0.1)) + path(
        "M-96 -206q0 -20 20 -20h130q20 0 20 20v110h-170z", colour
    )
    marks += rect(-100, -104, 200, 48, lighter(colour, 0.16), 14) + rect(-104, -62, 208, 50, darker(colour, 0.14), 8)
    marks += (
        rect(-124, -134, 46, 124, darker(colour, 0.02), 20)
        + rect(84, -134, 46, 124, darker(colour, 0.2), 20)
        + rect(-120, -130, 20, 60, lighter(colour, 0.4), 10, 0.4)
    )
    marks += group(rect(-34, -36, 68, 68, "#FBF3E2", 8) + rosette(0, 0, 22, 4, colour), 10, -142, 8)
    return group(f'<g transform="scale({facing} 1)">{marks}</g>', x, y)


def lecture(s: Sheet) -> str:
    marks = room(s, 560)
    marks += window(s, 40, 130, 190, 250, 1) + beam(s, 40, 410, 190, 40) + sign(s, 615, 50, 40)
    marks += (
        rect(336, 118, 570, 330, "#2B2118", 3, 0.16)
        + rect(328, 108, 574, 334, "#4A4741", 4)
        + rect(338, 118, 554, 314, s.fade("#FFFEF8", "#F2F1E6"))
    )
    tone = s.look.second
    marks += rect(372, 140, 230, 20, tone, 3) + "".join(
        rect(372, 186 + k * 36, s.between(150, 240), 10, "#B9B5AA", 4) + disc(360, 191 + k * 36, 5, s.look.accent)
        for k in range(5)
    )
    marks += (
        rosette(746, 262, 98, s.rng.randrange(6), s.look.accent, "#FBFAF2")
        if s.rng.random() < 0.5
        else "".join(
            rect(660 + k * 44, 380 - h, 30, h, c, 3)
            for k, (h, c) in enumerate(
                ((90, tone), (140, s.look.accent), (120, "#C58A35"), (190, tone), (160, "#5E7F8C"))
            )
        )
    )
    marks += (
        rect(1000, 330, 120, 236, s.look.wood[1], 4)
        + poly(((986, 330), (1134, 330), (1118, 306), (1002, 306)), s.look.wood[0])
        + disc(1060, 430, 28, s.look.accent)
        + rosette(1060, 430, 24, 2, "#FBF3E2", s.look.accent)
    )
    marks += (
        line("M1040 306q-6 -40 -34 -46", "#3F4643", 4)
        + oval(1004, 258, 10, 7, "#3F4643")
        + pot(950, 572, 1.1, green(s))
    )
    marks += poly(((372, 432), (858, 432), (1010, 560), (230, 560)), "#FFFBE8", 0.2)
    for y, scale, count in ((640, 0.78, 6), (726, 1.0, 6), (850, 1.34, 5)):
        for k in range(count):
            marks += chair_back(
                s,
                600 + (k - (count - 1) / 2) * 140 * scale,
                y,
                scale,
                s.look.accent if (k + count) % 5 else darker(s.look.accent, 0.12),
            )
    return marks


def kitchen(s: Sheet) -> str:
    marks = room(s, 640, dado=False) + rect(0, 190, 1200, 250, mix(s.look.second, "#FBF6EA", 0.84))
    d = "".join(f"M{x} 190V440" for x in range(0, 1200, 50)) + "".join(f"M0 {y}H1200" for y in range(190, 441, 50))
    marks += line(d, "#FFFFFF", 3, 0.8) + window(s, 420, 70, 330, 250, 2) + beam(s, 420, 350, 330, 120)
    light, mid, dark = s.look.wood
    for x, w in ((0, 360), (820, 380)):
        marks += (
            rect(x, 30, w, 150, mid)
            + "".join(
                rect(x + 8 + k * (w - 8) / 3, 38, (w - 8) / 3 - 8, 134, light, 3)
                + disc(x + (k + 0.85) * (w - 8) / 3, 105, 5, "#F4E4BE")
                for k in range(3)
            )
            + rect(x, 180, w, 12, "#2B2118", 0, 0.14)
        )
    marks += (
        rect(0, 470, 1200, 190, mid)
        + "".join(
            rect(12 + k * 150, 486, 138, 152, light, 3) + rect(56 + k * 150, 502, 50, 7, "#F4E4BE", 3) for k in range(8)
        )
        + rect(0, 640, 1200, 20, dark)
    )
    marks += poly(((0, 440), (1200, 440), (1200, 466), (0, 466)), "#EFE9DC") + rect(0, 464, 1200, 14, "#C9C0AE")
    marks += rect(840, 428, 260, 22, "#4A4A47", 4) + wok(930, 430, 1.0) + pan(1050, 430, s.look.accent)
    marks += "".join(
        line(f"M{900 + dx} 372c-18 -30 18 -46 0 -{h}", "#FFFFFF", 8, 0.5) for dx, h in ((0, 86), (34, 110), (66, 84))
    )
    marks += (
        rect(70, 434, 230, 18, lighter(dark, 0.3), 4)
        + oval(130, 424, 44, 20, "#E8E0C8")
        + oval(210, 428, 32, 13, "#C9503E")
        + path("M206 414q6 -14 14 -12", "#47705A")
        + line("M240 436l50 -14", "#BFC4C2", 9)
    )
    marks += (
        "".join(oval(100 + k * 22, 430, 9, 6, "#7FA36B") for k in range(3))
        + jar(360, 446, "#C58A35")
        + jar(404, 446, s.look.accent)
        + pot(760, 446, 0.7, green(s))
    )
    marks += line("M1120 205H820", "#8B867C", 4) + "".join(
        line(f"M{850 + k * 58} 205v50", "#8B867C", 4)
        + oval(850 + k * 58, 276, 16, 22, ("#B9B9B2", "#C79C55", "#B9B9B2", "#C79C55")[k])
        for k in range(4)
    )
    return marks + oval(600, 770, 300, 24, mix(s.look.accent, "#FFF3E0", 0.5), 0.7)


def wok(x: float, y: float, scale: float) -> str:
    return group(
        path("M-90 -26q10 34 60 38h60q50 -4 60 -38z", "#3F3F3C")
        + oval(0, -26, 90, 14, "#55544F")
        + oval(0, -24, 78, 10, "#8FA35C")
        + oval(-20, -28, 14, 6, "#D9653E")
        + oval(24, -26, 12, 5, "#D9653E")
        + oval(4, -30, 12, 5, "#E9C75E")
        + line("M88 -26l60 -20", "#7A5233", 10),
        x,
        y,
        0,
        scale,
    )


def pan(x: float, y: float, colour: str) -> str:
    return (
        rect(x - 46, y - 62, 92, 60, colour, 10)
        + rect(x - 46, y - 62, 24, 60, lighter(colour, 0.3), 10, 0.5)
        + rect(x - 52, y - 70, 104, 12, darker(colour, 0.15), 6)
        + disc(x, y - 76, 8, "#3F3F3C")
    )


def jar(x: float, y: float, colour: str) -> str:
    return (
        shadow(x, y, 20, 4)
        + rect(x - 17, y - 50, 34, 50, colour, 6)
        + rect(x - 17, y - 50, 9, 50, "#FFFFFF", 5, 0.25)
        + rect(x - 14, y - 60, 28, 12, "#6C5A48", 3)
    )


def sewing(s: Sheet) -> str:
    marks = room(s, 590) + window(s, 700, 90, 400, 280, 3) + beam(s, 700, 400, 400, 300)
    marks += (
        rect(80, 110, 500, 16, s.look.wood[1])
        + rect(80, 260, 500, 16, s.look.wood[1])
        + rect(80, 126, 500, 10, "#2B2118", 0, 0.12)
        + rect(80, 276, 500, 10, "#2B2118", 0, 0.12)
    )
    for k in range(11):
        c = s.rng.choice(("#A61E32", "#2E6B52", "#3F5F80", "#C58A35", "#C26A45", "#7A5A86", "#E9DDC4"))
        marks += (
            rect(96 + k * 43, 64, 32, 46, c, 4)
            + rect(92 + k * 43, 60, 40, 7, "#E6D3AE", 3)
            + rect(92 + k * 43, 104, 40, 7, "#E6D3AE", 3)
        )
    marks += "".join(
        rect(
            92 + j * 120,
            236 - k * 26,
            106,
            24,
            s.rng.choice(("#D9A79A", "#8FB0A0", "#E4BE6A", "#93A9BD", "#F3E6CF", "#B5686A")),
            8,
        )
        for j in range(4)
        for k in range(s.rng.randint(2, 4))
    )
    marks += mannequin(s, 1080, 720) + table(s, 120, 560, 800, 770, depth=60)
    for x in (330, 680):
        marks += machine(x, 548, s.rng.choice(("#33413C", "#33413C", "#A61E32", "#3F5F80")))
    cloth = s.look.accent
    marks += path("M400 540q60 -16 110 4t70 6l-20 26q-10 70 -46 66q-40 -10 -44 -70q-50 2 -90 -14z", cloth) + path(
        "M440 548q40 -6 70 10q-10 40 -8 76q-30 -20 -30 -74z", lighter(cloth, 0.25), 0.7
    )
    return marks + stool(s, 350, 786, 1.15, s.look.second) + stool(s, 700, 786, 1.15, s.look.second)


def machine(x: float, y: float, colour: str) -> str:
    marks = (
        shadow(0, 2, 100, 8)
        + rect(-96, -18, 192, 20, darker(colour, 0.2), 4)
        + path(
            "M-70 -18v-26q0 -20 -4 -40q-2 -26 24 -26h104q30 0 30 30v62h-44v-44q0 -14 -16 -14h-60q-8 0 -8 10v48z", colour
        )
    )
    marks += (
        line("M-50 -102h100", "#E6C88A", 4, 0.9)
        + line("M-60 -44v24", "#C6CDCF", 4)
        + rect(-72, -50, 24, 12, "#C6CDCF", 3)
        + disc(92, -84, 24, "#3A3A38")
        + disc(92, -84, 9, "#C6CDCF")
        + rect(10, -132, 14, 24, "#C26A45", 3)
    )
    return group(marks, x, y)


def mannequin(s: Sheet, x: float, y: float) -> str:
    c = s.look.second
    marks = (
        shadow(0, 2, 60, 8)
        + line("M0 0V-160M-46 0L0 -36L46 0", s.look.wood[2], 9)
        + path(
            "M-16 -440h32v30q60 4 64 40q4 40 -22 92q34 70 36 140h-188q2 -70 36 -140q-26 -52 -22 -92q4 -36 64 -40z",
            lighter(c, 0.3),
        )
    )
    marks += (
        path("M-16 -408q-20 60 -10 130q-40 70 -44 140h-24q2 -70 36 -140q-26 -52 -22 -92q4 -34 64 -38z", c, 0.6)
        + line("M0 -408V-140", "#FBF3E2", 3, 0.8)
        + "".join(disc(0, -380 + k * 44, 5, "#C58A35") for k in range(5))
        + line("M-44 -398q44 60 88 0", "#E4BE6A", 8)
    )
    return group(marks, x, y, 0, 0.95)


def computers(s: Sheet) -> str:
    marks = (
        room(s, 560, dado=False) + window(s, 60, 90, 280, 250, 2) + beam(s, 60, 370, 280, -60) + sign(s, 800, 60, 46)
    )
    marks += (
        rect(560, 130, 480, 230, "#2B2118", 3, 0.14)
        + rect(552, 122, 480, 230, "#E4E0D4", 4)
        + rect(562, 132, 460, 210, "#FDFCF7")
        + "".join(
            rect(590, 160 + k * 34, s.between(180, 380), 9, c, 4)
            for k, c in enumerate((s.look.accent, "#B9B5AA", "#B9B5AA", s.look.second, "#B9B5AA"))
        )
    )
    marks += pot(450, 574, 1.5, green(s)) + pot(1130, 574, 1.5, green(s))
    for y, scale in ((560, 0.84), (720, 1.18)):
        w = 1000 * scale
        marks += table(s, 600 - w / 2, y, w, y + 130 * scale, depth=40 * scale)
        for k in range(4):
            x = 600 + (k - 1.5) * 240 * scale
            marks += screen(s, x, y - 12 * scale, scale)
        for k in range(4):
            marks += chair_back(
                s,
                600 + (k - 1.5) * 240 * scale + 20,
                y + 150 * scale,
                scale * 0.94,
                s.look.accent if k % 2 else s.look.second,
            )
    return marks


def screen(s: Sheet, x: float, y: float, scale: float) -> str:
    marks = (
        shadow(0, 4, 60, 7)
        + rect(-9, -34, 18, 34, "#8B8B86")
        + oval(0, 0, 40, 7, "#77776F")
        + rect(-78, -134, 156, 104, "#3A3F40", 6)
        + rect(-70, -126, 140, 86, s.fade("#D5E4E6", "#F3EFE0"))
    )
    marks += (
        rect(-58, -114, 56, 34, s.rng.choice(("#C97F62", "#8FB0A0", "#93A9BD", "#E4BE6A")), 3)
        + "".join(rect(8, -114 + k * 13, 48 - k * 6, 6, "#9AA3A0", 3) for k in range(4))
        + rect(-58, -70, 114, 6, "#B9C2BE", 3)
        + rect(-58, -58, 80, 6, "#B9C2BE", 3)
    )
    return group(marks + poly(((-50, 14), (50, 14), (58, 26), (-58, 26)), "#D9D6CC"), x, y, 0, scale)


def papercut_window(s: Sheet) -> str:
    marks = rect(0, 0, 1200, 800, s.fade(lighter(s.look.wall, 0.2), darker(s.look.wall, 0.1), across=True))
    frame = s.rng.choice((s.look.wood[1], "#8F2F2C", "#FBF8F2"))
    marks += window(s, 210, 80, 780, 520, s.rng.choice((2, 2, 3)), frame)
    panes = s.rng.sample(range(6), 4)
    pale = mix(s.look.sky[1], "#FFFFFF", 0.4)
    if s.rng.random() < 0.6:
        marks += rosette(405, 400, 136, panes[0], "#B3263B", pale) + rosette(795, 400, 136, panes[1], "#B3263B", pale)
        marks += rosette(405, 172, 66, panes[2], "#B3263B", pale) + rosette(795, 172, 66, panes[3], "#B3263B", pale)
    else:
        marks += group(
            rect(-118, -118, 236, 236, "#B3263B", 3)
            + rect(-104, -104, 208, 208, "none", 2, 1, 'stroke="#F3D9A0" stroke-width="4"'),
            600,
            350,
            45,
        ) + s.word(600, 410, 170, "福", "#F6DFA6")
        marks += rosette(316, 420, 84, panes[0], "#B3263B", pale) + rosette(884, 420, 84, panes[1], "#B3263B", pale)
    marks += beam(s, 190, 640, 820, 120) + pot(300, 624, 1.15, green(s)) + pot(900, 624, 1.0, green(s))
    marks += rect(480, 606, 150, 16, "#A33A3A", 3) + rect(492, 590, 130, 16, "#E9DDC4", 3) + cup(700, 620, 1.2)
    return marks
