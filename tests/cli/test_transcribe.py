"""dictation-app transcribe, from files good and bad to text and exit codes."""

import json

import av
import numpy as np
import pytest

from dictation_app.cli.transcribe import _time
from dictation_app.speech import media

RATE = 16_000


def _quiet(path, write_audio, seconds=1.0):
    return write_audio(path, samples=np.zeros(round(seconds * RATE), np.float32))


def test_text_goes_to_the_output_and_nothing_else_to_a_pipe(
    program, speech_wav, tiny_model
):
    done = program("transcribe", speech_wav, "--model", tiny_model)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip()


def test_one_format_is_printed_and_json_has_the_words_with_times(
    cli, speech_wav, tiny_model
):
    code, out, err = cli(
        "transcribe", speech_wav, "--model", tiny_model, "--format", "json"
    )
    assert (code, err) == (0, "")
    data = json.loads(out)
    assert data["words"]
    assert " ".join(word["word"] for word in data["words"]) == data["text"]
    for word in data["words"]:
        assert 0 <= word["start"] <= word["end"] <= 3.0
        assert 0 <= word["confidence"] <= 1


def test_subtitles_can_be_piped(cli, speech_wav, tiny_model):
    command = ("transcribe", speech_wav, "--model", tiny_model, "--format")
    assert "-->" in cli(*command, "srt")[1]
    assert cli(*command, "vtt")[1].startswith("WEBVTT")
    assert cli(*command, "csv")[1].startswith("start,end,text,confidence")


def test_several_formats_are_written_beside_the_recording(
    cli, tmp_path, write_audio, tiny_model
):
    source = write_audio(tmp_path / "zwölf Ä b" / "größe 语音.flac", 3.0)
    formats = "txt,srt,vtt,json,csv,docx"
    code, out, _ = cli("transcribe", source, "--model", tiny_model, "--format", formats)
    assert code == 0
    text = source.with_suffix(".txt").read_text(encoding="utf-8")
    assert out.split() == text.split()
    for name in formats.split(","):
        assert source.with_suffix(f".{name}").stat().st_size > 0


def test_one_bad_file_does_not_stop_the_rest(cli, tmp_path, write_audio, tiny_model):
    good = write_audio(tmp_path / "good.wav", 3.0)
    bad = tmp_path / "bad.wav"
    bad.write_text("This is no sound.\n")
    folder = tmp_path / "out" / "deep"
    words = ("--model", tiny_model, "--format", "txt", "--output-dir", folder)
    code, out, err = cli("transcribe", bad, good, tmp_path / "none.mp3", *words)
    assert code == 1
    assert [path.name for path in folder.iterdir()] == ["good.txt"]
    assert "==> good.wav <==" in out
    assert "bad.wav is not audio: it is a text file." in err
    assert "There is no file none.mp3" in err
    assert len(err.splitlines()) == 2


def test_recordings_of_one_name_do_not_overwrite_each_other(
    cli, tmp_path, write_audio, tiny_model
):
    files = [write_audio(tmp_path / f"{n}" / "same.wav", 3.0, seed=n) for n in (1, 2)]
    out = tmp_path / "out"
    words = ("--model", tiny_model, "--format", "txt", "--output-dir", out)
    assert cli("transcribe", *files, *words)[0] == 0
    assert len(list(out.iterdir())) == 2


def test_an_output_folder_alone_means_text(cli, speech_wav, tiny_model, tmp_path):
    folder = tmp_path / "out"
    words = ("--model", tiny_model, "--output-dir", folder)
    code, out, err = cli("transcribe", speech_wav, *words)
    assert (code, err) == (0, "")
    assert [path.name for path in folder.iterdir()] == ["speech.txt"]
    assert (folder / "speech.txt").read_text(encoding="utf-8").split() == out.split()


def test_what_a_file_held_before_is_kept(cli, speech_wav, tiny_model):
    lyrics = speech_wav.with_suffix(".txt")
    lyrics.write_text("my own words")
    words = ("transcribe", speech_wav, "--model", tiny_model, "--format", "txt,srt")
    code, _, err = cli(*words)
    assert code == 0
    kept = lyrics.with_name("speech.txt.~1~")
    assert kept.read_text() == "my own words"
    assert kept.name in err
    assert cli(*words)[2] == ""  # the same again changes nothing
    assert not lyrics.with_name("speech.txt.~2~").exists()


def test_silence_is_no_error_and_is_told(cli, tmp_path, write_audio, tiny_model):
    quiet = _quiet(tmp_path / "quiet.wav", write_audio, 3.0)
    code, out, err = cli("transcribe", quiet, "--model", tiny_model)
    assert (code, out) == (0, "")
    assert "quiet.wav: no speech found." in err
    code, out, _ = cli("transcribe", quiet, "--model", tiny_model, "--format", "json")
    assert (code, json.loads(out)["text"], json.loads(out)["words"]) == (0, "", [])


