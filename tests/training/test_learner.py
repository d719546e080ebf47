import math
from dataclasses import replace

import numpy as np
import pytest
import torch

from dictation_app.errors import TrainingError
from dictation_app.speech.alphabet import ENGLISH
from dictation_app.speech.architecture import ModelConfig
from dictation_app.speech.features import normalise
from dictation_app.speech.model import DeepSpeech2
from dictation_app.training import learner as module
from dictation_app.training.batches import BatchReader
from dictation_app.training.configuration import OptimizerConfig, TrainingConfig
from dictation_app.training.distributed import Team
from dictation_app.training.hearing import ctc, disagreement
from dictation_app.training.learner import Learner, Orders
from dictation_app.training.precision import Arithmetic
from dictation_app.training.sampler import Example

MODEL = ModelConfig(
    n_mels=16,
    channels=4,
    residual_blocks=1,
    hidden=12,
    recurrent_layers=2,
    dropout=0.0,
)
CPU = Arithmetic(torch.device("cpu"), torch.float32)
TEXTS = ("abc", "a sentence", "aab", "b")
FRAMES = (60, 200, 80, 33)


class Noise:
    """Features of clips that nobody recorded."""

    def read(self, clip):
        generator = torch.Generator().manual_seed(clip)
        return torch.randn(FRAMES[clip], 16, generator=generator)


def reader(texts=TEXTS, augmenter=None, times=1):
    examples = [
        Example(0, i, FRAMES[i], tuple(ENGLISH.encode(text)), 1.0)
        for i, text in enumerate(texts)
    ]
    return BatchReader(examples, [Noise()], MODEL, augmenter, times=times)


def learner(
    *,
    texts=TEXTS,
    team=None,
    model=MODEL,
    seconds=100.0,
    parts=1,
    augmenter=None,
    **optimizer,
):
    config = TrainingConfig(model=model, optimizer=OptimizerConfig(**optimizer))
    run = replace(config.run, batch_seconds=seconds, accumulation=parts)
    torch.manual_seed(0)
    return Learner(
        replace(config, run=run),
        DeepSpeech2(model),
        reader(texts, augmenter, config.optimizer.hearings),
        CPU,
        team or Team(),
        blank=ENGLISH.blank,
        short_first=0,
    )


ORDERS = Orders(learning_rate=1e-3, progress=0.0)


def step(learner):
    """Take a step; the pass over the clips, which is one batch, is complete then."""
    taken = learner.step(ORDERS)
    learner.end_epoch()
    return taken


def gradients(learner):
    return torch.cat([p.grad.flatten() for p in learner.network.parameters()])


def weights(network):
    return torch.cat([p.detach().flatten() for p in network.parameters()])


def test_a_padded_batch_costs_what_its_clips_cost_alone():
    torch.manual_seed(0)
    network = DeepSpeech2(MODEL).eval()
    clips = reader()

    def losses(batch):
        read = clips.read(batch, range(len(batch)))
        log_probs, lengths = network(read.features, read.lengths)
        return ctc(log_probs, lengths, read, ENGLISH.blank)

    alone = torch.cat([losses((i,)) for i in range(4)])
    assert torch.allclose(losses((0, 1, 2, 3)), alone, rtol=1e-4)


def test_a_batch_is_read_normalised_and_padded_with_zeros():
    batch = reader().read((1, 3), (0, 1))
    assert batch.features.shape == (2, 200, 16)
    assert torch.equal(batch.features[1, :33], normalise(Noise().read(3)))
    assert not batch.features[1, 33:].any()
    assert batch.lengths.tolist() == [200, 33]
    assert ENGLISH.decode(batch.labels.tolist()) == "a sentenceb"
    assert batch.label_lengths.tolist() == [10, 1]


@pytest.mark.parametrize("parts", [2, 3, 4, 9])
def test_a_step_in_parts_is_the_step_in_one(parts):
    whole, divided = learner(), learner(parts=parts)
    taken = [each.step(ORDERS) for each in (whole, divided)]
    assert taken[1].loss == pytest.approx(taken[0].loss, rel=1e-5)
    assert taken[1].blank_share == taken[0].blank_share
    assert torch.allclose(gradients(divided), gradients(whole), atol=1e-5)


class Upside:
    """Hears a clip as it is, and then with its bands upside down."""

    def hear(self, log_mel, random, *, times, shortest):
        features = normalise(log_mel)
        return [features, features.flip(1)][:times]


def test_alike_hearings_leave_a_step_as_it_was():
    once, twice = learner(), learner(consistency=0.2)
    taken = [each.step(ORDERS) for each in (once, twice)]
    assert taken[1].loss == pytest.approx(taken[0].loss, rel=1e-5)
    assert taken[1].seconds == 2 * taken[0].seconds
    assert torch.allclose(gradients(twice), gradients(once), atol=1e-5)


def test_hearings_that_differ_are_drawn_together():
    def apart(consistency):
        each = learner(augmenter=Upside(), name="adamw", consistency=consistency)
        for _ in range(60):
            each.step(replace(ORDERS, learning_rate=0.03))
            each.end_epoch()
        each.network.eval()
        read = each._reader.read((0, 1, 2, 3), range(4))
        with torch.no_grad():
            log_probs, lengths = each.network(read.features, read.lengths)
        return float(disagreement(log_probs, lengths).sum())

    assert apart(1.0) < apart(1e-6) / 2


