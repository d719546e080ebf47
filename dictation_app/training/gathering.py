"""Data sets put together for one run: looked at, without what is useless, divided."""

import time
from collections import Counter
from collections.abc import Container, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dictation_app.errors import ManifestError
from dictation_app.training.audit import audit
from dictation_app.training.findings import (
    Audit,
    AuditProgress,
    Problem,
    ProblemKind,
    Target,
    problem,
)
from dictation_app.training.importers import parse_dataset
from dictation_app.training.manifest import Clip, write_manifest
from dictation_app.training.splitting import Split, split
from dictation_app.transcript import Seconds

ALL, TRAIN, HELD_OUT = "all.jsonl", "train.jsonl", "held-out.jsonl"
USELESS: frozenset[ProblemKind] = frozenset(
    ("unreadable", "silent", "empty", "foreign", "short", "long", "same-audio")
)
"""Problems for which a clip is left out of training."""
_EVERY = 0.05


@dataclass(frozen=True)
class Gathered:
    """What was found in the data sets.

    Attributes:
        clips: all that can be read, by id.
        audit: what is in them and what is wrong.
        useful: ids of the clips that can be learned from.
        duration: their seconds.
    """

    clips: Mapping[str, Clip]
    audit: Audit
    useful: tuple[str, ...]
    duration: Seconds

    @property
    def n_left_out(self) -> int:
        """Clips that are not used."""
        return len(self.clips) - len(self.useful)


def gather(
    sources: Sequence[Path], folder: Path, target: Target, *, jobs: int = 2
) -> Generator[AuditProgress, None, Gathered]:
    """Read data sets of any layout into one manifest, and check every clip.

    Args:
        sources: manifests or folders.
        folder: gets the manifest.
        target: the network that is to learn.
        jobs: threads that read.

    Raises:
        ManifestError: a data set cannot be opened, or there is no clip at all.
    """
    clips: list[Clip] = []
    wrong: list[Problem] = []
    shown = time.monotonic()
    for number, source in enumerate(sources, 1):
        for entry in parse_dataset(source):
            if isinstance(entry, ManifestError):
                wrong.append(problem("", "line", str(entry)))
            else:
                clips.append(entry)
            if time.monotonic() - shown > _EVERY:
                shown = time.monotonic()
                yield AuditProgress(len(clips), None, len(wrong))
        if len(sources) > 1:
            clips = _with_own_ids(clips, number)
    if not clips:
        first = f" The first trouble: {wrong[0].sentence}" if wrong else ""
        raise ManifestError(f"There is no clip in these data.{first}")
    manifest = folder / ALL
    write_manifest(manifest, clips)
    found = yield from audit(manifest, target=target, jobs=jobs)
    found = replace(found, problems=(*wrong, *found.problems))
    useless = {p.clip for p in found.problems if p.kind in USELESS}
    useful = [clip for clip in clips if clip.id not in useless]
    return Gathered(
        clips={clip.id: clip for clip in clips},
        audit=found,
        useful=tuple(clip.id for clip in useful),
        duration=sum(clip.duration for clip in useful),
    )


def without(
    gathered: Gathered, doubts: Iterable[Problem], left_out: Container[str]
) -> Gathered:
    """The same with further problems, and without some of the clips.

    Args:
        gathered: what was found.
        doubts: problems that were found since.
        left_out: ids of clips that are not to be learned from.
    """
    useful = tuple(name for name in gathered.useful if name not in left_out)
    problems = (*gathered.audit.problems, *doubts)
    return replace(
        gathered,
        audit=replace(gathered.audit, problems=problems),
        useful=useful,
        duration=sum(gathered.clips[name].duration for name in useful),
    )


def divide(gathered: Gathered, folder: Path, *, share: float = 0.15) -> Split:
    """Write what is learned from and what is held out to judge by.

    Raises:
        ManifestError: there are too few clips for two parts.
    """
    useful = [gathered.clips[name] for name in gathered.useful]
    if len(useful) < 2:
        raise ManifestError(
            f"{_counted(len(useful))} of these data can be learned from: at least two "
            "are needed, and some fifty are better."
        )
    parts = split(useful, share=max(share, min(0.5, 1.2 / len(useful))))
    write_manifest(folder / TRAIN, parts.train)
    write_manifest(folder / HELD_OUT, parts.dev)
    return parts


def keep_useful(gathered: Gathered, folder: Path) -> int:
    """Write all clips that can be learned from, undivided: how many they are.

    Raises:
        ManifestError: they cannot be written.
    """
    useful = [gathered.clips[name] for name in gathered.useful]
    write_manifest(folder / TRAIN, useful)
    return len(useful)


def _with_own_ids(clips: Iterable[Clip], number: int) -> list[Clip]:
    """Several data sets may use the same id."""
    counts: Counter[str] = Counter()
    named: list[Clip] = []
    for clip in clips:
        counts[clip.id] += 1
        again = counts[clip.id] > 1
        named.append(replace(clip, id=f"{clip.id}-{number}") if again else clip)
    return named


def _counted(n: int) -> str:
    return {0: "No clip", 1: "Only one clip"}.get(n, f"Only {n} clips")
