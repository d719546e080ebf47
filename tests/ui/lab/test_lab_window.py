"""The window of the voice-command lab: its sets, and the way to it."""

import json
from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from dictation_app import paths
from dictation_app.document.document import Document
from dictation_app.document.operations import Piece
from dictation_app.lab import files
from dictation_app.speech.alphabet import ENGLISH
from dictation_app.speech.microphone import SHORT_BLOCK
from tests.ui.lab_parts import predicted
from tests.ui.window_parts import Drawer, Microphone, make_window


class TestSets:
    def test_the_bundled_sets_can_be_chosen(self, qtbot, lab):
        titles = [lab.bar.sets.itemText(i) for i in range(lab.bar.sets.count())]
        assert "Digits" in titles
        assert lab.commands.name == titles[0]
        lab.bar.sets.setCurrentIndex(1)
        lab.bar.sets.activated.emit(1)
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
        assert later.bar.sets.findData("room") >= 0

    def test_a_set_of_the_same_name_replaces_none(self, lab, lights):
        lab.take(lights)
        changed = {"name": "Lights", "commands": ["lamp"]}
        lights.write_text(json.dumps(changed), encoding="utf-8")
        lab.take(lights)
        lab.take(lights)
        names = [lab.bar.sets.itemData(i) for i in range(lab.bar.sets.count())]
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


class TestDesk:
    def test_its_action_opens_the_lab_which_ends_with_the_window(
        self, qtbot, tmp_path, monkeypatch
    ):
        monkeypatch.setattr(paths, "user_data", lambda: tmp_path)
        window = make_window(tmp_path)
        qtbot.addWidget(window)
        menus = [
            action.text()
            for menu in window._menus
            for action in menu.actions()
            if action is window.actions_by_name["command_lab"]
        ]
        assert menus == ["Voice-command lab…"]
        window.actions_by_name["command_lab"].trigger()
        lab = window.lab_desk.lab
        assert lab.isVisible()
        assert lab.bar.sets.count() >= 2
        predicted(qtbot, lab)
        window.actions_by_name["command_lab"].trigger()
        assert window.lab_desk.lab is lab
        lab.test.go_button.click()  # no model is loaded here
        assert lab.test.session is None
        window.close()

    def test_its_microphone_has_short_blocks(self, tmp_path):
        drawer = Drawer(Microphone())
        window = make_window(tmp_path, drawer)
        window.lab_desk._open_microphone(False)
        assert drawer.blocks == [SHORT_BLOCK]
        window.close()

    def test_dictations_of_the_user_count_as_other_speech(
        self, tmp_path, monkeypatch, babble
    ):
        monkeypatch.setattr(paths, "user_data", lambda: tmp_path)
        window = make_window(tmp_path)
        bundled = window.lab_desk._negatives()
        assert any(path.name == "sample.ogg" for path in bundled)
        library = window.workbench.notebook.library
        folder = library.create()
        library.save(folder, Document([Piece("we left")]), duration=1.0)
        (folder / "audio.flac").write_bytes(b"sound")
        assert window.lab_desk._negatives() == [*bundled, folder / "audio.flac"]
        window.close()

    def test_what_may_be_a_command_is_heard_twice(self, tmp_path, monkeypatch):
        class Counting:
            alphabet, sample_rate, frame_rate = ENGLISH, 16_000, 25.0
            n_heard = 0

            def emissions(self, batch, warpings=()):
                self.n_heard += len(batch)
                return [np.full((4, 29), -3.4, np.float32) for _ in batch]

        network = Counting()
        loaded = SimpleNamespace(
            recognizer=SimpleNamespace(model=network),
            info=SimpleNamespace(alphabet=ENGLISH, name="counting"),
        )
        window = make_window(tmp_path)
        monkeypatch.setattr(window.workbench.engine, "loaded", loaded)
        listener = window.lab_desk._listener()
        assert (listener.alphabet, listener.name) == (ENGLISH, "counting")
        listener.model.emissions([np.zeros(2_560, np.float32)])
        assert network.n_heard == 2
        window.close()
