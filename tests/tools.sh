#!/bin/sh
# Sees that the tests find what they need of the machine. Run from the project's root.
# - datefudge, which shifts their clock (tests/shifted.sh), where it can be installed;
# - a Chromium: the one $CHROMIUM names, the headless shell (Debian's, as root), another on PATH, else Playwright's own.
#   tests/browser/chromium.py looks for it in the same order;
# - nginx, Caddy and rsync, for what a city gets to run its site with (tests/test_deploy.py), where they can be installed.
set -eu
export DEBIAN_FRONTEND=noninteractive

can_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }
install() { apt-get update -q && apt-get install -q -y --no-install-recommends "$@"; }

if ! command -v datefudge >/dev/null && can_install; then
    install datefudge || echo "datefudge could not be installed." >&2
fi
for program in nginx caddy rsync; do
    if ! command -v "$program" >/dev/null && can_install; then
        install "$([ "$program" = nginx ] && echo nginx-light || echo "$program")" || echo "$program could not be installed." >&2
    fi
done
if [ -n "${CHROMIUM:-}" ]; then
    [ -x "$CHROMIUM" ] || { echo "CHROMIUM names no program: $CHROMIUM" >&2; exit 1; }
    exit 0
fi
if command -v chromium-headless-shell >/dev/null; then exit 0; fi
if can_install; then
    # With a Chinese font: a bare Debian has none, and lines of empty boxes break elsewhere than text does.
    if install chromium-headless-shell fonts-noto-cjk; then exit 0; fi
    echo "Debian's chromium-headless-shell could not be installed." >&2
fi
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null; then exit 0; fi
done
exec .venv/bin/playwright install chromium
