import wave

import numpy as np

from dictation_app.speech.benchmark import at_pauses, repeat_sounds
from dictation_app.transcript import Utterance


def write_tone(path, level):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(np.full(8_000, level, "<i2").tobytes())
    return path


def test_sounds_are_played_in_turn_with_pauses_up_to_the_wanted_length(tmp_path):
    sources = [write_tone(tmp_path / f"{n}.wav", n) for n in (8_000, 16_000)]
    target = tmp_path / "joined.wav"
    repeat_sounds(sources, target, 2.25, pause=0.25)
    with wave.open(str(target), "rb") as file:
        samples = np.frombuffer(file.readframes(-1), "<i2")
    assert len(samples) == 36_000
    quarters = [round(float(part.mean()), -3) for part in samples.reshape(9, 4_000)]
    assert quarters == [8_000, 8_000, 0, 16_000, 16_000, 0, 8_000, 8_000, 0]


def test_an_utterance_cut_within_speech_has_no_latency():
    spoken = [
        (Utterance((), 0.0, 19.9), 7.0),  # the next one begins within it
        (Utterance((), 18.0, 31.9), 6.5),  # the next one begins at its end
        (Utterance((), 31.9, 41.0), 0.4),
        (Utterance((), 41.6, 50.0), 0.5),
    ]
    assert list(at_pauses(spoken)) == [0.4, 0.5]
    assert list(at_pauses([])) == []
