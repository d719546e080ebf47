"""Two models on the same sound, and a vote that does not know whose is whose."""

import pytest
import torch

from dictation_app.errors import DictationError
from dictation_app.speech.alphabet import ENGLISH
from dictation_app.speech.architecture import (
    DecodingOptions,
    FeatureConfig,
    ModelConfig,
)
from dictation_app.speech.model import DeepSpeech2
from dictation_app.speech.store import read_model, save_model
from dictation_app.training.comparing import (
    Ballot,
    Comparing,
    Votes,
    ballots,
    compare_models,
)
from dictation_app.training.manifest import Clip


@pytest.fixture
def models(tmp_path, tiny_model):
    config = ModelConfig(
        n_mels=16, channels=4, residual_blocks=1, hidden=12, recurrent_layers=1
    )
    torch.manual_seed(7)
    other = save_model(
        tmp_path / "models" / "other",
        DeepSpeech2(config),
        title="Other",
        features=FeatureConfig(n_mels=16),
        alphabet=ENGLISH,
        decoding=DecodingOptions(beam_width=1),
    )
    return read_model(tiny_model), other


def finish(steps):
    yielded = []
    while True:
        try:
            yielded.append(next(steps))
        except StopIteration as end:
            return yielded, end.value


def test_clips_with_texts_give_rates_and_changes(tmp_path, models, write_audio):
    clips = [
        Clip(f"c{i}", write_audio(tmp_path / f"{i}.wav", 1.0, seed=i), 1.0, "one two")
        for i in range(3)
    ]
    steps, found = finish(compare_models(*models, clips))
    assert all(isinstance(step, Comparing) for step in steps)
    assert steps[-1].share == pytest.approx(1.0)
    assert found.has_texts
    assert set(found.clips) == {"c0", "c1", "c2"}
    assert found.comparison.first.model == "Tiny"
    assert len(found.comparison.changes) == 3


def test_a_recording_without_text_is_cut_where_somebody_speaks(models, speech_wav):
    _, found = finish(compare_models(*models, speech_wav))
    assert not found.has_texts
    assert all(clip.audio == speech_wav for clip in found.clips.values())


def test_what_is_no_sound_is_told(tmp_path, models):
    path = tmp_path / "notes.txt"
    path.write_text("no sound", encoding="utf-8")
    with pytest.raises(DictationError):
        finish(compare_models(*models, path))
    with pytest.raises(DictationError):
        finish(compare_models(*models, tmp_path / "gone"))


def test_ballots_hide_whose_a_hearing_is(tmp_path, models, write_audio):
    clips = [
        Clip(f"c{i}", write_audio(tmp_path / f"{i}.wav", 1.0, seed=i), 1.0, "one")
        for i in range(12)
    ]
    _, found = finish(compare_models(*models, clips))
    drawn = ballots(found.comparison, 1, most=12)
    assert {ballot.first_is_one for ballot in drawn} == {True, False}
    by_clip = {change.id: change for change in found.comparison.changes}
    for ballot in drawn:
        change = by_clip[ballot.clip]
        pair = (ballot.one, ballot.other)
        assert pair[:: 1 if ballot.first_is_one else -1] == (
            change.first,
            change.second,
        )
    assert ballots(found.comparison, 1) == ballots(found.comparison, 1)


def test_votes_are_counted_for_the_model_behind_the_text():
    votes = Votes()
    votes.add(Ballot("c", "a", "b", first_is_one=True), 1)
    votes.add(Ballot("c", "a", "b", first_is_one=False), 1)
    votes.add(Ballot("c", "a", "b", first_is_one=False), 2)
    votes.add(Ballot("c", "a", "b", first_is_one=True), 0)
    assert (votes.first, votes.second, votes.equal) == (2, 1, 1)


@pytest.mark.parametrize(
    ("first", "second", "p"),
    [(0, 0, 1.0), (5, 5, 1.0), (10, 0, 2 / 1_024), (3, 1, 0.625)],
)
def test_the_sign_test(first, second, p):
    assert Votes(first, second).p == pytest.approx(p)
