"""A microphone that may be unplugged: dictation goes on once one is there again."""

import logging
import threading
from collections.abc import Iterator
from types import TracebackType
from typing import Self

import numpy as np

from dictation_app.errors import AudioError
from dictation_app.speech.microphone import (
    BLOCK,
    Block,
    Device,
    Microphone,
    refresh_devices,
)
from dictation_app.transcript import Level, Notice, Seconds

logger = logging.getLogger(__name__)

_LOOK_EVERY = 1.0
"""Seconds between two looks for the microphone."""
_TURN = 0.1
"""Seconds after which the listener gets a turn, so that it can be stopped."""
_PAUSE = 0.8
"""Seconds of silence put where the microphone went away: they end the utterance."""


class SteadyMicrophone:
    """Like `Microphone`, but the iteration survives the loss of the device.

    The user is told by a `Notice` when it goes and when it is back. Where the default
    was asked for, whatever is the default then goes on.

    Raises:
        AudioError: it cannot be opened in the first place.
    """

    def __init__(
        self,
        device: Device | str | None = None,
        *,
        sample_rate: int = 16_000,
        channel: int | None = None,
        block: Seconds = BLOCK,
    ) -> None:
        self.sample_rate = sample_rate
        self._block = block
        self._device = device
        self._channel = channel
        self._stopping = threading.Event()
        self._microphone: Microphone | None = None
        self._n_dropped = 0

    def __enter__(self) -> Self:
        self._open()
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
        self._stopping.set()
        microphone = self._microphone
        if microphone is not None:
            microphone.stop()

    @property
    def n_dropped(self) -> int:
        """Times that sound was lost since the microphone was first opened."""
        microphone = self._microphone
        return self._n_dropped + (0 if microphone is None else microphone.n_dropped)

    def __iter__(self) -> Iterator[Block | Notice]:
        while self._microphone is not None:
            try:
                yield from self._microphone
            except AudioError as error:
                logger.warning("the microphone is gone: %s", error)
            else:
                return
            self._close()
            if self._stopping.is_set():
                return
            yield _silence(round(_PAUSE * self.sample_rate))
            yield Notice(
                "The microphone is gone: connect it again, and dictation goes on. What "
                "was said so far is kept."
            )
            yield from self._wait()

    def _wait(self) -> Iterator[Block | Notice]:
        """Look for the microphone until it is back or nobody wants it any more."""
        turns = 0
        while not self._stopping.wait(_TURN):
            turns += 1
            yield _silence(0)
            if turns * _TURN < _LOOK_EVERY:
                continue
            turns = 0
            try:
                refresh_devices()
                self._open()
            except AudioError as error:
                logger.info("the microphone is not back: %s", error)
                continue
            yield Notice("The microphone is back.")
            return

    def _open(self) -> None:
        microphone = Microphone(
            self._device,
            sample_rate=self.sample_rate,
            channel=self._channel,
            block=self._block,
        )
        microphone.__enter__()
        self._microphone = microphone
        if self._stopping.is_set():  # stopped while it was being opened
            microphone.stop()

    def _close(self) -> None:
        microphone, self._microphone = self._microphone, None
        if microphone is not None:
            self._n_dropped += microphone.n_dropped
            microphone.__exit__(None, None, None)


def _silence(n_samples: int) -> Block:
    return Block(np.zeros(n_samples, np.float32), Level(0.0, 0.0))
