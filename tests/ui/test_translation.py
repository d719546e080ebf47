"""The German window: what the program loads is what the translators wrote."""

import ast
import errno
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtGui import QAction

import dictation_app
from dictation_app import paths
from dictation_app.document import disk
from dictation_app.document.commands import COMMANDS
from dictation_app.document.exporters import FORMATS
from dictation_app.errors import AudioError, DictationError, ManifestError
from dictation_app.settings import Settings
from dictation_app.speech.soundcheck import Finding
from dictation_app.ui import (
    actions,
    borrowed_sentences,
    borrowed_words,
    menus,
    translation,
    verdicts,
)
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.settings_dialog.dictation_page import command_help
from dictation_app.ui.settings_dialog.general_page import GeneralPage

FOLDER = paths.bundled("resources") / "translations"


def messages():
    """Context, source and translation of everything that is translated."""
    found = []
    for context in ET.parse(FOLDER / "dictation_de.ts").iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            made = message.find("translation")
            if made.get("type") is None:
                found.append((name, message.findtext("source"), made.text))
    return found


@pytest.fixture
def speak(qapp):
    """Install a language until the test is over."""
    yield lambda language: translation.install(qapp, language)
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(QLocale.system())
    DictationError.in_language = str


def test_what_is_loaded_is_what_was_written():
    translator = QTranslator()
    assert translator.load("dictation_de", str(FOLDER))
    written = messages()
    assert len(written) > 500
    for context, source, translated in written:
        assert translator.translate(context, source) == translated


def test_nothing_is_kept_that_the_program_no_longer_says():
    kinds = {
        t.get("type") for t in ET.parse(FOLDER / "dictation_de.ts").iter("translation")
    }
    assert kinds <= {None, "unfinished"}
    assert all(translated and translated.strip() for _, _, translated in messages())
    for _, source, translated in messages():
        # Texts are put together from pieces: a space at an end belongs there.
        ends = [(t[:1].isspace(), t[-1:].isspace()) for t in (source, translated)]
        assert ends[0] == ends[1], source


def test_what_is_filled_in_stays():
    for _, source, translated in messages():
        braces = [sorted(re.findall(r"{[^}]*}", t)) for t in (source, translated)]
        assert braces[0] == braces[1], source
        assert source.endswith("…") == translated.endswith("…"), source


def test_menus_have_different_keys(speak, qapp):
    speak("de")
    titles = [title for title, _ in menus.places({})]
    letters = [re.search("&(.)", title)[1].lower() for title in titles]
    assert len(set(letters)) == len(letters)


def test_the_languages_are_offered_by_their_own_names():
    assert translation.languages() == {"en": "English", "de": "Deutsch"}


def test_the_window_speaks_german(speak, qtbot):
    assert speak("de") == "de"
    assert QLocale().language() == QLocale.Language.German
    parent = QAction()
    made = actions.make_actions(parent)
    assert made["settings"].text() == "Einstellungen…"
    page = GeneralPage(Preferences(Settings()))
    qtbot.addWidget(page)
    assert page.title() == "Allgemein"
    assert page.language.name == "Sprache"
    assert page.reset_button.text() == "Diese Seite zurücksetzen"
    assert verdicts.advice(Finding.NOISY).startswith("Es rauscht")
    assert command_help(COMMANDS[2]) == "Schreibt ."
    assert command_help(COMMANDS[0]) == "Beginnt eine neue Zeile"


def test_english_and_what_is_not_translated_stay_english(speak):
    assert speak("en") == "en"
    assert GeneralPage.title() == "General"
    assert speak("xx") == "en"
    assert speak("de_AT") == "de"
    assert GeneralPage.title() == "Allgemein"


def test_words_from_the_rooms_below_can_all_be_translated():
    own = {c.help for c in COMMANDS if not c.writes.strip()}
    assert own == set(borrowed_words.COMMANDS)
    assert {kind.title for kind in FORMATS.values()} == set(borrowed_words.EXPORTS)
    translated = {(context, source) for context, source, _ in messages()}
    assert {("SpokenCommand", text) for text in own} <= translated
    assert QCoreApplication.translate("SpokenCommand", "Stops listening")


def test_errors_of_the_rooms_below_are_said_in_german(speak, tmp_path):
    error = AudioError("The microphone USB (2) is not connected: choose another one.")
    assert str(error).startswith("The microphone USB (2) is not")
    speak("de")
    assert str(error) == (
        "Das Mikrofon USB (2) ist nicht angeschlossen: Wählen Sie ein anderes."
    )
    reason = ManifestError("this is not JSON: correct or remove the line.")
    assert str(ManifestError(f"a.jsonl, line 3: {reason}")) == (
        "a.jsonl, Zeile 3: Das ist kein JSON: Verbessern oder entfernen Sie die Zeile."
    )
    full = disk.explain(OSError(errno.ENOSPC, "full"), tmp_path)
    assert str(DictationError(full)).endswith("oder wählen Sie einen anderen Ordner.")
    assert str(DictationError("Nobody translated {this}.")) == (
        "Nobody translated {this}."
    )


def test_sentences_with_a_translation_are_said_by_the_program():
    """A few may have been worded anew; more means that German was forgotten."""
    said = set()
    root = Path(dictation_app.__file__).parent
    for room in ("speech", "document", "lab", "training", "settings.py"):
        paths_here = (
            [root / room] if room[-3:] == ".py" else (root / room).rglob("*.py")
        )
        for path in paths_here:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            said |= {shape(node) for node in ast.walk(tree)}
    known = {re.sub("{.*?}", "{}", str(s)) for s in borrowed_sentences.SENTENCES}
    known = {s.replace("{}}", "{number:0-99}") for s in known}
    assert len(known) > 100
    assert len(known - said) <= len(known) // 20, sorted(known - said)


def shape(node):
    """A text of the program with what is filled in left out; None for other things."""
    if isinstance(node, ast.JoinedStr):
        return "".join(shape(part) or "{}" for part in node.values)
    return node.value if isinstance(node, ast.Constant) else None
