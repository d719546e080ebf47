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
        sys.argv = words
        exec(words[1], {"__name__": "__main__"})
        return 0
    if words[:1] == ["-m"] and len(words) > 1:
        sys.argv = words[1:]
        runpy.run_module(words[1], run_name="__main__", alter_sys=True)
        return 0
    if Path(sys.executable).stem == "Dictation":
        from dictation_app.cli import open_window

        return open_window(words)
    from dictation_app.cli import main as command_line

    return command_line(words)


if __name__ == "__main__":
    sys.exit(main())
