"""Walking through the doubtful words with one key."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QKeySequence

from dictation_app.ui.correcting import Correcting, Doubtful, doubtful_words
from dictation_app.ui.editor import Editor
from dictation_app.ui.review_strip import ReviewStrip


class Reviewing(QObject):
    """Goes from doubtful word to doubtful word and tells how many are left.

    Attributes:
        doubt: words less sure than this are doubtful.
        doubtful_first: whether the most doubtful word comes first, instead of the next.
    """

    def __init__(
        self,
        editor: Editor,
        correcting: Correcting,
        strip: ReviewStrip,
        actions: Mapping[str, QAction],
    ) -> None:
        super().__init__(editor)
        self.doubt = 0.5
        self.doubtful_first = False
        self._editor = editor
        self._correcting = correcting
        self._strip = strip
        self._actions = actions
        correcting.corrected.connect(self._recount)
        actions["next_doubt"].triggered.connect(self.go_on)
        actions["previous_doubt"].triggered.connect(self.go_back)
        actions["accept"].triggered.connect(self.accept)
        actions["alternatives"].triggered.connect(self.show_alternatives)

    def left(self) -> list[Doubtful]:
        """The doubtful words, in the order in which they are walked through."""
        document = self._editor.document_shown
        found = doubtful_words(document, self.doubt) if document else []
        if self.doubtful_first:
            found.sort(key=lambda word: (word.confidence, word.start))
        return found

    @Slot()
    def go_on(self) -> None:
        """Select the next one."""
        self._go(1)

    @Slot()
    def go_back(self) -> None:
        """Select the one before."""
        self._go(-1)

    def _go(self, step: int) -> None:
        found = self.left()
        self._show(len(found))
        if not found:
            return
        place = self._editor.selection
        places = [(word.start, word.end) for word in found]
        if place in places:
            index = places.index(place) + step
        elif self.doubtful_first:
            index = 0 if step > 0 else len(found) - 1
        elif step > 0:
            index = next((i for i, p in enumerate(places) if p[0] >= place[0]), 0)
        else:
            before = [i for i, p in enumerate(places) if p[1] <= place[0]]
            index = before[-1] if before else len(places) - 1
        self._editor.select(*places[index % len(places)])
        self._editor.setFocus()

    @Slot()
    def accept(self) -> None:
        """The selected word is right; on to the next one."""
        start, end = self._place()
        if self._correcting.accept(start, end) and self._strip.isVisible():
            self._editor.select(end, end)
            self.go_on()

    @Slot()
    def show_alternatives(self) -> None:
        """Show other ways to hear the selected words, or the one at the caret."""
        self._correcting.open(*self._place())

    def click(self, position: int) -> None:
        """A click on a doubtful word shows other ways to hear it."""
        document, word = self._editor.document_shown, self._editor.word_at(position)
        if document is None or word is None:
            return
        pieces = document.pieces_of(*word)
        if any(p.word is not None and p.word.confidence < self.doubt for p in pieces):
            self._correcting.open(*word)

    def _place(self) -> tuple[int, int]:
        start, end = self._editor.selection
        if start < end:
            return start, end
        return self._editor.word_at(start) or (start, end)

    @Slot()
    def _recount(self) -> None:
        if self._strip.isVisible():
            self._show(len(self.left()))

    def _show(self, n_left: int) -> None:
        names = (
            ("next_doubt", self.tr("next")),
            ("alternatives", self.tr("other ways to hear it")),
            ("accept", self.tr("it is right")),
        )
        keys = [
            f"{self._actions[name].shortcut().toString(_NATIVE)} {words}"
            for name, words in names
        ]
        self._strip.show_left(n_left, "  ·  ".join(keys))


_NATIVE = QKeySequence.SequenceFormat.NativeText
