"""The look at what was written, and what a release carries with it."""

from __future__ import annotations

CHECKSUMS = "checksums.txt"
"""The file of a release that lists all others."""