def test_a_part_keeps_the_times_of_the_whole(cli, tmp_path, write_audio, tiny_model):
    source = write_audio(tmp_path / "long.wav", 8.0)
    code, out, _ = cli(
        "transcribe",
        source,
        *("--model", tiny_model, "--format", "json"),
        *("--start", "0:04", "--end", "00:00:06.5"),
    )
    times = [(w["start"], w["end"]) for w in json.loads(out)["words"]]
    assert code == 0
    assert times
    assert all(4.0 <= start <= end <= 6.5 for start, end in times)


def test_times_are_seconds_or_clock_times():
    assert [_time(t) for t in ("7", "7.5", "1:02", "90:00", "1:00:01.5")] == [
        7,
        7.5,
        62,
        5400,
        3601.5,
    ]


@pytest.mark.parametrize(
    "words",
    [
        ("--start", "1:75"),
        ("--start", "soon"),
        ("--start", "-1"),
        ("--start", "5", "--end", "3"),
        ("--beam", "0"),
        ("--beam", "many"),
        ("--hearings", "0"),
        ("--hotword", *["Ada"] * 1_001),
        ("--format", "mp3"),
        ("--format", ""),
        ("--device", "abacus"),
    ],
)
def test_wrong_arguments_end_with_2_before_any_work(cli, words):
    code, out, err = cli("transcribe", "a.wav", *words)
    assert (code, out) == (2, "")
    assert "error: " in err


def test_a_model_that_is_not_there_is_one_sentence(cli, speech_wav):
    code, out, err = cli("transcribe", speech_wav, "--model", "gone")
    assert (code, out) == (1, "")
    assert err.startswith('dictation-app: There is no model "gone".')


def test_damaged_weights_are_refused(cli, speech_wav, tiny_model):
    weights = tiny_model / "model.safetensors"
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1
    weights.write_bytes(data)
    code, out, err = cli("transcribe", speech_wav, "--model", tiny_model)
    assert (code, out) == (1, "")
    assert "damaged" in err
    assert len(err.splitlines()) == 1


def test_an_output_folder_that_is_a_file_is_one_sentence(
    cli, speech_wav, tiny_model, tmp_path
):
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path / "file", tmp_path / "file" / "sub"):
        words = ("--model", tiny_model, "--output-dir", folder, "--format", "txt")
        code, _, err = cli("transcribe", speech_wav, *words)
        assert code == 1
        assert len(err.splitlines()) == 1
        assert "folder" in err


def _no_audio(path):
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width = stream.height = 64
        stream.pix_fmt = "yuv420p"
        for _ in range(10):
            frame = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), "rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _bad(name, path, write_audio):
    """Make the input that `name` says."""
    if name == "empty.wav":
        path.write_bytes(b"")
    elif name == "folder":
        path.mkdir()
    elif name == "text.wav":
        path.write_text("only words\n")
    elif name == "silent.mp4":
        _no_audio(path)
    elif name == "noise.mp3":
        path.write_bytes(np.random.default_rng(0).bytes(5_000))


@pytest.mark.parametrize(
    "name",
    ["missing.wav", "folder", "empty.wav", "text.wav", "silent.mp4", "noise.mp3"],
)
def test_what_is_no_recording_gets_one_sentence(
    cli, tmp_path, write_audio, tiny_model, name
):
    path = tmp_path / name
    _bad(name, path, write_audio)
    code, out, err = cli("transcribe", path, "--model", tiny_model)
    assert (code, out) == (1, "")
    assert len(err.splitlines()) == 1
    assert name in err
    assert "Traceback" not in err


def test_a_truncated_mp3_gives_what_is_there(cli, tmp_path, write_audio, tiny_model):
    whole = write_audio(tmp_path / "whole.mp3", 6.0)
    cut = tmp_path / "cut.mp3"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    code, out, _ = cli("transcribe", cut, "--model", tiny_model, "--format", "json")
    assert code == 0
    assert 2.0 < json.loads(out)["duration"] < 4.0


