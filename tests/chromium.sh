#!/bin/sh
# Sees that the browser tests find a Chromium: the one $CHROMIUM names, one on PATH, else Debian's (as root), else
# Playwright's own. tests/browser/conftest.py looks for it in the same order. Run from the project's root.
set -eu

if [ -n "${CHROMIUM:-}" ]; then
    [ -x "$CHROMIUM" ] || { echo "CHROMIUM names no program: $CHROMIUM" >&2; exit 1; }
    exit 0
fi
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    # With a Chinese font: a bare Debian has none, and lines of empty boxes break elsewhere than text does.
    export DEBIAN_FRONTEND=noninteractive
    if apt-get update -q && apt-get install -q -y --no-install-recommends chromium fonts-noto-cjk; then exit 0; fi
    echo "Debian's chromium could not be installed; trying Playwright's." >&2
fi
exec .venv/bin/playwright install chromium
