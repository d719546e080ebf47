import json
import tarfile
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dictation_app.errors import AudioError, ManifestError
from dictation_app.training.manifest import (
    Clip,
    known_speaker,
    parse_manifest,
    read_manifest,
    read_samples,
    write_manifest,
)


def write_lines(path, *rows):
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def shard(tmp_path, write_audio):
    """A tar with two clips of half a second and of one second."""
    with tarfile.open(tmp_path / "clips.tar", "w") as archive:
        for name, seconds in (("short", 0.5), ("long", 1.0)):
            audio = write_audio(tmp_path / f"{name}.opus", seconds)
            archive.add(audio, f"set/{name}.opus")
    return tmp_path / "clips.tar"


def in_shard(name, **more):
    row = {"audio": f"set/{name}.opus", "shard": "clips.tar", "duration": 0.5}
    return row | {"id": name, "text": "so"} | more


def test_fields_are_read_and_missing_ones_have_sensible_values(tmp_path, write_audio):
    write_audio(tmp_path / "a.wav", 0.75)
    manifest = write_lines(
        tmp_path / "m.jsonl",
        {
            "id": "x",
            "audio": "a.wav",
            "duration": 0.75,
            "text": "Hi.",
            "speaker": "ann",
            "corpus": "C",
            "licence": "CC0",
            "p": 0.9,
        },
        "",
        {"audio": "a.wav", "speaker": None},
    )
    first, second = read_manifest(manifest)
    assert first == Clip("x", tmp_path / "a.wav", 0.75, "Hi.", "ann", "C", "CC0")
    assert second == Clip("m-000003", tmp_path / "a.wav", 0.75, "")  # measured


@pytest.mark.parametrize("name", ["None", "unknown", " ? ", "", None])
def test_words_for_nobody_knows_are_no_speaker(name):
    assert known_speaker(name) == ""


def test_clips_are_read_out_of_a_tar_in_place(tmp_path, shard):
    manifest = write_lines(tmp_path / "m.jsonl", in_shard("short"), in_shard("long"))
    short, long = read_manifest(manifest)
    (tmp_path / "short.opus").unlink()
    (tmp_path / "long.opus").unlink()
    assert len(read_samples(short)) == pytest.approx(8_000, abs=1_000)
    assert len(read_samples(long)) == pytest.approx(16_000, abs=1_000)
    assert len(read_samples(long, 8_000)) == pytest.approx(8_000, abs=500)


def test_many_threads_read_the_same_samples(tmp_path, shard):
    manifest = write_lines(tmp_path / "m.jsonl", in_shard("short"), in_shard("long"))
    clips = read_manifest(manifest)
    alone = [read_samples(clip) for clip in clips]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(read_samples, clips * 8))
    for i, samples in enumerate(together):
        np.testing.assert_array_equal(samples, alone[i % 2])


def test_a_clip_may_be_a_part_of_a_recording(tmp_path, write_audio):
    write_audio(tmp_path / "a.wav", 3.0)
    row = {"audio": "a.wav", "duration": 0.5}
    manifest = write_lines(
        tmp_path / "m.jsonl",
        row | {"id": "all", "duration": 3.0},
        row | {"id": "begin", "start": 0.0},
        row | {"id": "later", "start": 1.25},
    )
    whole, begin, later = map(read_samples, read_manifest(manifest))
    np.testing.assert_array_equal(begin, whole[:8_000])
    np.testing.assert_array_equal(later, whole[20_000:28_000])


def test_a_member_that_is_not_there_is_an_error_when_it_is_read(tmp_path, shard):
    manifest = write_lines(tmp_path / "m.jsonl", in_shard("lost"))
    (clip,) = read_manifest(manifest)
    with pytest.raises(AudioError, match=r"no clip set/lost\.opus in clips\.tar"):
        read_samples(clip)


def test_a_shard_that_is_cut_off_keeps_the_clips_before_the_cut(tmp_path, shard):
    with tarfile.open(shard) as archive:
        begin = archive.getmember("set/long.opus").offset_data
    shard.write_bytes(shard.read_bytes()[: begin + 100])
    manifest = write_lines(tmp_path / "m.jsonl", in_shard("short"), in_shard("long"))
    short, long = read_manifest(manifest)
    assert long.span is None
    assert len(read_samples(short)) > 0


