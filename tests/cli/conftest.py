"""The command line with a data folder of its own and a model that never learnt."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dictation_app.cli import main

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch) -> Path:
    """Folders of a user who has nothing yet."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home" / name.lower()))
    return tmp_path / "home"


@pytest.fixture
def program() -> Run:
    """Run the program in a process of its own."""

    def run(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "dictation_app", *map(str, words)],
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
            env={**os.environ, "OMP_NUM_THREADS": "1", **environment},
        )

    return run


@pytest.fixture
def cli(capfd) -> Callable[..., tuple[int, str, str]]:
    """Run a command in this process: its exit code, its output and its complaints."""

    def run(*words: str | Path) -> tuple[int, str, str]:
        capfd.readouterr()
        try:
            code = main([str(word) for word in words])
        except SystemExit as end:
            code = int(end.code or 0)
        return code, *capfd.readouterr()

    return run
