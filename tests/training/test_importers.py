import json

import pytest

from dictation_app.errors import ManifestError
from dictation_app.training.importers import (
    find_layout,
    parse_dataset,
    read_dataset,
)
from dictation_app.training.manifest import read_samples


def errors_of(path):
    return [str(e) for e in parse_dataset(path) if isinstance(e, ManifestError)]


def assert_readable(clips):
    for clip in clips:
        samples = read_samples(clip)
        assert len(samples) / 16_000 == pytest.approx(clip.duration, abs=0.06)


def test_our_own_manifest(tmp_path, write_audio):
    write_audio(tmp_path / "a" / "one.wav", 0.8)
    row = {"id": "1", "audio": "a/one.wav", "duration": 0.8, "text": "One"}
    (tmp_path / "data.jsonl").write_text(json.dumps(row), encoding="utf-8")
    clips = read_dataset(tmp_path / "data.jsonl")
    assert [(c.id, c.text) for c in clips] == [("1", "One")]
    assert read_dataset(tmp_path) == clips  # the one manifest of a folder


def test_several_manifests_in_a_folder_ask_for_a_choice(tmp_path):
    for name in ("dev", "train"):
        (tmp_path / f"{name}.jsonl").write_text("{}", encoding="utf-8")
    with pytest.raises(ManifestError, match=r"holds dev.jsonl, train.jsonl: choose"):
        read_dataset(tmp_path)


def test_coqui_csv(tmp_path, write_audio):
    write_audio(tmp_path / "wav" / "one.wav", 0.5)
    absolute = write_audio(tmp_path / "elsewhere" / "two.flac", 0.7)
    (tmp_path / "train.csv").write_text(
        "wav_filename,wav_filesize,transcript\n"
        'wav/one.wav,16044,"well, yes"\n'
        f"{absolute},1,two\n"
        ",5,nobody\n",
        encoding="utf-8",
    )
    clips = read_dataset(tmp_path / "train.csv")
    assert [(c.text, c.duration, c.corpus) for c in clips] == [
        ("well, yes", pytest.approx(0.5), "train"),
        ("two", pytest.approx(0.7), "train"),
    ]
    assert len({c.id for c in clips}) == 2
    assert_readable(clips)
    assert errors_of(tmp_path / "train.csv") == [
        "train.csv, line 4: wav_filename is empty: name the recording."
    ]


def test_librispeech_folders(tmp_path, write_audio):
    chapter = tmp_path / "dev-clean" / "84" / "121123"
    write_audio(chapter / "84-121123-0000.flac", 1.2)
    write_audio(chapter / "84-121123-0001.flac", 0.6)
    (chapter / "84-121123.trans.txt").write_text(
        "84-121123-0000 GO DO YOU HEAR\n84-121123-0001 BUT\n84-121123-0002 GONE\n",
        encoding="utf-8",
    )
    clips = read_dataset(tmp_path)
    assert [(c.id, c.text, c.speaker) for c in clips] == [
        ("84-121123-0000", "GO DO YOU HEAR", "84"),
        ("84-121123-0001", "BUT", "84"),
    ]
    assert clips[0].duration == pytest.approx(1.2)
    assert {c.licence for c in clips} == {"CC BY 4.0"}
    assert_readable(clips)
    assert len(errors_of(tmp_path)) == 1
    assert "84-121123-0002.flac" in errors_of(tmp_path)[0]


COMMON_VOICE = (
    "client_id\tpath\tsentence\tup_votes\n"
    'anna\tcv_1.mp3\t"Quoted," she said.\t2\n'
    "ben\tcv_2\tNo ending\u2028here.\t1\n"
    "ben\t\tNothing.\t1\n"
)


def test_common_voice_folder_and_table(tmp_path, write_audio):
    write_audio(tmp_path / "clips" / "cv_1.mp3", 1.5)
    write_audio(tmp_path / "clips" / "cv_2.mp3", 0.9)
    (tmp_path / "validated.tsv").write_text(COMMON_VOICE, encoding="utf-8")
    (tmp_path / "other.tsv").write_text("client_id\tpath\tsentence\n", encoding="utf-8")
    (tmp_path / "clip_durations.tsv").write_text(
        "clip\tduration[ms]\ncv_1.mp3\t1501\n", encoding="utf-8"
    )
    clips = read_dataset(tmp_path)
    assert clips == read_dataset(tmp_path / "validated.tsv")
    assert [(c.id, c.text, c.speaker) for c in clips] == [
        ("cv_1", '"Quoted," she said.', "anna"),
        ("cv_2", "No ending\u2028here.", "ben"),
    ]
    assert clips[0].duration == 1.501  # told by the table of durations
    assert clips[1].duration == pytest.approx(0.9, abs=0.1)  # asked of the recording
    assert {c.licence for c in clips} == {"CC0"}
    assert "the path is empty" in errors_of(tmp_path)[0]


