from dictation_app.speech.benchmark import at_pauses
from dictation_app.transcript import Utterance


def test_an_utterance_cut_within_speech_has_no_latency():
    spoken = [
        (Utterance((), 0.0, 19.9), 7.0),  # the next one begins within it
        (Utterance((), 18.0, 31.9), 6.5),  # the next one begins at its end
        (Utterance((), 31.9, 41.0), 0.4),
        (Utterance((), 41.6, 50.0), 0.5),
    ]
    assert list(at_pauses(spoken)) == [0.4, 0.5]
    assert list(at_pauses([])) == []