def test_a_recording_that_breaks_off_is_told(cli, tmp_path, write_audio, tiny_model):
    whole = write_audio(tmp_path / "whole.wav", 6.0)
    cut = tmp_path / "cut.mp4"  # its index, at the beginning, promises all of it
    with av.open(str(whole)) as source:
        options = {"movflags": "faststart"}
        with av.open(str(cut), "w", options=options) as target:
            stream = target.add_stream("aac", rate=RATE, layout="mono")
            for frame in source.decode(audio=0):
                frame.pts = None
                target.mux(stream.encode(frame))
            target.mux(stream.encode(None))
    data = cut.read_bytes()
    cut.write_bytes(data[: len(data) // 2])
    code, _, err = cli("transcribe", cut, "--model", tiny_model)
    assert code == 0
    assert "cut.mp4 breaks off after" in err
    assert "breaks off" not in cli("transcribe", whole, "--model", tiny_model)[2]


@pytest.mark.parametrize("rate", [8_000, 48_000])
def test_other_sample_rates_are_heard_the_same_length(
    cli, tmp_path, write_audio, tiny_model, rate
):
    path = write_audio(
        tmp_path / "r.wav", samples=np.zeros(2 * rate, np.float32), rate=rate
    )
    code, out, _ = cli("transcribe", path, "--model", tiny_model, "--format", "json")
    assert code == 0
    assert json.loads(out)["duration"] == pytest.approx(2.0, abs=0.05)


def test_a_tenth_of_a_second_is_no_reason_to_fail(
    cli, tmp_path, write_audio, tiny_model
):
    path = write_audio(tmp_path / "short.wav", 0.1)
    assert cli("transcribe", path, "--model", tiny_model)[0] == 0


def test_six_channels_and_values_that_are_no_numbers(cli, tmp_path, tiny_model):
    path = tmp_path / "surround.wav"
    values = np.zeros((6, RATE), np.float32)
    values[:, 100:200] = np.nan
    with av.open(str(path), "w") as container:
        stream = container.add_stream("pcm_f32le", rate=RATE, layout="5.1")
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(values.T).reshape(1, -1), "flt", "5.1"
        )
        frame.sample_rate = RATE
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    assert media.probe(path).n_channels == 6
    code, _, err = cli("transcribe", path, "--model", tiny_model)
    assert code == 0
    assert "no speech found" in err


def test_no_permission_to_write_is_told(cli, speech_wav, tiny_model, monkeypatch):
    def refuse(path, data):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("dictation_app.document.disk.write_atomically", refuse)
    words = ("--model", tiny_model, "--format", "txt,srt")
    code, out, err = cli("transcribe", speech_wav, *words)
    assert code == 1
    assert out.strip()  # the text is not lost
    assert len(err.splitlines()) == 1


def test_kept_emissions_give_the_same_words_without_the_network(
    cli, tmp_path, speech_wav, tiny_model, monkeypatch
):
    words = ("--model", tiny_model, "--format", "txt", "--output-dir", tmp_path)
    code, heard, _ = cli("transcribe", speech_wav, "--keep-emissions", *words)
    assert code == 0
    kept = tmp_path / "speech.emissions.npz"
    with np.load(kept) as arrays:
        assert arrays["0"].dtype == np.float16

    def never(*_, **__):
        raise AssertionError("the network ran")

    monkeypatch.setattr("dictation_app.speech.store.load_network", never)
    monkeypatch.setattr("dictation_app.speech.recognizer.load_recognizer", never)
    code, again, err = cli("redecode", kept, "--model", tiny_model)
    assert (code, err) == (0, "")
    assert again == heard


def test_a_text_gets_its_times_line_by_line_or_as_a_whole(
    cli, tmp_path, write_audio, tiny_model
):
    source = write_audio(tmp_path / "s.wav", 4.0)
    words = ("--model", tiny_model)
    cli("transcribe", source, "--keep-emissions", *words)
    kept = tmp_path / "s.emissions.npz"
    for text in ("Hello, World!\n", "Hello,\n\nWorld!"):
        (tmp_path / "said.txt").write_text(text)
        code, out, err = cli("align", kept, tmp_path / "said.txt", *words)
        assert (code, err) == (0, "")
        found = json.loads(out)["words"]
        assert [word["word"] for word in found] == ["Hello,", "World!"]
        assert 0 <= found[0]["start"] < found[1]["end"] <= 4.04
    (tmp_path / "said.txt").write_text("word " * 500)
    code, out, err = cli("align", kept, tmp_path / "said.txt", *words)
    assert (code, out) == (1, "")
    assert "too long" in err


def test_what_are_no_emissions_is_refused(cli, tmp_path, speech_wav, tiny_model):
    broken = tmp_path / "x.emissions.npz"
    broken.write_bytes(b"PK\x03\x04 nonsense")
    for path in (speech_wav, broken, tmp_path / "none.npz"):
        code, out, err = cli("redecode", path, "--model", tiny_model)
        assert (code, out) == (1, "")
        assert len(err.splitlines()) == 1