def test_lj_speech(tmp_path, write_audio):
    folder = tmp_path / "LJSpeech-1.1"
    write_audio(folder / "wavs" / "LJ001-0001.wav", 1.0)
    write_audio(folder / "wavs" / "LJ001-0002.wav", 0.5)
    (folder / "metadata.csv").write_text(
        'LJ001-0001|in 1455, "so"|in fourteen fifty-five, "so"\nLJ001-0002|only raw\nx\n',
        encoding="utf-8",
    )
    clips = read_dataset(folder)
    assert clips == read_dataset(folder / "metadata.csv")
    assert [(c.id, c.text) for c in clips] == [
        ("LJ001-0001", 'in fourteen fifty-five, "so"'),
        ("LJ001-0002", "only raw"),
    ]
    assert {(c.speaker, c.licence) for c in clips} == {
        ("LJSpeech-1.1", "public domain")
    }
    assert_readable(clips)
    assert "must read name|text" in errors_of(folder)[0]


def test_speech_commands(tmp_path, write_audio):
    write_audio(tmp_path / "yes" / "0a7c2a8d_nohash_0.wav", 1.0)
    write_audio(tmp_path / "go_up" / "0a7c2a8d_nohash_1.wav", 1.0)
    write_audio(tmp_path / "_background_noise_" / "rain.wav", 2.0)
    (tmp_path / "validation_list.txt").write_text("yes/x.wav", encoding="utf-8")
    clips = read_dataset(tmp_path)
    assert [(c.id, c.text, c.speaker) for c in clips] == [
        ("go_up/0a7c2a8d_nohash_1", "go up", "0a7c2a8d"),
        ("yes/0a7c2a8d_nohash_0", "yes", "0a7c2a8d"),
    ]
    assert_readable(clips)


def test_a_plain_folder(tmp_path, write_audio):
    write_audio(tmp_path / "one.wav", 0.5)
    write_audio(tmp_path / "deep" / "two.opus", 0.7)
    write_audio(tmp_path / "silent.wav", 0.5)
    (tmp_path / "one.txt").write_bytes(b"\xef\xbb\xbfFirst line\r\nand second.\r\n")
    (tmp_path / "deep" / "two.txt").write_text("Two.", encoding="utf-8")
    clips = read_dataset(tmp_path)
    assert [(c.id, c.text) for c in clips] == [
        ("deep/two.opus", "Two."),
        ("one.wav", "First line and second."),
    ]
    assert_readable(clips)
    assert errors_of(tmp_path) == [
        "silent.wav has no text: write what is said into silent.txt beside it."
    ]


def test_a_broken_recording_is_an_error_of_its_own(tmp_path, write_audio, caplog):
    write_audio(tmp_path / "good.wav", 0.5)
    (tmp_path / "bad.wav").write_bytes(b"RIFF nothing")
    (tmp_path / "latin.wav").write_bytes((tmp_path / "good.wav").read_bytes())
    for name in ("good", "bad"):
        (tmp_path / f"{name}.txt").write_text(name, encoding="utf-8")
    (tmp_path / "latin.txt").write_bytes("caf\xe9".encode("latin-1"))
    assert [c.text for c in read_dataset(tmp_path)] == ["good"]
    assert len(caplog.records) == 2  # each of them is named
    assert "latin.txt is not UTF-8" in errors_of(tmp_path)[1]


def test_no_usable_clip_says_why(tmp_path):
    (tmp_path / "bad.wav").write_bytes(b"")
    (tmp_path / "bad.txt").write_text("bad", encoding="utf-8")
    with pytest.raises(ManifestError, match=r"no clip that can be used.*is empty"):
        read_dataset(tmp_path)


def test_what_is_no_data_set_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(ManifestError, match="There is no data set nowhere"):
        find_layout(tmp_path / "nowhere")
    with pytest.raises(ManifestError, match="It knows: JSON Lines manifest"):
        find_layout(tmp_path)
    other = tmp_path / "prices.csv"
    other.write_text("item,price\nmilk,2\n", encoding="utf-8")
    with pytest.raises(ManifestError, match=r"prices\.csv is no data set"):
        read_dataset(other)
