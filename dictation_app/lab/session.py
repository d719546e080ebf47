"""A session: somebody is asked to say every phrase several times, in random order.

A session is a file of JSON lines. The first tells what was asked, every further one is
a trial, on the disk before the next prompt is shown.
"""

import json
import os
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from dictation_app.errors import CommandSetError
from dictation_app.lab.command_set import CommandSet, Saying
from dictation_app.lab.recogniser import CommandRecogniser, Decision
from dictation_app.transcript import Emissions, Seconds

_VERSION = 1
_MANY = 20
"""Sayings of one command from which a sample is prompted instead of all."""
_MOST_KEPT = 200
"""Sayings of a set up to which the scores of all are kept with every trial."""


@dataclass(frozen=True)
class Trial:
    """What was made of one prompt.

    Attributes:
        phrase: what was to be said.
        label: the command it is.
        heard: the label that fits best, whether or not it passed.
        heard_phrase: its phrase.
        gap: nats a letter by which that fits worse than free text.
        passed: whether it was accepted at the time.
        latency: seconds from the end of speech to the decision.
        free: log probability of free text.
        scores: of all sayings; empty in large sets.
        by_words: the label that a keyword model gave, empty for none of these; None
            where none was asked that has a word for the command.
    """

    phrase: str
    label: str
    heard: str
    heard_phrase: str
    gap: float
    passed: bool
    latency: Seconds
    free: float = 0.0
    scores: tuple[float, ...] = ()
    by_words: str | None = None

    @property
    def is_right(self) -> bool:
        """Whether the command was recognised and accepted."""
        return self.passed and self.heard == self.label


@dataclass(frozen=True)
class Plan:
    """What a session asks.

    Attributes:
        name: the set's name.
        fingerprint: what could be said when it began.
        repeats: how often each phrase is asked.
        seed: of the random order; the same seed asks the same.
        model: name of the model that listens.
    """

    name: str
    fingerprint: str
    repeats: int
    seed: int
    model: str = ""


@dataclass
class Session:
    """Prompts, and the trials so far.

    Attributes:
        path: the file.
        plan: what is asked.
        prompts: in the order of asking.
        trials: what is done; the next prompt is the one after them.
    """

    path: Path
    plan: Plan
    prompts: tuple[Saying, ...]
    trials: list[Trial] = field(default_factory=list)

    @property
    def next(self) -> Saying | None:
        """What is to be said now; None once all is done."""
        done = len(self.trials)
        return self.prompts[done] if done < len(self.prompts) else None

    def add(self, trial: Trial) -> None:
        """Keep a trial; it is on the disk afterwards.

        Raises:
            CommandSetError: the disk does not take it.
        """
        _append(self.path, asdict(trial))
        self.trials.append(trial)

    def take_back(self) -> None:
        """Ask the last prompt again; its trial is struck out."""
        if self.trials:
            _append(self.path, {"struck": len(self.trials) - 1})
            self.trials.pop()


def begin(
    path: Path, commands: CommandSet, *, repeats: int, seed: int, model: str = ""
) -> Session:
    """Begin a session in a new file.

    Raises:
        CommandSetError: the set is not consistent or the file cannot be written.
    """
    if not 1 <= repeats <= 100:
        raise CommandSetError("Ask each phrase between 1 and 100 times.")
    if path.exists():
        raise CommandSetError(f"There is already a session {path.name}.")
    plan = Plan(commands.name, commands.fingerprint, repeats, seed, model)
    prompts = prompts_for(commands, repeats=repeats, seed=seed)
    _append(path, {"version": _VERSION, **asdict(plan)})
    return Session(path, plan, prompts)


def resume(path: Path, commands: CommandSet) -> Session:
    """Go on with a session.

    Raises:
        CommandSetError: the set has changed since, or the file is no session.
    """
    plan, trials = read(path)
    if plan.fingerprint != commands.fingerprint:
        raise CommandSetError(
            f"The set “{commands.name}” has changed since this session: begin a new "
            f"one; its {len(trials)} results stay in {path.name}."
        )
    prompts = prompts_for(commands, repeats=plan.repeats, seed=plan.seed)
    return Session(path, plan, prompts, trials)


def read(path: Path) -> tuple[Plan, list[Trial]]:
    """The plan and the trials of a session; a last line that was cut off is left out.

    Raises:
        CommandSetError: it is no session.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        values = dict(json.loads(lines[0]))
        if values.pop("version") != _VERSION:
            raise ValueError("another version")
        plan = Plan(**values)
    except OSError as error:
        raise CommandSetError(
            f"{path.name} cannot be read: {error.strerror}."
        ) from error
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise CommandSetError(f"{path.name} is no session of the lab.") from error
    trials: list[Trial] = []
    for entry in _entries(lines[1:], path):
        if "struck" in entry:
            trials = trials[: entry["struck"]]
        else:
            trials.append(Trial(**{**entry, "scores": tuple(entry["scores"])}))
    return plan, trials


def prompts_for(commands: CommandSet, *, repeats: int, seed: int) -> tuple[Saying, ...]:
    """Every phrase `repeats` times, in random order; large slots by samples.

    Raises:
        CommandSetError: the set is not consistent.
    """
    chance = random.Random(seed)
    by_label: dict[str, list[Saying]] = defaultdict(list)
    for saying in commands.sayings:
        by_label[saying.label].append(saying)
    prompts: list[Saying] = []
    for label, sayings in by_label.items():
        if len(sayings) <= _MANY:
            prompts += sayings * repeats
        else:
            n = repeats * len(commands.command(label).phrases)
            prompts += chance.sample(sayings, min(n, len(sayings)))
    chance.shuffle(prompts)
    return tuple(prompts)


def trial_of(
    prompt: Saying,
    emissions: Emissions,
    recogniser: CommandRecogniser,
    *,
    latency: Seconds,
    by_words: str | None = None,
) -> tuple[Trial, Decision]:
    """Judge what was said for a prompt; `by_words` is what a keyword model made of it."""
    decision = recogniser.decide(emissions)
    best = decision.candidates[0]
    scores, free = recogniser.scorer.log_probabilities(emissions)
    trial = Trial(
        phrase=prompt.phrase,
        label=prompt.label,
        heard=best.saying.label,
        heard_phrase=best.saying.phrase,
        gap=round(best.gap, 4),
        passed=decision.saying is not None,
        latency=round(latency, 4),
        free=round(free, 2),
        scores=tuple(scores.round(2).tolist()) if len(scores) <= _MOST_KEPT else (),
        by_words=by_words,
    )
    return trial, decision


def _entries(lines: list[str], path: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, start=2):
        try:
            yield dict(json.loads(line))
        except (ValueError, TypeError) as error:
            if number == len(lines) + 1:
                return
            raise CommandSetError(
                f"{path.name} is damaged in line {number}."
            ) from error


def _append(path: Path, entry: dict[str, Any]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise CommandSetError(
            f"{path.name} cannot be written: {error.strerror or error}. "
            "Results so far are kept."
        ) from error
