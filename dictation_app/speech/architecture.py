"""What is saved with a model's weights: values that need no torch."""

import math
from dataclasses import dataclass, replace
from typing import Literal

from dictation_app.errors import ModelError

MAX_BEAM_WIDTH = 1024
MAX_HOTWORDS = 1_000
MAX_HEARINGS = 4
"""So many take a fifth of the time of a search by 128 beams, and a hundred a tenth."""


@dataclass(frozen=True)
class FeatureConfig:
    """How sound becomes features; saved with every model.

    Attributes:
        sample_rate: samples a second of the mono input.
        n_fft: window length in samples (Hann).
        hop: samples from one frame to the next.
        n_mels: mel bands (HTK scale).
        f_min: lower edge of the first band in Hz.
        f_max: upper edge of the last band in Hz.
        log_floor: power below which the logarithm is cut off.
    """

    sample_rate: int = 16_000
    n_fft: int = 400
    hop: int = 160
    n_mels: int = 80
    f_min: float = 0.0
    f_max: float = 8_000.0
    log_floor: float = 1e-10

    def __post_init__(self) -> None:
        counts = (self.sample_rate, self.n_fft, self.hop, self.n_mels)
        if min(counts) < 1 or not 0 < self.log_floor < math.inf:
            raise ModelError(
                "sample_rate, n_fft, hop, n_mels and log_floor of the features must be "
                "above 0."
            )
        if not 0 <= self.f_min < self.f_max <= self.sample_rate / 2:
            raise ModelError(
                "f_min and f_max of the features must lie, in this order, between 0 "
                "and half the sample rate."
            )

    def n_frames(self, n_samples: int) -> int:
        """Frames that `n_samples` give: one centred on every hop."""
        return 1 + n_samples // self.hop


