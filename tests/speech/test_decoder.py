import itertools
import shutil
from collections import defaultdict
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dictation_app.errors import ModelError
from dictation_app.speech.alphabet import ENGLISH, Alphabet
from dictation_app.speech.architecture import DecodingOptions
from dictation_app.speech.confidence import calibrated
from dictation_app.speech.decoder import Decoder, open_decoder
from dictation_app.speech.rescoring import (
    open_rescorer,
)
from dictation_app.speech.store import LANGUAGE_MODEL, RESCORER, WORDS, read_model
from dictation_app.transcript import Emissions

SMALL = Alphabet.from_symbols("ab ")


def emissions(log_probs, start=0.0):
    return Emissions(np.asarray(log_probs).astype(np.float16), start, 25.0)


def random_log_probs(seed, n_frames, n_labels, sharpness=1.0):
    scores = np.random.default_rng(seed).normal(0, sharpness, (n_frames, n_labels))
    return scores - np.log(np.exp(scores).sum(1, keepdims=True))


def spelled(text, alphabet=ENGLISH, n_each=2):
    """Emissions that say `text` almost surely: each label, then a blank."""
    rows = []
    for label in alphabet.encode(text):
        rows += [label] * n_each + [alphabet.blank]
    log_probs = np.full((len(rows), len(alphabet)), -9.0)
    log_probs[np.arange(len(rows)), rows] = -0.01
    return log_probs


def collapse(path, blank):
    return tuple(label for label, _ in itertools.groupby(path) if label != blank)


def brute_force(log_probs, alphabet):
    """The most probable texts: every path added to the text it spells."""
    total = defaultdict(lambda: -np.inf)
    n_frames, n_labels = log_probs.shape
    for path in itertools.product(range(n_labels), repeat=n_frames):
        logp = sum(log_probs[t, label] for t, label in enumerate(path))
        labels = collapse(path, alphabet.blank)
        total[labels] = np.logaddexp(total[labels], logp)
    return dict(total)


@pytest.mark.parametrize("seed", range(12))
def test_the_search_finds_what_adding_up_every_path_finds(seed):
    log_probs = random_log_probs(seed, 1 + seed % 5, len(SMALL))
    log_probs[:, SMALL.space] = -30  # the search trims spaces, so leave them out
    exact = emissions(log_probs)
    totals = brute_force(exact.log_probs.astype(float), SMALL)
    best = max(totals, key=totals.__getitem__)
    decoder = Decoder(SMALL, DecodingOptions(beam_width=128, beta=0.0))
    assert decoder.text(exact) == SMALL.decode(best)


def test_a_beam_of_one_is_the_best_label_of_each_frame():
    log_probs = random_log_probs(0, 60, len(ENGLISH), sharpness=3)
    best = collapse(log_probs.argmax(1), ENGLISH.blank)
    expected = " ".join(ENGLISH.decode(best).split())
    decoder = Decoder(ENGLISH, DecodingOptions(beam_width=1))
    words = decoder.decode(emissions(log_probs))
    assert " ".join(w.text for w in words) == expected


@settings(deadline=None, max_examples=25)
@given(
    text=st.lists(st.text("'abcxyz", min_size=1, max_size=6), min_size=1, max_size=4)
)
def test_clear_speech_is_spelled_alike_by_every_search(text):
    said = " ".join(text)
    clear = emissions(spelled(said), start=3.0)
    for width in (1, 16):
        words = Decoder(ENGLISH, DecodingOptions(beam_width=width)).decode(clear)
        assert [w.text for w in words] == text
        for before, after in itertools.pairwise(words):
            assert before.end <= after.start
        assert words[0].start == pytest.approx(3.0)
        assert words[-1].end <= clear.end
        assert all(w.confidence > 0.9 for w in words)


@pytest.mark.parametrize("width", [1, 16])
@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_a_value_that_is_no_number_does_not_silence_the_rest(width, bad):
    log_probs = spelled("good day")
    log_probs[0, 5] = bad
    words = Decoder(ENGLISH, DecodingOptions(beam_width=width)).decode(
        emissions(log_probs)
    )
    assert words[-1].text == "day"


