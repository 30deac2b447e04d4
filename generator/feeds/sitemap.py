"""sitemap.xml, only where the city says what the site's own address is."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


def sitemap(url: str, addresses: Iterable[str]) -> bytes:
    """`addresses` are relative to the root."""
    root = url.rstrip("/")
    rows = "\n".join(f"<url><loc>{escape(root)}/{address}</loc></url>" for address in addresses)
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}\n</urlset>\n'
    return text.encode()
