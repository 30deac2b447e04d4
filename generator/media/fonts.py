"""The bundled faces, and what stands for a character that they lack: an installed Chinese font, else the printer's 〓."""

from __future__ import annotations

import os
from functools import cache, cached_property
from pathlib import Path

from PIL import ImageFont

REGULAR, BOLD = "400", "700"
SUBSTITUTE = "〓"  # what typesetters put where a sort is missing; nobody takes it for a character
INSTALLED = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
_CHINESE = (  # file name, face in it
    ("NotoSansCJK-Bold.ttc", 2), ("NotoSansCJK-Regular.ttc", 2), ("NotoSansCJKsc-Bold.otf", 0), ("NotoSansCJKsc-Regular.otf", 0),
    ("wqy-microhei.ttc", 0), ("wqy-zenhei.ttc", 0),
)  # fmt: skip
_PROBE = 24  # pixels at which a character is tried
_NONE = "\uffff"  # no font has it: it looks like whatever is missing


class Faces:
    """The fonts in `folder` (theme/fonts) by weight and size; each is opened once a process. `installed`: where others may lie."""

    def __init__(self, folder: Path, installed: tuple[str, ...] = INSTALLED):
        self._folder, self._places = folder, installed
        self._open = cache(self._opened)
        self._lacks = cache(self._tried)

    def at(self, weight: str, size: int) -> ImageFont.FreeTypeFont:
        return self._open(str(self._folder / f"NotoSansSC-{weight}.ttf"), 0, size)

    def spare(self, size: int) -> ImageFont.FreeTypeFont | None:
        """The installed font for what the bundle lacks, if there is one."""
        return self._open(*self._installed, size) if self._installed else None

    def lacking(self, text: str) -> str:
        """The characters of `text` that the bundled faces lack, each once, in order."""
        return "".join(one for one in dict.fromkeys(text) if self._lacks(str(self._folder / f"NotoSansSC-{REGULAR}.ttf"), 0, one))

    def missing(self, text: str) -> str:
        """Those of them that no installed font has either: they are drawn as `SUBSTITUTE`."""
        lacking = self.lacking(text)
        return "".join(one for one in lacking if not self._installed or self._lacks(*self._installed, one))

    @property
    def spare_name(self) -> str:
        """The file name of the installed font; empty without one."""
        return Path(self._installed[0]).name if self._installed else ""

    @cached_property
    def _installed(self) -> tuple[str, int] | None:
        walks = (os.walk(os.path.expanduser(place)) for place in self._places)
        files = {name: os.path.join(folder, name) for walk in walks for folder, _, names in walk for name in names}
        return next(((files[name], face) for name, face in _CHINESE if name in files), None)

    def _opened(self, path: str, face: int, size: int) -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(path, size, face, layout_engine=ImageFont.Layout.BASIC)

    def _tried(self, path: str, face: int, one: str) -> bool:
        font = self._open(path, face, _PROBE)
        shape = font.getmask(one)
        return not one.isspace() and (shape.size, bytes(shape)) == (font.getmask(_NONE).size, bytes(font.getmask(_NONE)))
