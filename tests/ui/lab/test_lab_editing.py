"""Writing a set of commands in the lab: tables, sentences beside rows, the disk."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QLineEdit

from dictation_app.errors import CommandSetError
from dictation_app.lab import files
from dictation_app.lab.actions import ActionKind, CommandAction
from dictation_app.lab.command_set import MOST_PHRASES, CommandSet, VoiceCommand
from dictation_app.speech.alphabet import ENGLISH
from dictation_app.ui.lab.action_dialog import ActionDialog
from dictation_app.ui.lab.draft import (
    CommandLine,
    Draft,
    ListLine,
    draft_of,
    find_problems,
    finished,
    from_json,
    to_json,
)
from dictation_app.ui.lab.edit_page import EditPage
from dictation_app.ui.lab.sets import Sets
from dictation_app.ui.lab.window import LabWindow
from tests.ui.lab_parts import make_place

TOUCH = CommandAction(ActionKind.RUN, "true")


def draft(*said, lists=()):
    lines = (CommandLine(*((s,) if isinstance(s, str) else s)) for s in said)
    return Draft("Lights", tuple(lines), tuple(lists))


class TestDraft:
    def test_a_set_comes_back_as_it_was(self):
        commands = CommandSet(
            "Home",
            (
                VoiceCommand("on", ("lights on", "switch on"), TOUCH, 1.5),
                VoiceCommand("lamp in {room}", ("lamp in {room}",)),
            ),
            {"room": ("kitchen", "hall")},
        )
        assert finished(draft_of(commands)) == commands

    def test_a_label_that_was_not_written_is_the_first_phrase(self):
        (command,) = finished(draft(" lights  on , switch on,")).commands
        assert command.label == "lights on"
        assert command.phrases == ("lights on", "switch on")

    @pytest.mark.parametrize(
        ("lines", "sentence"),
        [
            ([("", "on")], "Write what is said."),
            ([(" , ,", "on")], "Write what is said."),
            (["lights on", "Lights-on"], "is said for “lights on” too"),
            (["lights on", "lights on"], "stands there twice"),
            (["lights on, lights on"], "twice"),
            ([("one", "a"), ("two", "a")], "Another command is called “a”"),
            (["channel 5"], "does not know (5)"),
            (["включи"], "does not know"),
            (["!?"], "no letter"),
            (["volume {number:0-9"], "one brace"),
            (["volume {number:9-0}"], "must rise"),
            (["volume {number:0-1000}"], "must rise"),
            (["lamp in {room}"], "no list of that name"),
        ],
    )
    def test_what_cannot_be_used_gets_a_sentence_beside_its_line(self, lines, sentence):
        found = find_problems(draft("save note", *lines), ENGLISH)
        assert found.n == 1
        assert sentence in found.lines[-1]
        assert not any(found.lines[:-1])

    @pytest.mark.parametrize(
        ("lists", "sentence"),
        [
            ([ListLine("", "hall")], "Give the list the name"),
            ([ListLine("room", " , ")], "Write what can be said there"),
            ([ListLine("room", "hall"), ListLine("room", "bath")], "another list"),
            ([ListLine("room", "hall, 2")], "does not know (2)"),
        ],
    )
    def test_lists_have_sentences_too(self, lists, sentence):
        found = find_problems(draft("save note", lists=lists), ENGLISH)
        assert sentence in found.lists[-1]

    def test_more_phrases_than_can_be_compared_is_one_sentence(self):
        names = ("go to", "come from", "call", "play", "skip", "open")
        lines = [f"{name} {{number:0-999}}" for name in names]
        assert len(names) * 1_000 > MOST_PHRASES
        found = find_problems(draft(*lines), ENGLISH)
        assert found.whole == (
            "More than 5,000 phrases, slots filled in: narrow a slot or split the set."
        )
        assert not any(found.lines)

    def test_blank_lines_are_no_problem_and_no_commands(self):
        written = draft("", "lights on", lists=[ListLine()])
        assert find_problems(written, ENGLISH).n == 0
        assert len(finished(written).commands) == 1

    def test_what_is_wrong_is_kept_too(self):
        written = Draft("x", (CommandLine("5,,", "a", TOUCH, 2.5),), (ListLine("r"),))
        assert from_json(to_json(written)) == written
        for text in ("", "[]", '{"name": "x", "lines": [1], "lists": []}'):
            with pytest.raises(CommandSetError, match="damaged"):
                from_json(text)


class TestSets:
    @pytest.fixture
    def sets(self, tmp_path):
        return Sets(tmp_path / "bundled", tmp_path / "own")

    def test_what_is_not_right_waits_beside_what_is_in_use(self, sets):
        sets.keep("lights", draft("lights on"), is_right=True)
        sets.keep("lights", draft("lights on", "5"), is_right=False)
        assert len(sets.load("lights").commands) == 1
        assert sets.draft("lights").lines[1].said == "5"
        sets.keep("lights", draft("lights on", "five"), is_right=True)
        assert len(sets.load("lights").commands) == 2
        assert sets.draft("lights") == draft("lights on", "five")

    def test_a_set_that_was_never_right_is_listed(self, sets):
        sets.keep("new", draft("5"), is_right=False)
        assert sets.titles() == {"new": "Lights"}
        assert sets.is_own("new")
        sets.remove("new")
        assert sets.titles() == {}

    def test_an_action_is_allowed_here_only_once_it_was_confirmed(self, sets, tmp_path):
        line = CommandLine("lights on", "", TOUCH)
        sets.keep("a", Draft("A", (line,)), is_right=True)
        assert not sets.load("a").commands[0].action.allowed
        line = CommandLine("lights on", "", TOUCH.confirmed())
        sets.keep("a", Draft("A", (line,)), is_right=True)
        assert sets.load("a").commands[0].action.allowed
        assert sets.draft("a").lines[0].action.allowed
        files.save(sets.load("a"), tmp_path / "b.json")
        name = sets.take(tmp_path / "b.json")
        assert not sets.load(name).commands[0].action.allowed

    def test_another_value_must_be_confirmed_again(self, sets, tmp_path):
        line = CommandLine("lights on", "", TOUCH.confirmed())
        sets.keep("a", Draft("A", (line,)), is_right=True)
        path = tmp_path / "own" / "a.json"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('"true"', '"false"'), encoding="utf-8")
        assert not sets.load("a").commands[0].action.allowed


@pytest.fixture
def page(qtbot):
    made = EditPage(lambda: ENGLISH)
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    made.show_draft(draft("lights on", "lights off"))
    return made


def editor_of(table):
    """The field in which is written now."""
    (editor,) = (e for e in table.findChildren(QLineEdit) if e.isVisible())
    return editor


def end(qtbot, table):
    """Press Enter and wait until the text has gone where it belongs."""
    qtbot.keyClick(editor_of(table), Qt.Key.Key_Return)
    is_writing = QAbstractItemView.State.EditingState
    qtbot.waitUntil(lambda: table.state() != is_writing)


def write(qtbot, table, row, column, text):
    """Write into a cell as a user does, by keys."""
    table.choose(row, column)
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor_of(table).selectAll()
    qtbot.keyClicks(editor_of(table), text)
    end(qtbot, table)


class TestTables:
    def test_keys_write_a_command_and_its_label(self, qtbot, page):
        page.add_button.click()
        qtbot.keyClicks(editor_of(page.table), "save note, keep it")
        qtbot.keyClick(editor_of(page.table), Qt.Key.Key_Tab)
        assert page.draft.lines[2].phrases == ("save note", "keep it")
        qtbot.keyClicks(editor_of(page.table), "save")
        end(qtbot, page.table)
        assert page.draft.lines[2].label == "save"
        assert page.commands.rowCount() == 4  # the last one is empty, for the next

    def test_the_sentence_stands_beside_the_row_and_goes(self, qtbot, page):
        model = page.commands
        write(qtbot, page.table, 1, 0, "number 5")
        beside = model.index(1, model.PROBLEM)
        assert "does not know (5)" in beside.data()
        assert page.table.rowHeight(1) > page.table.rowHeight(0)
        assert "put right" in page.state.text()
        assert not page.table.isColumnHidden(model.PROBLEM)
        write(qtbot, page.table, 1, 0, "number five")
        assert beside.data() == ""
        assert page.table.isColumnHidden(model.PROBLEM)
        assert "saved" in page.state.text()

    def test_delete_takes_a_line_away_and_undo_brings_it_back(self, qtbot, page):
        before = page.draft
        page.table.choose(0)
        with qtbot.waitSignal(page.undo_offered) as told:
            qtbot.keyClick(page.table, Qt.Key.Key_Delete)
        assert told.args == ["“lights on” was removed."]
        assert [line.said for line in page.draft.lines] == ["lights off"]
        page.undo()
        assert page.draft == before
        page.redo()
        assert len(page.draft.lines) == 1

    def test_lists_for_slots_are_written_too(self, qtbot, page):
        write(qtbot, page.table, 2, 0, "lamp in {room}")
        assert page.problems.n == 1
        write(qtbot, page.list_table, 0, 0, "room")
        assert "with commas" in page.list_problem.text()
        write(qtbot, page.list_table, 0, 1, "kitchen, hall")
        assert page.problems.n == 0
        assert len(finished(page.draft).sayings) == 4
        page.list_table.choose(0)
        qtbot.keyClick(page.list_table, Qt.Key.Key_Delete)
        assert page.draft.lists == ()

    def test_a_set_without_a_name_keeps_its_old_one(self, qtbot, page):
        page.name.clear()
        page.name.editingFinished.emit()
        assert page.name.text() == "Lights"
        page.name.setText("Lamps")
        page.name.editingFinished.emit()
        assert page.draft.name == "Lamps"

    def test_enter_on_what_follows_asks_and_takes_the_answer(self, qtbot, page):
        asked = []

        def ask(command, action, parent):
            asked.append((command, action))
            return TOUCH.confirmed()

        page.ask = ask
        page.table.choose(1, page.commands.THEN)
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
        assert asked == [("lights off", None)]
        assert page.draft.lines[1].action == TOUCH.confirmed()
        assert page.commands.index(1, page.commands.THEN).data() == "runs true"

    def test_what_was_not_confirmed_says_so(self, page):
        page.show_draft(Draft("x", (CommandLine("lights on", "", TOUCH),)))
        told = page.commands.index(0, page.commands.THEN).data()
        assert told == "not allowed yet: runs true"


class TestActionDialog:
    @pytest.fixture
    def dialog(self, qtbot):
        made = ActionDialog("lights on", None)
        qtbot.addWidget(made)
        return made

    @pytest.mark.parametrize(
        ("kind", "value"),
        [
            (ActionKind.TYPE, "hello {number}"),
            (ActionKind.RUN, "mpc toggle"),
            (ActionKind.HTTP, "http://localhost:1/on"),
        ],
    )
    def test_it_asks_in_so_many_words_and_only_then_allows(self, dialog, kind, value):
        dialog.kinds.part(kind).click()
        assert not dialog.allow_button.isEnabled()
        dialog.words.setText(value)
        assert value in dialog.question.text()
        assert dialog.action is None
        dialog.allow_button.click()
        assert dialog.action == CommandAction(kind, value).confirmed()

    def test_keys_are_pressed_to_be_chosen(self, dialog):
        dialog.kinds.part(ActionKind.KEYS).click()
        dialog.keys.setKeySequence(QKeySequence("Ctrl+Shift+S"))
        assert "Ctrl+Shift+S" in dialog.question.text()
        dialog.allow_button.click()
        assert dialog.action.value == "Ctrl+Shift+S"

    def test_other_computers_are_refused_in_a_sentence(self, dialog):
        dialog.kinds.part(ActionKind.HTTP).click()
        dialog.words.setText("http://example.com/")
        assert "not on this computer" in dialog.about.text()
        assert not dialog.allow_button.isEnabled()

    def test_leaving_it_changes_nothing_and_nothing_is_a_choice(self, qtbot):
        dialog = ActionDialog("lights on", TOUCH)
        qtbot.addWidget(dialog)
        assert dialog.kind is ActionKind.RUN
        assert dialog.words.text() == "true"
        dialog.reject()
        assert dialog.action == TOUCH
        dialog.kinds.part("nothing").click()
        dialog.allow_button.click()
        assert dialog.action is None


class TestWindow:
    def test_a_new_set_is_written_and_in_use_at_once(self, qtbot, lab, tmp_path):
        lab.bar.new_button.click()
        assert lab.commands is None
        qtbot.keyClicks(editor_of(lab.edit.table), "lights on")
        end(qtbot, lab.edit.table)
        assert [c.label for c in lab.commands.commands] == ["lights on"]
        kept = json.loads((tmp_path / "sets" / "my-commands.json").read_text("utf-8"))
        assert kept["commands"][0]["phrases"] == ["lights on"]
        assert lab.bar.sets.currentText() == "My commands"
        lab.bar.new_button.click()
        assert lab.bar.sets.currentText() == "My commands 2"

    def test_enter_in_a_table_presses_no_button(self, qtbot, lab):
        n = lab.bar.sets.count()
        lab.edit.table.choose(0, lab.edit.commands.PROBLEM)
        qtbot.keyClick(lab.edit.table, Qt.Key.Key_Return)
        assert lab.bar.sets.count() == n

    def test_a_set_of_the_program_stays_and_a_copy_is_changed(self, lab, tmp_path):
        assert lab.edit.draft.name == "Digits"
        lab.edit.set_thresholds({"0": 1.25})
        assert lab.edit.draft.name == "Digits, yours"
        assert lab.commands.command("0").threshold == 1.25
        assert lab.name == "digits--yours"
        titles = [lab.bar.sets.itemText(i) for i in range(lab.bar.sets.count())]
        assert {"Digits", "Digits, yours"} <= set(titles)

    def test_what_is_not_right_is_not_used_and_not_lost(self, qtbot, lab, tmp_path):
        lab.bar.new_button.click()
        lab.edit.change(draft("lights on"))
        lab.edit.change(draft("lights on", "5"))
        assert [c.label for c in lab.commands.commands] == ["lights on"]
        later = LabWindow(make_place(tmp_path))
        qtbot.addWidget(later)
        later.open()
        later.bar.sets.setCurrentIndex(later.bar.sets.findText("Lights"))
        later.bar.sets.activated.emit(later.bar.sets.currentIndex())
        assert later.edit.draft == draft("lights on", "5")
        assert [c.label for c in later.commands.commands] == ["lights on"]
        later.shut_down()

    def test_a_deleted_set_can_be_brought_back(self, lab):
        lab.bar.new_button.click()
        lab.edit.change(draft("lights on"))
        lab.delete()
        assert lab.bar.sets.findText("Lights") < 0
        (notice,) = lab.notices.shown
        notice.button.click()
        assert lab.bar.sets.currentText() == "Lights"
        assert lab.edit.draft == draft("lights on")

    def test_what_can_be_brought_back_is_the_last_step_only(self, lab):
        lab.bar.new_button.click()
        lab.edit.change(draft("lights on", "lights off"))
        lab.edit.table.choose(0)
        lab.edit.remove()
        assert len(lab.notices.shown) == 1
        lab.edit.change(draft("lamp"))
        assert lab.notices.shown == []

    def test_a_copy_is_another_set(self, lab):
        lab.duplicate()
        assert lab.edit.draft.name == "Digits, a copy"
        assert len(lab.commands.commands) == 10

    def test_safer_words_keep_what_they_stand_for(self, qtbot, lab):
        lab.bar.new_button.click()
        lab.edit.change(draft(("go, start", "run"), "no"))
        lab.phrases.reworded.emit("no", "cancel")
        wanted = CommandLine("cancel", "no")
        qtbot.waitUntil(lambda: lab.edit.draft.lines[1] == wanted)
        assert lab.commands.sayings[2].phrase == "cancel"
