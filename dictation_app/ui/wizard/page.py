"""What all pages of the wizard have: a title, a line below it, and their room."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWizardPage

from dictation_app.ui.controls import label

MARGIN = 32


class Page(QWizardPage):
    """One page; its buttons are the wizard's."""

    noticed = Signal(str)
    """A sentence that the user should read."""

    def __init__(self, title: str, about: str = "") -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.heading = label(title, "title")
        self.about = label(about, "caption")
        self.about.setWordWrap(True)
        self.about.setVisible(bool(about))
        self.head = QHBoxLayout()
        self.head.addWidget(self.heading)
        self.head.addStretch(1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(MARGIN, 24, MARGIN, 8)
        self.column.setSpacing(4)
        self.column.addLayout(self.head)
        self.column.addWidget(self.about)
        self.column.addSpacing(12)
        policy = self.sizePolicy()
        policy.setVerticalPolicy(policy.Policy.Expanding)
        policy.setHorizontalPolicy(policy.Policy.Expanding)
        self.setSizePolicy(policy)

    @property
    def next_words(self) -> str:
        """What the button says that leads on."""
        return self.tr("Continue")

    def leave(self) -> None:
        """The window closes or another page is shown: let go of what is in use."""
