"""A network that never errs, and sound that a tiny one can learn."""

from pathlib import Path

import numpy as np
import pytest
import torch

from dictation_app.speech.alphabet import ENGLISH
from dictation_app.speech.architecture import FeatureConfig, ModelConfig
from dictation_app.training.configuration import (
    DataConfig,
    OptimizerConfig,
    RunConfig,
    TrainingConfig,
)
from dictation_app.training.manifest import Clip, write_manifest


class Parrot:
    """Emissions that spell the text of a recording of so many samples.

    Where it knows no text it hears nothing. `sure` is the probability of each letter.
    """

    alphabet = ENGLISH
    sample_rate = 16_000
    frame_rate = 25.0

    def __init__(self, texts: dict[int, str], sure: float = 0.9) -> None:
        self.texts = texts
        self.sure = sure
        self.batches: list[list[int]] = []

    def emissions(self, batch):
        self.batches.append([len(samples) for samples in batch])
        return [self._spell(len(s), self.texts.get(len(s), "")) for s in batch]

    def _spell(self, n_samples, text):
        labels = []
        for label in ENGLISH.encode(text):
            labels += [label, ENGLISH.blank]
        n_frames = max(n_samples // 640, len(labels), 1)
        labels += [ENGLISH.blank] * (n_frames - len(labels))
        rest = (1 - self.sure) / (len(ENGLISH) - 1)
        values = np.full((n_frames, len(ENGLISH)), np.log(rest), np.float32)
        values[np.arange(n_frames), labels] = np.log(self.sure)
        return values


@pytest.fixture
def parrot():
    return Parrot


@pytest.fixture(autouse=True, scope="session")
def one_thread():
    """Tiny networks are slower on several threads, above all on a busy machine."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


LETTER = 0.08
"""Seconds that a letter sounds."""


def speak(text: str, rate: int = 16_000) -> np.ndarray:
    """Speech that a tiny network can learn: each letter is a tone of its own."""
    time = np.arange(round(LETTER * rate)) / rate
    fade = np.minimum(1, np.minimum(time, time[::-1]) / 0.01)
    letters = [
        fade
        * np.sin(
            2 * np.pi * (300 + 220 * "' abcdefghijklmnopqrstuvwxyz".index(c)) * time
        )
        for c in text
    ]
    noise = np.random.default_rng(len(text)).normal(0, 1e-3, len(time) * len(text))
    return (0.3 * np.concatenate(letters) + noise).astype(np.float32)


@pytest.fixture
def spoken(tmp_path, write_audio):
    """Make a manifest of clips in which the given texts are spoken."""

    def make(name: str, *texts: str, corpus: str = "tones") -> Path:
        clips = [
            Clip(
                f"{name}-{i}",
                write_audio(tmp_path / name / f"{i}.wav", samples=speak(text)),
                len(text) * LETTER,
                text,
                corpus=corpus,
            )
            for i, text in enumerate(texts)
        ]
        write_manifest(tmp_path / f"{name}.jsonl", clips)
        return tmp_path / f"{name}.jsonl"

    return make


@pytest.fixture
def tiny_config(spoken):
    """Training of a tiny network on six clips: three steps in a pass over them."""
    train = spoken("train", "abba", "cad dab", "bad cab", "dad", "a cab", "bab")
    dev = spoken("dev", "dab", "bad dad")
    return TrainingConfig(
        title="Tones",
        data=DataConfig(train=(str(train),), dev=(str(dev),), word_weight=1.0),
        features=FeatureConfig(n_mels=24),
        model=ModelConfig(
            n_mels=24,
            stem=(2,),
            channels=4,
            residual_blocks=1,
            hidden=16,
            recurrent_layers=1,
        ),
        optimizer=OptimizerConfig(learning_rate=1e-3, warm_up=2),
        run=RunConfig(
            epochs=2, batch_seconds=1.0, device="cpu", precision="float32", seed=3
        ),
    )


def finish(steps):
    """Run a generator to its end: what it yielded and what it returned."""
    yielded = []
    while True:
        try:
            yielded.append(next(steps))
        except StopIteration as end:
            return yielded, end.value


@pytest.fixture
def run_through():
    """Run a generator to its end: what it yielded and what it returned."""
    return finish
