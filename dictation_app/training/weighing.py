"""Measure on many people's speech how much each weight of a model matters to them."""

import random
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator, Sequence
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

from dictation_app.errors import DictationError, ManifestError
from dictation_app.speech.features import FeatureExtractor
from dictation_app.speech.model import DeepSpeech2
from dictation_app.speech.store import ModelInfo, load_network
from dictation_app.training.batches import Batch
from dictation_app.training.hearing import ctc
from dictation_app.training.importance import Curvature, Importance
from dictation_app.training.manifest import Clip, read_samples
from dictation_app.training.sampler import frames_needed
from dictation_app.transcript import Seconds

_KEPT = 64
"""Directions kept of each matrix: most inputs lie along a few."""
_BATCH: Seconds = 16.0
_LONGEST: Seconds = 16.0
_BANDS = 5
"""Bands at which a convolution's input is looked at: they are much alike."""

Collect = Callable[[str, Tensor], None]


def choose_clips(
    clips: Sequence[Clip], minutes: float, *, seed: int = 0
) -> tuple[Clip, ...]:
    """Draw clips until they last so long: one of each speaker in turn."""
    generator = random.Random(seed)
    of_speakers: dict[tuple[str, str], list[Clip]] = defaultdict(list)
    for clip in clips:
        if clip.duration <= _LONGEST and clip.text.strip():
            of_speakers[clip.corpus, clip.speaker].append(clip)
    speakers = [of_speakers[key] for key in sorted(of_speakers)]
    for members in speakers:
        generator.shuffle(members)
    generator.shuffle(speakers)
    chosen: list[Clip] = []
    seconds = 0.0
    while speakers:
        for members in speakers:
            if seconds >= 60 * minutes:
                return tuple(chosen)
            chosen.append(members.pop())
            seconds += chosen[-1].duration
        speakers = [members for members in speakers if members]
    return tuple(chosen)


def weigh(
    info: ModelInfo, clips: Sequence[Clip]
) -> Generator[float, None, tuple[Importance, int]]:
    """Measure the importance of a model's weights; clips that do not fit are left out.

    Yields:
        The share of the clips that is done.

    Returns:
        The importance, and how many clips it was measured on.

    Raises:
        ManifestError: not one clip can be used.
    """
    network = load_network(info).requires_grad_(True)
    scale = _Scale(network)
    total = sum(clip.duration for clip in clips)
    done = 0.0
    for group in _groups(clips):
        batch = _read(group, info)
        if batch is not None:
            scale.add(batch, blank=info.alphabet.blank)
        done += sum(clip.duration for clip in group)
        yield done / total
    if not scale.n_clips:
        raise ManifestError(
            "Not one clip can be used: check the data with dictation-app dataset check."
        )
    return scale.result(), scale.n_clips


class _Scale:
    """Adds up squared gradients and products of inputs.

    Args:
        network: in evaluation mode, with gradients.
    """

    def __init__(self, network: DeepSpeech2) -> None:
        self.n_clips = 0
        self._network = network
        self._n_labels = 0
        self._squares = {k: torch.zeros_like(p) for k, p in network.named_parameters()}
        self._products: dict[str, Tensor] = {}
        self._n_inputs: dict[str, int] = defaultdict(int)
        self._valid = torch.ones(1)
        _watch(network, self._collect)

    def add(self, batch: Batch, *, blank: int) -> None:
        """Hear clips, and look at their gradient."""
        self._valid = batch.lengths / batch.features.shape[1]
        log_probs, lengths = self._network(batch.features, batch.lengths)
        self._network.zero_grad()
        ctc(log_probs, lengths, batch, blank).sum().backward()  # type: ignore[no-untyped-call]
        for name, parameter in self._network.named_parameters():
            if parameter.grad is not None:
                self._squares[name].addcmul_(parameter.grad, parameter.grad)
        self._n_labels += int(batch.label_lengths.sum())
        self.n_clips += len(batch.lengths)

    def result(self) -> Importance:
        """The importance by all that was heard, per letter."""
        matrices, others = {}, {}
        for name, squares in self._squares.items():
            fisher = squares / self._n_labels
            if squares.ndim == 1:
                others[name] = fisher
            else:
                second = self._products[name] / self._n_inputs[name]
                matrices[name] = _curvature(fisher.flatten(1), second)
        return Importance(matrices, others)

    def _collect(self, name: str, inputs: Tensor) -> None:
        """Add up x x' of (batch, frames, ..., inputs), padding left out."""
        n_frames = inputs.shape[1]
        n_valid = (self._valid * n_frames).ceil().int().tolist()
        parts = [x[:n] for x, n in zip(inputs.detach(), n_valid, strict=True)]
        rows = torch.cat([part.reshape(-1, inputs.shape[-1]) for part in parts])
        self._products[name] = self._products.get(name, 0) + rows.t() @ rows
        self._n_inputs[name] += len(rows)


