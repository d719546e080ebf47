"""A network that hears the same sound more than once and takes the mean.

Where its frames begin within a word is chance, and what it makes of the word depends on
that, and on how long the speaker's throat is. Heard again a fraction of a frame later and
as if from another throat, the same word falls otherwise into frames and bands; the mean
of the hearings is nearer to what was said than any of them.
"""

from collections.abc import Sequence

import numpy as np

from dictation_app.speech.alphabet import Alphabet
from dictation_app.speech.network import AcousticModel, LogProbs, Samples

_SHIFT = 0.25
"""Of a frame by which each hearing begins later than the one before."""
_WARPINGS = (1.0, 0.95, 1.05, 1.0)
"""Factor on the frequencies in each hearing: a longer throat, a shorter one."""


def repeated(model: AcousticModel, hearings: int) -> AcousticModel:
    """The network, hearing everything as often as wanted; once is the network itself."""
    return model if hearings == 1 else _Repeated(model, hearings)


class _Repeated:
    """An AcousticModel whose probabilities are the mean of several hearings."""

    def __init__(self, model: AcousticModel, hearings: int) -> None:
        self._model = model
        self._hearings = hearings
        self._later = round(_SHIFT * model.sample_rate / model.frame_rate)

    @property
    def alphabet(self) -> Alphabet:
        """The labels of the outputs."""
        return self._model.alphabet

    @property
    def sample_rate(self) -> int:
        """Samples a second of the sound it takes."""
        return self._model.sample_rate

    @property
    def frame_rate(self) -> float:
        """Output frames a second."""
        return self._model.frame_rate

    def emissions(
        self, batch: Sequence[Samples], warpings: Sequence[float] = ()
    ) -> list[LogProbs]:
        """Log-probabilities (frames, labels) of each mono recording (samples,)."""
        n = len(batch)
        warpings = warpings or [1.0] * n
        hearings = range(self._hearings)
        heard = self._model.emissions(
            [self._from(samples, k) for k in hearings for samples in batch],
            [warping * _WARPINGS[k] for k in hearings for warping in warpings],
        )
        return [_mean(heard[i::n]) for i in range(n)]

    def _from(self, samples: Samples, hearing: int) -> Samples:
        """What the n-th hearing hears: all but a very short beginning."""
        first = hearing * self._later
        return samples[first:] if len(samples) > 2 * first else samples


def _mean(hearings: Sequence[LogProbs]) -> LogProbs:
    """The mean probabilities; the last frame may have been heard only once."""
    n_frames = min(map(len, hearings))
    common = np.stack([values[:n_frames] for values in hearings])
    mean = np.logaddexp.reduce(common, axis=0) - np.float32(np.log(len(hearings)))
    return np.concatenate((mean, hearings[0][n_frames:]))