@pytest.mark.parametrize("width", [1, 16])
def test_no_frames_are_no_words(width):
    decoder = Decoder(ENGLISH, DecodingOptions(beam_width=width))
    nothing = emissions(np.empty((0, 29)))
    assert decoder.decode(nothing) == ()
    assert decoder.alternatives(nothing) == [("", 0.0)]


def test_alternatives_come_best_first():
    decoder = Decoder(ENGLISH, DecodingOptions(beam_width=32))
    vague = spelled("cat", n_each=1)
    vague[0, ENGLISH.encode("c")[0]] = vague[0, ENGLISH.encode("b")[0]] = -0.7
    found = decoder.alternatives(emissions(vague), n=3)
    assert {"cat", "bat"} <= {text for text, _ in found}
    scores = [score for _, score in found]
    assert scores == sorted(scores, reverse=True)
    assert len(decoder.alternatives(emissions(vague), n=1)) == 1


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("width", [1, 16])
def test_the_first_alternative_is_the_text(seed, width):
    blurred = emissions(random_log_probs(seed, 30, len(ENGLISH), sharpness=2.0))
    decoder = Decoder(ENGLISH, DecodingOptions(beam_width=width))
    texts = [text for text, _ in decoder.alternatives(blurred)]
    assert texts[0] == decoder.text(blurred)
    assert len(set(texts)) == len(texts)


def test_a_hotword_wins_where_the_sound_leaves_it_open():
    vague = spelled("cat")
    vague[0:2, ENGLISH.encode("c")[0]] = -0.6
    vague[0:2, ENGLISH.encode("b")[0]] = -0.9
    heard = emissions(vague)
    decoder = Decoder(ENGLISH, DecodingOptions(beam_width=32))
    assert decoder.text(heard) == "cat"
    expecting = decoder.with_options(
        DecodingOptions(beam_width=32, hotwords=("Bat", "日本", "..."))
    )
    assert expecting.text(heard) == "bat"


def test_overlong_sound_is_searched_in_parts_with_true_times():
    said = " ".join(["word"] * 100)  # 1,500 frames
    words = Decoder(ENGLISH, DecodingOptions(beam_width=8)).decode(
        emissions(spelled(said))
    )
    assert "".join(w.text for w in words) == "word" * 100
    assert words[-1].end == pytest.approx(len(spelled(said)) / 25, abs=0.1)
    assert all(a.end <= b.start for a, b in itertools.pairwise(words))


def test_a_damaged_language_model_is_told(tmp_path):
    junk, words = tmp_path / "lm.bin", tmp_path / "words.txt"
    junk.write_bytes(b"no language model")
    words.write_text("a b")
    options = DecodingOptions(beam_width=8)
    with pytest.raises(ModelError, match="language model"):
        Decoder(ENGLISH, options, language_model=junk, words=words)
    with pytest.raises(ModelError, match=r"words\.txt"):
        Decoder(ENGLISH, options, language_model=junk, words=None)


ARPA = r"""\data\
ngram 1=5
ngram 2=2

\1-grams:
-99 <s> -0.3
-1 </s>
-3 <unk>
-1 bat -0.3
-1 cat -0.3

\2-grams:
-0.1 <s> bat
-2 <s> cat

\end\
"""


def _tabbed(line):
    """Tabs between the score, the words and the back-off, as ARPA files have them."""
    parts = line.split()
    if not parts or line.startswith(("\\", "ngram")):
        return line
    backoff = parts[2:] if len(parts) == 3 and parts[2][:1] == "-" else []
    words = parts[1 : len(parts) - len(backoff)]
    return "\t".join([parts[0], " ".join(words), *backoff])


@pytest.fixture
def language_model(tmp_path):
    """What a Decoder is given for one that knows two words."""
    model, words = tmp_path / "lm.arpa", tmp_path / "words.txt"
    lines = ARPA.splitlines()
    model.write_text("\n".join(_tabbed(line) for line in lines) + "\n")
    words.write_text("bat\ncat\n")
    return {"language_model": model, "words": words}


