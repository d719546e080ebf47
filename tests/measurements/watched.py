"""The real program as another process that tells what is on its page.

Shared by the measurements here. Run as a script it is that process; imported, it is who
starts it and reads what it says.
"""

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from room import PATIENCE, run, wait_for


class Watched:
    """The program from outside: keys go in, and `last` is what it told.

    Attributes:
        signed: `time.monotonic()` at which it showed last that it listens.
    """

    def __init__(self, environment: dict[str, str], *, opens: bool = False) -> None:
        """Start it; `opens` presses the button of a dictation that was cut off."""
        self._environment = environment
        self.process = subprocess.Popen(
            [sys.executable, __file__, *(["open"] if opens else [])],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.last: dict[str, Any] = {}
        self.signed = 0.0
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.endswith("\n"):
                before, self.last = self.last, self.last | json.loads(line)
                if before.get("state") != "LISTENING" == self.last.get("state"):
                    self.signed = time.monotonic()

    def focus(self) -> None:
        """Give the window the keyboard, once it is there."""
        search = ("search", "--sync", "--onlyvisible", "--name", "Dictation")
        window = run(self._environment, "xdotool", *search).split()[0]
        run(self._environment, "xdotool", "windowfocus", "--sync", window)

    def key(self, *arguments: str) -> float:
        """Work the keyboard as xdotool does; the moment at which that was done."""
        run(self._environment, "xdotool", *arguments)
        return time.monotonic()

    def wait(self, name: str, value: object = True) -> None:
        """Wait until it tells something."""
        wait_for(lambda: self.last.get(name) == value, f"{name} to be {value}")

    def quit(self) -> None:
        """End it in peace."""
        self.key("key", "ctrl+q")
        self.end()

    def end(self) -> None:
        """Wait for its end and take all that it said."""
        self.process.wait(PATIENCE)
        self._reader.join()


class _Teller:
    """The program from inside: looks at the page every few milliseconds."""

    def __init__(self, *, opens: bool) -> None:
        from PySide6.QtCore import QTimer

        from dictation_app import app
        from dictation_app.ui.single_instance import Start

        self._listen_along()
        self._app = app._application()
        self._window = app._open(self._app, Start())
        self._state: dict[str, Any] = {"ended": 0, "ready": False}
        self._n_offered = 0
        self._later = QTimer.singleShot
        self._timer = QTimer(self._window, interval=5)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        bench = self._window.workbench
        bench.engine.ready.connect(lambda _: self._state.update(ready=True))
        bench.finished.connect(self._end_dictation)
        if opens:
            bench.recovered.connect(self._take)
            bench.queue.emptied.connect(lambda _: self._later(500, self._leave))
            self._later(60_000, self._leave)

    def run(self) -> None:
        """Work until it is closed."""
        self._app.exec()

    def _listen_along(self) -> None:
        """Note when the sound of the note on the page began, and how much there is."""
        from dictation_app.ui.open_note import OpenNote

        hear = OpenNote.hear

        def hearing(note: OpenNote, samples: Any) -> None:
            hear(note, samples)
            began = time.monotonic() - note.duration
            known = self._state.get("offset")
            if known is None or self._state.get("folder") != str(note.folder):
                known = began
            self._state.update(folder=str(note.folder), offset=min(known, began))

        OpenNote.hear = hearing

    def _look(self) -> None:
        note = self._window.workbench.note
        dictation = self._window.workbench.dictation
        self._state["text"] = note.document.text if note else ""
        self._state["state"] = dictation.state.name
        if (told := json.dumps(self._state)) != getattr(self, "_told", ""):
            self._told = told
            _tell(self._state)

    def _end_dictation(self, _: object) -> None:
        self._state["ended"] += 1

    def _take(self, found: Any) -> None:
        """Press the button of the dictation that is offered."""
        self._n_offered += 1
        self._state.update(
            offered=found.document.text,
            duration=found.duration,
            n_offered=self._n_offered,
        )
        self._window.notices.shown[-1].button.click()
        if not self._window.workbench.queue.items:
            self._later(1_000, self._leave)

    def _leave(self) -> None:
        self._look()
        _tell({"done": True})
        self._window.quit()


def _tell(state: dict[str, Any]) -> None:
    os.write(1, f"{json.dumps(state)}\n".encode())


if __name__ == "__main__":
    _Teller(opens=Path(sys.argv[-1]).name == "open").run()
