"""Sentences to learn from, and those that a measurement keeps for itself."""

import gzip
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from dictation_app.errors import TrainingError
from dictation_app.training.manifest import read_manifest

_RUN = 6
"""So many words in a row that two sentences share are no accident."""


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


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """All rows of six words in a sentence."""
    return zip(*(words[i:] for i in range(_RUN)), strict=False)
