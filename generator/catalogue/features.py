"""Features that are still to go out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generator.catalogue import addresses
from generator.model.load import Content
from generator.standard.house.texts import feature_file


def embargoed(content: Content, now: dt.datetime) -> tuple[tuple[str, dt.datetime], ...]:
    """The file and the embargo of each feature that is still to go out, the next first; those that are withheld when
    their embargo ends stay in.
    """
    return tuple((file, until) for until, file in sorted(_waiting(content, now)))


def _waiting(content: Content, now: dt.datetime) -> Iterator[tuple[dt.datetime, str]]:
    for one in content.features:
        if one.embargo and one.embargo > now:
            file, address = feature_file(content, one), addresses.feature(one.date, one.slug)
            if not content.withheld.on(one.embargo.date()).hides(address, file):
                yield one.embargo, file
