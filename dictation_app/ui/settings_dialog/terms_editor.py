"""Names and terms: a list in the user's order, as strongly expected as wanted."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QStringListModel,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QListView,
    QVBoxLayout,
    QWidget,
)

from dictation_app.document.vocabulary import Vocabulary, read_terms
from dictation_app.errors import DictationError
from dictation_app.settings import Settings, Terms
from dictation_app.speech.architecture import MAX_HOTWORDS
from dictation_app.ui import controls, theme
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.settings_dialog.fields import Scale

_SENSIBLE = 7.0
"""The boost above which terms begin to be heard where they were not said."""


def ask_for_list(parent: QWidget) -> Path | None:
    """Ask the user for a text file; None where none was chosen."""
    name, _ = QFileDialog.getOpenFileName(
        parent,
        QCoreApplication.translate("TermsEditor", "Names and terms"),
        "",
        QCoreApplication.translate("TermsEditor", "Text (*.txt);;All files (*)"),
    )
    return Path(name) if name else None


class TermsModel(QStringListModel):
    """The terms; those that cannot be heard, or are too many, are muted and say why."""

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """What a view asks for; Qt calls this."""
        if role in (Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.ToolTipRole):
            why = self.why_not(index.row())
            if not why:
                return None
            is_colour = role == Qt.ItemDataRole.ForegroundRole
            return theme.colour("doubt") if is_colour else why
        return super().data(index, role)

    def why_not(self, row: int) -> str:
        """Why a term is not listened for; nothing where it is."""
        terms = self.stringList()
        if not 0 <= row < len(terms):
            return ""
        if Vocabulary((terms[row],)).foreign():
            return self.tr("It has signs that the model does not know.")
        if row >= MAX_HOTWORDS:
            words = self.tr("Only the first {n} are listened for.")
            return words.format(n=MAX_HOTWORDS)
        return ""


class TermsList(QListView):
    """A list that tells when the selection shall go."""

    delete_pressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the key that deletes; Qt calls this."""
        if event.matches(QKeySequence.StandardKey.Delete):
            self.delete_pressed.emit()
        else:
            super().keyPressEvent(event)