def test_a_shard_that_became_shorter_is_noticed(tmp_path, shard):
    manifest = write_lines(tmp_path / "m.jsonl", in_shard("long"))
    (clip,) = read_manifest(manifest)
    shard.write_bytes(shard.read_bytes()[:600])
    with pytest.raises(ManifestError, match="has changed"):
        read_samples(clip)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("nonsense", "not JSON"),
        ("[1]", "a clip is written as"),
        ('{"text": "x"}', '"audio"'),
        ('{"audio": "a.wav", "text": 3}', '"text"'),
        ('{"audio": "a.wav", "shard": 3}', '"shard"'),
        ('{"audio": "a.wav", "duration": "long"}', '"duration"'),
        ('{"audio": "a.wav", "duration": NaN}', '"duration"'),
        ('{"audio": "a.wav", "duration": true}', '"duration"'),
        (f'{{"audio": "a.wav", "duration": {10**400}}}', '"duration"'),
        ('{"audio": "a.wav", "start": -1}', '"start"'),
        ("[" * 100_000, "not JSON"),
        ('{"audio": "a\\u0000.wav"}', "There is no file"),
        ('{"audio": "\\ud800.wav"}', "There is no file"),
        ('{"audio": "x", "shard": "a\\u0000.tar"}', "an impossible name"),
        ('{"audio": "missing.wav"}', "missing.wav"),
        ('{"audio": "x", "shard": "no.tar", "duration": 1}', "no.tar"),
        ('{"id": "good", "audio": "a.wav", "duration": 1}', "used before"),
    ],
)
def test_a_wrong_line_is_named_and_the_others_are_read(tmp_path, line, reason):
    good = {"id": "good", "audio": "a.wav", "duration": 1}
    manifest = write_lines(tmp_path / "m.jsonl", good, line)
    clip, error = parse_manifest(manifest)
    assert clip.id == "good"
    assert str(error).startswith("m.jsonl, line 2: ")
    assert reason in str(error)
    with pytest.raises(ManifestError, match="line 2"):
        read_manifest(manifest)


def test_half_a_character_is_written_and_nothing_is_left_beside_it(tmp_path):
    write_manifest(tmp_path / "m.jsonl", [Clip("a", tmp_path / "a.wav", 1, "x\ud800")])
    assert read_manifest(tmp_path / "m.jsonl")[0].text == "x?"
    (tmp_path / "folder").mkdir()
    with pytest.raises(ManifestError, match="cannot be written"):
        write_manifest(tmp_path / "folder", [])
    assert {p.name for p in tmp_path.iterdir()} == {"m.jsonl", "folder"}


def test_a_manifest_that_cannot_be_read(tmp_path):
    with pytest.raises(ManifestError, match=r"none\.jsonl cannot be read"):
        read_manifest(tmp_path / "none.jsonl")
    (tmp_path / "latin.jsonl").write_bytes(b'{"audio": "caf\xe9.wav"}')
    with pytest.raises(ManifestError, match="not UTF-8"):
        read_manifest(tmp_path / "latin.jsonl")
    (tmp_path / "empty.jsonl").write_text("\n", encoding="utf-8")
    with pytest.raises(ManifestError, match="names no clip"):
        read_manifest(tmp_path / "empty.jsonl")
    (tmp_path / "zip.tar").write_bytes(b"PK\x03\x04" * 300)
    line = {"audio": "x", "shard": "zip.tar", "duration": 1}
    with pytest.raises(ManifestError, match="no uncompressed tar"):
        read_manifest(write_lines(tmp_path / "m.jsonl", line))


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(
    text=texts,
    speaker=texts.map(known_speaker),
    start=st.none() | st.integers(0, 10**7).map(lambda n: n / 1_000),
    duration=st.integers(1, 10**7).map(lambda n: n / 1_000),
)
def test_what_is_written_is_read_again(
    tmp_path_factory, text, speaker, start, duration
):
    folder = tmp_path_factory.mktemp("m")
    clips = [
        Clip("a", folder / "x" / "a.wav", duration, text, speaker, start=start),
        Clip("b", folder.parent / "b.wav", duration, text, corpus="C", licence="L"),
    ]
    write_manifest(folder / "deep" / "m.jsonl", clips)
    again = read_manifest(folder / "deep" / "m.jsonl")
    assert [c.audio.resolve() for c in again] == [c.audio.resolve() for c in clips]
    assert [
        (c.id, c.duration, c.text, c.speaker, c.corpus, c.licence, c.start)
        for c in again
    ] == [
        (c.id, c.duration, c.text, c.speaker, c.corpus, c.licence, c.start)
        for c in clips
    ]


def test_shards_survive_writing(tmp_path, shard):
    manifest = write_lines(tmp_path / "m.jsonl", in_shard("short"), in_shard("long"))
    clips = read_manifest(manifest)
    write_manifest(tmp_path / "deep" / "again.jsonl", clips)
    again = read_manifest(tmp_path / "deep" / "again.jsonl")
    for old, new in zip(clips, again, strict=True):
        np.testing.assert_array_equal(read_samples(old), read_samples(new))


def test_a_manifest_that_cannot_be_written_says_so_and_leaves_nothing(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(ManifestError, match="cannot be written"):
        write_manifest(tmp_path / "file" / "m.jsonl", [])
    (tmp_path / "folder").mkdir()
    with pytest.raises(ManifestError, match="cannot be written"):
        write_manifest(tmp_path / "folder", [])
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "folder"]
