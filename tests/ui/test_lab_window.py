"""The window of the voice-command lab."""

import json
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QPushButton

from dictation_app import paths
from dictation_app.document.document import Document
from dictation_app.document.operations import Piece
from dictation_app.errors import AudioError
from dictation_app.lab import files, recogniser, session
from dictation_app.speech.alphabet import ENGLISH
from dictation_app.speech.phrases import DEFAULT_TOLERANCE
from dictation_app.transcript import Notice
from dictation_app.ui import theme
from dictation_app.ui.lab.draft import CommandLine
from dictation_app.ui.lab.heat_map import Cell, HeatMap
from dictation_app.ui.lab.place import Listener
from dictation_app.ui.lab.window import LabWindow
from tests.ui.lab_parts import LoudnessEndpointer, ScriptedModel, make_place
from tests.ui.scripted_microphone import ScriptedMicrophone
from tests.ui.window_parts import make_window

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
    return []


@pytest.fixture
def lab(make_lab, place, told):
    window = make_lab(place)
    window.noticed.connect(told.append)
    return window


def predicted(qtbot, lab):
    lab.pages.part("phrases").click()
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


class TestSession:
    @pytest.fixture
    def model(self):
        return ScriptedModel()

    @pytest.fixture
    def microphones(self):
        """Those that were opened, the last one last."""
        return []

    @pytest.fixture
    def place(self, place, model, microphones, monkeypatch):
        monkeypatch.setattr(recogniser, "Endpointer", LoudnessEndpointer)

        def open_microphone(anew):
            microphones.append(ScriptedMicrophone())
            return microphones[-1]

        return replace(
            place,
            find_listener=lambda: Listener(model, ENGLISH, "scripted"),
            open_microphone=open_microphone,
        )

    @pytest.fixture
    def test(self, qtbot, lab, lights):
        lab.take(lights)
        lab.pages.part("test").click()
        lab.test.repeats.setValue(2)
        return lab.test

    @pytest.fixture
    def say(self, qtbot, model, microphones, babble):
        def say(test, text=None):
            n = len(test.session.trials)
            model.text = text or test.session.next.phrase
            microphones[-1].blocks.put(babble(0.5))
            qtbot.waitUntil(lambda: len(test.session.trials) == n + 1, timeout=30_000)

        return say

    def start(self, qtbot, test, microphones):
        n = len(microphones)
        test.go_button.click()
        qtbot.waitUntil(lambda: len(microphones) == n + 1, timeout=30_000)

    def test_every_phrase_is_asked_and_every_answer_kept(
        self, qtbot, lab, test, microphones, say
    ):
        self.start(qtbot, test, microphones)
        assert test.prompt.text() == test.session.next.phrase
        for _ in test.session.prompts:
            say(test)
            _, kept = session.read(test.session.path)
            assert kept == test.session.trials
        assert len(kept) == 8
        assert all(trial.is_right for trial in kept)
        assert "all of them" in test.prompt.text()
        assert not test.is_asking

    def test_what_was_misheard_is_told(self, qtbot, test, microphones, say):
        self.start(qtbot, test, microphones)
        first = test.session.next
        others = {"on": "save note", "off": "save note", "save": "lights off"}
        say(test, others[first.label])
        assert "was taken for" in test.heard.text()
        assert test.heard.property("tone") == "recording"
        say(test, "something else entirely was said here")
        assert "not recognised" in test.heard.text()

    def test_the_last_phrase_can_be_asked_again(self, qtbot, test, microphones, say):
        self.start(qtbot, test, microphones)
        first = test.session.next
        say(test, "something else entirely was said here")
        test.again_button.click()
        assert test.session.next == first
        assert test.prompt.text() == first.phrase
        say(test)
        assert test.session.trials[0].is_right

    def test_the_level_is_shown(self, qtbot, test, microphones, babble):
        self.start(qtbot, test, microphones)
        microphones[-1].blocks.put(babble(0.2))
        qtbot.waitUntil(lambda: test.meter.share > 0)
        test.go_button.click()
        assert test.meter.share == 0

    def test_a_silent_microphone_is_told_by_the_prompt_and_hides_nothing(
        self, qtbot, lab, test, told, microphones
    ):
        """Until sound comes: then it is to be said now, and no word of silence stays."""
        self.start(qtbot, test, microphones)
        microphones[-1].blocks.put(Notice("Nothing but silence."))
        why = "Nothing but silence."
        qtbot.waitUntil(lambda: test.advice.text() == why, timeout=30_000)
        microphones[-1].blocks.put(np.full(1_024, 0.001, np.float32))
        qtbot.waitUntil(lambda: test.advice.text() == "Say it now", timeout=30_000)
        assert told == []
        assert not lab.notices.shown

    def test_a_session_goes_on_where_it_was_left(
        self, qtbot, lab, test, microphones, say, make_lab, place
    ):
        self.start(qtbot, test, microphones)
        say(test)
        say(test)
        lab.close()
        assert not test.is_asking
        later = make_lab(place)
        later.bar.sets.setCurrentIndex(later.bar.sets.findData("lights"))
        later.bar.sets.activated.emit(later.bar.sets.currentIndex())
        qtbot.waitUntil(lambda: later.test.session is not None, timeout=30_000)
        assert later.test.session.path == test.session.path
        assert later.test.session.trials == test.session.trials
        assert later.test.go_button.text() == "Go on"

    def test_a_microphone_that_disappears_loses_no_result(
        self, qtbot, test, told, microphones, say
    ):
        self.start(qtbot, test, microphones)
        say(test)
        microphones[-1].blocks.put(AudioError("The microphone was unplugged."))
        qtbot.waitUntil(lambda: not test.is_asking, timeout=30_000)
        assert told[-1] == "The microphone was unplugged."
        assert "unplugged. What was said is kept." in test.advice.text()
        assert len(session.read(test.session.path)[1]) == 1
        assert test.go_button.text() == "Go on"
        self.start(qtbot, test, microphones)
        say(test)
        assert len(test.session.trials) == 2

    def test_while_the_model_is_loaded_it_says_so(self, make_lab, place, told):
        lab = make_lab(replace(place, find_listener=lambda: None))
        lab.noticed.connect(told.append)
        lab.test.go_button.click()
        assert "being loaded" in told[-1]
        assert lab.test.session is None
        lab.results.count()
        assert "being loaded" in told[-1]