@dataclass(frozen=True)
class ModelConfig:
    """The geometry of a network; saved with its weights.

    Attributes:
        n_mels: mel bands of the input.
        n_labels: outputs, the blank among them.
        stem: strides of the convolutions at the entrance, one entry each.
        channels: channels of the convolutions.
        residual_blocks: residual CNN blocks after the stem.
        hidden: width of the recurrent layers and the classifier.
        recurrent_layers: recurrent blocks.
        rnn_type: "gru" or "lstm".
        bidirectional: whether the recurrent layers also read backwards.
        dropout: share of activations dropped in training.
    """

    n_mels: int = 80
    n_labels: int = 29
    stem: tuple[int, ...] = (2, 2)
    channels: int = 32
    residual_blocks: int = 3
    hidden: int = 384
    recurrent_layers: int = 4
    rnn_type: Literal["gru", "lstm"] = "gru"
    bidirectional: bool = True
    dropout: float = 0.1

    def __post_init__(self) -> None:
        if self.rnn_type not in ("gru", "lstm"):
            raise ModelError(
                f'rnn_type must be "gru" or "lstm", and it is "{self.rnn_type}".'
            )
        counts = (self.n_mels, self.n_labels, self.channels, self.hidden, *self.stem)
        if min(counts) < 1 or self.recurrent_layers < 1 or self.residual_blocks < 0:
            raise ModelError("The network's sizes must be positive numbers.")
        if not self.stem:
            raise ModelError("The network needs at least one convolution in its stem.")

    @property
    def n_parameters(self) -> int:
        """Number of trained values in such a network."""
        height, inputs, total = self.n_mels, 1, 0
        for stride in self.stem:
            total += (9 * inputs + 1) * self.channels
            height, inputs = -(-height // stride), self.channels
        convolution = (9 * self.channels + 1) * self.channels
        total += self.residual_blocks * 2 * (convolution + 2 * height)
        total += (self.channels * height + 1) * self.hidden
        directions = 2 if self.bidirectional else 1
        n_gates = 3 if self.rnn_type == "gru" else 4
        inputs = self.hidden
        for _ in range(self.recurrent_layers):
            gates = n_gates * self.hidden * (inputs + self.hidden + 2)
            total += 2 * inputs + directions * gates
            inputs = directions * self.hidden
        return total + (inputs + 1) * self.hidden + (self.hidden + 1) * self.n_labels

    @property
    def stride(self) -> int:
        """Feature frames for one output frame."""
        product = 1
        for stride in self.stem:
            product *= stride
        return product

    def n_outputs(self, n_frames: int) -> int:
        """Output frames that `n_frames` feature frames give."""
        for stride in self.stem:
            n_frames = -(-n_frames // stride)
        return n_frames


PRESETS = {
    "small": ModelConfig(),
    "jiwidi": ModelConfig(
        n_mels=128, stem=(2,), residual_blocks=2, hidden=512, recurrent_layers=3
    ),
    "assemblyai": ModelConfig(
        n_mels=128, stem=(2,), residual_blocks=3, hidden=512, recurrent_layers=5
    ),
}
"""Networks by name; `jiwidi` and `assemblyai` have the published parameter counts."""


@dataclass(frozen=True)
class DecodingOptions:
    """How words are found; the defaults of a model are saved with it.

    Attributes:
        hearings: how often the network hears the same sound, each time a fraction of a
            frame later and as if from another throat; the search goes by the mean.
        beam_width: hypotheses kept; 1 takes the best label of each frame (greedy).
        alpha: weight of the language model.
        beta: bonus for a word, against the language model's liking for few words.
        prior_weight: how much of the network's own expectation of labels is taken out
            of its emissions where a language model brings its own; 0 to 1, 0 for none.
        label_priors: that expectation: each label's mean probability over speech, in
            the alphabet's order; empty where nobody measured it.
        rescoring_weight: weight of the sentence network's score beside all this, where
            the model brings such a network; 0 for none.
        hotwords: words and phrases that are expected.
        hotword_weight: how strongly; from 3 to 7 is sensible, 10 invents them.
        confidence_slope: makes of a word's acoustic score the probability that it is
            right, together with
        confidence_offset: both fitted on speech that the model did not learn from.
    """

    hearings: int = 1
    beam_width: int = 64
    alpha: float = 0.5
    beta: float = 2.0
    prior_weight: float = 0.0
    label_priors: tuple[float, ...] = ()
    rescoring_weight: float = 0.0
    hotwords: tuple[str, ...] = ()
    hotword_weight: float = 5.0
    confidence_slope: float = 1.0
    confidence_offset: float = 0.0

    def __post_init__(self) -> None:
        if not 1 <= self.hearings <= MAX_HEARINGS:
            raise ModelError(
                f"hearings must lie between 1 and {MAX_HEARINGS}, and it is "
                f"{self.hearings}."
            )
        if not 1 <= self.beam_width <= MAX_BEAM_WIDTH:
            raise ModelError(
                f"The beam width must lie between 1 and {MAX_BEAM_WIDTH}, and it is "
                f"{self.beam_width}."
            )
        if not all(map(math.isfinite, (self.alpha, self.beta, self.hotword_weight))):
            raise ModelError("alpha, beta and hotword_weight must be numbers.")
        if not 0 <= self.prior_weight <= 1 or not all(
            0 < prior <= 1 for prior in self.label_priors
        ):
            raise ModelError(
                "prior_weight must lie between 0 and 1, and each of label_priors above 0 "
                "and at most at 1."
            )
        if not 0 <= self.rescoring_weight < math.inf:
            raise ModelError("rescoring_weight must be a number, and not below 0.")
        if not 0 < self.confidence_slope < math.inf or not math.isfinite(
            self.confidence_offset
        ):
            raise ModelError(
                "confidence_slope must be a number above 0, and confidence_offset any "
                "number."
            )
        if len(self.hotwords) > MAX_HOTWORDS:
            raise ModelError(
                f"At most {MAX_HOTWORDS} hotwords can be used at once, and there are "
                f"{len(self.hotwords)}: keep the most important ones."
            )

    def with_beam(self, beam_width: int) -> "DecodingOptions":
        """The same with another beam; who searches greedily is in a hurry: once heard."""
        hearings = 1 if beam_width == 1 else self.hearings
        return replace(self, beam_width=beam_width, hearings=hearings)
