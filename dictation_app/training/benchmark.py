"""How fast does this machine learn: our trainer beside the loop of the tutorials.

Both hear the same made-up clips in batches of as much audio. Ours is a real run: cached
features, every augmentation, as many processes as a training takes. The other is written
as the tutorials of AssemblyAI and jiwidi write it: sound decoded and turned into features
for every batch, one process with all threads, AdamW in float32.
"""

import multiprocessing
import time
import warnings
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Literal, cast

import numpy as np
import torch
import torchaudio
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

from dictation_app.errors import TrainingError
from dictation_app.speech.alphabet import ENGLISH
from dictation_app.speech.architecture import PRESETS as NETWORKS
from dictation_app.speech.model import DeepSpeech2
from dictation_app.training.configuration import DataConfig
from dictation_app.training.events import StepDone, TrainEvent, TrainResult
from dictation_app.training.manifest import (
    Clip,
    read_samples,
    write_flac,
    write_manifest,
)
from dictation_app.training.presets import PRESETS
from dictation_app.training.processes import Crew, train_in_processes
from dictation_app.training.trainer import TrainingRequest
from dictation_app.transcript import Progress, Seconds

Device = Literal["cpu", "cuda"]

_SHORTEST, _LONGEST = 2.0, 14.0
"""Seconds of the shortest and the longest clip; read sentences are of such lengths."""
_BATCHES = 4
"""Batches in a pass over the clips."""
_LETTERS = 13
"""Letters in a second of speech."""


@dataclass(frozen=True)
class TrainingSpeed:
    """How fast steps were taken.

    Attributes:
        x_realtime: seconds of audio a second.
        step_s: seconds a step took.
        n_steps: steps that were timed; the first of all was not.
    """

    x_realtime: float
    step_s: float
    n_steps: int


def make_clips(folder: Path, batch_seconds: Seconds) -> list[Clip]:
    """Write clips of noise with made-up texts, and `clips.jsonl` and `noise.jsonl`.

    What is heard makes no difference to the speed; how much and how long does.

    Raises:
        ManifestError: the disk does not take them.
    """
    random = np.random.default_rng(1)
    left, clips = _BATCHES * batch_seconds, list[Clip]()
    longest = min(_LONGEST, batch_seconds)
    while left > 0:
        shortest = min(_SHORTEST, longest / 2)
        duration = round(random.uniform(shortest, longest), 2)
        clips.append(_make_clip(folder, f"clip-{len(clips):03d}", duration, random))
        left -= duration
    write_manifest(folder / "clips.jsonl", clips)
    noise = replace(_make_clip(folder, "noise", 30.0, random), text="")
    write_manifest(folder / "noise.jsonl", [noise])
    return clips


def measure_trainer(
    folder: Path, crew: Crew, *, batch_seconds: Seconds, device: Device, seconds: float
) -> Generator[Progress, None, TrainingSpeed]:
    """Train the `small` network on the clips of `folder` as `train` would.

    Raises:
        DictationError: the training fails.
    """
    config = PRESETS["small"]
    clips, noise = (str(folder / f"{name}.jsonl") for name in ("clips", "noise"))
    run = replace(
        config.run,
        epochs=1_000_000,
        batch_seconds=batch_seconds,
        device=device,
        tensorboard=False,
    )
    data = DataConfig(train=(clips,), noise=(noise,), word_weight=1.0)
    request = TrainingRequest(
        config=replace(config, data=data, run=run),
        output=folder / "run",
        cache=folder / "features",
    )
    with closing(_heard(train_in_processes(request, crew))) as steps:
        return (yield from _time(steps, seconds))


def measure_plain_loop(
    clips: Sequence[Clip], *, batch_seconds: Seconds, device: str, seconds: float
) -> Generator[Progress, None, TrainingSpeed]:
    """Train the `jiwidi` network in a fresh process, as its tutorial does.

    Raises:
        TrainingError: the process died.
    """
    context = multiprocessing.get_context("spawn")
    line, end = context.Pipe(duplex=False)
    process = context.Process(
        target=_loop, args=(list(clips), batch_seconds, device, end), daemon=True
    )
    process.start()
    end.close()
    try:
        return (yield from _time(_received(line), seconds))
    finally:
        process.terminate()
        process.join()
        line.close()


def _make_clip(
    folder: Path, name: str, duration: Seconds, random: np.random.Generator
) -> Clip:
    samples = random.normal(0, 0.05, round(duration * 16_000)).astype(np.float32)
    path = folder / f"{name}.flac"
    write_flac(path, samples)
    letters = random.integers(2, 28, max(round(duration * _LETTERS), 1))
    letters[5::6] = ENGLISH.space
    text = ENGLISH.decode(letters.tolist()).strip()
    return Clip(name, path, duration, text)


