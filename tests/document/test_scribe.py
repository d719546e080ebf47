import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dictation_app.document import operations
from dictation_app.document.commands import COMMANDS, Action, CommandTable
from dictation_app.document.document import Document
from dictation_app.document.figures import Figures
from dictation_app.document.formatting import Rule, Style
from dictation_app.document.scribe import Scribe
from dictation_app.transcript import Utterance, Word


def said(text, start=0.0):
    words = tuple(
        Word(t, start + i * 0.5, start + i * 0.5 + 0.4, 0.8)
        for i, t in enumerate(text.split())
    )
    return Utterance(words, start, start + 0.5 * len(words))


def dictated(*utterances, **options):
    scribe = Scribe(Document(), **options)
    for number, text in enumerate(utterances):
        scribe.write(said(text, number * 10.0))
    return scribe


@pytest.mark.parametrize(
    ("utterances", "text"),
    [
        (
            ["dear tom", "comma", "new line", "thank you", "full stop"],
            "Dear tom,\nThank you.",
        ),
        (["one", "new paragraph", "two"], "One\n\nTwo"),
        (["he said", "quote", "no", "unquote"], "He said “no”"),
        (["is it", "question mark", "it is"], "Is it? It is"),
        (["told him to scratch that"], "Told him to scratch that"),
        (["keep this", "lose this", "scratch that"], "Keep this"),
        (["keep", "lose", "lose", "scratch that", "scratch that"], "Keep"),
        (["keep", "comma", "scratch that"], "Keep"),
        (["one", "two", "undo", "redo", "undo"], "One"),
        (["met", "cap john smith", "today"], "Met John Smith today"),
        (["a", "all caps on", "loud", "all caps off", "again"], "A LOUD again"),
        (["foot", "no space", "ball", "game"], "Football game"),
        (["select committee", "correct answer"], "Select committee correct answer"),
        (["choose two"], "Choose two"),
        (["save note", "stop listening", "go to end"], ""),
        (["scratch that", "undo"], ""),
    ],
)
def test_what_is_said_and_what_is_on_the_page(utterances, text):
    assert dictated(*utterances).document.text == text


def test_what_was_understood_is_told():
    scribe = dictated("the quick brown fox", "comma", "and the quick dog")
    found = scribe.write(said("select quick"))
    assert found.action is Action.SELECT
    start, end = found.selection
    assert scribe.document.text[start:end] == "quick"
    assert start == scribe.document.text.rindex("quick")
    assert scribe.write(said("correct fox and")).selection == (16, 24)
    assert scribe.write(said("stop listening")).action is Action.STOP
    assert scribe.write(said("save note")).action is Action.SAVE
    text = scribe.write(said("plain words"))
    assert (text.action, text.command, text.said) == (Action.WRITE, None, "plain words")


def test_choosing_needs_something_to_choose_from():
    scribe = dictated()
    scribe.choosing = True
    assert scribe.write(said("choose three")).choice == 3
    assert scribe.write(said("choose wisely")).command is None


def test_speech_goes_on_where_the_mark_is():
    scribe = dictated("start", "finish")
    scribe.document.mark = 5
    scribe.write(said("middle"))
    scribe.write(said("go to end"))
    scribe.write(said("end"))
    assert scribe.document.text == "Start middle finish end"


def test_what_was_typed_stays_when_speech_is_scratched():
    scribe = dictated("spoken words")
    scribe.document.replace(6, 6, "TYPED")
    scribe.write(said("scratch that"))
    assert scribe.document.text == "TYPED"
    scribe.document.undo()
    assert scribe.document.text == "SpokenTYPED words"


def test_inline_punctuation_is_a_choice():
    text = "dear tom comma new line it costs ten pounds full stop bye"
    assert dictated(text).document.text.startswith("Dear tom comma")
    style = Style(inline_punctuation=True, figures=Figures(money=True))
    written = dictated(text, style=style).document.text
    assert written == "Dear tom,\nIt costs £10. Bye"


def test_a_rest_begins_a_paragraph_by_choice():
    assert dictated("one", "two").document.text == "One two"
    style = Style(paragraph_pause=5.0)
    assert dictated("one", "two", style=style).document.text == "One\n\nTwo"
    assert dictated("one", "new line", "two", style=style).document.text == "One\nTwo"


def test_rules_come_before_capitals_and_wrong_ones_are_left_out():
    rules = (Rule("btw", "by the way"), Rule("(", "", is_regex=True))
    scribe = dictated("btw it works", style=Style(rules=rules))
    assert scribe.document.text == "By the way it works"
    assert scribe.style.rules == rules[:1]
    assert list(scribe.document.to_transcript(duration=2.0).words)[3].start == 0.5


def test_switched_off_commands_are_text():
    table = CommandTable().customised(disabled=["comma"])
    assert dictated("comma", commands=table).document.text == "Comma"


def test_another_hearing_replaces_text_that_nobody_edited():
    scribe = dictated("recognise beach", "and more")
    assert scribe.rewrite(0, said("recognise speech"))
    assert scribe.document.text == "Recognise speech and more"
    scribe.write(said("full stop"))
    assert scribe.document.text == "Recognise speech and more."
    scribe.document.replace(0, 1, "We r")
    assert not scribe.rewrite(0, said("wreck a nice beach"))
    assert scribe.document.text == "We recognise speech and more."
    scribe.write(said("scratch that"))
    assert not scribe.rewrite(2, said("dot"))
    assert scribe.document.utterances[2].text == "dot"


phrases = st.sampled_from(
    [phrase for command in COMMANDS for phrase in command.phrases]
    + [
        "cap ann",
        "select words",
        "some words here",
        "twenty two comma i think",
        "hello",
    ]
)


@settings(max_examples=100)
@given(st.lists(phrases, max_size=20), st.booleans())
def test_a_dictation_replayed_from_its_log_is_the_same(texts, inline):
    document = Document()
    log = []
    document.watch(lambda op, _: log.append(json.dumps(operations.to_json(op))))
    scribe = Scribe(document, style=Style(inline_punctuation=inline))
    for number, text in enumerate(texts):
        scribe.write(said(text, number * 3.0))
    assert 0 <= document.mark <= len(document.text)
    assert "  " not in document.text
    again = Document()
    for line in log:
        again.apply(operations.from_json(json.loads(line)))
    assert again.pieces == document.pieces
    while document.can_undo:
        document.undo()
    assert document.text == ""
