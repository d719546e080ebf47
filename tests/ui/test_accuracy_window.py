"""The accuracy page, the comparison of models, and the panel of corrections."""

import time
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from sounding import utterance

from dictation_app.document.document import Document
from dictation_app.speech.alphabet import ENGLISH
from dictation_app.speech.store import read_model
from dictation_app.training.comparing import Compared, compare_models
from dictation_app.training.metrics import Difference, Interval
from dictation_app.training.mishearing import Change
from dictation_app.training.summary import Change as HeardApart
from dictation_app.training.teaching import Lesson, Teaching
from dictation_app.transcript import Transcript
from dictation_app.ui import learning, theme
from dictation_app.ui.accuracy.ballot_view import BallotView
from dictation_app.ui.accuracy.compare_dialog import CompareDialog
from dictation_app.ui.accuracy.window import AccuracyWindow
from dictation_app.ui.chart import Bar, BarPlot, Line, LinePlot, ticks
from dictation_app.ui.collecting import ReadPage, collect, read_utterances
from dictation_app.ui.row_list import RowList
from dictation_app.ui.teach_panel import TeachPanel
from dictation_app.ui.word_diff import MarkedLabel, marked

MISHEARD = Change("too", "two", 1, 1, 1.0, 2.0, "mishearing", -0.5)


@pytest.fixture(autouse=True)
def _dressed(qapp):
    theme.apply(qapp, "light")


@pytest.fixture
def teaching(tmp_path, babble):
    """Four corrected sentences of two models, one with its sound."""
    made = Teaching(tmp_path / "teaching")
    for number in range(4):
        lesson = Lesson(
            f"/r{number}",
            0.0,
            1.0,
            "one too",
            "one two",
            (MISHEARD,),
            when=time.time() - number * 86_400,
            model="en" if number < 3 else "old",
            microphone="USB",
            confidences=(0.9, 0.4),
        )
        made.keep(lesson, babble(1.0) if number == 0 else None)
    return made


class TestPlots:
    @pytest.mark.parametrize(
        ("low", "high", "expected"),
        [
            (0, 3.1, [0, 1, 2, 3, 4]),
            (0, 100, [0, 25, 50, 75, 100]),
            (0, 0.18, [0, 0.05, 0.1, 0.15, 0.2]),
        ],
    )
    def test_ticks_are_round_and_cover_all(self, low, high, expected):
        assert ticks(low, high) == pytest.approx(expected)

    def test_a_bar_is_chosen_by_mouse_and_by_keys(self, qtbot):
        plot = BarPlot("Clips")
        qtbot.addWidget(plot)
        plot.resize(320, 160)
        plot.show()
        plot.show_bars([Bar("a", 1, key="first"), Bar("b", 2, 1, 3, key="second")])
        place = plot.place(1).center().toPoint()
        with qtbot.waitSignal(plot.clicked) as clicked:
            qtbot.mouseClick(plot, Qt.MouseButton.LeftButton, pos=place)
        assert clicked.args == ["second"]
        plot.setFocus()
        qtbot.keyClick(plot, Qt.Key.Key_Right)
        with qtbot.waitSignal(plot.clicked) as clicked:
            qtbot.keyClick(plot, Qt.Key.Key_Return)
        assert clicked.args == ["first"]

    def test_bars_without_a_key_cannot_be_chosen(self, qtbot):
        plot = BarPlot("Clips")
        qtbot.addWidget(plot)
        plot.show_bars([Bar("a", 1)])
        assert plot.focusPolicy() == Qt.FocusPolicy.NoFocus

    def test_any_curve_can_be_drawn(self, qtbot):
        plot = LinePlot("Loss")
        qtbot.addWidget(plot)
        many = [(float(x), 1 / (x + 1)) for x in range(5_000)]
        for points in ([], [(1.0, float("nan"))], [(0.0, 0.0)], many):
            plot.show_lines([Line("loss", points)], last=5_000, level=0.5)
            assert not plot.grab().isNull()
        plot.show_lines([], last=0.0)
        assert not plot.grab().isNull()

    def test_what_differs_is_marked_and_nothing_is_taken_for_markup(self):
        text = marked("one <b>", "one <i> two")
        assert text.startswith("one <span")
        assert "&lt;i&gt; two" in text
        assert marked("one", "") == "–"

    def test_marks_have_the_colour_of_the_theme(self, qtbot, qapp):
        label = MarkedLabel("one two", "one too")
        qtbot.addWidget(label)
        label.show()
        assert theme.colour("doubt").name() in label.text()
        theme.apply(qapp, "dark")
        assert theme.colour("doubt").name() in label.text()
        theme.apply(qapp, "light")
        assert theme.colour("doubt").name() in label.text()


