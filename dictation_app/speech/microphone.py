"""Microphones: blocks of mono samples, however the device delivers them."""

import contextlib
import logging
import math
import queue
import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from dictation_app.errors import AudioError
from dictation_app.speech import media
from dictation_app.speech.resampling import BlockResampler
from dictation_app.transcript import Level, Notice, Seconds

logger = logging.getLogger(__name__)

Samples = npt.NDArray[np.float32]

BLOCK = 0.064
"""Seconds in a block: two steps of the detector of speech."""
SHORT_BLOCK = 0.032
"""Seconds in a block where each moment counts, as for a command's answer: one step."""
_TAIL = 0.5
"""Seconds still recorded after stop, so that the last word is whole."""
_GONE = 1.0
"""Seconds without a callback after which a microphone counts as gone."""
_TURN = 0.05
"""Seconds after which a waiting iteration looks whether it was stopped."""
_STARTING = 5.0
"""Seconds that a microphone may take to begin; Bluetooth headsets are slow to."""
_MUTED = 2.0
"""Seconds of digital zeros after which the user is asked about the mute switch."""
_BACKLOG = 600.0
"""Seconds that may wait while the model loads or the machine is busy."""
_LATEST = 1.0
"""Seconds by which a block may come late; more is taken for a clock that is wrong."""
_REMEMBERED = 30.0
"""Seconds of sound whose blocks tell how late another one is."""


@dataclass(frozen=True)
class Device:
    """An input device, known by names, as PortAudio's numbers change.

    Attributes:
        name: the device's name.
        host_api: the sound system it is reached through.
        n_channels: input channels.
        sample_rate: the rate the device prefers.
        is_default: whether the system would choose it.
    """

    name: str
    host_api: str
    n_channels: int
    sample_rate: int
    is_default: bool


@dataclass(frozen=True, eq=False)
class Block:
    """A moment of sound.

    Attributes:
        samples: float32 mono at the microphone's `sample_rate`.
        level: how loud it was.
        n_dropped: times that sound was lost just before this block.
        spoken: `time.monotonic()` of its last sample, where that is known: a busy machine
            gets its blocks late.
    """

    samples: Samples
    level: Level
    n_dropped: int = 0
    spoken: float | None = None


def list_devices() -> list[Device]:
    """All input devices, the default first.

    Raises:
        AudioError: the system's audio library is missing.
    """
    sd = _sounddevice()
    try:
        host_apis = sd.query_hostapis()
        default = sd.default.device[0]
        if default < 0 and host_apis:
            default = host_apis[0]["default_input_device"]
        devices = [
            Device(
                name=device["name"],
                host_api=host_apis[device["hostapi"]]["name"],
                n_channels=device["max_input_channels"],
                sample_rate=int(device["default_samplerate"]),
                is_default=index == default,
            )
            for index, device in enumerate(sd.query_devices())
            if device["max_input_channels"] > 0
        ]
    except sd.PortAudioError as error:
        raise AudioError(f"The sound system does not answer: {error}.") from error
    return sorted(devices, key=lambda device: not device.is_default)


def refresh_devices() -> list[Device]:
    """Look for devices again; only while no microphone is open.

    PortAudio makes its list once, when it starts, so it is started anew.
    """
    sd = _sounddevice()
    sd._terminate()
    sd._initialize()
    return list_devices()


