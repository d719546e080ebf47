"""A model listens to a data set, and every word is compared with what was said."""

import math
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import TypeVar

import numpy as np

from dictation_app.errors import AudioError, ManifestError
from dictation_app.speech.alphabet import Alphabet
from dictation_app.speech.architecture import DecodingOptions
from dictation_app.speech.decoder import Decoder
from dictation_app.speech.hearings import repeated
from dictation_app.speech.network import AcousticModel
from dictation_app.training.ahead import map_ahead
from dictation_app.training.manifest import Clip, Samples, read_samples
from dictation_app.training.metrics import (
    Edit,
    Errors,
    align,
    character_errors,
    count,
    total,
)
from dictation_app.training.mishearing import likelihoods
from dictation_app.transcript import Emissions, Seconds, Word

_BATCH = 64.0
"""Seconds of sound, padding included, that go through the network together."""

R = TypeVar("R")


@dataclass(frozen=True, eq=False)
class Heard:
    """A clip that went through the network.

    Attributes:
        clip: the clip.
        reference: its text in the alphabet of the network.
        emissions: all that decoding needs.
    """

    clip: Clip
    reference: str
    emissions: Emissions


@dataclass(frozen=True)
class Unheard:
    """A clip that had to be left out.

    Attributes:
        clip: its id.
        reason: what is wrong with it, as a sentence.
    """

    clip: str
    reason: str


@dataclass(frozen=True)
class EvaluationProgress:
    """How far an evaluation has come.

    Attributes:
        done: seconds of sound heard.
        total: seconds of sound in all.
        left: seconds of work left, or None while it is too early to tell.
        n_clips: clips whose words are compared.
        words: their errors so far.
    """

    done: Seconds
    total: Seconds
    left: Seconds | None
    n_clips: int = 0
    words: Errors = field(default_factory=Errors)


@dataclass(frozen=True)
class ScoredWord:
    """A word that was heard: how sure the model was, and whether it was right."""

    text: str
    confidence: float
    correct: bool


@dataclass(frozen=True)
class ClipScore:
    """What a model made of one clip.

    Attributes:
        id: of the clip.
        corpus: its collection.
        speaker: who speaks, empty where nobody knows.
        duration: its seconds.
        reference: what was said, in the model's alphabet.
        hypothesis: what was heard.
        words: errors in words.
        characters: errors in characters.
        heard: the words of the hypothesis.
        loss: nats by which the network alone finds the reference unlikely; 0 where it
            cannot be written, or is too long for its sound.
    """

    id: str
    corpus: str
    speaker: str
    duration: Seconds
    reference: str
    hypothesis: str
    words: Errors
    characters: Errors
    heard: tuple[ScoredWord, ...] = ()
    loss: float = 0.0

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Reference and hypothesis side by side."""
        return align(self.reference, self.hypothesis)


@dataclass(frozen=True)
class Evaluation:
    """What a model made of a data set.

    Attributes:
        model: its name.
        options: how words were searched for.
        clips: in the order of the data set.
        unheard: clips that were left out.
        wall: seconds the whole took, reading and comparing included.
        network: seconds of it in which the network ran.
        search: seconds of decoding, summed over its threads.
    """

    model: str
    options: DecodingOptions
    clips: tuple[ClipScore, ...]
    unheard: tuple[Unheard, ...]
    wall: Seconds
    network: Seconds
    search: Seconds

    @property
    def duration(self) -> Seconds:
        """Seconds of sound that were heard."""
        return sum(clip.duration for clip in self.clips)

    @property
    def words(self) -> Errors:
        """Errors in words over all clips."""
        return total(clip.words for clip in self.clips)

    @property
    def characters(self) -> Errors:
        """Errors in characters over all clips."""
        return total(clip.characters for clip in self.clips)

    @property
    def loss(self) -> float:
        """Nats by which the network alone finds all references unlikely."""
        return sum(clip.loss for clip in self.clips)


def evaluate(
    model: AcousticModel,
    decoder: Decoder,
    clips: Sequence[Clip],
    *,
    name: str = "",
    jobs: int = 2,
) -> Generator[EvaluationProgress, None, Evaluation]:
    """Listen to clips, decode them and compare; unreadable clips are left out.

    Batches of like length go through the network while `jobs` threads search.

    Raises:
        ManifestError: not one clip could be read.
    """
    clock = ListeningClock(clips)
    model = repeated(model, decoder.options.hearings)
    done: list[_Scored] = []
    unheard: list[Unheard] = []
    words = Errors()
    waiting: deque[Future[_Scored]] = deque()
    with ThreadPoolExecutor(jobs, thread_name_prefix="search") as searchers:
        for batch in hear(model, clips, jobs=jobs, clock=clock):
            for item in batch:
                if isinstance(item, Unheard):
                    unheard.append(item)
                else:
                    waiting.append(searchers.submit(_score, item, decoder))
            for scored in _ended(waiting, len(batch) * 4):
                done.append(scored)
                words += scored.score.words
            yield clock.progress(len(done), words)
        while waiting:
            for scored in _ended(waiting, len(waiting) - 1):
                done.append(scored)
                words += scored.score.words
            yield clock.progress(len(done), words)
    if not done:
        raise ManifestError(_nothing_heard(unheard))
    order = {clip: i for i, clip in enumerate(clips)}
    done.sort(key=lambda scored: order[scored.clip])
    return Evaluation(
        model=name,
        options=decoder.options,
        clips=tuple(scored.score for scored in done),
        unheard=tuple(unheard),
        wall=clock.elapsed,
        network=clock.network,
        search=sum(scored.seconds for scored in done),
    )


def hear(
    model: AcousticModel,
    clips: Sequence[Clip],
    *,
    jobs: int = 2,
    clock: "ListeningClock | None" = None,
) -> Iterator[list[Heard | Unheard]]:
    """Run the network over clips, the longest first, in batches of like length."""
    clock = clock or ListeningClock(clips)
    longest_first = sorted(clips, key=lambda clip: -clip.duration)

    def read(clip: Clip) -> Samples | str:
        try:
            return read_samples(clip, model.sample_rate)
        except (AudioError, ManifestError) as error:
            return str(error)

    with (
        ThreadPoolExecutor(jobs, thread_name_prefix="reader") as readers,
        closing(map_ahead(readers, read, longest_first, jobs * 16)) as sounds,
    ):
        for batch in _batches(longest_first):
            read_batch = [(clip, next(sounds)) for clip in batch]
            good = [(c, s) for c, s in read_batch if not isinstance(s, str)]
            bad = [Unheard(c.id, s) for c, s in read_batch if isinstance(s, str)]
            yield [*_listen(model, good, clock), *bad]


def normalise_reference(text: str, alphabet: Alphabet) -> str:
    """Text as the network could write it; figures stay, and count as errors."""
    return alphabet.normalise(text)


def _listen(
    model: AcousticModel, batch: Sequence[tuple[Clip, Samples]], clock: "ListeningClock"
) -> Iterator[Heard]:
    began = time.monotonic()
    log_probs = model.emissions([samples for _, samples in batch])
    clock.network += time.monotonic() - began
    for (clip, samples), values in zip(batch, log_probs, strict=True):
        clock.heard += len(samples) / model.sample_rate
        kept = np.maximum(values, np.finfo(np.float16).min).astype(np.float16)
        yield Heard(
            clip,
            normalise_reference(clip.text, model.alphabet),
            Emissions(kept, 0.0, model.frame_rate),
        )


@dataclass(frozen=True)
class _Scored:
    """A clip, what became of it, and how many seconds its decoding took."""

    clip: Clip
    score: ClipScore
    seconds: Seconds


def _score(heard: Heard, decoder: Decoder) -> _Scored:
    """Decode a clip and compare."""
    began = time.monotonic()
    words = decoder.decode(heard.emissions)
    seconds = time.monotonic() - began
    score = score_clip(heard.clip, heard.reference, words)
    loss = _loss(heard, decoder.alphabet)
    return _Scored(heard.clip, replace(score, loss=loss), seconds)


def _loss(heard: Heard, alphabet: Alphabet) -> float:
    """Nats by which the network finds a clip's reference unlikely."""
    if alphabet.foreign(heard.reference):
        return 0.0
    (likelihood,) = likelihoods(heard.emissions, [heard.reference], alphabet)
    return -likelihood if math.isfinite(likelihood) else 0.0


