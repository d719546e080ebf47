import itertools

import pytest
import torch

from dictation_app.errors import ModelError
from dictation_app.speech.architecture import PRESETS, ModelConfig
from dictation_app.speech.model import DeepSpeech2, count_parameters

TINY = ModelConfig(
    n_mels=16, channels=4, residual_blocks=1, hidden=12, recurrent_layers=2, dropout=0.5
)


@pytest.mark.parametrize(
    ("preset", "n_parameters"),
    [("small", 10_373_805), ("jiwidi", 14_233_053), ("assemblyai", 23_705_373)],
)
def test_presets_have_the_published_parameter_counts(preset, n_parameters):
    with torch.device("meta"):
        network = DeepSpeech2(PRESETS[preset])
    assert count_parameters(network) == n_parameters == PRESETS[preset].n_parameters


@pytest.mark.parametrize(
    ("rnn_type", "bidirectional", "stem", "blocks"),
    [
        (kind, both, stem, blocks)
        for (kind, both, stem), blocks in zip(
            itertools.product(("gru", "lstm"), (True, False), ((2, 2), (2,))),
            itertools.cycle((2, 0, 1)),
            strict=False,
        )
    ],
)
def test_a_padded_batch_gives_what_each_utterance_gives_alone(
    rnn_type, bidirectional, stem, blocks
):
    config = ModelConfig(
        n_mels=16,
        stem=stem,
        channels=4,
        residual_blocks=blocks,
        hidden=12,
        recurrent_layers=2,
        rnn_type=rnn_type,
        bidirectional=bidirectional,
    )
    torch.manual_seed(0)
    network = DeepSpeech2(config).eval()
    assert count_parameters(network) == config.n_parameters
    lengths = torch.tensor([41, 7, 40, 1])
    features = torch.randn(4, 50, 16)  # noise in the padding, on purpose
    together, output_lengths = network(features, lengths)
    for i, n in enumerate(lengths.tolist()):
        alone, alone_length = network(features[i : i + 1, :n], lengths[i : i + 1])
        assert alone_length.item() == output_lengths[i] == config.n_outputs(n)
        torch.testing.assert_close(
            together[i, : alone_length.item()], alone[0], atol=1e-5, rtol=1e-5
        )


def test_padding_changes_no_gradient():
    torch.manual_seed(0)
    network = DeepSpeech2(TINY).eval()  # without dropout the two must agree
    features = torch.randn(2, 40, 16)
    lengths = torch.tensor([40, 23])

    def gradients(run):
        network.zero_grad()
        run()
        return [p.grad.clone() for p in network.parameters()]

    def padded():
        log_probs, n = network(features, lengths)
        (log_probs[0].sum() + log_probs[1, : n[1]].sum()).backward()

    def alone():
        for i, n in enumerate(lengths.tolist()):
            network(features[i : i + 1, :n], lengths[i : i + 1])[0].sum().backward()

    for a, b in zip(gradients(padded), gradients(alone), strict=True):
        torch.testing.assert_close(a, b, atol=1e-4, rtol=1e-3)


def test_outputs_are_log_probabilities():
    log_probs, _ = DeepSpeech2(TINY).eval()(
        torch.randn(2, 30, 16), torch.tensor([30, 9])
    )
    torch.testing.assert_close(log_probs.exp().sum(-1), torch.ones(2, 8))


def test_the_tutorials_names_of_tensors_are_kept():
    names = set(DeepSpeech2(PRESETS["jiwidi"]).state_dict())
    assert {
        "cnn.weight",
        "rescnn_layers.0.layer_norm1.layer_norm.weight",
        "rescnn_layers.1.cnn2.bias",
        "fully_connected.weight",
        "birnn_layers.2.BiGRU.weight_hh_l0_reverse",
        "birnn_layers.0.layer_norm.bias",
        "classifier.3.weight",
    } <= names


@pytest.mark.parametrize(
    "wrong",
    [{"rnn_type": "rwkv"}, {"hidden": 0}, {"stem": ()}, {"recurrent_layers": 0}],
)
def test_impossible_geometry_is_refused(wrong):
    with pytest.raises(ModelError):
        ModelConfig(**wrong)
