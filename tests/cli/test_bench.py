"""What dictation-app bench tells, never how fast it was."""

import json

import pytest

from dictation_app.cli import bench, bench_training
from dictation_app.training.processes import Crew

PROMISED = (
    "file_x_realtime_greedy",
    "partial_age_p95_s",
    "peak_rss_mb",
    "network_gflops",
    "matmul_gflops",
)


@pytest.fixture
def quick(speech_wav, tiny_model):
    """A measurement that takes no time."""
    words = ("--file", speech_wav, "--minutes", "0.1", "--live", "1", "--no-window")
    return ("bench", *words, "--model", tiny_model)


def test_json_is_one_flat_object_with_the_promised_numbers(cli, quick):
    code, out, err = cli(*quick, "--json")
    assert (code, err) == (0, "")
    numbers = json.loads(out)
    assert numbers["model"] == "tiny"
    for name in PROMISED:
        assert numbers[name] > 0
    assert numbers["file_x_realtime_beam"] is None  # there is no language model
    assert numbers["window_shown_s"] is numbers["model_ready_s"] is None
    assert {"final_latency_p95_s", "file_peak_rss_mb"} < set(numbers)
    assert not any(isinstance(value, dict | list) for value in numbers.values())


def test_people_get_a_table(cli, quick):
    code, out, _ = cli(*quick, "--repeat", "2")
    assert code == 0
    first, *rows = out.splitlines()
    assert first.startswith("model tiny, ")
    assert len(rows) == len(bench._ROWS)
    assert len({len(row) for row in rows}) == 1, "the numbers stand in a column"
    assert any(row.startswith("file, greedy") and "× real time" in row for row in rows)


@pytest.mark.parametrize(
    "words",
    [("--minutes", "0"), ("--live", "soon"), ("--minutes", "inf"), ("--repeat", "0")],
)
def test_wrong_arguments_end_with_2(cli, words):
    code, out, err = cli("bench", *words)
    assert (code, out) == (2, "")
    assert "is no number" in err


def test_a_recording_that_cannot_be_read_is_one_sentence(cli, tmp_path, tiny_model):
    (tmp_path / "text.wav").write_text("words\n")
    for name in ("text.wav", "gone.wav"):
        code, out, err = cli("bench", "--file", tmp_path / name, "--model", tiny_model)
        assert (code, out) == (1, "")
        assert len(err.splitlines()) == 1
        assert name in err


def test_the_window_is_started_and_ends_by_itself(monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    found = bench.measure_start()
    assert 0 < found["window_shown_s"] < found["model_ready_s"]


def test_a_window_that_does_not_come_is_no_number(monkeypatch):
    monkeypatch.setattr(bench, "_START", "raise SystemExit(1)")
    assert set(bench.measure_start().values()) == {None}


def test_the_trainer_and_a_plain_loop_are_measured_in_one_run(cli, monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    monkeypatch.setattr(bench_training, "_crew", lambda device: Crew(size=1))
    words = ("--batch", "1", "--seconds", "0.1", "--device", "cpu")
    code, out, err = cli("bench", "--training", *words, "--json")
    assert (code, err) == (0, "")
    numbers = json.loads(out)
    ours, plain = numbers["training_x_realtime"], numbers["plain_loop_x_realtime"]
    assert min(ours, plain) > 0
    assert numbers["training_speedup"] == pytest.approx(ours / plain)
    assert numbers["processes"] == 1


def test_a_training_takes_a_process_a_core(monkeypatch):
    monkeypatch.setattr("dictation_app.speech.benchmark.n_cores", lambda: 4)
    assert bench_training._crew("cpu") == Crew(size=4, threads=1)
    monkeypatch.setattr("dictation_app.speech.benchmark.n_cores", lambda: 20)
    assert bench_training._crew("cpu") == Crew(size=8, threads=2)
