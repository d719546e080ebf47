"""A long recording with its full transcript becomes clips for training.

Pauses cut the recording; what the network hears in each piece finds its place in the
transcript by edit distance; words at the borders then go to whichever neighbour CTC finds
them likelier in. A piece whose text does not fit the sound is left out.
"""

import itertools
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from rapidfuzz.distance import Levenshtein

from dictation_app.errors import ManifestError, ModelError
from dictation_app.speech import media
from dictation_app.speech.alignment import align_labels
from dictation_app.speech.alphabet import Alphabet
from dictation_app.speech.decoder import Decoder
from dictation_app.speech.endpointing import Segment, segments
from dictation_app.speech.network import AcousticModel
from dictation_app.training.importers.sources import read_text
from dictation_app.training.manifest import Clip, Samples, write_flac, write_manifest
from dictation_app.transcript import Emissions, Seconds

MIN_FIT = 0.1
"""Fit below which a piece is left out: the text is ten times less likely, letter by
letter, than what the network hears itself."""
_BATCH = 4
_SHIFT = 4
"""Words that may move across a border."""
_SHORTEST = 0.4
_BORDER = 0.1
"""Share of the wanted fit that the first and the last word must reach by themselves."""


@dataclass(frozen=True)
class Piece:
    """A stretch of the recording and its part of the transcript.

    Attributes:
        start: beginning in seconds of the recording.
        end: end in seconds of the recording.
        text: its words as the transcript writes them.
        fit: how much less likely the text is than what the network hears itself, by
            letter: 1 is as likely.
        border_fit: the same of its first or last word, whichever fits worse.
        reason: why it was left out; empty for a clip.
    """

    start: Seconds
    end: Seconds
    text: str
    fit: float
    border_fit: float
    reason: str = ""

    @property
    def duration(self) -> Seconds:
        """Length in seconds."""
        return self.end - self.start


@dataclass(frozen=True)
class CutProgress:
    """How far the cutting has come.

    Attributes:
        stage: what is being done.
        share: of the stage, from 0 to 1.
        left: seconds of work left in it, or None while it is too early to tell.
    """

    stage: str
    share: float
    left: Seconds | None = None


@dataclass(frozen=True)
class Cut:
    """What became of a recording.

    Attributes:
        manifest: of the clips.
        clips: pieces that were kept.
        left_out: pieces that were not.
        duration: seconds of the recording.
    """

    manifest: Path
    clips: tuple[Piece, ...]
    left_out: tuple[Piece, ...]
    duration: Seconds


@dataclass(frozen=True, eq=False)
class _Stretch:
    """A piece of sound between two pauses.

    Attributes:
        segment: the sound.
        emissions: what the network makes of it.
        heard: the text it hears.
    """

    segment: Segment
    emissions: Emissions
    heard: str


def cut(
    model: AcousticModel,
    decoder: Decoder,
    recording: Path,
    transcript: Path,
    out: Path,
    *,
    speaker: str = "",
    corpus: str = "",
    min_fit: float = MIN_FIT,
) -> Generator[CutProgress, None, Cut]:
    """Cut a recording into clips by its transcript, and write them with a manifest.

    Raises:
        ManifestError: the transcript is empty or cannot be read, or nothing can be written.
        AudioError: the recording cannot be read.
    """
    words = read_text(transcript).split()
    spoken = [_sayable(word, model.alphabet) for word in words]
    if not any(spoken):
        raise ManifestError(
            f"{transcript.name} holds no words in the letters of this model: write down "
            "what is said in the recording."
        )
    stretches = yield from _listen(model, decoder, recording)
    pieces = yield from fit_words(stretches, words, spoken, model.alphabet)
    judged = [_judge(piece, min_fit) for piece in pieces]
    kept = yield from _write(recording, out, stretches, judged, speaker, corpus)
    info = media.probe(recording)
    return Cut(
        manifest=out / "manifest.jsonl",
        clips=kept,
        left_out=tuple(piece for piece in judged if piece.reason),
        duration=info.duration or (stretches[-1].segment.end if stretches else 0.0),
    )


