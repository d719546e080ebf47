import numpy as np
import pytest

from dictation_app.errors import AudioError
from dictation_app.speech.peaks import RATE, peaks


def measured(path):
    steps = peaks(path)
    parts = []
    while True:
        try:
            parts.append(next(steps))
        except StopIteration as end:
            return parts, end.value


def test_a_waveform_shows_where_it_is_loud(tmp_path, write_audio):
    samples = np.zeros(16_000 * 4, np.float32)
    samples[16_000:32_000] = 0.5 * np.sin(np.arange(16_000) / 3)
    path = write_audio(tmp_path / "ä b.wav", samples=samples)
    parts, duration = measured(path)
    values = np.concatenate([part.values for part in parts])
    assert duration == pytest.approx(4.0, abs=0.01)
    assert len(values) == pytest.approx(4 * RATE, abs=1)
    assert values[RATE + 2 : 2 * RATE - 2].min() > 0.4
    assert values[2 * RATE + 2 :].max() < 0.05
    firsts = np.cumsum([0, *(len(part.values) for part in parts)])
    assert [part.first for part in parts] == list(firsts[:-1])


def test_what_is_no_recording_is_refused(tmp_path):
    path = tmp_path / "x.wav"
    path.write_text("no sound", encoding="utf-8")
    with pytest.raises(AudioError, match="text file"):
        next(peaks(path))
