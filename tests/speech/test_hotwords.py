import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dictation_app import paths
from dictation_app.document.formatting import preview
from dictation_app.document.vocabulary import Vocabulary
from dictation_app.speech import media
from dictation_app.speech.alphabet import ENGLISH, Alphabet
from dictation_app.speech.architecture import DecodingOptions
from dictation_app.speech.decoder import Decoder
from dictation_app.speech.hotwords import HotwordSpotter
from dictation_app.speech.recognizer import load_recognizer
from dictation_app.speech.store import choose_model, find_models
from dictation_app.transcript import Emissions

SMALL = Alphabet.from_symbols("ab ")
EAGER = 20.0
"""A weight at which every place is found."""


def heard(text, maybe=None, alphabet=ENGLISH):
    """Log probabilities that say `text`, in places `maybe` another letter."""
    rows = []
    for index, letter in enumerate(text):
        said = np.full(len(alphabet), 1e-4)
        said[alphabet.labels.index(letter)] = 0.6
        rival = (maybe or {}).get(index)
        if rival is not None:
            said[alphabet.labels.index(rival)] = 0.3
        pause = np.full(len(alphabet), 1e-4)
        pause[alphabet.blank] = 0.9
        rows += [said, said, pause]
    values = np.array(rows)
    return np.log(values / values.sum(axis=1, keepdims=True)).astype(np.float32)


def _twins(text):
    return any(a == b for a, b in itertools.pairwise(text))


def noise(seed, n_frames, n_labels):
    scores = np.random.default_rng(seed).normal(0, 2, (n_frames, n_labels))
    return (scores - np.log(np.exp(scores).sum(1, keepdims=True))).astype(np.float32)


def spotter(*hotwords, weight=5.0, alphabet=ENGLISH):
    return HotwordSpotter(hotwords, weight, alphabet)


def best_path(log_probs, hotword, alphabet):
    """How well a hotword without twin letters fits all the sound: every path tried."""
    best = -np.inf
    for path in itertools.product(range(len(alphabet)), repeat=len(log_probs)):
        letters = [label for label in path if label != alphabet.blank]
        text = alphabet.decode(label for label, _ in itertools.groupby(letters))
        if text.strip() == hotword:
            best = max(best, sum(log_probs[t, label] for t, label in enumerate(path)))
    return best - log_probs.max(axis=1).sum()


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("hotword", ["a", "ab", "bab"])
def test_the_search_for_a_hotword_finds_what_trying_every_path_finds(seed, hotword):
    log_probs = noise(seed, 3 + seed % 4, len(SMALL))
    [spot] = spotter(hotword, weight=500.0, alphabet=SMALL).find(log_probs, "")
    again = spotter(hotword, weight=499.0, alphabet=SMALL).find(log_probs, "")
    assert again[0].score == pytest.approx(spot.score - 1)
    perfect = heard(hotword, alphabet=SMALL)
    [free] = spotter(hotword, weight=500.0, alphabet=SMALL).find(perfect, "")
    fit = best_path(log_probs, hotword, SMALL)
    assert spot.score - free.score == pytest.approx(fit, abs=1e-3)


@pytest.mark.parametrize(
    ("said", "found", "hotword"),
    [
        ("we saw erewhon today", "we saw are one today", "erewhon"),
        ("erewhon is nowhere", "are one is nowhere", "erewhon"),
        ("we go to erewhon", "we go to are one", "erewhon"),
        ("erewhon", "are one", "erewhon"),
        ("this is ada lovelace speaking", "this is a to lays speaking", "ada lovelace"),
        ("ask ottolie now", "ask oh to lie now", "ottolie"),
        ("she left erewhon soon", "she left soon", "erewhon"),
        ("erewhon", "", "erewhon"),
    ],
)
def test_a_hotword_takes_the_place_of_what_the_search_made_of_it(said, found, hotword):
    written = spotter(hotword, "elsewhere").write(heard(said), found)
    assert hotword in written
    before, after = said.split(hotword)
    assert written.startswith(before)
    if found.endswith(after):
        assert written == said


@pytest.mark.parametrize(
    ("said", "hotword"), [("calico", "kaliko"), ("sara", "zara"), ("erik", "eric")]
)
def test_a_name_that_sounds_like_what_was_heard_is_spelt_as_expected(said, hotword):
    assert spotter(hotword, weight=7.0).write(heard(said), said) == hotword
    assert spotter(hotword, said, weight=7.0).write(heard(said), said) == said


def test_each_time_that_a_hotword_was_said_it_is_written():
    log_probs = heard("erewhon or erewhon")
    assert spotter("erewhon").write(log_probs, "a one or every one") == (
        "erewhon or erewhon"
    )


@settings(max_examples=40)
@given(
    said=st.lists(st.text("abcde", min_size=2, max_size=6), min_size=1, max_size=5),
    hotwords=st.lists(st.text("vwxyz", min_size=1, max_size=9), min_size=1, max_size=9),
)
def test_what_was_not_said_is_not_written(said, hotwords):
    text = " ".join(said)
    assert spotter(*hotwords).write(heard(text), text) == text


@settings(max_examples=40)
@given(
    said=st.lists(
        st.text("abcde'", min_size=1, max_size=6).filter(lambda t: not _twins(t)),
        min_size=1,
        max_size=5,
    ),
    data=st.data(),
)
def test_words_that_are_right_stay_when_they_are_expected_too(said, data):
    text = " ".join(said)
    expected = data.draw(st.lists(st.sampled_from(said), min_size=1))
    assert spotter(*expected).write(heard(text), text) == text


