"""Text as numbers of word pieces, in batches for the sentence network."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from dictation_app.speech.alphabet import Alphabet
from dictation_app.speech.rescoring import BEGIN, END, UNKNOWN, open_pieces

_POOL = 100_000
"""Sentences among which some of like length are looked for."""
_SAMPLE = 400_000
"""Sentences from which the pieces are found."""
_LONGEST = 250
"""Pieces of a sentence that are read; what is longer is no sentence."""


@dataclass(frozen=True, eq=False)
class PieceCorpus:
    """Sentences as numbers of pieces, one behind the other.

    Attributes:
        pieces: (n_pieces,) uint16.
        lengths: of each sentence.
    """

    pieces: npt.NDArray[np.uint16]
    lengths: npt.NDArray[np.int64]

    @property
    def n_pieces(self) -> int:
        """All that there is to read, the ends of the sentences included."""
        return len(self.pieces) + len(self.lengths)

    def batches(self, size: int, seed: int) -> Iterator[Tensor]:
        """Sentences of like length, in an order that is drawn anew every time.

        Yields:
            (sentences, longest + 2) from BEGIN to END and -1 behind it.
        """
        draw = np.random.default_rng(seed)
        starts = np.concatenate(([0], self.lengths.cumsum()[:-1]))
        while True:
            order = draw.permutation(len(self.lengths))
            for first in range(0, len(order), _POOL):
                pool = order[first : first + _POOL]
                pool = pool[self.lengths[pool].argsort(kind="stable")]
                parts = list(self._divide(pool, size))
                for number in draw.permutation(len(parts)):
                    yield self._table(parts[number], starts)

    def _divide(
        self, pool: npt.NDArray[np.int64], size: int
    ) -> Iterator[npt.NDArray[np.int64]]:
        """Split sentences, the shortest first, so that a table is not too large."""
        first = 0
        for last in range(1, len(pool) + 1):
            full = (
                last == len(pool)
                or (self.lengths[pool[last]] + 1) * (last + 1 - first) > size
            )
            if full:
                yield pool[first:last]
                first = last

    def _table(
        self, sentences: npt.NDArray[np.int64], starts: npt.NDArray[np.int64]
    ) -> Tensor:
        lengths = self.lengths[sentences]
        table = np.full((len(sentences), lengths.max() + 2), -1, np.int64)
        table[:, 0] = BEGIN
        for row, start, length in zip(table, starts[sentences], lengths, strict=True):
            row[1 : length + 1] = self.pieces[start : start + length]
            row[length + 1] = END
        return torch.from_numpy(table)


def find_pieces(text: Path, n_pieces: int, alphabet: Alphabet) -> bytes:
    """Find the pieces of words of which the text is most likely made.

    That is the unigram model of Kudo, 2018. Every letter of the alphabet is a piece.

    Args:
        text: a sentence a line.
        n_pieces: wanted; a small text has fewer.
        alphabet: of the sentences.

    Returns:
        A model of SentencePiece.
    """
    from sentencepiece import SentencePieceTrainer

    model = io.BytesIO()
    with text.open(encoding="utf-8") as file:
        SentencePieceTrainer.train(
            # A file's name would be kept with the pieces.
            sentence_iterator=(line.rstrip("\n") for line in file),
            model_writer=model,
            model_type="unigram",
            vocab_size=n_pieces,
            hard_vocab_limit=False,
            required_chars="".join(label for label in alphabet.labels if label.strip()),
            character_coverage=1.0,
            split_by_unicode_script=False,  # don't is no three pieces
            normalization_rule_name="identity",
            unk_id=UNKNOWN,
            bos_id=BEGIN,
            eos_id=END,
            pad_id=-1,
            input_sentence_size=_SAMPLE,
            shuffle_input_sentence=True,
            minloglevel=2,
        )
    return model.getvalue()


def cut(text: Path, pieces: bytes) -> Iterator[PieceCorpus]:
    """Cut the sentences of a text into pieces, many of them at a time."""
    processor = open_pieces(pieces)
    with text.open(encoding="utf-8") as file:
        while lines := [line.rstrip("\n") for line in islice(file, _POOL)]:
            rows = [row[:_LONGEST] for row in processor.encode(lines)]
            yield PieceCorpus(
                np.concatenate([np.array(row, np.uint16) for row in rows]),
                np.array([len(row) for row in rows], np.int64),
            )


def join(parts: list[PieceCorpus]) -> PieceCorpus:
    """One corpus of several."""
    return PieceCorpus(
        np.concatenate([part.pieces for part in parts]),
        np.concatenate([part.lengths for part in parts]),
    )
