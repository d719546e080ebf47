import pytest
from hypothesis import given
from hypothesis import strategies as st

from dictation_app.document.formatting import (
    Rule,
    begins_sentence,
    laid_out,
    preview,
    with_capitals,
    with_rules,
)
from dictation_app.document.operations import Piece
from dictation_app.errors import DictationError
from dictation_app.transcript import Word


def spaced(before, texts, after="", *, joined=False):
    pieces = laid_out([Piece(t, 0) for t in texts], before, after, joined=joined)
    return before + "".join(piece.text for piece in pieces) + after


@pytest.mark.parametrize(
    ("before", "texts", "after", "text"),
    [
        ("", ["hello", ",", "world", "!"], "", "hello, world!"),
        ("So", ["then"], "", "So then"),
        ("So ", ["then"], "now", "So then now"),
        ("a", ["b"], ", c", "a b, c"),
        ("he said", ["“", "yes", ".", "”", "twice"], "", "he said “yes.” twice"),
        ("see", ["(", "below", ")", "."], "", "see (below)."),
        ("one", ["\n", "two", "\n\n", "three"], "", "one\ntwo\n\nthree"),
        ("well", ["-", "known"], "", "well-known"),
        ("this", ["–", "that"], "", "this – that"),
        ("end", [], "of", "endof"),
        ("a", ["a"], "a", "a a a"),
    ],
)
def test_spaces_are_where_a_typist_puts_them(before, texts, after, text):
    assert spaced(before, texts, after) == text


def test_no_space_joins():
    assert spaced("foot", ["ball", "game"], joined=True) == "football game"


@given(st.lists(st.sampled_from(["a", "b", ".", ",", "(", ")", "\n"]), max_size=12))
def test_there_are_never_two_spaces_nor_one_at_a_border(texts):
    text = spaced("", texts)
    assert "  " not in text
    assert not any(pair in text for pair in (" ,", " .", "( ", " )", " \n", "\n "))
    assert text == text.strip(" ")
    assert text.replace(" ", "") == "".join(texts)


@pytest.mark.parametrize(
    ("before", "texts", "text"),
    [
        ("", ["hello", " ", "i'm", " ", "here"], "Hello I'm here"),
        ("Yes.", [" ", "and", ".", " ", "so"], " And. So"),
        ("and", [" ", "so", "?", "”", " ", "he"], " so?” He"),
        ("first\n", ["second", "\n\n", "third"], "Second\n\nThird"),
        ("", ["“", "quoted", "”"], "“Quoted”"),
        ("", ["3.5", " ", "is", " ", "it"], "3.5 is it"),
        ("the", [" ", "wi-fi", " ", "and", " ", "i"], " wi-fi and I"),
        ("", ["élan"], "Élan"),
    ],
)
def test_sentences_begin_with_capitals(before, texts, text):
    pieces = with_capitals([Piece(t, 0) for t in texts], before)
    assert "".join(piece.text for piece in pieces) == text


@pytest.mark.parametrize(
    ("before", "begins"),
    [
        ("", True),
        ("a. ", True),
        ("a.”", False),
        ("a? (", True),
        ("a,", False),
        ("a\n", True),
    ],
)
def test_where_sentences_begin(before, begins):
    assert begins_sentence(before) is begins


@pytest.mark.parametrize(
    ("rule", "text", "result"),
    [
        (
            Rule("btw", "by the way"),
            "BTW it subtwo btw",
            "by the way it subtwo by the way",
        ),
        (Rule("new  age", "New Age"), "a new age", "a New Age"),
        (Rule("c++", r"C\\n"), "use c++ now", r"use C\n now"),
        (Rule("next item", r"\n- "), "a next item b", "a\n- b"),
        (Rule(r"(\d+) degrees", r"\1 °C", is_regex=True), "20 degrees", "20 °C"),
        (Rule(r"\s*\bnext item\s*", r"\n- ", is_regex=True), "a next item b", "a\n- b"),
        (Rule("Tom", "Thom", match_case=True), "tom Tom", "tom Thom"),
        (Rule("x", "y", enabled=False), "x", "x"),
        (Rule(r"\b", "!", is_regex=True), "a b", "a b"),
        (Rule("uh", ""), "uh no", " no"),
    ],
)
def test_rules(rule, text, result):
    assert preview([rule], text) == result


@pytest.mark.parametrize(
    "rule",
    [
        Rule("", "x"),
        Rule("(", "x", is_regex=True),
        Rule("a", r"\1", is_regex=True),
        Rule("a", r"\g<name>", is_regex=True),
        Rule("a", r"\q", is_regex=True),
    ],
)
def test_a_wrong_rule_is_explained(rule):
    with pytest.raises(DictationError, match=r"[.:] "):
        preview([rule], "")


def test_what_a_rule_writes_keeps_its_sound():
    words = [Word("grey", 0.0, 0.4, 0.9), Word("hound", 0.4, 0.9, 0.3)]
    pieces = [Piece("the "), *(Piece(w.text, 4, w) for w in words), Piece(" ran")]
    found = with_rules(pieces, [Rule("greyhound", "Greyhound")])
    assert found == [
        Piece("the "),
        Piece("Greyhound", 4, Word("grey hound", 0.0, 0.9, 0.3)),
        Piece(" ran"),
    ]


@given(
    st.text("ab ", max_size=20), st.text("ab", min_size=1, max_size=2), st.text("xy")
)
def test_rules_on_pieces_equal_rules_on_text(text, pattern, replacement):
    rule = Rule(pattern, replacement, is_regex=True, match_case=True)
    pieces = [Piece(text[i : i + 3], 0) for i in range(0, len(text), 3)]
    found = "".join(piece.text for piece in with_rules(pieces, [rule]))
    assert found == text.replace(pattern, replacement)


LETTERS = "aAßſsSkKi ."


@given(st.text(LETTERS, max_size=6), st.text(LETTERS, max_size=12))
def test_a_rule_that_is_passed_over_would_not_have_matched(pattern, around):
    rule = Rule(pattern, "x")
    for text in (around, around + pattern.upper() + around, around + pattern.lower()):
        if pattern.strip() and not rule.may_match(text):
            assert rule.compiled().search(text) is None


@pytest.mark.parametrize(
    ("heard", "written"),
    [
        ("milk next point bread", "milk\n- bread"),
        ("milk next point next point bread", "milk\n- \n- bread"),
        ("next point milk", "\n- milk"),
        ("milk next point", "milk\n- "),
    ],
)
def test_a_line_break_leaves_no_spaces_beside_it(heard, written):
    assert preview([Rule("next point", r"\n- ")], heard) == written
