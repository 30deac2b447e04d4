"""Courtyards, lanes, gates and squares of the town."""

from __future__ import annotations

from .buildings import (
    bicycle,
    bricks,
    climbing,
    doors,
    flags,
    grey_wall,
    hanging_sign,
    house,
    lantern,
    lattice,
    roof,
    sign,
)
from .furniture import cup, teapot
from .nature import bare_tree, flowers, hills, paving, pine, pot, scattered, shadow, sky, snowfall, tree
from .palette import CLOTHES
from .primitives import blob, darker, disc, group, lighter, line, mix, num, oval, path, poly, rect, rosette
from .sheet import Sheet


def stone_table(s: Sheet, x: float, y: float, scale: float = 1, snow: bool = False) -> str:
    top = "#FDFDFB" if snow else "#C6BFB1"
    marks = (
        shadow(0, 0, 96, 12)
        + path("M-22 -62h44l12 62h-68z", "#9A9386")
        + path("M-22 -62h16l-6 62h-22z", "#B5AEA0")
        + path("M-92 -70a92 17 0 0 0 184 0v9a92 19 0 0 1 -184 0z", "#A39C8F")
        + oval(0, -70, 92, 17, top)
    )
    if not snow:
        marks += (
            group(teapot(0, 0, 0.5, "#47705A"), -10, -68)
            + group(cup(0, 0, 0.7), -54, -66)
            + group(cup(0, 0, 0.7), 48, -66)
        )
    for dx in (-140, 140):
        marks += (
            shadow(dx, 12, 42, 7)
            + path(f"M{dx - 36} -30q8 36 2 42q34 9 68 0q-6 -6 2 -42z", "#A39C8F")
            + oval(dx, -30, 36, 9, top)
        )
    return group(marks, x, y, 0, scale)


def courtyard(s: Sheet) -> str:
    winter, sill = s.look.bare, 612
    fruit = (
        s.rng.choice(("pomegranate", "pomegranate", "persimmon", "jujube"))
        if s.look.season in ("summer", "autumn")
        else "blossom"
    )
    marks = sky(s, 640) + hills(s, 420, 220)
    marks += (
        grey_wall(s, -10, 400, 440, 212)
        + group(roof(s, 0, 0, 260, 70, False), 60, 292)
        + house(s, 390, 330, 880, sill, winter and s.rng.random() < 0.4, 0.46)
    )
    marks += grey_wall(s, -10, 400, 400, 212) + paving(s, sill, s.rng.choice(("#D6CCBB", "#CFC9BD", "#D9CBB4")))
    marks += poly(((730, 624), (856, 624), (900, 700), (690, 700)), "#FFE9B4", 0.5)
    marks += (
        tree(s, 1060, 712, 172, 150, fruit, s.rng.randint(11, 18), 130)
        if s.rng.random() < 0.75
        else tree(s, 190, 700, 165, 150, fruit, 14, 130)
    )
    marks += stone_table(s, s.between(520, 600), 756, 1.05)
    marks += (
        pot(330, 700, 1.0, "#47705A")
        + pot(270, 724, 1.25, "#3E6A4E")
        + ("" if s.rng.random() < 0.5 else pot(200, 700, 0.9, "#5C8A5E", "#8B867C"))
    )
    return marks + ("" if winter else scattered(s, 880, 1200, 700, 790, s.look.leaves[1:3], 14))


