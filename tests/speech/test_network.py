import os

import numpy as np
import pytest
import torch

from dictation_app.speech.alphabet import ENGLISH
from dictation_app.speech.architecture import FeatureConfig, ModelConfig
from dictation_app.speech.model import DeepSpeech2
from dictation_app.speech.network import DeepSpeech2Model


def make(rnn_type="gru", **options):
    config = ModelConfig(
        n_mels=16,
        channels=4,
        residual_blocks=1,
        hidden=12,
        recurrent_layers=2,
        rnn_type=rnn_type,
    )
    torch.manual_seed(0)
    network = DeepSpeech2(config)
    return DeepSpeech2Model(network, FeatureConfig(n_mels=16), ENGLISH, **options)


def noise(*lengths):
    generator = np.random.default_rng(0)
    return [generator.normal(0, 0.1, n).astype(np.float32) for n in lengths]


@pytest.mark.parametrize("rnn_type", ["gru", "lstm"])
@pytest.mark.parametrize("precision", ["float32", "int8"])
def test_a_batch_gives_what_each_recording_gives_alone(rnn_type, precision):
    model = make(rnn_type, precision=precision)
    batch = noise(16_000, 5_000, 300, 1)
    # int8 measures its activations over the whole batch: near, not equal.
    tolerance = 1e-4 if precision == "float32" else 0.1
    for together, samples in zip(model.emissions(batch), batch, strict=True):
        (alone,) = model.emissions([samples])
        np.testing.assert_allclose(together, alone, atol=tolerance)


def test_every_recording_is_heard_as_from_its_own_throat():
    model = make()
    batch = noise(16_000, 16_000)
    straight, longer = model.emissions([batch[0], batch[0]], [1.0, 0.9])
    np.testing.assert_allclose(straight, model.emissions(batch[:1])[0], atol=1e-4)
    np.testing.assert_allclose(longer, model.emissions(batch[:1], [0.9])[0], atol=1e-4)
    assert not np.allclose(longer, straight, atol=1e-3)


def test_frame_rate_counts_the_frames():
    model = make()
    (log_probs,) = model.emissions(noise(10 * 16_000))
    assert model.frame_rate == 25
    assert len(log_probs) == pytest.approx(250, abs=1)
    assert model.emissions([]) == []


def test_a_gpu_that_runs_out_of_memory_is_left_with_one_notice(monkeypatch):
    batch = noise(8_000)
    (expected,) = make().emissions(batch)
    model = make()
    model.device = "cuda"  # as if; the edge below is where it would fail
    run = model._run

    def full(batch, warpings):
        if model.device == "cuda":
            raise torch.OutOfMemoryError("CUDA out of memory")
        return run(batch, warpings)

    monkeypatch.setattr(model, "_run", full)
    np.testing.assert_array_equal(model.emissions(batch)[0], expected)
    assert model.device == "cpu"
    assert "GPU" in model.notice.message


def test_an_error_of_the_cpu_is_not_hidden(monkeypatch):
    model = make()

    def broken(*_):
        raise RuntimeError("broken")

    monkeypatch.setattr(model, "_run", broken)
    with pytest.raises(RuntimeError, match="broken"):
        model.emissions(noise(8_000))
    assert model.notice is None


def test_little_compiled_code_is_kept_unless_the_user_wants_more(monkeypatch):
    name = "ONEDNN_PRIMITIVE_CACHE_CAPACITY"
    monkeypatch.delenv(name, raising=False)
    make()
    assert int(os.environ[name]) < 100
    monkeypatch.setenv(name, "1024")
    make()
    assert os.environ[name] == "1024"
