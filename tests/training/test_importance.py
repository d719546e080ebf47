"""What other voices need of the weights: its laws, its file and how it is measured."""

from copy import deepcopy
from dataclasses import replace

import pytest
import torch
from safetensors.torch import load_file, save_file

from dictation_app.errors import ManifestError, ModelError
from dictation_app.speech.store import IMPORTANCE, load_network, read_model
from dictation_app.training import weighing
from dictation_app.training.batches import Batch
from dictation_app.training.importance import (
    Curvature,
    distance,
    read_importance,
    save_importance,
)
from dictation_app.training.manifest import Clip, read_manifest
from dictation_app.training.weighing import choose_clips, weigh

TEXTS = ("a cab", "bad", "dad", "a bad cab", "add")


@pytest.fixture
def info(tiny_model):
    return read_model(tiny_model)


@pytest.fixture
def importance(info, spoken, run_through):
    clips = read_manifest(spoken("others", *TEXTS))
    _, (found, n_clips) = run_through(weigh(info, clips))
    assert n_clips == len(TEXTS)
    return found


def moved(network, size=0.05):
    """A network that somebody taught something else."""
    other = deepcopy(network)
    generator = torch.Generator().manual_seed(1)
    with torch.no_grad():
        for weight in other.parameters():
            weight.add_(size * torch.randn(weight.shape, generator=generator))
    return other


def curvature(n_kept):
    generator = torch.Generator().manual_seed(2)
    x = torch.randn(50, 6, generator=generator) + 1
    powers, directions = torch.linalg.eigh(x.t() @ x / 50)
    rest = powers[: 6 - n_kept]
    last = rest.mean() if len(rest) else torch.zeros(())
    return x, Curvature(
        torch.rand(4, generator=generator),
        directions[:, 6 - n_kept :].t(),
        torch.cat((powers[6 - n_kept :], last[None])),
    )


def test_the_cost_is_what_the_outputs_move_on_the_inputs():
    x, whole = curvature(6)
    change = torch.randn(4, 6, generator=torch.Generator().manual_seed(3))
    wanted = (whole.rows * (x @ change.t()).square().mean(0)).sum() / 2
    assert whole.cost(change) == pytest.approx(float(wanted), rel=1e-4)
    assert whole.mean == pytest.approx(
        float(whole.rows.mean() * x.square().mean()), rel=1e-4
    )


@pytest.mark.parametrize("n_kept", [2, 6])
def test_softening_finds_the_least_of_distance_and_cost(n_kept):
    _, part = curvature(n_kept)
    change = torch.randn(4, 6, generator=torch.Generator().manual_seed(3))
    found = part.soften(change, 0.7).requires_grad_(True)
    loss = (found - change).square().sum() / 2 + 0.7 * part.cost(found)
    (gradient,) = torch.autograd.grad(loss, found)
    assert gradient.abs().max() < 1e-5


def test_a_convolution_is_softened_as_the_matrix_that_it_is():
    _, part = curvature(2)
    change = torch.randn(4, 6, generator=torch.Generator().manual_seed(3))
    shaped = part.soften(change.reshape(4, 1, 2, 3), 0.7)
    assert torch.equal(shaped.flatten(1), part.soften(change, 0.7))


def test_with_zero_nothing_goes_back_and_with_infinity_all_that_matters(
    info, importance
):
    old = load_network(info)
    new = moved(old)
    plain = deepcopy(new)
    importance.soften(old, plain, 0.0)
    for wanted, found in zip(new.parameters(), plain.parameters(), strict=True):
        assert torch.allclose(wanted, found, atol=1e-6)
    importance.soften(old, new, 1e20)
    assert importance.cost(old, new) < 1e-9


def test_the_more_others_are_spared_the_less_it_costs_them(info, importance):
    old = load_network(info)
    costs, ways = [], []
    for strength in (0.0, 0.1, 1.0, 10.0):
        new = moved(old)
        importance.soften(old, new, strength)
        costs.append(importance.cost(old, new))
        ways.append(distance(old, new))
    assert costs == sorted(costs, reverse=True)
    assert ways == sorted(ways, reverse=True)
    assert costs[1] / costs[0] < ways[1] / ways[0]  # it gives up what costs most


