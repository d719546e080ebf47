"""A word n-gram language model from text, and its way into a model's folder."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dictation_app.errors import ModelError, TrainingError
from dictation_app.speech.alphabet import Alphabet
from dictation_app.speech.architecture import DecodingOptions
from dictation_app.speech.decoder import Decoder
from dictation_app.speech.model_folder import put_files
from dictation_app.speech.store import (
    LANGUAGE_MODEL,
    WORDS,
    ModelInfo,
    read_model,
)
from dictation_app.training import kenlm
from dictation_app.training.kenlm import Recipe, Tools
from dictation_app.training.sentences import (
    SentenceCount,
    check_texts,
    gather_sentences,
    read_held_out,
    read_sentences,
)


@dataclass(frozen=True)
class BuildProgress:
    """How far the building of a language model has come.

    Attributes:
        stage: what is being done.
        n_lines: sentences read so far.
        n_words: words in them.
    """

    stage: str
    n_lines: int
    n_words: int


@dataclass(frozen=True)
class BuiltLanguageModel:
    """A language model that was built.

    Attributes:
        folder: where lm.bin and words.txt are.
        n_lines: sentences it was counted from.
        n_words: words in them.
        n_foreign: sentences left out, as they hold characters outside the alphabet.
        n_held_out: sentences left out, as others are measured on them.
        n_vocabulary: different words it knows.
        n_ngrams: n-grams of each length from 1.
        n_bytes: size of lm.bin.
    """

    folder: Path
    n_lines: int
    n_words: int
    n_foreign: int
    n_held_out: int
    n_vocabulary: int
    n_ngrams: tuple[int, ...]
    n_bytes: int


def build_language_model(
    texts: Sequence[Path],
    output: Path,
    *,
    alphabet: Alphabet,
    tools: Tools,
    recipe: Recipe | None = None,
    vocabulary: frozenset[str] | None = None,
    held_out: Sequence[Path] = (),
) -> Generator[BuildProgress, None, BuiltLanguageModel]:
    """Build lm.bin and words.txt in the folder `output` from texts and manifests.

    A text has a sentence a line, and one that is named twice counts twice. Sentences of
    `held_out` are not learnt. Words outside `vocabulary`, where one is given, are unknown
    words. Closing the generator ends KenLM's programs and leaves nothing behind.

    Raises:
        TrainingError: a text cannot be read, or holds nothing; KenLM failed; the disk is
            full.
        ManifestError: a manifest cannot be read.
    """
    recipe = recipe or Recipe()
    check_texts((*texts, *held_out))
    with _workshop(output) as room:
        count = SentenceCount(read_held_out(held_out, alphabet))
        for _ in gather_sentences(texts, room / "text", alphabet, count):
            yield BuildProgress("reading", count.n_lines, count.n_words)
        words = _vocabulary(count.words, recipe, vocabulary)
        (room / WORDS).write_text("\n".join(words) + "\n", encoding="utf-8")
        for stage, command in kenlm.commands(
            tools, recipe, room, room / WORDS, room / LANGUAGE_MODEL
        ):
            yield BuildProgress(stage, count.n_lines, count.n_words)
            for _ in kenlm.run(command, room / "log"):
                yield BuildProgress(stage, count.n_lines, count.n_words)
        built = BuiltLanguageModel(
            folder=output,
            n_lines=count.n_lines,
            n_words=count.words.total(),
            n_foreign=count.n_foreign,
            n_held_out=count.n_held_out,
            n_vocabulary=len(words),
            n_ngrams=kenlm.n_grams(room / "arpa"),
            n_bytes=(room / LANGUAGE_MODEL).stat().st_size,
        )
        for name in (LANGUAGE_MODEL, WORDS):
            (room / name).replace(output / name)
    return built


def install(folder: Path, model: Path) -> ModelInfo:
    """Put the language model of `folder` into a model's folder, all of it or nothing.

    Raises:
        ModelError: it cannot be read, or the model's folder cannot be written to.
    """
    info = read_model(model)
    lm, words = folder / LANGUAGE_MODEL, folder / WORDS
    for path in (lm, words):
        if not path.is_file():
            raise ModelError(f"{path} is missing: build the language model again.")
    Decoder(info.alphabet, DecodingOptions(), language_model=lm, words=words)
    put_files(model, {LANGUAGE_MODEL: lm, WORDS: words})
    return read_model(model)


def read_words(path: Path, alphabet: Alphabet) -> frozenset[str]:
    """Read a word list, brought to the alphabet; what it cannot write is left out.

    Raises:
        TrainingError: it cannot be read, or holds no word.
    """
    words: set[str] = set()
    for line in read_sentences(path):
        words.update(alphabet.normalise(line).split())
    words = {word for word in words if not alphabet.foreign(word)}
    if not words:
        raise TrainingError(f"{path.name} holds no word: it needs one a line.")
    return frozenset(words)


@contextmanager
def _workshop(output: Path) -> Iterator[Path]:
    """A temporary folder within the output folder, gone at the end."""
    room: Path | None = None
    try:
        output.mkdir(parents=True, exist_ok=True)
        room = Path(tempfile.mkdtemp(prefix=".new-", dir=output))
        yield room
    except OSError as error:
        raise TrainingError(
            f"The language model cannot be written to {output} ({error.strerror}): make "
            "room or choose another folder."
        ) from error
    finally:
        if room is not None:
            shutil.rmtree(room, ignore_errors=True)


def _vocabulary(
    counts: Counter[str], recipe: Recipe, wanted: frozenset[str] | None
) -> list[str]:
    """The words to know, sorted: those that occur, often enough, and are wanted."""
    words = sorted(
        word
        for word, n in counts.items()
        if n >= recipe.min_count and (wanted is None or word in wanted)
    )
    if not words:
        raise TrainingError(
            "No word is left for the language model: lower the number of times a word "
            "must occur, or give another word list."
        )
    return words
