"""How well the program hears its user: what was heard and what was really said.

Every sentence that somebody read and put right is a test of the model that heard it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from dictation_app.speech.alphabet import ENGLISH, Alphabet
from dictation_app.speech.store import ModelInfo
from dictation_app.training.assessment import learned_until
from dictation_app.training.lessons import spoken_words
from dictation_app.training.manifest import Clip
from dictation_app.training.metrics import (
    Calibration,
    Errors,
    Interval,
    align,
    bootstrap,
    calibration,
    character_errors,
    count,
    total,
)
from dictation_app.training.summary import Confusion
from dictation_app.training.teaching import Lesson, Teaching
from dictation_app.transcript import Seconds

Kind = Literal["dictation", "file"]
Part = Literal["time", "model", "microphone", "kind"]

_MOST_BARS = 24
_N_WORDS = 12
_STEPS = ((1, "day"), (7, "week"), (30, "month"))


@dataclass(frozen=True)
class Observation:
    """One sentence that somebody read and perhaps corrected.

    Attributes:
        id: names the sentence; the same one corrected again has the same.
        when: seconds since 1970.
        heard: its words as they were recognised, in letters of the alphabet.
        said: its words as they were really said.
        recording: path of its sound, or an empty string.
        duration: its seconds.
        kind: whether it was dictated or comes from a file.
        model: name of the model that listened.
        microphone: through which it was heard, or an empty string.
        confidences: of the words as heard, 0 to 1; empty where nobody knows.
        speed: seconds of sound a second of work, 0 where nobody knows.
    """

    id: str
    when: float
    heard: str
    said: str
    recording: str = ""
    duration: Seconds = 0.0
    kind: Kind = "dictation"
    model: str = ""
    microphone: str = ""
    confidences: tuple[float, ...] = ()
    speed: float = 0.0


@dataclass(frozen=True)
class Measured:
    """Some sentences together, as one bar of a plot.

    Attributes:
        name: of the model or microphone, or the beginning of the time as ISO date.
        n_words: words that were said.
        wer: share of wrong words.
        wer_interval: where it lies with 95 % confidence.
        cer: share of wrong characters.
        cer_interval: where it lies.
        observations: the sentences, the worst first.
    """

    name: str
    n_words: int
    wer: float
    wer_interval: Interval
    cer: float
    cer_interval: Interval
    observations: tuple[Observation, ...] = field(repr=False)


@dataclass(frozen=True)
class Report:
    """All that the accuracy page shows.

    Attributes:
        overall: all sentences; None where there are none.
        parts: bars by what they are parted by.
        unit: how long a bar by time is: "day", "week" or "month".
        confused: words heard as others, the most frequent first.
        calibration: of the confidence; None where it is not known.
        speed: seconds of sound a second of work; None where it is not known.
    """

    overall: Measured | None
    parts: Mapping[Part, tuple[Measured, ...]]
    unit: str
    confused: tuple[Confusion, ...]
    calibration: Calibration | None
    speed: float | None


def observe(teaching: Teaching, alphabet: Alphabet = ENGLISH) -> list[Observation]:
    """Every sentence that was read and not refused, the oldest first.

    What the user rewrote counts as it was heard: nobody knows whether it was wrong.

    Raises:
        DictationError: the lessons cannot be read.
    """
    lessons = [item for item in teaching.lessons() if item.state != "refused"]
    lessons.sort(key=lambda lesson: lesson.when)
    return [_observation(lesson, teaching, alphabet) for lesson in lessons]


def _observation(lesson: Lesson, teaching: Teaching, alphabet: Alphabet) -> Observation:
    said = " ".join(filter(None, spoken_words(lesson)))
    clip = teaching.clip(lesson)
    has_sound = clip.is_file()
    return Observation(
        id=lesson.id,
        when=lesson.when,
        heard=alphabet.normalise(lesson.heard),
        said=alphabet.normalise(said),
        recording=str(clip) if has_sound else "",
        duration=lesson.end - lesson.start,
        kind=lesson.source,
        model=lesson.model,
        microphone=lesson.microphone,
        confidences=lesson.confidences,
        speed=lesson.speed,
    )


def corrected_clips(teaching: Teaching, models: Iterable[ModelInfo] = ()) -> list[Clip]:
    """Sentences that were read, with their sound, to try models on.

    Args:
        teaching: what the user corrected.
        models: what any of them may have learned from is left out.

    Raises:
        DictationError: the lessons cannot be read.
    """
    since = max(map(learned_until, models), default=0.0)
    return [
        Clip(item.id, Path(item.recording), item.duration, item.said)
        for item in observe(teaching)
        if item.recording and item.when > since
    ]


def report(observations: Sequence[Observation]) -> Report:
    """Everything that can be said of some observations."""
    days = _step(observations)
    keys: dict[Part, Callable[[Observation], str]] = {
        "time": lambda item: _beginning(item.when, days),
        "model": lambda item: item.model,
        "microphone": lambda item: item.microphone,
        "kind": lambda item: item.kind,
    }
    parts: dict[Part, tuple[Measured, ...]] = {}
    for part, key in keys.items():
        groups: dict[str, list[Observation]] = {}
        for item in observations:
            groups.setdefault(key(item), []).append(item)
        names = sorted(groups) if part == "time" else sorted(groups, key=_by(groups))
        parts[part] = tuple(measure(name, groups[name]) for name in names)
    speeds = [item.speed for item in observations if item.speed > 0]
    return Report(
        overall=measure("", observations) if observations else None,
        parts={**parts, "time": parts["time"][-_MOST_BARS:]},
        unit=dict(_STEPS)[days],
        confused=_confused(observations),
        calibration=_calibration(observations),
        speed=sorted(speeds)[len(speeds) // 2] if speeds else None,
    )


def measure(name: str, observations: Sequence[Observation]) -> Measured:
    """Rates of some sentences together, with intervals drawn by sentences."""
    words = [word_errors_of(item) for item in observations]
    characters = [character_errors(item.said, item.heard) for item in observations]
    worst = sorted(
        zip(words, observations, strict=True), key=lambda pair: -pair[0].n_errors
    )
    return Measured(
        name=name,
        n_words=total(words).n_reference,
        wer=total(words).rate,
        wer_interval=bootstrap(words),
        cer=total(characters).rate,
        cer_interval=bootstrap(characters),
        observations=tuple(item for _, item in worst),
    )


def word_errors_of(item: Observation) -> Errors:
    """The wrong words of one sentence."""
    return count(align(item.said, item.heard))


def _step(observations: Sequence[Observation]) -> int:
    """Days of a bar, so that there are not too many."""
    if not observations:
        return 1
    times = [item.when for item in observations]
    days = (max(times) - min(times)) / 86_400
    return next((n for n, _ in _STEPS if days / n <= _MOST_BARS), _STEPS[-1][0])


def _beginning(when: float, days: int) -> str:
    day = datetime.fromtimestamp(when).astimezone().date()
    if days == 7:
        day -= timedelta(days=day.weekday())
    if days == 30:
        day = day.replace(day=1)
    return day.isoformat()


def _by(groups: Mapping[str, Sequence[Observation]]) -> Callable[[str], Any]:
    return lambda name: (-len(groups[name]), name)


def _confused(observations: Iterable[Observation]) -> tuple[Confusion, ...]:
    counts = Counter(
        (edit.reference, edit.hypothesis)
        for item in observations
        for edit in align(item.said, item.heard)
        if edit.kind == "substitute"
    )
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Confusion(*words, n) for words, n in ranked[:_N_WORDS])


def _calibration(observations: Iterable[Observation]) -> Calibration | None:
    sure: list[float] = []
    right: list[bool] = []
    for item in observations:
        edits = [e for e in align(item.said, item.heard) if e.hypothesis]
        if len(edits) == len(item.confidences):
            sure += item.confidences
            right += [edit.kind == "equal" for edit in edits]
    return calibration(sure, right) if sure else None
