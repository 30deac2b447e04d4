"""The sheet a scene is drawn on: its look, its chance, its gradients and its few words."""

from __future__ import annotations

from random import Random

from .palette import Look
from .primitives import num, rect

WIDTH, HEIGHT = 1200, 800
FAMILY = "Sample Serif"


class Sheet:
    """Collects gradients while a scene's marks are made. Scenes return their marks as one string."""

    def __init__(self, look: Look, rng: Random) -> None:
        self.look, self.rng = look, rng
        self.defs: list[str] = []

    def fade(self, start: str, end: str, from_opacity: float = 1, to_opacity: float = 1, across: bool = False) -> str:
        """A paint that goes from one colour to the other, downwards or across."""
        stops = ((0, start, from_opacity), (1, end, to_opacity))
        return self._gradient("linearGradient", 'y2="0"' if across else 'x2="0" y2="1"', stops)

    def glow(self, colour: str, opacity: float = 0.8) -> str:
        """A paint strongest in the middle, nothing at the edge."""
        return self._gradient(
            "radialGradient", "", ((0, colour, opacity), (0.45, colour, opacity * 0.38), (1, colour, 0))
        )

    def _gradient(self, kind: str, direction: str, stops: tuple[tuple[float, str, float], ...]) -> str:
        name = f"p{len(self.defs)}"
        marks = "".join(
            f'<stop offset="{at:g}" stop-color="{colour}" stop-opacity="{opacity:g}"/>' for at, colour, opacity in stops
        )
        self.defs.append(f'<{kind} id="{name}" {direction}>{marks}</{kind}>')
        return f"url(#{name})"

    def word(self, x: float, y: float, size: float, text: str, fill: str, gap: float = 0) -> str:
        """Text centred on x with its base at y; reads rightly on a mirrored sheet too."""
        turned = f' transform="translate({num(2 * x)} 0) scale(-1 1)"' if self.look.mirror else ""
        return (
            f'<text x="{num(x)}" y="{num(y)}" font-size="{num(size)}" font-weight="700" font-fami'
            f'ly="{FAMILY}"'
            f' letter-spacing="{num(gap)}" text-anchor="middle" fill="{fill}"{turned}>{text}</text>'
        )

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self.rng.random()

    def air(self) -> str:
        """The hour's light over everything."""
        side = {
            "morning": ("#FFF1C9", 0.13),
            "noon": ("#FFFFFF", 0.06),
            "afternoon": ("#FFD796", 0.18),
            "dusk": ("#F7A867", 0.24),
        }
        colour, strength = side[self.look.hour]
        marks = rect(0, 0, WIDTH, HEIGHT, self.fade(colour, colour, strength, 0, across=True))
        if self.look.hour == "dusk":
            marks += rect(0, 0, WIDTH, HEIGHT, self.fade("#2E2F52", "#4A3048", 0.13, 0.07))
        return marks

    def svg(self, body: str, crop: tuple[float, float, float, float], width: int, height: int) -> str:
        """The finished drawing: `crop` (x, y, w, h) of the sheet at `width` × `height` pixels."""
        body = f"{body}{self.air()}"
        if self.look.mirror:
            body = f'<g transform="translate({WIDTH} 0) scale(-1 1)">{body}</g>'
        view = " ".join(num(v) for v in crop)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}" width="{width}" height="{height}">'
            f"<defs>{''.join(self.defs)}</defs>{body}</svg>"
        )
