from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from dictation_app.speech.architecture import FeatureConfig
from dictation_app.speech.features import normalise
from dictation_app.training.augmentation import (
    Augmenter,
    mix,
    reverberate,
    smooth_curve,
    stretch,
    surround,
)
from dictation_app.training.configuration import AugmentationConfig
from dictation_app.training.presets import spec_augment_only

FEATURES = FeatureConfig()
NOTHING = replace(spec_augment_only(15, 35), frequency_masks=0, time_masks=0)


class OneNoise:
    """A cache with a single recording."""

    def __init__(self, frames):
        self.lengths = np.array([len(frames), 0])
        self._frames = frames

    def read(self, clip):
        assert clip == 0
        return self._frames


def log_mel(n_frames=200, seed=0):
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(n_frames, 80, generator=generator) * 2 - 5


def augment(config, features=None, *, seed=1, noise=(), **more):
    augmenter = Augmenter(config, FEATURES, noise)
    features = log_mel() if features is None else features
    return augmenter(features, np.random.default_rng(seed), **more)


def test_with_everything_off_features_are_only_normalised():
    assert torch.equal(augment(NOTHING), normalise(log_mel()))


@pytest.mark.parametrize(
    "effect",
    ["tempo", "warp", "pause", "equaliser", "low_pass", "reverberation", "noise"],
)
def test_each_effect_can_be_switched_on_alone(effect):
    noise = [OneNoise(log_mel(50, seed=9))]
    changed = augment(replace(NOTHING, **{effect: 1.0}), noise=noise)
    assert changed.shape != log_mel().shape or not torch.allclose(
        changed, normalise(log_mel())
    )
    assert torch.isfinite(changed).all()


def test_masks_can_be_switched_on_alone():
    changed = augment(replace(NOTHING, frequency_masks=2, time_masks=2))
    original = normalise(log_mel())
    is_masked = changed != original
    assert is_masked.any()
    assert (changed[is_masked] == 0).all()


def test_the_same_seed_gives_the_same_and_leaves_the_rest_alone():
    noise = [OneNoise(log_mel(70, seed=9))]
    before = log_mel()
    torch.manual_seed(5)
    state = torch.get_rng_state()
    first = augment(AugmentationConfig(), before, seed=3, noise=noise)
    assert torch.equal(torch.get_rng_state(), state)
    torch.manual_seed(6)
    assert torch.equal(
        first, augment(AugmentationConfig(), before, seed=3, noise=noise)
    )
    other = augment(AugmentationConfig(), before, seed=4, noise=noise)
    assert first.shape != other.shape or not torch.equal(first, other)
    assert torch.equal(before, log_mel())


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 300), st.integers(0, 1_000), st.integers(1, 400))
def test_any_clip_stays_long_enough_for_its_text(n_frames, seed, shortest):
    changed = augment(
        AugmentationConfig(), log_mel(n_frames), seed=seed, shortest=shortest
    )
    assert len(changed) >= min(shortest, n_frames)
    assert changed.shape[1] == 80
    assert torch.isfinite(changed).all()


def test_hearings_of_a_clip_differ_in_sound_and_not_in_time():
    augmenter = Augmenter(AugmentationConfig(), FEATURES)
    lengths = set()
    for seed in range(5):
        random = np.random.default_rng(seed)
        one, two = augmenter.hear(log_mel(), random, times=2)
        assert len(one) == len(two)
        assert not torch.equal(one, two)
        lengths.add(len(one))
    assert len(lengths) > 1
    moved = replace(NOTHING, tempo=1.0, pause=1.0)
    one, two = Augmenter(moved, FEATURES).hear(log_mel(), random, times=2)
    assert torch.equal(one, two)


def test_stretching_keeps_both_ends_and_reaches_the_length():
    ramp = torch.arange(11.0)[:, None].expand(11, 3)
    assert torch.allclose(stretch(ramp, 21)[:, 0], torch.arange(0, 10.5, 0.5))
    assert torch.equal(stretch(ramp, 11), ramp)
    assert stretch(ramp, 1).shape == (1, 3)


def test_silence_around_a_clip_is_its_own_and_the_clip_is_whole():
    clip = log_mel(100)
    clip[40:50] -= 6  # a pause
    longer = surround(clip, 30, 20, 1.5, np.random.default_rng(0))
    assert torch.equal(longer[30:130], clip)
    silence = torch.cat((longer[:30], longer[130:])) + 1.5
    apart = (silence[:, None] - clip[None, 40:50]).abs().amax(dim=2)
    assert float(apart.amin(dim=1).max()) < 1e-5
    assert len(silence) == 50


@pytest.mark.parametrize("n_frames", [1, 7])
def test_a_clip_of_few_frames_gets_its_silence(n_frames):
    clip = log_mel(n_frames)
    assert surround(clip, 0, 4, 0.0, np.random.default_rng(0)).shape == (
        n_frames + 4,
        80,
    )


def test_noise_is_mixed_at_the_wanted_ratio():
    speech, noise = torch.rand(50, 80) + 0.1, torch.rand(50, 80)
    added = mix(speech, noise, 20.0) - speech
    ratio = 10 * torch.log10(speech.mean() / added.mean())
    assert float(ratio) == pytest.approx(20.0, abs=0.01)


def test_a_room_rings_on_and_never_ahead():
    power = torch.zeros(40, 80)
    power[10] = 1.0
    ringing = reverberate(power, decay=5.0, level=0.2)
    assert not ringing[:10].any()
    assert torch.equal(ringing[10], power[10])
    assert float(ringing[11, 0]) == pytest.approx(0.2)
    assert float(ringing[16, 0]) == pytest.approx(0.2 / np.e, rel=0.01)
    assert ringing.shape == power.shape


def test_a_microphone_response_is_smooth():
    curve = smooth_curve(80, 1.0, np.random.default_rng(0))
    assert curve.shape == (80,)
    assert float(curve.diff().abs().max()) < 0.3
    assert float(curve.std()) > 0.1
