import errno
import json
import os
from dataclasses import replace

import numpy as np
import pytest
import torch

from dictation_app.errors import TrainingError
from dictation_app.speech.architecture import FeatureConfig
from dictation_app.speech.features import FeatureExtractor
from dictation_app.training import cache as module
from dictation_app.training.cache import open_cache
from dictation_app.training.manifest import read_manifest, read_samples

CONFIG = FeatureConfig(n_mels=24)


@pytest.fixture
def clips(spoken):
    return read_manifest(spoken("data", "abc", "de", "fghij"))


@pytest.fixture
def opened(tmp_path, run_through):
    """Open a cache: the progress and the cache."""

    def run(clips, config=CONFIG):
        return run_through(open_cache(clips, config, tmp_path / "cache", name="data"))

    return run


def folders(tmp_path):
    return sorted(path.name for path in (tmp_path / "cache").iterdir())


def test_the_cache_holds_the_features_of_each_clip(clips, opened):
    progress, cache = opened(clips)
    assert (progress[-1].n_done, progress[-1].n_clips) == (3, 3)
    extractor = FeatureExtractor(CONFIG)
    assert len(cache) == 3
    for index, clip in enumerate(clips):
        wanted = extractor.log_mel(torch.from_numpy(read_samples(clip)))
        found = cache.read(index)
        assert found.dtype == torch.float32
        assert torch.allclose(found, wanted, atol=0.01)
        assert cache.lengths[index] == len(wanted)


def test_a_cache_is_built_once_and_shared(clips, opened, tmp_path):
    opened(clips)
    progress, _ = opened([replace(clip, text="another", id="x") for clip in clips])
    assert progress == []
    assert len(folders(tmp_path)) == 1


def test_other_sound_or_features_make_another_cache(clips, opened, tmp_path):
    opened(clips)
    opened(clips, FeatureConfig(n_mels=20))
    os.utime(clips[0].audio, ns=(1, 1))
    opened(clips)
    opened(clips[:2])
    assert len(folders(tmp_path)) == 4


@pytest.mark.parametrize("damage", ["flipped", "torn", "lengths", "no json", "gone"])
def test_a_damaged_cache_is_built_again(clips, opened, damage):
    _, cache = opened(clips)
    frames = cache.folder / "log-mel.f16"
    index = cache.folder / "index.json"
    wanted = cache.read(1).clone()
    del cache
    data = bytearray(frames.read_bytes())
    if damage == "flipped":
        data[100] ^= 1
        frames.write_bytes(data)
    elif damage == "torn":
        frames.write_bytes(data[:-48])
    elif damage == "lengths":
        told = json.loads(index.read_text())
        told["lengths"].reverse()
        index.write_text(json.dumps(told))
    elif damage == "no json":
        index.write_text("{")
    else:
        frames.unlink()
    progress, again = opened(clips)
    assert progress
    assert torch.equal(again.read(1), wanted)


def test_unreadable_clips_are_counted_and_told(clips, opened, tmp_path):
    (tmp_path / "bad.wav").write_bytes(b"RIFFnothing")
    gone = replace(clips[0], audio=tmp_path / "gone.wav")
    bad = replace(clips[0], audio=tmp_path / "bad.wav")
    progress, cache = opened([gone, *clips, bad])
    assert progress[-1].n_unreadable == 2
    assert sorted(cache.unreadable) == [0, 4]
    assert cache.lengths[[0, 4]].tolist() == [0, 0]
    assert len(cache.read(1)) > 0
    with pytest.raises(TrainingError, match=r"No clip of data can be used.*bad.wav"):
        opened([bad])


def test_silence_of_nothing_and_samples_that_are_no_numbers_are_told(
    clips, opened, monkeypatch
):
    sounds = iter([np.zeros(100, np.float32), np.full(9_000, np.nan, np.float32)])
    monkeypatch.setattr(module, "read_samples", lambda clip, rate: next(sounds))
    monkeypatch.setattr(module.os, "cpu_count", lambda: 1)
    with pytest.raises(TrainingError, match="shorter than a twentieth of a second"):
        opened(clips[:2])


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, r"The disk is full: the features of data need about 0\.0 GB"),
        (errno.EACCES, "cannot be written to .*choose another --cache"),
    ],
)
def test_a_failing_disk_is_a_sentence_and_leaves_nothing_behind(
    clips, opened, monkeypatch, tmp_path, number, sentence
):
    def fail(*_):
        raise OSError(number, os.strerror(number))
        yield

    monkeypatch.setattr(module, "_fill", fail)
    with pytest.raises(TrainingError, match=sentence):
        opened(clips)
    assert folders(tmp_path) == []


def test_stopping_in_between_leaves_nothing_behind(clips, tmp_path):
    steps = open_cache(clips, CONFIG, tmp_path / "cache", name="data")
    next(steps)
    steps.close()
    assert folders(tmp_path) == []
