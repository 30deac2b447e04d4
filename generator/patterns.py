"""Regular expressions that are compiled when they are first used.

Those that read people's words are long: compiling all of them at import took 0.5 of the 1.4 CPU s in which a command
started, though most commands use few.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, cast


class _Lazy:
    """A pattern whose methods are there from the first use on; `pattern` is there before, to be part of another."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self._flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        found = getattr(self._compiled, name)
        setattr(self, name, found)  # so that it is asked for once
        return found


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, but for functions of `re` that take a pattern: those want its text (`lazy(…).pattern`)."""
    return cast(re.Pattern[str], _Lazy(pattern, flags))
