"""Rules and terms: what is written at once, and what wrong ones say."""

import itertools
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from dictation_app.settings import Settings, Terms, Writing, WritingRule
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.settings_dialog.terms_editor import TermsModel
from dictation_app.ui.settings_dialog.text_page import TextPage, written

SMITH = WritingRule("doctor smith", "Dr Smith")
SEND = WritingRule(r"send (\w+)", r"post \1", is_regex=True)


@pytest.fixture
def preferences():
    return Preferences(Settings(writing=Writing(rules=(SMITH,))))


@pytest.fixture
def chosen():
    return []


@pytest.fixture
def page(qtbot, preferences, chosen):
    page = TextPage(preferences, ask=lambda _: chosen.pop() if chosen else None)
    qtbot.addWidget(page)
    page.resize(760, 900)
    page.show()
    return page


def rules(preferences):
    return preferences.settings.writing.rules


def test_the_preview_is_what_dictation_writes(page):
    assert page.preview.written.text() == "Send the report to Dr Smith on may third"
    page.dates.control.click()
    assert page.preview.written.text() == "Send the report to Dr Smith on May 3"
    page.capitals.control.click()
    assert page.preview.written.text().startswith("send the report")
    page.preview.heard.setText("new paragraph")
    assert page.preview.written.text() == "⏎\n⏎\n"
    page.preview.heard.setText("  ")
    assert page.preview.written.text() == "–"


def test_a_preview_is_the_same_as_a_dictation_from_the_start():
    settings = Settings(writing=Writing(inline_punctuation=True, numbers=True))
    said = "yes comma twenty five percent"
    assert written(said, settings) == "Yes, 25%"


def test_a_rule_is_tried_while_it_is_written_and_kept_when_it_is_done(
    page, qtbot, preferences
):
    page.rules.add_button.click()
    line = page.rules.lines[-1]
    qtbot.keyClicks(line.pattern, "on may third")
    qtbot.keyClicks(line.replacement, "now\\nThanks")
    assert page.preview.written.text() == ("Send the report to Dr Smith now⏎\nThanks")
    assert rules(preferences) == (SMITH,)
    qtbot.keyClick(line.replacement, Qt.Key.Key_Return)
    assert rules(preferences) == (SMITH, WritingRule("on may third", "now\\nThanks"))


def test_what_is_being_written_is_kept_when_the_page_is_left(page, qtbot, preferences):
    page.rules.add_button.click()
    qtbot.keyClicks(page.rules.lines[-1].pattern, "report")
    page.left()
    assert rules(preferences) == (SMITH, WritingRule("report", ""))


def test_a_wrong_expression_is_told_in_one_sentence_and_left_out(
    page, qtbot, preferences
):
    page.rules.add_button.click()
    line = page.rules.lines[-1]
    qtbot.keyClicks(line.pattern, "(send")
    assert line.problem.isHidden()
    line.regex.click()
    told = line.problem.text()
    assert told.startswith("“(send” is not a regular expression (")
    assert told.count(". ") == 0
    assert page.preview.written.text() == "Send the report to Dr Smith on may third"
    assert rules(preferences)[-1].pattern == "(send"  # nothing typed is lost
    line.pattern.setText("")
    qtbot.keyClicks(line.pattern, r"send (\w+)")
    qtbot.keyClicks(line.replacement, r"post \2")
    assert "cannot be written" in line.problem.text()
    line.replacement.setText("")
    qtbot.keyClicks(line.replacement, r"post \1")
    assert line.problem.isHidden()
    assert page.preview.written.text().startswith("Post the report")


def test_rules_change_their_order_are_switched_off_and_removed(page, preferences):
    preferences.change(
        replace(preferences.settings, writing=Writing(rules=(SMITH, SEND)))
    )
    assert [line.rule() for line in page.rules.lines] == [SMITH, SEND]
    page.rules.lines[1].up_button.click()
    assert rules(preferences) == (SEND, SMITH)
    page.rules.lines[0].enabled.click()
    assert rules(preferences) == (replace(SEND, enabled=False), SMITH)
    page.rules.lines[1].case.click()
    assert rules(preferences)[1] == replace(SMITH, match_case=True)
    page.rules.lines[0].remove_button.click()
    assert rules(preferences) == (replace(SMITH, match_case=True),)


