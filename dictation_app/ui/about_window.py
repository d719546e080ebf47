"""What this program is, and where it keeps things."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtSvgWidgets import QSvgWidget
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dictation_app import __version__, paths
from dictation_app.ui import controls


class AboutWindow(QDialog):
    """Name, version, promise and licence."""

    def __init__(self, notes: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Dictation"))
        logo = QSvgWidget(str(paths.bundled("resources") / "logo.svg"))
        logo.setFixedSize(56, 56)
        version = self.tr("Version {version}").format(version=__version__)
        words = (
            controls.label(
                self.tr(
                    "Speech becomes text on this computer: no sound and no word "
                    "leaves it."
                )
            ),
            controls.label(
                self.tr("Your notes are in {folder}").format(folder=notes), "caption"
            ),
            controls.label(
                self.tr(
                    "Free software under the MIT licence. Written with Qt, PyTorch, "
                    "PyAV and PortAudio; fonts and sounds keep their own licences."
                ),
                "caption",
            ),
        )
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(controls.label(self.tr("Dictation"), "title"))
        column.addWidget(controls.label(version, "caption"))
        for part in words:
            part.setWordWrap(True)
            part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(part)
        close = controls.button(self.tr("Close"), kind="primary")
        close.clicked.connect(self.close)
        # Text that is wrapped asks for more height than it needs.
        column.addStretch(1)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 24, 24, 16)
        row.setSpacing(24)
        row.addWidget(logo, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        self.setFixedWidth(controls.grown(self, 480, 0).width())
