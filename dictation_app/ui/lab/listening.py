"""What listening for commands does in the background, as plain generators."""

import queue
from collections.abc import Generator

from dictation_app.lab.actions import Actor, Firing
from dictation_app.lab.command_set import CommandSet, Saying, VoiceCommand
from dictation_app.lab.recogniser import CommandRecogniser, Heard
from dictation_app.speech.phrases import DEFAULT_TOLERANCE
from dictation_app.transcript import Level
from dictation_app.ui.capture import MakeMicrophone
from dictation_app.ui.lab.place import Listener
from dictation_app.ui.lab.testing import Opened, Unheard, attend

Waiting = queue.SimpleQueue[tuple[VoiceCommand, Saying] | None]
"""Commands whose action is to be done; None ends it."""
_SAME = 0.1
"""Seconds after which an end is noticed."""


def thresholds(commands: CommandSet) -> dict[str, float]:
    """Nats a letter by which each command may fit worse than free text, by label."""
    return {
        c.label: DEFAULT_TOLERANCE if c.threshold is None else c.threshold
        for c in commands.commands
    }


def follow(
    open_microphone: MakeMicrophone, listener: Listener, commands: CommandSet
) -> Generator[Opened | Unheard | Level | Heard, None, None]:
    """Decide what is said until the microphone is stopped.

    Raises:
        AudioError: the microphone cannot be opened, or went away.
        ModelError: a phrase cannot be spoken in the network's alphabet.
    """
    recogniser = CommandRecogniser(commands, listener.alphabet)
    yield from attend(open_microphone, listener, recogniser)


def act(actor: Actor, waiting: Waiting) -> Generator[Firing | None, None, None]:
    """Do what the commands stand for, one after the other, away from the window."""
    while True:
        try:
            item = waiting.get(timeout=_SAME)
        except queue.Empty:
            yield None
            continue
        if item is None:
            return
        command, saying = item
        yield actor.fire(command.label, command.action, saying.values)
