import pytest
from hypothesis import given
from hypothesis import strategies as st

from dictation_app.document.formatting import preview
from dictation_app.document.vocabulary import Vocabulary, read_terms
from dictation_app.errors import DictationError
from dictation_app.speech.alphabet import ENGLISH
from dictation_app.speech.architecture import MAX_HOTWORDS, DecodingOptions


def test_terms_are_kept_once_in_the_users_spelling():
    vocabulary = Vocabulary().with_terms(["Zoë  Ångström", "PyAV", "pyav", "", " "])
    assert vocabulary.terms == ("Zoë Ångström", "PyAV")
    assert vocabulary.with_terms(vocabulary.terms) == vocabulary
    assert vocabulary.without("PyAV").terms == ("Zoë Ångström",)


def test_what_is_heard_is_spelt_right():
    vocabulary = Vocabulary().with_terms(["McDonald's", "New York", "York", r"C:\new"])
    heard = "we left mcdonald's in new york for old york"
    assert (
        preview(vocabulary.rules(), heard)
        == "we left McDonald's in New York for old York"
    )


@given(st.lists(st.text("abcXYZé' -", min_size=1, max_size=8), max_size=5))
def test_a_term_is_always_written_as_it_is_spelt(terms):
    for term in Vocabulary().with_terms(terms).terms:
        alone = Vocabulary((term,))
        heard = ENGLISH.normalise(term)
        if heard and heard[0] != "'" and heard[-1] != "'":
            assert preview(alone.rules(), heard) == term


def test_options_expect_as_many_as_the_search_takes():
    vocabulary = Vocabulary(tuple(f"word{n}" for n in range(MAX_HOTWORDS + 5)), 7.0)
    options = vocabulary.applied(DecodingOptions(beam_width=8))
    assert options.beam_width == 8
    assert options.hotwords == vocabulary.terms[:MAX_HOTWORDS]
    assert options.hotword_weight == 7.0


def test_terms_that_cannot_be_heard_are_named():
    vocabulary = Vocabulary(("Zoë", "R2D2", "東京", "--"))
    assert vocabulary.foreign() == ["R2D2", "東京", "--"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_lists_of_any_encoding_are_read(tmp_path, encoding):
    path = tmp_path / "my términos.txt"
    path.write_bytes(
        "# names\r\nZoë\r\n\r\n  Łódź # a town\n".encode(encoding, "replace")
    )
    assert read_terms(path)[0] == "Zoë"
    assert len(read_terms(path)) == 2


@pytest.mark.parametrize("data", [b"word\0word", b"x" * 101, b"a\n" * 600_000])
def test_other_files_are_refused(tmp_path, data):
    path = tmp_path / "list.txt"
    path.write_bytes(data)
    with pytest.raises(DictationError, match="each line"):
        read_terms(path)
    with pytest.raises(DictationError, match="Cannot read"):
        read_terms(tmp_path)
