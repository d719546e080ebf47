"""The lab's test asks a keyword model too, and its results show both."""

from dataclasses import replace

import pytest
import torch

from dictation_app.document.document import Document
from dictation_app.document.operations import Piece
from dictation_app.lab import recogniser
from dictation_app.lab.command_set import CommandSet, VoiceCommand
from dictation_app.lab.session import Plan, Session, Trial
from dictation_app.speech.alphabet import ENGLISH
from dictation_app.speech.architecture import FeatureConfig
from dictation_app.speech.keyword_store import (
    find_keyword_models,
    save_keyword_model,
)
from dictation_app.speech.keywords import KeywordConfig, KeywordNet
from dictation_app.transcript import Notice
from dictation_app.ui.lab.place import Listener
from dictation_app.ui.lab.results_page import ResultsPage
from dictation_app.ui.lab.testing import Found, ask, hear_negatives
from tests.ui.lab_parts import LoudnessEndpointer, ScriptedModel, make_place
from tests.ui.scripted_microphone import ScriptedMicrophone
from tests.ui.sounding import utterance
from tests.ui.window_parts import make_window

SET = CommandSet(
    "Ways", tuple(VoiceCommand(word, (word,)) for word in ("left", "right", "stop"))
)


@pytest.fixture
def models(tmp_path):
    """A folder with an untrained keyword model of two of the commands."""
    torch.manual_seed(0)
    save_keyword_model(
        tmp_path / "models" / "ways",
        KeywordNet(KeywordConfig(("left", "right"), channels=8, blocks=1)),
        title="Ways",
        features=FeatureConfig(n_mels=40),
        provenance={},
        card="# Ways\n",
    )
    return tmp_path / "models"


@pytest.fixture
def said(monkeypatch, babble):
    """What comes of saying some commands, one after the other."""
    monkeypatch.setattr(recogniser, "Endpointer", LoudnessEndpointer)

    def say(models, *labels):
        model, microphone, found = ScriptedModel(), ScriptedMicrophone(), []
        waiting = [s for label in labels for s in SET.sayings if s.label == label]

        def prompt():
            return waiting[0] if waiting else None

        steps = ask(
            lambda anew: microphone,
            Listener(model, ENGLISH, "scripted"),
            SET,
            prompt,
            lambda: find_keyword_models([models]),
        )
        model.text = waiting[0].phrase
        microphone.blocks.put(babble(0.5))
        for step in steps:
            if isinstance(step, Notice):
                found.append(step)
            if isinstance(step, Trial):
                found.append(step)
                del waiting[0]
                if not waiting:
                    microphone.stop()
                    break
                model.text = waiting[0].phrase
                microphone.blocks.put(babble(0.5))
        steps.close()
        return found

    return say


def test_a_keyword_model_that_has_the_words_is_asked_too(models, said):
    known, unknown = said(models, "left", "stop")
    assert known.is_right
    assert known.by_words in ("left", "right", "")
    assert unknown.by_words is None


def test_a_damaged_one_is_told_and_left_out(models, said):
    weights = models / "ways" / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1])
    notice, trial = said(models, "left")
    assert "damaged" in notice.message
    assert trial.is_right
    assert trial.by_words is None


def test_the_page_shows_both_only_where_both_were_asked(qtbot, tmp_path):
    page = ResultsPage(make_place(tmp_path))
    qtbot.addWidget(page)
    page.show()
    right = Trial("left", "left", "left", "left", 0.1, True, 0.1, by_words="left")
    wrong = replace(right, by_words="right")
    for trials in ([right, wrong], [replace(right, by_words=None)]):
        plan = Plan(SET.name, SET.fingerprint, 1, 1)
        made = Session(tmp_path / "s.jsonl", plan, SET.sayings, trials)
        page.results = None
        page.show_sessions(SET, Found((made,)))
        qtbot.waitUntil(lambda: page.results is not None, timeout=30_000)
        is_there = len(trials) == 2
        assert page.table.isColumnHidden(7) != is_there
        words = "keyword model has a word for it understood 50.0%, the phrases 100.0%."
        assert (words in page.advice.text()) == is_there
    page.shut_down()


def test_a_dictation_without_its_sound_counts_by_its_emissions(tmp_path, qtbot):
    window = make_window(tmp_path / "library")
    library = window.workbench.notebook.library
    heard = utterance("we left home early")

    def keep(document, duration):
        folder = library.create()
        library.save(folder, document, duration=duration)
        return folder

    dictated = Document([Piece("we left home early", 0)])
    dictated.hear(heard)
    keep(dictated, 600.0)
    forgotten = Document([Piece("and later", 0)])
    forgotten.hear(replace(heard, emissions=None))
    keep(forgotten, 700.0)
    sounding = Document([Piece("and louder", 0)])
    sounding.hear(heard)
    (keep(sounding, 800.0) / "audio.flac").write_bytes(b"sound")
    keep(Document([Piece("only typed")]), 0.0)
    found = window.lab_desk._unsounded()
    window.close()
    assert [dictation.duration for dictation in found] == [600.0]
    place = make_place(tmp_path, find_unsounded=lambda: found)
    steps = hear_negatives(place, place.find_listener(), SET)
    with pytest.raises(StopIteration) as end:
        next(steps)
    negatives = end.value.value
    assert negatives.seconds == 600.0
    assert len(negatives.utterances) == 1