class TestRowList:
    def test_rows_come_in_order_and_all_of_them(self, qtbot):
        from PySide6.QtWidgets import QLabel

        rows = RowList("Rows")
        qtbot.addWidget(rows)
        rows.show_rows([lambda n=n: QLabel(str(n)) for n in range(300)])
        qtbot.waitUntil(lambda: rows.is_whole)
        assert [row.text() for row in rows.rows] == [str(n) for n in range(300)]
        rows.show_rows([], "nothing")
        assert rows.rows == []


class TestAccuracyWindow:
    @pytest.fixture
    def window(self, qtbot, teaching):
        made = AccuracyWindow(teaching, lambda name: name.upper())
        qtbot.addWidget(made)
        yield made
        made.shut_down()

    def open(self, qtbot, window):
        window.open()
        qtbot.waitUntil(lambda: window.report is not None)
        qtbot.waitUntil(lambda: window.sentences.is_whole)

    def test_rates_and_sentences_are_shown(self, qtbot, window):
        self.open(qtbot, window)
        assert window.figures["wer"][0].text() == "50.0 %"
        assert len(window.plot.bars) == 4
        assert len(window.sentences.rows) == 4
        playable = [row.play_button.isEnabled() for row in window.sentences.rows]
        assert sorted(playable) == [False, False, False, True]

    def test_a_click_on_a_bar_shows_its_sentences(self, qtbot, window):
        self.open(qtbot, window)
        qtbot.mouseClick(window.parts.part("model"), Qt.MouseButton.LeftButton)
        assert [bar.label for bar in window.plot.bars] == ["EN", "OLD"]
        window.plot.clicked.emit(window.plot.bars[1].key)
        qtbot.waitUntil(lambda: len(window.sentences.rows) == 1)
        assert "OLD" in window.sentences_title.text()
        assert window.plot.marked is window.plot.bars[1].key
        window.plot.clicked.emit(window.plot.bars[1].key)
        assert window.sentences_title.text() == "Sentences, all, the worst first"
        assert window.plot.marked is None

    def test_characters_instead_of_words(self, qtbot, window):
        self.open(qtbot, window)
        qtbot.mouseClick(window.units.part("characters"), Qt.MouseButton.LeftButton)
        assert window.plot.bars[0].value == pytest.approx(1 / 7)

    def test_without_corrections_it_says_what_to_do(self, qtbot, tmp_path):
        window = AccuracyWindow(Teaching(tmp_path / "none"), str)
        qtbot.addWidget(window)
        window.open()
        qtbot.waitUntil(lambda: window.report is not None)
        assert window.stack.currentIndex() == 1
        window.shut_down()


