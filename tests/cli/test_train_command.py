import json
import os
import signal
import subprocess
import sys
import tomllib

import pytest

from dictation_app.speech.store import read_model
from dictation_app.training.configuration import write_toml
from dictation_app.training.presets import PRESETS


@pytest.fixture
def recipe(tmp_path, tiny_config):
    """A recipe that is over at once, as a file."""
    path = tmp_path / "recipe.toml"
    path.write_text(write_toml(tiny_config))
    return path


def test_show_config_is_a_recipe_that_can_be_read_again(cli):
    code, out, _ = cli("train", "--preset", "jiwidi", "--show-config")
    assert code == 0
    assert out == write_toml(PRESETS["jiwidi"])


def test_what_the_command_line_says_comes_last(cli, recipe, tmp_path):
    code, out, _ = cli(
        "train",
        *("--config", recipe),
        *("--data", tmp_path / "a", tmp_path / "b"),
        *("--minutes", "5"),
        *("--set", "optimizer.learning_rate=3e-4"),
        *("--set", "title=Voice"),
        "--show-config",
    )
    told = tomllib.loads(out)
    assert code == 0
    assert told["data"]["train"] == [str(tmp_path / "a"), str(tmp_path / "b")]
    assert told["data"]["dev"]  # as in the recipe
    assert told["optimizer"]["learning_rate"] == 3e-4
    assert told["title"] == "Voice"
    assert (told["run"]["minutes"], told["run"]["epochs"]) == (5.0, 0)


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["--output", "x", "--preset", "huge"], 1, 'no preset "huge": choose small'),
        (
            ["--output", "x", "--set", "run.epoch=1"],
            1,
            'no key "run.epoch": did you mean "run.epochs"',
        ),
        (["--output", "x", "--minutes", "1"], 1, "no data to learn from: name some"),
        (["--output", "x", "--from", "nobody"], 1, 'There is no model "nobody"'),
        (["--minutes", "1"], 2, "name the folder of the run with --output"),
        (["--output", "x", "--processes", "0"], 2, "--processes must be at least 1"),
        (["--output", "x", "--json"], 2, "--json belongs to --adapt"),
        (["--adapt", "x", "--epochs", "3"], 2, "--epochs does not go with --adapt"),
        (["--adapt", "x", "--minutes", "0"], 2, "--minutes must be above 0"),
        (["--resume", "--output", "x"], 1, "The configuration config.toml cannot be"),
        (("--data", "no.jsonl", "--output", "run"), 1, "The run has no end"),
        (("--output", "run", "--minutes", "1"), 1, "no data to learn from"),
        (
            ("--data", "no.jsonl", "--output", "run", "--minutes", "1"),
            1,
            "There is no data set no.jsonl",
        ),
    ],
)
def test_what_cannot_be_is_one_sentence(
    cli, monkeypatch, tmp_path, words, code, sentence
):
    monkeypatch.chdir(tmp_path)
    found, out, complaints = cli("train", *words)
    assert found == code
    assert sentence in complaints
    assert complaints.count("\n") == 1
    assert out == ""


def test_a_run_tells_its_way_and_names_the_model(program, recipe, tmp_path):
    run = tmp_path / "run"
    done = program("train", "--config", recipe, "--output", run, "--processes", "1")
    assert done.returncode == 0, done.stderr
    assert "6 clips, 0.00 hours" in done.stdout
    assert "cpu, float32, 1 processes" in done.stdout
    assert "WER" in done.stdout
    assert "done: " in done.stdout
    model = done.stdout.splitlines()[-1].removeprefix("model: ")
    assert read_model(run / "best").folder == run / "best"
    assert model == str(run / "best")
    again = program("train", "--config", recipe, "--output", run)
    assert again.returncode == 1
    assert "holds a run already: go on with --resume" in again.stderr
    assert "Traceback" not in again.stderr


@pytest.mark.skipif(os.name == "nt", reason="no signals")
def test_ctrl_c_saves_and_resume_goes_on(recipe, tmp_path, program):
    run = tmp_path / "run"
    words = ["--output", run, "--set", "run.epochs=100000", "--processes", "1"]
    with subprocess.Popen(
        [sys.executable, "-m", "dictation_app", "train", "--config", recipe, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        for line in process.stdout:
            if "step" in line:
                break
        process.send_signal(signal.SIGINT)
        out, complaints = process.communicate(timeout=120)
    assert process.returncode == 0
    assert "stopping after this step, saving" in complaints
    assert "stopped; go on with --resume" in out
    step = json.loads((run / "metrics.jsonl").read_text().splitlines()[-1])["step"]
    done = program("train", "--resume", "--output", run, "--epochs", "1")
    assert done.returncode == 0, done.stderr
    assert f"from step {step}:" in done.stdout
    assert "done: " in done.stdout


def test_a_process_of_a_team_ends_at_once_with_all_that_was_written():
    """What other threads or the exit's own hooks do no longer changes how it ends."""
    program = (
        "import atexit, os\n"
        "from dictation_app.cli import train\n"
        "atexit.register(os.abort)\n"
        "print('done', end='')\n"
        "train._end(3)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=120
    )
    assert (done.returncode, done.stdout, done.stderr) == (3, "done", "")
