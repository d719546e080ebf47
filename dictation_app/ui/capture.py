"""The microphone's side of dictation: sound goes where it must not be lost, first.

A plain generator, run by a Job: it knows no window, no journal and no recogniser.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from dictation_app.errors import AudioError
from dictation_app.speech.microphone import BLOCK, Block
from dictation_app.transcript import Level, Notice, Seconds

Samples = npt.NDArray[np.float32]
Sink = Callable[[Samples], None]
"""Takes sound at once and never waits; called in the microphone's thread."""

_PRE_ROLL: Seconds = 0.8
"""Sound from before the key that a microphone kept ready adds to the beginning."""
_TAIL: Seconds = 0.5
"""Sound from after the key that belongs to the end."""
_PAUSE: Seconds = 0.8
"""Silence put in where the microphone went away, so that the last words are ended."""
_SAME: Seconds = 0.1
_QUIET = Level(0.0, 0.0)


class OpenMicrophone(Protocol):
    """A microphone as `dictation_app.speech.microphone` has it."""

    sample_rate: int

    def __enter__(self) -> "OpenMicrophone": ...
    def __exit__(self, *error: object) -> None: ...
    def __iter__(self) -> Iterator[Block | Notice]: ...
    def stop(self) -> None:
        """End the iteration after the tail."""


MakeMicrophone = Callable[[bool], OpenMicrophone]
"""Makes a microphone; told whether it went away before and must be looked for."""


@dataclass(frozen=True)
class Opened:
    """The microphone delivers sound from now on."""


@dataclass(frozen=True)
class Began:
    """Sound is being kept from now on."""


@dataclass(frozen=True)
class Ended:
    """The sound that belongs together is complete, tail and all."""


@dataclass(frozen=True)
class Lost:
    """The microphone went away; it will be taken up again.

    Attributes:
        message: what to tell the user.
    """

    message: str


Step = Opened | Began | Ended | Lost | Level | Notice


class Capture:
    """Follows one microphone; `begin` and `end` may be called from any thread."""

    def __init__(
        self,
        open_microphone: MakeMicrophone,
        *,
        stays_open: bool = False,
        reopen_after: Seconds = 1.0,
    ) -> None:
        """Prepare; nothing is opened yet.

        Args:
            open_microphone: makes the microphone, each time that it must be opened; is
                told whether it was there before and went away.
            stays_open: whether it waits for the next `begin` after an `end`, with the
                last moments of sound in memory; else it is closed then.
            reopen_after: seconds between two attempts to reach one that is lost.
        """
        self._open = open_microphone
        self._stays_open = stays_open
        self._reopen_after = reopen_after
        self._sink: Sink | None = None
        self._ends = float("inf")
        self._closing = threading.Event()
        self._microphone: OpenMicrophone | None = None

    def begin(self, sink: Sink) -> None:
        """Give what is heard to `sink` until `end`, and what was heard just before."""
        self._ends = float("inf")
        self._sink = sink

    def end(self) -> None:
        """Let the tail follow, and then end."""
        self._ends = min(self._ends, time.monotonic() + _TAIL)
        if not self._stays_open:
            self.close()

    @property
    def is_waiting(self) -> bool:
        """Whether it is open for the next `begin`."""
        return self._stays_open

    @property
    def is_closing(self) -> bool:
        """Whether it takes no other `begin`."""
        return self._closing.is_set()

    def close(self) -> None:
        """Close the microphone after the tail of what is being heard."""
        self._stays_open = False
        self._closing.set()
        if self._microphone is not None:
            self._microphone.stop()

    def steps(self) -> Generator[Step, None, None]:
        """Open the microphone and follow it; when it goes away, try again and again.

        Raises:
            AudioError: it cannot be opened in the first place.
        """
        was_open = False
        try:
            while True:
                try:
                    with self._open(was_open) as microphone:
                        self._microphone = microphone
                        if self._closing.is_set():
                            microphone.stop()
                        was_open = True
                        yield Opened()
                        yield from self._follow(microphone)
                    return
                except AudioError as error:
                    if not was_open:
                        raise
                    if self._microphone is not None:
                        self._microphone = None
                        self._pause()
                        yield Lost(str(error))
                yield from self._wait()
                if self._closing.is_set():
                    return
        finally:
            self._microphone = None

    def _follow(self, microphone: OpenMicrophone) -> Iterator[Step]:
        n_kept = round(_PRE_ROLL / BLOCK)
        before: deque[Samples] = deque(maxlen=n_kept)
        current: Sink | None = None
        for item in microphone:
            if isinstance(item, Notice):
                yield item
                continue
            sink = self._sink
            if sink is None:
                before.append(item.samples)
            else:
                if sink is not current:
                    for samples in before:
                        sink(samples)
                    before.clear()
                    yield Began()
                    current = sink
                sink(item.samples)
                # What counts is when it was spoken: a busy machine gets it late.
                spoken = time.monotonic() if item.spoken is None else item.spoken
                if spoken >= self._ends and self._stays_open:
                    self._sink = current = None
                    yield Ended()
            yield item.level
        if current is not None:
            self._sink = None
            yield Ended()

    def _pause(self) -> None:
        """End the utterance that was being spoken when the microphone went away."""
        sink = self._sink
        if sink is not None:
            sink(np.zeros(round(_PAUSE * 16_000), np.float32))

    def _wait(self) -> Iterator[Level]:
        due = time.monotonic() + self._reopen_after
        while time.monotonic() < due and not self._closing.wait(_SAME):
            yield _QUIET
