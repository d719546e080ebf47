"""From names of data sets to what a run hears: clips read, cached, chosen, weighted."""

import hashlib
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dictation_app.errors import TrainingError
from dictation_app.speech.alphabet import Alphabet
from dictation_app.training.augmentation import Augmenter
from dictation_app.training.batches import BatchReader
from dictation_app.training.cache import FeatureCache, open_cache
from dictation_app.training.configuration import TrainingConfig
from dictation_app.training.diagnosis import find_data_faults
from dictation_app.training.events import DataSelected, FeaturesRead, Warned
from dictation_app.training.hearing import choose_dev, choose_watched
from dictation_app.training.importers import read_dataset
from dictation_app.training.manifest import Clip
from dictation_app.training.sampler import Selection, hours_an_epoch, select

_WATCHED = 3

Source = tuple[Sequence[Clip], FeatureCache]


@dataclass(frozen=True)
class Material:
    """What a run hears.

    Attributes:
        train: reads what is learned from, augmented.
        dev: reads what the weights are chosen by, as it is.
        names: id and corpus of each example of dev.
        chosen: examples of dev for every evaluation.
        watched: examples of dev that are decoded now and then.
        fingerprint: changes where the batches would.
        corpora: names of the collections that are learned from.
    """

    train: BatchReader
    dev: BatchReader
    names: tuple[tuple[str, str], ...]
    chosen: tuple[int, ...]
    watched: tuple[int, ...]
    fingerprint: str
    corpora: tuple[str, ...]


def read_features(
    config: TrainingConfig, cache: Path
) -> Generator[FeaturesRead, None, tuple[list[Source], list[Source], list[Source]]]:
    """Read the data sets and open or build their caches: train, dev and noise.

    Raises:
        DictationError: a data set cannot be used at all.
    """
    groups = []
    for names in (config.data.train, config.data.dev, config.data.noise):
        sources: list[Source] = []
        for name in names:
            clips = read_dataset(Path(name))
            opened = yield from open_cache(
                clips, config.features, cache, name=Path(name).name
            )
            sources.append((clips, opened))
        groups.append(sources)
    return groups[0], groups[1], groups[2]


def prepare(
    config: TrainingConfig, alphabet: Alphabet, cache: Path
) -> Generator[FeaturesRead | DataSelected | Warned, None, Material]:
    """Read, choose and weight all clips.

    Raises:
        DictationError: there is nothing to learn from.
    """
    if not config.data.train:
        raise TrainingError("There is no data to learn from: name some with --data.")
    train, dev, noise = yield from read_features(config, cache)
    learned = select(train, alphabet, config.model, config.data)
    tried = select(dev, alphabet, config.model, config.data)
    sources = [clips for clips, _ in train]
    warm = bool(config.parent)
    yield from find_data_faults(learned, alphabet, sources, warm=warm)
    if not learned.examples:
        raise TrainingError(_nothing_left(learned))
    clips = [dev[e.source][0][e.clip] for e in tried.examples]
    corpora = [clip.corpus for clip in clips]
    chosen = choose_dev([c.duration for c in clips], corpora, config.run.dev_minutes)
    yield _describe(learned, train, config, len(chosen))
    augmenter = Augmenter(
        config.augmentation, config.features, [cache for _, cache in noise]
    )
    return Material(
        train=BatchReader(
            learned.examples,
            [opened for _, opened in train],
            config.model,
            augmenter,
            config.run.seed,
            config.optimizer.hearings,
        ),
        dev=BatchReader(tried.examples, [opened for _, opened in dev], config.model),
        names=tuple((clip.id, clip.corpus) for clip in clips),
        chosen=chosen,
        watched=choose_watched([len(e.labels) for e in tried.examples], _WATCHED),
        fingerprint=_fingerprint(learned, train, config),
        corpora=tuple(sorted({c.corpus for clips, _ in train for c in clips} - {""})),
    )


def _describe(
    learned: Selection, train: Sequence[Source], config: TrainingConfig, n_dev: int
) -> DataSelected:
    clips = [train[e.source][0][e.clip] for e in learned.examples]
    frame_rate = config.features.sample_rate / config.features.hop
    return DataSelected(
        n_clips=len(clips),
        hours=sum(clip.duration for clip in clips) / 3600,
        hours_an_epoch=hours_an_epoch(learned.examples, frame_rate)
        * config.optimizer.hearings,
        n_speakers=len({(c.corpus, c.speaker) for c in clips if c.speaker}),
        n_dev=n_dev,
        left_out=learned.left_out,
    )


def _fingerprint(
    learned: Selection, train: Sequence[Source], config: TrainingConfig
) -> str:
    """Hash of all that decides which clip is in which batch."""
    digest = hashlib.sha256()
    digest.update(repr([opened.folder.name for _, opened in train]).encode())
    run, times = config.run, config.optimizer.hearings
    digest.update(repr((run.batch_seconds / times, run.seed)).encode())
    for example in learned.examples:
        digest.update(repr(example).encode())
    return digest.hexdigest()[:20]


def _nothing_left(learned: Selection) -> str:
    reasons = ", ".join(f"{n} {reason}" for reason, n in learned.left_out.items())
    return (
        f"No clip can be learned from: {reasons}. Look at them with dictation-app "
        "dataset check."
    )
