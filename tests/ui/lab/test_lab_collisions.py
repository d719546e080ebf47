"""Which commands sound alike, and the map that shows it."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from dictation_app.ui.lab.heat_map import Cell, HeatMap
from tests.ui.lab_parts import predicted


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

    def test_safer_words_are_taken_by_a_click_and_given_back(self, qtbot, lab, lights):
        lab.take(lights)
        page = predicted(qtbot, lab)
        before = lab.edit.draft
        made = page.pairs.rows[0].findChildren(QPushButton)[0]
        words = made.text()
        made.click()
        qtbot.waitUntil(lambda: lab.edit.draft != before)
        assert words in [s.phrase for s in lab.commands.sayings]
        assert [c.label for c in lab.commands.commands] == ["on", "off", "save"]
        (notice,) = lab.notices.shown
        notice.button.click()
        assert lab.edit.draft.lines[0].phrases == before.lines[0].phrases

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
        lab.take(lights)
        with qtbot.waitSignal(lab.noticed, timeout=30_000):
            lab.pages.part("phrases").click()
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
