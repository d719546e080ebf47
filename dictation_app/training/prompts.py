"""Sentences to read aloud, the takes of them, and what is wrong with a take."""

import itertools
import json
import logging
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dictation_app.errors import ManifestError
from dictation_app.training.manifest import (
    Clip,
    parse_manifest,
    write_flac,
    write_manifest,
    write_text,
)
from dictation_app.transcript import Seconds

logger = logging.getLogger(__name__)

Samples = npt.NDArray[np.float32]

MANIFEST = "manifest.jsonl"
_STATE = "state.json"
_FRAME: Seconds = 0.02
_MARGIN: Seconds = 0.3
"""Silence that is left before and after what is said."""
_FULL_SCALE = 0.999
_CLIPPED_SHARE = 0.0005
_SILENT, _QUIET = -60.0, -38.0
"""Decibels of full scale of what is said."""
_FASTEST = 28.0
"""Letters a second that nobody reads."""


@dataclass(frozen=True)
class Prompt:
    """A sentence to read.

    Attributes:
        text: as it is shown.
        sounds: its phonemes where they are known, else its letters.
    """

    text: str
    sounds: tuple[str, ...]

    @property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Neighbouring sounds: how a sound is spoken depends on the next."""
        return frozenset(itertools.pairwise(self.sounds))


@dataclass(frozen=True)
class Coverage:
    """Which share of the sounds of all prompts some prompts have.

    Attributes:
        sounds: share of the phonemes, 0 to 1.
        pairs: share of their neighbourhoods.
    """

    sounds: float
    pairs: float


@dataclass(frozen=True)
class Verdict:
    """What a take is worth.

    Attributes:
        duration: seconds of it, silence around it cut off.
        level: of what is said, in dB of full scale.
        clipped: share of samples at full scale.
        problem: what is wrong with it and what to do, or an empty string.
    """

    duration: Seconds
    level: float
    clipped: float
    problem: str


def read_prompts(path: Path) -> tuple[Prompt, ...]:
    """Read sentences, one a line, phonemes behind a tab if they are known.

    Raises:
        ManifestError: the file cannot be read or has no sentence.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise ManifestError(
            f"The sentences in {path.name} cannot be read ({error.strerror})."
        ) from error
    except UnicodeDecodeError as error:
        raise ManifestError(
            f"{path.name} is not UTF-8 text: save it as UTF-8."
        ) from error
    prompts = tuple(
        _prompt(line) for line in lines if line.strip() and not line.startswith("#")
    )
    if not prompts:
        raise ManifestError(f"{path.name} holds no sentence: write one a line.")
    return prompts


def by_coverage(prompts: Iterable[Prompt]) -> tuple[Prompt, ...]:
    """Each time the sentence with the most neighbourhoods that were not yet heard."""
    left = list(prompts)
    heard: set[tuple[str, str]] = set()
    ordered: list[Prompt] = []
    while left:
        best = max(left, key=lambda prompt: len(prompt.pairs - heard))
        left.remove(best)
        heard |= best.pairs
        ordered.append(best)
    return tuple(ordered)


def coverage(some: Iterable[Prompt], every: Iterable[Prompt]) -> Coverage:
    """What some prompts have of the sounds of all."""
    every, some = tuple(every), tuple(some)
    sounds = {sound for prompt in every for sound in prompt.sounds}
    pairs = {pair for prompt in every for pair in prompt.pairs}
    n_sounds = len({s for prompt in some for s in prompt.sounds} & sounds)
    n_pairs = len({pair for prompt in some for pair in prompt.pairs} & pairs)
    return Coverage(n_sounds / max(len(sounds), 1), n_pairs / max(len(pairs), 1))


def trimmed(samples: Samples, sample_rate: int = 16_000) -> Samples:
    """Without the silence at both ends, a short rest of it left."""
    powers = _powers(samples, sample_rate)
    loud = np.flatnonzero(powers > _threshold(powers))
    if not len(loud):
        return samples
    size, margin = round(_FRAME * sample_rate), round(_MARGIN * sample_rate)
    start = max(int(loud[0]) * size - margin, 0)
    end = (int(loud[-1]) + 1) * size + margin
    return samples[start:end]


def judge(samples: Samples, text: str, sample_rate: int = 16_000) -> Verdict:
    """Whether a take can be learned from."""
    powers = _powers(samples, sample_rate)
    loud = powers[powers > _threshold(powers)]
    level = _decibels(float(loud.mean())) if len(loud) else -120.0
    clipped = float((np.abs(samples) >= _FULL_SCALE).mean()) if len(samples) else 0.0
    spoken = len(loud) * _FRAME
    problem = ""
    if level <= _SILENT:
        problem = "Nothing was heard: check the microphone, and record it again."
    elif clipped > _CLIPPED_SHARE:
        problem = "Too loud, it is cut off: move away a little, and record it again."
    elif len(text) > _FASTEST * max(spoken, _FRAME):
        problem = "That is too short for the sentence: read all of it."
    elif level < _QUIET:
        problem = "Rather quiet: come closer, and record it again."
    return Verdict(len(samples) / sample_rate, level, clipped, problem)


