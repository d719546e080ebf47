"""What many tests need: sound that was never recorded, a network that never learnt."""

from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
import torch
from hypothesis import settings

from dictation_app.speech.alphabet import ENGLISH
from dictation_app.speech.architecture import (
    DecodingOptions,
    FeatureConfig,
    ModelConfig,
)
from dictation_app.speech.model import DeepSpeech2
from dictation_app.speech.rescoring import (
    Rescorer,
    RescorerConfig,
    SentenceNetwork,
    open_pieces,
    pack,
)
from dictation_app.speech.store import save_model
from dictation_app.training.configuration import (
    DataConfig,
    OptimizerConfig,
    RunConfig,
    TrainingConfig,
)
from dictation_app.training.manifest import Clip, write_manifest
from dictation_app.training.pieces import find_pieces

# How long an example takes says more of the machine than of the program.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

RATE = 16_000

WriteAudio = Callable[..., Path]


def make_babble(seconds: float, seed: int = 0) -> np.ndarray:
    """Sound with the rhythm and spectrum of speech: voiced syllables, short pauses."""
    generator = np.random.default_rng(seed)
    time = np.arange(round(seconds * RATE)) / RATE
    pitch = 120 + 30 * np.sin(2 * np.pi * 0.7 * time + generator.uniform(0, 6))
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    voice = sum(np.sin(k * phase) / k for k in range(1, 20))
    syllables = np.clip(np.sin(2 * np.pi * 4 * time + generator.uniform(0, 6)), 0, 1)
    noise = generator.normal(0, 0.01, len(time))
    return (0.15 * voice * syllables + noise).astype(np.float32)


@pytest.fixture
def babble() -> Callable[..., np.ndarray]:
    """Make samples that endpointing takes for speech: seconds, seed."""
    return make_babble


@pytest.fixture
def write_audio() -> WriteAudio:
    """Write samples, or babble of some seconds, as whatever the file's name says."""

    def write(
        path: Path,
        seconds: float = 1.0,
        *,
        samples: np.ndarray | None = None,
        rate: int = RATE,
        seed: int = 0,
    ) -> Path:
        values = make_babble(seconds, seed) if samples is None else samples
        codecs = {
            ".wav": "pcm_s16le",
            ".flac": "flac",
            ".mp3": "mp3",
            ".opus": "libopus",
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        with av.open(str(path), "w") as container:
            stream = container.add_stream(codecs[path.suffix], rate=rate, layout="mono")
            frame = av.AudioFrame.from_ndarray(values[None], "flt", "mono")
            frame.sample_rate = rate
            # Encoders take other formats and frame sizes: the resampler makes them.
            context = stream.codec_context
            resampler = av.AudioResampler(
                context.format.name, "mono", rate, frame_size=960
            )
            frames = [*resampler.resample(frame), *resampler.resample(None)]
            for piece in (*frames, None):
                container.mux(stream.encode(piece))
        return path

    return write


@pytest.fixture
def speech_wav(tmp_path, write_audio) -> Path:
    """Three seconds that sound like speech, as a WAV file."""
    return write_audio(tmp_path / "speech.wav", 3.0)


@pytest.fixture
def rescorer(tmp_path):
    """The file of a sentence network that believes in cats, and in little else."""
    text = tmp_path / "text"
    text.write_text("cat bat\n" * 9, encoding="utf-8")
    pieces = find_pieces(text, 60, ENGLISH)
    processor = open_pieces(pieces)
    network = SentenceNetwork(RescorerConfig(processor.get_piece_size(), 2, 2))
    with torch.no_grad():
        for weights in network.parameters():
            weights.zero_()
        network.bias[processor.encode("bat")] = -9.0
        network.bias[processor.encode("cat")] = 9.0
    path = tmp_path / "believing-in-cats.safetensors"
    path.write_bytes(pack(Rescorer(network, pieces)))
    return path


@pytest.fixture
def tiny_model(tmp_path) -> Path:
    """The folder of a tiny network with random weights, decoded greedily."""
    config = ModelConfig(
        n_mels=16, channels=4, residual_blocks=1, hidden=12, recurrent_layers=1
    )
    torch.manual_seed(0)
    save_model(
        tmp_path / "models" / "tiny",
        DeepSpeech2(config),
        title="Tiny",
        features=FeatureConfig(n_mels=16),
        alphabet=ENGLISH,
        decoding=DecodingOptions(beam_width=1),
    )
    return tmp_path / "models" / "tiny"


LETTER = 0.08
"""Seconds that a letter sounds."""


def speak(text: str, factor: float = 1.0, rate: int = 16_000) -> np.ndarray:
    """Speech that a tiny network can learn: each letter is a tone of its own."""
    time = np.arange(round(LETTER * rate)) / rate
    fade = np.minimum(1, np.minimum(time, time[::-1]) / 0.01)
    tones = [300 + 220 * "' abcdefghijklmnopqrstuvwxyz".index(c) for c in text]
    letters = [fade * np.sin(2 * np.pi * factor * tone * time) for tone in tones]
    noise = np.random.default_rng(len(text)).normal(0, 1e-3, len(time) * len(text))
    return (0.3 * np.concatenate(letters) + noise).astype(np.float32)


@pytest.fixture
def spoken(tmp_path, write_audio):
    """Make a manifest of clips in which the given texts are spoken."""

    def make(
        name: str, *texts: str, corpus: str = "tones", factor: float = 1.0
    ) -> Path:
        clips = [
            Clip(
                f"{name}-{i}",
                write_audio(tmp_path / name / f"{i}.wav", samples=speak(text, factor)),
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
