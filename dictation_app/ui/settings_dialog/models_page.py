"""Models: a card each; imported with every check, chosen, evaluated, copied, removed."""

from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QUrl, Slot
from PySide6.QtGui import QAction, QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QMenu, QVBoxLayout, QWidget

from dictation_app.errors import DictationError
from dictation_app.settings import Settings
from dictation_app.speech.lineage import find_parent
from dictation_app.speech.model_folder import remove_model
from dictation_app.speech.store import (
    ModelInfo,
    copy_model,
    find_models,
)
from dictation_app.training.assessment import (
    Assessing,
    Assessment,
    keep_assessment,
    read_assessments,
)
from dictation_app.transcript import Notice
from dictation_app.ui import controls, learning
from dictation_app.ui.job import Job
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.settings_dialog import model_facts
from dictation_app.ui.settings_dialog.model_card import CardState, ModelCard
from dictation_app.ui.settings_dialog.model_details import ModelDetails
from dictation_app.ui.settings_dialog.page import Page

Ask = Callable[[QWidget], Path | None]
"""Asks the user for a file or a folder."""
Assess = Callable[[ModelInfo, str, Path], Generator[Any, None, Assessment]]
"""Finds out what a model is worth, on a device, its speed with a recording."""


def ask_for_file(parent: QWidget) -> Path | None:
    """Ask for a checkpoint."""
    name, _ = QFileDialog.getOpenFileName(
        parent,
        QCoreApplication.translate("ModelsPage", "Import a model"),
        "",
        "(*.safetensors *.pt *.pth *.ckpt)",
    )
    return Path(name) if name else None


def ask_for_folder(parent: QWidget) -> Path | None:
    """Ask for a folder."""
    title = QCoreApplication.translate("ModelsPage", "Choose a folder")
    name = QFileDialog.getExistingDirectory(parent, title)
    return Path(name) if name else None


def imported(source: Path, folders: Sequence[Path]) -> Generator[None, None, ModelInfo]:
    """Import a model into the last of the folders, with every check.

    Raises:
        ModelError: it cannot be used.
    """
    yield
    from dictation_app.speech.importing import import_model  # it needs torch

    return import_model(source, folders[-1], others=folders[:-1])


def copied(info: ModelInfo, target: Path) -> Generator[None, None, Path]:
    """Copy a model's folder.

    Raises:
        ModelError: it cannot be written.
    """
    yield
    copy_model(info, target)
    return target


