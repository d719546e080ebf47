"""Train and dev sets that share no speaker and, of one speaker, no sentence."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from dictation_app.errors import ManifestError
from dictation_app.training.manifest import Clip


@dataclass(frozen=True)
class Split:
    """A data set in two parts.

    Attributes:
        train: clips to learn from.
        dev: clips to choose by.
        by_speaker: whether no speaker is in both; False where speakers are not known, or
            there is only one.
    """

    train: tuple[Clip, ...]
    dev: tuple[Clip, ...]
    by_speaker: bool


def split(clips: Sequence[Clip], *, share: float = 0.1, seed: int = 0) -> Split:
    """Set about `share` of every corpus' seconds apart; the same seed, the same split.

    All clips of a speaker stay together. Where a corpus has one speaker or knows none,
    clips of the same text stay together.

    Raises:
        ManifestError: there are too few clips for two parts.
    """
    if not 0 < share < 1:
        raise ManifestError(
            f"The share of dev must lie between 0 and 1, not {share:g}."
        )
    generator = np.random.default_rng(seed)
    chosen: set[Clip] = set()
    by_speaker = True
    for corpus in sorted({clip.corpus for clip in clips}):
        part = [clip for clip in clips if clip.corpus == corpus]
        groups, known = _groups(part)
        by_speaker = by_speaker and known
        chosen |= _choose(groups, share, generator)
    train = tuple(clip for clip in clips if clip not in chosen)
    dev = tuple(clip for clip in clips if clip in chosen)
    if not train or not dev:
        raise ManifestError(
            f"{len(clips)} clips are too few for two parts: record more, or ask for a "
            "larger share."
        )
    return Split(train, dev, by_speaker)


def _groups(clips: Sequence[Clip]) -> tuple[list[list[Clip]], bool]:
    """Clips that must stay together, and whether it is for their speakers."""
    speakers = {clip.speaker for clip in clips}
    known = "" not in speakers and len(speakers) > 1
    members: dict[Hashable, list[Clip]] = {}
    for clip in clips:
        sentence = " ".join(clip.text.lower().split()) or clip.id
        with_others = clip.speaker if len(speakers) > 1 else ""
        members.setdefault(with_others or ("text", sentence), []).append(clip)
    return list(members.values()), known


def _choose(
    groups: list[list[Clip]], share: float, generator: np.random.Generator
) -> set[Clip]:
    """Draw groups until the share is reached, none that would overshoot it by half."""
    wanted = share * sum(clip.duration for group in groups for clip in group)
    chosen: set[Clip] = set()
    seconds = 0.0
    for i in generator.permutation(len(groups)).tolist():
        more = sum(clip.duration for clip in groups[i])
        if seconds < wanted and seconds + more <= 1.5 * wanted:
            chosen.update(groups[i])
            seconds += more
    return chosen
