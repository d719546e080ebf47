import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dictation_app.speech.alphabet import ENGLISH
from dictation_app.speech.hearings import repeated

N_LABELS = len(ENGLISH.labels)
FRAME = 640


class Echo:
    """A network whose output says which samples a frame was given, and keeps the warpings."""

    alphabet = ENGLISH
    sample_rate = 16_000
    frame_rate = 25.0

    def __init__(self):
        self.n_heard = 0

    def emissions(self, batch, warpings=()):
        self.n_heard += len(batch)
        self.warpings = list(warpings)
        return [self._hear(samples) for samples in batch]

    def _hear(self, samples):
        n_frames = -(-len(samples) // FRAME)
        logits = np.zeros((n_frames, N_LABELS), np.float32)
        logits[:, 0] = samples[::FRAME]
        return logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)


def test_one_hearing_is_the_network_itself():
    echo = Echo()
    assert repeated(echo, 1) is echo


@pytest.mark.parametrize("hearings", [2, 3, 4])
def test_the_mean_of_what_is_heard_later_and_later(hearings):
    samples = np.linspace(-3, 3, 20 * FRAME, dtype=np.float32)
    (mean,) = repeated(Echo(), hearings).emissions([samples])
    alone = [
        np.exp(Echo().emissions([samples[k * FRAME // 4 :]])[0])
        for k in range(hearings)
    ]
    np.testing.assert_allclose(np.exp(mean), np.mean(alone, axis=0), rtol=1e-5)
    assert not np.allclose(mean, np.log(alone[0]), atol=1e-3)


def test_every_hearing_is_as_from_another_throat():
    echo = Echo()
    batch = [np.ones(9 * FRAME, np.float32)] * 2
    repeated(echo, 3).emissions(batch)
    assert echo.warpings == [1.0, 1.0, 0.95, 0.95, 1.05, 1.05]
    repeated(echo, 2).emissions(batch, [1.0, 1.1])
    assert echo.warpings == pytest.approx([1.0, 1.1, 0.95, 1.045])
    assert len(repeated(echo, 4).emissions(batch[:1])) == 1


@given(st.lists(st.integers(1, 4 * FRAME), min_size=1, max_size=4), st.integers(2, 4))
def test_frames_and_probabilities_are_whole_for_any_length(lengths, hearings):
    echo = Echo()
    model = repeated(echo, hearings)
    batch = [np.full(n, 0.5, np.float32) for n in lengths]
    found = model.emissions(batch)
    assert echo.n_heard == hearings * len(batch)
    for values, expected in zip(found, Echo().emissions(batch), strict=True):
        assert values.dtype == np.float32
        # The sound never changes: nor does what is made of it.
        np.testing.assert_allclose(values, expected, atol=1e-5)


def test_what_it_says_of_itself_is_the_networks():
    model = repeated(Echo(), 2)
    assert (model.alphabet, model.sample_rate, model.frame_rate) == (
        ENGLISH,
        16_000,
        25,
    )
    assert model.emissions([]) == []