class Microphone:
    """An open microphone: a context manager to iterate over.

    Iterating yields a `Block` every 64 ms, or as often as is asked for, and now and then
    a `Notice`, until `stop` was called and the tail is recorded.

    Raises:
        AudioError: there is no such device, it cannot be opened, or it disappeared.
    """

    def __init__(
        self,
        device: Device | str | None = None,
        *,
        sample_rate: int = 16_000,
        channel: int | None = None,
        block: Seconds = BLOCK,
    ) -> None:
        """Name a microphone; `channel` takes one of its channels, None mixes them."""
        self.sample_rate = sample_rate
        self._block = block
        self._device = device
        self._channel = channel
        self._queue: queue.Queue[tuple[Samples, bool, float]] = queue.Queue(
            int(_BACKLOG / block)
        )
        self._ends = math.inf
        self._stream: Any = None
        self._n_dropped = 0

    def __enter__(self) -> Self:
        sd = _sounddevice()
        index = _find(sd, self._device)
        try:
            self._begin(sd, index)
        except (sd.PortAudioError, ValueError) as error:
            self._close()
            raise AudioError(
                "The microphone cannot be opened: it may be in use by another program, "
                f"unplugged or not allowed in the system's settings ({error})."
            ) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def stop(self) -> None:
        """End the iteration after the tail; may be called from any thread."""
        self._ends = min(self._ends, time.monotonic() + _TAIL)

    def __iter__(self) -> Iterator[Block | Notice]:
        resampler = BlockResampler(self._rate, self.sample_rate, self._channel)
        silence, told = 0.0, False
        patience, waited = max(_STARTING, _GONE), 0.0
        spoken = -math.inf
        while spoken < self._ends:
            try:
                samples, dropped, spoken = self._queue.get(timeout=_TURN)
            except queue.Empty:
                # Turns, not the clock: a model that is loaded may hold all threads up.
                waited += _TURN
                if time.monotonic() >= self._ends and waited > _GONE:
                    return
                if self._ends == math.inf and waited > patience:
                    raise AudioError(
                        "The microphone stopped sending sound: it may be unplugged. "
                        "Connect it again or choose another one."
                    ) from None
                continue
            patience, waited = _GONE, 0.0
            self._n_dropped += dropped
            mono = resampler(samples)
            if samples.any():
                silence, told = 0.0, False
            else:
                silence += len(samples) / self._rate
            yield Block(mono, _level(mono), int(dropped), spoken)
            if silence >= _MUTED and not told:
                told = True
                yield Notice(
                    "The microphone sends nothing but silence: is it muted, or its "
                    "volume at zero?"
                )

    @property
    def n_dropped(self) -> int:
        """Times that sound was lost since the microphone was opened."""
        return self._n_dropped

    def _begin(self, sd: ModuleType, index: int | None) -> None:
        """Ask for what is wanted at once: most devices give it.

        Only others are asked what they can do, which opens the device every time: by so
        much sooner is it there to hear the first word.
        """
        if self._channel is None:
            with contextlib.suppress(sd.PortAudioError, ValueError):
                self._start(sd, index, self.sample_rate, 1)
                return
            self._close()
        about = sd.query_devices(index, "input")
        self._rate = _rate(
            sd, index, int(about["default_samplerate"]), self.sample_rate
        )
        n_channels = self._n_channels(sd, index, about["max_input_channels"])
        self._start(sd, index, self._rate, n_channels)

    def _start(
        self, sd: ModuleType, index: int | None, rate: int, n_channels: int
    ) -> None:
        self._rate, self._clock = rate, _SoundClock(rate, self._block)
        self._stream = sd.InputStream(
            device=index,
            samplerate=rate,
            blocksize=round(self._block * rate),
            channels=n_channels,
            dtype="float32",
            callback=self._callback,
        )
        self._stream.start()

    def _n_channels(self, sd: ModuleType, index: int | None, most: int) -> int:
        if self._channel is None:
            return _n_channels(sd, index, self._rate, most)
        if not 0 <= self._channel < most:
            raise AudioError(
                f"The microphone has no channel {self._channel + 1}: it has {most}."
            )
        return most

    def _callback(self, data: Samples, n_frames: int, _: object, status: Any) -> None:
        """Copy PortAudio's buffer; it is valid only now and must be left quickly."""
        spoken = self._clock.hear(n_frames)
        if spoken - n_frames / self._rate > self._ends:
            return
        try:
            self._queue.put_nowait((data.copy(), bool(status.input_overflow), spoken))
        except queue.Full:
            self._n_dropped += 1

    def _close(self) -> None:
        if self._stream is not None:
            # abort does not wait for a device that is no longer there
            self._stream.abort(ignore_errors=True)
            self._stream.close(ignore_errors=True)
            self._stream = None


