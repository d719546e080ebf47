from dataclasses import replace

import numpy as np
import pytest

from dictation_app.errors import ManifestError
from dictation_app.speech.alphabet import ENGLISH
from dictation_app.speech.architecture import DecodingOptions
from dictation_app.speech.decoder import Decoder
from dictation_app.speech.recognizer import load_recognizer
from dictation_app.speech.store import read_model
from dictation_app.training.evaluation import (
    Heard,
    evaluate,
    hear,
    score_clip,
)
from dictation_app.training.manifest import Clip
from dictation_app.training.metrics import Errors, word_errors
from dictation_app.training.sweep import (
    SweepProgress,
    SweepRow,
    calibrate,
    collect,
    grid,
    sweep,
)
from dictation_app.transcript import Word

GREEDY = DecodingOptions(beam_width=1)


def run(steps):
    yielded = []
    while True:
        try:
            yielded.append(next(steps))
        except StopIteration as end:
            return yielded, end.value


@pytest.fixture
def clips(tmp_path, write_audio):
    """Clips of 1.0, 1.1, ... seconds with the given texts."""

    def make(*texts, **more):
        return [
            Clip(
                f"c{i}",
                write_audio(tmp_path / f"c{i}.wav", 1 + i / 10),
                1 + i / 10,
                text,
                **more,
            )
            for i, text in enumerate(texts)
        ]

    return make


def said(*texts):
    """What a parrot says to clips of 1.0, 1.1, ... seconds."""
    return {round((1 + i / 10) * 16_000): text for i, text in enumerate(texts)}


def test_a_perfect_network_has_no_errors_and_its_confidence_shows(clips, parrot):
    data = clips("Hello, there!", "Don’t", "café")
    model = parrot(said("hello there", "don't", "cafe"))
    yielded, found = run(evaluate(model, Decoder(ENGLISH, GREEDY), data, name="parrot"))
    assert found.words == Errors(hits=4)
    assert found.characters.n_errors == 0
    assert [c.reference for c in found.clips] == ["hello there", "don't", "cafe"]
    assert [w.correct for c in found.clips for w in c.heard] == [True] * 4
    assert found.clips[0].heard[0].confidence == pytest.approx(0.9, abs=0.01)
    assert (found.model, found.options) == ("parrot", GREEDY)
    assert found.duration == pytest.approx(3.3)
    assert 0 < found.network <= found.wall
    assert yielded[-1].n_clips == 3
    assert yielded[-1].done == pytest.approx(yielded[-1].total) == pytest.approx(3.3)
    assert yielded[-1].words == found.words


def test_errors_are_counted_by_clip_and_words_know_whether_they_are_right(
    clips, parrot
):
    data = clips("one two three", "four", "five six")
    model = parrot(said("one too three", "for", "five"))
    _, found = run(evaluate(model, Decoder(ENGLISH, GREEDY), data))
    assert [c.words for c in found.clips] == [
        Errors(2, 1, 0, 0),
        Errors(0, 1, 0, 0),
        Errors(1, 0, 1, 0),
    ]
    assert [w.correct for w in found.clips[0].heard] == [True, False, True]


def test_the_loss_tells_how_unlikely_the_network_finds_what_was_said(clips, parrot):
    data = clips("one two three", "four", "5", "far too long" * 20)
    model = parrot(said("one two three", "for", "five", "six"))
    _, found = run(evaluate(model, Decoder(ENGLISH, GREEDY), data))
    right, wrong, unwritable, too_long = (clip.loss for clip in found.clips)
    assert 0 < right < wrong
    assert unwritable == too_long == 0.0
    assert found.loss == pytest.approx(right + wrong)


def test_unreadable_clips_are_left_out_and_named(clips, parrot, tmp_path):
    data = clips("one", "two")
    (tmp_path / "bad.wav").write_bytes(b"RIFFnothing")
    broken = Clip("bad", tmp_path / "bad.wav", 5.0, "three")
    model = parrot(said("one", "two"))
    _, found = run(evaluate(model, Decoder(ENGLISH, GREEDY), [broken, *data]))
    assert [c.id for c in found.clips] == ["c0", "c1"]
    assert [u.clip for u in found.unheard] == ["bad"]
    assert "bad.wav" in found.unheard[0].reason
    with pytest.raises(ManifestError, match=r"Not one of the 1 clips.*bad\.wav"):
        run(evaluate(model, Decoder(ENGLISH, GREEDY), [broken]))
    with pytest.raises(ManifestError, match="no clip to evaluate"):
        run(evaluate(model, Decoder(ENGLISH, GREEDY), []))


def test_clips_go_through_the_network_in_batches_of_like_length(tmp_path, parrot):
    lengths = [30.0, 1.0, 29.0, 2.0, 20.0, 1.5]
    data = [Clip(f"c{i}", tmp_path / "no.wav", s, "") for i, s in enumerate(lengths)]
    batches = [[item.clip for item in batch] for batch in hear(parrot({}), data)]
    assert batches == [["c0", "c2"], ["c4", "c3", "c5"], ["c1"]]


def test_a_clip_without_words_is_one_error_rate_not_a_crash(clips, parrot):
    data = clips("", "")
    _, found = run(evaluate(parrot(said("", "um")), Decoder(ENGLISH, GREEDY), data))
    assert [c.words.rate for c in found.clips] == [0.0, 1.0]


def test_figures_stay_in_the_reference_and_count_as_errors(clips, parrot):
    data = clips("in 1984")
    _, found = run(
        evaluate(parrot(said("in nineteen")), Decoder(ENGLISH, GREEDY), data)
    )
    assert found.clips[0].words == Errors(1, 1, 0, 0)


