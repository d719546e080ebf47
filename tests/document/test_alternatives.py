from hypothesis import given
from hypothesis import strategies as st

from dictation_app.document.alternatives import (
    HeardWords,
    alternatives,
    heard_words,
)
from dictation_app.document.document import Document
from dictation_app.document.figures import Figures
from dictation_app.document.formatting import Style
from dictation_app.document.scribe import Scribe
from dictation_app.transcript import Utterance, Word

SENTENCE = "it is hard to wreck a nice beach"
HEARD = SENTENCE.split()


def test_other_hearings_of_the_words_in_question():
    sentences = [
        SENTENCE,
        "it is hard to recognise speech",
        "it is hot to recognise speech",
        "it is hard to wreck a nice peach",
        "it is hard",
    ]
    assert alternatives(HEARD, 4, 8, sentences) == [
        "recognise speech",
        "wreck a nice peach",
        "",
    ]
    assert alternatives(HEARD, 2, 3, sentences) == ["hot"]
    assert alternatives(HEARD, 0, 2, sentences) == []
    assert alternatives(HEARD, 0, 1, [f"{n} is" for n in range(20)])[-1] == "8"


words = st.lists(st.sampled_from("abcd"), min_size=1, max_size=8)


@given(words, words)
def test_the_whole_sentence_gives_the_whole_other(heard, other):
    found = alternatives(heard, 0, len(heard), [" ".join(other)])
    assert found == ([] if heard == other else [" ".join(other)])


def test_words_on_the_page_are_found_in_their_utterance():
    spoken = "we met twenty three people"
    heard = tuple(
        Word(t, i * 0.5, i * 0.5 + 0.5, 1.0) for i, t in enumerate(spoken.split())
    )
    document = Document()
    scribe = Scribe(document, style=Style(figures=Figures(numbers=True)))
    scribe.write(Utterance(heard, 0.0, 2.5))
    scribe.write(Utterance(heard[:1], 5.0, 6.0))
    assert document.text == "We met 23 people we"
    assert heard_words(document, 7, 9) == HeardWords(0, 2, 4)
    assert heard_words(document, 3, 16) == HeardWords(0, 1, 5)
    assert heard_words(document, 17, 19) == HeardWords(1, 0, 1)
    document.replace(3, 6, "saw")
    assert heard_words(document, 3, 6) is None
