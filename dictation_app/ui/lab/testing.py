"""What the lab's test has done in the background, as plain generators."""

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from dictation_app.errors import CommandSetError, DictationError, ModelError
from dictation_app.lab.command_set import CommandSet, Saying
from dictation_app.lab.negatives import hear, of_utterances, together
from dictation_app.lab.recogniser import CommandRecogniser, Heard, listen
from dictation_app.lab.results import Negatives, Results, summarise
from dictation_app.lab.session import Session, Trial, prompts_for, read, trial_of
from dictation_app.lab.spotting import open_judge
from dictation_app.speech.keyword_store import KeywordModelInfo
from dictation_app.transcript import Level, Notice, Progress
from dictation_app.ui.capture import MakeMicrophone
from dictation_app.ui.lab.place import LabPlace, Listener

NO_NEGATIVES = Negatives(0.0, ())
_MOST_SESSIONS = 20
_MOST_FILES = 300
"""Sessions of all sets, the newest, among which those of one are looked for."""


@dataclass(frozen=True)
class Found:
    """The sessions of a set, the newest first.

    Attributes:
        sessions: those that can go on.
        changed: of the set as it was before it changed; their results stay.
    """

    sessions: tuple[Session, ...] = ()
    changed: tuple[Session, ...] = ()


def find_sessions(folder: Path, commands: CommandSet) -> Generator[None, None, Found]:
    """Sessions in which the same could be said, or that bear the set's name."""
    yield
    newest = sorted(folder.glob("*.jsonl"), key=_stamp, reverse=True)
    sessions: list[Session] = []
    changed: list[Session] = []
    for path in newest[:_MOST_FILES]:
        try:
            plan, trials = read(path)
        except CommandSetError:
            continue  # damaged: it stays where it is
        if plan.fingerprint == commands.fingerprint:
            prompts = prompts_for(commands, repeats=plan.repeats, seed=plan.seed)
            sessions.append(Session(path, plan, prompts, trials))
        elif plan.name == commands.name and trials:
            changed.append(Session(path, plan, (), trials))
        yield
    return Found(tuple(sessions[:_MOST_SESSIONS]), tuple(changed[:_MOST_SESSIONS]))


def _stamp(path: Path) -> str:
    """When a session was begun, as the name of its file tells."""
    return "-".join(path.stem.split("-")[-3:])


def slug(name: str) -> str:
    """A set's name as part of a file's name."""
    kept = "".join(c if c.isalnum() else "-" for c in name.casefold())
    return kept.strip("-") or "set"


@dataclass(frozen=True)
class Opened:
    """The microphone is heard from now on."""


@dataclass(frozen=True)
class Unheard:
    """Nothing is heard until the next `Opened`, and why."""

    why: str


def attend(
    open_microphone: MakeMicrophone, listener: Listener, recogniser: CommandRecogniser
) -> Generator[Opened | Unheard | Level | Heard, None, None]:
    """Follow a microphone until it is stopped.

    Raises:
        AudioError: the microphone cannot be opened, or went away.
    """
    with open_microphone(False) as microphone:
        yield Opened()
        is_heard = True
        with closing(listen(microphone, listener.model, recogniser)) as steps:
            for step in steps:
                if isinstance(step, Notice):
                    is_heard = False
                    yield Unheard(DictationError.in_language(step.message))
                    continue
                if not is_heard and isinstance(step, Level) and step.peak > 0.0:
                    is_heard = True
                    yield Opened()
                yield step


def ask(
    open_microphone: MakeMicrophone,
    listener: Listener,
    commands: CommandSet,
    prompt: Callable[[], Saying | None],
    find_keyword_models: Callable[[], list[KeywordModelInfo]] = list,
) -> Generator[Opened | Unheard | Level | Notice | Trial, None, None]:
    """Judge every utterance by the prompt that is shown when it ends.

    A keyword model that has words for the set is asked too; one that is damaged is told
    and left out.

    Raises:
        AudioError: the microphone cannot be opened, or went away.
        ModelError: a phrase cannot be spoken in the network's alphabet.
    """
    recogniser = CommandRecogniser(commands, listener.alphabet)
    judge = None
    try:
        judge = open_judge(find_keyword_models(), commands)
    except ModelError as error:
        yield Notice(str(error))
    with closing(attend(open_microphone, listener, recogniser)) as steps:
        for step in steps:
            if not isinstance(step, Heard):
                yield step
            elif (asked := prompt()) is not None:
                words = None
                if judge is not None:
                    words = judge.judge(step.samples, asked.label)
                trial, _ = trial_of(
                    asked,
                    step.emissions,
                    recogniser,
                    latency=step.latency,
                    by_words=words,
                )
                yield trial


def measure(
    labels: Sequence[str], trials: Sequence[Trial], negatives: Negatives
) -> Generator[None, None, Results]:
    """Add up what was found."""
    yield
    return summarise(labels, trials, negatives)


def labels_of(trials: Sequence[Trial]) -> tuple[str, ...]:
    """The commands that trials tell of, whatever the set has now."""
    labels = [label for trial in trials for label in (trial.label, trial.heard)]
    return tuple(dict.fromkeys(labels))


def hear_negatives(
    place: LabPlace, listener: Listener, commands: CommandSet
) -> Generator[Progress | Notice, None, Negatives]:
    """Listen to speech in which no command is said: recordings and past dictations."""
    recogniser = CommandRecogniser(commands, listener.alphabet)
    heard = yield from hear(place.find_negatives(), listener.model, recogniser)
    past = [
        of_utterances(dictation.utterances, recogniser, dictation.duration)
        for dictation in place.find_unsounded()
    ]
    return together([heard, *past])