def test_a_longer_hotword_comes_before_one_within_it():
    log_probs = heard("in new york city")
    written = spotter("york", "new york").write(log_probs, "in no your city")
    assert written == "in new york city"
    spots = spotter("york", "new york", weight=EAGER).find(log_probs, "in no your city")
    assert spots[0].hotword == "new york"
    assert (spots[0].first, spots[0].last) == (1, 3)
    for a, b in itertools.combinations(spots, 2):
        assert a.last <= b.first or b.last <= a.first


def test_twin_letters_need_a_pause_between():
    one, two = heard("anna")[[0, 1, 2, 3, 4, 9, 10, 11]], heard("anna")
    assert spotter("anna").write(two, "ana") == "anna"
    assert spotter("anna").write(one, "ana") == "ana"


def test_the_weight_decides_how_well_a_hotword_must_fit():
    log_probs = heard("the cat sat", {4: "b", 6: "d"})
    for weight, word in ((1.0, "cat"), (6.0, "cat"), (7.0, "bad")):
        written = spotter("bad", weight=weight).write(log_probs, "the cat sat")
        assert written == f"the {word} sat"


def test_hotwords_that_would_need_more_time_than_there_is_are_left():
    a, b, c, space = (ENGLISH.encode(x)[0] for x in "abc ")
    log_probs = np.full((4, len(ENGLISH)), -9.0, np.float32)
    log_probs[0, a] = log_probs[3, b] = -0.1
    log_probs[1:3, space], log_probs[1, c], log_probs[2, c] = -1.0, -1.1, -1.1
    eager = spotter("ac", "cb", weight=8.0)
    assert {spot.hotword for spot in eager.find(log_probs, "a b")} == {"ac", "cb"}
    assert eager.write(log_probs, "a b") == "a b"


ARPA = (
    "\\data\\\nngram 1=5\nngram 2=1\n\n\\1-grams:\n-99\t<s>\t0\n-1\t</s>\n-5\t<unk>\n"
    "-1\tbat\t0\n-1\tcat\t0\n\n\\2-grams:\n-1\tbat cat\n\n\\end\\\n"
)


@pytest.mark.parametrize("beam_width", [1, 16])
def test_a_word_that_the_language_model_lacks_comes_out(tmp_path, beam_width):
    model, words = tmp_path / "lm.arpa", tmp_path / "words.txt"
    model.write_text(ARPA)
    words.write_text("bat\ncat\n")
    options = DecodingOptions(beam_width=beam_width)
    plain = Decoder(ENGLISH, options, language_model=model, words=words)
    emissions = Emissions(heard("bat kat bat", {4: "c"}).astype(np.float16), 2.0, 25.0)
    if beam_width > 1:
        assert plain.text(emissions) == "bat cat bat"
    expecting = plain.with_options(replace(options, hotwords=("bat", "Kat", "???")))
    assert expecting.text(emissions) == "bat kat bat"
    assert expecting.alternatives(emissions)[0][0] == "bat kat bat"
    texts = [text for text, _ in expecting.alternatives(emissions, 9)]
    assert len(texts) == len(set(texts))
    words = expecting.decode(emissions)
    assert [word.text for word in words] == ["bat", "kat", "bat"]
    assert [word.start for word in words] == pytest.approx([2.0, 2.48, 2.96])
    assert 0.5 < words[1].confidence < words[0].confidence <= 1
    unwilling = replace(options, hotwords=("kat",), hotword_weight=0.0)
    assert plain.with_options(unwilling).text(emissions) == plain.text(emissions)


def test_a_hotword_comes_out_of_two_words_that_were_taken_for_one():
    log_probs = heard("a bat kat sat")
    assert spotter("kat").write(log_probs, "a batkat sat") == "a bat kat sat"
    assert spotter("bat").write(log_probs, "a batkat sat") == "a bat kat sat"
    assert spotter("zebra").write(log_probs, "a batkat sat") == "a batkat sat"


@pytest.mark.skipif(
    not (paths.bundled("models") / "en-small" / "lm.bin").is_file(),
    reason="the bundled model is not there",
)
def test_a_word_missing_from_the_list_comes_out_of_real_speech_as_the_user_spells_it(
    tmp_path,
):
    info = choose_model(find_models([paths.bundled("models")]), "en-small")
    missing = {"appear", "machine"}
    assert info.words is not None
    known = set(info.words.read_text().split())
    assert missing < known
    shorter = tmp_path / "words.txt"
    shorter.write_text("\n".join(sorted(known - missing)))
    recognizer, _ = load_recognizer(info, device="cpu")
    sound = np.concatenate(
        list(media.decode(paths.bundled("resources") / "sample.ogg"))
    )
    emissions = recognizer.recognise(sound).emissions
    decoder = Decoder(
        info.alphabet, info.decoding, language_model=info.language_model, words=shorter
    )
    plain = decoder.text(emissions)
    assert not missing & set(plain.split())
    distractors = ("Erewhon", "Kaliko", "Ada Lovelace", "Shimerda", "Proastiakos")
    terms = "Dictation", "ReCording", "Appear", "Machine"
    vocabulary = Vocabulary().with_terms([*distractors, *terms])
    expecting = decoder.with_options(vocabulary.applied(info.decoding))
    text = preview(vocabulary.rules(), expecting.text(emissions))
    assert "Dictation this short ReCording came" in text
    assert "Appear on the page" in text
    assert text.endswith("leave this Machine")
    assert not any(word in text for word in distractors)
