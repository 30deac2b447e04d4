"""The day of the last update, in one small file: pages read it, so that a new day rewrites none of them."""

from __future__ import annotations

import json

from generator.public.views import Site

ADDRESS = "updated.json"


def day(site: Site) -> bytes:
    """`{"updated": "2026-11-23"}`: the day as of which the site was built."""
    return json.dumps({"updated": site.today.isoformat()}).encode()
