"""The settings: pages on the right, their names and a search on the left."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dictation_app import paths
from dictation_app.ui import controls, theme
from dictation_app.ui.microphones import Microphones
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.settings_dialog.advanced_page import AdvancedPage
from dictation_app.ui.settings_dialog.appearance_page import AppearancePage
from dictation_app.ui.settings_dialog.audio_page import AudioPage
from dictation_app.ui.settings_dialog.diagnostics_page import DiagnosticsPage, Places
from dictation_app.ui.settings_dialog.dictation_page import DictationPage
from dictation_app.ui.settings_dialog.general_page import GeneralPage
from dictation_app.ui.settings_dialog.keys_page import Keys, KeysPage
from dictation_app.ui.settings_dialog.models_page import ModelsPage
from dictation_app.ui.settings_dialog.page import Page, Row
from dictation_app.ui.settings_dialog.storage_page import StoragePage
from dictation_app.ui.settings_dialog.text_page import TextPage

_SIDE, _MARGIN = 210, 12
_WIDTH, _HEIGHT = 968, 680
_SHARE = 0.95
"""Of the screen, at most, where type is large."""
_TURN = 50
"""Milliseconds between two pages that are made before anybody asks for them."""

P = TypeVar("P", bound=Page)


@dataclass(frozen=True)
class Whereabouts:
    """Files and folders that the settings are about; tests have others.

    Attributes:
        data: the user's notes, recordings and models.
        settings: the file with the settings.
        log: the log.
        sample: a recording to measure models with.
    """

    data: Path
    settings: Path
    log: Path
    sample: Path

    @classmethod
    def usual(cls) -> "Whereabouts":
        """Those of this machine and user."""
        return cls(
            paths.user_data(),
            paths.settings_file(),
            paths.log_file(),
            paths.bundled("resources") / "sample.ogg",
        )

    @property
    def reports(self) -> Path:
        """What the check of microphones found."""
        return self.data / "microphones.json"


class SearchField(QLineEdit):
    """A line that tells when somebody is about to write in it."""

    entered = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell it; Qt calls this."""
        super().focusInEvent(event)
        self.entered.emit()


