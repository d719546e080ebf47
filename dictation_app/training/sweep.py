"""Which decoding weights suit a model: the network runs once, the search many times."""

import functools
import itertools
import time
from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from dictation_app.errors import ManifestError
from dictation_app.speech.architecture import DecodingOptions
from dictation_app.speech.confidence import calibrated
from dictation_app.speech.decoder import Decoder
from dictation_app.speech.hearings import repeated
from dictation_app.speech.network import AcousticModel
from dictation_app.training.evaluation import (
    EvaluationProgress,
    Heard,
    ListeningClock,
    ScoredWord,
    hear,
    score_clip,
)
from dictation_app.training.manifest import Clip
from dictation_app.training.metrics import (
    Calibration,
    Errors,
    Interval,
    bootstrap,
    calibration,
    character_errors,
    fit_confidence,
    total,
    word_errors,
)
from dictation_app.transcript import Seconds

_RAREST = 1e-5
"""Share of the frames that a label has at least, so that what is rare is no certainty."""


@dataclass(frozen=True)
class SweepRow:
    """How one set of decoding weights fares.

    Attributes:
        options: the weights.
        words: errors in words.
        characters: errors in characters.
        interval: of the word error rate, by clips.
        seconds: of decoding, summed over its threads.
        speed: seconds of sound decoded in a second by one thread.
    """

    options: DecodingOptions
    words: Errors
    characters: Errors
    interval: Interval
    seconds: Seconds
    speed: float


@dataclass(frozen=True)
class SweepProgress:
    """Clips decoded with the weights that are being tried.

    Attributes:
        options: the weights.
        row: their number, from 1.
        n_rows: weights to be tried in all.
        n_clips: clips decoded with them.
        left: seconds of work left for all weights, or None while nobody can tell.
    """

    options: DecodingOptions
    row: int
    n_rows: int
    n_clips: int
    left: Seconds | None


@dataclass(frozen=True)
class Calibrated:
    """What a fit of the confidence gives.

    Attributes:
        options: the weights, with slope and offset of the confidence.
        n_words: words that were heard.
        before: how honest the confidence was.
        after: how honest it is now, on the same words.
    """

    options: DecodingOptions
    n_words: int
    before: Calibration
    after: Calibration


def grid(
    options: DecodingOptions,
    *,
    alphas: Sequence[float] = (),
    betas: Sequence[float] = (),
    prior_weights: Sequence[float] = (),
    rescoring_weights: Sequence[float] = (),
    beam_widths: Sequence[int] = (),
) -> list[DecodingOptions]:
    """Every combination of the given weights; what is not given stays as it is.

    A greedy search knows no weights, and comes once.
    """
    found: list[DecodingOptions] = []
    for beam_width in beam_widths or (options.beam_width,):
        if beam_width == 1:
            found.append(replace(options, beam_width=1))
            continue
        found += [
            replace(
                options,
                beam_width=beam_width,
                alpha=alpha,
                beta=beta,
                prior_weight=prior_weight,
                rescoring_weight=rescoring_weight,
            )
            for alpha, beta, prior_weight, rescoring_weight in itertools.product(
                alphas or (options.alpha,),
                betas or (options.beta,),
                prior_weights or (options.prior_weight,),
                rescoring_weights or (options.rescoring_weight,),
            )
        ]
    return found


def collect(
    model: AcousticModel, clips: Sequence[Clip], *, hearings: int = 1, jobs: int = 2
) -> Generator[EvaluationProgress, None, tuple[Heard, ...]]:
    """Run the network over clips and keep its emissions; unreadable clips are left out.

    Args:
        model: the network.
        clips: what it hears.
        hearings: how often it hears each of them.
        jobs: threads that read.

    Raises:
        ManifestError: not one clip could be read.
    """
    clock = ListeningClock(clips)
    kept: list[Heard] = []
    for batch in hear(repeated(model, hearings), clips, jobs=jobs, clock=clock):
        kept += [item for item in batch if isinstance(item, Heard)]
        yield clock.progress(len(kept), Errors())
    if not kept:
        raise ManifestError(
            f"Not one of the {len(clips)} clips can be read: check the data set with "
            "“dictation-app dataset check”."
        )
    return tuple(kept)


