"""How well does the network hear dev while it is trained: greedy, no language model."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from dictation_app.speech.alphabet import Alphabet
from dictation_app.speech.model import DeepSpeech2
from dictation_app.training.batches import Batch, BatchReader
from dictation_app.training.distributed import Team
from dictation_app.training.events import Sentence
from dictation_app.training.metrics import Errors, character_errors, word_errors
from dictation_app.training.precision import Arithmetic

_BATCH_FRAMES = 6_000


@dataclass(frozen=True)
class Score:
    """What a stretch of dev gave; scores add up.

    Attributes:
        words: right and wrong ones.
        characters: right and wrong ones.
        by_corpus: words by corpus.
        loss: CTC's negative log-probability, summed.
        n_labels: characters of the references.
        n_blank: frames whose best label is the blank.
        n_frames: frames of the output.
    """

    words: Errors
    characters: Errors
    by_corpus: dict[str, Errors]
    loss: float
    n_labels: int
    n_blank: int
    n_frames: int

    def __add__(self, other: "Score") -> "Score":
        corpora = self.by_corpus.keys() | other.by_corpus.keys()
        return Score(
            self.words + other.words,
            self.characters + other.characters,
            {
                name: self.by_corpus.get(name, Errors())
                + other.by_corpus.get(name, Errors())
                for name in sorted(corpora)
            },
            self.loss + other.loss,
            self.n_labels + other.n_labels,
            self.n_blank + other.n_blank,
            self.n_frames + other.n_frames,
        )


NOTHING = Score(Errors(), Errors(), {}, 0.0, 0, 0, 0)


class Listener:
    """Decodes examples of dev with whatever weights it is given.

    Args:
        reader: of dev's examples, without augmentation.
        names: id and corpus of each example.
        alphabet: the labels.
        arithmetic: device and precision.
    """

    def __init__(
        self,
        reader: BatchReader,
        names: Sequence[tuple[str, str]],
        alphabet: Alphabet,
        arithmetic: Arithmetic,
    ) -> None:
        self._reader = reader
        self._names = names
        self._alphabet = alphabet
        self._arithmetic = arithmetic

    def score(self, network: DeepSpeech2, chosen: Sequence[int], team: Team) -> Score:
        """Score examples, each process its share of them."""
        lengths = [self._reader.examples[i].n_frames for i in chosen]
        order = [chosen[i] for i in np.argsort(lengths, kind="stable")]
        mine = order[team.rank :: team.size]
        score = NOTHING
        for batch in _batches(mine, self._reader):
            score += self._score(network, batch)
        return sum(team.gather(score), NOTHING)

    def decode(
        self, network: DeepSpeech2, chosen: Sequence[int]
    ) -> tuple[Sentence, ...]:
        """Decode a few examples."""
        sentences = []
        for index in chosen:
            _, _, texts = self._hear(network, (index,))
            reference = self._reference(index)
            wer = word_errors(reference, texts[0]).rate
            sentences.append(Sentence(self._names[index][0], reference, texts[0], wer))
        return tuple(sentences)

    def _score(self, network: DeepSpeech2, chosen: Sequence[int]) -> Score:
        losses, best, texts = self._hear(network, chosen)
        score = NOTHING
        blank = self._alphabet.blank
        for index, loss, labels, text in zip(chosen, losses, best, texts, strict=True):
            reference = self._reference(index)
            words = word_errors(reference, text)
            score += Score(
                words,
                character_errors(reference, text),
                {self._names[index][1] or "all": words},
                loss,
                len(self._reader.examples[index].labels),
                int((labels == blank).sum()),
                len(labels),
            )
        return score

    @torch.inference_mode()
    def _hear(
        self, network: DeepSpeech2, chosen: Sequence[int]
    ) -> tuple[list[float], list[Tensor], list[str]]:
        """Losses, best labels of each frame, and texts of some examples."""
        batch = self._reader.read(chosen, range(len(chosen)))
        batch = batch.to(self._arithmetic.device)
        training = network.training
        network.eval()
        with self._arithmetic.autocast():
            log_probs, lengths = network(batch.features, batch.lengths)
        network.train(training)
        losses = ctc(log_probs, lengths, batch, self._alphabet.blank).tolist()
        best = [
            labels[:n].cpu()
            for labels, n in zip(log_probs.argmax(-1), lengths.tolist(), strict=True)
        ]
        return losses, best, [greedy(labels, self._alphabet) for labels in best]

    def _reference(self, index: int) -> str:
        return self._alphabet.decode(self._reader.examples[index].labels)


def greedy(best: Tensor, alphabet: Alphabet) -> str:
    """The text of the best label of each frame: repeats once, blanks dropped."""
    labels = torch.unique_consecutive(best).tolist()
    text = alphabet.decode(label for label in labels if label != alphabet.blank)
    return " ".join(text.split())


def ctc(log_probs: Tensor, lengths: Tensor, batch: Batch, blank: int) -> Tensor:
    """CTC's negative log-probability of each clip, 0 where its text cannot fit."""
    return functional.ctc_loss(
        log_probs.transpose(0, 1),
        batch.labels,
        lengths,
        batch.label_lengths,
        blank=blank,
        reduction="none",
        zero_infinity=True,
    )


def disagreement(log_probs: Tensor, lengths: Tensor) -> Tensor:
    """How far two hearings of a clip are apart: what each could learn of the other.

    The consistency loss of CR-CTC (Yao et al., 2025): the mean of the divergences of
    either from the other, summed over the frames.

    Args:
        log_probs: (2 clips, frames, labels), both hearings of a clip side by side.
        lengths: (2 clips,), frames of each, the same in both.

    Returns:
        (clips,), in nats.
    """
    inside = torch.arange(log_probs.shape[1], device=lengths.device) < lengths[:, None]
    both = log_probs.reshape(-1, 2, *log_probs.shape[1:])
    teacher = both.detach().flip(1)
    apart = (teacher.exp() * (teacher - both)).sum(-1) * inside.reshape(both.shape[:3])
    return apart.sum(-1).mean(1)


def choose_dev(
    durations: Sequence[float], corpora: Sequence[str], minutes: float
) -> tuple[int, ...]:
    """Choose clips for every evaluation, evenly over each corpus; 0 takes all.

    Args:
        durations: of the clips in seconds.
        corpora: of the clips.
        minutes: how much of them.
    """
    total = sum(durations)
    if minutes <= 0 or total <= minutes * 60:
        return tuple(range(len(durations)))
    part = minutes * 60 / total
    chosen: list[int] = []
    for corpus in sorted(set(corpora)):
        members = [i for i, name in enumerate(corpora) if name == corpus]
        n_wanted = max(1, round(part * len(members)))
        chosen += [members[i * len(members) // n_wanted] for i in range(n_wanted)]
    return tuple(sorted(chosen))


def choose_watched(n_labels: Sequence[int], n_wanted: int) -> tuple[int, ...]:
    """Choose sentences to watch: neither the shortest nor the longest."""
    order = np.argsort(n_labels, kind="stable").tolist()
    n = min(n_wanted, len(order))
    return tuple(order[len(order) * (2 * i + 1) // (2 * n)] for i in range(n))


def _batches(chosen: Sequence[int], reader: BatchReader) -> list[tuple[int, ...]]:
    """Cut examples in order of length into batches that fit into memory."""
    batches: list[tuple[int, ...]] = []
    batch: list[int] = []
    for index in chosen:
        if batch and reader.examples[index].n_frames * (len(batch) + 1) > _BATCH_FRAMES:
            batches.append(tuple(batch))
            batch = []
        batch.append(index)
    return [*batches, tuple(batch)] if batch else batches
