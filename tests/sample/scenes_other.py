"""The most frequent scenes once more, arranged in another way."""

from __future__ import annotations

from .buildings import bicycle, climbing, doors, flags, grey_wall, hanging_sign, lantern, roof, sign, tower
from .furniture import (
    beam,
    bookcase,
    bowl,
    chair_back,
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
from .nature import bush, flowers, paving, pot, scattered, sky, tree
from .primitives import box, darker, disc, group, lighter, line, mix, num, oval, path, poly, rect, rosette, shadow
from .scenes_children import ball, bear
from .scenes_craft import cup_above, pencil, scissors, sheet_of, spool, top
from .scenes_room import green
from .sheet import Sheet


def cushion(x: float, y: float, w: float, colour: str) -> str:
    """A floor cushion lying on y."""
    return (
        shadow(x, y + 2, w * 0.55, w * 0.1)
        + oval(x, y - w * 0.08, w * 0.5, w * 0.15, darker(colour, 0.12))
        + oval(x, y - w * 0.15, w * 0.5, w * 0.14, colour)
        + oval(x - w * 0.08, y - w * 0.17, w * 0.3, w * 0.06, lighter(colour, 0.4), 0.6)
    )


def pillow(x: float, y: float, size: float, turn: float, colour: str) -> str:
    body = path(
        f"M{num(-size)} {num(-size)}q{num(size)} {num(size * 0.16)} {num(2 * size)} 0q{num(-size * 0.16)}"
        f" {num(size)} 0 {num(2 * size)}q{num(-size)} {num(-size * 0.16)} {num(-2 * size)} 0q{num(size * 0.16)}"
        f" {num(-size)} 0 {num(-2 * size)}z",
        colour,
    )
    return (
        f'<g transform="translate({num(x)} {num(y)}) rota'
        f'te({num(turn)})">{body}{rosette(0, 0, size * 0.5, 4, lighter(colour, 0.6), colour)}</g>'
    )


def reading_nook(s: Sheet) -> str:
    """A window seat between two walls of books."""
    light, mid, dark = s.look.wood
    marks = room(s, 610) + window(s, 380, 90, 440, 310, s.rng.choice((2, 3, 4))) + beam(s, 380, 430, 440, 170)
    marks += bookcase(s, 40, 50, 300, 622, 5) + bookcase(s, 860, 50, 300, 622, 5)
    marks += rect(340, 470, 520, 152, mid) + "".join(
        rect(352 + k * 127, 496, 119, 116, light, 3) + disc(411 + k * 127, 516, 5, dark) for k in range(4)
    )
    seat = s.look.second
    marks += rect(340, 440, 520, 40, seat, 12) + rect(340, 440, 520, 12, lighter(seat, 0.3), 8, 0.7)
    marks += (
        pillow(400, 408, 38, -8, s.look.accent)
        + pillow(476, 412, 34, 10, "#E4BE6A")
        + pillow(800, 408, 38, 8, lighter(s.look.accent, 0.5))
    )
    marks += open_book(640, 436, 0.55) + cup(716, 440, 0.8) + pot(570, 400, 0.55, green(s))
    tone = mix(s.look.accent, "#FFF3E0", 0.58)
    marks += (
        oval(600, 724, 430, 66, darker(tone, 0.1))
        + oval(600, 719, 430, 66, tone)
        + oval(600, 719, 370, 54, lighter(tone, 0.5))
        + oval(600, 719, 300, 42, tone)
    )
    marks += (
        cushion(330, 752, 150, s.look.second)
        + cushion(880, 756, 150, "#C58A35")
        + cushion(1010, 700, 130, s.look.accent)
    )
    marks += (
        shadow(600, 752, 150, 14)
        + line("M520 748L536 690M680 748L664 690M600 758V696", dark, 11)
        + oval(600, 690, 150, 28, darker(light, 0.2))
        + oval(600, 682, 150, 28, light)
        + oval(600, 680, 130, 22, lighter(light, 0.2))
    )
    return (
        marks
        + pile(s, 548, 680, s.rng.randint(2, 4))
        + open_book(650, 674, 0.6)
        + pendant(s, 600, 70, 52, s.look.accent)
        + (bear(1090, 720, 0.8) if s.rng.random() < 0.5 else cushion(160, 720, 120, "#8FB0A0"))
    )


def hall_round(s: Sheet) -> str:
    """The activity room with round tables under a row of windows."""
    marks = room(s, 520)
    for x in (60, 440, 820):
        marks += window(s, x, 150, 310, 240, 2, cuts=s.look.season == "winter") + beam(s, x, 420, 290, 90)
    marks += (
        sign(s, 600, 56, 56)
        + flags(-20, 420, 64, 30, (s.look.accent, "#E4BE6A", s.look.second), 8)
        + flags(780, 1220, 64, 30, (s.look.second, "#E4BE6A", s.look.accent), 8)
    )
    marks += (
        rect(60, 452, 300, 92, s.look.wood[0], 4)
        + "".join(
            rect(70 + k * 96, 462, 88, 74, lighter(s.look.wood[0], 0.2), 3) + disc(114 + k * 96, 474, 4, s.look.wood[2])
            for k in range(3)
        )
        + pile(s, 120, 452, 3)
        + pot(230, 452, 0.6, green(s))
        + ball(310, 452, 22, s.look.accent)
    )
    marks += (
        pot(410, 536, 1.0, green(s))
        + pot(800, 536, 1.0, green(s))
        + row_of_books(s, 880, 452, 230, 70)
        + rect(860, 452, 280, 92, s.look.wood[0], 4)
        + rect(872, 464, 256, 70, darker(s.look.wood[0], 0.25), 3)
        + row_of_books(s, 880, 534, 240, 62)
    )
    for x, y, r in ((600, 566, 118), (290, 650, 170), (900, 660, 178), (590, 764, 196)):
        colour = s.look.accent if (x + y) % 4 else s.look.second
        marks += round_table(s, x, y, r, colour)
    return marks


def round_table(s: Sheet, x: float, y: float, r: float, colour: str) -> str:
    """A table with its stools; the table stands on y."""
    light, _, dark = s.look.wood
    k, top_y = r / 170, y - r * 0.56
    marks = stool(s, x - r * 0.5, y - r * 0.3, k * 0.8, colour) + stool(s, x + r * 0.5, y - r * 0.3, k * 0.8, colour)
    marks += shadow(x, y, r * 0.9, r * 0.12) + path(
        f"M{num(x - 12 * k)} {num(top_y)}h{num(24 * k)}l{num(26 * k)} {num(y - top_y)}h{num(-76 * k)}z", dark
    )
    marks += (
        oval(x, top_y + 9 * k, r * 0.74, r * 0.16, darker(light, 0.3))
        + oval(x, top_y, r * 0.74, r * 0.16, light)
        + oval(x, top_y - 2, r * 0.66, r * 0.13, lighter(light, 0.2))
    )
    marks += (
        teapot(x - r * 0.1, top_y, k * 0.42, "#47705A")
        + cup(x + r * 0.26, top_y + 6 * k, k * 0.62)
        + cup(x - r * 0.42, top_y + 4 * k, k * 0.62)
        + cup(x + r * 0.44, top_y - 4 * k, k * 0.56)
    )
    return (
        marks
        + stool(s, x - r * 0.86, y + r * 0.1, k * 0.95, colour)
        + stool(s, x + r * 0.86, y + r * 0.1, k * 0.95, colour)
    )


def gate(s: Sheet) -> str:
    """A courtyard gate in a hutong wall, seen from across the lane."""
    winter = s.look.bare
    marks = (
        sky(s, 560)
        + tree(s, 220, 420, 190, 150, "", 0, 150)
        + tree(s, 980, 430, 170, 140, s.rng.choice(("", "persimmon")) if s.look.season == "autumn" else "", 14, 150)
    )
    marks += (
        grey_wall(s, -10, 300, 1230, 344) + rect(360, 210, 480, 432, "#C5BFB3") + rect(360, 560, 480, 70, "#A39C8F")
    )
    marks += rect(420, 230, 360, 70, s.fade("#3F6457", "#2F4F46")) + "".join(
        rect(436 + k * 58, 240, 44, 34, "#C2944F", 2, 0.85) + rect(442 + k * 58, 246, 32, 22, "#35506B")
        for k in range(6)
    )
    marks += (
        roof(s, 380, 76, 440, 130)
        + rect(430, 290, 24, 340, "#8F2F2C")
        + rect(746, 290, 24, 340, "#8F2F2C")
        + doors(s, 474, 320, 252, 298, "#A2383A", "#7C2A28")
        + sign(s, 600, 262, 54)
    )
    marks += (
        lantern(408, 290, 0.8, s.look.hour == "dusk")
        + lantern(792, 290, 0.8, s.look.hour == "dusk")
        + (hanging_sign(s, 876, 330, 48) if s.rng.random() < 0.6 else "")
    )
    for x in (404, 796):
        marks += (
            shadow(x, 664, 46, 8)
            + rect(x - 34, 624, 68, 40, "#9A9386", 3)
            + disc(x, 596, 34, "#ADA698")
            + disc(x, 596, 25, "#97907F")
            + rosette(x, 596, 23, 1, "#B9B2A4", "#8B8475")
        )
    marks += (
        paving(s, 640, s.rng.choice(("#CFC6B6", "#C6C0B4")))
        + rect(440, 630, 320, 18, "#B5AEA0")
        + rect(416, 648, 368, 22, "#A39C8F")
        + rect(416, 648, 368, 5, "#C6BFB1")
        + poly(((490, 670), (710, 670), (770, 790), (430, 790)), "#FBE8BC", 0.38)
    )
    marks += (
        bicycle(900, 724, 0.92, s.look.second)
        + pot(320, 690, 1.1, "#47705A")
        + pot(250, 722, 1.3, "#3E6A4E")
        + pot(180, 690, 0.9, "#5C8A5E", "#8B867C")
    )
    marks += climbing(s, 30, 300, 250, 120) if not winter else ""
    return marks + ("" if winter else scattered(s, 0, 1200, 690, 795, s.look.leaves[1:3], 18))


def entrance(s: Sheet) -> str:
    """A service centre's glass doors at the foot of the flats."""
    brick = s.rng.choice(("#C8926E", "#B9A58C", "#C9B79C", "#B5775C"))
    marks = (
        sky(s, 420)
        + "".join(
            tower(s, x, 330, 150, s.rng.randint(8, 12), c, 0.3, 26) for x, c in ((40, "#D9B48E"), (980, "#C9B79C"))
        )
        + rect(0, 150, 1200, 490, s.fade(lighter(brick, 0.15), brick, across=True))
    )
    courses = "".join(
        box(x + (22 if row % 2 else 0), 158 + row * 22, 40, 18)
        for row in range(22)
        for x in range(-40, 1220, 44)
        if s.rng.random() < 0.22
    )
    marks += (
        path(courses, darker(brick, 0.08), 0.8)
        + rect(0, 132, 1200, 24, "#E6DFD0")
        + rect(0, 156, 1200, 12, s.fade("#2B2118", "#2B2118", 0.22, 0))
    )
    for x in (60, 880):
        marks += rect(x - 8, 282, 276, 236, "#5D6B62", 3) + rect(
            x, 290, 260, 220, s.fade(mix(s.look.sky[0], "#F6E6C0", 0.45), "#F8E6BE")
        )
        marks += (
            rect(x + 16, 440, 228, 8, s.look.wood[1])
            + row_of_books(s, x + 24, 440, 210, 80)
            + rect(x + 30, 470, 120, 40, s.look.wood[0], 3)
            + pot(x + 210, 510, 0.6, green(s))
            if s.rng.random() < 0.6
            else rosette(x + 75, 370, 44, s.rng.randrange(6), "#B3263B", "#F3E8CC")
            + rosette(x + 185, 370, 44, s.rng.randrange(6), "#B3263B", "#F3E8CC")
            + pot(x + 130, 510, 0.7, green(s))
        )
        marks += (
            line(f"M{x + 130} 290V510", "#5D6B62", 6)
            + poly(((x + 40, 290), (x + 100, 290), (x + 20, 510), (x, 510), (x, 420)), "#FFFFFF", 0.24)
            + rect(x - 16, 518, 292, 14, "#E6DFD0")
        )
    marks += (
        rect(410, 250, 380, 390, "#4C5551")
        + rect(424, 264, 352, 376, s.fade("#FBE9BE", "#F2D496"))
        + rect(470, 470, 260, 80, s.look.wood[0], 4)
        + rect(470, 470, 260, 10, lighter(s.look.wood[0], 0.4), 4)
        + pot(700, 470, 0.6, green(s))
        + rect(500, 446, 56, 24, "#FFFDF6", 2)
        + rosette(600, 376, 52, 1, "#B3263B", "#F8E2AE")
    )
    marks += (
        line("M512 264V640M600 264V640M688 264V640", "#4C5551", 7)
        + line("M590 430V500M610 430V500", "#C6CDCF", 6)
        + poly(((440, 264), (500, 264), (430, 640), (424, 640), (424, 420)), "#FFFFFF", 0.28)
    )
    marks += (
        poly(((380, 196), (820, 196), (860, 250), (340, 250)), s.look.accent)
        + rect(340, 250, 520, 12, darker(s.look.accent, 0.25))
        + rect(340, 262, 520, 30, s.fade("#2B2118", "#2B2118", 0.26, 0))
        + sign(s, 600, 170, 62)
    )
    marks += (
        hanging_sign(s, 838, 320, 44)
        + paving(s, 640, "#D3CBBD")
        + rect(370, 638, 460, 22, "#C3BBAC")
        + rect(340, 660, 520, 24, "#B1A999")
        + poly(((860, 684), (1130, 684), (850, 644)), "#C3BBAC")
        + line("M850 606L1130 662M850 610V656M990 640V678M1126 662V690", "#5D6B62", 6)
    )
    plants = "" if s.look.bare else flowers(s, 30, 320, 612, 20, ("#D8787A", "#E4BE6A", "#FBF3E2"), 26)
    return (
        marks
        + bush(s, 180, 650, 300, ("#35544A", "#48695C", "#658476", "#8DA799") if s.look.bare else ())
        + plants
        + pot(390, 730, 1.3, "#47705A")
        + pot(810, 730, 1.3, "#47705A")
        + bicycle(930, 760, 0.84, s.look.second)
    )


def dining_long(s: Sheet) -> str:
    """A long table at the window, laid for everyone."""
    marks = (
        room(s, 590)
        + window(s, 380, 80, 440, 280, s.rng.choice((2, 4)), s.look.wood[1], cuts=s.rng.random() < 0.5)
        + beam(s, 380, 390, 440, 150)
    )
    marks += (
        picture(s, 90, 120, 200, 240)
        + rect(900, 230, 240, 14, s.look.wood[1])
        + row_of_books(s, 910, 230, 130, 80)
        + pot(1090, 230, 0.7, green(s))
        + rect(900, 350, 240, 14, s.look.wood[1])
        + "".join(cup(940 + k * 52, 350, 0.9, c) for k, c in enumerate(("#FBF8F1", "#D9A79A", "#8FB0A0", "#E4BE6A")))
    )
    marks += "".join(chair_back(s, x, 640, 1.2, s.look.second) for x in (330, 510, 690, 870))
    marks += table(s, 150, 590, 900, 790, s.rng.choice(("", lighter(s.look.accent, 0.72), "#E6EDEA")), 84)
    marks += (
        bowl(s, 600, 516, 0.62, "#C9733F", s.look.accent)
        + fish(600, 566, 1.0)
        + bowl(s, 420, 536, 0.5, "#7DA06C", s.look.accent, False)
        + bowl(s, 780, 536, 0.5, "#E8C98A", s.look.accent)
    )
    marks += (
        bowl(s, 300, 560, 0.5, "#FFFDF6", s.look.accent)
        + bowl(s, 900, 560, 0.5, "#FFFDF6", s.look.accent)
        + "".join(line(f"M{x} 586L{x + 44} 552M{x + 9} 588L{x + 53} 554", "#7D2A22", 4) for x in (360, 800))
    )
    marks += pendant(s, 420, 190, 60, s.look.accent) + pendant(s, 780, 190, 60, s.look.accent)
    return marks + "".join(stool(s, x, 796, 1.2, s.look.accent) for x in (380, 600, 820))


def fish(x: float, y: float, scale: float) -> str:
    """A steamed fish on its plate."""
    marks = (
        oval(0, 6, 112, 24, "#D8CDB8")
        + oval(0, 0, 112, 24, "#FBF8F1")
        + path("M-76 -2q40 -26 110 -6l30 -12q-4 14 2 26l-32 -6q-70 16 -110 -2z", "#C98A5A")
        + disc(-58, -4, 3, "#3A2A22")
    )
    marks += line("M-30 -12q6 10 0 18M-6 -14q6 12 0 20M18 -12q6 8 0 16", "#A56A40", 3)
    return group(marks + oval(10, -12, 22, 4, "#7FA36B", 1, -8), x, y, 0, scale)


def craft_rows(s: Sheet) -> str:
    """A row of finished cuts, coloured paper and a teacher's tools."""
    marks, kinds = top(s), s.rng.sample(range(6), 5)
    grounds = s.rng.sample(("#FBF3E2", "#F6E7CC", "#E9EFE6", "#E7EDF2", "#F8E3DB"), 4)
    for k, (x, y) in enumerate(((240, 230), (560, 210), (880, 230))):
        marks += sheet_of(
            x, y, 270, 270, s.between(-9, 9), grounds[k], rosette(0, 0, 112, kinds[k], "#A61E32", grounds[k])
        )
    for k, c in enumerate(s.rng.sample(("#A61E32", "#C58A35", "#2E6B52", "#3F5F80", "#D9A79A", "#C26A45"), 4)):
        marks += sheet_of(230 + k * 26, 590 - k * 14, 230, 230, -16 + k * 7, c)
    marks += scissors(650, 560, s.between(-22, 14), 1.1, s.look.accent) + sheet_of(
        950, 600, 220, 220, s.between(-16, 16), "#B3263B", rosette(0, 0, 88, kinds[3], "#FBF3E2", "#B3263B")
    )
    marks += (
        cup_above(1120, 420, 66)
        + pencil(480, 716, s.between(-14, 6), "#C69A4E")
        + spool(760, 430, 36, s.look.second)
        + spool(1110, 90, 40, "#C69A4E")
    )
    return marks
