import pytest

from dictation_app.document.commands import (
    COMMANDS,
    Action,
    CommandTable,
    chosen_number,
)

TABLE = CommandTable()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.name)
def test_every_phrase_is_understood(command):
    for phrase in command.phrases:
        found = TABLE.parse(f"{phrase} hello there" if command.takes_words else phrase)
        assert found is not None
        assert found.spoken is command
        assert found.argument == ("hello there" if command.takes_words else "")
    assert command.help


def test_the_whole_list_is_there():
    assert {command.action for command in COMMANDS} == set(Action)
    assert len({command.name for command in COMMANDS}) == len(COMMANDS)
    assert TABLE.clashes() == []


@pytest.mark.parametrize(
    "text",
    [
        "told him to scratch that",
        "scratch that itch",
        "the new line",
        "a period of calm",
        "cap",
        "select",
        "stop listening to me",
        "selection",
        "capital letters",
        "",
    ],
)
def test_a_phrase_within_other_words_is_text(text):
    assert TABLE.parse(text) is None


@pytest.mark.parametrize("text", ["New line.", "newline", " NEW  LINE ", "new line!"])
def test_spelling_does_not_matter(text):
    assert TABLE.parse(text).spoken.name == "new_line"


def test_commands_can_be_switched_off_and_renamed():
    table = TABLE.customised(
        disabled=["comma", "no such command"],
        phrases={"new_line": ["Next line, please", "?"], "colon": [" "], "gone": ["x"]},
    )
    assert table.parse("comma") is None
    assert table.parse("new line") is None
    assert table.parse("next line please").spoken.writes == "\n"
    assert table.parse("colon").spoken.writes == ":"
    assert TABLE.parse("comma") is not None


def test_clashes_are_told():
    table = TABLE.customised(phrases={"dash": ["full stop"]})
    assert table.clashes() == [("full stop", "full_stop", "dash")]
    assert table.customised(disabled=["dash"]).clashes() == []


def test_punctuation_inside_a_sentence():
    command, n_words = TABLE.inline(["question", "mark", "he", "said"])
    assert (command.writes, n_words) == ("?", 2)
    assert TABLE.inline(["question", "him"]) is None
    assert TABLE.inline(["scratch", "that"]) is None
    assert TABLE.inline([]) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("three", 3),
        ("number three", 3),
        ("7", 7),
        ("ten", None),
        ("0", None),
        ("", None),
    ],
)
def test_numbers_of_alternatives(text, number):
    assert chosen_number(text) == number
