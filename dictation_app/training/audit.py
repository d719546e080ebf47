"""Is a data set fit for training? What is wrong with it comes as rows with a remedy."""

import hashlib
import time
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dictation_app.errors import AudioError, ManifestError
from dictation_app.training.ahead import map_ahead
from dictation_app.training.findings import (
    Audit,
    AuditProgress,
    Collection,
    Foreign,
    Histogram,
    Problem,
    Target,
    problem,
)
from dictation_app.training.importers import parse_dataset
from dictation_app.training.manifest import Clip, read_samples
from dictation_app.transcript import Seconds

_LENGTHS = (0.0, 1.0, 2.0, 3.0, 5.0, 8.0, 12.0, 16.0, 20.0, 30.0)
_LEVELS = (-96.0, -60.0, -50.0, -45.0, -40.0, -35.0, -30.0, -25.0, -20.0, -15.0, -10.0)
_LONGEST = 30.0
_SILENT = -60.0
_FULL_SCALE = 0.999
_CLIPPED_SHARE = 0.001
_SENTENCE = 4
"""Words from which on a text said twice is more than chance."""
_EVERY = 0.05


Steps = Generator[AuditProgress, None, Audit]


def audit(
    path: Path, dev: Path | None = None, *, target: Target | None = None, jobs: int = 2
) -> Steps:
    """Look at every clip of a data set, and for what it shares with a dev set.

    Yields its progress some twenty times a second at most.

    Raises:
        ManifestError: a data set cannot be opened at all, or is empty.
    """
    target = target or Target()
    train_look = _Look(path.name, target)
    yield from train_look.through(path, jobs)
    if dev is None:
        return train_look.result()
    dev_look = _Look(dev.name, target)
    yield from dev_look.through(dev, jobs)
    train_look.problems += _shared(train_look, dev_look)
    return train_look.result(dev_look.result())


@dataclass(frozen=True)
class Sound:
    """What a look at a clip's samples tells.

    Attributes:
        n_samples: at 16 kHz or the target's rate.
        level: root mean square in dB of full scale.
        clipped: share of samples at full scale.
        digest: equal for equal sound.
    """

    n_samples: int
    level: float
    clipped: float
    digest: bytes


@dataclass(frozen=True)
class _Seen:
    """A clip that can be read."""

    clip: Clip
    text: str
    sound: Sound


class _Look:
    """One data set being looked at."""

    def __init__(self, name: str, target: Target) -> None:
        self.name = name
        self.target = target
        self.seen: list[_Seen] = []
        self.problems: list[Problem] = []

    def through(self, path: Path, jobs: int) -> Iterator[AuditProgress]:
        """Look at every clip."""
        clips: list[Clip] = []
        shown = began = time.monotonic()
        for entry in parse_dataset(path):
            if isinstance(entry, ManifestError):
                self.problems.append(problem("", "line", str(entry)))
            else:
                clips.append(entry)
            if time.monotonic() - shown > _EVERY:
                shown = time.monotonic()
                yield AuditProgress(0, None, len(self.problems))
        if not clips and not self.problems:
            raise ManifestError(f"{path.name} holds no clip: nothing can be learnt.")
        done, total = 0.0, sum(clip.duration for clip in clips)
        with (
            ThreadPoolExecutor(jobs, thread_name_prefix="reader") as pool,
            closing(map_ahead(pool, self._measure, clips, jobs * 8)) as sounds,
        ):
            for number, (clip, sound) in enumerate(zip(clips, sounds, strict=True), 1):
                self._take(clip, sound)
                done += clip.duration
                if time.monotonic() - shown > _EVERY:
                    shown = time.monotonic()
                    left = (shown - began) * (total - done) / max(done, 1e-9)
                    yield AuditProgress(number, len(clips), len(self.problems), left)
        self.problems += _twins(self.seen)
        yield AuditProgress(len(clips), len(clips), len(self.problems), 0.0)

    def result(self, dev: Audit | None = None) -> Audit:
        """All that was found."""
        clips = [seen.clip for seen in self.seen]
        words = [word for seen in self.seen for word in seen.text.split()]
        return Audit(
            name=self.name,
            n_clips=len(clips),
            duration=sum(self._seconds(seen) for seen in self.seen),
            n_speakers=len({_speaker(clip) for clip in clips if clip.speaker}),
            n_anonymous=sum(not clip.speaker for clip in clips),
            collections=self._collections(),
            lengths=_histogram(_LENGTHS, map(self._seconds, self.seen)),
            levels=_histogram(_LEVELS, (seen.sound.level for seen in self.seen)),
            n_words=len(words),
            n_different_words=len(set(words)),
            n_texts=len({seen.text for seen in self.seen}),
            foreign=self._foreign(),
            problems=tuple(self.problems),
            dev=dev,
        )

    def _measure(self, clip: Clip) -> Sound | str:
        return measure(clip, self.target.features.sample_rate)

    def _take(self, clip: Clip, sound: Sound | str) -> None:
        if isinstance(sound, str):
            self.problems.append(problem(clip.id, "unreadable", sound))
            return
        seen = _Seen(clip, self.target.alphabet.normalise(clip.text), sound)
        self.seen.append(seen)
        self.problems += _sound_problems(seen, self._seconds(seen))
        self.problems += _text_problems(seen, self.target)

    def _seconds(self, seen: _Seen) -> Seconds:
        return seen.sound.n_samples / self.target.features.sample_rate

    def _collections(self) -> tuple[Collection, ...]:
        members: dict[str, list[_Seen]] = {}
        for seen in self.seen:
            members.setdefault(seen.clip.corpus, []).append(seen)
        found = [
            Collection(
                name,
                len(part),
                sum(map(self._seconds, part)),
                len({seen.clip.speaker for seen in part} - {""}),
                tuple(sorted({seen.clip.licence for seen in part} - {""})),
            )
            for name, part in members.items()
        ]
        return tuple(sorted(found, key=lambda c: (-c.duration, c.name)))

    def _foreign(self) -> tuple[Foreign, ...]:
        counts = Counter(
            c for seen in self.seen for c in self.target.alphabet.foreign(seen.text)
        )
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return tuple(Foreign(character, n) for character, n in ranked)


