"""Where the frozen program begins, under both of its names.

`Dictation` opens the window; `dictation-app` is the command line. Code of this program
and of libraries takes `sys.executable` for an interpreter, so either is one for `-c`
and `-m`, and for the workers of multiprocessing.
"""

import multiprocessing
import runpy
import sys
from pathlib import Path


def main() -> int:
    """Run what the name and the words ask for."""
    multiprocessing.freeze_support()
    words = sys.argv[1:]
    if words[:1] == ["-c"] and len(words) > 1:
        sys.argv = ["-c", *words[2:]]
        exec(words[1], {"__name__": "__main__"})
        return 0
    if words[:1] == ["-m"] and len(words) > 1:
        sys.argv = words[1:]
        runpy.run_module(words[1], run_name="__main__", alter_sys=True)
        return 0
    try:
        return begin(words)
    except ImportError as error:  # the system lacks a library, or the folder a file
        from dictation_app.cli import missing_part

        sys.stderr.write(f"dictation-app: {missing_part(error)}\n")
        return 1


def begin(words: list[str]) -> int:
    """Open the window, or run a command."""
    if Path(sys.executable).stem == "Dictation":
        from dictation_app.cli import open_window

        return open_window(words)
    from dictation_app.cli import main as command_line

    return command_line(words)


if __name__ == "__main__":
    sys.exit(main())
