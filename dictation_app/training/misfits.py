"""Do the texts of a data set belong to their sound? A model that hears tells.

A list that has slipped by a line, a clip that was cut elsewhere, or the text of another
take: nothing of that shows in the files themselves, and a network learns it all the same.
"""

import random
from collections.abc import Generator, Mapping, Sequence
from statistics import median

from dictation_app.speech.architecture import DecodingOptions
from dictation_app.speech.decoder import Decoder
from dictation_app.speech.network import AcousticModel
from dictation_app.training.evaluation import Heard, ListeningClock, hear
from dictation_app.training.findings import Doubts, Problem, problem
from dictation_app.training.manifest import Clip
from dictation_app.training.metrics import Errors, character_errors
from dictation_app.training.run_events import TextsHeard
from dictation_app.training.voice_clips import find_misfits
from dictation_app.transcript import Seconds

SAMPLE: Seconds = 1_800.0
"""Sound that is heard of a large data set: half an hour takes a minute or two."""


def sample(
    clips: Sequence[Clip], longest: Seconds = SAMPLE, *, seed: int = 1
) -> list[Clip]:
    """Clips of so much sound, drawn at random, in their order; all where they are few."""
    drawn = list(range(len(clips)))
    random.Random(seed).shuffle(drawn)
    chosen: list[int] = []
    seconds = 0.0
    for index in drawn:
        if chosen and seconds + clips[index].duration > longest:
            break
        seconds += clips[index].duration
        chosen.append(index)
    return [clips[index] for index in sorted(chosen)]


def doubt_texts(
    clips: Sequence[Clip], model: AcousticModel, *, name: str, n_clips: int = 0
) -> Generator[TextsHeard, None, Doubts]:
    """Hear clips and name those whose text cannot be what is said in them.

    A text is doubted where its letters are much further from what is heard, the best
    label of each frame, than those of most clips.

    Args:
        clips: with texts in the model's alphabet.
        model: that hears.
        name: its title.
        n_clips: how many the data set has, where these are a sample.
    """
    greedy = Decoder(model.alphabet, DecodingOptions(beam_width=1))
    clock = ListeningClock(clips)
    heard: dict[Clip, str] = {}
    errors: dict[Clip, float] = {}
    yield TextsHeard(0, len(clips))
    n_done = 0
    for batch in hear(model, clips, clock=clock):
        for item in batch:
            if isinstance(item, Heard) and item.reference:
                text = heard[item.clip] = greedy.text(item.emissions)
                errors[item.clip] = character_errors(item.reference, text).rate
        n_done += len(batch)
        yield TextsHeard(n_done, len(clips), clock.progress(n_done, Errors()).left)
    usual = median(errors.values()) if errors else 0.0
    misfits = find_misfits(errors)
    return Doubts(
        model=name,
        n_heard=len(clips),
        n_clips=max(n_clips, len(clips)),
        median=usual,
        problems=tuple(
            _problem(clip, heard[clip], errors, usual)
            for clip in clips
            if clip in misfits
        ),
    )


def _problem(
    clip: Clip, heard: str, errors: Mapping[Clip, float], usual: float
) -> Problem:
    share, of_most = f"{100 * errors[clip]:.0f} %", f"{100 * usual:.0f} %"
    return problem(
        clip.id,
        "misfit",
        f"“{_short(clip.text)}” is heard as “{_short(heard)}”: {share} of the letters "
        f"differ, and {of_most} in most clips.",
    )


def _short(text: str, n: int = 40) -> str:
    return text if len(text) <= n else f"{text[: n - 1]}…"
