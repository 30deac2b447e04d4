"""The drawing room, and homes to draw."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from generator import reading
from generator.media.canvas import DrawingAssets
from generator.model.field_types import BEIJING
from generator.pipeline import BuildOptions

PROJECT = Path(__file__).parent.parent.parent
DAY = dt.datetime(2026, 11, 23, 12, 0, tzinfo=BEIJING)


@pytest.fixture(scope="session")
def studio() -> DrawingAssets:
    return DrawingAssets(PROJECT / "theme")


@pytest.fixture(scope="session")
def sample_site():
    """Of the sample city one home that has everything."""
    return reading.read(BuildOptions(PROJECT / "content", DAY, only="chaoyang/zaoying-beili")).site