def _listen(
    model: AcousticModel, decoder: Decoder, recording: Path
) -> Generator[CutProgress, None, list[_Stretch]]:
    """Run the network over the stretches of speech."""
    total = media.probe(recording).duration
    began = time.monotonic()
    found: list[_Stretch] = []
    sound = segments(media.decode(recording, sample_rate=model.sample_rate))
    while batch := list(itertools.islice(sound, _BATCH)):
        values = model.emissions([segment.samples for segment in batch])
        for segment, log_probs in zip(batch, values, strict=True):
            kept = np.maximum(log_probs, np.finfo(np.float16).min).astype(np.float16)
            emissions = Emissions(kept, segment.start, model.frame_rate)
            found.append(_Stretch(segment, emissions, decoder.text(emissions)))
        done = batch[-1].end
        share = done / total if total else 0.0
        left = (time.monotonic() - began) * (1 - share) / share if share else None
        yield CutProgress("listening", share, left)
    return found


def fit_words(
    stretches: Sequence[_Stretch],
    words: Sequence[str],
    spoken: Sequence[str],
    alphabet: Alphabet,
) -> Generator[CutProgress, None, list[Piece]]:
    """Give each stretch its words of the transcript, in order, none twice."""
    borders = _rough_borders([stretch.heard for stretch in stretches], spoken)
    scorer = _Scorer(stretches, spoken, alphabet)
    for i in range(1, len(stretches)):
        borders[i] = _best_border(i, borders, scorer)
        if i % 8 == 0:
            yield CutProgress("fitting the text", i / len(stretches))
    pieces: list[Piece] = []
    for i, stretch in enumerate(stretches):
        first, last = borders[i], borders[i + 1]
        segment = stretch.segment
        pieces.append(
            Piece(
                segment.start,
                segment.end,
                " ".join(words[first:last]),
                scorer.fit(i, first, last),
                scorer.border_fit(i, first, last),
            )
        )
    return pieces


def _rough_borders(heard: Sequence[str], spoken: Sequence[str]) -> list[int]:
    """Where the stretches begin in the transcript, by edit distance of the letters.

    Returns:
        Numbers of words, one more than there are stretches.
    """
    said = " ".join(spoken)
    everything = " ".join(heard)
    # Where does each letter that was heard lie in what was said?
    place = np.zeros(len(everything) + 1, dtype=np.int64)
    for block in Levenshtein.opcodes(everything, said):
        width = block.src_end - block.src_start
        if width:
            steps = np.linspace(block.dest_start, block.dest_end, width, endpoint=False)
            place[block.src_start : block.src_end] = steps
    place[-1] = len(said)
    starts = np.cumsum([0, *(len(word) + 1 for word in spoken)])[:-1]
    borders: list[int] = []
    position = 0
    for text in heard:
        # The border goes to the word that begins nearest to the letter.
        borders.append(
            int(np.abs(starts - place[min(position, len(place) - 1)]).argmin())
        )
        position += len(text) + 1
    borders = [0, *borders[1:], len(spoken)] if borders else [0]
    return [int(b) for b in np.maximum.accumulate(borders)]


def _best_border(i: int, borders: Sequence[int], scorer: "_Scorer") -> int:
    """Try to move words across the border before stretch `i`."""
    before, here, after = borders[i - 1], borders[i], borders[i + 1]
    lowest, highest = max(before, here - _SHIFT), min(max(after, here), here + _SHIFT)
    candidates = range(lowest, highest + 1)
    return max(
        candidates,
        key=lambda b: scorer.logp(i - 1, before, b) + scorer.logp(i, b, after),
    )


