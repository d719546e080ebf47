"""First page: what is wanted, from which model, and a run that waits to go on."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFrame, QHBoxLayout

from dictation_app.speech.store import ModelInfo
from dictation_app.training.runs import Goal, Run
from dictation_app.ui.controls import button, label
from dictation_app.ui.wizard.choice_card import ChoiceCard
from dictation_app.ui.wizard.page import Page
from dictation_app.ui.wizard.workplace import Draft


class GoalPage(Page):
    """Three goals, and the model that is the start for two of them."""

    resume_requested = Signal()
    discard_requested = Signal()

    def __init__(self, draft: Draft) -> None:
        super().__init__(
            self.tr("What shall it learn?"),
            self.tr(
                "The model that you have stays as it is; you get a new one beside it."
            ),
        )
        self._draft = draft
        self._models: list[ModelInfo] = []
        self._waiting = self._build_waiting()
        self.column.addWidget(self._waiting)
        self._waiting.hide()
        self.column.addSpacing(4)
        self.cards = self._make_cards()
        self._group = QButtonGroup(self)
        for number, card in enumerate(self.cards.values()):
            self._group.addButton(card.button, number)
            self.column.addWidget(card)
            self.column.addSpacing(4)
        self.column.addSpacing(8)
        self._build_models()
        self._group.idToggled.connect(self._choose)
        self.column.addStretch(1)
        self.cards["adapt"].button.setChecked(True)

    def _make_cards(self) -> dict[Goal, ChoiceCard]:
        return {
            "adapt": ChoiceCard(
                self.tr("My voice"),
                self.tr(
                    "Read some sentences aloud, or take recordings of yourself. The "
                    "model learns how you speak and keeps what it knows."
                ),
                self.tr("10 minutes of speech or more, then about as long to train"),
            ),
            "fine-tune": ChoiceCard(
                self.tr("A data set"),
                self.tr(
                    "Go on with a model on recordings and their texts: a subject, an "
                    "accent, other rooms."
                ),
                self.tr("An hour of speech or more, then an hour or more to train"),
            ),
            "scratch": ChoiceCard(
                self.tr("Everything, from scratch"),
                self.tr(
                    "Begin with random weights. For another language, or to see how a "
                    "network comes to hear."
                ),
                self.tr(
                    "20 hours of speech or more, then many hours, better with a GPU"
                ),
            ),
        }

    def _build_waiting(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("surface", "hint")
        self.waiting_words = label()
        self.waiting_words.setWordWrap(True)
        self.resume_button = button(self.tr("Go on with it"), kind="primary")
        self.resume_button.clicked.connect(self.resume_requested)
        self.discard_button = button(self.tr("Throw it away"), kind="danger")
        self.discard_button.clicked.connect(self.discard_requested)
        row = QHBoxLayout(frame)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(self.waiting_words, 1)
        row.addWidget(self.resume_button)  # first, so that it has the focus at first
        row.insertWidget(1, self.discard_button)
        return frame

    def _build_models(self) -> None:
        self.models = QComboBox()
        self.models.setAccessibleName(self.tr("Model to begin with"))
        self.models.setMinimumWidth(240)
        self.models.currentIndexChanged.connect(self._choose_model)
        self._models_label = label(self.tr("Begin with"))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._models_label)
        row.addWidget(self.models)
        row.addStretch(1)
        self.column.addLayout(row)

    def show_models(self, models: list[ModelInfo]) -> None:
        """Offer models, the one in use first."""
        self._models = models
        self.models.blockSignals(True)
        self.models.clear()
        for info in models:
            self.models.addItem(info.title)
        self.models.blockSignals(False)
        self._choose_model()

    def show_waiting(self, run: Run | None, *, is_done: bool = False) -> None:
        """Offer to go on with a run that was interrupted, or to see its result."""
        self._waiting.setVisible(run is not None)
        if run is None:
            return
        words = self.tr("“{title}” was interrupted at step {step}.")
        if is_done:
            words = self.tr("“{title}” is trained and waits for your decision.")
        step = f"{run.last_step:,}"
        self.waiting_words.setText(words.format(title=run.plan.title, step=step))
        self.resume_button.setText(
            self.tr("Show the result") if is_done else self.tr("Go on with it")
        )

    @property
    def goal(self) -> Goal:
        """What is chosen."""
        return self._draft.goal

    @Slot(int, bool)
    def _choose(self, number: int, is_on: bool) -> None:
        if not is_on:
            return
        self._draft.goal = list(self.cards)[number]
        self.models.setVisible(self._draft.goal != "scratch")
        self._models_label.setVisible(self._draft.goal != "scratch")
        self._choose_model()

    @Slot()
    def _choose_model(self) -> None:
        at = self.models.currentIndex()
        has_parent = self._draft.goal != "scratch" and 0 <= at < len(self._models)
        self._draft.parent = self._models[at] if has_parent else None
        self.completeChanged.emit()

    def isComplete(self) -> bool:
        """Whether there is what the goal needs; Qt calls this."""
        return self._draft.goal == "scratch" or self._draft.parent is not None