class TestTeachPanel:
    @pytest.fixture
    def panel(self, qtbot, teaching):
        made = TeachPanel(teaching)
        qtbot.addWidget(made)
        made.open()
        qtbot.waitUntil(lambda: made.shown is not None)
        qtbot.waitUntil(lambda: all(part.is_whole for part in made.lists))
        yield made
        made.shut_down()

    def test_corrections_and_suggestions_are_shown(self, panel):
        corrections, words, _ = panel.lists
        assert len(corrections.rows) == 4
        assert len(words.rows) == 1
        assert panel.views.part("corrections").text() == "Corrections  4"
        assert "put right: 4" in panel.about.text()

    def test_a_word_is_accepted_and_then_known(self, qtbot, panel):
        from PySide6.QtWidgets import QPushButton

        button = panel.lists[1].rows[0].findChild(QPushButton)
        with qtbot.waitSignal(panel.word_accepted) as accepted:
            button.click()
        assert accepted.args == ["two"]
        panel.set_known(["two"])
        qtbot.waitUntil(lambda: panel.shown.words == ())

    def test_a_refused_correction_teaches_nothing(self, qtbot, panel, teaching):
        from PySide6.QtWidgets import QCheckBox

        assert panel.teach_button.isEnabled()
        for row in panel.lists[0].rows:
            row.findChild(QCheckBox).click()
        qtbot.waitUntil(lambda: not panel.teach_button.isEnabled())
        assert {lesson.state for lesson in teaching.lessons()} == {"refused"}

    def test_only_what_has_sound_is_taught(self, qtbot, panel):
        with qtbot.waitSignal(panel.teach_requested) as wanted:
            panel.teach_button.click()
        assert [lesson.recording for lesson in wanted.args[0]] == ["/r0"]

    def test_while_it_learns_the_button_shows_how_it_goes(self, qtbot, panel):
        panel.set_busy(True)
        with qtbot.waitSignal(panel.watch_requested):
            panel.teach_button.click()

    def test_nothing_taught_yet_is_said(self, qtbot, tmp_path):
        panel = TeachPanel(Teaching(tmp_path / "none"))
        qtbot.addWidget(panel)
        panel.open()
        qtbot.waitUntil(lambda: panel.shown is not None)
        assert not panel.teach_button.isEnabled()
        assert "no corrected sentence" in panel.amount.text()
        panel.shut_down()


class TestCollecting:
    @pytest.fixture
    def page(self, tmp_path, write_audio):
        heard = [
            utterance("one too", 0.0),
            utterance("three", 5.0),
            utterance("for me", 9),
        ]
        document = Document.from_transcript(Transcript(tuple(heard), 12.0))
        audio = write_audio(tmp_path / "talk.wav", 12.0)

        def make(**more):
            values = {
                "document": document,
                "recording": str(audio),
                "audio": audio,
                "is_file": True,
                "model": "en",
                "microphone": "USB",
            }
            return ReadPage(**values | more)

        return make

    def correct(self, document, old, new):
        at = document.text.lower().index(old)
        document.replace(at, at + len(old), new)

    def kept(self, tmp_path, page):
        list(collect(page, tmp_path / "teaching", ENGLISH))
        return Teaching(tmp_path / "teaching").lessons()

    def test_a_page_that_nobody_touched_teaches_nothing(self, tmp_path, page):
        assert read_utterances(page()) == []
        assert self.kept(tmp_path, page()) == []

    def test_from_the_first_change_to_the_last_all_was_read(self, tmp_path, page):
        found = page()
        self.correct(found.document, "too", "two")
        self.correct(found.document, "for", "four")
        lessons = self.kept(tmp_path, found)
        assert [lesson.heard for lesson in lessons] == ["one too", "three", "for me"]
        assert lessons[0].changes[0].after.strip(".") == "two"
        assert lessons[1].changes == ()
        assert (lessons[0].source, lessons[0].microphone) == ("file", "")
        assert len(lessons[0].confidences) == 2
        assert all(Teaching(tmp_path / "teaching").has_sound(x) for x in lessons)

    def test_looking_again_keeps_nothing_twice(self, tmp_path, page):
        found = page()
        self.correct(found.document, "too", "two")
        self.kept(tmp_path, found)
        size = (tmp_path / "teaching" / "corrections.jsonl").stat().st_size
        self.kept(tmp_path, found)
        assert (tmp_path / "teaching" / "corrections.jsonl").stat().st_size == size

    def test_sound_that_is_gone_is_no_trouble(self, tmp_path, page):
        found = page(audio=tmp_path / "gone.wav", is_file=False)
        self.correct(found.document, "too", "two")
        (lesson,) = self.kept(tmp_path, found)
        assert (lesson.source, lesson.microphone) == ("dictation", "USB")
        assert not Teaching(tmp_path / "teaching").has_sound(lesson)


