"""Clips made up for measuring, and the tutorial's forward pass beside ours."""

import torch

from dictation_app.cli.meter import follow
from dictation_app.speech.alphabet import ENGLISH
from dictation_app.speech.architecture import ModelConfig
from dictation_app.speech.model import DeepSpeech2
from dictation_app.training import benchmark
from dictation_app.training.manifest import read_manifest, read_samples
from dictation_app.training.sampler import frames_needed
from dictation_app.transcript import Progress


def test_made_up_clips_can_be_learned_from(tmp_path):
    clips = benchmark.make_clips(tmp_path, 20.0)
    assert read_manifest(tmp_path / "clips.jsonl") == clips
    assert 80 <= sum(clip.duration for clip in clips) < 95
    for clip in clips:
        assert len(read_samples(clip)) == round(clip.duration * 16_000)
        assert frames_needed(ENGLISH.encode(clip.text)) <= 25 * clip.duration
    (noise,) = read_manifest(tmp_path / "noise.jsonl")
    assert noise.text == ""


def test_no_clip_is_longer_than_a_batch(tmp_path):
    clips = benchmark.make_clips(tmp_path, 1.0)
    assert all(clip.duration <= 1.0 for clip in clips)


def test_the_tutorials_forward_pass_is_the_same_network():
    network = DeepSpeech2(ModelConfig(n_mels=16, stem=(2,), channels=4, hidden=12))
    network.eval()
    features = torch.randn(2, 30, 16)
    with torch.inference_mode():
        wanted, _ = network(features, torch.tensor([30, 30]))
        written = benchmark._as_written(network, features.transpose(1, 2).unsqueeze(1))
    torch.testing.assert_close(written.log_softmax(-1), wanted)


def test_the_first_step_is_not_timed(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(benchmark.time, "perf_counter", lambda: now[0])

    def steps():
        now[0] += 100.0  # setting up
        yield 50.0
        while True:
            now[0] += 2.0
            yield 30.0

    told = []
    speed = follow(benchmark._time(steps(), 5.0), told.append)
    assert speed == benchmark.TrainingSpeed(15.0, 2.0, 3)
    assert told[0] == Progress(0.0, 5.0, None)
    assert [step.left for step in told[1:]] == [3.0, 1.0, 0.0]
