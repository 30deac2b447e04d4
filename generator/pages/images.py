"""Published pictures within prose: in texts of homes and in hand-written pages."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Mapping
from urllib.parse import quote, unquote, urlsplit

from generator.public.views import Picture

_TAG = re.compile(r'<(img|a)\b((?:\s+[\w-]+(?:="[^"]*")?)*)\s*/?>')
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


def image(
    picture: Picture,
    alt: str,
    url: Callable[[str], str],
    width: int | None = None,
    more: Mapping[str, str] | None = None,
) -> str:
    """An `img` tag. `url`: address from the root → URL relative to the page; `width`: pixels, if the author gave it;
    `more`: further attributes.
    """
    width = min(width or picture.width, picture.width)
    height = max(1, round(picture.height * width / picture.width))
    sources = ", ".join(f"{url(variant.address)} {variant.width}w" for variant in picture.variants)
    others = "".join(f' {name}="{html.escape(value)}"' for name, value in (more or {}).items())
    sizes = f"{width}px" if width < picture.width else "(min-width: 700px) 640px, 100vw"
    return (
        f'<img class="tint-{picture.tint}" src="{url(picture.fallback.address)}" srcset="{sources}" sizes="{sizes}" '
        f'width="{width}" height="{height}" alt="{html.escape(alt)}"{others} loading="lazy" decoding="async">'
    )


def embed_pictures(markup: str, page: str, pictures: Mapping[str, Picture | None]) -> str:
    """Sanitized HTML of a hand-written page, with the published variants in place of its pictures.

    `page`: its address; `pictures`: by the address that the author wrote and by that of the published file; None for
    one that is not published: its image is removed, and links to it lose their target.
    """

    def url(address: str) -> str:
        return quote(posixpath.relpath(address, page or "."))

    def replace_tag(tag: re.Match[str]) -> str:
        attributes = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(tag[2])}
        target = _resolve(page, attributes.get("src" if tag[1] == "img" else "href", ""))
        if target not in pictures:
            return str(tag[0])
        picture = pictures[target]
        if tag[1] == "a":
            return f'<a href="{url(picture.fallback.address)}">' if picture else "<a>"
        if picture is None:
            return ""
        wanted = attributes.get("width", "")
        more = {name: attributes[name] for name in ("id", "title") if name in attributes}
        return image(
            picture,
            attributes.get("alt", ""),
            url,
            int(wanted) if re.fullmatch("[1-9][0-9]{0,3}", wanted) else None,
            more,
        )

    return _TAG.sub(replace_tag, markup)


def _resolve(page: str, address: str) -> str:
    """Where a relative address on a page leads, from the site's root."""
    return posixpath.normpath(posixpath.join(page, unquote(urlsplit(address).path)))
