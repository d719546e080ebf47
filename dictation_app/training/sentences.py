"""Sentences to learn from, and those that a measurement keeps for itself."""

import gzip
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dictation_app.errors import TrainingError
from dictation_app.speech.alphabet import Alphabet
from dictation_app.training.manifest import read_manifest

_RUN = 6
"""So many words in a row that two sentences share are no accident."""
_EVERY = 50_000
"""Lines between two signs of life while text is read."""


def check_texts(paths: Iterable[Path]) -> None:
    """Look whether all of them are there.

    Raises:
        TrainingError: one is not.
    """
    for path in paths:
        if not path.is_file():
            raise TrainingError(f"There is no text {path}: check its name.")


def read_sentences(path: Path) -> Iterator[str]:
    """The sentences of a text, one a line, or of a manifest, each of them once.

    Raises:
        TrainingError: the text cannot be read.
        ManifestError: the manifest cannot be read.
    """
    if path.suffix == ".jsonl":
        yield from sorted({clip.text for clip in read_manifest(path)})
        return
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8-sig") as file:
            yield from file
    except UnicodeDecodeError as error:
        raise TrainingError(
            f"{path.name} is not UTF-8 text: save it as UTF-8."
        ) from error
    except (OSError, EOFError) as error:
        raise TrainingError(
            f"{path.name} cannot be read ({error}): check its name, or copy it again."
        ) from error


class HeldOut:
    """Sentences that must not be learnt, as a model is measured on them."""

    def __init__(self, sentences: Iterable[Sequence[str]] = ()) -> None:
        self._whole = {tuple(words) for words in sentences}
        self._runs = {run for words in self._whole for run in _runs(words)}

    def betrayed_by(self, words: Sequence[str]) -> bool:
        """Whether this is one of them, or shares six words in a row with one."""
        return bool(self._whole) and (
            tuple(words) in self._whole or not self._runs.isdisjoint(_runs(words))
        )


def read_held_out(paths: Iterable[Path], alphabet: Alphabet) -> HeldOut:
    """The sentences of texts and manifests, as what must not be learnt."""
    lines = (line for path in paths for line in read_sentences(path))
    return HeldOut(filter(None, (alphabet.normalise(line).split() for line in lines)))


@dataclass
class SentenceCount:
    """What was read so far, and what must not be.

    Attributes:
        held_out: sentences that are not learnt.
        n_lines: sentences that are.
        n_words: words in them.
        n_foreign: sentences left out, as they hold characters outside the alphabet.
        n_held_out: sentences left out, as others are measured on them.
        words: how often each word occurs.
    """

    held_out: HeldOut
    n_lines: int = 0
    n_words: int = 0
    n_foreign: int = 0
    n_held_out: int = 0
    words: Counter[str] = field(default_factory=Counter)

    @property
    def n_read(self) -> int:
        """Sentences read, learnt or not."""
        return self.n_lines + self.n_foreign + self.n_held_out


def gather_sentences(
    texts: Iterable[Path], target: Path, alphabet: Alphabet, count: SentenceCount
) -> Iterator[None]:
    """Write all sentences in the alphabet's characters to one file and count words.

    Yields now and then; `count` says how far the work has come.

    Raises:
        TrainingError: a text cannot be read, or there is nothing to learn.
        ManifestError: a manifest cannot be read.
    """
    with target.open("w", encoding="utf-8", newline="\n") as file:
        for path in texts:
            for line in read_sentences(path):
                if count.n_read % _EVERY == 0:
                    yield
                words = _normal(line, alphabet, count.words)
                if words is None:
                    count.n_foreign += 1
                elif count.held_out.betrayed_by(words):
                    count.n_held_out += 1
                elif words:
                    count.n_lines += 1
                    count.n_words += len(words)
                    count.words.update(words)
                    file.write(" ".join(words) + "\n")
    if not count.n_lines:
        reason = (
            "hold no sentence in the model's alphabet"
            if count.n_foreign
            else "are empty"
        )
        raise TrainingError(f"The texts {reason}: give one sentence a line.")


def _normal(line: str, alphabet: Alphabet, known: Counter[str]) -> list[str] | None:
    """A line's words in the alphabet, or None where it holds foreign characters."""
    words = line.split()
    if known.keys() >= set(words):  # normalising would change nothing
        return words
    text = alphabet.normalise(line)
    return None if alphabet.foreign(text) else text.split()


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """All rows of six words in a sentence."""
    return zip(*(words[i:] for i in range(_RUN)), strict=False)