def doorway(s: Sheet) -> str:
    wall, trim = s.look.wall, s.rng.choice(("#7E2530", "#7A4835", "#3F6457", "#5D6B62"))
    marks = (
        rect(0, 0, 1200, 660, s.fade(lighter(wall, 0.2), darker(wall, 0.06), across=True))
        + rect(0, 0, 1200, 60, darker(wall, 0.12))
        + rect(0, 60, 1200, 30, s.fade("#2B2118", "#2B2118", 0.16, 0))
    )
    brick = s.rng.choice(("#B9785C", "#A9A49A", "#C08A66"))
    marks += (
        rect(0, 510, 1200, 150, brick)
        + bricks(s, 0, 512, 1200, 148, 60, 25, lighter(brick, 0.14), 0.4)
        + bricks(s, 0, 512, 1200, 148, 60, 25, darker(brick, 0.08), 0.3)
        + rect(0, 502, 1200, 11, lighter(wall, 0.6))
    )
    for x in (70, 900):
        marks += lattice(s, x, 210, 230, 230, s.rng.choice(("#5D6B62", "#7C3A2D")), "#F8E6BE", 2, 2)
        marks += (
            "".join(
                rect(x + 14 + k * 26, 433 - h, 20, h, c, 2)
                for k, (h, c) in enumerate((s.between(36, 90), s.rng.choice(CLOTHES)) for _ in range(8))
            )
            if s.rng.random() < 0.5
            else path(f"M{x + 7} 433V{340}q50 -50 100 -10t116 0V433z", "#7DA07F", 0.6)
        )
        marks += rect(x - 12, 447, 254, 13, "#CDBB9B", 2)
    marks += (
        poly(((390, 176), (810, 176), (842, 214), (358, 214)), trim)
        + rect(358, 214, 484, 13, darker(trim, 0.2))
        + rect(358, 227, 484, 34, s.fade("#2B2118", "#2B2118", 0.25, 0))
    )
    marks += (
        doors(s, 446, 252, 308, 404, s.look.wood[0], s.look.wood[2])
        + sign(s, 600, 148, 66)
        + lantern(404, 262, 0.7)
        + lantern(796, 262, 0.7)
    )
    if s.rng.random() < 0.7:
        marks += hanging_sign(s, 856, 250, 46)
    marks += (
        paving(s, 660, "#CFC6B6")
        + rect(380, 656, 440, 24, "#BFB6A6")
        + rect(350, 680, 500, 26, "#ADA493")
        + rect(350, 680, 500, 6, "#CDC5B6")
    )
    marks += poly(((850, 706), (1110, 706), (830, 660), (820, 660)), "#BDB4A3") + line(
        "M846 626L1100 692M850 630V676M970 662V700M1098 692V712", "#5D6B62", 6
    )
    marks += (
        poly(((446, 706), (754, 706), (800, 790), (400, 790)), "#FBE8BC", 0.4)
        + bicycle(70, 716, 0.78, s.look.second)
        + pot(320, 716, 1.15)
        + pot(900, 752, 1.0, "#3E6A4E")
        + pot(256, 742, 0.9, "#5C8A5E", "#8B867C")
    )
    return (
        marks
        + poly(((0, 0), (400, 0), (0, 500)), s.look.beam, 0.3)
        + ("" if s.look.bare else climbing(s, 930, 40, 280, 90))
    )


def hutong(s: Sheet) -> str:
    winter, lane = s.look.bare, s.rng.choice(("#C9C2B5", "#BFB8AC", "#CDBFA9"))
    marks = sky(s, 560) + tree(s, 560, 520, 150, 120, "", 0, 160)
    marks += (
        rect(470, 330, 260, 200, "#C8C0B2") + roof(s, 480, 270, 240, 70, False) + rect(560, 400, 80, 130, "#7C2A28")
    )
    for flip in (1, -1):
        side = poly(((0, 150), (500, 345), (500, 530), (0, 720)), s.fade("#B5AFA4", "#D3CCBF", across=True))
        side += line(
            "".join(f"M0 {150 + k * 570 / 15:g}L500 {345 + k * 185 / 15:g}" for k in range(1, 15)), "#9C968A", 2, 0.5
        )
        side += line(
            "".join(
                f"M{x} {150 + x * 0.39 + 20:g}V{720 - x * 0.38 - 6:g}" for x in (60, 132, 214, 280, 342, 392, 436, 472)
            ),
            "#9C968A",
            1.5,
            0.22,
        )
        side += (
            poly(((0, 94), (520, 322), (520, 350), (0, 160)), "#77756F")
            + line("M0 94L520 322", "#5F5D58", 12)
            + line("M0 160L520 350", "#5F5D58", 8)
        )
        if flip == 1:
            side += (
                poly(((150, 300), (290, 338), (290, 606), (150, 660)), "#7C2A28")
                + poly(((166, 322), (218, 334), (218, 632), (166, 652)), "#9B3331")
                + poly(((224, 336), (276, 348), (276, 610), (224, 630)), "#9B3331")
                + disc(212, 486, 6, "#E8C987")
                + disc(230, 484, 6, "#E8C987")
            )
            side += (
                poly(((120, 262), (306, 322), (312, 344), (112, 290)), "#8C3B30")
                + poly(((120, 216), (310, 300), (310, 324), (110, 262)), "#6B6963")
                + poly(((130, 664), (300, 600), (330, 616), (150, 690)), "#A29C91")
            )
        else:
            side += (
                poly(((200, 340), (310, 368), (310, 496), (200, 494)), "#7C3A2D")
                + poly(((208, 350), (302, 375), (302, 488), (208, 486)), "#F3DEB0")
                + line("M240 358V487M272 366V488M208 418L302 430", "#7C3A2D", 4)
            )
        marks += side if flip == 1 else f'<g transform="translate(1200 0) scale(-1 1)">{side}</g>'
    marks += poly(
        ((0, 720), (500, 530), (700, 530), (1200, 720), (1200, 800), (0, 800)),
        s.fade(darker(lane, 0.1), lighter(lane, 0.2)),
    )
    marks += line(
        "".join(f"M600 530L{600 + k * 190} 800" for k in range(-5, 6))
        + "M440 552H760M380 576H820M280 614H920M140 668H1060M0 740H1200",
        darker(lane, 0.16),
        2,
        0.6,
    )
    marks += poly(((0, 720), (500, 530), (560, 530), (330, 800), (0, 800)), "#2B2118", 0.12)
    marks += (
        lantern(330, 300, 0.62)
        + lantern(908, 330, 0.5)
        + bicycle(790, 690, 0.82, s.look.second)
        + pot(130, 740, 1.1, "#47705A")
        + pot(60, 770, 1.3, "#5C8A5E", "#8B867C")
    )
    marks += (
        bare_tree(s, 1060, 700, 520, 28)
        if winter
        else tree(
            s,
            1070,
            712,
            200,
            150,
            s.rng.choice(("", "persimmon", "jujube")) if s.look.season == "autumn" else "",
            14,
            330,
        )
    )
    return (
        marks
        + ("" if winter else scattered(s, 500, 1180, 600, 780, s.look.leaves[1:3], 20))
        + (flags(250, 960, 230, 26, ("#A61E32", "#C58A35", "#2E6B52"), 12) if s.rng.random() < 0.3 else "")
    )


