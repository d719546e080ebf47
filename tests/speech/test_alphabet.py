import pytest
from hypothesis import given
from hypothesis import strategies as st

from dictation_app.errors import ModelError
from dictation_app.speech.alphabet import ENGLISH, Alphabet


def test_english_has_the_tutorials_order():
    assert ENGLISH.encode("' az") == [0, 1, 2, 27]
    assert ENGLISH.blank == 28
    assert ENGLISH.space == 1
    assert len(ENGLISH) == 29


@given(st.text(alphabet=ENGLISH.symbols))
def test_encoding_and_back_changes_nothing(text):
    assert ENGLISH.decode(ENGLISH.encode(text)) == text


@given(st.text())
def test_normalising_twice_changes_nothing(text):
    once = ENGLISH.normalise(text)
    assert ENGLISH.normalise(once) == once


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("Don’t stop—NOW, Zoë!", "don't stop now zoe"),
        ("  well-known\tnaïve  ", "well known naive"),
        ("''quoted''", "''quoted''"),
        ("- 'tis", "'tis"),
        ("...", ""),
    ],
)
def test_normalising_free_text(text, normal):
    assert ENGLISH.normalise(text) == normal


def test_foreign_characters_stay_and_are_named():
    assert ENGLISH.foreign(ENGLISH.normalise("Straße 7")) == "7ß"


def test_another_alphabet_keeps_its_accents():
    german = Alphabet.from_symbols(" abcdeföü", blank=0)
    assert german.blank == 0
    assert german.normalise("FÖÜ é") == "föü e"


@pytest.mark.parametrize(
    "labels",
    [("a", " "), ("", "", " "), ("", "a", "a", " "), ("", "ab", " "), ("", "a")],
)
def test_impossible_alphabets_are_refused(labels):
    with pytest.raises(ModelError):
        Alphabet(labels)