def _curvature(fisher: Tensor, second: Tensor) -> Curvature:
    """Factors of (outputs, inputs) Fisher information and the inputs' second moment."""
    powers, directions = torch.linalg.eigh(second)  # rising
    n_kept = min(_KEPT, len(powers))
    powers = powers.clamp_min(0)
    rest = powers[: len(powers) - n_kept]
    last = rest.mean() if len(rest) else powers.new_zeros(())
    return Curvature(
        rows=fisher.mean(1) / powers.mean().clamp_min(1e-12),
        directions=directions[:, -n_kept:].t().contiguous(),
        powers=torch.cat((powers[-n_kept:], last[None])),
    )


def _watch(network: DeepSpeech2, collect: Collect) -> None:
    """Let `collect` see the inputs of every matrix of a network."""
    for name, module in network.named_modules():
        if isinstance(module, nn.Conv2d):
            module.register_forward_hook(_convolution(f"{name}.weight", collect))
        elif isinstance(module, nn.Linear):
            module.register_forward_hook(_linear(f"{name}.weight", collect))
    for index, block in enumerate(network.birnn_layers):
        # A training run on a CPU goes round the recurrent module, so its neighbours are
        # looked at: the norm before it, and the block's output, which is the states.
        name = f"birnn_layers.{index}.BiGRU."
        width = network.config.hidden
        two = network.config.bidirectional
        norm = cast("nn.Module", block.layer_norm)
        norm.register_forward_hook(_inputs(name, collect, two=two))
        block.register_forward_hook(_states(name, collect, width, two=two))


Hook = Callable[[nn.Module, tuple[Tensor, ...], Tensor], None]


def _convolution(name: str, collect: Collect) -> Hook:
    def hook(module: nn.Module, inputs: tuple[Tensor, ...], output: Tensor) -> None:
        assert isinstance(module, nn.Conv2d)
        patches = functional.unfold(
            inputs[0], module.kernel_size, padding=1, stride=module.stride
        )
        height, n_frames = output.shape[2:]
        patches = patches.reshape(*patches.shape[:2], height, n_frames)
        patches = patches.permute(0, 3, 2, 1)  # (batch, frames, bands, inputs)
        collect(name, patches[:, :, :: max(1, height // _BANDS)])

    return hook


def _linear(name: str, collect: Collect) -> Hook:
    def hook(_: nn.Module, inputs: tuple[Tensor, ...], output: Tensor) -> None:
        collect(name, inputs[0])

    return hook


def _inputs(name: str, collect: Collect, *, two: bool) -> Hook:
    def hook(_: nn.Module, inputs: tuple[Tensor, ...], output: Tensor) -> None:
        heard = functional.gelu(output.detach())
        for direction in ("", "_reverse")[: 1 + two]:
            collect(f"{name}weight_ih_l0{direction}", heard)

    return hook


def _states(name: str, collect: Collect, width: int, *, two: bool) -> Hook:
    def hook(_: nn.Module, inputs: tuple[Tensor, ...], output: Tensor) -> None:
        for index, direction in enumerate(("", "_reverse")[: 1 + two]):
            states = output[..., index * width : (index + 1) * width]
            collect(f"{name}weight_hh_l0{direction}", states)

    return hook


def _groups(clips: Sequence[Clip]) -> Iterator[list[Clip]]:
    """Clips of like length, so many that a batch is short: few are averaged away."""
    group: list[Clip] = []
    for clip in sorted(clips, key=lambda clip: -clip.duration):
        if group and group[0].duration * (len(group) + 1) > _BATCH:
            yield group
            group = []
        group.append(clip)
    if group:
        yield group


def _read(clips: Sequence[Clip], info: ModelInfo) -> Batch | None:
    """Features and labels of the clips that can be used; None where none can."""
    extractor = FeatureExtractor(info.features)
    features: list[Tensor] = []
    labels: list[Tensor] = []
    for clip in clips:
        text = info.alphabet.normalise(clip.text)
        try:
            samples = torch.from_numpy(read_samples(clip, info.features.sample_rate))
        except DictationError:
            continue
        if not text or info.alphabet.foreign(text) or not len(samples):
            continue
        encoded = info.alphabet.encode(text)
        heard = extractor(samples)
        if frames_needed(encoded) <= info.architecture.n_outputs(len(heard)):
            features.append(heard)
            labels.append(torch.tensor(encoded))
    if not features:
        return None
    return Batch(
        pad_sequence(features, batch_first=True),
        torch.tensor([len(item) for item in features]),
        torch.cat(labels),
        torch.tensor([len(item) for item in labels]),
    )