class _Scorer:
    """How likely is a stretch to say these words?"""

    def __init__(
        self, stretches: Sequence[_Stretch], spoken: Sequence[str], alphabet: Alphabet
    ) -> None:
        self._values = [s.emissions.log_probs.astype(np.float32) for s in stretches]
        self._spoken = spoken
        self._alphabet = alphabet
        self._known: dict[tuple[int, int, int], float] = {}

    def logp(self, i: int, first: int, last: int) -> float:
        """Log probability of the best path through stretch `i` with words first..last."""
        key = (i, first, last)
        if key not in self._known:
            self._known[key] = self._path(i, self._text(first, last))
        return self._known[key]

    def fit(self, i: int, first: int, last: int) -> float:
        """How likely the text is beside what is heard, by letter, from 0 to 1."""
        n_letters = len(self._text(first, last))
        if n_letters == 0:
            return 0.0
        best = float(self._values[i].max(axis=1).sum())
        return float(np.exp(min((self.logp(i, first, last) - best) / n_letters, 0.0)))

    def border_fit(self, i: int, first: int, last: int) -> float:
        """The worse fit of the first and the last word, where errors gather."""
        values = self._values[i]
        words = [word for word in self._spoken[first:last] if word]
        if not words or self.logp(i, first, last) == -np.inf:
            return 0.0
        labels = self._alphabet.encode(" ".join(words))
        spans = align_labels(values, labels, self._alphabet.blank)
        behind = values - values.max(axis=1, keepdims=True)
        fits = [float(behind[s.first : s.last, s.label].max()) for s in spans]
        borders = (fits[: len(words[0])], fits[-len(words[-1]) :])
        return min(float(np.exp(np.mean(part))) for part in borders)

    def _text(self, first: int, last: int) -> str:
        return " ".join(word for word in self._spoken[first:last] if word)

    def _path(self, i: int, text: str) -> float:
        values, blank = self._values[i], self._alphabet.blank
        if not text:
            return float(values[:, blank].sum())
        try:
            spans = align_labels(values, self._alphabet.encode(text), blank)
        except ModelError:  # more letters than frames
            return -np.inf
        path = np.full(len(values), blank)
        for span in spans:
            path[span.first : span.last] = span.label
        return float(values[np.arange(len(values)), path].sum())


def _judge(piece: Piece, min_fit: float) -> Piece:
    """Say why a piece must be left out, if it must."""
    if not piece.text:
        return replace(piece, reason="The transcript has no words for it.")
    if piece.duration < _SHORTEST:
        return replace(piece, reason="It is too short.")
    if piece.fit < min_fit:
        return replace(piece, reason="The text does not fit the sound.")
    if piece.border_fit < _BORDER * min_fit:
        return replace(piece, reason="Its first or last word does not fit the sound.")
    return piece


def _write(
    recording: Path,
    out: Path,
    stretches: Sequence[_Stretch],
    pieces: Sequence[Piece],
    speaker: str,
    corpus: str,
) -> Generator[CutProgress, None, tuple[Piece, ...]]:
    clips: list[Clip] = []
    kept: list[Piece] = []
    for number, (stretch, piece) in enumerate(zip(stretches, pieces, strict=True)):
        if piece.reason:
            continue
        name = f"{recording.stem}-{number:05d}"
        samples: Samples = stretch.segment.samples
        write_flac(out / f"{name}.flac", samples, stretch.segment.sample_rate)
        clips.append(
            Clip(
                id=name,
                audio=out / f"{name}.flac",
                duration=piece.duration,
                text=piece.text,
                speaker=speaker,
                corpus=corpus or recording.stem,
            )
        )
        kept.append(piece)
        yield CutProgress("writing", number / len(pieces))
    write_manifest(out / "manifest.jsonl", clips)
    return tuple(kept)


def _sayable(word: str, alphabet: Alphabet) -> str:
    """The part of a word that the network can say."""
    normalised = alphabet.normalise(word)
    return "".join(c for c in normalised if c in alphabet.labels)
