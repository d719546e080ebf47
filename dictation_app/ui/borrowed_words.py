"""Words of the rooms below, which know no Qt, marked for the translators' tools."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from dictation_app.document.commands import SpokenCommand

COMMANDS = (
    QT_TRANSLATE_NOOP("SpokenCommand", "Starts a new line"),
    QT_TRANSLATE_NOOP("SpokenCommand", "Starts a new paragraph"),
    QT_TRANSLATE_NOOP("SpokenCommand", "Removes what you said last"),
    QT_TRANSLATE_NOOP("SpokenCommand", "Takes back one step"),
    QT_TRANSLATE_NOOP("SpokenCommand", "Does it again"),
    QT_TRANSLATE_NOOP("SpokenCommand", "Writes the next words with capitals"),
    QT_TRANSLATE_NOOP("SpokenCommand", "Writes everything in capitals from now on"),
    QT_TRANSLATE_NOOP("SpokenCommand", "Goes back to normal letters"),
    QT_TRANSLATE_NOOP("SpokenCommand", "Joins what you say next to what is there"),
    QT_TRANSLATE_NOOP("SpokenCommand", "Selects these words"),
    QT_TRANSLATE_NOOP("SpokenCommand", "Shows other ways to hear these words"),
    QT_TRANSLATE_NOOP("SpokenCommand", "Takes the alternative with this number"),
    QT_TRANSLATE_NOOP("SpokenCommand", "Goes to the end"),
    QT_TRANSLATE_NOOP("SpokenCommand", "Stops listening"),
    QT_TRANSLATE_NOOP("SpokenCommand", "Saves this note"),
)
"""What spoken commands do, of document.commands."""

EXPORTS = (
    QT_TRANSLATE_NOOP("ExportDialog", "Plain text"),
    QT_TRANSLATE_NOOP("ExportDialog", "Subtitles (SubRip)"),
    QT_TRANSLATE_NOOP("ExportDialog", "Subtitles (WebVTT)"),
    QT_TRANSLATE_NOOP("ExportDialog", "Data with word times (JSON)"),
    QT_TRANSLATE_NOOP("ExportDialog", "Table (CSV)"),
    QT_TRANSLATE_NOOP("ExportDialog", "Word document"),
)
"""The kinds of files, of document.exporters."""


def command_help(command: SpokenCommand) -> str:
    """What a command does, in the window's language."""
    if command.writes.strip():
        words = QCoreApplication.translate("SpokenCommand", "Writes {sign}")
        return words.format(sign=command.writes)
    return QCoreApplication.translate("SpokenCommand", command.help)