@pytest.mark.parametrize("parts", [2, 3])
def test_hearings_that_differ_may_be_taken_in_parts(parts):
    whole, divided = (
        learner(augmenter=Upside(), consistency=0.5, parts=n) for n in (1, parts)
    )
    taken = [each.step(ORDERS) for each in (whole, divided)]
    assert taken[1].loss == pytest.approx(taken[0].loss, rel=1e-5)
    assert torch.allclose(gradients(divided), gradients(whole), atol=1e-5)


def test_the_loss_is_per_character_and_the_epoch_means_all_of_them():
    each = learner(seconds=0.5)
    n_batches = 0
    total, n_labels = 0.0, 0
    while True:
        batch = each._batches()[each.position.batch]
        taken = each.step(ORDERS)
        labels = sum(len(TEXTS[i]) for i in batch)
        total, n_labels = total + taken.loss * labels, n_labels + labels
        n_batches += 1
        assert taken.seconds == sum(FRAMES[i] for i in batch) / 100
        loss = each.end_epoch()
        if loss is not None:
            break
    assert n_batches > 1
    assert loss == pytest.approx(total / n_labels)
    place = each.position
    assert (place.step, place.epoch, place.batch) == (n_batches, 1, 0)
    assert place.hours_seen == pytest.approx(sum(FRAMES) / 100 / 3600)


def test_a_text_that_cannot_fit_is_counted_and_does_no_harm():
    good, bad = learner(), learner(texts=("abc", "a sentence", "aab", "b" * 30))
    taken = bad.step(ORDERS)
    assert taken.n_infinite == 1
    assert math.isfinite(taken.gradient_norm)
    assert good.step(ORDERS).n_infinite == 0


def test_a_gradient_that_is_no_number_moves_nothing(monkeypatch):
    each = learner()
    before = weights(each.network)

    def poisoned(*arguments):
        return ctc(*arguments) * float("nan")

    monkeypatch.setattr(module, "ctc", poisoned)
    taken = each.step(ORDERS)
    assert math.isnan(taken.gradient_norm)
    assert torch.equal(weights(each.network), before)
    assert torch.equal(weights(each.averaged), before)
    assert each.position.step == 1
    assert each.position.epoch_loss == 0.0


@pytest.mark.parametrize("name", ["adamw", "muon"])
def test_a_long_gradient_is_cut_and_the_average_follows(name):
    each = learner(name=name, clip_norm=1e-3, ema_decay=0.5)
    before = weights(each.network)
    taken = step(each)
    assert taken.gradient_norm > 1e-3
    assert float(gradients(each).norm()) == pytest.approx(1e-3, rel=1e-3)
    moved = weights(each.network)
    assert not torch.equal(moved, before)
    wanted = torch.lerp(before, moved, 1 - 1 / 10)  # short memory at first
    assert torch.allclose(weights(each.averaged), wanted, atol=1e-6)
    for _ in range(20):
        middle = weights(each.averaged)
        step(each)
    wanted = torch.lerp(middle, weights(each.network), 0.5)
    assert torch.allclose(weights(each.averaged), wanted, atol=1e-6)


class OutOfMemory(DeepSpeech2):
    """A network that more than so many clips at once are too much for."""

    most = 1

    def forward(self, features, lengths):
        if self.training and len(features) > self.most:
            raise torch.OutOfMemoryError("too much")
        return super().forward(features, lengths)


def test_too_little_memory_halves_the_parts_and_keeps_the_step():
    whole, small = learner(), learner()
    small.network.__class__ = OutOfMemory
    taken = step(small)
    assert taken.shrunk == 1
    assert taken.loss == pytest.approx(step(whole).loss, rel=1e-5)
    assert torch.allclose(gradients(small), gradients(whole), atol=1e-5)
    assert step(small).shrunk == 0


def test_memory_for_not_even_one_clip_is_a_sentence():
    small = learner()
    small.network.__class__ = OutOfMemory
    small.network.most = 0
    with pytest.raises(TrainingError, match="Not even one clip at a time"):
        small.step(ORDERS)


def test_dropout_is_a_function_of_the_step():
    model = replace(MODEL, dropout=0.3)
    first, second = learner(model=model), learner(model=model)
    torch.manual_seed(1)
    a = [step(first).loss for _ in range(2)]
    torch.manual_seed(2)
    b = [step(second).loss for _ in range(2)]
    assert a == b


def test_a_checkpoint_of_another_network_is_refused():
    state = learner().state()
    other = learner(model=replace(MODEL, hidden=16))
    with pytest.raises(TrainingError, match="of another network"):
        other.load(state, same_batches=True)
    other = learner()
    with pytest.raises(TrainingError, match="of another network"):
        other.load({"network": state["network"]}, same_batches=True)


def test_weights_decay_only_where_they_are_matrices():
    each = learner(name="adamw", weight_decay=0.1)
    decay = {
        group["weight_decay"]: {p.ndim for p in group["params"]}
        for optimizer in each._optimizers
        for group in optimizer.param_groups
    }
    assert decay[0.0] == {1}
    assert min(decay[0.1]) > 1
    n_moved = sum(
        p.numel()
        for o in each._optimizers
        for group in o.param_groups
        for p in group["params"]
    )
    assert n_moved == MODEL.n_parameters


def test_the_watched_share_of_blanks_is_that_of_the_frames():
    each = learner()
    with torch.no_grad():
        each.network.classifier[-1].weight.zero_()
        each.network.classifier[-1].bias.zero_()
        each.network.classifier[-1].bias[ENGLISH.blank] = 5.0
    assert each.step(ORDERS).blank_share == 1.0
    assert np.isclose(each.position.hours_seen, sum(FRAMES) / 360_000)