class TestComparing:
    @pytest.fixture(autouse=True)
    def _in_this_process(self, monkeypatch):
        def compare(first, second, source):
            sound = learning.sound_to_compare(first, second, source)
            return (yield from compare_models(first, second, sound))

        monkeypatch.setattr(learning, "compare", compare)

    def test_a_vote_tells_whose_is_whose_only_at_the_end(self, qtbot):
        from dictation_app.training.comparing import Ballot

        view = BallotView()
        qtbot.addWidget(view)
        view.show()
        drawn = [
            Ballot("c0", "one too", "one two", first_is_one=True),
            Ballot("c1", "tree", "three", first_is_one=False),
        ]
        view.begin(drawn, "Old", "New")
        assert "Old" not in view.count.text() + view.texts[0].text()
        view.choices[2].click()
        view.choices[1].click()
        assert not view.is_open
        assert "Old: 0 votes. New: 2 votes." in view.count.text()

    def test_with_one_model_there_is_nothing_to_compare(
        self, qtbot, tmp_path, tiny_model
    ):
        dialog = CompareDialog(lambda: [read_model(tiny_model)], Teaching(tmp_path))
        qtbot.addWidget(dialog)
        dialog.open()
        assert not dialog.start_button.isEnabled()
        assert "only one model" in dialog.verdict.text()
        dialog.shut_down()

    def test_two_models_are_compared_on_a_data_set(
        self, qtbot, tmp_path, tiny_model, write_audio
    ):
        import shutil

        other = tmp_path / "models" / "other"
        shutil.copytree(tiny_model, other)
        folder = tmp_path / "set"
        for i in range(2):
            write_audio(folder / f"{i}.wav", 1.0, seed=i)
            (folder / f"{i}.txt").write_text("one two", encoding="utf-8")
        dialog = CompareDialog(
            lambda: [read_model(tiny_model), read_model(other)],
            Teaching(tmp_path / "none"),
        )
        qtbot.addWidget(dialog)
        dialog.open()
        dialog.take(folder)
        assert not dialog.own_button.isHidden()
        dialog.start_button.click()
        qtbot.waitUntil(lambda: not dialog.verdict.isHidden(), timeout=30_000)
        assert "Difference +0.0 points" in dialog.verdict.text()
        assert dialog.detail.text() == "0 of 2 sentences are heard differently."
        dialog.shut_down()

    def test_the_keys_of_the_vote_work_at_once(self, qtbot, tmp_path, tiny_model):
        dialog = CompareDialog(
            lambda: [read_model(tiny_model)] * 2, Teaching(tmp_path / "none")
        )
        qtbot.addWidget(dialog)
        dialog.open()
        dialog.first.setFocus()  # as it has when the dialog opens; it takes digits
        rate = SimpleNamespace(n_clips=1, wer=0.5)
        nothing = Difference(0.0, Interval(0.0, 0.0), 1.0)
        comparison = SimpleNamespace(
            first=SimpleNamespace(model="Old", overall=rate),
            second=SimpleNamespace(model="New", overall=rate),
            wer=nothing,
            changes=(HeardApart("c0", "one two", "one too", "one two", 1),),
        )
        dialog._show(Compared(comparison, {}, has_texts=True))
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_1)
        qtbot.waitUntil(lambda: not dialog.vote.is_open)
        dialog.shut_down()

    def test_without_sound_it_is_told_in_a_sentence(self, qtbot, tmp_path, tiny_model):
        import shutil

        other = tmp_path / "models" / "other"
        shutil.copytree(tiny_model, other)
        dialog = CompareDialog(
            lambda: [read_model(tiny_model), read_model(other)],
            Teaching(tmp_path / "none"),
        )
        qtbot.addWidget(dialog)
        dialog.open()
        dialog.start_button.click()
        qtbot.waitUntil(lambda: not dialog.verdict.isHidden(), timeout=30_000)
        assert "no corrected sentence with its sound" in dialog.verdict.text()
        dialog.shut_down()