class TermsEditor(QWidget):
    """Add, correct, order, import and remove terms, and say how much they count."""

    def __init__(
        self, preferences: Preferences, ask: Callable[[QWidget], Path | None]
    ) -> None:
        super().__init__()
        self._preferences = preferences
        self._ask = ask
        self.model = TermsModel(self)
        self.list = TermsList()
        self.list.setModel(self.model)
        self.list.setAccessibleName(self.tr("Names and terms"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setFixedHeight(180)
        self.entry = controls.field(self.tr("A name or term, as it is spelt"))
        self.add_button = controls.button(self.tr("Add"), "new")
        self.import_button = controls.button(self.tr("Import a list…"), "import")
        self.up_button = controls.button(self.tr("Move up"), "chevron-up")
        self.remove_button = controls.button(self.tr("Remove"), "trash")
        self.message = controls.label(role="caption")
        self.message.setWordWrap(True)
        self.boost = Boost()
        self.boost.slider.setAccessibleName(self.tr("How strongly they are expected"))
        self._lay_out()
        self._connect()
        self._show(preferences.settings)

    def _lay_out(self) -> None:
        about = controls.label(
            self.tr(
                "They are heard more easily and spelt your way. The most important "
                "ones first; a double click corrects one."
            ),
            "caption",
        )
        about.setWordWrap(True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.addWidget(self.entry, 0, 0)
        grid.addWidget(self.add_button, 0, 1)
        grid.addWidget(self.list, 1, 0)
        side = QVBoxLayout()
        side.setSpacing(8)
        for button in (self.import_button, self.up_button, self.remove_button):
            side.addWidget(button)
        side.addStretch(1)
        grid.addLayout(side, 1, 1)
        strength = QHBoxLayout()
        strength.addWidget(controls.label(self.tr("How strongly they are expected")), 1)
        strength.addWidget(self.boost)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(about)
        column.addLayout(grid)
        column.addWidget(self.message)
        column.addLayout(strength)

    def _connect(self) -> None:
        self.entry.returnPressed.connect(self._add)
        self.add_button.clicked.connect(self._add)
        self.import_button.clicked.connect(self._import)
        self.up_button.clicked.connect(self._raise)
        self.remove_button.clicked.connect(self._remove)
        self.boost.edited.connect(self._keep_boost)
        self.model.dataChanged.connect(self._keep_list)
        self.list.selectionModel().selectionChanged.connect(self._show_buttons)
        self._preferences.changed.connect(self._show)
        self.list.delete_pressed.connect(self._remove)

    # What the settings say

    @Slot(object)
    def _show(self, settings: Settings) -> None:
        terms = list(settings.vocabulary.terms)
        if self.model.stringList() != terms:
            self.model.setStringList(terms)
        self.boost.set_content(settings.vocabulary.boost)
        self._count()
        self._show_buttons()

    def _count(self) -> None:
        n_terms = self.model.rowCount()
        n_deaf = sum(bool(self.model.why_not(row)) for row in range(n_terms))
        words = self.tr("Terms: {n}").format(n=n_terms) if n_terms else ""
        if n_deaf:
            deaf = self.tr("cannot be listened for: {n}").format(n=n_deaf)
            words = f"{words}  ·  {deaf}"
        self._say(words, "doubt" if n_deaf else "")

    @Slot()
    def _show_buttons(self) -> None:
        rows = self._rows()
        self.remove_button.setEnabled(bool(rows))
        self.up_button.setEnabled(bool(rows) and rows[0] > 0)

    def _rows(self) -> list[int]:
        return sorted(index.row() for index in self.list.selectedIndexes())

    # What the user does

    @Slot()
    def _add(self) -> None:
        if self._take([self.entry.text()]):
            self.entry.clear()

    @Slot()
    def _import(self) -> None:
        path = self._ask(self)
        if path is None:
            return
        try:
            terms = read_terms(path)
        except DictationError as error:
            self._say(str(error), "doubt")
            return
        n_new = self._take(terms)
        words = self.tr("New terms from {name}: {n}")
        self._say(words.format(name=path.name, n=n_new))

    def _take(self, terms: Sequence[str]) -> int:
        """Add terms that are not there yet, and say how many they were."""
        before = self._vocabulary()
        after = before.with_terms(terms)
        self._keep(after.terms)
        return len(after.terms) - len(before.terms)

    @Slot()
    def _remove(self) -> None:
        rows = set(self._rows())
        terms = self._vocabulary().terms
        self._keep(tuple(t for row, t in enumerate(terms) if row not in rows))

    @Slot()
    def _raise(self) -> None:
        terms, rows = list(self._vocabulary().terms), self._rows()
        for row in rows:
            terms.insert(row - 1, terms.pop(row))
        self._keep(tuple(terms))
        selection = self.list.selectionModel()
        for row in rows:
            index = self.model.index(row - 1)
            # Said outright, as otherwise the keys that are held would decide.
            selection.setCurrentIndex(index, selection.SelectionFlag.Select)

    @Slot()
    def _keep_list(self) -> None:
        """Take a corrected term; one that became empty or another's twin goes away."""
        self._keep(Vocabulary().with_terms(self.model.stringList()).terms)

    @Slot()
    def _keep_boost(self) -> None:
        terms = replace(self._terms(), boost=self.boost.content())
        self._preferences.change(replace(self._preferences.settings, vocabulary=terms))

    def _terms(self) -> Terms:
        return self._preferences.settings.vocabulary

    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(self._terms().terms)

    def _keep(self, terms: tuple[str, ...]) -> None:
        vocabulary = replace(self._terms(), terms=terms)
        settings = replace(self._preferences.settings, vocabulary=vocabulary)
        self._preferences.change(settings)
        self._show(settings)

    def _say(self, words: str, tone: str = "") -> None:
        self.message.setText(words)
        controls.restyle(self.message, "tone", tone)


class Boost(Scale):
    """How strongly terms are expected, in words."""

    def __init__(self) -> None:
        super().__init__(0.0, 10.0, 0.5)
        self.words.setMinimumWidth(120)

    def told(self, value: float) -> str:
        """A word for a number."""
        if value == 0.0:
            return self.tr("not at all")
        if value < 3.0:
            return self.tr("a little")
        if value <= _SENSIBLE:
            return self.tr("clearly")
        return self.tr("too often, perhaps")