def trial(label, heard, gap=0.1, phrase=""):
    return session.Trial(phrase or label, label, heard, heard, gap, gap < 2, 0.2)


class TestResults:
    @pytest.fixture
    def said(self, lab, lights):
        """A session of the set with four trials, one of them misheard."""
        lab.take(lights)
        path = lab._place.sessions / "lights-1.jsonl"
        made = session.begin(path, lab.commands, repeats=1, seed=1)
        for one in (
            trial("on", "on"),
            trial("on", "off"),
            trial("off", "off"),
            trial("save", "save", gap=5.0),
        ):
            made.add(one)
        return made

    @pytest.fixture
    def page(self, qtbot, lab, said):
        lab._choose()
        predicted(qtbot, lab)
        qtbot.waitUntil(lambda: bool(lab.found.sessions), timeout=30_000)
        lab.pages.part("results").click()
        found = lab.results
        qtbot.waitUntil(lambda: found.table.rowCount() == 3, timeout=30_000)
        return found

    def test_figures_matrix_and_rows_are_those_of_the_trials(self, page):
        assert page.figures.parts["recall"][0].text() == "50.0%"
        assert page.figures.parts["latency"][0].text() == "200 ms"
        texts = {at: cell.text for at, cell in page.matrix.cells.items()}
        assert texts == {(0, 0): "1", (0, 1): "1", (1, 1): "1", (2, 3): "1"}
        rows = [
            [page.table.item(row, column).text() for column in range(9)]
            for row in range(3)
        ]
        recall = {row[0]: row[2] for row in rows}
        assert recall == {"on": "50%", "off": "100%", "save": "0%"}
        assert rows[0][0] == "save"  # the worst stands first
        (on,) = (row for row in rows if row[0] == "on")
        assert on[6:] == [f"{DEFAULT_TOLERANCE:.2f}", "–", "off"]
        missed = dict(page.missed.lines[1].points)
        assert missed[0.0] == 1.0
        assert missed[8.0] == 0.25

    def test_false_accepts_are_counted_on_other_speech(
        self, qtbot, lab, page, speech_wav, monkeypatch
    ):
        model = ScriptedModel()
        model.text = "lights on"
        page._place = replace(
            lab._place,
            find_negatives=lambda: [speech_wav],
            find_listener=lambda: Listener(model, ENGLISH, "scripted"),
        )
        assert page.accepts.lines == ()
        page.count_button.click()
        qtbot.waitUntil(lambda: bool(page.accepts.lines), timeout=30_000)
        assert page.negatives.seconds == pytest.approx(3.0, abs=0.1)
        n = len(page.negatives.utterances)
        assert n > 0
        accepts = dict(page.accepts.lines[0].points)
        assert accepts[8.0] == pytest.approx(n / page.negatives.hours)

    def test_the_best_thresholds_are_used_once_false_accepts_are_known(
        self, qtbot, lab, page, speech_wav
    ):
        assert not page.use_button.isEnabled()
        assert "Count false accepts" in page.advice.text()
        model = ScriptedModel()
        model.text = "something else"
        page._place = replace(
            lab._place,
            find_negatives=lambda: [speech_wav],
            find_listener=lambda: Listener(model, ENGLISH, "scripted"),
        )
        page.count_button.click()
        qtbot.waitUntil(page.use_button.isEnabled, timeout=30_000)
        assert "would be missed" in page.advice.text()
        best = page.best_thresholds
        assert set(best) == {"on", "off", "save"}
        page.use_button.click()
        in_use = {c.label: c.threshold for c in lab.commands.commands}
        assert in_use == best
        assert lab.bar.sets.currentText() == "Lights"
        kept = files.load(lab._place.user_sets / "lights.json")
        assert {c.label: c.threshold for c in kept.commands} == best

        def shown():
            rows = range(page.table.rowCount())
            return {
                page.table.item(row, 0).text(): page.table.item(row, 6).text()
                for row in rows
            }

        wanted = {label: f"{value:.2f}" for label, value in best.items()}
        qtbot.waitUntil(lambda: shown() == wanted, timeout=30_000)
        assert not page.use_button.isEnabled()
        assert len(lab.found.sessions) == 1  # the same can be said as before
        (notice,) = lab.notices.shown
        notice.button.click()
        assert all(c.threshold is None for c in lab.commands.commands)

    def test_results_of_a_set_that_changed_are_kept_and_it_says_so(
        self, qtbot, lab, page
    ):
        lines = (*lab.edit.draft.lines, CommandLine("open door"))
        lab.edit.change(replace(lab.edit.draft, lines=lines))
        qtbot.waitUntil(lambda: bool(lab.found.changed), timeout=30_000)
        assert lab.found.sessions == ()
        assert lab.test.session is None
        assert "4 results are kept" in lab.test.advice.text()
        words = "has changed since this session"
        qtbot.waitUntil(lambda: words in page.advice.text(), timeout=30_000)
        assert page.results.n == 4
        assert "set changed since" in page.chooser.currentText()
        assert not page.use_button.isEnabled()
        lab.edit.undo()
        qtbot.waitUntil(lambda: bool(lab.found.sessions), timeout=30_000)
        assert lab.test.session is not None

    @pytest.mark.parametrize("suffix", [".csv", ".json", ".html"])
    def test_a_report_is_written(self, page, told, tmp_path, suffix):
        path = tmp_path / f"report{suffix}"
        page.write(path)
        text = path.read_text(encoding="utf-8")
        assert "save" in text
        assert told[-1] == f"Exported as report{suffix}"
        if suffix == ".json":
            values = json.loads(text)
            assert len(values["trials"]) == 4
            assert values["collisions"]

    def test_a_report_that_cannot_be_written_is_a_sentence(self, page, told, tmp_path):
        page.write(tmp_path / "report.txt")
        assert told[-1] == "A report ends in .csv, .json or .html."

    def test_without_a_session_it_says_what_to_do(self, qtbot, lab):
        lab.pages.part("results").click()
        qtbot.waitUntil(lambda: lab.results.results is not None, timeout=30_000)
        assert lab.results.figures.parts["recall"][0].text() == "–"
        assert "begin a test" in lab.results.matrix.empty_text
        assert not lab.results.report_button.isEnabled()


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
