"""Commands that the search took for other words count by their sound; text stays text."""

from pathlib import Path

import numpy as np
import pytest

from dictation_app import paths
from dictation_app.document.commands import CommandTable
from dictation_app.speech import media
from dictation_app.speech.alphabet import ENGLISH
from dictation_app.speech.recognizer import load_recognizer
from dictation_app.speech.second_opinion import LONGEST, SecondOpinion
from dictation_app.speech.store import read_model
from dictation_app.transcript import Emissions, Utterance, Word
from tests.lab.conftest import make_sound

PHRASES = CommandTable().whole_phrases


def heard(text: str, understood: str, *, rivals: dict[int, str] | None = None):
    """An utterance that sounds like a text, and what the search made of it."""
    emissions = make_sound(text)
    values = np.exp(emissions.log_probs.astype(np.float32))
    for place, rival in (rivals or {}).items():  # about as likely as the letter itself
        values[2 * place, ENGLISH.labels.index(rival)] = 1.2
    values /= values.sum(axis=1, keepdims=True)
    kept = Emissions(np.log(values).astype(np.float16), 3.0, 25.0)
    words = tuple(Word(w, 3.0, kept.end, 0.5) for w in understood.split())
    return Utterance(words, 3.0, kept.end, kept)


@pytest.fixture
def opinion():
    return SecondOpinion(PHRASES, ENGLISH)


def test_a_command_that_was_taken_for_other_words_counts(opinion):
    found = opinion.of(heard("new line", "knew lying"))
    assert found.text == "new line"
    assert 3.0 <= found.words[0].start < found.words[1].start < found.end


def test_one_letter_that_sounds_like_another_is_no_hindrance(opinion):
    assert opinion.of(heard("comma", "karma", rivals={1: "a"})).text == "comma"


def test_the_nearest_command_counts(opinion):
    assert opinion.of(heard("undo that", "and do that")).text == "undo that"
    assert opinion.of(heard("undo", "and do")).text == "undo"


@pytest.mark.parametrize(
    "said", ["karma", "come on", "a new line of work", "we do", "the period", "stop"]
)
def test_what_sounds_otherwise_stays_text(opinion, said):
    utterance = heard(said, said)
    assert opinion.of(utterance) is utterance


def test_what_is_the_command_already_is_not_changed(opinion):
    utterance = heard("new line", "new line")
    assert opinion.of(utterance) is utterance


def test_long_speech_and_sound_that_was_not_kept_are_not_looked_at(opinion):
    short = heard("new line", "knew line")
    long = Utterance(short.words, 3.0, 3.1 + LONGEST, short.emissions)
    forgotten = Utterance(short.words, 3.0, 4.0)
    assert opinion.of(long) is long
    assert opinion.of(forgotten) is forgotten


def test_a_phrase_that_cannot_be_said_is_passed_over():
    utterance = heard("new line", "knew line")
    assert SecondOpinion(("§1", "new line"), ENGLISH).of(utterance).text == "new line"
    assert SecondOpinion(("§1",), ENGLISH).of(utterance) is utterance
    assert SecondOpinion((), ENGLISH).of(utterance) is utterance


def test_commands_that_take_words_or_are_off_are_no_phrases():
    table = CommandTable().customised(disabled=["comma"])
    assert "comma" not in table.whole_phrases
    assert not {"cap", "select", "correct", "choose"} & set(table.whole_phrases)
    assert {"new line", "full stop", "period"} <= set(table.whole_phrases)


MODEL = paths.bundled("models") / "en-small"


@pytest.fixture(scope="module")
def hear():
    """What the model that comes along understands of a recording."""
    if not MODEL.is_dir():
        pytest.skip("LOUD: no spoken command was tried, as en-small is not here")
    recognizer, _ = load_recognizer(read_model(MODEL), device="cpu")

    def recognise(path):
        return recognizer.recognise(np.concatenate(list(media.decode(path))))

    return recognise


def test_a_spoken_command_counts_whatever_the_search_made_of_it(opinion, hear):
    """espeak-ng says “new line”; a search for sentences took it for “no line”."""
    spoken = hear(Path(__file__).parent / "clips" / "new-line.opus")
    assert opinion.of(spoken).text == "new line"
    without = tuple(phrase for phrase in PHRASES if phrase != "new line")
    assert SecondOpinion(without, ENGLISH).of(spoken) is spoken


@pytest.mark.parametrize("number", ["005", "008", "010"])
def test_spoken_sentences_and_parts_of_them_stay_text(opinion, hear, number):
    heard = hear(paths.bundled("resources") / "speech" / "test" / f"{number}.opus")
    assert opinion.of(heard) is heard
    rows = heard.emissions.log_probs
    for first in range(0, len(rows) - 20, 20):  # as if there were pauses in it
        part = Emissions(rows[first : first + 35], 0.0, heard.emissions.frame_rate)
        cut = Utterance((Word("so", 0.0, 1.4, 0.5),), 0.0, 1.4, part)
        assert opinion.of(cut) is cut
