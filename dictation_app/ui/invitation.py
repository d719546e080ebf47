"""The page before there is anything on it: one obvious next step."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dictation_app.ui import controls, theme

_WIDEST = 770
_MARGIN = 32


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
        title.setWordWrap(True)
        self.about = controls.label(role="caption")
        self.about.setWordWrap(True)
        self.start_button = controls.button(
            self.tr("Start dictating"), "microphone", "primary"
        )
        self.sample_button = controls.button(self.tr("Try the sample"), "play")
        self.open_button = controls.button(self.tr("Open a recording…"), "folder")
        self.start_button.clicked.connect(self.start_requested)
        self.sample_button.clicked.connect(self.sample_requested)
        self.open_button.clicked.connect(self.open_requested)
        self._ways = (self.start_button, self.sample_button, self.open_button)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(8)
        for button in self._ways:
            self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._row.addStretch(1)
        self.hint = self._hint()
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch(2)
        column.addWidget(title)
        column.addSpacing(4)
        column.addWidget(self.about)
        column.addSpacing(16)
        column.addLayout(self._row)
        column.addSpacing(24)
        column.addWidget(self.hint)
        column.addStretch(3)
        self._middle = QWidget()
        self._middle.setLayout(column)
        row = QHBoxLayout(self)
        row.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        row.addStretch(1)
        row.addWidget(self._middle, 100)
        row.addStretch(1)
        self.name_key("")

    def name_key(self, key: str) -> None:
        """Tell with which key dictation begins."""
        begin = self.tr("Press {key} and speak") if key else self.tr("Speak")
        words = self.tr(
            "Everything stays on this computer. {begin}; say “new paragraph” or "
            "“scratch that” as you go."
        )
        self.about.setText(words.format(begin=begin.format(key=key)))

    def minimumSizeHint(self) -> QSize:
        """Wide enough for one button; Qt calls this."""
        widest = max(way.minimumSizeHint().width() for way in self._ways)
        answers = (self.check_button, self.dismiss_button)
        hint = sum(part.minimumSizeHint().width() for part in answers) + 28
        height = super().minimumSizeHint().height()
        return QSize(max(widest, hint) + 2 * _MARGIN, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons one below the other where there is little room."""
        super().resizeEvent(event)
        widest = round(_WIDEST * theme.current().growth)
        self._middle.setMaximumWidth(widest)
        room = min(self.width() - 2 * _MARGIN, widest) - 24
        needed = sum(way.sizeHint().width() + self._row.spacing() for way in self._ways)
        across = QBoxLayout.Direction.LeftToRight
        down = QBoxLayout.Direction.TopToBottom
        for row in (self._row, self._hint_row):
            row.setDirection(across if needed <= room else down)

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
        answers = QHBoxLayout()
        answers.setSpacing(8)
        answers.addStretch(1)
        answers.addWidget(self.check_button)
        answers.addWidget(self.dismiss_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._hint_row = QBoxLayout(QBoxLayout.Direction.LeftToRight, hint)
        self._hint_row.setContentsMargins(12, 8, 8, 8)
        self._hint_row.setSpacing(8)
        self._hint_row.addWidget(words, 1)
        self._hint_row.addLayout(answers)
        return hint
