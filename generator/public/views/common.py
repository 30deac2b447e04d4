"""Links and pictures, which all other views hold."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from generator.public import tints


@dataclass(frozen=True, slots=True)
class Link:
    """A name and where it leads. `address` is empty where there is no page."""

    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """One encoded size of a picture: its address from the root, width in pixels and media type."""

    address: str
    width: int
    type: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A published photo: `variants` smallest first, `fallback` a JPEG; pixels of the largest; `colour` its mean as
    #rrggbb.
    """

    variants: tuple[Variant, ...]
    fallback: Variant
    width: int
    height: int
    colour: str

    @property
    def tint(self) -> int:
        """The number of the class that stands in for it until it is there."""
        return tints.nearest(self.colour)


@dataclass(frozen=True, slots=True)
class PhotoView:
    """A photo that may be shown.

    `press`: it may also go into media packs; `card`: onto share cards.

    `picture` is what was made of it: None as long as nothing was, and where the photo was refused or the site is built
    without photos.
    """

    key: str
    alt: str
    caption: str = ""
    credit: str = ""
    taken: dt.date | None = None
    press: bool = False
    card: bool = False
    picture: Picture | None = None