def test_a_language_model_decides_where_the_sound_does_not(language_model):
    vague = spelled("cat")
    vague[0:2, ENGLISH.encode("c")[0]] = -0.6
    vague[0:2, ENGLISH.encode("b")[0]] = -0.9
    decoder = Decoder(ENGLISH, DecodingOptions(beam_width=16), **language_model)
    assert decoder.has_language_model
    assert decoder.text(emissions(vague)) == "bat"
    without = decoder.with_options(DecodingOptions(beam_width=16, alpha=0.0))
    assert without.text(emissions(vague)) == "cat"
    greedy = without.with_options(DecodingOptions(beam_width=1))
    assert not greedy.has_language_model
    assert greedy.text(emissions(vague)) == "cat"
    assert greedy.with_options(decoder.options).text(emissions(vague)) == "bat"


def test_the_networks_own_expectation_is_taken_out_before_a_language_model(
    language_model,
):
    c, b = (ENGLISH.encode(letter)[0] for letter in "cb")
    priors = np.full(len(ENGLISH), 0.01)
    priors[c] = 0.3  # it expects a c far more often than there is one
    vague = spelled("cat")
    vague[0:2, c], vague[0:2, b] = -0.3, -1.4
    plain = DecodingOptions(beam_width=16, alpha=0.0)
    fair = replace(plain, prior_weight=0.5, label_priors=tuple(priors))
    decoder = Decoder(ENGLISH, plain, **language_model)
    assert decoder.text(emissions(vague)) == "cat"
    assert decoder.with_options(fair).text(emissions(vague)) == "bat"
    assert decoder.with_options(fair).alternatives(emissions(vague))[0][0] == "bat"
    # Where nothing takes its place it stays, in the search and greedily.
    assert Decoder(ENGLISH, fair).text(emissions(vague)) == "cat"
    greedy = decoder.with_options(replace(fair, beam_width=1))
    assert greedy.text(emissions(vague)) == "cat"


def test_whole_sentences_are_scored_again(language_model, rescorer):
    vague = spelled("cat")
    vague[0:2, ENGLISH.encode("c")[0]] = -0.6
    vague[0:2, ENGLISH.encode("b")[0]] = -0.9
    sound = emissions(vague)
    options = DecodingOptions(beam_width=16)
    decoder = Decoder(ENGLISH, options, **language_model, rescorer=rescorer)
    assert decoder.text(sound) == "bat"  # it has no say
    heeding = decoder.with_options(replace(options, rescoring_weight=0.5))
    assert heeding.text(sound) == "cat"
    first, second = heeding.alternatives(sound, 2)
    assert (first[0], second[0]) == ("cat", "bat")
    assert first[1] > second[1]
    # Words that are wanted soon are not looked at twice.
    (soon,) = heeding.decode(sound, most_beams=8)
    assert soon.text == "bat"
    # Without a language model the sound has the last word.
    deaf = Decoder(ENGLISH, heeding.options, rescorer=rescorer)
    assert deaf.text(sound) == Decoder(ENGLISH, options).text(sound)


def test_the_weight_counts_beside_sound_and_language_model(language_model, rescorer):
    vague = spelled("cat")
    vague[0:2, ENGLISH.encode("b")[0]] = -0.9
    sound = emissions(vague)
    options = DecodingOptions(beam_width=16)
    decoder = Decoder(ENGLISH, options, **language_model, rescorer=rescorer)
    heeding = decoder.with_options(replace(options, rescoring_weight=0.25))
    before, after = (dict(d.alternatives(sound, 50)) for d in (decoder, heeding))
    assert after.keys() == before.keys() >= {"cat", "bat"}
    opinions = open_rescorer(rescorer, precision="int8").score(list(before))
    for (text, score), opinion in zip(before.items(), opinions, strict=True):
        assert after[text] == pytest.approx(score + 0.25 * opinion, abs=1e-4)


