"""The foot of the quiet side: who listens, on what, how fast; menu and settings."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dictation_app.transcript import Seconds
from dictation_app.ui.controls import ElidedLabel, follow, icon_button, line


class Foot(QWidget):
    """Two lines on the recogniser, and the ways to everything else."""

    def __init__(self, library: QAction, menu: QAction, settings: QAction) -> None:
        super().__init__()
        self._device = ""
        self._speed: float | None = None
        self.model = ElidedLabel()
        self.caption = ElidedLabel(role="caption")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.model)
        words.addWidget(self.caption)
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(4)
        row.addLayout(words, 1)
        for action, icon in (
            (library, "library"),
            (menu, "more"),
            (settings, "settings"),
        ):
            made = icon_button(icon, action.text().rstrip("…"))
            made.setObjectName(f"foot_{action.objectName()}")
            follow(made, action)
            row.addWidget(made)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(line())
        layout.addLayout(row)
        self.show_loading("")

    @Slot(str)
    def show_loading(self, name: str) -> None:
        """Say that a model is being loaded."""
        self.model.set_full_text(name or self.tr("Loading the model…"))
        self._tell(self.tr("Loading…") if name else "")

    def show_model(self, title: str, device: str) -> None:
        """Say who listens, and where."""
        self.model.set_full_text(title)
        self._device = {"cpu": "CPU", "cuda": "GPU"}.get(device, device)
        self._show()

    def show_speed(self, times_real_time: float) -> None:
        """Say how fast the last recording went."""
        self._speed = times_real_time
        self._show()

    def show_problem(self, words: str) -> None:
        """Say that nobody listens."""
        self.model.set_full_text(self.tr("No model"))
        self._tell(words)

    def _show(self) -> None:
        words = self._device
        if self._speed is not None:
            fast = self.tr("{n}× real time").format(n=f"{self._speed:.0f}")
            words = f"{words}  ·  {fast}" if words else fast
        self._tell(words)

    def _tell(self, words: str) -> None:
        self.caption.set_full_text(words)
        self.caption.setVisible(bool(words))


def speed(duration: Seconds, took: Seconds) -> float | None:
    """How many times real time work was, if that can be told."""
    return duration / took if duration >= 1.0 and took > 0.0 else None