def test_of_one_clip_it_is_the_square_of_its_gradient(info, spoken, run_through):
    clips = read_manifest(spoken("one", TEXTS[0]))
    _, (found, _) = run_through(weigh(info, clips))
    network = load_network(info).requires_grad_(True)
    batch = weighing._read(clips, info)
    log_probs, lengths = network(batch.features, batch.lengths)
    weighing.ctc(log_probs, lengths, batch, info.alphabet.blank).sum().backward()
    n_labels = len(TEXTS[0])
    gradients = {k: p.grad.square() / n_labels for k, p in network.named_parameters()}
    for name, values in found.others.items():
        assert torch.allclose(values, gradients[name], rtol=1e-3, atol=1e-10)
    for name, matrix in found.matrices.items():
        assert matrix.mean == pytest.approx(float(gradients[name].mean()), rel=1e-2)


def test_padding_is_no_input(info):
    generator = torch.Generator().manual_seed(4)
    features = [torch.randn(n, 16, generator=generator) for n in (40, 64)]
    labels = torch.tensor([2, 3])

    def batch(*items):
        return Batch(
            torch.nn.utils.rnn.pad_sequence(items, batch_first=True),
            torch.tensor([len(item) for item in items]),
            labels.repeat(len(items)),
            torch.tensor([2] * len(items)),
        )

    together = weighing._Scale(load_network(info))
    together.add(batch(*features), blank=info.alphabet.blank)
    apart = weighing._Scale(load_network(info))
    for item in features:
        apart.add(batch(item), blank=info.alphabet.blank)
    assert together._n_inputs == apart._n_inputs
    for name, product in together._products.items():
        assert torch.allclose(product, apart._products[name], rtol=1e-3, atol=1e-3)


def test_the_file_keeps_it(info, importance):
    assert read_importance(info) is None
    save_importance(info, importance, {"clips": "5"})
    found = read_importance(info)
    old = load_network(info)
    new = moved(old)
    assert found.cost(old, new) == pytest.approx(importance.cost(old, new), rel=1e-2)
    assert read_model(info.folder) == info


@pytest.mark.parametrize("damage", ["cut", "shape", "missing", "negative", "number"])
def test_a_file_that_does_not_fit_is_refused_with_a_sentence(info, importance, damage):
    save_importance(info, importance, {})
    path = info.folder / IMPORTANCE
    tensors, name = load_file(path), "fully_connected.weight.rows"
    tensors = {key: tensor.clone() for key, tensor in tensors.items()}
    if damage == "shape":
        tensors[name] = tensors[name][:-1].clone()
    elif damage == "missing":
        del tensors[name]
    elif damage == "negative":
        tensors[name][0] = -1
    elif damage == "number":
        tensors[name][0] = torch.nan
    if damage == "cut":
        path.write_bytes(path.read_bytes()[:-9])
    else:
        save_file(tensors, path, {"weights": info.sha256})
    with pytest.raises(ModelError, match=r"cannot be used .*: measure it again"):
        read_importance(info)


def test_that_of_other_weights_is_refused(info, importance):
    save_importance(replace(info, sha256="0" * 64), importance, {})
    with pytest.raises(ModelError, match="measured on other weights"):
        read_importance(info)


def test_where_it_cannot_be_written_a_sentence_says_so(info, importance, tmp_path):
    with pytest.raises(ModelError, match="cannot be written"):
        save_importance(replace(info, folder=tmp_path / "gone"), importance, {})


def clip(tmp_path, speaker, number, seconds=6.0, text="text"):
    name = f"{speaker}-{number}"
    return Clip(name, tmp_path / f"{name}.wav", seconds, text, speaker=speaker)


def test_speakers_take_turns_until_there_is_enough(tmp_path):
    clips = [clip(tmp_path, "talker", i) for i in range(50)]
    clips += [clip(tmp_path, name, 0) for name in "abc"]
    chosen = choose_clips(clips, 1.0)
    assert len(chosen) == 10
    assert {c.speaker for c in chosen[:4]} == {"talker", *"abc"}
    assert chosen == choose_clips(clips, 1.0)
    assert len(choose_clips(clips, 60.0)) == 53


def test_long_and_silent_clips_are_not_drawn(tmp_path):
    clips = [clip(tmp_path, "a", 0, 60.0), clip(tmp_path, "b", 0, text=" ")]
    assert choose_clips(clips, 1.0) == ()


def test_where_no_clip_can_be_used_it_says_so(info, tmp_path, run_through):
    with pytest.raises(ManifestError, match="Not one clip can be used"):
        run_through(weigh(info, [clip(tmp_path, "a", 0)]))
