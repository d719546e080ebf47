"""How often the network writes nothing: a gauge, and the warning with its name."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dictation_app.errors import DictationError
from dictation_app.training.events import Warned
from dictation_app.ui import theme
from dictation_app.ui.controls import label, restyle

COLLAPSED = 0.995
"""Share of blanks from which on the network writes no letter worth the name."""
_N_SEGMENTS = 40
_GAP = 2.0


class BlankGauge(QWidget):
    """Segments up to the share; the last one, in amber, means that all is blank."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(8)
        self.setMinimumWidth(120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Blank ratio"))
        self.share: float | None = None

    def sizeHint(self) -> QSize:
        """Wide enough to be read; Qt calls this."""
        return QSize(240, 8)

    def show_share(self, share: float | None) -> None:
        """Show another share, 0 to 1; None where it is not known yet."""
        self.share = share
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw the segments; Qt calls this."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        wide = (self.width() + _GAP) / _N_SEGMENTS
        share = self.share or 0.0
        # The last one is lit only where really nothing else is written.
        n_lit = min(round(share * _N_SEGMENTS), _N_SEGMENTS - 1)
        collapsed = share >= COLLAPSED
        for number in range(_N_SEGMENTS):
            token = "accent" if number < n_lit else "track"
            if collapsed:
                token = "doubt"
            elif number == _N_SEGMENTS - 1:
                token = "doubt_soft"
            painter.setBrush(theme.colour(token))
            segment = QRectF(number * wide, 0.0, wide - _GAP, self.height())
            painter.drawRoundedRect(segment, 2.0, 2.0)


class BlankCard(QFrame):
    """The gauge in a line with its number and what that means, and the warning below."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self.setToolTip(
            self.tr(
                "In how many moments the network writes no letter. At the amber end "
                "it writes nothing at all."
            )
        )
        self.gauge = BlankGauge()
        self.state = label(role="caption")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(label(self.tr("Blank ratio"), "strong"))
        row.addWidget(self.gauge, 1)
        row.addWidget(self.state)
        self.name = label(role="strong", tone="doubt")
        self.words = label()
        self.words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 8)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.name)
        column.addWidget(self.words)
        self.show_blanks(None, None)

    def show_blanks(self, share: float | None, warning: Warned | None) -> None:
        """Show how many blanks there are, and what is to be said of them.

        Args:
            share: of the frames, 0 to 1; None before the first step.
            warning: while there are too many of them.
        """
        self.gauge.show_share(share)
        restyle(self, "surface", "card" if warning is None else "warning")
        for part in (self.name, self.words):
            part.setVisible(warning is not None)
        if warning is not None:
            say = DictationError.in_language
            self.name.setText(capitalised(say(warning.name)))
            self.words.setText(f"{say(warning.message)} {say(warning.remedy)}")
        if share is None:
            text = self.tr("not yet")
        else:
            state = self.tr("nothing but blanks")
            state = self.tr("normal") if share < COLLAPSED else state
            text = f"{100 * share:.0f} %, {state}"
        self.state.setText(text)
        self.gauge.setAccessibleDescription(text)


def capitalised(text: str) -> str:
    """A text with its first letter as a capital, and the others as they are."""
    return text[:1].upper() + text[1:]
