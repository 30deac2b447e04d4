"""The bundled faces, and fallbacks for characters that they lack: an installed Chinese font, else the substitute 〓."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import groupby
from pathlib import Path

from PIL import ImageFont

REGULAR, BOLD = "400", "700"
SUBSTITUTE = "〓"  # what printers set for a missing sort; nobody takes it for a character
INSTALLED = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
_CHINESE = (  # file name, face in it
    ("NotoSansCJK-Bold.ttc", 2),
    ("NotoSansCJK-Regular.ttc", 2),
    ("NotoSansCJKsc-Bold.otf", 0),
    ("NotoSansCJKsc-Regular.otf", 0),
    ("wqy-microhei.ttc", 0),
    ("wqy-zenhei.ttc", 0),
)
_PROBE = 24  # pixels; the size at which glyphs are compared
_NONE = "\uffff"  # a noncharacter: every font draws its glyph for missing characters


class Faces:
    """The fonts in `folder` (theme/fonts) by weight and size; each is opened once in a process.

    `installed`: folders to search for a fallback font.
    """

    def __init__(self, folder: Path, installed: tuple[str, ...] = INSTALLED):
        self._files = {weight: str(folder / f"NotoSansSC-{weight}.ttf") for weight in (REGULAR, BOLD)}
        self._places = installed
        self._known: set[str] = set()  # characters that the bundle has
        self._open = cache(_opened)

    def at(self, weight: str, size: int) -> ImageFont.FreeTypeFont:
        return self._open(self._files[weight], 0, size)

    def fallback(self, size: int) -> ImageFont.FreeTypeFont:
        """The installed font for characters that the bundled faces lack. Raises `LookupError` if there is none."""
        if self._installed is None:
            raise LookupError("no Chinese font is installed")
        return self._open(*self._installed, size)

    def not_bundled(self, text: str) -> str:
        """The characters of `text` that the bundled faces lack, each once, in order."""
        if self._known.issuperset(text):
            return ""
        new = [one for one in dict.fromkeys(text) if one not in self._known]
        lacking = [one for one in new if self._lacks(self.at(REGULAR, _PROBE), one)]
        self._known.update(set(new) - set(lacking))
        return "".join(lacking)

    def undrawable(self, text: str) -> str:
        """The characters of `text` that no installed font has either: they are drawn as `SUBSTITUTE`."""
        lacking = self.not_bundled(text)
        return "".join(one for one in lacking if not self._installed or self._lacks(self.fallback(_PROBE), one))

    def runs(self, line: str) -> Iterator[tuple[str, bool]]:
        """The line in parts as they are drawn: text, and whether the bundled face has it."""
        lacking = self.not_bundled(line)
        spare = set(lacking) - set(self.undrawable(lacking))
        shown = "".join(SUBSTITUTE if one in lacking and one not in spare else one for one in line)
        for own, run in groupby(shown, lambda one: one not in spare):
            yield "".join(run), own

    @property
    def fallback_name(self) -> str:
        """The file name of the installed font; empty without one."""
        return Path(self._installed[0]).name if self._installed else ""

    @cached_property
    def _installed(self) -> tuple[str, int] | None:
        walks = (os.walk(os.path.expanduser(place)) for place in self._places)
        files = {name: os.path.join(folder, name) for walk in walks for folder, _, names in walk for name in names}
        return next(((files[name], face) for name, face in _CHINESE if name in files), None)

    @staticmethod
    def _lacks(font: ImageFont.FreeTypeFont, one: str) -> bool:
        """Whether the character looks like one that no font has."""
        shape, none = font.getmask(one), font.getmask(_NONE)
        return not one.isspace() and (shape.size, bytes(shape)) == (none.size, bytes(none))


def _opened(path: str, face: int, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size, face, layout_engine=ImageFont.Layout.BASIC)