def _heard(
    events: Generator[TrainEvent, None, TrainResult],
) -> Generator[Seconds, None, None]:
    """Seconds of audio of every step."""
    with closing(events):
        for event in events:
            if isinstance(event, StepDone):
                yield event.seconds


def _received(line: Connection) -> Iterator[Seconds]:
    """Seconds of audio of every step that the other process reports."""
    while True:
        try:
            yield line.recv()
        except (EOFError, OSError):
            raise TrainingError(
                "The plain loop ended unexpectedly; perhaps the memory ran out. Try a "
                "smaller --batch."
            ) from None


def _time(
    steps: Iterator[Seconds], seconds: float
) -> Generator[Progress, None, TrainingSpeed]:
    """Time steps for so many seconds, after a first one that sets things up."""
    yield Progress(0.0, seconds, None)
    next(steps)
    began = time.perf_counter()
    heard, n_steps, elapsed = 0.0, 0, 0.0
    while not n_steps or elapsed < seconds:
        heard += next(steps)
        n_steps += 1
        elapsed = time.perf_counter() - began
        yield Progress(min(elapsed, seconds), seconds, max(seconds - elapsed, 0.0))
    return TrainingSpeed(heard / elapsed, elapsed / n_steps, n_steps)


def _loop(
    clips: list[Clip], batch_seconds: Seconds, device: str, line: Connection
) -> None:
    """Train as the tutorial does until nobody listens any more."""
    network = DeepSpeech2(NETWORKS["jiwidi"]).to(device).train()
    transform = _transform()
    criterion = nn.CTCLoss(blank=ENGLISH.blank, zero_infinity=True).to(device)
    optimizer = torch.optim.AdamW(network.parameters(), 5e-4)
    scheduler = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_lr=5e-4, total_steps=100_000, anneal_strategy="linear"
    )
    mean = sum(clip.duration for clip in clips) / len(clips)
    n_clips = max(round(batch_seconds / mean), 1)
    random = np.random.default_rng(2)
    with suppress(OSError):
        while True:
            batch = [clips[i] for i in random.permutation(len(clips))[:n_clips]]
            mels, labels, lengths, label_lengths = _collate(batch, transform)
            optimizer.zero_grad()
            output = _as_written(network, mels.to(device))
            log_probs = functional.log_softmax(output, dim=2).transpose(0, 1)
            loss = criterion(log_probs, labels.to(device), lengths, label_lengths)
            loss.backward()
            optimizer.step()
            scheduler.step()
            loss.item()  # a GPU is done when its result is there
            line.send(sum(clip.duration for clip in batch))


def _transform() -> nn.Module:
    """Sound to masked mel features, as the tutorials take them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # 128 bands of 400 samples: some are empty
        mel = torchaudio.transforms.MelSpectrogram(sample_rate=16_000, n_mels=128)
    return nn.Sequential(
        mel,
        torchaudio.transforms.FrequencyMasking(freq_mask_param=15),
        torchaudio.transforms.TimeMasking(time_mask_param=35),
    )


def _collate(
    batch: Sequence[Clip], transform: nn.Module
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """(clips, 1, mels, frames), labels (clips, longest), and the lengths of both."""
    mels, labels = [], []
    for clip in batch:
        samples = torch.from_numpy(read_samples(clip))
        mels.append(transform(samples).transpose(0, 1))
        labels.append(torch.tensor(ENGLISH.encode(clip.text)))
    padded = pad_sequence(mels, batch_first=True).unsqueeze(1).transpose(2, 3)
    lengths = torch.tensor([len(mel) // 2 for mel in mels])
    label_lengths = torch.tensor([len(label) for label in labels])
    return padded, pad_sequence(labels, batch_first=True), lengths, label_lengths


def _as_written(network: DeepSpeech2, x: Tensor) -> Tensor:
    """The forward pass of the tutorials: PyTorch's layers, padding heard like sound."""
    x = network.cnn(x)
    for block in cast("Iterable[Any]", network.rescnn_layers):
        y = block.cnn1(block.dropout(functional.gelu(block.layer_norm1(x))))
        x = x + block.cnn2(block.dropout(functional.gelu(block.layer_norm2(y))))
    x = network.fully_connected(x.flatten(1, 2).transpose(1, 2))
    for block in cast("Iterable[Any]", network.birnn_layers):
        x = block.dropout(block.BiGRU(functional.gelu(block.layer_norm(x)))[0])
    output: Tensor = network.classifier(x)
    return output
