"""The window's language: the user's choice, or the system's, where it was translated."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from dictation_app import paths
from dictation_app.errors import DictationError
from dictation_app.ui.borrowed_sentences import Interpreter

_NAME = "dictation_"
_OWN = "en"
"""The language that the program is written in."""


def languages() -> dict[str, str]:
    """The languages there are, by code, each by its own name."""
    codes = (path.stem.removeprefix(_NAME) for path in sorted(_folder().glob("*.qm")))
    return {_OWN: "English", **{code: _own_name(code) for code in codes}}


def install(app: QCoreApplication, language: str = "") -> str:
    """Speak a language from now on; the system's, if there is one, for an empty text.

    What was made before keeps its words, so this comes before any window.

    Returns:
        The code of the language that is spoken.
    """
    chosen = language or QLocale.system().name()
    code = next((c for c in languages() if chosen.split("_")[0] == c), _OWN)
    if language:
        QLocale.setDefault(QLocale(language))
    if code == _OWN:
        return code
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in ((f"qtbase_{code}", qt), (f"{_NAME}{code}", str(_folder()))):
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)
    DictationError.in_language = Interpreter().say
    return code


def _folder() -> Path:
    return paths.bundled("resources") / "translations"


def _own_name(code: str) -> str:
    name = QLocale(code).nativeLanguageName()
    return name[:1].upper() + name[1:]
