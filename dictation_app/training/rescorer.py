"""Trains the network that scores whole sentences, on text alone."""

import math
import tempfile
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from dictation_app.atomic import write_atomically
from dictation_app.errors import TrainingError
from dictation_app.speech.alphabet import Alphabet
from dictation_app.speech.model_folder import put_files
from dictation_app.speech.rescoring import (
    UNKNOWN,
    Rescorer,
    RescorerConfig,
    SentenceNetwork,
    open_pieces,
    open_rescorer,
    pack,
)
from dictation_app.speech.store import RESCORER, ModelInfo, read_model
from dictation_app.training.pieces import PieceCorpus, cut, find_pieces, join
from dictation_app.training.precision import has_fast_bfloat16, keep_memory
from dictation_app.training.sentences import (
    SentenceCount,
    check_texts,
    gather_sentences,
    read_held_out,
    read_sentences,
)
from dictation_app.transcript import Seconds

_CLIP = 1.0
_FINAL = 0.01
"""Share of the peak rate that is left at the end."""
_WARM_UP = 0.02
"""Share of the run over which the rate rises."""
_PROBES = 1_000
"""Held-out sentences that are scored to see how far the network has come."""
_AT_ONCE = 50


@dataclass(frozen=True)
class RescorerRecipe:
    """How a sentence network is trained.

    Attributes:
        minutes: that it learns; the rate falls towards their end.
        config: its geometry; that of the network it goes on from, if it does.
        learning_rate: of AdamW, at its highest.
        batch_pieces: pieces in a step, padding included.
        save_minutes: between two savings.
        seed: of every draw.
    """

    minutes: float = 60.0
    config: RescorerConfig = field(default_factory=RescorerConfig)
    learning_rate: float = 3e-3
    batch_pieces: int = 6_144
    save_minutes: float = 5.0
    seed: int = 1

    def __post_init__(self) -> None:
        values = (self.minutes, self.learning_rate, self.save_minutes)
        if not all(0 < value < math.inf for value in values):
            raise TrainingError("minutes and learning rate must be above 0.")
        if self.batch_pieces < 1:
            raise TrainingError("A step needs one piece at least.")


@dataclass(frozen=True)
class RescorerProgress:
    """How far the work has come.

    Attributes:
        stage: what is being done: reading, cutting or learning.
        n_lines: sentences read or cut so far.
        share: of the stage that is done; None where nobody knows.
        left: seconds of learning left; None before it begins.
        loss: nats a piece over the last steps; None before there were any.
        perplexity: of the held-out sentences, by words, when they were scored just now.
    """

    stage: str
    n_lines: int = 0
    share: float | None = None
    left: Seconds | None = None
    loss: float | None = None
    perplexity: float | None = None


@dataclass(frozen=True)
class TrainedRescorer:
    """A sentence network that was trained.

    Attributes:
        path: its file.
        n_lines: sentences that were there to learn from.
        n_words: words in them.
        n_foreign: sentences left out, as they hold characters outside the alphabet.
        n_held_out: sentences left out, as others are measured on them.
        epochs: how often all of it was read; less than 1 where only a part was.
        perplexity: of the held-out sentences, by words; None without any.
        n_bytes: size of the file.
        is_complete: whether it ended by itself.
    """

    path: Path
    n_lines: int
    n_words: int
    n_foreign: int
    n_held_out: int
    epochs: float
    perplexity: float | None
    n_bytes: int
    is_complete: bool


def train_rescorer(
    texts: Sequence[Path],
    output: Path,
    *,
    alphabet: Alphabet,
    recipe: RescorerRecipe | None = None,
    parent: Path | None = None,
    held_out: Sequence[Path] = (),
    stop: Callable[[], bool] = lambda: False,
) -> Generator[RescorerProgress, None, TrainedRescorer]:
    """Train a sentence network and write it to the file `output`.

    It is saved every few minutes, and when it is stopped.

    Args:
        texts: a sentence a line, or manifests; one that is named twice counts twice.
        output: the file.
        alphabet: to which the sentences are brought.
        recipe: how.
        parent: the file of a network to go on from.
        held_out: texts or manifests that are not learnt; it is tried on them.
        stop: asked before every step.

    Raises:
        TrainingError: a text cannot be read, or holds nothing; the disk is full; it was
            stopped before it began to learn.
        ManifestError: a manifest cannot be read.
        ModelError: the parent is damaged.
    """
    recipe = recipe or RescorerRecipe()
    check_texts((*texts, *held_out))
    known = None if parent is None else open_rescorer(parent)
    count = SentenceCount(read_held_out(held_out, alphabet))
    probes = _probes(held_out, alphabet, recipe.seed)
    corpus, rescorer = yield from _prepare(texts, alphabet, recipe, known, count)
    learner = _Learner(recipe, corpus, rescorer)
    is_complete = yield from _learn(learner, recipe, output, probes, stop)
    return TrainedRescorer(
        path=output,
        n_lines=count.n_lines,
        n_words=count.n_words,
        n_foreign=count.n_foreign,
        n_held_out=count.n_held_out,
        epochs=learner.epochs,
        perplexity=_perplexity(open_rescorer(output), probes),
        n_bytes=output.stat().st_size,
        is_complete=is_complete,
    )


def install(path: Path, model: Path) -> ModelInfo:
    """Put a sentence network into a model's folder.

    Raises:
        ModelError: it is damaged, or the folder cannot be written to.
    """
    read_model(model)
    open_rescorer(path)
    put_files(model, {RESCORER: path})
    return read_model(model)


