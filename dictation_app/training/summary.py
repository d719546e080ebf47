"""What people want to know of an evaluation: rates with intervals, and what went wrong."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from dictation_app.speech.architecture import DecodingOptions
from dictation_app.training.evaluation import ClipScore, Evaluation, Unheard
from dictation_app.training.metrics import (
    Calibration,
    Difference,
    Errors,
    Interval,
    bootstrap,
    calibration,
    paired_difference,
    total,
)
from dictation_app.transcript import Seconds

_N_EXAMPLES = 5
_N_WORDS = 20


@dataclass(frozen=True)
class Group:
    """How well one part of a data set was understood.

    Attributes:
        name: of the corpus or speaker; empty where it is not known.
        n_clips: clips in it.
        duration: their seconds.
        words: errors in words.
        characters: errors in characters.
        wer: word error rate.
        cer: character error rate.
        wer_interval: drawn by clips.
        cer_interval: drawn by clips.
    """

    name: str
    n_clips: int
    duration: Seconds
    words: Errors
    characters: Errors
    wer: float
    cer: float
    wer_interval: Interval
    cer_interval: Interval


@dataclass(frozen=True)
class Confusion:
    """A word that was heard as another one.

    Attributes:
        reference: what was said, empty for a word nobody said.
        hypothesis: what was heard, empty for a word that is missing.
        n: how often.
    """

    reference: str
    hypothesis: str
    n: int


@dataclass(frozen=True)
class Summary:
    """An evaluation at a glance.

    Attributes:
        model: its name.
        data: name of the data set.
        options: how words were searched for.
        overall: all clips.
        by_speakers: interval of the overall word error rate, drawn by speakers; None
            where not two of them are known.
        corpora: each collection, the largest first.
        speakers: each known speaker, the worst first.
        confused: words heard as others, the most frequent first.
        missed: words not heard.
        invented: words heard that nobody said.
        best: clips with the lowest rates, the longest first among equals.
        median: clips from the middle.
        worst: clips with the highest rates.
        spread: clips by their word error rate: none, below 10 %, below 20 %, ... below
            100 %, and the rest.
        calibration: of the words' confidence.
        unheard: clips that were left out.
        wall: seconds of work.
        network: seconds of it in the network.
        search: seconds of decoding, summed over threads.
        speed: seconds of sound a second of work.
        real_time_factor: seconds of work a second of sound.
    """

    model: str
    data: str
    options: DecodingOptions
    overall: Group
    by_speakers: Interval | None
    corpora: tuple[Group, ...]
    speakers: tuple[Group, ...]
    confused: tuple[Confusion, ...]
    missed: tuple[Confusion, ...]
    invented: tuple[Confusion, ...]
    best: tuple[ClipScore, ...]
    median: tuple[ClipScore, ...]
    worst: tuple[ClipScore, ...]
    spread: tuple[int, ...]
    calibration: Calibration
    unheard: tuple[Unheard, ...]
    wall: Seconds
    network: Seconds
    search: Seconds
    speed: float
    real_time_factor: float


@dataclass(frozen=True)
class Change:
    """A clip that two models heard differently.

    Attributes:
        id: of the clip.
        reference: what was said.
        first: what the first model heard.
        second: what the second one heard.
        gained: wrong words fewer in the second; negative where it is worse.
    """

    id: str
    reference: str
    first: str
    second: str
    gained: int


@dataclass(frozen=True)
class GroupDifference:
    """How much two models differ on one collection."""

    name: str
    n_clips: int
    first: float
    second: float
    difference: Difference


@dataclass(frozen=True)
class Comparison:
    """Two models, or two ways of decoding, on the same clips.

    Attributes:
        first: the one compared with.
        second: the other; differences are second minus first.
        wer: difference of the word error rates, drawn by clips.
        cer: difference of the character error rates.
        by_speakers: difference of the word error rates, drawn by speakers; None where
            not two of them are known.
        corpora: word error rates by collection.
        n_better: clips with fewer wrong words in the second.
        n_worse: clips with more of them.
        changes: clips heard differently, the greatest change first.
    """

    first: Summary
    second: Summary
    wer: Difference
    cer: Difference
    by_speakers: Difference | None
    corpora: tuple[GroupDifference, ...]
    n_better: int
    n_worse: int
    changes: tuple[Change, ...]


def summarise(evaluation: Evaluation, *, data: str = "", seed: int = 0) -> Summary:
    """Compute all that a report shows; the seed is that of the intervals."""
    clips = evaluation.clips
    ranked = sorted(clips, key=lambda c: (c.words.rate, -c.words.n_reference, c.id))
    middle = max((len(ranked) - _N_EXAMPLES) // 2, 0)
    words = [word for clip in clips for word in clip.heard]
    speakers = [group for group in _groups(clips, _speaker, seed) if group.name]
    wall = max(evaluation.wall, 1e-9)
    return Summary(
        model=evaluation.model,
        data=data,
        options=evaluation.options,
        overall=_group("", clips, seed),
        by_speakers=_by_speakers(clips, seed),
        corpora=tuple(
            sorted(_groups(clips, _corpus, seed), key=lambda g: (-g.duration, g.name))
        ),
        speakers=tuple(sorted(speakers, key=lambda g: (-g.wer, g.name))),
        confused=_most(clips, "substitute"),
        missed=_most(clips, "delete"),
        invented=_most(clips, "insert"),
        best=tuple(ranked[:_N_EXAMPLES]),
        median=tuple(ranked[middle : middle + _N_EXAMPLES]),
        worst=tuple(
            sorted(clips, key=lambda c: (-c.words.rate, -c.words.n_reference, c.id))
        )[:_N_EXAMPLES],
        spread=_spread(clips),
        calibration=calibration(
            [word.confidence for word in words], [word.correct for word in words]
        ),
        unheard=evaluation.unheard,
        wall=evaluation.wall,
        network=evaluation.network,
        search=evaluation.search,
        speed=evaluation.duration / wall,
        real_time_factor=evaluation.wall / max(evaluation.duration, 1e-9),
    )


def compare(
    first: Evaluation, second: Evaluation, *, data: str = "", seed: int = 0
) -> Comparison:
    """Set two evaluations side by side; clips that only one has heard are left out."""
    others = {clip.id: clip for clip in second.clips}
    pairs = [(clip, others[clip.id]) for clip in first.clips if clip.id in others]
    gains = [a.words.n_errors - b.words.n_errors for a, b in pairs]
    changes = [
        Change(a.id, a.reference, a.hypothesis, b.hypothesis, gain)
        for (a, b), gain in zip(pairs, gains, strict=True)
        if a.hypothesis != b.hypothesis
    ]
    speakers = [a.speaker for a, _ in pairs]
    return Comparison(
        first=summarise(first, data=data, seed=seed),
        second=summarise(second, data=data, seed=seed),
        wer=_difference(pairs, _words, seed=seed),
        cer=_difference(pairs, _characters, seed=seed),
        by_speakers=_difference(pairs, _words, speakers, seed=seed)
        if len(set(speakers) - {""}) > 1
        else None,
        corpora=_corpus_differences(pairs, seed),
        n_better=sum(gain > 0 for gain in gains),
        n_worse=sum(gain < 0 for gain in gains),
        changes=tuple(sorted(changes, key=lambda c: (-abs(c.gained), c.id))),
    )


_Pairs = Sequence[tuple[ClipScore, ClipScore]]


def _difference(
    pairs: _Pairs,
    what: Callable[[ClipScore], Errors],
    groups: Sequence[str] | None = None,
    *,
    seed: int,
) -> Difference:
    return paired_difference(
        [what(a) for a, _ in pairs], [what(b) for _, b in pairs], groups, seed=seed
    )


def _corpus_differences(pairs: _Pairs, seed: int) -> tuple[GroupDifference, ...]:
    found: list[GroupDifference] = []
    for name in sorted({a.corpus for a, _ in pairs}):
        part = [(a, b) for a, b in pairs if a.corpus == name]
        found.append(
            GroupDifference(
                name,
                len(part),
                total(a.words for a, _ in part).rate,
                total(b.words for _, b in part).rate,
                _difference(part, _words, seed=seed),
            )
        )
    return tuple(found)


def _groups(
    clips: Iterable[ClipScore], key: Callable[[ClipScore], str], seed: int
) -> list[Group]:
    members: dict[str, list[ClipScore]] = {}
    for clip in clips:
        members.setdefault(key(clip), []).append(clip)
    return [_group(name, part, seed) for name, part in members.items()]


def _group(name: str, clips: Sequence[ClipScore], seed: int) -> Group:
    words = [clip.words for clip in clips]
    characters = [clip.characters for clip in clips]
    return Group(
        name=name,
        n_clips=len(clips),
        duration=sum(clip.duration for clip in clips),
        words=total(words),
        characters=total(characters),
        wer=total(words).rate,
        cer=total(characters).rate,
        wer_interval=bootstrap(words, seed=seed),
        cer_interval=bootstrap(characters, seed=seed),
    )


def _by_speakers(clips: Sequence[ClipScore], seed: int) -> Interval | None:
    speakers = [clip.speaker for clip in clips]
    if len(set(speakers) - {""}) < 2:
        return None
    return bootstrap([clip.words for clip in clips], speakers, seed=seed)


def _most(clips: Iterable[ClipScore], kind: str) -> tuple[Confusion, ...]:
    counts = Counter(
        (edit.reference, edit.hypothesis)
        for clip in clips
        for edit in clip.edits
        if edit.kind == kind
    )
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Confusion(*words, n) for words, n in ranked[:_N_WORDS])


def _spread(clips: Iterable[ClipScore]) -> tuple[int, ...]:
    counts = [0] * 12
    for clip in clips:
        rate = clip.words.rate
        counts[0 if rate == 0 else min(int(rate * 10) + 1, 11)] += 1
    return tuple(counts)


def _speaker(clip: ClipScore) -> str:
    return clip.speaker


def _corpus(clip: ClipScore) -> str:
    return clip.corpus


def _words(clip: ClipScore) -> Errors:
    return clip.words


def _characters(clip: ClipScore) -> Errors:
    return clip.characters
