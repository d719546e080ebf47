"""A model's card to read, with its pictures in the colours of the theme."""

import re
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QRectF, QSize, Qt, QUrl
from PySide6.QtGui import QFont, QImage, QPainter, QTextDocument
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QTextBrowser

from dictation_app.speech.store import CARD
from dictation_app.ui import theme

_MARGIN = 12
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
_RULES = (
    ("text", "fill", "muted"),
    (".title", "fill", "text"),
    (".grid", "stroke", "line"),
    (".loss", "stroke", "muted"),
    (".wer", "stroke", "accent"),
    (".dot", "fill", "accent"),
    (".wer-name", "fill", "accent"),
)
"""Parts of a learning curve, and the tokens they are drawn in.

Qt does not know the query for a dark page, by which a browser chooses the colours.
"""


class ModelCard(QTextBrowser):
    """Markdown of a model's folder; other colours redraw it."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._text = ""
        self._folder = Path()
        self._theme = theme.current()

    def show_card(self, folder: Path, text: str | None = None) -> None:
        """Show the card of a folder, or other words with the pictures of the folder."""
        self._folder = folder
        self._text = read_card(folder) if text is None else text
        self._draw()

    def _draw(self) -> None:
        self._theme = theme.current()
        place = self.verticalScrollBar().value()
        document = QTextDocument(self)  # the old one keeps its pictures
        document.setDefaultFont(self._font())
        document.setDefaultTextOption(self.document().defaultTextOption())
        document.setDocumentMargin(_MARGIN)
        self.setDocument(document)
        self.setSearchPaths([str(self._folder)])
        self.setMarkdown(self._text)
        self.verticalScrollBar().setValue(place)

    def _font(self) -> QFont:
        """The style sheet's font in points: from those follow the gaps of Markdown."""
        self.ensurePolished()
        font = QFont(self.font())
        font.setPointSizeF(self.fontInfo().pixelSize() * 72 / self.logicalDpiY())
        return font

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A picture of the card, drawn for this screen; Qt calls this."""
        path = self._folder / QUrl(name).fileName()
        if kind == QTextDocument.ResourceType.ImageResource and path.suffix == ".svg":
            picture = self._picture(path)
            if picture is not None:
                return picture
        return super().loadResource(kind, name)

    def _picture(self, path: Path) -> QImage | None:
        try:
            drawn = in_theme(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError):
            return None
        renderer = QSvgRenderer(QByteArray(drawn.encode()))
        size = renderer.defaultSize()
        if not renderer.isValid() or size.isEmpty():
            return None
        ratio = self.devicePixelRatioF()
        picture = QImage(
            QSize(round(size.width() * ratio), round(size.height() * ratio)),
            QImage.Format.Format_ARGB32_Premultiplied,
        )
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        renderer.render(painter, QRectF(0, 0, size.width(), size.height()))
        painter.end()
        return picture

    def changeEvent(self, event: QEvent) -> None:
        """Redraw the pictures when the theme is another; Qt calls this."""
        super().changeEvent(event)
        kinds = QEvent.Type.StyleChange, QEvent.Type.PaletteChange
        if event.type() in kinds and self._text and theme.current() is not self._theme:
            self._draw()


def in_theme(svg: str) -> str:
    """A learning curve with the colours of the theme in the place of its own."""
    colours = theme.current()
    rules = "".join(
        f"{part} {{ {what}: {colours.colour(token).name()}; }} "
        for part, what, token in _RULES
    )
    fixed = (
        f"text {{ font-size: {colours.size('caption')}px; "
        f"font-family: {colours.family or 'sans-serif'}; }} "
        ".title { font-weight: 600; } "
        ".loss { fill: none; stroke-width: 1.5; } "
        ".wer { fill: none; stroke-width: 2; } "
    )
    return _STYLE.sub(f"<style>{fixed}{rules}</style>", svg, count=1)


def read_card(folder: Path) -> str:
    """The card's text; empty where there is none."""
    try:
        return (folder / CARD).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
