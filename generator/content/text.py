"""Decoding and cleaning of text: UTF-8 first, GB18030 with a notice, no invisible or bidirectional characters."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, unquote

from generator.content.mangled import broken_text
from generator.diagnostics import InvalidInput
from generator.patterns import lazy

MAX_FILE_BYTES = 1024 * 1024  # bytes of one text file
_TORN_TAIL = 3  # bytes of a UTF-8 character that a half-copied file can leave at its end
_BIDI = "\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c"
FORBIDDEN = (
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f{_BIDI}\ufeff\ufdd0-\ufdef\ufff9-\ufffb\ud800-\udfff]"
    "|[\ufffe\uffff]|["
    + "".join(chr(plane * 0x10000 + low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF))
    + "]"
)
"""Pattern of characters that must not be published."""
_FORBIDDEN = lazy(FORBIDDEN)


def decode(data: bytes, most: int = MAX_FILE_BYTES) -> tuple[str, str | None]:
    """Text of a file of at most `most` bytes and, if it was not UTF-8, a notice about its encoding.

    Line ends become `\\n`, a BOM goes. Raises `InvalidInput` for a file cut inside a character, too large, or in no
    encoding that we accept.
    """
    if len(data) > most:
        raise InvalidInput(
            f"文件有 {len(data) / 2**20:.1f} MiB，超过 {most // 2**20} MiB 的上限",
            "把照片和附件从文字里拿出来，或分成几个文件",
        )
    data = data.removeprefix(b"\xef\xbb\xbf")
    notice = None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - _TORN_TAIL and error.reason == "unexpected end of data":
            raise InvalidInput("文件在一个字的中间断了，多半没有传完", "请重新上传或重新同步这个文件") from None
        text = _decode_gb18030(data)
        notice = "文件是 GB18030（GBK）编码，已按它读取；请另存为 UTF-8"
    return text.replace("\r\n", "\n").replace("\r", "\n"), notice


def _decode_gb18030(data: bytes) -> str:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        raise InvalidInput(
            "文件的编码认不出来，可能已损坏，或者不是文字文件", "用记事本打开，另存为 UTF-8 编码的文本"
        ) from None
    if "\x00" in text:
        raise InvalidInput("这不是文字文件", "放一个 UTF-8 编码的文本文件")
    return text


def forbidden_character(text: str) -> tuple[int, str] | None:
    """Offset and Chinese name of the first character that may not stand in published text, or None.

    Text that was lost in a wrong encoding may not either.
    """
    if lost := broken_text(text):
        return lost[0], f"乱码“{lost[1]}”，原来的字认不出来了"
    if (
        text.isprintable() or text.replace("\n", "").replace("\u3000", "").isprintable()
    ):  # nearly every text; a hundredth of the search's cost
        return None
    match = _FORBIDDEN.search(text)
    if not match:
        return None
    character = match.group()
    kind = "改变文字方向的隐形字符" if re.match(f"[{_BIDI}]", character) else "看不见的控制字符"
    return match.start(), f"{kind}（U+{ord(character):04X}）"


_WEB_ADDRESS = lazy(r"(\w+://)([^/?#:]+)(.*)", re.DOTALL)


def ascii_address(address: str) -> str:
    """A web address in ASCII: the host by IDNA, everything else percent-encoded.

    Raises `UnicodeError` for a host without an IDNA form.
    """
    scheme, host, rest = _parts(address)
    return scheme + host.encode("idna").decode() + quote(rest, safe="/?#:@!$&'()*+,;=%~[]")


def readable_address(address: str) -> str:
    """The inverse of `ascii_address`, for people; without the scheme."""
    _, host, rest = _parts(address)
    return host.encode().decode("idna") + unquote(rest)


def _parts(address: str) -> tuple[str, str, str]:
    """Scheme with `://`, host, and the rest of a web address."""
    if match := _WEB_ADDRESS.fullmatch(address):
        return match[1], match[2], match[3]
    raise ValueError(f"no web address: {address}")


def one_line(text: str) -> str:
    """NFC, line breaks and runs of blanks folded to one space, trimmed."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def many_lines(text: str) -> str:
    """NFC, trimmed, line breaks kept."""
    return unicodedata.normalize("NFC", text).strip()
