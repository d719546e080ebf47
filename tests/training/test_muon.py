import pytest
import torch
from torch import nn

from dictation_app.training.distributed import Team
from dictation_app.training.muon import Muon, orthogonalise


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float32])
@pytest.mark.parametrize("shape", [(3, 8, 8), (2, 6, 20), (2, 20, 6), (1, 1, 5)])
def test_singular_values_come_near_one_and_directions_stay(shape, dtype):
    torch.manual_seed(0)
    matrices = torch.randn(shape) * 1e-3
    found = orthogonalise(matrices.to(dtype))
    assert found.dtype == dtype
    assert found.shape == matrices.shape
    found = found.float()
    values = torch.linalg.svdvals(found)
    assert values.min() > 0.3  # of random matrices the smallest come last
    assert values.max() < 1.3
    u, _, vh = torch.linalg.svd(matrices, full_matrices=False)
    wanted = u @ vh
    cosine = (
        (found * wanted).sum((1, 2)) / found.norm(dim=(1, 2)) / wanted.norm(dim=(1, 2))
    )
    assert cosine.min() > 0.95


def test_nothing_stays_nothing():
    assert not orthogonalise(torch.zeros(1, 4, 4)).any()


def moved(gates, gradient, **more):
    weight = nn.Parameter(torch.ones_like(gradient))
    weight.grad = gradient.clone()
    options = {"lr": 0.1, "momentum": 0.0, "weight_decay": 0.0} | more
    Muon([(gates, [weight])], **options).step()
    return weight.detach() - 1


@pytest.mark.parametrize("shape", [(8, 8), (8, 12), (12, 8)])
def test_each_gate_is_orthogonalised_by_itself(shape):
    torch.manual_seed(1)
    gates = torch.randn(3, *shape) * torch.tensor([1.0, 1e-2, 1e2])[:, None, None]
    together = moved(3, gates.flatten(0, 1)).view(3, *shape)
    for step, gradient in zip(together, gates, strict=True):
        assert torch.allclose(step, moved(1, gradient), atol=2e-3)
    norms = together.norm(dim=(1, 2))
    assert float(norms.max() / norms.min()) < 1.3


def test_a_step_is_a_fifth_of_the_rate_in_root_mean_square():
    torch.manual_seed(2)
    step = moved(1, torch.randn(64, 64))
    assert float(step.square().mean().sqrt()) == pytest.approx(0.2 * 0.1, rel=0.15)


def test_a_team_shares_the_work():
    class Pair(Team):
        def divide(self, work, items):
            shared.append(len(items))
            return work(items)

    shared = []
    torch.manual_seed(3)
    gradient = torch.randn(12, 8)
    together = moved(3, gradient, team=Pair(0, 2))
    assert shared == [3]
    assert torch.equal(together, moved(3, gradient))


def test_weights_decay_and_those_without_gradient_stay():
    step = moved(1, torch.zeros(4, 4), weight_decay=0.5)
    assert torch.allclose(step, torch.full((4, 4), -0.05))
    alone = nn.Parameter(torch.ones(4, 4))
    Muon([(1, [alone])], lr=0.1, momentum=0.9, weight_decay=0.5).step()
    assert torch.equal(alone, torch.ones(4, 4))
