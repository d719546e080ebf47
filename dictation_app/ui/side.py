"""The quiet side of the window: record, files, and who listens."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dictation_app.ui import theme
from dictation_app.ui.file_pane import FilePane
from dictation_app.ui.foot import Foot
from dictation_app.ui.record_pane import RecordPane

_GROWTH = 0.5
"""How much of the growth of the text the side takes part in: the page needs room too."""


class Side(QWidget):
    """Three parts one below the other; the queue takes the room that is left."""

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setProperty("surface", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.record = RecordPane()
        self.files = FilePane(actions["open_files"])
        self.foot = Foot(actions["library"], actions["menu"], actions["settings"])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.record)
        layout.addWidget(self.files, 1)
        layout.addWidget(self.foot)
        self.fit()

    def fit(self) -> None:
        """Be as wide as the text size asks for."""
        current = theme.current()
        share = 1.0 + _GROWTH * (current.growth - 1.0)
        self.setFixedWidth(round(current.size("side") * share) - 1)
        self.files.zone.fit()
