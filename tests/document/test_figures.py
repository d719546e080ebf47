import pytest
from hypothesis import given
from hypothesis import strategies as st

from dictation_app.document.figures import Figures, with_figures
from dictation_app.transcript import Word

ALL = Figures(numbers=True, dates=True, times=True, money=True)


def words(text, pause=0.0):
    return [
        Word(t, i * (0.3 + pause), i * (0.3 + pause) + 0.3, 0.9 - i / 100)
        for i, t in enumerate(text.split())
    ]


def figured(text, choice=ALL):
    return " ".join(word.text for word in with_figures(words(text), choice))


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("we have twenty three cats and one dog", "we have 23 cats and one dog"),
        ("one of us came second", "one of us came second"),
        ("the twenty first time", "the 21st time"),
        ("pi is three point one four", "pi is 3.14"),
        ("a hundred and five people", "105 people"),
        ("two hundred thousand stars", "200,000 stars"),
        ("five percent of ninety per cent", "5% of 90%"),
        ("call oh seven seven one two now", "call 07712 now"),
        ("on the twenty third of november twenty twenty six", "on 23 November 2026"),
        ("the first of may", "1 May"),
        ("november third nineteen oh five", "November 3, 1905"),
        ("since june two thousand and four", "since June 2004"),
        ("we may twenty times march ten miles", "we may 20 times march 10 miles"),
        ("at three thirty we left", "at 3:30 we left"),
        ("at five oh five pm", "at 5:05 pm"),
        ("from nine a m", "from 9 am"),
        ("it is three o'clock", "it is 3 o'clock"),
        ("half past ten or a quarter to one", "10:30 or 12:45"),
        ("five hundred and twenty dollars and fifty cents", "$520.50"),
        ("ten pounds or two euros", "£10 or €2"),
        ("nothing to see here", "nothing to see here"),
        ("", ""),
    ],
)
def test_what_is_said_and_what_is_written(said, written):
    assert figured(said) == written


@pytest.mark.parametrize(
    ("choice", "written"),
    [
        (Figures(), "at three thirty pm twenty dollars on the tenth of may forty"),
        (Figures(numbers=True), "at three 30 pm 20 dollars on the 10th of may 40"),
        (Figures(times=True), "at 3:30 pm twenty dollars on the tenth of may forty"),
        (Figures(money=True), "at three thirty pm $20 on the tenth of may forty"),
        (Figures(dates=True), "at three thirty pm twenty dollars on 10 May forty"),
    ],
)
def test_each_kind_is_a_choice(choice, written):
    said = "at three thirty pm twenty dollars on the tenth of may forty"
    assert figured(said, choice) == written


def test_a_figure_is_heard_from_its_first_word_to_its_last():
    (figure, cats) = with_figures(words("twenty three cats"), ALL)
    assert figure == Word("23", 0.0, 0.6, 0.89)
    assert cats.start == pytest.approx(0.6)


def test_a_rest_parts_numbers():
    found = with_figures(words("twenty three", pause=1.0), ALL)
    assert [word.text for word in found] == ["20", "three"]


VOCABULARY = (
    "a the of and at one two twenty thirty hundred thousand third may november pm m "
    "percent dollars cents half past quarter to oh o'clock point cat"
)
texts = st.lists(st.sampled_from(VOCABULARY.split()), max_size=15)


@given(texts, st.builds(Figures, *[st.booleans()] * 4))
def test_no_time_is_lost_and_none_is_invented(texts, choice):
    said = words(" ".join(texts))
    written = with_figures(said, choice)
    starts, ends = {w.start for w in said}, {w.end for w in said}
    assert all(w.start in starts and w.end in ends for w in written)
    assert [w.start for w in written] == sorted(w.start for w in written)
    if said:
        assert (written[0].start, written[-1].end) == (said[0].start, said[-1].end)