def measure(clip: Clip, sample_rate: int = 16_000) -> Sound | str:
    """Look at a clip's samples; where it cannot be read, a sentence that says why."""
    try:
        samples = read_samples(clip, sample_rate)
    except (AudioError, ManifestError) as error:
        return str(error)
    power = float(np.mean(np.square(samples, dtype=np.float64)))
    return Sound(
        n_samples=len(samples),
        level=max(10 * float(np.log10(max(power, 1e-12))), _LEVELS[0]),
        clipped=float((np.abs(samples) >= _FULL_SCALE).mean()),
        digest=hashlib.blake2b(
            (np.clip(samples, -1, 1) * 32_767).astype(np.int16).tobytes(),
            digest_size=16,
        ).digest(),
    )


def _sound_problems(seen: _Seen, seconds: Seconds) -> Iterator[Problem]:
    clip, sound = seen.clip, seen.sound
    if sound.level <= _SILENT:
        yield problem(
            clip.id, "silent", f"{clip.name} is silence ({sound.level:.0f} dB)."
        )
    if sound.clipped > _CLIPPED_SHARE:
        share = f"{100 * sound.clipped:.1f} %"
        yield problem(
            clip.id, "clipped", f"{share} of {clip.name} is cut off at full scale."
        )
    if abs(seconds - clip.duration) > max(0.25, 0.05 * clip.duration):
        yield problem(
            clip.id,
            "duration",
            f"{clip.name} is {seconds:.2f} s long, and should be {clip.duration:.2f} s.",
        )
    if seconds > _LONGEST:
        yield problem(
            clip.id,
            "long",
            f"{clip.name} is {seconds:.0f} s long: training wants less.",
        )


def _text_problems(seen: _Seen, target: Target) -> Iterator[Problem]:
    clip, text = seen.clip, seen.text
    if not text:
        yield problem(clip.id, "empty", f"{clip.name} has no text.")
        return
    foreign = target.alphabet.foreign(text)
    if foreign:
        yield problem(
            clip.id, "foreign", f"“{_short(clip.text)}” holds {' '.join(foreign)}."
        )
    needed, frames = target.n_needed(text), target.n_frames(seen.sound.n_samples)
    if frames < needed:
        yield problem(
            clip.id,
            "short",
            f"{clip.name} gives {frames} frames, and its text needs {needed}: CTC "
            f"cannot learn “{_short(text)}” from it.",
        )


def _twins(all_seen: Sequence[_Seen]) -> Iterator[Problem]:
    """Clips that repeat an earlier one: the same sound, or the same speaker and text."""
    sounds: dict[bytes, str] = {}
    texts: dict[tuple[tuple[str, str], str], str] = {}
    for seen in all_seen:
        clip = seen.clip
        first = sounds.setdefault(seen.sound.digest, clip.id)
        if first != clip.id:
            yield problem(
                clip.id, "same-audio", f"{clip.name} sounds exactly like {first}."
            )
        elif clip.speaker and len(seen.text.split()) >= _SENTENCE:
            first = texts.setdefault((_speaker(clip), seen.text), clip.id)
            if first != clip.id:
                yield problem(
                    clip.id,
                    "same-text",
                    f"{clip.speaker} says “{_short(seen.text)}” in {first} already.",
                )


def _shared(train: _Look, dev: _Look) -> Iterator[Problem]:
    """What would make the dev set flatter the model."""
    speakers = Counter(_speaker(s.clip) for s in dev.seen if s.clip.speaker)
    here = Counter(_speaker(s.clip) for s in train.seen)
    sounds = {seen.sound.digest: seen.clip.id for seen in dev.seen}
    texts = {s.text: s.clip.id for s in dev.seen if len(s.text.split()) >= _SENTENCE}
    told: set[object] = set()
    for seen in train.seen:
        clip, speaker = seen.clip, _speaker(seen.clip)
        if speaker in speakers and speaker not in told:
            told.add(speaker)
            yield problem(
                clip.id,
                "shared-speaker",
                f"{clip.speaker} speaks in {here[speaker]} clips here and in "
                f"{speakers[speaker]} of {dev.name}.",
            )
        if seen.sound.digest in sounds:
            yield problem(
                clip.id,
                "shared-audio",
                f"It is {sounds[seen.sound.digest]} of {dev.name}, too.",
            )
        elif seen.text in texts:
            yield problem(
                clip.id,
                "shared-sentence",
                f"“{_short(seen.text)}” is said in {texts[seen.text]} of {dev.name}, too.",
            )


def _speaker(clip: Clip) -> tuple[str, str]:
    """Two corpora may use the same number for two people."""
    return clip.corpus, clip.speaker


def _histogram(edges: tuple[float, ...], values: Iterable[float]) -> Histogram:
    counts = [0] * len(edges)
    for value in values:
        counts[max(int(np.searchsorted(edges, value, side="right")) - 1, 0)] += 1
    return Histogram(edges, tuple(counts))


def _short(text: str, n: int = 60) -> str:
    return text if len(text) <= n else f"{text[: n - 1]}…"