class Recordings:
    """The takes of one speaker, on the disk from the moment they are kept.

    A folder with a manifest that any part of the trainer reads; it can be opened again
    at any time, and goes on with the next sentence.
    """

    def __init__(self, folder: Path, prompts: Sequence[Prompt], speaker: str) -> None:
        """Open a folder, or begin one.

        Args:
            folder: of the recordings.
            prompts: what is to be read, in this order.
            speaker: the name that the clips get.

        Raises:
            ManifestError: the folder's manifest cannot be read.
        """
        self.folder = folder
        self.prompts = tuple(prompts)
        self._speaker = speaker
        self._clips: dict[str, Clip] = {}
        self._skipped: set[str] = set()
        if self.manifest.is_file():
            for entry in parse_manifest(self.manifest):
                if isinstance(entry, ManifestError):
                    logger.warning("left out a take: %s", entry)
                else:
                    self._clips[entry.text] = entry
        self._skipped = self._read_skipped()

    @property
    def manifest(self) -> Path:
        """What the trainer reads."""
        return self.folder / MANIFEST

    @property
    def n_kept(self) -> int:
        """Takes there are."""
        return len(self._clips)

    @property
    def duration(self) -> Seconds:
        """Seconds of all takes."""
        return sum(clip.duration for clip in self._clips.values())

    @property
    def coverage(self) -> Coverage:
        """What the takes have of the sounds of all prompts."""
        done = [prompt for prompt in self.prompts if prompt.text in self._clips]
        return coverage(done, self.prompts)

    def clip(self, prompt: Prompt) -> Clip | None:
        """The take of a sentence, if there is one."""
        return self._clips.get(prompt.text)

    def next_open(self, after: int = -1) -> int | None:
        """Number of the next sentence that is neither read nor skipped, round the end."""
        n = len(self.prompts)
        begin = min(after + 1, n)
        for number in itertools.chain(range(begin, n), range(begin)):
            text = self.prompts[number].text
            if text not in self._clips and text not in self._skipped:
                return number
        return None

    def keep(self, prompt: Prompt, samples: Samples, sample_rate: int = 16_000) -> Clip:
        """Write a take, in the place of an earlier one.

        Raises:
            ManifestError: it cannot be written; earlier takes are as they were.
        """
        samples = trimmed(samples, sample_rate)
        number = self.prompts.index(prompt) + 1
        path = self.folder / f"{number:03d}.flac"
        part = path.with_name(f".{path.stem}.part.flac")
        try:
            write_flac(part, samples, sample_rate)
            part.replace(path)
        except OSError as error:
            raise ManifestError(
                f"{path.name} cannot be written ({error.strerror}): free some space."
            ) from error
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        clip = Clip(
            id=f"{self.folder.name}-{number:03d}",
            audio=path,
            duration=round(len(samples) / sample_rate, 3),
            text=prompt.text,
            speaker=self._speaker,
            corpus="own voice",
        )
        clips = self._clips | {prompt.text: clip}
        write_manifest(self.manifest, clips.values())
        self._clips = clips
        self._skipped.discard(prompt.text)
        return clip

    def skip(self, prompt: Prompt) -> None:
        """Do not ask for a sentence again.

        Raises:
            ManifestError: that cannot be written down.
        """
        self._skipped.add(prompt.text)
        text = json.dumps({"skipped": sorted(self._skipped)}, ensure_ascii=False)
        write_text(self.folder / _STATE, text)

    def _read_skipped(self) -> set[str]:
        try:
            state = json.loads((self.folder / _STATE).read_text(encoding="utf-8"))
            return {str(text) for text in state["skipped"]}
        except (OSError, ValueError, KeyError, TypeError):
            return set()


def _prompt(line: str) -> Prompt:
    text, _, sounds = line.partition("\t")
    text = " ".join(text.split())
    letters = (c for c in text.lower() if c.isalpha())
    return Prompt(text, tuple(sounds.split() or letters))


def _powers(samples: Samples, sample_rate: int) -> npt.NDArray[np.float64]:
    """Power of every 20 ms, without what stands still."""
    size = round(_FRAME * sample_rate)
    whole = samples[: len(samples) // size * size].astype(np.float64)
    if not len(whole):
        return np.empty(0)
    powers: npt.NDArray[np.float64] = (
        np.square(whole - whole.mean()).reshape(-1, size).mean(axis=1)
    )
    return powers


def _threshold(powers: npt.NDArray[np.float64]) -> float:
    """The power above which somebody speaks."""
    if not len(powers):
        return 0.0
    rest, top = np.quantile(powers, [0.1, 0.98])
    return max(min(4 * float(rest), float(top) / 4), float(top) / 1_000, 1e-9)


def _decibels(power: float) -> float:
    return 10 * float(np.log10(max(power, 1e-12)))