class _SoundClock:
    """When sound was spoken: its blocks may come late, but never early."""

    def __init__(self, rate: int, block: Seconds) -> None:
        self._rate = rate
        self._n_frames = 0
        self._begins: deque[float] = deque(maxlen=round(_REMEMBERED / block))

    def hear(self, n_frames: int) -> float:
        """Count a block that comes now; the moment of its last frame."""
        now = time.monotonic()
        self._n_frames += n_frames
        position = self._n_frames / self._rate
        self._begins.append(now - position)
        return max(min(self._begins) + position, now - _LATEST)


class FileMicrophone:
    """A recording that behaves like a microphone, for tests and measurements."""

    def __init__(
        self, path: Path, *, realtime: bool = False, sample_rate: int = 16_000
    ) -> None:
        self.sample_rate = sample_rate
        self._path = path
        self._realtime = realtime
        self._stopping = threading.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End the iteration."""
        self._stopping.set()

    def __iter__(self) -> Iterator[Block | Notice]:
        began, given = time.monotonic(), 0.0
        size = round(BLOCK * self.sample_rate)
        rest = np.empty(0, np.float32)
        for piece in media.decode(self._path, sample_rate=self.sample_rate):
            rest = np.concatenate((rest, piece))
            while len(rest) >= size:
                if self._stopping.is_set():
                    return
                block, rest = rest[:size], rest[size:]
                given += BLOCK
                if self._realtime:
                    time.sleep(max(0.0, began + given - time.monotonic()))
                yield Block(block, _level(block))
        if len(rest):
            yield Block(rest, _level(rest))


def _level(samples: Samples) -> Level:
    if not len(samples):
        return Level(0.0, 0.0)
    return Level(
        peak=float(np.abs(samples).max()),
        rms=float(np.sqrt(np.mean(np.square(samples, dtype=np.float64)))),
    )


def _find(sd: ModuleType, device: Device | str | None) -> int | None:
    """PortAudio's present number of a device; None means the default."""
    if device is None:
        if not list_devices():
            raise AudioError(
                "There is no microphone: connect one and choose Refresh, or open a "
                "recording instead."
            )
        return None
    name = device if isinstance(device, str) else device.name
    host_api = None if isinstance(device, str) else device.host_api
    for index, about in enumerate(sd.query_devices()):
        if (
            about["max_input_channels"] > 0
            and about["name"] == name
            and host_api in (None, sd.query_hostapis(about["hostapi"])["name"])
        ):
            return index
    raise AudioError(f"The microphone {name} is not connected: choose another one.")


def _rate(sd: ModuleType, index: int | None, preferred: int, wanted: int) -> int:
    """The wanted rate where the device can do it, else its own."""
    try:
        sd.check_input_settings(device=index, samplerate=wanted, dtype="float32")
    except (sd.PortAudioError, ValueError):
        return preferred
    return wanted


def _n_channels(sd: ModuleType, index: int | None, rate: int, most: int) -> int:
    """One channel where the device gives it, else all it has (at most two)."""
    try:
        sd.check_input_settings(
            device=index, samplerate=rate, channels=1, dtype="float32"
        )
    except (sd.PortAudioError, ValueError):
        return min(most, 2)
    return 1


def _sounddevice() -> ModuleType:
    """The audio library, loaded when it is first needed, as it may be missing."""
    try:
        import sounddevice
    except OSError as error:
        raise AudioError(
            "Microphones need the PortAudio library. On Debian or Ubuntu: "
            "sudo apt install libportaudio2. Recordings work without it."
        ) from error
    module: ModuleType = sounddevice
    return module
