"""Removes links to content that was withdrawn: the link goes and its text stays; images, and list items that consist of
such a link, go altogether.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from generator.publish import checks

_LINK = re.compile(r'<a\b(?=[^>]*?\bhref="([^"]*)")[^>]*>(.*?)</a\s*>', re.DOTALL)
_ITEM = re.compile(
    r'<li\b[^>]*>\s*<a\b(?=[^>]*?\bhref="([^"]*)")[^>]*>(?:(?!</?(?:a|li)\b).)*</a\s*>\s*</li\s*>\s*', re.DOTALL
)
_FEED = re.compile(r'<link rel="alternate"(?=[^>]*?\bhref="([^"]*)")[^>]*>\n?')
_IMAGE = re.compile(r'<img\b(?=[^>]*?\bsrc="([^"]*)")[^>]*>')


def remove_links(path: str, data: bytes, gone: Callable[[str], bool], base: str = "/") -> bytes:
    """The page `path` without links to addresses of the site that are `gone`. `base` as for `checks.validate`."""
    folder = path.split("/")[:-1]

    def is_gone(written: str) -> bool:
        address = written.partition("#")[0].partition("?")[0]
        if not address or ":" in address:
            return False
        target = checks.resolve_target(path, folder, address, base)
        return isinstance(target, str) and gone(target.removesuffix("index.html"))

    text = _IMAGE.sub(lambda image: "" if is_gone(image[1]) else image[0], data.decode())
    text = _FEED.sub(lambda feed: "" if is_gone(feed[1]) else feed[0], text)
    text = _ITEM.sub(lambda item: "" if is_gone(item[1]) else item[0], text)
    return _LINK.sub(lambda link: link[2] if is_gone(link[1]) else link[0], text).encode()
