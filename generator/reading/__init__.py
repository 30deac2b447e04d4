"""Files of the content → homes read and judged, for builds, checks and reports, with what nothing else knows: last
good and approved versions, the consents that were once given.

Names are imported on first use, as those of `pipeline`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import lazy_imports

if TYPE_CHECKING:
    from generator.reading.consent_history import (
        consent_numbers,
        copy_history,
        history_of,
        record_withdrawal,
        record_withheld,
    )
    from generator.reading.homes import Reading, assess, read

_MODULES = {
    "Reading": "homes",
    "assess": "homes",
    "consent_numbers": "consent_history",
    "copy_history": "consent_history",
    "history_of": "consent_history",
    "read": "homes",
    "record_withdrawal": "consent_history",
    "record_withheld": "consent_history",
}
__all__ = [
    "Reading",
    "assess",
    "consent_numbers",
    "copy_history",
    "history_of",
    "read",
    "record_withdrawal",
    "record_withheld",
]
__getattr__ = lazy_imports.attributes(__name__, _MODULES)
