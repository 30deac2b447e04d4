"""The entry point: sets up Ctrl+C before anything else is imported, and the garbage collector for builds."""

from __future__ import annotations

import gc
import os
import signal
import sys

INTERRUPTED = 130


def main() -> None:
    """The `homes` command."""
    own = os.getpid()

    def stop(*_: object) -> None:
        """Exits at once, as every build may be killed; KeyboardInterrupt would surface in whatever runs just then."""
        if os.getpid() == own:  # workers exit with it
            os.write(2, "\n停下了\n".encode())
        os._exit(INTERRUPTED)

    signal.signal(signal.SIGINT, stop)
    # Records stay in memory until the end: collecting cycles among them took a sixth of a build.
    gc.set_threshold(100_000, 50, 50)
    from generator.cli import main as command

    try:
        command()
    except SystemExit as done:
        _exit(done.code)
    except Exception as error:
        from generator.diagnostics import explain_crash

        print(explain_crash(error), file=sys.stderr)
        _exit(1)


def _exit(code: object) -> None:
    """Exits without freeing memory: to free the millions of records of a city takes seconds."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # the reader is gone
        code = code or 1
    os._exit(code if isinstance(code, int) else int(code is not None))