def label_priors(heard: Sequence[Heard]) -> tuple[float, ...]:
    """Mean probability of each label over all frames, in the alphabet's order."""
    n_frames = sum(len(item.emissions.log_probs) for item in heard)
    sums = sum(
        np.exp(item.emissions.log_probs.astype(np.float64)).sum(axis=0)
        for item in heard
    )
    means = np.clip(sums / n_frames, _RAREST, 1.0)
    return tuple(round(float(mean), 6) for mean in means)


def sweep(
    heard: Sequence[Heard],
    decoder: Decoder,
    settings: Sequence[DecodingOptions],
    *,
    jobs: int = 2,
    seed: int = 0,
) -> Generator[SweepProgress | SweepRow, None, tuple[SweepRow, ...]]:
    """Decode kept emissions with each of the settings.

    Yields a row as soon as its setting is through.

    Returns:
        The rows, the lowest word error rate first, the faster first among equals.
    """
    began = time.monotonic()
    rows: list[SweepRow] = []
    with ThreadPoolExecutor(jobs, thread_name_prefix="search") as pool:
        for number, options in enumerate(settings, 1):
            trial = decoder.with_options(options)
            decoded: list[_Decoded] = []
            for start in range(0, len(heard), jobs * 8):
                block = heard[start : start + jobs * 8]
                decoded += pool.map(functools.partial(_decode, trial), block)
                done = number - 1 + len(decoded) / len(heard)
                elapsed = time.monotonic() - began
                left = elapsed * (len(settings) - done) / done if elapsed > 1 else None
                yield SweepProgress(options, number, len(settings), len(decoded), left)
            rows.append(_row(options, decoded, heard, seed))
            yield rows[-1]
    return tuple(sorted(rows, key=lambda row: (row.words.rate, row.seconds)))


def calibrate(
    heard: Sequence[Heard], decoder: Decoder, *, jobs: int = 2
) -> Generator[SweepProgress, None, Calibrated]:
    """Fit the confidence of words to how often they are right with a decoder's weights.

    Its options with slope and offset of the confidence are returned, the old ones where
    nothing can be learnt from the clips.
    """
    raw = decoder.with_options(
        replace(decoder.options, confidence_slope=1.0, confidence_offset=0.0)
    )
    words: list[ScoredWord] = []
    with ThreadPoolExecutor(jobs, thread_name_prefix="search") as pool:
        for start in range(0, len(heard), jobs * 8):
            block = heard[start : start + jobs * 8]
            for scored in pool.map(functools.partial(_scored_words, raw), block):
                words += scored
            n_clips = start + len(block)
            yield SweepProgress(raw.options, 1, 1, n_clips, None)
    scores = [word.confidence for word in words]
    correct = [word.correct for word in words]
    options = decoder.options
    before = calibration([_sure(score, options) for score in scores], correct)
    fitted = fit_confidence(scores, correct)
    if fitted is not None:
        slope, offset = (round(value, 3) for value in fitted)
        options = replace(options, confidence_slope=slope, confidence_offset=offset)
    after = calibration([_sure(score, options) for score in scores], correct)
    return Calibrated(options, len(words), before, after)


def _sure(score: float, options: DecodingOptions) -> float:
    return calibrated(score, options.confidence_slope, options.confidence_offset)


def _scored_words(decoder: Decoder, heard: Heard) -> tuple[ScoredWord, ...]:
    words = decoder.decode(heard.emissions)
    return score_clip(heard.clip, heard.reference, words).heard


@dataclass(frozen=True)
class _Decoded:
    """One clip under one setting."""

    words: Errors
    characters: Errors
    seconds: Seconds


def _decode(decoder: Decoder, heard: Heard) -> _Decoded:
    began = time.thread_time()
    text = decoder.text(heard.emissions)
    seconds = time.thread_time() - began
    return _Decoded(
        word_errors(heard.reference, text),
        character_errors(heard.reference, text),
        seconds,
    )


def _row(
    options: DecodingOptions,
    decoded: Sequence[_Decoded],
    heard: Sequence[Heard],
    seed: int,
) -> SweepRow:
    words = [item.words for item in decoded]
    seconds = sum(item.seconds for item in decoded)
    sound = sum(len(h.emissions.log_probs) / h.emissions.frame_rate for h in heard)
    return SweepRow(
        options=options,
        words=total(words),
        characters=total(item.characters for item in decoded),
        interval=bootstrap(words, seed=seed),
        seconds=seconds,
        speed=sound / max(seconds, 1e-9),
    )
