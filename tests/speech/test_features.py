import math

import numpy as np
import pytest
import torch
import torchaudio

from dictation_app.speech.architecture import FeatureConfig
from dictation_app.speech.features import FeatureExtractor, band_centres, warp


def _tone(frequency, seconds=0.5, level=0.3):
    time = torch.arange(int(16_000 * seconds)) / 16_000
    return level * torch.sin(2 * math.pi * frequency * time)


def test_shape_and_frame_count():
    config = FeatureConfig()
    features = FeatureExtractor(config)(torch.randn(16_000))
    assert features.shape == (config.n_frames(16_000), 80) == (101, 80)


def test_level_does_not_matter():
    extractor = FeatureExtractor(FeatureConfig())
    noisy = _tone(440) + 0.01 * torch.randn(8_000)
    torch.testing.assert_close(
        extractor(noisy), extractor(0.1 * noisy), atol=2e-3, rtol=1e-3
    )


def test_features_have_mean_zero_and_deviation_one():
    features = FeatureExtractor(FeatureConfig())(torch.randn(8_000))
    assert abs(features.mean().item()) < 1e-4
    assert abs(features.std().item() - 1) < 1e-3


def test_log_mel_is_the_natural_log_of_the_mel_power():
    config = FeatureConfig()
    extractor = FeatureExtractor(config)
    low, high = (
        extractor.log_mel(_tone(f)).mean(0).argmax().item() for f in (300, 3_000)
    )

    def band(frequency):  # HTK: mel = 2595 log10(1 + f / 700)
        top = 2595 * math.log10(1 + 8_000 / 700)
        return 2595 * math.log10(1 + frequency / 700) / top * (config.n_mels + 1) - 1

    assert abs(low - band(300)) <= 1
    assert abs(high - band(3_000)) <= 1
    louder = extractor.log_mel(_tone(300, level=0.6)) - extractor.log_mel(_tone(300))
    np.testing.assert_allclose(louder[:, low], math.log(4), atol=1e-3)


def test_silence_and_very_short_sound_give_finite_features():
    extractor = FeatureExtractor(FeatureConfig())
    for samples in (torch.zeros(8_000), torch.zeros(1), torch.randn(100)):
        assert torch.isfinite(extractor(samples)).all()


@pytest.mark.parametrize("factor", [0.88, 1.0, 1.13])
def test_warping_moves_a_formant_by_its_factor(factor):
    centres = band_centres(FeatureConfig())
    peak = torch.exp(-(((centres - 1_500) / 150) ** 2))[None]
    moved = warp(peak, factor, centres)[0]
    assert float(centres[moved.argmax()]) == pytest.approx(1_500 * factor, rel=0.04)


def test_another_throat_moves_all_frequencies():
    extractor = FeatureExtractor(FeatureConfig())
    peaks = {
        warping: extractor(_tone(1_000), warping).mean(dim=0).argmax().item()
        for warping in (0.9, 1.0, 1.1)
    }
    alike = extractor(_tone(900)).mean(dim=0).argmax().item()
    assert abs(peaks[0.9] - alike) <= 1
    assert peaks[0.9] < peaks[1.0] < peaks[1.1]
    torch.testing.assert_close(extractor(_tone(1_000), 1.0), extractor(_tone(1_000)))


def test_bands_are_those_of_torchaudio():
    bank = torchaudio.functional.melscale_fbanks(201, 0.0, 8_000.0, 80, 16_000)
    hertz = torch.linspace(0, 8_000, 201)
    peaks = hertz[bank.argmax(0)]
    assert torch.allclose(peaks[20:], band_centres(FeatureConfig())[20:], atol=45)
