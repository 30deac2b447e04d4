"""Caption, credit and terms of a photo within its file: an XMP packet of one shape (ISO 16684-1), and nothing else.

Credit and terms stand twice, as IPTC's photo metadata has them and as Dublin Core, which file managers read.
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

_NAME = b"http://ns.adobe.com/xap/1.0/\0"
_APP1, _APP0 = b"\xff\xe1", b"\xff\xe0"
_START = 2  # bytes of the marker that begins a JPEG
_PACKET = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/">'
    '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">@</rdf:li></rdf:Alt></dc:description>'
    "<dc:creator><rdf:Seq><rdf:li>@</rdf:li></rdf:Seq></dc:creator>"
    '<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">@</rdf:li></rdf:Alt></dc:rights>'
    "<photoshop:Credit>@</photoshop:Credit>"
    '<xmpRights:UsageTerms><rdf:Alt><rdf:li xml:lang="x-default">@</rdf:li></rdf:Alt></xmpRights:UsageTerms>'
    '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
)
_SHAPE = re.compile("([^<>]*)".join(map(re.escape, _PACKET.split("@"))))


class Notice(NamedTuple):
    """What a photo says of itself."""

    caption: str
    credit: str
    terms: str


def embed(jpeg: bytes, notice: Notice) -> bytes:
    """A JPEG that begins with a JFIF segment, as Pillow writes it, with the notice behind that segment."""
    at = _behind_head(jpeg)
    return jpeg[:at] + segment(notice) + jpeg[at:]


def segment(notice: Notice) -> bytes:
    """The segment that `embed` adds."""
    body = _NAME + _packet(notice).encode()
    return _APP1 + (len(body) + 2).to_bytes(2) + body


def of_jpeg(jpeg: bytes) -> Notice | None:
    """The notice that `embed` added; None where there is none, or one of another shape."""
    try:
        at = _behind_head(jpeg)
        written = jpeg[at : at + 2 + int.from_bytes(jpeg[at + 2 : at + 4])]
        found = _SHAPE.fullmatch(written[len(_APP1) + 2 :].removeprefix(_NAME).decode())
    except ValueError:  # no JFIF, or no text
        return None
    notice = Notice(*map(html.unescape, found.groups()[: len(Notice._fields)])) if found else None
    return notice if notice and segment(notice) == written else None


def _behind_head(jpeg: bytes) -> int:
    """Where the second segment begins. Raises `ValueError` where the first is none of JFIF."""
    if jpeg[_START : _START + 2] != _APP0:
        raise ValueError("no JFIF")
    return _START + 2 + int.from_bytes(jpeg[_START + 2 : _START + 4])


def _packet(notice: Notice) -> str:
    parts = _PACKET.split("@")
    caption, credit, terms = (html.escape(text, quote=False) for text in notice)
    texts = (caption, credit, terms, credit, terms, "")
    return "".join(piece for pair in zip(parts, texts, strict=True) for piece in pair)
