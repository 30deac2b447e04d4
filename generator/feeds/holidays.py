"""Public holidays and make-up working days, for pages that say at the moment of viewing whether a home is open."""

from __future__ import annotations

import json

from generator.public.opening import days_of
from generator.public.views import Site

ADDRESS = "assets/holidays.json"


def table(site: Site) -> bytes:
    """`{"years": [2026], "off": {"2026-10-01": "国庆节"}, "on": ["2026-10-10"]}`."""
    off: dict[str, str] = {}
    for year in site.holidays:
        for holiday in year.holidays:
            off |= {day.isoformat(): holiday.name for day in days_of(holiday)}
    on = sorted(day.isoformat() for year in site.holidays for day in year.workdays)
    document = {"years": sorted(year.year for year in site.holidays), "off": off, "on": on}
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
