import torch

from dictation_app.speech.recurrence import gru


def _reference_and_ours(n_frames, n_batch, n_inputs, hidden):
    torch.manual_seed(0)
    layer = torch.nn.GRU(n_inputs, hidden)
    x = torch.randn(n_frames, n_batch, n_inputs, requires_grad=True)
    pull = torch.randn(n_frames, n_batch, hidden)
    weights = (
        layer.weight_ih_l0,
        layer.weight_hh_l0,
        layer.bias_ih_l0,
        layer.bias_hh_l0,
    )
    results = []
    for run in (
        lambda: layer(x)[0],
        lambda: gru(x[None], *(weight[None] for weight in weights))[0],
    ):
        states = run()
        results.append((states, *torch.autograd.grad(states, (x, *weights), pull)))
    return results


def test_states_and_gradients_are_those_of_pytorchs_gru():
    for shape in ((11, 3, 5, 7), (1, 1, 4, 4), (40, 2, 16, 12)):
        reference, ours = _reference_and_ours(*shape)
        for expected, got in zip(reference, ours, strict=True):
            torch.testing.assert_close(got, expected, atol=1e-5, rtol=1e-5)


def test_under_autocast_states_are_bfloat16_and_near():
    torch.manual_seed(0)
    layer = torch.nn.GRU(8, 16)
    weights = [p.detach() for p in layer.parameters()]
    x = torch.randn(50, 4, 8)
    with torch.autocast("cpu", torch.bfloat16):
        states = gru(x[None], *(weight[None] for weight in weights))[0]
    assert states.dtype == torch.bfloat16
    torch.testing.assert_close(states.float(), layer(x)[0].detach(), atol=0.03, rtol=0)


def test_directions_know_nothing_of_each_other():
    torch.manual_seed(0)
    layers = [torch.nn.GRU(5, 7) for _ in range(2)]
    x = torch.randn(2, 6, 3, 5)
    weights = zip(*(layer.parameters() for layer in layers), strict=True)
    both = gru(x, *(torch.stack(kind) for kind in weights))
    for states, layer, heard in zip(both, layers, x, strict=True):
        torch.testing.assert_close(states, layer(heard)[0], atol=1e-5, rtol=1e-5)
