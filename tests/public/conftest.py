"""Whole sites, as the tests of pages build them."""

from tests.pages.conftest import pages

__all__ = ["pages"]