def bikes(s: Sheet) -> str:
    wall = s.rng.choice(("#C9C2B5", "#E6D8BF", "#D8C3A6"))
    marks = sky(s, 200) + grey_wall(s, -10, 150, 1230, 470, base=wall) + climbing(s, 20, 150, 330, 150)
    marks += doors(s, 700, 290, 200, 326, "#9B3331", "#7C2A28") + roof(s, 670, 160, 260, 70) + sign(s, 800, 252, 40)
    marks += lattice(s, 280, 260, 250, 190, "#7C3A2D", "#F6E2B2", 4, 3) + paving(s, 620, "#CFC6B6")
    colours = s.rng.sample(("#4F7D68", "#A61E32", "#3F5F80", "#C58A35", "#7A5A86"), 3)
    marks += (
        bicycle(80, 690, 1.05, colours[0])
        + bicycle(330, 730, 1.25, colours[1])
        + (bicycle(930, 716, 1.1, colours[2]) if s.rng.random() < 0.7 else "")
    )
    marks += (
        lantern(668, 262, 0.62)
        + lantern(934, 262, 0.62)
        + pot(650, 660, 0.9)
        + pot(960, 640, 0.7, "#3E6A4E")
        + pot(1120, 780, 1.4, "#5C8A5E")
    )
    return (
        marks
        + poly(((0, 150), (330, 150), (0, 520)), s.look.beam, 0.25)
        + scattered(s, 0, 1200, 690, 790, s.look.leaves[1:3], 16)
    )