class SettingsDialog(QDialog):
    """Every choice the user has; each counts, and is saved, as soon as it is made."""

    def __init__(
        self,
        preferences: Preferences,
        microphones: Microphones,
        actions_by_name: Mapping[str, QAction],
        default_keys: Keys,
        model_folders: Sequence[Path],
        parent: QWidget | None = None,
        where: Whereabouts | None = None,
    ) -> None:
        """Build the frame; a page is made when it is first opened.

        Args:
            preferences: the settings, which are changed in place.
            microphones: what can be listened with.
            actions_by_name: everything the window can do.
            default_keys: the keys of actions before anybody changed them.
            model_folders: where models are; the last one is the user's.
            parent: the window.
            where: files and folders; those of this machine without it.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self._growth = 0.0
        self._makers = _makers(
            preferences,
            microphones,
            actions_by_name,
            default_keys,
            model_folders,
            where or Whereabouts.usual(),
        )
        self._kinds = list(self._makers)
        self._made: dict[type[Page], Page] = {}
        self._shown: Page | None = None
        self._place: QPoint | None = None
        self._rest = QTimer(self, interval=_TURN)
        self._rest.timeout.connect(self._make_next)
        self._build()
        preferences.changed.connect(self._fit)
        self._fit()

    def _build(self) -> None:
        self.list = QListWidget()
        self.list.setProperty("role", "pages")
        self.list.setAccessibleName(self.tr("Pages"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.stack = QStackedWidget()
        for kind in self._kinds:
            self.list.addItem(QListWidgetItem(kind.title()))
        self.search = SearchField()
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setAccessibleName(self.tr("Search"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(
            theme.icon("search", "muted"), self.search.ActionPosition.LeadingPosition
        )
        self.nothing = controls.label(self.tr("Nothing is called that."), "caption")
        self.nothing.setContentsMargins(8, 0, 8, 0)
        self.nothing.hide()
        self.side = QWidget()
        self.side.setProperty("surface", "side")
        self.side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self.side)
        column.setContentsMargins(_MARGIN, 16, _MARGIN, 12)
        column.setSpacing(8)
        title = controls.label(self.tr("Settings"), "heading")
        title.setContentsMargins(4, 0, 0, 0)
        column.addWidget(title)
        column.addWidget(self.search)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(controls.line(across=False))
        row.addWidget(self.stack, 1)
        self._connect()

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._show_page)
        self.search.entered.connect(self._rest.start)
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self._go_to_found)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.activated.connect(self._begin_search)
        self.list.setCurrentRow(0)

    @Slot()
    def _fit(self) -> None:
        """Give everything room at any text size, as far as the screen goes."""
        growth = theme.current().growth
        if growth == self._growth:
            return
        self._growth = growth
        names = self.list.sizeHintForColumn(0) + 2 * _MARGIN + 8
        self.side.setFixedWidth(max(_SIDE, names))
        room = self.screen().availableGeometry().size() * _SHARE
        wanted = QSize(round(_WIDTH * growth), _HEIGHT)
        self.resize(wanted.boundedTo(room).expandedTo(QSize(_WIDTH, _HEIGHT)))
        for page in self._made.values():
            page.fit()

    # Pages

    def page(self, kind: type[P]) -> P:
        """The page of a kind, made when it is first asked for."""
        made = self._made.get(kind)
        if made is None:
            made = self._made[kind] = self._makers[kind]()
            self.stack.addWidget(made)
        assert isinstance(made, kind)
        return made

    def show_page(self, kind: type[Page]) -> None:
        """Turn to one of the pages."""
        self.list.setCurrentRow(self._kinds.index(kind))

    @property
    def _current(self) -> Page:
        return self.page(self._kinds[max(self.list.currentRow(), 0)])

    @Slot(int)
    def _show_page(self, row: int) -> None:
        if row < 0:
            return
        self.stack.setCurrentWidget(self._current)
        if self.isVisible():
            self._open(self._current)

    def _open(self, page: Page | None) -> None:
        if page is self._shown:
            return
        before, self._shown = self._shown, page
        if before is not None:
            before.left()
        if page is not None:
            page.opened()

    @Slot()
    def _make_next(self) -> None:
        """Make the pages that nobody has asked for yet, as a search needs them all."""
        for kind in self._kinds:
            if kind not in self._made:
                self.page(kind)
                return
        self._rest.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with what the page needs; Qt calls this."""
        super().showEvent(event)
        if self._place is not None:  # else some desktops move it by its frame
            self.move(self._place)
        self._open(self._current)
        self.list.setFocus()

    # Search

    @Slot()
    def _begin_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    @Slot(str)
    def _search(self, query: str) -> None:
        """Show only pages on which something is found, and mark it."""
        query = query.strip()
        hits = []
        for number, kind in enumerate(self._kinds):
            found = self.page(kind).found(query)
            hit = bool(found) or query.casefold() in kind.title().casefold()
            self.list.item(number).setHidden(not hit)
            if hit:
                hits.append(number)
        self.nothing.setVisible(not hits)
        if hits and self.list.currentRow() not in hits:
            self.list.setCurrentRow(hits[0])
        if query and hits:
            QTimer.singleShot(0, self, self._scroll_to_found)

    def _first_found(self) -> Row | None:
        found = self._current.found(self.search.text().strip())
        return next((row for row in found if row.isVisibleTo(self._current)), None)

    @Slot()
    def _scroll_to_found(self) -> None:
        row = self._first_found()
        if row is not None:
            self._current.ensureWidgetVisible(row)

    @Slot()
    def _go_to_found(self) -> None:
        row = self._first_found()
        (self.list if row is None else row.control).setFocus()

    # The end

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter completes a field and presses no button elsewhere; Qt calls this."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
        else:
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Close; what is being written is kept, the microphone closed."""
        self._rest.stop()
        self._open(None)
        self._place = self.pos()
        super().done(result)

    def end(self) -> None:
        """Close, and wait for what runs in the background; the program ends."""
        self.reject()
        for page in self._made.values():
            page.end()


def _makers(
    preferences: Preferences,
    microphones: Microphones,
    actions: Mapping[str, QAction],
    default_keys: Keys,
    model_folders: Sequence[Path],
    where: Whereabouts,
) -> dict[type[Page], Callable[[], Page]]:
    """The kinds of pages in their order, and what makes each of them."""
    places = Places(where.data, tuple(model_folders), where.settings, where.log)
    return {
        GeneralPage: lambda: GeneralPage(preferences),
        AudioPage: lambda: AudioPage(
            preferences, microphones, actions["check_microphone"], where.reports
        ),
        DictationPage: lambda: DictationPage(preferences),
        TextPage: lambda: TextPage(preferences),
        ModelsPage: lambda: ModelsPage(
            preferences, model_folders, where.sample, actions.get("train")
        ),
        KeysPage: lambda: KeysPage(preferences, actions, default_keys),
        AppearancePage: lambda: AppearancePage(preferences),
        StoragePage: lambda: StoragePage(preferences, where.data),
        AdvancedPage: lambda: AdvancedPage(preferences),
        DiagnosticsPage: lambda: DiagnosticsPage(preferences, places),
    }
