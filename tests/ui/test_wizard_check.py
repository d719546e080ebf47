"""The wizard's check of the recordings: what it finds, and hearing it."""

import errno
from functools import partial

import pytest
from PySide6.QtWidgets import QApplication

from dictation_app.speech.store import read_model
from dictation_app.training.findings import AuditProgress
from dictation_app.training.gathering import Gathered
from dictation_app.ui import theme
from dictation_app.ui.wizard import check_page
from dictation_app.ui.wizard.check_page import CheckPage
from dictation_app.ui.wizard.workplace import Draft, Workplace
from tests.ui.wizard_parts import Silence, write_set


@pytest.fixture(autouse=True)
def _dressed(qapp):
    theme.apply(qapp, "light")


@pytest.fixture
def place(tmp_path, tiny_model):
    return Workplace(
        runs=tmp_path / "runs",
        recordings=tmp_path / "recordings",
        prompts=tmp_path / "prompts.txt",
        user_models=tmp_path / "mine",
        find_models=lambda: [read_model(tiny_model)],
        open_microphone=None,
        use_model=lambda name: None,
    )


@pytest.fixture
def data_set(tmp_path, write_audio):
    return partial(write_set, tmp_path, write_audio)


class TestCheck:
    @pytest.fixture
    def look(self, qtbot, place, tiny_model):
        pages = []

        def make(source):
            draft = Draft(parent=read_model(tiny_model), sources=[source])
            page = CheckPage(draft, place, Silence())
            qtbot.addWidget(page)
            pages.append(page)
            page.initializePage()
            qtbot.waitUntil(lambda: not page._work.is_running, timeout=20_000)
            QApplication.processEvents()
            return page, draft

        yield make
        for page in pages:
            page.end()

    def test_problems_have_a_remedy_and_a_click_plays_the_clip(self, look, data_set):
        page, draft = look(data_set(texts={0: "", 1: "日本"}))
        assert isinstance(draft.gathered, Gathered)
        assert page.isComplete()
        rows = page.table.problems
        kinds = [rows.index(i, 0).data() for i in range(rows.rowCount())]
        assert {"No text", "Foreign letters"} <= set(kinds)
        assert all(rows.index(i, 2).data() for i in range(rows.rowCount()))
        page.table.clicked.emit(rows.index(0, 0))
        assert page._player.played == [rows.problems[0].clip]
        assert sum(bar.value for bar in page.lengths.bars) == 6
        assert "2 clips are left out, 4 are used" in page.count.text()

    def test_nothing_wrong_is_said_too(self, look, data_set):
        page, _ = look(data_set())
        assert page.below.currentWidget() is page.fine

    @pytest.mark.parametrize(
        ("n", "texts", "words"),
        [(1, {}, "not enough"), (2, {0: "", 1: ""}, "None of these")],
    )
    def test_too_few_clips_stop_here(self, look, data_set, n, texts, words):
        page, _ = look(data_set(n, texts))
        assert not page.isComplete()
        assert words in page.problem.text()

    def test_a_data_set_that_is_gone_is_told(self, look, tmp_path):
        page, _ = look(tmp_path / "gone.jsonl")
        assert "no data set gone.jsonl" in page.problem.text()
        assert not page.isComplete()

    def test_a_full_disk_is_told_in_a_sentence(self, look, data_set, monkeypatch):
        def gather(*_):
            yield AuditProgress(1, 6, 0)
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(check_page, "gather", gather)
        page, _ = look(data_set())
        assert "No space left on device" in page.problem.text()
        assert "free some space" in page.problem.text()
        assert not page.isComplete()

    def test_the_table_is_a_proper_model(self, look, data_set, qtmodeltester):
        page, _ = look(data_set(texts={0: ""}))
        qtmodeltester.check(page.table.problems, force_py=True)
