#!/bin/sh
# Runs a command with the machine's clock, as that command sees it, 400 days ahead: a test that depends on today fails today.
# Only the time of day is shifted (Debian's datefudge): sleeps, timeouts and the times of files are the real ones.
# libfaketime won't do: with Python 3.11 its version 0.9.10 hangs in timed waits, or makes time.sleep fail.
# With CLOCK_SHIFT=required, as in CI, it is an error where this can't be done.
set -eu

# A new folder in memory, where 12 GB are free there and programs may run from it, else on the disk. On a busy ext4, making, renaming,
# synchronizing and removing files took 20 s of the 180 of tests/test_build.py and test_withheld.py, profiled, and removing the 56,000
# that they left 82 s; in memory 2 s.
folder() {
    free=$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')
    memory=$(awk '/^MemAvailable/ { print $2 }' /proc/meminfo 2>/dev/null)
    if [ "${free:-0}" -gt 12000000 ] && [ "${memory:-0}" -gt 12000000 ]; then
        made=$(mktemp -d -p /dev/shm) && printf '#!/bin/sh\n' >"$made/runs" && chmod +x "$made/runs"
        if "$made/runs" 2>/dev/null; then rm "$made/runs"; echo "$made"; return; fi
        rm -rf "$made"
    fi
    mktemp -d
}

for library in /usr/lib/*/datefudge/datefudge.so; do
    if [ -f "$library" ]; then
        # pytest deletes folders of earlier runs by their age, and from here those of runs beside this one are old: a root of its own.
        folders=$(folder)
        export PYTEST_DEBUG_TEMPROOT="$folders"
        status=0
        # DATEFUDGE: seconds to take off the real time
        env LD_PRELOAD="$library${LD_PRELOAD:+:$LD_PRELOAD}" DATEFUDGE=-34560000 "$@" || status=$?
        nohup rm -rf "$folders" >/dev/null 2>&1 &  # two minutes, which nobody need wait for
        exit "$status"
    fi
done
echo "*** THE CLOCK IS NOT SHIFTED: datefudge is not installed (apt-get install datefudge). A test that depends on today may pass. ***" >&2
if [ "${CLOCK_SHIFT:-}" = required ]; then exit 1; fi
exec "$@"
