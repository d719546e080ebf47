"""Take the pictures of the README anew: python tests/measurements/take_screenshots.py.

The window is the real one with the bundled model, the bundled sample and a microphone;
only its notes and settings are in a folder that is thrown away. Needs what `room.py` needs.
"""

import os
import sys
from dataclasses import replace
from pathlib import Path

from room import room

FOLDER = Path(__file__).parents[2] / "resources" / "screenshots"


def main() -> None:
    """Show the window in three states and save what is seen."""
    with room() as environment:
        os.environ.update(environment | {"QT_QPA_PLATFORM": "offscreen"})
        _Photographer().run()


class _Photographer:
    """Goes on whenever the program is done with something."""

    def __init__(self) -> None:
        from dictation_app import app
        from dictation_app.settings import Settings
        from dictation_app.ui.preferences import Preferences

        FOLDER.mkdir(exist_ok=True)
        self._app = app._application()
        appearance = replace(Settings().appearance, theme="light")
        self._preferences = Preferences(replace(Settings(), appearance=appearance))
        self._window = app.make_window(self._preferences)
        self._window.show()

    def run(self) -> None:
        """Take the pictures and end."""
        bench = self._window.workbench
        bench.engine.ready.connect(self._show_empty)
        bench.engine.failed.connect(sys.exit)
        bench.queue.emptied.connect(self._later(self._show_sample))
        self._window.begin()
        self._app.exec()

    def _later(self, do):
        from PySide6.QtCore import QTimer

        return lambda *_: QTimer.singleShot(1_000, do)

    def _show_empty(self, *_) -> None:
        self._later(self._take_empty)()

    def _take_empty(self) -> None:
        self._save("empty-light")
        self._window.actions_by_name["sample"].trigger()

    def _show_sample(self) -> None:
        self._save("sample-light")
        settings = self._preferences.settings
        appearance = replace(settings.appearance, theme="dark")
        self._preferences.change(replace(settings, appearance=appearance))
        self._save("sample-dark")
        self._window.actions_by_name["spoken_commands"].trigger()
        self._later(self._take_commands)()

    def _take_commands(self) -> None:
        self._save("commands-dark")
        self._window.close()
        self._app.quit()

    def _save(self, name: str) -> None:
        self._app.processEvents()
        path = FOLDER / f"{name}.png"
        self._window.grab().save(str(path))
        print(f"{path.name}: {path.stat().st_size / 1_000:.0f} kB")  # noqa: T201


if __name__ == "__main__":
    main()
