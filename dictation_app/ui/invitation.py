"""The page before there is anything on it: one obvious next step."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dictation_app.ui import controls

_WIDEST = 770


class Invitation(QWidget):
    """Invites to dictate, to try the sample or to open a recording."""

    start_requested = Signal()
    sample_requested = Signal()
    open_requested = Signal()
    check_requested = Signal()
    hint_dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "page")
        title = controls.label(self.tr("Say something, or drop a recording"), "title")
        about = controls.label(
            self.tr(
                "Everything stays on this computer. Press Ctrl+R and speak; say “new "
                "paragraph” or “scratch that” as you go."
            ),
            "caption",
        )
        about.setWordWrap(True)
        self.start_button = controls.button(
            self.tr("Start dictating"), "microphone", "primary"
        )
        self.sample_button = controls.button(self.tr("Try the sample"), "play")
        self.open_button = controls.button(self.tr("Open a recording…"), "folder")
        self.start_button.clicked.connect(self.start_requested)
        self.sample_button.clicked.connect(self.sample_requested)
        self.open_button.clicked.connect(self.open_requested)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.start_button, self.sample_button, self.open_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.hint = self._hint()
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch(2)
        column.addWidget(title)
        column.addSpacing(4)
        column.addWidget(about)
        column.addSpacing(16)
        column.addLayout(buttons)
        column.addSpacing(24)
        column.addWidget(self.hint)
        column.addStretch(3)
        middle = QWidget()
        middle.setLayout(column)
        middle.setMaximumWidth(_WIDEST)
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 0, 32, 0)
        row.addStretch(1)
        row.addWidget(middle, 100)
        row.addStretch(1)

    def _hint(self) -> QFrame:
        hint = QFrame()
        hint.setProperty("surface", "hint")
        words = controls.label(
            self.tr(
                "New here? Ten seconds of listening tell whether this microphone and "
                "this room are good enough."
            )
        )
        words.setWordWrap(True)
        self.check_button = controls.button(self.tr("Check microphone"), kind="link")
        self.check_button.clicked.connect(self.check_requested)
        self.dismiss_button = controls.icon_button("close", self.tr("Not now"))
        self.dismiss_button.clicked.connect(hint.hide)
        self.dismiss_button.clicked.connect(self.hint_dismissed)
        row = QHBoxLayout(hint)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(words, 1)
        row.addWidget(self.check_button)
        row.addWidget(self.dismiss_button, 0, Qt.AlignmentFlag.AlignVCenter)
        return hint
