from pathlib import Path

import pytest

from dictation_app.errors import ManifestError
from dictation_app.training.manifest import Clip
from dictation_app.training.splitting import split


def clips(n, *, speakers, corpus="c", texts=None):
    return [
        Clip(
            f"{corpus}{i}",
            Path("x.wav"),
            2.0,
            f"text {i if texts is None else i % texts}",
            speakers[i % len(speakers)],
            corpus,
        )
        for i in range(n)
    ]


def test_no_speaker_is_on_both_sides_and_nothing_is_lost():
    data = clips(200, speakers=[f"s{i}" for i in range(40)])
    parts = split(data, share=0.2)
    assert parts.by_speaker
    assert not {c.speaker for c in parts.train} & {c.speaker for c in parts.dev}
    assert sorted(c.id for c in parts.train + parts.dev) == sorted(c.id for c in data)
    assert 0.1 < len(parts.dev) / len(data) <= 0.3


def test_every_corpus_gives_its_share():
    data = clips(100, speakers=[f"s{i}" for i in range(20)], corpus="big")
    data += clips(30, speakers=[f"t{i}" for i in range(10)], corpus="small")
    dev = split(data, share=0.2).dev
    assert {c.corpus for c in dev} == {"big", "small"}


@pytest.mark.parametrize("speakers", [["only one"], [""]])
def test_of_one_or_unknown_speakers_no_sentence_is_on_both_sides(speakers):
    parts = split(clips(60, speakers=speakers, texts=30), share=0.3)
    assert not parts.by_speaker
    assert not {c.text for c in parts.train} & {c.text for c in parts.dev}


def test_the_seed_decides():
    data = clips(60, speakers=[f"s{i}" for i in range(20)])
    assert split(data, seed=1) == split(data, seed=1)
    assert split(data, seed=1) != split(data, seed=2)


def test_too_few_clips_and_impossible_shares_are_refused():
    with pytest.raises(ManifestError, match="too few"):
        split(clips(1, speakers=["a"]))
    with pytest.raises(ManifestError, match="between 0 and 1"):
        split(clips(10, speakers=["a"]), share=1.5)
