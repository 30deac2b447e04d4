"""Text in cells of CSV files, which spreadsheets open as if it were their own."""

from __future__ import annotations

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # Excel reads the full-width ones too


def harmless(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{text}" if text.lstrip().startswith(_FORMULA) or text.startswith(_FORMULA) else text
