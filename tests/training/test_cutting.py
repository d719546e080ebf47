import numpy as np
import pytest

from dictation_app.errors import AudioError, ManifestError
from dictation_app.speech.alphabet import ENGLISH
from dictation_app.speech.architecture import DecodingOptions
from dictation_app.speech.decoder import Decoder
from dictation_app.training.cutting import CutProgress, cut
from dictation_app.training.manifest import read_manifest, read_samples

SENTENCES = ("it was a dark night", "nobody came", "then the rain began to fall")


class Actor:
    """A network that hears these sentences one after the other, whatever the sound."""

    alphabet = ENGLISH
    sample_rate = 16_000
    frame_rate = 25.0

    def __init__(self, parrot, sentences):
        self._spell = parrot({})._spell
        self._sentences = list(sentences)

    def emissions(self, batch):
        return [self._spell(len(s), self._sentences.pop(0)) for s in batch]


@pytest.fixture
def recording(tmp_path, write_audio, babble):
    """Three stretches of babble with pauses of a second."""
    pause = np.zeros(16_000, np.float32)
    parts = [pause]
    for i, seconds in enumerate((3.0, 2.5, 3.5)):
        parts += [babble(seconds, i + 1), pause]
    return write_audio(tmp_path / "story.wav", samples=np.concatenate(parts))


@pytest.fixture
def run_cut(tmp_path, recording, parrot):
    """Cut the recording by a transcript, while the network hears the sentences."""

    def run(text, sentences=SENTENCES, **options):
        transcript = tmp_path / "story.txt"
        transcript.write_text(text, encoding="utf-8")
        steps = cut(
            Actor(parrot, sentences),
            Decoder(ENGLISH, DecodingOptions(beam_width=1)),
            recording,
            transcript,
            tmp_path / "out",
            **options,
        )
        yielded = []
        while True:
            try:
                yielded.append(next(steps))
            except StopIteration as end:
                return yielded, end.value

    return run


TEXT = "It was a dark night; nobody came.\nThen the rain\nbegan to fall."


def test_a_recording_becomes_clips_with_the_transcript_as_it_is_written(run_cut):
    yielded, found = run_cut(TEXT, speaker="ann")
    assert [p.text for p in found.clips] == [
        "It was a dark night;",
        "nobody came.",
        "Then the rain began to fall.",
    ]
    assert found.left_out == ()
    assert all(p.fit == pytest.approx(1.0) for p in found.clips)
    assert found.duration == pytest.approx(13.0, abs=0.1)
    clips = read_manifest(found.manifest)
    assert [(c.text, c.speaker, c.corpus) for c in clips] == [
        (p.text, "ann", "story") for p in found.clips
    ]
    for clip, piece in zip(clips, found.clips, strict=True):
        assert len(read_samples(clip)) / 16_000 == pytest.approx(
            piece.duration, abs=0.01
        )
    assert {step.stage for step in yielded} >= {"listening", "writing"}
    assert all(isinstance(s, CutProgress) and 0 <= s.share <= 1 for s in yielded)


def test_a_network_that_hears_badly_still_finds_the_words(run_cut):
    heard = ("it wos a dak nigt", "nobdy cam", "ten the ran begn to fal")
    _, found = run_cut(TEXT, heard, min_fit=0.0)
    assert [p.text for p in found.clips] == [
        "It was a dark night;",
        "nobody came.",
        "Then the rain began to fall.",
    ]


def test_what_does_not_fit_is_left_out_and_counted(run_cut):
    wrong = "It was a dark night; xyz xyz xyz xyz. Then the rain began to fall."
    _, found = run_cut(wrong)
    kept = [p.text for p in found.clips]
    assert "Then the rain began to fall." in kept
    # A clip that caught a word of the wrong sentence is none, either.
    assert not any("xyz" in text for text in kept)
    assert any("xyz" in p.text and p.fit < 0.1 for p in found.left_out)
    assert all("fit" in p.reason for p in found.left_out)
    assert len(read_manifest(found.manifest)) == len(kept)


def test_a_wrong_word_at_the_border_spoils_its_clip_alone(run_cut):
    _, found = run_cut(
        "Ox it was a dark night; nobody came. Then the rain began to fall."
    )
    assert [p.text for p in found.clips] == [
        "nobody came.",
        "Then the rain began to fall.",
    ]
    assert "first or last word" in found.left_out[0].reason
    assert found.left_out[0].fit > 0.1


def test_sound_that_the_transcript_leaves_out_is_left_out(run_cut):
    _, found = run_cut("It was a dark night. Then the rain began to fall.")
    assert [p.text for p in found.clips] == [
        "It was a dark night.",
        "Then the rain began to fall.",
    ]
    assert [p.reason for p in found.left_out] == ["The transcript has no words for it."]


def test_words_the_network_cannot_say_stay_with_their_neighbours(run_cut):
    _, found = run_cut(
        "It was a dark night — nobody came. Then the rain began to fall."
    )
    assert " ".join(p.text for p in found.clips) == (
        "It was a dark night — nobody came. Then the rain began to fall."
    )


@pytest.mark.parametrize("text", ["", "— 1984 —"])
def test_a_transcript_without_words_is_refused(run_cut, text):
    with pytest.raises(ManifestError, match=r"story\.txt holds no words"):
        run_cut(text)


def test_files_that_cannot_be_read_are_refused_in_a_sentence(
    tmp_path, recording, parrot
):
    decoder = Decoder(ENGLISH, DecodingOptions(beam_width=1))
    actor = Actor(parrot, SENTENCES)
    with pytest.raises(ManifestError, match=r"no\.txt cannot be read"):
        next(cut(actor, decoder, recording, tmp_path / "no.txt", tmp_path / "out"))
    (tmp_path / "t.txt").write_text("so", encoding="utf-8")
    missing = tmp_path / "no.wav"
    with pytest.raises(AudioError, match=r"no\.wav"):
        next(cut(actor, decoder, missing, tmp_path / "t.txt", tmp_path / "out"))
