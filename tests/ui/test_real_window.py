"""The running program: a real screen, real keys, and a microphone that the system made."""

import difflib
import sys
from pathlib import Path

import pytest

from dictation_app import paths
from dictation_app.document.library import Library
from tests.ui.real_machine import (
    PATIENCE,
    machine,
    needs_machine,
    playable,
    program,
    run,
    wait_for,
)

pytestmark = needs_machine


@pytest.fixture
def environment(tmp_path):
    with machine(tmp_path) as made:
        yield made


def words(text):
    return text.lower().replace(".", " ").replace(",", " ").split()


def test_what_is_said_into_the_running_program_is_kept(environment, tmp_path):
    clip = playable(paths.bundled("resources") / "sample.ogg", tmp_path)
    data = Path(environment["XDG_DATA_HOME"]) / "Dictation"
    with program(environment) as (process, _):
        run(environment, "xdotool", "key", "ctrl+r")
        wait_for(
            lambda: any(p.stat().st_size > 20_000 for p in data.glob("notes/*/*.wav")),
            "sound of the microphone",
        )
        run(environment, "paplay", "--device=room", str(clip))
        run(environment, "xdotool", "key", "ctrl+r")
        wait_for(lambda: Library(data).notes(), "the note")
        run(environment, "xdotool", "key", "ctrl+q")
        assert process.wait(timeout=PATIENCE) == 0
    (note,) = Library(data).notes()
    assert note.duration > 8.0
    begin = "from dictation_app.cli import main; raise SystemExit(main())"
    expected = run(environment, sys.executable, "-c", begin, "transcribe", str(clip))
    alike = difflib.SequenceMatcher(None, words(expected), words(note.text)).ratio()
    print(f"heard alike: {alike:.2f}\n{expected}\n{note.text}")  # noqa: T201
    assert len(words(note.text)) > 4  # a busy machine may lose some of the sound