def board(s: Sheet) -> str:
    wall = s.look.wall
    outside = s.rng.random() < 0.6
    if outside:
        marks = (
            sky(s, 560)
            + grey_wall(s, -10, 210, 1230, 420)
            + ("" if s.look.bare else climbing(s, 0, 210, 260, 120))
            + paving(s, 630)
        )
        marks += tree(s, 1110, 650, 120, 140, "", 0, 200)
    else:
        marks = (
            rect(0, 0, 1200, 640, s.fade(lighter(wall, 0.3), wall, across=True))
            + rect(0, 640, 1200, 160, s.fade(darker(s.look.floor[0], 0.1), s.look.floor[0]))
            + rect(0, 626, 1200, 14, "#FBF4E4")
            + pot(90, 690, 1.7)
            + pot(1110, 690, 1.5, "#3E6A4E")
        )
    red = s.rng.choice(("#9E1B32", "#8F2F2C", "#A61E32"))
    marks += (
        shadow(600, 700, 420, 16)
        + rect(220, 180, 22, 520, darker(red, 0.3))
        + rect(958, 180, 22, 520, darker(red, 0.3))
    )
    marks += (
        path("M176 176Q600 96 1024 176l-20 -44Q600 40 196 132z", "#77756F")
        + rect(200, 150, 800, 84, red, 4)
        + s.word(600, 214, 58, s.rng.choice(("光荣榜", "最美家庭")), "#F6DFA6", 26)
    )
    marks += rect(200, 234, 800, 380, darker(red, 0.1)) + rect(218, 250, 764, 346, s.fade("#FBF6EA", "#F1E7D2"))
    ground_tones = ("#E9EFE6", "#F6E7CC", "#E7EDF2", "#F8E3DB")
    for k in range(8):
        x, y = 240 + k % 4 * 182, 270 + k // 4 * 164
        marks += (
            rect(x + 3, y + 5, 164, 146, "#2B2118", 3, 0.12)
            + rect(x, y, 164, 146, "#FFFDF6", 3)
            + rect(x + 10, y + 10, 144, 86, ground_tones[s.rng.randrange(4)], 2)
        )
        marks += (
            family(s, x + 82, y + 96)
            + rect(x + 24, y + 108, 116, 8, s.look.accent, 4, 0.75)
            + rect(x + 40, y + 124, 84, 6, "#B9AD98", 3)
        )
    marks += poly(((300, 250), (420, 250), (250, 596), (218, 596), (218, 440)), "#FFFFFF", 0.3) + poly(
        ((470, 250), (500, 250), (330, 596), (300, 596)), "#FFFFFF", 0.22
    )
    marks += "".join(disc(x, 190, 17, "#E4BE6A") + rosette(x, 190, 15, 1, "#E4BE6A", red) for x in (262, 938))
    return marks + (flower_bed(s) if outside and not s.look.bare else "")


def flower_bed(s: Sheet) -> str:
    """A bed with a stone edge in front of the board."""
    marks = path("M150 744Q600 700 1050 744l-20 22Q600 736 170 766z", "#8B6B4E") + flowers(
        s, 190, 1010, 690, 46, ("#D8787A", "#E4BE6A", "#A61E32", "#FBF3E2"), 60
    )
    return marks + path("M140 744Q600 796 1060 744v18Q600 818 140 762z", "#B9B2A5")


def family(s: Sheet, x: float, y: float) -> str:
    """A few plain figures side by side, standing on y."""
    marks = ""
    for dx, h in s.rng.choice(
        (((-28, 62), (0, 40), (28, 66)), ((-34, 60), (-8, 64), (18, 38), (38, 44)), ((-18, 60), (18, 64)))
    ):
        c = s.rng.choice(CLOTHES)
        marks += (
            path(
                f"M{x + dx - 15} {y}v{num(-h * 0.42)}q0 {num(-h * 0.2)} 15 {num(-h * 0.2)}t15 {num(h * 0.2)}"
                f"v{num(h * 0.42)}"
                "z",
                c,
            )
            + disc(x + dx, y - h * 0.74, h * 0.14 + 2, "#E9C3A0")
            + path(
                f"M{num(x + dx - h * 0.16 - 2)} {num(y - h * 0.74)}a{num(h * 0.16 + 2)} {num(h * 0.17 + 2)}"
                f" 0 0 1 {num(h * 0.32 + 4)} 0z",
                "#3B2E2A",
            )
        )
    return marks