def test_impossible_weights_of_a_rescorer_are_refused():
    for weight in (-0.1, np.inf, np.nan):
        with pytest.raises(ModelError, match="rescoring_weight"):
            DecodingOptions(rescoring_weight=weight)


def test_a_models_decoder_has_all_of_its_folder(tiny_model, language_model, rescorer):
    for path, name in (
        (language_model["language_model"], LANGUAGE_MODEL),
        (language_model["words"], WORDS),
        (rescorer, RESCORER),
    ):
        shutil.copyfile(path, tiny_model / name)
    vague = spelled("cat")
    vague[0:2, ENGLISH.encode("c")[0]] = -0.6
    vague[0:2, ENGLISH.encode("b")[0]] = -0.9
    sound = emissions(vague)
    options = DecodingOptions(beam_width=16)
    heeding = replace(options, rescoring_weight=0.5)
    info = read_model(tiny_model)
    assert open_decoder(info).text(sound) == "cat"  # greedily, as the model says
    assert open_decoder(info, options).text(sound) == "bat"
    assert open_decoder(info, heeding).text(sound) == "cat"


def test_a_damaged_rescorer_is_refused(language_model, rescorer):
    rescorer.write_bytes(rescorer.read_bytes()[:99])
    with pytest.raises(ModelError, match="is damaged"):
        Decoder(ENGLISH, DecodingOptions(), **language_model, rescorer=rescorer)


@pytest.mark.parametrize(
    "wrong",
    [
        {"prior_weight": -0.1},
        {"prior_weight": np.nan},
        {"label_priors": (0.5, 0.0)},
        {"label_priors": (0.5, np.nan)},
    ],
)
def test_impossible_priors_are_refused(wrong):
    with pytest.raises(ModelError, match="prior_weight"):
        DecodingOptions(**wrong)


def test_other_hotwords_need_no_other_search(tmp_path):
    decoder = Decoder(ENGLISH, DecodingOptions(beam_width=16))
    vague = spelled("cat")
    vague[0:2, ENGLISH.encode("c")[0]] = -0.6
    vague[0:2, ENGLISH.encode("k")[0]] = -0.9
    expected = decoder.with_options(DecodingOptions(beam_width=16, hotwords=("Kat",)))
    assert expected.text(emissions(vague)) == "kat"
    assert decoder.text(emissions(vague)) == "cat"


@pytest.mark.parametrize("width", [1, 16])
def test_the_confidence_follows_the_slope_and_the_offset_of_the_model(width):
    clear = emissions(spelled("good day"))
    raw = DecodingOptions(beam_width=width)
    humble = replace(raw, confidence_slope=0.5, confidence_offset=-2.0)
    for plain, word in zip(
        Decoder(ENGLISH, raw).decode(clear),
        Decoder(ENGLISH, raw).with_options(humble).decode(clear),
        strict=True,
    ):
        odds = plain.confidence / (1 - plain.confidence)
        expected = np.sqrt(odds) * np.exp(-2.0)
        assert word.confidence == pytest.approx(expected / (1 + expected))
        assert replace(word, confidence=plain.confidence) == plain


@pytest.mark.parametrize(
    "wrong",
    [
        {"confidence_slope": 0.0},
        {"confidence_slope": np.inf},
        {"confidence_slope": np.nan},
        {"confidence_offset": np.nan},
    ],
)
def test_impossible_confidence_is_refused(wrong):
    with pytest.raises(ModelError, match="confidence_slope"):
        DecodingOptions(**wrong)


@pytest.mark.parametrize("score", [0.0, 1e-9, 0.5, 1.0])
def test_the_steepest_confidence_stays_between_0_and_1(score):
    assert 0 <= calibrated(score, 1e6, -1e6) <= 1
    assert calibrated(score, 1.0, 0.0) == score


@pytest.mark.parametrize("wrong", [{"beam_width": 0}, {"beam_width": 1025}])
def test_impossible_options_are_refused(wrong):
    with pytest.raises(ModelError, match="beam"):
        DecodingOptions(**wrong)
    with pytest.raises(ModelError, match="1000 hotwords"):
        DecodingOptions(hotwords=("a",) * 1001)
