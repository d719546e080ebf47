import numpy as np
import pytest
import torch

from dictation_app.speech import media
from dictation_app.speech.voice import CHUNK, VoiceDetector


@pytest.fixture
def chunks(speech_wav):
    speech = np.concatenate(list(media.decode(speech_wav)))
    sound = np.concatenate((speech, np.zeros(16_000, np.float32), speech[::-1]))
    return sound[: len(sound) // CHUNK * CHUNK].reshape(-1, CHUNK)


@pytest.mark.filterwarnings("ignore:`torch.jit.load` is deprecated")
def test_probabilities_are_those_of_the_published_module(chunks):
    from silero_vad import load_silero_vad

    published = load_silero_vad()
    with torch.inference_mode():
        expected = [
            float(published(torch.from_numpy(chunk)[None], 16_000)) for chunk in chunks
        ]
    assert max(expected) - min(expected) > 0.01  # else any constant would do
    np.testing.assert_allclose(VoiceDetector()(chunks), expected, atol=1e-4)


@pytest.mark.parametrize("sizes", [(1,), (0, 3, 150), (129, 1, 2)])
def test_how_the_sound_is_cut_into_calls_does_not_matter(chunks, sizes):
    detector, found, at = VoiceDetector(), [], 0
    while at < len(chunks):
        for size in sizes:
            found += detector(chunks[at : at + size])
            at += size
    np.testing.assert_allclose(found, VoiceDetector()(chunks), atol=1e-4)


def test_two_detectors_have_memories_of_their_own(chunks):
    first, second = VoiceDetector(), VoiceDetector()
    first(chunks[:50])
    assert second(chunks) == VoiceDetector()(chunks)