class _Learner:
    """A network, its optimizer and what it reads."""

    def __init__(
        self, recipe: RescorerRecipe, corpus: PieceCorpus, rescorer: Rescorer
    ) -> None:
        keep_memory()
        self.network, self.pieces = rescorer.network, rescorer.pieces
        self._peak = recipe.learning_rate
        self._corpus = corpus
        self._n_read = 0
        self._batches = corpus.batches(recipe.batch_pieces, recipe.seed)
        self._optimizer = torch.optim.AdamW(
            self.network.parameters(), recipe.learning_rate, betas=(0.9, 0.98)
        )
        self._loss: float | None = None

    @property
    def epochs(self) -> float:
        """How often all of the text was read."""
        return self._n_read / self._corpus.n_pieces

    def step(self, share: float) -> float:
        """Learn from one batch when so much of the time is over.

        Returns:
            The loss in nats a piece, a running mean.
        """
        rate = max(min(share / _WARM_UP, 1.0 - share), _FINAL)
        for group in self._optimizer.param_groups:
            group["lr"] = rate * self._peak
        table = next(self._batches)
        with torch.autocast("cpu", torch.bfloat16, enabled=has_fast_bfloat16()):
            scores = self.network(table[:, :-1].clamp(min=UNKNOWN))
        loss = functional.cross_entropy(
            scores.flatten(0, 1).float(), table[:, 1:].flatten(), ignore_index=-1
        )
        self._optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.network.parameters(), _CLIP)
        self._optimizer.step()
        self._n_read += int((table[:, 1:] >= 0).sum())
        before = self._loss if self._loss is not None else loss.item()
        self._loss = 0.98 * before + 0.02 * loss.item()
        return self._loss


def _learn(
    learner: _Learner,
    recipe: RescorerRecipe,
    output: Path,
    probes: Sequence[str],
    stop: Callable[[], bool],
) -> Generator[RescorerProgress, None, bool]:
    """Learn until the time is over, and save at the end and now and then.

    Returns:
        Whether the time was over, and nobody stopped it.
    """
    whole = 60 * recipe.minutes
    saved = began = time.monotonic()
    while (spent := time.monotonic() - began) < whole and not stop():
        loss = learner.step(spent / whole)
        perplexity = None
        if time.monotonic() - saved > 60 * recipe.save_minutes:
            rescorer = _save(output, learner)
            perplexity = _perplexity(rescorer, probes)
            saved = time.monotonic()
        yield RescorerProgress(
            "learning",
            share=spent / whole,
            left=whole - spent,
            loss=loss,
            perplexity=perplexity,
        )
    if not learner.epochs:
        raise TrainingError("It was stopped before it had learned anything.")
    _save(output, learner)
    return spent >= whole


def _prepare(
    texts: Sequence[Path],
    alphabet: Alphabet,
    recipe: RescorerRecipe,
    known: Rescorer | None,
    count: SentenceCount,
) -> Generator[RescorerProgress, None, tuple[PieceCorpus, Rescorer]]:
    """Read the texts, cut them into pieces, and make a network for these if need be."""
    with _workshop() as room:
        text = room / "text"
        for _ in gather_sentences(texts, text, alphabet, count):
            yield RescorerProgress("reading", count.n_lines)
        yield RescorerProgress("cutting")
        if known is None:
            pieces = find_pieces(text, recipe.config.n_pieces, alphabet)
            known = _new_rescorer(recipe, pieces)
        parts: list[PieceCorpus] = []
        for part in cut(text, known.pieces):
            parts.append(part)
            n_cut = sum(len(part.lengths) for part in parts)
            yield RescorerProgress("cutting", n_cut, n_cut / count.n_lines)
    return join(parts), known


def _new_rescorer(recipe: RescorerRecipe, pieces: bytes) -> Rescorer:
    torch.manual_seed(recipe.seed)
    n_pieces = open_pieces(pieces).get_piece_size()
    network = SentenceNetwork(replace(recipe.config, n_pieces=n_pieces))
    return Rescorer(network, pieces)


def _probes(paths: Sequence[Path], alphabet: Alphabet, seed: int) -> list[str]:
    """Some of the held-out sentences."""
    lines = {
        alphabet.normalise(line) for path in paths for line in read_sentences(path)
    }
    usable = sorted(line for line in lines if line and not alphabet.foreign(line))
    chosen = np.random.default_rng(seed).permutation(len(usable))[:_PROBES]
    return [usable[i] for i in chosen]


def _perplexity(rescorer: Rescorer, sentences: Sequence[str]) -> float | None:
    """How many words, the end among them, seem as likely as the one that comes."""
    if not sentences:
        return None
    n_words = sum(len(sentence.split()) + 1 for sentence in sentences)
    groups = range(0, len(sentences), _AT_ONCE)
    total = sum(rescorer.score(sentences[i : i + _AT_ONCE]).sum() for i in groups)
    return math.exp(-total / n_words)


@contextmanager
def _workshop() -> Iterator[Path]:
    """A temporary folder, gone at the end."""
    try:
        with tempfile.TemporaryDirectory(prefix="dictation-rescorer-") as name:
            yield Path(name)
    except OSError as error:
        raise TrainingError(
            f"The text cannot be prepared ({error.strerror}): free some space on the "
            "disk of temporary files."
        ) from error


def _save(path: Path, learner: _Learner) -> Rescorer:
    """Write what was learned, and give it back as it is written."""
    rescorer = Rescorer(learner.network, learner.pieces)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, pack(rescorer))
    except OSError as error:
        raise TrainingError(
            f"{path.name} cannot be written ({error.strerror}): make room or choose "
            "another folder."
        ) from error
    return rescorer
