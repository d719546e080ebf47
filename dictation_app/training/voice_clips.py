"""Which clips of one voice can be learned from: the model that is adapted hears them all."""

from collections import Counter
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from dictation_app.errors import TrainingError
from dictation_app.speech.alphabet import Alphabet
from dictation_app.speech.architecture import DecodingOptions
from dictation_app.speech.decoder import Decoder
from dictation_app.speech.network import AcousticModel
from dictation_app.training.evaluation import Heard, Unheard, hear
from dictation_app.training.importers import read_dataset
from dictation_app.training.manifest import Clip
from dictation_app.training.metrics import character_errors
from dictation_app.training.sampler import (
    FOREIGN,
    LONG,
    TOO_FAST,
    UNREADABLE,
    WITHOUT_TEXT,
    frames_needed,
)
from dictation_app.transcript import Seconds

MISFIT = "texts that do not fit their sound"
LONGEST: Seconds = 30.0
_MISFIT = 0.6
"""Share of wrong characters from which a text is doubted, if others fit much better."""


@dataclass(frozen=True)
class Checked:
    """Clips that a model has heard.

    Attributes:
        clips: those that can be learned from.
        left_out: the others, counted by reason.
    """

    clips: tuple[Clip, ...]
    left_out: Mapping[str, int]


def check_clips(data: Path, model: AcousticModel) -> Generator[float, None, Checked]:
    """Hear all clips of a data set and leave out what cannot be learned from.

    Yields:
        The share of the clips that is done.

    Raises:
        DictationError: the data set cannot be read, or no clip is left.
    """
    clips = read_dataset(data)
    known = [clip for clip in clips if clip.duration <= LONGEST]
    left_out: Counter[str] = Counter()
    left_out[LONG] = len(clips) - len(known)
    greedy = Decoder(model.alphabet, DecodingOptions(beam_width=1))
    errors: dict[Clip, float] = {}
    fault = ""
    n_heard = 0
    for batch in hear(model, known):
        for item in batch:
            if isinstance(item, Unheard):
                left_out[UNREADABLE] += 1
                fault = fault or f" ({item.reason})"
            elif reason := _objection(item, model.alphabet):
                left_out[reason] += 1
            else:
                text = greedy.text(item.emissions)
                errors[item.clip] = character_errors(item.reference, text).rate
        n_heard += len(batch)
        yield n_heard / len(known)
    misfits = find_misfits(errors)
    left_out[MISFIT] = len(misfits)
    chosen = tuple(clip for clip in known if clip in errors and clip not in misfits)
    reasons = {reason: n for reason, n in left_out.items() if n}
    if not chosen:
        raise TrainingError(
            "No clip can be learned from: "
            f"{', '.join(f'{n} {reason}' for reason, n in reasons.items())}{fault}. "
            "Look at them with dictation-app dataset check."
        )
    return Checked(chosen, reasons)


def find_misfits(errors: Mapping[Clip, float]) -> set[Clip]:
    """Clips whose text is far from what is heard, while those of most are near.

    Args:
        errors: share of wrong characters of each clip.
    """
    if not errors:
        return set()
    limit = max(_MISFIT, 2 * median(errors.values()))
    return {clip for clip, rate in errors.items() if rate >= limit}


def _objection(heard: Heard, alphabet: Alphabet) -> str:
    """Why a clip cannot be learned from, or an empty string."""
    if not heard.reference:
        return WITHOUT_TEXT
    if alphabet.foreign(heard.reference):
        return FOREIGN
    needed = frames_needed(alphabet.encode(heard.reference))
    return TOO_FAST if needed > len(heard.emissions.log_probs) else ""