def score_clip(clip: Clip, reference: str, words: Sequence[Word]) -> ClipScore:
    """Compare the words that were heard with the reference."""
    hypothesis = " ".join(word.text for word in words)
    edits = align(reference, hypothesis)
    right = [edit.kind == "equal" for edit in edits if edit.hypothesis]
    return ClipScore(
        id=clip.id,
        corpus=clip.corpus,
        speaker=clip.speaker,
        duration=clip.duration,
        reference=reference,
        hypothesis=hypothesis,
        words=count(edits),
        characters=character_errors(reference, hypothesis),
        heard=tuple(
            ScoredWord(word.text, word.confidence, correct)
            for word, correct in zip(words, right, strict=True)
        ),
    )


class ListeningClock:
    """Counts the sound that was heard and guesses how long the rest will take."""

    def __init__(self, clips: Iterable[Clip]) -> None:
        self.total = sum(clip.duration for clip in clips)
        self.heard = 0.0
        self.network = 0.0
        self._began = time.monotonic()

    @property
    def elapsed(self) -> Seconds:
        """Seconds since the beginning."""
        return time.monotonic() - self._began

    def progress(self, n_clips: int, words: Errors) -> EvaluationProgress:
        """Where the work stands."""
        left = None
        if self.elapsed > 1.0 and self.heard > 0:
            rest = max(self.total - self.heard, 0.0)
            left = self.elapsed * rest / self.heard
        done = min(self.heard, self.total)
        return EvaluationProgress(done, self.total, left, n_clips, words)


def _batches(clips: Iterable[Clip]) -> Iterator[list[Clip]]:
    """Split clips, the longest first, so that a padded batch is not too large."""
    batch: list[Clip] = []
    for clip in clips:
        if batch and batch[0].duration * (len(batch) + 1) > _BATCH:
            yield batch
            batch = []
        batch.append(clip)
    if batch:
        yield batch


def _ended(waiting: deque[Future[R]], n_left: int) -> Iterator[R]:
    """What has ended so far, waiting until no more than `n_left` are under way."""
    while waiting and (waiting[0].done() or len(waiting) > n_left):
        yield waiting.popleft().result()


def _nothing_heard(unheard: Sequence[Unheard]) -> str:
    if not unheard:
        return "There is no clip to evaluate: choose a data set that has some."
    return (
        f"Not one of the {len(unheard)} clips can be read. The first: "
        f"{unheard[0].reason}"
    )