class ModelsPage(Page):
    """The models of the program and the user's own."""

    TITLE = QT_TRANSLATE_NOOP("Settings", "Models")

    def __init__(
        self,
        preferences: Preferences,
        folders: Sequence[Path],
        sample: Path,
        train: QAction | None = None,
        *,
        ask_file: Ask = ask_for_file,
        ask_folder: Ask = ask_for_folder,
        assess: Assess = learning.assess,
    ) -> None:
        """Build it; models are looked for when it is opened.

        Args:
            preferences: the settings.
            folders: where models are; the last one is the user's.
            sample: a recording to measure speed with.
            train: begins training, where that is possible.
            ask_file: asks for a checkpoint.
            ask_folder: asks for a model's folder, and for a place to copy one to.
            assess: evaluates a model.
        """
        super().__init__(preferences)
        self.set_about(
            self.tr(
                "A model turns sound into words. Each is a folder that you can copy, "
                "share or delete."
            )
        )
        self._folders = tuple(folders)
        self._sample = sample
        self._ask_file, self._ask_folder = ask_file, ask_folder
        self._assess = assess
        self._found_file = self._folders[-1] / "evaluations.json"
        self.models: list[ModelInfo] = []
        self.cards: dict[Path, ModelCard] = {}
        self.details: ModelDetails | None = None
        self._job: Job | None = None
        self._evaluated: ModelInfo | None = None
        """What is being evaluated."""
        self.setAcceptDrops(True)
        self._build_head(train)
        self._build_list()
        preferences.changed.connect(self._follow_settings)

    def _build_head(self, train: QAction | None) -> None:
        self.import_button = controls.button(self.tr("Import…"), "folder")
        menu = QMenu(self)
        menu.addAction(self.tr("A checkpoint file…"), self.import_file)
        menu.addAction(self.tr("A model folder…"), self.import_folder)
        self.import_button.setMenu(menu)
        self.head.addWidget(self.import_button)
        if train is not None:
            self.train_button = controls.button(self.tr("Train…"), kind="primary")
            controls.follow(self.train_button, train)
            self.head.addWidget(self.train_button)

    def _build_list(self) -> None:
        self.message = controls.label(role="caption")
        self.message.setWordWrap(True)
        self.message.hide()
        self.add(self.message)
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        frame = QWidget()
        frame.setLayout(self._list)
        self.add(frame)

    def opened(self) -> None:
        """Look which models there are."""
        self.refresh()

    def end(self) -> None:
        """End what is being done with a model; it goes on when the page is left."""
        if self._job is not None:
            self._job.stop()

    # The cards

    @Slot()
    def refresh(self) -> None:
        """Show the models that are there now."""
        self.models = find_models(self._folders)
        found = read_assessments(self._found_file)
        now = self._evaluated
        current = self.in_use
        for card in self.cards.values():
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = {}
        for info in self.models:
            state = CardState(
                in_use=info is current,
                is_bundled=info.folder.parent != self._folders[-1],
                assessment=found.get(info.sha256),
                lineage=model_facts.lineage(info, self.models),
                can_go_back=find_parent(info, self.models) is not None,
                is_evaluated_now=now is not None and info.folder == now.folder,
            )
            self._add_card(ModelCard(info, state))
        if not self.models:
            self._say(self.tr("There is no model here: import one."), "doubt")

    @property
    def in_use(self) -> ModelInfo | None:
        """The model that listens: the one of the settings, or the first."""
        name = self.preferences.settings.recognition.model
        first = self.models[0] if self.models else None
        return next((info for info in self.models if info.name == name), first)

    def _add_card(self, card: ModelCard) -> None:
        self.cards[card.info.folder] = card
        self._list.addWidget(card)
        card.use_requested.connect(self._use)
        card.back_requested.connect(self._go_back)
        card.evaluate_requested.connect(self._evaluate)
        card.stop_requested.connect(self._stop_evaluation)
        card.details_requested.connect(self._show_details)
        card.copy_requested.connect(self._copy)
        card.folder_requested.connect(self._open_folder)
        card.remove_confirmed.connect(self._remove)

    def _card(self) -> ModelCard:
        """The card whose signal is being handled."""
        card = self.sender()
        assert isinstance(card, ModelCard)
        return card

    @Slot(object)
    def _follow_settings(self, settings: Settings) -> None:
        shown = next((c for c in self.cards.values() if c.state.in_use), None)
        if shown is not None and shown.info is not self.in_use:
            self.refresh()

    # What can be done with one

    @Slot()
    def _use(self) -> None:
        self._choose(self._card().info)

    def _choose(self, info: ModelInfo) -> None:
        self.change(("recognition", "model"), info.name)
        words = self.tr("{title} is loaded now; what you dictate meanwhile is kept.")
        self._say(words.format(title=info.title))

    @Slot()
    def _go_back(self) -> None:
        parent = find_parent(self._card().info, self.models)
        if parent is not None:
            self._choose(parent)

    @Slot()
    def _show_details(self) -> None:
        card = self._card()
        self.details = ModelDetails(card.info, card.state.assessment, self)
        self.details.open()

    @Slot()
    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._card().info.folder)))

    @Slot()
    def _evaluate(self) -> None:
        info, device = self._card().info, self.preferences.settings.recognition.device
        if self._begin(lambda: self._assess(info, device, self._sample), self._keep):
            self._evaluated = info
            self._say("")
            self.refresh()

    @Slot()
    def _stop_evaluation(self) -> None:
        if self._job is not None and self._evaluated is not None:
            self._job.requestInterruption()

    @Slot(object)
    def _keep(self, found: Assessment) -> None:
        if self._evaluated is not None:
            try:
                keep_assessment(self._found_file, self._evaluated, found)
            except DictationError as error:
                self._say(str(error), "doubt")

    @Slot()
    def _copy(self) -> None:
        info = self._card().info
        parent = self._ask_folder(self)
        if parent is not None:
            target = parent / info.name
            if self._begin(lambda: copied(info, target), self._tell_copied):
                self._say(self.tr("{title} is being copied.").format(title=info.title))

    @Slot(object)
    def _tell_copied(self, target: Path) -> None:
        self._say(self.tr("The copy is in {folder}.").format(folder=target), "done")

    @Slot()
    def _remove(self) -> None:
        info = self._card().info
        try:
            remove_model(info.folder)
        except DictationError as error:
            self._say(str(error), "doubt")
            return
        self._say(self.tr("{title} was removed.").format(title=info.title))
        if self.preferences.settings.recognition.model == info.name:
            self.change(("recognition", "model"), "")
        self.refresh()

    # Import

    @Slot()
    def import_file(self) -> None:
        """Ask for a checkpoint and import it."""
        self.bring(self._ask_file(self))

    @Slot()
    def import_folder(self) -> None:
        """Ask for a model's folder and import it."""
        self.bring(self._ask_folder(self))

    def bring(self, source: Path | None) -> None:
        """Import a model; one sentence tells what became of it."""
        if source is None:
            return
        folders = self._folders
        if self._begin(lambda: imported(source, folders), self._take_imported):
            self._say(self.tr("{name} is being checked.").format(name=source.name))

    @Slot(object)
    def _take_imported(self, info: ModelInfo) -> None:
        words = self.tr("{title} was checked and imported.").format(title=info.title)
        self._say(words, "done")
        had_none = not self.models
        self.refresh()
        card = self.cards.get(info.folder)
        if card is not None:
            card.use_button.setFocus()
            self.ensureWidgetVisible(card)
        if had_none:
            self.change(("recognition", "model"), info.name)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A model may be dropped here; Qt calls this."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was dropped; Qt calls this."""
        event.acceptProposedAction()
        self.bring(Path(event.mimeData().urls()[0].toLocalFile()))

    # One thing at a time, in the background

    def _begin(
        self, task: Callable[[], Generator[Any, None, Any]], done: Callable[..., None]
    ) -> bool:
        if self._job is not None:
            self._say(self.tr("One thing at a time: wait a moment."), "doubt")
            return False
        self._job = Job(task)
        self._job.progressed.connect(self._pass_on)
        self._job.succeeded.connect(done)
        self._job.failed.connect(self._fail)
        self._job.finished.connect(self._finish)
        self.import_button.setEnabled(False)
        self._job.start()
        return True

    @Slot(object)
    def _pass_on(self, step: Any) -> None:
        if isinstance(step, Notice):
            self._say(step.message, "doubt")
        elif isinstance(step, Assessing) and self._evaluated is not None:
            card = self.cards.get(self._evaluated.folder)
            if card is not None:
                card.show_progress(step)

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        known = isinstance(error, DictationError)
        self._say(str(error) if known else self.tr("This did not work."), "doubt")

    @Slot()
    def _finish(self) -> None:
        self._job = None
        self.import_button.setEnabled(True)
        if self._evaluated is not None:
            self._evaluated = None
            self.refresh()

    def _say(self, words: str, tone: str = "") -> None:
        self.message.setText(words)
        self.message.setVisible(bool(words))
        controls.restyle(self.message, "tone", tone)
