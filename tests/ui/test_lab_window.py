"""The window of the voice-command lab."""

import json

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel

from dictation_app import paths
from dictation_app.lab import files
from dictation_app.speech.alphabet import ENGLISH
from dictation_app.ui import theme
from dictation_app.ui.lab.heat_map import Cell, HeatMap
from dictation_app.ui.lab.place import LabPlace, Listener
from dictation_app.ui.lab.window import LabWindow
from tests.ui.sounding import DeafModel

LIGHTS = {
    "name": "Lights",
    "commands": [
        {"label": "on", "phrases": ["lights on", "switch on"]},
        {"label": "off", "phrases": ["lights off"]},
        {"label": "save", "phrases": ["save note"]},
    ],
}


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
    def refuse(anew):
        raise AssertionError("nobody asked for a microphone")

    return LabPlace(
        bundled_sets=paths.bundled("resources") / "command_sets",
        user_sets=tmp_path / "sets",
        sessions=tmp_path / "sessions",
        find_negatives=list,
        open_microphone=refuse,
        find_listener=lambda: Listener(DeafModel(), ENGLISH, "deaf"),
    )


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
    return []


@pytest.fixture
def lab(make_lab, place, told):
    window = make_lab(place)
    window.noticed.connect(told.append)
    return window


def predicted(qtbot, lab):
    qtbot.waitUntil(lambda: lab.phrases.prediction is not None, timeout=30_000)
    qtbot.waitUntil(lambda: lab.phrases.pairs.is_whole)
    return lab.phrases


def words_of(widget):
    return " ".join(part.text() for part in widget.findChildren(QLabel))


class TestHeatMap:
    @pytest.fixture
    def matrix(self, qtbot):
        made = HeatMap("Matrix")
        qtbot.addWidget(made)
        made.resize(420, 300)
        made.show()
        cells = {(0, 1): Cell(0.9, tip="a and b"), (1, 0): Cell(0.2, text="1")}
        made.show_cells(["a", "b"], ["a", "b"], cells)
        return made

    def test_a_click_chooses_a_filled_cell_only(self, qtbot, matrix):
        with qtbot.waitSignal(matrix.chosen) as chosen:
            at = matrix.place(0, 1).center().toPoint()
            qtbot.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=at)
        assert chosen.args == [0, 1]
        with qtbot.assertNotEmitted(matrix.chosen):
            at = matrix.place(0, 0).center().toPoint()
            qtbot.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=at)

    def test_the_arrow_keys_reach_every_cell(self, qtbot, matrix):
        qtbot.keyClick(matrix, Qt.Key.Key_Down)
        with qtbot.waitSignal(matrix.chosen) as chosen:
            qtbot.keyClick(matrix, Qt.Key.Key_Return)
        assert chosen.args == [1, 0]

    def test_it_is_read_out_and_drawn_in_any_size(self, qtbot, matrix):
        assert matrix.accessibleDescription() == "a and b"
        names = [f"a long phrase {n}" for n in range(40)]
        for rows in ([], names[:1], names):
            matrix.show_cells(rows, rows, {(0, 0): Cell(1.0, "recording", "12")})
            assert not matrix.grab().isNull()


class TestSets:
    def test_the_bundled_sets_can_be_chosen(self, qtbot, lab):
        titles = [lab.sets.itemText(i) for i in range(lab.sets.count())]
        assert "Digits" in titles
        assert lab.commands.name == titles[0]
        lab.sets.setCurrentIndex(1)
        lab.sets.activated.emit(1)
        assert lab.commands.name == titles[1]

    @pytest.mark.parametrize("suffix", [".json", ".csv"])
    def test_a_set_is_imported_and_stays(
        self, qtbot, lab, make_lab, place, lights, tmp_path, suffix
    ):
        path = tmp_path / f"room{suffix}"
        files.save(files.load(lights), path)
        lab.take(path)
        assert lab.phrases.count.text() == "4 phrases"
        later = make_lab(place)
        assert later.sets.findData("room") >= 0

    def test_a_set_of_the_same_name_replaces_none(self, lab, lights):
        lab.take(lights)
        changed = {"name": "Lights", "commands": ["lamp"]}
        lights.write_text(json.dumps(changed), encoding="utf-8")
        lab.take(lights)
        lab.take(lights)
        names = [lab.sets.itemData(i) for i in range(lab.sets.count())]
        assert {"lights", "lights-2"} <= set(names)
        assert "lights-3" not in names

    def test_what_is_dropped_is_taken(self, lab, lights):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(lights))])
        lab.dropEvent(
            QDropEvent(
                QPointF(1, 1),
                Qt.DropAction.CopyAction,
                data,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
        )
        assert lab.commands.name == "Lights"

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("nonsense", "is not JSON"),
            ('{"commands": []}', "has no command"),
            ('{"commands": ["on", {"label": "b", "phrases": ["on"]}]}', "stands for"),
        ],
    )
    def test_a_bad_set_is_a_sentence_and_the_shown_one_stays(
        self, lab, told, tmp_path, text, sentence
    ):
        shown = lab.commands
        path = tmp_path / "bad.json"
        path.write_text(text, encoding="utf-8")
        lab.take(path)
        assert sentence in told[-1]
        assert lab.commands is shown

    def test_a_set_is_exported_as_it_was(self, lab, lights, tmp_path):
        lab.take(lights)
        lab.write(tmp_path / "out.json")
        assert files.load(tmp_path / "out.json") == files.load(lights)


class TestCollisions:
    def test_what_is_alike_stands_first_with_safer_words(self, qtbot, lab, lights):
        lab.take(lights)
        page = predicted(qtbot, lab)
        pair = page.prediction.pairs[0]
        assert {pair.first.phrase, pair.second.phrase} == {"lights on", "lights off"}
        first = words_of(page.pairs.rows[0])
        assert "lights on" in first
        assert "instead of" in first
        assert page.map.rows == ("lights on", "switch on", "lights off", "save note")
        assert (0, 1) not in page.map.cells  # one command: nothing to confuse
        strengths = {at: cell.strength for at, cell in page.map.cells.items()}
        assert max(strengths, key=strengths.get) in {(0, 2), (2, 0)}

    def test_a_cell_and_a_phrase_show_their_pairs(self, qtbot, lab, lights):
        lab.take(lights)
        page = predicted(qtbot, lab)
        page.map.chosen.emit(3, 0)
        qtbot.waitUntil(lambda: len(page.pairs.rows) == 1)
        assert "save note" in words_of(page.pairs.rows[0])
        page.phrases.clicked.emit(page.phrases.model().index(2, 0))
        qtbot.waitUntil(lambda: len(page.pairs.rows) == 3)
        assert all("lights off" in words_of(row) for row in page.pairs.rows)

    def test_a_phrase_that_cannot_be_spoken_is_told(self, qtbot, lab, told, lights):
        lights.write_text('{"commands": ["привет", "lamp"]}', encoding="utf-8")
        with qtbot.waitSignal(lab.noticed, timeout=30_000):
            lab.take(lights)
        assert "does not know" in told[-1]

    def test_of_a_large_set_the_nearest_are_shown(self, qtbot, lab, lights):
        many = {
            "commands": [
                {"label": "go", "phrases": ["go to {number:0-79}"]},
                {"label": "from", "phrases": ["go from {number:0-79}"]},
            ]
        }
        lights.write_text(json.dumps(many), encoding="utf-8")
        lab.take(lights)
        page = predicted(qtbot, lab)
        assert page.count.text() == "160 phrases"
        assert 2 <= len(page.map.rows) <= 40
        assert page.map.cells
