"""One family of line icons, drawn from resources/icons in any colour and size."""

import functools
import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from dictation_app import paths

logger = logging.getLogger(__name__)


def icon(name: str, token: str, colour: Callable[[str], QColor]) -> QIcon:
    """An icon that asks for its colour whenever it is painted."""
    return QIcon(_Engine(_source(name), token, colour))


def write(folder: str, name: str, colour: QColor) -> str:
    """Write an icon in one colour for the style sheet, and return its path.

    On a full disk the style sheet has to do without it.
    """
    path = Path(folder) / f"{name}-{colour.name()[1:]}.svg"
    try:
        path.write_text(_coloured(_source(name), colour), encoding="utf-8")
    except OSError as error:
        logger.warning("a picture of the style sheet is left out: %s", error.strerror)
    return path.as_posix()


@functools.cache  # a busy disk must not keep the window waiting
def _source(name: str) -> str:
    path = paths.bundled("resources") / "icons" / f"{name}.svg"
    return path.read_text(encoding="utf-8")


def _coloured(source: str, colour: QColor) -> str:
    return source.replace("currentColor", colour.name())


class _Engine(QIconEngine):
    """Draws one SVG in the colour its token has at the moment."""

    def __init__(
        self, source: str, token: str, colour: Callable[[str], QColor]
    ) -> None:
        super().__init__()
        self._source = source
        self._token = token
        self._colour = colour

    def paint(
        self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _: QIcon.State
    ) -> None:
        """Draw it; Qt calls this."""
        token = "muted" if mode == QIcon.Mode.Disabled else self._token
        source = _coloured(self._source, self._colour(token))
        QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Draw it on nothing; Qt calls this."""
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        """One more of it; Qt calls this."""
        return _Engine(self._source, self._token, self._colour)