def snow(s: Sheet) -> str:
    share = s.rng.choice((0.36, 0.42, 0.5))
    door = 380 + 880 * share
    marks = rect(
        0, 0, 1200, 640, s.fade(mix(s.look.sky[0], "#C9D3DA", 0.6), mix(s.look.sky[1], "#F3EFE8", 0.5))
    ) + hills(s, 420, 220, "#A9B8BE")
    marks += grey_wall(s, -10, 400, 420, 220, True) + house(s, 380, 330, 880, 620, True, share)
    marks += rect(0, 620, 1200, 180, s.fade("#E6EAEC", "#FFFFFF")) + path(
        "M0 634q200 -26 420 -4t420 0t380 -6V660H0z", "#FFFFFF", 0.8
    )
    marks += poly(((door - 50, 632), (door + 50, 632), (760, 800), (480, 800)), "#D9CFBE") + line(
        "".join(f"M{num(door - 54 - (door - 424) * k * 0.19)} {654 + k * 30}h{112 + k * 32}" for k in range(5)),
        "#C3B8A4",
        2.5,
        0.7,
    )
    marks += (
        bare_tree(s, 190, 700, 520, 30, True)
        + (fruit_snow(s) if s.rng.random() < 0.6 else "")
        + pine(s, 1120, 720, 330, True)
    )
    marks += (
        stone_table(s, 330, 750, 0.85, True)
        + "".join(lantern(x, 378, 0.58, s.look.hour == "dusk") for x in (door - 107, door + 107))
        + broom(940, 720)
    )
    marks += (
        path("M980 752q60 -40 130 0t110 10V800H960z", "#FFFFFF")
        + oval(1090, 772, 120, 16, "#C9D3DA", 0.35)
        + snowman(s, 1000, 764)
    )
    return marks + snowfall(s, s.rng.choice((0, 60, 150)))


def fruit_snow(s: Sheet) -> str:
    spots = [(s.between(70, 330), s.between(230, 400)) for _ in range(9)]
    return path("".join(blob(x, y, 11, 11, 0) for x, y in spots), "#DE7A2C") + path(
        "".join(blob(x, y - 6, 10, 6, 0) for x, y in spots), "#FFFFFF"
    )


def broom(x: float, y: float) -> str:
    return group(
        rect(-4, -230, 8, 170, "#B98A4E", 3)
        + path("M-12 -66h24l22 80q-34 12 -68 0z", "#C9A24E")
        + line("M-10 -50l-16 60M0 -50v64M10 -50l16 60M-12 -56h24", "#8B6B2E", 3),
        x,
        y,
        8,
    )


def snowman(s: Sheet, x: float, y: float) -> str:
    marks = (
        shadow(0, 2, 60, 8)
        + disc(0, -44, 50, "#FFFFFF")
        + disc(0, -120, 34, "#FFFFFF")
        + oval(18, -34, 28, 40, "#C9D3DA", 0.4)
        + rect(-34, -96, 68, 14, s.look.accent, 7)
        + path("M14 -92l26 8l-6 34l-16 -4z", s.look.accent)
    )
    return group(
        marks
        + disc(-11, -126, 4, "#3A2A22")
        + disc(11, -126, 4, "#3A2A22")
        + path("M0 -118l26 6l-26 5z", "#DE7A2C")
        + path("M-26 -146h52l-8 -34h-36z", "#9A6A45")
        + rect(-32, -152, 64, 9, "#7D5233", 4),
        x,
        y,
        0,
        0.8,
    )


def lanterns(s: Sheet) -> str:
    marks = (
        sky(s, 640)
        + group(roof(s, 0, 0, 460, 110, True), -120, 470)
        + group(roof(s, 0, 0, 460, 110, True), 880, 430)
        + rect(-20, 590, 400, 230, "#C8BFAF")
        + rect(860, 560, 400, 250, "#C8BFAF")
    )
    marks += (
        house(s, 250, 420, 700, 690, s.rng.random() < 0.4, 0.5)
        + paving(s, 690, "#B9B0A2")
        + poly(((500, 700), (700, 700), (790, 800), (410, 800)), "#FFDB94", 0.5)
    )
    marks += bare_tree(s, 1080, 780, 700, 34) + line(
        "M-20 90Q300 210 620 120T1220 90M-20 250Q260 330 560 262T1220 270", "#4A3A34", 3
    )
    lit, glow = s.look.hour == "dusk", s.glow("#FFC27A", 0.75)
    for x, y, scale in (
        (110, 160, 1.15),
        (300, 186, 1.3),
        (500, 168, 1.1),
        (710, 136, 1.25),
        (930, 130, 1.1),
        (1120, 120, 1.3),
        (200, 316, 0.8),
        (420, 312, 0.75),
        (640, 282, 0.8),
        (850, 290, 0.75),
        (1040, 290, 0.85),
    ):
        marks += lantern(x, y, scale, lit, glow if lit else "")
    return (
        marks
        + pot(330, 770, 1.2, "#47705A")
        + pot(870, 770, 1.2, "#47705A")
        + "".join(lantern(x, 560, 0.6, lit) for x in (452, 748))
    )