def test_score_of_words(tmp_path):
    clip = Clip("a", tmp_path / "a.wav", 1.0, "x")
    words = (Word("so", 0.0, 0.5, 0.8), Word("what", 0.5, 1.0, 0.4))
    score = score_clip(clip, "so that", words)
    assert score.words == word_errors("so that", "so what")
    assert [(w.confidence, w.correct) for w in score.heard] == [
        (0.8, True),
        (0.4, False),
    ]


def test_an_evaluation_can_be_stopped_in_the_middle(clips, parrot):
    data = [replace(c, duration=60.0) for c in clips(*("one",) * 5)]
    model = parrot(said(*("one",) * 5))
    steps = evaluate(model, Decoder(ENGLISH, GREEDY), data)
    next(steps)
    steps.close()
    assert len(model.batches) == 1


def test_a_real_network_hears_a_padded_batch_as_it_hears_each_clip(clips, tiny_model):
    data = clips("one", "two", "three")
    recognizer, _ = load_recognizer(read_model(tiny_model), device="cpu")
    _, together = run(evaluate(recognizer.model, recognizer.decoder, data))
    for clip, score in zip(data, together.clips, strict=True):
        _, alone = run(evaluate(recognizer.model, recognizer.decoder, [clip]))
        assert alone.clips[0].hypothesis == score.hypothesis


def test_emissions_are_kept_once_and_swept_many_times(clips, parrot):
    data = clips("one two", "three")
    model = parrot(said("one two", "tree"))
    yielded, heard = run(collect(model, data))
    assert yielded[-1].n_clips == len(heard) == 2
    assert all(isinstance(h, Heard) for h in heard)
    settings = grid(GREEDY, beam_widths=(1, 4), betas=(0.0, 1.0), alphas=(0.5,))
    assert [(s.beam_width, s.beta) for s in settings] == [(1, 2.0), (4, 0.0), (4, 1.0)]
    n_batches = len(model.batches)
    steps, rows = run(sweep(heard, Decoder(ENGLISH, GREEDY), settings))
    assert len(model.batches) == n_batches
    assert sorted(map(str, rows)) == sorted(
        str(s) for s in steps if isinstance(s, SweepRow)
    )
    assert {row.options for row in rows} == set(settings)
    assert all(row.words == Errors(2, 1, 0, 0) for row in rows)
    assert any(isinstance(s, SweepProgress) for s in steps)
    # What the sweep says is what an evaluation with these weights says.
    for row in rows:
        _, found = run(evaluate(model, Decoder(ENGLISH, row.options), data))
        assert (found.words, found.characters) == (row.words, row.characters)


ARPA = """\\data\\
ngram 1=6
ngram 2=1

\\1-grams:
-9\t<unk>
-99\t<s>\t0
-0.3\t</s>
-0.3\ta\t0
-0.3\tb\t0
-6\tab\t0

\\2-grams:
-0.3\ta b

\\end\\
"""


def test_the_best_weights_come_first(clips, parrot, tmp_path):
    # The sound likes "ab" a little better, the language model "a b" very much.
    heard = run(collect(parrot(said("a b")), clips("a b")))[1]
    values = heard[0].emissions.log_probs.copy()
    space, blank = ENGLISH.space, ENGLISH.blank
    at = int(values[:, space].argmax())
    values[at] = np.log(1e-6)
    values[at, blank], values[at, space] = np.log(0.6), np.log(0.4)
    heard = (
        replace(heard[0], emissions=replace(heard[0].emissions, log_probs=values)),
    )
    (tmp_path / "lm.arpa").write_text(ARPA, encoding="utf-8")
    (tmp_path / "words.txt").write_text("a\nb\nab\n", encoding="utf-8")
    decoder = Decoder(
        ENGLISH,
        GREEDY,
        language_model=tmp_path / "lm.arpa",
        words=tmp_path / "words.txt",
    )
    settings = grid(DecodingOptions(beam_width=8, beta=0.0), alphas=(0.0, 1.0))
    rows = run(sweep(heard, decoder, settings))[1]
    assert [(row.options.alpha, row.words.n_errors) for row in rows] == [
        (1.0, 0),
        (0.0, 2),
    ]


def test_the_confidence_becomes_honest(clips, parrot):
    texts = ["so it is", "no", "well then", "go on"] * 5
    data = clips(*texts)
    heard = run(collect(parrot(said(*texts), sure=0.9), data))[1]
    # Of the same sound, every other clip says something else.
    heard = tuple(
        replace(h, reference="wrong") if i % 2 else h for i, h in enumerate(heard)
    )
    decoder = Decoder(ENGLISH, replace(GREEDY, confidence_offset=3.0))
    steps, found = run(calibrate(heard, decoder))
    assert steps[-1].n_clips == 20
    assert found.n_words == sum(len(h.clip.text.split()) for h in heard)
    assert found.before.ece > 0.3
    assert found.after.ece < 0.1
    assert replace(found.options, confidence_slope=1.0, confidence_offset=0.0) == GREEDY
    honest = Decoder(ENGLISH, found.options).decode(heard[0].emissions)
    right = [w for h in heard for w in h.reference.split() if w != "wrong"]
    share = len(right) / found.n_words
    assert honest[0].confidence == pytest.approx(share, abs=0.1)


def test_a_sweep_of_unreadable_clips_is_refused(tmp_path, parrot):
    with pytest.raises(ManifestError, match="Not one of the 1 clips"):
        run(collect(parrot({}), [Clip("a", tmp_path / "no.wav", 1.0, "x")]))