def test_a_reset_takes_rules_and_terms_away_and_brings_them_back(page, preferences):
    page.terms.entry.setText("Okafor")
    page.terms.add_button.click()
    page.reset_button.click()
    assert rules(preferences) == ()
    assert page.rules.lines == []
    assert preferences.settings.vocabulary == Terms()
    page.reset_button.click()
    assert rules(preferences) == (SMITH,)
    assert preferences.settings.vocabulary.terms == ("Okafor",)


# Terms


def terms(preferences):
    return preferences.settings.vocabulary.terms


def test_terms_are_added_once_each(page, qtbot, preferences):
    editor = page.terms
    qtbot.keyClicks(editor.entry, "Okafor")
    qtbot.keyClick(editor.entry, Qt.Key.Key_Return)
    assert editor.entry.text() == ""
    qtbot.keyClicks(editor.entry, "  okafor ")
    editor.add_button.click()
    assert terms(preferences) == ("Okafor",)
    assert editor.message.text() == "Terms: 1"


def test_a_list_of_terms_is_imported(page, preferences, chosen, tmp_path):
    path = tmp_path / "ä names.txt"
    path.write_text("# mine\nOkafor\nSaint-Malo\n\n", encoding="utf-8")
    chosen.append(path)
    page.terms.import_button.click()
    assert terms(preferences) == ("Okafor", "Saint-Malo")
    assert page.terms.message.text() == "New terms from ä names.txt: 2"


def test_a_file_that_is_no_list_is_told_in_one_sentence(
    page, preferences, chosen, tmp_path
):
    path = tmp_path / "noise.txt"
    path.write_bytes(b"RIFF\0\0\0\0" * 50)
    chosen.append(path)
    page.terms.import_button.click()
    assert page.terms.message.text() == (
        "noise.txt is not a list of terms: write one word or name on each line."
    )
    chosen.append(tmp_path / "gone.txt")
    page.terms.import_button.click()
    assert "Cannot read" in page.terms.message.text()
    assert terms(preferences) == ()
    page.terms.import_button.click()  # the question was not answered
    assert terms(preferences) == ()


def test_terms_are_corrected_ordered_and_removed(page, qtbot, preferences):
    vocabulary = Terms(("one", "two", "three"))
    preferences.change(replace(preferences.settings, vocabulary=vocabulary))
    editor = page.terms
    editor.model.setData(editor.model.index(1), "TWO")
    assert terms(preferences) == ("one", "TWO", "three")
    selection = editor.list.selectionModel()
    only = selection.SelectionFlag.ClearAndSelect
    selection.setCurrentIndex(editor.model.index(2), only)
    editor.up_button.click()
    assert terms(preferences) == ("one", "three", "TWO")
    assert editor.list.currentIndex().row() == 1
    qtbot.keyClick(editor.list, Qt.Key.Key_Delete)
    assert terms(preferences) == ("one", "TWO")
    editor.model.setData(editor.model.index(0), "")
    assert terms(preferences) == ("TWO",)


def test_a_term_that_cannot_be_heard_says_so(page, preferences):
    vocabulary = Terms(("Okafor", "日本"))
    preferences.change(replace(preferences.settings, vocabulary=vocabulary))
    model = page.terms.model
    tip = model.data(model.index(1), Qt.ItemDataRole.ToolTipRole)
    assert tip == "It has signs that the model does not know."
    assert model.data(model.index(0), Qt.ItemDataRole.ToolTipRole) is None
    assert page.terms.message.text().endswith("cannot be listened for: 1")


def test_terms_beyond_the_thousandth_are_marked(qtmodeltester):
    terms = map("".join, itertools.product("abcdefghijk", repeat=3))
    model = TermsModel(list(terms)[:1001])
    assert not model.why_not(999)
    assert model.why_not(1000) == "Only the first 1000 are listened for."
    qtmodeltester.check(model)


def test_the_boost_has_words(page, preferences):
    boost = page.terms.boost
    boost.slider.setValue(4)
    assert preferences.settings.vocabulary.boost == 2.0
    assert boost.words.text() == "a little"
    boost.slider.setValue(20)
    assert boost.words.text() == "too often, perhaps"
