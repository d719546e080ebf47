"""From a page that was corrected to lessons: each has the sound of its own words."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dictation_app.document.document import Document
from dictation_app.document.scribe import Scribe
from dictation_app.speech.alphabet import ENGLISH
from dictation_app.training.lessons import spoken_words
from dictation_app.training.manifest import Clip, read_samples
from dictation_app.training.teaching import Teaching
from dictation_app.transcript import Emissions, Utterance, Word
from dictation_app.ui.collecting import ReadPage, collect

RATE, FRAME = 16_000, 0.04
WORDS = [
    "the",
    "cat",
    "sat",
    "on",
    "a",
    "red",
    "mat",
    "and",
    "my",
    "old",
    "hat",
    "ran",
    "to",
    "see",
    "ten",
    "men",
]


def sound(said, start):
    """Emissions of a text: each letter once, with blanks between."""
    labels = []
    for letter in ENGLISH.encode(said):
        labels += [letter, ENGLISH.blank]
    values = np.full((len(labels), 29), np.log(1e-3), np.float32)
    values[np.arange(len(labels)), labels] = np.log(0.9)
    return Emissions(values.astype(np.float16), start, 1 / FRAME)


def utterance(heard, said, start):
    emissions = sound(said, start)
    n = max(len(heard), 1)
    step = (emissions.end - start) / n
    words = [
        Word(word, start + i * step, start + (i + 0.9) * step, 0.5)
        for i, word in enumerate(heard)
    ]
    return Utterance(tuple(words), start, emissions.end, emissions)


def misheard(word):
    """The same word with a letter changed: what a correction is about."""
    return word[:-1] + ("x" if word[-1] != "x" else "z")


@st.composite
def pages(draw):
    """What was said in some utterances, and how many words at each border are wrong."""
    said = draw(
        st.lists(
            st.lists(st.sampled_from(WORDS), min_size=2, max_size=5),
            min_size=2,
            max_size=4,
        )
    )
    border = draw(st.integers(1, len(said) - 1))
    lost_left = draw(st.integers(1, len(said[border - 1]) - 1))
    lost_right = draw(st.integers(1, len(said[border]) - 1))
    return said, border, lost_left, lost_right


def written(said, border, lost_left, lost_right):
    """The page as it was heard, and then corrected over one border in one go."""
    scribe = Scribe(Document())
    heard = [list(words) for words in said]
    left, right = heard[border - 1], heard[border]
    left[-lost_left:] = map(misheard, left[-lost_left:])
    right[:lost_right] = map(misheard, right[:lost_right])
    start = 1.0
    for words, true in zip(heard, said, strict=True):
        item = utterance(words, " ".join(true), start)
        scribe.write(item)
        start = item.end + 1.0
    document = scribe.document
    first = document.range_at(left_word(document, border - 1, -lost_left))[0]
    last = document.range_at(left_word(document, border, lost_right - 1))[1]
    new = [*said[border - 1][-lost_left:], *said[border][:lost_right]]
    document.replace(first, last, " ".join(new))
    return document, start


def left_word(document, number, index):
    """A moment within a word of an utterance."""
    word = document.utterances[number].words[index]
    return (word.start + word.end) / 2


@pytest.fixture
def audio(tmp_path, write_audio):
    return write_audio(tmp_path / "sound.wav", 60.0)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(pages())
def test_each_lesson_has_the_words_that_were_said_in_its_sound(
    tmp_path_factory, audio, page
):
    """The law: however a correction crosses a border, words stay with their sound."""
    said, border, *lost = page
    document, _ = written(said, border, *lost)
    root = tmp_path_factory.mktemp("lessons")
    read = ReadPage(document, "note", audio, False, "model", "", ())
    for _ in collect(read, root, ENGLISH):
        pass
    teaching = Teaching(root)
    lessons = {round(item.start, 3): item for item in teaching.lessons()}
    whole = read_samples(Clip("all", audio, 60.0, ""), RATE)
    for number in (border - 1, border):
        heard = document.utterances[number]
        lesson = lessons[round(heard.start, 3)]
        assert ENGLISH.normalise(lesson.said).split() == said[number]
        assert ENGLISH.normalise(" ".join(spoken_words(lesson))).split() == said[number]
        kept = read_samples(
            Clip("one", teaching.clip(lesson), lesson.end - lesson.start, ""), RATE
        )
        own = whole[round(heard.start * RATE) : round(heard.end * RATE)]
        assert abs(len(kept) - len(own)) <= 1
        n = min(len(kept), len(own))
        assert np.allclose(kept[:n], own[:n], atol=2e-4)


def test_without_emissions_the_letters_decide(tmp_path, audio):
    said = [["see", "the", "cat"], ["sat", "on", "a", "mat"]]
    document, _ = written(said, 1, 1, 1)
    bare = {
        number: Utterance(item.words, item.start, item.end)
        for number, item in document.utterances.items()
    }
    page = ReadPage(
        Document(document.pieces, bare), "note", audio, False, "model", "", ()
    )
    for _ in collect(page, tmp_path / "lessons", ENGLISH):
        pass
    lessons = Teaching(tmp_path / "lessons").lessons()
    assert [ENGLISH.normalise(item.said) for item in lessons] == [
        "see the cat",
        "sat on a mat",
    ]
