"""What the lab makes of the answers."""

import json
from dataclasses import replace

import pytest

from dictation_app.lab import files, session
from dictation_app.speech.alphabet import ENGLISH
from dictation_app.speech.phrases import DEFAULT_TOLERANCE
from dictation_app.ui.lab.draft import CommandLine
from dictation_app.ui.lab.place import Listener
from tests.ui.lab_parts import ScriptedModel, predicted


def trial(label, heard, gap=0.1, phrase=""):
    return session.Trial(phrase or label, label, heard, heard, gap, gap < 2, 0.2)


def hear_negatives(page, lab, path, text):
    """Let the page's other speech be a recording in which a text is heard."""
    model = ScriptedModel()
    model.text = text
    page._place = replace(
        lab._place,
        find_negatives=lambda: [path],
        find_listener=lambda: Listener(model, ENGLISH, "scripted"),
    )


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
        hear_negatives(page, lab, speech_wav, "lights on")
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
        hear_negatives(page, lab, speech_wav, "something else")
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
