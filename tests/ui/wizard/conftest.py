"""A wizard with a run that is played from a script."""

from functools import partial

import pytest

from dictation_app.speech.store import read_model
from dictation_app.ui import theme
from dictation_app.ui.wizard.training import Training
from dictation_app.ui.wizard.workplace import Workplace
from tests.ui.wizard_parts import Script, planned_run, write_set


@pytest.fixture(autouse=True)
def _dressed(qapp):
    theme.apply(qapp, "light")


@pytest.fixture
def used():
    """Names of the models that were taken into use."""
    return []


@pytest.fixture
def place(tmp_path, tiny_model, used):
    return Workplace(
        runs=tmp_path / "runs",
        recordings=tmp_path / "recordings",
        prompts=tmp_path / "prompts.txt",
        user_models=tmp_path / "mine",
        find_models=lambda: [read_model(tiny_model)],
        open_microphone=None,
        use_model=used.append,
    )


@pytest.fixture
def data_set(tmp_path, write_audio):
    return partial(write_set, tmp_path, write_audio)


@pytest.fixture
def run(tmp_path, tiny_model, write_audio):
    return planned_run(tmp_path, tiny_model, write_audio)


@pytest.fixture
def script(tiny_model):
    return Script(tiny_model)


@pytest.fixture
def training(script):
    made = Training(script)
    yield made
    made.shut_down()
