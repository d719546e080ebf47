"""What the tests of the settings share: places of their own, microphones from files."""

from pathlib import Path

from dictation_app.errors import AudioError
from dictation_app.speech.microphone import BLOCK, Device, FileMicrophone
from dictation_app.ui.settings_dialog import Whereabouts

BUILT_IN = Device("Built-in microphone", "ALSA", 2, 48_000, is_default=True)
INTERFACE = Device("USB interface", "ALSA", 8, 48_000, is_default=False)


class NoMicrophones:
    """A machine without any."""

    def devices(self, *, anew):
        return []

    def open(self, device, *, anew, channel=None, block=BLOCK):
        raise AudioError("There is no microphone.")


class FileMicrophones:
    """Two microphones that play a recording; notes how they were opened."""

    def __init__(self, path: Path, devices=(BUILT_IN, INTERFACE)) -> None:
        self.path = path
        self.listed = list(devices)
        self.opened = []
        self.looked_anew = 0

    def devices(self, *, anew):
        self.looked_anew += anew
        return self.listed

    def open(self, device, *, anew, channel=None, block=BLOCK):
        self.opened.append((device, channel))
        return FileMicrophone(self.path)


def whereabouts(folder: Path) -> Whereabouts:
    """Files and folders in a folder of the test."""
    return Whereabouts(
        folder / "data",
        folder / "settings.json",
        folder / "dictation.log",
        folder / "sample.wav",
    )
