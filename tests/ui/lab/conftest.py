"""A lab with a set of three commands."""

import json

import pytest

from dictation_app.ui import theme
from dictation_app.ui.lab.window import LabWindow
from tests.ui.lab_parts import LIGHTS, make_place


@pytest.fixture(autouse=True)
def _dressed(qapp):
    theme.apply(qapp, "light")


@pytest.fixture
def lights(tmp_path):
    path = tmp_path / "lights.json"
    path.write_text(json.dumps(LIGHTS), encoding="utf-8")
    return path


@pytest.fixture
def place(tmp_path):
    return make_place(tmp_path)


@pytest.fixture
def make_lab(qtbot):
    made = []

    def make(place):
        window = LabWindow(place)
        qtbot.addWidget(window)
        made.append(window)
        window.open()
        return window

    yield make
    for window in made:
        window.shut_down()


@pytest.fixture
def told():
    """What the user was told, the last sentence last."""
    return []


@pytest.fixture
def lab(make_lab, place, told):
    window = make_lab(place)
    window.noticed.connect(told.append)
    return window
