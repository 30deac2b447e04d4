"""sitemap.xml, only where the city says what the site's own address is. https://www.sitemaps.org/protocol.html"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

MAX_ADDRESSES = 50_000
"""Addresses in one file, by the protocol."""


def sitemap(url: str, addresses: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of sitemap.xml, and of the files it leads to where there are too many addresses for one.

    `addresses`: relative to the root → the day of the newest dated fact there (ISO), or nothing.
    """
    root = escape(url.rstrip("/"))
    rows = sorted(addresses.items())
    parts = [dict(rows[start : start + MAX_ADDRESSES]) for start in range(0, len(rows), MAX_ADDRESSES)]
    if len(parts) < 2:
        yield "sitemap.xml", _file("urlset", "url", root, addresses)
        return
    names = {f"sitemap-{number}.xml": part for number, part in enumerate(parts, 1)}
    yield (
        "sitemap.xml",
        _file("sitemapindex", "sitemap", root, {name: max(part.values()) for name, part in names.items()}),
    )
    yield from ((name, _file("urlset", "url", root, part)) for name, part in names.items())


def _file(kind: str, row: str, root: str, addresses: Mapping[str, str]) -> bytes:
    rows = "\n".join(
        f"<{row}><loc>{root}/{address}</loc>{_dated(day)}</{row}>" for address, day in sorted(addresses.items())
    )
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{kind} '
        f'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}\n</{kind}>\n'
    )
    return text.encode()


def _dated(day: str) -> str:
    return f"<lastmod>{day}</lastmod>" if day else ""
