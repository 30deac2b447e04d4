"""Names of a package that are imported on first use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def attributes(package: str, modules: Mapping[str, str]) -> Callable[[str], Any]:
    """The `__getattr__` of a package whose names lie in its modules: module by name."""

    def attribute(name: str) -> Any:
        if name not in modules:
            raise AttributeError(name)
        return getattr(import_module(f"{package}.{modules[name]}"), name)

    return attribute
