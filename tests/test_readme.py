"""What the README promises is there: commands, options, keys, files."""

import re
import shlex
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMainWindow

from dictation_app import cli
from dictation_app.ui import actions
from dictation_app.ui.transcript_pane import TranscriptPane

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = [
    line.split("#")[0].strip()
    for line in TEXT.splitlines()
    if line.startswith("dictation-app ")
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_understood(example):
    words = shlex.split(example)[1:]
    assert cli._parser(words).parse_args(words).run


def test_every_command_has_an_example():
    shown = {example.split()[1] for example in EXAMPLES}
    known = {command.name for command in cli.COMMANDS}
    assert known == shown


def test_every_key_does_something(qtbot):
    window, pane = QMainWindow(), TranscriptPane()
    qtbot.addWidget(window)
    qtbot.addWidget(pane)
    made = {**actions.make_actions(window), **pane.actions_by_name}
    known = {keys.toString() for a in made.values() for keys in a.shortcuts()}
    rows = re.findall(r"^\| (`.+`) \|", TEXT, re.MULTILINE)
    keys = [key for row in rows for key in re.findall(r"`(.+?)`", row)]
    keys += re.findall(r"\*\*(.+?)\*\*", TEXT)
    assert len(keys) > 20
    assert set(keys) <= known


def test_every_file_that_it_names_is_there():
    names = re.findall(r"\]\(([^)]+)\)", TEXT)
    assert "LICENSE" in names
    assert all((ROOT / name).exists() for name in names)
