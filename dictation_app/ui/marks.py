"""What is marked on the page: doubt, the word that is heard, what was found or changed.

All of it is painted for the visible lines only; the text itself carries no formats, so
that a long document costs no more than a short one.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextCursor

from dictation_app.document.operations import Piece
from dictation_app.ui import theme
from dictation_app.ui.text_geometry import stretches, visible_range

if TYPE_CHECKING:
    from dictation_app.ui.editor import Editor

Place = tuple[int, int]
"""First character, and the one after the last."""


@dataclass
class Marks:
    """What is marked now.

    Attributes:
        playing: the word that is heard.
        matches: what was found, in order.
        changed: words that are heard differently now; they move with the text.
    """

    playing: Place | None = None
    matches: Sequence[Place] = ()
    changed: list[QTextCursor] = field(default_factory=list)


def doubtful(pieces: Iterable[Piece], start: int, doubt: float) -> Iterator[Place]:
    """The words less sure than `doubt`; neighbours become one place.

    Args:
        pieces: some of a document's.
        start: position of the first one.
        doubt: the confidence that is enough.
    """
    open_: Place | None = None
    for piece in pieces:
        end = start + len(piece.text)
        if piece.word is not None and piece.word.confidence < doubt:
            first = start + len(piece.text) - len(piece.text.lstrip())
            open_ = (open_[0] if open_ else first, end)
        elif open_ and (piece.text.strip() or "\n" in piece.text):
            yield open_
            open_ = None
        start = end
    if open_:
        yield open_


def visible(editor: Editor, area: QRect) -> Place:
    """The document's characters in an area of the viewport."""
    start, end = visible_range(editor, area.top(), area.bottom())
    return editor.characters(start), editor.characters(end)


def rects(editor: Editor, start: int, end: int) -> Iterator[QRectF]:
    """The boxes of characters, in UTF-16 units, one for each line."""
    return (stretch.rect for stretch in stretches(editor, start, end))


def paint_below(editor: Editor, painter: QPainter, area: QRect) -> None:
    """Paint what lies under the letters."""
    shown = editor.marks
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    start, end = visible(editor, area)
    for cursor in shown.changed:
        place = cursor.selectionStart(), cursor.selectionEnd()
        if editor.units(start) < place[1] and place[0] < editor.units(end):
            _fill(editor, painter, place, theme.colour("doubt_soft"))
    found = itertools.takewhile(lambda p: p[0] < end, shown.matches)
    for place in found:
        if place[1] > start:
            _fill(editor, painter, _units(editor, place), theme.colour("accent_soft"))
    if shown.playing and shown.playing[1] > start and shown.playing[0] < end:
        _fill(
            editor, painter, _units(editor, shown.playing), theme.colour("accent_soft")
        )


def paint_above(editor: Editor, painter: QPainter, area: QRect) -> None:
    """Dot the doubtful words."""
    document = editor.document_shown
    start, end = visible(editor, area)
    if document is None or end > len(document.text) or start == end:
        return
    pen = QPen(
        theme.colour("doubt"), 1.5, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap
    )
    pen.setDashPattern([1.0, 1.0])
    painter.setPen(pen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    for place in doubtful(document.pieces_of(start, end), start, editor.doubt):
        for stretch in stretches(editor, *_units(editor, place)):
            y = stretch.baseline + 4
            painter.drawLine(QLineF(stretch.rect.left(), y, stretch.rect.right(), y))


def _units(editor: Editor, place: Place) -> Place:
    return editor.units(place[0]), editor.units(place[1])


def _fill(editor: Editor, painter: QPainter, place: Place, colour: QColor) -> None:
    painter.setBrush(colour)
    for rect in rects(editor, *place):
        painter.drawRoundedRect(rect.adjusted(-2, -2, 2, 3), 4, 4)
