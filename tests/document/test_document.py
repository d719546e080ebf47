import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dictation_app.document import operations
from dictation_app.document.document import Document
from dictation_app.document.operations import Edit, Heard, Piece
from dictation_app.transcript import Emissions, Transcript, Utterance, Word


def said(text, start=0.0, pace=0.5, emissions=None):
    words = tuple(
        Word(t, start + i * pace, start + (i + 1) * pace, 0.5)
        for i, t in enumerate(text.split())
    )
    return Utterance(words, words[0].start, words[-1].end, emissions)


def write(document, text, start=0.0):
    """Put an utterance at the mark, as dictation does."""
    utterance = said(text, start)
    number = document.hear(utterance)
    pieces = [Piece(f" {word.text}", number, word) for word in utterance.words]
    document.replace(document.mark, document.mark, pieces)
    return number


def replayed(log):
    document = Document()
    for line in log:
        document.apply(operations.from_json(json.loads(line)))
    return document


def logged(document):
    log = []
    document.watch(lambda op, _: log.append(json.dumps(operations.to_json(op))))
    return log


steps = st.lists(
    st.one_of(
        st.tuples(
            st.just("replace"),
            st.integers(0, 10**6),
            st.integers(0, 12),
            st.text("ab \n", max_size=4),
        ),
        st.tuples(st.just("hear"), st.text("cd ", min_size=1).filter(str.strip)),
        st.just(("undo",)),
        st.just(("redo",)),
    ),
    max_size=25,
)


def run(document, script):
    """Perform the steps and hold the text against a plain string after each."""
    for action, *values in script:
        text = document.text
        if action == "replace":
            start = values[0] % (len(text) + 1)
            end = min(start + values[1], len(text))
            document.replace(start, end, values[2])
            assert document.text == text[:start] + values[2] + text[end:]
        elif action == "hear":
            mark = document.mark
            write(document, values[0])
            new = "".join(f" {word}" for word in values[0].split())
            assert document.text == text[:mark] + new + text[mark:]
        else:
            change = document.undo() if action == "undo" else document.redo()
            after = change.at + change.n_removed
            assert document.text == text[: change.at] + change.inserted + text[after:]
        assert 0 <= document.mark <= len(document.text)


@settings(max_examples=150)
@given(steps)
def test_the_log_replayed_is_the_document(script):
    document = Document()
    log = logged(document)
    run(document, script)
    again = replayed(log)
    assert again.pieces == document.pieces
    assert again.utterances == document.utterances
    while document.can_undo:
        document.undo()
        again.undo()
        assert again.pieces == document.pieces


@settings(max_examples=150)
@given(steps)
def test_undoing_everything_and_redoing_it_changes_nothing(script):
    document = Document()
    run(document, script)
    last = document.pieces
    while document.can_redo:
        document.redo()
        last = document.pieces
    while document.can_undo:
        document.undo()
    assert document.text == ""
    while document.can_redo:
        document.redo()
    assert document.pieces == last


@settings(max_examples=50)
@given(steps)
def test_a_saved_document_is_the_same(script):
    document = Document()
    run(document, script)
    again = Document.from_json(json.loads(json.dumps(document.to_json())))
    assert again.pieces == document.pieces
    assert again.utterances == document.utterances


@settings(max_examples=50)
@given(steps)
def test_a_transcript_holds_the_words_on_the_page(script):
    document = Document()
    run(document, script)
    words = list(document.to_transcript(duration=9.0).words)
    assert sorted(word.text for word in words) == sorted(document.text.split())
    assert all(word.start <= word.end for word in words)


def test_untouched_words_keep_their_sound():
    document = Document()
    write(document, "the cat sat")
    document.replace(4, 8, " big dog")
    assert document.text == " the big dog sat"
    texts = {p.text: p.word for p in document.pieces}
    assert texts[" the"].start == 0.0
    assert texts[" sat"].start == 1.0
    assert texts[" big dog"] is None


def test_undo_takes_back_one_utterance():
    document = Document()
    write(document, "one two")
    write(document, "three four", 3.0)
    assert document.undo().n_removed == len(" three four")
    assert document.text == " one two"
    assert document.redo().inserted == " three four"


