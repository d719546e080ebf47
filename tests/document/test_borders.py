"""Words typed where utterances meet go to the utterance that they were said in."""

from hypothesis import given
from hypothesis import strategies as st

from dictation_app.document.borders import Part, cut, fit_by_letters
from dictation_app.transcript import Utterance, Word

texts = st.lists(st.text("abc", min_size=1, max_size=4), min_size=1, max_size=5)


def utterance(text):
    words = [Word(word, i, i + 0.8, 0.9) for i, word in enumerate(text.split())]
    return Utterance(tuple(words), 0.0, float(len(words)))


def divided(words, *heard, **options):
    parts = [Part(utterance(text)) for text in heard]
    found = cut(parts, words.split(), fit_by_letters, **options)
    return [" ".join(share) for share in found]


@given(st.lists(texts, min_size=1, max_size=4), st.booleans(), st.booleans())
def test_no_word_is_lost_or_moved(parts, left, right):
    words = [word for part in parts for word in part]
    made = [Part(utterance(" ".join(part[::-1]))) for part in parts]
    found = cut(made, words, fit_by_letters, glued=(left, right))
    assert [word for share in found for word in share] == words
    if len(words) > 1:
        assert not left or found[0]
        assert not right or found[-1]


@given(st.lists(texts, min_size=2, max_size=4))
def test_what_was_heard_rightly_goes_where_it_was_heard(parts):
    heard = [" ".join(part) for part in parts]
    found = divided(" ".join(heard), *heard)
    assert [f.replace(" ", "") for f in found] == [h.replace(" ", "") for h in heard]


def test_each_word_goes_to_what_it_sounds_like():
    assert divided("the cats sat on it", "the cat", "sad on it") == [
        "the cats",
        "sat on it",
    ]
    assert divided("good morning to you", "good morning", "two you") == [
        "good morning",
        "to you",
    ]


def test_a_short_utterance_between_two_gets_its_words_or_stays_deleted():
    assert divided("he went home then", "he want", "hum", "than") == [
        "he went",
        "home",
        "then",
    ]
    assert divided("he went then", "he want", "scratch that", "than") == [
        "he went",
        "",
        "then",
    ]


def test_a_word_that_goes_on_with_its_neighbour_stays_there():
    assert divided("one", "two", "one", glued=(True, False)) == ["one", ""]
    assert divided("two", "two", "one", glued=(False, True)) == ["", "two"]
    assert divided("x", "one", "x", glued=(True, True)) == ["x", ""]


def test_another_text_is_not_cut():
    words = "word " * 41
    assert divided(words, "one", "two") == [words.strip(), ""]
