"""The microphones of this machine: listed, looked for again and opened, one at a time.

PortAudio may be started anew only while nothing is open, so all of it passes here.
"""

import logging
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot

from dictation_app.errors import AudioError
from dictation_app.settings import Settings
from dictation_app.speech.microphone import (
    BLOCK,
    Block,
    Device,
    Microphone,
    list_devices,
    refresh_devices,
)
from dictation_app.transcript import Notice, Seconds
from dictation_app.ui.capture import OpenMicrophone
from dictation_app.ui.job import Job

logger = logging.getLogger(__name__)


_NO_NAME = ("default", "sysdefault")
"""What sound systems call a default that they give no name of its own."""


def name_of_default(devices: Iterable[Device]) -> str:
    """What the system's default is called; "" where that would say nothing more."""
    name = next((device.name for device in devices if device.is_default), "")
    return "" if name.casefold() in _NO_NAME else name


def chosen_device(settings: Settings) -> Device | None:
    """The microphone of the settings, by its names; None for the system's default."""
    audio = settings.audio
    if not audio.microphone:
        return None
    return Device(audio.microphone, audio.host_api, 1, 16_000, is_default=False)


class Microphones(Protocol):
    """Where microphones come from; tests have recordings instead."""

    def devices(self, *, anew: bool) -> list[Device]:
        """List them, the default first; `anew` looks for new ones too."""

    def open(
        self,
        device: Device | None,
        *,
        anew: bool,
        channel: int | None = None,
        block: Seconds = BLOCK,
    ) -> OpenMicrophone:
        """Make one, to be entered and iterated over.

        Args:
            device: which; None is the default.
            anew: whether to look for new ones before it is opened.
            channel: which of its channels, from 0; None mixes them.
            block: length of a block.
        """


def open_chosen(
    microphones: Microphones, settings: Settings, *, anew: bool, block: Seconds = BLOCK
) -> OpenMicrophone:
    """Make the microphone of the settings, as `Microphones.open` does."""
    return microphones.open(
        chosen_device(settings),
        anew=anew,
        channel=settings.audio.channel,
        block=block,
    )


class SystemMicrophones:
    """PortAudio's microphones; may be used from any thread."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._n_open = 0

    def devices(self, *, anew: bool) -> list[Device]:
        """List them, the default first; `anew` looks for new ones too.

        Raises:
            AudioError: the system's audio library is missing.
        """
        with self._guard:
            return refresh_devices() if anew and not self._n_open else list_devices()

    def open(
        self,
        device: Device | None,
        *,
        anew: bool,
        channel: int | None = None,
        block: Seconds = BLOCK,
    ) -> OpenMicrophone:
        """Make one, to be entered and iterated over."""
        return _Guarded(self, Microphone(device, channel=channel, block=block), anew)

    def enter(self, microphone: Microphone, anew: bool) -> None:
        """Open one while nobody lists or starts anything anew."""
        with self._guard:
            if anew and not self._n_open:
                refresh_devices()
            microphone.__enter__()
            self._n_open += 1

    def leave(self, microphone: Microphone) -> None:
        """Close one."""
        with self._guard:
            microphone.__exit__(None, None, None)
            self._n_open -= 1


class _Guarded:
    """A microphone that is opened and closed under the guard."""

    def __init__(
        self, owner: SystemMicrophones, microphone: Microphone, anew: bool
    ) -> None:
        self._owner = owner
        self._anew = anew
        self._microphone = microphone
        self.sample_rate = microphone.sample_rate

    def __enter__(self) -> "_Guarded":
        self._owner.enter(self._microphone, self._anew)
        return self

    def __exit__(self, *error: object) -> None:
        self._owner.leave(self._microphone)

    def __iter__(self) -> Iterator[Block | Notice]:
        return iter(self._microphone)

    def stop(self) -> None:
        """End the iteration after the tail."""
        self._microphone.stop()


class DeviceList(QObject):
    """Looks for microphones in the background and tells which there are."""

    listed = Signal(object)
    """A list of Device, the default first."""
    failed = Signal(str)

    def __init__(self, microphones: Microphones, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._microphones = microphones
        self._job: Job | None = None

    def look(self, *, anew: bool) -> None:
        """Look, unless somebody does already."""
        if self._job is not None:
            return
        find = self._microphones.devices
        self._job = Job(lambda: _look(find, anew))
        self._job.succeeded.connect(self.listed)
        self._job.failed.connect(self._fail)
        self._job.finished.connect(self._finish)
        self._job.start()

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        known = isinstance(error, AudioError)
        self.failed.emit(str(error) if known else self.tr("No sound system answers."))

    @Slot()
    def _finish(self) -> None:
        self._job = None

    def stop(self) -> None:
        """Wait for what is running; the window calls it before it closes."""
        if self._job is not None:
            self._job.stop()


def _look(
    find: Callable[..., list[Device]], anew: bool
) -> Generator[None, None, list[Device]]:
    yield
    return find(anew=anew)