def test_typed_letters_are_undone_word_by_word():
    document = Document()
    for letter in "hello big world":
        document.replace(len(document.text), len(document.text), letter)
    assert len(document.pieces) == 1
    seen = []
    while document.can_undo:
        document.undo()
        seen.append(document.text)
    assert seen == ["hello big ", "hello ", ""]


def test_typing_elsewhere_does_not_move_dictation():
    document = Document()
    write(document, "alpha omega")
    document.mark = 6
    document.replace(0, 0, "So:")
    write(document, "beta", 2.0)
    assert document.text == "So: alpha beta omega"
    document.replace(len(document.text), len(document.text), "!")
    write(document, "gamma", 3.0)
    assert document.text == "So: alpha beta gamma omega!"


def test_an_edit_of_another_text_is_refused():
    document = Document()
    with pytest.raises(ValueError, match="another text"):
        document.apply(Edit(0, (Piece("x"),), ()))
    with pytest.raises(ValueError, match="beyond"):
        document.replace(1, 1, "x")
    with pytest.raises(ValueError, match="is called"):
        operations.from_json({"do": "dance"})


def test_typed_words_get_the_time_between_and_are_sure():
    document = Document()
    write(document, "red green")
    start, end = document.range_at(0.7)
    assert document.text[start:end] == " green"
    document.replace(4, 4, " or dark")
    words = list(document.to_transcript(duration=2.0).words)
    assert [w.text for w in words] == ["red", "or", "dark", "green"]
    assert [w.start for w in words] == [0.0, 0.5, 0.5, 0.5]
    assert [w.confidence for w in words] == [0.5, 1.0, 1.0, 0.5]


def test_a_stale_place_gets_new_times_without_a_visible_step():
    document = Document()
    number = write(document, "recognise speech")
    document.replace(0, len(document.text), "")
    document.undo()
    document.replace(11, 17, "beach")
    document.replace(1, 1, "w")
    (place,) = document.stale()
    assert place.utterance == number
    assert place.text == document.text[place.start : place.end]
    words = [Word(t, i, i + 1.0, 0.9) for i, t in enumerate(place.text.split())]
    assert not document.retime(place.start, place.end, words)
    assert document.stale() == []
    assert list(document.to_transcript(duration=2.0).words) == words
    before = document.text
    assert document.undo()
    assert document.text != before


def test_retiming_takes_a_word_for_each_word():
    document = Document()
    write(document, "one two")
    for n_words in (1, 3):
        with pytest.raises(ValueError, match="words than on the page"):
            document.retime(1, 8, [Word("x", 0.0, 1.0, 1.0)] * n_words)


def test_a_recording_becomes_paragraphs_and_back():
    emissions = Emissions(np.zeros((5, 3), np.float16), 0.0, 25.0)
    transcript = Transcript(
        (
            said("one two", 0.0, emissions=emissions),
            said("three", 1.5),
            said("four", 9.0),
        ),
        10.0,
        "a.wav",
        "en",
    )
    document = Document.from_transcript(transcript)
    assert document.text == "one two three\n\nfour"
    again = document.to_transcript(duration=10.0, source="a.wav", model="en")
    assert again == transcript
    assert again.utterances[0].emissions is emissions


def test_what_is_heard_is_kept_when_it_leaves_the_page():
    document = Document()
    number = write(document, "never mind")
    document.replace(0, len(document.text))
    assert document.text == ""
    assert document.range_of(number) is None
    assert document.utterances[number].text == "never mind"
    assert document.last_spoken is None
    assert document.hear(said("next")) == number + 1


def test_operations_survive_json():
    word = Word("ünï", 0.1, 0.25, 1 / 3)
    for operation in (
        Heard(3, Utterance((word,), 0.0, 1.0)),
        Edit(2, (Piece("a"),), (Piece("b", 3, word), Piece("\n", 3)), joins=True),
        operations.Undo(),
        operations.Redo(),
    ):
        data = json.loads(json.dumps(operations.to_json(operation)))
        assert operations.from_json(data) == operation
