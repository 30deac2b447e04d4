"""Text that was mangled on its way here: read in a wrong encoding, pasted with the code of a web page, or two versions
run together.
"""

from __future__ import annotations

import re

_QUOTED = 12  # characters that a message repeats
# What UTF-8 gives when it is read as GBK, or as Latin-1; each is rare alone.
_AS_GBK = frozenset("锛銆鐨勭殑濂コ涔嬪濡囧鍦ㄧ鈥")
_AS_LATIN = re.compile("[åæçèéäïã][\u00a0-\u00bf\u0152-\u017e\u02c6\u2018-\u203a\u20ac\u2122]")
_TAG = re.compile(
    r"</?(?:p|br|div|span|table|tbody|tr|t[dh]|font|b|i|u|strong|em|img|a|h[1-6]|[uo]l|li|o:p|section|style|script)"
    r"(?:\s[^<>]*)?/?>|&(?:nbsp|lt|gt|amp|quot|[lr]dquo|mdash|#\d{2,5});",
    re.IGNORECASE,
)
_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: .*)?$", re.MULTILINE)


def conflict(text: str) -> int | None:
    """Offset of the first mark that a version control system put where two versions differ, or None."""
    found = _CONFLICT.search(text) if "<<<<<<<" in text or ">>>>>>>" in text else None
    return found.start() if found else None


def broken_text(text: str) -> tuple[int, str] | None:
    """Offset and words of the first place that was lost in a wrong encoding, or None."""
    if not (
        "\ufffd" in text or "锟" in text or "锛" in text or "銆" in text or "濡" in text or "å" in text or "ã" in text
    ):
        return None  # nearly every text
    lost = re.search("\ufffd|锟斤拷|" + _AS_LATIN.pattern, text)
    if lost is None and len(_AS_GBK.intersection(text)) > 2:
        lost = re.search(f"[{''.join(sorted(_AS_GBK))}]", text)
    return lost and (lost.start(), text[lost.start() : lost.start() + _QUOTED].split("\n")[0])


def page_code(text: str) -> tuple[int, str] | None:
    """Offset and text of the first tag or entity of HTML, or None."""
    found = _TAG.search(text) if "<" in text or "&" in text else None
    return found and (found.start(), found[0][:_QUOTED])
