"""How long is the window held up, and how soon is it there?

python tests/measurements/heartbeat.py MANIFEST [--notes 1000] [--minutes 30]

A library of some notes is made. The real program is started several times: how long until
its window is on the screen, and until it can listen. Then once more with the probe of
soak.py in the window's thread, while the model loads, and while it transcribes a long
recording.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

from room import choose_clips, room, write_speech
from soak import longest, make_probe, most

_REST = 3_000
"""Milliseconds between the two parts."""
_START = "from dictation_app import app; app.measure_start()"


def main() -> None:
    """Measure both parts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("manifest", type=Path, help="a data set's JSON Lines")
    parser.add_argument("--corpus", default="", help="take the clips of one corpus")
    parser.add_argument("--notes", type=int, default=1_000)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--starts", type=int, default=3)
    arguments = parser.parse_args()
    seconds = 60 * arguments.minutes
    clips = choose_clips(arguments.manifest, seconds, corpus=arguments.corpus)
    found: dict[str, object] = {"load": os.getloadavg()[0]}
    with room() as environment, tempfile.TemporaryDirectory() as folder:
        os.environ.update(environment)
        speech = Path(folder) / "speech.wav"
        write_speech(speech, clips, 0.8)
        found["starts_s"] = [_start() for _ in range(arguments.starts)]
        _fill_library(arguments.notes)
        found["starts_with_notes_s"] = [_start() for _ in range(arguments.starts)]
        found |= _Beat(speech).run()
    print(json.dumps(found, indent=1))  # noqa: T201


def _start() -> dict[str, float]:
    """Seconds from the start of the process to what it tells."""
    began = time.monotonic()
    program = subprocess.Popen(
        [sys.executable, "-c", _START], stdout=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    told = {line.strip(): time.monotonic() - began for line in program.stdout}
    program.wait()
    return {name: round(moment, 2) for name, moment in told.items()}


def _fill_library(n_notes: int) -> None:
    from dictation_app import paths
    from dictation_app.document.document import Document
    from dictation_app.document.library import Library
    from dictation_app.document.operations import Piece

    library = Library(paths.user_data())
    for number in range(n_notes):
        words = [f"word{(number * 31 + index) % 977} " for index in range(300)]
        document = Document([Piece(f"Note {number}. {''.join(words)}")])
        library.save(library.create(), document, duration=120.0)


class _Beat:
    """The program in this process, with the probe in its window's thread."""

    def __init__(self, speech: Path) -> None:
        from PySide6.QtCore import QTimer

        from dictation_app import app
        from dictation_app.ui.single_instance import Start

        self._speech = speech
        self._later = QTimer.singleShot
        began = time.monotonic()
        self._app = app._application()
        self._window = app._open(self._app, Start())
        self._probe = make_probe(self._window, began, stacks=True)
        self._found: dict[str, object] = {}
        bench = self._window.workbench
        bench.engine.ready.connect(lambda _: self._later(_REST, self._transcribe))
        bench.queue.emptied.connect(lambda _: self._later(_REST, self._end))
        self._began = 0.0

    def run(self) -> dict[str, object]:
        self._app.exec()
        return self._found

    def _transcribe(self) -> None:
        self._take("start")
        self._began = time.monotonic()
        self._window.workbench.add_files([self._speech])

    def _end(self) -> None:
        self._take("file")
        took = time.monotonic() - self._began - _REST / 1_000
        self._found["file_took_s"] = round(took, 1)
        self._window.quit()

    def _take(self, what: str) -> None:
        gaps, self._probe.log.gaps = self._probe.log.gaps, []
        self._found[f"{what}_longest_gap_ms"] = most(gaps)
        self._found[f"{what}_gaps"] = [asdict(gap) for gap in longest(gaps)]


if __name__ == "__main__":
    main()
