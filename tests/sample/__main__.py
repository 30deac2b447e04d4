"""python -m tests.sample [--content DIR] [--all] [HOME…]: draws the photographs the content names."""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from .listing import Listed, listed
from .scenes import UnknownScene, photograph, scene_of

WORKERS = 2


def draw(photo: Listed) -> int:
    return photograph(photo.identity, photo.file, photo.path, photo.first)


def problems(photos: list[Listed]) -> list[str]:
    found = []
    for photo in photos:
        try:
            scene_of(photo.file)
        except UnknownScene as error:
            found.append(f"{photo.source}: {error}")
    return found


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.sample", description="Draw the sample city's photographs.")
    parser.add_argument("--content", type=Path, default=Path("content"), help="the content folder (default: content)")
    parser.add_argument("--all", action="store_true", help="draw again what exists already")
    parser.add_argument(
        "homes", nargs="*", metavar="HOME", help="identities such as chaoyang/zaoying-beili; none: all homes"
    )
    return parser.parse_args()


def main() -> int:
    options = arguments()
    photos = list(listed(options.content, options.homes))
    if wrong := problems(photos):
        print("\n".join(wrong), file=sys.stderr)
        return 1
    wanted = [p for p in photos if options.all or not p.path.exists()]
    started, size = time.monotonic(), 0
    with ProcessPoolExecutor(WORKERS) as pool:
        for done, written in enumerate(pool.map(draw, wanted, chunksize=4), 1):
            size += written
            if sys.stderr.isatty():
                print(f"\r{done}/{len(wanted)}", end="", file=sys.stderr, flush=True)
    print(f"{len(wanted)} photographs drawn of {len(photos)} named, {size:,} bytes, {time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
