"""Where the command starts: an answer to Ctrl+C stands before anything else is read, and the memory is set up for a
build.
"""

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
        """Ends at once, wherever it is: an exception would surface in whatever runs just then, and every build may be
        cut off.
        """
        if os.getpid() == own:  # a worker ends with it
            os.write(2, "\n停下了\n".encode())
        os._exit(INTERRUPTED)

    signal.signal(signal.SIGINT, stop)
    # What is read are trees that stay: to look for circles in them again and again costs a sixth of a build.
    gc.set_threshold(100_000, 50, 50)
    from generator.cli import main as command

    try:
        command()
    except SystemExit as done:
        _leave(done.code)


def _leave(code: object) -> None:
    """Ends the process as it is: to take a city's millions of records apart again would cost seconds."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # whoever listened has gone
        code = code or 1
    os._exit(code if isinstance(code, int) else int(code is not None))
