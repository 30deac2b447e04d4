"""Patterns that are compiled when they are used: each is sound, and is what `re.compile` makes of it."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import generator
from generator import patterns

LAZY = {
    f"{module.name}.{name}": value
    for module in pkgutil.walk_packages(generator.__path__, "generator.")
    if not module.name.endswith("__main__")
    for name, value in vars(importlib.import_module(module.name)).items()
    if isinstance(value, patterns._Lazy)
}


@pytest.mark.parametrize("name", LAZY)
def test_it_compiles_and_is_the_same(name):
    pattern = LAZY[name]
    compiled = re.compile(pattern.pattern, pattern._flags)
    for text in ("", "8:30-17:00", "每周三 14:00-16:00", "010-0000 0001", "2026年11月20日"):
        assert [found.span() for found in pattern.finditer(text)] == [found.span() for found in compiled.finditer(text)]
    assert (pattern.groups, pattern.flags) == (compiled.groups, compiled.flags)
