"""What the windows on the user's corrections have in common: sound, work, and notices."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QWidget

from dictation_app.training.teaching import Teaching
from dictation_app.ui.clip_player import ClipPlayer
from dictation_app.ui.latest_job import LatestJob
from dictation_app.ui.notices import Notices


class LessonsWindow(QDialog):
    """Reads the corrections in the background, and plays their sound.

    Attributes:
        teaching: what the user corrected.
        work: what is read now; the latest alone counts.
        player: of the clips.
        notices: sentences over the window.
    """

    noticed = Signal(str)
    """A sentence that the user should read."""

    def __init__(
        self, title: str, teaching: Teaching, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.teaching = teaching
        self.player = ClipPlayer(self)
        self.notices = Notices(self)
        self.noticed.connect(self.notices.tell)
        self.player.failed.connect(self.noticed)
        self.work = LatestJob(self)
        self.work.failed.connect(self.fail)

    def come(self) -> None:
        """Show the window in front."""
        self.show()
        self.raise_()
        self.activateWindow()

    def shut_down(self) -> None:
        """End all work; the window that made it calls this before it closes."""
        self.work.stop()
        self.player.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Be silent; Qt calls this."""
        self.player.player.pause()
        super().closeEvent(event)

    @Slot(object)
    def fail(self, error: Exception) -> None:
        """Say what went wrong."""
        self.noticed.emit(str(error))
