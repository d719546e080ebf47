"""The lab in the running program: a set, a test by microphone, and listening."""

from pathlib import Path

import pytest

from dictation_app import paths
from dictation_app.lab import files, session
from dictation_app.lab.command_set import CommandSet, VoiceCommand
from tests.ui.real_machine import (
    PATIENCE,
    find_window,
    machine,
    needs_machine,
    playable,
    program,
    run,
    wait_for,
)

pytestmark = needs_machine

SAID = {"birds": "005", "keys": "008"}
"""Words, and the program's own recordings in which they are said among others."""


@pytest.fixture
def environment(tmp_path):
    with machine(tmp_path) as made:
        yield made


@pytest.fixture
def data(environment):
    return Path(environment["XDG_DATA_HOME"]) / "Dictation"


@pytest.fixture
def commands(data):
    """The first set of the lab's list."""
    made = CommandSet("A trial", tuple(VoiceCommand(word, (word,)) for word in SAID))
    files.save(made, data / "command_sets" / "a-trial.json")
    return made


@pytest.fixture
def clips(tmp_path):
    folder = paths.bundled("resources") / "speech" / "test"
    return {
        word: playable(folder / f"{number}.opus", tmp_path)
        for word, number in SAID.items()
    }


def test_a_session_is_driven_by_keys_and_a_microphone(
    environment, data, commands, clips
):
    def press(*keys):
        run(environment, "xdotool", "key", *keys)

    def sessions():
        return list((data / "command_sessions").glob("*.jsonl"))

    with program(environment) as (process, window):
        press("ctrl+shift+l")
        lab = find_window(environment, "Voice-command lab")
        run(environment, "xdotool", "windowfocus", "--sync", lab)
        press("ctrl+3", "space")
        (path,) = wait_for(sessions, "the session")

        def answer():
            """Say what is asked until something was heard."""
            plan, trials = session.read(path)
            asked = session.prompts_for(commands, repeats=plan.repeats, seed=plan.seed)
            if not trials:
                clip = clips[asked[0].label]
                run(environment, "paplay", "--device=room", str(clip))
            return trials and (asked[0], trials[0])

        asked, trial = wait_for(answer, "an answer")
        press("ctrl+5", "Escape")
        run(environment, "xdotool", "windowfocus", "--sync", window)
        press("ctrl+q")
        assert process.wait(timeout=PATIENCE) == 0
    assert trial.phrase == asked.phrase
    assert trial.heard in SAID  # the sound is a sentence: what fits best is open
    assert trial.free < 0.0  # the network heard something
    assert len(trial.scores) == len(SAID)
