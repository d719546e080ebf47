import pytest

from dictation_app.document.corrections import corrected_utterances
from dictation_app.document.document import Document
from dictation_app.document.figures import Figures
from dictation_app.document.formatting import Rule, Style
from dictation_app.document.operations import Piece
from dictation_app.document.scribe import Scribe
from dictation_app.transcript import Utterance, Word


def utterance(text, start=0.0):
    words = [
        Word(word, start + i, start + i + 0.8, 0.9)
        for i, word in enumerate(text.split())
    ]
    return Utterance(tuple(words), start, start + len(words))


@pytest.fixture
def scribe():
    return Scribe(Document())


def said(scribe, rules=()):
    return [c.said for c in corrected_utterances(scribe.document, rules)]


def test_what_nobody_touched_is_as_it_was_heard(scribe):
    scribe.write(utterance("hello there"))
    scribe.write(utterance("it is late", 10.0))
    found = corrected_utterances(scribe.document)
    assert [c.said for c in found] == ["Hello there", "it is late"]
    assert not any(c.is_changed for c in found)


def test_typing_over_a_word_changes_its_utterance_only(scribe):
    scribe.write(utterance("i met ann there"))
    scribe.write(utterance("all is well", 10.0))
    at = scribe.document.text.index("ann")
    scribe.document.replace(at, at + 3, [Piece("Ben")])
    first, second = corrected_utterances(scribe.document)
    assert (first.number, first.said, first.is_changed) == (0, "I met Ben there", True)
    assert not second.is_changed


def test_figures_and_rules_of_the_program_are_told_as_heard():
    rules = (Rule("btw", "by the way"),)
    style = Style(figures=Figures(numbers=True), rules=rules)
    scribe = Scribe(Document(), style=style)
    scribe.write(utterance("btw he is forty two years old"))
    assert "42" in scribe.document.text
    assert "y the way" in scribe.document.text
    (found,) = corrected_utterances(scribe.document, rules)
    assert not found.is_changed
    at = scribe.document.text.index("42")
    scribe.document.replace(at, at + 2, [Piece("43")])
    (found,) = corrected_utterances(scribe.document, rules)
    assert found.said.split()[-3:] == ["43", "years", "old"]
    assert found.is_changed


def test_an_alternative_that_was_chosen_is_a_change(scribe):
    scribe.write(utterance("their it is"))
    word = scribe.document.utterances[0].words[0]
    chosen = Piece("There", 0, Word("There", word.start, word.end, 1.0))
    scribe.document.replace(0, 5, [chosen])
    (found,) = corrected_utterances(scribe.document)
    assert found.said == "There it is"
    assert found.is_changed


def test_what_was_deleted_or_a_command_tells_nothing(scribe):
    scribe.write(utterance("scratch me"))
    scribe.write(utterance("scratch that", 5.0))
    scribe.write(utterance("keep me", 10.0))
    scribe.write(utterance("new line", 15.0))
    assert [c.number for c in corrected_utterances(scribe.document)] == [2]


def test_what_is_typed_over_the_first_words_of_an_utterance_is_its_own(scribe):
    scribe.write(utterance("what name"))
    scribe.write(utterance("and to me a pointed up", 10.0))
    at = scribe.document.text.index("and to me a")
    scribe.document.replace(at, at + len("and to me a"), "Antonia")
    assert said(scribe) == ["What name", "Antonia pointed up"]


def test_what_is_typed_over_the_last_words_of_an_utterance_is_its_own(scribe):
    scribe.write(utterance("what came"))
    scribe.write(utterance("it pointed up", 10.0))
    at = scribe.document.text.index("came")
    scribe.document.replace(at, at + 4, "name")
    assert said(scribe) == ["What name", "it pointed up"]


def test_what_is_typed_over_a_border_is_cut_there(scribe):
    scribe.write(utterance("see the cat"))
    scribe.write(utterance("sad on a mat", 10.0))
    at = scribe.document.text.index("cat")
    scribe.document.replace(at, at + len("cat sad"), "cats sat")
    assert said(scribe) == ["See the cats", "sat on a mat"]


def test_an_utterance_that_was_written_anew_with_its_neighbours_keeps_its_words(scribe):
    for number, text in enumerate(("i want", "hum", "two sleep")):
        scribe.write(utterance(text, 10.0 * number))
    at = scribe.document.text.index("want")
    scribe.document.replace(at, at + len("want hum two"), "went home to")
    found = corrected_utterances(scribe.document)
    assert [(c.number, c.said) for c in found] == [
        (0, "I went"),
        (1, "home"),
        (2, "to sleep"),
    ]


def test_a_line_that_was_typed_at_the_border_ends_both(scribe):
    scribe.write(utterance("see the cat"))
    scribe.write(utterance("sad on a mat", 10.0))
    at = scribe.document.text.index("cat")
    scribe.document.replace(at, at + len("cat sad"), "cats\nsat")
    assert said(scribe) == ["See the cats", "sat on a mat"]


def test_what_was_dictated_into_an_utterance_is_no_part_of_it(scribe):
    scribe.write(utterance("one four"))
    number = scribe.document.hear(utterance("two three", 10.0))
    inner = [
        Piece(" " + word.text, number, word)
        for word in scribe.document.utterances[number].words
    ]
    scribe.document.replace(3, 3, inner)
    assert scribe.document.text.startswith("One two three four")
    assert said(scribe) == ["One four", "two three"]
