"""A text widget for letters and line breaks alone, whose undo is somebody else's."""

from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QTextEdit, QWidget


class PlainTextEdit(QTextEdit):
    """Takes what is typed and pasted as plain text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)

    def event(self, event: QEvent) -> bool:
        """Leave undo to the document: Qt would swallow its keys."""
        if event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            if _is_undo(event):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Make every kind of Enter the same line break.

        Qt's own would only take the line's format away where the line is empty.
        """
        plain = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & ~plain:
            if not self.isReadOnly():
                self.textCursor().insertText("\n")
                self.ensureCursorVisible()
            return
        super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain text."""
        lines = source.text().replace("\r\n", "\n").splitlines()
        text = "\n".join(lines) + ("\n" if source.text().endswith("\n") else "")
        self.textCursor().insertText(
            "".join(c for c in text if c in "\n\t" or c.isprintable())
        )
        self.ensureCursorVisible()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take text; files are for the window."""
        return source.hasText() and not source.hasUrls()


def _is_undo(event: QKeyEvent) -> bool:
    keys = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
    return any(event.matches(key) for key in keys)
