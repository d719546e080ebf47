"""What a model is worth on this computer: its speed, and how often it errs.

The result is kept by the hash of the model's weights, as the folder of a model that came
with the program may not be written to.
"""

import json
import logging
import math
from collections.abc import Generator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from dictation_app.atomic import write_atomically
from dictation_app.errors import TrainingError
from dictation_app.speech.store import ModelInfo
from dictation_app.training.manifest import Clip
from dictation_app.training.metrics import Interval
from dictation_app.transcript import Notice, Progress, Seconds

logger = logging.getLogger(__name__)

_SPEED = 0.1
"""Share of the whole work that measuring the speed counts for."""


@dataclass(frozen=True)
class Score:
    """How often a model errs on some clips.

    Attributes:
        wer: share of wrong words.
        interval: where it lies with 95 % confidence.
        n_clips: clips that were heard.
        n_words: words that were said in them.
    """

    wer: float
    interval: Interval
    n_clips: int
    n_words: int


@dataclass(frozen=True)
class Assessment:
    """What a model is worth here.

    Attributes:
        speed: seconds of sound a second of work.
        test: on the program's test clips; None where they could not be heard.
        own: on sentences that the user corrected; None where there are none yet.
        when: the day it was found out, as ISO date.
    """

    speed: float
    test: Score | None
    own: Score | None
    when: str


@dataclass(frozen=True)
class Assessing:
    """How far an assessment has come.

    Attributes:
        share: of all work, 0 to 1.
        left: seconds of work left, or None while it is too early to tell.
    """

    share: float
    left: Seconds | None = None


def assess(
    info: ModelInfo,
    device: str,
    sample: Path,
    test: Sequence[Clip],
    own: Sequence[Clip] = (),
) -> Generator[Assessing | Notice | Progress, None, Assessment]:
    """Measure a model's speed with a recording, then let it hear clips.

    What else is yielded meanwhile is a sign of life.

    Args:
        info: the model.
        device: "auto", "cpu" or "cuda".
        sample: a recording to measure the speed with.
        test: the program's test clips.
        own: sentences of the user; none that the model has learned from.

    Raises:
        DictationError: the model or the recording cannot be used, or no clip be heard.
    """
    from dictation_app.speech.benchmark import measure_file
    from dictation_app.speech.recognizer import load_recognizer
    from dictation_app.training.evaluation import evaluate

    yield Assessing(0.0)
    recognizer, notice = load_recognizer(info, device=device)
    if notice is not None:
        yield notice
    yield from measure_file(recognizer, sample)  # the first time warms up
    speed = yield from measure_file(recognizer, sample)
    hearing = evaluate(recognizer.model, recognizer.decoder, (*test, *own))
    while True:
        try:
            step = next(hearing)
        except StopIteration as end:
            heard = end.value.clips
            break
        share = step.done / max(step.total, 1e-9)
        yield Assessing(_SPEED + (1 - _SPEED) * share, step.left)
    names = {clip.id for clip in own}
    return Assessment(
        speed=round(speed.x_realtime, 1),
        test=_score([clip for clip in heard if clip.id not in names]),
        own=_score([clip for clip in heard if clip.id in names]),
        when=datetime.now().astimezone().date().isoformat(),
    )


def learned_until(info: ModelInfo) -> float:
    """Until when a model may have learned from what its user corrected.

    Returns:
        Seconds since 1970; 0 for a model that did not begin as another one.
    """
    if "parent" not in info.provenance:
        return 0.0
    said = str(info.provenance.get("trained", ""))
    try:
        when = datetime.fromisoformat(said)
    except ValueError:  # nobody knows
        return math.inf
    if len(said) == len("2026-11-25"):
        when += timedelta(days=1)
    return when.astimezone().timestamp()


def _score(heard: Sequence[Any]) -> Score | None:
    """What came of some clips; None where nothing was said in them."""
    from dictation_app.training.metrics import bootstrap, total

    errors = [clip.words for clip in heard]
    whole = total(errors)
    if not whole.n_reference:
        return None
    return Score(whole.rate, bootstrap(errors), len(errors), whole.n_reference)


def read_assessments(path: Path) -> dict[str, Assessment]:
    """What was found out so far, by the weights' hash; damaged entries are left out."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        logger.warning("what models are worth cannot be read: %s", error)
        return {}
    found: dict[str, Assessment] = {}
    for key, values in content.items() if isinstance(content, dict) else ():
        try:
            found[key] = _assessment(values)
        except (TypeError, KeyError, ValueError):
            logger.warning("an entry of %s is damaged: left out", path.name)
    return found


def keep_assessment(path: Path, info: ModelInfo, found: Assessment) -> None:
    """Write down what a model is worth; what was known of it before gives way.

    Raises:
        TrainingError: the disk does not allow it.
    """
    known = read_assessments(path) | {info.sha256: found}
    content = {key: asdict(item) for key, item in known.items()}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, json.dumps(content, indent=1).encode())
    except OSError as error:
        raise TrainingError(
            f"What was found out about {info.title} cannot be kept "
            f"({error.strerror}): free some space or check the folder."
        ) from error


def _assessment(values: Mapping[str, Any]) -> Assessment:
    speed = float(values["speed"])
    if not 0 < speed < float("inf"):
        raise ValueError("a speed is no number above 0")
    return Assessment(
        speed, _kept(values["test"]), _kept(values["own"]), str(values["when"])
    )


def _kept(values: Mapping[str, Any] | None) -> Score | None:
    if values is None:
        return None
    low, high = float(values["interval"]["low"]), float(values["interval"]["high"])
    return Score(
        float(values["wer"]),
        Interval(low, high),
        int(values["n_clips"]),
        int(values["n_words"]),
    )
