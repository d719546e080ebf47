"""What the lab's test has done in the background, as plain generators."""

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from dictation_app.errors import CommandSetError
from dictation_app.lab.command_set import CommandSet, Saying
from dictation_app.lab.negatives import hear
from dictation_app.lab.recogniser import CommandRecogniser, Heard, listen
from dictation_app.lab.results import Negatives, Results, summarise
from dictation_app.lab.session import Session, Trial, resume, trial_of
from dictation_app.transcript import Level, Notice, Progress
from dictation_app.ui.capture import MakeMicrophone
from dictation_app.ui.lab.place import Listener

NO_NEGATIVES = Negatives(0.0, ())
_MOST_SESSIONS = 20


def find_sessions(
    folder: Path, commands: CommandSet
) -> Generator[None, None, list[Session]]:
    """Sessions of a set as it is now, the newest first."""
    yield
    paths = folder.glob(f"{slug(commands.name)}-*.jsonl")
    newest = sorted(paths, key=lambda path: path.name, reverse=True)
    found = []
    for path in newest[:_MOST_SESSIONS]:
        try:
            found.append(resume(path, commands))
        except CommandSetError:
            continue  # of the set as it was before, or damaged: it stays where it is
        yield
    return found


def slug(name: str) -> str:
    """A set's name as part of a file's name."""
    kept = "".join(c if c.isalnum() else "-" for c in name.casefold())
    return kept.strip("-") or "set"


@dataclass(frozen=True)
class Opened:
    """The microphone is heard from now on."""


def ask(
    open_microphone: MakeMicrophone,
    listener: Listener,
    commands: CommandSet,
    prompt: Callable[[], Saying | None],
) -> Generator[Opened | Level | Notice | Trial, None, None]:
    """Judge every utterance by the prompt that is shown when it ends.

    Raises:
        AudioError: the microphone cannot be opened, or went away.
        ModelError: a phrase cannot be spoken in the network's alphabet.
    """
    recogniser = CommandRecogniser(commands, listener.alphabet)
    with open_microphone(False) as microphone:
        yield Opened()
        with closing(listen(microphone, listener.model, recogniser)) as steps:
            for step in steps:
                if not isinstance(step, Heard):
                    yield step
                elif (asked := prompt()) is not None:
                    trial, _ = trial_of(
                        asked, step.emissions, recogniser, latency=step.latency
                    )
                    yield trial


def measure(
    commands: CommandSet, trials: Sequence[Trial], negatives: Negatives
) -> Generator[None, None, Results]:
    """Add up what was found."""
    yield
    labels = [command.label for command in commands.commands]
    return summarise(labels, trials, negatives)


def hear_negatives(
    sounds: Callable[[], list[Path]], listener: Listener, commands: CommandSet
) -> Generator[Progress | Notice, None, Negatives]:
    """Listen to recordings in which no command is said."""
    recogniser = CommandRecogniser(commands, listener.alphabet)
    return (yield from hear(sounds(), listener.model, recogniser))
