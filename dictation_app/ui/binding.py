"""One text in two places: the document, and what Qt lays out on the screen."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextDocument

from dictation_app.document.document import Document, difference
from dictation_app.document.operations import Change, Operation

LINE_HEIGHT = 155
"""Per cent of the font's own height."""
_GAP = 14
"""Pixels of an empty line between two paragraphs."""
_SLICE = 20_000
"""Characters laid out at once, so that the window stays alive."""
_STRANGE = re.compile(
    "[^\t\n\x20-\u2027\u202a-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
)
"""What Qt would take for a line break or cannot hold."""


def _format(height: float, kind: QTextBlockFormat.LineHeightTypes) -> QTextBlockFormat:
    format_ = QTextBlockFormat()
    format_.setLineHeight(height, kind.value)
    return format_


_LINE_FORMAT = _format(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight)
_GAP_FORMAT = _format(_GAP, QTextBlockFormat.LineHeightTypes.FixedHeight)


def _showable(text: str) -> str:
    """The text as Qt can hold it, of the same length."""
    return _STRANGE.sub("\ufffd", text)


class Binding(QObject):
    """Keeps a text widget and a document the same, whichever of them is edited.

    A long text is laid out in slices; until `loaded` the widget must not be edited.
    Positions in Qt count UTF-16 units and those of a document characters: `units` and
    `characters` convert.
    """

    changing = Signal(object, object)
    """An Operation and its Change, not from the widget, are about to be shown."""
    changed = Signal(object, bool)
    """A Change was made, and whether by the user's hands in the widget."""
    settled = Signal()
    """What the user's hands did is laid out: now the text may be changed further."""
    loaded = Signal()

    def __init__(
        self,
        shown: QTextDocument,
        document: Document,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._shown = shown
        self._document = document
        self._ours = False
        self._theirs = False
        self._by_hand = False
        self._fresh: tuple[int, int] | None = None
        self._wide: list[int] = []
        self._n_loaded = 0
        self._n_units = 0
        shown.setUndoRedoEnabled(False)
        shown.contentsChange.connect(self._mirror)
        shown.contentsChanged.connect(self._arrange)
        document.watch(self._show)
        self._loader = QTimer(self)
        self._loader.timeout.connect(self._load)
        self._load()

    @property
    def complete(self) -> bool:
        """Whether all of the text is laid out."""
        return self._n_loaded == len(self._document.text)

    def close(self) -> None:
        """Let go of both."""
        self._loader.stop()
        self._document.unwatch(self._show)
        self._shown.contentsChange.disconnect(self._mirror)
        self._shown.contentsChanged.disconnect(self._arrange)

    def units(self, position: int) -> int:
        """Where Qt sees a character of the document."""
        return position + bisect_left(self._wide, position)

    def characters(self, units: int) -> int:
        """Which character of the document stands at a place of Qt's."""
        wide = self._wide
        return units - bisect_right(
            range(len(wide)), units, key=lambda index: wide[index] + index + 2
        )

    @Slot()
    def _load(self) -> None:
        text = self._document.text
        slice_ = text[self._n_loaded : self._n_loaded + _SLICE]
        if slice_:
            self._put(Change(self._n_loaded, 0, slice_))
        if not self.complete:
            self._loader.start(0)
        elif self._loader.isActive() or not text:
            self._loader.stop()
            self.loaded.emit()

    def _show(self, operation: Operation, change: Change) -> None:
        """Watch the document: show a change that does not come from the widget."""
        if self._theirs or not change or self._n_loaded < change.at:
            return
        if self._loader.isActive():
            if self._n_loaded == change.at and not change.n_removed:
                return  # the next slice brings it
            n_here = min(change.n_removed, self._n_loaded - change.at)
            change = Change(change.at, n_here, change.inserted)
        self.changing.emit(operation, change)
        self._put(change)
        self.changed.emit(change, False)

    def _put(self, change: Change) -> None:
        cursor = QTextCursor(self._shown)
        cursor.setPosition(self.units(change.at))
        end = self.units(change.at + change.n_removed)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self._account(change)
        self._own(lambda: cursor.insertText(_showable(change.inserted)))

    def _own(self, change: Callable[[], object]) -> None:
        """Change the widget's text without taking it for an edit of the user."""
        self._ours = True
        try:
            change()
        finally:
            self._ours = False
        self._arrange()

    def _account(self, change: Change) -> None:
        """Keep count of the characters that are two units to Qt."""
        after = change.at + change.n_removed
        grown = len(change.inserted) - change.n_removed
        self._n_loaded += grown
        inserted = change.inserted
        if self._wide or (not inserted.isascii() and max(inserted) > "\uffff"):
            first = bisect_left(self._wide, change.at)
            rest = self._wide[bisect_left(self._wide, after) :]
            new = [change.at + i for i, c in enumerate(inserted) if c > "\uffff"]
            self._wide[first:] = [*new, *(position + grown for position in rest)]

    @Slot(int, int, int)
    def _mirror(self, at: int, n_removed: int, n_added: int) -> None:
        """Make the user's edit of the widget one of the document."""
        last = self._shown.characterCount() - 1
        self._fresh = (at, min(at + n_added, last))
        n_before, self._n_units = self._n_units, last
        if self._ours:
            return
        # Qt counts the invisible end of the text where a change reaches it.
        start = self.characters(at)
        end = self.characters(min(at + n_removed, n_before))
        old = _showable(self._document.text[start:end])
        change = difference(start, old, self._read(at, min(at + n_added, last)))
        if not change:
            return
        self._theirs = True
        try:
            self._account(change)
            end = change.at + change.n_removed
            self._document.replace(change.at, end, change.inserted)
        finally:
            self._theirs = False
        self._by_hand = True
        self.changed.emit(change, True)

    def _read(self, start: int, end: int) -> str:
        cursor = QTextCursor(self._shown)
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText().replace("\u2029", "\n").replace("\u2028", "\n")

    @Slot()
    def _arrange(self) -> None:
        """Give lines their height; an empty line between paragraphs is lower."""
        if self._ours or self._fresh is None:
            return
        (start, end), self._fresh = self._fresh, None
        block = self._shown.findBlock(start).previous()
        if not block.isValid():
            block = self._shown.firstBlock()
        self._ours = True
        edit = QTextCursor(self._shown)
        edit.beginEditBlock()
        try:
            while block.isValid() and block.position() <= end + 1:
                is_gap = block.length() == 1 and block.next().isValid()
                wanted = _GAP_FORMAT if is_gap else _LINE_FORMAT
                if block.blockFormat() != wanted:
                    QTextCursor(block).setBlockFormat(wanted)
                block = block.next()
        finally:
            edit.endEditBlock()
            self._ours = False
            self._fresh = None
        if self._by_hand:
            self._by_hand = False
            self.settled.emit()


def moved(position: int, change: Change, *, dictated: bool) -> int:
    """Where a caret stands after a change that was made elsewhere.

    A caret where dictation writes goes with it; any other stays at its letters.
    """
    after = change.at + change.n_removed
    if position < change.at:
        return position
    if position == change.at == after:
        return position + (len(change.inserted) if dictated else 0)
    if position >= after:
        return position + len(change.inserted) - change.n_removed
    return change.at + min(position - change.at, len(change.inserted))
